"""A PDF of 2,000 pages in the workbench: how long it takes until it stands open at its hit, at first and again.

    python benchmarks/long_pdf.py                       2,000 pages, made, read and opened in a folder of its own
    python benchmarks/long_pdf.py --pages 500 --times 10

Milliseconds, by `watchledger serve` in a process that starts anew for each of the first openings: `document` is the page of
HTML with the text and the hit lit, `picture` the page of the original that it shows, `again` both a second time.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from measure import cost_of
from web import Visitor, spread

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

from formats.pdf_file import PdfPageSource, pdf_of  # noqa: E402  the tests' writer of PDFs

HIT = "人脸识别比对服务器"
LINES = 36


def long_pdf(pages: int) -> bytes:
    """Pages of 1,700 characters; the hit stands once, at the foot of a page near the end."""
    made = []
    for number in range(1, pages + 1):
        page = PdfPageSource().text(60, 60, f"云溪县公安局视频监控系统采购文件 第{number}页", 14)
        for line in range(LINES):
            words = f"{number}-{line + 1} 供应商须按照采购文件的要求提供货物，安装高清网络摄像机及配套存储设备共若干台。"
            page.text(60, 95 + line * 20, words, 11)
        if number == max(pages * 15 // 16, 1):
            page.text(60, 822, f"{HIT} 2 套", 12)
        made.append(page)
    return pdf_of(*made)


def opened(case: Path) -> dict[str, float]:
    """One server's first opening of the document at its hit, and the second."""
    command = [sys.executable, "-m", "watchledger", "serve", str(case), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            visitor = Visitor(server.stdout.readline().strip())
            _, _, found = visitor.ask(f"/?q={quote(HIT)}")
            way = unescape(re.findall(r'href="(/document/[^"]+)"', found)[0])
            out: dict[str, float] = {}
            for when in ("", " again"):
                out[f"document{when}"], status, page = visitor.ask(way)
                assert status == 200, status
                assert 'id="h0"' in page, "the hit is not lit"
                picture = re.findall(r'src="(/document/\w+/page/\d+\.png)"', page)[0]
                out[f"picture{when}"], status, _ = visitor.ask(picture)
                assert status == 200, status
            return out
        finally:
            server.terminate()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--times", type=int, default=5, help="servers started, one after the other")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file, case = Path(folder) / "long.pdf", Path(folder) / "case"
        file.write_bytes(long_pdf(arguments.pages))
        added = cost_of([sys.executable, "-m", "watchledger", "add", case, file, "--quiet"])
        runs = [opened(case) for _ in range(arguments.times)]
    out: dict[str, Any] = {"pages": arguments.pages, "seconds of add": round(added.seconds, 1)}
    out |= {name: spread([run[name] for run in runs]) for name in runs[0]}
    print(json.dumps(out, indent=2))


if __name__ == "__main__":
    main()
