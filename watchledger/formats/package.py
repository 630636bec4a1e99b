"""Office packages (ODF, OOXML): the parts of a ZIP as bytes or XML, with bounds."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from lxml import etree

from watchledger.errors import Encrypted, LimitExceeded, UnreadableDocument
from watchledger.model import Limits

_SMALL = 16 * 1024**2
"""Parts up to this size may be packed as tightly as they like: empty spreadsheet columns compress a thousandfold."""

_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, IndexError
)  # fmt: skip
"""What the standard library raises for damaged, unknown or encrypted parts."""


class Package:
    """One package; part names as stored, without a leading slash."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        """Raises UnreadableDocument when the ZIP has no readable directory."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _DAMAGE as error:
            raise UnreadableDocument(f"damaged package: {error}") from error
        self._limits = limits
        self._left = limits.max_file_bytes
        self.names = [info.filename for info in self._zip.infolist()[: limits.max_members]]

    def read(self, name: str) -> bytes:
        """A part's bytes, b"" when there is none. Raises UnreadableDocument, LimitExceeded."""
        try:
            info = self._zip.getinfo(name)
        except KeyError:
            return b""
        if info.flag_bits & 1:
            raise Encrypted("encrypted: a password is needed", place=name)
        bomb = info.file_size > _SMALL and info.file_size > info.compress_size * self._limits.max_ratio
        if bomb or info.file_size > self._left:
            raise LimitExceeded(f"unpacks to {info.file_size} bytes", place=name)
        try:
            with self._zip.open(info) as part:
                data = part.read(self._left + 1)
        except _DAMAGE as error:
            raise UnreadableDocument(f"damaged part: {error}", place=name) from error
        self._left -= len(data)
        if self._left < 0:
            raise LimitExceeded(f"the parts unpack to more than {self._limits.max_file_bytes} bytes", place=name)
        return data

    def xml(self, name: str) -> etree._Element | None:
        """A part's root element, None when there is none. Raises UnreadableDocument."""
        data = self.read(name)
        return parse(data, name) if data else None

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """OOXML relationships of a part: id -> (type's last word, target's name). A damaged list is an empty one."""
        folder, base = posixpath.split(name)
        try:
            root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        except UnreadableDocument:
            return {}
        found: dict[str, tuple[str, str]] = {}
        for link in root.iter("{*}Relationship") if root is not None else ():
            if link.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/")
                found[link.get("Id", "")] = (link.get("Type", "").rpartition("/")[2], target)
        return found


def parse(data: bytes, place: str) -> etree._Element:
    """The root of an XML part; entities stay unresolved, nothing is fetched. Raises UnreadableDocument."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument(f"damaged XML: {error}", place=place) from error


def local(element: etree._Element) -> str:
    """An element's name without its namespace; "" for an unresolved entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
