"""What the bytes are. The name is never asked: portals serve HTML as .xls and GIFs as .pdf."""

from __future__ import annotations

import io
import re
import zipfile

from watchledger.formats.decode import wide_codec

HTML, TEXT, CSV, JSON, XML = "text/html", "text/plain", "text/csv", "application/json", "application/xml"
PDF, RTF, ZIP, EMAIL = "application/pdf", "application/rtf", "application/zip", "message/rfc822"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
DOC, XLS, PPT, MSG = "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/vnd.ms-outlook"
OLE = "application/x-ole-storage"
UNKNOWN = "application/octet-stream"

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"\x00\x00\x00\x0cjP  ", "image/jp2"),
    (b"{\\rtf", RTF),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\0", "application/x-xz"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"SQLite format 3\0", "application/vnd.sqlite3"),
    (b"\x7fELF", "application/x-elf"),
    (b"MZ\x90\0", "application/x-msdownload"),
)
_OLE_STREAMS = (
    ("__properties_version1.0", MSG),
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", PPT),
)
_OFFICE_MEMBERS = (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX))
_LOCAL_NAMES = (b"\x00\x00", b"[Content_Types].xml")
_ODF = {
    b"application/vnd.oasis.opendocument.text": "application/vnd.oasis.opendocument.text",
    b"application/vnd.oasis.opendocument.spreadsheet": "application/vnd.oasis.opendocument.spreadsheet",
    b"application/vnd.oasis.opendocument.presentation": "application/vnd.oasis.opendocument.presentation",
}
_HEAD = 4096
_HTML_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|div|table|tr|td|p|br|span|font|h[1-6]|ul|li|a|center)[\s/>]",
    re.I,
)
_HTML_FIRST = re.compile(
    rb"(?:\s|<!--.{0,2000}?-->|<%.{0,500}?%>|<\?(?!xml).{0,500}?\?>)*<(?:!doctype\s+html|html|head|body|title|meta)[\s/>]",
    re.I | re.S,
)
_XHTML = re.compile(rb"<!doctype\s+html|<html[\s>]", re.I)
_XML_FIRST = re.compile(rb"\s*<(?:\?xml\s|!DOCTYPE\s|[A-Za-z_][\w.\-]*(?::[A-Za-z_][\w.\-]*)?[\s/>])")
_MAIL_FIELD = re.compile(
    rb"^(?:Received|Return-Path|From|To|Subject|Date|Message-ID|MIME-Version|Delivered-To|X-[\w-]+|Content-Type):", re.I | re.M
)
_SENT = re.compile(
    rb"^(?:Received|Return-Path|Message-ID|MIME-Version|Delivered-To|X-[\w-]+|Content-Type):|^(?:From|To):[^\n]*@", re.I | re.M
)
"""What a letter that was sent has and a memorandum on paper ("TO: the Board", "FROM: the Chief") has not."""
_TEXT_CONTROLS = bytes(range(0x20)).translate(None, b"\t\n\r\f\v\x1b\x08\x1a")
_MIN_MAIL_FIELDS = 3
_ZEROS = 20
"""Unmarked UTF-16 is believed when one byte in twenty is zero: a Chinese page's markup is a quarter or more of its head."""


def sniff(content: bytes) -> str:
    """The media type of `content`; "application/octet-stream" where nothing fits. Never raises."""
    head = content[:_HEAD]
    for magic, media_type in _MAGIC:
        if head.startswith(magic):
            return media_type
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip(content)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole(content)
    if head[257:262] == b"ustar":
        return "application/x-tar"
    if head.startswith(b"BM") and len(head) > 30 and head[6:10] == b"\0\0\0\0":
        return "image/bmp"
    return _characters(_narrow(head), content)


def _zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if names and names[0] == "mimetype":
                with archive.open("mimetype") as member:
                    return _ODF.get(member.read(100).strip(), ZIP)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError, IndexError):
        return _broken_zip(content)
    if "[Content_Types].xml" in names:
        for prefix, media_type in _OFFICE_MEMBERS:
            if any(name.startswith(prefix) for name in names):
                return media_type
    return ZIP


def _broken_zip(content: bytes) -> str:
    """A ZIP without its directory (truncated): the local headers still tell an office file from an archive."""
    head = content[: 1 << 20]
    for prefix, media_type in _OFFICE_MEMBERS:
        if any(mark + prefix.encode() in head for mark in _LOCAL_NAMES):
            return media_type
    return ZIP


def _ole(content: bytes) -> str:
    """OLE2 holders are told apart by the streams named in their directory, which may lie anywhere."""
    for stream, media_type in _OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            return media_type
    return OLE


def _narrow(head: bytes) -> bytes:
    """The first bytes as UTF-8 where they are UTF-16 (half a Han character looks like a control character); a mark goes."""
    if head.startswith(b"\xef\xbb\xbf"):
        return head[3:]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace").encode("utf-8", "replace")
    codec = wide_codec(head)
    return head.decode(codec, "replace").encode("utf-8", "replace") if codec else head


def _characters(head: bytes, content: bytes) -> str:
    """Formats made of characters, by how they begin and what they are full of."""
    controls = len(head) - len(head.translate(None, _TEXT_CONTROLS))
    if controls * 50 > len(head):
        return UNKNOWN
    start = head.lstrip()[:1]
    if start == b"<":
        if _HTML_FIRST.match(head) or _XHTML.search(head):
            return HTML
        if head.lstrip().startswith(b"<?xml") or (_XML_FIRST.match(head) and not _HTML_TAG.search(head)):
            return XML
        return HTML if _HTML_TAG.search(head) else TEXT
    if start in (b"{", b"[") and content.rstrip()[-1:] in (b"}", b"]") and _JSON_FIRST.match(head):
        return JSON
    fields = head.partition(b"\n\n")[0].partition(b"\r\n\r\n")[0]
    if len(_MAIL_FIELD.findall(fields)) >= _MIN_MAIL_FIELDS and _SENT.search(fields):
        return EMAIL
    if len(_HTML_TAG.findall(head)) >= 3 and b"</" in head:
        return HTML
    return TEXT


_JSON_FIRST = re.compile(rb"""\s*(?:\{\s*(?:"|\}|$)|\[\s*(?:["{\[\]\-0-9tfn]|$))""")
