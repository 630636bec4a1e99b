"""Which files hold others, told from their first bytes. ZIP is opened by expand itself.

Adding a container is a file with `begins` and `members_of`, and a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from watchledger.model.limits import Limits
from watchledger.sources import archive7z, mail, rar, tar, warc
from watchledger.sources.unpack import Budget, Piece


class Container(NamedTuple):
    """`begins` looks at the first bytes (64 kB) and, where it must, into the stream; `itself`: the file is a document too."""

    name: str
    begins: Callable[[BinaryIO, bytes], bool]
    members: Callable[[BinaryIO, str, Limits, Budget], Iterator[Piece]]
    itself: bool = False


CONTAINERS: tuple[Container, ...] = (
    Container("WARC", lambda _, head: warc.begins(head), warc.members_of),
    Container("WACZ", warc.is_wacz, warc.wacz_members),
    Container("7z", lambda _, head: archive7z.begins(head), archive7z.members_of),
    Container("RAR", lambda _, head: rar.begins(head), rar.members_of),
    Container("tar", lambda _, head: tar.begins(head), tar.members_of),
    Container("MBOX", lambda _, head: mail.begins_box(head), mail.letters_of),
    Container("MSG", mail.is_outlook, mail.outlook_attachments, itself=True),
    Container("EML", lambda _, head: mail.begins_letter(head), mail.attachments_of, itself=True),
)


def container_of(stream: BinaryIO, head: bytes) -> Container | None:
    """The container that the file is, or None. The stream's place is lost."""
    return next((one for one in CONTAINERS if one.begins(stream, head)), None)
