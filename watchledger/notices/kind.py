"""What kind of notice it is: from its headline, the labels it has and the phrases it uses, weighed together."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from itertools import islice

from watchledger.model.notice import Fact
from watchledger.notices.candidate import Candidate, fact
from watchledger.notices.statement import Page, Statement, inside
from watchledger.notices.tree import table


@lru_cache(maxsize=1)
def _patterns() -> dict[str, list[tuple[str, float, re.Pattern[str], tuple[str, ...]]]]:
    """Where -> the patterns looked for there with the words that must occur (one of them, or none named), from data/kinds.tsv."""
    found: dict[str, list[tuple[str, float, re.Pattern[str], tuple[str, ...]]]] = defaultdict(list)
    for where, name, weight, pattern, *words in table("kinds.tsv"):
        gate = tuple(words[0].split(" ")) if words else ()
        found[where].append((name, float(weight), re.compile(pattern), gate))
    return found


TRIGGERS: dict[str, tuple[str, ...]] = {
    "award": ("结果", "中标", "成交", "评标工作", "award"),
    "candidate": ("候选",),
    "amendment": ("更正", "变更", "修改", "调整", "澄清", "延期", "推迟", "暂停", "原公告", "更改", "顺延", "补充"),
    "termination": ("废标", "流标", "终止", "失败", "不足", "中止", "没有", "无供应商", "无投标人", "无单位"),
    "intent": ("意向", "预计", "招标计划", "本次公开的"),
    "single_source": ("单一来源", "唯一供应商", "sole"),
    "contract": ("合同公告", "合同公示", "合同双方", "甲乙双方"),
    "prequalification": ("资格预审",),
    "clarification": ("答疑", "澄清", "疑问", "问题"),
    "tender": (
        "欢迎",
        "邀请",
        "进行",
        "采用",
        "获取",
        "潜在",
        "参加投标",
        "invitation",
        "request for",
        "tender",
        "rfp",
        "contract notice",
    ),
}
"""A phrase's pattern is tried only where one of its kind's words occurs: looking for words costs a hundredth of a pattern."""

_PHRASE = "notice.type.phrase/1"
_WINDOW = 5000
"""Phrases that tell the kind stand early."""

_LABELS_WITHIN = 12_000
"""Characters in which labels tell the kind: forms at the end of a tender document have every label there is."""

LABELS: dict[str, tuple[tuple[str, float], ...]] = {
    "supplier": (("award", 1.1),), "award": (("award", 0.8),), "award_total": (("award", 1.0),), "award_date": (("award", 0.9),),
    "supplier_first": (("candidate", 1.6),), "supplier_list": (("candidate", 1.2),),
    "reason": (("termination", 1.0),), "change": (("amendment", 1.4),), "deadline": (("tender", 0.6),),
    "opening": (("tender", 0.3),), "sale": (("tender", 0.3),), "service": (("tender", 0.1),),
    "delivery": (("tender", 0.2),), "code_contract": (("contract", 0.9),),
    "sign_date": (("contract", 0.9),), "title_contract": (("contract", 0.9),),
    "budget": (("tender", 0.2),), "invest": (("intent", 0.2),),
}  # fmt: skip


def kind(
    page: Page, statements: list[Statement], heads: list[tuple[int, int, float]], top: list[tuple[int, int]]
) -> Candidate[str] | None:
    """The notice's type with the words that weigh most for it; "other" when nothing says that it is a notice at all."""
    found: dict[str, list[Candidate[str]]] = defaultdict(list)
    stated = [(s.start, min(s.end, s.start + 30), _STATED) for s in statements[:400] if s.role == "kind" and s.end > s.start]
    for start, end, weight in (*heads, *stated[:2]):
        for name, power, pattern, _ in _patterns()["headline"]:
            match = pattern.search(page.words, start, end)
            if match:
                found[name].append(Candidate(name, match.start(), match.end(), 2.2 * power * weight, "notice.type.headline/1"))
                break
    _phrases(page, found)
    _labels(page, statements, found)
    scores = {name: sum(_distinct(candidates)) for name, candidates in found.items()}
    headed = max((c for cs in found.values() for c in cs if ".headline" in c.rule), key=lambda c: c.weight, default=None)
    _settle(page, scores, statements, headed.value if headed else None)
    if "tender" in scores and any(c.rule == _PHRASE for c in found.get("award", ())):
        scores["tender"] *= 0.7  # it says how the goods were sought before it says the result
    if _is_list(page, statements, top):
        return _other(page, top)
    if not scores or max(scores.values()) < 0.9:
        return _by_labels(page, statements, scores, found) or _other(page, top)
    name = max(scores, key=lambda n: scores[n])
    return max(found[name], key=lambda c: (c.weight, -c.start))


_STATED = 0.8
"""What 公告类型 says, beside a headline's 0.9: portals file a notice under the wrong heading now and then."""
_PURCHASE = (
    "title",
    "code",
    "buyer",
    "agency",
    "budget",
    "ceiling",
    "supplier",
    "award",
    "award_total",
    "deadline",
    "opening",
    "purpose",
)
"""Roles that only a purchase's own paper states; two of them with values make a notice, of whatever kind."""
_HEADLESS = "tender"
"""The kind of a paper that names a project, a buyer and a budget and says nothing else: goods are sought."""


_SOUGHT = re.compile(r"采购|招标|询价|询比|比选|磋商|谈判|竞价|遴选|投标")
_OPENING = 300
"""Characters in which a paper without a headline says that something is bought."""


def _by_labels(
    page: Page, statements: list[Statement], scores: dict[str, float], found: dict[str, list[Candidate[str]]]
) -> Candidate[str] | None:
    """A notice without a headline: the kind its labels speak for, a tender where they speak for none."""
    firsts = {s.role: s for s in reversed(statements[:400]) if s.role in _PURCHASE and s.end > s.start}
    sought = _SOUGHT.search(page.words, 0, _OPENING) is not None
    if len(firsts) < 2 or not ({"title", "buyer"} & set(firsts) or sought) or "other" in scores:
        return None
    name = max(scores, key=lambda n: scores[n]) if scores else _HEADLESS
    if name in found and found[name]:
        return max(found[name], key=lambda c: (c.weight, -c.start))
    first = min(firsts.values(), key=lambda s: s.label)
    return Candidate(name, *_shown(first), 0.3, "notice.type.labels/1")


def _phrases(page: Page, found: dict[str, list[Candidate[str]]]) -> None:
    end = min(len(page.words), _WINDOW)
    opening = page.words[:end]
    signs = frozenset(opening)
    for name, power, pattern, gate in _patterns()["phrase"]:
        for word in gate or TRIGGERS[name]:
            if word[0] in signs and word[-1] in signs and word in opening:
                break
        else:
            continue
        for match in pattern.finditer(page.words, 0, end):
            if not inside(page.skip, match.start()):
                early = 1.0 if match.start() < 1200 else 0.5
                found[name].append(Candidate(name, match.start(), match.end(), power * early, _PHRASE))
                break


def _shown(s: Statement) -> tuple[int, int]:
    """The stretch that shows what a statement is: its label, or its value where the label is a key outside the text."""
    return (s.label, s.label_end) if s.label_end > s.label else (s.start, s.end)


def _labels(page: Page, statements: list[Statement], found: dict[str, list[Candidate[str]]]) -> None:
    seen: set[str] = set()
    for s in statements[:400]:
        if s.label > _LABELS_WITHIN:
            break
        words = page.words[s.label : s.label_end]
        for name, weight in _deciding(words):
            if name + words not in seen:
                seen.add(name + words)
                found[name].append(Candidate(name, *_shown(s), weight, "notice.type.label/1"))
        if s.role in LABELS and s.role not in seen and s.end > s.start and not (s.role == "supplier_first" and s.how == "verb"):
            seen.add(s.role)
            for name, weight in LABELS[s.role]:
                found[name].append(Candidate(name, *_shown(s), weight, "notice.type.label/1"))


@lru_cache(maxsize=4096)
def _deciding(words: str) -> tuple[tuple[str, float], ...]:
    """The kinds that a label's very words speak for. Labels repeat from notice to notice, so the answer is kept."""
    words = words.strip(": ")
    return tuple((name, weight) for name, weight, pattern, _ in _patterns()["label"] if pattern.search(words))


def _distinct(candidates: list[Candidate[str]]) -> list[float]:
    """Weights of the evidence: the best headline counts whole, further ones a fifth; phrases and labels as they are."""
    lines_ = sorted((c.weight for c in candidates if c.rule.startswith("notice.type.headline")), reverse=True)
    rest = [c.weight for c in candidates if not c.rule.startswith("notice.type.headline")]
    return [*lines_[:1], *(0.2 * w for w in lines_[1:3]), *rest]


def _settle(page: Page, scores: dict[str, float], statements: list[Statement], heads_first: str | None) -> None:
    """Where two kinds share their words, what tells them apart."""
    roles = {"supplier" if s.role == "supplier_first" and s.how == "verb" else s.role for s in statements}
    if "award" in scores and "supplier" not in roles and "supplier_any" not in roles and "award_total" not in roles:
        scores["award"] *= 0.45
    if "candidate" in scores and "supplier" in roles and "supplier_first" not in roles and heads_first != "candidate":
        scores["candidate"] *= 0.6
    if "supplier_first" in roles and "supplier" not in roles and "award" in scores:
        scores["award"] *= 0.7
    if "amendment" in scores and "tender" in scores and scores["amendment"] > 1.2:
        scores["tender"] *= 0.7
    if heads_first == "amendment" and "award" in scores:  # a corrected result repeats all that the result said
        scores["award"] *= 0.6
    if "candidate" in scores and heads_first == "award" and "候选" not in page.words:
        scores["candidate"] *= 0.3
    if "clarification" in scores and "amendment" in scores and heads_first == "clarification":
        scores["amendment"] *= 0.5
    if "termination" in scores and "supplier" in roles:
        scores["termination"] *= 0.6


def _is_list(page: Page, statements: list[Statement], top: list[tuple[int, int]]) -> bool:
    """A page of headlines: many lines end as headlines do and hardly any label has a value."""
    words = page.words
    if sum(words.startswith("http", low) and bool(_LINK.match(words, low, high)) for low, high in top) >= 6:
        return True
    if sum(1 for _ in islice((s for s in statements if s.end > s.start), 3)) == 3:
        return False
    ends = sum(bool(_LISTED.search(words, low, high)) for low, high in top)
    return ends >= 2 and ends * 2 >= len([1 for low, high in top if high - low > 14])


_LINK = re.compile(r"https?://\S{20,}$")
_LISTED = re.compile(
    r"(?:公告|公示|结果|工程|采购|项目)?(?:公告|公示|\)|采购|工程|项目)[\s:]*(?:https?://|\[?20\d\d[-/.年]\d)|"
    r"https?://\S+\.s?html?$|"
    r"\[[^\[\]]{2,16}\].{8,}20\d\d-\d\d-\d\d"
)


def _other(page: Page, top: list[tuple[int, int]]) -> Candidate[str] | None:
    for low, high in top[:4] or [(0, min(len(page.words), 40))]:
        if high > low:
            return Candidate("other", low, min(high, low + 60), 0.3, "notice.type.none/1")
    return None


def kind_fact(page: Page, candidate: Candidate[str]) -> Fact[str]:
    """The type as a fact."""
    return fact(page, candidate)
