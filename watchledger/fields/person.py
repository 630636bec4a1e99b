"""Personal data: names of reviewers and contacts, telephones, identity and bank numbers, e-mail addresses.

Names are found by the label beside them, never by guessing at any three characters: a list after 评审专家, a name after 联系人.
Organisations are never masked.
"""

from __future__ import annotations

import re
from functools import lru_cache

from watchledger.fields.anchor import Anchor, marked, strip_enumerator
from watchledger.fields.contact import contacts
from watchledger.fields.label import labels
from watchledger.fields.organisation import is_person
from watchledger.lang.gaps import LINE, Gaps
from watchledger.lang.normal import View
from watchledger.model.text import Mask, Text

_PHONE = re.compile(
    r"(?<![\d.\-/a-z])(?:\+?86[- ]?)?(?:1[3-9]\d[- ]?\d{4}[- ]?\d{4}|"
        r"\(?0\d{2,3}\)?[-—–－ ]{0,2}\d{3,4}[- ]?\d{4}(?:[-—转*x ]{1,2}\d{1,6})?|[48]00[-— ]?\d{3,4}[-— ]?\d{3,4})(?![\d.])"
)  # fmt: skip
_ABROAD = re.compile(
    r"(?<![\d.-])(?:\+1[ .-]?)?\(?[2-9]\d{2}\)?[ .-]\d{3}[.-]\d{4}(?![\d-])|(?<!\d)0\d{3,4} \d{6}(?!\d)|"
    r"\+\d{1,3}[ .-]?(?:\d[ .-]?){7,11}\d(?!\d)"
)
"""Telephone numbers as North America, the United Kingdom and the world write them, whatever stands before them."""
_DIALLED = re.compile(r"[\d+(][\d\-—–－ ().*转x]{6,}")
"""Stretches of the signs that numbers are written with; the costlier patterns are tried only there."""
_LOCAL = re.compile(r"(?<!\d)\d{7,8}(?:[-—转*]\d{1,5})?(?!\d)")
_LATIN_PHONE = re.compile(r"(?<![\w.])\+?\(?\d{1,4}\)?(?:[ .-]\(?\d{2,5}\)?){2,4}(?![\w])")
_EMAIL = re.compile(r"[a-z0-9][a-z0-9._%+-]{0,63}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}")
_IDENTITY = re.compile(r"(?<![0-9a-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx](?![0-9a-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ACCOUNT = re.compile(r"\d(?:[ -]?\d){7,29}")
_NAME = re.compile(
    r"[\u4e00-\u9fff]{1,4}(?:·[\u4e00-\u9fff]{1,8}){0,3}(?:先生|女士|小姐|老师|工|经理|主任|警官|同志|科长|处长|教授)?"
)
_LATIN_NAME = re.compile(r"(?:(?:mr|mrs|ms|dr|miss|prof)\.? )?[a-z][a-z'’.-]{1,20}(?: [a-z][a-z'’.-]{0,20}){1,3}")
_GAP = re.compile(
    r"[\s,、;/:.。和及与]{1,4}|\((?:组长|采购人代表|主任|业主代表|负责人|自行选定|随机抽取|专家|项目联系人|"
    r"代理机构|采购人|招标人)[^()]{0,8}\)|(?:组长|成员|负责人|采购人代表|采购代表|"
    r"业主代表|专家|主任|标包[a-z]|包\d{1,2}|第?[一二三四五六七八九十\d]{1,2}[包标]段?)[:)]?|[\d一二三四五六七八九十]{1,2}[、.)]"
)
_IN_A_FIRM = re.compile(r"\((?!组长|主任|专家|代表|主审)[\u4e00-\u9fff]{2,3}\)[\u4e00-\u9fff]")
"""After what looks like a name: 逸敏(江西)工程咨询有限公司 is none."""
_TITLES = ("先生", "女士", "小姐", "老师", "经理", "主任", "警官", "同志", "科长", "处长", "教授")
_NOT_NAMES = frozenset({
    "具备", "具有", "拟派", "如有", "详见", "见附", "附件", "公告", "正文", "电话", "联系", "地址", "无", "暂无",
    "随机", "名单", "如下", "采购", "招标", "项目", "单位", "部门", "公司", "中心", "代理", "机构", "办公", "邮箱",
    "传真", "手机", "方式", "同上", "负责", "组长", "成员", "代表", "专家", "开标", "投标", "招标部", "业务部",
    "采购部", "办公室", "招标办", "项目部", "招标科", "采购科", "超级管理员", "管理员", "系统管理", "综合科", "财务科",
    "后勤处", "基建处", "采购办", "市场部", "工程部", "身份证", "详见公告", "公告正文", "姓名", "联系电话", "评审",
    "评标", "意见", "情况", "结果", "详细", "内容", "附表", "得分", "平均", "总分", "说明", "业绩", "证书", "编号",
    "注册", "等级", "资质", "标包", "招标人", "采购人", "业主", "时间", "地点", "日期", "本人", "法人", "合格", "通过",
    "不通过", "同意", "推荐",
})  # fmt: skip
"""What stands where a name is wanted and is none."""
_LONGEST_LIST = 400
"""Characters after a label in which its list of names ends; a committee has at most some twenty members."""


def personal(text: Text, view: View) -> tuple[Mask, ...]:
    """Personal data of a text as masks over its raw characters, in order, not overlapping."""
    words = view.text
    found: list[tuple[int, int, str]] = []
    gaps, labelled = marked(text.content, view)
    for i, anchor in enumerate(labelled):
        end = labelled[i + 1].start if i + 1 < len(labelled) else len(words)
        found.extend(_beside(words, gaps, anchor, end))
    found.extend(_cells(words, gaps, labelled))
    found.extend(_columns(text, view, gaps))
    found.extend((m.start(), m.end(), "email") for m in _EMAIL.finditer(words) if "@" in m.group())
    found.extend((m.start(), m.end(), "identity_number") for m in _IDENTITY.finditer(words) if _checks(m.group()))
    for run in _DIALLED.finditer(words):
        found.extend((m.start(), m.end(), "phone") for p in (_PHONE, _ABROAD) for m in p.finditer(words, run.start(), run.end()))
    masks = [Mask(*view.raw(start, end), kind) for start, end, kind in found if end > start]
    return tuple(_apart([*masks, *contacts(text)]))


def _beside(words: str, gaps: Gaps, anchor: Anchor, end: int) -> list[tuple[int, int, str]]:
    """What stands after a label of persons or of ways to reach them."""
    role, start = anchor.label.role, anchor.value
    if role in ("contact", "reviewer"):
        names = _names(words, gaps, start, min(end, start + _LONGEST_LIST), many=role == "reviewer")
        numbers = _numbers(words, start, _line(gaps, start, end)) if role == "contact" else []
        return names + numbers
    if role in ("phone", "fax"):
        line = _line(gaps, start, end)
        before = words[start:line]
        names = _names(words, gaps, start, min(line, start + 30), many=False) if not before[:1].isdigit() else []
        return names + _numbers(words, start, line)
    if role == "account":
        match = _ACCOUNT.search(words, start, min(_line(gaps, start, end), start + 60))
        return [(match.start(), match.end(), "bank_account")] if match else []
    if role == "identity":
        match = re.compile(r"[0-9x*]{15,18}").search(words, start, min(end, start + 40))
        return [(match.start(), match.end(), "identity_number")] if match else []
    return []


@lru_cache(maxsize=1)
def _asking_tails() -> frozenset[str]:
    """The last two characters of labels of persons."""
    return frozenset(words[-2:] for words, label in labels().items() if label.role in ("contact", "reviewer"))


def _asks_for(words: str, start: int, end: int) -> str | None:
    """The role of a cell or a line that is nothing but a label of persons, else None."""
    while end > start and words[end - 1] in " :|":
        end -= 1
    if words[end - 2 : end] not in _asking_tails():
        return None
    start = strip_enumerator(words, start, end)
    label = labels().get(words[start:end].strip(" |")) if 2 <= end - start <= 24 else None
    return label.role if label is not None and label.role in ("contact", "reviewer") else None


def _cells(words: str, gaps: Gaps, labelled: list[Anchor]) -> list[tuple[int, int, str]]:
    """Names in the cell or line after one that is only a label of persons."""
    inline = {a.start for a in labelled}
    bounds = [0, *gaps.hard, len(words)]
    found: list[tuple[int, int, str]] = []
    role: str | None = None
    for low, high in zip(bounds, bounds[1:], strict=False):
        if high - low <= 2 and not words[low:high].strip(" |"):
            continue
        if role is not None:
            while words[low] in " |":
                low += 1
            found.extend(_names(words, gaps, low, min(high, low + _LONGEST_LIST), many=role == "reviewer"))
        role = None if high - low > 30 or low in inline else _asks_for(words, low, high)
    return found


def _columns(text: Text, view: View, gaps: Gaps) -> list[tuple[int, int, str]]:
    """Names in a table's column whose head asks for persons."""
    asking: set[tuple[int | None, int | None]] = set()
    found: list[tuple[int, int, str]] = []
    for block in text.blocks:
        if block.kind != "cell" or not 0 < block.end - block.start <= 60:
            continue
        where = (block.table, block.col)
        if where not in asking and block.end - block.start > 24:
            continue
        start = view.view_offset(block.start)
        end = max(start, view.view_offset(block.end - 1) + 1)
        if _asks_for(view.text, start, end):
            asking.add(where)
        elif where in asking:
            found.extend(_names(view.text, gaps, start, end, many=True))
    return found


def _line(gaps: Gaps, start: int, end: int) -> int:
    """The end of the value's line; of the next one when the label ends its line."""
    stop = gaps.next_hard(start, end)
    return stop if stop > start + 1 else gaps.next_hard(stop, end)


def _numbers(words: str, start: int, end: int) -> list[tuple[int, int, str]]:
    end = min(end, start + 120)
    found = [(m.start(), m.end(), "phone") for m in _LOCAL.finditer(words, start, end)]
    return found + [(m.start(), m.end(), "phone") for m in _LATIN_PHONE.finditer(words, start, end)]


def _names(words: str, gaps: Gaps, start: int, end: int, *, many: bool) -> list[tuple[int, int, str]]:
    """The names that a stretch begins with: one after another while only commas, spaces and roles part them."""
    found: list[tuple[int, int, str]] = []
    at = start
    misses = 0
    while at < end and len(found) < 40:
        gap = _GAP.match(words, at, end)
        if gap and gap.end() > at:
            at = gap.end()
            continue
        stop = next((g for g in gaps.within(at, min(end, at + 14))), min(end, at + 14))
        match = _NAME.match(words, at, min(end, at + 14))
        name = _person(words, gaps, match, stop, end) if match else None
        if name is not None:
            found.append((at, name, "name"))
            at = name
            if not many and gaps.kind_at(at) == LINE:
                break
            continue
        latin = _LATIN_NAME.match(words, at, end) if at - start <= 2 and not found else None
        if latin:
            found.append((at, latin.end(), "name"))
            break
        if not many or misses >= 2 or not found and misses:
            break
        misses += 1
        stop_at = re.compile(r"[,、;。\s]").search(words, at, end)
        at = stop_at.end() if stop_at else end
    return found


def _person(words: str, gaps: Gaps, match: re.Match[str], stop: int, end: int) -> int | None:
    """The end of the name that a run of Han characters begins with, or None when it is none: the run, or what a space, a
    comma, a digit or a title ends within it, must be two to four characters and no organisation or office."""
    run_end = match.start()
    while run_end < end and "\u4e00" <= words[run_end] <= "\u9fff" and run_end - match.start() < 12:
        run_end += 1
    start = match.start()
    for title in _TITLES:
        at = words.find(title, start, min(run_end, start + 8))
        if 1 <= at - start <= 4 and words[start:at] not in _NOT_NAMES:
            return at + len(title)
    if words[start + 1 : start + 2] == "工" and run_end - start == 2:
        return start + 2
    candidates = [run_end] if run_end - start <= 4 else []
    pieces = [g for g in gaps.within(start, min(run_end + 1, start + 5)) if g > start]
    candidates = pieces[:1] if pieces and pieces[0] - start >= 2 else candidates
    if pieces and pieces[0] - start == 1 and run_end - start in (2, 3):
        candidates = [run_end]
    if "·" in match.group():
        candidates = [match.end()]
    for finish in candidates:
        name = words[start:finish]
        if finish + 1 >= end and words[finish : finish + 1] == "、" and name[-1] in "一二三四五六七八九十" and len(name) > 2:
            finish, name = finish - 1, name[:-1]
        if name in _NOT_NAMES or len(name) < 2 or name in labels() or _IN_A_FIRM.match(words, finish):
            continue
        if "·" in name or (is_person(name) and name[:2] not in _NOT_NAMES and name[-2:] not in _NOT_NAMES):
            return finish
    return None


def _checks(number: str) -> bool:
    """Whether an identity card number carries the right check sign (GB 11643-1999)."""
    total = sum(int(c) * w for c, w in zip(number[:17], _WEIGHTS, strict=True))
    return "10x98765432"[total % 11] == number[17]


def _apart(masks: list[Mask]) -> list[Mask]:
    """Sorted, without overlaps: the longer of two that overlap stays."""
    kept: list[Mask] = []
    for mask in sorted(masks, key=lambda m: (m.start, -m.end)):
        if kept and mask.start < kept[-1].end:
            if mask.end > kept[-1].end:
                kept[-1] = Mask(kept[-1].start, mask.end, kept[-1].kind)
            continue
        kept.append(mask)
    return kept
