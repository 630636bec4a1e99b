"""Passwords given with a run open what is encrypted and are kept nowhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sources.locked_zip import pdf_locked, zip_locked

from .conftest import run

PASSWORD = "kingfisher-2031"
PAGE = "<html><body><h1>青石县教育局课桌采购公告</h1></body></html>".encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(zip_locked("a.html", PAGE, PASSWORD.encode()))
    (tmp_path / "in" / "b.pdf").write_bytes(pdf_locked("Tender for desks", PASSWORD.encode()))
    (tmp_path / "words.txt").write_text(f"first guess\r\n\r\n{PASSWORD}\r\n", "utf-8")
    return tmp_path


def test_what_failed_as_encrypted_opens_at_a_retry_with_the_list(folder: Path) -> None:
    case = folder / "case"
    assert run("add", case, folder / "in", "--quiet")[0] == 1
    failed = [json.loads(line) for line in run("status", case, "--failed", "--json")[1].splitlines()]
    assert [(f["state"], "encrypted" in f["reasons"][0]) for f in failed] == [("failed", True)] * 2
    code, out, err = run("retry", case, "--passwords", folder / "words.txt")
    assert (code, json.loads(run("count", case, "--json")[1])["total"]["documents"]) == (0, 2)
    assert PASSWORD not in out + err
    kept = b"".join(path.read_bytes() for path in case.rglob("*") if path.is_file())
    assert PASSWORD.encode() not in kept and b"first guess" not in kept


def test_read_takes_the_list_too_and_says_how_many_failed(folder: Path) -> None:
    assert run("read", folder / "in" / "a.zip", "--jsonl", "--passwords", folder / "words.txt")[0] == 0
    (folder / "words.txt").write_text("one\ntwo\n", "utf-8")
    code, _, err = run("read", folder / "in" / "b.pdf", "--jsonl", "--passwords", folder / "words.txt")
    assert code == 1 and "encrypted: none of the 2 passwords fits" in err and "two" not in err


def test_a_list_that_is_not_there_is_a_wrong_use(folder: Path) -> None:
    assert run("read", folder / "in", "--passwords", folder / "none.txt")[0] == 2
