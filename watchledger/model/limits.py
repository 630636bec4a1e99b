"""Limits: the bounds that sources and formats keep to. The pipeline makes them from Settings, where each is explained."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, texts in characters; the defaults are those of Settings (tested)."""

    max_file_bytes: int = 256 * 1024**2
    max_text_chars: int = 40_000_000
    max_pages: int = 20_000
    max_pixels: int = 200_000_000
    max_drawn_pixels: int = 20_000_000
    max_depth: int = 4
    max_ratio: int = 200
    max_unpacked_bytes: int = 8 * 1024**3
    max_members: int = 1_000_000
    ocr: str = "auto"
    """Whether page images are read: one of OCR."""
    ocr_cache: str = ""
    """A folder for what was read, by the hash of the page's image; "" for none."""

    taxonomies: str = ""
    """Taxonomies beside surveillance: shipped names and files, parted by os.pathsep."""

    passwords: tuple[str, ...] = field(default=(), repr=False)
    """Tried on what is encrypted, in order. Given with a run and kept nowhere: no setting, not in the case, never printed."""

    @property
    def locked(self) -> str:
        """Why something encrypted is not read."""
        if not self.passwords:
            return "encrypted: a password is needed"
        return f"encrypted: none of the {len(self.passwords)} passwords fits"


OCR = ("never", "auto", "always")
"""never; auto: pages without text, where the extra is installed; always: every page that is or holds an image."""
