"""Invented notices in the manner of real layouts, each with what a careful reader takes from it (expected.json, written by hand).

A case names its layout. A field that the file leaves out is not judged; `title` may give alternatives parted by "|"; `masked` lists
names that must be hidden, and no other name may be.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from watchledger.fields.person import personal
from watchledger.formats import read_text
from watchledger.lang.normal import normal
from watchledger.model import Document, Fact, Limits, Money, Notice, Origin, Text
from watchledger.notices import read_notice

CASES = sorted(p for p in (Path(__file__).parent.parent / "golden" / "notices").iterdir() if p.is_dir())
SCALARS = ("type", "title", "buyer", "agency", "budget", "ceiling", "award_total", "published", "deadline", "region")


def plain(fact: Fact[Any] | None) -> Any:
    if fact is None:
        return None
    value = fact.value.amount if isinstance(fact.value, Money) else fact.value
    return float(value) if isinstance(value, Decimal) else value


def read(case: Path) -> tuple[Text, Notice, list[str]]:
    file = next(case.glob("notice.*"))
    _, text = read_text(Document(file.read_bytes(), Origin(str(file))), Limits())
    view = normal(text.content)
    return text, read_notice(text, view), [text.content[m.start : m.end] for m in personal(text, view)]


def stated(notice: Notice) -> dict[str, Any]:
    found: dict[str, Any] = {name: plain(getattr(notice, name)) for name in SCALARS}
    found["project_codes"] = [plain(c) for c in notice.project_codes]
    found["suppliers"] = [[plain(s.name), plain(s.amount), plain(s.lot)] for s in notice.suppliers]
    found["items"] = [[plain(i.name), plain(i.brand), plain(i.model), plain(i.quantity), plain(i.unit_price)] for i in notice.items]
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.name)
def test_a_layout_reads_as_a_careful_reader_would(case: Path) -> None:
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    text, notice, masked = read(case)
    found = stated(notice)
    names = expected.pop("masked", None)
    problems = expected.pop("problems", 0)
    title = expected.pop("title", found["title"])
    assert found["title"] in (title.split("|") if title else [None])
    assert {name: found[name] for name in expected} == expected
    assert len(notice.problems) >= problems
    if names is not None:
        assert sorted({m for m in masked if not re.search(r"\d|@", m)} | set(names)) == sorted(set(names))
        assert set(names) <= set(masked)
    for _, _, fact in notice.facts():
        assert fact.quote and text.content[fact.span.start : fact.span.end] == fact.quote
