"""Numbers and places that an English paper names without a label: "ITB 2023-041", "Town of Harlan, Maryland"."""

from __future__ import annotations

import re

_WITHIN = 2500
"""Characters at a paper's head in which its number and its issuer's place stand."""
_NUMBER = re.compile(
    r"\b(?:ITB|RFB|RFP|RFQ|IFB|ITT|EOI|Bid|BID|Requisition|Req\.|Solicitation|SOLICITATION|Tender)\s*(?:ID|No\.?|#|Number|NO\.?)?\s*[:#]?\s*"
    r"(?P<code>(?=[A-Z-]*\d)[A-Z0-9]{1,12}(?:[-/][A-Z0-9]{1,12}){1,4})\b"
)
_STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|"
    "Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|"
    "New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|"
    "South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming"
)
_SEAT = re.compile(
    rf"\b(?:City|Town|Village|County|Borough|Township|Parish)\s+of\s+(?P<place>[A-Z][\w.' -]{{1,30}}?,\s*(?:{_STATES}))\b",
    re.IGNORECASE,
)
_COUNTY = re.compile(r"\b(?P<place>(?:[A-Z][a-z'.]+ ){1,3}(?:County|Parish))(?=[ ,.'’]|$)")


def number_at_head(content: str) -> tuple[int, int] | None:
    """The span of the first number behind a word for a solicitation, or None."""
    match = _NUMBER.search(content, 0, min(len(content), _WITHIN))
    return match.span("code") if match else None


def place_at_head(content: str, buyer: tuple[int, int] | None) -> tuple[int, int] | None:
    """The span of the issuer's place: its seat with the state, else the county in the buyer's name."""
    seat = _SEAT.search(content, 0, min(len(content), _WITHIN))
    if seat is not None:
        return seat.span("place")
    county = _COUNTY.search(content, *buyer) if buyer is not None else None
    if county is None:
        return None
    start, end = county.span("place")
    return (start + 4, end) if content.startswith("The ", start) else (start, end)
