"""Places as the workbench counts them: the province and the prefecture of what a document says, by their codes, and their names."""

from __future__ import annotations

from watchledger.entities.facets import division_at
from watchledger.explore.case import Case
from watchledger.explore.tables import Asked
from watchledger.fields.division import level_of, path_of
from watchledger.fields.place import divisions
from watchledger.findings.taxonomy import load

Filed = tuple[str, str]
"""(dimension, value) under which the documents of a place are found."""


def filed(code: str) -> Filed:
    """Of a division's code: how counting and the facets call it."""
    return level_of(code), "".join(name for _, name in path_of(code))


def place_name(code: str) -> str:
    """With its province before it, where it is not one."""
    names = divisions()
    own, above = names.get(code, code), names.get(code[:2] + "0000", "")
    return own if code.endswith("0000") or own.startswith(above) else f"{above} {own}"


def asked_of(case: Case, keys: list[int] | None) -> Asked:
    """What the tables of the method are made of."""
    provinces = tuple(name for code, name in divisions().items() if code.endswith("0000"))
    cameras = frozenset(technology.id for technology in load().technologies if technology.units)
    return Asked(case, keys, lambda region, buyer: division_at(buyer, region, 0), provinces, cameras)
