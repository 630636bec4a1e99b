"""Readings against labels made by hand: precision, recall and F1 of each field, and whether every value is quoted exactly.

Labels and readings are plain values (JSON): labels as docs/reference describes them, readings as `watchledger read` prints them.
Text compares after NFKC, without white space, final punctuation and case; amounts to the fen; dates by day.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import PurePosixPath
from typing import Any

from watchledger.model.finding import BOUGHT

ALIKE = 0.9
"""Similarity from which two titles are the same: brackets and a portal's suffix may differ, a lot number may not."""
SHORTEST_CODE = 5
"""Characters from which a project number counts when it is a whole part of one written together with another."""
COMMON_CHARS = 2
"""Characters that a finding's quote must share with the label's."""

_ENDS = "。.,，;；:：、"
_PLACE = re.compile(r".+?(?:省|自治区|特别行政区|市|自治州|州|盟|地区|区|县|旗|镇|乡)")
Same = Callable[[Any, Any], bool]


@dataclass(slots=True)
class Score:
    """`right` values, those `wrong` or made up, those `missed`; what went wrong, in words."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else None


Scores = dict[str, Score]


def macro_f1(scores: Scores) -> float | None:
    """The mean F1 of the fields that occur."""
    known = [score.f1 for score in scores.values() if score.f1 is not None]
    return sum(known) / len(known) if known else None


def score_notices(readings: Iterable[Mapping[str, Any]], labels: Iterable[Mapping[str, Any]], known: set[str]) -> Scores:
    """Facts of notices; a label's `id` is its file's name. `known` are the technologies that count."""
    found = {PurePosixPath(reading["path"]).name: reading for reading in readings}
    scores: Scores = {name: Score() for name in ("notice_type", *_SCALARS, *_LISTS)}
    for label in labels:
        reading = found.get(label["id"], {})
        notice = reading.get("notice") or {}
        _scalar(scores["notice_type"], label["id"], value_of(notice.get("type")), label["notice_type"], same_words)
        for name, same in _SCALARS.items():
            _scalar(scores[name], label["id"], value_of(notice.get(name)), label.get(name), same)
        for name, (of_notice, of_label, same_member) in _LISTS.items():
            _members(scores[name], label["id"], of_notice(notice), of_label(label), same_member)
        _members(scores.setdefault("technologies", Score()), label["id"], bought(reading, known), _known(label, known), same_words)
    return scores


def score_passages(readings: Iterable[Mapping[str, Any]], labels: Iterable[Mapping[str, Any]], known: set[str]) -> Scores:
    """Technologies, verdict and, where labelled, status, quantity and quote; a label's `id` is the row's record id."""
    found = {str(reading.get("record_id")): reading for reading in readings}
    scores: Scores = {name: Score() for name in ("technologies", "surveillance", "status", "quantity", "quote")}
    for label in labels:
        reading = found.get(str(label["id"]), {})
        _members(scores["technologies"], label["id"], bought(reading, known), _known(label, known), same_words)
        for wanted in label.get("findings") or ():
            mine = [one for one in reading.get("findings") or () if one["technology"] == wanted["technology"]]
            if mine:
                _one(scores["status"], label["id"], right=any(one.get("status") == wanted["status"] for one in mine))
                _one(scores["quote"], label["id"], right=any(share_words(one.get("quote"), wanted["quote"]) for one in mine))
                if wanted.get("quantity") is not None:
                    _one(
                        scores["quantity"],
                        label["id"],
                        right=any(same_amount(one.get("quantity"), wanted["quantity"]) for one in mine),
                    )
        if label["surveillance"] != "unclear":
            said = (reading.get("surveillance") or {}).get("verdict") == "yes"
            _verdict(scores["surveillance"], label["id"], said=said, wanted=label["surveillance"] == "yes")
    return scores


def exactly_quoted(readings: Iterable[Mapping[str, Any]]) -> tuple[int, list[str]]:
    """(values whose quote is the text at its offsets, the places of those that are not or have no quote)."""
    good = 0
    bad: list[str] = []
    for reading in readings:
        for place, node in _nodes({"notice": reading.get("notice"), "findings": reading.get("findings")}, str(reading.get("path"))):
            if {"quote", "start", "end"} <= node.keys():
                text = reading.get("text")
                exact = bool(text is not None and node["quote"] and text[node["start"] : node["end"]] == node["quote"])
                good += exact
                bad += [] if exact else [place]
            elif node.get("value") not in (None, "", []):
                bad.append(place)
    return good, bad


def value_of(fact: Any) -> Any:
    """A fact's value; of money the amount."""
    if isinstance(fact, Mapping) and "value" in fact:
        fact = fact["value"]
    return fact["amount"] if isinstance(fact, Mapping) and "amount" in fact else fact


def bought(reading: Mapping[str, Any], known: set[str]) -> list[str]:
    """The technologies that the document buys; what exists already, is optional, reserved or ruled out is not bought."""
    return sorted({f["technology"] for f in reading.get("findings") or () if f.get("status") in (None, *BOUGHT)} & known)


def plain(value: Any) -> str:
    """The form in which words compare."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(value))).strip(_ENDS).casefold()


def same_words(one: Any, other: Any) -> bool:
    return plain(one) == plain(other)


def same_title(one: Any, other: Any) -> bool:
    return plain(one) == plain(other) or SequenceMatcher(None, plain(one), plain(other)).ratio() >= ALIKE


def same_code(one: Any, other: Any) -> bool:
    a, b = plain(one), plain(other)
    return a == b or (min(len(a), len(b)) >= SHORTEST_CODE and (a in b or b in a))


def same_amount(one: Any, other: Any) -> bool:
    try:
        return abs(float(one) - float(other)) < 0.01
    except (TypeError, ValueError):
        return False


def same_day(one: Any, other: Any) -> bool:
    return str(one)[:10] == str(other)[:10]


def same_place(said: Any, wanted: Any) -> bool:
    """The finest place that the label names must be said; a level spelled out or left out does not matter."""
    if SequenceMatcher(None, plain(said), plain(wanted)).ratio() >= ALIKE:
        return True
    levels = _PLACE.findall(plain(wanted)) or [plain(wanted)]
    return levels[-1] in plain(said)


def share_words(one: Any, other: Any) -> bool:
    a, b = plain(one or ""), plain(other or "")
    return bool(a and b) and (a in b or b in a or SequenceMatcher(None, a, b).find_longest_match().size >= COMMON_CHARS)


_SCALARS: dict[str, Same] = {
    "title": same_title, "buyer": same_words, "agency": same_words, "budget": same_amount, "ceiling": same_amount,
    "award_total": same_amount, "published": same_day, "deadline": same_day, "region": same_place,
}  # fmt: skip


def _same_item(said: Any, wanted: Any) -> bool:
    return same_title(said[0], wanted[0]) and all(w is None or same_amount(s, w) for s, w in zip(said[1:], wanted[1:], strict=True))


def _items(holder: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    return [tuple(value_of(item.get(name)) for name in ("name", "quantity", "unit_price")) for item in holder.get("items") or ()]


def _suppliers(holder: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    return [(value_of(supplier.get("name")), value_of(supplier.get("amount"))) for supplier in holder.get("suppliers") or ()]


def _codes(holder: Mapping[str, Any]) -> list[Any]:
    return [value_of(code) for code in holder.get("project_codes") or ()]


def _names(holder: Mapping[str, Any]) -> list[Any]:
    return [name for name, _ in _suppliers(holder)]


def _priced(holder: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    return [pair for pair in _suppliers(holder) if pair[1] is not None]


def _same_priced(said: Any, wanted: Any) -> bool:
    return same_words(said[0], wanted[0]) and same_amount(said[1], wanted[1])


_Members = Callable[[Mapping[str, Any]], Sequence[Any]]
_LISTS: dict[str, tuple[_Members, _Members, Same]] = {
    "project_codes": (_codes, _codes, same_code),
    "suppliers": (_names, _names, same_words),
    "supplier_amounts": (_priced, _priced, _same_priced),
    "items": (_items, _items, _same_item),
}


def _known(label: Mapping[str, Any], known: set[str]) -> list[str]:
    return sorted(set(label["technologies"]) & known)


def _scalar(score: Score, name: str, said: Any, wanted: Any, same: Same) -> None:
    right = said is not None and wanted is not None and same(said, wanted)
    score.right += right
    score.wrong += said is not None and not right
    score.missed += wanted is not None and not right
    if not right and (said is not None or wanted is not None):
        score.errors.append(f"{name}: {said!r}, should be {wanted!r}")


def _members(score: Score, name: str, said: Sequence[Any], wanted: Sequence[Any], same: Same) -> None:
    left = list(wanted)
    extra = []
    for one in said:
        hit = next((at for at, other in enumerate(left) if same(one, other)), None)
        if hit is None:
            extra.append(one)
        else:
            del left[hit]
            score.right += 1
    score.wrong += len(extra)
    score.missed += len(left)
    if extra or left:
        score.errors.append(f"{name}: too many {extra}, missing {left}")


def _one(score: Score, name: str, *, right: bool) -> None:
    score.right += right
    score.wrong += not right
    score.missed += not right
    if not right:
        score.errors.append(name)


def _verdict(score: Score, name: str, *, said: bool, wanted: bool) -> None:
    score.right += said and wanted
    score.wrong += said and not wanted
    score.missed += wanted and not said
    if said != wanted:
        score.errors.append(f"{name}: {'yes' if said else 'not yes'}, should be {'yes' if wanted else 'no'}")


def _nodes(node: Any, place: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(node, Mapping):
        yield place, node
        for name, child in node.items():
            yield from _nodes(child, f"{place} {name}")
    elif isinstance(node, list):
        for at, child in enumerate(node):
            yield from _nodes(child, f"{place} {at + 1}")
