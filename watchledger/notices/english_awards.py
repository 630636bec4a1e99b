"""To whom a council's minutes, resolutions and staff reports give a purchase, when it was opened, and by when a day was moved."""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchledger.lang.gated import Gated
from watchledger.notices import english_values as values

_NAME = r"(?P<name>[A-Z][^\n;()]{1,120})"
_GIVEN = (
    Gated(
        r"(?i:\b(?:award(?:ing|ed)?|accept(?:ing|ed)?|moved? to award))(?: [\w#./()&-]+){0,14}? (?i:bid|contract"
        r"|quote|proposal|agreement|purchase)s?"
        rf"(?:,? [\w#./()&,-]+){{0,16}}? +(?:to|TO) +(?:the |THE )?{_NAME}",
        "award", "accept", flags=0,
    ),
    Gated(
        r"(?i:\b(?:agreement|contract|amendment|purchase order|mou|psa|quote"
        r"|memorandum of understanding)s?)(?: (?i:no\.?|number|#)? ?[\w.-]*\d[\w.-]*)?"
        rf"(?: (?:and|AND) ?/? ?(?:or|OR) [\w ]{{3,30}})?(?:, [^,\n.]{{3,60}},)? +(?:with|WITH) +(?:the |THE )?{_NAME}",
        "agreement", "contract", "amendment", "order", "mou", "psa", "quote", "memorandum", flags=0,
    ),
    Gated(
        rf"(?i:\b(?:accepting|accept|approve|approving|that) the (?:bid|quote|quotation|tender|proposal)) +(?:of|OF"
        rf"|from|FROM) +(?:the )?{_NAME}",
        "bid", "quot", "tender", "proposal", flags=0,
    ),
    Gated(rf"(?i:\bthe (?:bid|proposal|quote|tender) of) (?:the )?{_NAME}", "bid of", "proposal of", "quote of", "tender of",
    flags=0),
    Gated(rf"(?i:\b(?:direct contract award|direct award))(?: [\w]+){{0,4}}? with {_NAME}", "direct", flags=0),
    Gated(rf"(?i:\b(?:purchase|procure|acquire|buy))(?: [\w#()&,/-]+){{1,34}}? +(?:from|FROM) +(?:the )?{_NAME}", "purchase",
    "procure", "acquire", "buy", flags=0),
)  # fmt: skip
_ENDS = re.compile(
    r"\s+(?i:for|in (?:the|an) (?:total )?amount|in respect|in the sum|at a|on|to|under|pursuant|as|with|who|which|following"
    r"|through|valued|worth|not to exceed|"
    r"dated|effective|and (?:will|is|was|the|authoriz\w+|approv\w+)|is|was|increasing|doing business|be|utilizing"
    r"|expiring|seconded|approved|WHEREAS|NOW|HEREBY)\b"
    r"|\s*\(|\.\s|\.$|,\s+(?!(?:Inc|INC|LLC|Ltd|LTD|LLP|L\.?P|Co|Corp|PLC|Incorporated|INCORPORATED)\b)|\s*[$£€]|\s[–—-]\s"
)
_FIRM = re.compile(
    r"\b(?:inc|incorporated|llc|l\.l\.c|ltd|limited|llp|lp|plc|corp|corporation|company|co|gmbh|pty|group"
    r"|technologies|systems|solutions|"
    r"holdings|services|software|electric|electronics|communications|security|construction|contracting|industries"
    r"|automotive|enterprises?|mobility)\b\.?",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\b(?:Inc|Co|Corp|Ltd|L\.P|INC|CO|CORP|LTD)$")
_ACRONYM = re.compile(r"[A-Z][A-Z&]{2,9}$")


def given_to(text: str, end: int) -> Iterator[tuple[int, int]]:
    """Names of firms with whom a contract is approved or to whom it is awarded, cut where the sentence goes on."""
    for pattern in _GIVEN:
        for match in pattern.finditer(text, 0, end):
            start, last = match.span("name")
            if stop := _ENDS.search(text, start, last):
                last = stop.start()
                last += text.startswith(".", last) and _DOTTED.search(text, start, last) is not None
            cut = values.name(text, start, last)
            if cut is None:
                continue
            words = text[cut[0] : cut[1]]
            if (
                (_FIRM.search(words) or _ACRONYM.match(words))
                and len(words.split()) <= 9
                and (_LEGAL.search(words) or not _PUBLIC.search(words))
            ):
                yield cut


_LEGAL = re.compile(r"\b(?:inc|incorporated|llc|ltd|limited|llp|plc|corp)\b\.?$", re.IGNORECASE)
_PUBLIC = re.compile(
    r"\b(?:city|county|town|village|state|department|council|university|school|police|sheriff|FBI|GSA)\b", re.IGNORECASE
)
_SPENT = Gated(
    r"\b(?:(?:authoriz\w+ the )?expenditure of|(?:purchase|spend) (?:up )?to|approving \w+ in the amount of)\b", "expenditure",
    "spend",
)  # fmt: skip


def spent(text: str, end: int, dollars: str) -> Iterator[values.Amount]:
    """Amounts whose expenditure is authorized."""
    for match in _SPENT.finditer(text, 0, end):
        found = next(values.amounts(text, match.end(), min(match.end() + 40, end), dollars=dollars), None)
        if found is not None and not found.rate and found.value >= 100:
            yield found


_OPENED = Gated(
    r"\b(?:bids|proposals|tenders|quotes|quotations|offers)\b[^.;\n]{0,60}? were (?:publicly |duly )?(?:opened"
    r"|received|due)(?: and opened)?(?: on| by)?\b",
    "opened", "received", "were due",
)  # fmt: skip
_MOVED = Gated(
    r"\b(?:moved|changed|extended|postponed|revised|rescheduled|deferred|delayed"
    r"|pushed back)\b(?P<from>\s+from\b)?(?:\s+(?:to|until|till|through))?\b",
    "moved", "changed", "extended", "postponed", "revised", "rescheduled", "deferred", "delayed", "pushed",
)  # fmt: skip
_OF_OFFERS = re.compile(
    r"\b(?:bids?|tenders?|proposals?|offers?|quotes?|quotations?|submissions?|responses?|closing|due|deadline|opening"
    r"|statements?)\b",
    re.IGNORECASE,
)
_TO = re.compile(r"\b(?:to|until|till)\b", re.IGNORECASE)


def opened(text: str, end: int, *, day_first: bool) -> Iterator[tuple[str, int, int]]:
    """Days on which offers were opened or received, told after the fact."""
    for match in _OPENED.finditer(text, 0, end):
        if found := next(values.days(text, match.end(), min(match.end() + 50, end), day_first=day_first), None):
            yield found


def moved(text: str, end: int, *, day_first: bool) -> Iterator[tuple[tuple[str, int, int] | None, tuple[str, int, int]]]:
    """(day before or None, day now) where the day for offers is moved "from A to B" or "extended to B"."""
    for match in _MOVED.finditer(text, 0, end):
        if not _OF_OFFERS.search(text, max(0, match.start() - 90), match.start()):
            continue
        days = list(values.days(text, match.end(), min(match.end() + 110, end), day_first=day_first))[:2]
        if match["from"] and len(days) == 2 and _TO.search(text, days[0][2], days[1][1]):
            yield days[0], days[1]
        elif days and not match["from"] and days[0][1] - match.end() <= 40:
            yield None, days[0]
