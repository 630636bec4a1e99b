"""Questions put to a case: how long answers take, and whether they are exactly the documents that contain the words."""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from measure import at_share

from watchledger.explore.case import open_case
from watchledger.lang.normal import normal
from watchledger.model.text import masked
from watchledger.search import parse

QUERIES = {
    "two characters": ["公安", "采购", "校服", "监狱", "人脸", "电梯", "疫苗", "图书", "虹膜", "水务"],
    "four characters": [
        "人脸识别",
        "视频监控",
        "雪亮工程",
        "办公家具",
        "交通警察",
        "食堂食材",
        "手机取证",
        "网络舆情",
        "执法记录",
        "医用耗材",
    ],
    "boolean": ["人脸识别 OR 虹膜采集", "公安局 NOT 校服", "(雪亮工程 OR 视频监控) AND 公安局", "公安 AND 采购 NOT 家具"],
    "filtered": [
        "人脸识别 type:award",
        "公安局 year:2021",
        "technology:video.face",
        "采购 amount>1000000",
        "buyer:公安局 视频监控",
    ],
    "stock phrase": [
        "供应商应当具有独立承担民事责任的能力",
        "中标人应在合同签订后三十日内完成供货",
        "评标委员会由五人组成",
    ],
}
"""By kind; "long" ones, names and titles of 9 to 20 characters, are drawn from the case. A stock phrase stands in half of all
documents and is asked for beside, since each of its hits is checked character by character."""
LONG_QUERIES = 30
ROUNDS = 20
EXACT_QUERIES = 200
AT_ONCE = 2_000


def latencies(case: Path) -> dict[str, Any]:
    """Milliseconds by kind: median and 95th percentile of the first page with its exact total, index warm."""
    out: dict[str, Any] = {}
    asked = {**QUERIES, "long": _names(case, Random(11))}
    with open_case(case) as opened:
        for words in (word for some in asked.values() for word in some):
            opened.index.search(parse(words))
        for kind, queries in asked.items():
            took = []
            for _ in range(ROUNDS):
                for words in queries:
                    began = perf_counter()
                    opened.index.search(parse(words))
                    took.append(perf_counter() - began)
            out[kind] = {"p50": at_share(took, 0.5) * 1e3, "p95": at_share(took, 0.95) * 1e3}
    return out


def _names(case: Path, random: Random) -> list[str]:
    """Runs of 9 to 20 Han characters at the beginning of titles and in buyers' names, as a reporter would paste them."""
    connection = sqlite3.connect(f"file:{case / 'case.db'}?mode=ro", uri=True)
    rows = connection.execute(
        "SELECT title, buyer FROM documents WHERE title IS NOT NULL OR buyer IS NOT NULL ORDER BY id"
    ).fetchall()
    connection.close()
    runs = (re.search("[\u4e00-\u9fff]{9,20}", name) for row in random.sample(rows, len(rows)) for name in row if name)
    return [run.group() for run in islice(filter(None, runs), LONG_QUERIES)]


def exactness(case: Path) -> dict[str, Any]:
    """Recall and precision of substrings, drawn from the documents themselves, against looking through every text."""
    with open_case(case) as opened:
        shown = dict(_shown(opened.store))
        queries = _drawn(shown, Random(7))
        found = wanted = both = 0
        for words in queries:
            hits = set(opened.index.keys(parse(f'"{words}"')))
            truth = {key for key, text in shown.items() if words in text}
            found, wanted, both = found + len(hits), wanted + len(truth), both + len(hits & truth)
    return {"queries": len(queries), "documents": len(shown), "hits": wanted, "recall": both / wanted, "precision": both / found}


def texts(case: Path) -> Iterator[str]:
    """Every raw text, straight from the database: what a peer would be given."""
    connection = sqlite3.connect(f"file:{case / 'case.db'}?mode=ro", uri=True)
    for (packed,) in connection.execute("SELECT content FROM texts"):
        yield zlib.decompress(packed).decode("utf-8", "surrogatepass")
    connection.close()


def _shown(store: Any) -> Iterator[tuple[int, str]]:
    for key, reading in store.readings():
        if reading.text is not None:
            yield key, normal(masked(reading.text.content, reading.masks)).text


def _drawn(shown: dict[int, str], random: Random) -> list[str]:
    """Runs of 2 to 12 Han characters within one phrase, so that what is asked occurs."""
    runs = re.compile("[\u4e00-\u9fff]{2,}")
    keys = sorted(shown)
    out: list[str] = []
    while len(out) < EXACT_QUERIES:
        phrases = runs.findall(shown[random.choice(keys)])
        if phrases:
            phrase = random.choice(phrases)
            length = random.randint(2, min(12, len(phrase)))
            start = random.randint(0, len(phrase) - length)
            out.append(phrase[start : start + length])
    return out
