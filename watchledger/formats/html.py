"""HTML -> Text, in one pass over the tags with a stack of the open containers.

No tree is built: an HTML5 parser (lexbor) costs 0.33 ms a page before anything is done with its tree, and 75 s for 100,000
nested elements, where this pass is linear. The tests hold its text against lexbor's on real pages.

A line of the content is what a browser shows between two line breaks: a paragraph, heading, list item, or a line of one
split by <br>. Cells of a data table are parted by tabs and rows by line breaks; a list of terms (dl) is a table of two columns.
Scripts, styles and comments are dropped;
what the page hides (display: none) stays in the text, searchable, but as furniture: a reader of the page never saw it, and
portals keep templates and stale notices there. Only where a page shows next to nothing else is hidden text taken as content.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from watchledger.formats.decode import decode
from watchledger.formats.furniture import HIDDEN, hint
from watchledger.formats.html_page import Page
from watchledger.formats.html_tables import span_of
from watchledger.model import Document, Limits, Text

READER = "html/1"

_MAX_TAGS = 1_000_000
"""Tags read of one page: a million cost some seconds and 0.4 GB; the rest is reported, not read."""
_LOOK_AHEAD = 20
"""Pieces between "<" that one tag may span (an attribute's value may hold < and >)."""
_CONTAINERS = (
    "div", "ul", "ol", "section", "article", "main", "header", "footer", "nav", "aside", "form", "fieldset", "select",
    "button", "menu", "dialog", "template", "noscript", "details", "center", "body", "figure",
)  # fmt: skip
_BLOCKS = {
    **dict.fromkeys(
        ("p", "pre", "blockquote", "address", "caption", "option", "legend", "figcaption", "summary",
         "optgroup", "textarea", "br", "hr"), "paragraph",
    ),
    "li": "item",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
}  # fmt: skip
_VOID = ("area", "base", "col", "embed", "img", "input", "link", "param", "source", "track", "wbr")
_WEIGHED = frozenset((*_CONTAINERS, *_VOID, "br", "hr", "meta", "td", "th", "table", "dl", "dt", "dd"))
"""Elements that see to their being hidden themselves, or hold nothing."""
_INLINE = (
    "span", "b", "strong", "i", "em", "u", "s", "font", "sub", "sup", "small", "big", "label", "o:p", "st1:chsdate", "ins", "html",
    "head", *_VOID,
)  # fmt: skip
_DROPPED = frozenset(("script", "style", "iframe", "noembed", "noframes", "xmp", "object", "math", "svg"))
_WITHOUT_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
"""Characters without width that editors leave inside words; they would break every match and are dropped."""
_WRITTEN_WITHOUT_WIDTH = re.compile("&#(?:820[345]|65279|173|x200[bcd]|xfeff|xad);|&(?:zwnj|zwj|shy|ZeroWidthSpace);", re.I)
_TAG = re.compile(r"""[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+>""")
_META_CONTENT = re.compile(r"""content\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)
_META_NAME = re.compile(r"""(?:name|property)\s*=\s*["']?(ArticleTitle|PubDate|ContentSource|og:title)["'\s/]""", re.I)
"""Properties that the standard of Chinese government sites asks for, and the one that most sites have for the headline."""
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|ofd|zip|rar|7z|jpe?g|png|tif|dwg|txt|ppt)\b|download|attach", re.I)
"""Links to attachments belong to the notice and are not weighed as links."""

Action = Callable[[str, str], None]
Actions = dict[str, str | Action]
"""Tag -> what to do: a function of name and attributes, the kind of the line that begins there, or "" for nothing."""


def read(document: Document, limits: Limits) -> Text:
    """The text of a page. Problems say what could not be decoded or was cut."""
    source, problem = decode(document.content)
    page = Page(limits.max_text_chars)
    if problem is not None:
        page.problems.append(problem)
    walk(source, page)
    return page.text(READER)


def walk(source: str, page: Page) -> None:
    """Feed the markup to `page`, tag by tag. Text is what follows a tag up to the next."""
    parts = _collapsed(source).split("<", _MAX_TAGS)
    if len(parts) > _MAX_TAGS:
        parts.pop()
        page.problems.append(f"the page has more than {_MAX_TAGS} tags; the rest was not read")
    actions = _actions(page)
    action_of, tags, buffer, end = actions.get, _Tags(parts), page.buffer, len(parts)
    buffer.append(parts[0])
    unhidable = set(_WEIGHED)
    at = 1
    while at < end:
        part = parts[at]
        at += 1
        name, closed, text = part.partition(">")
        action = action_of(name)
        attributes = ""
        if action is None:
            head = name
            name, _, attributes = head.partition(" ")
            action = action_of(name)
            if action is None or not closed or head.count('"') & 1 or head.count("'") & 1:
                tags.at = at
                name, attributes, text = tags.whole(part)
                at = tags.at
                action = action_of(name, "")
            if ("none" in attributes or "hidden" in attributes) and name not in unhidable and hint(name, attributes) == HIDDEN:
                _hide(page, actions, name, unhidable)
                action = ""
        if action.__class__ is not str:
            action(name, attributes)  # type: ignore[operator]
        elif action:
            if buffer:
                page.line(action)
            else:
                page.kind = action
        if text and (buffer or text != " "):
            buffer.append(text)
            if page.in_link:
                page.link_chars += len(text)
        if page.full:
            break
    page.finish()


class _Tags:
    """The pieces of a page between its "<", and where reading them has come to."""

    def __init__(self, parts: list[str]) -> None:
        self.parts = parts
        self.at = 1
        self._unended: set[str] = set()

    def whole(self, part: str) -> tuple[str, str, str]:
        """Name (lower case, "/" before an end tag's, "" for what is no tag), attributes, and the text after the tag."""
        first = part[:1]
        if first == "!" or first == "?" or first == "%":
            return "", "", self._after_declaration(part)
        if first != "/" and not first.isalpha():
            return "", "", "<" + part
        head, closed, text = part.partition(">")
        if not closed or head.count('"') & 1 or head.count("'") & 1:
            head, text = self._joined(part)
        name, _, attributes = head.partition(" ")
        if name[-1:] == "/" and len(name) > 1:
            name = name[:-1]
        name = name.lower()
        if not name[:2].lstrip("/")[:1].isalpha() or not name.isascii():
            return "", "", "<" + part
        if name in _DROPPED and head[-1:] != "/":
            text = self._after_element(name)
        return name, attributes, text

    def _joined(self, part: str) -> tuple[str, str]:
        """A tag whose attributes hold < or >, and its text; where none ends within reach, up to the first ">"."""
        whole = part
        for ahead in range(_LOOK_AHEAD):
            match = _TAG.match(whole)
            if match is not None:
                self.at += ahead
                return whole[: match.end() - 1], whole[match.end() :]
            if self.at + ahead >= len(self.parts):
                break
            whole = f"{whole}<{self.parts[self.at + ahead]}"
        head, closed, text = part.partition(">")
        return (head, text) if closed else ("", "")

    def _after_declaration(self, part: str) -> str:
        """The text after a comment, a doctype, a processing instruction or a server page's directive."""
        end = "-->" if part.startswith("!--") else "%>" if part[0] == "%" else ">"
        if end not in self._unended:
            start = self.at
            found = part.find(end, 2)
            while found < 0 and self.at < len(self.parts):
                part = self.parts[self.at]
                self.at += 1
                found = part.find(end)
            if found >= 0:
                return part[found + len(end) :]
            self._unended.add(end)
            self.at, part = start, self.parts[start - 1]
        return part.partition(">")[2]

    def _after_element(self, name: str) -> str:
        """The text after the end tag of an element whose content is dropped; an unended one drops its tag alone."""
        start, end = self.at, "/" + name
        if name not in self._unended:
            while self.at < len(self.parts):
                part = self.parts[self.at]
                self.at += 1
                if part[: len(end)].lower() == end:
                    return part.partition(">")[2]
            self._unended.add(name)
        self.at = start
        return self.parts[start - 1].partition(">")[2]


def _actions(page: Page) -> Actions:
    """What to do at each tag; a tag that is absent is inline and does nothing."""

    def container(name: str, attributes: str) -> None:
        page.open(name, hint(name, attributes))

    def link(_name: str, attributes: str) -> None:
        page.in_link = ("href" in attributes or "HREF" in attributes) and _FILE.search(attributes) is None
        page.link_count += page.in_link

    def end_link(_name: str, _: str) -> None:
        page.in_link = False

    def table(_name: str, attributes: str) -> None:
        page.open_table(hint("table", attributes))

    def cell(name: str, attributes: str) -> None:
        spans = (span_of(attributes, "rowspan"), span_of(attributes, "colspan")) if "span" in attributes.lower() else (1, 1)
        page.open_cell(*spans, hint("td", attributes) if attributes else 0, header=name == "th")

    def term(_name: str, attributes: str) -> None:
        page.end_row()
        cell("dt", attributes)

    def meta(_name: str, attributes: str) -> None:
        _property(page, attributes)

    actions: Actions = {}
    actions |= dict.fromkeys(_INLINE, "") | {"/" + name: "" for name in _INLINE}
    actions |= _BLOCKS | {"/" + name: "paragraph" for name in _BLOCKS}
    actions |= dict.fromkeys(_CONTAINERS, container)
    actions |= {"/" + name: lambda name, _: page.close(name[1:]) for name in _CONTAINERS}
    actions |= {
        "br/": "paragraph",
        "br /": "paragraph",
        "a": link,
        "/a": end_link,
        "title": "title",
        "/title": "paragraph",
        "meta": meta,
    }
    actions |= {"table": table, "/table": lambda _n, _a: page.end_table(), "td": cell, "th": cell}
    actions |= {"dl": table, "/dl": lambda _n, _a: page.end_table(), "dt": term, "dd": cell}
    actions |= dict.fromkeys(("/td", "/th", "/dt", "/dd"), lambda _n, _a: page.end_cell())
    actions |= dict.fromkeys(
        ("thead", "/thead", "tbody", "/tbody", "tfoot", "/tfoot"), lambda n, _a: page.head(begins=n == "thead")
    )
    actions |= dict.fromkeys(("tr", "/tr"), lambda _n, _a: page.end_row())
    return actions


def _hide(page: Page, actions: Actions, name: str, unhidable: set[str]) -> None:
    """Open a hidden element that is no container by itself; its end tag is found by counting, or, for paragraphs, items and
    rows, implied by the next of them. Until then the name is `unhidable`: what is inside is hidden anyway."""
    first, last = actions.get(name, ""), actions.get("/" + name, "")
    implied = bool(first) and name != "a"
    depth = 1

    def again(_: str, attributes: str) -> None:
        nonlocal depth
        if implied:
            end("/" + name, "")
        else:
            depth += 1
        _act(page, first, name, attributes)

    def end(ended: str, _: str) -> None:
        nonlocal depth
        depth -= 1
        _act(page, last, ended, "")
        if depth <= 0:
            page.close(name)
            actions[name], actions["/" + name] = first, last
            unhidable.discard(name)

    unhidable.add(name)
    _act(page, first, name, "")
    page.open(name, HIDDEN)
    actions[name], actions["/" + name] = again, end


def _act(page: Page, action: str | Action, name: str, attributes: str) -> None:
    if not isinstance(action, str):
        action(name, attributes)
    elif action:
        page.line(action)


def _property(page: Page, attributes: str) -> None:
    name, content = _META_NAME.search(attributes), _META_CONTENT.search(attributes)
    value = (content[1] or content[2] or "").strip() if content else ""
    if name is None or not value:
        return
    is_title = name[1].lower() in ("articletitle", "og:title")
    page.property("title" if is_title else "paragraph", value if is_title else f"{name[1]}: {value}", f"meta[@name='{name[1]}']")


def _collapsed(source: str) -> str:
    """White space of ASCII run together, as a browser shows it; inside <pre> it is kept as line breaks and hard spaces.

    By way of bytes, whose split knows ASCII white space only: 30 µs a page against 350 µs for a pattern.
    """
    if "<pre" in source or "<PRE" in source:
        source = _kept(source)
    source = b" ".join(source.encode("utf-8", "surrogatepass").split()).decode("utf-8", "surrogatepass")
    for char in _WITHOUT_WIDTH:
        if char in source:
            source = source.replace(char, "")
    if "&#" in source or "&zw" in source or "&shy" in source:
        source = _WRITTEN_WITHOUT_WIDTH.sub("", source)
    return source


def _kept(source: str) -> str:
    pieces = re.split(r"(<pre\b|</pre\b)", source, flags=re.I)
    inside = False
    for index, piece in enumerate(pieces):
        if index % 2:
            inside = piece[1] != "/"
        elif inside:
            start, closed, rest = piece.partition(">")
            pieces[index] = start + closed + rest.replace("\n", "<br>").replace("  ", "\xa0\xa0")
    return "".join(pieces)
