"""Winners that sentences name: "经评审，确定某公司为中标人，中标价为12万元", "某公司所投微机以最低价中标"."""

from __future__ import annotations

import re

from watchledger.fields.money import amounts_in
from watchledger.fields.organisation import is_company, organisation
from watchledger.notices.statement import Page, Statement, clause, inside

_WON = re.compile(
    r"(?<![未非若如果被])(?:中标|成交|中选|竞得|入选|夺标|胜出)(?P<as>人|单位|供应商|商|方|厂家|候选人|服务商)?(?=[,。;:!)(]|$|并|价|金额|,)"
)
_WINDOW = 6000
"""Characters in which a sentence names the winner; tender documents speak of winners further on."""
_BACK = 110
"""Characters back from the verb to the winner's name."""
_BEFORE_NAME = re.compile(
    r"(?:确定|确认|选定|推荐|推选|评定|评选|选择|决定|同意|认定|公布|最终|一致|由|是|为|让|请|与|和|得知|结果)+(?:了|出|由|为|:)*"
)
_BETWEEN = re.compile(
    r"(?:\([^()]{0,30}\))?(?:所投[^,。;]{0,24}|所报[^,。;]{0,24})?,?(?:以(?:总价|单价|综合)?[^。;]{0,48})?(?:被)?"
    r"(?:(?:确定|推荐|评定|选定|列|定)?(?:为|是|成为|作为)(?:该|本|此|其|第[一1])?[^,。;:]{0,24})?,?(?:的)?(?:最终|一致|综合|顺利|得以|获得|排名第一)*"
)
_ENDS = re.compile(r"公司|集团|厂|中心|研究院|设计院|事务所|经营部|商行|合作社|服务部|工作室|门市部|书店|商店|学院|大学|印刷厂")
_NOT = re.compile(r"投标人|供应商应|不足|本公司|若|如果|不得|不予|应当|应在|须|将(?:由|从|被)|可能|通知书")


_LATER = re.compile(r"第[二三四五2-5](?!包|标)")


def told_winners(page: Page, statements: list[Statement]) -> list[Statement]:
    """The winners of sentences, with the price that the sentence gives, as statements; none where labels name a winner."""
    if any(s.role in ("supplier", "supplier_first") and s.end > s.start for s in statements):
        return []
    words = page.words
    result: list[Statement] = _addressed(page)
    if result:
        return result
    floor = 0
    for verb in _WON.finditer(words, 0, min(len(words), _WINDOW)):
        low = clause(words, max(floor, verb.start() - _BACK), verb.start(), "。;!")
        span = _winner(page, low, verb.start()) if not inside(page.skip, verb.start()) else None
        if span is None:
            continue
        if _LATER.search(words, span[1], verb.start()):
            continue
        role = "supplier_first" if verb["as"] == "候选人" else "supplier"
        result.append(Statement(role, 0.7, verb.start(), verb.end(), *span, "verb", about="supplier"))
        for low, high in ((span[1], verb.start()), (verb.start(), min(len(words), verb.end() + 24))):
            amounts = amounts_in(words, low, high, limit=1)
            if amounts and amounts[0].explicit and amounts[0].per is None:
                result.append(Statement("award", 0.6, verb.start(), verb.end(), low, high, "verb", about="supplier"))
                break
        floor = verb.end()
    for match in _NAMED_AFTER.finditer(words, 0, min(len(words), _WINDOW)) if not result else ():
        span = organisation(words, page.gaps, *match.span("name"), strict=True)
        if span == match.span("name") and not inside(page.skip, match.start()) and not _NOT.search(words, *span):
            result.append(Statement("supplier", 0.6, match.start(), span[0], *span, "verb", about="supplier"))
    return result or _placed(page) or _placed_behind(page) or _marked(page)


_PLACED = re.compile(
    r"(?:排名|排序)?第[一1](?:名|位|(?:中标|成交|中选)?候选(?:人|单位|供应商))[.、,)\]|-]{1,2} ?(?=[\u4e00-\u9fff(])"
)
_FIRST = re.compile(r"第[一1]")
_NAME = 60
"""Characters in which a firm's name ends."""


def _placed(page: Page) -> list[Statement]:
    """ "第一名、某公司": the firm after its place in a ranking, with no sign that makes the place a label."""
    for match in _PLACED.finditer(page.words, 0, min(len(page.words), _WINDOW)) if _FIRST.search(page.words) else ():
        low = match.end()
        high = page.gaps.next_hard(low + 1, min(len(page.words), low + _NAME))
        span = organisation(page.words, page.gaps, low, high, strict=True)
        if span is not None and span[0] == low and is_company(page.words[slice(*span)]) and not inside(page.skip, low):
            return [Statement("supplier_first", 0.7, match.start(), low, *span, "verb", about="supplier")]
    return []


_BEHIND = re.compile(
    r"(?<![\u4e00-\u9fff(])(?P<name>[\u4e00-\u9fff()]{4,40}?公司)(?P<between>[^司;。:]{0,60}?)第[一1](?:中标|成交|中选)?候选(?:人|单位|供应商)"
    r"(?=[\d;。,]|第|$)"
)


def _placed_behind(page: Page) -> list[Statement]:
    """Rows run together with the place behind the firm and its price: "1某公司8192150.00元96.78分第一中标候选人2…"."""
    match = _BEHIND.search(page.words, 0, min(len(page.words), _WINDOW)) if "候选" in page.words else None
    span = organisation(page.words, page.gaps, *match.span("name"), strict=True) if match else None
    if match is None or span is None or span[1] != match.end("name") or inside(page.skip, match.start()):
        return []
    if page.gaps.hard_before(match.start() + 1) != page.gaps.hard_before(match.end()):
        return []  # cells of a table that is read as one
    found = [Statement("supplier_first", 0.7, match.end("between"), match.end(), *span, "verb", about="supplier")]
    amounts = amounts_in(page.words, *match.span("between"), limit=1)
    if amounts and amounts[0].explicit and amounts[0].per is None:
        found.append(Statement("award", 0.6, match.end("between"), match.end(), *match.span("between"), "verb", about="supplier"))
    return found


_MARK = re.compile(r"(?=[拟预推成中入])(?:拟|预|推荐)?(?:成交|中标|中选|入围)")
_MARK_BACK = 4
"""Cells or lines back from the mark to the bidder's name: its rank and its price stand between."""


def _marked(page: Page) -> list[Statement]:
    """A row of bidders, or lines of one bidder, with a mark of its own ("某公司 416,000元 拟成交"): the price stands between."""
    words, gaps = page.words, page.gaps
    result: list[Statement] = []
    for mark in _MARK.finditer(words, 0, min(len(words), _WINDOW)):
        at, end = mark.span()
        if gaps.kind_at(at) < 0 or end < len(words) and gaps.kind_at(end) < 0 or inside(page.skip, at):
            continue
        cuts = [*gaps.within(max(0, at - 80), at)[-_MARK_BACK:], at]
        for low, high in zip(cuts, cuts[1:], strict=False):
            span = organisation(words, gaps, low, high, strict=True, cell=True)
            if span is None or span != (low, high) or high - low < 6 or not is_company(words[low:high]):
                continue
            result.append(Statement("supplier", 0.7, at, end, low, high, "verb", about="supplier"))
            amounts = amounts_in(words, high, at, limit=1)
            if amounts and amounts[0].per is None and (amounts[0].explicit or amounts[0].value >= _LEAST_BARE):
                result.append(Statement("award", 0.6, at, end, high, at, "verb", about="supplier"))
            break
    return result


_LEAST_BARE = 1000


_NAMED_AFTER = re.compile(
    r"(?<![未非若如果被])(?:中标|成交|中选)(?:供应商|人|单位)(?P<name>(?![应须需将与向在按必所未可])[\u4e00-\u9fff()]{4,40}?公司)"
)


_ADDRESSED = re.compile(r"(?:贵|你)(?:公司|单位|方|司)[^。;]{0,40}?(?:中标|成交|中选)")
_ADDRESS = 60
"""Characters of the line that names whom a letter of award is written to."""


def _addressed(page: Page) -> list[Statement]:
    """ "某公司：贵公司…被确定为中标人": the firm that the letter is written to."""
    words = page.words
    told = _ADDRESSED.search(words, 0, min(len(words), 2000)) if "贵" in words or "你" in words else None
    if told is None:
        return []
    for colon in re.finditer(":", words[: told.start()]):
        low = max(page.gaps.hard_before(colon.start()), colon.start() - _ADDRESS)
        span = organisation(words, page.gaps, low, colon.start(), strict=True)
        if span is not None and span[1] == colon.start() and is_company(words[slice(*span)]):
            return [Statement("supplier", 0.8, span[1], colon.end(), *span, "verb", about="supplier")]
    return []


def _winner(page: Page, low: int, verb: int) -> tuple[int, int] | None:
    """The firm's name before the verb of which nothing but the way it won stands between."""
    words = page.words
    for end in reversed([m.end() for m in _ENDS.finditer(words, low, verb)]):
        if not _BETWEEN.fullmatch(words, end, verb):
            return None
        start = max(low, *(words.rfind(sign, low, end) + 1 for sign in ',:、“”"《》'))
        for lead in _BEFORE_NAME.finditer(words, start, end - 4):
            start = lead.end()
        span = organisation(words, page.gaps, start, end, strict=True)
        if span is not None and span[1] == end and end - span[0] >= 6 and is_company(words[slice(*span)]):
            return None if _NOT.search(words, max(low, start - 12), start) or _NOT.search(words, *span) else span
    return None
