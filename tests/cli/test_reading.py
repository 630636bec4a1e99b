"""The commands that read: what they print, where, and with which exit code. Run as a person runs them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from watchledger.cli import COMMANDS, build_app
from watchledger.store import Store

NOTICE = """人脸识别系统采购项目公开招标公告
项目名称：望桥县人脸识别系统采购项目
采购人：望桥县公安局
联系人：甄无此 13800001111
预算金额：12.5万元
"""


def run(*words: str | Path, code: int = 0) -> tuple[str, str]:
    """(standard output, standard error) of `watchledger WORDS`."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("WATCHLEDGER_")}
    done = subprocess.run([sys.executable, "-m", "watchledger", *map(str, words)], capture_output=True, timeout=120, env=environ)
    assert done.returncode == code, done.stderr.decode()
    return done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "notices"
    path.mkdir()
    for number in range(3):
        (path / f"{number}.txt").write_text(NOTICE.replace("12.5", str(number + 1)), "utf-8")
    return path


@pytest.fixture
def case(tmp_path: Path, folder: Path) -> Path:
    run("add", tmp_path / "case", folder, "--quiet")
    return tmp_path / "case"


def test_read_prints_facts_and_findings_with_their_words_masked(folder: Path) -> None:
    out, err = run("read", folder / "0.txt")
    assert "望桥县公安局" in out
    assert "video.face" in out
    assert "13800001111" not in out
    assert err == ""
    out, _ = run("read", folder / "0.txt", "--with-text", "--unmask")
    assert "13800001111" in out


def test_read_jsonl_gives_an_object_for_each_document(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_text('{"id": "x1", "title": "雪亮工程"}\n{"id": "x2", "title": "校服"}\n', "utf-8")
    out, _ = run("read", folder, tmp_path / "t.jsonl", "--jsonl", "--with-text")
    readings = [json.loads(line) for line in out.splitlines()]
    assert len(readings) == 5
    assert {reading["record_id"] for reading in readings} == {None, "x1", "x2"}
    for reading in readings:
        for finding in reading["findings"]:
            assert reading["text"][finding["start"] : finding["end"]] == finding["quote"]


def test_read_takes_a_mapping(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("A,B\n某县人脸识别系统采购招标公告,某县公安局\n", "utf-8")
    (tmp_path / "m.toml").write_text('A = "title"\nB = "buyer"\n', "utf-8")
    out, _ = run("read", tmp_path / "t.csv", "--jsonl", "--with-text", "--columns", tmp_path / "m.toml")
    assert json.loads(out)["text"] == "某县人脸识别系统采购招标公告\n采购人：某县公安局"


def test_problems_are_on_standard_error_and_in_the_exit_code(folder: Path, tmp_path: Path) -> None:
    (folder / "bad.pdf").write_bytes(b"")
    out, err = run("read", folder, "--jsonl", code=1)
    assert len(out.splitlines()) == 4
    assert "bad.pdf: empty" in err
    _, err = run("add", tmp_path / "case", folder, code=1)
    assert "1 problem;" in err
    out, _ = run("status", tmp_path / "case", "--failed")
    assert "bad.pdf" in out
    assert "empty" in out


def test_wrong_use_is_exit_code_2(tmp_path: Path) -> None:
    run("add", tmp_path / "case", tmp_path / "nothing", code=2)
    assert not (tmp_path / "case").exists()
    run("read", code=2)
    run("nonsense", code=2)


def test_nothing_there_is_told(tmp_path: Path) -> None:
    _, err = run("read", tmp_path / "nothing", code=1)
    assert "No such file" in err
    _, err = run("status", tmp_path / "nothing", code=1)
    assert "no case here" in err


def test_add_says_what_it_did_for_people_and_for_programs(tmp_path: Path, folder: Path) -> None:
    out, err = run("add", tmp_path / "case", folder)
    assert "3 documents from 3 files" in out
    assert "--failed" not in err  # on a slow machine there are lines of progress
    out, _ = run("add", tmp_path / "case", folder, "--json")
    summary = json.loads(out)
    assert (summary["unchanged"], summary["documents"], summary["interrupted"]) == (3, 0, False)
    out, err = run("add", tmp_path / "case", folder, "--quiet")
    assert (out, err) == ("", "")


def test_status_and_retry(case: Path, folder: Path) -> None:
    states = [json.loads(line) for line in run("status", case, "--json")[0].splitlines()]
    assert [(Path(state["path"]).name, state["state"]) for state in states] == [
        ("0.txt", "read"),
        ("1.txt", "read"),
        ("2.txt", "read"),
    ]
    assert "3 files: 3 read; 3 documents" in run("status", case)[0]
    (folder / "3.txt").write_bytes(b"")
    run("add", case, folder, code=1)
    run("retry", case, code=1)
    os.utime(folder / "3.txt")
    (folder / "3.txt").write_text(NOTICE, "utf-8")
    out, _ = run("retry", case, folder / "3.txt", "--json")
    assert json.loads(out)["documents"] == 1


def test_settings_of_the_case_count_and_mistakes_are_named(case: Path, folder: Path) -> None:
    (case / "watchledger.toml").write_text("wrokers = 1\n", "utf-8")
    _, err = run("add", case, folder, code=1)
    assert "unknown setting 'wrokers'" in err


def _has_read_a_file(case: Path) -> bool:
    if not (case / "index").exists():
        return False
    with Store.open(case) as store:
        return store.counts_of_files().get("read", 0) > 0


def test_an_interrupted_run_goes_on(tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_text(
        "".join(f'{{"id": {n}, "title": "{n}号雪亮工程视频监控采购"}}\n' for n in range(200_000)), "utf-8"
    )
    (tmp_path / "a.txt").write_text(NOTICE, "utf-8")
    words = [sys.executable, "-m", "watchledger", "add", tmp_path / "case", tmp_path / "a.txt", tmp_path / "t.jsonl", "--json"]
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background may ignore it
    try:
        run_process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    finally:
        signal.signal(signal.SIGINT, heard)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not _has_read_a_file(tmp_path / "case"):
        time.sleep(0.1)
    run_process.send_signal(signal.SIGINT)
    out, err = run_process.communicate(timeout=60)
    assert b"Traceback" not in err
    summary = json.loads(out)
    assert summary["interrupted"]
    assert run_process.returncode == 130
    assert json.loads(run("status", tmp_path / "case", "--json")[0].splitlines()[0])["state"] == "read"


def test_doctor_says_that_a_document_was_read(case: Path) -> None:
    out, _ = run("doctor", case)
    assert "a test document" in out
    checks = {check["name"]: check for check in json.loads(run("doctor", "--json")[0])}
    assert checks["a test document"]["state"] == "ok"
    assert {check["state"] for check in checks.values()} <= {"ok", "missing"}


def test_evaluate_scores_texts_and_files(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "t.jsonl").write_text(
        '{"id": "1", "text": "望桥县公安局人脸识别系统采购", "technologies": ["video.face"], "surveillance": "yes"}\n'
        '{"id": "2", "text": "望桥县第一中学校服采购", "technologies": [], "surveillance": "no"}\n',
        "utf-8",
    )
    out, _ = run("evaluate", tmp_path / "t.jsonl", "--json")
    assert json.loads(out)["fields"]["technologies"]["f1"] == 1.0
    label = {"id": "0.txt", "notice_type": "tender", "buyer": "望桥县公安局", "project_codes": [], "suppliers": [], "items": [],
             "technologies": ["video.face"], "budget": 10000}  # fmt: skip
    (tmp_path / "f.jsonl").write_text(json.dumps(label), "utf-8")
    run("evaluate", tmp_path / "f.jsonl", code=2)
    out, _ = run("evaluate", tmp_path / "f.jsonl", "--documents", folder, "--json")
    assert json.loads(out)["fields"]["buyer"]["f1"] == 1.0
    (tmp_path / "bad.jsonl").write_text("{", "utf-8")
    _, err = run("evaluate", tmp_path / "bad.jsonl", code=1)
    assert "line 1" in err


def test_every_command_teaches_by_example() -> None:
    app = build_app()
    names = {command.name: command.callback for command in app.registered_commands}
    assert tuple(names) == COMMANDS
    for name, function in names.items():
        assert function is not None
        assert f"watchledger {name}" in (function.__doc__ or ""), name
