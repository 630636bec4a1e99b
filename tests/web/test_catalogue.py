"""The catalogue has a word for every field of a notice, every reason and every note of a table."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from invented import case_of, readings

import watchledger
from watchledger.explore.case import open_case
from watchledger.explore.tables import TABLES, Told
from watchledger.model import notice as model
from watchledger.model.notice import Fact, Notice
from watchledger.web.places import asked_of

PACKAGE = Path(watchledger.__file__).parent


def catalogue_of(language: str) -> dict[str, Any]:
    return tomllib.loads(files("watchledger.web").joinpath(f"locales/{language}.toml").read_text("utf-8"))


def _names() -> list[str]:
    found: list[str] = []
    hints = get_type_hints(Notice)
    for field in fields(Notice):
        member = next(iter(get_args(hints[field.name])), None)
        parts = fields(member) if isinstance(member, type) and member is not Fact and member.__module__ == model.__name__ else ()
        if field.name not in ("alternatives", "problems"):
            found += [f"{field.name}.{part.name}" for part in parts] or [field.name]
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_field_has_a_word(language: str) -> None:
    words = catalogue_of(language)["field"]
    assert "suppliers.name" in _names() and "buyer_address" in _names()
    assert [name for name in _names() if name not in words] == []


def test_every_reason_has_a_word() -> None:
    """Of what joins names and notices: the rule of each Reason and Join in the code has a text in the catalogue."""
    made = re.compile(r'(?:Reason\(\s*|Join\([^,()]+, [^,()]+, )"([a-z._]+)"|rule = "(retender\.\w+)" if .* else "(retender\.\w+)"')
    code = "\n".join(path.read_text("utf-8") for name in ("entities", "explore") for path in (PACKAGE / name).glob("*.py"))
    rules = {rule for found in made.findall(code) for rule in found if rule}
    assert {"name.same", "number.buyer", "retender.again", "as.asked"} <= rules
    assert sorted(rules - set(catalogue_of("zh")["reason"])) == []


def test_every_note_of_a_table_has_a_word(tmp_path: Path) -> None:
    with open_case(case_of(tmp_path / "case", list(readings(40, seed=2)))) as case:
        for name, make in TABLES.items():
            made = make(asked_of(case, None))
            for at, note in enumerate(made.notes):
                key, values = (note.key, note.values) if isinstance(note, Told) else (str(at), {})
                english, chinese = (catalogue_of(language)["note"][f"{name}.{key}"] for language in ("en", "zh"))
                assert english.format(**values) == note
                assert chinese.format(**values) != note
