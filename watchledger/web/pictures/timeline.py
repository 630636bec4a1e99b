"""Documents by year, and below them all documents of the case: more of the first may only mean more of the second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from watchledger.web.ask import Ask, answer
from watchledger.web.pages import Desk
from watchledger.web.pictures.shape import STEPS, Picture, line, linked, rect, text
from watchledger.web.words import Words

WIDTH, TOP, BAND, GAP, LEFT = 960, 34, 170, 64, 20
UNSTATED = ""


def timeline(desk: Desk, ask: Ask, words: Words) -> Picture:
    _, rows = answer(desk, ask)
    found = dict(desk.columns.counts(rows, "year"))
    everything = replace(Ask(), once=ask.once)
    _, all_rows = answer(desk, everything)
    whole = dict(desk.columns.counts(all_rows, "year"))
    years = [str(y) for y in _span(whole)] + ([UNSTATED] if UNSTATED in whole else [])
    picture = Picture(WIDTH, TOP + 2 * BAND + 2 * GAP, words("picture.timeline"), ("year", "documents", "of_all"))
    picture.rows = [(year or None, found.get(year, 0), whole.get(year, 0)) for year in years]
    bottom = TOP + BAND
    _bars(picture, words, years, found, bottom, words("picture.these"), lambda year: ask.keeping("year", year), STEPS[3])
    below = bottom + GAP + BAND
    _bars(
        picture, words, years, whole, below, words("picture.all_documents"), lambda year: everything.keeping("year", year), STEPS[1]
    )
    picture.notes = [words("picture.denominator")]
    return picture


def _span(counts: dict[str, int]) -> range:
    """Every year from the first to the last: one without documents is seen as such."""
    years = sorted(int(year) for year in counts if year.isdecimal())
    if not years:
        return range(0)
    first = max(years[0], years[-1] - 60)  # a misread year 1000 must not squeeze the rest
    return range(first, years[-1] + 1)


def _bars(
    picture: Picture,
    words: Words,
    years: list[str],
    counts: dict[str, int],
    bottom: int,
    title: str,
    ask_of: Callable[[str], Ask],
    colour: str,
) -> None:
    most = max((counts.get(year, 0) for year in years), default=0) or 1
    step = (WIDTH - 2 * LEFT) / max(len(years), 1)
    picture.add(text(LEFT, bottom - BAND - 12, title, kind="ink"), line(LEFT, bottom, WIDTH - LEFT, bottom))
    for at, year in enumerate(years):
        count, x = counts.get(year, 0), LEFT + at * step
        name = year or words("numbers.unstated")
        if len(years) <= 24 or at % 5 == 0:
            picture.add(text(x + step / 2, bottom + 16, name, size=12, anchor="middle", kind="soft"))
        if count:
            height = max(BAND * 0.86 * count / most, 1.5)
            parts = [rect(x + step * 0.12, bottom - height, step * 0.76, height, fill=colour, kind="bar")]
            if len(years) <= 24:
                parts.append(text(x + step / 2, bottom - height - 4, f"{count:,}", size=11, anchor="middle", kind="soft"))
            picture.add(linked(ask_of(year).address(), words("picture.mark", what=name, n=f"{count:,}"), *parts))
