"""The ladder of capability: for each place and year the highest rung that a document buys.

A purchase is no use, and an empty square no absence.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from watchledger.explore.column import Numbers
from watchledger.model.finding import RUNGS
from watchledger.web.ask import Ask, answer
from watchledger.web.pages import Desk
from watchledger.web.pictures.shape import STEPS, Picture, line, linked, named, rect, shortened, text
from watchledger.web.words import Words

MOST = 30
"""Places shown, those with most documents; the file has all."""
WIDTH, TOP, ROW, LABEL = 960, 60, 24, 210
BY = ("prefecture", "region", "buyer")
Cells = dict[tuple[str, ...], int]
"""(place, year, rung) -> documents."""


def ladder(desk: Desk, ask: Ask, words: Words) -> Picture:
    _, rows = answer(desk, ask)
    by, cells = _cells(desk, rows)
    places, years = Counter[str](), sorted({year for _, year, _ in cells})[-30:]
    highest: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (place, year, rung), count in cells.items():
        places[place] += count
        highest[place, year].append(rung)
    shown = sorted(places, key=lambda place: (-places[place], place))[:MOST]
    picture = Picture(WIDTH, TOP + ROW * len(shown) + 30, words("picture.ladder"), ("place", "year", "rung", "documents"))
    picture.rows = [(place, year, rung, count) for (place, year, rung), count in sorted(cells.items())]
    step = (WIDTH - LABEL - 20) / max(len(years), 1)
    for at, year in enumerate(years):
        picture.add(text(LABEL + at * step + step / 2, TOP - 8, year, size=12, anchor="middle", kind="soft"))
    for at, place in enumerate(shown):
        y = TOP + at * ROW
        name = text(LABEL - 8, y + 16, shortened(place, 15), size=12, anchor="end")
        picture.add(named(ask.keeping(by, place).address(), place, name), line(LABEL, y + ROW, WIDTH - 20, y + ROW))
        for column, year in enumerate(years):
            if rungs := highest.get((place, year)):
                rung = max(rungs, key=RUNGS.index)
                x = LABEL + column * step
                picture.add(_cell(ask, words, by, (place, year, rung), cells[place, year, rung], (x, y, step)))
    for at, rung in enumerate(RUNGS):
        x = LABEL + at * 150
        picture.add(
            rect(x, 10, 20, 16, fill=STEPS[at + 1], kind=f"shade{at + 1}"), text(x + 26, 23, words.of("rung", rung), size=12)
        )
    picture.notes = [words("picture.highest"), words("picture.places", shown=len(shown), total=len(places))]
    return picture


def _cells(desk: Desk, rows: Numbers) -> tuple[str, Cells]:
    """By prefecture; where hardly a document names one that is known, by the place as stated, or else by the buyer."""
    found = []
    for by in BY:
        together = desk.columns.together(rows, (by, "year", "rung"))
        found.append((by, {key: count for key, count in together.items() if key[0] and key[1] and key[2] in RUNGS}))
    most = max(sum(cells.values()) for _, cells in found)
    return next((by, cells) for by, cells in found if sum(cells.values()) * 2 >= most)


def _cell(ask: Ask, words: Words, by: str, key: tuple[str, str, str], count: int, at: tuple[float, float, float]) -> str:
    (place, year, rung), (x, y, step) = key, at
    level = RUNGS.index(rung) + 1
    height = (ROW - 4) * level / len(RUNGS)
    bar = rect(x + 2, y + ROW - height, max(step - 4, 3), height, fill=STEPS[level], kind=f"shade{level}")
    label = words("picture.mark", what=f"{place}, {year}, {words.of('rung', rung)}", n=f"{count:,}")
    address = ask.keeping(by, place).keeping("year", year).keeping("rung", rung).address()
    return linked(address, label, bar)
