"""No view has a serious or critical fault by axe-core, in either language, light or dark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.browser.conftest import AXE
from tests.web.browser.test_path import views_of

RUN = """() => axe.run(document, {resultTypes: ['violations']})
    .then(found => found.violations.map(fault => [fault.id, fault.impact, fault.nodes[0].html.slice(0, 200)]))"""


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("zh", 1280), ("zh", 360)])
def test_no_view_has_a_serious_fault(visit: Callable[..., Any], language: str, width: int) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (npm ci --prefix tests/web/browser)")
    page = visit(language=language, width=width)
    source = AXE.read_text("utf-8")
    faults = []
    for path in views_of(page):
        page.goto(path)
        page.evaluate(source)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            faults += [(path, scheme, *fault) for fault in page.evaluate(RUN) if fault[1] in ("serious", "critical")]
    assert not faults, faults
