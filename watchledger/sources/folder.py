"""Folders and files, listed without opening them: sorted, never out of the tree, hidden files left out and counted."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from watchledger.errors import InputError
from watchledger.model.document import Leaf, Skipped, Unread
from watchledger.model.limits import Limits

SYSTEM_NAMES = frozenset({"thumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "system volume information", "lost+found"})
"""What operating systems leave in folders and archives."""

LISTED = 1_000_000
"""Entries of one folder beyond which the rest is refused: a listing must be sorted in memory, 250 bytes an entry."""


def skipped_name(name: str) -> str | None:
    """Why a file or folder of this name is left out, or None."""
    if name.startswith(".") and name.strip("."):
        return "a hidden file"
    if name.lower() in SYSTEM_NAMES:
        return "a file of the operating system"
    if name.startswith("~$"):
        return "a lock file of an open document"
    return None


def walk(path: Path, limits: Limits) -> Iterator[Leaf | Unread | Skipped]:
    """Every file below `path`, or the file itself. Raises InputError when there is nothing at `path`.

    A name the user gave is followed where it leads; a link found on the way only within the tree, and there it is skipped,
    since what it leads to is listed under its own name.
    """
    del limits
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {_reason(error)}", path=str(path)) from error
    if not stat.S_ISDIR(status.st_mode):
        yield _leaf(str(path), status)
        return
    root = os.path.realpath(path)
    waiting = [str(path)]
    while waiting:
        folder = waiting.pop()
        below: list[str] = []
        for entry in _entries(folder):
            if isinstance(entry, Unread):
                yield entry
                continue
            reason = skipped_name(entry.name)
            if reason is not None:
                yield Skipped(entry.path, reason)
            elif entry.is_symlink():
                yield _link(entry.path, root)
            elif entry.is_dir(follow_symlinks=False):
                below.append(entry.path)
            else:
                yield _file(entry)
        waiting.extend(reversed(below))


def _entries(folder: str) -> Iterator[os.DirEntry[str] | Unread]:
    try:
        with os.scandir(folder) as listing:
            entries = [entry for entry, _ in zip(listing, range(LISTED + 1), strict=False)]
    except OSError as error:
        yield Unread(folder, None, f"the folder cannot be listed: {_reason(error)}")
        return
    if len(entries) > LISTED:
        yield Unread(folder, None, f"more than {LISTED} entries in one folder; the rest is not read")
        entries.pop()
    yield from sorted(entries, key=lambda entry: entry.name)


def _file(entry: os.DirEntry[str]) -> Leaf | Unread:
    try:
        return _leaf(entry.path, entry.stat(follow_symlinks=False))
    except OSError as error:
        return Unread(entry.path, None, f"cannot be read: {_reason(error)}")


def _leaf(path: str, status: os.stat_result) -> Leaf | Unread:
    if not stat.S_ISREG(status.st_mode):
        return Unread(path, None, "not a file (a device, a pipe or a socket)")
    return Leaf(path, status.st_size, status.st_mtime_ns)


def _link(path: str, root: str) -> Unread | Skipped:
    target = os.path.realpath(path)
    if target == root or target.startswith(root.rstrip(os.sep) + os.sep):
        return Skipped(path, "a link to what is read under its own name")
    return Unread(path, None, "a link that leads out of the folder is not followed")


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
