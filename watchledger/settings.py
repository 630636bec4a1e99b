"""Settings: one frozen value, read at the edge (cli, web, pipeline) and handed in.

They come from the defaults below, then `watchledger.toml` in the case, then variables WATCHLEDGER_NAME. Unknown keys are
errors. docs/reference/settings.md lists them (tested).
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from watchledger.errors import BadSettings

OCR = ("never", "auto", "always")
"""What `ocr` may be; the same as model.limits has (tested)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Bounds and choices of a run. Sizes are bytes, times are seconds."""

    workers: int = 0
    """Reading processes; 0 means one for each core."""
    batch: int = 64
    """Documents handed to a worker at once; large enough that hand-over costs nothing, small enough for a lively progress bar."""
    document_seconds: float = 60.0
    """A document whose reading gives no sign of going on for so long is given up and recorded. Time in which other work has the
    reader's core does not count, where the system tells it (Linux)."""
    worker_memory: int = 2 * 1024**3
    """A reading process may use this much address space beyond what it has at its start; what asks for more fails as one file."""
    max_file_bytes: int = 256 * 1024**2
    """A single document larger than this is refused; tables and archives are streamed and may be larger."""
    max_text_chars: int = 40_000_000
    """A text is cut here, and the reading is partial."""
    max_pages: int = 20_000
    """Pages read of one document."""
    max_pixels: int = 200_000_000
    """Of one page image, which is named and left out where it has more; an A0 drawing at 300 dpi has 140 million."""
    max_drawn_pixels: int = 20_000_000
    """Of a page of a PDF that is drawn to be read or shown; a larger one is drawn smaller. A2 at 200 dpi has 15 million."""
    max_depth: int = 4
    """Containers within containers."""
    max_ratio: int = 200
    """Unpacked size over packed size of an archive member; more is a bomb."""
    max_unpacked_bytes: int = 8 * 1024**3
    """All that one outermost archive may unpack to."""
    max_members: int = 1_000_000
    """Members or rows of one container."""
    ocr: str = "auto"
    """Reading of page images: never; auto (pages without text, where watchledger[ocr] is installed); always (every page)."""
    ocr_cache: str = ""
    """A folder for what was read of page images, so that none is read twice; empty for none."""
    taxonomies: str = ""
    """Taxonomies beside surveillance, parted as in PATH: shipped ones by name (export_controls), others by file. Those in the
    case's folder `taxonomies` are found by themselves."""


def load_settings(case: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Defaults, then the case's watchledger.toml, then WATCHLEDGER_* variables. Raises BadSettings."""
    settings = Settings()
    known = {f.name: type(getattr(settings, f.name)) for f in fields(Settings)}
    values: dict[str, Any] = {}
    file = case / "watchledger.toml" if case is not None else None
    if file is not None and file.is_file():
        try:
            values.update(tomllib.loads(file.read_text("utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BadSettings(f"not a TOML file: {error}", path=str(file)) from error
    for key, value in (os.environ if environ is None else environ).items():
        if key.startswith("WATCHLEDGER_"):
            values[key.removeprefix("WATCHLEDGER_").lower()] = value
    for key, value in values.items():
        if key not in known:
            raise BadSettings(f"unknown setting {key!r}; known are {', '.join(known)}", path=str(file) if file else None)
        try:
            number = known[key](value)
        except (TypeError, ValueError) as error:
            raise BadSettings(f"setting {key} must be a number, not {value!r}") from error
        if key == "ocr" and number not in OCR:
            raise BadSettings(f"setting ocr must be one of {', '.join(OCR)}, not {value!r}")
        if not isinstance(number, str) and number < 0:
            raise BadSettings(f"setting {key} must not be negative, not {value!r}")
        values[key] = number
    return _with_taxonomies(replace(settings, **values), case)


def _with_taxonomies(settings: Settings, case: Path | None) -> Settings:
    """The settings with the case's own taxonomies; a file's name in the settings is meant from the case."""
    named = [part.strip() for part in settings.taxonomies.split(os.pathsep) if part.strip()]
    if case is not None:
        named = [str((case / part).absolute()) if part.endswith((".yaml", ".yml")) else part for part in named]
        named += [str(path.absolute()) for path in sorted((case / "taxonomies").glob("*.y*ml"))]
    return replace(settings, taxonomies=os.pathsep.join(dict.fromkeys(named)))
