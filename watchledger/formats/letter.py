"""What e-mail formats share: a letter's frame (subject, sender, date, attachments) before its body."""

from __future__ import annotations

from collections.abc import Sequence

from watchledger.errors import UnreadableDocument
from watchledger.formats import html
from watchledger.formats.compose import Para, Part, compose
from watchledger.model import Block, Document, Limits, Origin, Text


def letter(
    subject: str, fields: Sequence[tuple[str, str]], attachments: Sequence[str], body: Text | None, *, reader: str, limits: Limits
) -> Text:
    """The letter's Text: the subject as its title, the other fields as furniture, then the body.

    Fields are furniture since they say who wrote and when, not what was bought; they are searchable all the same.
    """
    head: list[Part] = [Para(subject, "title")]
    head += [Para(f"{name}: {' '.join(value.split())}", "furniture") for name, value in fields if value.strip()]
    if attachments:
        head.append(Para(f"Attachments: {'; '.join(attachments)}", "furniture"))
    frame = compose(head, reader=reader, limits=limits)
    return after(frame, body) if body is not None else frame


def after(first: Text, second: Text) -> Text:
    """One text after the other, the second's blocks moved."""
    shift = len(first.content)
    moved = tuple(b._replace(start=b.start + shift, end=b.end + shift) for b in second.blocks)
    return Text(first.content + second.content, first.reader, first.blocks + moved, first.problems + second.problems)


def plain_body(text: str, *, reader: str, limits: Limits) -> Text:
    """A plain text body, a paragraph for each line; quoted lines too, since a forwarded notice is quoted."""
    return compose((Para(line.strip()) for line in text.splitlines()), reader=reader, limits=limits)


def html_body(markup: bytes, path: str, *, limits: Limits) -> Text | None:
    """An HTML body (UTF-8); None when it says nothing. Its own title is none of the letter's."""
    try:
        text = html.read(Document(b"\xef\xbb\xbf" + markup, Origin(path)), limits)
    except UnreadableDocument:
        return None
    blocks = tuple(Block("furniture", *b[1:]) if b.kind == "title" else b for b in text.blocks)
    return Text(text.content, text.reader, blocks, text.problems) if text.content.strip() else None
