"""Messages between a run and its workers: length, then a pickle that may hold nothing but what is expected.

A worker that a hostile document has taken over could send any pickle, and a pickle can call any function. So the run reads
plain values and the classes of trusted modules, nothing else.
"""

from __future__ import annotations

import io
import os
import pickle
import struct
from collections.abc import Iterator
from typing import Any

from watchledger.errors import InternalError

_LENGTH = struct.Struct("<I")
MAX_FRAME = 1 << 30
"""A longer message is taken for nonsense; results are bounded well below (local.MAX_RESULT)."""

_PLAIN = frozenset({("decimal", "Decimal"), ("datetime", "date"), ("datetime", "datetime")})


class Untrusted(InternalError):
    """A worker sent what no worker of ours sends."""


_met: dict[tuple[tuple[str, ...], str, str], Any] = {}
"""Classes that messages have named and that were found to be trusted: every reading names the same few."""


class _Careful(pickle.Unpickler):
    def __init__(self, content: bytes, trusted: tuple[str, ...]) -> None:
        super().__init__(io.BytesIO(content))
        self._trusted = trusted

    def find_class(self, module: str, name: str) -> Any:
        found = _met.get((self._trusted, module, name))
        if found is None:
            found = _met[self._trusted, module, name] = self._looked_up(module, name)
        return found

    def _looked_up(self, module: str, name: str) -> Any:
        if (module, name) not in _PLAIN:
            if module not in self._trusted or "." in name:
                raise Untrusted(f"a worker's message names {module}.{name}")
            found = super().find_class(module, name)
            if not isinstance(found, type) or found.__module__ != module:
                raise Untrusted(f"a worker's message names {module}.{name}, which is no class of that module")
            return found
        return super().find_class(module, name)


def pack(message: Any) -> bytes:
    return pickle.dumps(message, pickle.HIGHEST_PROTOCOL)


def unpack(content: bytes, trusted: tuple[str, ...]) -> Any:
    """The message. Raises Untrusted, or whatever pickle raises for nonsense."""
    return _Careful(content, trusted).load()


def framed(content: bytes) -> bytes:
    return _LENGTH.pack(len(content)) + content


def frames_in(buffer: bytearray) -> Iterator[bytes]:
    """Whole frames at the buffer's beginning, taken out of it."""
    at = 0
    try:
        while len(buffer) - at >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(buffer, at)
            if length > MAX_FRAME:
                raise Untrusted(f"a worker's message of {length} bytes")
            if len(buffer) - at - _LENGTH.size < length:
                return
            start = at + _LENGTH.size
            at = start + length
            yield bytes(buffer[start:at])
    finally:
        del buffer[:at]


def write_frame(fd: int, content: bytes) -> None:
    """Blocking."""
    view = memoryview(framed(content))
    while view:
        view = view[os.write(fd, view) :]


def read_frame(fd: int) -> bytes | None:
    """Blocking; None at the end of the stream."""
    head = _exactly(fd, _LENGTH.size)
    return None if head is None else _exactly(fd, _LENGTH.unpack(head)[0])


def _exactly(fd: int, size: int) -> bytes | None:
    parts: list[bytes] = []
    while size:
        part = os.read(fd, min(size, 1 << 20))
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
