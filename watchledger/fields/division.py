"""Divisions of China as they are and were: level, path, point, and the changes since 1980 (data/cn_changes.tsv)."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from watchledger.fields.place import divisions
from watchledger.lang.table import rows

LEVELS = ("province", "prefecture", "county")


class Change(NamedTuple):
    """What happened in a year. `kind`: renamed, recoded, county-to-city, county-to-district, city-to-district, prefecture-to-city,
    founded, abolished …; a code "" is a division that was not yet, or no more. `paper` is the State Council's, "" for unknown."""

    year: int
    kind: str
    old_code: str
    old_name: str
    new_code: str
    new_name: str
    paper: str


class Former(NamedTuple):
    """A division that bore a name: its code then, the last year of that name, and the code of what it is today, "" for nothing."""

    name: str
    code: str
    until: int
    today: str


def level_of(code: str) -> str:
    """province, prefecture or county, by the code's zeros."""
    return LEVELS[0] if code.endswith("0000") else LEVELS[1] if code.endswith("00") else LEVELS[2]


def path_of(code: str) -> tuple[tuple[str, str], ...]:
    """(code, present name) from the province down; levels that the table lacks (市辖区 of a municipality) are left out."""
    table = divisions()
    codes = dict.fromkeys((code[:2] + "0000", code[:4] + "00", code))
    return tuple((one, table[one]) for one in codes if one in table and "直辖" not in table[one])


def is_below(code: str, above: str) -> bool:
    """Whether a division lies in another, or is it."""
    stem = above[:2] if above.endswith("0000") else above[:4] if above.endswith("00") else above
    return code.startswith(stem)


@lru_cache(maxsize=1)
def changes() -> tuple[Change, ...]:
    """Every change in the table, in order of year."""
    return tuple(Change(int(year), *rest) for year, *rest in rows("watchledger.fields", "cn_changes", 7))


@lru_cache(maxsize=1)
def _points() -> dict[str, tuple[float, float]]:
    return {code: (float(x), float(y)) for code, x, y in rows("watchledger.fields", "cn_points", 3)}


def point_of(code: str) -> tuple[float, float] | None:
    """(longitude, latitude) of a division's seat of about 2020; None where the table has none."""
    return next((p for c in (code, *(one.old_code for one in history_of(code))) if (p := _points().get(c)) is not None), None)


@lru_cache(maxsize=1)
def _by_old() -> dict[tuple[str, str], tuple[Change, ...]]:
    return _grouped(old=True)


@lru_cache(maxsize=1)
def _by_new() -> dict[tuple[str, str], tuple[Change, ...]]:
    return _grouped(old=False)


def _grouped(*, old: bool) -> dict[tuple[str, str], tuple[Change, ...]]:
    held: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in changes():
        key = (change.old_code, change.old_name) if old else (change.new_code, change.new_name)
        if key[0]:
            held[key].append(change)
    return {key: tuple(found) for key, found in held.items()}


@lru_cache(maxsize=10_000)
def history_of(code: str) -> tuple[Change, ...]:
    """What a present division was before: the changes that led to it, the latest first. What was merged into it is among them."""
    name = divisions().get(code)
    found: dict[Change, None] = {}
    waiting = [(code, name, 9999)] if name is not None else []
    while waiting:
        code_then, name_then, before = waiting.pop(0)
        for change in reversed(_by_new().get((code_then, name_then or ""), ())):
            if change.year <= before and change not in found:
                found[change] = None
                if change.old_code:
                    waiting.append((change.old_code, change.old_name, change.year))
    return tuple(sorted(found, key=lambda change: (-change.year, change)))


@lru_cache(maxsize=1)
def _formers() -> dict[str, tuple[Former, ...]]:
    held: dict[str, dict[str, Former]] = defaultdict(dict)
    for change in changes():
        if change.old_code and change.old_name != change.new_name:
            for today in _today(change):
                if divisions().get(today) != change.old_name:
                    held[change.old_name][today] = Former(change.old_name, change.old_code, change.year, today)
    return {name: tuple(sorted(found.values(), key=lambda one: -one.until)) for name, found in held.items()}


def _today(change: Change) -> set[str]:
    """The present codes of what a change made; {""} where the table follows it no further."""
    ends: set[str] = set()
    waiting, seen = [(change.new_code, change.new_name, change.year)], set()
    while waiting:
        code, name, year = waiting.pop()
        if (code, name) in seen:
            continue
        seen.add((code, name))
        after = [
            one
            for one in _by_old().get((code, name), ())
            if one.year >= year and one.new_code and (one.new_code, one.new_name) != (code, name)
        ]
        waiting += [(one.new_code, one.new_name, one.year) for one in after]
        if not after:
            ends.add(code if divisions().get(code) == name else "")
    return ends - {""} or {""}


@lru_cache(maxsize=10_000)
def today_of(code: str) -> str:
    """The code of what a division is today: its own, or that of what it became (350182 长乐市 is 350112 长乐区 since 2017)."""
    name = divisions().get(code, "")
    later = [one for one in _by_old().get((code, name), ()) if one.new_code and one.new_name != name]
    ends = set().union(*(_today(one) for one in later)) - {""} if later else set()
    return next(iter(ends)) if len(ends) == 1 else code


def formers(name: str) -> tuple[Former, ...]:
    """The divisions that bore this name once and bear another today, the latest first."""
    return _formers().get(name, ())


def names_of(code: str) -> tuple[str, ...]:
    """The present name of a division and those that it had since 1980, the latest first."""
    before = (change.old_name for change in history_of(code) if change.kind != "abolished")
    return tuple(dict.fromkeys(name for name in (divisions().get(code, ""), *before) if name))
