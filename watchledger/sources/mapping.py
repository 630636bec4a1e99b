"""The mapping file of `--columns`: which column of somebody's table means which field. TOML or JSON, flat."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from watchledger.errors import InputError
from watchledger.model.columns import NAMES


def load_mapping(path: Path) -> dict[str, str]:
    """Column name -> field. Raises InputError for a file that is neither, or names a field that does not exist."""
    try:
        text = path.read_text("utf-8-sig")
        values = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise InputError(f"not a mapping file: {error}", path=str(path)) from error
    for column, field in values.items():
        if not isinstance(field, str) or field not in NAMES:
            raise InputError(f"unknown field {field!r}; known are {', '.join(NAMES)}", path=str(path), place=f"column {column!r}")
    return dict(values)
