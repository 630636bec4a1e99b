"""Make the pictures of every view of the workbench in this folder, and README.md that shows them: of the demonstration case, whose
notices are invented. Needs Chromium, playwright and pillow:

    python docs/screens/make.py
"""

from __future__ import annotations

import io
import shutil
import socket
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import uvicorn
from PIL import Image
from playwright.sync_api import sync_playwright

import watchledger
from watchledger.pipeline import add
from watchledger.settings import Settings
from watchledger.web import create_app
from watchledger.web.access import Pass

HERE = Path(__file__).parent
NOTICES = Path(watchledger.__file__).parent / "demo" / "notices"
KEY = Pass("for-the-pictures")
COLOURS = 48
"""Of a picture's palette: text stays sharp, and a view weighs 20 to 60 kB."""
PDF = "/?q=人脸抓拍&is=format:application/pdf"
VIEWS: tuple[tuple[str, str, str], ...] = (
    ("search", "/?q=人脸识别", "Search: the bar, facets with exact counts, words in context"),
    ("search-table", "/?q=公安局&view=table&is=verdict:yes", "The same as a table, narrowed by a chip"),
    ("document", PDF, "A document: its page with the hit lit, its text, what was found"),
    ("original", f"{PDF} original", "The original's page, larger"),
    ("facts", f"{PDF} facts", "Every fact with its words and rule"),
    ("findings", f"{PDF} findings", "Every finding"),
    ("versions", f"{PDF} versions", "Captures compared"),
    ("source", f"{PDF} source", "Where it came from"),
    ("batch", "/batch", "A list of queries"),
    ("saved", "/saved", "Saved searches"),
    ("review", "/review", "Review: samples and queues"),
    ("review-item", "/review/item?kind=finding&technology=video.face", "One thing a screen"),
    ("disagreements", "/review/disagreements", "Where reviewers disagree"),
    ("numbers", "/numbers?by=technology&then=type", "Counts by two dimensions"),
    ("table", "/table/T6", "A table of the method"),
    ("why", "/why?q=人脸识别", "Why documents are counted"),
    ("timeline", "/picture/timeline?q=人脸识别", "Timeline beside its denominator"),
    ("map", "/picture/map", "China to prefectures, silent places marked"),
    ("world", "/picture/world", "The world"),
    ("network", "/picture/network", "Buyers, suppliers and brands"),
    ("ladder", "/picture/ladder", "Rungs of capability by place and year"),
    ("organisation", "/organisation?name=云溪市公安局", "An organisation under all its names"),
    ("project", "/project?named=QLZH-2023-0417", "A project, stage by stage"),
    ("place", "/place/510000", "A place"),
    ("match", "/match", "Names that may be one body"),
    ("sources", "/sources", "What became of every file"),
    ("cell", "/table/T6/cell?at=bio.dna", "A cell's documents, and why they are counted"),
    ("sign-in", "/sign-in", "Signing in, where several people share a workbench"),
    ("changes", "/changes", "Changes between captures"),
)
TWO_FIRMS = """砚州市松石区道路维修工程中标公告
采购人：砚州市松石区交通运输局
中标供应商：砚州华筑工程股份有限公司
中标金额：1,230,000.00元
公告日期：2023年5月9日
"""
"""Beside the demonstration: a firm whose name differs from another's by its legal form alone, so that there is a pair to decide."""
SMALL = (("search-zh-narrow", "/?q=人脸识别", "In Chinese, 360 pixels wide"), ("document-zh-dark", PDF, "In Chinese, dark"))


def served(case: Path) -> str:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    host = f"127.0.0.1:{listener.getsockname()[1]}"
    server = uvicorn.Server(uvicorn.Config(create_app(case, hosts=frozenset({host}), key=KEY), log_level="error"))
    threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return f"http://{host}"


def shot(page: Any, name: str, way: str) -> None:
    path, _, tab = way.partition(" ")
    page.goto(path)
    if path == PDF:
        page.locator(".hits h3 a").first.click()
        if tab:
            page.goto(f"{page.url}&tab={tab}")
    page.wait_for_load_state("networkidle")
    drawn = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    drawn.save(HERE / f"{name}.png", optimize=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        case = Path(folder) / "demo-case"
        notices = shutil.copytree(NOTICES, Path(folder) / "notices")
        (notices / "two-firms.txt").write_text(TWO_FIRMS, "utf-8")
        for _ in add(case, [notices], Settings()):
            pass
        base = served(case)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        wide = {"width": 1280, "height": 800}
        sets: tuple[tuple[tuple[tuple[str, str, str], ...], dict[str, Any]], ...] = (
            (VIEWS, {"viewport": wide, "locale": "en-GB"}),
            (SMALL[:1], {"viewport": {"width": 360, "height": 740}, "locale": "zh-CN"}),
            (SMALL[1:], {"viewport": wide, "locale": "zh-CN", "color_scheme": "dark"}),
        )
        for views, how in sets:
            context = browser.new_context(base_url=base, **how)
            context.add_cookies([{"name": "reviewer", "value": "reader", "url": base}])
            page = context.new_page()
            page.goto(f"/?token={KEY.token}")
            for name, way, _ in views:
                shot(page, name, way)
        browser.close()
    lines = [f"## {about}\n\n![{about}]({name}.png)\n" for name, _, about in (*VIEWS, *SMALL)]
    head = (
        "# Every view of the workbench\n\nMade by `docs/screens/make.py` from the demonstration case; its notices are invented.\n\n"
    )
    (HERE / "README.md").write_text(head + "\n".join(lines), "utf-8")


if __name__ == "__main__":
    main()
