"""Files beside a case that hold what was worked out of it: derived, made anew at any time, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from watchledger.explore.case import Case


def state_of(case: Case) -> str:
    """Changes whenever documents come, are read again or go: what is derived from all of them is of one state."""
    return f"{case.store.count()} {case.store.last_key()}"


def read_kept(file: Path) -> bytes | None:
    """None where there is no file, or none that may be read."""
    try:
        return file.read_bytes()
    except OSError:
        return None


def write_kept(file: Path, content: bytes) -> None:
    """A case on a medium that cannot be written to does without, which is right, if slow."""
    with suppress(OSError):
        made, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
        try:
            with os.fdopen(made, "wb") as out:
                out.write(content)
            Path(name).replace(file)
        except OSError:
            Path(name).unlink(missing_ok=True)
