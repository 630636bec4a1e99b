"""One document: its text with every fact and finding lit, how it looks, what was read, its versions, and where it came from."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from watchledger.errors import BadQuery, NoSuchDocument
from watchledger.explore.context import contexts
from watchledger.explore.document import DocumentView, view
from watchledger.model.reading import Reading
from watchledger.model.review import subject_of_fact, subject_of_finding
from watchledger.publish.contract import as_json
from watchledger.search import parse
from watchledger.store import Content
from watchledger.web.access import FRAME_POLICY
from watchledger.web.layout import laid_out
from watchledger.web.lit import WINDOW, Mark, lit, window
from watchledger.web.pages import Desk, desk_of, render, words_of
from watchledger.web.routes.document_rows import fact_rows, facts_of, finding_rows
from watchledger.web.sheet import pages, sheet_at
from watchledger.web.versions import versions_seen
from watchledger.web.words import Words

router = APIRouter()
TABS = ("text", "original", "facts", "findings", "versions", "source")
MOST_HITS = 500


@router.get("/document/{document_id}")
def document(
    request: Request,
    document_id: str,
    at: int = 0,
    q: str = "",
    tab: str = "text",
    find: str = "",
    gloss: str = "",
    page: int = 0,
    zoom: int = 1,
) -> Response:
    """`at` is the character of the text that is shown; `page` the page of the original instead."""
    desk = desk_of(request)
    seen = view(desk.opened, document_id, unmask=desk.unmask, reading_of=desk.held.reading)
    reading = seen.reading
    at = next((block.start for block in pages(reading) if block.page == page), at)
    if reading.text is None:
        return render(request, "document_failed.html", reading=reading)
    tab = tab if tab in TABS else "text"
    common = {
        "reading": reading, "seen": seen, "title": _title(reading, seen.shown), "tab": tab, "tabs": TABS, "query": q, "find": find,
        "surveillance": as_json(reading, with_text=False, unmask=desk.unmask)["surveillance"], "unmask": desk.unmask,
        "facts": fact_rows(reading, seen.shown, words_of(request)),
        "findings": finding_rows(reading, seen.shown, words_of(request)),
        "decisions": _decisions(desk, reading),
    }  # fmt: skip
    if tab == "text":
        return render(request, "document.html", **common, **_text(desk, words_of(request), seen, at, q, find, glossed=bool(gloss)))
    more: dict[str, Any] = {}
    if tab == "original":
        marks = _marks(desk, words_of(request), seen, _hits(desk, seen, find or q)[0])
        sheet = sheet_at(reading, seen.shown, at, marks)
        more = {
            "sheet": sheet,
            "zoom": 2 if zoom == 2 else 1,
            "parts": [] if sheet else list(laid_out(seen.shown, reading.text.blocks)),
        }
    elif tab == "versions":
        more = {"versions": versions_seen(desk.opened, seen)}
    return render(request, "document.html", **common, **more)


def _text(desk: Desk, words: Words, seen: DocumentView, at: int, q: str, find: str, *, glossed: bool) -> dict[str, Any]:
    """The stretch of text around `at`, with hits of what is looked for lit beside facts and findings; and the page it is on."""
    reading, shown = seen.reading, seen.shown
    assert reading.text is not None
    hits, problem = _hits(desk, seen, find or q)
    at = at or (hits[0][0] if hits else 0)
    start, end = window(len(shown), at)
    marks = _marks(desk, words, seen, hits)
    furniture = [b for b in reading.text.blocks if b.kind == "furniture" and b.end > start and b.start < end]
    marks += [Mark(b.start, b.end, "furniture", f"n{i}", "") for i, b in enumerate(furniture)]
    now = max((i for i, (low, _) in enumerate(hits) if low <= at), default=0) if hits else None
    return {
        "hit_now": now,
        "stretches": lit(shown, marks, start, end), "start": start, "end": end, "length": len(shown), "window": WINDOW,
        "hits": hits, "problem": problem, "sheet": sheet_at(reading, shown, at, marks), "glossed": glossed,
    }  # fmt: skip


def _marks(desk: Desk, words: Words, seen: DocumentView, hits: list[tuple[int, int]]) -> list[Mark]:
    """What is lit: hits, facts and findings, each with what it is."""
    chinese = words.language == "zh"
    marks = [Mark(low, high, "hit", f"h{i}", "") for i, (low, high) in enumerate(hits)]
    for i, (name, _, f) in enumerate(facts_of(seen.reading)):
        marks.append(Mark(f.span.start, f.span.end, "fact", f"f{i}", words.of("field", name)))
    for i, finding in enumerate(seen.reading.findings):
        label = desk.vocabulary.get(finding.technology, (finding.technology,) * 2)[chinese]
        marks.append(Mark(finding.span.start, finding.span.end, "finding", f"t{i}", label))
    return marks


def _hits(desk: Desk, seen: DocumentView, query: str) -> tuple[list[tuple[int, int]], str]:
    """(where the words stand, what is wrong with the query)."""
    if not query.strip() or seen.reading.text is None:
        return [], ""
    try:
        tree = parse(query, desk.names)
    except BadQuery as error:
        return [], error.reason
    content = desk.store.contents([seen.head.key]).get(seen.head.key, Content("", ()))
    evidence = desk.store.evidence([seen.head.key]).get(seen.head.key, ())
    found = contexts(tree, content, evidence, most=MOST_HITS, unmask=desk.unmask)
    return sorted({(c.start, c.end) for c in found if c.end > c.start}), ""


def _decisions(desk: Desk, reading: Reading) -> dict[str, list[tuple[str, str]]]:
    """Key of a fact or finding -> (reviewer, judgement) of what stands on it."""
    assert reading.text is not None
    stands = desk.store.decisions.standing([reading.text.id])
    subjects = {f"f{i}": subject_of_fact(name, fact) for i, (name, _, fact) in enumerate(facts_of(reading))}
    subjects |= {f"t{i}": subject_of_finding(finding) for i, finding in enumerate(reading.findings)}
    return {key: [(who, d.judgement) for who, d in stands.get(subject, {}).items()] for key, subject in subjects.items()}


@router.get("/document/{document_id}/original")
def original(request: Request, document_id: str) -> Response:
    """The bytes as they came, as a download: never shown as a page of ours, whatever they hold. They name people, so the
    workbench gives them only to the case's owner (`--unmask`)."""
    desk = desk_of(request)
    if not desk.unmask:
        words = words_of(request)
        return render(request, "message.html", status=403, heading=words("page.problem"), message=words("document.masked"))
    reading = desk.reading(document_id)
    sha256 = reading.origin.container or reading.sha256
    headers = {"content-disposition": f'attachment; filename="{sha256[:16]}"', "content-security-policy": FRAME_POLICY}
    return Response(desk.store.originals.read(sha256), media_type="application/octet-stream", headers=headers)


@router.get("/document/{document_id}/frame")
def frame(request: Request, document_id: str) -> Response:
    """An HTML original as it looks, for the owner: in a sandbox without scripts, forms or anything loaded."""
    desk = desk_of(request)
    reading = desk.reading(document_id)
    if not desk.unmask or reading.media_type != "text/html" or reading.origin.container:
        raise NoSuchDocument(f"document {document_id} is not shown in a frame")
    headers = {"content-security-policy": FRAME_POLICY}
    return Response(desk.store.originals.read(reading.sha256), media_type="text/html", headers=headers)


def _title(reading: Reading, shown: str) -> str:
    title = reading.notice.title if reading.notice is not None else None
    return shown[title.span.start : title.span.end] if title is not None else reading.origin.path.rsplit("/", 1)[-1]
