"""To whom a council's minutes, resolutions and staff reports give a purchase, when it was opened, and by when a day was moved."""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchledger.lang.gated import Gated
from watchledger.notices import english_values as values
from watchledger.notices.english_names import COMPANY, LEGAL, PUBLIC, TRADE, is_name

_NAME = r"(?P<name>[A-Z][^\n;()]{1,120})"
_PAPERS = r"(?:bid|contract|quote|quotation|proposal|tender|agreement|purchase order|purchase)"
_SURE = (
    Gated(
        r"(?i:\b(?:was|were|has been|have been|be|is|are|hereby|been) awarded) (?:to|TO) (?:the "
        r"|THE )?" + _NAME, "awarded", flags=0
    ),
    Gated(
        r"(?i:\b(?:successful|winning|selected|recommended|lowest|low|preferred|best|highest)"
        r"(?: responsive| responsible| and| compliant| evaluated| ranked| rated| scoring| qualified){0,4}"
        r" (?:bidder|tenderer|supplier|vendor|proposer|offeror|firm|contractor|bid|tender|quote|proposal)"
        r"(?: (?:was|is)(?: submitted by| received from| from)?| (?:submitted by|received from|from|of)|[:,])) (?:the "
        r"|THE )?" + _NAME,
        "bidder", "best", "tenderer", "supplier", "vendor", "proposer", "offeror", "firm", "contractor", "low", "winning", flags=0,
    ),
)  # fmt: skip
"""What stands behind these words is who was chosen, whatever the form of the name."""
_GIVEN = (
    Gated(
        r"(?i:\b(?:award(?:ing|ed)?|accept(?:ing|ed)?|moved? to award))(?: [\w#./()&,'’-]+){0,24}? +(?:to|TO) +(?:the |THE )?"
        + _NAME,
        "award", "accept", flags=0,
    ),
    Gated(
        r"(?i:\b(?:agreement|contract|amendment|purchase order|mou|psa|quote|lease|subscription|license|licence|renewal|schedule"
        r"|memorandum of understanding)s?)(?: (?i:no\.?|number|#)? ?[\w.-]*\d[\w.-]*)?"
        r"(?: (?:and|AND) ?/? ?(?:or|OR) [\w ]{3,30})?(?:, [^,\n.]{3,60},)?(?: (?i:for|of) [\w'’&/ -]{3,70}?)?"
        rf" +(?:with|WITH) +(?:the |THE )?{_NAME}",
        "agreement", "contract", "amendment", "order", "mou", "psa", "quote", "memorandum", "lease", "subscription", "licen",
        "renewal", "schedule", flags=0,
    ),
    Gated(
        rf"(?i:\b(?:accept(?:ing|s)?|approve|approving|that) the {_PAPERS}) +(?:of|OF|from|FROM|submitted by) +(?:the )?{_NAME}",
        "bid", "quot", "tender", "proposal", flags=0,
    ),
    Gated(
        rf"(?i:\bthe {_PAPERS} (?:of|submitted by|received from)) (?:the )?{_NAME}",
        "bid ", "proposal ", "quote ", "quotation ", "tender ", flags=0,
    ),
    Gated(rf"(?i:\b(?:direct contract award|direct award))(?: [\w]+){{0,4}}? with {_NAME}", "direct", flags=0),
    Gated(
        rf"(?i:\b(?:purchase|procure|acquire|buy|lease|rent|purchased|procured|acquired|expenditure"
        rf"|spend))(?: [\w#()&,/'’.:$-]+){{0,34}}?"
        rf" +(?:from|FROM|through|THROUGH) +(?:the )?{_NAME}",
        "purchase", "procure", "acquire", "buy", "lease", "rent", "expenditure", "spend", flags=0,
    ),
    Gated(
        rf"(?i:\b(?:hire|retain|engage|appoint|select|hiring|retaining|engaging|appointing|selecting|payment to|payable to"
        rf"|provided by|furnished by|supplied by|services of)) (?:the )?{_NAME}",
        "hir", "retain", "engag", "appoint", "select", "payment to", "payable to", "ed by", "services of", flags=0,
    ),
    Gated(
        r"(?:^|(?<=[.:;\n] )|(?<=\n))(?:The )?(?P<name>[A-Z][\w&.,'’-]*(?: [A-Z&(][\w&.,'’()-]*){0,7})"
        r" (?:was|were|is|has been)(?: the| selected as the)? (?:selected|awarded|appointed|chosen"
        r"|low(?:est)?(?: responsive| responsible| and|,){0,4} bidder|successful bidder)",
        "selected", "awarded", "appointed", "chosen", "bidder", flags=0,
    ),
)  # fmt: skip
"""What stands behind these words is whom a contract is with, if it has the form of a firm's name."""
_ENDS = re.compile(
    r"\s+(?i:for|in (?:the|an) (?:\w+ ){0,2}(?:amount|sum)|in respect|in the sum|at an?|at the|on|to|under|pursuant|as"
    r"|with|who|which"
    r"|following|through|valued|worth|not to exceed|per|using|via|over|from|totall?ing|until|upon|relating|regarding"
    r"|dated|effective|and (?:will|is|was|the|authoriz\w+|approv\w+|direct\w*|to)|is|was|are|were|has|have|shall|will|increasing"
    r"|doing business|be|utilizing|expiring|seconded|approved|located|WHEREAS|NOW|HEREBY)\b"
    r"|\s+of (?=[A-Z][a-z]+(?: [A-Z][a-z]+)?, [A-Z][A-Za-z])"
    r"|\s*\(|\.\s|\.$|,\s+(?!(?:Inc|INC|LLC|L\.L\.C|Ltd|LTD|LLP|L\.?P|Co|Corp|PLC|Limited|LIMITED|Incorporated|INCORPORATED)\b)"
    r"|\s*[$£€]|\s[–—-]\s"
)
_DOTTED = re.compile(r"\b(?:Inc|Co|Corp|Ltd|L\.P|INC|CO|CORP|LTD)$")
_ACRONYM = re.compile(r"[A-Z][A-Z&]{2,9}$")


def given(text: str, end: int) -> Iterator[tuple[tuple[int, int], bool]]:
    """(span, sure) of the names to whom a contract is given or with whom it is approved, cut where the sentence goes on; sure where
    the words before say that it is the one chosen."""
    for number, pattern in enumerate((*_SURE, *_GIVEN)):
        for match in pattern.finditer(text, 0, end):
            cut = _firm_of(text, *match.span("name"), sure=number < len(_SURE))
            if cut is not None:
                yield cut, number < len(_SURE)


def _firm_of(text: str, start: int, last: int, *, sure: bool) -> tuple[int, int] | None:
    """The firm's name at the beginning of a stretch; None where a public body, or no name of a firm, stands there."""
    if stop := _ENDS.search(text, start, last):
        last = stop.start()
        last += text.startswith(".", last) and _DOTTED.search(text, start, last) is not None
    cut = values.name(text, start, last)
    if cut is None:
        return None
    words = text[cut[0] : cut[1]]
    firm = COMPANY.search(words) or TRADE.search(words) or _ACRONYM.match(words) or sure
    public = PUBLIC.search(words) and not LEGAL.search(words)
    return cut if firm and not public and len(words.split()) <= 10 and is_name(words) else None


_TO_YOU = Gated(
    r"\b(?:awarded to you(?:r)?|(?:your|you) (?:bid|tender|offer|quotation|proposal|firm"
    r"|company)\b[^.]{0,220}\b(?:accepted|awarded|selected|successful))\b",
    "awarded to you", "your ",
)  # fmt: skip
_GREETING = re.compile(r"(?m)^[ \t]*(?:Dear\b|(?:Sir|Madam|Gentlemen)\b|Attn|Attention|Subject|SUBJECT|RE:|Re:)")


def addressed(text: str, end: int) -> tuple[int, int] | None:
    """The firm that a letter of award is addressed to: the first line of its address, above the greeting."""
    if _TO_YOU.search(text, 0, end) is None or (greeting := _GREETING.search(text, 0, min(end, 3000))) is None:
        return None
    for block in reversed(list(re.finditer(r"[^\n]+(?:\n[^\n]+)*", text[: greeting.start()]))):
        first = block.group().split("\n")[0].strip()
        at = block.start() + block.group().index(first) if first else block.start()
        if first and not any(map(str.isdigit, first)) and is_name(first) and (cut := values.name(text, at, at + len(first))):
            return cut
    return None


_SPENT = Gated(
    r"\b(?:(?:authoriz\w+ the )?(?<!total )expenditure of|(?:purchase|spend) (?:up )?to"
    r"|approving \w+ in the amount of)\b", "expenditure",
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
    r"\b(?:moved|changed|extend(?:ed|ing)?|postponed|revised|rescheduled|deferred|delayed"
    r"|pushed back)\b(?P<from>\s+from\b)?(?:\s+(?:to|until|till|through))?\b",
    "moved", "changed", "extend", "postponed", "revised", "rescheduled", "deferred", "delayed", "pushed",
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
