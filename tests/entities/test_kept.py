"""Names that are kept as bytes, and names that go again, give what all names at once give."""

from __future__ import annotations

import json
import zlib
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchledger.entities import DIFFERENT, SAME, Known, Mention, resolve, shipped
from watchledger.entities.kept import dumped, loaded

NAMES = (
    "青石市公安局", "青石市公安局（盖章）", "青石市公安局交警支队", "广州市公安局天河区分局", "天河区公安分局",
    "云岭视讯（北京）有限公司", "北京云岭视讯有限公司", "北京市云岭视讯有限责任公司", "上海云岭视讯有限公司",
    "朝阳区公安局", "Blue Heron Systems Ltd", "BLUE HERON SYSTEMS LIMITED", "Blue Heron System", "海康威视", "Hikvision",
)  # fmt: skip
CODES = ("", "", "91110000100000000r")
mentions = st.lists(st.builds(Mention, st.sampled_from(NAMES), st.just(""), st.sampled_from(CODES)), max_size=25)
verdicts = st.dictionaries(
    st.frozensets(st.sampled_from(NAMES), min_size=2, max_size=2), st.sampled_from((SAME, DIFFERENT)), max_size=4
)


@given(mentions, mentions, verdicts)
def test_names_kept_give_what_they_gave_and_grow_as_before(
    first: list[Mention], more: list[Mention], judged: dict[frozenset[str], str]
) -> None:
    known = Known(shipped())
    known.add(first)
    found = loaded(dumped(known, "a state"), shipped())
    assert found is not None
    again, state = found
    assert state == "a state" and set(again) == set(known) and len(again) == len(known)
    assert again.resolution(judged) == known.resolution(judged)
    again.add(more)
    assert again.resolution(judged) == resolve([*first, *more], aliases=shipped(), judged=judged)


@given(mentions, st.sets(st.integers(0, 25)), st.integers(1, 60), st.booleans())
def test_names_that_go_leave_nothing_behind(given_: list[Mention], at: set[int], largest: int, settle: bool) -> None:
    """Whatever a block's bound, and whether or not all was settled before: as if they had never been added."""
    gone = {given_[number] for number in at if number < len(given_)}
    with mock.patch("watchledger.entities.resolve.LARGEST", largest):
        known = Known(shipped())
        known.add(given_)
        if settle:
            known.resolution()
        known.drop(gone)
        assert set(known) == set(given_) - gone
        assert known.resolution() == resolve(set(given_) - gone, aliases=shipped())
        known.add(gone)
        assert known.resolution() == resolve(given_, aliases=shipped())


def test_other_rules_and_broken_bytes_are_refused() -> None:
    known = Known(shipped())
    known.add(map(Mention, NAMES))
    whole = dumped(known, "")
    with mock.patch("watchledger.entities.kept.rules", return_value="others"):
        assert loaded(whole, shipped()) is None
    assert loaded(whole[:-9], shipped()) is None
    assert loaded(b"", shipped()) is None
    changed = json.loads(zlib.decompress(whole))
    changed["links"][0][1] = 10_000
    assert loaded(zlib.compress(json.dumps(changed).encode()), shipped()) is None


@pytest.mark.parametrize(
    ("asked", "met"), [("北京云岭视讯科技有限公司", "北京云岭视讯有限公司"), ("Blue Heron Systems", "Blue Heron Systems Ltd")]
)
def test_names_near_another_share_a_trait_with_it(asked: str, met: str) -> None:
    known = Known(shipped())
    known.add(map(Mention, NAMES))
    near = {mention.name for mention in known.near(Mention(asked))}
    assert met in near and "天河区公安分局" not in near


def test_initials_and_short_names_meet_the_long_ones() -> None:
    made = resolve(
        map(Mention, ("BHS", "Blue Heron Systems Ltd", "明瞳视讯", "云岭明瞳视讯技术有限公司", "明瞳视讯数字技术有限公司"))
    )
    asked = {frozenset((link.one.name, link.other.name)) for link in made.ask}
    assert asked == {frozenset(("BHS", "Blue Heron Systems Ltd")), frozenset(("明瞳视讯", "明瞳视讯数字技术有限公司"))}
