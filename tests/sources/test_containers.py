"""Containers other than ZIP: each member is handed over under its chain of names, or is accounted for with a reason."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from formats.compound_file import compound

from watchledger.model import Document, Leaf, Limits, Skipped, Unread
from watchledger.sources import expand
from watchledger.sources.rar import _library

PAGE = "<html><body><p>采购公告（虚构）</p></body></html>".encode()
Found = list[Document | Unread | Skipped]


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., Found]:
    def open_it(content: bytes, name: str = "case.bin", **limits: int) -> Found:
        path = tmp_path / name
        path.write_bytes(content)
        return list(expand(Leaf(name_of(path), len(content), 0), Limits(**limits)))

    def name_of(path: Path) -> str:
        return str(path)

    return open_it


def names(found: Found) -> list[str]:
    return [d.origin.path.partition("!/")[2] for d in found if isinstance(d, Document)]


def reasons(found: Found) -> list[str]:
    return [piece.reason for piece in found if not isinstance(piece, Document)]


def tar(members: dict[str, bytes], mode: str = "w", encoding: str = "utf-8") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, format=tarfile.GNU_FORMAT, encoding=encoding) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_tar_gives_its_members_whatever_packs_it(opened: Callable[..., Found], mode: str) -> None:
    found = opened(tar({"a/one.html": PAGE, "b/two.html": PAGE, ".hidden": b"x"}, mode))
    assert names(found) == ["a/one.html", "b/two.html"]
    assert reasons(found) == ["a hidden file"]
    assert all(d.content == PAGE and d.origin.container for d in found if isinstance(d, Document))


def test_a_tar_of_a_chinese_machine_has_its_names(opened: Callable[..., Found]) -> None:
    assert names(opened(tar({"公告/甲.html": PAGE}, encoding="gb18030"))) == ["公告/甲.html"]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_single_packed_file_is_a_member_of_its_own(opened: Callable[..., Found], pack: Callable[[bytes], bytes]) -> None:
    assert names(opened(pack(PAGE), "notice.html.gz")) == ["notice.html"]


def test_links_and_names_that_climb_stay_labels(opened: Callable[..., Found]) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        climbing = tarfile.TarInfo("../../up.html")
        climbing.size = len(PAGE)
        archive.addfile(climbing, io.BytesIO(PAGE))
    found = opened(out.getvalue())
    assert reasons(found) == ["a link inside an archive is not followed"]
    assert names(found) == ["../../up.html"]


def test_a_tar_cut_short_gives_what_is_whole_and_says_so(opened: Callable[..., Found]) -> None:
    found = opened(tar({"one.html": PAGE, "two.html": PAGE * 100})[:3000])
    assert names(found) == ["one.html"]
    assert len(reasons(found)) >= 1 and "unexpected end" in reasons(found)[0]


def test_a_packed_bomb_is_stopped(opened: Callable[..., Found]) -> None:
    found = opened(gzip.compress(bytes(50_000_000)), max_ratio=10)
    assert names(found) == [] and "taken for a bomb" in reasons(found)[0]


def test_containers_nest_to_the_stated_depth(opened: Callable[..., Found]) -> None:
    content = PAGE
    for level in range(3):
        content = tar({f"{level}.tar" if level else "page.html": content})
    assert names(opened(content)) == ["2.tar!/1.tar!/page.html"]
    found = opened(content, max_depth=2)
    assert names(found) == [] and reasons(found) == ["an archive nested deeper than 2"]


def test_too_many_members_are_said(opened: Callable[..., Found]) -> None:
    found = opened(tar({f"{i}.html": PAGE for i in range(5)}), max_members=3)
    assert len(names(found)) == 3 and reasons(found) == ["more than 3 members; the rest, from 3.html, is not read"]


def test_a_7z_gives_its_members(opened: Callable[..., Found]) -> None:
    import py7zr

    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w") as archive:
        archive.writestr(PAGE, "公告/甲.html")
        archive.writestr(b"", "empty.txt")
        archive.writestr(PAGE * 2, "two.html")
    found = opened(out.getvalue())
    assert names(found) == ["公告/甲.html", "empty.txt", "two.html"]
    assert [len(d.content) for d in found if isinstance(d, Document)] == [len(PAGE), 0, 2 * len(PAGE)]
    cut = opened(out.getvalue()[:-20])
    assert names(cut) == [] and "damaged 7z" in reasons(cut)[0]


def test_an_encrypted_7z_is_said(opened: Callable[..., Found]) -> None:
    import py7zr

    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password="x") as archive:
        archive.writestr(PAGE, "a.html")
    assert reasons(opened(out.getvalue())) == ["encrypted: a password is needed"]


def stored_rar(name: str, content: bytes, *, encrypted: bool = False) -> bytes:
    """A RAR 5 archive with one stored file, after the published description of the format."""

    def number(value: int) -> bytes:
        out = bytearray()
        while value >= 0x80:
            out.append(value & 0x7F | 0x80)
            value >>= 7
        return bytes([*out, value])

    def block(body: bytes) -> bytes:
        head = number(len(body)) + body
        return zlib.crc32(head).to_bytes(4, "little") + head

    record = number(1) + number(0) + number(0) + bytes([15]) + bytes(16 + 16)
    extra = number(len(record)) + record if encrypted else b""
    parts = [number(2), number(3 if extra else 2)] + ([number(len(extra))] if extra else [])
    parts += [number(len(content)), number(4), number(len(content)), number(0o100644)]
    parts += [zlib.crc32(content).to_bytes(4, "little"), number(0), number(1), number(len(name.encode())), name.encode(), extra]
    main, end = block(number(1) + number(0) + number(0)), block(number(5) + number(0) + number(0))
    return b"Rar!\x1a\x07\x01\x00" + main + block(b"".join(parts)) + content + end


def test_a_rar_is_read_where_the_machine_can_and_said_where_not(opened: Callable[..., Found]) -> None:
    found = opened(stored_rar("公告/甲.html", PAGE))
    if _library() is None:
        assert reasons(found) == ["reading RAR needs the system library libarchive, which this machine lacks"]
    else:
        assert names(found) == ["公告/甲.html"] and isinstance(found[0], Document) and found[0].content == PAGE


@pytest.mark.skipif(_library() is None, reason="libarchive is not on this machine")
def test_an_encrypted_rar_is_said(opened: Callable[..., Found]) -> None:
    (reason,) = reasons(opened(stored_rar("a.html", PAGE, encrypted=True)))
    assert reason.startswith("encrypted")


def warc_record(kind: str, address: str, body: bytes, http: str = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n") -> bytes:
    block = http.encode() + body
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{zlib.crc32(block):032x}>\r\nWARC-Target-URI: {address}\r\n"
    head += f"WARC-Date: 2031-03-04T05:06:07Z\r\nContent-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


CAPTURE = [
    warc_record("response", "http://example.invalid/a.html", PAGE),
    warc_record("response", "http://example.invalid/s.css", b"p{}", "HTTP/1.1 200 OK\r\nContent-Type: text/css\r\n\r\n"),
    warc_record(
        "response", "http://example.invalid/gone", b"<p>gone</p>", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n"
    ),
    warc_record("request", "http://example.invalid/a.html", b"", "GET / HTTP/1.1\r\n\r\n"),
    warc_record(
        "response", "http://example.invalid/b.html", gzip.compress(PAGE), "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
    ),
]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_capture_knows_its_addresses_and_times(opened: Callable[..., Found], pack: Callable[[bytes], bytes]) -> None:
    found = opened(b"".join(pack(one) for one in CAPTURE), "c.warc")
    pages = [d for d in found if isinstance(d, Document)]
    assert [(d.origin.address, d.origin.captured, d.content) for d in pages] == [
        ("http://example.invalid/a.html", "2031-03-04T05:06:07Z", PAGE),
        ("http://example.invalid/b.html", "2031-03-04T05:06:07Z", PAGE),
    ]
    assert pages[0].origin.path.endswith("c.warc!/http://example.invalid/a.html")
    assert reasons(found) == ["not a document (text/css)", "the server answered 404 on 2031-03-04T05:06:07Z"]


def test_a_wacz_gives_its_captures_and_not_its_indexes(opened: Callable[..., Found]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("archive/data.warc.gz", gzip.compress(CAPTURE[0]))
        archive.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n{"url": "http://example.invalid/a.html"}\n')
    found = opened(out.getvalue(), "c.wacz")
    assert names(found) == ["archive/data.warc.gz!/http://example.invalid/a.html"]
    assert len(reasons(found)) == 2 and all("own index" in reason for reason in reasons(found))


def letter(subject: str, attached: bytes = PAGE, name: str = "=?utf-8?B?6ZmE5Lu2Lmh0bWw=?=") -> bytes:
    head = f"From: a@example.invalid\nTo: b@example.invalid\nSubject: {subject}\nDate: Mon, 3 Mar 2031 09:00:00 +0800\n"
    head += 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\nbody\n'
    head += f'--x\nContent-Type: text/html; name="{name}"\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\n'
    return head.encode() + base64.encodebytes(attached) + b"--x--\n"


def test_a_letter_is_itself_and_what_is_attached(opened: Callable[..., Found]) -> None:
    found = opened(letter("s"), "l.eml")
    assert names(found) == ["", "附件.html"]
    assert isinstance(found[1], Document) and found[1].content == PAGE


def test_a_box_of_letters_gives_each(opened: Callable[..., Found]) -> None:
    box = b"".join(b"From a@example.invalid Mon Mar  3 09:00:00 2031\n" + letter(f"s{i}") + b"\n" for i in range(3))
    found = opened(box, "all.mbox")
    assert names(found) == [name for i in (1, 2, 3) for name in (f"{i}.eml", f"{i}.eml!/附件.html")]


def test_a_letter_in_a_letter_is_opened_and_a_container_in_it_too(opened: Callable[..., Found]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("in.html", PAGE)
    inner = letter("inner", out.getvalue(), "pack.zip").replace(b"\nContent-Type: text/html;", b"\nContent-Type: application/zip;")
    outer = letter("outer").replace(
        b"--x--\n", b"--x\nContent-Type: message/rfc822\n\n" + inner.replace(b'"x"', b'"y"').replace(b"--x", b"--y") + b"\n--x--\n"
    )
    assert names(opened(outer, "l.eml")) == ["", "附件.html", "attachment 2.eml", "attachment 2.eml!/pack.zip!/in.html"]


def test_an_outlook_letter_gives_its_attachments(opened: Callable[..., Found]) -> None:
    content = compound(
        {
            "__properties_version1.0": bytes(32),
            "__substg1.0_0037001F": "函".encode("utf-16-le"),
            "__attach_version1.0_#00000000/__substg1.0_3707001F": "附件.html".encode("utf-16-le"),
            "__attach_version1.0_#00000000/__substg1.0_37010102": PAGE,
        }
    )
    assert names(opened(content, "l.msg")) == ["", "附件.html"]


def test_deeply_nested_parts_are_a_reason(opened: Callable[..., Found]) -> None:
    parts = "".join(f'Content-Type: multipart/mixed; boundary="b{i}"\n\n--b{i}\n' for i in range(3_000))
    found = opened(f"From: a\nTo: b\nSubject: s\n{parts}".encode(), "l.eml")
    assert names(found) == [""] and len(reasons(found)) <= 1


def test_files_attached_to_documents_follow_them(tmp_path: Path) -> None:
    def attached(content: bytes, limits: Limits) -> Iterator[tuple[str, bytes | str]]:
        del limits
        assert content.startswith(b"%PDF-")
        yield "附件/甲.html", PAGE
        yield "b.bin", "cannot be taken out: damaged"

    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes(100))
    found = list(expand(Leaf(str(path), path.stat().st_size, 0), Limits(), attached=attached))
    assert names(found) == ["", "附件_甲.html"]
    assert reasons(found) == ["cannot be taken out: damaged"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_capture_that_is_cut_short_says_so(opened: Callable[..., Found], pack: Callable[[bytes], bytes]) -> None:
    """Inside a record's words, inside its head, and where the last whole record is followed by one of a kind that is not read."""
    records = [pack(warc_record("response", f"http://example.invalid/{n}", PAGE * (n + 1))) for n in range(3)]
    request = pack(warc_record("request", "http://example.invalid/2", b"", "GET / HTTP/1.1\r\n\r\n"))
    whole = b"".join(records)
    assert reasons(opened(whole, "c.warc")) == [] and reasons(opened(whole + request, "c.warc")) == []
    for content in (whole[:-60], whole[: len(records[0]) + 40], whole + request[: len(request) // 2]):
        assert "a WARC that is cut short: it ends inside a record, and what follows is missing" in reasons(
            opened(content, "c.warc")
        )


def test_a_letter_that_is_cut_short_says_so(opened: Callable[..., Found]) -> None:
    whole = letter("s", PAGE * 20)
    assert reasons(opened(whole, "l.eml")) == []
    assert reasons(opened(whole[:-400], "l.eml")) == ["a letter that is cut short: the end of its parts is missing"]
