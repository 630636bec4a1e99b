"""Compound files (OLE2, the container of DOC, XLS, PPT and MSG): streams by name, with bounds."""

from __future__ import annotations

import io
import logging

import olefile

from watchledger.errors import LimitExceeded, UnreadableDocument
from watchledger.model import Limits

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

logging.getLogger("olefile").setLevel(logging.CRITICAL)


class Compound:
    """The streams of one compound file. Names are lower case, joined with "/"."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        """Raises UnreadableDocument when the directory cannot be read."""
        try:
            self._file = olefile.OleFileIO(io.BytesIO(content))
            listed = self._file.listdir(streams=True, storages=False)
        except Exception as error:
            # olefile raises its own errors, IndexError, struct.error and RecursionError on broken sector chains
            raise UnreadableDocument(f"broken compound file: {error or type(error).__name__}") from error
        self._limits = limits
        self.names = {"/".join(path).lower(): path for path in listed}

    def has(self, name: str) -> bool:
        return name.lower() in self.names

    def read(self, name: str) -> bytes:
        """The stream's bytes, b"" when there is none. Raises UnreadableDocument, LimitExceeded."""
        path = self.names.get(name.lower())
        if path is None:
            return b""
        try:
            if self._file.get_size(path) > self._limits.max_file_bytes:
                raise LimitExceeded(f"stream {name} is larger than {self._limits.max_file_bytes} bytes")
            data: bytes = self._file.openstream(path).read()
        except LimitExceeded:
            raise
        except Exception as error:
            raise UnreadableDocument(f"stream {name} cannot be read: {error or type(error).__name__}") from error
        return data
