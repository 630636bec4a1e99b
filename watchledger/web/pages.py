"""Templates and what every page needs: the words of its language, the case, the form token."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from watchledger.explore.case import Case
from watchledger.explore.columns import Columns
from watchledger.explore.document import find_document
from watchledger.explore.live import Live
from watchledger.model.reading import Reading
from watchledger.search import Index, Names
from watchledger.store import Store
from watchledger.store.shelf import Shelf
from watchledger.web.access import Pass
from watchledger.web.held import Held
from watchledger.web.words import LANGUAGES, Words, choose


@dataclass(frozen=True)
class Desk:
    """What the routes work with, a copy for each request. `names` are the words by which a query may call technologies,
    `vocabulary` their labels: id -> (English, Chinese)."""

    path: Path
    opened: Case
    key: Pass
    names: Names
    vocabulary: Mapping[str, tuple[str, str]]
    live: Live
    shelf: Shelf
    held: Held
    unmask: bool = False

    @cached_property
    def columns(self) -> Columns:
        """Those of the moment at which this request first asked for them."""
        return self.live.now()

    @property
    def store(self) -> Store:
        return self.opened.store

    @property
    def index(self) -> Index:
        return self.opened.index

    def reading(self, document_id: str) -> Reading:
        """Raises NoSuchDocument."""
        return self.held.reading(find_document(self.opened, document_id))


def desk_of(request: Request) -> Desk:
    """The desk as this visitor may see it: personal data is shown to owners alone, and only by a server told to."""
    if "desk" not in request.scope:
        desk: Desk = request.app.state.desk
        request.scope["desk"] = replace(desk, unmask=desk.unmask and request.scope.get("role") == "owner")
    held: Desk = request.scope["desk"]
    return held


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Everything is escaped; a name that a template misspells is an error."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["whole"] = lambda number: f"{number:,.0f}"
    made.filters["percent"] = lambda share: f"{share:.1%}"
    return made


def words_of(request: Request) -> Words:
    return Words(
        choose(request.query_params.get("lang") or request.cookies.get("lang"), request.headers.get("accept-language", ""))
    )


def render(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """The page; a language chosen in the address is remembered."""
    desk, words = desk_of(request), words_of(request)
    html = (
        environment()
        .get_template(template)
        .render(
            t=words,
            languages=LANGUAGES,
            case_name=desk.path.name,
            here=request.url.path,
            with_query=lambda **changes: _address(request, changes),
            form_token=request.scope.get("form_token", ""),
            user_name=request.scope.get("user_name"),
            technology=lambda name: desk.vocabulary.get(name, (name, name))[words.language == "zh"],
            value_name=lambda dimension, value: value_name(desk, words, dimension, value),
            **values,
        )
    )
    answer = HTMLResponse(html, status)
    if request.query_params.get("lang") in LANGUAGES:
        answer.set_cookie("lang", words.language, samesite="strict", max_age=365 * 86400)
    return answer


def value_name(desk: Desk, words: Words, dimension: str, value: str) -> str:
    """A value of a dimension as people read it; "" is what is not stated."""
    if value == "":
        return words("numbers.unstated")
    if dimension == "technology":
        return desk.vocabulary.get(value, (value, value))[words.language == "zh"]
    return words.of(dimension, value)


def _address(request: Request, changes: dict[str, Any]) -> str:
    """This page's address with some parameters changed (None takes one out): every view can be shared."""
    kept = [(k, v) for k, v in request.query_params.multi_items() if k not in changes]
    kept += [(k, str(v)) for k, v in changes.items() if v is not None]
    return request.url.path + ("?" + urlencode(kept) if kept else "")
