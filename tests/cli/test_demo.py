"""watchledger demo: a fresh case each time, nothing else touched, every suggestion a real command."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from watchledger.cli import COMMANDS, build_app
from watchledger.cli.demo import MARK, _prepare
from watchledger.store import Store


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The case and what was printed."""
    directory = tmp_path_factory.mktemp("demo") / "demo-case"
    done = CliRunner().invoke(build_app(), ["demo", str(directory)], env={"COLUMNS": "160"})
    assert done.exit_code == 0, done.output
    return directory, done.output


def test_a_case_is_made_from_every_bundled_notice(made: tuple[Path, str]) -> None:
    directory, output = made
    with Store.open(directory) as store:
        assert store.count() == 55
        assert set(store.counts_of_files()) == {"read"}
    assert "55 notices read, 0 with problems" in output


def test_the_table_cites_document_page_and_offset(made: tuple[Path, str]) -> None:
    assert re.search(r"CNY 11,986,000 awarded +video\.face +required +人脸抓拍 × 360 +04-xueliang-award\.html:-:\d+", made[1])
    assert re.search(r"video\.cctv +required +公共安全视频监控 × 1150 +05-xueliang-contract\.pdf:1:\d+", made[1])


def test_the_near_misses_are_named(made: tuple[Path, str]) -> None:
    assert re.search(
        r"notices buy none, though some sound like it: .*22-water\.html.*23-fetal\.txt.*36-council\.csv#MB-0004", made[1]
    )


def test_every_suggestion_is_a_call_that_works(made: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> None:
    directory, output = made
    monkeypatch.chdir(directory.parent)
    calls = re.findall(r"^  (?:python -m )?watchledger (.+)$", output, re.MULTILINE)
    assert len(calls) >= 6
    for call in calls:
        name, *arguments = shlex.split(call)
        assert name in COMMANDS
        if name != "serve":
            done = CliRunner().invoke(build_app(), [name, *arguments])
            assert done.exit_code == 0, f"{call}: {done.output}"


def test_no_person_is_printed(made: tuple[Path, str]) -> None:
    assert not re.search("冯样例|钱样本|5550123|Pat Sample", made[1])


def test_a_demo_directory_is_made_anew(tmp_path: Path) -> None:
    _prepare(tmp_path / "case")
    (tmp_path / "case" / "left-over").write_text("x", "utf-8")
    _prepare(tmp_path / "case")
    assert not (tmp_path / "case" / "left-over").exists()
    assert (tmp_path / "case" / MARK).is_file()


def test_what_the_demo_did_not_make_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", "utf-8")
    with pytest.raises(typer.BadParameter, match="holds something else"):
        _prepare(tmp_path)
    assert (tmp_path / "mine.txt").read_text("utf-8") == "x"


def test_a_file_or_a_link_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    (tmp_path / "link").symlink_to(tmp_path)
    for name in ("file", "link"):
        with pytest.raises(typer.BadParameter, match="not a directory"):
            _prepare(tmp_path / name)
