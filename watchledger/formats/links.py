"""Links of a web page, in its order: what a list page names, so that a later capture can be asked what it no longer names."""

from __future__ import annotations

import re
from html import unescape

from watchledger.formats.decode import decode
from watchledger.model.address import absolute, same_page

MOST = 2_000
"""Links of one page that are kept; lists have 10 to 100."""
_WITHIN = 4 * 1024**2
"""Bytes of a page that are looked at."""
_LINK = re.compile(r"""<a\s[^<>]{0,2000}?href\s*=\s*(?:"([^"<>]{1,2000})"|'([^'<>]{1,2000})'|([^\s"'<>]{1,2000}))""", re.IGNORECASE)
_BASE = re.compile(r"""<base\s[^<>]{0,500}?href\s*=\s*["']?([^\s"'<>]{1,2000})""", re.IGNORECASE)


def links(content: bytes, address: str) -> tuple[str, ...]:
    """Absolute addresses that a page captured at `address` links to, each once, without itself. Empty for what is no page."""
    if b"<a" not in content and b"<A" not in content:
        return ()
    text, _ = decode(content[:_WITHIN])
    base_of = _BASE.search(text)
    base = absolute(unescape(base_of[1]), address) if base_of else None
    own = same_page(address)
    found: dict[str, str] = {}
    for match in _LINK.finditer(text):
        link = unescape(match[1] or match[2] or match[3]).strip()
        if link.startswith(("#", "javascript:", "mailto:", "tel:")):
            continue
        there = absolute(link, base or address)
        if there is not None and (key := same_page(there)) != own:
            found.setdefault(key, there)
            if len(found) >= MOST:
                break
    return tuple(found.values())
