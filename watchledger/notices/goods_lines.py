"""Items in plain lines: "1、400万网络半球摄像机 86台 单价560元", two such lines at least."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from watchledger.notices.statement import Page, inside

LINE = re.compile(
    r"(?P<name>[^:。!?;]{2,50}?)(?:[,、;: /]|数量:?|共)*(?<![\d.])(?P<n>\d{1,7}(?:\.\d{1,2})?) ?"
    r"(?P<unit>台|套|个|部|只|件|块|支|辆|架|路|把|张|条|根|组|副|具|顶|本|册|米|吨|公斤|盒|箱|桶|瓶|双|枚|片|对|面|盏|樘)"
    r"(?:[,、;。 /]*(?:单价|每[台套个部只件]|@)?(?:不超过|不高于|限价|约|最高)?[:为]?(?:人民币|"
    r"¥)?(?P<price>\d[\d,]*(?:\.\d{1,2})?)元"
    r"(?:/[台套个部只件块支辆架])?)?"
    r"(?:[,、; ]*(?:小计|合计|金额|总价|计)[:为]?(?:人民币|¥)?[\d,.]+(?:万?元)?)?[;。,]?"
)
"""On the normal form of a whole line after its number."""
DETAIL = re.compile(
    r"(?P<name>[^:,;。|]{2,40})[:,](?:品牌[: ]?(?P<brand>[^,;。:]{1,24}),)?(?:规格|型号|规格型号)[: ]?(?P<model>[^,;。]{1,40}),"
    r"数量[: ]?(?P<n>\d{1,7}) ?(?P<unit>[\u4e00-\u9fff]{1,2}),(?:含税|成交|中标)?单价[: ]?(?:人民币|"
    r"¥)?(?P<price>\d[\d,]*(?:\.\d{1,2})?)(?=万?元)"
)
"""An item in a sentence with its make: "虹膜采集仪:品牌 甲,型号 A-1,数量 40台,单价 9800元"."""
_COUNTED = re.compile(r"\d ?[台套个部只件块支辆架路把张条根组副具顶本册米吨公盒箱桶瓶双枚片对面盏樘]")
_NUMBER = re.compile(
    r"(?:第?[一二三四五六七八九十\d]{1,2}包[:]|包\d{1,2}[:]|\(\d{1,3}\)|\d{1,3}[、.)]|[①-⑳]|[一二三四五六七八九十]{1,2}[、.])"
)
_NO_NAME = re.compile(r"采购|合计|总计|共计|不少于|支持|要求|应|须|投标|家$|≥|预算|包括|建设|第\d|满足|提供")
_MOST = 300
"""Lines that are looked at; a list of goods stands in a notice's first part."""


def item_lines(page: Page) -> Iterator[re.Match[str]]:
    """The lines that list items, where two at least follow one another."""
    if len(list(islice(_COUNTED.finditer(page.words), 2))) < 2:
        return
    run: list[re.Match[str]] = []
    bounds = [0, *page.gaps.hard[:_MOST], len(page.words)]
    for low, high in zip(bounds, bounds[1:], strict=False):
        start = numbered.end() if (numbered := _NUMBER.match(page.words, low, high)) else low
        short = 4 <= high - start <= 100 and _COUNTED.search(page.words, start, high) and not inside(page.skip, low)
        match = LINE.fullmatch(page.words, start, high) if short else None
        if match is not None and not _NO_NAME.search(match["name"]) and sum("\u4e00" <= c <= "\u9fff" for c in match["name"]) >= 2:
            run.append(match)
            continue
        if len(run) >= 2:
            yield from run
        run = []
    if len(run) >= 2:
        yield from run
