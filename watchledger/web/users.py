"""Who signed in to a shared workbench: passwords by argon2, sessions in memory, and a bound on guessing.

A session's cookie is random and known to this process alone: stopping the server signs everybody out. Nothing is logged.
"""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from watchledger.errors import InputError
from watchledger.store.shelf import Shelf, User

HOURS = 12
"""A session ends so long after it was last used: a working day."""
MOST_SESSIONS = 10_000
TRIES, WITHIN = 5, 300.0
"""Failures that a name, and an address, may have within so many seconds; then no password is looked at until they are over."""
SHORTEST, LONGEST = 10, 1_000
"""Characters of a password; the longest is bounded since hashing takes time with length."""


@dataclass(slots=True)
class Session:
    name: str
    role: str
    form_token: str
    used: float


class TooManyTries(InputError):
    """Wait; whether the password was right is not said."""


def hashed(password: str) -> str:
    """What is kept of a password. Raises InputError for one that is too short to be worth it."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError(f"a password has {SHORTEST} to {LONGEST:,} characters")
    return PasswordHasher().hash(password)


@dataclass(slots=True)
class Users:
    """Of one server. `clock` is for tests."""

    shelf: Shelf
    clock: Callable[[], float] = time.monotonic
    _sessions: dict[str, Session] = field(default_factory=dict)
    _failures: dict[str, list[float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _nobody: str = field(default_factory=lambda: PasswordHasher().hash(secrets.token_hex()))

    def sign_in(self, name: str, password: str, address: str) -> str | None:
        """The cookie of a new session; None for a wrong name or password, which take the same time. Raises TooManyTries."""
        with self._lock:  # one at a time: each takes 64 MB
            marks = (f"name {name[:200]}", f"address {address}")
            if any(len(self._recent(mark)) >= TRIES for mark in marks):
                raise TooManyTries(f"too many failures: wait {WITHIN / 60:.0f} minutes")
            user = self.shelf.users().get(name)
            if not _verified(user.password if user else self._nobody, password) or user is None:
                for mark in marks:
                    self._failures[mark] = [*self._recent(mark), self.clock()]
                return None
            return self._begin(user)

    def _begin(self, user: User) -> str:
        now = self.clock()
        self._sessions = {key: s for key, s in self._sessions.items() if now - s.used < HOURS * 3600}
        while len(self._sessions) >= MOST_SESSIONS:
            del self._sessions[min(self._sessions, key=lambda key: self._sessions[key].used)]
        cookie = secrets.token_urlsafe(32)
        self._sessions[_key(cookie)] = Session(user.name, user.role, secrets.token_urlsafe(24), now)
        return cookie

    def _recent(self, mark: str) -> list[float]:
        recent = [at for at in self._failures.get(mark, ()) if self.clock() - at < WITHIN]
        if not recent:
            self._failures.pop(mark, None)
        return recent

    def session(self, cookie: str | None) -> Session | None:
        """The session of a cookie while it lasts; its role is that of now: who was removed is out."""
        found = self._sessions.get(_key(cookie)) if cookie else None
        if found is None or self.clock() - found.used >= HOURS * 3600:
            return None
        user = self.shelf.users().get(found.name)
        if user is None:
            return None
        found.used, found.role = self.clock(), user.role
        return found

    def sign_out(self, cookie: str | None) -> None:
        self._sessions.pop(_key(cookie or ""), None)

    def vouched(self, name: str, secret: str) -> Session | None:
        """The session of a name that a proxy vouches for: known here by its role."""
        user = self.shelf.users().get(name)
        if user is None:
            return None
        token = hmac.new(secret.encode(), name.encode(), sha256).hexdigest()
        return Session(user.name, user.role, token, self.clock())


def _verified(kept: str, password: str) -> bool:
    try:
        return len(password) <= LONGEST and PasswordHasher().verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


def _key(cookie: str) -> str:
    """Sessions are found by a hash of the cookie: looking one up takes as long whatever is guessed."""
    return sha256(cookie.encode("utf-8", "replace")).hexdigest()
