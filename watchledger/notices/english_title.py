"""What is being bought, freed of what English papers wrap around it: "Rejection of all bids, RFB 1123-22 Exterior cameras" is of
exterior cameras; and titles that stand only in a sentence: "RESOLUTION AWARDING BID FOR towing TO …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchledger.lang.gated import Gated

_NUMBER = r"[A-Z]{0,8}[-/ ]?(?=[\w./-]*\d)[A-Z0-9]+(?:[-/.][A-Z0-9]+)*"
_PAPER = r"(?:RFP|RFQ|RFB|RFT|RFI|ITB|IFB|ITT|ITQ|EOI|NIT|bid|tender|contract|solicitation|requisition|proposal)"
_BEFORE = re.compile(
    r"(?:(?:notice of )?(?:intent to (?:award|make|issue) )?(?:an? )?(?:sole|single)[- ]source(?:[- ](?:purchase"
    r"|procurement|notice|"
    r"justification|request|award|acquisition|contract|memorandum|determination))?(?: of| for)?"
    r"|(?:notice of )?(?:rejection of|reject(?:ing)?|to reject) all (?:bids|proposals|offers|quotes)(?: received)?(?: for| on)?"
    r"|(?:notice of )?cancell?ation(?: of)?(?: the)?"
    rf"|(?:recommendation (?:for|of|to) )?award(?:ing)?(?: of)?(?: an?| the)? {_PAPER}s?(?: (?:for|on))?"
    rf"|addend(?:um|a) (?:no\.?|number|#)? ?\d{{1,2}}(?: (?:to|for|pertaining to)(?: the)?)?"
    rf"|{_PAPER}(?: (?:no|number|reference|ref|id)\b\.?| ?#)?:? ?(?-i:{_NUMBER})(?: (?:for|re))?"
    r"|extension of (?:the )?(?:date|time|last date|deadline)(?: for (?:the )?(?:submission|receipt) of (?:bids"
    r"|tenders|offers|proposals))?(?: for| of)?"
    r"|for(?: the)?(?= (?-i:[A-Z]{4})))(?:\s*(?:--|[-–—:,;|.])+\s*|\s+)(?=[\w\"“(])",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"\s*(?:\((?:req|requisition|{_PAPER}|ref|reference|project|file|agreement)\b[^()]{{0,40}}\d[^()]{{0,20}}\)"
    r"|\.?\s*\((?:requires|roll call|\d/\d(?:ths)? vote)[^()]*\)"
    rf"|[-–—,:|]?\s+(?-i:RFP|RFQ|RFB|ITB|IFB|ITT)(?:[-#: ]| ?(?:no|number)\b\.?)*\s*(?=\S*\d)[\w./-]+"
    r"|,?\s+in (?:the|an) (?:total )?amount\b.*"
    rf"|\s+{_PAPER} dated\b.*"
    r"|\s+\((?:one|two)[- ]envelope[^()]*\)|[\s.,;:–—-]+)$",
    re.IGNORECASE | re.DOTALL,
)
_FOLLOWS = re.compile(r"[\w\"“(‘']")
_LETTERS = 6


def core(content: str, start: int, end: int) -> tuple[int, int]:
    """The part of a title that names what is bought; the whole where nothing would be left."""
    for _ in range(4):
        before = _BEFORE.match(content, start, end)
        if before is None or not _names(content, before.end(), end):
            break
        start = before.end()
    for _ in range(3):
        after = _AFTER.search(content, max(start, end - 400), end)
        if after is None or not _names(content, start, after.start()):
            break
        end = after.start()
    if content[start:end].count('"') == 1 and content[start] == '"':
        start += 1
    return start, end


def _names(content: str, start: int, end: int) -> bool:
    """Whether what is left can be a title by itself: letters enough, and it does not go on in the middle of a sentence."""
    words = content[start:end]
    return (
        sum(map(str.isalpha, words)) >= _LETTERS
        and _FOLLOWS.match(words) is not None
        and not re.match(r"(?:with|to|between|by|and|of|is|was|are|will|shall)\b", words)
    )


_SAID = (
    Gated(
        rf"(?m)^\W*(?:\d{{1,2}}[.)]\s+)?(?:consider(?:ation of)? )?award(?:ing)? of (?:the )?{_PAPER}s?(?: (?:no\.?|number|#))? ?"
        rf"(?-i:{_NUMBER})?\s*[,:–—-]*\s+(?:for (?:the )?)?(?P<what>[^\n.]{{6,160}}?)(?=\.\s|\.?$| to [A-Z])",
        "award",
        flags=re.IGNORECASE | re.MULTILINE,
    ),
    Gated(
        r"(?i:awarding|accepting|award) (?i:the |a )?(?i:bid|contract|proposal|quote)s? (?i:for"
        r"|on) (?i:the )?(?P<what>[^\n.;]{6,160}?) (?i:to) (?=[A-Z])",
        "award",
        "accepting",
        flags=0,
    ),
    Gated(
        rf"[\"“](?:{_PAPER})(?: (?:no|number)\b\.?"
        rf"| ?#)?:? ?(?-i:[A-Z]{{1,5}} )?(?-i:{_NUMBER})[\s:–—-]+(?P<what>[^\"”\n]{{8,200}}?)\s*[\"”]",
        '"', "“",
        flags=re.IGNORECASE,
    ),
    Gated(
        r"\b(?:requesting|seeking|for) (?:approval|authorization|permission|authority) (?:to"
        r"|of)[^.\n]{0,120}?(?:sole[- ]source|purchase|procure)"
        r" (?:the )?(?P<what>purchase of [^.\n]{8,160}?)(?=\.|$)",
        "approval", "authorization", "permission", "authority",
        flags=re.IGNORECASE | re.MULTILINE,
    ),
)  # fmt: skip


def said(content: str, end: int) -> Iterator[tuple[int, int]]:
    """Titles that sentences give, the surer kinds first."""
    for pattern in _SAID:
        for match in pattern.finditer(content, 0, end):
            yield match.span("what")
            break
