"""Winners with their amounts and lots; losing bidders, reviewers and contacts are told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from watchledger.fields.money import Amount, amounts_in
from watchledger.fields.organisation import ends, is_company, is_person, organisation
from watchledger.model.notice import Money
from watchledger.notices.candidate import Candidate, named
from watchledger.notices.cell import UNIT_CELL
from watchledger.notices.parties import key
from watchledger.notices.statement import Page, Statement, note_unit

_LOT = re.compile(
    r"(?:标段|标包|分包|采购包|合同包|包组|包件号?|包号?|标项|lot)[:号]? ?(?P<after>[a-z]{0,3}\d{1,3}|"
        r"[a-z](?![a-z])|[一二三四五六七八九十]{1,3}(?![、个]))"
    r"|第?(?P<before>[a-z]|\d{1,3}|[一二三四五六七八九十]{1,3})(?:标段|标包|分包|包(?!括|含|装|干|件|子|工)|标项)"
)  # fmt: skip
_SHARED = re.compile(r"(?:成交|中标|中选|分配|采购)?份额[为:,]?\d|份额\(?%")
"""Several ranked winners share the contract."""
_REACH = 14
"""Statements between a supplier and an amount of its; further ones belong to something else."""
_PER = re.compile(r"元/(?!\d)[\u4e00-\u9fff㎡a-z]|单价|[%‰]")
"""In a label: what follows are prices of one piece, or rates."""
_SPLIT = re.compile(r"[;；]|(?:(?<=公司)|(?<=[体头员方人]\)))[、,](?=[\u4e00-\u9fff()]{4,}公司)")
_OF_FIRST = re.compile(r"第[一1](?:名|(?:中标|成交|中选)?候选(?:人|单位|供应商))")
"""What a value begins with that gives the prices of all candidates, the first one's first."""
_CONSORTIUM = re.compile(r"联合体|牵头")
_JOINT = re.compile(r"(?<![非无])(?:联合体(?!投标[:为]?[否无不])|牵头)")
_UNIT_AFTER = re.compile(r"(?:价格|金额|货币|计价|报价)单位[:为]?(?P<unit>万元|元)")
"""A portal's column beside the number: "中标价格：121.5 价格单位：万元"."""
_ALL = re.compile(r"合计|共计|总计|总额|总预算|总金额|总价")
_YEARLY = re.compile(r"[年月](?:均|度)?(?:租金|费用|服务费|租赁费|预算|单价|价格|价|费)?(?:金额)?(?:约|为|:)*(?:人民币|¥)*$")


@dataclass(slots=True)
class Winner:
    """A winner in the making."""

    name: Candidate[str]
    amount: Candidate[Money] | None = None
    lot: Candidate[str] | None = None
    partner: bool = False
    """A member of a consortium whose leader has the amount."""
    at: int = 0
    row: tuple[int, int] | None = None
    weight: float = 0.0
    amounts: list[Candidate[Money]] = field(default_factory=list)


def winners(page: Page, statements: list[Statement], kind: str) -> list[Winner]:
    """The winners of an award or a contract, the first-ranked of a list of candidates; empty for every other kind."""
    if kind not in ("award", "contract", "candidate"):
        return []
    roles = {s.role for s in statements if s.end > s.start}
    wanted = ["supplier_first"] if kind == "candidate" and "supplier_first" in roles else ["supplier"]
    found = _walk(page, statements, tuple(wanted), kind)
    if not found and kind != "candidate":
        shared = _SHARED.search(page.words) is not None
        found = _walk(page, statements, ("supplier_first", "supplier_later") if shared else ("supplier_first",), kind)
    if not found:
        found = _ranked(page, statements, kind)
    if not found and kind != "candidate":
        found = _walk(page, statements, ("supplier_any",), kind)
        found = found if len({key(w.name.value) for w in found}) == 1 else [w for w in found if w.amounts and w.row]
    if not found and kind == "candidate":
        listed = _walk(page, statements, ("supplier_list",), kind)
        found = listed if len(listed) == 1 else []
    _from_ranking(page, found, statements)
    return _united(page, found, statements)


def _from_ranking(page: Page, found: list[Winner], statements: list[Statement]) -> None:
    """A winner named without a price takes the one beside its name in the table of bidders."""
    bare = {key(w.name.value): w for w in found if not w.amounts}
    if not bare:
        return
    rows: dict[tuple[int, int], list[Winner]] = {}
    for s in statements:
        if s.row is not None and s.role in ("supplier_any", "supplier_list", "supplier", "supplier_first"):
            span = organisation(page.words, page.gaps, s.start, s.end, cell=True)
            name = key(named(page, *span, 0.5, "").value) if span else ""
            if name in bare:
                rows.setdefault(s.row, []).append(bare[name])
    _from_rows(page, statements, rows)


def _walk(page: Page, statements: list[Statement], roles: tuple[str, ...], kind: str) -> list[Winner]:
    """Goes through the statements in order; each winner takes the amounts that follow it, or those of its row."""
    found: list[Winner] = []
    current: Winner | None = None
    rows: dict[tuple[int, int], list[Winner]] = {}
    since = 0
    previous = 0
    for s in statements:
        since += s.row is None
        if s.role in roles and s.end > s.start:
            made = _named(page, s, previous)
            previous = s.end
            since = 0
            if made:
                found.extend(made)
                together = len(made) == 1 or _CONSORTIUM.search(page.words, s.start, s.end)
                current = made[0] if together else None
                if s.row is not None:
                    rows.setdefault(s.row, []).extend(made)
                continue
            current = None
        elif s.role == "supplier_later" or (s.role in ("supplier", "supplier_any") and s.role not in roles and s.row is None):
            current = None
        elif (
            s.role in ("award", "bid") and s.row is None and found and not found[0].amounts and _OF_FIRST.match(page.words, s.start)
        ):
            amount = money(page, s, "notice.suppliers.amount")
            found[0].amounts += [amount] if amount is not None else []
        elif (
            s.role in ("award", "award_total", "bid")
            and s.row is None
            and not s.old
            and current is not None
            and since <= _REACH
            and current.row is None
        ):
            amount = money(page, s, "notice.suppliers.amount")
            if amount is not None and (s.role != "award_total"):
                current.amounts.append(amount)
    _from_rows(page, statements, rows)
    _same_line(page, found, priced=kind != "candidate" and roles != ("supplier_first",))
    return found


def _from_rows(page: Page, statements: list[Statement], rows: dict[tuple[int, int], list[Winner]]) -> None:
    for s in statements:
        if s.row is None or s.row not in rows:
            continue
        for winner in rows[s.row]:
            if s.role in ("award", "bid", "award_total", "line_total"):
                amount = money(page, s, "notice.suppliers.amount")
                if amount is not None:
                    winner.amounts.append(amount)
            elif (s.role == "lot" or (s.role == "code_lot" and s.end - s.start <= 8)) and winner.lot is None:
                winner.lot = named(page, s.start, s.end, 0.9, "notice.suppliers.lot.row/1")


_PRICED = re.compile(r"(?:价|金额|额|款)(?:\([^()]{1,12}\))?[为:约]*(?:人民币|¥)*$")


def _same_line(page: Page, found: list[Winner], *, priced: bool) -> None:
    """ "第一名：某公司，投标报价：1929500元": the price on the winner's own line when no label gave one; `priced` asks for a word
    of price right before it."""
    for winner in found:
        if winner.amounts:
            continue
        end = page.gaps.next_hard(winner.name.end, min(len(page.words), winner.name.end + 80))
        if winner.row is not None or winner.partner:
            continue
        for amount in amounts_in(page.words, winner.name.end, end, limit=2):
            before = page.words[winner.name.end : amount.start]
            if (
                amount.explicit
                and amount.per is None
                and amount.value > 0
                and (not priced or not before.strip(" ,:(") or _PRICED.search(before))
            ):
                winner.amounts.append(as_money(amount, 0.6, "notice.suppliers.amount.line/1"))
                break


_WON = "(?:拟|预)?(?:中标|成交|中选|入围|入选|推荐|候选)+"
_NO_FIRM = re.compile(rf"{_WON}(?:人|单位|供应商|企业|公司|机构)?[\d一二三]?$|.{{0,8}}(?:率|金额|价格|报价|总价|名称|地址|日期)$")
"""A heading's word where a firm's name is looked for."""
_RUN_TOGETHER = re.compile(r"\d{5}(?!\d*部队)")
"""A sum or a telephone number within what is taken for a name: cells of a row run together."""


def _named(page: Page, s: Statement, previous: int) -> list[Winner]:
    words = page.words
    made: list[Winner] = []
    joint = "consortium." if _JOINT.search(words, s.start, s.end) else ""
    at = s.start
    for piece in _SPLIT.split(words[s.start : s.end]):
        low = words.find(piece, at, s.end) if piece else -1
        if low < 0:
            continue
        at = low + len(piece)
        span = organisation(words, page.gaps, low, at, cell=s.celled)
        if span is None:
            continue
        name = words[slice(*span)]
        if (
            is_person(name)
            or _NO_FIRM.match(words, *span)
            or _RUN_TOGETHER.search(name)
            or not s.celled
            and not (ends(name) or is_company(name) or name.isascii())
            or name.endswith(("评标委员会", "评审委员会"))
            or made
            and not is_company(name)
        ):
            continue
        lot = _lot(page, s, previous)
        partner = bool(made and _CONSORTIUM.search(words, s.start, s.end))
        made.append(
            Winner(named(page, *span, s.weight, f"notice.suppliers.{joint}{s.how}/1"), None, lot, partner, s.label, s.row, s.weight)
        )
    return made[:1] if s.role in ("supplier_first",) else made


def _lot(page: Page, s: Statement, previous: int) -> Candidate[str] | None:
    """The lot named nearest before the winner, since the winner before; in a table its row says it."""
    if s.row is not None:
        return None
    low = max(previous, s.label - 160)
    last = None
    for match in _LOT.finditer(page.words, low, s.label_end):
        last = match
    if last is None:
        return None
    group = "after" if last["after"] else "before"
    return named(page, *last.span(group), 0.7, "notice.suppliers.lot.before/1")


def _ranked(page: Page, statements: list[Statement], kind: str) -> list[Winner]:
    """The first of a ranking table: a row with rank 1, its bidder and price. In an award only when a price stands with it."""
    firsts = {s.row for s in statements if s.role == "rank" and s.row is not None and _first_rank(page.words[s.start : s.end])}
    found: list[Winner] = []
    rows: dict[tuple[int, int], list[Winner]] = {}
    for s in statements:
        if s.row in firsts and s.row is not None and s.role in ("supplier_any", "supplier_list", "supplier", "supplier_first"):
            made = _named(page, s, 0)  # several firms in the cell of one bidder are a consortium
            for member in made[1:]:
                member.partner = True
            found.extend(made)
            rows.setdefault(s.row, []).extend(made)
    _from_rows(page, statements, rows)
    return found if kind == "candidate" else [w for w in found if w.amounts]


_FIRST = re.compile(r"(?:推荐|拟)?(?:中标|成交|中选)?候选(?:人|供应商)第?[一1]名?")


def _first_rank(words: str) -> bool:
    return _FIRST.fullmatch(words.strip(" .、")) is not None or words.strip(" .、") in (
        "1",
        "第一",
        "第一名",
        "一",
        "第1名",
        "第1",
        "01",
        "第一候选人",
        "第一中标候选人",
        "1st",
        "推荐1",
        "第一成交候选人",
    )


def money(page: Page, s: Statement, rule: str) -> Candidate[Money] | None:
    """The amount that a statement gives; None for rates, unit prices and a template's zero."""
    found = None if _PER.search(page.words, s.label, s.label_end + 16 if s.how == "label" else s.label_end) else amount_of(page, s)
    return None if found is None else as_money(found, s.weight, f"{rule}.{s.how}/1")


_NO_TENS_OF_THOUSANDS = 10**11
"""A sum that a head in 万元 makes so large was written in 元."""
_LOT_FIRST = re.compile(r"(?:采购)?(?:包|标段|标项|品目|合同包)\d{1,2} ?[-:—]+ ?(?=\d)")
""" "包1-1800000.00元": the lot before its sum."""
_LEAST = 100
"""Below it a bare number is a row's number or a score, no sum of an award or a budget: a sum so small comes with its unit."""


def amount_of(page: Page, s: Statement) -> Amount | None:
    """The first amount of a statement's value that is a sum. Several fields ask for the same statement's."""
    asked = s.start, s.end, s.unit, s.role
    if asked not in page.amounts:
        page.amounts[asked] = _amount_of(page, s)
    return page.amounts[asked]


def _amount_of(page: Page, s: Statement) -> Amount | None:
    words = page.words
    low, high = s.start, min(s.end, s.start + 160)
    low = words.find("→", low, high) + 1 or low
    if (lot := _LOT_FIRST.match(words, low, high)) is not None:
        low = lot.end()
    beside = None if s.unit else _UNIT_AFTER.search(words, low, min(len(words), high + 16))
    led = None if s.unit else UNIT_CELL.match(words, low, high)
    low = led.end() if led else low
    unit = note_unit(led.group()) if led else beside["unit"] if beside else s.unit
    found = amounts_in(words, low, high, unit=unit, limit=4)
    if found and not found[0].explicit and not unit and found[0].value < _MOST_TENS_OF_THOUSANDS:
        whole = _PAGE_UNIT.search(words, 0, min(len(words), 6000))
        found = amounts_in(words, low, high, unit=whole["unit"], limit=4) if whole else found
    for amount in _total_first(words, low, found):
        before = words[low : amount.start]
        yearly = amount.per in ("/年", "每年") and s.role in ("budget", "ceiling")
        if (
            amount.per is not None
            and not yearly
            or s.unit == "万元"
            and amount.value >= _NO_TENS_OF_THOUSANDS
            or len(before) > 60
            or _RATE.search(before)
        ):
            return None
        if amount.value <= 0:
            return None
        bare = not amount.explicit and amount.words is None
        if bare and (amount.value < _LEAST and not s.unit and beside is None or _PROSE.search(before)):
            return None
        return amount
    return None


_RATE = re.compile(r"单价|费率|下浮|优惠率|折扣|标准的|百分之|每[人月天次台套个]")
_PROSE = re.compile(r"[\u4e00-\u9fff]{6,}")
_PAGE_UNIT = re.compile(r"(?:金额|货币|价格|币种)单位:(?:人民币)?(?P<unit>万元)")
_MOST_TENS_OF_THOUSANDS = 1_000_000
"""A number from which a page's 金额单位：万元 is not of it: ten thousand million."""


def _total_first(words: str, low: int, found: list[Amount]) -> list[Amount]:
    """Of several amounts the one called a total first ("年均约120万元，三年合计360万元"); a yearly one is none."""
    if len(found) < 2:
        return found
    ends = [low, *(a.end for a in found)]
    total = [a for a, end in zip(found, ends, strict=False) if _ALL.search(words, end, a.start)]
    return total[:1] if total and _YEARLY.search(words[low : found[0].start]) else found


def as_money(amount: Amount, weight: float, rule: str) -> Candidate[Money]:
    """An amount as a candidate."""
    return Candidate(Money(amount.value.normalize() + 0, amount.currency), amount.start, amount.end, weight, rule)


def _united(page: Page, found: list[Winner], statements: list[Statement]) -> list[Winner]:
    """One winner for each name and lot; mentions without an amount join those that have one."""
    result: list[Winner] = []
    for winner in found:
        if winner.amounts:
            winner.amount = winner.amounts[0]
        name, lot = key(winner.name.value), winner.lot.value if winner.lot else None
        known = [w for w in result if key(w.name.value) == name]
        twin = next((w for w in known if _same_lot(w, lot) and _same_amount(w, winner)), None)
        if twin is None:
            result.append(winner)
            continue
        twin.amount = twin.amount or winner.amount
        twin.lot = twin.lot or winner.lot
    if len(result) == 1 and result[0].amount is None:
        priced = [s for s in statements if s.role in ("award", "award_total") and not s.old]
        loose = [money(page, s, "notice.suppliers.amount") for s in priced]
        stated = [m for m in loose if m is not None]
        if stated and len({m.value for m in stated}) == 1:
            result[0].amount = stated[0]
        elif not stated:
            result[0].amount = _added_up(page, statements)
    return result


_SUM_ROW = re.compile(r"(?:合计|总计|共计)(?:金额|价款|总价)?(?:人民币)?(?:\([^()]{1,8}\))?[:/| ]*(?=[\d¥壹贰叁肆伍陆柒捌玖拾])")


def _added_up(page: Page, statements: list[Statement]) -> Candidate[Money] | None:
    """The last sum under a list of goods, which an only winner without another price is paid."""
    priced = any(s.role == "line_total" for s in statements)
    sums = [m.end() for m in _SUM_ROW.finditer(page.words)] if "计" in page.words else []
    for at in reversed(sums):
        found = amounts_in(page.words, at, min(len(page.words), at + 60), limit=1)
        if found and found[0].start <= at + 16 and found[0].per is None and found[0].value >= _LEAST:
            sure = found[0].explicit or priced
            return as_money(found[0], 0.5, "notice.suppliers.amount.sum/1") if sure else None
    return None


def _same_lot(winner: Winner, lot: str | None) -> bool:
    return winner.lot is None or lot is None or winner.lot.value == lot


def _same_amount(a: Winner, b: Winner) -> bool:
    return (
        a.amount is None
        or b.amount is None
        or abs(a.amount.value.amount - b.amount.value.amount) < 1
        or a.row is None
        or b.row is None
    )
