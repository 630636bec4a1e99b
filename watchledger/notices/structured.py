"""Texts whose format says what each value is, and who reads them. `notices.read_notice` asks here before it reads words.

Adding a structured source is one file with a recogniser and a reader, and one line here.
"""

from __future__ import annotations

from collections.abc import Callable

from watchledger.lang.normal import View
from watchledger.model.notice import Notice
from watchledger.model.text import Text
from watchledger.notices.contracts_finder import is_contracts_finder, read_contracts_finder
from watchledger.notices.eforms import is_eforms, read_eforms
from watchledger.notices.ocds import is_ocds, read_ocds
from watchledger.notices.ted import is_ted, read_ted

Reads = Callable[[Text, View], Notice]

STRUCTURED: tuple[tuple[str, Callable[[Text], bool], Reads], ...] = (
    ("xml/", is_eforms, read_eforms),
    ("xml/", is_ted, read_ted),
    ("json/", is_ocds, read_ocds),
    ("record/", is_contracts_finder, read_contracts_finder),
)
"""(what the format reader's name begins with, recogniser, reader), tried in this order."""


def structured_reader(text: Text) -> Reads | None:
    """Who reads this text, or None for a text of words."""
    return next((read for prefix, is_one, read in STRUCTURED if text.reader.startswith(prefix) and is_one(text)), None)
