from __future__ import annotations

import json
import shutil
from pathlib import Path

from invented import case_of, readings

from .conftest import run


def test_sound_repaired_and_beyond_repair(tmp_path: Path) -> None:
    made = list(readings(5))
    case = case_of(tmp_path / "case", made)
    assert run("check", case)[:2] == (0, "The case is sound.\n")
    shutil.rmtree(case / "index")
    code, out, _ = run("check", case)
    assert code == 0
    assert out.startswith("repaired: the index")
    (case / "originals" / made[0].sha256[:2] / made[0].sha256).unlink()
    code, out, _ = run("check", case)
    assert code == 1
    assert out.startswith("NOT REPAIRED: ")
    code, out, _ = run("check", case, "--json")
    assert code == 1
    assert json.loads(out)["sound"] is False


def test_a_case_without_an_index_says_what_to_do(tmp_path: Path) -> None:
    case = case_of(tmp_path / "case", list(readings(2)))
    shutil.rmtree(case / "index")
    code, _, err = run("find", case, "公安")
    assert code == 1
    assert "watchledger check" in err
