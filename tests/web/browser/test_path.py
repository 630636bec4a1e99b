"""The reporter's path through the workbench, from the search to the exported file, in both languages and on a narrow screen."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

VIEWS = (
    "/", "/?q=人脸识别", "/?q=人脸识别&view=table", "/batch", "/saved", "/review", "/review/item?kind=finding",
    "/review/disagreements", "/numbers", "/table/T6", "/picture/timeline", "/picture/map", "/picture/world",
    "/picture/network", "/picture/ladder", "/why?q=人脸识别",
    "/organisation", "/organisation?name=云溪市公安局", "/project", "/project?named=QLZH-2023-0417", "/match", "/place/510000",
    "/sources", "/changes", "/sign-in", "/table/T6/cell?at=bio.dna", "/no-such-page",
)  # fmt: skip
TABS = ("text", "original", "facts", "findings", "versions", "source")


def views_of(page: Any) -> list[str]:
    """The address of every view, each tab of a document's and of a PDF's too."""
    found = []
    for path in ("/?q=人脸识别", "/?is=format:application/pdf"):
        page.goto(path)
        document = page.locator(".hits h3 a").first.get_attribute("href")
        found += [f"{document}&tab={tab}&gloss=1" for tab in TABS]
    return [*VIEWS, *found, f"{found[-1].replace('tab=source', 'tab=original')}&zoom=2"]


def number(words: str) -> int:
    return int(re.findall(r"[\d,]+", words)[0].replace(",", ""))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [1280, 360])
def test_from_the_search_to_the_file(visit: Callable[..., Any], language: str, width: int, tmp_path: Path) -> None:
    """Each reader asks another question: what the others decided stands in the same case."""
    asked = {("en", 1280): "", ("zh", 360): "video.face", ("en", 360): "video.cctv", ("zh", 1280): "field.bodycam"}
    question = asked[language, width]
    page = visit(language=language, width=width)
    for words in ("人脸识别", '"facial recognition"'):
        page.fill("input[name=q]", words)
        page.press("input[name=q]", "Enter")
        total = number(page.inner_text("[role=status]"))
        assert total == page.locator(".hits > li").count() > 0
        assert page.locator(".hits mark").first.is_visible()
    _see_a_lit_page(page)
    _decide_ten(page, question)
    _export_a_number(page, tmp_path / "result.csv")


def _see_a_lit_page(page: Any) -> None:
    """A hit in a PDF opens its page with the words lit on it; a value leads to its place in the text and on the page, and back."""
    page.goto("/?q=人脸抓拍&is=format:application/pdf")
    page.locator(".hits h3 a").first.click()
    picture = page.locator(".paper img")
    _waits_for(picture, "complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 200
    lit = page.locator(".paper .hit.here")
    assert "".join(lit.locator("text").all_text_contents()) == "人脸抓拍"
    _lies_on(picture.bounding_box(), lit.first.locator("rect").bounding_box())
    page.locator(".side td a").nth(1).click()
    assert page.locator(".text :target").first.is_visible()
    assert page.locator(".paper .here").count() > 0
    page.locator(".text :target").first.click()
    assert page.locator("tr:target").is_visible()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.paper .finding text'))")
    assert page.evaluate("getSelection().toString()").strip()


def _waits_for(element: Any, attribute: str, value: object) -> None:
    """Asks by an assertion of the driver: a condition given as words is compiled on the page, which the page's policy forbids."""
    from playwright.sync_api import expect

    expect(element).to_have_js_property(attribute, value, timeout=30_000)


def _says(element: Any, words: str) -> None:
    from playwright.sync_api import expect

    expect(element).to_contain_text(words, timeout=30_000)


def _lies_on(sheet: Any, box: Any) -> None:
    assert sheet["x"] < box["x"] and box["x"] + box["width"] < sheet["x"] + sheet["width"]
    assert sheet["y"] < box["y"] and box["y"] + box["height"] < sheet["y"] + sheet["height"]


def _decide_ten(page: Any, question: str) -> None:
    page.goto("/review")
    draw = page.locator("form[action='/review/sample']")
    if not draw.locator("input[name=n]").is_visible():
        page.locator("details summary").first.click()
    draw.locator("input[name=n]").fill("12")
    draw.locator("input[name=technology]").fill(question)
    draw.locator("button").click()
    first = page.inner_text("#estimate .count")
    for done in range(1, 11):
        page.wait_for_load_state()  # a key before the script is there is lost
        page.keyboard.press("y" if done % 3 else "n")
        _waits_for(page.locator("progress"), "value", done)
    changed = page.inner_text("#estimate .count")
    assert changed != first
    page.wait_for_load_state()
    page.keyboard.press("u")
    _waits_for(page.locator("progress"), "value", 9)
    page.wait_for_load_state()
    assert page.inner_text("#estimate .count") != changed
    page.keyboard.press("c")
    page.keyboard.type("a note")
    assert page.input_value("#note") == "a note"


def _export_a_number(page: Any, file: Path) -> None:
    page.goto("/numbers?by=technology")
    cell = page.locator("td.n a").first
    counted = number(cell.inner_text())
    cell.click()
    assert number(page.inner_text("[role=status]")) == counted
    page.locator(".tools details summary").nth(1).click()
    with page.expect_download() as download:
        page.locator("a[href^='/result.csv']").first.click()
    download.value.save_as(file)
    rows = list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
    shown = [re.findall(r"/document/(\w+)", link.get_attribute("href"))[0] for link in page.locator(".hits h3 a").all()]
    assert [row["id"] for row in rows][: len(shown)] == shown
    assert len(rows) == counted


def test_a_value_is_corrected_by_selecting_its_words(visit: Callable[..., Any]) -> None:
    page = visit()
    page.goto("/review/item?kind=fact&field=buyer")
    page.wait_for_load_state()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#words mark'))")
    words = page.inner_text("#words mark")
    _waits_for(page.locator("#corrected"), "value", words)
    page.keyboard.press("c")
    page.keyboard.type("as the text has it")
    page.locator("button[value=correct]").click()
    _waits_for(page.locator("progress"), "value", 1)
    log = page.request.get("/review/log.jsonl").text()
    assert words in log and "as the text has it" in log
    page.wait_for_load_state()
    page.keyboard.press("u")
    _waits_for(page.locator("progress"), "value", 0)


def test_two_readers_of_two_minds_are_shown_side_by_side(visit: Callable[..., Any]) -> None:
    for who, key in (("first reader", "y"), ("second reader", "n")):
        page = visit()
        page.goto("/review")
        page.fill("#who", who)
        with page.expect_navigation():
            page.press("#who", "Enter")
        page.goto("/review/item?kind=finding&technology=video.face")
        page.wait_for_load_state()
        others = {"first reader", "second reader"} - {who}
        assert not any(other in page.inner_text("main") for other in others)  # nobody sees what the other decided
        page.keyboard.press(key)
        _waits_for(page.locator("progress"), "value", 1)
    page.goto("/review/disagreements")
    shown = page.inner_text("main")
    assert "first reader" in shown and "second reader" in shown


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_keys_are_shown(visit: Callable[..., Any], language: str) -> None:
    page = visit(language=language)
    page.goto("/review/item?kind=finding")
    page.wait_for_load_state()
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.keyboard.press("y")  # decides nothing while the list is open
    page.keyboard.press("Escape")
    assert not page.locator("dialog#keys").is_visible()
    assert page.evaluate("document.querySelector('progress').value") == 0
    page.locator("#show-keys").click()
    assert page.locator("dialog#keys").is_visible()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_view_is_wider_than_a_narrow_screen(visit: Callable[..., Any], language: str) -> None:
    page = visit(width=360, language=language)
    too_wide = []
    for path in views_of(page):
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0:
            too_wide.append(path)
    assert not too_wide, too_wide


REACHABLE = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, iframe')]
    .filter(e => e.checkVisibility() && e.tabIndex >= 0 && !e.closest('details:not([open]) > :not(summary)'))"""
"""All that can be used, folded parts apart. Lit words on a page's picture are left out: each is a link of the text beside it."""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_keyboard_alone_reaches_everything(visit: Callable[..., Any], language: str) -> None:
    """On every view, with everything unfolded; each stop is seen by its outline."""
    page = visit(language=language)
    missed, unseen = [], []
    for path in views_of(page):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        page.evaluate("document.activeElement.blur()")
        page.evaluate("window.reached = new Set()")
        page.evaluate("document.addEventListener('focusin', event => window.reached.add(event.target), true)")
        for _ in range(page.evaluate(f"({REACHABLE})().length + document.querySelectorAll('[tabindex=\"0\"]').length") + 3):
            page.keyboard.press("Tab")
        missed += [
            (path, html)
            for html in page.evaluate(f"({REACHABLE})().filter(e => !window.reached.has(e)).map(e => e.outerHTML.slice(0, 90))")
        ]
        page.keyboard.press("Shift+Tab")
        if (
            page.evaluate("document.activeElement !== document.body && getComputedStyle(document.activeElement).outlineStyle")
            == "none"
        ):
            unseen.append(path)
    assert missed == []
    assert unseen == []


def test_two_names_are_decided_by_keyboard(visit: Callable[..., Any]) -> None:
    page = visit()
    page.goto("/match")
    page.wait_for_load_state()
    left = number(page.inner_text("#left"))
    page.keyboard.press("n")
    _says(page.locator("#left"), str(left - 1))
    page.wait_for_load_state()
    page.keyboard.press("u")
    _says(page.locator("#left"), str(left))


def test_the_search_page_is_light(visit: Callable[..., Any], base: str) -> None:
    page = visit()
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.goto("/?q=人脸识别")
    page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) < 400_000


def test_a_narrow_screen_shows_hits_before_what_narrows_them(visit: Callable[..., Any]) -> None:
    page = visit(width=360)
    page.goto("/?q=人脸识别")
    hits, facets = (page.locator(one).bounding_box() for one in (".hits", "aside"))
    assert hits["y"] < 600 and hits["y"] + hits["height"] <= facets["y"]
    assert page.locator(".hits > li", has_text="22-water").get_by_text("menu").is_visible()  # other notices' names around it
    page.locator("a.narrow").click()
    assert page.locator("aside summary").first.is_visible()
