from __future__ import annotations

import pickle
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import readings

from watchledger.model.document import Origin
from watchledger.model.finding import PARTS, Finding
from watchledger.model.notice import Fact, Lot, Money, Notice
from watchledger.model.reading import Reading
from watchledger.model.text import Block, Mask, Span, Text
from watchledger.store import Store, pack
from watchledger.store.pack import clean, pack_blocks
from watchledger.store.schema import FINDINGS
from watchledger.store.unpack import unpack_blocks

(MADE,) = readings(1)

blocks = st.builds(
    Block,
    st.sampled_from(["page", "cell", "paragraph", "furniture"]),
    st.integers(0, 99),
    st.integers(100, 999),
    page=st.none() | st.integers(1, 9),
    box=st.none() | st.tuples(*[st.floats(0, 900, width=32)] * 4),
    table=st.none() | st.integers(0, 3),
    row=st.none() | st.integers(0, 3),
    col=st.none() | st.integers(0, 3),
    rowspan=st.integers(1, 9),
    colspan=st.integers(1, 9),
    path=st.none() | st.text(max_size=5),
)


@given(st.lists(blocks, max_size=6))
def test_blocks_come_back(made: list[Block]) -> None:
    assert unpack_blocks(pack_blocks(tuple(made))) == tuple(made)


def test_evidence_that_does_not_quote_the_text_is_left_out_and_said() -> None:
    assert MADE.notice is not None
    assert MADE.notice.buyer is not None
    buyer = replace(MADE.notice.buyer, quote="某公安局")
    packed = pack(replace(MADE, notice=replace(MADE.notice, buyer=buyer)))
    assert packed.status == "partial"
    assert "left out" in str(packed.document)
    assert not any(row[1] == "buyer" for row in packed.facts)
    assert not any(cell == buyer.value for cell in packed.document)


@pytest.mark.parametrize("span", [(0, 0), (3, 1), (-4, -1), (0, 10**9)])
def test_an_impossible_span_is_left_out(span: tuple[int, int]) -> None:
    assert MADE.text is not None
    finding = Finding("video.face", "required", "", Span(MADE.text.id, *span), None, "x/1")
    assert pack(replace(MADE, findings=(finding,))).findings == ()


def test_a_finding_has_a_column_for_every_field() -> None:
    """A new field of Finding needs a place in PARTS, or a column, a step in schema.STEPS, and a line in pack and unpack."""
    kept = {column.name for column in FINDINGS.c} - {"document", "ordinal", "start", "end"} | {"span"}
    assert {f.name for f in fields(Finding)} == kept | set(PARTS)


def test_the_parts_of_a_finding_come_back(tmp_path: Path) -> None:
    text = Text("采购海康威视摄像机，用于路口和学校，单价300元", "x/1")

    def fact(words: str, value: Any) -> Fact[Any]:
        start = text.content.index(words)
        return Fact(value, words, Span(text.id, start, start + len(words)), None, "x/1")

    finding = Finding(
        "video.cctv", "required", "摄像机", fact("摄像机", "").span, None, "x/1", certainty="inferred",
        rung=fact("摄像机", "collect"),
        stage=fact("采购", "sought"), price=fact("300元", Money(Decimal(300))), brand=fact("海康威视", "海康威视"),
        venues=(fact("路口", "street"), fact("学校", "school")),
    )  # fmt: skip
    bare = Finding("video.face", "required", "路口", fact("路口", "").span, None, "x/1")
    made = replace(MADE, text=text, notice=Notice(), findings=(bare, finding), masks=())
    with Store.open(tmp_path / "case", create=True) as store:
        store.put([pack(made)])
        ((_, again),) = store.readings()
    assert again.findings == (bare, finding)


def test_packed_rows_cross_process_borders() -> None:
    packed = pack(MADE)
    assert pickle.loads(pickle.dumps(packed)) == packed


def test_lone_surrogates_are_written_out() -> None:
    assert clean("caf\udce9") == "caf\\udce9"
    assert clean("甲") == "甲"
    assert clean(3) == 3


def test_facts_of_every_shape_come_back(tmp_path: Path) -> None:
    text = Text("A1 2 third \ud800 fourth", "x/1")

    def fact(start: int, end: int, value: object) -> Fact:  # type: ignore[type-arg]
        return Fact(value, text.content[start:end], Span(text.id, start, end), None, "x/1")

    notice = Notice(
        lots=(Lot(fact(0, 2, "A1")), Lot(fact(3, 4, "2"), budget=fact(3, 4, Money(Decimal("2.50"), "EUR")))),
        related=(fact(5, 10, "third"),),
        alternatives=(("deadline", fact(5, 12, "third")), ("budget", fact(3, 4, Money(Decimal("1E+3"))))),
        problems=("two budgets",),
        budget=fact(3, 4, Money(Decimal("0.1"), "CNY")),
    )
    origin, masks = Origin("p", "7", None, None, "cd" * 32), (Mask(0, 1, "name"),)
    reading = Reading("ab" * 8, "ab" * 32, 3, origin, "x/y", "partial", ("p",), text, notice, (), None, masks)
    with Store.open(tmp_path / "case", create=True) as store:
        store.put([pack(reading)])
        assert store.reading(reading.document_id) == reading


def _full_notice(text: Text) -> Notice:
    """Every field set, whatever fields there are: facts of the type that the hint names, two members in every tuple."""
    at = iter(range(0, 10_000, 2))

    def fact(hint: Any) -> Fact[Any]:
        start = next(at)
        quote = text.content[start : start + 2]
        value: Any = {"Money": Money(Decimal("7.50"), "EUR"), "Decimal": Decimal(3)}.get(get_args(hint)[0].__name__, quote + "!")
        return Fact(value, quote, Span(text.id, start, start + 2), None, "x/1")

    def made(hint: Any) -> Any:
        arguments = [argument for argument in get_args(hint) if argument is not type(None)]
        if get_origin(hint) is Fact:
            return fact(hint)
        if get_origin(hint) is tuple:
            inner = arguments[0]
            if get_origin(inner) is tuple:
                return (("budget", fact(Fact[Money])), ("buyer", fact(Fact[str])))
            return ("said", "twice") if inner is str else (made(inner), made(inner))
        if is_dataclass(hint):
            return hint(**{name: made(h) for name, h in get_type_hints(hint).items()})  # type: ignore[operator]
        return made(arguments[0])

    return Notice(**{name: made(hint) for name, hint in get_type_hints(Notice).items()})


def test_every_field_that_a_notice_may_have_comes_back(tmp_path: Path) -> None:
    text = Text("".join(chr(0x4E00 + at) for at in range(400)), "x/1")
    reading = replace(MADE, text=text, notice=_full_notice(text), findings=(), masks=())
    with Store.open(tmp_path / "case", create=True) as store:
        store.put([pack(reading)])
        assert store.reading(reading.document_id) == reading
