"""Names of organisations: where one ends, whether words are one, which one a longer phrase begins with."""

from __future__ import annotations

import re

from watchledger.fields.label import labels, nothing
from watchledger.lang.gaps import LINE, SPACE, TAB, WIDE, Gaps

ENDINGS = (
    "有限责任公司|股份有限公司|有限公司|集团公司|分公司|子公司|支公司|公司|集团|工厂|厂|事务所|研究院|研究所|"
        "设计院|科学院|规划院|医院|卫生院|学院|大学|学校|中学|小学|"
    "幼儿园|党校|委员会|管委会|居委会|村委会|人民政府|政府|办公室|办事处|管理处|委|厅|总局|局|分局|支队|大队|"
        "中队|总队|部队|消防队|队|派出所|交易所|所|总站|站|"
    "中心|中心校|法院|检察院|监狱|看守所|戒毒所|银行|支行|分行|协会|学会|联合会|总工会|工会|商会|总会|基金会|"
        "合作社|合作联社|商行|经营部|商店|门市部|服务部|工作室|店|"
    "部|处|科|股|室|社|馆|院|署|指挥部|总公司|办|联盟|电视台|电台|台|日报社|报社|出版社|杂志社|水库|林场|"
        "农场|渔场|机场|港|海关|边检站|党委|团委|妇联|残联|红十字会|"
    "商务|实验室|基地|园|园区|铁路|工程局|信用社|村|社区|街道|镇|乡|县|市"
)  # fmt: skip
_COMPANY = re.compile(
    r"局$|厅$|委员会$|政府$|办公室$|法院$|公司|集团|厂$|事务所|研究院|设计院|研究所|合作社|经营部|商行|店$|"
    r"中心$|学院$|大学$|医院$|协会$|服务部|门市部|工作室|商店|银行|学校$|社$|馆$|院$|队$|"
    r"站$|(?:\(有限合伙\)|\(普通合伙\))$|\b(?:ltd|limited|inc|gmbh|llc|corp|plc|llp|s\.?a|s\.?r\.?l|b\.?v|ag|co)\b"
)
_ENDING_WORDS = frozenset(ENDINGS.split("|"))
_ENDING_SIZES = sorted(set(map(len, _ENDING_WORDS)))
_LAST_BRACKET = re.compile(r"\([^()]*\)$")
_CUT = re.compile(
    r"\((?:以下(?:简称|称)|下称|简称|盖章|公章|单位章|章|签章|代章|公章代|联系|电话|地址|统一社会信用代码|信用代码|详见|"
        r"采购人|招标人|采购单位|甲方|乙方|(?<!集团)(?:工程|项目|采购|监理|改造)$|代理机构|项目编号|编号|牵头|联合体|成员|法定|公示|"
        r"签字|成交价|中标价|报价|排名|组织机构|以投标|(?:小|中|微|大|小微|中小|中小微)型?企业|监狱企业|残疾人福利)"
    r"|[,。;:!?|<>=《]|(?:保持|维持)?不变|(?:地址|联系人|电话|联系电话|联系方式|法定代表人|法人代表|统一社会信用代码|邮编|"
        r"传真)(?=[:\s]|$)|\d{7,}|(?<!\d)1[3-9]\d{9}|0\d{2,3}-\d|http|www\."
)  # fmt: skip
_AND_ANOTHER = re.compile(r", ?[\u4e00-\u9fff()]{4,40}?公司")
"""Several firms in one value ("甲公司, 乙公司") are kept as written."""
_LEAD = re.compile(
    r"^(?:[\s_\-—:：,、;*·•./}]|0\d(?=[\u4e00-\u9fff]{4})|(?:第[一二三四五12345])?(?:中标|成交)候选人(?:为|:)?(?=[\u4e00-\u9fff]{4})|"
    r"\(?[一二三四五六七八九十\d]{1,2}[)、.](?!\d)|"
    r"第?[\d一二三四五六七八九十]{1,2}(?:包(?!装)|标段|标包|标项)[:]?|[①-⑳]|第[一二三]名[:：]?|为|是(?!否)|由(?=.{6}))+"
)
_TAIL = re.compile(
    r"(?:[\s_\-—:：,、;*·.。]|\(?[一二三四五六七八九十]{1,3}[)、.]|\(\d{0,2}\)|(?<=[^\d])\d{1,2}[、.)]|[①-⑳]|"
    r"第[一二三四五六七八九十]+[章节条])+$"
)
_TEL = re.compile(r"(?:\(?0\d{2,3}\)?[- ]?\d{6,8}|1[3-9]\d{9}|\d{3,4}-\d{7,8}|[\u4e00-\u9fff]{2,3}\d{7,}).*$")
_SENTENCE = re.compile(
    r"详?见.{0,10}(?:须知|附表|公告|文件|附件|正文)|前附表|单位章|甲方|乙方|鉴于|应当|(?<![供对反感适效响])应(?![急用城县山])|"
    r"必须|不得|不接受|可以|进行|提供|符合|具有|参加|投标文件|响应文件|根据|按照|如果|其他|要求|详见|"
    r"负责|本项目|资格(?!认证|考试)|查看|自行|的(?:规定|名称|要求)|以及|方式|确认后|发布|招标文件|采购文件|^有(?!色|线|机)|"
    r"^在(?!线)|^对(?!外)|^向(?!阳|塘|化)|^与|^将(?!乐|军)|^需|^不(?!动产)|^若(?!尔盖|羌)|^及|^和(?!县|田地|[^本我各该全]{1,3}[县市区])|"
    r"^或|^的|^指|^(?:我|本(?!溪|钢|田)|贵(?!州|阳|港|溪|安|南|定|德|池)|该|各|此|其)"
)
"""Words of sentences; beside them what names hold of them: 应急管理局, 供应站, 应城市, 和平区, 将乐县, 若羌县, 不动产登记中心."""


def organisation(
    text: str, gaps: Gaps, start: int, end: int, *, strict: bool = False, cell: bool = False
) -> tuple[int, int] | None:
    """The organisation's name that text[start:end] (normal form) begins with, as a span; None when the words are none.
    `strict` asks for an ending that organisations have; without it a short plain name ("环保局", "毛演堡中心校") will do. In a
    `cell` a line break may lie within the name."""
    end = min(end, start + 160)
    lead = _LEAD.match(text[start:end])
    start += lead.end() if lead else 0
    cut = _CUT.search(text, start, end)
    while (
        cut is not None
        and cut.group() == ","
        and (other := _AND_ANOTHER.match(text, cut.start(), end))
        and text[cut.start() - 1] == "司"
    ):
        cut = _CUT.search(text, other.end(), end)
    end = cut.start() if cut else end
    if not (
        cell
        and end - start <= 40
        and _COMPANY.search(text[start:end])
        and not any(_COMPANY.search(text[start:g]) for g in gaps.within(start, end))
    ):
        end = _first_column(text, gaps, start, end)
    end = closed(text, start, end)
    tail = _TAIL.search(text[start:end])
    end = start + tail.start() if tail else end
    words = text[start:end].strip("\"'“”‘’ ")
    start += text[start:end].find(words) if words else 0
    end = start + len(words)
    if not 2 <= len(words) <= 90 or words in nothing() or _sentence(words) or _hidden(text, start, end):
        return None
    if sum(map(str.isdigit, words)) * 2 > len(words) or not any(map(str.isalpha, words)):
        return None
    ended = ends(words) or _COMPANY.search(words) is not None
    if not ended and (strict or len(words) < 3):
        return None
    return start, end


def _hidden(text: str, start: int, end: int) -> bool:
    """Whether a site shows only part of the name to those who do not pay ("**市某学校", "某项(略)"): without its beginning
    or its end it is no name; a hole in the middle ("某集团**分公司") leaves one."""
    return text.startswith("**", start) or text[max(start - 1, 0) : start] == "*" or text.find("(略", start, end + 3) >= 0


def ends(words: str) -> bool:
    """Whether words end as organisations' names do, a last bracket aside."""
    return _ends(_LAST_BRACKET.sub("", words) if words.endswith(")") else words)


def _ends(words: str) -> bool:
    return any(words[-size:] in _ENDING_WORDS for size in _ENDING_SIZES)


_SEATED = re.compile(
    r"[和向应若将不贵其指](?![本我各该某全市县镇乡])[\u4e00-\u9fff]{1,7}(?:[县市区旗镇乡]|街道)"
    r"(?:人民政府|办事处|人民法院|人民检察院|[\u4e00-\u9fff]{1,8}(?:局|委员会|中心|医院|中学|小学))"
)


def _sentence(words: str) -> bool:
    """Whether the words are of a sentence. A firm's name or a place's may begin with what begins a sentence elsewhere
    (向日葵科技有限公司, 和桥镇人民政府)."""
    found = _SENTENCE.search(words)
    if found and found.end() == 1 and (words.endswith(("公司", "集团")) and len(words) <= 30 or _SEATED.fullmatch(words)):
        found = _SENTENCE.search(words, 1)
    return found is not None


_LETTER_SPACED = 4
"""Spaces from which a stretch with one between every two characters counts as letter-spaced ("某 某 科 技 公 司")."""


def _first_column(text: str, gaps: Gaps, start: int, end: int) -> int:
    """Cuts at white space that parts the name from what stands beside it: a line or a wide gap always (unless the name is
    clearly unfinished), one space after an ending."""
    cuts = gaps.within(start, end)
    if len(cuts) >= _LETTER_SPACED and 2 * len(cuts) >= end - start:
        cuts = [at for at in cuts if gaps.kind_at(at) >= TAB]
    for at in cuts:
        kind = gaps.kind_at(at)
        done = ends(text[start:at])
        if kind == LINE or kind >= WIDE or (kind == SPACE and done):
            if kind == LINE and not done and at - start >= 4 and _ends(text[start:end]) and end - at <= 12:
                continue
            if kind <= WIDE and not _COMPANY.search(text[start:at]) and _goes_on(text, gaps, start, at, end):
                continue
            if kind == WIDE and at - start < 2:
                continue
            return at
    return end


_REST = re.compile(r"[\u4e00-\u9fff()]{1,14}")
_WHOLE = re.compile(
    r"(?:公司|集团|局|厅|委员会|政府|法院|检察院|监狱|看守所|派出所|中心|学院|大学|医院|学校|中学|小学|队|办事处|政法委)$"
)


def _goes_on(text: str, gaps: Gaps, start: int, at: int, end: int) -> bool:
    """Whether white space lies within a name: a body or a firm ends shortly after it ("定溪 县大数据　管理局")."""
    if text[start:at] in labels():
        return False
    for stop in (*gaps.within(at, end), end):
        if not _REST.fullmatch(text, at, stop) or text[at:stop] in labels():
            return False
        if _WHOLE.search(text[at - 3 : stop]):
            return True
    return False


def closed(text: str, start: int, end: int, opening: str = "([【", closing: str = ")]】") -> int:
    """The end without a bracket that opens and does not close, and without one that only closes."""
    depth = 0
    opened = end
    for i in range(start, end):
        if text[i] in opening:
            opened = i if depth == 0 else opened
            depth += 1
        elif text[i] in closing:
            if depth == 0:
                return i
            depth -= 1
    return opened if depth else end


def is_company(words: str) -> bool:
    """Whether the name is one that a supplier has."""
    return _COMPANY.search(words) is not None


def is_person(words: str) -> bool:
    """Whether the words look like one Chinese personal name (two to four characters, no organisation's ending)."""
    return 2 <= len(words) <= 4 and all("\u4e00" <= c <= "\u9fff" for c in words) and not _ends(words)


_HEAD = re.compile(
    r".{2,40}?(?:人民政府.{2,12}?办公室|公安局.{1,8}?(?:分局|支队|大队|总队|局)|人民政府|公安厅|公安局|"
        r"管理委员会|委员会|管委会|人民法院|人民检察院|法院|检察院|办公厅|卫生院|医院|研究院|研究所|科学院|"
    r"职业技术学院|职业学院|学院|大学|中学|小学|幼儿园|学校|党校|管理所|劳教所|戒毒所|看守所|监狱|办事处|总队|"
        r"支队|大队|管理局|总局|分局|局|厅|图书馆|博物馆|公司|中心校|电视台|海关|服务中心|管理中心|指挥中心|"
        r"救助站|血液中心|血站|(?:疾病预防控制|疾控|急救)中心)"
)  # fmt: skip
_GOES_ON = re.compile(
    r"(?:.{0,8}?(?:分公司|支公司|分行)|.{0,6}?(?:交通警察局|缉私局|分局|支队|大队|总队|附属.{0,8}?医院|第.{1,2}(?:附属)?医院|办公室|办事处|研究院|"
    r"学院|分院|分中心|服务中心|管理处|管理所|管理中心|中学|小学|学校|幼儿园|医院|"
    r"卫生院)(?!楼|建设|信息|工程|改造|大楼|装修|设备))"
)

_NOT_HEAD = re.compile(r"[,。;:、“”\"]|关于|采购|项目|工程(?!大学|学院|技术|职业)|(?<![青少老])年|^现[将就对]")


def head(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The organisation that a project's name begins with ("深圳市人民医院生物反馈治疗仪采购" -> "深圳市人民医院"), or None."""
    end = min(end, start + 60)
    match = _HEAD.match(text, start, end)
    if match is None:
        return None
    stops = [match.end()]
    while further := _GOES_ON.match(text, stops[-1], end):
        stops.append(further.end())
    for stop in reversed(stops):
        words = text[start:stop]
        if len(words) < 4 or _NOT_HEAD.search(words) or words in ("有限公司", "人民政府"):
            continue
        if words.count("(") == words.count(")"):
            return start, stop
    return None
