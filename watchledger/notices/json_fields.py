"""Statements of a JSON record: what a value is, by its key, the key above it, or the label that stands beside it.

Portals' interfaces write {"purchaser": {"name": …}}, [{"name": "采购人", "value": …}] and lists of winners or goods. The reader
of JSON keeps each value's pointer as its block's path; here a label beside a value, an object's key and a list's rows become
what cells of a table are elsewhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from watchledger.fields.label import Label, labels
from watchledger.notices.cell import Cell, cell_of
from watchledger.notices.cells import pair
from watchledger.notices.json_keys import meaning
from watchledger.notices.statement import GENERIC, PARTIES, Page, Statement, inside

_NAMES = frozenset(
    [
        "k",
        "key",
        "name",
        "label",
        "title",
        "field",
        "fieldname",
        "fieldlabel",
        "head",
        "th",
        "caption",
        "item",
        "attr",
        "attrname",
        "cname",
        "labelname",
        "displayname",
        "paramname",
        "colname",
        "itemname",
        "text",
        "prop",
        "property",
        "标签",
        "字段",
        "名称",
        "项",
    ]
)
_VALUES = frozenset(
    [
        "v",
        "value",
        "val",
        "content",
        "data",
        "td",
        "fieldvalue",
        "itemvalue",
        "attrvalue",
        "text",
        "desc",
        "labelvalue",
        "displayvalue",
        "paramvalue",
        "colvalue",
        "body",
        "值",
        "内容",
    ]
)
_WEIGHT = 0.9
_MOST = 4000
"""Values that are looked at; a notice's record has some tens."""
_TABLE = 70_000
_FALSE = re.compile(r"(?:false|0|no|否|n)$")


class _Value(NamedTuple):
    parent: str
    key: str
    """As written: its capitals part its words."""
    start: int
    end: int

    @property
    def name(self) -> str:
        return self.key.lower()


def json_fields(page: Page) -> tuple[list[Statement], set[int]]:
    """The statements of a JSON text's values, and where those values begin: their lines' own labels are no more to be asked."""
    if not page.text.reader.startswith("json/"):
        return [], set()
    members = _members(page)
    result: list[Statement] = []
    tables: dict[str, int] = {}
    for parent, values in members.items():
        told = _labelled(page, values)
        if told is not None:
            result += told
            continue
        listed, above = _place(parent)
        row = None
        if listed is not None and above is not None and len(values) >= 2:
            number = tables.setdefault(listed, _TABLE + len(tables))
            row = (number, int(parent.rsplit("/", 1)[1]))
        result += _of_object(page, values, above, row)
    taken = {s.start for s in result}
    return result, taken


def _members(page: Page) -> dict[str, list[_Value]]:
    """The values with a pointer, by the pointer of the object that holds them."""
    found: dict[str, list[_Value]] = defaultdict(list)
    for block in page.text.blocks[:_MOST]:
        if block.path is None or block.kind != "paragraph" or "/" not in block.path or block.end <= block.start:
            continue
        parent, _, key = block.path.rpartition("/")
        if key.isdigit():
            parent, _, key = parent.rpartition("/")
        start, end = page.at(block.start), page.at(block.end - 1) + 1
        if not inside(page.skip, start) and end > start:
            found[parent].append(_Value(parent, key, start, end))
    return found


def _labelled(page: Page, values: list[_Value]) -> list[Statement] | None:
    """An object that is a label and its value; None for any other. A label that nobody knows says nothing."""
    if not 2 <= len(values) <= 8:
        return None
    name = next((v for v in values if v.name in _NAMES), None)
    value = next((v for v in values if v is not name and v.name in _VALUES), None)
    if name is None or value is None or name.end - name.start > 30:
        return None
    cell = cell_of(page, name.start, name.end, line=False)
    if not cell.named:
        return [] if len(values) == 2 and name.name != "name" else None
    return pair(page, cell, Cell(value.start, value.end, None, None, False, False, False))


def _place(parent: str) -> tuple[str | None, str | None]:
    """The list that an object is a row of, if any, and the key that names the object or the list."""
    above, _, last = parent.rpartition("/")
    if last.isdigit():
        return above, above.rpartition("/")[2] or None
    return None, last or None


_WINS = frozenset(["win", "iswin", "winner", "iswinner", "won", "selected", "awarded", "是否中标", "是否成交"])
_FIRMS = frozenset({"supplier", "supplier_any", "supplier_first"})
_SCALES = frozenset({"元", "万元"})


def _of_object(page: Page, values: list[_Value], above: str | None, row: tuple[int, int] | None) -> list[Statement]:
    """What an object says, the key above it known; `row` when it is one of a list's."""
    words = page.words
    party = meaning(above) if above else None
    about = party.role if party is not None and party.role in PARTIES | _FIRMS else None
    won = next((v for v in values if v.name in _WINS), None)
    lost = won is not None and _FALSE.match(words, won.start, won.end) is not None
    scales = (words[v.start : v.end] for v in values if "unit" in v.name)
    unit = next((scale for scale in scales if scale in _SCALES), "")
    how = "row" if row else "cell"
    result: list[Statement] = []
    for value in values:
        label = _label(value.key, party, about)
        if label is None:
            continue
        role = label.role
        if won is not None and role in _FIRMS | {"name"}:
            role = "supplier_later" if lost else "supplier"
        elif role == "name":
            role = about or ("item" if row is not None else "other")
        if role in GENERIC or role == "other" and row is None:
            continue
        told = about if about in PARTIES else None
        weight = label.weight * _WEIGHT
        result.append(Statement(role, weight, value.start, value.start, value.start, value.end, how, unit, told, row))
    return result


_INNER_NAMES = frozenset({"name", "orgname", "fullname", "title", "legalname", "value", "名称"})
_INNER_SUMS = frozenset({"value", "amount", "price", "money", "金额"})


def _label(key: str, party: Label | None, about: str | None) -> Label | None:
    """What a key means inside an object of that meaning: {"budget": {"value": …}}, {"area": {"name": …}}."""
    folded = key.lower()
    if party is not None and about is None:
        if party.role in ("budget", "ceiling", "award", "award_total") and folded in _INNER_SUMS:
            return party
        if party.role in ("region", "title") and folded in _INNER_NAMES:
            return party
    if about is not None:
        if folded in _INNER_NAMES:
            return Label(about, party.weight if party else 1.0)
        found = meaning(key)
        return found if found is not None and found.role not in ("title", "region", "code") else None
    found = meaning(key)
    return found if found is not None else labels().get(folded)
