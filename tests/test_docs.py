"""The documentation fails the build: what exists is documented, what is documented runs, and links lead somewhere."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import ModuleType

import pytest

from watchledger.cli import COMMANDS
from watchledger.formats import READERS
from watchledger.model import Finding, Notice
from watchledger.notices.structured import STRUCTURED
from watchledger.publish import EXPORTERS
from watchledger.settings import Settings

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
STEPS = ("format", "layout", "language", "taxonomy", "indicator", "exporter", "store", "index", "engine")
"""What can be added (docs/howto has a page for each)."""


def page(path: str) -> str:
    return (DOCS / path).read_text("utf-8")


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_reference_make", DOCS / "reference" / "make.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["commands.md", "settings.md", "exporters.md", "signs.md"])
def test_a_generated_page_is_fresh(name: str) -> None:
    assert page(f"reference/{name}") == generator().PAGES[name](), "run: python docs/reference/make.py"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_documented(name: str) -> None:
    assert f"## watchledger {name}\n" in page("reference/commands.md")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_teaches_by_example(name: str) -> None:
    section = page("reference/commands.md").split(f"## watchledger {name}\n")[1].split("\n## ")[0]
    before_usage = section.split(f"\n    watchledger {name} [OPTIONS]")[0]
    assert f"watchledger {name} " in before_usage, "the docstring of a command shows a call of it"


@pytest.mark.parametrize("name", [f.name for f in fields(Settings)])
def test_a_setting_is_documented(name: str) -> None:
    row = re.search(rf"^\| `{name}` \| `[^`]+` \| (.+) \|$", page("reference/settings.md"), re.MULTILINE)
    assert row is not None and len(row[1]) > 10


@pytest.mark.parametrize("name", [f.name for kind in (Notice, Finding) for f in fields(kind) if f.name != "span"])
def test_a_field_of_the_contract_is_documented(name: str) -> None:
    assert re.search(rf"^\| [^|]*`{name}`", page("reference/contract.md"), re.MULTILINE)


@pytest.mark.parametrize("name", sorted({module for _, module in READERS}))
def test_a_format_is_documented(name: str) -> None:
    assert re.search(rf"`{name}(/\d+)?`", page("reference/formats.md")), (
        f"docs/reference/formats.md does not tell of the reader {name}"
    )


def _layouts() -> list[str]:
    """The modules that read a structured source, and those for every other text."""
    return ["english", "generic", *(read.__module__.rsplit(".", 1)[-1] for _, _, read in STRUCTURED)]


@pytest.mark.parametrize("name", _layouts())
def test_a_layout_is_documented(name: str) -> None:
    assert f"`{name}`" in page("reference/layouts.md")


@pytest.mark.parametrize("name", EXPORTERS)
def test_an_exporter_is_documented(name: str) -> None:
    assert f"`{name}`" in page("reference/exporters.md")


@pytest.mark.parametrize("what", STEPS)
def test_each_thing_that_can_be_added_has_its_page(what: str) -> None:
    article = "an" if what[0] in "aeio" else "a"
    assert page(f"howto/add-{article}-{what}.md").startswith(f"# Add {article} {what}")


LINK = re.compile(r"(?<!!)\[[^\]\n]+\]\(([^)\s]+)\)")


def _anchors(text: str) -> set[str]:
    """The anchors a reader of Markdown gives to headings: lower case, punctuation dropped, spaces to hyphens."""
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    for target in LINK.findall(re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)):
        if "://" in target or target.startswith("mailto:"):
            continue
        name, _, anchor = target.partition("#")
        there = (path.parent / name).resolve() if name else path
        assert there.exists(), f"{path.name} links to {target}"
        assert not anchor or there.suffix != ".md" or anchor in _anchors(there.read_text("utf-8")), f"{path.name} links to {target}"


def test_every_page_is_reached_from_the_index() -> None:
    reached, waiting = set(), [DOCS / "index.md"]
    while waiting:
        at = waiting.pop()
        if at in reached or at.suffix != ".md":
            continue
        reached.add(at)
        targets = (target.partition("#")[0] for target in LINK.findall(at.read_text("utf-8")) if "://" not in target)
        waiting += [(at.parent / target).resolve() for target in targets if target]
    assert set(DOCS.rglob("*.md")) <= reached


BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def _calls(text: str) -> Iterator[tuple[str, list[str]]]:
    """The commands of console blocks ("$ " before them) with the output lines below each; "..." stands for any lines."""
    for block in BLOCK.findall(text):
        for call in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *output = call.rstrip("\n").split("\n")
            yield command, output


def _matches(output: str, wanted: list[str]) -> bool:
    """Whether the output is the wanted lines; a line "..." stands for any lines or none, within a line for any characters."""
    any_lines, any_words = r"(?:.*\n)*?", ".*?"
    pattern = "".join(
        any_lines if line.strip() == "..." else re.escape(line.rstrip()).replace(re.escape("..."), any_words) + r" *\n"
        for line in wanted
    )
    return re.fullmatch(pattern, output.strip("\n") + "\n") is not None


def test_output_is_compared_line_by_line() -> None:
    assert _matches("a\nb\nc\n", ["a", "...", "c"])
    assert _matches("a\nc\n", ["a", "...", "c"])
    assert _matches("took 12 s\n", ["took ... s"])
    assert not _matches("a\nb\n", ["a", "c"])
    assert not _matches("a\nb\n", ["a"])


@pytest.mark.parametrize("path", ["README.md", "docs/tutorial.md"])
def test_snippets_run(path: str, tmp_path: Path) -> None:
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("WATCHLEDGER_")},
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "120", "NO_COLOR": "1", "TERM": "dumb", "PYTHONUTF8": "1",
    }  # fmt: skip
    ran = 0
    for command, wanted in _calls((ROOT / path).read_text("utf-8")):
        done = subprocess.run(
            command, shell=True, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", timeout=300
        )
        expected = int(match[1]) if (match := re.search(r"# exit code (\d)$", command)) else 0
        assert done.returncode == expected, f"{path}: {command}\n{done.stdout}{done.stderr}"
        if wanted:
            assert _matches(done.stdout, wanted), f"{path}: {command}\ngave\n{done.stdout}\nnot\n" + "\n".join(wanted)
        ran += 1
    assert ran >= 5
