from __future__ import annotations

import csv
import json
from pathlib import Path

from .conftest import Asked


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
