"""How long a process has waited for a core: what a loaded machine costs a document is not held against it."""

from __future__ import annotations

from pathlib import Path

_NANOSECOND = 1e-9


def waited(pid: int) -> float:
    """Seconds in which the process (its first thread) could have run and another had its core, since its start; 0.0 where the
    system does not tell (Linux does), so that the clock alone counts. The span that is not over yet is told once it is."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text("ascii").split()[1]) * _NANOSECOND
    except (OSError, ValueError, IndexError):
        return 0.0
