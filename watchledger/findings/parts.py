"""What a finding carries besides technology, status and quantity: stage, rung, price, brand, model, targets, venues."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from watchledger.fields.money import amounts_in
from watchledger.findings.clause import sentence
from watchledger.findings.context import Context
from watchledger.findings.lexicon import Lexicon
from watchledger.findings.make import fact
from watchledger.findings.match import Cover
from watchledger.findings.names import used
from watchledger.findings.rows import Rows
from watchledger.findings.rung import Raise
from watchledger.findings.status import Statuses
from watchledger.lang.normal import View, is_han
from watchledger.model import RUNGS, Fact, Item, Money, Notice, Text

FEW = 8
"""Target groups and venues kept of one sentence."""
NEAR = 40
"""Characters around a term in which a maker's name without a label is its brand."""
_BRAND = re.compile(r"(?:品牌|(?<![a-z])brand)(?:型号|及型号|名称)?\s*[:为]\s*([^\s,;、。()|/:]{2,24})")
_MODEL = re.compile(r"(?:型号|(?<![a-z])model(?: no\.?| number)?)\s*[:为]\s*([a-z0-9][\w.+/-]{1,40})")
_BRAND_MODEL = re.compile(r"([^\s,/:|]{2,20}?)[\s/,:]+([a-z0-9][\w.+/-]{1,40})")
_HEAD_UNIT = re.compile(r"\(([百千]?万?亿?元)\)")


class Parts:
    """Reads the parts of findings in one text. Offsets are raw."""

    def __init__(
        self, known: Context, lexicon: Lexicon, text: Text, view: View, notice: Notice, folded: str, rows: Rows, statuses: Statuses
    ) -> None:
        self._known, self._lexicon, self._text, self._view, self._notice = known, lexicon, text, view, notice
        self._folded, self._rows, self._statuses = folded, rows, statuses
        self._cues: dict[tuple[int, int], list[Raise]] = {}
        self._places: dict[tuple[int, int], dict[str, tuple[Fact[str], ...]]] = {}

    def of(self, start: int, end: int, rung: str, terms: Cover) -> dict[str, Any]:
        """The parts of the finding named at [start, end), by field; `terms` are the places of all technologies."""
        bounds = sentence(self._folded, start, end)
        return {
            "stage": self.stage,
            "rung": self._rung(start, end, rung, bounds, terms),
            **self._goods(start, end, bounds),
            **self._named(bounds),
        }

    def people_or_places(self, start: int, end: int) -> bool:
        """Whether the sentence around a stretch names a target group or a venue."""
        return any(self._named(sentence(self._folded, start, end)).values())

    @cached_property
    def stage(self) -> Fact[str] | None:
        """How far the purchase is, in the words that show the notice's type."""
        kind = self._notice.type
        stage = self._known.stages.get(kind.value) if kind is not None else None
        return Fact(stage, kind.quote, kind.span, kind.page, "findings.stage/1") if kind is not None and stage else None

    def _rung(self, start: int, end: int, own: str, bounds: tuple[int, int], terms: Cover) -> Fact[str] | None:
        """None for a taxonomy without a ladder.

        A cue inside the name of another technology raises that one, and one that is ruled out or left for later raises none.
        """
        if not self._lexicon.taxonomy.ladder:
            return None
        if bounds not in self._cues:
            self._cues[bounds] = self._lexicon.ladder.within(self._folded, *bounds)
        for cue in self._cues[bounds]:
            if RUNGS.index(cue.rung) <= RUNGS.index(own):
                break
            inside = start <= cue.start and cue.end <= end
            if not inside and not terms.holds(cue.start, cue.end) and self._statuses.at(cue.start, cue.end) in _STATED:
                return fact(self._text, cue.rung, cue.start, cue.end, "rung.raised/1")
        return fact(self._text, own, start, end, "rung.own/1")

    def _named(self, bounds: tuple[int, int]) -> dict[str, tuple[Fact[str], ...]]:
        if bounds not in self._places:
            found: dict[str, dict[str, Fact[str]]] = {"targets": {}, "venues": {}}
            for place in used(self._lexicon.names.within(self._view, *bounds), self._folded, self._known):
                one = fact(self._text, place.id, place.start, place.end, f"{place.kind}.sentence/1")
                found[place.kind].setdefault(place.id, one)
            self._places[bounds] = {kind: tuple(facts.values())[:FEW] for kind, facts in found.items()}
        return self._places[bounds]

    def _goods(self, start: int, end: int, bounds: tuple[int, int]) -> dict[str, Any]:
        """Price, brand and model: of the notice's line item, else of the table's row, else of the words beside."""
        item = self._item(start, end)
        if item is not None:
            return {"price": item.unit_price, "brand": item.brand, "model": item.model}
        cells = self._rows.cells(start, end)
        if cells:
            return self._of_cells(cells, start)
        return {"brand": self._labelled(_BRAND, bounds, "brand") or self._maker(start, end, bounds),
                "model": self._labelled(_MODEL, bounds, "model")}  # fmt: skip

    def _item(self, start: int, end: int) -> Item | None:
        return next((item for item in self._items if item.name.span.start <= start and end <= item.name.span.end), None)

    @cached_property
    def _items(self) -> list[Item]:
        return [item for item in self._notice.items if item.unit_price or item.brand or item.model]

    def _of_cells(self, cells: dict[str, tuple[int, int]], start: int) -> dict[str, Any]:
        brand, model = self._cell(cells, "brand"), self._cell(cells, "model")
        both = cells.get("brand_model")
        if both is not None and (match := _BRAND_MODEL.fullmatch(self._folded, *both)) and self._is_brand(match[1]):
            brand = brand or fact(self._text, self._raw(match, 1), *match.span(1), "brand.row/1")
            model = model or fact(self._text, self._raw(match, 2), *match.span(2), "model.row/1")
        return {"price": self._price(cells, start), "brand": brand, "model": model}

    def _cell(self, cells: dict[str, tuple[int, int]], role: str) -> Fact[str] | None:
        begin, stop = cells.get(role, (0, 0))
        words = self._folded[begin:stop]
        if not 0 < len(words) <= NEAR or not self._is_brand(words):
            return None
        return fact(self._text, self._text.content[begin:stop], begin, stop, f"{role}.row/1")

    def _price(self, cells: dict[str, tuple[int, int]], start: int) -> Fact[Money] | None:
        begin, stop = cells.get("price", (0, 0))
        if begin == stop:
            return None
        heading = self._rows.heading(start, "price")
        unit = _HEAD_UNIT.search(heading)
        amounts = amounts_in(self._folded, begin, stop, unit=unit[1] if unit else "元", limit=2)
        if len(amounts) != 1:
            return None
        amount = amounts[0]
        currency: str | None = amount.currency
        if not amount.explicit and unit is None and not any(map(is_han, heading)):
            currency = (
                self._currency
            )  # a bare number under "Unit price" is of the currency that the notice states, if it states one
        if currency is None:
            return None
        return fact(self._text, Money(amount.value, currency), amount.start, amount.end, "price.row/1")

    @cached_property
    def _currency(self) -> str | None:
        """The only currency of the notice's sums; None where it states none or several."""
        stated = {f.value.currency for _, _, f in self._notice.facts() if isinstance(f.value, Money)}
        return stated.pop() if len(stated) == 1 else None

    def _labelled(self, pattern: re.Pattern[str], bounds: tuple[int, int], role: str) -> Fact[str] | None:
        match = pattern.search(self._folded, *bounds)
        if match is None or not self._is_brand(match[1]):
            return None
        return fact(self._text, self._raw(match, 1), *match.span(1), f"{role}.label/1")

    def _maker(self, start: int, end: int, bounds: tuple[int, int]) -> Fact[str] | None:
        """A known maker's name close by that is not the name of a company."""
        left, right = max(bounds[0], start - NEAR), min(bounds[1], end + NEAR)
        for _, begin, stop in sorted(self._known.brands.find(self._folded[left:right]), key=lambda m: m[1] - m[2]):
            behind = self._folded[left + stop : left + stop + 16]
            if not self._known.companies.find(re.split(r"[,;。\n\t]", behind)[0]):
                return fact(self._text, self._text.content[left + begin : left + stop], left + begin, left + stop, "brand.maker/1")
        return None

    def _is_brand(self, words: str) -> bool:
        return words not in ("/", "-", "--", "无") and not any(word in words for word in self._known.not_a_brand)

    def _raw(self, match: re.Match[str], group: int) -> str:
        return self._text.content[slice(*match.span(group))]


_STATED = ("required", "maintenance")
"""Statuses of a cue that raise."""
