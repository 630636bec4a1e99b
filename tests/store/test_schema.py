from __future__ import annotations

from pathlib import Path

import pytest
from invented import readings
from sqlalchemy import Connection, create_engine, inspect, text

from watchledger.errors import InputError
from watchledger.store import Store, pack
from watchledger.store.connect import connect_to, snapshot, writing
from watchledger.store.schema import STEPS, VERSION, migrate, version_of


def test_every_version_has_its_step() -> None:
    assert set(STEPS) == set(range(2, VERSION + 1))


def test_an_older_case_is_taken_forward_step_by_step(tmp_path: Path) -> None:
    taken: list[int] = []

    def add_column(connection: Connection) -> None:
        taken.append(VERSION + 1)
        connection.execute(text("ALTER TABLE sources ADD COLUMN note TEXT"))

    def add_nothing(_connection: Connection) -> None:
        taken.append(VERSION + 2)

    Store.open(tmp_path / "case", create=True).close()
    engine = connect_to(tmp_path / "case" / "case.db")
    steps = {VERSION + 1: add_column, VERSION + 2: add_nothing}
    with writing(engine) as connection:
        migrate(connection, version=VERSION + 2, steps=steps)
    with writing(engine) as connection:
        migrate(connection, version=VERSION + 2, steps=steps)
    with snapshot(engine) as connection:
        assert version_of(connection) == VERSION + 2
        assert "note" in {column["name"] for column in inspect(connection).get_columns("sources")}
    assert taken == [VERSION + 1, VERSION + 2]
    engine.dispose()


def test_a_case_from_the_future_is_refused(tmp_path: Path) -> None:
    with Store.open(tmp_path / "case", create=True) as store, writing(store._engine) as connection:
        connection.execute(text("UPDATE meta SET value = '99' WHERE name = 'version'"))
    with pytest.raises(InputError, match="newer Watchledger"):
        Store.open(tmp_path / "case")


def test_a_file_that_is_no_database_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "case.db").write_bytes(b"not a database, by any means" * 100)
    with pytest.raises(InputError, match="cannot be opened"):
        Store.open(tmp_path / "case")


def test_a_case_of_version_1_gets_parts_of_findings(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'old.db'}")
    with engine.begin() as connection:
        migrate(connection)
        for table in ("parts", "decisions", "samples", "strata", "sampled", "captures", "traces", "alike"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql("ALTER TABLE findings DROP COLUMN certainty")
        connection.exec_driver_sql("ALTER TABLE documents DROP COLUMN reason_zh")
        connection.exec_driver_sql(
            "INSERT INTO findings VALUES (1, 0, 'video.face', 'required', '人脸', 0, 2, NULL, 'x/1', NULL, NULL)"
        )
        connection.exec_driver_sql("UPDATE meta SET value = '1' WHERE name = 'version'")
        migrate(connection)
        assert version_of(connection) == VERSION
        assert connection.exec_driver_sql("SELECT certainty FROM findings").scalar() == "documented"
        assert connection.exec_driver_sql("SELECT count(*) FROM parts").scalar() == 0


@pytest.mark.parametrize("outline", [True, False])
def test_a_case_of_version_2_gets_decisions_and_samples(tmp_path: Path, outline: bool) -> None:
    """Some cases of version 2 lack layouts.outline: `find` then died on them."""
    with Store.open(tmp_path / "case", create=True) as store, writing(store._engine) as connection:
        for table in ("decisions", "samples", "strata", "sampled", "captures", "traces", "alike"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        if not outline:
            connection.exec_driver_sql("ALTER TABLE layouts DROP COLUMN outline")
        connection.exec_driver_sql("UPDATE meta SET value = '2' WHERE name = 'version'")
    made = list(readings(3))
    with Store.open(tmp_path / "case") as store:
        keys = store.put([pack(reading) for reading in made]).keys
        assert store.contents(list(keys.values()))[1].text
        assert list(store.decisions.log()) == []
        with snapshot(store._engine) as connection:
            triggers = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").scalar()
        assert triggers == 2, "a migrated case refuses changes too"


def test_a_case_of_version_3_gets_the_captures_its_documents_tell(tmp_path: Path) -> None:
    made = list(readings(3))
    with Store.open(tmp_path / "case", create=True) as store:
        store.put([pack(reading) for reading in made])
        with writing(store._engine) as connection:
            for table in ("captures", "traces", "alike"):
                connection.exec_driver_sql(f"DROP TABLE {table}")
            connection.exec_driver_sql("UPDATE meta SET value = '3' WHERE name = 'version'")
    with Store.open(tmp_path / "case") as store:
        met = dict(store.captures.by_page())
        assert {page: [c.document for c in held] for page, held in met.items()} == {
            f"notices.example/{number}": [reading.document_id] for number, reading in enumerate(made)
        }
        assert store.alike.refresh() == 0
