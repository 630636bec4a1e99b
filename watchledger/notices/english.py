"""Procurement documents in English prose and forms: council and sheriff contracts, requests for proposals, orders, quotes.

Three kinds of evidence are put together: labels with their values, sentences ("between X (“Customer”) and Y", "proposals are due
by …", "in the amount of …"), and what stands at the head. A label outweighs a sentence, a sentence the head; of equal weight the
first in the document counts, and further values of a field are kept as alternatives.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import Any

from watchledger.lang.gated import Gated
from watchledger.lang.normal import HAN, View
from watchledger.model.notice import Change, Fact, Notice, Supplier, Term
from watchledger.model.text import Text
from watchledger.notices import english_prose as prose
from watchledger.notices import english_values as values
from watchledger.notices.english_bodies import nobody
from watchledger.notices.english_facts import Candidate
from watchledger.notices.english_facts import fact as _fact
from watchledger.notices.english_facts import money as _money
from watchledger.notices.english_items import is_head, items
from watchledger.notices.english_kind import kind_of, title_at_head
from watchledger.notices.english_lines import Labelled, labelled, lines
from watchledger.notices.english_names import COMPANY, PUBLIC
from watchledger.notices.english_papers import bidders, other_pages, papers
from watchledger.notices.english_place import number_at_head, place_at_head
from watchledger.notices.english_record import bare_amount, is_record, record_currency, record_kind, record_marks
from watchledger.notices.english_terms import terms
from watchledger.notices.english_title import asked, core, decided, headed, is_council_paper, said
from watchledger.notices.english_told import BEFORE_AWARD, OPENING, fallen_back, from_meeting

PROSE = 400_000
"""Characters of running text that are searched for parties, amounts and terms; beyond it are annexes."""
_SAMPLE = 6000
_TOKEN = re.compile(r"\w+|[£€$]")
_DAY_FIRST = ("£", "€", "vat", "uk", "ltd", "council", "tender", "tenders")
_MONTH_FIRST = ("$", "zip", "inc", "llc")
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](?:19|20)\d\d(?!\d)")
_ZIP = re.compile(r"[A-Z]{2} \d{5}\b")
_DOLLARS = (
    ("CAD", Gated(r"\bCAD\b|\bCanad|\bOntario\b|\bAlberta\b|\bQuebec\b|British Columbia",
                  "cad", "canad", "ontario", "alberta", "quebec", "british columbia", flags=0)),
    ("AUD", Gated(r"\bAUD\b|\bAustrali|New South Wales|\bABN\b", "aud", "australi", "new south wales", "abn", flags=0)),
    ("NZD", Gated(r"\bNZD\b|New Zealand", "nzd", "new zealand", flags=0)),
)  # fmt: skip
MONEY, DAYS = ("budget", "ceiling", "award_total", "estimate"), ("published", "deadline", "awarded", "signed")


_HAN = re.compile(f"[{HAN}]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_NO_LETTERS = bytes(n for n in range(256) if not chr(n).isalpha() or n > 127)


def is_english(text: Text) -> bool:
    """Whether the text is written in Latin letters: at most one letter in twenty-five of its beginning is Han."""
    sample = text.content[:_SAMPLE]
    enough = len(sample) // 25 + 1
    han = sum(1 for _ in islice(_HAN.finditer(sample), enough))
    if han == enough:  # a Chinese text is settled at a twentieth of the cost
        return False
    ascii_letters = len(sample.encode("ascii", "ignore").translate(None, _NO_LETTERS))
    letters = ascii_letters + sum(map(str.isalpha, _BEYOND_ASCII.findall(sample)))
    return letters >= 12 and 25 * han <= letters and 2 * ascii_letters > letters


def read_english(text: Text, view: View) -> Notice:
    """The facts of one English document."""
    content = text.content
    found = lines(text)
    record = is_record(text)
    marks = sorted(record_marks(text) if record else labelled(text, found), key=lambda m: m.start)
    style = content[: 4 * _SAMPLE]
    day_first = _day_first(style)
    dollars = next((code for code, words in _DOLLARS if words.search(style, 0, len(style))), "USD")
    held: dict[str, list[Candidate]] = {}
    apart = other_pages(text)
    own = marks
    if apart:  # a bundle: what its other papers say is theirs, and amounts far inside are of its annexes
        own = [m for m in marks if not any(start <= m.start < end for start, end in apart)]
        own = [m for m in own if m.start < OPENING or m.field not in (*MONEY, "total")]
    _from_labels(text, own, held, dollars, day_first=day_first, bare=record_currency(marks, text) if record else None)
    if not record and (cut := _head_body(text, found)):
        held.setdefault("buyer", []).append(Candidate(2.1, _fact(text, *cut, "buyer.head")))
    prose_text = prose.running(content[:PROSE])
    _from_prose(text, prose_text, held, dollars, day_first=day_first)
    stated = next(((m.start, m.end) for m in marks if m.field == "type" and m.weight >= 3), None)
    kind = record_kind(text, marks) if record else None
    kind = kind or kind_of(text, stated) or _kind_of_labels(text, own)
    problems: list[str] = []
    of_file = tuple(papers(text, marks, problems, dollars=dollars, day_first=day_first))
    _from_papers(of_file, kind, held)
    if kind is None and of_file and of_file[0].kind.value == "quote":
        kind = Fact("other", of_file[0].kind.quote, of_file[0].kind.span, of_file[0].kind.page, "english.type.quote/1")
    changes: tuple[Change, ...] = ()
    if not record:
        fallen_back(text, prose_text, own, found, of_file, kind, held, day_first=day_first)
        changes = from_meeting(text, prose_text, kind, held, dollars, day_first=day_first)
    best, others = _chosen(held)
    if kind is not None and kind.value in BEFORE_AWARD and "award_total" in best:  # what a tender calls its value is an estimate
        estimate = best.pop("award_total")
        held.setdefault("estimate", []).append(Candidate(1.0, estimate))
        others = [(field, fact) for field, fact in others if field != "award_total"]
    estimates = {c.fact.value: c.fact for c in reversed(held.get("estimate", ()))}
    others += [("budget", fact) for fact in list(estimates.values())[:3]]  # a value that is not called a budget
    if (
        kind is not None and kind.value in ("award", "contract", "amendment") and "ceiling" in best
    ):  # "a contract not to exceed $90,000"
        limit = best["ceiling"]
        if limit.rule == "english.ceiling.phrase/1" and (kind.value == "award" or is_council_paper(content)):
            others.append(("award_total", limit))
            best.setdefault("award_total", best.pop("ceiling"))
    if "buyer" in best:
        best["buyer"] = _own_name(held["buyer"], best["buyer"])
    if not record and (title := _title(text, prose_text, found, held, best, kind.value if kind is not None else None)) is not None:
        best["title"] = title
    suppliers = _suppliers(held, best, kind)
    if kind is not None and kind.value == "candidate" and "award_total" in best:  # of an offer, not yet of a contract
        others.append(("award_total", best.pop("award_total")))
    if "award_total" not in best and kind is not None and kind.value in ("award", "contract"):
        if "plain" not in best and suppliers and not of_file and (only := _only_amount(prose_text[:OPENING], dollars)) is not None:
            best["plain"] = _money(text, only, "award_total.only")
        if "plain" in best:
            best["award_total"] = best["plain"]
            suppliers = _suppliers(held, best, kind)
    ranked = sorted((c for c in held.get("code", []) if c.weight >= 2), key=lambda c: (-c.weight, c.fact.span.start))
    codes = {c.fact.value.casefold(): c.fact for c in reversed(ranked)}
    codes = {key: codes[key] for key in dict.fromkeys(c.fact.value.casefold() for c in ranked)}
    if not codes and not record and (cut := number_at_head(content)):
        codes = {"": _fact(text, *cut, "code.head")}
    issuer = best.get("buyer")
    if "region" not in best and not record and (cut := place_at_head(content, issuer.span[1:] if issuer else None)):
        best["region"] = _fact(text, *cut, "region.head")
    return Notice(
        type=kind, title=best.get("title"), project_codes=tuple(codes.values())[:12],
        buyer=best.get("buyer"), agency=best.get("agency"), suppliers=suppliers,
        budget=best.get("budget"), ceiling=best.get("ceiling"), award_total=best.get("award_total"),
        published=best.get("published"), deadline=best.get("deadline"), region=best.get("region"),
        items=items(text, found, dollars), awarded=best.get("awarded"), signed=best.get("signed"), procedure=best.get("procedure"),
        terms=tuple(_terms(text, prose_text)), papers=of_file, bidders=tuple(bidders(text, found)), alternatives=tuple(others),
        problems=tuple(problems), changes=changes,
    )  # fmt: skip


def _kind_of_labels(text: Text, marks: list[Labelled]) -> Fact[str] | None:
    """A sheet that gives a supplier with the day of the contract, or of the award, and says nowhere what it is."""
    if not any(m.field == "supplier" and m.weight >= 2.5 for m in marks):
        return None
    for field, kind in (("awarded", "award"), ("signed", "contract"), ("starts", "contract")):
        mark = next((m for m in marks if m.field == field and m.start < OPENING), None)
        at = text.content.lower().rfind(mark.label, 0, mark.start) if mark is not None else -1
        if mark is not None and at >= 0:
            return _fact(text, at, at + len(mark.label), "type.labels", kind)
    return None


def _own_name(candidates: list[Candidate], chosen: Fact[str]) -> Fact[str]:
    """A body's name as its own letterhead writes it, where a label's value runs on with directorates and addresses around it."""
    heads = (c.fact for c in candidates if c.fact.rule.startswith("english.buyer.head"))
    return next((fact for fact in heads if fact.value.casefold() in chosen.value.casefold() and len(chosen.value) > 60), chosen)


def _only_amount(content: str, dollars: str) -> values.Amount | None:
    """The amount of a paper that states one alone, and not as a part, a rate or a fee."""
    found = list(islice(values.amounts(content, 0, len(content), dollars=dollars), 12))
    one = len({a.value for a in found}) == 1 and not found[0].rate and found[0].value >= 100
    return found[0] if one and not prose.PART.search(content, max(0, found[0].start - 60), found[0].start) else None


_NUMBER_ALONE = re.compile(r"[A-Z0-9/._-]*\d[A-Z0-9/._-]*")
"""A solicitation's number where a title is looked for."""
_DECIDED = frozenset({"award", "contract", "single_source", "amendment", "candidate"})
"""Kinds whose papers tell in a sentence what is bought."""


def _title(
    text: Text, prose_text: str, found: list[Any], held: dict[str, list[Candidate]], best: dict[str, Fact[Any]], kind: str | None
) -> Fact[str] | None:
    """The title of a sure label; else that of a sentence which says what is bought, that of the head, or of "bids for the …"."""
    sure = max((c.weight for c in held.get("title", [])), default=0.0)
    flat = prose_text[:OPENING].replace("\n", " ")
    cut = (
        next((c for c in said(prose_text, flat, sure) if not _NUMBER_ALONE.fullmatch(text.content, *c)), None)
        if sure < 2.5
        else None
    )
    rule = "title.said"
    if sure < 1.5 and kind in _DECIDED and (kind == "single_source" or is_council_paper(text.content)) and rule == "title.said":
        cut = headed(text.content) or cut or decided(flat, 0, len(flat))
        rule = "title.decided"
    if cut is None and sure < 1.5:
        cut, rule = title_at_head(text, found, best["buyer"].value if "buyer" in best else None), "title.head"
    if cut is None and "title" in best:
        cut, rule = best["title"].span[1:], best["title"].rule.removeprefix("english.").removesuffix("/1")
    if cut is None and (what := asked(flat, len(flat))):
        cut, rule = what, "title.asked"
    if cut is None and (goods := prose.goods(text.content, min(20_000, len(text.content)))):
        cut, rule = goods, "title.goods"
    return _fact(text, *core(text.content, *cut), rule) if cut is not None else best.get("title")


def _day_first(style: str) -> bool:
    """Whether 3/4/2024 is the third of April: as another date of the text that can be read one way only; else where more words are
    of the United Kingdom and the Union than of the United States."""
    told = [(int(a) > 12, int(b) > 12) for a, b in _NUMERIC.findall(style)]
    days, months = sum(day for day, _ in told), sum(month for _, month in told)
    if days != months:
        return days > months
    words = Counter(_TOKEN.findall(style.lower()))
    return sum(words[w] for w in _DAY_FIRST) > sum(words[w] for w in _MONTH_FIRST) + len(_ZIP.findall(style))


_FORCE = re.compile(f"{PUBLIC.pattern}|{COMPANY.pattern}|" + r"\bP\.?D\b", re.IGNORECASE)
"""What the name behind a weak label ("office: …") must show to be a body's or a company's."""


def _from_labels(
    text: Text, marks: list[Labelled], held: dict[str, list[Candidate]], dollars: str, *, day_first: bool, bare: str | None = None
) -> None:
    content = text.content
    whole = is_record(text)  # a column's value is all of the name or title, whatever signs it has

    def hold(field: str, weight: float, fact: Fact[Any]) -> None:
        held.setdefault(field, []).append(Candidate(weight, fact))

    for mark in marks:
        field, start, end = mark.field, mark.start, mark.end
        rule = f"{field}.label"
        if start > OPENING:  # of an annex, or of another paper in the same file
            if field in ("title", "region", "procedure"):
                continue
            mark = mark._replace(weight=mark.weight - 1)
        if field in MONEY or field == "total":
            amount = next((a for a in values.amounts(content, start, min(end, start + 120), dollars=dollars) if not a.rate), None)
            amount = amount or bare_amount(text, mark, bare)
            if amount is not None and amount.value > 0:
                hold("plain" if field == "total" else field, mark.weight, _money(text, amount, rule))
        elif field in DAYS:
            day = next(values.days(content, start, min(end, start + 120), day_first=day_first), None)
            if day is None and field == "deadline":
                day = values.day_without_year(content, start, min(end, start + 60), day_first=day_first)
            if day is not None:
                span = values.with_hour(content, *day[1:]) if field == "deadline" else day[1:]
                hold(field, mark.weight, _fact(text, *span, rule, day[0]))
        elif field == "code":
            if cut := values.code(content, start, min(end, start + 80)):
                hold(field, mark.weight, _fact(text, *cut, rule))
        elif field in ("buyer", "agency", "supplier", "proposed"):
            if not whole and field == "supplier" and (vendor := _VENDOR_NUMBER.match(content, start, end)):
                start = vendor.end()
            cut = (start, end) if whole and end - start <= 200 else values.name(content, start, min(end, start + 200))
            if cut and (mark.weight >= 2.5 or _FORCE.search(content, *cut) and " " in content[cut[0] : cut[1]].strip()):
                hold(field, mark.weight, _fact(text, *cut, rule))
        elif field in ("title", "region", "procedure") and (whole or _worded(content, mark)):
            hold(field, mark.weight, _fact(text, start, end, rule))


_SIGNATURE = re.compile(r"(?m)^[ \t]*(?:by|name|signature|signed|printed name|printed)\s*:|_{4,}", re.IGNORECASE)


_VENDOR_NUMBER = re.compile(r"\d{4,10}\s+(?=[A-Z])")
"""The number of a vendor before its name."""
_LISTED = re.compile(r"\d{1,3}[.,)]\s")
_UNIT = re.compile(r"\b(?:department|division|office|desk|counter)$", re.IGNORECASE)
"""What follows "location:" and is a part of a body, no place."""


def _worded(content: str, mark: Labelled) -> bool:
    """Whether words can be a title, place or procedure: not too long, letters enough, and no signatory's title."""
    words = content[mark.start : mark.end]
    if len(words) > (120 if mark.field != "title" or mark.weight < 1.5 else 800) or sum(c.isalpha() for c in words) < (
        6 if mark.field == "title" else 2
    ):
        return False
    listed = _LISTED.match(words) is not None and "\n" in content[max(0, mark.start - 3) : mark.start]
    if mark.field == "title" and (listed or is_head(words)):
        return False  # the next entry of a table of contents, or the heads of a list of goods
    if mark.field == "region" and _UNIT.search(words):
        return False
    return mark.field != "title" or mark.start < OPENING and not _SIGNATURE.search(content, max(0, mark.start - 220), mark.start)


def _from_prose(text: Text, content: str, held: dict[str, list[Candidate]], dollars: str, *, day_first: bool) -> None:
    """`content` is the text with wrapped lines made whole."""
    end = len(content)

    def hold(field: str, weight: float, fact: Fact[Any]) -> None:
        held.setdefault(field, []).append(Candidate(weight, fact))

    for party in prose.parties(content, 0, end):
        hold(party.role, 2.6 if party.start < OPENING else 1.9, _fact(text, party.start, party.end, f"{party.role}.{party.rule}"))
    for party in prose.inviting(content, min(end, 20_000)):
        hold("buyer", 1.8, _fact(text, party.start, party.end, f"buyer.{party.rule}"))
    for field, amount in prose.stated_amounts(content, min(end, 60_000), dollars):
        whole = "total" in content[max(0, amount.start - 40) : amount.start].lower()  # "for a total amount not to exceed"
        hold(field, 2.1 if whole else 2.0, _money(text, amount, f"{field}.phrase"))
    for day, start, last in prose.signing(content, min(end, 10_000), day_first=day_first):
        hold("signed", 1.5, _fact(text, start, last, "signed.phrase", day))
    for start, last in prose.numbers(content, 0, min(end, 20_000)):
        hold("code", 2.0, _fact(text, start, last, "code.phrase"))
    for day, start, last in prose.deadlines(content, min(end, 60_000), day_first=day_first):
        hold("deadline", 2.0, _fact(text, *values.with_hour(content, start, last), "deadline.phrase", day))


def _from_papers(of_file: tuple[Any, ...], kind: Fact[str] | None, held: dict[str, list[Candidate]]) -> None:
    """An order, invoice or quote that is the whole document, or its first page, speaks for it."""
    for number, paper in enumerate(of_file):
        first = number == 0 and (kind is None or kind.value in ("contract", "other"))
        if paper.number is not None and (paper.kind.value == "purchase_order" or first and len(of_file) == 1):
            held.setdefault("code", []).append(Candidate(2.0, paper.number))
        if not first:
            continue
        pairs = (("supplier", paper.supplier), ("plain", paper.total), ("signed", paper.date), ("buyer", paper.buyer))
        for field, fact in pairs:
            if fact is not None:
                held.setdefault(field, []).append(Candidate(1.6, fact))


def _chosen(held: dict[str, list[Candidate]]) -> tuple[dict[str, Fact[Any]], list[tuple[str, Fact[Any]]]]:
    """The heaviest candidate of each field, the first of equals; others of the same weight that differ, a few of each."""
    best: dict[str, Fact[Any]] = {}
    others: list[tuple[str, Fact[Any]]] = []
    for field, candidates in held.items():
        first = max(candidates, key=lambda c: (c.weight, -c.fact.span.start))
        best[field] = first.fact
        if field in ("code", "supplier", "proposed", "plain", "region", "procedure", "estimate"):
            continue
        differing = {_same(c.fact): c.fact for c in candidates if c.weight == first.weight and _same(c.fact) != _same(first.fact)}
        others += [(field, fact) for fact in list(differing.values())[:5]]
    return best, others


def _same(fact: Fact[Any]) -> Any:
    return fact.value.casefold() if isinstance(fact.value, str) else fact.value


def _suppliers(held: dict[str, list[Candidate]], best: dict[str, Fact[Any]], kind: Fact[str] | None) -> tuple[Supplier, ...]:
    """Winners of an award or contract: names of the heaviest kind of evidence, each once. A tender has none, whatever "contractor"
    its text speaks of; a direct award only proposes one."""
    if kind is None or kind.value not in ("award", "contract", "candidate", "amendment", "other"):
        return ()
    candidates = held.get("supplier", []) + (held.get("proposed", []) if kind.value == "candidate" else [])
    buyer = best["buyer"].value.casefold() if "buyer" in best else None
    candidates = [c for c in candidates if c.fact.value.casefold() != buyer]
    if not candidates:
        return ()
    heaviest = max(c.weight for c in candidates)
    names = {c.fact.value.casefold().rstrip("."): c.fact for c in reversed(candidates) if c.weight == heaviest}
    ordered = sorted(names.values(), key=lambda fact: fact.span.start)[:20]
    if kind.value == "contract":
        ordered = ordered[:1]
    amount = best.get("award_total") if len(ordered) == 1 else None
    return tuple(Supplier(fact, amount) for fact in ordered)


_BODY_LINE = re.compile(r"^(?:(?:city|county|town|village|borough|state|university|port|parish|"
r"school district) of [A-Z][\w .,'-]{2,60}|[A-Z][\w .,'&-]{2,70} (?:council|county|"
r"police department|sheriff'?s (?:office|department)|constabulary|police|university|"
r"authority|school district|city council|department of [\w ]+|nhs trust|hospital trust|"
r"district|commissioner|ministry|bureau|board of education|fire and rescue service|municipality|border service|"
r"health board|combined authority|parish council|prison service))$", re.IGNORECASE)  # fmt: skip


_PARTED = re.compile(r"\s+(?:[-–—|:]\s|\()")
"""Between a body's name and what else its line says."""
_JOINED = re.compile(r"\b(?:at|for|to|by|with|from|[Aa]genda|[Mm]inutes|[Mm]eeting|AGENDA|MINUTES|MEETING)\b")
"""In a line that is more than a name."""


def _head_body(text: Text, found: list[Any]) -> tuple[int, int] | None:
    """A line at the head that is nothing but a public body's name."""
    for line in found[:10]:
        words = _PARTED.split(text.content[line.start : line.end])[0]
        if len(words) <= 90 and _BODY_LINE.match(words) and not nobody(words) and not _JOINED.search(words):
            return line.start, line.start + len(words)
    return None


def _terms(text: Text, content: str) -> list[Term]:
    seen: dict[tuple[str, str, int | None], Term] = {}
    for kind, start, end, first, last in terms(content, len(content)):
        period = _fact(text, first, last, "term.period")
        seen.setdefault((kind, period.value.lower(), period.page), Term(_fact(text, start, end, f"term.{kind}", kind), period))
    return list(seen.values())[:40]
