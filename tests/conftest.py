"""For all tests: no deadline on one example of a property, since a busy machine would fail it for being busy."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("watchledger", deadline=None)
settings.load_profile("watchledger")
