"""Which encoding a table's bytes are in, from a sample: byte order mark, zero bytes, UTF-8, then Chinese or Western."""

from __future__ import annotations

import codecs
from typing import BinaryIO

SAMPLE = 1 << 16
"""Bytes looked at; Chinese tables show their encoding within a few hundred."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BROKEN_SHARE = 0.02
"""A UTF-8 file with a damaged row still has 98 of 100 wide characters whole; GBK read as UTF-8 has under 10."""

_COMMON = frozenset(
    "的一是在有中国大人和公司项目采购标政府招投告单位名称编号金额元日期市县省区号时间地址联系内容类型合同供应商机构代理"
    "國項購標招單編號額時間聯繫內類應商機構採電話預算"
)
"""Characters that notices in simplified or traditional script are full of; they tell GBK from Big5 and both from chance."""


def encoding_of(sample: bytes) -> str:
    """The codec's name for a sample that may end within a character; "cp1252" when nothing fits better."""
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    if sample.isascii() and b"\0" not in sample:
        return "utf-8"
    zeros = (sample[0:4000:2].count(0), sample[1:4000:2].count(0))
    if max(zeros) > len(sample[:4000]) // 8:
        return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    text = sample.decode("utf-8", "surrogateescape")
    wide = sum(ch > "\x7f" for ch in text)
    broken = sum("\udc80" <= ch <= "\udcff" for ch in text[:-3])
    if broken <= wide * _BROKEN_SHARE:
        return "utf-8"
    return max(("cp1252", "gb18030", "big5hkscs"), key=lambda name: _fit(sample, name))


def sample_of(stream: BinaryIO) -> bytes:
    """The first bytes of a seekable stream that tell its encoding: from the first that is not ASCII, or its beginning.

    Leaves the stream at its beginning."""
    stream.seek(0)
    first = chunk = stream.read(SAMPLE)
    while chunk and chunk.isascii() and b"\0" not in chunk:
        chunk = stream.read(SAMPLE)
    more = stream.read(SAMPLE) if chunk and chunk is not first else b""
    stream.seek(0)
    return chunk + more if chunk else first


def _fit(sample: bytes, name: str) -> float:
    """How many of the characters that `name` makes of the high bytes are common ones, less what it cannot decode."""
    text = sample.decode(name, "replace")
    wide = [ch for ch in text if ch > "\x7f"]
    if not wide:
        return 0.0
    bad = sum(ch == "\ufffd" or "\ue000" <= ch <= "\uf8ff" or ("\x80" <= ch <= "\x9f") for ch in wide[:-1])
    if name == "cp1252":
        # Western text has single accented letters between plain ones; runs of them are another script's bytes.
        alone = sum(a <= "\x7f" for a, b in zip(text, text[1:], strict=False) if b > "\x7f")
        return alone / len(wide) * 0.5 - bad / len(wide)
    common = sum(ch in _COMMON for ch in wide)
    return 0.3 + common / len(wide) - 3 * bad / len(wide)
