"""Purchase orders, invoices, quotes and evaluations in one file with a contract: a record for each page that begins one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby

from watchledger.lang.gated import Gated
from watchledger.model.notice import Bidder, Fact, Money, Paper
from watchledger.model.text import Text
from watchledger.notices import english_prose as prose
from watchledger.notices import english_values as values
from watchledger.notices.english_facts import fact, money, number
from watchledger.notices.english_lines import Labelled, Line
from watchledger.notices.english_names import LEGAL
from watchledger.notices.tree import table

_HEAD = 1200
"""Characters of a page in which its kind stands."""
_KINDS = tuple((kind, Gated(pattern, *words.split("; "), flags=0)) for kind, pattern, words in table("english_papers.tsv"))
"""Words with which such a paper names itself: a heading or the label of its number. "Shall invoice monthly" is no invoice."""
_ORDER_NUMBER = re.compile(
    r"\b(?:PURCHASE\s+ORDER|P\.?\s?O\.?)\s*(?:NUMBER|NO\.?|#)?\s*[:.#]*\s*(?P<n>[A-Z]{0,4}-?\d{4,12})\b", re.IGNORECASE
)
_NUMBER_ALONE = re.compile(r"(?<!\w)(?<!contract )(?<!invoice )(?:NO\.|NUMBER|#)\s*:?\s*(?P<n>\d{5,9})\b(?!-\d)", re.IGNORECASE)
_CONTRACT = re.compile(r"\bContract\s+(?:No\.?|Number|#)\s*[:.,]?\s*(?P<n>[A-Z0-9][\w/-]*\d[\w/-]*)", re.IGNORECASE)
_VENDOR_COLUMN = re.compile(
    r"(?:^|\n)[ \t]*(?:VENDOR|SUPPLIER|SELLER)\b[^\n]{0,40}\n\s*(?P<n>[A-Z][A-Za-z0-9&.,' -]{2,60}?)(?=\s{2,}|\t|\n|\s+(?:CITY|"
    r"COUNTY|TOWN|STATE|VILLAGE) OF)"
)
_COLUMN = re.compile(r"\t|\s{2,}")
_SCORE = re.compile(r"\d{1,4}(?:\.\d{1,3})?")
_PAYEE = re.compile(r"\bPayable to:?\s*(?P<n>[A-Z][^\n\t]{2,80})", re.IGNORECASE)


def pages(text: Text) -> list[tuple[int, int]]:
    """The spans of the pages; the whole text when it has none."""
    found = [(b.start, b.end) for b in text.blocks if b.kind == "page"]
    return found or [(0, len(text.content))]


def other_pages(text: Text) -> list[tuple[int, int]]:
    """Pages after the first that are papers of their own: what their labels say is not said of the notice."""
    return [(start, end) for start, end in pages(text)[1:] if kind_at(text.content, start, end) is not None]


def kind_at(content: str, start: int, end: int) -> tuple[str, int, int] | None:
    """(kind, start, end of the words) of the paper that a page begins, or None: the earliest words that say so."""
    end = min(start + _HEAD, end)
    found = ((m.start(), kind, m.end()) for kind, pattern in _KINDS if (m := pattern.search(content, start, end)))
    first = min(found, default=None)
    return (first[1], first[0], first[2]) if first is not None else None


def papers(text: Text, marks: list[Labelled], problems: list[str], *, dollars: str, day_first: bool) -> Iterator[Paper]:
    """The papers of a text; a page without a number, a date or a total is none."""
    starts = [mark.start for mark in marks]
    for start, end in pages(text):
        kind = kind_at(text.content, start, end)
        if kind is None:
            continue
        name = kind[0]
        here = marks[bisect_left(starts, start) : bisect_left(starts, end)]
        if name == "agreement":
            agreement = _agreement(text, kind, start, end) if end - start < len(text.content) else None
            if agreement is not None:
                yield agreement
            continue
        paper = _paper(text, kind, (start, end), here, dollars, day_first, problems)
        if (
            paper.number
            or paper.total
            or (paper.date and paper.kind.value != "quote")
            or (paper.supplier and name == "purchase_order")
        ):
            yield paper


def _paper(
    text: Text,
    kind: tuple[str, int, int],
    page: tuple[int, int],
    marks: list[Labelled],
    dollars: str,
    day_first: bool,
    problems: list[str],
) -> Paper:
    name, at, to = kind
    start, end = page
    number = _number(text, name, start, end, marks)
    date = None
    for mark in sorted((m for m in marks if m.field in ("paper_date", "published", "signed")), key=lambda m: m.label == "due date"):
        if found := next(values.days(text.content, mark.start, min(mark.end, mark.start + 40), day_first=day_first), None):
            date = date or _fact(text, found[1], found[2], "date", found[0])
    if date is None and name == "evaluation":
        found = next(values.days(text.content, start, end, day_first=day_first), None)
        date = _fact(text, found[1], found[2], "date", found[0]) if found else None
    supplier = _match(text, _VENDOR_COLUMN, start, end, "supplier") or _match(text, _PAYEE, start, end, "supplier")
    for mark in marks:
        if mark.field == "supplier" and supplier is None and (cut := values.name(text.content, mark.start, mark.end)):
            supplier = _fact(text, *cut, "supplier")
    if supplier is None and name in ("invoice", "quote"):
        supplier = _letterhead(text, start, end)
    named = [(m, cut) for m in marks if m.field == "buyer" and (cut := values.name(text.content, m.start, m.end))]
    buyer = next((_fact(text, *cut, "buyer") for _, cut in named), None)
    unit = next((_fact(text, *cut, "unit") for m, cut in named if "department" in m.label), None)
    tax = _parts(text, marks, dollars).get("tax")
    return Paper(
        _fact(text, at, to, "kind", name),
        number,
        date,
        buyer,
        supplier,
        _total(text, marks, dollars, (start, end), problems),
        _match(text, _CONTRACT, start, end, "reference"),
        money(text, tax, "paper.tax") if tax is not None and tax.value else None,
        unit if unit != buyer else None,
    )


def _letterhead(text: Text, start: int, end: int) -> Fact[str] | None:
    """The firm at the head of its own invoice or quote: a line that begins with a company's name."""
    at = start
    for line in text.content[start : min(end, start + 600)].splitlines(keepends=True)[:6]:
        first = _COLUMN.split(line.strip())[0]
        begins = at + line.index(first) if first else at
        if LEGAL.search(first) and len(first) <= 80 and (cut := values.name(text.content, begins, begins + len(first))):
            return _fact(text, *cut, "supplier")
        at += len(line)
    return None


def _number(text: Text, kind: str, start: int, end: int, marks: list[Labelled]) -> Fact[str] | None:
    wanted = {
        "purchase_order": ("p", "order"),
        "invoice": ("invoice",),
        "quote": ("quot", "estimate"),
        "evaluation": ("rfp", "bid"),
    }[kind]
    for mark in marks:
        if (
            mark.field in ("number", "code")
            and mark.label.startswith(wanted)
            and (cut := values.code(text.content, mark.start, mark.end))
        ):
            return _fact(text, *cut, "number")
    if kind == "evaluation":
        cut = next(prose.numbers(text.content, start, end), None)
        return _fact(text, *cut, "number") if cut else None
    if kind == "purchase_order":
        return _match(text, _ORDER_NUMBER, start, end, "number") or _match(text, _NUMBER_ALONE, start, end, "number")
    return None


def _total(text: Text, marks: list[Labelled], dollars: str, page: tuple[int, int], problems: list[str]) -> Fact[Money] | None:
    """What is to be paid: the last total of the page that is not nothing; "balance due" and "amount due" before "total"."""
    best: tuple[int, values.Amount] | None = None
    for mark in marks:
        if mark.field not in ("total", "award_total"):
            continue
        found = next(values.amounts(text.content, mark.start, min(mark.end, mark.start + 40), dollars=dollars), None)
        if found is not None and found.value != 0:
            rank = 2 if "due" in mark.label else 1 if "grand" in mark.label or mark.label == "total" else 0
            if best is None or rank >= best[0]:
                best = (rank, found)
    amount = _checked(text, best[1], marks, dollars, page, problems) if best is not None else _of_lines(text, dollars, page)
    if amount is None:
        return None
    return money(text, amount, "paper.total")


_PARTS = {"subtotal": "subtotal", "sub-total": "subtotal", "sales tax": "tax", "tax": "tax", "vat": "tax", "credit": "credit"}


def _parts(text: Text, marks: list[Labelled], dollars: str) -> dict[str, values.Amount]:
    """The parts of a total by their labels, the first of each."""
    parts: dict[str, values.Amount] = {}
    for mark in marks:
        name = _PARTS.get(mark.label)
        if name is not None and name not in parts:
            found = next(values.amounts(text.content, mark.start, min(mark.end, mark.start + 30), dollars=dollars), None)
            parts |= {name: found} if found is not None else {}
    return parts


def _checked(
    text: Text, stated: values.Amount, marks: list[Labelled], dollars: str, page: tuple[int, int], problems: list[str]
) -> values.Amount:
    """The stated total where the sum agrees with it: subtotal, tax, less credit. Else the problem is told, and another amount of
    the page that is the sum is taken instead, unless the stated one is the sum of other amounts (then the subtotal is misread)."""
    parts = _parts(text, marks, dollars)
    if "subtotal" not in parts:
        return stated
    tax, credit = (abs(parts[name].value) if name in parts else 0 for name in ("tax", "credit"))
    total = parts["subtotal"].value + tax - credit
    if total == stated.value:
        return stated
    where = text.page_at(stated.start)
    problems.append(f"{f'page {where}: ' if where else ''}subtotal and tax give {total:,}, the total says {stated.value:,}")
    found_here = [
        a for a in values.amounts(text.content, *page, dollars=dollars) if a.start not in {p.start for p in parts.values()}
    ]
    lines_of = [a.value for a in found_here if a.start < parts["subtotal"].start and a.value]
    if sum(lines_of) == stated.value:
        return stated
    return next((a for a in found_here if a.value == total), stated)


def _agreement(text: Text, kind: tuple[str, int, int], start: int, end: int) -> Paper | None:
    """An agreement that begins on a page and names its parties there."""
    sides = {p.role: p for p in prose.parties(prose.running(text.content[start:end]), 0, end - start)}
    if len(sides) < 2:
        return None
    facts = {role: _fact(text, start + p.start, start + p.end, role) for role, p in sides.items()}
    return Paper(_fact(text, kind[1], kind[2], "kind", "agreement"), buyer=facts["buyer"], supplier=facts["supplier"])


def bidders(text: Text, found: list[Line]) -> Iterator[Bidder]:
    """Who was compared in an evaluation: names at the head of a table whose last row gives each a total. The rows between are the
    reviewers' and are not read, nor is what stands over the column that says "total": that is a reviewer's name."""
    first = {block.start for block in text.blocks if block.kind == "cell" and block.col == 0}
    spans = [(start, end) for start, end in pages(text) if (kind := kind_at(text.content, start, end)) and kind[0] == "evaluation"]
    for start, end in spans:
        rows = [list(group) for _, group in groupby((c for c in found if start <= c.start < end), key=lambda c: c.row)]
        total = next((row for row in rows if text.content[row[0].start : row[0].end].lower().startswith("total")), None)
        scores = [c for c in total[1:] if _SCORE.fullmatch(text.content, c.start, c.end)] if total else []
        for row in rows if len(scores) >= 2 else ():
            cells = [
                c
                for c in row
                if values.name(text.content, c.start, c.end) and not any(map(str.isdigit, text.content[c.start : c.end]))
            ]
            if len(row) == len(cells) == len(scores) and cells[0].start not in first:
                for cell, score in zip(cells, scores, strict=True):
                    yield Bidder(
                        _fact(text, cell.start, cell.end, "bidder"), score=number(text, score.start, score.end, "paper.score")
                    )
                break


def _of_lines(text: Text, dollars: str, page: tuple[int, int]) -> values.Amount | None:
    """Without a label: the only amount of the page, or one that the others add up to."""
    found = [a for a in values.amounts(text.content, *page, dollars=dollars) if not a.rate and a.value]
    if len({a.value for a in found}) == 1:
        return found[0]
    for at, amount in enumerate(found[:40]):
        if len(found) >= 3 and amount.value == sum(a.value for n, a in enumerate(found) if n != at):
            return amount
    return None


def _match(text: Text, pattern: re.Pattern[str], start: int, end: int, what: str) -> Fact[str] | None:
    match = pattern.search(text.content, start, end)
    if match is None:
        return None
    cut = values.name(text.content, *match.span("n")) if what == "supplier" else match.span("n")
    return _fact(text, *cut, what) if cut else None


def _fact(text: Text, start: int, end: int, what: str, value: str | None = None) -> Fact[str]:
    return fact(text, start, end, f"paper.{what}", value)
