"""EML: a letter's subject, fields and body, in any declared or undeclared encoding; and MHT, a web page saved as one.

The HTML body is read when there is one (it keeps tables), else the plain one. Attachments are documents of their own, which
sources hand over; here they are named. Left out: pictures inside the body, encrypted bodies (said as a problem).
"""

from __future__ import annotations

import email.policy
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser

from watchledger.errors import UnreadableDocument
from watchledger.formats.decode import decode
from watchledger.formats.letter import html_body, letter, plain_body
from watchledger.model import Document, Limits, Text

READER = "email/1"
_FIELDS = ("From", "To", "Cc", "Date")
_MAX_FIELD = 10_000
"""Characters of one field; addresses of a long list go on beyond it."""


def read(document: Document, limits: Limits) -> Text:
    """The Text of an e-mail. Raises UnreadableDocument."""
    try:
        return _read(BytesParser(policy=email.policy.compat32).parsebytes(document.content), document, limits)
    except (MessageError, ValueError, LookupError, TypeError, AttributeError) as error:
        # what the standard library's parser raises on damaged fields and parameters
        raise UnreadableDocument(f"a damaged e-mail: {error or type(error).__name__}") from error


def _read(message: Message, document: Document, limits: Limits) -> Text:
    problems: list[str] = []
    plain: list[str] = []
    markup: list[str] = []
    names: list[str] = []
    for part in _parts(message, limits.max_members):
        kind, name = part.get_content_type(), _filename(part)
        if name or part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
            dressing = part.get("Content-Location") and part.get_content_disposition() != "attachment"
            if not dressing and (not part.is_multipart() or kind == "message/rfc822"):
                names.append(words(str(name)) if name else kind)
            if kind in ("application/pkcs7-mime", "multipart/encrypted", "application/pgp-encrypted"):
                problems.append("the body is encrypted")
        elif kind == "text/html":
            markup.append(_decoded(part))
        elif kind in ("text/plain", "text/enriched"):
            plain.append(_decoded(part))
        elif not part.get("Content-Location"):
            names.append(kind)
    body = html_body("".join(markup).encode("utf-8", "replace"), document.origin.path, limits=limits) if markup else None
    if body is None:
        body = plain_body("\n".join(plain), reader=READER, limits=limits)
    fields = [(name, _field(message, name)) for name in _FIELDS]
    text = letter(_field(message, "Subject"), fields, names, body, reader=READER, limits=limits)
    if not text.content.strip():
        raise UnreadableDocument("an e-mail without fields or body")
    return Text(text.content, READER, text.blocks, (*text.problems, *dict.fromkeys(problems)))


def _parts(message: Message, most: int) -> Iterator[Message]:
    """The leaves of the letter and the letters attached to it, which are not entered."""
    waiting: list[Message] = [message]
    while waiting and most > 0:
        part = waiting.pop()
        most -= 1
        inside = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inside, list):
            waiting.extend(p for p in reversed(inside) if isinstance(p, Message))
        else:
            yield part


def _filename(part: Message) -> str | None:
    """The standard library raises on some damaged parameters; the part counts all the same."""
    try:
        return part.get_filename()
    except (ValueError, LookupError, TypeError):
        return "unnamed"


def _decoded(part: Message) -> str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    declared = (part.get_content_charset() or "").lower()
    return text_of(raw, declared)


def text_of(raw: bytes, declared: str) -> str:
    """Bytes as their part declares them; gb2312 means gb18030; an unknown or wrong declaration is told from the bytes."""
    if declared in ("gb2312", "gbk", "gb_2312-80", "cp936", "x-gbk"):
        declared = "gb18030"
    try:
        return raw.decode(declared) if declared and declared != "us-ascii" else decode(raw)[0]
    except (LookupError, UnicodeDecodeError):
        return decode(raw)[0]


def _field(message: Message, name: str) -> str:
    for known, value in message.raw_items():
        if known.lower() == name.lower():
            return words(str(value)[:_MAX_FIELD])
    return ""


def words(value: str) -> str:
    """A field as people read it: encoded words decoded, bare 8-bit bytes told from themselves."""
    raw = value.encode("utf-8", "surrogateescape")
    if not raw.isascii():
        return text_of(raw, "")
    try:
        pieces = decode_header(value)
    except (MessageError, ValueError):
        return value
    return (
        "".join(text_of(p, (c or "").lower()) if isinstance(p, bytes) else p for p, c in pieces).replace("\r", "").replace("\n", "")
    )
