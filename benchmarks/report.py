"""Figures to docs/performance.md: ratios first, since machines differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def page(figures: dict[str, Any]) -> str:
    return "\n".join(_lines(figures)) + "\n"


def _lines(f: dict[str, Any]) -> Iterator[str]:
    machine = f["machine"]
    yield "# Performance"
    yield ""
    yield f"Made by `python benchmarks/run.py --n {f['n']} --write` on {f['when']}:"
    yield f"{machine['cores']} cores, {machine['system']},"
    size = f"{f['bytes'] / 1000:.1f} kB"
    yield f"Python {machine['python']}, {f['n']:,} invented notices of {size} on average (`benchmarks/notices.py`:"
    yield "HTML, 80 % Chinese, 12 % about surveillance, five layouts). Absolute figures are this machine's; ratios travel."
    yield ""
    yield "| what | result |"
    yield "|---|---|"
    yield from _add(f)
    yield from _peers(f)
    yield from _search(f)
    if "stages" in f:
        yield ""
        yield "## CPU of a document, by stage"
        yield ""
        yield "| stage | ms | share |"
        yield "|---|---|---|"
        whole = f["stages"]["worker"]
        for name, seconds in f["stages"].items():
            if name != "worker":
                yield f"| {name} | {seconds * 1e3:.2f} | {seconds / whole:.0%} |"
        yield f"| all that a worker does | {whole * 1e3:.2f} | |"


def _add(f: dict[str, Any]) -> Iterator[str]:
    if add := f.get("add"):
        rate = add["documents"] / add["seconds"]
        each = f"{add['cpu'] / add['documents'] * 1e3:.1f} ms of CPU each"
        yield f"| bytes to stored, indexed, cited findings | {rate:.0f} documents/s ({each}) |"
        yield f"| memory of the whole process tree | {add['peak'] / 1e9:.2f} GB |"
        yield f"| case on the disk | {add['case_bytes'] / (f['bytes'] * add['documents']):.1f} times the sources |"
    if again := f.get("again"):
        yield f"| `add` of {again['files']:,} unchanged files | {again['seconds']:.1f} s |"


def _peers(f: dict[str, Any]) -> Iterator[str]:
    add = f.get("add")
    if add and f.get("tika"):
        ours, theirs = add["cpu"] / add["documents"], f["tika"]["cpu"] / f["tika"]["files"]
        yield f"| CPU of the whole way / of Tika's text alone, same files | {ours / theirs:.2f} ({theirs * 1e3:.1f} ms for Tika) |"
    if add and f.get("fts5"):
        ours, theirs = add["cpu"] / add["documents"], f["fts5"]["cpu"] / f["fts5"]["documents"]
        yield f"| CPU of the whole way / of SQLite FTS5 trigrams alone | {ours / theirs:.1f} ({theirs * 1e3:.2f} ms for FTS5) |"
    if real := f.get("real"):
        ratio = f"{real['ours'] / real['tika']:.2f} on {real['files']} notices"
        yield f"| real web pages, bytes to findings / Tika's text alone (CPU) | {ratio} |"


def _search(f: dict[str, Any]) -> Iterator[str]:
    for kind, took in (f.get("search") or {}).items():
        yield f"| search, {kind}, 95th percentile (median) | {took['p95']:.1f} ms ({took['p50']:.1f}) |"
    if exact := f.get("exact"):
        said = f"recall {exact['recall']:.4f}, precision {exact['precision']:.4f}"
        yield f"| {exact['queries']} substrings against looking through every text | {said} |"
