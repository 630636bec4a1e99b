"""How firmly the text commits itself to a technology, from the words of the clause around it.

A cue before the term (恢复, 利旧, "replacement of") governs what follows it up to the next cue; a cue behind it (维保, 扩容,
"upgrade") governs what stands before it. Ruled out beats reserved beats optional; of a thing that exists, an upgrade is a
purchase and upkeep is maintenance.
"""

from __future__ import annotations

import re

from watchledger.findings.context import Context

CLAUSE = 80
"""Characters on either side that may belong to the clause."""
_ENDS = re.compile(r"[，。；;！？!?|\n\t：]|(?<=\s)-(?=\s)|[,.:](?=\s)|\r")

_INCLUDED = re.compile(r"\bincluding\b|\bincl\b|\binclusive of\b|含维|含运维|含质保|包含维|包括维")
"""What is bought "including support" is bought; the upkeep behind these words does not make it maintenance."""


def clause(content: str, start: int, end: int) -> tuple[int, int]:
    """The raw stretch around [start, end) up to the punctuation on either side. A line break inside a long line ends
    nothing: it is the page's width."""
    left = max(0, start - CLAUSE)
    for match in _ENDS.finditer(content, left, start):
        if match.group() == "\n" and _wrapped(content, match.start()):
            continue
        left = match.end()
    right = min(len(content), end + CLAUSE)
    for match in _ENDS.finditer(content, end, right):
        if match.group() == "\n" and _wrapped(content, match.start()):
            continue
        right = match.start()
        break
    return left, right


def _wrapped(content: str, at: int) -> bool:
    """Whether the line that ends at `at` is a full printed line (30 characters or more, no mark at its end)."""
    begin = content.rfind("\n", max(0, at - 200), at) + 1
    return at - begin >= 30 and at + 1 < len(content) and content[at + 1] not in "\n\r \t"


def status_of(context: Context, before: str, term: str, after: str) -> str:
    """The status from the folded clause: what stands before the term, the term, what stands behind it."""
    for status in ("negated", "reserved", "optional"):
        if context.before[status].search(before) or context.after[status].search(after):
            return status
    nearest = _nearest(context, before)
    after = _INCLUDED.split(after, 1)[0]
    behind = after if nearest is None else _up_to_next(context, after)
    if context.after["required"].search(behind) or context.after["required"].search(term) or nearest == "required":
        return "required"
    if context.after["maintenance"].search(behind) or context.after["maintenance"].search(term) or nearest == "maintenance":
        return "maintenance"
    if nearest == "existing" or context.after["existing"].search(behind):
        return "existing"
    return "required"


def _nearest(context: Context, before: str) -> str | None:
    """The status whose cue stands last before the term."""
    found, at = None, -1
    for status in ("required", "maintenance", "existing"):
        for match in context.before[status].finditer(before):
            if match.end() > at:
                found, at = status, match.end()
    return found


def _up_to_next(context: Context, after: str) -> str:
    """What stands behind the term, up to where a cue begins that governs the next thing (恢复甲和增设乙)."""
    joint = re.search(r"和|及|与|、| and ", after)
    if joint is None:
        return after
    rest = after[joint.end() :]
    for status in ("required", "maintenance", "existing"):
        match = context.before[status].match(rest)
        if match:
            return after[: joint.start()]
    return after
