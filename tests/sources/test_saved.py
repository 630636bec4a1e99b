"""Saved pages that say where they come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchledger.model import Document, Leaf, Limits
from watchledger.sources import expand
from watchledger.sources.saved import Stated, stated

PAGE = "<html><head><title>虚构</title></head><body><p>采购公告</p></body></html>"


@pytest.mark.parametrize(
    "mark, address, captured",
    [
        ("<!DOCTYPE html>\n<!-- saved from url=(0030)https://example.invalid/a.html -->\n", "https://example.invalid/a.html", None),
        (
            "<!-- Page saved with SingleFile\n url: https://example.invalid/a\n saved date: Mon Jan 06 2031 10:00:00 GMT+0800\n-->",
            "https://example.invalid/a",
            "2031-01-06T02:00:00Z",
        ),
        (
            "<!-- Mirrored from example.invalid/a.html by HTTrack Website Copier/3.x [XR'2014], Mon, 06 Jan 2031 02:00:00 GMT -->",
            "http://example.invalid/a.html",
            "2031-01-06T02:00:00Z",
        ),
        (
            '<html data-scrapbook-source="https://example.invalid/a" data-scrapbook-create="20310106020000000">',
            "https://example.invalid/a",
            "2031-01-06T02:00:00Z",
        ),
        (
            "From: <Blink>\nSnapshot-Content-Location: https://example.invalid/a\nDate: Mon, 6 Jan 2031 10:00:00 +0800\n\n",
            "https://example.invalid/a",
            "2031-01-06T02:00:00Z",
        ),
        ("<!-- Mirrored from example.invalid/a by HTTrack x, no day at all -->", "http://example.invalid/a", None),
    ],
)
def test_a_saved_page_says_where_it_comes_from(mark: str, address: str, captured: str | None) -> None:
    assert stated((mark + PAGE).encode()) == Stated(address, captured)


def test_a_page_that_names_itself_only_is_no_capture() -> None:
    assert stated(b'<html><head><link rel="canonical" href="https://example.invalid/a"></head>') is None


def test_the_address_is_the_documents(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<!-- saved from url=(0030)https://example.invalid/a.html -->" + PAGE, "utf-8")
    (found,) = expand(Leaf(str(path), path.stat().st_size, 0), Limits())
    assert isinstance(found, Document)
    assert (found.origin.address, found.origin.captured) == ("https://example.invalid/a.html", None)
