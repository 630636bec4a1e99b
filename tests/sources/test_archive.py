"""ZIP archives: names right, bounds kept, names never on the disk, one bad member costs one member."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest

from watchledger.model import Document, Leaf, Limits, Skipped, Unread
from watchledger.sources import expand
from watchledger.sources.expand import bytes_leaf

NOISE = b"".join(hashlib.sha256(bytes([n])).digest() for n in range(60))
"""Bytes that do not pack."""


def zipped(members: dict[str, bytes], **options: Any) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def named_raw(raw: bytes, content: bytes) -> bytes:
    """An archive whose one member's name is these bytes, without the UTF-8 flag."""
    stand_in = "x" * len(raw)
    return zipped({stand_in: content}).replace(stand_in.encode(), raw)


def pieces(content: bytes, limits: Limits | None = None) -> list[Any]:
    return list(bytes_leaf(content, "case.zip", limits or Limits()))


def test_members_keep_their_chain_and_their_container() -> None:
    inner = zipped({"深/公告.html": b"<html>x</html>"})
    content = zipped({"notices/a.txt": b"one", "inner.zip": inner, "empty/": b""})
    found = pieces(content)
    assert [piece.origin.path for piece in found] == ["case.zip!/notices/a.txt", "case.zip!/inner.zip!/深/公告.html"]
    assert {piece.origin.container for piece in found} == {hashlib.sha256(content).hexdigest()}
    assert [piece.content for piece in found] == [b"one", b"<html>x</html>"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_names_without_the_flag_are_repaired(encoding: str) -> None:
    (piece,) = pieces(named_raw("中标公告/附件一.txt".encode(encoding), b"x"))
    assert piece.origin.path == "case.zip!/中标公告/附件一.txt"


def test_a_name_in_cp437_stays_readable() -> None:
    (piece,) = pieces(named_raw(b"caf\x82.txt", b"x"))
    assert piece.origin.path.startswith("case.zip!/caf")


def test_names_that_climb_are_labels_only(tmp_path: Path) -> None:
    path = tmp_path / "inside" / "case.zip"
    path.parent.mkdir()
    path.write_bytes(zipped({"../../evil.txt": b"x", "/etc/evil.txt": b"y", "C:\\evil.txt": b"z", "a\nb.txt": b"w"}))
    before = sorted(tmp_path.rglob("*"))
    found = list(expand(Leaf(str(path), path.stat().st_size, 0), Limits()))
    assert len(found) == 4
    assert all(isinstance(piece, Document) for piece in found)
    assert not any("\n" in piece.origin.path for piece in found if isinstance(piece, Document))
    assert sorted(tmp_path.rglob("*")) == before


def test_a_bomb_is_refused_and_its_neighbours_are_read() -> None:
    found = pieces(zipped({"a.txt": b"one", "bomb.txt": b"0" * 30_000_000, "b.txt": b"two"}))
    assert [type(piece) for piece in found] == [Document, Unread, Document]
    assert "bomb" in found[1].reason


def test_small_members_may_pack_tightly() -> None:
    assert isinstance(pieces(zipped({"form.txt": b" " * 500_000}))[0], Document)


def test_nested_bombs_share_one_budget() -> None:
    layer = zipped({f"{n}.txt": bytes([n]) * 900_000 for n in range(10)})
    content = zipped({f"{n}.zip": layer for n in range(10)})
    found = pieces(content, Limits(max_unpacked_bytes=20_000_000))
    assert sum(len(piece.content) for piece in found if isinstance(piece, Document)) <= 20_000_000
    assert any("unpacks to more than 20000000" in piece.reason for piece in found if isinstance(piece, Unread))


def test_a_size_that_lies_is_not_believed() -> None:
    """The directory says 10 bytes, the data unpacks to a million: refused as damaged, whatever came out of it."""
    content = bytearray(zipped({"a.txt": b"0123456789" * 100_000}))
    at = content.index(b"PK\x01\x02")
    struct.pack_into("<I", content, at + 24, 10)
    (piece,) = pieces(bytes(content))
    assert isinstance(piece, Unread)
    assert "cannot be unpacked" in piece.reason


def test_depth_is_bounded() -> None:
    content = zipped({"a.txt": b"x"})
    for _ in range(6):
        content = zipped({"inner.zip": content, "beside.txt": b"y"})
    found = pieces(content)
    assert len([piece for piece in found if isinstance(piece, Document)]) == 4
    assert [piece.reason for piece in found if isinstance(piece, Unread)] == ["an archive nested deeper than 4"]


def test_members_are_bounded() -> None:
    found = pieces(zipped({f"{n}.txt": b"x" for n in range(9)}), Limits(max_members=4))
    assert [type(piece) for piece in found] == [Document] * 4 + [Unread]


def test_an_encrypted_member_says_so() -> None:
    content = bytearray(zipped({"a.txt": b"secret"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    (piece,) = pieces(bytes(content))
    assert (piece.path, piece.reason) == ("case.zip!/a.txt", "encrypted: a password is needed")


def test_a_damaged_member_costs_itself() -> None:
    content = bytearray(zipped({"a.txt": NOISE, "b.txt": b"two"}))
    content[600] ^= 0xFF
    found = pieces(bytes(content))
    assert [type(piece) for piece in found] == [Unread, Document]


@pytest.mark.parametrize("cut", [30, 200])
def test_a_truncated_archive_is_told(cut: int) -> None:
    (piece,) = pieces(zipped({"a.txt": NOISE})[:cut])
    assert isinstance(piece, Unread)
    assert "damaged ZIP" in piece.reason


def test_office_files_are_documents_not_archives() -> None:
    content = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
    (piece,) = pieces(content)
    assert (piece.content, piece.origin.container) == (content, None)
    (piece,) = pieces(content[:-30])
    assert isinstance(piece, Document)


def test_system_files_and_links_are_left_out() -> None:
    info = zipfile.ZipInfo("link.txt")
    info.external_attr = 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, "/etc/passwd")
        archive.writestr("__MACOSX/._a.txt", "x")
        archive.writestr("sub/.DS_Store", "x")
    assert [type(piece) for piece in pieces(buffer.getvalue())] == [Unread, Skipped, Skipped]


def test_a_table_in_an_archive_gives_rows() -> None:
    table = "项目名称,采购人\n雪亮工程,某局\n".encode("gb18030")
    (piece,) = pieces(zipped({"t.csv": table}))
    assert piece.origin.path == "case.zip!/t.csv"
    assert piece.origin.record_id == "2"


def test_a_document_too_large_is_named(tmp_path: Path) -> None:
    path = tmp_path / "big.html"
    path.write_bytes(b"<p>" + b"x" * 2_000)
    (piece,) = expand(Leaf(str(path), 2_003, 0), Limits(max_file_bytes=1_000))
    assert isinstance(piece, Unread)
    assert "more than 1000" in piece.reason
    (piece,) = expand(Leaf(str(tmp_path / "gone.html"), 3, 0), Limits())
    assert isinstance(piece, Unread)
    assert "No such file" in piece.reason
