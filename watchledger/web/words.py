"""The catalogue of what the workbench says, complete in each language (tested): locales/en.toml and locales/zh.toml."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

LANGUAGES = {"en": "English", "zh": "简体中文"}
_FOLDER = Path(__file__).parent / "locales"


@lru_cache(maxsize=4)
def catalogue(language: str) -> dict[str, str]:
    """Key ("search.none") to text; sections of the file become the part before the dot."""
    tree = tomllib.loads((_FOLDER / f"{language}.toml").read_text("utf-8"))
    return {f"{section}.{key}": text for section, texts in tree.items() for key, text in texts.items()}


class Words:
    """Texts of one language: `words("search.found", total=3)`. A missing key is our mistake and raises KeyError."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._texts = catalogue(language)

    def __call__(self, key: str, **values: object) -> str:
        text = self._texts[key]
        return text.format(**values) if values else text

    def reason(self, rule: str, words: str) -> str:
        """Why two names are one body, or two notices one project: the program's own words, which are English, or what the rule
        says in the page's language."""
        return words if self.language == "en" else self.of("reason", rule)

    def of(self, section: str, name: str) -> str:
        """The text of a name that comes from data (a status, a notice type); the name itself where there is none."""
        return self._texts.get(f"{section}.{name}", name)


def choose(wanted: str | None, accepted: str) -> str:
    """The language of a page: what the visitor chose, else the first of the browser's that there is, else English."""
    if wanted in LANGUAGES:
        return wanted
    for part in accepted.split(","):
        tag = part.split(";")[0].strip().lower()[:2]
        if tag in LANGUAGES:
            return tag
    return "en"
