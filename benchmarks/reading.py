"""CPU of reading a notice's facts: how it is spread over notices of the usual length, and how it grows with length.

    python benchmarks/reading.py --n 1000

The notices are the generator's Chinese ones; long texts are many of them, one after the other. Printed as JSON, milliseconds.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from itertools import cycle, islice
from pathlib import Path
from time import process_time
from typing import Any

import notices

from watchledger import findings, formats
from watchledger.fields import person
from watchledger.lang.normal import normal
from watchledger.model import Document, Limits, Origin
from watchledger.model.text import Text
from watchledger.notices import read_notice
from watchledger.notices.english import is_english

LENGTHS = (1_000, 10_000, 100_000, 1_000_000, 5_000_000)
"""Characters. 5 MB of UTF-8 are 1.7 million Chinese characters."""


def chinese(count: int) -> list[Text]:
    """Texts of that many generated notices, the Chinese ones of them."""
    with tempfile.TemporaryDirectory() as folder:
        notices.write(Path(folder), count)
        paths = sorted(Path(folder).rglob("*.html"))
        read = [formats.read_text(Document(path.read_bytes(), Origin(path.name)), Limits())[1] for path in paths]
    return [text for text in read if not is_english(text)]


def spread(texts: list[Text]) -> dict[str, float]:
    """Milliseconds of CPU a notice: the least of three rounds over all of them, so that none is read from what was just kept."""
    rounds = [[_cost(text) for text in texts] for _ in range(3)]
    took = sorted(map(min, zip(*rounds, strict=True)))
    shares = {"least": 0.0, "p10": 0.1, "median": 0.5, "p90": 0.9, "p99": 0.99, "most": 1.0}
    return {name: round(took[min(int(len(took) * share), len(took) - 1)] * 1e3, 3) for name, share in shares.items()}


def _cost(text: Text) -> float:
    view = normal(text.content)
    began = process_time()
    read_notice(text, view)
    return process_time() - began


def growth(texts: list[Text]) -> list[dict[str, Any]]:
    """Facts, findings and personal data of texts of rising length, in milliseconds for a thousand characters."""
    out: list[dict[str, Any]] = []
    findings.find(texts[0], normal(texts[0].content), read_notice(texts[0], normal(texts[0].content)))  # loads the vocabulary
    mean = sum(len(text.content) for text in texts) / len(texts)
    for length in LENGTHS:
        content = "\n".join(text.content for text in islice(cycle(texts), int(length / mean) + 2))[:length]
        text = Text(content, "benchmark/1")
        view, began = normal(content), process_time()
        notice = read_notice(text, view)
        facts = process_time()
        findings.find(text, view, notice)
        found = process_time()
        person.personal(text, view)
        parts = {"facts": facts - began, "findings": found - facts, "personal data": process_time() - found}
        row = {name: round(seconds * 1e6 / length, 2) for name, seconds in parts.items()}
        out.append({"characters": length, **row, "facts, whole": round((facts - began) * 1e3, 1)})
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=500, help="notices to generate")
    texts = chinese(parser.parse_args().n)
    length = sorted(len(text.content) for text in texts)[len(texts) // 2]
    print(
        json.dumps({"notices": len(texts), "median characters": length, "spread": spread(texts), "growth": growth(texts)}, indent=2)
    )


if __name__ == "__main__":
    main()
