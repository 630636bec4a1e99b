"""Floors of who is who and where, on labels of the project, each with its reason. Half "tune" was seen while rules were written,
half "held" was not; both are reported. A floor only goes up."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchledger.entities import ASK, SAME, NoticeHead, compare, locate, parse, projects, shipped

LABELS = Path(__file__).parents[1] / "entities"
pytestmark = pytest.mark.gate


def labels(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (LABELS / name).read_text("utf-8").splitlines() if line and line[0] != "#"]


@pytest.mark.parametrize(("half", "number"), [("tune", 150), ("held", 150), ("drawn", 113), ("second", 70), ("hard", 60)])
def test_places_of_buyers(half: str, number: int) -> None:
    """Measured 0.980 (tune), and at their first runs 0.973 (held), 0.938 (drawn), 0.971 (second) and 0.933 (hard); since 0.982,
    0.986 and 1.00."""
    rows = [row for row in labels("places.tsv") if row[0] == half]
    assert len(rows) == number
    wrong = [(name, expected, found) for _, name, expected, _ in rows if (found := said(name)) != expected]
    print(f"places {half}: {1 - len(wrong) / len(rows):.3f} of {len(rows)}")
    assert len(wrong) <= 0.03 * len(rows), wrong


def said(name: str) -> str:
    found = locate(name)
    if found.code:
        return found.code
    return "?" + ",".join(sorted(found.candidates)) if found.candidates else "=" if found.level == "named" else "-"


@pytest.mark.parametrize(
    ("name", "half", "floor"), [("pairs.tsv", "", 0.98), ("pairs_corpus.tsv", "tune", 0.95), ("pairs_corpus.tsv", "held", 0.95),
     ("pairs_independent.tsv", "first", 0.95), ("pairs_independent.tsv", "second", 0.95), ("pairs_independent.tsv", "pages", 0.93),
     ("pairs_independent.tsv", "drawn", 0.79)],
)  # fmt: skip
def test_pairs_of_names(name: str, half: str, floor: float) -> None:
    """Same or asked against two; measured 1.00, 0.96 and 1.00; the independent ones 0.76 and 0.896 at their first runs,
    1.00 and 0.961 since; 34 of names on public pages 0.938 at their first run; 66 drawn by
    chance (12 are same) 0.588 at their first run, 0.80 since. What is two is never joined."""
    rows = [row[1:] if half else row for row in labels(name) if not half or row[0] == half]
    judged = [(verdict == "same", compare(parse(a), parse(b), aliases=shipped()).verdict) for verdict, a, b, _ in rows]
    hits = sum(true and said in (SAME, ASK) for true, said in judged)
    wrong = sum(true != (said in (SAME, ASK)) for true, said in judged)
    f1 = 2 * hits / (2 * hits + wrong)
    print(f"pairs {name} {half}: F1 {f1:.3f} of {len(rows)}")
    assert f1 >= floor
    assert not any(said == SAME and not true for true, said in judged)


def test_there_are_four_hundred_pairs_half_of_them_hard_negatives() -> None:
    verdicts = [row[0] for row in labels("pairs.tsv")] + [
        row[1] for name in ("pairs_corpus.tsv", "pairs_independent.tsv") for row in labels(name)
    ]
    assert len(verdicts) >= 700 and 0.4 < verdicts.count("two") / len(verdicts) < 0.65


@pytest.mark.parametrize(("half", "least", "floor"), [("tune", 150, 0.9), ("held", 150, 0.9), ("titles", 64, 0.8)])
def test_pairs_of_notices(half: str, least: int, floor: float) -> None:
    """Precision and recall of joining; a further attempt is the same project. Measured on "held" at its first run: precision 0.978,
    recall 0.86; then numbers that are years, attempts and lots in brackets and titles without a buyer were mended. Titles alone:
    1.00 and 0.64 at their first run, 1.00 and 0.80 since: what is left names neither buyer nor place."""
    rows = [row[1:] for row in labels("projects.tsv") if row[0] == half]
    assert len(rows) >= least
    judged = [(verdict != "different", len(projects((head("a", one), head("b", other)))) == 1, one, other)
              for verdict, one, other in ((row[0], row[1:6], row[6:11]) for row in rows)]  # fmt: skip
    hits = sum(true and joined for true, joined, *_ in judged)
    precision, recall = hits / sum(joined for _, joined, *_ in judged), hits / sum(true for true, *_ in judged)
    print(f"projects {half}: precision {precision:.3f}, recall {recall:.3f} of {len(rows)}")
    assert precision >= 0.98 and recall >= floor, [(a, b) for true, joined, a, b in judged if true != joined]


def head(name: str, cells: list[str]) -> NoticeHead:
    kind, day, codes, buyer, title = (None if cell == "-" else cell for cell in cells)
    return NoticeHead(name, tuple(codes.split("|")) if codes else (), buyer, title, kind, day)
