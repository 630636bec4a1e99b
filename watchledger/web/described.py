"""What the published description of the addresses (/openapi.json) says beyond the routes' own parameters: the fields of forms, and
the parameters of a question."""

from __future__ import annotations

from typing import Any

_WORDS = {"type": "string"}


def fields(*names: str) -> dict[str, Any]:
    """Of a form; each carries the page's token too."""
    held = {"type": "object", "properties": dict.fromkeys(("token", *names), _WORDS), "required": ["token"]}
    return {"requestBody": {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": held}}}}


def _parameter(name: str, about: str, *, several: bool = False) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "array", "items": _WORDS} if several else _WORDS
    return {"name": name, "in": "query", "required": False, "description": about, "schema": schema}


QUESTION: dict[str, Any] = {
    "parameters": [
        _parameter("q", "a query in the language of `find`"),
        _parameter("is", "dimension:value to keep", several=True),
        _parameter("not", "dimension:value to leave out", several=True),
        _parameter("sort", "new, old, amount, buyer or added"),
        _parameter("view", "list or table"),
        _parameter("since", "key of a document: only what was added after it"),
        _parameter("once", "1: near-duplicates once"),
    ]
}
