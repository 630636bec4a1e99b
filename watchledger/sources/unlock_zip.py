"""Encrypted members of a ZIP, with the passwords given: the old cipher (ZipCrypto) and AES.

A password is tried on its check value first (one byte, AES two), which lets one wrong password in 256 through; then the member's
checksum tells. So a member counts as unlocked only when it unpacked whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, BinaryIO, cast
from zipfile import ZipInfo

from watchledger.model.document import Unread
from watchledger.model.limits import Limits
from watchledger.model.progress import going_on
from watchledger.sources.archive import DAMAGE
from watchledger.sources.unpack import Budget, Member, reading, spooled


def members_unlocked(stream: BinaryIO, info: ZipInfo, label: str, limits: Limits, budget: Budget) -> Iterator[Member | Unread]:
    """The member under the first password that fits, else why not."""
    import pyzipper

    with pyzipper.AESZipFile(stream) as archive:
        named = archive.infolist()
        same = next((one for one in named if one.header_offset == info.header_offset), None)
        for password in _spellings(limits.passwords) if same is not None else ():

            def opened(password: bytes = password) -> IO[bytes]:
                return cast(IO[bytes], archive.open(same, pwd=password))

            left = budget.size
            for piece in spooled(reading(opened), label, limits, budget, (*DAMAGE, pyzipper.BadZipFile)):
                if isinstance(piece, Member) or "more than" in piece.reason:
                    yield piece
                    return
            budget.size = left
            going_on()
    yield Unread(label, None, limits.locked)


def _spellings(passwords: tuple[str, ...]) -> Iterator[bytes]:
    """Each password as the bytes it may have been: archivers of Chinese Windows take GB 18030, all others UTF-8."""
    for password in passwords:
        yield password.encode("utf-8", "surrogateescape")
        if not password.isascii():
            yield password.encode("gb18030", "replace")
