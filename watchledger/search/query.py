"""The language of queries: text -> tree. docs/reference/query.md is its description for people.

    query   = either                          either  = all { "OR" all }          all = one { ["AND"] one }
    one     = ("NOT" | "-") one | "(" either ")" | field | words
    field   = name ":" value | name ":" "(" either ")" | name ("<" "<=" ">" ">=" "=") number
    words   = '"' anything '"' | a run without white space

The signs of Chinese keyboards （ ） ： “ ” 「 」 ＞ ＜ ＝ ≥ ≤ are the same signs.
"""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import get_close_matches

from watchledger.errors import BadQuery
from watchledger.lang.normal import HAN, normal
from watchledger.search.analysis import WORD, is_word, units
from watchledger.search.tree import (
    ALIASES,
    CHOICES,
    FIELDS,
    NUMBER_FIELDS,
    TEXT_FIELDS,
    And,
    DocumentId,
    Everything,
    Exactly,
    Names,
    Not,
    Or,
    Query,
    Within,
    Words,
    statuses_named,
)
from watchledger.search.values import interval

MAX_LENGTH, MAX_TERMS, MAX_DEPTH = 20_000, 1_000, 50
"""Bounds of one query: far beyond what people type, and answered in under a second."""

_SIGNS = str.maketrans("（）：“”„「」『』＂＞＜＝－　", '():""""""""><=- ')
_FIELD = re.compile(f"([A-Za-z_]+(?:-[A-Za-z_]+)?|[{HAN}]{{1,6}})(:|>=|<=|≥|≤|>|<|=)")
_KEYWORD = re.compile(r"(AND|OR|NOT)(?=[\s(]|$)")


def parse(query: str, names: Names | None = None) -> Query:
    """The tree of a query; an empty one asks for everything. `names` are the technologies' ids and labels, normalised.

    Raises BadQuery, whose message says what is wrong, where, and what to write instead.
    """
    if len(query) > MAX_LENGTH:
        raise BadQuery(f"the query is longer than {MAX_LENGTH:,} characters")
    reader = _Reader(query, names)
    if reader.at_end():
        return Everything()
    tree = reader.either(0)
    if not reader.at_end():
        raise reader.wrong("this ) closes nothing; remove it, or put it into quotation marks to search for it")
    return tree


class _Reader:
    """A place in the query that moves on; `signs` is the query with its punctuation made ASCII, of the same length."""

    def __init__(self, query: str, names: Names | None) -> None:
        self.query, self.signs, self.names = query, query.translate(_SIGNS), names
        self.at = 0
        self.terms = 0

    def at_end(self) -> bool:
        while self.at < len(self.signs) and self.signs[self.at].isspace():
            self.at += 1
        return self.at == len(self.signs)

    def next_is(self, sign: str) -> bool:
        return not self.at_end() and self.signs.startswith(sign, self.at)

    def keyword(self) -> str | None:
        match = None if self.at_end() else _KEYWORD.match(self.signs, self.at)
        return match.group(1) if match else None

    def wrong(self, reason: str, at: int | None = None) -> BadQuery:
        at = self.at if at is None else at
        near = self.query[at : at + 12]
        return BadQuery(f"{reason} [character {at + 1}{f', at {near!r}' if near else ', the end'}]", place=None)

    # -- the grammar ------------------------------------------------------------------------------------------------------

    def either(self, depth: int, field: str | None = None) -> Query:
        if depth > MAX_DEPTH:
            raise self.wrong(f"parentheses are nested more than {MAX_DEPTH} deep")
        parts = [self.all(depth, field)]
        while self.keyword() == "OR":
            self.at += 2
            parts.append(self.all(depth, field))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def all(self, depth: int, field: str | None) -> Query:
        parts = [self.one(depth, field)]
        while not self.at_end() and not self.next_is(")"):
            word = self.keyword()
            if word == "OR":
                break
            if word == "AND":
                self.at += 3
            parts.append(self.one(depth, field))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def one(self, depth: int, field: str | None) -> Query:
        negations = 0
        while self.keyword() == "NOT" or (self.next_is("-") and not self.signs[self.at + 1 : self.at + 2].isspace()):
            self.at += 3 if self.signs[self.at] == "N" else 1
            negations += 1
            if negations > MAX_DEPTH:
                raise self.wrong("too many NOT")
        found = self.positive(depth, field)
        return Not(found) if negations % 2 else found

    def positive(self, depth: int, field: str | None) -> Query:
        if self.at_end():
            raise self.wrong("something must follow here: a word, a phrase in quotation marks, or a field such as buyer:公安局")
        if (word := self.keyword()) is not None:
            raise self.wrong(f'{word} needs something on both sides; to search for the word itself write "{word}"')
        self.terms += 1
        if self.terms > MAX_TERMS:
            raise self.wrong(f"more than {MAX_TERMS:,} terms")
        if self.signs[self.at] == ")":
            raise self.wrong("something must stand before this )")
        if self.signs[self.at] == "(":
            return self.group(depth, field)
        match = _FIELD.match(self.signs, self.at) if field is None else None
        if match and (name := self.field_named(match)):
            return self.field(name, match, depth)
        start = self.at
        text, quoted = self.words()
        return self.filter(field, text, start, quoted=quoted) if field else self.phrase(text, start, quoted=quoted)

    def group(self, depth: int, field: str | None) -> Query:
        opened = self.at
        self.at += 1
        inner = self.either(depth + 1, field)
        if not self.next_is(")"):
            raise self.wrong("this ( is not closed; add a )", opened)
        self.at += 1
        return inner

    def words(self) -> tuple[str, bool]:
        """A phrase in quotation marks, or a run up to white space; parentheses inside a run belong to it if they are paired,
        as in 远见科技(北京)有限公司."""
        start = self.at
        if self.signs[start] == '"':
            end = self.signs.find('"', start + 1)
            if end < 0:
                raise self.wrong('this quotation mark is not closed; add a "', start)
            self.at = end + 1
            return self.query[start + 1 : end], True
        depth = 0
        while self.at < len(self.signs):
            sign = self.signs[self.at]
            if sign.isspace() or sign == '"' or (sign == ")" and depth == 0):
                break
            depth += (sign == "(") - (sign == ")")
            self.at += 1
        return self.query[start : self.at], False

    # -- leaves -----------------------------------------------------------------------------------------------------------

    def phrase(self, text: str, at: int, *, quoted: bool, field: str = "text") -> Query:
        prefix = text.endswith("*") and not quoted
        found = tuple(units(normal(text.rstrip("*") if prefix else text).text))
        if not found:
            if prefix and field == "text":
                return Everything()
            raise self.wrong("nothing to search for between these quotation marks" if quoted else "nothing to search for here", at)
        if prefix and is_word(found[-1]) and len(found[-1]) > WORD:
            raise self.wrong(f"a word before * may have {WORD} characters", at)
        return Words(found, field, prefix and is_word(found[-1]))

    def field_named(self, match: re.Match[str]) -> str | None:
        name, sign = match.groups()
        known = ALIASES.get(name, ALIASES.get(name.lower(), name.lower()))
        if known in FIELDS:
            return known
        if not name.isascii() or "-" in name or sign != ":" or self.signs.startswith("//", match.end()):
            return None
        close = get_close_matches(name.lower(), FIELDS, 1)
        guess = f"did you mean {close[0]}:?" if close else f"fields are {', '.join(FIELDS)}"
        raise self.wrong(f'there is no field {name}: {guess} To search for the words themselves write "{name}:…"')

    def field(self, name: str, match: re.Match[str], depth: int) -> Query:
        start, sign = self.at, match.group(2)
        self.at = match.end()
        if sign != ":":
            if name not in NUMBER_FIELDS:
                raise self.wrong(f"{name}{sign} compares, but {name} is no number; write {name}:…", start)
            return self.compared(name, sign, start)
        if self.at_end() or self.signs[self.at] == ")":
            raise self.wrong(f"{name}: needs a value right after the colon", start)
        if self.signs[self.at] == "(":
            return self.group(depth, name)
        text, quoted = self.words()
        return self.filter(name, text, start, quoted=quoted)

    def compared(self, name: str, sign: str, start: int) -> Query:
        if self.at_end():
            raise self.wrong(f"{name}{sign} needs a number", start)
        text, _ = self.words()
        sign = {"≥": ">=", "≤": "<="}.get(sign, sign)
        if ".." in text:
            raise self.wrong(f"a range goes with a colon: {name}:{text}", start)
        found = self.within(name, text, start)
        if sign.startswith(">"):
            return replace(found, high=None, with_low=sign == ">=")
        if sign.startswith("<"):
            return replace(found, low=None, with_high=sign == "<=")
        return found

    def within(self, name: str, text: str, at: int) -> Within:
        try:
            low, high = interval(text, whole=name == "year")
        except ValueError as error:
            raise self.wrong(f"{name}: {error}", at) from error
        return Within(name, low, high)

    def filter(self, name: str, text: str, at: int, *, quoted: bool) -> Query:
        if name in TEXT_FIELDS:
            return self.phrase(text, at, quoted=quoted, field=name)
        if name in NUMBER_FIELDS:
            return self.within(name, text, at)
        if name == "technology":
            return self.technology(text, at)
        if name == "place":
            found = normal(text).text.strip()
            if not found:
                raise self.wrong("place: takes a division's name or code, such as 天河区, 440106 or GB-KEN", at)
            return Exactly("place", (found,))
        if name == "document":
            if not re.fullmatch("[0-9a-f]{2,64}", text.lower()):
                raise self.wrong("document: takes an id or its beginning, 2 or more of the characters 0-9 a-f", at)
            return DocumentId(text.lower()[:16])
        choice = CHOICES[name]
        value = choice.also.get(text, text.lower())
        if value not in choice.values:
            close = get_close_matches(value, choice.values, 1)
            guess = f"; did you mean {close[0]}?" if close else ""
            raise self.wrong(f"{name}: takes one of {', '.join(choice.values)}{guess}", at)
        return Exactly(name, (value,))

    def technology(self, text: str, at: int) -> Query:
        name, slash, status = text.rpartition("/")
        statuses = statuses_named(status.lower()) if slash else None
        if statuses is None:
            name = text
        wanted = normal(name).text
        if self.names is None:
            ids: tuple[str, ...] = (wanted,)
        else:
            found = (wanted,) if ":" in wanted else self.names.get(wanted)
            if not found:
                close = get_close_matches(wanted, list(self.names), 3, 0.5)
                guess = f"; close to it: {', '.join(close)}" if close else ""
                raise self.wrong(
                    f"no technology is called {name!r}{guess} (`watchledger count CASE --by technology` lists them)", at
                )
            ids = found
        return Exactly("technology", tuple(f"{i}/{s}" for i in ids for s in statuses) if statuses else ids)
