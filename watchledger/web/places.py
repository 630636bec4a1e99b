"""Places as the workbench counts them: the province and the prefecture of what a document says, by their codes, and their names."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from watchledger.explore.case import Case
from watchledger.explore.tables import Asked
from watchledger.fields.place import divisions, places_in
from watchledger.findings.taxonomy import load
from watchledger.lang.normal import normal

CITY_PROVINCES = ("11", "12", "31", "50", "71", "81", "82")
"""Provinces that are shown whole, without prefectures below them."""


def located(region: str, buyer: str) -> tuple[str, str]:
    """Codes of (province, prefecture), of the region as stated or else of the buyer's name; "" for what neither names."""
    for words in (region, buyer):
        if not words:
            continue
        text = normal(words).text
        for place in places_in(text, 0, len(text)):
            if place.code:
                return place.code[:2] + "0000", _prefecture(place.code)
    return "", ""


def _prefecture(code: str) -> str:
    if code[:2] in CITY_PROVINCES:
        return code[:2] + "0000"
    if code[2:4] == "00":
        return ""
    return code if code[2:4] == "90" else code[:4] + "00"


def place_name(code: str) -> str:
    """With its province before it, where it is not one."""
    names = divisions()
    own, above = names.get(code, code), names.get(code[:2] + "0000", "")
    return own if code.endswith("0000") or own.startswith(above) else f"{above} {own}"


@lru_cache(maxsize=100_000)
def _province(region: str | None, buyer: str | None) -> str | None:
    code, _ = located(region or "", buyer or "")
    return divisions().get(code)


def asked_of(case: Case, keys: list[int] | None) -> Asked:
    """What the tables of the method are made of."""
    province: Callable[[str | None, str | None], str | None] = _province
    provinces = tuple(name for code, name in divisions().items() if code.endswith("0000"))
    cameras = frozenset(technology.id for technology in load().technologies if technology.units)
    return Asked(case, keys, province, provinces, cameras)
