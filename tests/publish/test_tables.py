from __future__ import annotations

from collections import Counter
from dataclasses import replace

from invented import readings

from watchledger.model.text import masked
from watchledger.publish.tables import TABLES, rows_of

MADE = list(readings(60, seed=8))
NAMES = {table.name: [column.name for column in table.columns] for table in TABLES}


def rows(unmask: bool = False) -> list[tuple[str, dict[str, object]]]:
    return [(t, dict(zip(NAMES[t], row, strict=True))) for reading in MADE for t, row in rows_of(reading, unmask=unmask)]


def test_every_fact_finding_supplier_and_item_has_its_row() -> None:
    made = Counter(table for table, _ in rows())
    assert made == {
        "documents": len(MADE),
        "facts": sum(len(list(r.notice.facts())) for r in MADE if r.notice),
        "findings": sum(len(r.findings) for r in MADE),
        "suppliers": sum(len(r.notice.suppliers) for r in MADE if r.notice),
        "items": sum(len(r.notice.items) for r in MADE if r.notice),
    }


def test_every_citation_opens_its_words() -> None:
    shown = {r.document_id: masked(r.text.content, r.masks) for r in MADE if r.text}
    hashes = {r.document_id: r.sha256 for r in MADE}
    for table, row in rows():
        assert row["sha256"] == hashes[str(row["document"])]
        assert str(row["source_address"]).startswith("https://notices.example/")
        if table != "documents":
            assert shown[str(row["document"])][row["start"] : row["end"]] == row["quote"]  # type: ignore[misc]
            assert row["rule"]


def test_values_have_the_kind_of_their_column() -> None:
    kinds = {table.name: {column.name: column.kind for column in table.columns} for table in TABLES}
    for table, row in rows():
        for name, value in row.items():
            kind = kinds[table][name]
            assert value is None or isinstance(value, (int, float) if kind is float else kind), (table, name, value)


def test_personal_data_appears_in_no_cell() -> None:
    reading = MADE[0]
    assert reading.text is not None
    assert reading.notice is not None
    assert reading.notice.title is not None
    person = reading.masks[0]
    quote = reading.text.content[reading.notice.title.span.start : person.end]
    title = replace(reading.notice.title, span=reading.notice.title.span._replace(end=person.end), quote=quote, value=quote)
    leaky = replace(reading, notice=replace(reading.notice, title=title))
    name = reading.text.content[person.start : person.end]
    cells = [str(cell) for _, row in rows_of(leaky, unmask=False) for cell in row]
    assert not any(name in cell for cell in cells)
    assert any(name in str(cell) for _, row in rows_of(leaky, unmask=True) for cell in row)


def test_a_document_without_text_is_a_row_of_documents() -> None:
    failed = replace(
        MADE[0], status="failed", problems=("torn", "and wet"), text=None, notice=None, findings=(), verdict=None, masks=()
    )
    ((table, row),) = rows_of(failed, unmask=False)
    assert table == "documents"
    assert dict(zip(NAMES[table], row, strict=True))["problems"] == "torn; and wet"
