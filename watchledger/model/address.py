"""Web addresses: when two mean the same page, and the marks by which links are compared."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import unquote, urljoin, urlsplit

MARK = 12
"""Bytes of a link's mark: 8 for its address, 4 for its shape."""
_LONGEST = 2_000
"""Characters of an address; browsers and servers refuse longer ones."""
_SESSION = re.compile(r";jsessionid=[^?#/]*", re.IGNORECASE)
_TRACKING = re.compile(r"^(?:utm_[a-z]+|spm|from|jsessionid|phpsessid|_t|timestamp)=", re.IGNORECASE)
"""Parameters that say how somebody came to a page, not which page it is."""
_NUMBERS = re.compile(r"[0-9a-f]{8,}(?:-[0-9a-f]{4,})*|\d+", re.IGNORECASE)
_PORTS = {"http": ":80", "https": ":443"}


def same_page(address: str) -> str:
    """The form in which addresses of one page are equal: no scheme, host in lower case, escapes resolved, without fragment,
    session and tracking parameters."""
    address = address.strip()[:_LONGEST]
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if not parts.netloc:
        return address
    host = parts.netloc.lower().rpartition("@")[2].removesuffix(_PORTS.get(parts.scheme.lower(), ":"))
    path = _SESSION.sub("", unquote(parts.path, errors="surrogateescape")) or "/"
    query = "&".join(p for p in parts.query.split("&") if p and not _TRACKING.match(p))
    return host + path + ("?" + unquote(query, errors="surrogateescape") if query else "")


def absolute(link: str, base: str) -> str | None:
    """Where a link of the page at `base` leads; None for what is no page of the web."""
    try:
        found = urljoin(base, link.strip()[:_LONGEST])
    except ValueError:
        return None
    return found if found.lower().startswith(("http://", "https://")) else None


def address_mark(address: str) -> bytes:
    """8 bytes that stand for a page."""
    return hashlib.blake2b(same_page(address).encode("utf-8", "surrogatepass"), digest_size=8).digest()


def link_mark(address: str) -> bytes:
    """The address's mark and its shape's: addresses that differ in numbers alone are of one shape, as entries of a list are."""
    shape = _NUMBERS.sub("#", same_page(address))
    return address_mark(address) + hashlib.blake2b(shape.encode("utf-8", "surrogatepass"), digest_size=4).digest()
