"""Numbers and titles of notices as they are compared across the notices of one project."""

from __future__ import annotations

import re
from functools import lru_cache

from watchledger.lang.normal import normal

TELLING = 8
"""Signs of a number, four of them digits, from which it is taken to be one project's own; a shorter one ("12/2020", "A-3")
counts only beside the same buyer."""
_LABEL = re.compile(
    r"^(?:项目|采购|招标|标段|包|合同|计划|备案|政府|公告|询价|谈判|磋商)*(?:编号|序列号|代码|号)[:为是]?|^no\.?(?=\d)"
)
_AGAIN = re.compile(r"[(（]?(?:第?[二三四五六2-6]次(?:招标|采购|公告|询价|比选)?|重新?(?:招标?|采购)?[二三四五2-5]?|再次)[)）]?$")
_LOT = re.compile(
    r"(?:[-_/.(]+第?|第)[一二三四五六七八九十\da-h]{1,3}(?:标段|分包|标|包|批)(?:号)?[)]?$|"
    r"[-_/.(]*(?:包|标段|分包)[一二三四五六七八九十\da-h]{1,3}[)]?$"
)
"""In the normal form; digits count as a lot's only after a sign, or they would be the number's own."""
_MONTH, _DAY = r"(?:1[0-2]|0?[1-9])月?", r"(?:(?:[12]\d|3[01]|0?[1-9])日?)?"
_YEARS = re.compile(rf"(?:(?:19|20)\d\d(?:年度?)?(?:{_MONTH}{_DAY})?至?){{1,3}}")
"""A span of years or days is no number: (2020-2022年), 2018年1月-2020年6月, 20200801. It may be the beginning of one."""
_SIGNS = re.compile(r"[^0-9a-z\u4e00-\u9fff]+")
_KIND = re.compile(
    r"(?:政府采购|公开|竞争性|邀请|单一来源|招标|采购|谈判|磋商|询价|中标|成交|结果|候选人|入围|预|资格|资审|更正|变更|澄清|延期|补充|"
    r"答疑|合同|意向|终止|废标|流标|失败|需求|公示|公告|通知|邀请书|书|信息|单位|标前|评标|项目|国内|国际|恢复|重新启动|比选|遴选|竞价|重招|修改|重启|市场|调研|\(成交\)|及|和|的|关于|"
    r"(?:履约|竣工|合同|最终)?验收(?:结果|情况|报告|意见|证明|单)?|第[一二三四五六]次|[一二三四五]次)+$"
)
_CUT_BRACKET = re.compile(r"(?<=公告|公示|通知)[\[【][^\[\]【】]{0,40}$")
"""A portal's list cuts the source's name behind the title: …公告[某招标公司."""
_KIND_HEAD = re.compile(
    r"^(?:[^\[\]【】]{2,8}(?:公告|公示)[\]】]|\[[^\]]{1,12}\]|【[^】]{1,12}】|关于|(?:中标|成交|招标|采购|更正|变更|合同)(?:结果)?公告[:_-])+"
)
_RE_TENDER = re.compile(
    r"[(\[【]第?[二三四五六2-6]次[^()\[\]【】]{0,4}[)\]】]|[(\[【](?:重新?(?:招标?|采购)?|再次[^()\[\]【】]{0,4})[)\]】]|"
    r"重新(?:招标|采购|公告)|第?[二三四]次(?:招标|采购|公告)"
)
_LOT_WORDS = re.compile(
    r"(?:第?[一二三四五六七八九十\da-h]{1,3}(?:标段|分包|标包|包号?|标)|(?:标段|分包|标包|包)[一二三四五六七八九十\da-h]{1,3})"
)
"""A lot, all of a bracket: it is part of the project."""
_LOT_END = re.compile(
    r"[-_—·]*(?:第[一二三四五六七八九十\d]{1,3}(?:标段|包)|[-_—](?:标段|分包|标包|包)[一二三四五六七八九十\da-h]{1,3})$"
)
_ROLE = re.compile(r"\([^()]{0,12}\)$")
"""What a buyer's name says of itself in brackets, (本级) or (盖章), and no title repeats."""
_TAIL_BRACKET = re.compile(r"[(\[【]([^()\[\]【】]{0,40})[)\]】]$")


@lru_cache(maxsize=100_000)
def same_code(code: str) -> str:
    """The signs of a number without label, brackets, hyphens, lot and "second time": LYCG-2020-017号(二次) -> lycg2020017."""
    text = normal(code[:120]).text
    text = _LABEL.sub("", text)
    while True:
        shorter = _LOT.sub("", _AGAIN.sub("", text.rstrip(" -_/.;。号")))
        if shorter == text or len(shorter) < 3:
            break
        text = shorter
    return _SIGNS.sub("", text)


def is_telling(code: str) -> bool:
    """Whether a number of `same_code` says by itself which project it is."""
    return len(code) >= TELLING and sum(c.isdigit() for c in code) >= 4 and not _YEARS.fullmatch(code)


@lru_cache(maxsize=100_000)
def same_title(title: str, buyer: str = "") -> str:
    """What a title says is bought: without the kind of notice, numbers in brackets at its end, "second time", the buyer's name."""
    text = normal(title[:300]).text
    text = _KIND_HEAD.sub("", _CUT_BRACKET.sub("", text))
    for _ in range(4):
        shorter = _KIND.sub("", _TAIL_BRACKET.sub(_kept, _LOT_END.sub("", _AGAIN.sub("", text.rstrip(" -_/.;。:")))))
        if shorter == text or len(shorter) < 4:
            break
        text = shorter
    if buyer:
        held = _ROLE.sub("", normal(buyer).text)
        text = text.removeprefix(held) if len(text) - len(held) >= 4 else text
    return _SIGNS.sub("", text)


def _kept(match: re.Match[str]) -> str:
    """What stays of a bracket at a title's end: (第二批) and (一期) tell purchases apart, a number or (公开招标) does not."""
    words = match.group(1)
    if _LOT_WORDS.fullmatch(words):
        return ""
    return "" if is_telling(_SIGNS.sub("", words)) or not _KIND.sub("", _AGAIN.sub("", words)) else match.group()


@lru_cache(maxsize=100_000)
def codes_in_title(title: str) -> tuple[str, ...]:
    """Telling numbers in brackets at a title's end: 监控项目(CZ2018-0855)."""
    if not any(sign in title for sign in ")）]］】"):
        return ()
    text = _KIND.sub("", normal(title[:300]).text)
    found = _TAIL_BRACKET.search(text)
    code = _LABEL.sub("", found.group(1)).strip() if found else ""
    return (code,) if code.isascii() and is_telling(_SIGNS.sub("", code)) else ()


def is_span_of_years(code: str) -> bool:
    """Whether a number of `same_code` is a span of years or days."""
    return _YEARS.fullmatch(code) is not None


def says_again(words: str) -> bool:
    """Whether a title or number says that it is a further attempt: (二次), 重新招标."""
    return any(sign in words for sign in "次重再") and _RE_TENDER.search(normal(words[:300]).text) is not None
