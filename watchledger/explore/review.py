"""The queue of a reviewer, and what comes of the decisions: precision, recall, the corrected count, and how far people agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from watchledger.explore.agreement import cohen_kappa, krippendorff_alpha
from watchledger.explore.case import Case
from watchledger.explore.context import Context, place
from watchledger.explore.estimate import Estimate, Interval, Scored, Stratum, prediction_powered, stratified
from watchledger.explore.sample import SURVEILLANCE
from watchledger.model.review import Decision, Subject, subject_of_document, subject_of_finding
from watchledger.model.text import masked
from watchledger.store import Content, Head, Sample

WIDTH = 60
OPENING = 600
"""Characters of the text shown where the machine found nothing: a title, the parties, the first lines of what is bought."""
PLACES = 4
AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Item:
    """A document to decide, or one finding of it. `places` are the words in which the machine saw the technology; `opening` is how
    the text begins, `shown` all of it, masked. `position` of `of` in the sample, from 1; 0 where there is no sample."""

    head: Head
    subject: Subject
    position: int
    of: int
    places: tuple[Context, ...]
    opening: str
    shown: str


def subjects(sample: Sample) -> list[Subject]:
    """What is asked of each document drawn, in order."""
    return [subject_of_document(one.document, sample.technology) for one in sample.drawn]


def undecided(case: Case, sample: Sample, reviewer: str) -> list[int]:
    """Positions (from 0) that the reviewer has yet to decide; documents that are gone are not among them."""
    asked = subjects(sample)
    stands = case.store.decisions.standing([subject.source for subject in asked])
    keys = case.store.keys_of(subject.source for subject in asked)
    held = {head.id for head in case.store.heads(keys)}
    return [at for at, one in enumerate(asked) if one.source in held and reviewer not in stands.get(one, {})]


def item(case: Case, sample: Sample, position: int) -> Item:
    """One document of the sample as a reviewer is shown it."""
    subject = subjects(sample)[position]
    (key,) = case.store.keys_of([subject.source])
    (head,) = case.store.heads([key])
    content = case.store.contents([key]).get(key, Content("", ()))
    shown = masked(content.text, content.masks)
    places = tuple(
        place(shown, e.start, e.end, content.pages, WIDTH)
        for e in case.store.evidence([key]).get(key, ())
        if e.status and (sample.technology == SURVEILLANCE or e.name in sample.technology.split(","))
    )
    return Item(head, subject, position + 1, len(sample.drawn), places[:PLACES], shown.strip()[:OPENING], shown)


def findings_to_decide(case: Case, keys: Sequence[int] | None, reviewer: str) -> Iterator[Item]:
    """Every finding, of all documents or the chosen ones, that the reviewer has yet to decide; in order of document and place."""
    wanted = [row[0] for row in case.store.stream("SELECT DISTINCT document FROM findings ORDER BY document")]
    chosen = set(keys) if keys is not None else None
    wanted = [key for key in wanted if chosen is None or key in chosen]
    for at in range(0, len(wanted), AT_ONCE):
        chunk = wanted[at : at + AT_ONCE]
        heads = {head.key: head for head in case.store.heads(chunk)}
        stands = case.store.decisions.standing(sorted({head.text_id for head in heads.values() if head.text_id}))
        for key, reading in case.store.readings(chunk):
            shown = masked(reading.text.content, reading.masks) if reading.text else ""
            for finding in sorted(reading.findings, key=lambda one: one.span):
                subject = subject_of_finding(finding)
                if reviewer not in stands.get(subject, {}):
                    pages = ((0, finding.page),) if finding.page is not None else ()
                    words = place(shown, finding.span.start, finding.span.end, pages, WIDTH)
                    yield Item(heads[key], subject, 0, 0, (words,), shown.strip()[:OPENING], shown)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of the two reviewers who decided most documents together (`kappa`), and of all (`alpha`, over `together` documents)."""

    reviewers: tuple[str, ...]
    together: int
    same: int
    kappa: float | None
    alpha: float | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """`open` documents were looked at and not settled (unsure, or reviewers of two minds); `if_yes` and `if_no` are the counts if
    all of those were one or the other. `powered` is the count by prediction-powered inference, None where a stratum has fewer
    than two decisions. `changed`: the case holds another number of documents now."""

    sample: Sample
    estimate: Estimate
    powered: Interval | None
    open: int
    if_yes: Interval
    if_no: Interval
    agreement: Agreement | None
    strata: tuple[Stratum, ...]
    changed: bool


def assess(case: Case, sample: Sample) -> Assessment:
    """What the decisions so far say. Where nothing is decided, the intervals are as wide as they can be."""
    asked = subjects(sample)
    stands = case.store.decisions.standing([subject.source for subject in asked])
    settled = [settle(stands.get(subject, {})) for subject in asked]
    strata = _strata(sample, settled)
    open_ = sum(one == "open" for one in settled)
    estimate = stratified(strata)

    def if_open_are(judgement: str) -> Interval:
        if not open_:
            return estimate.count
        return stratified(_strata(sample, [judgement if one == "open" else one for one in settled])).count

    return Assessment(
        sample,
        estimate,
        _powered(sample, settled),
        open_,
        if_open_are("yes"),
        if_open_are("no"),
        agreement([stands.get(subject, {}) for subject in asked]),
        strata,
        not sample.query and case.store.count() != sample.documents + sample.unreadable,
    )


def estimated(case: Case, sample: Sample) -> Estimate:
    """The estimate alone, for a screen that shows it after every decision."""
    asked = subjects(sample)
    stands = case.store.decisions.standing([subject.source for subject in asked])
    return stratified(_strata(sample, [settle(stands.get(subject, {})) for subject in asked]))


def settle(decisions: Mapping[str, Decision]) -> str | None:
    """yes or no by the greater number of reviewers who are sure, "open" when there is none, None where nobody has decided."""
    if not decisions:
        return None
    votes = Counter(one.judgement for one in decisions.values())
    if votes["yes"] == votes["no"]:
        return "open"
    return "yes" if votes["yes"] > votes["no"] else "no"


def agreement(stands: Sequence[Mapping[str, Decision]]) -> Agreement | None:
    """None where no document was decided by two people."""
    together = [one for one in stands if len(one) > 1]
    if not together:
        return None
    pairs = Counter(pair for one in together for pair in combinations(sorted(one), 2))
    first, second = min(pairs, key=lambda pair: (-pairs[pair], pair))
    both = [(one[first].judgement, one[second].judgement) for one in together if first in one and second in one]
    alpha = krippendorff_alpha([[decision.judgement for decision in one.values()] for one in together])
    return Agreement((first, second), len(both), sum(a == b for a, b in both), cohen_kappa(both), alpha)


def _decided(sample: Sample, settled: Sequence[str | None], stratum: int) -> Iterator[tuple[float, bool]]:
    for one, judgement in zip(sample.drawn, settled, strict=True):
        if one.stratum == stratum and judgement in ("yes", "no"):
            yield one.score, judgement == "yes"


def _strata(sample: Sample, settled: Sequence[str | None]) -> tuple[Stratum, ...]:
    out: list[Stratum] = []
    for number, stratum in enumerate(sample.strata):
        decided = list(_decided(sample, settled, number))
        out.append(Stratum(stratum.name, stratum.size, len(decided), sum(yes for _, yes in decided), stratum.found))
    return tuple(out)


def _powered(sample: Sample, settled: Sequence[str | None]) -> Interval | None:
    strata = []
    for number, stratum in enumerate(sample.strata):
        decided = list(_decided(sample, settled, number))
        if len(decided) < 2:
            return None
        scores = [score for score, documents in stratum.scores for _ in range(documents)]
        strata.append(Scored(stratum.name, scores, decided))
    return prediction_powered(strata) if strata else None
