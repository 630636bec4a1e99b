from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from watchledger.entities import (
    ASK,
    DIFFERENT,
    RELATED,
    SAME,
    VERSION,
    Aliases,
    Comparison,
    Mention,
    compare,
    parse,
    resolve,
    shipped,
)
from watchledger.entities.aliases import Alias
from watchledger.entities.distance import edits

PAIRS = [line.split("\t") for line in (Path(__file__).parent / "pairs.tsv").read_text("utf-8").splitlines() if line[:1] != "#"]
CASES = Path(__file__).parents[2].parent / "shared" / "corpus/reference/orgs/nomenklatura/cases_org_only.csv"


def said(one: str, other: str, **more: object) -> Comparison:
    return compare(parse(one), parse(other), **more)  # type: ignore[arg-type]


def f1(judged: list[tuple[bool, bool]]) -> float:
    """Of (proposed or joined, really one body)."""
    hits = sum(p and t for p, t in judged)
    return 2 * hits / (2 * hits + sum(p != t for p, t in judged))


def test_pairs_decided_by_hand() -> None:
    judged = [(said(a, b, aliases=shipped()).verdict in (SAME, ASK), verdict == "same") for verdict, a, b, _ in PAIRS]
    assert len(judged) >= 150 and 0.45 < sum(true for _, true in judged) / len(judged) < 0.55
    assert f1(judged) >= 0.98


def test_nothing_that_is_two_is_joined() -> None:
    wrong = [(a, b) for verdict, a, b, _ in PAIRS if verdict == "two" and said(a, b, aliases=shipped()).verdict == SAME]
    assert wrong == []


@pytest.mark.parametrize("row", PAIRS, ids=lambda row: f"{row[1]} {row[2]}")
def test_a_comparison_is_symmetric_and_gives_its_reason(row: list[str]) -> None:
    one, other = said(row[1], row[2], aliases=shipped()), said(row[2], row[1], aliases=shipped())
    assert one == other
    assert one.reasons[0].words and one.version == VERSION


@pytest.mark.skipif(not CASES.exists(), reason="the public pairs do not lie beside the checkout")
def test_public_pairs() -> None:
    """Funds that differ in a number alone are labelled as one there and are two here: 18 of the 31 that are missed."""
    with CASES.open(encoding="utf-8", newline="") as held:
        judged = [(said(r["name1"], r["name2"]).verdict in (SAME, ASK), r["is_match"] == "true") for r in csv.DictReader(held)]
    assert len(judged) == 266
    assert f1(judged) >= 0.90


@pytest.mark.parametrize(
    ("one", "other", "verdict", "rule"),
    [
        ("喀什市公安局", "喀什市公安局交警支队", RELATED, "unit.part"),
        ("广州市公安局", "天河区公安分局", RELATED, "unit.branch"),
        ("明瞳科技集团有限公司", "明瞳科技有限公司", RELATED, "form.group"),
        ("南昌市公安局", "南昌县公安局", DIFFERENT, "place.level"),
        ("德阳市第一中学", "德阳市第二中学", DIFFERENT, "number.differs"),
        ("城东派出所", "城西派出所", DIFFERENT, "direction.differs"),
        ("朝阳区公安局", "朝阳区公安局", ASK, "name.open_place"),
        ("公安局", "公安局", ASK, "name.no_place"),
        ("市教育局", "市教育局", ASK, "name.no_place"),
        ("县公安局交警大队", "县公安局交警大队", ASK, "name.no_place"),
        ("公安部", "公安部", SAME, "name.same"),
        ("东南大学", "东南大学", SAME, "name.same"),
        ("高新区公安分局", "高新区公安分局", ASK, "name.open_place"),
        ("阳泉市公安局高新区分局", "高新区公安分局", ASK, "place.within"),
        ("阳泉市公安局高新区分局", "绵阳市公安局高新区分局", DIFFERENT, "place.conflict"),
        ("阳泉市公安局高新区分局", "阳泉市高新区公安分局", SAME, "name.same"),
        ("成都微光智能有限公司", "成都徽光智能有限公司", ASK, "ocr.variant"),
        ("成都云岭视讯有限公司", "成都云岭视讯股份有限公司", ASK, "form.conflict"),
        ("Blue Heron", "BlueHeron Ltd", SAME, "name.joined"),
    ],
)
def test_the_reason_is_the_one_that_a_person_would_give(one: str, other: str, verdict: str, rule: str) -> None:
    got = said(one, other)
    assert (got.verdict, got.reasons[0].rule) == (verdict, rule)


def test_an_unverified_alias_asks_and_says_so_a_verified_one_joins() -> None:
    unchecked = said("海康威视", "Hikvision", aliases=shipped())
    assert unchecked.verdict == ASK and "unverified" in unchecked.reasons[0].words
    lines = [Alias("甲公司", name, "brand", True, "document 12") for name in ("云岭视讯", "Yunling")]
    checked = said("云岭视讯", "Yunling", aliases=Aliases.of(lines))
    assert checked.verdict == SAME and "document 12" in checked.reasons[0].words


def test_credit_codes_decide_when_their_check_sign_is_right() -> None:
    right = _valid()
    assert said("甲有限公司", "乙有限公司", codes=(right[0], right[0])).verdict == SAME
    assert said("甲有限公司", "乙有限公司", codes=(right[0], right[1])).verdict == DIFFERENT
    assert said("甲有限公司", "甲有限公司", codes=(right[0], right[1])).verdict == ASK
    assert said("甲有限公司", "乙有限公司", codes=("9" * 18, "9" * 18)).reasons[0].rule == "name.differs"


def _valid() -> list[str]:
    from watchledger.fields.identifier import credit_code_valid

    stems = ("91330000720079600", "91330106000000001")
    return [next(s + c for c in "0123456789ABCDEFGHJKLMNPQRTUWXY" if credit_code_valid(s + c)) for s in stems]


def test_edits_counts_swaps_and_stops_early() -> None:
    assert edits("apple", "appel", 2) == 1
    assert edits("shell", "schell", 1) == 1
    assert edits("a" * 5, "b" * 5, 2) == 3
    assert edits("", "abc", 1) == 2


@pytest.mark.parametrize(
    ("now", "before", "other"),
    [
        ("碧湖市数据局（原碧湖市大数据发展中心）", "碧湖市大数据发展中心", "青石市大数据发展中心"),
        ("云岭明瞳智能股份有限公司(曾用名：云岭明瞳视讯有限公司)", "云岭明瞳视讯有限公司", "云岭北辰视讯有限公司"),
        ("Kestrel Vision Ltd (formerly Blue Heron Systems Ltd)", "Blue Heron Systems Limited", "Grey Heron Systems Ltd"),
        ("Kestrel Vision Ltd, formerly known as Blue Heron Systems Ltd", "Blue Heron Systems Ltd", "Kestrel County Council"),
    ],
)
def test_a_name_that_says_what_it_was_before_is_asked(now: str, before: str, other: str) -> None:
    found = compare(parse(now), parse(before))
    assert (found.verdict, found.reasons[0].rule) == (ASK, "name.former")
    assert compare(parse(before), parse(now)) == found
    assert compare(parse(now), parse(other)).verdict == DIFFERENT
    own = re.split(r"[（(,]", now)[0]
    assert compare(parse(now), parse(own)).verdict == SAME, "the name by itself is the same body"
    link = resolve([Mention(now), Mention(before), Mention(other)]).ask
    assert [one.comparison.reasons[0].rule for one in link] == ["name.former"], "the two meet in a block"


@pytest.mark.parametrize("name", ["(原碧湖市大数据发展中心)", "碧湖市第一中学(原址)", "碧湖市原种场", "Formerly Ltd"])
def test_what_names_no_former_name(name: str) -> None:
    assert parse(name).former == ()


def test_initials_beside_their_country_and_a_unit_behind_its_head_are_asked() -> None:
    def rule(one: str, other: str) -> tuple[str, str]:
        found = compare(parse(one), parse(other))
        return found.verdict, found.reasons[0].rule

    assert rule("PLA China", "People’s Liberation Army") == ("ask", "initials")
    assert rule("青石市总工会青石市工人文化宫", "青石市工人文化宫") == ("ask", "unit.headed")
    assert rule("青石市总工会青石市工人文化宫", "青石市总工会")[0] in ("related", "different")
    assert rule("武警青岭省总队医院", "武警青岭总队医院")[0] == "same"
