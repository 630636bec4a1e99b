"""What kind of notice it is: from its headline, the labels it has and the phrases it uses, weighed together."""

from __future__ import annotations

import re
from collections import defaultdict

from watchledger.model.notice import Fact
from watchledger.notices.candidate import Candidate, fact
from watchledger.notices.statement import Page, Statement, inside

HEADLINES: tuple[tuple[str, float, str], ...] = (
    ("other", 3.0, r"国有建设用地|土地使用权|产权(?:转让|交易)|资产(?:转让|处置|出租|招租)|拍卖公告|挂牌出让|出让公告|成交地块|矿业权|采矿权|股权转让|拍租|公开招租|流拍"),
    ("amendment", 1.6, r"更正|变更|延期|推迟|暂停|顺延|补充公告|补充通知|修改公告|补遗|调整公告|勘误|澄清(?:修改|更正|变更)|第.{1,2}次延$|恢复"),
    ("termination", 1.6, r"废标|流标|终止|招标失败|采购失败|失败公告|取消(?:采购|招标|公告)|撤销|未成交|无效公告|作废|流采|异常公告"),
    ("clarification", 1.5, r"答疑|澄清|质疑答复|疑问回复|问题回复"),
    ("candidate", 1.5, r"候选人|预中标|预成交|拟中标|拟成交|评标结果公示|评审结果公示|中标人公示(?=$)|推荐.{0,4}公示|中标前公示"),
    ("contract", 1.5, r"合同公告|合同公示|合同备案|合同签订|合同信息|合同书|采购合同$|政府采购合同|履约验收|验收公告"),
    ("single_source", 1.4, r"单一来源(?:采购)?(?:方式)?(?:的)?(?:公示|公告|采购公示|论证|征求意见)|拟(?:采用|采取|实行)?单一来源|单一来源(?!.*(?:成交|结果|中标))"),
    ("award", 1.3, r"中标|成交|中选|定标|结果公告|结果公示|采购结果|入围结果|结果$|决标|结果公布|入围公告|遴选结果"),
    ("intent", 1.4, r"采购意向|意向公开|招标计划|采购计划|预公告|预告|需求公示|意向公告|意向$|采购预算公示"),
    ("prequalification", 1.3, r"资格预审公告|资格预审(?:文件)?(?:公告|邀请)|预审公告|资格预审$"),
    ("tender", 1.0, r"招标公告|采购公告|磋商公告|谈判公告|询价公告|竞价公告|比选公告|(?:招标|竞争性磋商|竞争性谈判|询价|采购|比选|竞价)(?:的)?(?:公告|邀请|公示|通知)|邀请(?:书|函|公告)|遴选公告|招租公告"),
    ("tender", 0.45, r"招标|竞争性磋商|竞争性谈判|询价|比选|邀请|采购需求|竞价|竞谈|竞磋|公开采购|征集"),
)  # fmt: skip
"""Type, weight in a headline, words of the normal form. A headline that several fit takes the first here with the greatest weight:
"中标结果更正公告" is an amendment, "公开招标中标公告" an award."""

PHRASES: tuple[tuple[str, float, str], ...] = (
    ("award", 1.2, r"(?:中标|成交|采购|评标|评审|磋商|谈判|询价|招标|中标\(成交\)|预成交)的?结果(?:公告|公示|公布)?(?:如下|予以公[告示])|结果公告如下|评标工作已经结束|(?:确定|定)[^。]{0,20}为(?:中标|成交)|中标通知书发出|现将.{0,30}(?:中标|成交).{0,8}公[告示布]如下"),
    ("candidate", 1.4, r"(?:推荐|确定)(?:的|了)?(?:本项目)?(?:的)?(?:第一)?(?:中标|成交|中选)?候选(?:人|供应商)(?:公示)?(?:如下|为)|中标候选人(?:公示|基本情况|排序)|现将?中标候选人|对.{0,8}中标候选人.{0,12}(?:异议|公示)"),
    ("amendment", 1.3, r"(?:[作做]出?|进行)(?:如下|以下|了)?(?:的)?(?:更正|变更|修改|调整|补充|澄清)|(?:更正|变更|修改|调整|澄清|延期|推迟)(?:公告)?(?:的)?(?:内容)?如下|延期开标|暂停(?:采购|招标|本项目)|(?:时间|日期|内容)\)?(?:现)?(?:变更|更改|更正|修改|调整|延期|顺延|推迟)(?:为|至)|予以(?:更正|变更)|于20\d\d年\d{1,2}月\d{1,2}日发布(?:公告)?的[^。]{4,120}(?:延期|变更|更正|调整|推迟|暂停|取消)|原公告(?:部分)?内容|作出变更"),
    ("termination", 1.3, r"(?:本|该|此)(?:项目|次采购|次招标|标段|包|次|采购活动|采购)?(?:予以|作|做|按|现)?(?:废标|流标|终止|采购失败|招标失败)|(?:采购|招标)活动(?:予以)?终止|(?:决定|予以|宣布|作)(?:废标|流标|终止)|不足(?:三|3)家.{0,60}(?:废标|终止|流标|失败)|终止公告"),
    ("intent", 1.3, r"预计(?:采购|招标|发布)(?:公告)?时间|采购意向(?:公开|公告)?|招标计划公告|意向公开如下|本次公开的(?:采购|招标)"),
    ("single_source", 1.3, r"(?:拟|申请|采用)(?:采用|采取)?单一来源(?:采购)?方式|只能从唯一供应商(?:处)?采购|单一来源采购(?:的)?(?:原因|理由|公示)"),
    ("contract", 1.0, r"合同(?:公告|公示)(?:如下)?|政府采购合同公告|合同双方|甲乙双方"),
    ("prequalification", 0.8, r"资格预审申请文件的?(?:递交|提交)|进行资格预审|资格预审公告"),
    ("clarification", 1.0, r"(?:答疑|澄清)(?:内容|回复|如下|纪要)|(?:疑问|问题)\d?[:：]?.{0,200}(?:答复|回复)"),
    ("tender", 0.9, r"欢迎.{0,40}(?:参加|投标|参与|报名|前来|递交|响应)|邀请.{0,40}(?:参加|投标|递交|报价|参与)|(?:进行|采用)(?:国内|国际)?(?:公开招标|竞争性磋商|竞争性谈判|询价|邀请招标|竞价)|获取(?:招标|采购|磋商|谈判|询价)文件|潜在(?:投标人|供应商)|参加投标"),
    ("tender", 1.2, r"\b(?:invitation to (?:tender|bid)|request for (?:proposals?|quotations?|tenders?)|call for tenders|contract notice|rfp\b)"),
    ("award", 1.2, r"\b(?:contract award notice|award notice|notice of award|has been awarded|awarded to)\b"),
)  # fmt: skip

TRIGGERS: dict[str, tuple[str, ...]] = {
    "award": ("结果", "中标", "成交", "评标工作", "award"),
    "candidate": ("候选",),
    "amendment": ("更正", "变更", "修改", "调整", "澄清", "延期", "推迟", "暂停", "原公告", "更改", "顺延", "补充"),
    "termination": ("废标", "流标", "终止", "失败"),
    "intent": ("意向", "预计", "招标计划", "本次公开的"),
    "single_source": ("单一来源", "唯一供应商"),
    "contract": ("合同公告", "合同公示", "合同双方", "甲乙双方"),
    "prequalification": ("资格预审",),
    "clarification": ("答疑", "澄清", "疑问", "问题"),
    "tender": ("欢迎", "邀请", "进行", "采用", "获取", "潜在", "参加投标", "invitation", "request for", "tender", "rfp", "contract notice"),
}
"""A phrase's pattern is tried only where one of its kind's words occurs: looking for words costs a hundredth of a pattern."""

_WINDOW = 5000
"""Phrases that tell the kind stand early."""

LABELS: dict[str, tuple[tuple[str, float], ...]] = {
    "supplier": (("award", 1.1),), "award": (("award", 0.8),), "award_total": (("award", 1.0),), "award_date": (("award", 0.9),),
    "supplier_first": (("candidate", 1.6),), "supplier_list": (("candidate", 1.2),),
    "reason": (("termination", 1.0),), "change": (("amendment", 1.4),), "deadline": (("tender", 0.6),), "opening": (("tender", 0.3),),
    "sale": (("tender", 0.3),), "code_contract": (("contract", 0.9),), "sign_date": (("contract", 0.9),), "title_contract": (("contract", 0.9),),
    "budget": (("tender", 0.2),), "invest": (("intent", 0.2),),
}  # fmt: skip

_SPECIAL = (
    ("amendment", 1.2, re.compile(r"(?:更正|变更|澄清|延期)(?:公告)?(?:日期|时间|事项)$|^首次公告日期")),
    ("intent", 1.6, re.compile(r"^(?:预计|计划|拟)(?:采购|招标|发布|公告|采购公告|招标公告)(?:时间|日期|月份)")),
    ("termination", 1.4, re.compile(r"^(?:终止|废标|流标|失败|采购终止|招标终止|项目终止|招标失败|采购失败|项目废标|废标/终止).{0,3}(?:原因|理由|情况)$")),
    ("single_source", 1.6, re.compile(r"单一来源.{0,12}(?:原因|理由)|^(?:拟定|拟|单一来源|唯一)(?:唯一|单一来源)?供应商|论证(?:意见|专业人员)")),
    ("contract", 1.0, re.compile(r"^合同(?:编号|名称|主体|公告日期|签订日期)")),
)  # fmt: skip
"""Labels whose very words decide, whatever their role."""


def kind(
    page: Page, statements: list[Statement], heads: list[tuple[int, int, float]], top: list[tuple[int, int]]
) -> Candidate[str] | None:
    """The notice's type with the words that weigh most for it; "other" when nothing says that it is a notice at all."""
    found: dict[str, list[Candidate[str]]] = defaultdict(list)
    for start, end, weight in heads:
        for name, power, pattern in _HEADLINES:
            match = pattern.search(page.words, start, end)
            if match:
                found[name].append(Candidate(name, match.start(), match.end(), 2.2 * power * weight, "notice.type.headline/1"))
                break
    _phrases(page, found)
    _labels(page, statements, found)
    scores = {name: sum(_distinct(candidates)) for name, candidates in found.items()}
    _settle(page, scores, statements)
    if not scores or max(scores.values()) < 0.9 or _is_list(page, statements, top):
        return _other(page, top)
    name = max(scores, key=lambda n: scores[n])
    return max(found[name], key=lambda c: (c.weight, -c.start))


def _phrases(page: Page, found: dict[str, list[Candidate[str]]]) -> None:
    end = min(len(page.words), _WINDOW)
    opening = page.words[:end]
    for name, power, pattern, triggers in _PHRASES:
        if not any(word in opening for word in triggers):
            continue
        for match in pattern.finditer(page.words, 0, end):
            if not inside(page.skip, match.start()):
                early = 1.0 if match.start() < 1200 else 0.5
                found[name].append(Candidate(name, match.start(), match.end(), power * early, "notice.type.phrase/1"))
                break


def _labels(page: Page, statements: list[Statement], found: dict[str, list[Candidate[str]]]) -> None:
    seen: set[str] = set()
    for s in statements[:400]:
        words = page.words[s.label : s.label_end].strip(": ")
        for name, weight, pattern in _SPECIAL:
            if name + words not in seen and pattern.search(words):
                seen.add(name + words)
                found[name].append(Candidate(name, s.label, s.label_end, weight, "notice.type.label/1"))
        if s.role in LABELS and s.role not in seen and s.end > s.start:
            seen.add(s.role)
            for name, weight in LABELS[s.role]:
                found[name].append(Candidate(name, s.label, s.label_end, weight, "notice.type.label/1"))


def _distinct(candidates: list[Candidate[str]]) -> list[float]:
    """Weights of the evidence: the best headline counts whole, further ones a fifth; phrases and labels as they are."""
    lines_ = sorted((c.weight for c in candidates if c.rule.startswith("notice.type.headline")), reverse=True)
    rest = [c.weight for c in candidates if not c.rule.startswith("notice.type.headline")]
    return [*lines_[:1], *(0.2 * w for w in lines_[1:3]), *rest]


def _settle(page: Page, scores: dict[str, float], statements: list[Statement]) -> None:
    """Where two kinds share their words, what tells them apart."""
    roles = {s.role for s in statements}
    if "award" in scores and "supplier" not in roles and "supplier_any" not in roles and "award_total" not in roles:
        scores["award"] *= 0.45
    if "candidate" in scores and "supplier" in roles and "supplier_first" not in roles:
        scores["candidate"] *= 0.6
    if "supplier_first" in roles and "supplier" not in roles and "award" in scores:
        scores["award"] *= 0.7
    if "amendment" in scores and "tender" in scores and scores["amendment"] > 1.2:
        scores["tender"] *= 0.7
    if "termination" in scores and "supplier" in roles:
        scores["termination"] *= 0.6


def _is_list(page: Page, statements: list[Statement], top: list[tuple[int, int]]) -> bool:
    """A page of headlines: many lines end as headlines do and hardly any label has a value."""
    ends = sum(bool(_LISTED.search(page.words, low, high)) for low, high in top)
    links = sum(bool(_LINK.match(page.words, low, high)) for low, high in top)
    if links >= 6:
        return True
    return (
        ends >= 2
        and ends * 2 >= len([1 for low, high in top if high - low > 14])
        and len([s for s in statements if s.end > s.start]) < 3
    )


_LINK = re.compile(r"https?://\S{20,}$")
_LISTED = re.compile(
    r"(?:公告|公示|结果|工程|采购|项目)?(?:公告|公示|\)|采购|工程|项目)[\s:]*(?:https?://|\[?20\d\d[-/.年]\d)|https?://\S+\.s?html?$|\[[^\[\]]{2,16}\].{8,}20\d\d-\d\d-\d\d"
)


def _other(page: Page, top: list[tuple[int, int]]) -> Candidate[str] | None:
    for low, high in top[:4] or [(0, min(len(page.words), 40))]:
        if high > low:
            return Candidate("other", low, min(high, low + 60), 0.3, "notice.type.none/1")
    return None


def kind_fact(page: Page, candidate: Candidate[str]) -> Fact[str]:
    """The type as a fact."""
    return fact(page, candidate)


_HEADLINES = [(name, power, re.compile(pattern)) for name, power, pattern in HEADLINES]
_PHRASES = [(name, power, re.compile(pattern), TRIGGERS[name]) for name, power, pattern in PHRASES]
