"""watchledger signs FILE: warning signs of OCDS releases, which list the bids."""

from __future__ import annotations

from pathlib import Path

import typer


def release_signs(file: Path, only: list[str], *, as_json: bool) -> None:
    """Print the signs of a JSON-lines file of compiled releases; exit code 1 where a line is no release."""
    from rich.text import Text

    from watchledger.cli.asking import console, plain, print_json
    from watchledger.explore.releases import INDICATORS, releases, signs

    names = [indicator.name for indicator in INDICATORS]
    if unknown := set(only) - set(names):
        raise typer.BadParameter(f"{min(unknown)!r} is none of {', '.join(names)}", param_hint="--only")
    chosen = [indicator for indicator in INDICATORS if not only or indicator.name in only]
    read = releases(file)
    found = list(signs(read.releases, chosen))
    if as_json:
        print_json({
            "indicators": [{"name": i.name, "code": i.code, "explanation": i.explanation} for i in chosen],
            "signs": [
                {
                    "indicator": s.indicator, "ocid": s.ocid, "line": s.line, "value": str(s.value), "reason": s.reason,
                    "paths": list(s.paths),
                }
                for s in found
            ],
            "unread": [{"line": line, "reason": reason} for line, reason in read.unread],
        })  # fmt: skip
    else:
        out = console()
        for indicator in chosen:
            mine = [sign for sign in found if sign.indicator == indicator.name]
            if mine:
                count = f"  {len(mine):,} sign{'' if len(mine) == 1 else 's'}"
                out.print(Text.assemble((f"\n{indicator.name} ({indicator.code})", "bold"), count))
                out.print(Text(plain(indicator.explanation)), style="dim")
            for sign in mine:
                place = f"  line {sign.line:,}, {', '.join(sign.paths)}"
                out.print(Text.assemble("  ", (plain(sign.ocid), "cyan"), f"  {plain(sign.reason)}", place))
        for line, reason in read.unread:
            out.print(Text(f"  not read: {file.name} line {line:,}: {plain(reason)}", style="red"))
        out.print(f"\n{len(found):,} signs of {len(read.releases):,} releases; they say where to look and accuse nobody.")
    if read.unread:
        raise typer.Exit(1)
