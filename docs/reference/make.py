"""Write commands.md, settings.md, exporters.md and signs.md from the code, so that they are never out of date.

Run it: python docs/reference/make.py

tests/test_docs.py fails when what lies here differs from what this would write.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Annotated, NamedTuple, get_args, get_origin

from typer.models import ArgumentInfo, ParameterInfo

from watchledger import settings
from watchledger.cli import COMMANDS
from watchledger.explore.indicators import INDICATORS
from watchledger.explore.releases import INDICATORS as OF_RELEASES
from watchledger.publish import EXPORTERS, STANDARDS
from watchledger.publish.tables import CITATION, DOCUMENT, TABLES, Column

HERE = Path(__file__).parent


def commands_page() -> str:
    """Every command with its help, arguments and options, in the order of `watchledger --help`."""
    parts = [COMMANDS_HEAD, *(f"- [{name}](#watchledger-{name})" for name in COMMANDS)]
    for name in COMMANDS:
        function = getattr(import_module(f"watchledger.cli.{name}"), name)
        given = list(_parameters(function))
        words = [f"watchledger {name}", "[OPTIONS]", *(p.usage for p in given if p.usage)]
        parts.append(f"\n## watchledger {name}\n\n{inspect.cleandoc(function.__doc__ or '')}\n\n    {' '.join(words)}\n")
        rows = (f"| {p.name} | {p.meaning} | {p.default} |" for p in given)
        parts.append("\n".join(["| | meaning | default |", "|---|---|---|", *rows]))
    return "\n".join(parts) + "\n"


class Parameter(NamedTuple):
    """A line of the table; `usage` is the argument's word in the call, empty for options."""

    name: str
    meaning: str
    default: str
    usage: str


def _parameters(function: Callable[..., None]) -> Iterator[Parameter]:
    """From the signature: typer's own objects differ from version to version."""
    for name, parameter in inspect.signature(function, eval_str=True).parameters.items():
        kind, marks = parameter.annotation, [parameter.default]
        if get_origin(kind) is Annotated:
            kind, *marks = get_args(kind)
        info = next(mark for mark in marks if isinstance(mark, ParameterInfo))
        annotated = info is not parameter.default
        default = parameter.default if annotated else info.default
        # In an annotation typer takes the first positional argument for a flag, else for the default.
        flags = [*([info.default] if annotated and isinstance(info.default, str) else ()), *(info.param_decls or ())]
        needed = default is ... or default is inspect.Parameter.empty
        meaning = " ".join((info.help or "").split()).replace("|", "\\|")
        if isinstance(info, ArgumentInfo):
            word = info.metavar or name.upper() + "..." * (get_origin(kind) is list)
            yield Parameter(f"`{word}`", meaning, _default(default, needed=needed), word if needed else f"[{word}]")
        else:
            shown = ", ".join(f"`{flag}`" for flag in flags or [f"--{name.replace('_', '-')}"])
            value = "" if bool in (kind, *get_args(kind)) else f" {(info.metavar or name.upper()).replace('|', ' or ')}"
            yield Parameter(shown + value, meaning, _default(default, needed=needed), "")


def _default(value: object, *, needed: bool) -> str:
    if needed:
        return "needed"
    return f"`{value}`" if isinstance(value, (str, int, float, Path)) and not isinstance(value, bool) and value != "" else ""


COMMANDS_HEAD = """\
# Commands

Made from the program's own help by `docs/reference/make.py`. Every command takes `--help`. Exit codes: 0 all well; 1 the run met
problems, named on standard error; 2 the command was used wrongly.
"""


def settings_page() -> str:
    """Every field of Settings with its default and the words below it in the source."""
    body = next(node for node in ast.parse(inspect.getsource(settings)).body if isinstance(node, ast.ClassDef)).body
    rows = []
    for field, words in zip(body, body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and field.value is not None:
            said = ast.literal_eval(words.value) if isinstance(words, ast.Expr) else ""
            rows.append(f"| `{field.target.id}` | `{ast.unparse(field.value)}` | {' '.join(said.split())} |")
    return SETTINGS_HEAD + "\n".join(["| setting | default | meaning |", "|---|---|---|", *rows]) + "\n"


SETTINGS_HEAD = """\
# Settings

Made from `watchledger/settings.py` by `docs/reference/make.py`. Defaults, then the file `watchledger.toml` in the case, then
environment variables `WATCHLEDGER_NAME`; the later wins. A key that is not in this list is an error. Sizes are bytes, times are
seconds.

```toml
# CASE/watchledger.toml
workers = 2
document_seconds = 120
```

"""


EXPORTERS_HEAD = """\
# Exporters

Made from `watchledger/publish` by `docs/reference/make.py`. `watchledger export CASE --to NAME DIR` writes every row, however
many; nothing is capped, sampled or summed, and personal data is masked unless `--unmask` is given. A file appears under its name
when it is whole.

| `--to` | writes |
|---|---|
| `csv` | a UTF-8 file for each table (RFC 4180); what looks like a formula is made harmless |
| `jsonl` | a file for each table, one JSON object a line |
| `parquet` | a file for each table, typed columns; for DuckDB, pandas, R |
| `xlsx` | one workbook, a sheet for each table, continued at Excel's row limit; what looks like a formula is text |
| `ocds` | `releases.json` and `records.json` in the [Open Contracting Data Standard](ocds.md) 1.1 |
| `ftm` | `entities.ftm.json`, [FollowTheMoney](ocds.md#followthemoney) entities, one a line |

The tables below are those of the first four. Amounts stand in columns of their kind (budget, ceiling, award) and are never added
together. What a document does not state is an empty cell.

"""


def exporters_page() -> str:
    """The formats above and, of every table, its columns."""
    parts = [f"Every table begins with {_names(DOCUMENT)}. Evidence ends with its citation: {_names(CITATION)}.\n"]
    shared = {column.name for column in (*DOCUMENT, *CITATION)}
    for table in TABLES:
        own = [column for column in table.columns if column.name not in shared]
        cited = " and the citation" if {c.name for c in CITATION} <= {c.name for c in table.columns} else ""
        parts.append(f"## {table.name}\n\nThe document{cited}, and {_names(own)}.\n")
    unknown = {*EXPORTERS, *STANDARDS} - set(re.findall(r"^\| `(\w+)` \|", EXPORTERS_HEAD, re.MULTILINE))
    if unknown:
        raise SystemExit(f"EXPORTERS_HEAD does not tell of {', '.join(sorted(unknown))}")
    return EXPORTERS_HEAD + "\n".join(parts)


def _names(columns: Iterable[Column]) -> str:
    return ", ".join(f"`{column.name}`" for column in columns)


SIGNS_HEAD = """\
# Warning signs

Made from `watchledger/explore/indicators` by `docs/reference/make.py`. `watchledger signs CASE` lists them. A sign says how
a thing was bought and where to look; it accuses nobody, and every explanation below names innocent reasons. Where a fact
that an indicator needs is missing there is no sign: missing is not zero. Each sign has its reason in a sentence and the
passages it rests on, so that it can be checked against the documents. Laws are cited as they stood when this was written;
open them before quoting.

"""


SIGNS_OF_RELEASES = """
# Warning signs of OCDS releases

`watchledger signs releases.jsonl` reads a JSON-lines file of compiled releases, which list the bids as notices seldom do. The
numbers are those of the Open Contracting Partnership's guide to red flags; Cardinal's own expected files are reproduced in a test.
Each sign names the line of the file and the places in the release that it rests on.

| Cardinal | here | expected file |
|---|---|---|
| R003 short submission period | short_submission | reproduced, with its three variants of settings |
| R018 single bid received | one_bid | reproduced |
| R024 price close to the winning bid | bids_close | reproduced for processes |
| R025 excessive unsuccessful bids | not ours: it ranks bidders who lose often; that says how a firm fares, not how a body buys | |
| R028 identical bid prices | same_price | reproduced for processes |
| R030 late bid won | late_bid | reproduced for processes |
| R035 all except the winning bid disqualified | others_disqualified | reproduced |
| R036 lowest bid disqualified | lowest_disqualified | reproduced |
| R038 excessive disqualified bids | many_disqualified | reproduced for buyers and procuring entities; bidders as in R025 |
| R048 heterogeneous supplier | not ours: it ranks firms by the variety of their goods; `watchledger org` shows these | |
| R058 heavily discounted bid | far_below | reproduced for processes |

Cardinal also lists the bidders of such processes; here a sign points at the process, where the bidders are named.

"""


def signs_page() -> str:
    """Every indicator with its explanation."""
    of_releases = "\n".join(f"## {one.name} ({one.code})\n\n{one.explanation}\n" for one in OF_RELEASES)
    return (
        SIGNS_HEAD
        + "\n".join(f"## {indicator.name}\n\n{indicator.explanation}\n" for indicator in INDICATORS)
        + SIGNS_OF_RELEASES
        + of_releases
    )


PAGES = {
    "commands.md": commands_page, "settings.md": settings_page, "exporters.md": exporters_page, "signs.md": signs_page,
}  # fmt: skip

if __name__ == "__main__":
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), "utf-8")
