"""XML: every element's own words as a line "Name: value", each value a block whose path is the element's address.

Addresses are XPaths of local names ("/Notice/Lot[2]/Title"): a name has a number only where siblings share it. Attributes follow
on the line of their element as blocks of their own ("…/CPV_CODE/@CODE"); names of elements and attributes belong to no block.
An element with words of its own beside child elements (running text with mark-up) is one value. Entities are never resolved
and nothing is fetched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

from lxml import etree

from watchledger.errors import UnreadableDocument
from watchledger.model.document import Document
from watchledger.model.limits import Limits
from watchledger.model.text import Block, Text

READER = "xml/1"
_SCHEMA_INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"
"""Attributes of this namespace say where a schema lies; they are not content."""


def read(document: Document, limits: Limits) -> Text:
    """The text of an XML document. Raises UnreadableDocument when not even its root can be read."""
    root, problems = _parse(document)
    pieces: list[str] = []
    blocks: list[Block] = []
    at = 0
    for path, value, attributes in _elements(root):
        line = f"{_name(path)}: "
        at += len(line)
        pieces.append(line)
        if value:
            blocks.append(Block("paragraph", at, at + len(value), path=path))
            pieces.append(value)
            at += len(value)
        for name, content in attributes:
            label = f" @{name}=" if value or pieces[-1] is not line else f"@{name}="
            start = at + len(label)
            blocks.append(Block("paragraph", start, start + len(content), path=f"{path}/@{name}"))
            pieces += (label, content)
            at = start + len(content)
        pieces.append("\n")
        at += 1
        if at > limits.max_text_chars:
            problems.append(f"text cut at {limits.max_text_chars} characters, at {path}")
            break
    return Text("".join(pieces), READER, tuple(blocks), tuple(problems))


def _parse(document: Document) -> tuple[etree._Element, list[str]]:
    """The root and what is wrong with the document; a damaged one is read as far as its parser can follow it."""
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "remove_comments": True, "remove_pis": True}
    try:
        return etree.fromstring(document.content, etree.XMLParser(**options)), []
    except etree.XMLSyntaxError as error:
        reason = f"not well-formed XML at line {error.lineno}: {error.msg}"
    except ValueError as error:
        reason = f"not XML: {error}"
    root = None
    with suppress(etree.XMLSyntaxError, ValueError):
        root = etree.fromstring(document.content, etree.XMLParser(recover=True, **options))
    if root is None:
        raise UnreadableDocument(reason, path=document.origin.path)
    return root, [f"{reason}; read as far as it could be followed"]


def _elements(root: etree._Element) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """(path, value, attributes) of every element that has either, in document order; without recursion, since depth is input."""
    stack: list[tuple[etree._Element, str]] = [(root, f"/{_local(root)}")]
    while stack:
        element, path = stack.pop()
        children = [child for child in element if isinstance(child.tag, str)]
        attributes = [
            (_local_name(k), v.strip()) for k, v in element.attrib.items() if v.strip() and not k.startswith(_SCHEMA_INSTANCE)
        ]
        own = (element.text or "").strip()
        if children and (own or any(child.tail and child.tail.strip() for child in children)):
            own, children = "".join(element.itertext()).strip(), []
        if own or attributes:
            yield path, own, attributes
        if not children:
            continue
        names = [_local(child) for child in children]
        shared = Counter(names)
        seen: Counter[str] = Counter()
        below: list[tuple[etree._Element, str]] = []
        for child, name in zip(children, names, strict=True):
            if shared[name] > 1:
                seen[name] += 1
                below.append((child, f"{path}/{name}[{seen[name]}]"))
            else:
                below.append((child, f"{path}/{name}"))
        stack += reversed(below)


def _local(element: etree._Element) -> str:
    return _local_name(str(element.tag))


def _local_name(tag: str) -> str:
    return tag.rpartition("}")[2]


def _name(path: str) -> str:
    return path[path.rindex("/") + 1 :].partition("[")[0]
