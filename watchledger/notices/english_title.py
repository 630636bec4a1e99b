"""What is being bought, freed of what English papers wrap around it: "Rejection of all bids, RFB 1123-22 Exterior cameras" is of
exterior cameras; and titles that stand only in a sentence: "RESOLUTION AWARDING BID FOR towing TO …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchledger.lang.gated import Gated

_NUMBER = r"[A-Z]{0,8}[-/ ]?(?=[\w./-]*\d)[A-Z0-9]+(?:[-/.][A-Z0-9]+)*"
_PAPER = r"(?:RFP|RFQ|RFB|RFT|RFI|ITB|IFB|ITT|ITQ|EOI|NIT|bid|tender|contract|solicitation|requisition|proposal)"
_BEFORE = re.compile(
    r"(?:consider(?:ation of)?(?:\s*[/&]\s*|,? and |,? to )?(?:approv(?:e|al of)|award(?: of)?|adopt(?:ion of)?)?"
    r"|(?:discuss|discussion)(?: and)? (?:possible|consider\w*) (?:action|approval) (?:on|of|regarding|to)"
    r"|awarded contract(?=:)|(?:approval|acceptance) of (?:the )?(?:lowest|low|best)(?: responsible"
    r"| responsive)* (?:bidder|bid|quote)s? for"
    r"|(?:notice of )?(?:intent to (?:award|make|issue) )?(?:an? )?(?:sole|single)[- ]source(?:[- ](?:purchase"
    r"|procurement|notice|"
    r"justification|request|award|acquisition|contract|memorandum|determination))?(?: of| for)?"
    r"|(?:notice of )?(?:rejection of|reject(?:ing)?|to reject) all (?:bids|proposals|offers|quotes)(?: received)?(?: for| on)?"
    r"|(?:notice of )?cancell?ation(?: of)?(?: the)?"
    rf"|(?:recommendation (?:for|of|to) )?award(?:ing)?(?: of)?(?: an?| the)? {_PAPER}s?(?: (?:(?:no|number)\b\.? ?"
    rf"|#)?(?-i:(?=\S*\d){_NUMBER}),?)?(?: (?:for|on))?"
    r"|(?:(?:first|second|third|fourth|fifth|sixth) )?amendment(?: (?:no\.?|number|#)? ?\w+)? to (?:the )?(?:agreement|contract)"
    r"(?: (?:no\.?|#)? ?[\w-]*\d[\w-]*)? with [^;]{3,90}? for(?: the)?"
    rf"|addend(?:um|a) (?:no\.?|number|#)? ?\d{{1,2}}(?: (?:to|for|pertaining to)(?: the)?)?"
    rf"|{_PAPER}(?: (?:no|number|reference|ref|id)\b\.?| ?#)?:? ?(?-i:{_NUMBER})(?: (?:for|re))?"
    r"|extension of (?:the )?(?:date|time|last date|deadline)(?: for (?:the )?(?:submission|receipt) of (?:bids"
    r"|tenders|offers|proposals))?(?: for| of)?"
    r"|(?:[A-Z]-{1,2})?(?:sources sought(?: notice)?|presolicitation(?: notice)?|combined synopsis/solicitation)(?: for)?"
    r"|(?:notice of )?intent to (?:sole|single)[- ]source|[A-Z](?=--[A-Z])"
    r"|(?:legal notice|advertisement|notice to (?:bidders|contractors|proposers))(?: (?:for|of|to) (?:bids|proposals"
    r"|tenders|quotes))?(?=\s*[-–—:])"
    r"|\d[\d-]{4,}(?= [-–—] )|\d{1,2}[.)](?=\s)"
    r"|for(?: the)?(?= (?-i:[A-Z]{4})))(?:\s*(?:--|[-–—:,;|.])+\s*|\s+)(?=[\w\"“(])",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"\s*(?:\((?:req|requisition|{_PAPER}|ref|reference|project|file|agreement)\b[^()]{{0,40}}\d[^()]{{0,20}}\)"
    r"|\.?\s*\((?:requires|roll call|\d/\d(?:ths)? vote)[^()]*\)"
    rf"|[-–—,:|]?\s+(?-i:RFP|RFQ|RFB|ITB|IFB|ITT)(?:[-#: ]| ?(?:no|number)\b\.?)*\s*(?=\S*\d)[\w./-]+"
    r"|,?\s+in (?:the|an) (?:total )?amount\b.{0,160}|,?\s+as follows\b.*"
    rf"|\s+{_PAPER} dated\b.*"
    r"|\s+\((?:one|two)[- ]envelope[^()]*\)|[\s.,;:–—-]+)$",
    re.IGNORECASE | re.DOTALL,
)
_ENDED = (
    r"(?=\s*(?:[.;\n]|$|,? (?i:for use (?:by|in)|in (?:the|an?) (?:\w+ ){0,3}(?:amount|sum)|at an? (?:\w+ ){0,2}(?:cost"
    r"|price)|as an? |per |under"
    r" |pursuant|through |from (?=[A-Z])|with (?=[A-Z])|to (?=(?:the )?[A-Z])|for an? (?:\w+ ){0,3}(?:amount|cost|price"
    r"|total|sum|term|period)"
    r"|until |for the (?:\w+ )?(?:years?|periods?|terms?|sum|amount)|(?:is|are|was|were|be|has been|shall|will|must) |by (?=\d)"
    r"|authorizing|and authoriz\w+|and directing|effective |between |not to exceed|totaling|WHEREAS|valued at|, ?[$£€]|[$£€])))"
)
_DEED = (
    r"(?i:provision|furnishing|supply|purchase|procurement|acquisition|installation|lease|implementation|maintenance|delivery"
    r"|replacement|renewal|rental|construction|design|hiring)"
)
_OBJECTS = (
    re.compile(
        r"\b(?i:intends?|proposes|wishes|plans|requests?|requesting|approval|authorization"
        r"|permission) (?i:to) (?:(?i:sole|single)[- ](?i:source) )?"
        r"(?i:purchase|procure|acquire|buy|lease|license) (?i:an? |the )?(?P<what>[^\n.;]{6,170}?)" + _ENDED
    ),
    re.compile(
        r"(?i:to award|awarding|award of|award)(?i: the| an?)? (?:(?i:contract|bid|proposal"
        r"|purchase order)s? (?i:for) (?:the )?)?"
        r"(?P<what>(?!(?i:contract|bid|proposal|rfp|rfq|itb)\b)[\w“\"][^\n.;]{6,170}?)(?= (?i:to) (?:the )?[A-Z])"
    ),
    re.compile(
        r"\b(?i:purchase)(?: (?i:from|under|through) (?:the )?[A-Z][^\n;]{3,140}?)? (?i:of) (?:(?i:one|two|three|four"
        r"|five|six|\w+) \(\d+\) )?"
        r"(?P<what>(?!(?i:goods|the|said)\b)[^\n.;]{6,170}?)" + _ENDED
    ),
    re.compile(
        rf"\b(?i:for|of|to approve|approve|authorize|approving|authorizing)(?i: the| an?)? {_DEED}(?:,? (?:and "
        rf"|& )?{_DEED}){{0,3}} (?i:of) (?:the )?"
        r"(?P<what>[^\n.;]{6,170}?)" + _ENDED
    ),
    re.compile(
        r"\b(?i:agreement|contract|order|amendment|lease|schedule)s?(?: (?i:no\.?|#) ?\S+)?(?: (?i:to|of|for"
        r"|under) [^\n.;]{3,60}?)? (?i:with) "
        r"[A-Z][^\n;]{3,90}? (?i:for) (?:the |an? )?(?P<what>(?!(?i:term|period|amount|total|sum"
        r"|up to)\b)[A-Za-z][^\n.;]{6,170}?)" + _ENDED
    ),
)
"""What is bought, in the sentences of resolutions and agendas; the surest kinds first."""
_ACTION = re.compile(
    r"(?:an? |the )?(?:resolution|ordinance|motion|authority|approv|authoriz|recommend|request|consider|adopt|ratif"
    r"|accept|purchase\b|amendment)\w*",
    re.IGNORECASE,
)
_COUNCIL = re.compile(
    r"\b(?:resolution|ordinance|agenda|whereas|council communication|file (?:no|#)|motion|staff report"
    r"|recommended action|roll call)\b",
    re.IGNORECASE,
)


def decided(content: str, start: int, end: int) -> tuple[int, int] | None:
    """What a resolution or an agenda's entry in content[start:end] says is bought, whoever buys it from whom."""
    for pattern in _OBJECTS:
        match = pattern.search(content, start, end)
        if match is not None and _names(content, *match.span("what")):
            return match.span("what")
    return None


_ASKED = Gated(
    r"\b(?:receiv\w*|accept\w*|invit\w+|request\w*|seek\w*|solicit\w*|call(?:s|ing)? for)\b[^.\n]{0,70}?\b(?:bids?"
    r"|proposals|tenders"
    r"|quotations?|quotes|offers|responses|submissions|expressions of interest)(?: from [^.\n]{3,110}?)?,? (?:for|to)"
    r" (?:the (?:following |undermentioned )?|an? |various |provide |supply )?(?P<what>(?!(?:following|below"
    r"|works?)\b)[\w“\"][^\n.;:]{8,200}?)" + _ENDED,
    "receiv", "accept", "invit", "request", "seek", "solicit", "call",
)  # fmt: skip
_PROJECT = Gated(
    r"\b(?:project|contract|tender|works?|procurement) (?:entitled|titled|called|known as|for the"
    r"|for)?[ :]*[\"“](?P<what>[^\"”\n]{8,200}?)[.,]?[\"”]",
    "project", "contract", "tender", "work", "procurement",
)  # fmt: skip
_HEADED = re.compile(
    r"(?m)^(?:(?:agenda )?item |no\. )?(?:[A-Z]{1,2}\d{1,2}[A-Z]?|\d{1,2}[A-Z]"
    r"|[A-Z][-.]\d{1,2})\s*[-–—:.]\s+(?P<what>[A-Z][^\n:]{8,140}?)[ \t]*$",
)


def headed(content: str) -> tuple[int, int] | None:
    """The heading of an agenda's entry behind its number: "C4A - Pump station improvements"."""
    match = _HEADED.search(content, 0, 4000)
    return match.span("what") if match is not None else None


def asked(content: str, end: int) -> tuple[int, int] | None:
    """What a sentence asks offers for."""
    match = _ASKED.search(content, 0, end)
    return match.span("what") if match is not None and _names(content, *match.span("what")) else None


def is_council_paper(content: str) -> bool:
    """Whether the head speaks of resolutions, agendas or motions."""
    return _COUNCIL.search(content, 0, 1500) is not None


_FOLLOWS = re.compile(r"[\w\"“(‘']")
_LETTERS = 6


def core(content: str, start: int, end: int) -> tuple[int, int]:
    """The part of a title that names what is bought; the whole where nothing would be left."""
    if end - start > 60 and _ACTION.match(content, start, end) and (what := decided(content, start, end)) is not None:
        start, end = what
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


_QUOTED = Gated(
    r"\b(?:requests? (?:for|of) (?:proposals?|quotations?|bids?|tenders?)|tenders?"
    r"|bids) for\s?(?:the )?[\"“](?P<what>[^\"”]{10,260}?)\s*[\"”]",
    "request", "tender", "bids",
)  # fmt: skip
_WITH = Gated(
    r"(?i:\b(?:agreement|contract)s? +with) +[A-Z][^;]{3,90}? (?i:for) (?:(?i:a|an) [^;.]{3,50}? (?i:term"
    r"|period)(?: (?i:expiring|ending) [^;.]{4,20}?\d{4})? (?i:for) )?(?i:the )?"
    r"(?P<what>(?!(?i:an?|the|its?|said|such|up|two|three|one|five|term|period|additional)\b|\d)[A-Z][^.;]{8,140}?)"
    r"(?=\.|;|,? (?:WHEREAS|NOW,|BE IT|in (?:the|an) amount|IN (?:THE|AN) AMOUNT|at a|AND AUTHORIZ|PROVIDING|IN A FORM)|$)",
    "agreement with", "contract with", flags=0,
)  # fmt: skip
_NUMBERED = Gated(
    rf"(?m)^\W*(?:{_PAPER}|project)(?: (?:no|number|reference|ref|id)\b\.?"
    rf"| ?#)?[ \t]*[:#]?[ \t]*(?-i:{_NUMBER})[ \t:–—-]+(?-i:(?P<what>[A-Z][a-zA-Z][^\n:;]{{6,120}}?))\s*$",
    "bid", "tender", "rfp", "rfq", "rfb", "ifb", "itb", "itt", "solicitation", "contract", "project", "requisition", "proposal",
    flags=re.IGNORECASE | re.MULTILINE,
)  # fmt: skip
_NAMED = Gated(
    rf"\b(?:{_PAPER}|request for (?:tenders?|proposals?|quotations?|bids?))(?: (?:no|number)\b\.?"
    rf"| ?#)? (?-i:(?:[A-Z]{{2,5}} )?{_NUMBER}),"
    r" (?-i:(?P<what>[A-Z][\w-]+ [^.\n;,]{6,100}?))(?=[.,;])",
    "bid", "tender", "rfp", "rfq", "rfb", "ifb", "itb", "itt", "solicitation", "contract", "requisition", "proposal", "quotation",
)  # fmt: skip
_RESOLVED = Gated(
    r"(?m)^\W*\d{1,3}(?:[./]\d{1,3})?\.?\s+(?P<what>[A-Z][^\n.]{5,90})\.\s[^\n]{0,400}?\b(?:RESOLVED|resolved|AGREED"
    r"|agreed|moved|MOVED)"
    r"(?: unanimously)? (?:to|that) (?:award|accept|approve|purchase|appoint)",
    "resolved", "agreed", "moved", flags=0,
)  # fmt: skip
_SAID = (
    Gated(
        rf"(?m)^\W*(?:\d{{1,2}}[.)]\s+)?(?:consider(?:ation of)? )?award(?:ing)? of (?:the )?{_PAPER}s?(?: (?:no\.?|number|#))? ?"
        rf"(?-i:{_NUMBER})?\s*[,:–—-]*\s+(?:for (?:the )?)?(?P<what>[^\n.]{{6,160}}?)(?=\.\s|\.?$| to [A-Z])",
        "award",
        flags=re.IGNORECASE | re.MULTILINE,
    ),
    Gated(
        r"(?i:awarding|accepting|award) (?i:the |a )?(?i:bid|contract|proposal|quote)s? (?i:for"
        r"|on) (?i:the )?(?P<what>[^\n.;]{6,160}?)(?: (?i:to) (?=[A-Z])| (?=BE IT|WHEREAS|NOW,))",
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


_LINE = 0
"""Of _SAID, the kind that begins a line."""


def said(content: str, flat: str, sure: float) -> Iterator[tuple[int, int]]:
    """Titles that sentences give, the surer kinds first. `flat` is the beginning of `content` without line
    breaks; `sure` the weight of the title that a label gives, over which only the surer kinds stand."""
    for pattern in (*_SAID, *((_PROJECT, _RESOLVED, _QUOTED, _WITH, _NUMBERED, _NAMED) if sure < 1.5 else ())):
        text = content if pattern in (_SAID[_LINE], _RESOLVED, _NUMBERED) else flat
        match = pattern.search(text, 0, min(len(text), len(flat)))
        if match is not None:
            yield match.span("what")
