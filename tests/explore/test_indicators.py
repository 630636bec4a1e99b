"""Each indicator: a case that shows it, one that misses it narrowly, one with the fact missing. Bodies and firms are invented."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from invented import case_of

from watchledger.explore.case import open_case
from watchledger.explore.indicators import INDICATORS, Sign, signs
from watchledger.model.document import Document, Origin
from watchledger.model.finding import Finding
from watchledger.model.notice import Bidder, Fact, Item, Money, Notice, Supplier
from watchledger.model.reading import Reading
from watchledger.model.text import Mask, Span, Text

KINDS = {"tender": "公开招标公告", "award": "中标公告", "contract": "合同公告", "termination": "终止公告",
         "candidate": "候选人公示", "single_source": "单一来源公示", "intent": "采购意向"}  # fmt: skip


class Writer:
    """A notice written line by line, each value with its words."""

    def __init__(self, kind: str) -> None:
        self.content, self.spans = "", list[tuple[int, int]]()
        self.facts: dict[str, Any] = {}
        self.later: list[tuple[str, Any, int, int]] = []
        self.add("type", kind, KINDS[kind])

    def add(self, field: str, value: Any, words: str) -> Writer:
        self.later.append((field, value, len(self.content), len(self.content) + len(words)))
        self.content += words + "\n"
        return self

    def worded(self, words: str) -> Writer:
        """With these words for the type."""
        kind = self.later[0]
        self.later[0] = kind[0], kind[1], len(self.content), len(self.content) + len(words)
        self.content += words + "\n"
        return self

    def read(self, number: int) -> Reading:
        self.content += f"第{number}号"
        text = Text(self.content, "invented/1")
        facts = [(f, Fact(v, self.content[s:e], Span(text.id, s, e), None, "invented/1")) for f, v, s, e in self.later]
        one = {f: fact for f, fact in facts if "." not in f and f != "project_codes"}
        many = {f: tuple(fact for g, fact in facts if g == f) for f in ("supplier.", "bidder.", "item.", "brand.", "technology.")}
        notice = Notice(
            **one,
            project_codes=tuple(fact for f, fact in facts if f == "project_codes"),
            suppliers=tuple(map(Supplier, many["supplier."])),
            bidders=tuple(map(Bidder, many["bidder."])),
            items=tuple(Item(fact, brand=brand) for fact, brand in zip(many["item."], many["brand."], strict=True)),
        )
        findings = tuple(Finding(f.value, "required", f.quote, f.span, None, "invented/1") for f in many["technology."])
        document = Document(self.content.encode(), Origin(f"{number}.txt"), "text/plain")
        return Reading.of(document, "ok", (), text=text, notice=notice, findings=findings)


def notice(kind: str, **stated: Any) -> Writer:
    """Fields as keywords: money as a number (yuan), lists as tuples; `code`, `bidders`, `suppliers`, `brands`, `technology`."""
    made = Writer(kind)
    for name, value in stated.items():
        if name in ("budget", "ceiling", "award_total"):
            made.add(name, Money(Decimal(value)), f"{value}元")
        elif name == "code":
            made.add("project_codes", value, value)
        elif name in ("bidders", "suppliers"):
            for one in value:
                made.add(name[:-1] + ".", one, one)
        elif name == "brands":
            for one in value:
                made.add("item.", "高清摄像机", "高清摄像机").add("brand.", one, one)
        elif name == "technology":
            made.add("technology.", value, "人脸识别")
        else:
            made.add(name, value, value)
    return made


def found(tmp_path: Path, name: str, *made: Writer) -> list[Sign]:
    """What one indicator says of these notices, from a case that holds them; every passage must quote its document."""
    readings = [writer.read(number) for number, writer in enumerate(made)]
    texts = {reading.document_id: reading.text.content for reading in readings if reading.text}
    with open_case(case_of(tmp_path / "case", readings)) as case:
        result = list(signs(case, [indicator for indicator in INDICATORS if indicator.name == name]))
    for sign in result:
        assert sign.indicator == name
        assert sign.passages
        for passage in sign.passages:
            assert texts[passage.document][passage.start : passage.end] == passage.quote
    return result


@pytest.mark.parametrize(
    ("award", "limit", "there"),
    [
        (980_000, {"budget": 1_000_000}, True), (1_000_000, {"budget": 1_000_000}, True), (979_999, {"budget": 1_000_000}, False),
        (1_000_001, {"budget": 1_000_000}, False), (980_000, {"budget": 1_200_000, "ceiling": 1_000_000}, True),
        (980_000, {}, False),
    ],
)  # fmt: skip
def test_close_price(tmp_path: Path, award: int, limit: dict[str, int], there: bool) -> None:
    result = found(tmp_path, "close_price", notice("award", award_total=award, **limit))
    assert [sign.reason.startswith("the award") for sign in result] == [True] * there


@pytest.mark.parametrize(
    ("code", "buyer", "there"), [("QS-1", "青石县公安局", True), ("QS-2", "青石县公安局", False), ("QS-1", "白沙县公安局", False)]
)
def test_close_price_of_an_earlier_notice(tmp_path: Path, code: str, buyer: str, there: bool) -> None:
    tender = notice("tender", code="qs -1", buyer="青石县公安局", budget=2_000_000)
    award = notice("award", code=code, buyer=buyer, award_total=1_990_000)
    result = found(tmp_path, "close_price", tender, award)
    assert len(result) == there
    if there:
        assert "99.5%" in result[0].reason
        assert len(result[0].documents()) == 2


def test_single_source(tmp_path: Path) -> None:
    said, silent, by_method, open_tender = found(
        tmp_path,
        "single_source",
        notice("single_source", reason="原系统由该公司建设，需保证一致性"),
        notice("single_source"),
        notice("award", procedure="单一来源采购"),
        notice("award", procedure="公开招标"),
        notice("tender"),
        notice("award", procedure="Sole Source"),
    )
    assert [passage.field for passage in said.passages] == ["type", "reason"]
    assert "no reason" in silent.reason
    assert [p.quote for p in by_method.passages] == ["单一来源采购"]
    assert open_tender.passages[0].quote == "Sole Source"


def test_brand_named(tmp_path: Path) -> None:
    (sign,) = found(
        tmp_path,
        "brand_named",
        notice("tender", brands=("明瞳", "明瞳", "远视")),
        notice("award", brands=("明瞳",)),
        notice("tender"),
    )
    assert sign.reason == "a tender names 明瞳, 远视"


def test_single_bidder(tmp_path: Path) -> None:
    (sign,) = found(
        tmp_path,
        "single_bidder",
        notice("candidate", bidders=("明远科技有限公司",), suppliers=("明远科技 有限公司",)),
        notice("candidate", bidders=("明远科技有限公司", "北辰视讯有限公司")),
        notice("award", bidders=("明远科技有限公司",), suppliers=("北辰视讯有限公司",)),
        notice("award", suppliers=("明远科技有限公司",)),
    )
    assert sign.documents() == (sign.passages[0].document,)
    assert sign.passages[0].quote == "明远科技有限公司"


@pytest.mark.parametrize(
    ("deadline", "procedure", "days"),
    [
        ("2020-03-20", "公开招标", 19), ("2020-03-21", "公开招标", None), ("2020-03-10", "竞争性磋商", 9),
        ("2020-03-11", "竞争性磋商", None), ("2020-03-03", "询价采购", 2), ("2020-03-05", "竞争性谈判", None),
        ("2020-02-20", "公开招标", None), ("tomorrow", "公开招标", None),
    ],
)  # fmt: skip
def test_short_period(tmp_path: Path, deadline: str, procedure: str, days: int | None) -> None:
    one = notice("tender", buyer="青石县公安局", published="2020-03-01", deadline=deadline, procedure=procedure)
    result = found(tmp_path, "short_period", one)
    assert [sign.reason.split(" (")[0] for sign in result] == (
        [] if days is None else [f"{days} days from publication to the deadline"]
    )
    assert all("article" in sign.reason for sign in result)


def test_short_period_needs_both_dates_and_the_method(tmp_path: Path) -> None:
    assert not found(
        tmp_path,
        "short_period",
        notice("tender", buyer="青石县公安局", published="2020-03-01"),
        notice("tender", title="采购公告", published="2020-03-01", deadline="2020-03-02").worded("采购公告"),
        notice("tender", title="Invitation", published="2020-03-01", deadline="2020-03-05").worded("Invitation"),
        notice("award", buyer="青石县公安局", published="2020-03-01", deadline="2020-03-05"),
    )


def test_withdrawn(tmp_path: Path) -> None:
    linked, alone = found(
        tmp_path,
        "withdrawn",
        notice("tender", code="QS-7", buyer="青石县公安局"),
        notice("termination", code="QS-7", buyer="青石县公安局", reason="采购任务取消"),
        notice("tender", code="QS-8", buyer="青石县公安局"),
        notice("award", code="QS-8", buyer="青石县公安局"),
        notice("termination", code="QS-9"),
    )
    assert [passage.quote for passage in linked.passages] == ["终止公告", "采购任务取消", "公开招标公告"]
    assert len(linked.documents()) == 2
    assert "not in the case" in alone.reason


def test_one_winner(tmp_path: Path) -> None:
    a, b = "青石县公安局", "白沙县公安局"
    won = [notice("award", code=f"A-{at}", buyer=a, suppliers=("明远科技有限公司",)) for at in range(3)]
    twice = [notice("award", code=f"B-{at}", buyer=b, suppliers=("明远科技有限公司",)) for at in range(2)]
    again = notice("contract", code="B-1", buyer=b, suppliers=("明远科技有限公司",))
    (sign,) = found(tmp_path, "one_winner", *won, *twice, again)
    assert sign.reason == f"all 3 awards of {a} go to 明远科技有限公司"
    assert len(sign.documents()) == 3


def test_one_winner_is_not_said_beside_another(tmp_path: Path) -> None:
    a = "青石县公安局"
    won = [notice("award", code=f"A-{at}", buyer=a, suppliers=("明远科技有限公司",)) for at in range(3)]
    assert not found(tmp_path, "one_winner", *won, notice("award", code="A-9", buyer=a, suppliers=("北辰视讯有限公司",)))
    unnamed = [notice("award", code=f"C-{at}", suppliers=("明远科技有限公司",)) for at in range(3)]
    assert not found(tmp_path / "other", "one_winner", *unnamed)


@pytest.mark.parametrize(
    ("amount", "day", "technology", "there"),
    [
        (1_999_999, "2020-05-30", "video.face", True), (1_800_000, "2020-05-30", "video.face", True),
        (1_799_999, "2020-05-30", "video.face", False), (2_000_000, "2020-05-30", "video.face", False),
        (1_950_000, "2020-05-31", "video.face", False), (1_950_000, "2020-05-30", "video.cctv", False),
    ],
)  # fmt: skip
def test_split_purchases(tmp_path: Path, amount: int, day: str, technology: str, there: bool) -> None:
    buyer = "青石县公安局"
    first = notice("tender", code="S-1", buyer=buyer, budget=1_960_000, published="2020-03-01", technology="video.face")
    same = notice("award", code="S-1", buyer=buyer, budget=1_960_000, published="2020-04-01", technology="video.face")
    second = notice("tender", code="S-2", buyer=buyer, budget=amount, published=day, technology=technology)
    result = found(tmp_path, "split_purchases", first, same, second)
    assert [sign.reason.split(",")[0] for sign in result] == ["2 purchases of video.face within 90 days"] * there


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.name)
def test_an_indicator_explains_itself_and_names_the_innocent_reason(indicator: Any) -> None:
    assert "nnocent explanation" in " ".join(indicator.explanation.split())
    assert indicator.fields


def test_personal_data_is_masked_in_quotes(tmp_path: Path) -> None:
    reading = notice("single_source", reason="联系人甄无此说明原因").read(1)
    assert reading.text is not None
    at = reading.text.content.index("甄无此")
    with open_case(case_of(tmp_path / "case", [replace(reading, masks=(Mask(at, at + 3, "name"),))])) as case:
        (sign,) = signs(case)
    assert sign.passages[1].quote == "联系人███说明原因"
