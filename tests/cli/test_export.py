from __future__ import annotations

import csv
import json
from pathlib import Path

from .conftest import Asked, run


def test_all_rows_or_those_of_a_query(asked: Asked, tmp_path: Path) -> None:
    code, out, _ = asked.run("export", asked.path, "--to", "csv", tmp_path / "all")
    assert code == 0
    assert f"{len(asked.readings)}  documents" in out
    asked.run("export", asked.path, tmp_path / "some", "--to", "jsonl", "--where", "technology:video.face")
    rows = [json.loads(line) for line in (tmp_path / "some" / "documents.jsonl").read_text("utf-8").splitlines()]
    assert {row["document"] for row in rows} == {
        r.document_id for r in asked.readings if any(f.technology == "video.face" for f in r.findings)
    }


def test_masked_unless_asked(asked: Asked, tmp_path: Path) -> None:
    asked.run("export", asked.path, tmp_path)
    with (tmp_path / "facts.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["rule"] == "invented.fact/1"
    whole = "".join(path.read_text("utf-8") for path in tmp_path.iterdir())
    assert not any(name in whole for name in ("甄无此", "贾子虚", "乌有先"))


def test_wrong_use(asked: Asked, tmp_path: Path) -> None:
    assert asked.run("export", asked.path, tmp_path, "--to", "docx")[0] == 2
    assert asked.run("export", asked.path, asked.path / "case.db")[0] == 2


def test_a_copy_and_a_near_duplicate_are_told_with_their_places(tmp_path: Path) -> None:
    words = "".join(
        f"<p>第{n}条：青石县公安局采购视频监控设备第{n}批，投标人应当具有独立承担民事责任的能力。</p>" for n in range(12)
    )
    page = f"<html><body><h1>青石县公安局视频监控设备采购公告</h1><p>项目编号：QS-2031-009</p>{words}</body></html>"
    folder = tmp_path / "files"
    folder.mkdir()
    for name, content in (("a", page), ("b", page), ("c", page.replace("</body>", "<p>本页由虚构采购网转载</p></body>"))):
        (folder / f"{name}.html").write_text(content, "utf-8")
    assert run("add", tmp_path / "case", folder)[0] == 0
    assert run("export", tmp_path / "case", tmp_path / "out")[0] == 0
    with (tmp_path / "out" / "documents.csv").open(encoding="utf-8", newline="") as file:
        first, near = sorted(csv.DictReader(file), key=lambda row: row["one_with"])
    places = {Path(place).name for row in (first, near) for place in (row["path"], *filter(None, row["also_at"].split("; ")))}
    assert places == {"a.html", "b.html", "c.html"}
    assert (first["one_with"], near["one_with"]) == ("", first["document"])
