"""`watchledger terms`, as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from watchledger.cli import build_app

RUN = CliRunner()


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("terms")
    (root / "notices").mkdir()
    (root / "notices" / "a.txt").write_text("青石县公安局人脸识别系统采购公告\n采购人：青石县公安局\n", "utf-8")
    (root / "notices" / "b.txt").write_text("云岭市第三医院人脸识别考勤采购公告\n联系人：王小明 电话：13800000000\n", "utf-8")
    assert RUN.invoke(build_app("add"), ["add", str(root / "case"), str(root / "notices")]).exit_code == 0
    return root / "case"


def test_hits_masks_and_unmet_terms_are_told(case: Path) -> None:
    result = RUN.invoke(build_app(), ["terms", str(case), "--technology", "video.face"])
    assert result.exit_code == 0, result.output
    assert "人脸识别  1 hits in 1 documents" in result.output
    assert "masked by 人脸识别考勤" in result.output
    assert "never:" in result.output and "步态" not in result.output


def test_everything_as_json(case: Path) -> None:
    result = RUN.invoke(build_app(), ["terms", str(case), "--json"])
    told = json.loads(result.output)
    assert told["documents"] == 2
    face = next(t for t in told["technologies"] if t["technology"] == "video.face")
    term = next(t for t in face["terms"] if t["term"] == "人脸识别")
    assert (term["hits"], term["masked"][0]["by"]) == (1, "人脸识别考勤")
    assert "facial recognition" in face["never"]
    assert "13800000000" not in result.output


def test_an_unknown_technology_is_a_wrong_use(case: Path) -> None:
    assert RUN.invoke(build_app(), ["terms", str(case), "--technology", "video.nothing"]).exit_code == 2
