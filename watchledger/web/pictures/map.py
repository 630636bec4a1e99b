"""A map of China: documents by prefecture or province. Places without a document of the case are marked as silent, which is no
absence; what names no place is said below."""

from __future__ import annotations

import json
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from watchledger.web.ask import Ask, answer
from watchledger.web.pages import Desk
from watchledger.web.pictures.shape import LINE, STEPS, Picture, linked, rect, step, text
from watchledger.web.places import place_name
from watchledger.web.words import Words

_FILE = Path(__file__).parents[1] / "maps" / "china.json"
SILENT, NONE_FOUND = "#e4e7eb", "#ffffff"
LEGEND = 46


@lru_cache(maxsize=1)
def outlines() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(_FILE.read_text("utf-8"))
    return made


def china(desk: Desk, ask: Ask, words: Words) -> Picture:
    """By prefecture. `rows` also have what is below no prefecture: provinces as a whole, and documents that name no place."""
    _, rows = answer(desk, ask)
    everything = desk.columns.rows(None)
    found, heard = (dict(desk.columns.counts(chosen, "prefecture")) for chosen in (rows, everything))
    provinces = dict(desk.columns.counts(rows, "province"))
    map_ = outlines()
    picture = Picture(map_["width"], map_["height"] + LEGEND, words("picture.map"), ("code", "place", "documents", "of_all"))
    most = max((count for code, count in found.items() if code), default=1)
    for code, path in map_["prefectures"].items():
        picture.add(_place(ask, words, code, path, found.get(code, 0), heard.get(code, 0), most))
        picture.rows.append((code, place_name(code), found.get(code, 0), heard.get(code, 0)))
    for path in map_["provinces"].values():
        picture.add(f'<path d="{path}" fill="none" stroke="#57606a" stroke-width="0.8" class="border" pointer-events="none"/>')
    silent = sum(code not in heard for code in map_["prefectures"])
    placed = sum(count for code, count in provinces.items() if code)
    below = placed - sum(count for code, count in found.items() if code)
    _legend(picture, words, most)
    picture.rows.sort(key=lambda row: -row[2])
    picture.rows.append((None, words("numbers.unstated"), provinces.get("", 0), None))
    picture.notes = [
        words("picture.silent", n=silent, total=len(map_["prefectures"])),
        words("picture.unplaced", n=f"{provinces.get('', 0):,}", below=f"{below:,}"),
        words("picture.borders"),
    ]
    return picture


def _place(ask: Ask, words: Words, code: str, path: str, found: int, heard: int, most: int) -> str:
    name = place_name(code)
    if not found:
        kind, fill = ("none", NONE_FOUND) if heard else ("silent", SILENT)
        label = words("picture.none_here", what=name) if heard else words("picture.silent_here", what=name)
        shape = f'<path d="{path}" fill="{fill}" stroke="{LINE}" stroke-width="0.4" class="{kind}">'
        return f"{shape}<title>{escape(label)}</title></path>"
    shade = step(found, most)
    shape = f'<path d="{path}" fill="{STEPS[shade]}" stroke="{LINE}" stroke-width="0.4" class="shade{shade}"/>'
    return linked(ask.keeping("prefecture", code).address(), words("picture.mark", what=name, n=f"{found:,}"), shape)


def _legend(picture: Picture, words: Words, most: int) -> None:
    y, x = picture.height - LEGEND + 8, 20.0
    bounds = [round(most ** (at / len(STEPS))) for at in range(len(STEPS))]
    for at, low in enumerate(bounds):
        picture.add(rect(x, y, 26, 16, fill=STEPS[at], kind=f"shade{at}"), text(x + 32, y + 13, f"≥ {low:,}", size=12, kind="soft"))
        x += 100
    for fill, kind, key in ((NONE_FOUND, "none", "picture.none_key"), (SILENT, "silent", "picture.silent_key")):
        picture.add(rect(x, y, 26, 16, fill=fill, kind=kind), text(x + 32, y + 13, words(key), size=12, kind="soft"))
        x += 200
