"""A map of China: documents by prefecture or province. Places without a document of the case are marked as silent, which is no
absence; what names no place is said below."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from watchledger.explore.column import Numbers
from watchledger.fields.division import LEVELS
from watchledger.web.ask import Ask, answer
from watchledger.web.pages import Desk
from watchledger.web.pictures.shape import LINE, SOFT, STEPS, Picture, linked, rect, step, text
from watchledger.web.places import Filed, filed, place_name
from watchledger.web.words import Words

_FILE = Path(__file__).parents[1] / "maps" / "china.json"
SILENT, NONE_FOUND = "#e4e7eb", "#ffffff"
LEGEND = 46


@lru_cache(maxsize=1)
def outlines() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(_FILE.read_text("utf-8"))
    return made


def china(desk: Desk, ask: Ask, words: Words) -> Picture:
    """By prefecture. The file also has the documents that name no place on the map."""
    _, rows = answer(desk, ask)
    found, heard = (_by_level(desk, chosen) for chosen in (rows, desk.columns.rows(None)))
    map_ = outlines()
    picture = Picture(map_["width"], map_["height"] + LEGEND, words("picture.map"), ("code", "place", "documents", "of_all"))
    placed = {code: found.get(filed(code), 0) for code in map_["prefectures"]}
    most = max(placed.values(), default=0)
    for code, path in map_["prefectures"].items():
        of_all = heard.get(filed(code), 0)
        spot = Spot(place_name(code), path, placed[code], of_all)
        picture.add(spot.drawn(ask.keeping(*filed(code)).address(), words, most))
        picture.rows.append((code, place_name(code), placed[code], of_all))
    for path in map_["provinces"].values():
        picture.add(f'<path d="{path}" fill="none" stroke="{SOFT}" stroke-width="0.8" class="border" pointer-events="none"/>')
    legend(picture, words, most)
    elsewhere = len(rows) - sum(placed.values())
    picture.rows.sort(key=lambda row: -row[2])
    picture.rows.append((None, words("picture.elsewhere"), elsewhere, None))
    silent = sum(filed(code) not in heard for code in map_["prefectures"])
    picture.notes = [
        words("picture.silent", n=silent, total=len(map_["prefectures"])),
        words("picture.unplaced", n=f"{elsewhere:,}"),
        words("picture.borders"),
    ]
    return picture


def _by_level(desk: Desk, rows: Numbers) -> dict[Filed, int]:
    return {(level, value): count for level in LEVELS for value, count in desk.columns.counts(rows, level) if value}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a map: its outline, the documents found there, and those of the whole case."""

    name: str
    path: str
    found: int
    heard: int

    def drawn(self, address: str, words: Words, most: int) -> str:
        """Shaded by what was found, `most` being the largest number on the map; silent where the case holds nothing."""
        if not self.found:
            kind, fill = ("none", NONE_FOUND) if self.heard else ("silent", SILENT)
            label = words("picture.none_here" if self.heard else "picture.silent_here", what=self.name)
            shape = f'<path d="{self.path}" fill="{fill}" stroke="{LINE}" stroke-width="0.4" class="{kind}">'
            return f"{shape}<title>{escape(label)}</title></path>"
        shade = step(self.found, most)
        shape = f'<path d="{self.path}" fill="{STEPS[shade]}" stroke="{LINE}" stroke-width="0.4" class="shade{shade}"/>'
        return linked(address, words("picture.mark", what=self.name, n=f"{self.found:,}"), shape)


def legend(picture: Picture, words: Words, most: int) -> None:
    y, x = picture.height - LEGEND + 8, 20.0
    bounds = [] if most < 1 else [round(most ** (at / len(STEPS))) for at in range(len(STEPS))]
    for at, low in enumerate(bounds):
        if at and low == bounds[at - 1]:
            continue
        picture.add(rect(x, y, 26, 16, fill=STEPS[at], kind=f"shade{at}"), text(x + 32, y + 13, f"≥ {low:,}", size=12, kind="soft"))
        x += 100
    for fill, kind, key in ((NONE_FOUND, "none", "picture.none_key"), (SILENT, "silent", "picture.silent_key")):
        picture.add(rect(x, y, 26, 16, fill=fill, kind=f"{kind} border"), text(x + 32, y + 13, words(key), size=12, kind="soft"))
        x += 200
