"""sources: from what a person points at to documents, the bytes and where they came from.

walk(path, limits)                 -> Leaf | Unread | Skipped      files listed, not opened
expand(leaf, limits, *, columns, sheets) -> Document | Unread | Skipped   a file opened: itself, members, rows
"""

from watchledger.sources.expand import expand
from watchledger.sources.folder import walk
from watchledger.sources.mapping import load_mapping

__all__ = ["expand", "load_mapping", "walk"]
