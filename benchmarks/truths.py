"""Readings beside what others wrote down: python benchmarks/truths.py ../shared/corpus

docling: the different words of its Markdown truths of PDF, DOCX and XLSX files that our text lacks. ocr: labels.tsv, wrong
characters (edit distance) of each labelled picture in Chinese, English or Latin; full and half width punctuation count as one,
spaces do not count.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterator
from pathlib import Path

from pages import distance, folded

from watchledger.errors import UnreadableDocument
from watchledger.formats import read_text
from watchledger.model import Document, Limits, Origin

_MARKS = re.compile(r"<!--.*?-->|!?\[[^]]*\]\([^)]*\)|&lt;|&gt;|&amp;|[|*#`_\\-]", re.S)
_WORDS = re.compile(r"\w+")
READ = {"zh", "en", "zh+en", "la", "-"}
"""Languages that the recogniser has."""


def text_of(path: Path, *, ocr: str) -> str:
    try:
        return read_text(Document(path.read_bytes(), Origin(path.name)), Limits(ocr=ocr))[1].content
    except UnreadableDocument:
        return ""


def docling(folder: Path) -> Iterator[tuple[str, int, int, list[str]]]:
    """(file, words of the truth that count once, those that we lack, some of these)."""
    for truth in sorted(folder.rglob("groundtruth/*.md")):
        kind = truth.parent.parent.name
        path = truth.parent.parent / "sources" / (truth.stem if truth.stem.endswith(kind) else f"{truth.stem}.{kind}")
        if not path.is_file():
            continue
        wanted = set(_WORDS.findall(_MARKS.sub(" ", truth.read_text("utf-8"))))
        joined = "".join(text_of(path, ocr="auto").split())
        lacking = sorted(word for word in wanted if word not in joined)
        yield path.name, len(wanted), len(lacking), lacking[:8]


def labelled(folder: Path) -> Iterator[tuple[str, str, int, int]]:
    """(file, language, characters of the label, wrong ones)."""
    with (folder / "labels.tsv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            path = folder / row["file"]
            if path.is_file() and row["lang"] in READ:
                label, seen = folded(row["expected_text"].replace("\\n", "\n")), folded(text_of(path, ocr="always"))
                first = row["note"].startswith("first")
                wrong = 0 if first and label in seen else distance(seen[: len(label)] if first else seen, label)
                yield row["file"], row["lang"], len(label), wrong


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    options = parser.parse_args()
    words = lacking = 0
    for name, wanted, missed, some in docling(options.corpus / "documents" / "docling"):
        print(name, wanted, missed, *some)
        words, lacking = words + wanted, lacking + missed
    print(f"docling: {lacking} of {words} words lacking")
    size = wrong = 0
    for file, language, characters, amiss in labelled(options.corpus / "ocr"):
        print(file, language, characters, amiss)
        size, wrong = size + characters, wrong + amiss
    print(f"labels: {wrong} of {size} characters wrong")


if __name__ == "__main__":
    main()
