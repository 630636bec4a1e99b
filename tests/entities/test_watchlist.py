"""Lists as users supply them: four forms, persons left out, broken entries named, the entry itself kept word for word."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchledger.entities import RELATED, SAME, Entry, Mention, Passed, entries, likenesses, shipped
from watchledger.errors import InputError

CSL = Path(__file__).parents[2].parent / "shared" / "corpus/reference/orgs/screening-lists/test/testdata/csl.csv"
FTM = (
    {"id": "x-1", "schema": "Company", "caption": "Clear Pupil Technology Co., Ltd.", "datasets": ["invented_list"],
     "properties": {"name": ["Clear Pupil Technology Co., Ltd."], "alias": ["北京明瞳科技有限公司"], "topics": ["export.control"],
                    "uscCode": ["91110000000000001L"]}},
    {"id": "x-2", "schema": "Person", "caption": "甄无此", "properties": {"name": ["甄无此"]}},
    {"id": "x-3", "schema": "LegalEntity", "caption": "Jane Nobody", "properties": {"name": ["Jane Nobody"]}},
    {"id": "x-4", "schema": "Vessel", "caption": "Boat", "properties": {"name": ["Boat"]}},
    {"id": "x-5", "schema": "LegalEntity", "caption": "Institute of Far Sight", "properties": {"name": ["Institute of Far Sight"]}},
)  # fmt: skip
HEADER = "source,entity_number,type,programs,name,addresses,remarks,alt_names,dates_of_birth,ids\n"


def read(path: Path) -> tuple[list[Entry], Passed]:
    passed = Passed()
    return list(entries(path, passed)), passed


@pytest.mark.parametrize("form", ["lines", "array", "object", "bom"])
def test_follow_the_money(tmp_path: Path, form: str) -> None:
    path = tmp_path / "list.json"
    text = {
        "lines": "\n".join(json.dumps(one, ensure_ascii=False) for one in FTM),
        "array": json.dumps(FTM),
        "object": json.dumps({"entities": FTM}, indent=1),
        "bom": "\ufeff" + "\n".join(json.dumps(one) for one in FTM) + "\n\n",
    }[form]
    path.write_text(text, "utf-8")
    held, passed = read(path)
    assert [one.id for one in held] == ["x-1", "x-5"]
    assert held[0].names == ("Clear Pupil Technology Co., Ltd.", "北京明瞳科技有限公司")
    assert held[0].codes == ("91110000000000001L",)
    assert (held[0].source, dict(held[0].quoted)["topics"]) == ("invented_list", "export.control")
    assert (passed.persons, passed.unclear, passed.others, passed.problems) == (1, 1, 1, [])


def test_consolidated_screening_list(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = (
        'An Invented List,1,Entity,PROG,"CLEAR PUPIL TECHNOLOGY CO., LTD.","1 Road, CN",,北京明瞳科技有限公司; MINGTONG,,\n'
        "An Invented List,2,Individual,PROG,NOBODY Jane,,,,,\n"
        "An Invented List,3,,,JOHN NOBODY,,,,,\n"
        "An Invented List,4,,,Born Somewhere Ltd,,,,1970-01-01,\n"
        "An Invented List,5,Vessel,,SEA COW,,,,,\n"
        "An Invented List,6,,,Far Sight Research Institute,,,,,\n"
    )
    path.write_text("\ufeff" + HEADER + rows, "utf-8")
    held, passed = read(path)
    assert [one.id for one in held] == ["1", "6"]
    assert held[0].names == ("CLEAR PUPIL TECHNOLOGY CO., LTD.", "北京明瞳科技有限公司", "MINGTONG")
    assert held[0].place == "line 2" and dict(held[0].quoted)["programs"] == "PROG"
    assert (passed.persons, passed.unclear, passed.others) == (2, 1, 1)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("企业名称,备注\n北京明瞳科技有限公司,甲\n甄无此,乙\n", ["北京明瞳科技有限公司"]),
        ("北京明瞳科技有限公司\n海康威视\n\n", ["北京明瞳科技有限公司", "海康威视"]),
        ("id,schema,name,aliases\n1,Company,Clear Pupil,明瞳科技有限公司;CP\n2,Person,Jane Nobody,\n", ["Clear Pupil"]),
    ],
)
def test_plain_names(tmp_path: Path, text: str, names: list[str]) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text, "utf-8")
    assert [one.names[0] for one in read(path)[0]] == names


def test_what_is_broken_is_named_and_reading_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text(
        json.dumps(FTM[0]) + "\n{broken\n[1]\n" + json.dumps({"schema": "Company"}) + "\n" + json.dumps(FTM[4]), "utf-8"
    )
    held, passed = read(path)
    assert [one.id for one in held] == ["x-1", "x-5"]
    assert [words.split(":")[0] for words in passed.problems] == ["line 2", "line 3", "line 4"]
    for content in ("", "{nonsense", "[1, 2"):
        path.write_text(content, "utf-8")
        with pytest.raises(InputError):
            read(path)
    with pytest.raises(InputError):
        read(tmp_path / "absent")


def test_names_are_like_entries_with_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text(json.dumps(FTM), "utf-8")
    names = [
        Mention("明瞳科技（北京）有限公司"),
        Mention("没有关系有限公司"),
        Mention("别的名字有限公司", code="91110000000000001l"),
    ]
    made = {one.mention.name: one for one in likenesses(names, read(path)[0], shipped())}
    assert made["明瞳科技（北京）有限公司"].comparison.verdict == SAME
    assert made["明瞳科技（北京）有限公司"].by == "北京明瞳科技有限公司"
    assert "没有关系有限公司" not in made


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_any_text_is_a_list_or_an_input_error(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "list"
    path.write_text(text, "utf-8", errors="replace")
    with contextlib.suppress(InputError):
        read(path)


@pytest.mark.skipif(not CSL.is_file(), reason="the sample of the public list does not lie beside the checkout")
def test_the_public_list_gives_organisations_only() -> None:
    held, passed = read(CSL)
    assert passed.problems == [] and passed.persons >= 20
    assert not any(dict(one.quoted).get("type") == "Individual" for one in held)
    assert len(held) >= 60


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04rest", "ZIP file or a spreadsheet"),
        (b"%PDF-1.7", "PDF"),
        (b"name\nBlue Heron Ltd\n\x00\x01", "byte 21 on line 3 is zero"),
        ("name\n蓝鹭有限公司\n".encode() + b"\xff\xff\n", "on line 3 is in neither"),
        (b"a,b,c\n1,2,3\n", "no column of names: the header is a, b, c"),
        (b'{"entities": [1,2', "line 1"),
    ],
)
def test_what_is_no_list_is_told_with_its_place(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "list"
    path.write_bytes(content)
    with pytest.raises(InputError, match=words):
        read(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_list_in_the_encodings_that_spreadsheets_save(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text("企业名称\n北京明瞳科技有限公司\n", encoding)
    assert [one.names[0] for one in read(path)[0]] == ["北京明瞳科技有限公司"]


def test_a_list_without_a_header_may_have_columns(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Blue Heron Systems Ltd,GB\nKestrel Vision plc,GB\n", "utf-8")
    assert [one.names[0] for one in read(path)[0]] == ["Blue Heron Systems Ltd", "Kestrel Vision plc"]


@pytest.mark.parametrize(
    ("listed", "name", "verdict"),
    [
        ("NEC", "NEC Corporation", SAME),
        ("NEC", "NEC Software Solutions UK Limited", RELATED),
        ("Axon", "Axon Public Safety UK Limited", RELATED),
        ("Thales", "Thales UK Limited", RELATED),
        ("NEC", "NCR Corporation", None),
        ("Axon", "Exxon Limited", None),
        ("NEC", "Connec Systems Ltd", None),
        ("International", "International Security Ltd", None),
    ],
)
def test_short_names_meet_the_firms_that_begin_with_them(tmp_path: Path, listed: str, name: str, verdict: str | None) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"name\n{listed}\n", "utf-8")
    found = list(likenesses([Mention(name)], read(path)[0], shipped()))
    assert [one.comparison.verdict for one in found] == ([] if verdict is None else [verdict])
    assert all(one.comparison.reasons[0].words for one in found)
