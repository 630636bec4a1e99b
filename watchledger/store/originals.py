"""The bytes that arrived, kept by their SHA-256: originals/ab/abcdef…"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from watchledger.errors import InputError

CHUNK = 1 << 20


@dataclass(frozen=True)
class Originals:
    """Safe to use from several processes: a file appears under its name whole or not at all."""

    directory: Path

    def path(self, sha256: str) -> Path:
        return self.directory / sha256[:2] / sha256

    def keep(self, content: bytes) -> str:
        """Keep these bytes; their SHA-256."""
        sha256 = hashlib.sha256(content).hexdigest()
        target = self.path(sha256)
        if not _whole(target, len(content)):
            with _arriving(target.parent) as part:
                part.write_bytes(content)
                part.replace(target)
        return sha256

    def keep_files(self, sources: Sequence[str]) -> list[str | OSError]:
        """Keep copies of several files: the SHA-256 of each, or why it could not be kept."""
        kept: list[str | OSError] = []
        for source in sources:
            try:
                kept.append(self.keep_file(Path(source)))
            except OSError as error:
                kept.append(error)
        return kept

    def keep_file(self, source: Path) -> str:
        """Keep a copy of a file by streaming it; the SHA-256 of what was copied."""
        with source.open("rb") as incoming:
            size = os.fstat(incoming.fileno()).st_size
            first = incoming.read(min(size + 1, CHUNK))  # asked for as it is: a request for more is memory made and thrown away
            if len(first) <= size and len(first) < CHUNK:
                return self.keep(first)
            incoming.seek(0)
            return self._keep_stream(incoming)

    def _keep_stream(self, incoming: BinaryIO) -> str:
        digest = hashlib.sha256()
        with _arriving(self.directory) as part:
            with part.open("wb") as file:
                while chunk := incoming.read(CHUNK):
                    digest.update(chunk)
                    file.write(chunk)
                size = file.tell()
            target = self.path(digest.hexdigest())
            if not _whole(target, size):
                target.parent.mkdir(exist_ok=True)
                part.replace(target)
        return digest.hexdigest()

    def read(self, sha256: str) -> bytes:
        """Raises InputError when the case does not keep it."""
        try:
            return self.path(sha256).read_bytes()
        except OSError as error:
            raise InputError(f"the original cannot be read: {error.strerror}", path=str(self.path(sha256))) from error

    def is_sound(self, sha256: str) -> bool:
        """Whether what is kept under this hash has it."""
        return hash_of(self.path(sha256)) == sha256

    def sweep(self) -> int:
        """Remove what processes that died left half written; how many. Only while nobody adds."""
        parts = list(self.directory.glob("**/.part-*"))
        for part in parts:
            part.unlink(missing_ok=True)
        return len(parts)


def hash_of(path: Path) -> str | None:
    """SHA-256 of a file; None when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _whole(target: Path, size: int) -> bool:
    # The size is compared because a power cut can leave a renamed file empty.
    try:
        return target.stat().st_size == size
    except OSError:
        return False


@contextmanager
def _arriving(directory: Path) -> Iterator[Path]:
    """A name for a file on its way; whoever leaves without an error has moved it, or wants it gone."""
    part = directory / f".part-{os.getpid()}-{threading.get_ident()}"
    if not directory.is_dir():
        directory.mkdir(parents=True, exist_ok=True)
    try:
        yield part
    finally:
        if part.exists():
            part.unlink(missing_ok=True)
