"""Damaged files of every format: each ends as a text or as an error of the input, never as a fault of ours.

A thousand of them, through the workers, are benchmarks/hostile.py.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from formats.mutate import mutated

from watchledger.errors import UnreadableDocument
from watchledger.formats import read_text
from watchledger.model import RECORD, Document, Limits, Origin
from watchledger.sources.expand import bytes_leaf

GOLDEN = Path(__file__).parents[1] / "golden" / "formats"
SEEDS = sorted(file for case in GOLDEN.iterdir() for file in case.glob("input.*"))
EACH = 12


@pytest.mark.parametrize("file", SEEDS, ids=lambda f: f.parent.name)
def test_a_damaged_file_is_a_text_or_a_reason(file: Path) -> None:
    kind = RECORD if file.name == "input.record.json" else None
    limits = Limits(ocr="never", max_text_chars=2_000_000)
    for number in range(EACH):
        content = mutated(file.read_bytes(), number)
        start = time.process_time()
        try:
            _, text = read_text(Document(content, Origin(file.name), kind), limits)
        except UnreadableDocument as error:
            assert error.reason
        else:
            assert all(0 <= b.start <= b.end <= len(text.content) for b in text.blocks), number
            text.content.encode("utf-8")
        assert list(bytes_leaf(content, file.name, limits)), number
        assert time.process_time() - start < 10, number
