"""Small taxonomies and texts for the tests of findings."""

from __future__ import annotations

from pathlib import Path

from watchledger.findings import find
from watchledger.findings.lexicon import Lexicon, compiled
from watchledger.findings.taxonomy import load
from watchledger.lang.normal import normal
from watchledger.model import Block, Fact, Finding, Notice, Span, Text, Verdict

HEAD = """
name: toy
version: 0.1
groups:
  - {id: g, label_en: Group, label_zh: 组}
technologies:
"""
ONE = "  - {id: g.one, group: g, label_en: One, label_zh: 一, capability: collect, terms_zh: [监控], terms_en: [camera]"


def toy(path: Path, technologies: str, top: str = "") -> Lexicon:
    """The lexicon of a taxonomy file written at `path`."""
    file = path / "toy.yaml"
    file.write_text(top + HEAD + technologies, "utf-8")
    return compiled(load(file))


def notice(text: Text, *, buyer: str | None = None, title: str | None = None) -> Notice:
    """A notice whose buyer and title are the first places of these words in the text."""

    def fact(value: str | None) -> Fact[str] | None:
        if value is None:
            return None
        start = text.content.find(value)
        return Fact(value, value, Span(text.id, start, start + len(value)), None, "test")

    return Notice(buyer=fact(buyer), title=fact(title))


def found(
    content: str,
    *,
    buyer: str | None = None,
    title: str | None = None,
    blocks: tuple[Block, ...] = (),
    lexicon: Lexicon | None = None,
) -> tuple[tuple[Finding, ...], Verdict]:
    """Findings and verdict of a text; every quote is checked against the raw text."""
    text = Text(content, "test/1", blocks)
    findings, verdict = find(text, normal(content), notice(text, buyer=buyer, title=title), lexicon)
    for finding in findings:
        assert text.quote(finding.span) == finding.quote
    return findings, verdict


def technologies(content: str, *, buyer: str | None = None) -> set[str]:
    return {f.technology for f in found(content, buyer=buyer)[0]}
