"""Encrypted files for tests, which no library at hand writes: ZIP in its old cipher, PDF in 40-bit RC4. After their published
descriptions."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator


def _crc(value: int, byte: int) -> int:
    """One step of CRC-32 without its inversions."""
    value ^= byte
    for _ in range(8):
        value = value >> 1 ^ (0xEDB88320 if value & 1 else 0)
    return value


def _zip_cipher(password: bytes, data: bytes) -> bytes:
    keys = [0x12345678, 0x23456789, 0x34567890]

    def update(byte: int) -> None:
        keys[0] = _crc(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = _crc(keys[2], keys[1] >> 24)

    for byte in password:
        update(byte)
    out = bytearray()
    for byte in data:
        at = keys[2] | 2
        out.append(byte ^ ((at * (at ^ 1)) >> 8 & 0xFF))
        update(byte)
    return bytes(out)


def zip_locked(name: str, content: bytes, password: bytes) -> bytes:
    """A ZIP of one stored member under the old cipher."""
    check = zlib.crc32(content)
    body = _zip_cipher(password, bytes(11) + bytes([check >> 24]) + content)
    raw = name.encode()
    common = b"\x14\0\x01\x08\0\0\0\0\0\0" + check.to_bytes(4, "little") + len(body).to_bytes(4, "little")
    common += len(content).to_bytes(4, "little") + len(raw).to_bytes(2, "little") + b"\0\0"
    local = b"PK\x03\x04" + common + raw + body
    entry = b"PK\x01\x02\x14\0" + common + b"\0\0\0\0\0\0\0\0\0\0" + b"\0\0\0\0" + raw
    end = b"PK\x05\x06\0\0\0\0\x01\0\x01\0" + len(entry).to_bytes(4, "little") + len(local).to_bytes(4, "little") + b"\0\0"
    made = local + entry + end
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.read(name, password) == content
    return made


_PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def _rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]

    def stream() -> Iterator[int]:
        i = j = 0
        while True:
            i = (i + 1) % 256
            j = (j + box[i]) % 256
            box[i], box[j] = box[j], box[i]
            yield box[(box[i] + box[j]) % 256]

    return bytes(byte ^ pad for byte, pad in zip(data, stream(), strict=False))


def pdf_locked(words: str, password: bytes) -> bytes:
    """A PDF of one page that opens with the password."""
    padded = (password + _PAD)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    key = hashlib.md5(padded + owner + (-4).to_bytes(4, "little", signed=True) + b"0123456789abcdef").digest()[:5]
    shown = _rc4(hashlib.md5(key + b"\x05\0\0" + b"\0\0").digest()[:10], f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET".encode())
    user = _rc4(key, _PAD)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>",
        b"<< /Length %d >>\nstream\n" % len(shown) + shown + b"\nendstream",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (owner.hex().encode(), user.hex().encode()),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size 7 /Root 1 0 R /Encrypt 6 0 R /ID [<%s> <%s>] >>" % ((b"0123456789abcdef".hex().encode(),) * 2)
    return out + b"xref\n0 7\n0000000000 65535 f \n" + table + trailer + b"\nstartxref\n%d\n%%%%EOF" % len(out)
