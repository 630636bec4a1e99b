"""Names in Latin and Cyrillic letters: diacritics, legal forms, spellings, numbers."""

from __future__ import annotations

import re
import unicodedata

from watchledger.entities.distance import edits
from watchledger.entities.name import Name
from watchledger.entities.tables import latin_forms, latin_words, longest_latin_form
from watchledger.lang.normal import normal

_CYRILLIC = dict(
    zip(
        map(ord, "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ"),
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch * y * e yu ya i i e g".replace("*", "").split(" "),
        strict=True,
    )
)
"""The simplified passport transliteration (ICAO 9303), without signs for ъ and ь."""
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l", "ı": "i", "&": " and ", "+": " and "})
_APOSTROPHE = re.compile(r"['’‘`´ʼ]")
_INITIALS = re.compile(r"\b(?:[^\W\d_][./]){1,}[^\W\d_]\b\.?")
_OTHER = re.compile(r"[^\w]+|_")
_INTL = re.compile(r"\bint['’]l\b")
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z]{2,4}\b)")
"""SiemensAG: a legal form set without a space."""
_SHORT = re.compile(r"\s*\(([^\W\d_]{2,8})\)\s*$")
_SMALL = ("of", "the", "and", "for", "de", "du", "des", "la", "le", "und", "der", "die")
"""Words that initials pass over."""
_LONG_FORM = 12
"""Letters of a legal form's words from which one wrong letter is still that form."""


def parse_latin(raw: str, folded: str) -> Name:
    parted = normal(_GLUED.sub(" ", _without_initials(raw[:200]))).text
    text = _INTL.sub("intl", parted.translate(_CYRILLIC).translate(_LETTERS))
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = _APOSTROPHE.sub("", text)
    text = _INITIALS.sub(lambda m: m.group().replace(".", "").replace("/", ""), text)
    written = _OTHER.sub(" ", text).split()[:40]
    words, form = _without_form(written)
    table = latin_words()
    core = tuple(w for word in words for w in table.get(word, (word,)))
    core = core or tuple(words) or tuple(written)
    core = _tens(core)
    numbers = tuple(w for w in core if any(c.isdigit() for c in w))
    return Name(raw, "latin", folded, "".join(core), form, numbers=numbers, words=core)


def _without_initials(raw: str) -> str:
    """A name without its own initials in brackets at its end: West Yorkshire Combined Authority (WYCA)."""
    found = _SHORT.search(raw)
    if found is None:
        return raw
    words = re.findall(r"[^\W\d_]+", raw[: found.start()])
    told = {"".join(w[0] for w in kept).lower() for kept in (words, [w for w in words if w.lower() not in _SMALL])}
    return raw[: found.start()] if found.group(1).lower() in told else raw


def _without_form(words: list[str]) -> tuple[list[str], str]:
    """The words without legal forms at either end; the class of the most telling one. A name of nothing else keeps its words."""
    form = ""
    table = latin_forms()
    again = True
    while again and len(words) > 1:
        again = False
        for size in range(min(longest_latin_form(), len(words) - 1), 0, -1):
            for at in (len(words) - size, 0):
                kind = table.get(tuple(words[at : at + size])) or _misspelt_form(words[at : at + size])
                if kind is None or (at == 0 and size == 1 and kind in ("any", "partners")):
                    continue
                form = kind if form in ("", "any") else form
                words = words[:at] + words[at + size :]
                again = True
                break
            if again:
                break
    return words, form


def _misspelt_form(words: list[str]) -> str | None:
    """The class of a long legal form with one wrong letter: Aktiengeselschaft, joynt stock company."""
    joined = " ".join(words)
    if len(joined) < _LONG_FORM:
        return None
    near = ((form, kind) for form, kind in latin_forms().items() if len(form) == len(words) and form[0][0] == joined[0])
    return next((kind for form, kind in near if edits(" ".join(form), joined, 1) <= 1), None)


def _tens(words: tuple[str, ...]) -> tuple[str, ...]:
    """forty four -> 44."""
    out: list[str] = []
    for word in words:
        if out and word.isdigit() and len(word) == 1 and out[-1].isdigit() and len(out[-1]) == 2 and out[-1][1] == "0":
            out[-1] = out[-1][0] + word
        else:
            out.append(word)
    return tuple(out)
