"""Patterns behind words: the same matches as without, and none where no word occurs."""

import re

from watchledger.lang.gated import Gated
from watchledger.notices import english, english_papers, english_prose, english_terms

TEXT = "Bids are DUE by 3 May. The budget is 5, closing date 4 May."


def test_finds_what_the_pattern_finds_whatever_the_case() -> None:
    due = Gated(r"\bdue by\b|\bclosing date\b", "due", "closing date")
    assert [m.group() for m in due.finditer(TEXT, 0, len(TEXT))] == ["DUE by", "closing date"]
    assert (found := due.search(TEXT, 20, len(TEXT))) is not None
    assert found.start() == TEXT.index("closing")


def test_looks_for_words_only_within_the_stretch() -> None:
    due = Gated(r"\bdue by\b", "due")
    assert due.search(TEXT, 20, len(TEXT)) is None
    assert list(due.finditer(TEXT, 20, len(TEXT))) == []


def test_keeps_case_where_the_pattern_asks_for_it() -> None:
    order = Gated(r"\bPURCHASE ORDER\b", "purchase", flags=0)
    assert order.search("a purchase order", 0, 16) is None
    assert order.search("A PURCHASE ORDER", 0, 16) is not None


def _alternatives(pattern: str) -> list[str]:
    """The plain words that a pattern's alternatives hold, for the check below."""
    return re.findall(r"[A-Za-z]{4,}", re.sub(r"\(\?[a-z]+:", "(", pattern))


def test_every_gate_of_the_english_reader_lets_through_words_of_its_own_pattern() -> None:
    gates = [gate for _, gate in (*english_prose._MONEY_WORDS, *english_terms._TERMS, *english_papers._KINDS, *english._DOLLARS)]
    for gate in (*gates, english_prose._DUE, english_prose._SIGNED):
        words = " ".join(_alternatives(gate.pattern.pattern)).lower()
        assert all(any(part in words for part in word.split()) for word in gate.words if word.isalpha() and len(word) > 3), (
            gate.words
        )
