from __future__ import annotations

import json
from pathlib import Path

from invented import case_of, readings

from .conftest import Asked, run


def test_a_project_by_number_in_another_writing_and_by_document(asked: Asked) -> None:
    reading = next(r for r in asked.readings if r.notice and r.notice.project_codes)
    assert reading.notice is not None
    number = reading.notice.project_codes[0].value
    code, out, _ = asked.run("project", asked.path, f"[{number.upper()}]", "--json")
    by_number = json.loads(out)["projects"]
    assert code == 0
    assert reading.document_id in {notice["document"] for one in by_number for notice in one["notices"]}
    by_document = json.loads(asked.run("project", asked.path, reading.document_id, "--json")[1])["projects"]
    assert len(by_document) == 1 and by_document[0] in by_number


def test_people_see_stages_amounts_and_what_is_missing(asked: Asked) -> None:
    reading = next(r for r in asked.readings if r.notice and r.notice.budget and r.notice.title)
    code, out, _ = asked.run("project", asked.path, reading.document_id)
    assert code == 0
    assert "missing in this case: intent" in out
    assert "budget" in out and reading.document_id in out


def test_what_is_no_number_and_no_document(tmp_path: Path) -> None:
    from watchledger.errors import NoSuchDocument

    case = case_of(tmp_path / "case", list(readings(3, seed=2)))
    try:
        run("project", case, "NO-SUCH-NUMBER-1")
    except NoSuchDocument as error:
        assert "NO-SUCH-NUMBER-1" in str(error)
    else:
        raise AssertionError("a project was found")
