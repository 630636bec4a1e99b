"""No view has a serious or critical fault by axe-core, in either language, light or dark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.browser.conftest import AXE
from tests.web.browser.test_path import VIEWS

TABS = ("text", "original", "facts", "findings", "versions", "source")
RUN = """rules => axe.run(document, {resultTypes: ['violations'], ...(rules ? {runOnly: rules} : {})})
    .then(found => found.violations.map(fault => [fault.id, fault.impact, fault.nodes[0].html.slice(0, 200)]))"""
COLOURS = ["color-contrast"]
"""What can be worse in the dark: only colours change."""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_view_has_a_serious_fault(visit: Callable[..., Any], language: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (npm ci --prefix tests/web/browser)")
    page = visit(language=language)
    source = AXE.read_text("utf-8")
    document = page.locator(".hits h3 a").first.get_attribute("href")
    page.goto("/?is=format:application/pdf")
    pdf = page.locator(".hits h3 a").first.get_attribute("href")
    faults = []
    for path in (*VIEWS, *(f"{document}&tab={tab}&gloss=1" for tab in TABS), f"{pdf}&tab=text", f"{pdf}&tab=original"):
        page.goto(path)
        page.evaluate(source)
        for scheme, rules in (("light", None), ("dark", COLOURS)):
            page.emulate_media(color_scheme=scheme)
            faults += [(path, scheme, *fault) for fault in page.evaluate(RUN, rules) if fault[1] in ("serious", "critical")]
    assert not faults, faults
