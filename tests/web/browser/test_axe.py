"""No view has a serious or critical fault by axe-core, in either language, light or dark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.browser.conftest import AXE
from tests.web.browser.test_path import VIEWS

TABS = ("text", "original", "facts", "findings", "versions", "source")
RUN = """() => axe.run(document, {resultTypes: ['violations']})
    .then(found => found.violations.map(fault => [fault.id, fault.impact, fault.nodes[0].html.slice(0, 200)]))"""


@pytest.mark.parametrize(("language", "dark"), [("en", False), ("zh", True)])
def test_no_view_has_a_serious_fault(visit: Callable[..., Any], language: str, dark: bool) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (npm ci --prefix tests/web/browser)")
    page = visit(language=language, dark=dark)
    source = AXE.read_text("utf-8")
    document = page.locator(".hits h3 a").first.get_attribute("href")
    faults = []
    for path in (*VIEWS, *(f"{document}&tab={tab}&gloss=1" for tab in TABS)):
        page.goto(path)
        page.evaluate(source)
        faults += [(path, *fault) for fault in page.evaluate(RUN) if fault[1] in ("serious", "critical")]
    assert not faults, faults
