"""The tables of a case and the numbered steps from one version of them to the next.

A new case is created whole at VERSION; an older one is taken there step by step. `documents.key` counts writes: it only
grows and is never used again, so "what the index lacks" is every key above a mark. Columns of `documents` from `type` on
repeat facts so that counting reads one table; personal data is masked in them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import (
    DDL,
    Column,
    Connection,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    event,
    insert,
    inspect,
    select,
    update,
)

from watchledger.errors import InputError
from watchledger.model.address import same_page

VERSION = 4
METADATA = MetaData()

MONEY_COLUMNS = ("budget", "ceiling", "award_total")
"""Amounts of a notice that are never added to one another; each with a column for its currency."""

META = Table("meta", METADATA, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

SOURCES = Table(
    "sources",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("path", Text, nullable=False, unique=True),
    Column("added", Text, nullable=False),
)

FILES = Table(
    "files",
    METADATA,
    Column("path", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("mtime_ns", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("sha256", Text),
    Column("reasons", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("source", Integer),
    Column("changed", Text, nullable=False),
    Index("files_by_state", "state", "path"),
    sqlite_with_rowid=False,
)

DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("sha256", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("path", Text, nullable=False),
    Column("record_id", Text),
    Column("address", Text),
    Column("captured", Text),
    Column("container", Text),
    Column("media_type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("problems", Text, nullable=False),
    Column("text_id", Text),
    Column("reader", Text),
    Column("notice_problems", Text),
    Column("verdict", Text),
    Column("reason", Text),
    Column("reason_zh", Text),
    Column("type", Text),
    Column("title", Text),
    Column("buyer", Text),
    Column("agency", Text),
    Column("region", Text),
    Column("published", Text),
    Column("year", Integer),
    *(Column(name + end, Text) for name in MONEY_COLUMNS for end in ("", "_currency")),
    Column("added", Text, nullable=False),
    Index("documents_by_path", "path"),
)

PLACES = Table(
    "places",
    METADATA,
    Column("document", Text, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("address", Text),
    Column("captured", Text),
    Column("container", Text),
    Column("seen", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Where a document was met again, by its id."""

TEXTS = Table(
    "texts",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("content", LargeBinary, nullable=False),
)
"""Raw texts, zlib over UTF-8 (lone surrogates kept). A text is never changed or dropped: old evidence quotes it."""

LAYOUTS = Table(
    "layouts",
    METADATA,
    Column("document", Integer, primary_key=True),
    Column("blocks", LargeBinary),
    Column("glyphs", LargeBinary),
    Column("outline", Text),
    Column("masks", Text, nullable=False),
    Column("problems", Text, nullable=False),
)
"""What a reading knows of its text's places; `outline` repeats where pages begin and furniture
lies, as JSON of two lists, for who does not need all blocks.
Apart from `documents`, which counting reads whole."""

FACTS = Table(
    "facts",
    METADATA,
    Column("document", Integer, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("field", Text, nullable=False),
    Column("grp", Integer, nullable=False),
    Column("value", Text, nullable=False),
    Column("shown", Text),
    Column("number", Float),
    Column("currency", Text),
    Column("quote", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("page", Integer),
    Column("rule", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""`value` is the words, or an exact decimal; `number` repeats a decimal for comparing, `currency` is set for money alone.
`shown` is set where personal data reaches into the words: the masked quote, which every table shows instead of `value`."""

FINDINGS = Table(
    "findings",
    METADATA,
    Column("document", Integer, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("technology", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("page", Integer),
    Column("rule", Text, nullable=False),
    Column("quantity", Text),
    Column("unit", Text),
    Column("certainty", Text, nullable=False, server_default="documented"),
    sqlite_with_rowid=False,
)

PARTS = Table(
    "parts",
    METADATA,
    Column("document", Integer, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("finding", Integer, nullable=False),
    Column("part", Text, nullable=False),
    Column("grp", Integer, nullable=False),
    Column("value", Text, nullable=False),
    Column("shown", Text),
    Column("number", Float),
    Column("currency", Text),
    Column("quote", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("page", Integer),
    Column("rule", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Facts of findings (stage, rung, price, brand, model, targets, venues); `finding` is the ordinal of the document's finding,
the values are as in FACTS."""

DECISIONS = Table(
    "decisions",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("rule", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("judgement", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("decided", Text, nullable=False),
    Column("corrected", Text),
    Column("note", Text),
    Column("quote", Text),
    Column("undoes", Integer, unique=True),
    Index("decisions_by_source", "source"),
)
"""What people decided, keyed by the evidence (model/review.py); no reading that is replaced takes one with it. Rows are only ever
added: the database itself refuses anything else."""
for _verb in ("UPDATE", "DELETE"):
    event.listen(
        DECISIONS,
        "after_create",
        DDL(  # type: ignore[no-untyped-call]
            f"CREATE TRIGGER decisions_never_{_verb.lower()} BEFORE {_verb} ON decisions "
            "BEGIN SELECT RAISE(ABORT, 'decisions are only ever added'); END"
        ).execute_if(dialect="sqlite"),
    )

SAMPLES = Table(
    "samples",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("technology", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("unreadable", Integer, nullable=False),
    Column("drawn", Text, nullable=False),
)
"""A random sample: `documents` could be drawn, `unreadable` ones have no text; `drawn` is when."""

STRATA = Table(
    "strata",
    METADATA,
    Column("sample", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("found", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("scores", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""`scores` is JSON: [[score, documents], …] of the whole stratum."""

SAMPLED = Table(
    "sampled",
    METADATA,
    Column("sample", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("document", Text, nullable=False),
    Column("stratum", Integer, nullable=False),
    Column("score", Float, nullable=False),
    sqlite_with_rowid=False,
)
"""Documents of a sample, by id, in the order in which they are to be decided."""

CAPTURES = Table(
    "captures",
    METADATA,
    Column("page", Text, primary_key=True),
    Column("captured", Text, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("address", Text, nullable=False),
    Column("status", Integer, nullable=False),
    Column("document", Text),
    Index("captures_by_document", "document"),
    sqlite_with_rowid=False,
)
"""Every time a page was met: `page` is its address in the form in which addresses of one page are equal, `captured` the time
stated ("" when none is), `status` the server's (200 for a file, 304 for "unchanged"), `document` the id of what was read of it."""

TRACES = Table(
    "traces",
    METADATA,
    Column("document", Integer, primary_key=True),
    Column("signature", LargeBinary),
    Column("links", LargeBinary),
)
"""Of a document's text: what near-duplicates are found by, and the marks of the pages that it links to, in order."""

ALIKE = Table(
    "alike",
    METADATA,
    Column("document", Integer, primary_key=True),
    Column("head", Integer, nullable=False),
    Column("similarity", Float, nullable=False),
    Index("alike_by_head", "head"),
)
"""Derived from TRACES, FACTS and CAPTURES: the key of a near-duplicate and of the document that counts for it."""

OF_A_DOCUMENT = (FACTS, FINDINGS, LAYOUTS, PARTS, TRACES)
"""Tables whose rows go when a reading is replaced."""


def _parts_of_findings(connection: Connection) -> None:
    PARTS.create(connection)
    connection.exec_driver_sql("ALTER TABLE findings ADD COLUMN certainty TEXT NOT NULL DEFAULT 'documented'")
    connection.exec_driver_sql("ALTER TABLE documents ADD COLUMN reason_zh TEXT")


def _review(connection: Connection) -> None:
    for table in (DECISIONS, SAMPLES, STRATA, SAMPLED):
        table.create(connection)
    if "outline" not in {column["name"] for column in inspect(connection).get_columns(LAYOUTS.name)}:
        # Cases of version 1 and 2 were made before and after this column. Without it pages and menus of a hit are not told
        # until the document is read again.
        connection.exec_driver_sql("ALTER TABLE layouts ADD COLUMN outline TEXT")


def _captures(connection: Connection) -> None:
    """Captures as far as documents tell them; pages that were gone, and links, are known of what is added from now on."""
    for table in (CAPTURES, TRACES, ALIKE):
        table.create(connection, checkfirst=True)
    met = "SELECT id, path, address, captured FROM documents WHERE record_id IS NULL"
    met += " UNION SELECT document, path, address, captured FROM places"
    for document, path, address, captured in connection.exec_driver_sql(met).all():
        if address:
            row = {"page": same_page(address), "captured": captured or "", "path": path, "address": address}
            connection.execute(insert(CAPTURES).prefix_with("OR IGNORE").values(status=200, document=document, **row))


STEPS: Mapping[int, Callable[[Connection], None]] = {2: _parts_of_findings, 3: _review, 4: _captures}
"""Version -> what takes a case of the version before it there."""


def version_of(connection: Connection) -> int:
    """0: no tables yet."""
    if not inspect(connection).has_table(META.name):
        return 0
    return int(connection.execute(select(META.c.value).where(META.c.name == "version")).scalar_one())


def migrate(connection: Connection, *, version: int = VERSION, steps: Mapping[int, Callable[[Connection], None]] = STEPS) -> None:
    """Create the tables of a new case, or take an older case to `version`. Raises InputError for a case from the future."""
    found = version_of(connection)
    if found == 0:
        METADATA.create_all(connection)
        connection.execute(insert(META), [{"name": "version", "value": str(version)}])
        return
    if found > version:
        raise InputError(f"the case was made by a newer Watchledger (its tables are version {found}, this one knows {version})")
    for number in range(found + 1, version + 1):
        steps[number](connection)
    if found != version:
        connection.execute(update(META).where(META.c.name == "version").values(value=str(version)))
