"""The project's name where no label, headline or usual sentence gives it: by how names of projects are made and where they stand.

Asked only when nothing better was found. In falling order of trust: the name before its number ("某县监控设备采购,编号X-1"), in
quotation marks, before 已由…批准, after 拟采购; a line of its own that begins with the buyer's name or place; a line right under a
headline that says no more than its kind.
"""

from __future__ import annotations

import re

from watchledger.fields.organisation import head
from watchledger.notices.candidate import Candidate, named
from watchledger.notices.headline import KEEPS, lines, project_name, says_nothing, telling
from watchledger.notices.statement import Page, Statement, inside

_OPENING = 2500
"""Characters in which a notice names its project."""
_PIECES = r"[一二三四五六七八九十两\d]+ ?(?:套|台|批|项|年|辆|个|件|次|架|部|组|份|名)"
"""A number of pieces behind a name."""
_QUOTED = re.compile(
    r"[“\"「《](?P<title>[^“”\"「」《》。]{6,80})[”\"」》](?:进行|公开|的?公开招标|的?(?:采购|成交|中标|招标|结果|项目|合同|更正|变更|延期|公告)|"
    r"项目|,|\(|招标|采购|$)"
)
_APPROVED = re.compile(r"(?P<title>[^,。;:]{6,80}?)(?:项目)?已(?:由|经|获)[^。;]{4,80}?(?:批准|核准|备案|批复|立项)")
_SEEKS = re.compile(
    r"(?:拟|计划|需|现|需要|将|欲)(?:(?:对|就)?(?:以|采用|采取|通过|按)[^,。;:]{2,24}?(?:方式|"
    r"形式)(?:向[^,。;:]{2,40}?)?)?(?:自筹资金|公开|集中|统一|面向社会|对外)*"
    r"(?:采购|购置|购进|购买|招标采购|添置|租赁|续购|引进|更新)(?P<title>[^,。;:!?]{4,60}?)"
    rf"(?=(?:{_PIECES})?(?:,|。|;|$|\((?!含|二|三|四|一|第))|"
    r",|。|;|进行|(?:的|之)?(?:询价|公告|通知)|项目|一批)"
)
_HELD = re.compile(
    r"(?:的|就|对|将|,|、|。|^)(?P<title>[^,。;:的]{6,70}?(?:项目|工程|采购|服务|系统|平台|设备)(?:\([^()]{1,12}\))?)(?:已)?(?:于|"
    r"在)[^,。;]{2,60}?(?:开标|评审|评标|开启|举行|成交|定标)"
)
_IS = re.compile(
    r"本(?:次|采购|招标)*(?:项目|工程|采购)(?:名称)?为(?P<title>[^,。;:]{6,80}?(?:项目|工程|采购|服务|系统|平台|设备))(?=[,。;(]|$)"
)
_REPRESENTED = re.compile(
    r"(?:代理|承办|组织|负责|实施|采购|招标)的(?P<title>[^,。;:的]{6,70}?)(?:项目)?[(,](?:项目|招标|采购|磋商|谈判|"
    r"询价)?(?:编号|标号|文号|代码)"
)
_MEETING = re.compile(
    r"(?:^|[,。;]|\d日)(?P<title>[^,。;:\d月][^,。;:]{5,70}?(?:项目|工程|采购|服务|系统|平台|设备))(?:的)?(?:评标|开标|评审|招标|谈判|磋商)会(?:议)?(?:于|在|召开|举行)"
)
_OBLIGED = re.compile(r"供应商|投标人|中标人|乙方|(?<!采购代理)机构应|车辆|人员")
"""Before 需购买 in a clause: a duty of whoever supplies, no purchase of the buyer."""
_UNITS_END = re.compile(rf"(?:{_PIECES})+$")
_CLAUSE_LEAD = re.compile(
    r"^(?:[【\[(][^【】\[\]()]{1,10}[】\])]|关于|现就|现对|现将|拟就|拟对|就|对|根据[^,]{0,40},|(?:我|本)(?:校|局|院|单位|"
    r"公司|中心|处|厅|委|所|部|"
    r"司)(?:\([^()]{2,30}\))?|受.{4,30}委托,?|项目[:]?|兹有|因工作需要)+"
)
_NO_TITLE = re.compile(
    r"[:。!?;|=]|供应商|投标人|我局|我院|我校|如下|下列|以下|有关|本次|公告的|联系|地址|报名|时间|附件|欢迎|敬请|办法|通知|"
    r"规定|条例"
)


def guessed(page: Page, statements: list[Statement], buyers: list[Candidate[str]]) -> list[Candidate[str]]:
    """Names of the project, best first, of a text whose title nothing else gave."""
    if numbered := _before_code(page, statements):
        return numbered
    found = [*_in_sentences(page), *_of_lines(page, buyers)]
    return sorted(found, key=lambda c: -c.weight)


def _checked(page: Page, start: int, end: int, weight: float, rule: str) -> list[Candidate[str]]:
    """The name trimmed of what leads into it and of its numbers of pieces, when it is one."""
    words = page.words
    if inside(page.skip, start):
        return []
    lead = _CLAUSE_LEAD.match(words[start:end])
    start += lead.end() if lead else 0
    if units := _UNITS_END.search(words, start, end):
        end = units.start()
    low, high = project_name(words[start:end])
    start, end = start + low, start + high
    while start < end and words[start] in ' “"「《、,':
        start += 1
    while end > start and words[end - 1] in ' ”"」》、,的':
        end -= 1
    text = words[start:end]
    if not 5 <= len(text) <= 90 or _NO_TITLE.search(text) or says_nothing(text) or not telling(text):
        return []
    return [named(page, start, end, weight, f"notice.title.{rule}/1")]


def _before_code(page: Page, statements: list[Statement]) -> list[Candidate[str]]:
    """The clause that ends at a comma or a bracket before the project's number."""
    words = page.words
    for s in statements:
        if s.role in ("code", "code_no") and 8 < s.label < _OPENING and words[s.label - 1] in ",(" and s.end > s.start:
            end = s.label - 1
            low = max(page.gaps.hard_before(end), end - 100, *(words.rfind(sign, 0, end) + 1 for sign in ",。;:!"))
            for sign in ("代理的", "组织的", "承办的", "委托的", "实施的"):
                at = words.rfind(sign, low, end)
                low = at + len(sign) if at >= 0 else low
            found = _checked(page, low, end, 0.5, "code")
            if found and KEEPS.search(words, found[0].start, found[0].end):
                return found
    return []


def _in_sentences(page: Page) -> list[Candidate[str]]:
    words = page.words
    end = min(len(words), _OPENING)
    found: list[Candidate[str]] = []
    for pattern, weight, rule, signs in (
        (_REPRESENTED, 0.48, "represented", ("号", "代码")),
        (_APPROVED, 0.46, "approved", ("已由", "已经", "已获")),
        (_IS, 0.46, "is", ("为",)),
        (_QUOTED, 0.45, "quoted", ("“", "「", "《", '"')),
        (_SEEKS, 0.4, "sought", ("拟", "计划", "需")),
        (_MEETING, 0.42, "meeting", ("会召开", "会于", "会在", "会举行")),
        (_HELD, 0.38, "held", ("开标", "评审", "评标")),
    ):  # fmt: skip
        if not any(word in words for word in signs):
            continue
        for match in pattern.finditer(words, 0, end):
            low = max(match.start("title"), page.gaps.hard_before(match.end("title") - 1))
            if rule == "sought" and _OBLIGED.search(words, page.gaps.hard_before(match.start("title")), match.start("title")):
                continue
            made = _checked(page, low, match.end("title"), weight, rule)
            if made and (rule in ("sought", "approved") or KEEPS.search(words, made[0].start, made[0].end)):
                found += made
                break
    return found


_BEGINS = 6
"""Lines among which the name of a project is looked for that begins with a body nothing else names as the buyer."""


_ONE_LINE = 300
"""Signs from which a text's first line is a whole page that lost its line breaks."""


def _pieces(page: Page) -> list[tuple[int, int]]:
    """The first lines; of a page copied into one line, what white space parts."""
    first = lines(page, 24)
    if not first or first[0][1] - first[0][0] < _ONE_LINE:
        return first
    low, high = first[0]
    cuts = {
        low,
        *page.gaps.within(low, min(high, low + _OPENING)),
        *(i + 1 for i in range(low, low + _ONE_LINE) if page.words[i] == " "),
    }
    bounds = sorted(cuts)[:_MOST_PIECES]
    return [(a, b - (page.words[b - 1] == " ")) for a, b in zip(bounds, bounds[1:], strict=False)]


_MOST_PIECES = 40


def _of_lines(page: Page, buyers: list[Candidate[str]]) -> list[Candidate[str]]:
    """Lines that are a project's name: they begin with the buyer's name or place, or stand under a headline that names none."""
    words = page.words
    whole = {words[b.start : b.end] for b in buyers[:1]}
    stems = {w[: max(4, len(w) - 6)] if w.endswith("政府") else w for w in whole}
    found: list[Candidate[str]] = []
    previous_bare = False
    for rank, (low, high) in enumerate(_pieces(page)):
        text = words[low:high]
        plain = 6 <= len(text) <= 80 and not _NO_TITLE.search(text) and text not in whole
        led = plain and any(text.startswith(stem) and len(text) >= len(stem) + 4 for stem in stems)
        if not stems and plain and rank < _BEGINS and (body := head(words, low, high)) is not None:
            led = high - body[1] >= 4 and KEEPS.search(text) is not None
        kept = plain and KEEPS.search(text) is not None
        if led and (kept or rank < 4):
            found += _checked(page, low, high, 0.44 if kept else 0.36, "line")
        elif kept and previous_bare and rank < 5:
            found += _checked(page, low, high, 0.4, "under")
        previous_bare = 2 <= len(text) <= 16 and not telling(text) and ":" not in text
    return found[:2]
