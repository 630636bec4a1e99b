"""The JSON of `watchledger read`: its keys, its numbers, and that masks hide values and quotes alike."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from watchledger.model import Document, Fact, Finding, Item, Mask, Money, Notice, Origin, Reading, Span, Supplier, Text, Verdict
from watchledger.model.reading import masks_beside_facts
from watchledger.publish.contract import as_json

CONTENT = "项目名称：人脸识别系统（联系李某 13800001111）\n采购人：望桥县公安局\n预算：12.5万元，共 360 台\n供应商：甲乙公司 3 元"
TEXT = Text(CONTENT, "text/1")


def fact(value: Any, quote: str) -> Fact[Any]:
    start = CONTENT.index(quote)
    return Fact(value, quote, Span(TEXT.id, start, start + len(quote)), None, "a.rule/1")


def mask(words: str, kind: str) -> Mask:
    start = CONTENT.index(words)
    return Mask(start, start + len(words), kind)


def reading(**changes: Any) -> Reading:
    title = fact("人脸识别系统（联系李某 13800001111）", "人脸识别系统（联系李某 13800001111）")
    notice = Notice(
        title=title,
        buyer=fact("望桥县公安局", "望桥县公安局"),
        budget=fact(Money(Decimal("125000.00")), "12.5万元"),
        suppliers=(Supplier(fact("甲乙公司", "甲乙公司"), fact(Money(Decimal("3.5")), "3 元")),),
        items=(Item(fact("人脸识别系统", "人脸识别系统"), quantity=fact(Decimal(360), "360")),),
        alternatives=(("budget", fact(Money(Decimal(3)), "3 元")),),
        problems=("two budgets",),
    )
    found = fact("", "人脸识别")
    made: dict[str, Any] = {
        "text": TEXT,
        "notice": notice,
        "findings": (Finding("video.face", "required", "人脸识别", found.span, None, "f/1", Decimal(360), "台"),),
        "verdict": Verdict("yes", "It buys 人脸识别; ask 13800001111."),
        "masks": (mask("李某", "name"), mask("13800001111", "phone")),
        "media_type": "text/plain",
    }
    return Reading.of(Document(CONTENT.encode(), Origin("a.txt")), "ok", (), **{**made, **changes})


def test_the_keys_are_those_of_the_contract() -> None:
    out = as_json(reading(), with_text=True, unmask=False)
    assert list(out) == [
        "path", "record_id", "sha256", "media_type", "reader", "status", "problems", "text", "notice", "surveillance", "findings",
    ]  # fmt: skip
    assert "text" not in as_json(reading(), with_text=False, unmask=False)
    assert {"type", "title", "project_codes", "buyer", "agency", "suppliers", "budget", "ceiling", "award_total", "published",
            "deadline", "region", "items"} <= set(out["notice"])  # fmt: skip
    assert out["notice"]["type"] is None
    assert {"name", "brand", "model", "quantity", "unit", "unit_price"} <= set(out["notice"]["items"][0])
    assert {"technology", "status", "quantity", "unit", "quote", "start", "end", "page", "rule"} <= set(out["findings"][0])


def test_numbers_and_money() -> None:
    out = as_json(reading(), with_text=False, unmask=False)
    assert out["notice"]["budget"]["value"] == {"amount": 125000, "currency": "CNY"}
    assert isinstance(out["notice"]["budget"]["value"]["amount"], int)
    assert out["notice"]["suppliers"][0]["amount"]["value"] == {"amount": 3.5, "currency": "CNY"}
    assert out["notice"]["items"][0]["quantity"]["value"] == 360
    assert out["findings"][0]["quantity"] == 360


def test_every_quote_is_the_shown_text_at_its_offsets_masked_or_not() -> None:
    for unmask in (False, True):
        out = as_json(reading(), with_text=True, unmask=unmask)
        assert len(out["text"]) == len(CONTENT)
        facts = [node for node in _nodes(out) if "quote" in node]
        assert len(facts) == 9
        for node in facts:
            assert out["text"][node["start"] : node["end"]] == node["quote"]


def test_masks_hide_text_quotes_values_and_reasons() -> None:
    out = as_json(reading(), with_text=True, unmask=False)
    assert "李某" not in str(out)
    assert "13800001111" not in str(out)
    assert out["notice"]["title"]["value"] == "人脸识别系统（联系██ ███████████）"
    assert out["notice"]["buyer"]["value"] == "望桥县公安局"
    shown = as_json(reading(), with_text=True, unmask=True)
    assert shown["notice"]["title"]["value"] == "人脸识别系统（联系李某 13800001111）"


def test_a_value_that_reads_differently_from_its_quote_is_masked_too() -> None:
    title = fact("人脸识别系统(联系李某)", "人脸识别系统（联系李某 13800001111）")
    out = as_json(reading(notice=Notice(title=title)), with_text=False, unmask=False)
    assert out["notice"]["title"]["value"] == "人脸识别系统(联系██)"


def test_other_statements_and_problems_of_the_notice_are_there() -> None:
    out = as_json(reading(), with_text=False, unmask=False)
    assert out["notice"]["alternatives"][0]["field"] == "budget"
    assert out["notice"]["problems"] == ["two budgets"]


def test_a_failed_reading_says_why() -> None:
    failed = Reading.of(Document(b"x", Origin("a.pdf")), "failed", ["empty"])
    out = as_json(failed, with_text=True, unmask=False)
    assert (out["status"], out["problems"], out["text"], out["notice"], out["surveillance"]) == (
        "failed",
        ["empty"],
        None,
        None,
        None,
    )
    assert out["findings"] == []


def test_masks_give_way_to_the_facts_they_misread_and_to_no_other() -> None:
    notice = Notice(
        buyer=fact("望桥县公安局", "望桥县公安局"),
        title=fact("x", "人脸识别系统（联系李某 13800001111）"),
        budget=fact(Money(Decimal(125000)), "12.5万元"),
    )
    whole = mask("望桥县公安局\n预算：12.5万元", "name")
    kept = masks_beside_facts((mask("李某", "name"), mask("13800001111", "phone"), whole, mask("12.5", "phone")), notice)
    words = [CONTENT[m.start : m.end] for m in kept]
    assert words == ["李某", "13800001111", "\n预算：12.5万元"]
    assert masks_beside_facts((whole,), None) == (whole,)


def test_a_telephone_number_inside_a_buyer_stays_hidden() -> None:
    notice = Notice(buyer=fact("x", "联系李某 13800001111"))
    assert masks_beside_facts((mask("13800001111", "phone"),), notice) == (mask("13800001111", "phone"),)


def _nodes(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, dict):
        return [node, *(inner for child in node.values() for inner in _nodes(child))]
    return [inner for child in node for inner in _nodes(child)] if isinstance(node, list) else []
