"""Laws and rules that a document itself cites, beyond those of procurement; where it cites none, that is said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from watchledger.findings.yaml_file import Section, read_yaml
from watchledger.lang.normal import View, fold
from watchledger.model.notice import Fact
from watchledger.model.text import Span, Text

FILE = Path(__file__).parent / "cited.yaml"
RULE = "findings.law.cited/1"
_TITLE_ZH = re.compile(r"《([^《》\n]{3,60})》(?:[((][^()()]{0,24}\d{2,4}[^()()]{0,24}[))])?")
"""A title in book marks and, after it, a document number with a year: 《…条例》(国务院令第588号)."""
_ACT = re.compile(r" Act(?: of)? (?:19|20)\d{2}\b")
_TITLE_EN = re.compile(
    r"\b(?:Regulation|Directive) \((?:EU|EC)\) (?:No )?\d{2,4}/\d{2,4}|\b\d{1,3} U\.?S\.?C\.? §+ ?\d[\w.-]*|\bGDPR\b"
)
_WITH = ("Regulation (", "Directive (", "§", "GDPR")
"""One of these is in whatever `_TITLE_EN` finds."""
_JOINING = frozenset(("of", "and", "for", "in", "on", "to", "&"))
_NAME_REACH = 120
"""Characters before "Act 2016" that may belong to its name; "Regulation of Investigatory Powers" has 34."""


@dataclass(frozen=True, slots=True)
class _Words:
    procurement_zh: tuple[str, ...]
    ends_zh: tuple[str, ...]
    procurement_en: tuple[str, ...]


@lru_cache(maxsize=1)
def _words() -> _Words:
    section = Section(read_yaml(FILE), path=str(FILE), place="")
    section.number("version", 1)
    words = _Words(section.words("procurement_zh"), section.words("ends_zh"), section.words("procurement_en"))
    section.done()
    return words


def cited_law(text: Text, view: View) -> tuple[Fact[str], ...]:
    """One fact for each law or rule, at its first citation; the value is the name as written. () means: none is cited here."""
    if "《" not in text.content and "Act" not in text.content and "(E" not in text.content and "GDPR" not in text.content:
        return ()
    words = _words()
    found: dict[str, Fact[str]] = {}
    for match in _TITLE_ZH.finditer(view.text):
        name = match[1]
        if name.endswith(words.ends_zh) and not any(word in name for word in words.procurement_zh):
            start, end = view.raw(match.start(), match.end())
            found.setdefault(name, _fact(text, start, end))
    acts = ((_name_start(text.content, match.start()), match.end()) for match in _ACT.finditer(text.content))
    cites = any(word in text.content for word in _WITH)
    others = (match.span() for match in _TITLE_EN.finditer(text.content)) if cites else ()
    for start, end in (*acts, *others):
        name = fold(text.content[start:end])
        if text.content[start] != " " and not any(word in name for word in words.procurement_en):
            found.setdefault(name, _fact(text, start, end))
    return tuple(sorted(found.values(), key=lambda fact: fact.span.start))


def _name_start(content: str, act: int) -> int:
    """Where the name before " Act 2016" (at `act`) begins: back over capitalised words and the small ones that join them."""
    start = at = act
    for word in reversed(content[max(act - _NAME_REACH, 0) : act].split(" ")):
        at -= len(word)
        if word[:1].isupper():
            start = at
        elif word not in _JOINING:
            break
        at -= 1
    return start


def _fact(text: Text, start: int, end: int) -> Fact[str]:
    quote = text.content[start:end]
    return Fact(" ".join(quote.split()), quote, Span(text.id, start, end), text.page_at(start), RULE)
