"""Files that appear under their name when they are whole."""

from __future__ import annotations

from pathlib import Path


def part_of(path: Path) -> Path:
    """Where the file grows."""
    return path.with_name(path.name + ".part")


def finish(path: Path, *, well: bool) -> None:
    """Give the grown file its name, or remove it when the writing failed."""
    if well:
        part_of(path).replace(path)
    else:
        part_of(path).unlink(missing_ok=True)
