"""Names by their form in English: whether words are a name at all, a company's or a public body's."""

from __future__ import annotations

import re

PUBLIC = re.compile(
    r"\b(?:city|county|town|village|borough|council|police|sheriff'?s?|constabulary|department"
    r"|dept|district|university|college|school|"
    r"authority|commission|ministry|government|state of|commonwealth|agency|board|nhs|trust|"
    r"office of|municipal\w*|federal|national|"
    r"bureau|port of|parish|crown|secretary of state|home office|fire and rescue|tribe|nation)\b",
    re.IGNORECASE,
)
COMPANY = re.compile(
    r"\b(?:inc|incorporated|llc|l\.l\.c|ltd|limited|llp|lp|plc|corp|corporation|company|co|"
    r"gmbh|ag|s\.?a|s\.?p\.?a|b\.?v|n\.?v|pty|group|"
    r"technologies|systems|solutions|holdings|services|software)\b\.?",
    re.IGNORECASE,
)
"""Words of companies' names; a body that has one ("Information Services Department") has a public one too."""
TRADE = re.compile(
    r"\b(?:electric|electronics|communications|security|construction|contracting|industries|automotive|enterprises?|mobility|partners"
    r"|associates|consulting|consultants|engineering|engineers|builders|supply|networks?|digital|labs?|international|brothers|sons"
    r"|motors|ford|chevrolet|dodge|equipment|roofing|paving|concrete|plumbing|mechanical|environmental|architects|design|logistics"
    r"|media|data|analytics|forensics|optics|safety|axon|motorola|flock|contractors|trucking|landscape|landscaping|excavating)\b",
    re.IGNORECASE,
)
"""Words of trades, which the names of firms without a legal form have."""
LEGAL = re.compile(r"\b(?:inc|incorporated|llc|ltd|limited|llp|plc|corp|corporation|pty|gmbh|co)\b\.?$", re.IGNORECASE)
"""A legal form at the end: what has it is a firm though it is called after a city."""
_SMALL = frozenset(
    {"of", "the", "and", "for", "in", "on", "at", "by", "to", "de", "la", "du", "des", "von", "van", "d/b/a", "dba", "a/k/a"}
)


def is_name(words: str) -> bool:
    """Whether words are a name and not a stretch of a sentence: short, and no lower-case words but those that names have."""
    parts = words.split()
    return len(parts) <= 14 and all(not part[:1].islower() or part.strip(",.") in _SMALL for part in parts)
