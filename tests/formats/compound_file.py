"""Writes small compound files (OLE2) for tests: storages and streams from a dictionary."""

from __future__ import annotations

import struct

END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
SECTOR, MINI, CUTOFF = 512, 64, 4096


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams; "a/b" lies in the storage "a"."""
    names = sorted({"/".join(path.split("/")[:i]) for path in streams for i in range(1, path.count("/") + 2)})
    index = {name: i for i, name in enumerate(["", *names])}
    children: dict[str, list[str]] = {}
    for name in names:
        children.setdefault("/".join(name.split("/")[:-1]), []).append(name)
    small, small_fat, small_starts = _chains([s if len(s) < CUTOFF else b"" for s in (streams.get(n, b"") for n in names)], MINI)
    large, fat, starts = _chains([small, *(s if len(s) >= CUTOFF else b"" for s in (streams.get(n, b"") for n in names))], SECTOR)
    follows = {c: after for group in children.values() for c, after in zip(group, group[1:], strict=False)}
    directory = bytearray()
    for i, name in enumerate(["", *names]):
        content = streams.get(name, small if not name else b"")
        raw = ((name.split("/")[-1] if name else "Root Entry") + "\0").encode("utf-16-le")
        child, after = children.get(name, [""])[0], follows.get(name, "")
        start = small_starts[i - 1] if i and len(content) < CUTOFF else starts[i]
        kind = 5 if not name else 2 if name in streams else 1
        directory += raw.ljust(64, b"\0") + struct.pack("<HBBI", len(raw), kind, 1, FREE)
        directory += struct.pack("<II", index[after] if after else FREE, index[child] if child else FREE)
        directory += b"\0" * 36 + struct.pack("<IQ", start, len(content))
    directory_at, small_fat_at = len(fat), 0
    tail, more, more_starts = _chains([bytes(directory), struct.pack(f"<{len(small_fat)}I", *small_fat)], SECTOR)
    fat += [link + directory_at if link < END else link for link in more]
    small_fat_at = more_starts[1] + directory_at if small_fat else END
    fat_at, fat_sectors = len(fat), 1
    while (len(fat) + fat_sectors) * 4 > fat_sectors * SECTOR:
        fat_sectors += 1
    fat += [FAT] * fat_sectors
    fat += [FREE] * (fat_sectors * SECTOR // 4 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    small_sectors = -(-len(small_fat) * 4 // SECTOR)
    header += struct.pack("<9I", 0, fat_sectors, directory_at, 0, CUTOFF, small_fat_at, small_sectors, END, 0)
    header += struct.pack("<109I", *[fat_at + i for i in range(fat_sectors)], *[FREE] * (109 - fat_sectors))
    return header + large + tail + struct.pack(f"<{len(fat)}I", *fat)


def _chains(contents: list[bytes], size: int) -> tuple[bytes, list[int], list[int]]:
    """The contents in sectors of `size`, the chain table, and each content's first sector."""
    data, table, starts = bytearray(), [], []
    for content in contents:
        count = -(-len(content) // size)
        starts.append(len(table) if count else END)
        table += [len(table) + i + 1 for i in range(count - 1)] + ([END] if count else [])
        data += content + b"\0" * (count * size - len(content))
    return bytes(data), table, starts
