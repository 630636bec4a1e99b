"""Numbers and ranges as people write them in a query: 1000000, 1,000,000, 1.5亿, 100万, 2018..2020."""

from __future__ import annotations

import re
from decimal import Decimal

from watchledger.lang.normal import fold

_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(万亿|亿|万|千|k|m)?元?")
_TIMES = {None: 1, "千": 10**3, "k": 10**3, "万": 10**4, "m": 10**6, "亿": 10**8, "万亿": 10**12}


def number(text: str) -> float:
    """Raises ValueError with a sentence for the user."""
    match = _NUMBER.fullmatch(fold(text.strip()))
    if match is None:
        raise ValueError(f"{text!r} is no number; write 1000000, 1,000,000 or 100万")
    whole, part, unit = match.groups()

    # A Decimal, since 3.3万 must be 33000 and not 32999.999…
    return float(Decimal(whole.replace(",", "") + (part or "")) * _TIMES[unit])


def interval(text: str, *, whole: bool) -> tuple[float | None, float | None]:
    """ "2018..2020" -> (2018, 2020), "2018.." -> (2018, None), "2018" -> (2018, 2018). `whole`: no fractions, no units."""
    low, dots, high = text.partition("..")
    if not dots:
        low = high = text
    if not low and not high:
        raise ValueError("a range needs a number at one end, as in 2018..2020, 2018.. or ..2020")
    bounds = tuple(number(end) if end else None for end in (low, high))
    if whole and any(bound is not None and not bound.is_integer() for bound in bounds):
        raise ValueError(f"{text!r} is not whole")
    if bounds[0] is not None and bounds[1] is not None and bounds[0] > bounds[1]:
        raise ValueError(f"the range {text} ends before it begins")
    return bounds[0], bounds[1]
