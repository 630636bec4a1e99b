"""What every store must do with what people decided."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from invented import readings
from sqlalchemy.exc import IntegrityError

from watchledger.errors import InputError
from watchledger.model.review import Subject, subject_of_document, subject_of_fact, subject_of_finding
from watchledger.model.text import Text
from watchledger.store import Drawn, Sample, Store, StratumDrawn, pack
from watchledger.store.connect import writing

STORES: dict[str, Callable[[Path], Any]] = {"sqlite": lambda path: Store.open(path, create=True)}
MADE = [reading for reading in readings(20) if reading.findings]
ONE = MADE[0]
SUBJECT = subject_of_finding(ONE.findings[0])


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    with STORES[request.param](tmp_path / "case") as opened:
        yield opened


def judged(store: Any, subject: Subject) -> dict[str, str]:
    return {name: one.judgement for name, one in store.decisions.standing([subject.source]).get(subject, {}).items()}


def test_a_decision_stands_with_all_it_says(store: Any) -> None:
    made = store.decisions.add(
        SUBJECT, "no", document=ONE.document_id, reviewer="A. Reader", corrected="video.cctv", note="a door bell", quote="门铃"
    )
    assert store.decisions.standing([SUBJECT.source]) == {SUBJECT: {"A. Reader": made}}
    assert (made.corrected, made.note, made.quote, made.document) == ("video.cctv", "a door bell", "门铃", ONE.document_id)
    assert made.decided.endswith("+00:00")
    assert list(store.decisions.log()) == [made]


def test_a_later_decision_takes_the_place_and_undo_brings_the_earlier_back(store: Any) -> None:
    first = store.decisions.add(SUBJECT, "yes", document=ONE.document_id, reviewer="a")
    second = store.decisions.add(SUBJECT, "unsure", document=ONE.document_id, reviewer="a")
    assert judged(store, SUBJECT) == {"a": "unsure"}
    assert store.decisions.last("a") == second
    undone = store.decisions.undo(second.number, reviewer="a", note="a slip")
    assert (undone.judgement, undone.undoes, undone.subject) == ("undone", second.number, SUBJECT)
    assert judged(store, SUBJECT) == {"a": "yes"}
    assert store.decisions.last("a") == first
    store.decisions.undo(first.number, reviewer="a")
    assert judged(store, SUBJECT) == {}
    assert store.decisions.last("a") is None
    assert [one.number for one in store.decisions.log()] == [1, 2, 3, 4], "nothing is ever lost from the log"


def test_two_reviewers_stand_beside_one_another(store: Any) -> None:
    store.decisions.add(SUBJECT, "yes", document=ONE.document_id, reviewer="a")
    store.decisions.add(SUBJECT, "no", document=ONE.document_id, reviewer="b")
    assert judged(store, SUBJECT) == {"a": "yes", "b": "no"}


def test_what_cannot_be_decided_is_refused(store: Any) -> None:
    for judgement, reviewer in (("maybe", "a"), ("undone", "a"), ("yes", " ")):
        with pytest.raises(InputError):
            store.decisions.add(SUBJECT, judgement, document=ONE.document_id, reviewer=reviewer)
    made = store.decisions.add(SUBJECT, "yes", document=ONE.document_id, reviewer="a")
    undone = store.decisions.undo(made.number, reviewer="a")
    for number in (made.number, undone.number, 99):
        with pytest.raises(InputError, match="take"):
            store.decisions.undo(number, reviewer="a")
    assert len(list(store.decisions.log())) == 2


def test_reading_again_keeps_decisions_on_an_unchanged_text_and_asks_again_on_a_changed_one(store: Any) -> None:
    assert ONE.text is not None
    whole = subject_of_document(ONE.document_id, "video.face")
    store.put([pack(ONE)])
    store.decisions.add(SUBJECT, "yes", document=ONE.document_id, reviewer="a")
    store.decisions.add(whole, "no", document=ONE.document_id, reviewer="a")
    store.put([pack(ONE)], replace=True)
    again = store.reading(ONE.document_id)
    assert judged(store, subject_of_finding(again.findings[0])) == {"a": "yes"}

    text = Text("以下为正文\n" + ONE.text.content, "invented/2")
    old = ONE.findings[0]
    moved = replace(old, span=old.span._replace(text_id=text.id, start=old.span.start + 6, end=old.span.end + 6))
    store.put([pack(replace(ONE, text=text, notice=None, findings=(moved,), masks=()))], replace=True)
    again = store.reading(ONE.document_id)
    assert again.findings == (moved,)
    assert judged(store, subject_of_finding(again.findings[0])) == {}
    assert judged(store, whole) == {"a": "no"}, "what the document buys is a question about its bytes"


def test_a_finding_that_says_something_else_asks_again() -> None:
    finding = ONE.findings[0]
    others = [
        replace(finding, status="optional"), replace(finding, quantity=Decimal(7)), replace(finding, technology="x"),
        replace(finding, rule="another/1"),
    ]  # fmt: skip
    assert len({subject_of_finding(one) for one in (finding, *others)}) == 5
    assert subject_of_finding(replace(finding, quantity=Decimal("3.0"))) == SUBJECT
    assert ONE.notice is not None
    assert ONE.notice.budget is not None
    assert subject_of_fact("budget", ONE.notice.budget).value == (
        f"budget={ONE.notice.budget.value.amount} {ONE.notice.budget.value.currency}"
    )


def test_the_database_itself_refuses_to_change_a_decision(tmp_path: Path) -> None:
    with Store.open(tmp_path / "case", create=True) as store:
        store.decisions.add(SUBJECT, "yes", document=ONE.document_id, reviewer="a")
        for sql in ("UPDATE decisions SET judgement = 'no'", "DELETE FROM decisions"):
            with pytest.raises(IntegrityError, match="only ever added"), writing(store._engine) as connection:
                connection.exec_driver_sql(sql)
        assert judged(store, SUBJECT) == {"a": "yes"}


def test_a_sample_comes_back_as_it_was_kept(store: Any) -> None:
    sample = Sample(
        "video.face", "year:2020", 7, 3, 40, 2,
        (StratumDrawn("found", True, 10, ((0.9, 10),)), StratumDrawn("not found", False, 30, ((0.1, 20), (0.3, 10)))),
        (Drawn("a" * 16, 0, 0.9), Drawn("b" * 16, 1, 0.1), Drawn("c" * 16, 1, 0.3)),
    )  # fmt: skip
    kept = [store.samples.keep(sample), store.samples.keep(replace(sample, seed=8, drawn=()))]
    assert [one.number for one in kept] == [1, 2]
    assert store.samples.all() == kept
    assert kept[0] == replace(sample, number=1, when=kept[0].when)
    assert kept[0].weights() == [10, 15]
    assert kept[1].weights() == [None, None]


REVIEWER = """
import sys
from pathlib import Path
from watchledger.model.review import subject_of_document
from watchledger.store import Store
with Store.open(Path(sys.argv[1])) as store:
    for number in range(10_000):
        store.decisions.add(subject_of_document(f"{number:016x}", "x"), "yes", document=f"{number:016x}", reviewer="a")
        print(number, flush=True)
"""


def test_a_decision_that_was_acknowledged_survives_kill_9(tmp_path: Path) -> None:
    Store.open(tmp_path / "case", create=True).close()
    process = subprocess.Popen([sys.executable, "-c", REVIEWER, str(tmp_path / "case")], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for _ in range(25):
        last = int(process.stdout.readline())
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with Store.open(tmp_path / "case") as store:
        assert store.integrity() == []
        log = list(store.decisions.log())
        assert len(log) > last
        assert [int(one.document, 16) for one in log] == list(range(len(log)))
