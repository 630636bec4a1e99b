"""Make watchledger/web/maps/world.json: outlines of countries as SVG paths, simplified and projected.

The source is Natural Earth 1:110 million (public domain) as the package world-atlas 2.0 gives it (ISC), which lies beside the
checkout as shared/corpus/reference/geo/maps. Run it when the source changes:

    python docs/reference/make_world.py
"""

from __future__ import annotations

import json
from math import asin, cos, radians, sin, sqrt
from typing import Any

from make_maps import SOURCE, TARGET, Point, area, simplified

from watchledger.fields.country import areas

WIDTH, HEIGHT, CENTRE = 960, 432, 236
"""Pixels; the equator lies below the middle, since Antarctica is left out."""
SCALE = 176.5
"""Pixels for a radian: the equator then fills the width."""
TOLERANCE, SMALLEST = 0.4, 0.6
"""Pixels an outline may be off, and square pixels below which an island is left out unless its country has nothing larger."""
UNCODED = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}
"""Shapes that the source gives no code; the part counts where the documents of its country do."""


def projected(point: Point) -> Point:
    """Equal Earth (Šavrič, Patterson and Jenny 2018): a large country is large on the map."""
    a = 1.340264, -0.081106, 0.000893, 0.003796
    longitude, latitude = map(radians, point)
    t = asin(sqrt(3) / 2 * sin(latitude))
    wide = 3 * (9 * a[3] * t**8 + 7 * a[2] * t**6 + 3 * a[1] * t**2 + a[0])
    x = 2 * sqrt(3) * longitude * cos(t) / wide
    y = a[3] * t**9 + a[2] * t**7 + a[1] * t**3 + a[0] * t
    return WIDTH / 2 + SCALE * x, CENTRE - SCALE * y


def arcs_of(topology: dict[str, Any]) -> list[list[Point]]:
    """Every arc in degrees; the file has differences of whole numbers."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    out = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        out.append(line)
    return out


def rings(geometry: dict[str, Any], arcs: list[list[Point]]) -> list[list[Point]]:
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    found = []
    for polygon in polygons:
        for ring in polygon:
            line: list[Point] = []
            for number in ring:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                line += arc[1:] if line else arc
            found += parted(line)
    return [[projected(point) for point in ring] for ring in found if len(ring) > 2]


def parted(ring: list[Point]) -> list[list[Point]]:
    """A ring that crosses the date line as its parts on either side."""
    unrolled = [ring[0]]
    for x, y in ring[1:]:
        turns = round((unrolled[-1][0] - x) / 360)
        unrolled.append((x + 360 * turns, y))
    low, high = min(x for x, _ in unrolled), max(x for x, _ in unrolled)
    if low >= -180 and high <= 180:
        return [unrolled]
    line = 180 if high > 180 else -180
    sides = [clipped(unrolled, line, keep=keep) for keep in (-1, 1)]
    return [[(x - 360 * round(sum(p[0] for p in side) / len(side) / 360), y) for x, y in side] for side in sides if side]


def clipped(ring: list[Point], line: float, *, keep: int) -> list[Point]:
    """The part of a ring on one side of a meridian (Sutherland and Hodgman)."""
    out: list[Point] = []
    for (x0, y0), (x1, y1) in zip(ring[-1:] + ring[:-1], ring, strict=True):
        if (x0 - line) * keep < 0 < (x1 - line) * keep or (x1 - line) * keep < 0 < (x0 - line) * keep:
            out.append((line, y0 + (y1 - y0) * (line - x0) / (x1 - x0)))
        if (x1 - line) * keep >= 0:
            out.append((x1, y1))
    return out


def main() -> None:
    topology = json.loads((SOURCE / "world_countries_110m.topo.json").read_text("utf-8"))
    codes = {number: two for two, _, number, _ in json.loads((SOURCE.parent / "countries" / "iso_codes.json").read_text("utf-8"))}
    arcs = arcs_of(topology)
    made: dict[str, list[list[Point]]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = codes.get(geometry.get("id", "")) or UNCODED[geometry["properties"]["name"]]
        if code != "AQ" and code in areas():
            made.setdefault(code, []).extend(rings(geometry, arcs))
    paths = {}
    for code, found in sorted(made.items()):
        ordered = sorted(found, key=area, reverse=True)
        kept = [ring for at, ring in enumerate(ordered) if at == 0 or area(ring) >= SMALLEST]
        lines = (" ".join(f"{x:.1f},{y:.1f}" for x, y in simplified(ring, TOLERANCE)) for ring in kept)
        paths[code] = "".join(f"M{line}z" for line in lines)
    held = {"width": WIDTH, "height": HEIGHT, "countries": paths}
    (TARGET.parent / "world.json").write_text(json.dumps(held, separators=(",", ":"), sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
