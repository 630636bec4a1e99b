"""Characters of symbol fonts (Wingdings and its like), which documents store in a private area, as ordinary characters."""

from __future__ import annotations

_KNOWN = {
    0xFE: "☑", 0x52: "☑", 0xFD: "☒", 0x51: "☒", 0xA8: "□", 0xA3: "□", 0x6F: "□", 0x71: "□", 0xFC: "✓", 0xFB: "✗", 0x50: "✓",
    0x4F: "✗", 0x6C: "●", 0x6E: "■", 0x75: "◆", 0xD8: "➢", 0xB7: "•", 0xE0: "→",
}  # fmt: skip
"""Those that carry meaning in tenders (ticked boxes) or begin list entries; the others are ornaments."""
SYMBOLS: dict[int, str] = {0xF000 + low: _KNOWN.get(low, "") for low in range(0x20, 0x100)}
"""For `str.translate`: a symbol font's private character -> what it shows, "" for ornaments."""
