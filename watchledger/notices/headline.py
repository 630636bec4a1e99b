"""The headline of a notice, and what remains of it as the project's name."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from watchledger.lang.gaps import LINE
from watchledger.notices.statement import Page, inside, known_label

_WORD = (
    r"(?:公告|公示|公告书|通知书|公布|声明|邀请书|邀请函|邀请|答疑|澄清|结果|意向|通知|更正|说明|"
    r"函|(?:招标|采购|磋商|谈判|询价|比选)文件|招标书|需求书|规[范格]书|(?:采购|用户|项目|招标|技术)需求|"
    r"(?:总体|技术|商务|采购|服务)(?:要求|参数))"
)
_GLUED = re.compile(
    r"[^。;]{6,120}?(?:公告|公示)(?=一、|1[、.]|\(一\)|各|第一|项目名称|采购项目|招标编号|项目编号|根据|受|[\[(【]|$)"
)
_LAST = frozenset("告示书布明函请疑清果向知正件求数])】〕")
"""The last signs of such words; most lines are settled by theirs."""
_ENDS = re.compile(_WORD + r"(?:[\[(【〔].{0,16}[\])】〕])*$")
_BRACKET_END = re.compile(r"[\[(【〔][^\[\]()【】〔〕]{1,14}[\])】〕]$")
_KINDS = (
    "招标文件|采购文件|澄清文件|补充文件|补遗文件|答疑文件|磋商文件|谈判文件|询价文件|比选文件|公告|公示|公告书|通知书|公布|声明|邀请书|邀请函|"
        "结果|的|项目更正|更正|变更|延期|"
        "终止|废标|流标|暂停|澄清|答疑|补充|补遗|修改|推迟|"
    "入围供应商|中标供应商|成交供应商|供应商名单|名单|中标候选人|候选人|中标(成交)|成交(中标)|中标|成交|预中标|评标|评审|"
    "定标|开标|合同|公开招标|"
        "自行采购|自主采购|邀请招标|竞争性磋商|竞争性谈判|询价采购|询价|单一来源采购|单一来源|磋商|谈判|"
    "竞争性谈判采购|竞争性磋商采购|公开招标采购|邀请招标采购|院内议价|议价|竞价|比选|遴选|询比|比价|询价函|比价函|询比函|"
    "邀请函|招标函|招标计划|招标|资格预审|采购意向|意向公开|意向|需求|信息|更正事项|通知|说明|延|"
    "失败|中选|入围|关于|招标书|需求书|用户需求书|采购需求书|采购需求|用户需求|项目需求|招标需求|技术需求|规范书|规格书|技术规范书|"
        "技术规格书|总体要求|技术要求|技术参数|商务要求|采购要求|服务要求"
)  # fmt: skip
_KIND_TIMES = re.compile("第?[一二三四五六七八九十0-9]+次$")
_KIND_WORDS = frozenset(_KINDS.split("|"))
_KIND_SIZES = tuple(sorted(set(map(len, _KIND_WORDS)), reverse=True))
_ANNOUNCED = re.compile(
    r"公告|公示|公布|通知|结果|意向|邀请|延$|终止|更正|变更|答疑|澄清|(?:标|需求|规[范格])书$|(?:需|要)求$|参数$|(?:询价|比价|询比|邀请|招标|采购|报价)函$|(?:招标|采购|磋商|谈判|询价|比选)文件$"
)
_BRACKETED_CODE = re.compile(r"[\[(【〔](?=[^\d]*\d[^\d]*\d[^\d]*\d)[a-z0-9-]{6,24}[\])】〕]")
_BRACKETED_KIND = re.compile(r"公告|公示|网$|\(网\)|重发|结果|候选人|变更|更正|标段公告")
_KIND_FIRST = re.compile(
    r"(?:(?:公开)?招标|采购|询价|磋商|谈判|比选|中标|成交|结果|合同|更正|变更|终止|废标|单一来源|竞争性(?:磋商|谈判)|意向|候选人)+"
    r"(?:公告|公示)(?:[|:｜]|-{1,2}|—+)(?=[^|:]{6})"
)
"""The kind before the name ("结果公示｜某所警务设备")."""
_AS_SHOWN = re.compile(r"\((?:公开版|脱敏版?|网络版|发布稿|公示稿|定稿|节选|摘录)\)$")
_LATIN_KIND = re.compile(
    r"(?:^(?:request for (?:proposals?|quotations?|bids?|tenders?)|invitation to (?:tender|bid)|(?:contract )?award notice|"
    r"contract notice|notice of (?:intent to )?award(?: sole source)?|sole source notice|tender notice)\b[ :.-]*)"
    r"|(?:[ :|-]+(?:contract award notice|contract notice|award notice|tender notice|request for proposals?|rfp|"
    r"notice of award)$)"
)
_LATIN_BODY = re.compile(
    r"(?:the )?(?:city|county|town|state|village|board|department|office|district|council|university|"
    r"ministry) of\b"
)
_LEAD = re.compile(
    r"^第[一二三四五六七八九十\d]{1,3}篇[: ]*|"
    r"^(?:[\[【(〔][^\[\]【】()]{1,14}[\]】)〕])+|^(?:[\u4e00-\u9fffx*()]{2,28}?(?:政府|局|厅|委员会|委|院|校|学|中心|公司|"
    r"办公室|部|处|站|所|队|园))?关于"
)
_TO_BUY = re.compile(r"(?:采购|购买|购置|采买)(?!项目|人|中心|代理|单位|计划|文件)")
"""Between 关于 and the name in "关于采购某物的询价函"."""
_KEEP = re.compile(r"(?:采购|施工|监理|设计|服务|项目|工程|设备)$")
KEEPS = re.compile(
    r"(?:采购|施工|监理|设计|服务|项目|工程|设备|系统|平台|建设|改造|升级|维护|维保|运维|租赁|更新|购置|安装|补充|扩容|迁移|"
    r"集成|开发|检测|器材|"
    r"装备|试剂|耗材|家具|车辆|软件|终端|仪器?|柜|架|供应|配送|保洁|物业|印刷|保险|材料|物资|用品|课桌椅|空调|电脑|"
    r"案)(?:\([^()]{1,16}\))?$"
)
"""How names of projects end."""
_POINTED = re.compile(r"[\u4e00-\u9fff)]\d{1,2}[.、](?!\d)")
"""A numbered point within a line: it ran together from a name and a chapter's heading."""
_BARE = re.compile(
    r"(?:政府采购|公开招标|竞争性磋商|竞争性谈判|询价|比选|项目|采购|招标|中标|成交|中标\(成交\)|结果|单一来源|合同|更正|"
    r"变更|延期|暂停|澄清|答疑|废标|流标|终止|"
    r"意向|中标候选人|候选人|评标|决标|公开征求|更正事项|标书|工程|补遗|疑问|回复|招标答疑)+(?:公告|公示|公布|通知书?|公告书|"
    r"邀请书|文件|纪要|回复|函)"
)
"""A headline that says no more than the kind, alone on its line ("招标公告")."""
_DEMANDS = re.compile(r"(?:项目|采购|用户|招标|技术|服务|货物)*(?:需求|技术要求|技术参数)(?:书|说明|清单)?")
"""The heading of a chapter that stands on its own as a paper."""
_MASTHEAD = re.compile(r"20\d\d(?:年|-)\d{1,2}(?:月|-)\d{1,2}日?$|第\d{1,4}期|喜讯|喜报|祝贺|[!?]")
"""The first line of a bulletin or of news: its number, its day or its shout stands where a headline has none."""
_GOES_ON = frozenset("及和与暨、)")
"""What begins the second line of a headline that the page's width broke."""
_MENU = 8
_TOP = 14
_LONGEST = 130
_HEADINGS, _EARLY = 4, 2500
"""Of a document's headings only the first few, near its beginning, can be its headline; the rest head its chapters."""


_last: list[tuple[Page, list[tuple[int, int]]]] = []
_MOST_LINES = 60


def lines(page: Page, limit: int = 40) -> list[tuple[int, int]]:
    """The first lines (or cells; at most 60) with words outside furniture; runs of four or more very short ones (a menu) are left
    out. Kept for the last page: title, buyer, kind and region ask for them."""
    if not (_last and _last[0][0] is page):
        _last[:] = [(page, _first_lines(page))]
    return _last[0][1][:limit]


def _first_lines(page: Page) -> list[tuple[int, int]]:
    bounds = [0, *page.gaps.hard[: _MOST_LINES * 8], len(page.words)]
    found: list[tuple[int, int]] = []
    for low, high in zip(bounds, bounds[1:], strict=False):
        while low < high and page.words[low] in " |#":
            low += 1
        bar = page.words.find("|", low, high) if high - low > 60 else -1
        high = bar if bar > low + 4 else high
        while high > low and page.words[high - 1] in " |":
            high -= 1
        if high > low and not inside(page.skip, low):
            found.append((low, high))
            if len(found) >= _MOST_LINES * 4:
                break
    return _without_menus(page.words, found)[:_MOST_LINES]


def _without_menus(words: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    run: list[tuple[int, int]] = []
    for low, high in [*found, (0, 0)]:
        short = 0 < high - low <= _MENU and not any(c.isdigit() or c == ":" for c in words[low:high])
        if short:
            run.append((low, high))
            continue
        kept.extend(run if len(run) < 4 else [])
        run = []
        if high > low:
            kept.append((low, high))
    return kept


def headlines(page: Page, top: list[tuple[int, int]]) -> list[tuple[int, int, float]]:
    """Stretches that look like the notice's headline with a weight each: title blocks, top lines that end in 公告 and the
    like, and in text without lines what precedes "一、". `top` are the page's first lines."""
    words = page.words
    found: list[tuple[int, int, float]] = []
    titled = headings = 0
    for block in page.text.blocks[:400]:
        if block.kind in ("title", "heading") and 4 <= block.end - block.start <= 200:
            start, end = page.at(block.start), page.at(block.end)
            headings += block.kind == "heading" and not inside(page.skip, start)
            if block.kind == "heading" and (
                headings > _HEADINGS or start > _EARLY or _SECTION.match(words, start) or end - start > 130
            ):
                continue
            if (
                not inside(page.skip, start)
                and end > start
                and not (set(":!?") & set(words[start:end]) and not _ENDS.search(words[start:end]))
            ):
                titled = max(titled, end if block.kind == "title" else 0)
                found.append((start, end, _title_weight(words, start, end) if block.kind == "title" else 0.9))
    for rank, (low, high) in enumerate(top):
        text = words[low:high]
        if low < titled or (":" in text and known_label(text.partition(":")[0])):
            continue
        if len(text) <= 12 and rank < _TOP and (_BARE.fullmatch(text) or rank < 2 and _DEMANDS.fullmatch(text)):
            found.append((low, high, 0.7))
            if rank and (above := _named_above(words, *top[rank - 1])):
                found.append((*above, 0.8))
        elif (
            6 <= len(text) <= _LONGEST
            and text[-1] in _LAST
            and not text.startswith(("附", "按照", "根据"))
            and "详见" not in text
            and _ENDS.search(text)
            and not _POINTED.search(text)
        ):
            low = top[rank - 1][0] if text[0] in _GOES_ON and 0 < rank < _TOP and high - top[rank - 1][0] <= _LONGEST else low
            found.append((low, high, (0.9 if rank < _TOP else 0.6) * (1.0 if high - low > 9 else 0.7)))
        elif rank < 4 and (cut := _before_label(page, low, high)):
            found.append((low, cut, 0.9))
        elif len(text) > 60 and rank < 4 and (match := _GLUED.match(words, low, min(high, low + 140))):
            found.append((low, match.end(), 0.9))
        elif len(text) > 60 and rank < 2 and (cut := _first_gap(page, low, high)) and _ENDS.search(words, low, cut):
            found.append((low, cut, 0.9))
        elif rank == 0 and 8 <= len(text) <= 80 and not set(":,。") & set(text) and "//" not in text and not _MASTHEAD.search(text):
            found.append((low, high, 0.45))
        elif (
            rank < 6
            and 8 <= len(text) <= 100
            and text.isascii()
            and not any(c in ":0123456789" for c in text)
            and not _LATIN_BODY.match(text)
        ):
            found.append((low, high, 0.4))
    return found


def _before_label(page: Page, low: int, high: int) -> int | None:
    """Where a headline ends that shares its line with the first label ("某采购项目招标公告 项目编号:ABC-1")."""
    first = bisect_left(page.marks, low + 8)
    cut = page.marks[first] if first < len(page.marks) else high
    while cut > low and page.words[cut - 1] in " (|":
        cut -= 1
    return cut if cut < high and page.words[cut - 1] in _LAST and _ENDS.search(page.words[low:cut]) else None


def _named_above(words: str, low: int, high: int) -> tuple[int, int] | None:
    """The line above a headline that says no more than its kind: the project's name, when it looks like one."""
    text = words[low:high]
    plain = 8 <= len(text) <= 80 and not set(":,。;|!?") & set(text) and "http" not in text
    return (low, high) if plain and not _BODY.search(text) and _KEEP.search(text) and telling(text) else None


def _first_gap(page: Page, low: int, high: int) -> int | None:
    """The first white space in a line that ran together, if a headline's length before it is."""
    at = next(iter(page.gaps.within(low + 6, min(high, low + 120))), None)
    return at if at is not None and not set(",。;:") & set(page.words[low:at]) else None


def _title_weight(words: str, start: int, end: int) -> float:
    """A page's <title> is worth what of it the body repeats; a site's own name is not repeated."""
    body = words[end : end + 4000]
    first = re.split(r"[-_|]", words[start:end])[0].strip()
    return 0.95 if len(first) >= 6 and first[:24] in body else 0.3


def says_nothing(words: str) -> bool:
    """Whether words are a label, the heading of a chapter, an empty form, or a headline that says no more than the kind."""
    bare = known_label(words) or _BARE.fullmatch(words) is not None or _CHAPTER.fullmatch(words) is not None
    return bare or _FORM.search(words) is not None


_FORM = re.compile(r"\[[^\[\]]*/[^\[\]]*\]|\[?(?:工程|项目|招标人|招标单位|采购人)(?:名称)?\](?:$|[^\[])")
"""What a form leaves to be filled in ("[工程名称] 施工[总承包/专业承包]")."""


@lru_cache(maxsize=64)
def telling(words: str) -> bool:
    """Whether a headline says more than its kind ("评标结果公示", "一、项目基本情况" do not)."""
    low, high = project_name(words)
    if words.isascii():
        return high - low >= 6 and not _LATIN_BODY.match(words) and not _SHEET.fullmatch(words)
    if _BODY.search(words[low:high]) or _CHAPTER.fullmatch(words):
        return False
    rest = _GENERIC.sub("", words[low:high])
    return len(rest) >= (2 if _CONTRACT.search(words) else 4) and not _SECTION.match(words)


_CONTRACT = re.compile(r"(?:采购|购销|供货|租赁|施工|服务)合同书?$")
"""A contract's headline may be short: "监控设备采购合同"."""


_GENERIC = re.compile(
    r"项目|采购|招标|公告|公示|评标|结果|中标|成交|政府|基本|情况|信息|货物|服务|工程|施工|设备|候选人|"
    r"单一来源|概要|合同|更正|变更|"
    r"终止|废标|公开|竞争性|磋商|谈判|询价|(?:省|市|县|区)级|江西省|房屋建筑|市政|基础设施|通知书?|意向|关于|电子卖场|"
    r"网上商城|网上超市|框架协议|征集|入围|直购|直采|竞价|定点|"
    r"机关|通告|及|邀请|参加|活动|详情|资格|预审|征求|意见|唯一|说明|事项|快讯|汇总|一览|公布|发布|内容|答疑|澄清|补遗|报告|表|书|函|"
    r"单(?!位)|第|号|期|年|月|日|"
    r"的|本|该|及|和|与|[\s\d()、.]"
)
_BODY = re.compile(r"(?:政府|局|厅|委员会|公司|集团|交易中心|采购中心|采购网|交易网|交易平台|服务平台|办公室)$")
"""A line that is only a body's or a site's name."""
_OF_CHAPTERS = "范围|要求|需求|参数|规格|清单|概况|说明|须知|标准|内容|条款|办法|格式|一览表"
_CHAPTER = re.compile(
    r"[★▲●■◆*]?(?:附[件表]\d*[:：]?)?(?:供货|采购|招标|投标|技术|商务|资格|专用|通用|评分|评标|评审|服务|项目|货物|产品|设备|"
    r"合同|其他|内容|总体|用户|具体|基本|主要|功能|性能|配置|质量|安全|建设|"
    rf"和|与|及|以及|、|{_OF_CHAPTERS})*(?:{_OF_CHAPTERS})"
)
"""A chapter of a tender document ("★供货范围", "专用资格要求") names no project."""
_SHEET = re.compile(r"(?:sheet|book|document|untitled|page) ?\d*(?:\.[a-z]{3,4})?")
"""Names that programs give to what has none."""
_SECTION = re.compile(r"第[一二三四五六七八九十\d]+[章节]|[一二三四五六七八九十]{1,2}[、.]|\([一二三四]\)|\d{1,2}[、.](?!\d)")


@lru_cache(maxsize=64)
def project_name(words: str) -> tuple[int, int]:
    """The project's name within a headline (offsets into `words`): site prefixes ("[安福县]") and the words that say what kind
    of notice it is are left out. Kept for one notice's lines, of which several readers ask."""
    start, end = 0, len(words)
    while latin := _LATIN_KIND.search(words[start:end]):
        start, end = (start + latin.end(), end) if latin.start() == 0 else (start, start + latin.start())
    lead = _LEAD.match(words)
    if lead and lead.end() < end - 6:
        start = lead.end()
    if begins := _KIND_FIRST.match(words):
        start = begins.end()
    if words.startswith("《", start) and words.endswith("》", start, end) and "《" not in words[start + 1 : end]:
        start, end = start + 1, end - 1
    if shown := _AS_SHOWN.search(words):
        end = shown.start()
    announced = _ANNOUNCED.search(words[start:end]) is not None
    while announced and end - start > 6:
        text = words[start:end]
        bracket = _BRACKET_END.search(text) if text[-1] in "])】〕" else None
        if bracket and (_BRACKETED_KIND.search(bracket.group()) or _BRACKETED_CODE.fullmatch(bracket.group())):
            end -= len(bracket.group())
            continue
        size = _kind_at_end(text)
        if not size:
            break
        end -= size
    if lead and announced and words.startswith("的", end) and (verb := _TO_BUY.match(words, start, end - 6)):
        start = verb.end()
    if announced and words[start:end].endswith("的采购"):
        end -= 3
    while end > start and words[end - 1] in " -—_、,:的":
        end -= 1
    if (
        words[start:end].endswith("采购")
        and announced
        and words[end : end + 2] in ("公告", "结果", "公示", "意向")
        and words[start : end - 2].endswith("项目")
    ):
        end -= 2
    if _BRACKET_END.search(words[start:end]) and words[start:end].endswith(("(网)", "[网]")):
        end -= 3
    return start, end


def _kind_at_end(text: str) -> int:
    """The length of the longest word of kind that a headline ends in; 0 for none."""
    times = _KIND_TIMES.search(text) if text.endswith("次") else None
    size = next((n for n in _KIND_SIZES if text[-n:] in _KIND_WORDS), 0)
    return max(size, len(times.group()) if times else 0)


def begins_line(page: Page, offset: int) -> bool:
    """Whether a stretch begins a line."""
    return page.gaps.kind_at(offset) == LINE
