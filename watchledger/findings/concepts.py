"""Names by which a query may call technologies: ids, labels, groups and terms of the taxonomy, in either language."""

from __future__ import annotations

from watchledger.findings.taxonomy import Taxonomy, load
from watchledger.lang.normal import normal


def concept_names(taxonomy: Taxonomy | None = None) -> dict[str, tuple[str, ...]]:
    """Normalised name -> ids. Ids, labels and groups are taken as they are; a term names every technology that it stands for."""
    taxonomy = load() if taxonomy is None else taxonomy
    names: dict[str, tuple[str, ...]] = {}
    groups = {group.id: group for group in taxonomy.groups}
    for technology in taxonomy.technologies:
        group = groups.get(technology.group)
        of_group = (group.id, group.label_en, group.label_zh) if group else ()
        for name in (technology.id, technology.label_en, technology.label_zh, *of_group, technology.id.split(".")[0]):
            _add(names, name, technology.id)
    labels = frozenset(names)
    for technology in taxonomy.technologies:
        for word in technology.words():
            if normal(word).text not in labels:
                _add(names, word, technology.id)
    return names


def _add(names: dict[str, tuple[str, ...]], name: str, technology: str) -> None:
    key = normal(name).text
    held = names.get(key, ())
    if key and technology not in held:
        names[key] = (*held, technology)
