"""What sentences state without labels: X受Y委托, 就Z进行公开招标, Y对Z进行了竞争性磋商."""

from __future__ import annotations

import re

from watchledger.fields.identifier import code
from watchledger.fields.organisation import organisation
from watchledger.lang.gaps import LINE
from watchledger.lang.normal import is_han
from watchledger.notices.candidate import Candidate, named
from watchledger.notices.statement import Page, inside

_METHOD = r"(?:国内|国际|国内国际)?(?:公开|邀请)?(?:招标|竞争性磋商|竞争性谈判|竞争性|询价|单一来源|竞价|比选|采购|磋商|谈判|遴选|比价|政府采购|询比|竞标)"
_COMMISSION = re.compile(
    r"(?P<agency>[^,。;:!?]{0,60}?)(?:接受|受)(?P<buyer>[^,。;:!?]{2,80}?)(?:\([^()]{0,30}\))?的?(?:书面)?委托"
)
_ABOUT = re.compile(
    rf"(?:现|拟|已|兹|特)?(?:就|对)(?P<title>[^。;!?]{{4,160}}?)(?:项目)?(?:\((?:项目|招标|采购)?(?:编号|代码)[^()]*(?:\([^()]*\)[^()]*)*\))?(?:在中华人民共和国境内|在国内|在境内)?"
    rf"(?:项目)?(?:组织(?:了)?(?:采购|招标|实施)|(?:以|采用|采取|通过|按照)[^,。;]{{2,20}}?方式|(?:再次|重新|二次)?(?:进行|实行|开展|实施)(?:了|国内|国际|在线|网上)?{_METHOD}|{_METHOD}(?:,|。|活动))"
)  # fmt: skip
_NEEDED = re.compile(r"就(?P<buyer>[^,。;:]{3,50}?)所需(?P<title>[^,。;:]{2,100}?)(?:及相关服务|项目)?进行")
_BUYS = re.compile(
    rf"(?P<buyer>[^,。;:!?]{{4,50}}?)(?:现|拟|将)?对(?P<title>[^,。;:!?]{{4,100}}?)(?:项目)?(?:进行|实行|组织)(?:了)?{_METHOD}"
)
_NUMBERED = re.compile(r"\((?:项目|招标|采购|标书)?(?:编号|代码)?[:]?[^()]{3,60}\)$")
_OFFERED = re.compile(r"本(?:招标|采购|次招标|工程)?项目[_ ]*(?P<title>[^,。;:]{6,120}?)(?:\(项目名称\))?已(?:由|经|获)")
_AGENT = re.compile(r"招标|代理|咨询|采购中心|项目管理|交易中心|造价|监理")
_BRACKETED = re.compile(r"\((?P<code>[0-9a-z\u4e00-\u9fff\[\]-]{8,40})\)")
_OPENING = 1800
_WINDOW = 4000
"""Such sentences open a notice (or the invitation in a tender document)."""


def commission(page: Page, weight: float = 0.8) -> tuple[list[Candidate[str]], list[Candidate[str]]]:
    """Buyers and agencies of "X受Y委托" within the window."""
    words = page.words
    buyers: list[Candidate[str]] = []
    agencies: list[Candidate[str]] = []
    at = words.find("委托", 0, _WINDOW)
    while at >= 0 and len(buyers) < 6:
        low = max(0, at - 150)
        match = None if words.startswith(("委托书", "委托代理", "委托人"), at) else _last_commission(words, low, at + 2)
        if match is not None and not inside(page.skip, match.start("buyer")):
            span = organisation(words, page.gaps, match.start("buyer"), match.end("buyer"))
            if span is not None and span[0] - match.start("buyer") <= 2 and "招标人" not in words[span[0] : span[1]][:3]:
                buyers.append(named(page, *span, weight, "notice.buyer.commission/1"))
            agent = _agent(page, match)
            if agent is not None:
                agencies.append(agent)
        at = words.find("委托", at + 2, _WINDOW)
    return buyers, agencies


def _last_commission(words: str, low: int, end: int) -> re.Match[str] | None:
    found = None
    for match in _COMMISSION.finditer(words, low, end):
        if match.end() == end:
            found = match
    return found


def _agent(page: Page, match: re.Match[str]) -> Candidate[str] | None:
    start, end = match.span("agency")
    if start == end:
        after = _AFTER.match(page.words, match.end())
        if after is None:
            return None
        start, end = after.span("agency")
    for at in page.gaps.within(start, end, LINE):
        start = max(start, at)
    span = organisation(page.words, page.gaps, start, end, strict=True)
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
    for match in _ABOUT.finditer(words, 0, end):
        if inside(page.skip, match.start()):
            continue
        found = _title(page, *match.span("title"))
        if found is not None:
            titles.append(found)
        if len(titles) >= 4:
            break
    for match in _OFFERED.finditer(words, 0, end):
        found = _title(page, *match.span("title"))
        if found is not None:
            titles.append(found)
    for match in _BUYS.finditer(words, 0, min(end, 1500)):
        if inside(page.skip, match.start()) or "委托" in match.group() or "受" in match["buyer"][:3]:
            continue
        start = max([match.start("buyer"), *page.gaps.within(match.start("buyer"), match.end("buyer"), LINE)])
        span = organisation(words, page.gaps, start, match.end("buyer"), strict=True)
        if span is not None and span[1] == match.end("buyer"):
            if not _AGENT.search(words, *span):
                buyers.append(named(page, *span, 0.6, "notice.buyer.buys/1"))
            break
    return titles, buyers


def numbered(page: Page) -> tuple[list[Candidate[str]], list[Candidate[str]]]:
    """Names with a bare number in brackets after them: "…提交的某采购项目（441802-202002-110001-0030）…"."""
    titles: list[Candidate[str]] = []
    numbers: list[Candidate[str]] = []
    for match in _BRACKETED.finditer(page.words, 0, min(len(page.words), 1500)):
        if inside(page.skip, match.start()) or sum(c.isdigit() for c in match["code"]) < 6:
            continue
        span = code(page.words, *match.span("code"))
        if span is None or span[1] != match.end("code"):
            continue
        end = match.start()
        start = max(end - 90, page.gaps.hard_before(end), *(page.words.rfind(sign, 0, end) + 1 for sign in ",。;:!?"))
        for sign in ("提交的", "发布的", "公告的", "关于", "现对", "就"):
            at = page.words.rfind(sign, start, end)
            start = at + len(sign) if at >= 0 else start
        found = _title(page, start, end)
        if found is not None and sum(is_han(c) for c in found.value) >= 4 and not re.search(r"公司|证|条|办法|文件|通知|规定|法》", found.value[-6:]):
            titles.append(Candidate(found.value, found.start, found.end, 0.5, "notice.title.numbered/1"))
            numbers.append(named(page, *span, 0.5, "notice.project_codes.brackets/1"))
    return titles[:2], numbers[:2]


def _title(page: Page, start: int, end: int) -> Candidate[str] | None:
    words = page.words
    for sign in ("就", "现对", "拟对"):
        at = words.rfind(sign, start, end)
        if at >= 0 and end - at > 8 and sign != "就":
            start = at + len(sign)
    while start < end and words[start] in " “\"'「":
        start += 1
    while end > start and words[end - 1] in " ”\"'」,":
        end -= 1
    numbered = _NUMBERED.search(words[start:end])
    if numbered and any(c.isdigit() for c in numbered.group()):
        end = start + numbered.start()
    while end > start and words[end - 1] in " ”\"'」":
        end -= 1
    text = words[start:end]
    if not 5 <= len(text) <= 120 or re.search(r"供应商|投标人|有关事项|如下|[,。]|上述|下列|本项目|该项目|本次|以下|:|^(?:其|该|此)", text):
        return None
    return named(page, start, end, 0.7, "notice.title.sentence/1")
