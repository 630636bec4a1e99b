"""A map of the world: documents by country. China leads on to its own map; a country without a document of the case is silent,
which is no absence."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from watchledger.explore.column import Numbers
from watchledger.fields.country import areas
from watchledger.fields.place import divisions
from watchledger.web.ask import Ask, answer
from watchledger.web.pages import Desk
from watchledger.web.pictures.map import LEGEND, Spot, legend
from watchledger.web.pictures.shape import Picture
from watchledger.web.words import Words

_FILE = Path(__file__).parents[1] / "maps" / "world.json"
CHINA, TAIWAN = "CN", "TW"
BY = "province"
"""The dimension whose values are, abroad, countries."""


@lru_cache(maxsize=1)
def outlines() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(_FILE.read_text("utf-8"))
    return made


@lru_cache(maxsize=1)
def _chinese() -> dict[str, str]:
    """Province -> the shape that it lies in: the table of divisions has Taiwan, which has a shape of its own."""
    names = {code: name for code, name in divisions().items() if code.endswith("0000")}
    return {name: TAIWAN if code.startswith("71") else CHINA for code, name in names.items()}


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    return {area.names[0]: code for code, area in areas().items() if "-" not in code}


def world(desk: Desk, ask: Ask, words: Words) -> Picture:
    """By country. The file also has countries too small for a shape, and the documents that name none."""
    _, rows = answer(desk, ask)
    found, heard = (_by_country(desk, chosen) for chosen in (rows, desk.columns.rows(None)))
    map_ = outlines()
    picture = Picture(map_["width"], map_["height"] + LEGEND, words("picture.world"), ("code", "place", "documents", "of_all"))
    most = max(found.values(), default=0)
    for code, path in map_["countries"].items():
        spot = Spot(country_name(code, words.language), path, found.get(code, 0), heard.get(code, 0))
        picture.add(spot.drawn(_address(ask, code), words, most))
    legend(picture, words, most)
    picture.rows = [(code, country_name(code, words.language), found.get(code, 0), heard[code]) for code in heard]
    picture.rows.sort(key=lambda row: (-row[2], row[0]))
    elsewhere = len(rows) - sum(found.values())
    picture.rows.append((None, words("picture.elsewhere"), elsewhere, None))
    silent = sum(code not in heard for code in map_["countries"])
    picture.notes = [
        words("picture.silent", n=silent, total=len(map_["countries"])),
        words("picture.countryless", n=f"{elsewhere:,}"),
        words("picture.world_borders"),
    ]
    return picture


def country_name(code: str, language: str) -> str:
    area = areas()[code]
    return area.chinese or area.names[0] if language == "zh" else area.names[0]


def _by_country(desk: Desk, rows: Numbers) -> dict[str, int]:
    held: dict[str, int] = {}
    for value, count in desk.columns.counts(rows, BY):
        code = _chinese().get(value) or _codes().get(value)
        if code is not None:
            held[code] = held.get(code, 0) + count
    return held


def _address(ask: Ask, code: str) -> str:
    if code == CHINA:
        return f"/picture/map?{ask.words()}"
    value = next((name for name, shape in _chinese().items() if shape == code), areas()[code].names[0])
    return ask.keeping(BY, value).address()
