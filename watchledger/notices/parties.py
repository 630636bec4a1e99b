"""The buyer and the agent."""

from __future__ import annotations

import re

from watchledger.fields.label_words import CENTRAL_PURCHASERS
from watchledger.fields.organisation import head, is_person, organisation
from watchledger.notices.candidate import Candidate, best, named
from watchledger.notices.sentence import commission, stated
from watchledger.notices.statement import Page, Statement

_LEAST = 0.3
_AGENT_ONLY = re.compile(r"招标代理|代理有限|招标有限|咨询有限|项目管理有限")


def parties(
    page: Page, statements: list[Statement], title: Candidate[str] | None
) -> tuple[list[Candidate[str]], list[Candidate[str]], list[Candidate[str]]]:
    """Buyers and agents, best first, and titles that sentences state."""
    buyers = _labelled(page, statements, ("buyer", "user"))
    agents = _labelled(page, statements, ("agency",))
    commissioners, agencies = commission(page)
    titles, needing = stated(page)
    for buyer in commissioners:
        (agents if central(buyer.value) else buyers).append(
            buyer if not central(buyer.value) else Candidate(buyer.value, buyer.start, buyer.end, 0.25, "notice.agency.centre/1")
        )
    buyers.extend(needing)
    agents.extend(agencies)
    buyers = [b for b in buyers if not central(b.value)] or []
    if title is not None and not buyers:
        span = head(page.words, title.start, title.end)
        if span is not None and not central(page.words[span[0] : span[1]]):
            buyers.append(named(page, *span, 0.4, "notice.buyer.title/1"))
    chosen, others = best(buyers, key)
    agent, agents_left = best(agents, key)
    if chosen is not None and agent is not None and key(chosen.value) == key(agent.value):
        if agent.rule.endswith("label/1") and not chosen.rule.endswith("label/1"):
            chosen = others.pop(0) if others else None
        else:
            agent = agents_left.pop(0) if agents_left else None
    buyers = [chosen, *others] if chosen is not None and chosen.weight >= _LEAST else []
    agents = [agent, *agents_left] if agent is not None and agent.weight >= _LEAST else []
    return buyers, agents, titles


def _labelled(page: Page, statements: list[Statement], roles: tuple[str, ...]) -> list[Candidate[str]]:
    found: list[Candidate[str]] = []
    for s in statements:
        if s.role not in roles or s.end <= s.start:
            continue
        span = organisation(page.words, page.gaps, s.start, s.end, strict=s.how == "verb")
        if span is None:
            continue
        words = page.words[span[0] : span[1]]
        if is_person(words) and not words.endswith(("局", "厅", "院", "校", "委", "部", "所", "办", "站")):
            continue
        found.append(named(page, *span, s.weight, f"notice.{roles[0]}.{s.how}/1"))
        if len(found) >= 60:
            break
    return found


def central(name: str) -> bool:
    """Whether a body buys for others."""
    return any(word in name for word in CENTRAL_PURCHASERS)


def key(name: str) -> str:
    """Names compare without white space and width."""
    return re.sub(r"\s+", "", name).replace("（", "(").replace("）", ")")
