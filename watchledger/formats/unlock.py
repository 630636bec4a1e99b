"""Office documents under a password: DOCX, XLSX, PPTX in their compound file, DOC, XLS and PPT of 97 to 2003."""

from __future__ import annotations

import io

from watchledger.errors import Encrypted, LimitExceeded, UnreadableDocument
from watchledger.model import Limits
from watchledger.model.progress import going_on

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_EXCELS_OWN = "VelvetSweatshop"
"""What Excel itself encrypts with when a workbook is only protected from writing; no secret."""


def is_locked_package(content: bytes) -> bool:
    """Whether a compound file holds an encrypted DOCX, XLSX or PPTX."""
    return _PACKAGE in content


def unlocked(content: bytes, limits: Limits) -> bytes:
    """The document under the first password that fits. Raises Encrypted where none does, UnreadableDocument for a damaged file
    and for ways of encrypting that are not known."""
    import msoffcrypto
    from msoffcrypto.exceptions import InvalidKeyError

    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(content))
    except Exception as error:
        # It raises its own errors, those of olefile, struct.error and IndexError for broken directories.
        raise UnreadableDocument(f"encrypted, and damaged: {error or type(error).__name__}") from error
    for password in (_EXCELS_OWN, *limits.passwords):
        out = io.BytesIO()
        try:
            if is_locked_package(content):
                file.load_key(password=password, verify_password=True)
            else:
                file.load_key(password=password)
            file.decrypt(out)
        except InvalidKeyError:
            going_on()
            continue
        except Exception as error:
            raise UnreadableDocument(f"encrypted in a way that cannot be read: {error or type(error).__name__}") from error
        if len(out.getvalue()) > limits.max_file_bytes:
            raise LimitExceeded(f"{len(out.getvalue())} bytes, more than the {limits.max_file_bytes} allowed")
        return out.getvalue()
    raise Encrypted(limits.locked)
