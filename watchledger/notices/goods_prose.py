"""Items in sentences: "采购执法记录仪120台、采集工作站4套", "人脸识别终端，数量60台，单价3600元；服务器，数量2台，单价2.4万元"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from watchledger.notices.statement import Page, Statement, inside

_UNIT = r"台套|台/套|件套|台|套|个|部|只|件|块|支|辆|架|路|把|张|条|根|组|副|具|顶|本|册|盒|箱|桶|瓶|双|枚|片|对|面|盏|樘|艘|床"
_N = r"\d{1,3}(?:,\d{3})+|\d{1,7}(?:\.\d{1,2})?|[一二两三四五六七八九十百]{1,3}"
_COUNTED = re.compile(rf"[\d一二两三四五六七八九十百] ?(?:{_UNIT})")
"""Without it a stretch lists nothing."""
_NAME = r"[^,、;。:!?]{1,40}?"
_PIECE = re.compile(
    rf"(?:和|及|以及|与)?(?P<name>{_NAME})(?:共计|共|各|约|数量(?:为|:)?|计|\()?(?<![\d.])(?P<n>{_N}) ?(?P<unit>{_UNIT})"
    r"(?:(?:\([^()]{0,24}\)|等|左右|整|\)|及(?:配套|相关|其)[^,、;。]{0,20}|设备|,单价(?:为|:)?)*)$"
)
_ONE_UNIT = "[台套个部只件块支辆架路把张条根组副具顶盏樘艘床]"
_TURNED_HEAD = re.compile(rf"(?:采购|购置|新购|共)?(?:{_N}) ?(?:{_UNIT})")
_TURNED = re.compile(rf"(?:和|及|以及|与)?(?P<n>{_N}) ?(?P<unit>{_UNIT})(?P<name>[^\d,、;。:]{{2,30}})$")
_DETAIL = re.compile(
    rf"(?P<name>[^,、;。:]{{2,40}}),(?:采购)?数量(?:为|:)?(?P<n>{_N}) ?(?P<unit>{_UNIT})"
    rf"(?:,(?:中标|成交|含税|预算)?单价(?:为|:)?(?:人民币|¥)?(?P<price>\d[\d,]*(?:\.\d{{1,2}})?万?元))?"
)
_BUYS = re.compile(r"(?:采购|购置|购买|添置|配备|新购)(?:清单|内容)?[:为]?")
_START = re.compile(
    r"(?:(?:\d{1,2}[.、)]|\(\d{1,2}\)|[①-⑳])(?!\d)|拟|需|计划|本次|本项目|主要|现|共|"
    r"(?:采购|购置|购买|添置|配备|更换|新增|新建|安装|包括|包含)(?:内容|设备|清单)?[:为了]?)+"
)
_NO_NAME = re.compile(
    r"合计|总计|共计|不少于|不低于|支持|要求|应(?!急|答|用)|须|投标|≥|≤|预算|包括|建设|第\d|满足|提供|项目|标段|供应商|文件|公司|人员|业绩|合同|"
    r"注册|资金|证书|截止|公告|保证金|复印件|原件|正本|副本|u盘|电子版|采购人|每天|服务(?!器)|点位?$|^(?:含|其中|为|有|共|约|各|的)|(?:为|有|的|至|第|每)$|^每.{1,2}$|^\d+$"
)
_ROLES = frozenset({"purpose", "item_weak", "item"})
_LONGEST = 1500
"""Characters of one value that are looked at."""
_CUT = re.compile(
    r"[、;。]|,(?!(?:采购)?数量|(?:中标|成交|含税|预算)?单价)|(?<=[台套个部只件块支辆架条张])(?:(?:和|及|以及)|(?=\d{1,2}[、.)]\D))|"
    rf"(?<=\d(?:{_ONE_UNIT}))(?=[\u4e00-\u9fff])"
)


_MOST_MISSED = 3
"""Pieces in a row that are no items after which a list has ended."""


class Told(NamedTuple):
    """Spans of one item in the normal form; `price` is None where the sentence gives none."""

    name: tuple[int, int]
    number: tuple[int, int]
    unit: tuple[int, int]
    price: tuple[int, int] | None


def told_items(page: Page, statements: list[Statement]) -> list[Told]:
    """The items that the values of 采购内容, 采购需求 … list in a sentence, else those that a sentence after 采购 lists: two at
    least, or one that such a value begins with."""
    for low, high, alone in _stretches(page, statements):
        found = list(_pieces(page, low, high)) if _COUNTED.search(page.words, low, high) else []
        if len(found) >= 2 or found and alone and _begins(page.words, low, found[0].name[0]):
            return found
    return []


def _stretches(page: Page, statements: list[Statement]) -> Iterator[tuple[int, int, bool]]:
    words = page.words
    for s in statements:
        if s.role in _ROLES and s.row is None and s.end - s.start >= 4 and any(c in words for c in "台套个"):
            yield s.start, min(s.end, s.start + _LONGEST), True
    for verb in _BUYS.finditer(words, 0, min(len(words), 6000)):
        stop = min(words.find("。", verb.end()) % (len(words) + 1), verb.end() + 400, page.gaps.next_hard(verb.end(), len(words)))
        if stop - verb.end() >= 4 and not inside(page.skip, verb.start()):
            yield verb.end(), stop, False
    for line in re.finditer(r"(?:明细|清单|内容)(?:如下)?[:】]", words):
        yield line.end(), min(len(words), line.end() + 600), False


def _begins(words: str, low: int, start: int) -> bool:
    lead = _START.match(words, low, start)
    return (lead.end() if lead else low) >= start - 4


def _next_cut(page: Page, at: int, high: int) -> re.Match[str] | None:
    """Where the next piece ends; right after a unit only where white space stands and the unit is not the piece's beginning."""
    for cut in _CUT.finditer(page.words, at + 1, high):
        if cut.end() > cut.start() or page.words[cut.start()].isdigit():
            return cut
        if page.gaps.kind_at(cut.start()) >= 0 and not _TURNED_HEAD.fullmatch(page.words, at, cut.start()):
            return cut
    return None


def _within_bracket(words: str, start: int, end: int) -> tuple[int, int]:
    """A name without what stands before a bracket that it leaves open ("床上用品(棉被")."""
    opened = words.rfind("(", start, end)
    return (opened + 1, end) if opened >= 0 and words.find(")", opened, end) < 0 and end - opened > 2 else (start, end)


def _pieces(page: Page, low: int, high: int) -> Iterator[Told]:
    """The items of a stretch, one after the other; what is none between two ends the list."""
    words = page.words
    at, missed = low, 0
    while at < high and missed < _MOST_MISSED:
        cut = _next_cut(page, at, high)
        end = cut.start() if cut else high
        following = max(cut.end() if cut else high, at + 1)
        begin = at + (words[at] == " ")
        if lead := _START.match(words, begin, end):
            begin = lead.end()
        detail = _DETAIL.fullmatch(words, begin, end)
        match = detail or _TURNED.fullmatch(words, begin, end) or _PIECE.fullmatch(words, begin, end)
        if match is not None and not _NO_NAME.search(match["name"]) and sum("\u4e00" <= c <= "\u9fff" for c in match["name"]) >= 2:
            price = match.span("price") if detail and detail["price"] else None
            yield Told(_within_bracket(words, *match.span("name")), match.span("n"), match.span("unit"), price)
            missed = 0
        else:
            missed += 1
        at = following
