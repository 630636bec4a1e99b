"""The reader of notices in any layout: statements first, then each field from the statements that speak of it."""

from __future__ import annotations

import re
from typing import Any

from watchledger.lang.normal import View
from watchledger.model.notice import Bidder, Change, Fact, Item, Lot, Notice, Supplier, Term
from watchledger.model.text import Text
from watchledger.notices import dates, further, naming, periods, region
from watchledger.notices.attached import attached
from watchledger.notices.candidate import Candidate, fact
from watchledger.notices.cells import flattened, from_cells
from watchledger.notices.changes import Pair, all_pairs, changes
from watchledger.notices.glued import run_together
from watchledger.notices.goods import Good, goods, wrong_sums
from watchledger.notices.grid import from_tables
from watchledger.notices.headline import headlines, lines
from watchledger.notices.json_fields import json_fields
from watchledger.notices.kind import kind
from watchledger.notices.lots import lots
from watchledger.notices.narrative import told_winners
from watchledger.notices.parties import body_of_title, key, parties
from watchledger.notices.promised import enumerated, promised, spaced_labels
from watchledger.notices.sentence import numbered
from watchledger.notices.short_labels import settled
from watchledger.notices.statement import Page, Statement, Stretches, inline, inside, outside, page_of, with_context
from watchledger.notices.strung import strung_tables
from watchledger.notices.suppliers import Winner, winners
from watchledger.notices.title_guess import guessed
from watchledger.notices.totals import award_total, disagreements, typed

_MANY_BUYERS = 6
"""A purchase of that many bodies is no region's; amendments and slips of the pen give a notice two or three."""
_SURE = 0.5
"""A headline's weight; below it the title is looked for by other signs."""
_MOST = 20_000
"""Statements that are weighed; a 5 MB tender file has more labels than that, and its notice is at its beginning."""


def statements_of(page: Page) -> list[Statement]:
    """All statements of a text in reading order, generic labels resolved."""
    return _read_statements(page)[0]


def _read_statements(page: Page) -> tuple[list[Statement], list[Pair]]:
    tables, covers = from_tables(page)
    free = outside(covers, page.lines)
    cells = from_cells(page, flattened(page, free), table=10_000)
    found = [*inline(page), *tables, *cells, *run_together(page, 20_000), *promised(page), *enumerated(page), *spaced_labels(page)]
    told_changes, changed = changes(page)
    found += changed
    strung, strung_over = strung_tables(page, free, 50_000)
    if strung:
        over = Stretches(sorted(strung_over))
        found = [s for s in found if not inside(over, s.label)] + strung
    found += _unstated(attached(page), found)
    keyed, taken = json_fields(page)
    if keyed:
        found = [s for s in found if s.start not in taken] + keyed
    found = settled(page, with_context(page.words, found)[:_MOST])
    told = told_winners(page, found)
    return (sorted([*found, *told], key=lambda s: (s.label, s.start)) if told else found), told_changes


def _unstated(more: list[Statement], found: list[Statement]) -> list[Statement]:
    """Those of `more` whose label no other way of reading has met."""
    if not more:
        return more
    known = {s.label for s in found}
    return [s for s in more if s.label not in known]


def read(text: Text, view: View) -> Notice:
    """Reads a text of any layout. A value that the text does not state is None."""
    page = page_of(text, view)
    statements, told_changes = _read_statements(page)
    top = lines(page)
    headed = headlines(page, top)
    what = kind(page, statements, headed, top)
    if what is None or what.value == "other" and not _RULING.search(page.words, what.start, what.end):
        return Notice(type=fact(page, what) if what else None)
    named, numbers = numbered(page)
    listed = naming.listing(page, statements, headed) if what.value == "intent" else []
    heads = listed or naming.titles(page, statements, named, headed)
    buyers, agents, sentences = parties(page, statements, heads[0] if heads else None, headed, what.value)
    heads = naming.titles(page, statements, [*sentences, *named], headed) if sentences and not listed else heads
    if not heads or heads[0].weight < _SURE:
        heads = [*guessed(page, statements, buyers), *heads]
    title = heads[0] if heads else None
    buyers = buyers or body_of_title(page, title)
    buyer = buyers[0] if buyers else None
    decides = "award" if what.value == "amendment" and _of_result(page, headed) else what.value
    won = winners(page, statements, decides)
    budgets, ceilings = typed(page, statements, "budget"), typed(page, statements, "ceiling")
    totals = award_total(page, statements, won, decides)
    decided = dates.decided(page, statements)
    appeared = dates.published(page, statements, what.value, decided)
    due = dates.deadline(page, statements, what.value)
    appeared = dates.timely(appeared, due, after=what.value not in ("tender", "prequalification"))
    regions = region.region(page, statements, buyer, title) if len(buyers) < _MANY_BUYERS else []
    ranked: dict[str, list[Candidate[Any]]] = {
        "title": heads, "buyer": buyers, "agency": agents, "budget": budgets, "ceiling": ceilings, "award_total": totals,
        "published": appeared, "deadline": due, "region": regions,
    }  # fmt: skip
    chosen: dict[str, Any] = {name: fact(page, found[0]) if found else None for name, found in ranked.items()}
    bought = goods(page, statements, title, frozenset(key(page.words[w.name.start : w.name.end]) for w in won))
    alternatives, doubts = _doubts(page, ranked, statements)
    return Notice(
        type=fact(page, what),
        project_codes=tuple(fact(page, c) for c in naming.codes(page, statements, numbers)),
        suppliers=tuple(_supplier(page, w, statements) for w in won),
        items=tuple(_item(page, g) for g in bought),
        problems=tuple(dict.fromkeys([*wrong_sums(bought, totals[0] if totals else None), *doubts])),
        procedure=_maybe(page, further.method(page, statements)),
        awarded=_maybe(page, dates.one(page, statements, "award_date", "notice.awarded")),
        signed=_maybe(page, dates.one(page, statements, "sign_date", "notice.signed")),
        opened=_maybe(page, dates.one(page, statements, "opening", "notice.opened")),
        lots=tuple(Lot(fact(page, lot.label), _maybe(page, lot.title), _maybe(page, lot.budget)) for lot in lots(page, statements)),
        buyer_address=_maybe(page, further.address(page, statements, "buyer", buyer)),
        agency_address=_maybe(page, further.address(page, statements, "agency", agents[0] if agents else None)),
        using_body=_maybe(page, further.using_body(page, statements, buyer)),
        reason=_maybe(page, further.reason(page, statements, what.value)),
        buyer_identifier=_maybe(page, further.identifier(page, buyer)),
        bidders=tuple(
            Bidder(fact(page, b.name), _maybe(page, b.amount), _maybe(page, b.rank), _maybe(page, b.score))
            for b in further.bidders(page, statements)
        ),
        changes=tuple(
            Change(fact(page, p.before), fact(page, p.after), _maybe(page, p.what))
            for p in all_pairs(page, statements, told_changes)
        ),
        terms=tuple(Term(fact(page, kind), fact(page, period)) for kind, period in periods.periods(page, statements)),
        contract_number=_maybe(page, naming.contract_number(page, statements)),
        delivered=_maybe(page, periods.day(page, statements, "delivery", "notice.delivered")),
        accepted=_maybe(page, periods.day(page, statements, "accepted", "notice.accepted")),
        earlier=_maybe(page, periods.day(page, statements, "tender_date", "notice.earlier")),
        alternatives=tuple(alternatives),
        **chosen,
    )


_RULING = re.compile(r"投诉|处罚|监督检查|开标")
"""Decisions on a purchase and records of its opening, no notices of it, that name its project and its parties."""


def _of_result(page: Page, headed: list[tuple[int, int, float]]) -> bool:
    """Whether an amendment corrects a result ("中标结果更正公告"), and so names the winner."""
    return any(_RESULT_CHANGED.search(page.words, start, end) for start, end, _ in headed)


_RESULT_CHANGED = re.compile(r"(?:结果|中标|成交)(?:公告|公示)?的?(?:更正|变更)")


def _maybe(page: Page, candidate: Candidate[Any] | None) -> Fact[Any] | None:
    return None if candidate is None else fact(page, candidate)


def _supplier(page: Page, winner: Winner, statements: list[Statement]) -> Supplier:
    return Supplier(
        fact(page, winner.name),
        _maybe(page, winner.amount),
        _maybe(page, winner.lot),
        _maybe(page, further.identifier(page, winner.name)),
        _maybe(page, further.address(page, statements, "supplier", winner.name, winner.row)),
    )


def _item(page: Page, good: Good) -> Item:
    parts = (good.brand, good.model, good.quantity, good.unit, good.unit_price, good.line_total, good.specification)
    return Item(fact(page, good.name), *(_maybe(page, part) for part in parts))


def _doubts(
    page: Page, ranked: dict[str, list[Candidate[Any]]], statements: list[Statement]
) -> tuple[list[tuple[str, Fact[Any]]], list[str]]:
    """The statements that differ from the chosen one, and where two of equal standing disagree."""
    alternatives: list[tuple[str, Fact[Any]]] = []
    problems = disagreements(page, statements)
    for name in ("buyer", "agency", "budget", "ceiling", "award_total", "published", "deadline"):
        found = ranked[name]
        for other in found[1:3]:
            alternatives.append((name, fact(page, other)))
        if len(found) > 1 and name in ("buyer", "budget", "ceiling", "award_total") and found[1].weight >= 0.9 * found[0].weight:
            first, second = fact(page, found[0]), fact(page, found[1])
            problems.append(f"{name}: stated as {first.quote} and as {second.quote}")
    return alternatives, problems
