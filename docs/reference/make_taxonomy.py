"""Write docs/reference/taxonomy.md from the shipped vocabulary: python docs/reference/make_taxonomy.py"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from watchledger.findings.condition import Condition
from watchledger.findings.context import context
from watchledger.findings.taxonomy import Named, Rule, Taxonomy, Technology, load

PAGE = Path(__file__).parent / "taxonomy.md"
SHOWN = 14
"""Words of a list shown on the page; the file has them all."""


def page() -> str:
    """The page as Markdown."""
    return "\n".join(_lines(load())) + "\n"


def _lines(taxonomy: Taxonomy) -> Iterator[str]:
    yield f"# Taxonomy {taxonomy.name} {taxonomy.version}"
    yield ""
    yield "Generated from `watchledger/findings/taxonomies/surveillance.yaml`; edit that file, then run"
    yield "`python docs/reference/make_taxonomy.py`."
    yield ""
    yield "Terms count wherever they stand, except inside a counter-example. Terms in context need a cue within 60 characters,"
    yield "or a buyer of the kind named. What a purchase says about the whole document follows from the first verdict that holds."
    yield "Long lists are cut here; the file has every word and its reason."
    for group in taxonomy.groups:
        yield from ("", f"## {group.label_en} · {group.label_zh}")
        for technology in taxonomy.technologies:
            if technology.group == group.id:
                yield from _technology(technology)
    yield from ("", "## Words that move the verdict alone", "")
    yield from (_rule(rule) + f" Verdict: {rule.verdict}." for rule in taxonomy.hints)
    for title, named in (
        ("Target groups", taxonomy.target_groups),
        ("Venues", taxonomy.venues),
        ("Programmes", taxonomy.programmes),
    ):
        yield from ("", f"## {title}", "", "| id | label | 名称 | words |", "|---|---|---|---|", *map(_row, named))
    yield from ("", "## Kinds of buyers", "", "| id | label | 名称 |", "|---|---|---|")
    yield from (f"| `{buyer.id}` | {buyer.label_en} | {buyer.label_zh} |" for buyer in context().buyer_types)


def _technology(technology: Technology) -> Iterator[str]:
    yield from ("", f"### `{technology.id}` {technology.label_en} · {technology.label_zh}", "")
    adjacent = " · noted, never counted as surveillance" if technology.adjacent else ""
    yield f"Does by itself: {technology.capability}{adjacent}. {technology.note}".rstrip()
    yield ""
    for language, terms in technology.terms.items():
        yield f"- Terms ({language}): {_words(terms)}"
    for language, terms in technology.weak.items():
        yield f"- Terms in context ({language}): {_words(terms)}"
    if technology.codes:
        yield f"- Codes: {_words(technology.codes)}"
    for language, terms in (*technology.near_miss.items(), *technology.not_here.items()):
        yield f"- Counter-examples ({language}): {_words(terms)}"
    yield from (_rule(rule) for rule in technology.rules)
    for verdict in technology.verdicts:
        when = _condition(verdict.when)
        yield f"- Verdict {verdict.verdict}{f' when {when}' if when else ' otherwise'}{f': {verdict.why}' if verdict.why else ''}."


def _rule(rule: Rule) -> str:
    when = _condition(rule.when)
    return f"- Rule `{rule.id}`: {_words(rule.terms)}{f' when {when}' if when else ''}{f' ({rule.why})' if rule.why else ''}."


def _condition(when: Condition) -> str:
    parts = []
    for words, sentence in (
        (when.buyer, "the buyer is {}"),
        (when.not_buyer, "the buyer is not {}"),
        (when.near, f"within {when.within} characters of {{}}"),
        (when.unless, f"not within {when.unless_within} of {{}}"),
        (when.before, "directly behind {}"),
        (when.not_before, "not directly behind {}"),
        (when.after, "directly before {}"),
        (when.not_after, "not directly before {}"),
        (when.not_title, "the title does not say {}"),
        (when.title, "the title says {}"),
    ):
        if words:
            parts.append(sentence.format(_words(words, 6)))
    return ", ".join(parts)


def _words(words: Iterable[str], most: int = SHOWN) -> str:
    listed = list(words)
    more = f" and {len(listed) - most} more" if len(listed) > most else ""
    return " · ".join(word.replace("|", "\\|").replace("*", "\\*") for word in listed[:most]) + more


def _row(named: Named) -> str:
    words = [word for terms in named.terms.values() for word in terms]
    return f"| `{named.id}` | {named.label_en} | {named.label_zh} | {_words(words, 10)} |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
