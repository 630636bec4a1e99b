"""Invented notices with what they state, changed by tests/mutations.py, read, and judged.

Three sources: the generator of benchmarks/notices.py, the notices of `watchledger demo` with their labels, the layouts of
tests/golden/notices. Buyer and suppliers count as right when the same but for white space, width, script and, in a noisy text,
at most two characters misread; amounts to the fen.
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from mutations import KINDS, changed

from watchledger.formats import read_text
from watchledger.formats.decode import decode
from watchledger.lang.normal import fold
from watchledger.model import Document, Limits, Origin
from watchledger.model.notice import Notice
from watchledger.model.reading import Reading
from watchledger.pipeline import read_document

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "watchledger" / "demo"
GOLDEN = ROOT / "tests" / "golden" / "notices"
AMOUNTS = ("budget", "ceiling", "award_total")
NOISE_ALLOWED = 2
_CHARSET = re.compile(r"(charset=\W?)([\w-]+)", re.I)


@dataclass(frozen=True)
class Seed:
    """A notice before its change. `states` holds the fields that are judged: buyer, suppliers (names), amounts (yuan or None)."""

    name: str
    source: str
    is_html: bool
    states: dict[str, Any]
    ordered: bool = False
    """Several lots or winners, before and after: which line belongs to which is told by the order alone."""


@dataclass
class Tally:
    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


@dataclass
class Outcome:
    """`faults` are readings that stopped or quoted what does not stand there; `wrong` the values read amiss, for whoever looks."""

    tallies: dict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    notices: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    faults: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def read_mutated(count: int, seed: int) -> Outcome:
    """`count` changed notices, the kinds in turn, the sources by chance."""
    outcome = Outcome()
    for number in range(count):
        chance = Random(seed * 1_000_003 + number)
        kind = KINDS[number % len(KINDS)]
        origin = _origin(chance, number, ordered="shuffled" not in kind and kind != "two at once")
        source, is_html = changed(kind, origin.source, origin.is_html, chance)
        suffix = ".html" if is_html else ".txt"
        reading = read_document(Document(source.encode(), Origin(f"{number}{suffix}")), Limits())
        outcome.notices[kind] += 1
        place = f"{kind}: {origin.name} ({number})"
        outcome.faults += [f"{place}: {fault}" for fault in faults_of(reading)]
        if reading.notice is not None:
            _judge(outcome, kind, place, origin.states, reading.notice)
    return outcome


def faults_of(reading: Reading) -> Iterator[str]:
    """What must never be: a stage that stopped, a fact whose quote does not stand at its place."""
    yield from (problem for problem in reading.problems if " stopped: " in problem)
    if reading.text is None or reading.notice is None:
        yield f"not read: {reading.problems}"
        return
    content = reading.text.content
    quoted = [(fact.quote, fact.span) for _, _, fact in reading.notice.facts()]
    quoted += [(found.quote, found.span) for found in reading.findings]
    yield from (f"{quote!r} does not stand at {span.start}" for quote, span in quoted if content[span.start : span.end] != quote)


def _judge(outcome: Outcome, kind: str, place: str, states: dict[str, Any], notice: Notice) -> None:
    noisy = "noise" in kind or kind == "two at once"
    if "buyer" in states:
        got = [notice.buyer.value] if notice.buyer else []
        _count(outcome, (kind, "buyer"), place, got, [states["buyer"]] if states["buyer"] else [], noisy)
    if "suppliers" in states:
        _count(outcome, (kind, "supplier"), place, [s.name.value for s in notice.suppliers], states["suppliers"], noisy)
    for name in AMOUNTS:
        if name in states:
            fact = getattr(notice, name)
            wanted = [] if states[name] is None else [Decimal(str(states[name]))]
            _count(outcome, (kind, "amount"), f"{place} {name}", [fact.value.amount] if fact else [], wanted, False)


def _count(outcome: Outcome, key: tuple[str, str], place: str, got: list[Any], wanted: list[Any], noisy: bool) -> None:
    left, tally = list(wanted), outcome.tallies[key]
    for value in got:
        hit = next((w for w in left if _same(value, w, noisy)), None)
        if hit is None:
            tally.wrong += 1
            outcome.wrong.append(f"{place} {key[1]} {value}, should be {wanted}")
        else:
            left.remove(hit)
            tally.right += 1
    tally.missed += len(left)


def _same(got: Any, wanted: Any, noisy: bool) -> bool:
    if isinstance(wanted, Decimal):
        return abs(got - wanted) < Decimal("0.01")
    a, b = _plain(got), _plain(wanted)
    return a == b or (noisy and len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) <= NOISE_ALLOWED)


def _plain(name: str) -> str:
    return fold(re.sub(r"\s", "", name))


def _origin(chance: Random, number: int, *, ordered: bool) -> Seed:
    """Half of the generator, a quarter each of the demonstration and of the golden layouts."""
    share = chance.random()
    if share < 0.5:
        return _generated(chance.randrange(1_000_000))
    held = [seed for seed in (_demo() if share < 0.75 else _golden()) if ordered or not seed.ordered]
    return chance.choice(held)


@lru_cache(maxsize=1)
def _generator() -> Any:
    spec = importlib.util.spec_from_file_location("invented_pages", ROOT / "benchmarks" / "notices.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _generated(number: int) -> Seed:
    made = _generator()
    while (facts := made.stated(number)) is None:
        number += 1
    states = {"buyer": facts["buyer"], "suppliers": [facts["supplier"]] if "supplier" in facts else []}
    states |= {name: facts.get(name) for name in AMOUNTS}
    return Seed(f"page {number}", _decoded(made.page(number)), True, states)


def _decoded(content: bytes) -> str:
    """The source of a page; it names UTF-8 from now on."""
    return _CHARSET.sub(r"\1utf-8", decode(content)[0], count=1)


@lru_cache(maxsize=1)
def _demo() -> list[Seed]:
    labels = [json.loads(line) for line in (DEMO / "labels" / "facts.jsonl").read_text("utf-8").splitlines() if line.strip()]
    found = []
    for label in labels:
        path = DEMO / "notices" / label["id"]
        if path.is_file():
            states = {"buyer": label["buyer"], "suppliers": [s["name"] for s in label["suppliers"]]}
            found.append(_seed(path, states | {name: label[name] for name in AMOUNTS}, label["notice_type"]))
    return found


@lru_cache(maxsize=1)
def _golden() -> list[Seed]:
    found = []
    for case in sorted(path for path in GOLDEN.iterdir() if path.is_dir()):
        expected = json.loads((case / "expected.json").read_text("utf-8"))
        states = {name: expected[name] for name in ("buyer", *AMOUNTS) if name in expected}
        if "suppliers" in expected:
            states["suppliers"] = [name for name, _, _ in expected["suppliers"]]
        found.append(_seed(next(case.glob("notice.*")), states, expected.get("type")))
    return found


def _seed(path: Path, states: dict[str, Any], kind: str | None) -> Seed:
    """A web page as it is; of any other format, the text that its reader makes."""
    is_html = path.suffix == ".html"
    content = path.read_bytes()
    source = _decoded(content) if is_html else read_text(Document(content, Origin(path.name)), Limits())[1].content
    ordered = len(states.get("suppliers", ())) > 1 or kind in ("amendment", "clarification", "candidate")
    return Seed(path.name if path.stem != "notice" else path.parent.name, source, is_html, states, ordered)
