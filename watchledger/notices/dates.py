"""The date of publication and the deadline."""

from __future__ import annotations

import re
from bisect import bisect_left

from watchledger.fields.date import FoundDate, dates_in
from watchledger.lang.gaps import LINE
from watchledger.notices.candidate import Candidate, best
from watchledger.notices.statement import Page, Statement, Stretches, inside

_RANGE = re.compile(r" ?(?:\d{1,2}[:时]\d{0,2}(?::\d\d)?分?(?:00)?)? ?(?:至|到|-{1,2}|—+|~|起)")
_TOP = 500
_DATED = re.compile("年|20|19|二")
_SIGNED = ("公司", "局", "心", "院", "学", "处", "会", "校", "府", "厅", "队")
_OPENED = re.compile(r"(?=[公开])(?:公开)?(?:开标|开启)(?!地点|室|厅|时间|日期|记录|一览)")
_PORTAL_REST = re.compile(
    r"(?:来源|信息来源|作者|发布人|发布者|发布单位|发布机构|浏览|点击|阅读|访问|字体|字号|打印|编辑|责任编辑|【|\[|分享)"
)
"""What a portal writes after the date on the date's own line."""
_PORTAL_LEAD = re.compile(
    r"(?:[\[(【|]?(?:(?:信息|文章|稿件)?来源|作者|发布人|发布者|发布单位|发布机构|发布部门|供稿|编辑|责任编辑|审核|部门|栏目|类别)[:：]?"
    r"[^:\d]{0,24}?(?=发布|日期|时间|更新|[\[(|]|$|\d))+"
)
"""What a portal writes before the date on the date's own line."""
_WEEKDAY = re.compile(r"[, ]?(?:星期|周)[一二三四五六日天]")
_PORTAL_PLACE = re.compile(r"[\u4e00-\u9fff]{2,8}(?:[/·][\u4e00-\u9fff]{2,8})?[- ](?=20\d\d)")
"""A place and a dash before the date ("辽宁/丹东-2025-08-20 00:00:00")."""
_PORTAL_DATED = ("发布", "时间", "日期")
_SIGNED_END = re.compile(r"(?:公司|中心|局|厅|院|校|学|会|委|办|处|所|部|府|队|站)(?:\((?:盖章|公章|章)\))?$")
_DATE_LINE = re.compile(r"(?:发布|公告|落款)?(?:日期|时间)?[\s\d:：.()（）年月日时分秒/\-—_二〇○零一三四五六七八九十0o]*$")


def published(page: Page, statements: list[Statement], kind: str, decided: str | None) -> list[Candidate[str]]:
    """Dates of publication, best first: labelled, else a date by itself near the top, else the signature's at the end. What
    comes before the award or the opening is an earlier notice's."""
    found: list[Candidate[str]] = []
    for s in statements:
        if s.role == "published" and not s.old:
            dates = dates_in(page.words, s.start, min(s.end, s.start + 60), limit=2)
            if (
                dates
                and dates[0].start - s.start <= 12
                and not _is_range(page.words, dates, s.end)
                and not _of_something_else(page, s)
            ):
                found.append(_dated(dates[0], s.weight, f"notice.published.{s.how}/1"))
    found.extend(_by_itself(page, statements))
    found.extend(_announced(page))
    if kind in ("award", "candidate", "termination", "contract") and decided:
        found = [c for c in found if c.value >= decided]
    chosen, others = best(found)
    return [chosen, *others] if chosen is not None else []


_ANNOUNCED = re.compile(r"(?<=于)20\d\d[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?=在[^,。;]{0,24}(?:公告|公示|公布|发布)[,。;])")
_OPENING = 1500


def _announced(page: Page) -> list[Candidate[str]]:
    """ "现于2032-03-05在某平台公告": the day of which a tender's opening says that it is announced then."""
    for match in _ANNOUNCED.finditer(page.words, 0, min(len(page.words), _OPENING)):
        dates = dates_in(page.words, *match.span(), limit=1)
        if dates and not inside(page.skip, match.start()) and not page.words.endswith(("已于", "曾于"), 0, match.start()):
            return [_dated(dates[0], 0.6, "notice.published.sentence/1")]
    return []


_FILE_OF_A_SITE = re.compile(r"文档编号|文档页数|页数|下载券|大小:|格式:")


def _of_something_else(page: Page, s: Statement) -> bool:
    """A period's end ("公示时间 至…"), or the day on which a site for sharing files was given a copy."""
    words = page.words
    if words.startswith(("至", "截至", "截止"), s.start):
        return True
    shared = words.startswith(("上传", "更新"), s.label)
    return shared and _FILE_OF_A_SITE.search(words, max(0, s.label - 60), s.end + 60) is not None


def timely(appeared: list[Candidate[str]], due: list[Candidate[str]], *, after: bool) -> list[Candidate[str]]:
    """Without dates that only stand on a line of their own: a year and more before offers are due those are of a law that the
    document quotes, from that day on the deadline itself (unless the notice comes `after` it)."""
    if not due:
        return appeared
    year = str(int(due[0].value[:4]) - 1)
    before = [c for c in appeared if not c.rule.endswith(_ALONE) or year + due[0].value[4:] <= c.value]
    return (
        before
        if after
        else [c for c in before if c.rule.endswith(_ALONE[1]) or not c.rule.endswith(_ALONE) or c.value < due[0].value]
    )


_ALONE = ("line/1", "signature/1")


def _is_range(words: str, dates: list[FoundDate], end: int) -> bool:
    return bool(_RANGE.match(words, dates[0].end, end)) or (
        len(dates) > 1 and bool(re.match(r".{0,14}(?:至|到|-|—|~)", words[dates[0].end : dates[1].start]))
    )


def _dated(date: FoundDate, weight: float, rule: str) -> Candidate[str]:
    return Candidate(date.value, date.start, date.end, weight, rule)


_OTHER_DAYS = frozenset(
    {"deadline", "opening", "session", "sale", "service", "delivery", "accepted", "warranty", "award_date", "sign_date"}
    | {"review_date", "tender_date", "other"}
)
"""Roles whose value is a day of its own."""
_LEADS_ON = ("于", "至", "在", "自", "到", "从")


def _by_itself(page: Page, statements: list[Statement]) -> list[Candidate[str]]:
    """A line that is nothing but a date: near the top the portal's, at the end the signature's. A line that is the value of another
    label, or that a sentence leads into, is neither."""
    words, gaps = page.words, page.gaps
    others = Stretches(sorted((s.start, s.end) for s in statements if s.role in _OTHER_DAYS and s.end > s.start))
    found: list[Candidate[str]] = []
    size = len(words)
    bounds = [0, *gaps.hard, size]
    near = range(min(bisect_left(bounds, _TOP), len(bounds) - 1, 12))
    last = range(max(len(near), len(bounds) - 400), len(bounds) - 1)
    end = _last_evidence(page)
    for b in (*near, *last):
        low, high = bounds[b], bounds[b + 1]
        if not 8 <= high - low <= (90 if b in near else 34) or not _DATED.search(words, low, high):
            continue
        if gaps.kind_at(low) != LINE or inside(page.skip, low) or inside(others, low):
            continue
        if words.endswith(_LEADS_ON, max(0, low - 1), low):
            continue
        dates = dates_in(words, low, high, limit=2)
        lead = _PORTAL_LEAD.match(words, low, dates[0].start) if dates and b in near else None
        lead = lead or (_PORTAL_PLACE.match(words, low, dates[0].start + 4) if dates and b in near else None)
        begin = lead.end() if lead else low
        rest = words[begin : dates[0].start] + words[dates[0].end : high] if dates else "x"
        if len(dates) == 1 and b in near and (tail := _PORTAL_REST.search(words, dates[0].end, high)):
            rest = words[begin : dates[0].start] + words[dates[0].end : tail.start()]
        if len(dates) != 1 or not _DATE_LINE.match(_WEEKDAY.sub("", rest)):
            continue
        if b in near and (low > 0 or lead):
            found.append(_dated(dates[0], 0.7, "notice.published.top/1"))
        elif low > _TOP and high < end - 260 and not words[max(0, low - 12) : low].endswith(_SIGNED):
            found.append(_dated(dates[0], 0.4, "notice.published.line/1"))
        elif high > end - 260 or words[max(0, low - 12) : low].endswith(_SIGNED):
            weight = 0.6 + 0.1 * (high > end - 40) + 0.01 * min(len(found), 5)  # of several the last is the day of signing
            found.append(_dated(dates[0], weight, "notice.published.signature/1"))
    found.extend((_in_the_top(page) or _at_the_end(page, end)) if not found else [])
    return found[:1] + found[1:][-2:]


_PUBLISHED_AT = re.compile(r"(?:于|签发于)[\u4e00-\u9fff]{2,16}$")


def _at_the_end(page: Page, end: int) -> list[Candidate[str]]:
    """The signature in a text without lines: a body's name, then the date, and no more ("某公司 2023-09-06"); or the date and where
    it was signed ("二零一九年八月二日于司法警察局")."""
    words = page.words
    stop = end
    while stop > 0 and words[stop - 1] in " .。|":
        stop -= 1
    for date in reversed(dates_in(words, max(0, stop - _SIGNATURE), stop, limit=12)):
        rest = words[date.end : stop]
        before = words[max(0, date.start - 16) : date.start].rstrip(" :?")  # "?": a space that a wrong encoding lost
        last = not rest or page.gaps.kind_at(date.end) == LINE and stop - date.end < _REMARKS
        signed = last and _SIGNED_END.search(before)
        alone = not rest and date.start > _TOP // 4 and _by_no_label(page, date.start)
        if signed or alone and words[date.start - 1] not in "至到-—~" or _PUBLISHED_AT.fullmatch(rest):
            return [_dated(date, 0.6 if signed else 0.55, "notice.published.signature/1")]
    return []


_SIGNATURE, _REMARKS = 300, 120
"""Characters at the end in which the signature stands, and those of a portal's remarks on lines after it."""
_DATED_AS = re.compile(r"[日期时间限]{2}:? ?$")


def _by_no_label(page: Page, start: int) -> bool:
    """Whether a gap and no label stands before a date, or the bare word 日期."""
    word = _DATED_AS.search(page.words, max(0, start - 4), start)
    if word is None:
        return _parted(page, start) and page.words[start - 1] != ":"
    return _parted(page, word.start())


def _parted(page: Page, at: int) -> bool:
    """Whether white space stands before an offset."""
    return page.gaps.kind_at(at) >= 0 or page.words[at - 1] == " "


_PORTAL_LINE = re.compile(
    r"日?(?: ?\d{1,2}:\d\d(?::\d\d)?)? ?[\[(【|]?(?:信息|文章|稿件)?"
    r"(?:来源|作者|发布人|浏览|点击|阅读|访问|字体|字号|打印|显示公告概要|分享)"
)


_CLOCK = re.compile(r"日? ?\d{1,2}:\d\d(?::\d\d)?(?!\d|前|止|-|至)")
_HEADLINE = 160
"""Characters of a headline and the portal's line under it; a date with a time there, by no label, is the portal's."""


def _in_the_top(page: Page) -> list[Candidate[str]]:
    """A date with a portal's words right after it, in text without lines ("某项目中标公告 2021年06月18日 16:32 来源：…")."""
    for date in dates_in(page.words, 0, min(len(page.words), _TOP), limit=4):
        if page.words.endswith(_LEADS_ON, 0, date.start):
            continue
        timed = date.start < _HEADLINE and _CLOCK.match(page.words, date.end)
        if date.start > 3 and _by_no_label(page, date.start) and (timed or _PORTAL_LINE.match(page.words, date.end)):
            return [_dated(date, 0.7, "notice.published.top/1")]
    return []


def _last_evidence(page: Page) -> int:
    end = len(page.words)
    for start, stop in reversed(page.skip):
        if stop >= end - 2:
            end = start
    return end


def deadline(page: Page, statements: list[Statement], kind: str) -> list[Candidate[str]]:
    """Submission deadlines and openings, best first: a changed one before the one it replaces, a submission before an opening."""
    found: list[Candidate[str]] = []
    for s in statements:
        if s.role not in ("deadline", "opening", "session") or (s.old and not s.changed):
            continue
        if s.role == "session" and kind in ("award", "contract", "candidate"):
            continue
        high = min(s.end, s.start + 120)
        dates = dates_in(page.words, s.start, high, limit=3)
        if not dates or dates[0].start - s.start > 60:
            continue
        date = dates[1] if len(dates) > 1 and _is_range(page.words, dates, high) else dates[0]
        if _RANGE.match(page.words, dates[0].end) and len(dates) > 1:
            date = dates[1]
        if len(dates) > 1 and "→" in page.words[dates[0].end : dates[1].start]:
            date = dates[1]
        weight = s.weight * (1.0 if s.role == "deadline" else 0.9) + (1.5 if s.changed else 0)
        found.append(_dated(date, weight, f"notice.deadline.{s.how}/1"))
    found.extend(_changed(page))
    if not found:
        found.extend(_handed_in(page))
    if not found:
        found.extend(_offers_by(page))
    if not found:
        found.extend(_upheld(page))
    if not found:
        found.extend(_opened(page))
    chosen, others = best(found)
    return [chosen, *others] if chosen is not None else []


_CHANGES = ("变更为", "更改为", "调整为", "修改为", "更正为", "延期至", "顺延至", "延至", "推迟至", "改为", "推迟到", "延期到")
_CHANGE = re.compile(
    r"(?:投标|开标|响应|递交|提交|截止|开启|磋商|谈判)[^。;]{0,40}?(?:变更为|更改为|调整为|修改为|更正为|"
        r"延期至|顺延至|延至|推迟至|改为|推迟到|延期到)[:]?"
)  # fmt: skip


_PUT_OFF = re.compile(
    r"现?(?:延期|顺延|推迟|改|延)(?:至|到|为|在)(?=20\d\d年?[\d年月日./: 上下午时分点整-]{4,24}(?:开标|开启|投标|截止|递交|举行))"
)
"""The new day and what happens on it: "现延期至2023年5月18日15:00开标"."""


_OTHERWISE = re.compile(r"[\u4e00-\u9fff]{3,}:")
"""A label between the words of a change and a date: the date is another's."""


def _changed(page: Page) -> list[Candidate[str]]:
    """ "投标截止时间及开标时间延期至2020年3月24日": the new date of an amendment."""
    found: list[Candidate[str]] = []
    if not any(word in page.words for word in _CHANGES):
        return found
    for match in (*_CHANGE.finditer(page.words, 0, min(len(page.words), 8000)), *_PUT_OFF.finditer(page.words, 0, 4000)):
        if inside(page.skip, match.start()) or re.search(r"购买|获取|答疑|下载|报名|保证金|领取", match.group()[-40:]):
            continue
        dates = dates_in(page.words, match.end(), match.end() + 30, limit=1)
        if dates and dates[0].start - match.end() <= 16 and not _OTHERWISE.search(page.words, match.end(), dates[0].start):
            found.append(_dated(dates[0], 1.6, "notice.deadline.changed/1"))
    return found


_BEFORE = re.compile(
    r"(?:前|止|之前|以前)(?:\([^()]{2,8}\))?,?(?:(?:将)?(?:递交|提交|送达|上传|投递)(?:至|到)?[^,。;]{0,12}?"
    r"(?:投标|响应|申请|报价|竞标|比选|标书|谈判|磋商)|"
    r"(?:将|把)[^,。;]{0,16}?(?:投标|响应|申请|报价|竞标|比选|标书|谈判|磋商|报名|应答|资料)[^。;]{0,24}?"
    r"(?:递交|提交|送达|送至|送到|上传|投递|报送|寄至|寄达|发送|密封|交至|交到|发至|放入|投入|交回)|传真至)"
)


def _handed_in(page: Page) -> list[Candidate[str]]:
    """ "并于2019年05月20日09点30分前提交响应文件": the deadline in a sentence."""
    found: list[Candidate[str]] = []
    for match in _BEFORE.finditer(page.words, 0, min(len(page.words), 6000)):
        dates = dates_in(page.words, max(0, match.start() - 44), match.start(), limit=4)
        if dates and match.start() - dates[-1].end <= 24 and not inside(page.skip, match.start()):
            found.append(_dated(dates[-1], 0.7, "notice.deadline.sentence/1"))
    return found


_OFFERS_BY = re.compile(
    r"(?=[标投响报竞截])(?:(?:标书|投标书|(?:投标|响应|报价|竞标)文件)(?:必须|务必|须|应当?|需)?(?:于|在)|"
    r"(?:截止(?:递交|提交|接收|接受)(?:标书|投标文件|响应文件|报价文件|文件)|截标)(?:的)?(?:日期|时间)(?:及时间)?(?:定)?(?:为|是|于|:))"
)


def _offers_by(page: Page) -> list[Candidate[str]]:
    """ "标书必须于2021年6月22日下午五时前递交": the deadline right behind what is to be handed in."""
    found: list[Candidate[str]] = []
    for match in _OFFERS_BY.finditer(page.words, 0, min(len(page.words), 8000)):
        dates = dates_in(page.words, match.end(), match.end() + 16, limit=1)
        if dates and dates[0].start - match.end() <= 2 and not inside(page.skip, match.start()):
            found.append(_dated(dates[0], 0.7, "notice.deadline.sentence/1"))
    return found


_KEPT = re.compile(r"(?:开标|开启|截止|投标|递交)[^。;]{0,16}?(?:不变|仍为|仍于|维持|不作调整)")


def _upheld(page: Page) -> list[Candidate[str]]:
    """ "开标时间不变，仍为2022年7月19日": a date that an answer or a change confirms."""
    found: list[Candidate[str]] = []
    if not any(word in page.words for word in ("不变", "仍", "维持")):
        return found
    for match in _KEPT.finditer(page.words, 0, min(len(page.words), 8000)):
        dates = dates_in(page.words, match.start(), match.end() + 24, limit=1)
        apart = dates and _OTHERWISE.search(page.words, match.end(), dates[0].start)
        if dates and not apart and not inside(page.skip, match.start()):
            found.append(_dated(dates[0], 0.7, "notice.deadline.upheld/1"))
    return found


_PLACE_BETWEEN = re.compile(
    r"日?(?:[上下]午|\([^()]{2,8}\))?[\d:时分点整]*(?:\([^()]{2,8}\))?,?(?:(?:在|于)[^,。;:]{2,34})?,?(?:如期|准时|按时|组织|进行|举行|召开|公开|统一|了)*$"
)
_OPENING_ON = re.compile(r"(?:开标(?:会议?|大会|仪式|活动)?|(?:响应|投标)文件开启)(?:已)?(?:定)?于$")


def _opened(page: Page) -> list[Candidate[str]]:
    """ "2012年03月29日开标": an opening that a sentence tells of."""
    found: list[Candidate[str]] = []
    for match in _OPENED.finditer(page.words, 0, min(len(page.words), 6000)):
        if inside(page.skip, match.start()):
            continue
        dates = dates_in(page.words, max(0, match.start() - 64), match.start(), limit=4)
        gap = match.start() - dates[-1].end if dates else 99
        if gap <= 12 or gap <= 54 and _PLACE_BETWEEN.match(page.words[dates[-1].end : match.start()]):
            found.append(_dated(dates[-1], 0.6, "notice.deadline.sentence/1"))
        for date in dates_in(page.words, match.end(), match.end() + 40, limit=1):
            if _OPENING_ON.search(page.words, match.start(), date.start):
                found.append(_dated(date, 0.6, "notice.deadline.sentence/1"))
    for match in _RIGHT_BEFORE.finditer(page.words, 0, min(len(page.words), 6000)) if not found else ():
        dates = dates_in(page.words, match.end(), match.end() + 16, limit=1)
        if dates and dates[0].start == match.end() and not inside(page.skip, match.start()):
            found.append(_dated(dates[0], 0.55, "notice.deadline.sentence/1"))
            break
    for match in _CARRIED_OUT.finditer(page.words, 0, min(len(page.words), 3000)) if not found else ():
        dates = dates_in(page.words, match.start() + 1, match.start() + 16, limit=1)
        if dates and dates[0].start == match.start() + 1 and not inside(page.skip, match.start()):
            found.append(_dated(dates[0], 0.5, "notice.deadline.sentence/1"))
    return found


_RIGHT_BEFORE = re.compile(
    r"(?:截止(?<=(?:投标|响应|递交|提交|报价|应答|申请)截止)|截止(?<=(?:文件|标书|资料)截止)|截止(?<=(?:递交|提交)截止)|开标|开启)"
    r"(?:时间|日期)?[:(为是于在定]{0,3}(?=[12二])"
)
"""Before a date: "至投标截止时间(2023年4月20日)", "应答文件开启时间2024年6月26日"."""
_CARRIED_OUT = re.compile(
    r"于[12二][\d〇○零一二三四五六七八九年月.-]{5,10}[^。;]{0,110}?(?:进行|组织|实施|开展|举行)了?(?:公开|邀请|国内)*(?:招标|竞争性(?:谈判|磋商)|询价|开标|评标|评审)"
)
"""An award tells on what day offers were opened: "于2009年8月6日就某项目进行了公开招标"."""


def decided(page: Page, statements: list[Statement]) -> str | None:
    """The day of the award, the review or the opening: nothing of an award is published before it."""
    for role in ("award_date", "review_date", "opening"):
        for s in statements:
            if s.role == role:
                dates = dates_in(page.words, s.start, min(s.end, s.start + 40), limit=1)
                if dates:
                    return dates[0].value
    return None


def one(page: Page, statements: list[Statement], role: str, rule: str) -> Candidate[str] | None:
    """The first date of a role."""
    for s in statements:
        if s.role == role:
            dates = dates_in(page.words, s.start, min(s.end, s.start + 60), limit=1)
            if dates:
                return _dated(dates[0], s.weight, f"{rule}.{s.how}/1")
    return None
