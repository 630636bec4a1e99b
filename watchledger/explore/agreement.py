"""How far reviewers agree: Cohen's kappa for two, Krippendorff's alpha (nominal) for any number, with gaps.

Sources: Cohen, Educational and Psychological Measurement 20 (1960); Krippendorff, Content Analysis (2004), ch. 11.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence


def cohen_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Agreement of two reviewers beyond chance, 1 whole, 0 as by chance. `pairs` holds both judgements of each thing.

    None where it is not defined: no pair, or both always gave the same one answer (chance alone then explains all).
    """
    n = len(pairs)
    if not n:
        return None
    observed = sum(a == b for a, b in pairs) / n
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[value] * second[value] for value in first) / (n * n)
    return None if chance == 1 else (observed - chance) / (1 - chance)


def krippendorff_alpha(things: Sequence[Sequence[Hashable]]) -> float | None:
    """Agreement over things judged by two or more reviewers each (fewer than two judgements: the thing is passed over).

    `things` holds the judgements of each thing. None where fewer than two different answers were ever given.
    """
    weights: dict[tuple[Hashable, Hashable], float] = {}
    for judgements in things:
        if len(judgements) < 2:
            continue
        counts = Counter(judgements)
        for a, m in counts.items():
            for b, k in counts.items():
                pairs = m * (k - 1) if a == b else m * k
                weights[a, b] = weights.get((a, b), 0.0) + pairs / (len(judgements) - 1)
    totals: dict[Hashable, float] = {}
    for (a, _), weight in weights.items():
        totals[a] = totals.get(a, 0.0) + weight
    n = sum(totals.values())
    if len(totals) < 2:
        return None
    disagreement = sum(weight for (a, b), weight in weights.items() if a != b) / n
    expected = sum(totals[a] * totals[b] for a in totals for b in totals if a != b) / (n * (n - 1))
    return 1 - disagreement / expected
