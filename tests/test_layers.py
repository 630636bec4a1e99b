"""Who may import whom (docs/design): a stage imports the nouns, never another stage; heavy libraries live in one file."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "watchledger"
NOUNS = {"errors", "model"}
ALLOWED = {
    "errors": set(),
    "model": {"errors"},
    "settings": {"errors"},
    "lang": NOUNS,
    "fields": NOUNS | {"lang"},
    "sources": NOUNS,
    "formats": NOUNS,
    "engines": NOUNS,
    "notices": NOUNS | {"lang", "fields"},
    "findings": NOUNS | {"lang", "fields"},
    "entities": NOUNS | {"lang", "fields"},
    "store": NOUNS | {"lang"},
    "search": NOUNS | {"lang"},
    "explore": NOUNS | {"lang", "fields", "entities", "store", "search"},
    "publish": NOUNS | {"store", "explore"},
    "pipeline": {
        "errors", "model", "settings", "lang", "fields", "sources", "formats", "engines", "notices", "findings", "entities",
        "store", "search",
    },
}  # fmt: skip
FREE = {"web", "cli", "__init__", "__main__"}
HEAVY = {
    "pypdfium2", "selectolax", "tantivy", "ahocorasick_rs", "opencc", "python_calamine", "openpyxl", "pyarrow", "puremagic",
    "yaml", "fastwarc", "rapidocr", "duckdb", "ocdsmerge", "rensa",
}  # fmt: skip


def layer_of(path: Path) -> str:
    part = path.relative_to(ROOT).parts[0]
    return part.removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


SOURCES = sorted(ROOT.rglob("*.py"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_down_the_street(path: Path) -> None:
    layer = layer_of(path)
    for name in imports_of(path):
        parts = name.split(".")
        if parts[0] != "watchledger" or len(parts) < 2:
            continue
        target = parts[1]
        assert target != "cli" or layer in ("cli", "__main__"), f"{path}: nobody imports cli"
        if layer in FREE or target == layer or target == "__version__":
            continue
        assert target in ALLOWED[layer], f"{path}: {layer} must not import {target}"


def test_a_heavy_library_is_imported_in_one_file() -> None:
    users: dict[str, set[str]] = defaultdict(set)
    for path in SOURCES:
        for name in imports_of(path):
            if name.split(".")[0] in HEAVY:
                users[name.split(".")[0]].add(str(path.relative_to(ROOT)))
    assert {library: files for library, files in users.items() if len(files) > 1} == {}


def test_every_layer_of_the_plan_is_known() -> None:
    assert {layer_of(p) for p in SOURCES} <= set(ALLOWED) | FREE


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_file_stays_under_the_wall(path: Path) -> None:
    assert path.read_text("utf-8").count("\n") <= 400
