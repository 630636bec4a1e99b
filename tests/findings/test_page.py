"""The page of the documentation is the vocabulary, printed."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from watchledger.findings.taxonomy import load

MAKE = Path(__file__).parents[2] / "docs" / "reference" / "make_taxonomy.py"


def test_the_taxonomy_page_is_fresh_and_complete() -> None:
    spec = importlib.util.spec_from_file_location("make_taxonomy", MAKE)
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    page = made.PAGE.read_text("utf-8")
    assert page == made.page(), "run: python docs/reference/make_taxonomy.py"
    assert all(f"### `{technology.id}` " in page for technology in load().technologies)
