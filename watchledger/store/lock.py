"""One writer at a time: a lock on a file in the case, which the system releases however its holder ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watchledger.errors import CaseBusy

FILE = "writer.lock"


@contextmanager
def sole_writer(case: Path) -> Iterator[None]:
    """Raises CaseBusy, naming the other process, while one holds it. The file stays; the lock is what counts."""
    with (case / FILE).open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise CaseBusy(f"another process (pid {holder}) is adding to this case; wait for it to end", path=str(case)) from error
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield
