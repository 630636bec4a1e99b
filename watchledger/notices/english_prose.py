"""Who buys, who sells and for how much in English sentences: the parties of an agreement, who invites tenders, to whom it was
awarded. A defined term ("Customer", "the Contractor") says the role; without one the form of the name does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from watchledger.lang.gated import Gated
from watchledger.notices import english_values as values
from watchledger.notices.english_names import COMPANY, LEGAL, PUBLIC, is_name
from watchledger.notices.tree import table

_BETWEEN = re.compile(r"\b(?:by and between|between|by and among|entered into by|made by)\s+(?:the\s+)?(?=[A-Z])")
_AND = re.compile(r",?\s+(?:and|&)\s+(?:[Tt]he\s+)?(?=[A-Z])")
_TERM = re.compile(
    r"(?:\((?:[^()\"“”]{0,60})|\bherein\w* (?:referred to|called"
    r"|known)(?: as)?[,:]?\s*(?:the )?)[\"“”](?:the\s+)?([A-Za-z][A-Za-z /-]{1,40}?)[,.]?[\"“”]",
    re.IGNORECASE,
)
_WINDOW = 900
"""Characters after "between" in which both parties stand, with their addresses and defined terms."""
_MOST = 30
"""Occurrences of "between" that are looked at, and of "and" in each: the parties stand at the beginning."""
_STOP = re.compile(
    r",?\s+an?\s+(?=(?-i:[a-z]{4}))|,?\s+(?:an?|the)\s+(?:[A-Z]?[a-z-]+\s+){0,4}(?:corporation|company|municipal|"
    r"municipality|body|subdivision|limited|partnership|llc|political|entity|agency|home rule|"
    r"public)\b"
    r"|,?\s+(?:whose|with (?:its|a|an|offices)|having|located|organized|incorporated|duly|"
    r"acting|through|by and through|on behalf|doing business|d/b/a|dba|registered|of \d|"
    r"at \d)\b|\s*\(|,\s+\d|,\s+and\b(?! (?-i:[A-Z]))|[;:]\s|\.\s+(?=(?-i:[A-Z]))"
    r"|\s+(?:for|to|in|regarding|relating|effective|dated|under|pursuant|providing|authorizing"
    r"|as)(?=\s+(?!the (?-i:[A-Z]))(?-i:[a-z]))",
    re.IGNORECASE,
)
_ROLES = {word: role for role, words in table("english_roles.tsv") for word in words.split()}
_INVITES = re.compile(
    r"(?:^|(?<=[.\n:)\]] )|(?<=\n)|"
    r"(?<=\. ))(?P<name>(?:The\s+)?[A-Z][^\n.;:()]{2,110}?)(?=[\s(,])\s*(?:\([^()\n]{1,40}\)\s*,?\s*)?(?:,[^,\n]{3,60},\s*)?"
    r"(?:(?:is|are|was) (?:currently |now |hereby |actively )?(?:seeking|requesting|inviting|"
    r"procuring|looking|accepting|soliciting|tendering|issuing|wishing|undertaking)"
    r"|(?:hereby |will |wishes? to |intends? to |invites?|seeks?|requests?|requires?|solicits?"
    r"|has (?:a requirement|awarded|issued|a need)|"
    r"(?:is|are) (?:to procure|planning|going to))\b)"
)
_WRAPPED = re.compile(r"(?:\n(?<=[^\n]{50}\n)(?<![:\r]\n)|\r\n(?<=[^\n]{50}\r\n)(?<!:\r\n))(?=[^\s•*])(?![A-Z][^\n:]{1,40}:)")
"""Begins with the break itself, so that only breaks are tried."""


def running(content: str) -> str:
    """The text with the breaks inside wrapped paragraphs made spaces, so that a phrase may go over the end of a line, and without
    stars of emphasis. Offsets hold. A line shorter than 50 characters, or before a label, ends where it ends."""
    return _WRAPPED.sub(lambda match: " " * len(match.group()), content).replace("**", "  ")


class Party(NamedTuple):
    """A name with its role: buyer or supplier."""

    role: str
    start: int
    end: int
    rule: str


def role_of(term: str | None, words: str) -> str | None:
    """The role that a defined term states, else that the form of the name suggests."""
    for word in (term or "").lower().replace("-", " ").split():
        if word in _ROLES:
            return _ROLES[word]
    if COMPANY.search(words) and not re.search(r"\b(?:city|county|town|state) of\b", words, re.IGNORECASE):
        return "supplier"
    return "buyer" if PUBLIC.search(words) else None


def parties(text: str, start: int, end: int) -> Iterator[Party]:
    """The two sides of the first "between X and Y" in text[start:end] whose roles differ; one known role gives the other."""
    for number, match in enumerate(_BETWEEN.finditer(text, start, end)):
        if number == _MOST:
            return
        last = min(match.end() + _WINDOW, end)
        for split, joint in enumerate(_AND.finditer(text, match.end(), last)):
            if split == _MOST:
                break
            if pair := _pair(text, match.end(), joint, last):
                yield from pair
                return
        cut = _cut(text, match.end(), last)
        if cut is not None and LEGAL.search(text[cut[0] : cut[1]]):  # the other side stands elsewhere: "and the entity named below"
            yield Party("supplier", *cut, "between")
            return


def _pair(text: str, start: int, joint: re.Match[str], last: int) -> tuple[Party, Party] | None:
    """Both sides of one "and", or None when it joins something else."""
    sides = (start, joint.start()), (joint.end(), last)
    cuts = [_cut(text, *side) for side in sides]
    before = list(_TERM.finditer(text, *sides[0]))
    after = _TERM.search(text, *sides[1])
    if cuts[0] is None or cuts[1] is None or not before and COMPANY.match(text, joint.end()):
        return None
    terms = (before[-1][1] if before else None, after[1] if after is not None else None)
    roles = [role_of(term, text[cut[0] : cut[1]]) for term, cut in zip(terms, cuts, strict=True) if cut is not None]
    if roles[0] == roles[1]:
        return None
    other = {"buyer": "supplier", "supplier": "buyer"}
    first = roles[0] or other[roles[1] or ""]
    return Party(first, *cuts[0], "between"), Party(roles[1] or other[first], *cuts[1], "between")


def _cut(text: str, start: int, end: int) -> tuple[int, int] | None:
    if match := _STOP.search(text, start, end):
        end = match.start()
    cut = values.name(text, start, end)
    return cut if cut is not None and is_name(text[cut[0] : cut[1]]) else None


_PLACE_BEHIND = re.compile(
    r",\s(?!(?:[A-Z]\w+ )*(?:Department|Office|Division|Bureau|Board|Agency|Police)\b)[A-Z]\w+(?: [A-Z]\w+)?$"
)
"""The town behind a body's name."""


def inviting(text: str, end: int) -> Iterator[Party]:
    """Bodies that a sentence begins with and that seek, invite, require …; only names of public bodies."""
    for match in _INVITES.finditer(text, 0, end):
        start = match.start("name")
        if (inner := text.find(" The ", start, match.end("name"))) >= 0:
            start = inner + 1  # "REQUEST FOR PROPOSAL The Office of …"
        if text.startswith("The ", start):
            start += 4
        cut = values.name(text, start, match.end("name"))
        if (
            cut is not None
            and (place := _PLACE_BEHIND.search(text, *cut)) is not None
            and PUBLIC.search(text, cut[0], place.start())
        ):
            cut = cut[0], place.start()
        if (
            cut is not None
            and is_name(text[cut[0] : cut[1]])
            and PUBLIC.search(text[cut[0] : cut[1]])
            and len(text[cut[0] : cut[1]].split()) >= 2
        ):
            yield Party("buyer", *cut, "invites")


_MONEY_WORDS = (
    (
        "ceiling",
        Gated(
            r"\b(?:not to exceed|not-to-exceed|shall not exceed|up to a maximum of|maximum (?:value|"
            r"amount|of)|up to)\b",
            "exceed",
            "up to",
            "maximum",
        ),
    ),
    (
        "award_total",
        Gated(
            r"\b(?:in (?:the|an?) (?:[\w-]+ ){0,3}(?:amount|sum)(?: of)?|for (?:a|an|the) (?:[\w-]+ ){0,3}(?:sum|price"
            r"|cost|amount|fee"
            r"|total)(?: expenditure)? of|at an? (?:[\w-]+ ){0,2}(?:cost|price) of|contract (?:value|price|sum|amount)"
            r"|(?:share|lump sum"
            r"|bid|quote[ds]?|price) (?:cost|price|amount)? ?of|total (?:contract )?(?:value|price|cost|amount"
            r"|expenditure)(?: of)?"
            r"|awarded (?:for|at)|valued at|worth|tota(?:l|ll)ing|(?:new|revised|cumulative|grand|amended) total (?:of|to)"
            r"|(?:bid|tender|proposal|quote|quotation) (?:price"
            r"|amount|of|for|was))\b",
            "sum",
            "price",
            "cost",
            "amount",
            "fee",
            "total",
            "contract value",
            "awarded for",
            "awarded at",
            "valued at",
            "worth",
            "bid",
            "quote",
            "quotation",
            "tender",
            "proposal",
        ),
    ),
    (
        "budget",
        Gated(
            r"\b(?:estimated budget|budget(?:ed)?(?: (?:line|item|allocation|amount)s?)?(?: for this (?:purchase"
            r"|project|item))? (?:of|for"
            r"|is|amount)|funding of)\b",
            "budget",
            "funding of",
        ),
    ),
    (
        "estimate",
        Gated(
            r"\b(?:estimated (?:total |contract |annual |construction )?(?:value|cost|at)|approximate(?:ly)? (?:value|cost)"
            r"|anticipated (?:value|cost))\b",
            "estimated",
            "approximate",
            "anticipated",
        ),
    ),
)


_ESTIMATE = re.compile(
    r"anticipat|approximat|indicative|budget|maximum|estimated (?:\w+ )?(?:value|cost|price|budget)", re.IGNORECASE
)
PART = re.compile(
    r"\b(?:increas\w*|additional|bond|deposit|guarantee|security|insurance|liability|grant|reimburse\w*|transfer\w*"
    r"|deduct\w*|credit"
    r"|fine|penalt\w+|damages|excess)\b[^.;$£€]{0,30}$",
    re.IGNORECASE,
)
"""Before an amount: it is a part of the price, or of something else."""


_IN_WORDS = re.compile(r"(?: (?:equivalent to|equal to|of|is|at))?:?[A-Z ,&()/-]+")
"""An amount in capital words before its figures."""


def stated_amounts(text: str, end: int, dollars: str) -> Iterator[tuple[str, values.Amount]]:
    """(field, amount) where a phrase says what the amount is, within the next 60 characters."""
    for field, words in _MONEY_WORDS:
        for match in words.finditer(text, 0, end):
            if field == "award_total" and _ESTIMATE.search(text, max(0, match.start() - 25), match.end()):
                continue
            if PART.search(text, max(0, match.start() - 60), match.end()):
                continue
            found = next(values.amounts(text, match.end(), min(match.end() + 110, end), dollars=dollars), None)
            if found is not None and found.start - match.end() > 60 and not _IN_WORDS.fullmatch(text, match.end(), found.start):
                continue  # only an amount told in capital words before its figures may be long
            if found is not None and PART.search(text, match.end(), found.start):
                continue  # "the maximum is increased by $75,000"
            if found is not None and not found.rate and found.value >= 100:
                budgeted = field == "award_total" and _BUDGETED.search(text, max(0, match.start() - 120), match.start())
                yield "budget" if budgeted else field, found


_BUDGETED = re.compile(r"\b(?:is|are|was|were) budgeted\b[^.]*$", re.IGNORECASE)
_DUE = Gated(
    r"\b(?:no later than|not later than|on or before|(?:received|submitted|returned|accepted|"
    r"delivered|due)(?: (?:by|until|before|at|on|no later than|prior to|at or before))|"
    r"(?:proposals|bids|tenders|quotes|quotations|responses|submissions|offers|"
    r"submittals) (?:are |must be |shall be |will be )?(?:due|received|accepted|submitted)|"
    r"(?:receive|accept) sealed [^.\n]{0,260}? until|(?:deliver(?:ed)?|lodged?|placed) [^.\n]{0,160}? (?:before|by"
    r"|until)|last date (?:and time )?(?:for|of) (?:the )?(?:submission|receipt) of|closing date|deadline (?:for|is"
    r"|of)|close[sd]? (?:on|at)"
    r"|(?:submit(?:ted)?|respond|reply) (?:\w+ ){0,6}?by)\b",
    "later than",
    "last date",
    "before",
    "until",
    "received",
    "submit",
    "respond",
    "reply",
    "returned",
    "accepted",
    "delivered",
    "due",
    "closing date",
    "deadline",
    "closes ",
    "close ",
    "closed ",
)
_UNTIL = Gated(
    r"\b(?:received?|submit(?:ted)?|returned|accept(?:ed)?|filed|delivered?|uploaded|emailed"
    r"|sent)\b(?: [^\s]{1,40}){0,40}? (?:until|on or before|no later"
    r" than|not later than|up to|prior to|by(?= (?i:\d|noon|[a-z]+day\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec)))|before(?= \d))\b",
    "until", "before", "later than", "up to", "prior to", " by ",
)  # fmt: skip
"""An offer is received "in the office of …, until": the place stands between."""
_QUESTIONS = re.compile(
    r"question|clarification|quer(?:y|ies)|inquir|enquir|pre-?(?:bid|proposal)|site visit|rsvp"
    r"|walk-?through",
    re.IGNORECASE,
)


def deadlines(text: str, end: int, *, day_first: bool) -> Iterator[tuple[str, int, int]]:
    """Days by which offers are due; days for questions and visits are not."""
    for match in chain(_DUE.finditer(text, 0, end), _UNTIL.finditer(text, 0, end)):
        before = max(match.start() - 80, text.rfind(". ", 0, match.start()), 0)
        if _QUESTIONS.search(text, before, match.end()) or "\n\n" in match.group():
            continue
        found = next(values.days(text, match.end(), min(match.end() + 90, end), day_first=day_first), None)
        found = found or values.day_without_year(text, match.end(), min(match.end() + 40, end), day_first=day_first)
        if found is not None and not _QUESTIONS.search(text, match.end(), found[1]):
            yield found


_SIGNED = Gated(
    r"\b(?:(?:made|entered into|executed|effective|dated|"
    r"signed)(?: and entered into)?(?:,? (?:as of|on|this|effective|the|in duplicate))*|"
    r"effective date(?: is| of)?|day of execution|on this(?: the)?|this the)\b",
    "made",
    "entered into",
    "executed",
    "effective",
    "dated",
    "signed",
    "day of execution",
    "this",
)
_GOODS = re.compile(
    r"\b(?:bids?|proposals?|tenders?|quotations?|quotes?|offers?|contract|"
    r"agreement)\s+(?:are (?:invited|requested|"
    r"sought) )?(?:from [^.\n]{3,140}? )?for\s+(?:the\s+)?"
    r"(?P<what>(?:purchase|supply|provision|procurement|acquisition|installation|design|"
    r"delivery|lease|maintenance|furnishing|replacement)\b[^.\n;]{8,160})",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\b(?i:RFP|RFQ|RFB|ITB|IFB|ITT|RFT|RFI|Bid|Solicitation|Tender|Contract|Agreement|Project|Quotation|Communication|File"
    r"|Reference)\s*(?:(?i:No\b\.?|Number\b|Nr\b\.?|#)\s*:?\s*(?=[A-Z0-9])"
    r"|:?[ ](?=[A-Z]{0,5}[-/]?\d{2,}[A-Z]?[-/]?\w*\d)(?!(?:19|20)\d\d\b(?!-))(?!\d+(?:[.,]\d+)*\s?(?:%|[a-z])))"
)


def signing(text: str, end: int, *, day_first: bool) -> Iterator[tuple[str, int, int]]:
    """Days on which an agreement was made or takes effect."""
    for match in _SIGNED.finditer(text, 0, end):
        found = next(values.days(text, match.end(), min(match.end() + 50, end), day_first=day_first), None)
        if found is not None:
            yield found


_GOES_ON = re.compile(
    r",?\s(?:be|is|are|was|were|shall|will|must|has|until|from the date|in the (?:total )?(?:amount|sum)|at a cost)\b"
)


def goods(text: str, end: int) -> tuple[int, int] | None:
    """What offers are asked for: "bids for the purchase of …"."""
    match = _GOODS.search(text, 0, end)
    if match is None:
        return None
    stop = _GOES_ON.search(text, match.start("what") + 8, match.end("what"))
    return match.start("what"), stop.start() if stop is not None else match.end("what")


def numbers(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Numbers of tenders and contracts in running text ("contract No. 21-044")."""
    for match in _NUMBERED.finditer(text, start, end):
        if cut := values.code(text, match.end(), min(match.end() + 60, end)):
            yield cut
