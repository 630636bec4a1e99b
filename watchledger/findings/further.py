"""Taxonomies beside surveillance: found by name or as a user's files. Their findings are named "taxonomy:id" and never count
as surveillance."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from watchledger.errors import BadTaxonomy
from watchledger.findings.find import find
from watchledger.findings.lexicon import Lexicon, compiled
from watchledger.findings.taxonomy import FOLDER, load
from watchledger.lang.normal import View
from watchledger.model import Finding, Notice, Text

OWN = "surveillance"
_NAME = re.compile(r"[a-z][a-z0-9_]{1,30}")


@lru_cache(maxsize=8)
def further(named: str) -> tuple[Lexicon, ...]:
    """The vocabularies that a setting names: shipped ones by name, others by path, parted by os.pathsep (":"). Raises
    BadTaxonomy for a file that breaks the rules, a name that is taken, a shipped name that does not exist."""
    made: dict[str, Lexicon] = {}
    for entry in filter(None, (part.strip() for part in named.split(os.pathsep))):
        path = _path(entry)
        taxonomy = load(path)
        if taxonomy.name == OWN or taxonomy.name in made:
            raise BadTaxonomy(f"the name {taxonomy.name!r} is taken", path=str(path), place="name")
        if not _NAME.fullmatch(taxonomy.name):
            raise BadTaxonomy("a name is small Latin letters, digits and _", path=str(path), place="name")
        made[taxonomy.name] = compiled(taxonomy)
    return tuple(made.values())


def _path(entry: str) -> Path:
    if entry.endswith((".yaml", ".yml")):
        return Path(entry)
    shipped = sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != OWN)
    if entry not in shipped:
        reason = f"no taxonomy of this name is shipped; there are {', '.join(shipped)}, and files end with .yaml"
        raise BadTaxonomy(reason, path=entry)
    return FOLDER / f"{entry}.yaml"


def find_further(text: Text, view: View, notice: Notice, named: str) -> tuple[Finding, ...]:
    """The findings of the vocabularies that the setting names, in the order of the text within each."""
    found: list[Finding] = []
    for vocabulary in further(named):
        found += (_namespaced(f, vocabulary.taxonomy.name) for f in find(text, view, notice, vocabulary)[0])
    return tuple(found)


def _namespaced(finding: Finding, name: str) -> Finding:
    rule = finding.rule.replace("findings.", f"findings.{name}:", 1)
    return replace(finding, technology=f"{name}:{finding.technology}", rule=rule)
