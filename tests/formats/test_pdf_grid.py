"""From ruling lines to cells."""

from __future__ import annotations

from watchledger.formats.pdf_grid import grids


def frame(xs: list[float], ys: list[float]) -> list[tuple[float, float, float, float]]:
    return [(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs]


def test_two_by_two() -> None:
    (grid,) = grids(frame([0, 50, 100], [0, 20, 40]))
    assert [cell[:4] for cell in grid.cells] == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]
    assert grid.cell_at(75, 30) == 3
    assert grid.cell_at(200, 30) == -1


def test_a_missing_piece_of_border_joins_two_fields() -> None:
    rules = [(0, 0, 100, 0), (50, 20, 100, 20), (0, 40, 100, 40), (0, 0, 0, 40), (50, 0, 50, 40), (100, 0, 100, 40)]
    (grid,) = grids(rules)
    assert [cell[:4] for cell in grid.cells] == [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)]


def test_borders_drawn_twice_and_in_pieces_are_one() -> None:
    rules = frame([0, 50, 100], [0, 20, 40]) + frame([1, 51, 101], [1, 21, 41])
    rules += [(x, 20, x + 5, 20) for x in range(0, 100, 7)]
    (grid,) = grids(rules)
    assert len(grid.cells) == 4


def test_a_table_open_at_its_sides_is_closed_by_the_ends_of_its_lines() -> None:
    rules = [(0, y, 100, y) for y in (0, 20, 40)] + [(50, 0, 50, 40)]
    (grid,) = grids([(float(a), float(b), float(c), float(d)) for a, b, c, d in rules])
    assert len(grid.cells) == 4


def test_a_line_between_two_blocks_is_no_table() -> None:
    assert grids([(0.0, 0.0, 100.0, 0.0), (0.0, 40.0, 100.0, 40.0), (50.0, 0.0, 50.0, 40.0)]) == []


def test_tables_apart_are_told_apart_and_a_frame_is_none() -> None:
    rules = frame([0, 50, 100], [0, 20, 40]) + frame([0, 50, 100], [200, 220, 240]) + frame([300, 400], [0, 400])
    assert [grid.ys[0] for grid in grids(rules)] == [0, 200]


def test_hatching_is_given_up_at_once() -> None:
    rules = [(0.0, float(i * 4), 9000.0, float(i * 4)) for i in range(2500)] + [
        (float(i * 4), 0.0, float(i * 4), 9000.0) for i in range(2500)
    ]
    assert grids(rules) == []
