"""What a run says of page images while it goes on and at its end."""

from __future__ import annotations

from pathlib import Path

from watchledger.cli.progress import pages_said, summary_of
from watchledger.store.intake import Tally


def test_pages_a_minute_and_the_time_left_at_hand() -> None:
    assert pages_said(Tally(), 10.0) == ""
    assert pages_said(Tally(pages=20), 60.0) == ", 20 page images at 20 a minute"
    assert pages_said(Tally(pages=20, pages_left=100), 60.0).endswith("at 20 a minute, at most 100 left at hand (5 min)")


def test_the_summary_has_the_speed() -> None:
    lines = list(summary_of(Tally(pages=50, documents=1, files=1), Path("case"), 120.0, interrupted=False))
    assert "50 page images recognised, 25 a minute" in lines
    assert lines[0] == "1 document from 1 file in 120.0 s; 0 of them new to case"


def test_a_retry_does_not_call_new_what_the_case_has() -> None:
    tally = Tally(documents=8, files=7, new=8, failed=1)
    lines = list(summary_of(tally, Path("case"), 5.0, interrupted=False, again=True))
    assert lines[0] == "8 documents from 7 files in 5.0 s, 2 a second once more" and "1 document failed, 0 read in part" in lines
