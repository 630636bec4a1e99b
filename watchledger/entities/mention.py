"""A name as documents write it."""

from __future__ import annotations

from typing import NamedTuple


class Mention(NamedTuple):
    """`within` is the code of the division that its documents are about, `code` a stated unified social credit code or LEI; "" for
    unknown."""

    name: str
    within: str = ""
    code: str = ""
