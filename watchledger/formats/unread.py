"""What kinds of file are not read, in words: a person who sorts a hoard should know a video from a damaged document."""

from __future__ import annotations

_KINDS: tuple[tuple[int, bytes, str], ...] = (
    (4, b"ftypM4A", "a sound recording (M4A)"),
    (4, b"ftyphei", "a photograph (HEIC)"),
    (4, b"ftypmif1", "a photograph (HEIC)"),
    (4, b"ftypavif", "a picture (AVIF)"),
    (4, b"ftyp", "a video (MP4 or QuickTime)"),
    (4, b"moov", "a video (QuickTime)"),
    (0, b"\x1aE\xdf\xa3", "a video (Matroska or WebM)"),
    (0, b"FLV\x01", "a video (Flash)"),
    (0, b"\0\0\x01\xba", "a video (MPEG)"),
    (0, b"\0\0\x01\xb3", "a video (MPEG)"),
    (0, b"0&\xb2u\x8ef\xcf\x11", "a video or sound recording (Windows Media)"),
    (8, b"AVI ", "a video (AVI)"),
    (8, b"WAVE", "a sound recording (WAV)"),
    (0, b"ID3", "a sound recording (MP3)"),
    (0, b"\xff\xfb", "a sound recording (MP3)"),
    (0, b"\xff\xf3", "a sound recording (MP3)"),
    (0, b"OggS", "a sound recording (Ogg)"),
    (0, b"fLaC", "a sound recording (FLAC)"),
    (0, b"#!AMR", "a sound recording (AMR)"),
    (0, b"MZ", "a program (Windows)"),
    (0, b"\x7fELF", "a program (Linux)"),
    (0, b"\xcf\xfa\xed\xfe", "a program (macOS)"),
    (0, b"\xca\xfe\xba\xbe", "a program (Java or macOS)"),
    (0, b"\0\x01\0\0\0", "a font or a database (TrueType or Access)"),
    (0, b"OTTO", "a font (OpenType)"),
    (0, b"wOFF", "a font (WOFF)"),
    (0, b"wOF2", "a font (WOFF2)"),
    (0, b"SQLite format 3\0", "a database (SQLite)"),
    (0, b"!BDN", "a mailbox of Outlook (PST or OST)"),
    (0, b"ITSF", "a help file (CHM)"),
    (0, b"\0\0\x01\0", "an icon"),
    (0, b"8BPS", "a picture (Photoshop)"),
    (0, b"AT&TFORM", "a scan (DjVu)"),
    (0, b"AC10", "a drawing (DWG)"),
    (0, b"%!PS", "a print file (PostScript)"),
    (0, b"\x28\xb5\x2f\xfd", "an archive (Zstandard)"),
    (0, b"\x04\x22\x4d\x18", "an archive (LZ4)"),
    (0, b"MSCF", "an archive (CAB)"),
    (2, b"-lh", "an archive (LZH)"),
    (0x8001, b"CD001", "an image of a disk (ISO 9660)"),
    (0, b"PAR1", "a table (Parquet)"),
)
"""Where the mark stands, the mark, what has it."""


_BROKEN = {
    "application/zip": "an archive or a document (ZIP) that is damaged or cut short",
    "application/x-ole-storage": "a file of Office 97 to 2003 or its like (OLE) that is damaged, cut short or holds no document",
    "application/x-tar": "an archive (tar) that is damaged or cut short",
}
"""What comes as a document of these types could not be opened as what it begins like."""


def unread_kind(content: bytes, media_type: str) -> str:
    """Why the file is not read: its kind in words where that is known, else how it begins."""
    for at, mark, words in _KINDS:
        if content.startswith(mark, at):
            return f"{words}: this kind of file is not read"
    if media_type in _BROKEN:
        return _BROKEN[media_type]
    if media_type != "application/octet-stream":
        return f"{media_type}: this kind of file is not read"
    return f"no document of a known kind (its first bytes are {content[:8].hex(' ')})"
