"""watchledger users: who may sign in."""

from __future__ import annotations

import json
from pathlib import Path

from invented import case_of, readings
from typer.testing import CliRunner

from watchledger.cli import build_app
from watchledger.store.shelf import Shelf

run = CliRunner().invoke


def test_users_are_added_listed_and_removed(tmp_path: Path) -> None:
    case, app = str(case_of(tmp_path / "case", list(readings(3)))), build_app("users")
    assert "Nobody may sign in yet" in run(app, ["users", case]).output
    made = run(app, ["users", case, "--add", "甲", "--role", "owner"], input="correct horse battery\n")
    assert (made.exit_code, made.output.split()) == (0, ["owner", "甲"])
    assert "correct horse" not in Path(case, "workbench.db").read_bytes().decode("latin-1")
    assert Shelf(Path(case)).users()["甲"].password.startswith("$argon2id$")
    assert json.loads(run(app, ["users", case, "--json"]).output)[0]["role"] == "owner"
    assert run(app, ["users", case, "--add", "乙"], input="short\n").exit_code == 1
    assert run(app, ["users", case, "--remove", "nobody"]).exit_code == 2
    assert run(app, ["users", case, "--remove", "甲"]).exit_code == 0
    assert Shelf(Path(case)).users() == {}
