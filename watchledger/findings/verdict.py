"""Whether the purchase gives a public body a means to watch people: from what is bought, who buys and where it is used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from watchledger.findings.condition import Site, holds
from watchledger.findings.match import Hit
from watchledger.findings.taxonomy import Technology
from watchledger.model import BOUGHT, Verdict

NOTHING, NOTHING_ZH = "No surveillance term in the text.", "文本中没有监控用语。"
_RANK = {"yes": 0, "unclear": 1, "no": 2}


_WISHED = {"optional": "asked for as an option", "reserved": "left for later"}
"""Statuses that show a means to be wanted, not bought."""
_WISHED_ZH = {"asked for as an option": "作为可选项", "left for later": "为后期预留"}


class Said(NamedTuple):
    """What one hit says of the document, why, and the buyer types that decided it."""

    verdict: str
    why: str
    buyer: tuple[str, ...]


def verdict_of(hit: Hit, site: Site) -> Said:
    """What one hit says of the document."""
    sense = hit.sense
    if sense.verdict is not None:
        return Said(sense.verdict, sense.why, sense.when.buyer)
    for rule in sense.technology.verdicts if sense.technology is not None else ():
        if holds(rule.when, site):
            return Said(rule.verdict, rule.why, rule.when.buyer)
    return Said("yes" if sense.technology is not None else "unclear", sense.why, sense.when.buyer)


def joined(found: Iterable[tuple[Hit, Site, str, str]], buyer_words: Mapping[str, str], reasons_zh: Mapping[str, str]) -> Verdict:
    """The verdict of a document from its hits as (hit, site, status, quote): the strongest of what is bought, or hinted at; where
    there is neither, of what is asked for as an option; what is left for later is unclear."""
    best: tuple[Said, Technology | None, str] | None = None
    wished: tuple[Said, Technology | None, str] | None = None
    seen: tuple[Technology, str, str] | None = None
    for hit, site, status, quote in found:
        technology = hit.sense.technology
        if technology is not None and (status not in BOUGHT or technology.adjacent):
            if status in _WISHED and not technology.adjacent:
                said = verdict_of(hit, site) if status == "optional" else Said("unclear", "", ())
                if wished is None or _RANK[said.verdict] < _RANK[wished[0].verdict]:
                    wished = Said(said.verdict, _WISHED[status], ()), technology, quote
            seen = seen or (technology, "not counted" if technology.adjacent else status, quote)
            continue
        if status == "negated":  # a hint of something that the text rules out
            continue
        said = verdict_of(hit, site)
        if best is None or _RANK[said.verdict] < _RANK[best[0].verdict]:
            best = said, technology, quote
            if said.verdict == "yes":
                break
    best = best if best is not None else wished
    if best is not None:
        return _decided(*best, buyer_words, reasons_zh)
    return Verdict("no", NOTHING, NOTHING_ZH) if seen is None else _only_seen(*seen)


def _decided(
    said: Said, technology: Technology | None, quote: str, buyer_words: Mapping[str, str], reasons_zh: Mapping[str, str]
) -> Verdict:
    buyer = next((buyer_words[kind] for kind in (*said.buyer, *buyer_words) if kind in buyer_words), None)
    label, label_zh = (technology.label_en, technology.label_zh) if technology else ("no technology named", "未写明技术")
    english = f"“{quote}” ({label})", said.why, f"buyer: “{buyer}”" if buyer else "what kind of body buys is not stated"
    chinese = (
        f"“{quote}”（{label_zh}）",
        reasons_zh.get(said.why, _WISHED_ZH.get(said.why, "")),
        f"采购方：“{buyer}”" if buyer else "未写明采购方的类型",
    )
    return Verdict(said.verdict, "; ".join(filter(None, english)) + ".", "；".join(filter(None, chinese)) + "。")


def _only_seen(technology: Technology, status: str, quote: str) -> Verdict:
    english = f"Nothing is bought that watches people: “{quote}” is {technology.label_en}, {status}."
    return Verdict("no", english, f"未采购监视人员的设备：“{quote}”为{technology.label_zh}，{_STATUS_ZH[status]}。")


_STATUS_ZH = {
    "optional": "可选", "reserved": "预留", "existing": "已有", "negated": "明确排除", "not counted": "不计入",
    "required": "要求", "maintenance": "维护",
}  # fmt: skip
