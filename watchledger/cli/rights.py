"""The law beside findings: what the document cites itself, and which articles of rights instruments speak of what it buys."""

from __future__ import annotations

from typing import Any

from watchledger.findings.law import Provision, load_rights, provisions_for
from watchledger.model.finding import BOUGHT
from watchledger.model.reading import Reading

NONE_CITED = "none cited in the documents held", "所持文件中未引用"
_NOTE_EN = (
    "These articles speak of what is bought, in our own short wording; open the source before quoting. "
    "They inform a reader where to look and are no judgement that the purchase breaks a rule."
)
NOTE = _NOTE_EN, "以下条文涉及所购内容，表述为本软件的概括，引用前请查阅原文。仅供参考，并不表示该采购违反任何规则。"
"""English and Chinese."""


def provisions_of(reading: Reading) -> tuple[Provision, ...]:
    """The provisions that speak of a technology that is bought, a target group or a venue, each once, in the order of the file."""
    bought = sorted({f.technology for f in reading.findings if f.status in BOUGHT and f.surveillance})
    notice = reading.notice
    if not bought or notice is None:
        return ()
    targets, venues = ([fact.value for fact in facts] for facts in (notice.targets, notice.venues))
    found = {(p.instrument.id, p.article) for technology in bought for p in provisions_for(technology, targets, venues)}
    return tuple(p for p in load_rights() if (p.instrument.id, p.article) in found)


def law_json(reading: Reading) -> dict[str, Any] | None:
    """What `show --json` says of the law; None where nothing is bought."""
    provisions = provisions_of(reading)
    if not provisions:
        return None
    cited = [] if reading.notice is None else [fact.value for fact in reading.notice.legal_basis]
    return {
        "cited": cited,
        "cited_note": None if cited else {"en": NONE_CITED[0], "zh": NONE_CITED[1]},
        "note": {"en": NOTE[0], "zh": NOTE[1]},
        "provisions": [
            {
                "instrument": {"en": p.instrument.label_en, "zh": p.instrument.label_zh},
                "article": p.article,
                "says": {"en": p.says_en, "zh": p.says_zh},
                "scope": p.instrument.scope,
                "source": p.instrument.source,
            }
            for p in provisions
        ],
    }


def law_lines(reading: Reading) -> list[str]:
    """The same as lines for a terminal."""
    told = law_json(reading)
    if told is None:
        return []
    cited = "; ".join(told["cited"]) or " · ".join(NONE_CITED)
    lines = [f"law cited: {cited}", "", *NOTE]
    for p in told["provisions"]:
        lines += [f"- {p['instrument']['en']}, {p['article']}: {p['says']['en']} ({p['scope']})",
                  f"  {p['instrument']['zh']}，{p['article']}：{p['says']['zh']}"]  # fmt: skip
    return lines
