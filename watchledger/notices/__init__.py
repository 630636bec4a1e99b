"""Text -> Notice: what a procurement document states, each value with the words that state it.

A file each for structured publications (OCDS, eForms …); `english` reads texts in Latin letters, `generic` every other text, by
labels, tables and sentences.
"""

from __future__ import annotations

from watchledger.lang.normal import View
from watchledger.model.notice import Notice
from watchledger.model.text import Text
from watchledger.notices import generic
from watchledger.notices.english import is_english, read_english
from watchledger.notices.structured import structured_reader


def read_notice(text: Text, view: View) -> Notice:
    """Reads a text; `view` is its normal form."""
    reads = structured_reader(text) or (read_english if is_english(text) else generic.read)
    return reads(text, view)
