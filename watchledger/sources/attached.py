"""Files attached to a document (a PDF's attachments, files embedded in a Word document) as its members."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Protocol

from watchledger.model.document import Skipped, Unread
from watchledger.model.limits import Limits
from watchledger.sources.unpack import Budget, Piece, at_hand, counted, label_of

_MAY_HOLD = (b"PK\x03\x04", b"%PDF-")


class FindsAttached(Protocol):
    """What finds them (formats has it): (name, bytes) of each, or (name, why it cannot be had)."""

    def __call__(self, content: bytes, limits: Limits) -> Iterator[tuple[str, bytes | str]]: ...


def may_hold(content: bytes) -> bool:
    """Whether a document is of a kind that can hold others."""
    return content.startswith(_MAY_HOLD[0]) or _MAY_HOLD[1] in content[:1024]


def members_of(stream: BinaryIO, path: str, limits: Limits, budget: Budget, attached: FindsAttached) -> Iterator[Piece]:
    """What is attached to the document in the stream, each under its own name."""
    stream.seek(0)
    for name, content in attached(stream.read(limits.max_file_bytes), limits):
        label, hidden = label_of(path, name.replace("/", "_").replace("\\", "_"))
        refusal = counted(path, name, limits, budget)
        if refusal is not None:
            yield refusal
            return
        if isinstance(content, str):
            yield Unread(label, None, content)
        elif hidden is not None:
            yield Skipped(label, hidden)
        else:
            yield from at_hand(content, label, limits, budget)
