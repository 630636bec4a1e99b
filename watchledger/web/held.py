"""Readings that were opened a moment ago, so that a document, its page picture and its review cost one reading, not three."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from watchledger.model.reading import Reading
from watchledger.store import Head, Store

MOST = 6_000_000
"""Characters held: a text of 2,000 pages has 3.5 million and takes 0.35 s to unpack; with its places a character takes 12 bytes."""
_Key = tuple[str, int, str | None]


@dataclass(slots=True)
class Held:
    """Of one store. What was read again has another key or text, so an old reading is never given for it."""

    store: Store
    _readings: OrderedDict[_Key, Reading] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def reading(self, head: Head) -> Reading:
        """Raises NoSuchDocument."""
        key = (head.id, head.key, head.text_id)
        with self._lock:
            if key in self._readings:
                self._readings.move_to_end(key)
                return self._readings[key]
        reading = self.store.reading(head.id)
        with self._lock:
            self._readings[key] = reading
            while sum(map(_size, self._readings.values())) > MOST and len(self._readings) > 1:
                self._readings.popitem(last=False)
        return reading


def _size(reading: Reading) -> int:
    return 30_000 + (len(reading.text.content) if reading.text is not None else 0)
