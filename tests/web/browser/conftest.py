"""The demonstration case in Debian's Chromium, driven by Playwright. Skipped, with the reason, where there is none."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

import watchledger
from watchledger.pipeline import add
from watchledger.settings import Settings
from watchledger.web import create_app
from watchledger.web.access import Pass

NOTICES = Path(watchledger.__file__).parent / "demo" / "notices"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
TWO_FIRMS = """砚州市松石区道路维修工程中标公告
项目编号：YZ-2023-0931
采购人：砚州市松石区交通运输局
中标供应商：砚州华筑工程股份有限公司
中标金额：1,230,000.00元
公告日期：2023年5月9日
"""
"""A firm whose name differs from another's of the case by its legal form alone: a pair to decide."""
KEY = Pass("a-token-for-the-browser")


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a workbench over the demonstration case."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed (Debian: apt install chromium)")
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install playwright)")
    work: Path = tmp_path_factory.mktemp("browser")
    case = work / "demo-case"
    notices = shutil.copytree(NOTICES, work / f"a_folder_{'with_a_long_name_' * 8}")  # one word, wider than any screen
    (notices / "two-firms.txt").write_text(TWO_FIRMS, "utf-8")
    for _ in add(case, [notices], Settings()):
        pass
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    host = f"127.0.0.1:{listener.getsockname()[1]}"
    server = uvicorn.Server(uvicorn.Config(create_app(case, hosts=frozenset({host}), key=KEY), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://{host}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def browser(base: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


def _sought(url: str) -> bool:
    return url.endswith("/no-such-page")


@pytest.fixture
def visit(base: str, browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page of a fresh visitor who holds the key; at the end no request went to another host and no script failed."""
    contexts, asked, wrong = [], [], []

    def come(*, width: int = 1280, language: str = "en", dark: bool = False) -> Any:
        locale = {"en": "en-GB", "zh": "zh-CN"}[language]
        context = browser.new_context(
            base_url=base, viewport={"width": width, "height": 800}, locale=locale, color_scheme="dark" if dark else "light",
            accept_downloads=True,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "response",
            lambda answer: (
                wrong.append(f"{answer.status} {answer.url}") if answer.status >= 400 and not _sought(answer.url) else None
            ),
        )
        page.on("console", lambda message: wrong.append(message.text) if "Content Security Policy" in message.text else None)
        page.goto(f"/?token={KEY.token}")
        return page

    yield come
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith((base, "data:", "blob:"))] == []
    assert not wrong, wrong
