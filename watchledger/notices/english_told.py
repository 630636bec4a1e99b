"""What English papers tell without a label: the body that they name most, the day at their head; and what minutes, resolutions,
staff reports and addenda say in sentences of their own."""

from __future__ import annotations

import re
from typing import Any

from watchledger.model.notice import Change, Fact
from watchledger.model.text import Text
from watchledger.notices import english_values as values
from watchledger.notices.english_awards import addressed, given, moved, opened, spent
from watchledger.notices.english_bodies import abbreviated, firm_at_head, named_body
from watchledger.notices.english_facts import Candidate
from watchledger.notices.english_facts import fact as fact_of
from watchledger.notices.english_facts import money as money_of
from watchledger.notices.english_kind import HEAD
from watchledger.notices.english_lines import Labelled

OPENING = 20_000
"""Characters in which a document names its own parties and title; what stands later may be of an annex."""
_DATED = re.compile(
    r"\b(?:Dtd|Dt"
    r"|Dated|DATED|Date|DATE)\b\.?"
    r"(?:,? the)?\s?[:.,–-]?[ \t]*(?=[\dA-Z])"
)
"""What stands before the day of a letter or notice beside its number."""
_OTHER_DAY = re.compile(
    r"(?:last|closing|due|opening|end|start|meeting|award|delivery|bid|submission|return|review|effective|completion|of)\s*$",
    re.IGNORECASE,
)
"""What makes it another day."""
_DATED_KINDS = frozenset({"tender", "intent", "prequalification", "amendment", "termination", "clarification"})
_MINUTES = re.compile(r"\bminutes\b", re.IGNORECASE)
_DAY_LINE = re.compile(
    r"(?:(?:city|town|village|county)? ?(?:council|board|commission(?:ers)?|committee)? ?(?:regular|special|business)? ?"
    r"(?:meeting|agenda|session)?(?: of)?[ ,:–-]*)?(?:[A-Z][a-z]+day)?,?\s*(?:[,@–-]"
    r"|at)?\s*(?:\d{1,2}[:.]\d\d)?\s*(?:[ap]\.?m\.?)?(?:\s*[,|–—-]\s[\w ,]{3,50})?",
    re.IGNORECASE,
)
"""What may stand beside the day in a line that is the day of the paper or of the meeting."""
_ADOPTED = re.compile(r"\b(?:ADOPTED|Adopted|adopted|PASSED|Passed)\b[^.;\n]{0,60}?\b(?:this|THIS|on|ON)\b")
"""Before the day on which a resolution was passed."""
_PUBLISHED = re.compile(r"\b(?:Published|Posted|PUBLISHED|POSTED)(?: on)?:? (?=[\dA-Z])")
BEFORE_AWARD = frozenset({"tender", "intent", "prequalification", "single_source", "clarification"})
_MEMO = re.compile(r"(?m)^[ \t]*(?:TO|FROM|To|From|Through|SUBJECT|Subject|RE|Re)[ \t]*:")


def fallen_back(
    text: Text, prose_text: str, marks: list[Labelled], found: list[Any], of_file: tuple[Any, ...], kind: Fact[str] | None,
    held: dict[str, list[Candidate]], *, day_first: bool,
) -> None:  # fmt: skip
    """What a paper shows without saying what it is: the body that it names most, the day at a memorandum's head."""
    content = text.content
    if "buyer" not in held:
        cut = named_body(prose_text[:OPENING])
        if cut is None and kind is not None and kind.value in BEFORE_AWARD:
            cut = abbreviated(content[:HEAD]) or firm_at_head(
                (line.start, line.end, content[line.start : line.end]) for line in found[:40]
            )
        if cut is not None:
            held["buyer"] = [Candidate(1.2, fact_of(text, *cut, "buyer.named"))]
    if "published" not in held and not of_file and (kind is None or kind.value != "contract" or _MEMO.search(content, 0, HEAD)):
        for mark in marks:
            if mark.field == "paper_date" and mark.start < HEAD and mark.weight >= 2.5:
                if day := next(values.days(content, mark.start, min(mark.end, mark.start + 40), day_first=day_first), None):
                    held["published"] = [Candidate(1.0, fact_of(text, day[1], day[2], "published.dated", day[0]))]
                break
    if "published" not in held and (said := _PUBLISHED.search(content, 0, HEAD)) is not None:
        day = next(values.days(content, said.end(), min(said.end() + 30, len(content)), day_first=day_first), None)
        if day is not None and day[1] - said.end() <= 1:
            held["published"] = [Candidate(0.9, fact_of(text, day[1], day[2], "published.said", day[0]))]
    if "published" not in held and kind is not None and kind.value in _DATED_KINDS:
        for said in _DATED.finditer(content, 0, min(HEAD, len(content))):
            day = next(values.days(content, said.end(), min(said.end() + 24, len(content)), day_first=day_first), None)
            other = _OTHER_DAY.search(content, max(0, said.start() - 14), said.start())
            if day is not None and day[1] == said.end() and other is None:
                held["published"] = [Candidate(0.85, fact_of(text, day[1], day[2], "published.dated", day[0]))]
                break
    if "published" not in held and kind is not None and not _MINUTES.search(content, 0, 400):
        for line in found[:12]:  # a cover's or an agenda's day
            day = next(values.days(content, line.start, line.end, day_first=day_first), None)
            if day is not None and _DAY_LINE.fullmatch(content[line.start : day[1]] + content[day[2] : line.end]):
                held["published"] = [Candidate(0.8, fact_of(text, day[1], day[2], "published.cover", day[0]))]
                break
    if "published" not in held and (adopted := _ADOPTED.search(content, 0, min(len(content), OPENING))) is not None:
        day = next(values.days(content, adopted.end(), min(adopted.end() + 30, len(content)), day_first=day_first), None)
        if day is not None and day[1] - adopted.end() <= 6:
            held["published"] = [Candidate(0.6, fact_of(text, day[1], day[2], "published.adopted", day[0]))]
    if (
        "published" not in held
        and kind is not None
        and kind.value in ("contract", "amendment")
        and "signed" in held
        and len(of_file) <= 1
    ):
        first = min((c.fact for c in held["signed"]), key=lambda f: f.span.start)  # an agreement's own day
        held["published"] = [Candidate(0.5, fact_of(text, first.span.start, first.span.end, "published.signed", first.value))]


def from_meeting(
    text: Text, content: str, kind: Fact[str] | None, held: dict[str, list[Candidate]], dollars: str, *, day_first: bool
) -> tuple[Change, ...]:
    """What minutes, resolutions, staff reports and addenda tell: the firm, the sum, the day of opening, the day as moved."""
    end = min(len(content), 60_000)

    def hold(field: str, weight: float, fact: Fact[Any]) -> None:
        held.setdefault(field, []).append(Candidate(weight, fact))

    changes = []
    if kind is not None and kind.value in ("award", "amendment", "candidate", "contract"):
        if (cut := addressed(text.content, min(len(text.content), OPENING))) is not None:
            hold("supplier", 2.4, fact_of(text, *cut, "supplier.addressed"))
        first = True
        for cut, sure in given(content[:OPENING].replace("\n", " "), min(end, OPENING)):
            hold("supplier", 2.0 if sure else 1.8 if first else 1.2, fact_of(text, *cut, "supplier.given"))
            first = first and sure
        for amount in spent(content, min(end, OPENING), dollars):
            hold("award_total", 2.2, money_of(text, amount, "award_total.spent"))
    for day, start, last in opened(content, end, day_first=day_first):
        hold("deadline", 1.4, fact_of(text, start, last, "deadline.opened", day))
    for before, after in moved(content, min(end, OPENING), day_first=day_first):
        now = fact_of(text, after[1], after[2], "deadline.moved", after[0])
        hold("deadline", 3.2, now)
        if before is not None:
            changes.append(Change(fact_of(text, before[1], before[2], "change", before[0]), now))
    return tuple(changes)
