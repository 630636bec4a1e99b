"""The buyer and the agent."""

from __future__ import annotations

import re

from watchledger.fields.label_words import CENTRAL_PURCHASERS
from watchledger.fields.organisation import head, is_person, organisation
from watchledger.fields.place import places_in
from watchledger.notices.candidate import Candidate, best, named
from watchledger.notices.cover import cover
from watchledger.notices.headline import lines
from watchledger.notices.sentence import body_before, commission, marked_bodies, seeking, stated
from watchledger.notices.signature import signature
from watchledger.notices.statement import Page, Statement, inside

_LEAST = 0.3
_AGENT_ONLY = re.compile(r"招标代理|代理有限|招标有限|咨询有限|项目管理有限")


def parties(
    page: Page, statements: list[Statement], title: Candidate[str] | None, heads: list[tuple[int, int, float]], kind: str
) -> tuple[list[Candidate[str]], list[Candidate[str]], list[Candidate[str]]]:
    """Buyers and agents, best first, and titles that sentences state."""
    buyers = _labelled(page, statements, ("buyer", "user")) or _contacts(page, statements, "buyer")
    agents = _labelled(page, statements, ("agency",)) or _contacts(page, statements, "agency")
    commissioners, agencies = commission(page)
    own, running_for = marked_bodies(page)
    commissioners, agencies = [*commissioners, *own], [*agencies, *running_for]
    titles, needing = stated(page)
    centres = [b for b in commissioners if central(page, b)]
    agents.extend(Candidate(b.value, b.start, b.end, 0.25, "notice.agency.centre/1") for b in centres)
    agents.extend(agencies)
    buyers = [b for b in [*buyers, *needing] if not central(page, b)]
    commissioners = [b for b in commissioners if not central(page, b)]
    covered, running = cover(page) if not agents or not (buyers or commissioners) else ([], [])
    agents = agents or running or _by_trade(page, statements)
    if not commissioners:
        buyers = buyers or covered
    if not buyers:
        buyers.extend(_in_title(page, None if kind == "intent" and _publishing(page, heads) else title, heads, commissioners))
    buyers, agents = _signed(page, buyers, agents, commissioners, kind)
    buyers = [_fuller(page, b) if ".title/" in b.rule or ".signature/" in b.rule else b for b in buyers]
    buyers.extend(commissioners or seeking(page) if not buyers or buyers[0].weight >= 0.6 else [])
    chosen, others = best(buyers, key)
    first = _first_of_many(page, buyers, chosen)
    if chosen is not None and first is not None and key(first.value) != key(chosen.value):
        others = [chosen, *(o for o in others if key(o.value) != key(first.value))]
        chosen = first
    agent, agents_left = best(agents, key)
    if chosen is not None and agent is not None and key(chosen.value) == key(agent.value):
        if agent.rule.endswith("label/1") and not chosen.rule.endswith("label/1"):
            chosen = others.pop(0) if others else None
        else:
            agent = agents_left.pop(0) if agents_left else None
    buyers = [chosen, *others] if chosen is not None and chosen.weight >= _LEAST else []
    agents = [agent, *agents_left] if agent is not None and agent.weight >= _LEAST else []
    return buyers, agents, titles


_TRADE = re.compile(
    r"(?:招标代理|招标采购|招标投标|招投标|招标|采购代理)[\u4e00-\u9fff()]{0,10}?公司(?:[\u4e00-\u9fff]{2,8}分公司)?"
)
_TRADE_BEFORE = re.compile(r"[\u4e00-\u9fff()]{2,20}$")
_BEFORE_TRADE = re.compile(r"^.*(?:委托|由|受|经|联系|送至|寄至|代理|机构|服务商|人|致)(?=[\u4e00-\u9fff()]{4})")
_PLATFORMS = ("电子", "平台", "网")
_SELLING = frozenset(
    {"supplier", "supplier_any", "supplier_first", "supplier_later", "supplier_list", "account", "bank", "buyer", "user"}
)


def _by_trade(page: Page, statements: list[Statement]) -> list[Candidate[str]]:
    """A firm whose name says that it runs tenders for others, where nothing else names an agent and the firm is no bidder."""
    words = page.words
    for match in _TRADE.finditer(words) if "招标" in words or "采购代理" in words else ():
        high = match.end()
        name = _TRADE_BEFORE.search(words, max(0, match.start() - 20), match.start())
        if name is None:
            continue
        low = name.start()
        low = max([low, *page.gaps.within(low, high)])
        lead = _BEFORE_TRADE.match(words[low:high])
        low += lead.end() if lead else 0
        span = organisation(words, page.gaps, low, high, strict=True)
        if span is None or span != (low, high) or high - low < 8 or inside(page.skip, low):
            continue
        if words.startswith(_PLATFORMS, high) or words.find("运营", max(0, low - 12), low) >= 0:
            continue
        if low and (words[low - 1].isalnum() and page.gaps.kind_at(low) < 0) and lead is None:
            continue
        if not any(s.role in _SELLING and s.start <= low < s.end for s in statements):
            return [named(page, low, high, 0.36, "notice.agency.trade/1")]
    return []


def _publishing(page: Page, heads: list[tuple[int, int, float]]) -> bool:
    """Whether a headline of intentions begins with the body that publishes them."""
    return any("意向" in page.words[s:e] and head(page.words, s, e) is not None for s, e, _ in heads)


_AGENTS = re.compile(r"招标|代理|咨询|项目管理|造价|监理")


def _signed(
    page: Page, buyers: list[Candidate[str]], agents: list[Candidate[str]], commissioners: list[Candidate[str]], kind: str
) -> tuple[list[Candidate[str]], list[Candidate[str]]]:
    """What the signature adds: the buyer's full name where only a title named it, the buyer or the agent where nothing else
    does."""
    guessed = all(".title/" in b.rule for b in buyers)
    if agents and (not guessed or commissioners):
        return buyers, agents
    signer = signature(page)
    if signer is None:
        return buyers, agents
    if (own := _institution(page, signer)) is not None:
        return ([own] if guessed and not commissioners else buyers), agents
    ours = any(key(signer.value).startswith(key(b.value)) for b in buyers)
    if not ours and (central(page, signer) or _AGENTS.search(page.words, signer.start, signer.end)):
        return buyers, agents or [Candidate(signer.value, signer.start, signer.end, 0.45, "notice.agency.signature/1")]
    if guessed and not commissioners:
        same = not buyers or kind == "intent" or any(key(signer.value).endswith(key(b.value)) for b in buyers)
        return ([signer] if same else buyers), agents
    return buyers, agents


_OWN_OFFICE = re.compile(
    r"(?P<body>.{2,20}?(?:大学|学院|学校|中学|医院|集团公司|有限公司|研究院|研究所))"
    r"(?:采购|招标|招投标|物资|资产|设备|后勤|国有资产|实验室|总务|基建|及|与|管理)+(?:办公室|中心|处|部|办|科|组)"
)


def _institution(page: Page, body: Candidate[str]) -> Candidate[str] | None:
    """A university's or hospital's own purchasing office buys for it, and for nobody else."""
    match = _OWN_OFFICE.fullmatch(page.words, body.start, body.end)
    return named(page, *match.span("body"), body.weight, body.rule) if match else None


_FULLER = re.compile(r"[\u4e00-\u9fff]{2,12}$")
_FULLER_WITHIN = 2000
"""Characters at a notice's beginning in which the buyer's full name is looked for."""


def _fuller(page: Page, body: Candidate[str]) -> Candidate[str]:
    """The name with the place before it, where a title or a signature gives it short and a sentence whole (某校, 某市某区某校)."""
    words, name = page.words, page.words[body.start : body.end]
    if places_in(words, body.start, min(body.end, body.start + 6)):
        return body
    at = words.find(name, 0, _FULLER_WITHIN)
    while at >= 0:
        low = max(page.gaps.hard_before(at), at - 12)
        lead = _FULLER.search(words, low, at)
        if lead and (page.gaps.kind_at(lead.start()) >= 0 or words[lead.start() - 1] in ',。;:!?“"('):
            found = places_in(words, lead.start(), at)
            if found and found[0].start == lead.start() and found[-1].end == at:
                return named(page, lead.start(), at + len(name), body.weight, body.rule)
        at = words.find(name, at + 1, _FULLER_WITHIN)
    return body


def body_of_title(page: Page, title: Candidate[str] | None) -> list[Candidate[str]]:
    """The body that a project's name begins with, or that the text names right before it, where nothing else names a buyer."""
    return _in_title(page, title, [], []) or ([] if title is None else _before_title(page, title)) or _letterhead(page)


_ANNOUNCES = re.compile(r"(?:(?:招标|采购|询价|比选|公开招标|更正|中标|成交|结果)?(?:公告|公示|通告|启事|通知)|招标书|采购文件)")


def _letterhead(page: Page) -> list[Candidate[str]]:
    """The body whose name alone is the first line, above a line that begins with 公告 or the like."""
    top = lines(page, 2)
    if len(top) < 2 or not _ANNOUNCES.match(page.words, *top[1]) or top[0][1] - top[0][0] > 40:
        return []
    span = organisation(page.words, page.gaps, *top[0], strict=True)
    return (
        [named(page, *span, 0.35, "notice.buyer.letterhead/1")] if span == top[0] and not _central(page.words[slice(*span)]) else []
    )


def _before_title(page: Page, title: Candidate[str]) -> list[Candidate[str]]:
    """ "某公司2032年度维护服务采购项目，拟采用竞争性磋商": the body that begins a clause and that the project's name follows."""
    words, name = page.words, page.words[title.start : title.end]
    at = words.find(name, 0, _FULLER_WITHIN)
    while at >= 0:
        span = body_before(page, at, ",。;:!?") if page.gaps.hard_before(at) < at else None
        if span is not None and not _AGENTS.search(words, *span) and not _central(words[slice(*span)]):
            return [named(page, *span, 0.4, "notice.buyer.before-title/1")]
        at = words.find(name, at + 1, _FULLER_WITHIN)
    return []


_POLICE_OR_CARE = re.compile(r"(?:公安局.{0,8}|分局|支队|大队|医院|大学|学院|学校|中学|(?<!中)小学|法院|检察院|监狱|看守所)$")
"""Bodies that need goods of their own; where another commissions for them, the one that needs is the buyer."""


def _in_title(
    page: Page, title: Candidate[str] | None, heads: list[tuple[int, int, float]], commissioners: list[Candidate[str]]
) -> list[Candidate[str]]:
    """The body that the project's name begins with; beside a commissioner only one that plainly needs goods itself."""
    named_by = [] if title is None else [(title.start, title.end)]
    for start, end in [*named_by, *((s, e) for s, e, weight in heads if weight >= 0.5)]:
        span = head(page.words, start, end)
        if span is None or _central(page.words[slice(*span)]):
            continue
        found = named(page, *span, 0.4, "notice.buyer.title/1")
        if not commissioners:
            return [found]
        same = any(key(found.value) in key(c.value) or key(c.value) in key(found.value) for c in commissioners)
        if not same and _POLICE_OR_CARE.search(page.words[slice(*span)]):
            return [named(page, *span, 0.85, "notice.buyer.title/1")]
        return []
    return []


def _labelled(page: Page, statements: list[Statement], roles: tuple[str, ...]) -> list[Candidate[str]]:
    found: list[Candidate[str]] = []
    for s in statements:
        if s.role not in roles or s.end <= s.start:
            continue
        span = organisation(page.words, page.gaps, s.start, s.end, strict=s.how == "verb" or s.role == "contact", cell=s.celled)
        if span is None:
            continue
        words = page.words[span[0] : span[1]]
        if is_person(words) and not words.endswith(("局", "厅", "院", "校", "委", "部", "所", "办", "站")):
            continue
        found.append(named(page, *span, s.weight, f"notice.{roles[0]}.{s.how}/1"))
        if len(found) >= 60:
            break
    return found


_CONTACT_OF = {"buyer": re.compile("^(?:招标人|采购人|建设单位|采购单位)"), "agency": re.compile("代理")}


def _contacts(page: Page, statements: list[Statement], party: str) -> list[Candidate[str]]:
    """Parties named where only a contact was asked for ("招标代理机构联系人及电话 | 某公司 0791-…")."""
    asked = [
        s for s in statements if s.role in ("contact", "phone") and _CONTACT_OF[party].search(page.words[s.label : s.label_end])
    ]
    found: list[Candidate[str]] = []
    for s in asked[:12]:
        span = organisation(page.words, page.gaps, s.start, s.end, strict=True, cell=s.celled)
        if span is not None and span[1] - span[0] >= 5 and span[0] <= s.start + 2:
            found.append(named(page, *span, 0.5, f"notice.{party}.contact/1"))
    return found


def _first_of_many(page: Page, found: list[Candidate[str]], chosen: Candidate[str] | None) -> Candidate[str] | None:
    """Several buyers with equal labels: the first named, unless one is named again and again and the others once."""
    if chosen is None or ".title/" in chosen.rule:
        return chosen
    equal = [c for c in found if c.weight >= chosen.weight - 0.02]
    first = min(equal, key=lambda c: c.start)
    distinct = {key(c.value) for c in equal}
    often = sum(key(c.value) == key(chosen.value) for c in found)
    return chosen if len(distinct) < 4 and often > 2 * sum(key(c.value) == key(first.value) for c in found) else first


def central(page: Page, body: Candidate[str]) -> bool:
    """Whether a body buys for others."""
    return _central(page.words[body.start : body.end])


def _central(words: str) -> bool:
    return any(word in words for word in CENTRAL_PURCHASERS)


def key(name: str) -> str:
    """Names compare without white space and width."""
    return "".join(name.split()).replace("（", "(").replace("）", ")")
