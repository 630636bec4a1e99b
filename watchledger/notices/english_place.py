"""Numbers and places that an English paper names without a label: "ITB 2023-041", "Town of Harlan, Maryland"."""

from __future__ import annotations

import re

from watchledger.notices.english_names import LEGAL

_WITHIN = 2500
"""Characters at a paper's head in which its number and its issuer's place stand."""
_NUMBER = re.compile(
    r"\b(?:ITB|RFB|RFP|RFQ|IFB|ITT|EOI|Bid|BID|Requisition|Req\.|Solicitation|SOLICITATION|Tender)\s*(?:ID|No\.?|#"
    r"|Number|NO\.?)?\s*[:#]?\s*"
    r"(?P<code>(?=[A-Z-]*\d)[A-Z0-9]{1,12}(?:[-/][A-Z0-9]{1,12}){1,4})\b"
)
_LONG = re.compile(
    r"\b(?:Solicitation|SOLICITATION|Contract|CONTRACT|Award|RFQ|RFP)\s*(?:No\.?|#|Number|NO\.?)?\s*[:#]?\s*"
    r"(?P<code>(?=[A-Z]*\d[A-Z]*\d)(?=\d*[A-Z])[A-Z0-9]{8,20})\b"
)
_GLUED = re.compile(
    r"\b(?:(?P<code>(?:RFP|RFQ|RFB|ITB|IFB|ITT|RFT|EOI)-?(?=[\w-]*\d{3})[A-Z0-9]+(?:-[A-Z0-9]+)*)"
    r"|(?i:purchase order|P\.O\.)\s*(?i:no\.?|number|#)?\s*(?P<order>(?=[A-Z]*\d{3})[A-Z0-9]+(?:-[A-Z0-9]+)*))\b"
)
_STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois"
    "|Indiana|Iowa|Kansas|"
    "Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|"
    "New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|"
    "South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming"
)
_SEAT = re.compile(
    rf"\b(?:City|Town|Village|County|Borough|Township|Parish)\s+of\s+(?P<place>[A-Z][\w.' -]{{1,30}}?,\s*(?:{_STATES}))\b",
    re.IGNORECASE,
)
_TOWN = re.compile(
    r"\b(?:City|Town|Village|Borough|Township"
    r"|Municipality|County) (?:of) (?P<place>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}?)(?= (?:Police|Fire|Council)\b|[,.]|$)",
    re.IGNORECASE,
)
_COUNCIL = re.compile(
    r"(?:The )?(?P<place>[A-Z][\w.'’&-]*(?: (?:and |upon |on )?[A-Z][\w.'’&-]*){0,3}?) (?:City |Town |Borough "
    r"|District |Parish |Village |Metropolitan )*(?:Council|(?:Local )?Municipality|(?<!State )Police(?: Department| Dept\.?)?"
    r"|Fire Department|Constabulary"
    r"|(?:Housing|Transit|Airport|Port|Water) Authority)$",
    re.IGNORECASE,
)
_LAND = re.compile(
    r"\b(?:Republic|Kingdom|State|Commonwealth|Province|Government) of (?:the )?(?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)"
)
_STATE_OF = re.compile(
    r"(?m)^[ \t]*(?:(?i:the )?(?i:government of (?:the )?))?(?:[A-Z][a-z]+(?:[’']s)? ){0,3}(?:Republic|Kingdom"
    r"|Commonwealth|REPUBLIC|KINGDOM|COMMONWEALTH) (?:of|OF) (?:the |THE )?(?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)[ \t]*$"
)
_COUNTY = re.compile(
    r"\b(?P<place>(?:(?!The )[A-Z][a-z'.]+ ){1,3}(?:County|Parish)|(?:(?!THE )[A-Z]{3,} ){1,3}(?:COUNTY|PARISH))(?=[ ,.'’]|$)"
)


_NAMED_STATE = re.compile(
    rf"(?:(?P<town>(?!(?:In|The|Of|By|To|For|And)\b)[A-Z][a-z]+(?: [A-Z][a-z]+)?), )?\b(?P<state>{_STATES})\b"
    r"(?! (?:\d{5}|corporation|limited|company|law|[Ss]tatutes?|Code|Revised|Avenue|Street|Road|Ave|St)\b)"
)


def number_at_head(content: str) -> tuple[int, int] | None:
    """The span of the first number behind a word for a solicitation, or None."""
    match = _NUMBER.search(content, 0, min(len(content), _WITHIN))
    if match is None and (match := _GLUED.search(content, 0, min(len(content), _WITHIN))) is not None and match["order"]:
        return match.span("order")
    match = match or _LONG.search(content, 0, min(len(content), _WITHIN))
    return match.span("code") if match else None


def place_at_head(content: str, buyer: tuple[int, int] | None) -> tuple[int, int] | None:
    """The span of the issuer's place: its seat with the state, else the county in the buyer's name."""
    seat = _SEAT.search(content, 0, min(len(content), _WITHIN))
    if seat is not None:
        return seat.span("place")
    if buyer is not None:
        for match in (_COUNTY.search(content, *buyer), _TOWN.search(content, *buyer), _COUNCIL.match(content, *buyer)):
            if match is not None:
                start, end = match.span("place")
                named = re.search(rf"\b{re.escape(content[start:end])},\s*(?:{_STATES})\b", content[: 2 * _WITHIN], re.IGNORECASE)
                if named is not None:
                    return named.span()
                return (start + 4, end) if content.startswith("The ", start) else (start, end)
        if (match := _LAND.search(content, *buyer)) is not None:
            return match.span("place")
    country = _STATE_OF.search(content, 0, min(len(content), _WITHIN))
    return country.span("place") if country is not None else _only_state(content)


def _only_state(content: str) -> tuple[int, int] | None:
    """The one state that the head names in full, with the town before it; a firm's seat and the state of its law are none."""
    found = [
        match
        for match in _NAMED_STATE.finditer(content, 0, min(len(content), _WITHIN))
        if not LEGAL.search(content[max(0, match.start() - 30) : match.start()].rstrip(" of,.") or " ")
    ]
    one = {match["state"] for match in found}
    return found[0].span() if len(one) == 1 else None
