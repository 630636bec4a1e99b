"""No parser runs in the run's own process: what a file does to its parser costs the file, whatever it is packed in."""

from __future__ import annotations

import io
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from watchledger import formats, pipeline, sources
from watchledger.settings import Settings
from watchledger.store import Store

PAGE = "<html><body><h1>云溪县人脸识别系统采购公告（虚构）</h1><p>采购人：云溪县公安局</p></body></html>".encode()


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.html", PAGE)
    return out.getvalue()


def tarred() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        info = tarfile.TarInfo("a.html")
        info.size = len(PAGE)
        archive.addfile(info, io.BytesIO(PAGE))
    return out.getvalue()


def sevened() -> bytes:
    import py7zr

    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w") as archive:
        archive.writestr(PAGE, "a.html")
    return out.getvalue()


def letter() -> bytes:
    head = "From: a@example.invalid\nTo: b@example.invalid\nSubject: s\nDate: Mon, 3 Mar 2031 09:00:00 +0800\nMIME-Version: 1.0\n"
    head += 'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\nbody\n--x\nContent-Type: text/html\n'
    return head.encode() + b"Content-Disposition: attachment; filename=a.html\n\n" + PAGE + b"\n--x--\n"


def capture() -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Target-URI: http://example.invalid/\r\n"
    head += f"WARC-Date: 2031-01-01T00:00:00Z\r\nContent-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


PACKED: dict[str, Callable[[], bytes]] = {
    "page.html": lambda: PAGE, "a.zip": zipped, "a.tgz": tarred, "a.7z": sevened, "a.eml": letter, "a.warc": capture,
    "a.mbox": lambda: b"From a@example.invalid Mon Mar  3 09:00:00 2031\n" + letter(),
    "a.csv": lambda: "项目名称,采购人\n雪亮工程,某局\n校服采购,某校\n".encode(),
}  # fmt: skip


def run(case: Path, folder: Path, settings: Settings) -> dict[str, tuple[str, tuple[str, ...]]]:
    """File -> its state and the reasons for it."""
    for _ in pipeline.add(case, [folder], settings):
        pass
    with Store.open(case) as store:
        return {Path(state.path).name: (state.state, state.reasons) for state in store.files()}


def filled(folder: Path, prefix: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in PACKED.items():
        (folder / f"{prefix}{name}").write_bytes(content())
    return folder


def test_archives_letters_captures_and_tables_are_opened_and_read_in_other_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def here(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a parser ran in the run's own process")

    for module, name in ((sources, "expand"), (formats, "read_text"), (formats, "sheets"), (formats, "attachments")):
        monkeypatch.setattr(module, name, here)
    found = run(tmp_path / "case", filled(tmp_path / "in"), Settings(workers=2))
    assert {name: state for name, (state, _) in found.items()} == dict.fromkeys(PACKED, "read")


HARMFUL = """
import os, signal, time
from watchledger import sources

def open_it(leaf, limits, columns):
    name = os.path.basename(leaf.path)
    harm = name.partition("-")[0]
    if harm == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif harm == "hang":
        time.sleep(600)
    elif harm == "grow":
        held = bytearray(8 * 1024 ** 3)
    yield from sources.expand(leaf, limits, columns=columns)
"""


@pytest.mark.parametrize(("harm", "said"), [("crash", "crashed (SIGSEGV)"), ("hang", "given up after"), ("grow", "more memory")])
def test_what_harms_its_process_while_it_is_opened_costs_that_file(
    harm: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "harmful_opening.py").write_text(HARMFUL, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(pipeline, "_open", __import__("harmful_opening").open_it)
    try:
        folder = filled(tmp_path / "in")
        for name in ("a.zip", "a.eml", "a.warc") if harm != "hang" else ("a.zip",):
            (folder / f"{harm}-{name}").write_bytes(PACKED[name]())
        found = run(tmp_path / "case", folder, Settings(workers=2, document_seconds=10.0 if harm == "hang" else 60.0))
    finally:
        sys.modules.pop("harmful_opening", None)
    assert {name: state for name, (state, _) in found.items() if name in PACKED} == dict.fromkeys(PACKED, "read")
    harmed = {name: reasons for name, (state, reasons) in found.items() if name.startswith(harm) and state == "failed"}
    assert len(harmed) == len(found) - len(PACKED) > 0
    assert all(said in " ".join(reasons) for reasons in harmed.values())
