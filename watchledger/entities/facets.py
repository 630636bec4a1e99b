"""What a notice is filed under besides its own words: the type of its buyer, and every division that its buyer lies in."""

from __future__ import annotations

from functools import lru_cache

from watchledger.entities.locate import Located, forget_places, locate
from watchledger.entities.name import parse
from watchledger.entities.types import type_of
from watchledger.fields.country import path_of_area
from watchledger.fields.division import LEVELS, level_of, path_of
from watchledger.lang.normal import normal
from watchledger.model.notice import Notice

BUYER_TYPE, PLACE = "buyer_type", "place"


def marks(notice: Notice) -> tuple[tuple[str, str], ...]:
    """(field, term) for the index: buyer_type, and place as codes and as names in the normal form, the present and the one
    written."""
    buyer = notice.buyer.value if notice.buyer is not None else None
    region = notice.region.value if notice.region is not None else None
    found = type_of(buyer) if buyer else None
    return (*(((BUYER_TYPE, found.type),) if found else ()), *_places(buyer, region))


@lru_cache(maxsize=20_000)
def _places(buyer: str | None, region: str | None) -> tuple[tuple[str, str], ...]:
    found = locate(buyer, region)
    names = {*found.path, found.before} if found.code else set(found.path)
    terms = {code.lower() for code, _ in above(found)} | {normal(name).text for name in names if name}
    return tuple((PLACE, term) for term in sorted(terms))


def above(found: Located) -> tuple[tuple[str, str], ...]:
    """(code, name) of a place and all above it, from the top down; () where it is open."""
    if not found.code:
        return ()
    return path_of(found.code) if found.code.isdigit() else path_of_area(found.code)


@lru_cache(maxsize=100_000)
def division_at(buyer: str | None, region: str | None, level: int) -> str | None:
    """The name of the province (0), prefecture (1) or county (2) that a buyer lies in, with those above it; abroad the country (0)
    and the parts below. None where its words leave it open or do not go so far down."""
    path = above(locate(buyer, region))
    if not path or not path[0][0].isdigit():
        return ", ".join(name for _, name in path[: level + 1]) if len(path) > level else None
    depths = [LEVELS.index(level_of(code)) for code, _ in path]
    return "".join(name for depth, (_, name) in zip(depths, path, strict=True) if depth <= level) if level in depths else None


def forget_names() -> None:
    """Lets go of what was kept of names that were told; for who tells ten thousands, once."""
    for kept in (division_at, _places, type_of, parse):
        kept.cache_clear()
    forget_places()
