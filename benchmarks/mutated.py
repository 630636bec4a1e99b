"""Ten thousand changed notices: python benchmarks/mutated.py [--n 10000] [--seed 1] [--wrong 20]

Invented notices (tests/mutated_notices.py) with labels dropped, lines in another order, width or script changed, spaces, one
character in a hundred misread, breaks removed. Prints precision and recall of buyer, supplier and amounts for each change, and
leaves with 1 when a reading stopped, a quote does not stand where it says, or a precision of buyers or amounts is below 0.9.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "tests")]

from mutated_notices import Outcome, Tally, read_mutated  # noqa: E402
from mutations import KINDS  # noqa: E402

FIELDS = ("buyer", "supplier", "amount")
HELD = ("buyer", "amount")
FLOOR = 0.9


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--n", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wrong", type=int, default=0, help="show so many of the values read amiss")
    options = parser.parse_args()
    began = time.process_time()
    outcome = read_mutated(options.n, options.seed)
    print(table(outcome))
    print(f"{options.n} notices, seed {options.seed}, {time.process_time() - began:.0f} s of CPU, {len(outcome.faults)} faults")
    low = below(outcome)
    for line in [*outcome.faults[:20], *outcome.wrong[: options.wrong], *low]:
        print(line)
    return 1 if outcome.faults or low else 0


def below(outcome: Outcome) -> list[str]:
    """The precisions that are under the floor."""
    held = ((key, tally) for key, tally in outcome.tallies.items() if key[1] in HELD)
    return [f"{kind}, {field}: precision {tally.precision:.3f}" for (kind, field), tally in held if tally.precision < FLOOR]


def table(outcome: Outcome) -> str:
    """The figures as a Markdown table, as docs/quality.md has it."""
    lines = ["| change | notices | " + " | ".join(f"{field} P | R" for field in FIELDS) + " |", "|" + "---|" * 8]
    for kind in KINDS:
        tallies = [outcome.tallies[kind, field] for field in FIELDS]
        lines.append(f"| {kind} | {outcome.notices[kind]:,} | " + " | ".join(map(_figures, tallies)) + " |")
    total = [_sum(outcome, field) for field in FIELDS]
    lines.append(f"| all | {sum(outcome.notices.values()):,} | " + " | ".join(map(_figures, total)) + " |")
    return "\n".join(lines)


def _figures(tally: Tally) -> str:
    return f"{tally.precision:.3f} | {tally.recall:.3f}"


def _sum(outcome: Outcome, field: str) -> Tally:
    found = [tally for (_, name), tally in outcome.tallies.items() if name == field]
    return Tally(sum(t.right for t in found), sum(t.wrong for t in found), sum(t.missed for t in found))


if __name__ == "__main__":
    sys.exit(main())
