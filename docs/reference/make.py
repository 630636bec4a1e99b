"""Write commands.md and settings.md from the code, so that they cannot be out of date: python docs/reference/make.py

tests/test_docs.py fails when what lies here differs from what this would write.
"""

from __future__ import annotations

import ast
import inspect
from pathlib import Path
from typing import Any

import typer

from watchledger import settings
from watchledger.cli import build_app

HERE = Path(__file__).parent


def commands_page() -> str:
    """Every command with its help, arguments and options, in the order of `watchledger --help`."""
    group: Any = typer.main.get_command(build_app())
    parts = [
        "# Commands\n\nMade from the program's own help by `docs/reference/make.py`. Every command takes `--help`. Exit codes: 0 all "
        "well; 1 the run met problems, named on standard error; 2 the command was used wrongly.\n"
    ]
    parts += [f"- [{name}](#watchledger-{name})" for name in group.commands]
    for name, command in group.commands.items():
        parts.append(f"\n## watchledger {name}\n\n{_help(command)}\n\n    {_usage(name, command)}\n")
        rows = [_row(parameter) for parameter in command.params if not getattr(parameter, "hidden", False)]
        parts.append("\n".join(["| | meaning | default |", "|---|---|---|", *rows]))
    return "\n".join(parts) + "\n"


def _help(command: Any) -> str:
    return inspect.cleandoc(command.help or "").replace("\f", "").replace("\b", "")


def _is_argument(parameter: Any) -> bool:
    return getattr(parameter, "param_type_name", "") == "argument"


def _usage(name: str, command: Any) -> str:
    words = [f"watchledger {name}", "[OPTIONS]"]
    for parameter in command.params:
        if _is_argument(parameter):
            word = (parameter.metavar or parameter.name).upper().strip("[]")
            word = word if parameter.nargs != -1 or word.endswith("...") else f"{word}..."
            words.append(word if parameter.required else f"[{word}]")
    return " ".join(words)


def _row(parameter: Any) -> str:
    if _is_argument(parameter):
        name = f"`{(parameter.metavar or parameter.name).upper().strip('[]')}`"
    else:
        name = ", ".join(f"`{word}`" for word in [*parameter.opts, *parameter.secondary_opts])
        choices = getattr(parameter.type, "choices", None)
        if choices:
            name += " " + " \\| ".join(f"`{choice}`" for choice in choices)
        elif not parameter.is_flag:
            name += f" {parameter.metavar or parameter.type.name.upper()}"
    text = " ".join((getattr(parameter, "help", None) or "").split()).replace("|", "\\|")
    return f"| {name} | {text} | {_default(parameter)} |"


def _default(parameter: Any) -> str:
    if parameter.required:
        return "needed"
    shown = getattr(parameter, "show_default", None)
    if isinstance(shown, str):
        return shown
    value = parameter.default
    if not isinstance(value, (str, int, float)) or isinstance(value, bool) or value == "":
        return ""
    return f"`{value}`"


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


PAGES = {"commands.md": commands_page, "settings.md": settings_page}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), "utf-8")
