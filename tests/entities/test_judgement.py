"""What people decide forms a graph: joins are associative, in any order; splits undo them; documents change nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchledger.entities import DIFFERENT, SAME, Mention, Resolution, against, name_of_side, resolve, side_of
from watchledger.entities.judgement import speaks_of

BODIES = ("云岭视讯", "华瞳智能", "北辰光电", "同舟信息", "明远科技", "天信网安")
NAMES = tuple(f"成都{body}有限公司" for body in BODIES)
"""Six firms that no rule joins."""
pairs = st.frozensets(st.sampled_from(NAMES), min_size=2, max_size=2)
positives = st.lists(pairs, max_size=8)


def clusters(made: Resolution) -> set[frozenset[str]]:
    return {frozenset(m.name for m in cluster) for cluster in made.clusters}


def of(joined: list[frozenset[str]], apart: list[frozenset[str]] | None = None) -> set[frozenset[str]]:
    judged = {**dict.fromkeys(joined, SAME), **dict.fromkeys(apart or [], DIFFERENT)}
    return clusters(resolve(map(Mention, NAMES), judged=judged))


@given(positives, st.randoms(use_true_random=False))
def test_the_order_of_merging_changes_nothing(joined: list[frozenset[str]], random: object) -> None:
    shuffled = list(joined)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert of(joined) == of(shuffled)


@given(st.permutations(NAMES))
def test_merging_is_associative(names: list[str]) -> None:
    """(a + b) + c, a + (b + c) and (a + c) + b are one body of three."""
    a, b, c = names[:3]
    ways = ([(a, b), (b, c)], [(b, c), (a, b)], [(a, c), (b, c)], [(a, b), (a, c)], [(a, b), (b, c), (a, c)])
    assert len({frozenset(of([frozenset(pair) for pair in way])) for way in ways}) == 1
    assert frozenset((a, b, c)) in of([frozenset(pair) for pair in ways[0]])


@given(positives, pairs)
def test_taking_a_merge_back_splits_what_it_joined(joined: list[frozenset[str]], last: frozenset[str]) -> None:
    before = [pair for pair in joined if pair != last]
    assert of([*before, last]) >= {cluster for cluster in of(before) if not cluster & last}
    assert of([pair for pair in [*before, last] if pair != last]) == of(before)


@given(positives, pairs)
def test_a_split_keeps_two_apart_whatever_is_added(joined: list[frozenset[str]], split: frozenset[str]) -> None:
    one, other = sorted(split)
    judged = dict.fromkeys(joined, SAME)
    fits = not against(judged, one, other, DIFFERENT)
    judged[split] = DIFFERENT
    names = [*NAMES, *(f"{name}（盖章）" for name in NAMES), "成都市公安局"]
    made = clusters(resolve(map(Mention, names), judged=judged))
    assert not any(split <= cluster for cluster in made)
    if fits:
        assert all(any(pair <= cluster for cluster in made) for pair, said in judged.items() if said == SAME)


@given(positives, st.lists(st.text(alphabet="成都云岭视讯华瞳智能有限公司", min_size=2, max_size=12), max_size=20))
def test_names_that_are_added_change_no_decision(joined: list[frozenset[str]], added: list[str]) -> None:
    judged = dict.fromkeys(joined, SAME)
    made = clusters(resolve(map(Mention, [*NAMES, *added]), judged=judged))
    held = clusters(resolve(map(Mention, NAMES), judged=judged))
    assert all(any(cluster <= larger for larger in made) for cluster in held)


def test_a_contradiction_names_what_it_contradicts() -> None:
    a, b, c, d = NAMES[:4]
    judged = {frozenset((a, b)): SAME, frozenset((b, c)): SAME, frozenset((c, d)): DIFFERENT}
    assert against(judged, a, c, DIFFERENT) == (tuple(sorted((a, b))), tuple(sorted((b, c))))
    assert against(judged, a, d, SAME) == (tuple(sorted((c, d))),)
    assert against(judged, a, d, DIFFERENT) == against(judged, a, c, SAME) == ()
    assert against(judged, a, b, DIFFERENT) == (), "an earlier decision on the same pair gives way"


@pytest.mark.parametrize("mention", [Mention("甲公司"), Mention("甲公司", code="91110000000000001X"), Mention("甲公司", "110000")])
def test_a_side_names_its_mention(mention: Mention) -> None:
    assert speaks_of(side_of(mention), mention)
    assert name_of_side(side_of(mention)) == mention.name
    assert speaks_of("甲公司", mention), "a name alone means every mention of it"
    assert not speaks_of(side_of(Mention("甲公司", code="91310000000000002X")), mention)
