"""Line items: rows with a name and a quantity or a price."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from watchledger.fields.anchor import strip_enumerator
from watchledger.fields.label import nothing
from watchledger.fields.money import amounts_in
from watchledger.lang.numerals import number
from watchledger.model.notice import Money
from watchledger.notices.candidate import Candidate, as_written, named
from watchledger.notices.goods_lines import DETAIL, item_lines
from watchledger.notices.goods_prose import told_items
from watchledger.notices.parties import key
from watchledger.notices.statement import Page, Statement
from watchledger.notices.suppliers import amount_of, as_money

_QUANTITY = re.compile(
    r"(?P<n>\d{1,9}(?:,\d{3})*(?:\.\d{1,4})?|[一二两三四五六七八九十百]{1,4})[ (/]*(?P<unit>[a-z\u4e00-\u9fff㎡]{1,5}[²³23]?)?\)?$"
)
_LUMP = frozenset({"项", "批", "宗", "式", "个", "次", "年", "标段", "包", "家", "期", ""})
"""Units of a row that only restates the whole project."""
_NOT_ITEMS = re.compile(r":|[≥≤]|合计|总计|小计|^总价|^备注|^说明|详见|^无$|^[/\\—-]+$|^\d+$|供应商|有限公司$")
_BRAND_MODEL = re.compile(r"^(?P<brand>[^\s,，/:：]{2,20}?牌?)[\s/,，:：]+(?P<model>[A-Za-z0-9][^\s，,]{1,40})$")
_INLINE = re.compile(r"(?:招标|采购)内容")
_MOST = 2000


@dataclass(frozen=True, slots=True)
class Good:
    """An item in the making."""

    name: Candidate[str]
    brand: Candidate[str] | None = None
    model: Candidate[str] | None = None
    quantity: Candidate[Decimal] | None = None
    unit: Candidate[str] | None = None
    unit_price: Candidate[Money] | None = None
    line_total: Candidate[Money] | None = None
    specification: Candidate[str] | None = None


def goods(
    page: Page, statements: list[Statement], title: Candidate[str] | None, winners: frozenset[str] = frozenset()
) -> list[Good]:
    """The items of all tables (and of "招标内容：X 数量：3台"), duplicates from a repeated table left out. `winners` are the keys
    of the winners' names: in a table of all offers only theirs are bought."""
    rows: dict[tuple[int, int], dict[str, Statement]] = defaultdict(dict)
    for s in statements:
        if s.row is not None and len(rows) < _MOST:
            rows[s.row].setdefault(s.role, s)
    lost = _lost(page, rows, winners)
    found = [g for where, row in rows.items() if where not in lost and (g := _good(page, row, title)) is not None]
    found = _without_lump(found)
    if not found:
        found = (
            _detailed(page)
            or _blocks(page, statements, title)
            or _inline(page, statements, title)
            or _lines(page)
            or _told(page, statements)
        )
    seen: set[tuple[object, ...]] = set()
    kept: list[Good] = []
    for good in found:
        mark = (
            good.name.value,
            good.quantity and good.quantity.value,
            good.unit_price and good.unit_price.value,
            good.model and good.model.value,
        )
        if mark not in seen:
            seen.add(mark)
            kept.append(good)
    return kept


_OFFERING = ("supplier_any", "supplier_list", "supplier", "supplier_first", "supplier_later")


def _lost(page: Page, rows: dict[tuple[int, int], dict[str, Statement]], winners: frozenset[str]) -> set[tuple[int, int]]:
    """The rows of bidders that did not win. A row without a name belongs to the bidder above."""
    if not winners:
        return set()
    who: dict[tuple[int, int], str] = {}
    last: dict[int, str] = {}
    for where, row in sorted(rows.items()):
        named_in = next((row[r] for r in _OFFERING if r in row), None)
        if named_in is not None:
            last[where[0]] = key(page.words[named_in.start : named_in.end])
        who[where] = last.get(where[0], "")
    by_table: dict[int, set[str]] = defaultdict(set)
    for (table, _), name in who.items():
        by_table[table].add(name)
    offers = {table for table, names in by_table.items() if len(names - {""}) > 1 and any(w in n for w in winners for n in names)}
    return {where for where, name in who.items() if where[0] in offers and name and not any(w in name for w in winners)}


def _detailed(page: Page) -> list[Good]:
    """Items in sentences that give make, number and price."""
    words, rule = page.words, "notice.items.detail/1"
    found: list[Good] = []
    for m in DETAIL.finditer(words) if "数量" in words and "单价" in words else ():
        start = max(m.start("name"), page.gaps.hard_before(m.end("name") - 1))
        price = amounts_in(words, m.start("price"), m.end("price") + 2, limit=1)
        found.append(
            Good(
                named(page, strip_enumerator(words, start, m.end("name")), m.end("name"), 0.7, rule),
                named(page, *m.span("brand"), 0.7, rule) if m["brand"] else None,
                named(page, *m.span("model"), 0.7, rule),
                Candidate(Decimal(m["n"]), *m.span("n"), 0.7, rule),
                named(page, *m.span("unit"), 0.7, rule),
                as_money(price[0], 0.7, rule) if price else None,
            )
        )
    return found


def _lines(page: Page) -> list[Good]:
    """Items in plain lines."""
    rule = "notice.items.line/1"
    found: list[Good] = []
    for m in item_lines(page):
        price = amounts_in(page.words, m.start("price"), m.end("price") + 1, limit=1) if m["price"] else []
        found.append(
            Good(
                named(page, *m.span("name"), 0.7, rule),
                quantity=Candidate(Decimal(m["n"]), *m.span("n"), 0.7, rule),
                unit=named(page, *m.span("unit"), 0.7, rule),
                unit_price=as_money(price[0], 0.7, rule) if price else None,
            )
        )
    return found


def _told(page: Page, statements: list[Statement]) -> list[Good]:
    """Items in sentences."""
    rule = "notice.items.sentence/1"
    found: list[Good] = []
    for told in told_items(page, statements):
        price = amounts_in(page.words, *told.price, limit=1) if told.price else []
        words = page.words[slice(*told.number)].replace(",", "")
        found.append(
            Good(
                named(page, *told.name, 0.6, rule),
                quantity=Candidate(Decimal(words) if words[0].isdigit() else Decimal(number(words) or 0), *told.number, 0.6, rule),
                unit=named(page, *told.unit, 0.6, rule),
                unit_price=as_money(price[0], 0.6, rule) if price else None,
            )
        )
    return found


_OF_ITEM = frozenset({"item", "brand", "model", "brand_model", "quantity", "unit", "unit_price"})


def _blocks(page: Page, statements: list[Statement], title: Candidate[str] | None) -> list[Good]:
    """Items listed label by label: 名称, 品牌, 规格型号, 数量, 单价, then the next 名称."""
    groups: list[dict[str, Statement]] = []
    for s in statements:
        if s.row is not None or s.role not in _OF_ITEM or s.how == "verb":
            continue
        if s.role == "item":
            groups.append({})
        if groups and len(groups) < _MOST:
            groups[-1].setdefault(s.role, s)
    found = [g for group in groups if _listed(page, group) and (g := _good(page, group, title)) is not None]
    return [] if len(found) == 1 and _lump(found[0]) else found


def _lump(good: Good) -> bool:
    """Whether an only item is the whole purchase again: one of it, without a make or a price."""
    unit = good.unit.value if good.unit else ""
    if good.unit_price is not None:
        return False
    return good.quantity is not None and good.quantity.value == 1 and unit in _LUMP and good.brand is None and good.model is None


def _listed(page: Page, group: dict[str, Statement]) -> bool:
    """Whether labels list an item: name, quantity and a third; or a name and a quantity whose labels are of one make (标的名称,
    标的数量)."""
    if "quantity" not in group:
        return False
    name, quantity = group["item"], group["quantity"]
    first, second = page.words[name.label : name.label_end], page.words[quantity.label : quantity.label_end]
    return len(group) >= 3 or len(second) >= 4 and first[:2] == second[:2]


def _good(page: Page, row: dict[str, Statement], title: Candidate[str] | None) -> Good | None:
    name = row.get("item") or row.get("item_weak")
    if name is None or ("quantity" not in row and "unit_price" not in row):
        return None
    if "award_date" in row or "supplier_any" in row and "unit_price" not in row and "bid" in row:
        return None
    words = page.words[name.start : name.end]
    if not 1 < len(words) <= 80 or _NOT_ITEMS.search(words) or words in nothing() or not any(c.isalpha() for c in words):
        return None
    quantity, unit = _quantity(page, row)
    price = row.get("unit_price")
    amount = amount_of(page, price) if price is not None else None
    if quantity is None and amount is None:
        return None
    unit_words = unit.value if unit else ""
    if _restates(words, title) and unit_words in _LUMP and (quantity is None or quantity.value == 1):
        return None
    if quantity is None and amount is not None and _restates(words, title):
        return None
    brand, model = _brand_model(page, row)
    money = as_money(amount, 0.9, "notice.items.unit_price.row/1") if amount is not None else None
    whole = row.get("line_total")
    total = amount_of(page, whole) if whole is not None else None
    line = as_money(total, 0.9, "notice.items.line_total.row/1") if total is not None else None
    called = named(page, name.start, name.end, name.weight, f"notice.items.{name.how}/1")
    return Good(called, brand, model, quantity, unit, money, line, _specification(page, row.get("spec")))


_LONGEST_SPECIFICATION = 2000


def _specification(page: Page, s: Statement | None) -> Candidate[str] | None:
    """The words of the goods' own column; none where it only refers elsewhere."""
    if s is None or not 2 <= s.end - s.start <= _LONGEST_SPECIFICATION:
        return None
    words = page.words[s.start : s.end]
    if words in nothing() or words.startswith(("详见", "见附件", "见招标", "见采购")):
        return None
    return named(page, s.start, s.end, s.weight, f"notice.items.specification.{s.how}/1")


def wrong_sums(found: list[Good], award: Candidate[Money] | None) -> list[str]:
    """Rows whose number of pieces times their price is not their total, and totals of rows that come to more than the award
    (notices list the main items only), a sentence each."""
    problems = [
        f"items: {g.quantity.value} x {g.unit_price.value.amount} is not {g.line_total.value.amount} ({g.name.value})"
        for g in found[:_CHECKED]
        if g.quantity is not None
        and g.unit_price is not None
        and g.line_total is not None
        and abs(g.quantity.value * g.unit_price.value.amount - g.line_total.value.amount) > _CENTS
    ]
    totals = [g.line_total.value.amount for g in found if g.line_total is not None]
    if award is not None and len(totals) == len(found) > 1 and not problems:
        total = sum(totals, Decimal(0))
        if total - award.value.amount > _CENTS * len(totals):
            problems.append(f"items: their totals make {total}, more than the award of {award.value.amount}")
    return problems


_CHECKED = 500
_CENTS = Decimal("0.05")
"""Rounding of a line that is no disagreement."""


def _quantity(page: Page, row: dict[str, Statement]) -> tuple[Candidate[Decimal] | None, Candidate[str] | None]:
    s = row.get("quantity")
    quantity: Candidate[Decimal] | None = None
    unit: Candidate[str] | None = None
    if s is not None:
        match = _QUANTITY.match(page.words[s.start : s.end].strip())
        if match:
            at = page.words.find(match.group(), s.start)
            value = Decimal(match["n"].replace(",", "")) if match["n"][0].isdigit() else Decimal(number(match["n"]) or 0)
            quantity = Candidate(value, at, at + match.end("n"), 0.9, "notice.items.quantity.row/1")
            if match["unit"]:
                unit = named(page, at + match.start("unit"), at + match.end("unit"), 0.9, "notice.items.unit.row/1")
    u = row.get("unit")
    if unit is None and u is not None and u.end - u.start <= 6:
        unit = named(page, u.start, u.end, 0.9, "notice.items.unit.row/1")
    return quantity, unit


def _brand_model(page: Page, row: dict[str, Statement]) -> tuple[Candidate[str] | None, Candidate[str] | None]:
    def cell(role: str) -> Candidate[str] | None:
        s = row.get(role)
        if s is None or s.end - s.start > 120 or page.words[s.start : s.end].strip() in nothing():
            return None
        return named(page, s.start, s.end, 0.9, f"notice.items.{role}.row/1")

    brand, model = cell("brand"), cell("model")
    both = cell("brand_model") if brand is None or model is None else None
    source = both or (model if brand is None else None)
    if source is not None:
        raw_start, raw_end = page.view.raw(source.start, source.end)
        match = _BRAND_MODEL.match(as_written(page.text.content[raw_start:raw_end]))
        if match:
            offset = len(re.sub(r"\s", "", match["brand"]))
            brand = named(page, source.start, source.start + offset, 0.8, "notice.items.brand.split/1")
            size = len(match["model"])
            model = named(page, source.end - size, source.end, 0.8, "notice.items.model.split/1")
        elif both is not None:
            model = model or both
    return brand, model


def _restates(words: str, title: Candidate[str] | None) -> bool:
    if title is None:
        return False
    whole = re.sub(r"\s", "", title.value).lower()
    words = words.lower()
    return words in whole or whole in words or difflib.SequenceMatcher(None, words, whole[-len(words) - 8 :]).ratio() > 0.7


def _without_lump(found: list[Good]) -> list[Good]:
    """Drops "某某一批" beside the rows that list what is in it."""
    if len(found) < 3:
        return found
    return [
        g
        for g in found
        if not (
            g.unit is not None
            and g.unit.value in ("批", "项", "宗")
            and g.quantity is not None
            and g.quantity.value == 1
            and g.model is None
            and g.unit_price is None
        )
    ] or found


def _inline(page: Page, statements: list[Statement], title: Candidate[str] | None) -> list[Good]:
    """ "招标内容：排爆机器人平台 数量：一台"."""
    found: list[Good] = []
    for name, quantity in zip(statements, statements[1:], strict=False):
        if (
            name.role not in ("item", "item_weak", "purpose")
            or quantity.role != "quantity"
            or name.row
            or quantity.row
            or quantity.label - name.end > 3
        ):
            continue
        words = page.words[strip_enumerator(page.words, name.start, name.end) : name.end].strip(" ,;。")
        match = _QUANTITY.match(page.words[quantity.start : quantity.end].split("(")[0].strip(" ,;。"))
        unit = match["unit"] if match else None
        if match is None or not 2 <= len(words) <= 60 or (unit or "") in _LUMP:
            continue
        at = page.words.find(match.group(), quantity.start)
        value = Decimal(match["n"].replace(",", "")) if match["n"][0].isdigit() else Decimal(number(match["n"]) or 0)
        low = page.words.find(words, name.start)
        found.append(
            Good(
                named(page, low, low + len(words), 0.7, "notice.items.label/1"),
                quantity=Candidate(value, at, at + match.end("n"), 0.8, "notice.items.quantity.label/1"),
                unit=named(page, at + match.start("unit"), at + match.end("unit"), 0.8, "notice.items.unit.label/1")
                if unit
                else None,
            )
        )
    return found
