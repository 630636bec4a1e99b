"""Pictures of a result, drawn on the server as SVG: each mark is an address of its documents, each picture has its rows.

A picture is a function `name(desk, ask, words) -> Picture` in a file of its own, listed here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from watchledger.web.ask import Ask
from watchledger.web.pages import Desk
from watchledger.web.pictures.ladder import ladder
from watchledger.web.pictures.map import china
from watchledger.web.pictures.network import network
from watchledger.web.pictures.shape import Picture
from watchledger.web.pictures.timeline import timeline
from watchledger.web.pictures.world import world
from watchledger.web.words import Words

PICTURES: Mapping[str, Callable[[Desk, Ask, Words], Picture]] = {
    "timeline": timeline, "map": china, "world": world, "network": network, "ladder": ladder,
}  # fmt: skip

__all__ = ["PICTURES", "Picture"]
