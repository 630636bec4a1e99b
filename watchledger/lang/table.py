"""Data tables that come with a package: tab-separated, empty lines and lines that start with # left out."""

from __future__ import annotations

from importlib.resources import files


def rows(package: str, name: str, columns: int) -> list[list[str]]:
    """The lines of data/NAME.tsv of a package, each of `columns` cells. Raises ValueError for a line of another number."""
    content = files(package).joinpath("data", f"{name}.tsv").read_text("utf-8")
    table = [line.split("\t") for line in content.splitlines() if line.strip() and not line.startswith("#")]
    wrong = next((row for row in table if len(row) != columns), None)
    if wrong is not None:
        raise ValueError(f"{name}.tsv: {wrong} has not {columns} cells")
    return table
