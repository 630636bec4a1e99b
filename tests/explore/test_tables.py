"""Every table equal to a recount by force over the readings themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from invented import case_of, readings

from watchledger.entities import locate, type_of
from watchledger.entities.facets import above
from watchledger.explore.case import Case, open_case
from watchledger.explore.kept_projects import grouped
from watchledger.explore.review import subjects
from watchledger.explore.sample import draw
from watchledger.explore.tables import NOT_STATED, TABLES, Asked, Table
from watchledger.model.finding import BOUGHT
from watchledger.model.notice import Claim, Fact
from watchledger.model.reading import Reading
from watchledger.model.text import Span
from watchledger.search import parse

PROVINCES = {"青石县": "东山省", "云岭市": "东山省", "白沙河区": "北原省", "松原乡": "北原省", "金雀州": "西海省"}
CAMERAS = frozenset({"video.cctv", "video.face"})


def province(region: str | None, buyer: str | None) -> str | None:
    return next((PROVINCES[name] for words in (region, buyer) if words for name in PROVINCES if name in words), None)


def enriched(reading: Reading, random: Random) -> Reading:
    """With targets, programmes, claims and camera units, each quoting some words of the text."""
    assert reading.text is not None
    assert reading.notice is not None
    text, notice = reading.text, reading.notice

    def fact(value: Any, at: int) -> Fact[Any]:
        span = Span(text.id, at, at + 4)
        return Fact(value, text.quote(span), span, None, "invented.fact/1")

    targets = tuple(fact(name, 3 * at) for at, name in enumerate(("ethnic", "petitioners")) if random.random() < 0.2)
    programmes = tuple(fact(name, 5) for name in ("sharp_eyes", "skynet") if random.random() < 0.3)
    claims = tuple(
        Claim(fact(kind, 7), fact(Decimal(size), 8) if random.random() < 0.8 else None, fact("张", 9) if size > 10**6 else None)
        for kind, size in (("database_size", random.choice((20_000, 25 * 10**8))), ("accuracy", 95))
        if random.random() < 0.4
    )
    found = tuple(
        replace(f, quantity=Decimal(random.choice((3, 12))), unit=random.choice(("台", "路", "批")), targets=targets[:1])
        for f in reading.findings
        for _ in range(random.choice((1, 2)))
    )
    found = tuple(replace(f, brand=fact(random.choice(("明瞳", "Heron")), 11)) if at == 0 else f for at, f in enumerate(found))
    region = notice.region if random.random() < 0.8 else None
    notice = replace(notice, targets=targets[1:], programmes=programmes, claims=claims, region=region)
    return replace(reading, notice=notice, findings=found)


@pytest.fixture(scope="module")
def made() -> list[Reading]:
    random = Random(5)
    return followed([enriched(reading, random) for reading in readings(300, seed=17)])


def stated(reading: Reading, value: Any) -> Fact[Any]:
    """A fact of this value that quotes the reading's own first words."""
    assert reading.text is not None
    span = Span(reading.text.id, 0, 4)
    return Fact(value, reading.text.quote(span), span, None, "invented.fact/1")


def followed(made: list[Reading]) -> list[Reading]:
    """The same with every second of the first sixty an award of the one before: its number and buyer, a month later."""
    for at in range(0, 60, 2):
        tender, award = made[at].notice, made[at + 1].notice
        assert tender is not None and award is not None and tender.type is not None
        if tender.published is None:
            continue
        assert tender.buyer is not None and tender.budget is not None
        first = replace(tender, type=stated(made[at], "tender"))
        again = made[at + 1]
        second = replace(
            award, type=stated(again, "award"), project_codes=(stated(again, tender.project_codes[0].value),),
            buyer=stated(again, tender.buyer.value), published=stated(again, f"{tender.published.value[:4]}-12-{20 + at % 9}"),
            award_total=stated(again, tender.budget.value) if at % 4 else None,
        )  # fmt: skip
        made[at], made[at + 1] = replace(made[at], notice=first), replace(made[at + 1], notice=second)
    return made


@pytest.fixture(scope="module")
def case(made: list[Reading], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    with open_case(case_of(tmp_path_factory.mktemp("tables") / "case", made)) as opened:
        yield opened


def of(case: Case, name: str, where: str = "") -> Table:
    keys = case.index.keys(parse(where)) if where else None
    return TABLES[name](Asked(case, keys, province, ("东山省", "北原省", "西海省", "南陵省"), CAMERAS, grouped(case)))


def projects_of(case: Case, ids: set[str]) -> int:
    """The number of projects, by the documents' ids."""
    groups = grouped(case)
    return len({groups.number[groups.keys[document]] for document in ids})


def bought(reading: Reading) -> set[str]:
    return {f.technology for f in reading.findings if f.status in BOUGHT}


def year(reading: Reading) -> int | None:
    return int(reading.notice.published.value[:4]) if reading.notice and reading.notice.published else None


def documents(case: Case, table: Table, address: str) -> list[str]:
    return sorted(head.id for head in case.store.heads(table.cells[address]))


def test_t1(case: Case, made: list[Reading]) -> None:
    values = {row[0]: row[1] for row in of(case, "T1").rows}
    notices = [r.notice for r in made if r.notice]
    dates = sorted(n.published.value for n in notices if n.published)
    assert values["documents"] == len(made)
    assert values["project numbers"] == len({n.project_codes[0].value for n in notices})
    assert values["buyers as named"] == len({n.buyer.value for n in notices if n.buyer})
    assert (values["first date"], values["last date"]) == (dates[0], dates[-1])
    assert values["documents with a date"] == len(dates)
    assert values["documents with a price"] == sum(n.budget is not None for n in notices)
    assert values["documents buying surveillance"] == sum(r.verdict.verdict == "yes" for r in made if r.verdict)
    assert values["documents with an attachment"] == values["documents without a text"] == 0


def test_t1_counts_a_document_that_holds_another(tmp_path: Path) -> None:
    one, two, three = readings(3)
    inside = replace(two, origin=replace(two.origin, path=f"{one.origin.path}!/list.xlsx"))
    zipped = replace(three, origin=replace(three.origin, path="all.zip!/a.txt"))
    with open_case(case_of(tmp_path / "case", [one, inside, zipped])) as case:
        table = of(case, "T1")
        assert documents(case, table, "with an attachment") == [one.document_id]


def test_t2(case: Case, made: list[Reading]) -> None:
    wanted: dict[Any, list[Decimal]] = defaultdict(list)
    counts: Counter[tuple[str, str]] = Counter()
    for r in made:
        assert r.notice is not None
        names = [("technology", name) for name in bought(r)] + [("programme", f.value) for f in r.notice.programmes]
        counts.update(names)
        for kind, name in names:
            for amount in ("budget", "ceiling", "award_total"):
                if (fact := getattr(r.notice, amount)) is not None:
                    wanted[kind, name, amount, fact.value.currency].append(fact.value.amount)
    table = of(case, "T2")
    assert {(*row[:2], *row[3:5]): (row[2], row[5], row[6]) for row in table.rows} == {
        (kind, name, amount, currency): (counts[kind, name], len(sums), sum(sums))
        for (kind, name, amount, currency), sums in wanted.items()
    }
    assert {row[4] for row in table.rows} == {"CNY", "USD"}
    assert len(table.cells["sharp_eyes"]) == counts["programme", "sharp_eyes"]


def test_t3(case: Case, made: list[Reading]) -> None:
    wanted: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for r in made:
        assert r.notice is not None
        assert r.notice.buyer is not None
        where = province(r.notice.region.value if r.notice.region else None, r.notice.buyer.value) or NOT_STATED
        for name in bought(r):
            wanted[name][where].add(r.document_id)
    table = of(case, "T3")
    assert {row[0]: (row[1], row[2]) for row in table.rows} == {
        name: (len(set(places) - {NOT_STATED}), len(set.union(*places.values()))) for name, places in wanted.items()
    }
    for name, places in wanted.items():
        for where, ids in places.items():
            assert documents(case, table, f"{name},{where}") == sorted(ids)
    assert "南陵省" in table.notes[0], "a silent province is named"


def test_t4(case: Case, made: list[Reading]) -> None:
    wanted = set()
    for r in made:
        assert r.notice is not None
        facts = [*r.notice.targets, *(t for f in r.findings if f.status in BOUGHT for t in f.targets)]
        wanted |= {(t.value, t.quote, r.document_id) for t in facts}
    table = of(case, "T4")
    assert len(table.rows) == len(wanted)
    assert {(row[0], row[1], row[5]) for row in table.rows} == wanted
    assert all(" ".join(row[1].split()) in row[2] for row in table.rows), "the words stand in their context"
    assert documents(case, table, "ethnic") == sorted({d for name, _, d in wanted if name == "ethnic"})


def test_t6(case: Case, made: list[Reading]) -> None:
    years = Counter(year(r) for r in made)
    wanted = Counter((name, year(r)) for r in made for name in bought(r))
    table = of(case, "T6")
    assert {row[:2]: row[2:4] for row in table.rows} == {pair: (many, years[pair[1]]) for pair, many in wanted.items()}
    assert documents(case, table, "video.face,2019") == sorted(
        r.document_id for r in made if year(r) == 2019 and "video.face" in bought(r)
    )
    assert len(table.cells[f"all,{NOT_STATED}"]) == years[None]


def test_t7(case: Case, made: list[Reading]) -> None:
    wanted: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    counted: dict[tuple[str, str], set[str]] = defaultdict(set)
    for r in made:
        assert r.notice is not None
        assert r.notice.buyer is not None
        assert r.notice.type is not None
        place = r.notice.region.value if r.notice.region else province(None, r.notice.buyer.value) or NOT_STATED
        lines = {
            (f.technology, f.quantity, f.unit)
            for f in r.findings
            if f.technology in CAMERAS and f.status in BOUGHT and f.unit != "批"
        }
        for _, quantity, _ in lines:
            wanted[place, r.notice.type.value] += quantity or 0
            counted[place, r.notice.type.value].add(r.document_id)
    table = of(case, "T7")
    assert {row[:2]: row[2:] for row in table.rows} == {
        cell: (total, len(counted[cell]), projects_of(case, counted[cell])) for cell, total in wanted.items()
    }
    many = sum(f.unit == "批" and f.technology in CAMERAS and f.status in BOUGHT for r in made for f in r.findings)
    assert table.notes[0].startswith(f"{many} findings")
    place, kind = next(iter(wanted))
    assert documents(case, table, f"{place},{kind}") == sorted(counted[place, kind])


def test_t12(case: Case, made: list[Reading]) -> None:
    wanted = Counter(
        (c.number.value if c.number else None, c.unit.value if c.unit else None, c.kind.quote, r.document_id)
        for r in made
        for c in (r.notice.claims if r.notice else ())
        if c.kind.value == "database_size"
    )
    table = of(case, "T12")
    assert Counter((*row[:3], row[6]) for row in table.rows) == wanted
    numbers = [row[0] for row in table.rows if row[0] is not None]
    assert numbers == sorted(numbers, reverse=True)
    assert documents(case, table, "2500000000") == sorted({d for number, _, _, d in wanted if number == 25 * 10**8})


def test_t5(case: Case, made: list[Reading]) -> None:
    wanted: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for r in made:
        assert r.notice is not None and r.notice.buyer is not None
        kind = type_of(r.notice.buyer.value)
        for name in bought(r):
            wanted[name, kind.type if kind is not None else None].add(r.document_id)
    table = of(case, "T5")
    assert {row[:2]: row[2:4] for row in table.rows} == {pair: (len(ids), projects_of(case, ids)) for pair, ids in wanted.items()}
    assert documents(case, table, "video.face,public_security") == sorted(wanted["video.face", "public_security"])


def test_t8(case: Case, made: list[Reading]) -> None:
    wanted: dict[tuple[str, str, int | None], set[str]] = defaultdict(set)
    for r in made:
        assert r.notice is not None and r.notice.buyer is not None
        wanted["buyer", r.notice.buyer.value, year(r)].add(r.document_id)
        path = above(locate(r.notice.buyer.value, r.notice.region.value if r.notice.region else None))
        for depth in range(len(path)):
            wanted["place", "".join(name for _, name in path[: depth + 1]), year(r)].add(r.document_id)
    table = of(case, "T8")
    buying = {r.document_id for r in made if bought(r)}
    years = Counter(year(r) for r in made)
    assert {row[:3]: row[3:] for row in table.rows} == {
        line: (len(ids), len(ids & buying), projects_of(case, ids), years[line[2]]) for line, ids in wanted.items()
    }
    line = next(line for line in wanted if line[0] == "buyer" and line[2] == 2019)
    assert documents(case, table, ",".join(map(str, line))) == sorted(wanted[line])


def test_t9(tmp_path: Path, made: list[Reading]) -> None:
    """Of every document decided truly, the corrected count is the true one, without an error."""
    with open_case(case_of(tmp_path / "case", made)) as case:
        assert of(case, "T9").rows == []
        sample = case.store.samples.keep(draw(case, (), parse(""), n=len(made), seed=1))
        assert of(case, "T9").rows[0][4:9] == (None,) * 5
        for position, subject in enumerate(subjects(sample)):
            said = "yes" if position % 3 == 0 else "no"
            case.store.decisions.add(subject, said, document=sample.drawn[position].document, reviewer="a")
        table = of(case, "T9")
        (row,) = table.rows
        true = len(sample.drawn[::3])
        assert row[0] == sample.number and row[4:7] == (true, true, true) and row[9:11] == (len(made), len(made))
        assert len(documents(case, table, f"{sample.number},yes")) == true
        assert len(documents(case, table, f"{sample.number}")) == len(made)


def test_t10(case: Case, made: list[Reading]) -> None:
    wanted = {}
    for at in range(0, 60, 2):
        tender, award = made[at].notice, made[at + 1].notice
        assert tender is not None and award is not None
        if tender.published is None or award.published is None:
            continue
        first, last = tender.published.value, award.published.value
        if first <= last:
            share = Decimal("1.0000") if award.award_total is not None else None
            days = (date.fromisoformat(last) - date.fromisoformat(first)).days
            wanted[made[at + 1].document_id] = (made[at].document_id, days, tender.budget and tender.budget.value.amount, share)
    table = of(case, "T10")
    assert len(wanted) > 15 and {row[0]: (row[1], row[5], row[6], row[10]) for row in table.rows} == wanted
    award, held = next(iter(wanted.items()))
    assert documents(case, table, award) == sorted((award, held[0]))


def test_t11(case: Case, made: list[Reading]) -> None:
    wanted: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for r in made:
        assert r.notice is not None and r.notice.buyer is not None
        for f in r.findings:
            if f.brand is not None and f.status in BOUGHT:
                wanted[f.brand.value, r.notice.buyer.value].add(r.document_id)
    table = of(case, "T11")
    assert {row[:2]: row[2:4] for row in table.rows} == {pair: (len(i), projects_of(case, i)) for pair, i in wanted.items()}
    brand, buyer = next(iter(wanted))
    assert documents(case, table, f"{brand},{buyer}") == sorted(wanted[brand, buyer])


def test_near_duplicates_count_once(tmp_path: Path) -> None:
    one, two = readings(2, seed=3)
    twin = replace(one, document_id="f" * 16, origin=replace(one.origin, path="other-portal.txt"))
    with open_case(case_of(tmp_path / "case", [one, two, twin])) as case:
        case.store.alike.refresh()
        copies = set(case.store.alike.heads())
        assert len(copies) == 1
        counted = {key for keys in of(case, "T1").cells.values() for key in keys}
        assert not counted & copies and len(of(case, "T1").cells["documents"]) == 2
        assert len(TABLES["T1"](Asked(case, every=True)).cells["documents"]) == 3


@pytest.mark.parametrize("name", TABLES)
def test_a_query_narrows_every_table(case: Case, name: str) -> None:
    chosen = set(case.index.keys(parse("year:2015..2019")))
    some, whole = of(case, name, "year:2015..2019"), of(case, name)
    assert {address: set(keys) for address, keys in some.cells.items()} == {
        address: set(keys) & chosen for address, keys in whole.cells.items() if set(keys) & chosen
    }
    assert of(case, name, "年年有余的采购").cells == {}
