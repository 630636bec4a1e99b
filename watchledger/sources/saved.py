"""Where a saved web page says it comes from: marks that browsers and mirroring programs leave in it.

    <!-- saved from url=(0025)https://example.invalid/ -->               Internet Explorer, Chrome, Edge (no time)
    <!-- Page saved with SingleFile url: … saved date: Mon Jan 06 2031 … -->
    <!-- Mirrored from example.invalid/a.html by HTTrack Website Copier/3.x […], Mon, 06 Jan 2031 02:00:00 GMT -->
    <html data-scrapbook-source="https://…" data-scrapbook-create="20310106020000000">    WebScrapBook
    Snapshot-Content-Location: https://…  with  Date: …                  pages saved as one letter (MHTML)

A page's own links to itself (canonical) are no statement of where it was taken, and templates repeat them wrongly.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

_WITHIN = 4096
"""Bytes of the beginning that are looked at; every program writes its mark there."""
_ADDRESS = rb"(https?://[^\s\"'<>]{1,2000})"
_BROWSER = re.compile(rb"<!--\s{0,9}saved from url=\(\d{1,6}\)" + _ADDRESS)
_SINGLE_FILE = re.compile(rb"SingleFile\s{1,20}url:\s{0,9}" + _ADDRESS + rb"\s{1,20}saved date:\s{0,9}([^\r\n<>]{10,80})")
_HTTRACK = re.compile(rb"<!--\s{0,9}Mirrored from ([^\s<>\"']{1,2000}) by HTTrack[^,<>]{0,100},\s{0,9}([^<>]{10,40}?)\s{0,9}-->")
_SCRAPBOOK = re.compile(rb"data-scrapbook-source=\"" + _ADDRESS + rb"\"(?:[^<>]{0,300}?data-scrapbook-create=\"(\d{14}))?")
_SNAPSHOT = re.compile(rb"^Snapshot-Content-Location:\s{0,9}" + _ADDRESS, re.IGNORECASE | re.MULTILINE)
_DATE = re.compile(rb"^Date:\s{0,9}([^\r\n]{10,60})", re.IGNORECASE | re.MULTILINE)
_SCRIPT_DATE = re.compile(r"\w{3} (\w{3} \d{1,2} \d{4} \d{2}:\d{2}:\d{2}) GMT([+-]\d{4})")


class Stated(NamedTuple):
    address: str
    captured: str | None
    """ISO 8601 in UTC, None where the program states no time."""


def stated(content: bytes) -> Stated | None:
    """What the page says of its origin, None for any other file."""
    head = content[:_WITHIN]
    if match := _SINGLE_FILE.search(head):
        return Stated(_text(match[1]), _script_time(_text(match[2])))
    if match := _BROWSER.search(head):
        return Stated(_text(match[1]), None)
    if match := _HTTRACK.search(head):
        return Stated("http://" + _text(match[1]), _letter_time(_text(match[2])))
    if match := _SCRAPBOOK.search(head):
        return Stated(_text(match[1]), _digits_time(_text(match[2])) if match[2] else None)
    if match := _SNAPSHOT.search(head):
        date = _DATE.search(head)
        return Stated(_text(match[1]), _letter_time(_text(date[1])) if date else None)
    return None


def _text(words: bytes) -> str:
    return words.decode("utf-8", "replace").strip()


def _letter_time(words: str) -> str | None:
    try:
        return _iso(parsedate_to_datetime(words))
    except (ValueError, OverflowError):
        return None


def _script_time(words: str) -> str | None:
    """The date as scripts print it, in English whatever the machine's language."""
    match = _SCRIPT_DATE.search(words)
    try:
        return _iso(datetime.strptime(f"{match[1]} {match[2]}", "%b %d %Y %H:%M:%S %z")) if match else None
    except (ValueError, OverflowError):
        return None


def _digits_time(words: str) -> str | None:
    try:
        return _iso(datetime.strptime(words, "%Y%m%d%H%M%S").replace(tzinfo=UTC))
    except ValueError:
        return None


def _iso(when: datetime) -> str:
    when = when if when.tzinfo is not None else when.replace(tzinfo=UTC)
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
