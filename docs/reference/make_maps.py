"""Make watchledger/web/maps/china.json: outlines of provinces and prefectures of China as SVG paths, simplified and projected.

The source is the map of Apache ECharts 4.9 (Apache-2.0), which lies beside the checkout as shared/corpus/reference/geo/maps.
Codes are those of watchledger's own table of divisions. Run it when the table or the source changes:

    python docs/reference/make_maps.py
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from watchledger.fields.place import divisions

ROOT = Path(__file__).parents[2]
SOURCE = ROOT.parent / "shared" / "corpus" / "reference" / "geo" / "maps"
TARGET = ROOT / "watchledger" / "web" / "maps" / "china.json"
WIDTH, HEIGHT = 960, 720
TOLERANCE = {"provinces": 0.5, "prefectures": 0.7}
"""Pixels by which an outline may be off: not seen at 960 pixels, and a tenth of the points."""
SMALLEST = 1.5
"""Square pixels below which an island is left out, unless a place has nothing larger."""
STANDARD = (radians(25), radians(47))
MIDDLE = (radians(105), radians(36))

Point = tuple[float, float]


def decoded(words: str, offsets: list[int]) -> list[Point]:
    """A ring in the map's own packed form: zigzag differences in 1/1024 degree."""
    x, y = offsets
    out = []
    for at in range(0, len(words) - 1, 2):
        dx, dy = ord(words[at]) - 64, ord(words[at + 1]) - 64
        x += (dx >> 1) ^ -(dx & 1)
        y += (dy >> 1) ^ -(dy & 1)
        out.append((x / 1024, y / 1024))
    return out


def rings(geometry: dict[str, Any]) -> Iterator[list[Point]]:
    coordinates, offsets = geometry["coordinates"], geometry["encodeOffsets"]
    if geometry["type"] == "Polygon":
        coordinates, offsets = [coordinates], [offsets]
    for polygon, of_polygon in zip(coordinates, offsets, strict=True):
        for ring, offset in zip(polygon, of_polygon, strict=True):
            yield decoded(ring, offset)


def projected(point: Point) -> Point:
    """Albers' equal-area conic: a large place is large on the map."""
    first, second = STANDARD
    n = (sin(first) + sin(second)) / 2
    c = cos(first) ** 2 + 2 * n * sin(first)
    rho0 = sqrt(c - 2 * n * sin(MIDDLE[1])) / n
    longitude, latitude = map(radians, point)
    rho, theta = sqrt(c - 2 * n * sin(latitude)) / n, n * (longitude - MIDDLE[0])
    return WIDTH / 2 + 1000 * rho * sin(theta), HEIGHT / 2 - 1000 * (rho0 - rho * cos(theta))


def area(ring: list[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def simplified(ring: list[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker, without recursion."""
    keep = {0, len(ring) - 1}
    waiting = [(0, len(ring) - 1)]
    while waiting:
        low, high = waiting.pop()
        (x0, y0), (x1, y1) = ring[low], ring[high]
        length = sqrt((x1 - x0) ** 2 + (y1 - y0) ** 2)
        worst, at = 0.0, low
        for i in range(low + 1, high):
            x, y = ring[i]
            off = abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length if length else sqrt((x - x0) ** 2 + (y - y0) ** 2)
            if off > worst:
                worst, at = off, i
        if worst > tolerance:
            keep.add(at)
            waiting += [(low, at), (at, high)]
    return [ring[i] for i in sorted(keep)]


def path(geometry: dict[str, Any], tolerance: float) -> str:
    found = sorted(([projected(p) for p in ring] for ring in rings(geometry) if len(ring) > 2), key=area, reverse=True)
    kept = [ring for at, ring in enumerate(found) if at == 0 or area(ring) >= SMALLEST]
    return "".join("M" + " ".join(f"{x:.1f},{y:.1f}" for x, y in simplified(ring, tolerance)) + "z" for ring in kept)


def code_of(name: str, level: str) -> str | None:
    """The division whose name is this one, with or without its ending; for a city that is a province, or a county right under one,
    its own code."""
    ends = {"provinces": lambda code: code.endswith("0000"), "prefectures": lambda code: code.endswith("00") or code[2:4] == "90"}
    found = sorted(code for code, full in divisions().items() if full.startswith(name[:2]) and ends[level](code))
    exact = [code for code in found if divisions()[code].startswith(name)]
    below = [code for code in exact if not code.endswith("0000")]
    return next(iter(below or exact or (found if len(found) == 1 else [])), None)


def main() -> None:
    made: dict[str, Any] = {"width": WIDTH, "height": HEIGHT}
    for level, file in (("provinces", "echarts_china.json"), ("prefectures", "echarts_china-cities.json")):
        made[level] = {}
        for feature in json.loads((SOURCE / file).read_text("utf-8"))["features"]:
            name = feature["properties"]["name"]
            code = code_of(name, level)
            if code is not None and feature["geometry"]["coordinates"]:
                made[level][code] = path(feature["geometry"], TOLERANCE[level])
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
