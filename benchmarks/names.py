"""Who is who, measured: 100,000 distinct names resolved, 1,000 new ones against them, Splink on the same names, and nomenklatura's
scorers on the public pairs.

    python benchmarks/names.py --n 100000
    python benchmarks/names.py --n 20000 --splink
    python benchmarks/names.py --pairs ../shared/corpus/reference/orgs/nomenklatura/cases_org_only.csv

Every fourth name is another writing of one before it, so that precision and recall are known. Splink and nomenklatura are in the
extra `benchmarks`. Results are printed as JSON, a line each.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

from watchledger.entities import ASK, SAME, Known, Mention, compare, parse, shipped

_TWO_SIGNS = (
    "北京上海广州深圳成都杭州武汉西安南京重庆天津苏州青岛郑州长沙沈阳大连宁波厦门昆明"
    "合肥福州济南无锡佛山东莞长春南昌贵阳兰州太原南宁海口银川西宁"
)
CITIES = tuple(_TWO_SIGNS[at : at + 2] for at in range(0, len(_TWO_SIGNS), 2))
SIGNS = (
    "云岭海明远华瞳智能北辰同舟天信恒达泰瑞丰嘉盛宏图博雅东方正大鑫源利民康顺通"
    "联创新世纪锦绣安平盈科金桥银河启航星光蓝天白长城黄昆仑"
)
KINDS = ["科技", "信息技术", "智能科技", "网络科技", "电子", "建设工程", "医疗器械", "物业管理", "安防工程", "软件"]
FORMS = ["有限公司", "有限责任公司", "股份有限公司"]
BODIES = ["公安局", "教育局", "财政局", "人民法院", "交通运输局", "城市管理局", "司法局", "民政局"]
NEW = 1_000
CUTS = (0.0001, 0.001, 0.01, 0.1, 0.5, 0.9)
"""Match probabilities at which Splink's pairs are clustered; the best is reported, which favours it."""


def names(count: int, seed: int = 5) -> list[tuple[str, int]]:
    """(name, number of its body), in an order by chance; every fourth is another writing of a body met before."""
    random = Random(seed)
    made: dict[str, int] = {}
    bodies: list[tuple[str, ...]] = []
    while len(made) < count:
        if bodies and random.random() < 0.25:
            number = random.randrange(len(bodies))
        else:
            number = len(bodies)
            firm = random.random() < 0.75
            core = "".join(random.choices(SIGNS, k=random.choice((3, 3, 4))))
            what = random.choice(KINDS) if firm else random.choice(BODIES)
            bodies.append((random.choice(CITIES), core, what, random.choice(FORMS) if firm else ""))
        made.setdefault(_written(bodies[number], random), number)
    held = list(made.items())
    random.shuffle(held)
    return held


def _written(body: tuple[str, ...], random: Random) -> str:
    """One of the ways in which notices write a body."""
    city, core, what, form = body
    if form:
        ways = (f"{city}{core}{what}{form}", f"{city}市{core}{what}{form}", f"{core}{what}（{city}）{form}",
                f"{city}{core}{what}{form}（盖章）")  # fmt: skip
    else:
        ways = (f"{city}市{core[:2]}区{what}", f"{city}市{core[:2]}区{what}（本级）", f"{city}市{core[:2]}区 {what}")
    return random.choice(ways)


def ours(held: list[tuple[str, int]]) -> dict[str, Any]:
    known = Known(shipped())
    rest, new = held[:-NEW], held[-NEW:]
    start = time.process_time()
    known.add(Mention(name) for name, _ in rest)
    made = known.resolution()
    whole = time.process_time() - start
    start = time.process_time()
    known.add(Mention(name) for name, _ in new)
    added = time.process_time() - start
    start = time.process_time()
    made = known.resolution()
    again = time.process_time() - start
    groups = [[mention.name for mention in cluster] for cluster in made.clusters]
    scores = quality(groups, dict(held))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "ours": len(held), "cpu_seconds": round(whole, 2), "new": NEW, "new_cpu_seconds": round(added, 2),
        "clusters_again_cpu_seconds": round(again, 2), "new_in_all_cpu_seconds": round(added + again, 2),
        "peak_mb": round(peak), "ask": len(made.ask), **scores,
    }  # fmt: skip


def quality(groups: Iterable[list[str]], truth: dict[str, int]) -> dict[str, float]:
    """Precision and recall over pairs of names."""
    sizes: dict[int, int] = defaultdict(int)
    for number in truth.values():
        sizes[number] += 1
    real = sum(n * (n - 1) // 2 for n in sizes.values())
    said = right = 0
    for group in groups:
        for a, b in combinations(group, 2):
            said += 1
            right += truth[a] == truth[b]
    return {"precision": round(right / max(said, 1), 4), "recall": round(right / max(real, 1), 4)}


def splink(held: list[tuple[str, int]]) -> dict[str, Any]:
    """Splink on the same normalised input, blocked by place and distinctive words or their beginning.

    Two things decide whether it works at this size. The distinctive words and places are weighed by their own frequency: offices
    share eight words (公安局), firms share none, and one weight for all is below the prior of 100,000 names. And the weights are
    trained within narrow blocks: within a place alone, one pair of 5,000 is a match, and expectation maximisation then finds
    another division of the pairs (firms of one trade), and the weight of equal words falls to 4e-21.
    """
    import pyarrow as pa
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    start = time.process_time()
    rows = []
    for at, (name, _) in enumerate(held):
        parsed = parse(name)
        rows.append({"unique_id": at, "core": parsed.core, "place": parsed.place or None, "form": parsed.form or None,
                     "begin": parsed.core[:3]})  # fmt: skip
    read = time.process_time() - start
    start = time.process_time()
    near = block_on("begin", "place")
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[block_on("core", "place"), near],
        comparisons=[
            cl.JaroWinklerAtThresholds("core", [0.95, 0.88]).configure(term_frequency_adjustments=True),
            cl.ExactMatch("place").configure(term_frequency_adjustments=True),
            cl.ExactMatch("form"),
        ],
    )
    linker = Linker(DuckDBAPI().register(pa.Table.from_pylist(rows)), settings, log_level="ERROR")
    linker.training.estimate_probability_two_random_records_match([block_on("core", "place")], recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e7)
    linker.training.estimate_parameters_using_expectation_maximisation(near)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("core", "form"))
    pairs = linker.inference.predict(threshold_match_probability=CUTS[0])
    cpu = time.process_time() - start
    best: dict[str, float] = {"precision": 0.0, "recall": 0.0, "threshold": 0.0}
    for cut in CUTS:
        made = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, cut).as_record_list()
        groups: dict[Any, list[str]] = defaultdict(list)
        for row in made:
            groups[row["cluster_id"]].append(held[row["unique_id"]][0])
        found = quality(groups.values(), dict(held))
        if found["precision"] * found["recall"] > best["precision"] * best["recall"]:
            best = {**found, "threshold": cut}
    return {"splink": len(held), "cpu_seconds": round(cpu, 2), "names_read_cpu_seconds": round(read, 2), **best}


def pairs(path: Path) -> list[dict[str, Any]]:
    """F1 on labelled pairs: ours (same or ask), and each scorer of nomenklatura at its best threshold, which favours it."""
    with path.open(encoding="utf-8", newline="") as held:
        rows = [(row["name1"], row["name2"], row["is_match"] == "true") for row in csv.DictReader(held)]
    aliases = shipped()
    said = [compare(parse(a), parse(b), aliases=aliases).verdict in (SAME, ASK) for a, b, _ in rows]
    out = [{"pairs": len(rows), "scorer": "ours", "f1": _f1(said, [true for *_, true in rows])}]
    return [*out, *_theirs(rows)]


def _theirs(rows: list[tuple[str, str, bool]]) -> list[dict[str, Any]]:
    from followthemoney import model
    from nomenklatura.matching import ALGORITHMS

    def entity(key: str, name: str) -> Any:
        return model.get_proxy({"id": key, "schema": "Organization", "properties": {"name": [name]}})

    out = []
    for algorithm in ALGORITHMS:
        config = algorithm.default_config()
        scores = [_scored(lambda a, b: algorithm.compare(a, b, config).score, entity("a", a), entity("b", b)) for a, b, _ in rows]  # noqa: B023
        truth = [true for *_, true in rows]
        best = max((_f1([s >= cut / 100 for s in scores], truth), cut / 100) for cut in range(5, 100, 5))
        out.append({"pairs": len(rows), "scorer": algorithm.NAME, "f1": best[0], "threshold": best[1]})
    return out


def _scored(score: Callable[[Any, Any], float], one: Any, other: Any) -> float:
    return float(score(one, other))


def _f1(said: list[bool], truth: list[bool]) -> float:
    hits = sum(s and t for s, t in zip(said, truth, strict=True))
    return round(2 * hits / (2 * hits + sum(s != t for s, t in zip(said, truth, strict=True))), 3)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--n", type=int, default=0)
    asked.add_argument("--splink", action="store_true")
    asked.add_argument("--pairs", type=Path)
    given = asked.parse_args()
    if given.n:
        held = names(given.n + NEW)
        told(ours(held))
        if given.splink:
            told(splink(held))
    if given.pairs:
        for line in pairs(given.pairs):
            told(line)


def told(line: dict[str, Any]) -> None:
    print(json.dumps(line, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
