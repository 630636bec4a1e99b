from __future__ import annotations

import time
from itertools import combinations, pairwise
from random import Random
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from watchledger.entities import DIFFERENT, SAME, Known, Mention, Resolution, resolve, shipped
from watchledger.entities.union import settled

NAMES = (
    "喀什市公安局", "喀什市公安局（盖章）", "喀什市公安局交警支队", "喀什市公安局交通警察支队", "喀什市交警支队",
    "广州市公安局天河区分局", "天河区公安分局", "云岭视讯（北京）有限公司", "北京云岭视讯有限公司",
    "北京市云岭视讯有限责任公司", "上海云岭视讯有限公司", "朝阳区公安局", "Blue Heron Systems Ltd",
    "BLUE HERON SYSTEMS LIMITED", "Blue Heron System", "公安局", "海康威视", "Hikvision",
)  # fmt: skip
mentions = st.lists(st.sampled_from(NAMES).map(Mention), max_size=25)
verdicts = st.dictionaries(
    st.frozensets(st.sampled_from(NAMES), min_size=2, max_size=2), st.sampled_from((SAME, DIFFERENT)), max_size=5
)


def together(made: Resolution) -> set[frozenset[str]]:
    return {frozenset((a.name, b.name)) for cluster in made.clusters for a, b in combinations(cluster, 2)}


def test_writings_of_one_name_are_one_body_and_units_are_not() -> None:
    made = resolve(map(Mention, NAMES), aliases=shipped())
    joined = together(made)
    assert frozenset(("云岭视讯（北京）有限公司", "北京市云岭视讯有限责任公司")) in joined
    assert frozenset(("广州市公安局天河区分局", "天河区公安分局")) in joined
    assert not any({"喀什市公安局", "喀什市公安局交警支队"} <= pair for pair in joined)
    assert {frozenset((link.one.name, link.other.name)) for link in made.ask} >= {frozenset(("海康威视", "Hikvision"))}
    assert any(link.comparison.reasons[0].rule == "unit.part" for link in made.related)


@given(mentions, verdicts, st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(given_: list[Mention], judged: dict[frozenset[str], str], random: Random) -> None:
    again = given_ * 2
    random.shuffle(again)
    assert resolve(given_, judged=judged) == resolve(again, judged=judged)


@given(mentions, st.integers(0, 25), verdicts)
def test_names_that_keep_coming_give_what_all_at_once_give(
    given_: list[Mention], cut: int, judged: dict[frozenset[str], str]
) -> None:
    known = Known(shipped())
    known.add(given_[:cut])
    known.resolution(judged)
    known.add(given_[cut:])
    assert known.resolution(judged) == resolve(given_, aliases=shipped(), judged=judged)


FIRMS = tuple(f"成都云岭{what}{form}" for what in ("视讯", "视讯科技", "智能", "网络") for form in ("有限公司", "股份有限公司", ""))


@given(st.lists(st.sampled_from(FIRMS).map(Mention), max_size=20), st.lists(st.integers(0, 20), max_size=4), st.integers(1, 6))
def test_blocks_that_grow_too_large_meanwhile_change_nothing(given_: list[Mention], cuts: list[int], largest: int) -> None:
    """Added in pieces, settled between them, or all at once: the same, whatever a block's bound."""
    with mock.patch("watchledger.entities.resolve.LARGEST", largest):
        known = Known(shipped())
        for low, high in pairwise([0, *sorted(cuts), len(given_)]):
            known.add(given_[low:high])
            known.resolution()
        assert known.resolution() == resolve(given_, aliases=shipped())


def test_a_thousand_new_names_are_settled_without_the_others() -> None:
    random = Random(7)
    made = [
        Mention("成都" + "".join(random.choices("云岭海明远华瞳智能北辰同舟天信恒达泰瑞", k=4)) + "有限公司") for _ in range(6_000)
    ]
    known = Known(shipped())
    known.add(made[:5_900])
    known.resolution()
    with mock.patch("watchledger.entities.resolve.settled", side_effect=settled) as settling:
        known.add(made[5_900:])
        known.resolution()
    assert settling.call_count <= 200


def test_new_names_are_compared_with_few() -> None:
    """1,000 against 100,000 are to take less than a second (benchmarks/names.py); a tenth against a twentieth a fraction of it."""
    random = Random(5)
    signs = "云岭海明远华瞳智能北辰同舟天信恒达泰瑞丰嘉盛宏图博雅"
    made = [Mention("成都" + "".join(random.choices(signs, k=4)) + "科技有限公司") for _ in range(5_100)]
    known = Known(shipped())
    known.add(made[:5_000])
    start = time.process_time()
    known.add(made[5_000:])
    assert time.process_time() - start < 0.5


@given(mentions, st.permutations(NAMES))
def test_a_decision_is_never_undone_by_what_is_added(given_: list[Mention], names: list[str]) -> None:
    judged = {frozenset(names[:2]): DIFFERENT, frozenset(names[2:4]): SAME}
    made = together(resolve([*map(Mention, names[:4]), *given_], judged=judged))
    assert frozenset(names[:2]) not in made
    assert frozenset(names[2:4]) in made


@given(mentions, st.sampled_from(list(combinations(NAMES, 2))))
def test_taking_a_decision_back_gives_what_was_before(given_: list[Mention], pair: tuple[str, str]) -> None:
    judged = {frozenset(pair): SAME}
    before = resolve(given_)
    resolve(given_, judged=judged)
    judged.clear()
    assert resolve(given_, judged=judged) == before


def test_codes_keep_two_firms_of_one_name_apart() -> None:
    codes = ("91110000000000001", "91310000000000002")
    first, second = (next(c + s for s in "0123456789ABCDEFGHJKLMNPQRTUWXY" if _valid(c + s)) for c in codes)
    given_ = [Mention("云岭视讯有限公司", code=first), Mention("云岭视讯有限公司", code=second), Mention("云岭视讯有限公司")]
    assert [len(cluster) for cluster in resolve(given_).clusters] in ([2, 1], [1, 2])


def _valid(code: str) -> bool:
    from watchledger.fields.identifier import credit_code_valid

    return credit_code_valid(code)


def test_time_grows_with_the_names_not_with_their_pairs() -> None:
    """100,000 names are to take less than 60 s of CPU; a tenth of that is given to a twentieth of them."""
    random = Random(5)
    signs = "云岭海明远华瞳智能北辰同舟天信恒达泰瑞丰嘉盛宏图博雅"
    made = [
        Mention("成都" + "".join(random.choices(signs, k=4)) + random.choice(("科技", "智能")) + "有限公司") for _ in range(5_000)
    ]
    start = time.process_time()
    resolve(made)
    assert time.process_time() - start < 6


@settings(max_examples=20)
@given(st.lists(st.text(max_size=20), max_size=8))
def test_any_words_are_resolved(words: list[str]) -> None:
    made = resolve(map(Mention, words))
    assert {mention.name for cluster in made.clusters for mention in cluster} == set(words)
