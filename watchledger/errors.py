"""Every exception of the project. The first branch of the tree says who is to blame.

WatchledgerError
├── InputError                 what we were given; the message names file, place and reason
│   ├── UnreadableDocument     bytes that no reader can turn into text
│   │   ├── Encrypted          a password is needed, and none that was given fits
│   │   └── LimitExceeded      reading stopped at a bound of Settings (size, pages, ratio, depth, time, memory)
│   ├── BadQuery               a search query that cannot be understood
│   ├── BadSettings            a settings file with an unknown key or an impossible value
│   ├── BadTaxonomy            a vocabulary file that breaks its own rules
│   ├── NoSuchCase             a path that holds no case
│   ├── CaseBusy               another process is adding to the case
│   └── NoSuchDocument         an id that the case does not hold
└── InternalError              our fault: a bug report is welcome
    ├── BrokenEvidence         a span that does not quote its text
    └── StoreMismatch          the store and what is derived from it disagree
"""

from __future__ import annotations


class WatchledgerError(Exception):
    """Root of the tree; never raised itself."""


class InputError(WatchledgerError):
    """The input is to blame. `place` narrows it down (a page, a row, a member), None for the whole."""

    def __init__(self, reason: str, *, path: str | None = None, place: str | None = None) -> None:
        self.reason, self.path, self.place = reason, path, place
        where = " ".join(part for part in (path, f"({place})" if place else None) if part)
        super().__init__(f"{where}: {reason}" if where else reason)

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.reason, self.path, self.place)


def _rebuild(kind: type[InputError], reason: str, path: str | None, place: str | None) -> InputError:
    """Exceptions cross process borders; keyword-only arguments need this to be rebuilt there."""
    return kind(reason, path=path, place=place)


class UnreadableDocument(InputError):
    """No reader can turn these bytes into text; the reason says why."""


class Encrypted(UnreadableDocument):
    """A password is needed, and none that was given fits."""


class LimitExceeded(UnreadableDocument):
    """Reading stopped at a bound of Settings."""


class BadQuery(InputError):
    """The query cannot be understood; the message points at the place."""


class BadSettings(InputError):
    """A settings file or variable has an unknown key or an impossible value."""


class BadTaxonomy(InputError):
    """A vocabulary file breaks its own rules."""


class NoSuchCase(InputError):
    """The path holds no case."""


class CaseBusy(InputError):
    """Another process is adding to the case; one at a time may."""


class NoSuchDocument(InputError):
    """The case holds no document of that id."""


class InternalError(WatchledgerError):
    """Our fault."""


class BrokenEvidence(InternalError):
    """A span does not quote its text."""


class StoreMismatch(InternalError):
    """The store and what is derived from it disagree."""
