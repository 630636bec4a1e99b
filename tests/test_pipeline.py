"""The street joined: a stage's mistake costs its own part, and a case survives whatever is done to its run."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from watchledger import pipeline
from watchledger.errors import CaseBusy, NoSuchCase
from watchledger.explore.check import check
from watchledger.model import Document, Limits, Origin
from watchledger.search import Index, parse
from watchledger.settings import Settings
from watchledger.store import Store
from watchledger.store.intake import Tally
from watchledger.store.lock import sole_writer

SETTINGS = Settings(workers=2, batch=8, document_seconds=20.0)
PAGE = """<html><head><title>{n}号公告</title></head><body><h1>{place}人脸识别系统采购项目招标公告</h1>
<p>项目编号：WQ-2021-{n:04}</p><p>采购人：{place}公安局</p><p>预算金额：{n}万元</p></body></html>"""


def notice(number: int) -> str:
    return PAGE.format(n=number, place=f"望桥{number % 7}县")


def folder_of(path: Path, count: int) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (path / f"{number:04}.html").write_text(notice(number), "utf-8")
    return path


def add(case: Path, *sources: Path, settings: Settings = SETTINGS) -> Tally:
    *_, tally = pipeline.add(case, sources, settings)
    assert isinstance(tally, Tally)
    return tally


def states(case: Path) -> dict[str, str]:
    with Store.open(case) as store:
        return {Path(state.path).name: state.state for state in store.files()}


def reasons(case: Path) -> dict[str, tuple[str, ...]]:
    with Store.open(case) as store:
        return {Path(state.path).name: state.reasons for state in store.files()}


def hits(case: Path, query: str) -> int:
    return Index.open(case / "index").search(parse(query)).total


def sound(case: Path) -> None:
    """What `watchledger check` looks at is in order."""
    assert list(check(case)) == []


# one document


def document(content: bytes, name: str = "a.html") -> Document:
    return Document(content, Origin(name))


def test_a_notice_goes_down_the_street() -> None:
    reading = pipeline.read_document(document(notice(3).encode()), Limits())
    assert reading.status == "ok"
    assert reading.text is not None
    assert reading.notice is not None
    assert reading.notice.buyer is not None
    assert reading.notice.buyer.value == "望桥3县公安局"
    assert "video.face" in {finding.technology for finding in reading.findings}
    for finding in reading.findings:
        assert reading.text.content[finding.span.start : finding.span.end] == finding.quote


def test_what_cannot_be_read_is_failed_with_its_reason() -> None:
    for content in (b"", b"\x00\x01\x02\x03" * 100, b"%PDF-1.4 nothing"):
        reading = pipeline.read_document(document(content), Limits())
        assert reading.status == "failed"
        assert reading.text is None
        assert len(reading.problems) == 1


@pytest.mark.parametrize("stage", ["notices.read_notice", "findings.find"])
def test_a_stage_that_raises_costs_its_own_part(stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("by 0")

    monkeypatch.setattr(f"watchledger.pipeline.{stage}", broken)
    reading = pipeline.read_document(document(notice(3).encode()), Limits())
    assert reading.status == "partial"
    assert reading.text is not None
    name = "the notice" if stage.startswith("notices") else "the findings"
    assert reading.problems == (f"{name} stopped: ZeroDivisionError by 0",)


def test_a_text_whose_personal_data_is_not_known_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("watchledger.pipeline.person.personal", broken)
    reading = pipeline.read_document(document(notice(3).encode()), Limits())
    assert (reading.status, reading.text) == ("failed", None)


# a case


def test_a_folder_becomes_a_searchable_case_and_adding_again_does_nothing(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "notices", 30)
    (folder / ".DS_Store").write_bytes(b"x")
    case = tmp_path / "case"
    tally = add(case, folder)
    assert (tally.files, tally.documents, tally.new, tally.problems, tally.skipped) == (30, 30, 30, 0, 1)
    assert hits(case, "人脸识别") == 30
    assert set(states(case).values()) == {"read"}
    again = add(case, folder)
    assert (again.files, again.documents, again.unchanged) == (0, 0, 30)
    with Store.open(case) as store:
        assert sum(1 for _ in store.readings()) == 30
        kept = {path.name for path in (case / "originals").rglob("*") if path.is_file()}
        assert {sha256 for sha256, _ in store.original_hashes()} == kept
    sound(case)


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "notices", 5)
    case = tmp_path / "case"
    add(case, folder)
    (folder / "0002.html").write_text(notice(99), "utf-8")
    (folder / "new.html").write_text(notice(98), "utf-8")
    tally = add(case, folder)
    assert (tally.files, tally.new, tally.unchanged) == (2, 2, 4)


def test_containers_and_tables_give_their_members_and_are_kept_whole(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(40):
            archive.writestr(f"{number}.html", notice(number))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(buffer.getvalue())
    rows = [json.dumps({"id": n, "title": f"{n}号雪亮工程视频监控采购"}, ensure_ascii=False) for n in range(60)]
    rows[7] = "{broken"
    (tmp_path / "in" / "t.jsonl").write_text("\n".join(rows), "utf-8")
    case = tmp_path / "case"
    tally = add(case, tmp_path / "in")
    assert (tally.files, tally.documents, tally.unread) == (2, 99, 1)
    assert states(case) == {"a.zip": "read", "t.jsonl": "partial"}
    assert reasons(case)["t.jsonl"][0].startswith("row 8: not JSON")
    kept = {path.read_bytes() for path in (case / "originals").rglob("*") if path.is_file()}
    assert kept == {(tmp_path / "in" / name).read_bytes() for name in ("a.zip", "t.jsonl")}
    sound(case)


def test_the_same_document_twice_is_one_with_two_places(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "notices", 2)
    (folder / "copy.html").write_text(notice(1), "utf-8")
    case = tmp_path / "case"
    tally = add(case, folder)
    assert (tally.documents, tally.new) == (3, 2)
    assert hits(case, "人脸识别") == 2


def test_one_writer_at_a_time_says_who(tmp_path: Path) -> None:
    case = tmp_path / "case"
    add(case, folder_of(tmp_path / "notices", 1))
    with sole_writer(case), pytest.raises(CaseBusy, match=f"pid {os.getpid()}"):
        add(case, tmp_path / "notices")
    assert add(case, tmp_path / "notices").unchanged == 1


def test_a_lost_index_is_built_anew(tmp_path: Path) -> None:
    import shutil

    case = tmp_path / "case"
    add(case, folder_of(tmp_path / "notices", 4))
    shutil.rmtree(case / "index")
    add(case, tmp_path / "notices")
    assert hits(case, "人脸识别") == 4


def test_retry_reads_what_failed_once_more(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "notices", 3)
    (folder / "late.html").write_bytes(b"")
    case = tmp_path / "case"
    assert add(case, folder).failed == 1
    assert add(case, folder).unchanged == 4
    before = (folder / "late.html").stat()
    (folder / "late.html").write_text(notice(77), "utf-8")
    os.utime(folder / "late.html", ns=(before.st_atime_ns, before.st_mtime_ns))
    *_, tally = pipeline.retry(case, [], SETTINGS)
    assert (tally.files, tally.failed, tally.new) == (1, 0, 1)
    assert set(states(case).values()) == {"read"}
    with Store.open(case) as store:
        assert [state.attempts for state in store.files() if state.path.endswith("late.html")] == [2]
    with pytest.raises(NoSuchCase):
        list(pipeline.retry(tmp_path / "nothing", [], SETTINGS))


def test_retry_takes_only_what_is_chosen(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.html").write_bytes(b"" if name == "a" else b" ")
    case = tmp_path / "case"
    add(case, tmp_path / "a", tmp_path / "b")
    *_, tally = pipeline.retry(case, [tmp_path / "b"], SETTINGS)
    assert tally.files == 1


# hostile input, through the whole of `add`


def hostile(folder: Path) -> dict[str, str]:
    """Files, and the state each must end in."""
    folder.mkdir()
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", b"0" * 50_000_000)
    nested = bomb.getvalue()
    for _ in range(5):
        layer = io.BytesIO()
        with zipfile.ZipFile(layer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("inner.zip", nested)
        nested = layer.getvalue()
    climbing = io.BytesIO()
    with zipfile.ZipFile(climbing, "w") as archive:
        archive.writestr("../../../climbed.html", notice(1))
        archive.writestr("/tmp/climbed.html", notice(2))
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("a.html", random.Random(1).randbytes(5_000))
    files: dict[str, tuple[bytes, str]] = {
        "empty.html": (b"", "failed"),
        "blank.csv": (b"\n\n  \n", "failed"),
        "truncated.zip": (whole.getvalue()[:3_000], "failed"),
        "truncated.pdf": (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "failed"),
        "html-named.pdf": (notice(11).encode(), "read"),
        "png-named.html": (b"\x89PNG\r\n\x1a\n" + b"\0" * 500, "failed"),
        "noise.docx": (random.Random(2).randbytes(20_000), "failed"),
        "bomb.zip": (bomb.getvalue(), "failed"),
        "nested.zip": (nested, "failed"),
        "climbing.zip": (climbing.getvalue(), "read"),
        "gbk-called-utf8.html": (notice(12).replace("<head>", '<head><meta charset="utf-8">').encode("gb18030"), "read"),
        "deep.json": (b"[" * 100_000 + b"]" * 100_000, "failed"),
        "deep.html": (b"<div>" * 100_000 + "人脸识别".encode(), "read"),
        "surrogates.jsonl": (b'{"title": "\\ud800 a", "buyer": "x"}\n{"title": "b", "buyer": "y"}\n', "read"),
        "good.html": (notice(13).encode(), "read"),
    }
    for name, (content, _) in files.items():
        (folder / name).write_bytes(content)
    return {name: state for name, (_, state) in files.items()}


def test_hostile_files_each_end_with_a_reason_and_the_rest_is_read(tmp_path: Path) -> None:
    expected = hostile(tmp_path / "in")
    case = tmp_path / "case"
    tally = add(case, tmp_path / "in")
    found = states(case)
    assert tally.files == len(expected)
    unexpected = {name: (found.get(name), reasons(case).get(name)) for name, state in expected.items() if found.get(name) != state}
    assert unexpected == {}
    assert all(said for name, said in reasons(case).items() if found[name] == "failed")
    assert not list(Path("/tmp").glob("climbed*"))
    assert not list(tmp_path.rglob("climbed*"))
    sound(case)


def test_a_line_of_100_mb_ends_with_a_reason_or_read_and_memory_stays_bounded(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with (tmp_path / "in" / "line.csv").open("wb") as file:
        file.write("项目名称,采购人\n雪亮工程,某局\n".encode())
        for _ in range(100):
            file.write(b"x" * 1_000_000)
        file.write("\n校服采购,某校\n".encode())
    case = tmp_path / "case"
    tally = add(case, tmp_path / "in")
    assert (tally.documents, tally.unread) == (2, 1)
    assert states(case) == {"line.csv": "partial"}
    assert "longer than" in reasons(case)["line.csv"][0]


# killed


RUN = """
import sys
from pathlib import Path
from watchledger import pipeline
from watchledger.settings import Settings
for tally in pipeline.add(Path(sys.argv[1]), [Path(sys.argv[2])], Settings(workers=2, batch=4)):
    pass
"""


@pytest.mark.slow
def test_a_run_killed_inside_a_table_goes_on_inside_it(tmp_path: Path) -> None:
    rows = [json.dumps({"id": n, "title": f"{n}号雪亮工程视频监控采购"}, ensure_ascii=False) for n in range(12_000)]
    rows[3] = "broken"
    (tmp_path / "rows.jsonl").write_text("\n".join(rows), "utf-8")
    case = tmp_path / "case"
    run = subprocess.Popen([sys.executable, "-c", RUN, str(case), str(tmp_path / "rows.jsonl")], stderr=subprocess.DEVNULL)
    reached = 0
    while run.poll() is None and reached < 1_000:
        time.sleep(0.1)
        if (case / "case.db").exists():
            with Store.open(case) as store:
                reached = max([0, *(int(said.split()[0]) for said in store.reached().values())])
    run.kill()
    run.wait()
    assert 1_000 <= reached < 12_000
    assert states(case) == {"rows.jsonl": "reading"}
    tally = add(case, tmp_path / "rows.jsonl")
    assert tally.documents <= 12_000 - reached
    assert states(case) == {"rows.jsonl": "partial"}
    assert len(reasons(case)["rows.jsonl"]) == 1
    with Store.open(case) as store:
        assert store.count() == 11_999
        assert store.reached() == {}
    assert add(case, tmp_path / "rows.jsonl").unchanged == 1


@pytest.mark.slow
def test_killed_at_twenty_random_moments_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    """Acknowledged is what the store says is read. A rerun completes, and everything agrees."""
    folder = folder_of(tmp_path / "notices", 400)
    rows = [json.dumps({"id": n, "title": f"{n}号雪亮工程视频监控采购"}, ensure_ascii=False) for n in range(300)]
    (folder / "rows.jsonl").write_text("\n".join(rows), "utf-8")
    case = tmp_path / "case"
    moments = random.Random(20)
    seen: dict[str, str] = {}
    stored: set[str] = set()
    killed = 0
    for _ in range(20):
        run = subprocess.Popen([sys.executable, "-c", RUN, str(case), str(folder)], stderr=subprocess.DEVNULL)
        try:
            run.wait(moments.uniform(0.2, 3.0))
        except subprocess.TimeoutExpired:
            killed += 1
            run.send_signal(signal.SIGKILL)
            run.wait()
        if (case / "case.db").exists():
            now = {name: state for name, state in states(case).items() if state == "read"}
            assert seen.items() <= now.items(), "a file that was read is not any more"
            seen = now
            with Store.open(case) as store:
                ids = {document_id for _, document_id in store.ids()}
            assert stored <= ids, "a document that was stored is gone"
            stored = ids
    assert killed >= 5
    time.sleep(0.2)
    add(case, folder)
    assert Counter(states(case).values()) == {"read": 401}
    with Store.open(case) as store:
        assert store.count() == 700
    assert hits(case, "人脸识别") == 400
    assert hits(case, "雪亮工程") == 300
    sound(case)
