"""Letters: EML with attachments, MBOX with letters, MSG with attachments.

A letter is a document itself (formats reads its body) and a container of what is attached to it.
"""

from __future__ import annotations

import email.policy
import re
from collections.abc import Iterator
from email.errors import CloseBoundaryNotFoundDefect, MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from typing import Any, BinaryIO

from watchledger.model.document import Skipped, Unread
from watchledger.model.limits import Limits
from watchledger.sources.tar import member_name
from watchledger.sources.unpack import Budget, Piece, at_hand, counted, label_of, said

_FIELD = re.compile(
    rb"^(?:Received|Return-Path|From|To|Subject|Date|Message-ID|MIME-Version|Delivered-To|X-[\w-]+|Content-Type):", re.I | re.M
)
_FIELDS = 3
"""Fields that a letter's head names at least, of those every mail program writes."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MESSAGE_CLASS = bytes.fromhex("0b0d020000000000c000000000000046")
"""The class of a MSG's root storage."""
_SIGNATURES = frozenset(("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"))
_DAMAGE = (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError, MemoryError, OSError, OverflowError)
"""The standard library's parser raises these on hostile letters."""


def begins_letter(head: bytes) -> bool:
    """Whether the file is an EML: its first lines are the fields of a letter."""
    first = head.lstrip(b"\xef\xbb\xbf\r\n")[:1]
    if not first.isalpha() or head.startswith(b"From "):
        return False
    fields = re.split(rb"\r?\n\r?\n", head[:8192], maxsplit=1)[0]
    return b"\0" not in fields and len(_FIELD.findall(fields)) >= _FIELDS


def begins_box(head: bytes) -> bool:
    """Whether the file is an MBOX: "From " and a sender, then a letter."""
    line, _, rest = head.partition(b"\n")
    return line.startswith(b"From ") and begins_letter(rest)


def letters_of(stream: BinaryIO, path: str, limits: Limits, budget: Budget) -> Iterator[Piece]:
    """The letters of an MBOX, numbered from 1; a "From " line after an empty one begins the next."""
    lines: list[bytes] = []
    number = size = 0
    after_empty = True
    stream.seek(0)
    too_large = False
    while line := stream.readline(1 << 20):
        if after_empty and line.startswith(b"From ") and number:
            yield from _letter(lines, number, path, limits, budget, too_large=too_large)
            lines, size, too_large = [], 0, False
        if after_empty and line.startswith(b"From "):
            number += 1
        else:
            size += len(line)
            too_large = too_large or size > limits.max_file_bytes
            if not too_large:
                lines.append(line[1:] if line.startswith(b">From ") else line)
        after_empty = line in (b"\n", b"\r\n")
    if number:
        yield from _letter(lines, number, path, limits, budget, too_large=too_large)


def _letter(lines: list[bytes], number: int, path: str, limits: Limits, budget: Budget, *, too_large: bool) -> Iterator[Piece]:
    label = f"{path}!/{number}.eml"
    refusal = counted(path, f"letter {number}", limits, budget)
    if refusal is not None or too_large:
        yield refusal or Unread(label, None, f"more than {limits.max_file_bytes} bytes for one letter")
    else:
        yield from at_hand(b"".join(lines), label, limits, budget)


def attachments_of(stream: BinaryIO, path: str, limits: Limits, budget: Budget) -> Iterator[Piece]:
    """What is attached to an EML; pictures of its body and signatures are left out."""
    stream.seek(0)
    try:
        message = BytesParser(policy=email.policy.compat32).parsebytes(stream.read(limits.max_file_bytes + 1))
        found = list(_attached(message, limits.max_members))
        cut = any(isinstance(defect, CloseBoundaryNotFoundDefect) for part in message.walk() for defect in part.defects)
    except _DAMAGE as error:
        yield Unread(path, None, f"its attachments cannot be read: {said(error) if str(error) else type(error).__name__}")
        return
    if cut:
        yield Unread(path, None, "a letter that is cut short: the end of its parts is missing")
    for number, part in enumerate(found, 1):
        try:
            name, content = _name(part, number), _content(part)
        except _DAMAGE as error:
            yield Unread(f"{path}!/attachment {number}", None, f"cannot be decoded: {said(error)}")
            continue
        yield from _handed(name, content, _reason(part), path, limits, budget)


def _handed(name: str, content: bytes, reason: str | None, path: str, limits: Limits, budget: Budget) -> Iterator[Piece]:
    label, hidden = label_of(path, name.replace("/", "_").replace("\\", "_"))
    refusal = counted(path, name, limits, budget)
    if refusal is not None:
        yield refusal
    elif reason or hidden:
        yield Skipped(label, reason or hidden or "")
    else:
        yield from at_hand(content, label, limits, budget)


def _attached(message: Message, most: int) -> Iterator[Message]:
    """Parts that are no text of the letter itself, in order; multiparts are entered, attached letters are not."""
    waiting: list[Message] = [message]
    while waiting and most > 0:
        part = waiting.pop()
        most -= 1
        inside = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inside, list):
            waiting.extend(p for p in reversed(inside) if isinstance(p, Message))
        elif part is not message and (part.get_filename() or part.get_content_maintype() != "text" or _is_attachment(part)):
            yield part


def _is_attachment(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _reason(part: Message) -> str | None:
    if part.get_content_type() in _SIGNATURES:
        return "a signature"
    if part.get("Content-ID") and part.get_content_maintype() == "image" and not _is_attachment(part):
        return "a picture inside a letter"
    if part.get("Content-Location") and not _is_attachment(part):
        return "a part of a saved web page"
    return None


def _name(part: Message, number: int) -> str:
    """The attachment's file name as its sender wrote it."""
    name = part.get_filename()
    if not name:
        inner = part.get_content_subtype() if part.get_content_type() != "message/rfc822" else "eml"
        return f"attachment {number}.{re.sub(r'[^a-z0-9]', '', inner)[:8] or 'bin'}"
    try:
        pieces = decode_header(name)
        shown = "".join(p.decode(c or "latin-1", "replace") if isinstance(p, bytes) else p for p, c in pieces)
    except (*_DAMAGE,):
        shown = name
    return member_name(shown)


def _content(part: Message) -> bytes:
    inside = part.get_payload()
    if isinstance(inside, list):
        return inside[0].as_bytes() if inside and isinstance(inside[0], Message) else b""
    raw = part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""


def is_outlook(stream: BinaryIO, head: bytes) -> bool:
    """Whether a compound file is a MSG: its root storage is of that class, or its first entries are named as a message's."""
    if not head.startswith(_OLE) or len(head) < 512:
        return False
    size = 1 << min(int.from_bytes(head[30:32], "little"), 12)
    stream.seek((int.from_bytes(head[48:52], "little") + 1) * size)
    directory = stream.read(512)
    return directory[80:96] == _MESSAGE_CLASS or directory[128:132] == b"_\0_\0"


def outlook_attachments(stream: BinaryIO, path: str, limits: Limits, budget: Budget) -> Iterator[Piece]:
    """What is attached to a MSG; a letter attached as an Outlook object is named but not entered."""
    import olefile

    stream.seek(0)
    try:
        file = olefile.OleFileIO(stream)
        storages = dict.fromkeys(
            e[0] for e in file.listdir(streams=True, storages=False) if e[0].startswith("__attach_version1.0_")
        )
    except Exception as error:
        # olefile raises its own errors, IndexError, struct.error and RecursionError on broken sector chains
        yield Unread(path, None, f"its attachments cannot be read: {error or type(error).__name__}")
        return
    for number, storage in enumerate(storages, 1):
        name = _outlook_name(file, storage) or f"attachment {number}.bin"
        try:
            content = file.openstream([storage, "__substg1.0_37010102"]).read()
        except Exception as error:
            embedded = file.exists([storage, "__substg1.0_3701000D"])
            reason = "an Outlook object inside a letter is not entered" if embedded else f"cannot be read: {error}"
            yield Unread(f"{path}!/{name}", None, reason)
            continue
        yield from _handed(name, content, None, path, limits, budget)


def _outlook_name(file: Any, storage: str) -> str:
    for tag in ("3707001F", "3704001F", "3707001E", "3704001E"):
        try:
            raw = file.openstream([storage, f"__substg1.0_{tag}"]).read()
        except Exception:
            # absent or damaged: the next name serves
            continue
        wide = tag.endswith("F")
        text = raw.decode("utf-16-le", "replace") if wide else member_name(raw.decode("utf-8", "surrogateescape"))
        if text.strip("\0 "):
            return str(text.strip("\0 "))
    return ""
