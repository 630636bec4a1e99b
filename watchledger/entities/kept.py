"""Resolved names as bytes, so that a case that is opened again reads no name anew: derived, and only ever of today's rules.

dumped(known, state) -> bytes             zlib over JSON: 100,000 names are 4 MB; `state` is the caller's word of what they are of
loaded(content, aliases) -> (Known, state) | None  None where other rules made it, or it is broken: then resolve anew
"""

from __future__ import annotations

import json
import zlib
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from watchledger.entities.aliases import Aliases
from watchledger.entities.comparison import VERSION, Comparison, Reason
from watchledger.entities.mention import Mention
from watchledger.entities.resolve import Known, LinkRow, NodeRow

_FORM = "names/1"
"""Of the bytes; the next form has the next number."""
_RULES = ("entities", "entities/data", "fields", "fields/data", "lang")
"""Folders of the package whose code and tables decide what a name is taken apart into and what a comparison says."""
_LEVEL = 1
"""Of zlib: level 6 takes four times as long for a fifth less."""


@lru_cache(maxsize=1)
def rules() -> str:
    """The version of the comparators, and a digest of all code and tables behind them: nobody can forget to raise it."""
    package = Path(__file__).parents[1]
    digest = sha256()
    for folder in _RULES:
        for file in sorted((package / folder).iterdir(), key=lambda one: one.name):
            if file.suffix in (".py", ".tsv"):
                digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return f"{_FORM} {VERSION} {digest.hexdigest()[:16]}"


def dumped(known: Known, state: str) -> bytes:
    nodes, links = known.rows()
    reasons: dict[Comparison, int] = {}
    found = [[link.one, link.other, reasons.setdefault(link.found, len(reasons))] for link in links]
    said = [[one.verdict, one.score, one.version, [list(reason) for reason in one.reasons]] for one in reasons]
    whole = {"rules": rules(), "state": state, "nodes": nodes, "links": found, "said": said}
    return zlib.compress(json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"), _LEVEL)


def loaded(content: bytes, aliases: Aliases | None) -> tuple[Known, str] | None:
    try:
        whole = json.loads(zlib.decompress(content).decode("utf-8", "surrogatepass"))
        if whole["rules"] != rules():
            return None
        said = [Comparison(v, score, tuple(Reason(*r) for r in reasons), version) for v, score, version, reasons in whole["said"]]
        nodes = [NodeRow(tuple(key), [Mention(*one) for one in members], traits) for key, members, traits in whole["nodes"]]
        links = [LinkRow(one, other, said[at]) for one, other, at in whole["links"]]
        return Known.restored(nodes, links, aliases), str(whole["state"])
    except (zlib.error, ValueError, KeyError, TypeError, IndexError):
        return None
