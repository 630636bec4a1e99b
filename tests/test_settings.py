from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from watchledger.errors import BadSettings
from watchledger.model.limits import Limits
from watchledger.settings import Settings, load_settings


def test_limits_and_settings_agree() -> None:
    settings, limits = asdict(Settings()), asdict(Limits())
    assert limits.pop("passwords") == (), "given with a run, never a setting"
    assert limits == {name: settings[name] for name in limits}


def test_a_variable_overrides_the_case_file(tmp_path: Path) -> None:
    (tmp_path / "watchledger.toml").write_text("workers = 3\nbatch = 7\n", "utf-8")
    assert load_settings(tmp_path, {"WATCHLEDGER_WORKERS": "1"}) == Settings(workers=1, batch=7)


@pytest.mark.parametrize("line", ["wokers = 3", "workers = 'many'", "workers = -1", "workers ="])
def test_a_wrong_setting_is_an_error_that_names_it(tmp_path: Path, line: str) -> None:
    (tmp_path / "watchledger.toml").write_text(line, "utf-8")
    with pytest.raises(BadSettings, match="wo.?kers|TOML"):
        load_settings(tmp_path, {})
