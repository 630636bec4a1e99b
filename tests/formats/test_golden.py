"""Golden cases: a file of each format and layout, and the text and blocks it must give.

tests/golden/formats/<case>/input.* is read and held against expected.json beside it. After a wanted change run with
WATCHLEDGER_REGENERATE=1 and read the diff. All contents are invented.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from watchledger.formats import read_text
from watchledger.model import RECORD, Document, Limits, Origin

CASES = Path(__file__).parents[1] / "golden" / "formats"
DEFAULTS = {
    "page": None,
    "box": None,
    "table": None,
    "row": None,
    "col": None,
    "rowspan": 1,
    "colspan": 1,
    "path": None,
    "header": False,
}


def as_read(case: Path) -> dict[str, Any]:
    """The text as JSON: blocks without their defaults, each with its words, so that a diff can be read."""
    file = next(path for path in sorted(case.iterdir()) if path.name.startswith("input."))
    kind = RECORD if file.name == "input.record.json" else None
    media_type, text = read_text(Document(file.read_bytes(), Origin(file.name), kind), Limits(ocr="never"))
    blocks = []
    for block in text.blocks:
        said = {key: value for key, value in block._asdict().items() if key not in DEFAULTS or value != DEFAULTS[key]}
        blocks.append({**said, "words": "" if block.kind == "page" else text.content[block.start : block.end]})
    whole = {"media_type": media_type, "reader": text.reader, "problems": text.problems, "content": text.content, "blocks": blocks}
    kept: dict[str, Any] = json.loads(json.dumps(whole))
    return kept


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_a_golden_case(case: Path) -> None:
    expected = case / "expected.json"
    read = as_read(case)
    if os.environ.get("WATCHLEDGER_REGENERATE"):
        expected.write_text(json.dumps(read, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert read == json.loads(expected.read_text(encoding="utf-8"))
