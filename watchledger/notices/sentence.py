"""What sentences state without labels: X受Y委托, 就Z进行公开招标, Y对Z进行了竞争性磋商."""

from __future__ import annotations

import re

from watchledger.fields.identifier import code
from watchledger.fields.organisation import organisation
from watchledger.lang.gaps import LINE
from watchledger.lang.normal import is_han
from watchledger.notices.candidate import Candidate, named
from watchledger.notices.headline import lines
from watchledger.notices.statement import Page, clause, inside

_METHOD = (
    r"(?:国内|国际|国内国际)?(?:公开|邀请)?(?:招标|竞争性磋商|竞争性谈判|竞争性|询价|单一来源|竞价|比选|采购|磋商|谈判|"
    r"遴选|比价|政府采购|询比|竞标)"
)
_ABOUT = re.compile(
    rf"(?:现|拟|已|兹|特)?(?:就|对)(?P<title>[^。;!?]{{4,160}}?)(?:项目)?(?:\((?:项目|招标|采购)?(?:编号|"
        rf"代码)[^()]*(?:\([^()]*\)[^()]*)*\))?(?:在中华人民共和国境内|在国内|在境内)?"
    rf"(?:项目)?(?:组织(?:了)?(?:采购|招标|实施)|(?:以|采用|采取|通过|按照)[^,。;]{{2,20}}?(?:方式|方法|法进行)|(?:再次|重新|"
        rf"二次)?(?:进行|实行|开展|实施)(?:了|国内|国际|在线|"
        rf"网上)?(?:[\u4e00-\u9fff]{{2,6}}采购|{_METHOD})|{_METHOD}(?:,|。|活动))"
)  # fmt: skip
_NEEDED = re.compile(
    r"就(?P<buyer>[^,。;:]{3,50}?)所需(?P<title>[^,。;:]{2,100}?)(?:及相关服务|项目)?(?:进行|面向社会|向社会|公开招标)"
)
_NUMBERED = re.compile(r"\((?:项目|招标|采购|标书)?(?:编号|代码)?[:]?[^()]{3,60}\)$")
_TRIGGER = re.compile(r"[就对]")
_BEFORE_TRIGGER = frozenset("现拟已兹特")
_METHODS = re.compile(r"招标|采购|磋商|谈判|询价|竞价|比选|遴选|比价|询比|竞标|单一来源|实施")
_OFFERED = re.compile(
    r"本(?:(?:招标|采购|次招标|工程)?项目[_ ]*|(?!招标|采购|工程|次))(?P<title>[^,。;:]{6,120}?)(?:\(项目名称\))?已(?:由|经|获)"
)
_ALREADY = re.compile(r"已[由经获]")
_HELD = re.compile(
    r"(?P<title>[^。;!?:,]{6,80}?)(?:项目编号[^,。]{4,40})?[,]?(?:已)?于20\d\d年\d{1,2}月\d{1,2}日[^。;]{0,40}?(?:开标|评标|评审|开启|进行)"
)
"""A line that begins with the project: "某县视频监控项目于2019年11月20日在…开标、评标"."""
_SOUGHT = re.compile(
    rf"(?:^|[。;:,])(?:兹公布[,]?)?为(?P<title>[^。;:,]{{4,80}}?),(?:现|特|兹)?(?:就此)?(?:进行|举行|开展){_METHOD}"
)
_PROCEED = re.compile(r",(?:现|特|兹)?(?:就此)?(?:进行|举行|开展)")
_AGENT = re.compile(r"招标|代理|咨询|采购中心|项目管理|交易中心|造价|监理")
_BRACKETED = re.compile(r"\((?P<code>[0-9a-z\u4e00-\u9fff\[\]〔〕【】/_-]{8,40})\)")
_OF_A_RULE = re.compile(r"[^采招购标\d]{2,12}[\[〔【]\d{4}[\]〕】]\d{1,5}号$")
"""The number of a rule that the text quotes; a purchase's own says 采, 招, 购 or 标."""
_MOST_COMMISSIONS = 12
_OPENING = 1800
_WINDOW = 4000
"""Such sentences open a notice (or the invitation in a tender document)."""


def commission(page: Page, weight: float = 0.8) -> tuple[list[Candidate[str]], list[Candidate[str]]]:
    """Buyers and agencies of "X受Y委托" within the window."""
    words = page.words
    buyers: list[Candidate[str]] = []
    agencies: list[Candidate[str]] = []
    at = words.find("委托", 0, _WINDOW)
    for _ in range(_MOST_COMMISSIONS):
        if at < 0:
            break
        if not words.startswith(("委托书", "委托代理", "委托人"), at) and not inside(page.skip, at):
            _commission(page, at, weight, buyers, agencies)
        at = words.find("委托", at + 2, _WINDOW)
    for match in _ENTRUSTED.finditer(words, 0, min(len(words), _WINDOW)):
        span = organisation(words, page.gaps, *match.span("buyer"), strict=True)
        if span == match.span("buyer") and not inside(page.skip, match.start()):
            buyers.append(named(page, *span, weight, "notice.buyer.commission/1"))
    return buyers, agencies


_ENTRUSTED = re.compile(r"受(?P<buyer>[^,。;:受]{4,40}?)之托")


def _commission(page: Page, at: int, weight: float, buyers: list[Candidate[str]], agencies: list[Candidate[str]]) -> None:
    """Reads back from 委托: the buyer up to 受, the agent before it; else the agent after it."""
    words = page.words
    received = words.rfind("受", max(0, at - 90), at)
    if received < 0:
        _handed_over(page, at, weight, buyers, agencies)
        return
    start, end = received + 1, at
    for word in ("书面", "的"):
        end -= len(word) if words.endswith(word, start, end) else 0
    if end > start and words[end - 1] == ")":
        end = max(words.rfind("(", start, end), start)
    span = organisation(words, page.gaps, start, end)
    if span is None or span[0] - start > 2 or span[1] < end - 3:
        return
    buyers.append(named(page, *span, weight, "notice.buyer.commission/1"))
    before = received - (words[received - 1 : received] == "接")
    low = clause(words, max(before - 60, 0), before)
    agent = None
    if before - low >= 4:
        agent = _agent(page, low, before)
    if agent is None:
        after = _AFTER.match(words, at + 2)
        agent = _agent(page, *after.span("agency")) if after else None
    if agent is not None:
        agencies.append(agent)


_TASK = re.compile(r"组织|代理|承办|负责|实施|就|对|[,。;:]")
_LONGEST_AGENT = 44


def _handed_over(page: Page, at: int, weight: float, buyers: list[Candidate[str]], agencies: list[Candidate[str]]) -> None:
    """ "某局委托某公司组织的…": the body right before 委托 and the agent right after, both of whom must be organisations."""
    words = page.words
    low = clause(words, max(page.gaps.hard_before(at), at - 60), at)
    agent = None
    for task in _TASK.finditer(words, at + 7, min(len(words), at + _LONGEST_AGENT)):  # 代理 may be of the agent's own name
        agent = _agent(page, at + 2, task.start())
        if agent is not None or words[task.start()] in ",。;:":
            break
    span = organisation(words, page.gaps, low, at, strict=True) if agent is not None else None
    if agent is not None and span is not None and span[1] == at and span[0] <= low + 2:
        buyers.append(named(page, *span, weight, "notice.buyer.commission/1"))
        agencies.append(agent)


def _agent(page: Page, start: int, end: int) -> Candidate[str] | None:
    inner = page.gaps.within(start, end, LINE)
    whole = organisation(page.words, page.gaps, start, end, strict=True) if inner and page.words[start - 1] in ",;。" else None
    if whole != (start, end):  # a clause that begins within the line goes on over its end; a line's own words do not
        start = max([start, *inner])
        whole = organisation(page.words, page.gaps, start, end, strict=True)
    span = whole
    if span is None or span[1] < end - 2 or page.words.startswith(("我公司", "我单位", "本公司", "我中心"), span[0]):
        return None
    return named(page, *span, 0.8, "notice.agency.commission/1")


_AFTER = re.compile(r"[,:](?P<agency>[^,。;:]{5,40}?)(?:\(以下|\(下称|现就|就|对|现对|以|于|组织|拟)")


def stated(page: Page) -> tuple[list[Candidate[str]], list[Candidate[str]]]:
    """Titles and buyers of "就Z进行", "Y对Z进行了", "就Y所需Z进行"."""
    words = page.words
    end = min(len(words), _OPENING)
    titles: list[Candidate[str]] = []
    buyers: list[Candidate[str]] = []
    for match in _NEEDED.finditer(words, 0, end):
        if not inside(page.skip, match.start()):
            span = organisation(words, page.gaps, *match.span("buyer"))
            if span is not None:
                buyers.append(named(page, *span, 0.9, "notice.buyer.needs/1"))
    for match in _TO_HAVE.finditer(words, 0, end):
        span = body_before(page, match.start(), ',。;:"“「', reach=24, least=3)
        if span is not None:
            buyers.append(named(page, *span, 0.6, "notice.buyer.buys/1"))
    about: re.Match[str] | None
    for trigger in _TRIGGER.finditer(words, 0, end):
        start = trigger.start() - (words[trigger.start() - 1 : trigger.start()] in _BEFORE_TRIGGER)
        if inside(page.skip, start) or not _METHODS.search(words, trigger.end(), trigger.end() + 190):
            continue
        about = _ABOUT.match(words, start, min(len(words), trigger.end() + 240))
        found = _title(page, *about.span("title")) if about else None
        if found is not None and len(titles) < 4:
            titles.append(found)
        if about and words[trigger.end() - 1] == "对" and not buyers:
            buyers.extend(_buying(page, start))
    for match in _SOUGHT.finditer(words, 0, end) if _PROCEED.search(words, 0, end) else ():
        found = _title(page, *match.span("title"))
        if found is not None and not inside(page.skip, match.start()):
            titles.append(found)
    for low in (0, *page.gaps.hard[:30]) if words.find("于20", 0, end) >= 0 else ():
        high = page.gaps.next_hard(low, min(end, low + 200)) if low < end else low
        held = _HELD.match(words, low, high) if words.find("于20", low, high) >= 0 and page.gaps.kind_at(low) == LINE else None
        found = _title(page, *held.span("title")) if held else None
        if found is not None and not inside(page.skip, low):
            titles.append(found._replace(weight=0.5))
    for match in _OFFERED.finditer(words, 0, end) if _ALREADY.search(words, 0, end) else ():
        found = _title(page, *match.span("title"))
        if found is not None:
            titles.append(found)
    return titles, buyers


_TO_HAVE = re.compile(r"(?=[为现计拟])(?:为(?:取得|采购|购置|「|“)|(?:现|计划|拟)(?:就|对|向|需)?(?:采购|购置|购买|招标))")
""" "某区海关为取得「搜救设备维修服务」进行公开招标", "某法院拟采购下列物品"."""
_SAID = re.compile(r"\((?:(?:以下)?(?:简称)?[:]?[\"“]?(?:采购人|招标人|采购单位|招标单位|甲方|需方|业主)[\"”]?)\)$")


_MARKED_BODY = re.compile(
    r"\((?P<role>采购人|招标人|采购单位|招标单位|采购代理机构|招标代理机构|代理机构)\)(?=的|受|委托|就|对|,|现|拟)"
)


def body_before(page: Page, end: int, signs: str, *, reach: int = 40, least: int = 4) -> tuple[int, int] | None:
    """The body whose name fills a clause up to `end`: from the last of the signs, or the line's beginning, at most `reach` back."""
    words = page.words
    low = clause(words, max(page.gaps.hard_before(end - 1), end - reach), end, signs)
    span = organisation(words, page.gaps, low, end, strict=True) if end - low >= least else None
    return span if span == (low, end) and not inside(page.skip, low) else None


def marked_bodies(page: Page) -> tuple[list[Candidate[str]], list[Candidate[str]]]:
    """ "某管理处（采购人）的某工程", "某公司（采购代理机构）受…": bodies with their role in brackets behind them."""
    words = page.words
    buyers: list[Candidate[str]] = []
    agents: list[Candidate[str]] = []
    for match in _MARKED_BODY.finditer(words, 0, min(len(words), _WINDOW)):
        span = body_before(page, match.start(), ",。;:!?受")
        if span is not None:
            agent = "代理" in match["role"]
            (agents if agent else buyers).append(named(page, *span, 0.8, f"notice.{'agency' if agent else 'buyer'}.marked/1"))
    return buyers, agents


def _buying(page: Page, end: int) -> list[Candidate[str]]:
    """ "某大学对某项目进行了竞争性磋商": the body that the sentence begins with, unless it is an agent."""
    words = page.words
    start = clause(words, max(end - 50, page.gaps.hard_before(end - 1)), end)
    if said := _SAID.search(words, start, end):  # "某局(采购人)对…"
        end = said.start()
    span = organisation(words, page.gaps, start, end, strict=True) if end - start >= 4 else None
    if span is None or span[1] != end or "委托" in words[start:end] or _AGENT.search(words, *span):
        return []
    return [named(page, *span, 0.6, "notice.buyer.buys/1")]


_SEEKS_VERB = re.compile(
    r" (?:seeks|invites|intends to|is seeking|requests|is requesting|is inviting|wishes to|proposes to|"
    r"is soliciting|hereby invites|has awarded)\b"
)
_SEEKS = re.compile(rf"(?:^|[.:;] |the )(?P<buyer>[a-z][a-z .&'’-]{{4,60}}?)(?: \([a-z. ]{{2,12}}\))?{_SEEKS_VERB.pattern}")


def seeking(page: Page) -> list[Candidate[str]]:
    """ "The Port Halden Police Department seeks …": the buyer of English prose."""
    for match in _SEEKS.finditer(page.words, 0, _OPENING) if _SEEKS_VERB.search(page.words, 0, _OPENING) else ():
        start, end = match.span("buyer")
        for at in page.gaps.within(start, end, LINE):
            start = at
        name = page.words[start:end].removeprefix("the ").strip()
        if (
            len(name) >= 8
            and " " in name
            and not name.startswith(("department", "contractor", "city council", "supplier", "this ", "it "))
        ):
            return [named(page, end - len(name), end, 0.5, "notice.buyer.seeks/1")]
    return []


_RUN_ON = re.compile(
    r"(?P<title>[^:,。;|]{6,80}?[\u4e00-\u9fff)])(?P<code>[a-z]{2,}[a-z0-9]*(?:[-_][a-z0-9()]+){1,6})"
    r"(?=(?:的)?(?:中标|成交|招标|采购|结果|更正|变更|公告|公示|合同|竞争|公开|询价|单一|终止|废标|中选|意向)|$)"
)
"""A headline into which the number was run: "某县执法终端采购项目ABC2031-J1-008成交结果公告"."""


def _run_on(page: Page, low: int, high: int) -> tuple[Candidate[str], Candidate[str]] | None:
    match = _RUN_ON.match(page.words, low, high)
    if match is None or sum(c.isdigit() for c in match["code"]) < 6:
        return None
    found = _title(page, *match.span("title"))
    span = code(page.words, *match.span("code"))
    if found is None or span != match.span("code"):
        return None
    return found._replace(rule="notice.title.numbered/1"), named(page, *span, 0.5, "notice.project_codes.headline/1")


_BEFORE_HEADLINE = re.compile(
    r"[\[【(](?P<code>[\u4e00-\u9fff]{1,6}[采招购标][\u4e00-\u9fff]{0,4}[-\[〔]?20\d\d[-\]〕]?[-\d]{1,8}号?)[\]】)]"
)
""" "【沙公资采2032223号】某项目招标公告"."""
_GAZETTED = re.compile(r"第[0-9a-z]{1,5}(?:/[0-9a-z]{1,8}){2,3}号(?=公开|限定|招标|询价|咨询)")
"""The number of a tender as the gazette of Macao writes it."""


def numbered(page: Page) -> tuple[list[Candidate[str]], list[Candidate[str]]]:
    """Names with a bare number in brackets after them: "…提交的某采购项目（441802-202002-110001-0030）…"."""
    run_on = [pair for low, high in lines(page, 6) if (pair := _run_on(page, low, high)) is not None]
    titles = [pair[0] for pair in run_on[:1]]
    numbers = [pair[1] for pair in run_on[:1]]
    if gazetted := _GAZETTED.search(page.words, 0, 1500):
        numbers.append(named(page, *gazetted.span(), 0.5, "notice.project_codes.headline/1"))
    if before := _BEFORE_HEADLINE.match(page.words):
        numbers.append(named(page, *before.span("code"), 0.9, "notice.project_codes.headline/1"))
    for match in _BRACKETED.finditer(page.words, 0, min(len(page.words), 1500)):
        if inside(page.skip, match.start()) or sum(c.isdigit() for c in match["code"]) < 6:
            continue
        span = code(page.words, *match.span("code"))
        if span is None or span[1] != match.end("code") or _OF_A_RULE.match(match["code"]):
            continue
        end = match.start()
        start = clause(page.words, max(end - 90, page.gaps.hard_before(end)), end)
        for sign in ("提交的", "发布的", "公告的", "关于", "现对", "现将", "就"):
            at = page.words.rfind(sign, start, end)
            start = at + len(sign) if at >= 0 else start
        found = _title(page, start, end)
        if (
            found is not None
            and sum(is_han(c) for c in found.value) >= 4
            and not re.search(r"公司|证|条|办法|文件|通知|规定|法》", found.value[-6:])
        ):
            titles.append(Candidate(found.value, found.start, found.end, 0.5, "notice.title.numbered/1"))
            numbers.append(named(page, *span, 0.5, "notice.project_codes.brackets/1"))
    return titles[:2], numbers[:2]


def _closes_inside(words: str, start: int, end: int) -> bool:
    """Whether the quotation mark at `start` closes before the end: it belongs to the name ("雪亮工程"视频监控项目)."""
    close = {"“": "”", "「": "」"}.get(words[start], words[start])
    return words[start] != " " and words.find(close, start + 1, end - 2) >= 0


_ORGANISED = re.compile(r"(?<=\))(?:组织|进行|实施|采用|委托)$")


_MARKED = re.compile(r"\((?:项目|项目名称|采购项目|招标项目|标的)\)$")
"""What a form says of the words before it: "某县监控服务项目(项目)采用…"."""


def _title(page: Page, start: int, end: int) -> Candidate[str] | None:
    words = page.words
    for sign in ("就", "现对", "拟对", "现将"):
        at = words.rfind(sign, start, end)
        if at >= 0 and end - at > 8 and sign != "就":
            start = at + len(sign)
    while start < end and words[start] in " “\"'「" and not _closes_inside(words, start, end):
        start += 1
    while end > start and words[end - 1] in " ”\"'」,":
        end -= 1
    first = next(iter(page.gaps.within(start, min(end, start + 13))), None)
    if first is not None and words[start:first].endswith(("公告", "公示", "通知", "公布")) and end - first > 6:
        start = first
    if led := _ORGANISED.search(words, start, end):
        end = led.start()
    if marked := _MARKED.search(words, start, end):
        end = marked.start()
    numbered = _NUMBERED.search(words[start:end])
    if numbered and any(c.isdigit() for c in numbered.group()):
        end = start + numbered.start()
    while end > start and words[end - 1] in " ”\"'」":
        end -= 1
    text = words[start:end]
    if not 5 <= len(text) <= 120 or re.search(
        r"供应商(?!资格|入围|遴选|征集)|投标人|有关事项|如下|[,。]|上述|下列|下述|本项目|该项目|本次|以下|:|^(?:其|该|此)", text
    ):
        return None
    return named(page, start, end, 0.7, "notice.title.sentence/1")
