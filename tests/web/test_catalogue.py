"""The catalogue has a word for every field of a notice, in both languages."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from importlib.resources import files
from typing import get_args, get_type_hints

import pytest

from watchledger.model import notice as model
from watchledger.model.notice import Fact, Notice


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
    words = tomllib.loads(files("watchledger.web").joinpath(f"locales/{language}.toml").read_text("utf-8"))["field"]
    assert "suppliers.name" in _names() and "buyer_address" in _names()
    assert [name for name in _names() if name not in words] == []
