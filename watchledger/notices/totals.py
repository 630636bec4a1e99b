"""Budget, ceiling and the total of an award: typed amounts, never mixed; forms that disagree are reported."""

from __future__ import annotations

import re
from decimal import Decimal

from watchledger.model.notice import Money
from watchledger.notices.candidate import Candidate, best
from watchledger.notices.statement import Page, Statement
from watchledger.notices.suppliers import Winner, amount_of, money

_FAR = 4000
"""Characters between two amounts beyond which their sum is not quoted as one stretch."""


_CHANGED = 1.5
"""What an amendment's new amount weighs more than the one that it replaces, and a total more than the lots'."""
_OF_ALL = re.compile(r"总|合计|共计")
"""In a label: the amount is the whole purchase's."""
_AFTER_A_LOT = re.compile(r"(?:[a-z]|第?[一二三四五六七八九十\d]{1,2})(?:包|标段|标包)[:(][^。;:]{1,50}$")
"""Before a label: "A包:某系统1套,预算金额118万元"."""
_OF_A_LOT = re.compile(r"采购包|标段|标项|分包|标包|分标|(?<!合同)包(?:预算|最高)")
"""In a label: the amount is one lot's; such amounts are summed where the notice gives them one after another."""


_ALSO_CEILING = re.compile(r"[及和与、/暨].{0,2}(?:最高.{0,2}限[价额]|控制价)")
"""In a budget's label: one amount is both ("预算金额及最高限价")."""
_LEAST_GLUED = 100
"""Below it a number in a table that ran together is a row's."""


def typed(page: Page, statements: list[Statement], role: str) -> list[Candidate[Money]]:
    """The amounts of a role, best first. Amounts of lots (rows of a table) are summed when no total stands beside them."""
    field = {"budget": "notice.budget", "ceiling": "notice.ceiling"}[role]
    single: list[Candidate[Money]] = []
    rows: dict[int, list[Candidate[Money]]] = {}
    lots: list[Candidate[Money]] = []
    for s in statements:
        both = role == "ceiling" and s.role == "budget" and _ALSO_CEILING.search(page.words, s.label, s.label_end)
        if s.role != role and not both or s.old or s.end <= s.start:
            continue
        found = money(page, s, field)
        if found is None or s.how == "glued" and found.value.amount < _LEAST_GLUED:
            continue
        if s.changed or _OF_ALL.search(page.words, s.label, s.label_end):
            found = found._replace(weight=found.weight + _CHANGED)
        if s.row is not None:
            rows.setdefault(s.row[0], []).append(found)
        elif _OF_A_LOT.search(page.words, s.label, s.label_end) or _AFTER_A_LOT.search(page.words, max(0, s.label - 60), s.label):
            lots.append(found)
        else:
            single.append(found)
    if len({c.start for c in lots}) > 1 or not single:
        rows[-1] = lots
    else:
        single.extend(lots)
    if role == "ceiling" and (whole := _lots_of_all(page, statements, single)):
        rows[-2], single = whole, []
    for parts in rows.values():
        total = summed(page, parts, f"{field}.lots/1")
        if total is not None:
            single.append(Candidate(total.value, total.start, total.end, total.weight * 0.8, total.rule))
    chosen, others = best(single, lambda m: (m.amount, m.currency))
    return [chosen, *others] if chosen is not None else []


def _lots_of_all(page: Page, statements: list[Statement], single: list[Candidate[Money]]) -> list[Candidate[Money]]:
    """The different amounts when they are the lots': together they come to a budget that is called a total; none otherwise."""
    each = list({c.value: c for c in reversed(single)}.values())[::-1]
    if len(each) < 2 or len({c.value.currency for c in each}) > 1:
        return []
    whole = Money(sum((c.value.amount for c in each), Decimal(0)), each[0].value.currency)
    totals = (s for s in statements if s.role == "budget" and s.end > s.start and _OF_ALL.search(page.words, s.label, s.label_end))
    stated = (money(page, s, "notice.budget") for s in totals)
    return each if any(m is not None and m.value == whole for m in stated) else []


def summed(page: Page, parts: list[Candidate[Money]], rule: str) -> Candidate[Money] | None:
    """The sum of several amounts of one currency, quoted from the first to the last; the amount itself when there is one."""
    if not parts or len({p.value.currency for p in parts}) > 1:
        return None
    if len(parts) == 1:
        return parts[0]
    start, end = min(p.start for p in parts), max(p.end for p in parts)
    if end - start > _FAR:
        return None
    total = sum((p.value.amount for p in parts), Decimal(0))
    return Candidate(Money(total, parts[0].value.currency), start, end, min(p.weight for p in parts), rule)


def award_total(page: Page, statements: list[Statement], winners: list[Winner], kind: str) -> list[Candidate[Money]]:
    """What the award comes to: a stated total, else the sum over the winners; nothing where a winner's amount is unknown."""
    if kind not in ("award", "contract"):
        return []
    stated = [money(page, s, "notice.award_total") for s in statements if s.role == "award_total"]
    found = [Candidate(m.value, m.start, m.end, m.weight, m.rule) for m in stated if m is not None]
    amounts = [w.amount for w in winners if w.amount is not None]
    if amounts and len(amounts) == sum(not (w.partner and w.amount is None) for w in winners):
        total = summed(page, amounts, "notice.award_total.sum/1")
        if total is not None:
            found.append(Candidate(total.value, total.start, total.end, 0.6, total.rule.replace("suppliers.amount", "award_total")))
    chosen, others = best(found, lambda m: (round(m.amount), m.currency))
    return [chosen, *others] if chosen is not None else []


def disagreements(page: Page, statements: list[Statement]) -> list[str]:
    """Amounts whose figures and words (financial numerals) differ, a sentence each; a factor of ten thousand is named."""
    problems: list[str] = []
    for s in statements:
        if s.role not in ("award", "award_total", "budget", "ceiling", "bid"):
            continue
        amount = amount_of(page, s)
        if amount is None or amount.words is None or abs(amount.words - amount.value) < Decimal("0.01"):
            continue
        start, end = page.view.raw(amount.start, amount.end)
        quote = page.text.content[start:end]
        ratio = max(amount.words, amount.value) / min(amount.words, amount.value)
        hint = " (a factor of 10,000: 元 taken for 万元?)" if ratio == 10000 else ""
        problems.append(f"{s.role}: the figures {quote} ({amount.value}) and the words beside them ({amount.words}) differ{hint}")
    return list(dict.fromkeys(problems))
