"""Text of PDFs beside PDFium's own, and recognition of rendered pages.

    python benchmarks/pages.py pdf ../shared/corpus          every digital PDF below
    python benchmarks/pages.py scans --font FONT --n 12      Chinese pages at 200 dpi, clean and noisy

pdf: characters of PDFium's text that ours lacks (white space and marks without a meaning aside), and CPU beside pypdfium2 asked for
the text and for a box of each character. scans: share of wrong characters (edit distance), CPU seconds a page; full and half width
punctuation count as one. Pages are invented.
"""

# ruff: noqa: E501  (sentences are easier to read in whole lines)
from __future__ import annotations

import argparse
import io
import json
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

from watchledger.errors import UnreadableDocument
from watchledger.formats import read_text
from watchledger.model import Document, Limits, Origin

_MEANINGLESS = frozenset("\ufffe\ufffd\xa0\x02")
_SYMBOL, _LAST_SYMBOL = "\uf000", "\uf0ff"
"""Symbol fonts' signs, which the reader gives as the signs they show."""
_SENTENCES = (
    "云溪县公安局视频监控系统采购公告（虚构），项目编号：YX-2031-007。", "本项目采用公开招标方式，欢迎符合条件的供应商参加投标。",
    "预算金额：人民币1,285,000.00元，最高限价：1,280,000.00元。", "供应商须具有独立承担民事责任的能力，并提供有效的营业执照。",
    "采购内容：高清网络摄像机36台、人脸识别服务器2套、存储设备1批。", "投标截止时间：2031年3月17日9时30分（北京时间），逾期不予受理。",
    "質保期不少於三年，供應商應在接到通知後二十四小時內到達現場。", "The supplier shall deliver 36 cameras and 2 servers within 60 days.",
    "评标办法：综合评分法，其中价格分占百分之三十，技术分占百分之五十。", "中标人应在合同签订后四十五日内完成安装、调试、培训及验收工作。",
)  # fmt: skip


def pdfs(folder: Path) -> None:
    import pypdfium2

    total = missing = 0
    mine = theirs = with_boxes = 0.0
    for path in sorted(folder.rglob("*.pdf")):
        content = path.read_bytes()
        try:
            read_text(Document(content, Origin(path.name)), Limits(ocr="never"))
            began = time.process_time()
            _, text = read_text(Document(content, Origin(path.name)), Limits(ocr="never"))
            mine += time.process_time() - began
        except UnreadableDocument:
            continue
        began = time.process_time()
        words = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)]
        theirs += time.process_time() - began
        began = time.process_time()
        for page in pypdfium2.PdfDocument(content):
            textpage = page.get_textpage()
            textpage.get_text_range()
            for index in range(textpage.count_chars()):
                textpage.get_charbox(index)
        with_boxes += time.process_time() - began
        wanted = Counter(c for c in "".join(words) if c > " " and c not in _MEANINGLESS and not _SYMBOL <= c <= _LAST_SYMBOL)
        lost = sum((wanted - Counter(text.content)).values())
        total, missing = total + sum(wanted.values()), missing + lost
        print(json.dumps({"file": path.name, "characters": sum(wanted.values()), "missing": lost}))
    recall = 1 - missing / max(total, 1)
    times = {"cpu": round(mine, 2), "pypdfium2 text": round(theirs, 2), "pypdfium2 text and boxes": round(with_boxes, 2)}
    ratios = {"to text": round(mine / max(theirs, 1e-9), 2), "to text and boxes": round(mine / max(with_boxes, 1e-9), 2)}
    print(json.dumps({"characters": total, "recall": round(recall, 5), **times, **ratios}))


def page_image(rng: random.Random, font: Any, *, noisy: bool) -> tuple[bytes, str]:
    """A page at 200 dpi as PNG, and its words."""
    import numpy as np
    from PIL import Image, ImageDraw, ImageFilter

    lines = [rng.choice(_SENTENCES) for _ in range(28)]
    image = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text((150, 160 + 72 * number), line, font=font, fill=0)
    out = io.BytesIO()
    if noisy:
        image = image.rotate(0.6, fillcolor=255, resample=Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(0.8))
        grains = np.random.default_rng(rng.randrange(1 << 30)).normal(0, 14, (2339, 1654))
        image = Image.fromarray(np.clip(np.asarray(image, np.float32) + grains, 0, 255).astype(np.uint8))
        image.save(out, "JPEG", quality=60, dpi=(200, 200))
    else:
        image.save(out, "PNG", dpi=(200, 200))
    return out.getvalue(), "\n".join(lines)


def folded(words: str) -> str:
    table = {ord(a): b for a, b in zip("，。：；（）！？、“”", ',.:;()!?,""', strict=True)}
    return "".join(words.translate(table).split())


def distance(a: str, b: str) -> int:
    """Edits from one to the other."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


def scans(font_file: Path, count: int) -> None:
    from PIL import ImageFont

    font = ImageFont.truetype(str(font_file), 38)
    for noisy in (False, True):
        rng = random.Random(7)
        wrong = size = 0
        spent = 0.0
        for number in range(count + 1):
            content, words = page_image(rng, font, noisy=noisy)
            began = time.process_time()
            _, text = read_text(Document(content, Origin("page")), Limits(ocr="always"))
            if number == 0:
                continue  # loads the models
            spent += time.process_time() - began
            expected = folded(words)
            wrong, size = wrong + distance(folded(text.content), expected), size + len(expected)
        name = "noisy" if noisy else "clean"
        print(
            json.dumps(
                {
                    "pages": name,
                    "characters": size,
                    "wrong": round(wrong / size, 5),
                    "cpu a page": round(spent / count, 2),
                    "pages a minute on 2 cores": round(120 * count / spent, 1),
                }
            )
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("pdf", "scans"))
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--font", type=Path)
    parser.add_argument("--n", type=int, default=12)
    options = parser.parse_args()
    if options.what == "pdf":
        pdfs(options.folder)
    else:
        scans(options.font, options.n)


if __name__ == "__main__":
    main()
