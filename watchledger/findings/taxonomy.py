"""The taxonomy: what is looked for, in which words, with what counter-examples. One YAML file each, read strictly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from watchledger.errors import BadTaxonomy
from watchledger.findings.condition import ALWAYS, Condition, read_condition
from watchledger.findings.context import context
from watchledger.findings.yaml_file import Section, folded, read_yaml
from watchledger.model.finding import RUNGS

FOLDER = Path(__file__).parent / "taxonomies"
VERDICTS = ("yes", "unclear", "no")

Terms = Mapping[str, tuple[str, ...]]
"""Language code -> terms."""


@dataclass(frozen=True, slots=True)
class Group:
    id: str
    label_en: str
    label_zh: str


@dataclass(frozen=True, slots=True)
class Named:
    """A target group, venue type or programme: words that name it, words that only look like it."""

    id: str
    label_en: str
    label_zh: str
    terms: Terms
    near_miss: Terms


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung of the ladder of capability: `cues` that raise a finding to it, where one of `objects` (any, when there are none)
    and none of `unless` stands beside them. Folded words."""

    id: str
    cues: tuple[str, ...]
    objects: tuple[str, ...]
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """Terms that count only under a condition. `verdict` overrides the technology's; `why` is shown beside the finding."""

    id: str
    terms: tuple[str, ...]
    when: Condition
    verdict: str | None
    why: str


@dataclass(frozen=True, slots=True)
class VerdictRule:
    """What a purchase of the technology says about the whole document; the first that holds decides."""

    verdict: str
    when: Condition
    why: str


@dataclass(frozen=True, slots=True)
class Technology:
    """`terms` count always, `weak` only in context, `rules` under their condition; `near_miss` masks every technology,
    `not_here` only this one. `codes` are classification codes (CPV) that name it. `adjacent`: noted, not counted.
    `when` must hold for any of them (plates read at a car park are none). `capability`: the rung that it gives by itself; the first
    where a taxonomy has no ladder."""

    id: str
    group: str
    label_en: str
    label_zh: str
    capability: str
    adjacent: bool
    terms: Terms
    weak: Terms
    near_miss: Terms
    not_here: Terms
    codes: tuple[str, ...]
    units: tuple[str, ...]
    rules: tuple[Rule, ...]
    verdicts: tuple[VerdictRule, ...]
    note: str
    when: Condition = ALWAYS

    def words(self) -> tuple[str, ...]:
        """Every term that can name it, for a concept search: strong, weak and conditional, in all languages."""
        lists = [*self.terms.values(), *self.weak.values(), *(rule.terms for rule in self.rules)]
        return tuple(dict.fromkeys(word for words in lists for word in words))


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """One vocabulary. `hints` are rules without a technology: they move the verdict alone."""

    name: str
    version: str
    path: str
    groups: tuple[Group, ...]
    technologies: tuple[Technology, ...]
    hints: tuple[Rule, ...]
    near_miss: Terms
    target_groups: tuple[Named, ...]
    venues: tuple[Named, ...]
    programmes: tuple[Named, ...]
    weak_near: tuple[str, ...]
    weak_buyers: tuple[str, ...]
    ladder: tuple[Rung, ...] = ()
    reasons_zh: Mapping[str, str] = field(default_factory=dict)
    """The reasons of rules and verdicts -> the same in Chinese."""

    def technology(self, technology_id: str) -> Technology | None:
        return next((t for t in self.technologies if t.id == technology_id), None)


@lru_cache(maxsize=8)
def load(path: Path = FOLDER / "surveillance.yaml") -> Taxonomy:
    """The taxonomy of a file, parsed once a process. Raises BadTaxonomy with file, place and reason."""
    top = Section(read_yaml(path), path=str(path), place="")
    top.skip("languages", "note", "crosswalk", "standards_cues", "notice_stages")
    listed = top.mapping("word_sets")
    sets: dict[str, tuple[str, ...]] = {}
    for key in listed.names():
        words = listed.words(key)
        for word in words:
            if word.startswith("$") and word[1:] not in sets:
                raise listed.bad(f"{key!r} names {word!r}, which is not defined above it")
        flat = (w for word in words for w in (sets[word[1:]] if word.startswith("$") else (folded(word),)))
        sets[key] = tuple(dict.fromkeys(flat))
    taxonomy = Taxonomy(
        name=top.text("name", path.stem),
        version=top.text("version"),
        path=str(path),
        groups=tuple(_group(s) for s in top.sections("groups")),
        technologies=tuple(_technology(s, sets) for s in top.sections("technologies")),
        hints=tuple(_rule(s, sets) for s in top.sections("hints")),
        near_miss=top.by_language("global_near_miss"),
        target_groups=tuple(_named(s) for s in top.sections("target_groups")),
        venues=tuple(_named(s) for s in top.sections("venue_types")),
        programmes=tuple(_named(s) for s in top.sections("programmes")),
        weak_near=tuple(map(folded, top.words("context_cues_zh") + top.words("context_cues_en"))),
        weak_buyers=top.words("context_buyer_types"),
        reasons_zh=_reasons(top.mapping("reasons_zh")),
        ladder=tuple(_rung(s) for s in top.sections("capability_ladder")),
    )
    top.done()
    _check(taxonomy)
    return taxonomy


def _group(section: Section) -> Group:
    group = Group(section.text("id"), section.text("label_en"), section.text("label_zh"))
    section.done()
    return group


def _named(section: Section) -> Named:
    named = Named(
        id=section.text("id"), label_en=section.text("label_en"), label_zh=section.text("label_zh"),
        terms=section.by_language("terms"), near_miss=section.by_language("near_miss"),
    )  # fmt: skip
    section.done()
    return named


def _reasons(section: Section) -> dict[str, str]:
    reasons = {reason: section.text(reason) for reason in section.names()}
    section.done()
    return reasons


def _rung(section: Section) -> Rung:
    section.skip("rung", "label_en", "label_zh", "test")
    words = [
        tuple(folded(word) for listed in section.by_language(stem).values() for word in listed)
        for stem in ("cues", "objects", "unless")
    ]
    rung = Rung(section.choice("id", RUNGS), *words)
    section.done()
    return rung


def _rule(section: Section, sets: Mapping[str, tuple[str, ...]]) -> Rule:
    rule = Rule(
        id=section.text("id"), terms=section.words("terms"), when=read_condition(section, sets),
        verdict=section.choice("verdict", VERDICTS) if "verdict" in section else None, why=section.text("why", ""),
    )  # fmt: skip
    if not rule.terms:
        raise section.bad("a rule needs terms")
    section.done()
    return rule


def _verdict_rule(section: Section, sets: Mapping[str, tuple[str, ...]]) -> VerdictRule:
    rule = VerdictRule(section.choice("verdict", VERDICTS), read_condition(section, sets), section.text("why", ""))
    section.done()
    return rule


def _technology(section: Section, sets: Mapping[str, tuple[str, ...]]) -> Technology:
    technology = Technology(
        id=section.text("id"), group=section.text("group"), label_en=section.text("label_en"), label_zh=section.text("label_zh"),
        capability=section.choice("capability", RUNGS, RUNGS[0]), adjacent=section.flag("adjacent"),
        terms=section.by_language("terms"), weak=section.by_language("weak"),
        near_miss=section.by_language("near_miss"), not_here=section.by_language("not_here"),
        codes=section.words("codes"), units=section.words("units"),
        rules=tuple(_rule(s, sets) for s in section.sections("rules")),
        verdicts=tuple(_verdict_rule(s, sets) for s in section.sections("verdicts")),
        note=section.text("note", ""), when=read_condition(section, sets),
    )  # fmt: skip
    section.done()
    return technology


def _check(taxonomy: Taxonomy) -> None:
    """Ids are unique, groups and buyer types exist."""
    types = {buyer.id for buyer in context().buyer_types}
    for place, when in _conditions(taxonomy):
        unknown = {*when.buyer, *when.not_buyer} - types
        if unknown:
            raise BadTaxonomy(f"unknown buyer type {', '.join(sorted(unknown))}", path=taxonomy.path, place=place)
    groups = {group.id for group in taxonomy.groups}
    seen: set[str] = set()
    for technology in taxonomy.technologies:
        place = f"technologies > {technology.id}"
        if technology.id in seen:
            raise BadTaxonomy("this id is given twice", path=taxonomy.path, place=place)
        if technology.group not in groups:
            raise BadTaxonomy(f"unknown group {technology.group!r}", path=taxonomy.path, place=place)
        if not technology.words() and not technology.codes:
            raise BadTaxonomy("has no terms", path=taxonomy.path, place=place)
        seen.add(technology.id)


def _conditions(taxonomy: Taxonomy) -> Iterator[tuple[str, Condition]]:
    yield "context_buyer_types", Condition(buyer=taxonomy.weak_buyers)
    for rule in taxonomy.hints:
        yield f"hints > {rule.id}", rule.when
    for technology in taxonomy.technologies:
        place = f"technologies > {technology.id}"
        yield place, technology.when
        yield from ((f"{place} > rules > {rule.id}", rule.when) for rule in technology.rules)
        yield from ((f"{place} > verdicts > {n}", rule.when) for n, rule in enumerate(technology.verdicts, 1))
