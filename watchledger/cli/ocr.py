"""The option --ocr of the commands that read, and the settings that come of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from watchledger.settings import OCR, Settings, load_settings

OcrOption = Annotated[
    str | None,
    typer.Option(
        "--ocr",
        metavar="never|auto|always",
        help="Page images: auto reads pages without text, where watchledger[ocr] is installed; always every page with an image.",
    ),
]


def settings_with(ocr: str | None, case: Path | None = None) -> Settings:
    """The settings with the option's word for `ocr`. A case keeps what was read of its page images, so that a second reading
    costs nothing."""
    if ocr is not None and ocr not in OCR:
        raise typer.BadParameter(f"{ocr!r} is not one of {', '.join(OCR)}", param_hint="--ocr")
    settings = load_settings(case)
    if case is not None and not settings.ocr_cache:
        settings = replace(settings, ocr_cache=str(case / "ocr"))
    return replace(settings, ocr=ocr) if ocr is not None else settings
