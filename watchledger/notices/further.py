"""What a notice states besides its main facts: method, reason, using body, bidders, further dates, identifiers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from watchledger.fields.identifier import credit_codes
from watchledger.fields.label import nothing
from watchledger.fields.organisation import is_person, organisation
from watchledger.lang.normal import is_han
from watchledger.model.notice import Money
from watchledger.notices.candidate import Candidate, named
from watchledger.notices.parties import key
from watchledger.notices.statement import Page, Statement
from watchledger.notices.suppliers import money

_MOST_BIDDERS = 200
_LONGEST_REASON = 600


@dataclass(frozen=True, slots=True)
class Ranked:
    """A bidder in the making."""

    name: Candidate[str]
    amount: Candidate[Money] | None
    rank: Candidate[str] | None
    score: Candidate[Decimal] | None = None


def worded(page: Page, statements: list[Statement], role: str, rule: str, longest: int) -> Candidate[str] | None:
    """The first value of a role as it is worded, up to its sentence's end where it is long."""
    for s in statements:
        if s.role != role or s.end <= s.start:
            continue
        start, end = s.start, min(s.end, s.start + longest)
        while end > start and page.words[end - 1] in " ,;。、":
            end -= 1
        words = page.words[start:end]
        if len(words) >= 2 and words not in nothing() and any(c.isalpha() for c in words):
            return named(page, start, end, s.weight, f"{rule}.{s.how}/1")
    return None


def method(page: Page, statements: list[Statement]) -> Candidate[str] | None:
    """The procurement method: a short value of its label."""
    found = worded(page, statements, "method", "notice.procedure", 30)
    return found if found is not None and not set("。;:") & set(page.words[found.start : found.end]) else None


def reason(page: Page, statements: list[Statement], kind: str) -> Candidate[str] | None:
    """Why there is a single source, or why the purchase ended."""
    if kind not in ("single_source", "termination"):
        return None
    return worded(page, statements, "reason", "notice.reason", _LONGEST_REASON)


def using_body(page: Page, statements: list[Statement], buyer: Candidate[str] | None) -> Candidate[str] | None:
    """The body that will use the goods, when it is another than the buyer."""
    for s in statements:
        if s.role == "user" and s.end > s.start:
            span = organisation(page.words, page.gaps, s.start, s.end, cell=s.celled)
            if span is not None:
                found = named(page, *span, s.weight, f"notice.using_body.{s.how}/1")
                return found if buyer is None or key(found.value) != key(buyer.value) else None
    return None


def bidders(page: Page, statements: list[Statement]) -> list[Ranked]:
    """The rows of rankings and lists of bidders, and candidates named one by one, in the order stated."""
    rows: dict[tuple[int, int], dict[str, Statement]] = {}
    scores: dict[tuple[int, int], Candidate[Decimal]] = {}
    for s in statements:
        if s.row is not None:
            rows.setdefault(s.row, {}).setdefault(s.role, s)
            total = _score(page, s) if s.role == "fee" else None
            if total is not None and (s.row not in scores or total.weight > scores[s.row].weight):
                scores[s.row] = total
    found: list[Ranked] = []
    seen: set[str] = set()
    for place, row in rows.items():
        who = next((row[r] for r in ("supplier_list", "supplier_any", "supplier_first", "supplier_later") if r in row), None)
        if who is None or not ({"bid", "rank", "fee"} & set(row)):
            continue
        _add(page, found, seen, who, row.get("bid"), row.get("rank"), scores.get(place))
    current: Statement | None = None
    for s in statements:
        if s.row is not None:
            continue
        if s.role in ("supplier_first", "supplier_later") and s.end > s.start:
            current = s
            _add(page, found, seen, s, None, None)
        elif s.role == "bid" and current is not None and found and s.label - current.end <= 200:
            last = found[-1]
            if last.amount is None and last.name.start >= current.start:
                found[-1] = Ranked(last.name, money(page, s, "notice.bidders.amount"), last.rank, last.score)
            current = None
    return found


_SCORES = re.compile(r"得分|评分|总分|分值")
_TOTAL_SCORE = re.compile(r"总|综合|最终|评审得分")
_POINTS = re.compile(r"\d{1,3}(?:\.\d{1,6})?分?$")


def _score(page: Page, s: Statement) -> Candidate[Decimal] | None:
    """The points in a cell under 得分; those of a total outweigh those of a part."""
    words = page.words
    label = words[s.label : s.label_end]
    if not _SCORES.search(label) or not _POINTS.match(words[s.start : s.end]):
        return None
    end = s.end - words.endswith("分", s.start, s.end)
    weight = s.weight if _TOTAL_SCORE.search(label) else s.weight / 2
    return Candidate(Decimal(words[s.start : end]), s.start, end, weight, "notice.bidders.score/1")


def _add(
    page: Page,
    found: list[Ranked],
    seen: set[str],
    who: Statement,
    bid: Statement | None,
    rank: Statement | None,
    score: Candidate[Decimal] | None = None,
) -> None:
    span = organisation(page.words, page.gaps, who.start, who.end, cell=who.celled)
    if span is None or is_person(page.words[slice(*span)]) or len(found) >= _MOST_BIDDERS:
        return
    name = named(page, *span, who.weight, f"notice.bidders.{who.how}/1")
    if key(name.value) in seen:
        return
    seen.add(key(name.value))
    place = named(page, rank.start, rank.end, rank.weight, "notice.bidders.rank/1") if rank and rank.end - rank.start <= 8 else None
    found.append(Ranked(name, money(page, bid, "notice.bidders.amount") if bid else None, place, score))


def identifier(page: Page, name: Candidate[str] | None) -> Candidate[str] | None:
    """The unified social credit code with a right check sign that stands within 200 characters after a name, before the next line
    but two."""
    if name is None:
        return None
    end = name.end
    for _ in range(3):
        end = page.gaps.next_hard(end, min(len(page.words), name.end + 200))
    codes = credit_codes(page.words, name.end, end)
    return named(page, *codes[0], 0.9, "notice.identifier.credit_code/1") if codes else None


_ADDRESS_REACH = 200
"""Characters after a name in which its address stands."""
_LONGEST_ADDRESS = 80
_NO_ADDRESS = re.compile(r"(?:联系|电话|邮编|传真|邮箱|https?:|www\.|详见|[,;。]).*$")


def address(
    page: Page, statements: list[Statement], about: str, name: Candidate[str] | None, row: tuple[int, int] | None = None
) -> Candidate[str] | None:
    """The address of a body: in the row that names it, else at the first label of an address that speaks of it, after its name."""
    if name is None:
        return None
    for s in statements:
        if (
            s.role != "address"
            or s.end <= s.start
            or s.end - s.start > 2 * _LONGEST_ADDRESS
            or not _WHERE.search(page.words, s.label, s.label_end)
        ):
            continue
        ours = s.row == row if row is not None else s.about == about and s.row is None
        if not ours or row is None and about == "supplier" and not 0 <= s.label - name.end <= _ADDRESS_REACH:
            continue
        end = s.end
        if (other := _NO_ADDRESS.search(page.words, s.start, end)) is not None:
            end = other.start()
        if 4 <= end - s.start <= _LONGEST_ADDRESS and any(is_han(c) for c in page.words[s.start : end]):
            return named(page, s.start, end, s.weight, f"notice.{about}_address.{s.how}/1")
    return None


_WHERE = re.compile(r"地址|住所|住址|所在地")
"""Labels of a body's own address, unlike those of where bids are opened."""
