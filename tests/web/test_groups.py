"""Projects of a large case are told where they were grouped before, and nobody waits for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented import case_of, readings

from watchledger.explore.case import open_case
from watchledger.explore.kept_projects import grouped
from watchledger.explore.live import Live
from watchledger.store import Store, pack
from watchledger.web import groups


def test_projects_are_told_once_they_were_grouped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "PROJECTS_OF", 0)
    with open_case(case_of(tmp_path / "case", list(readings(30, seed=4)))) as case:
        live = Live(case)
        assert groups.projects_at_hand(live.now()) is None
        wanted = grouped(case).number
        found = groups.projects_at_hand(live.now())
        assert found is not None and found.number == wanted
        with Store.open(case.store.case) as store:
            store.put([pack(one) for one in list(readings(40, seed=9))[30:]])
        assert groups.projects_at_hand(live.now()) is None
