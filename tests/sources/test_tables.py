"""Tables whose rows are records: CSV, JSONL, JSON and workbooks; one bad row costs one row."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from watchledger.errors import InputError
from watchledger.model import RECORD, Document, Leaf, Limits, Unread
from watchledger.sources import expand, load_mapping
from watchledger.sources.delimited import delimited_rows
from watchledger.sources.expand import bytes_leaf
from watchledger.sources.lines import MAX_ROW_BYTES

HEAD = "编号,项目名称,采购人,预算金额（元）"
ROWS = ["1,望桥县雪亮工程,望桥县公安局,120000", "2,校服采购,望桥县第一中学,30000", "3,绿化养护,望桥县林业局,8000"]


def pieces(content: bytes, name: str, limits: Limits | None = None) -> list[Any]:
    return list(bytes_leaf(content, name, limits or Limits()))


def rows(content: bytes, name: str = "table.csv") -> list[dict[str, Any]]:
    documents = pieces(content, name)
    assert all(isinstance(piece, Document) and piece.media_type == RECORD for piece in documents), documents
    return [json.loads(piece.content) for piece in documents]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5hkscs"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_any_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    text = "\r\n".join([HEAD, *ROWS]).replace(",", delimiter)
    if encoding == "big5hkscs":
        text = text.translate(
            str.maketrans("编号项目称采购预算额桥县亮业养护务园绿", "編號項目稱採購預算額橋縣亮業養護務園綠")
        ).replace("县", "縣")
        text = text.encode("big5hkscs", "ignore").decode("big5hkscs")
    found = rows(text.encode(encoding))
    assert len(found) == 3
    assert list(found[1].values())[0] == "2"
    assert list(found[1].values())[3] == "30000"
    if encoding != "big5hkscs":
        assert found[0]["采购人"] == "望桥县公安局"


def test_record_ids_come_from_the_id_column_else_the_row() -> None:
    named = pieces(b"id,title,buyer\nA-7,x,y\n,x2,y2\n", "t.csv")
    assert [piece.origin.record_id for piece in named] == ["A-7", "3"]
    assert named[0].origin.container is not None


def test_quoted_line_breaks_stay_in_their_cell() -> None:
    found = rows(b'title,buyer,text\n"a, b",X,"line 1\nline ""2"""\nc,Y,z\n')
    assert found[0] == {"title": "a, b", "buyer": "X", "text": 'line 1\nline "2"'}


def test_the_header_is_found_below_a_title() -> None:
    content = f"望桥县采购汇总表,,,\n2021年,,,\n{HEAD}\n{ROWS[0]}\n".encode()
    found = pieces(content, "t.csv")
    assert [piece.origin.record_id for piece in found] == ["4"]
    assert json.loads(found[0].content)["项目名称"] == "望桥县雪亮工程"


def test_a_wrong_column_count_costs_the_row_and_is_numbered() -> None:
    found = pieces(f"{HEAD}\n{ROWS[0]}\nonly,two\n{ROWS[1]},,\n".encode(), "t.csv")
    assert [type(piece) for piece in found] == [Document, Unread, Document]
    assert (found[1].place, found[1].reason) == ("row 3", "2 columns where the header has 4")


def test_bad_bytes_cost_the_row() -> None:
    content = f"{HEAD}\n".encode() + "\n".join([*ROWS * 30]).encode() + b"\n4,\xff\xfe,x,1\n" + ROWS[0].encode() + b"\n"
    found = pieces(content, "t.csv")
    unread = [piece for piece in found if isinstance(piece, Unread)]
    assert [(piece.place, piece.reason) for piece in unread] == [("row 92", "bytes that are not utf-8 in column '项目名称'")]
    assert len(found) == 92


def test_an_unclosed_quote_costs_one_row_not_the_rest() -> None:
    lines = [HEAD, ROWS[0], '9,"broken,x,1', *[ROWS[1]] * 500]
    found = pieces("\n".join(lines).encode(), "t.csv")
    assert len([piece for piece in found if isinstance(piece, Document)]) == 501
    assert [piece.place for piece in found if isinstance(piece, Unread)] == ["row 3"]


def test_every_line_of_a_table_is_accounted_for_after_an_unclosed_quote_without_end() -> None:
    lines = [HEAD, ROWS[0], '9,"broken,x,1', *[ROWS[1]] * 5000]
    found = pieces("\n".join(lines).encode(), "t.csv")
    assert len(found) == 5002


def test_a_line_without_end_costs_the_line() -> None:
    long = b'{"id": "x", "title": "' + b"a" * (MAX_ROW_BYTES + 5) + b'"}'
    found = pieces(b'{"id": "1", "title": "b"}\n' + long + b'\n{"id": "2", "title": "c"}\n', "t.jsonl")
    assert [type(piece) for piece in found] == [Document, Unread, Document]
    assert found[1].place == "row 2"
    found = pieces(f"{HEAD}\n{ROWS[0]}\n".encode() + b"1,2,3," + b"9" * (MAX_ROW_BYTES + 5) + f"\n{ROWS[1]}\n".encode(), "t.csv")
    assert [type(piece) for piece in found] == [Document, Unread, Document]


def test_bad_lines_of_jsonl_cost_themselves() -> None:
    content = '{"id": 1, "title": "雪亮工程"}\n{"id": 2, "title":\n[1, 2]\n\n{"id": 5, "title": "b"}\n'.encode()
    found = pieces(content, "t.jsonl")
    assert [piece.place for piece in found if isinstance(piece, Unread)] == ["row 2", "row 3"]
    assert [piece.origin.record_id for piece in found if isinstance(piece, Document)] == ["1", "5"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_jsonl_in_other_encodings(encoding: str) -> None:
    content = '{"title": "雪亮工程采购项目", "buyer": "望桥县公安局"}\n{"title": "校服采购", "buyer": "望桥县第一中学"}\n'.encode(
        encoding
    )
    assert [row["title"] for row in rows(content, "t.jsonl")] == ["雪亮工程采购项目", "校服采购"]


def test_json_arrays_of_records_and_objects_around_one() -> None:
    array = [{"title": "a", "buyer": "X"}, {"title": "b", "buyer": "Y"}]
    assert rows(json.dumps(array).encode(), "t.json") == array
    assert rows(json.dumps({"total": 2, "data": array}).encode(), "t.json") == array


def test_one_notice_with_a_list_of_goods_is_one_document() -> None:
    notice = {"title": "cameras", "buyer": "X", "items": [{"title": "camera", "code": 3}, {"title": "pole", "code": 4}]}
    assert [piece.media_type for piece in pieces(json.dumps(notice).encode(), "n.json")] == [None]


def test_a_nested_line_is_a_document_in_its_own_bytes() -> None:
    line = b'{"ocid": "o-1", "id": "7", "tag": ["tender"], "tender": {"value": {"amount": 1000.50}}}'
    found = pieces(line + b"\n" + line.replace(b'"7"', b'"8"') + b"\n", "releases.jsonl")
    assert [piece.content for piece in found][0] == line
    assert {piece.media_type for piece in found} == {"application/json"}


def test_a_line_with_a_body_is_a_record_whatever_stands_beside_it() -> None:
    line = {"id": "7", "text": "望桥县公安局视频监控采购", "labels": [{"technology": "video.cctv", "quantity": 3}]}
    (piece,) = pieces(json.dumps(line).encode() + b"\n", "labelled.jsonl")
    assert (piece.media_type, piece.origin.record_id) == (RECORD, "7")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("采购人：望桥县公安局\n预算：3万元\n", "notice.txt"),
        (
            "项目名称\t校服采购\n采购人\t望桥县第一中学\t代理机构\t无\n中标单位\t某公司\n日期\t2021\n编号\t3\n备注\t无\n",
            "notice.txt",
        ),
        ("<table><tr><td>项目名称,采购人</td></tr></table>", "table.csv"),
        ("Dear Sir, we, the buyer, want, as you know, cameras\n", "letter"),
        ("", "empty.csv"),
        ('{"a": 1}', "one.json"),
        ("[1, 2, 3]", "numbers.json"),
    ],
)
def test_documents_stay_documents(content: str, name: str) -> None:
    (piece,) = pieces(content.encode(), name)
    assert isinstance(piece, Document)
    assert piece.media_type is None
    assert piece.content == content.encode()


def test_a_table_without_its_name_is_known_by_its_columns() -> None:
    content = "\n".join([HEAD, *ROWS, *ROWS]).encode()
    assert len(rows(content, "download")) == 6


def test_a_csv_of_unknown_columns_is_read_and_one_without_a_header_gets_numbers() -> None:
    assert rows(b"alpha,beta\nx,y\nz,w\n", "t.csv") == [{"alpha": "x", "beta": "y"}, {"alpha": "z", "beta": "w"}]
    assert rows(b"1,2021-03-01\n2,2021-03-02\n", "t.csv")[0] == {"column 1": "1", "column 2": "2021-03-01"}


def test_rows_are_bounded() -> None:
    found = pieces("\n".join([HEAD, *ROWS]).encode(), "t.csv", Limits(max_members=2))
    assert [type(piece) for piece in found] == [Document, Document, Unread]


def workbook_of(*sheets: tuple[str, Sequence[Sequence[Any]]]) -> Any:
    def reads(content: bytes, limits: Limits) -> Iterator[tuple[str, Sequence[Sequence[Any]]]]:
        yield from sheets

    return reads


def xlsx(tmp_path: Path) -> Leaf:
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "t.xlsx"
    openpyxl.Workbook().save(path)
    return Leaf(str(path), path.stat().st_size, 0)


def test_a_workbook_of_notices_gives_its_rows(tmp_path: Path) -> None:
    table = [["汇总", "", ""], ["项目名称", "采购人", "预算"], *[[f"项目{n}", "某局", 3.0] for n in range(5)]]
    found = list(expand(xlsx(tmp_path), Limits(), sheets=workbook_of(("一", table))))
    assert [json.loads(piece.content) for piece in found if isinstance(piece, Document)][0] == {
        "项目名称": "项目0",
        "采购人": "某局",
        "预算": 3,
    }
    assert [piece.origin.record_id for piece in found if isinstance(piece, Document)] == ["3", "4", "5", "6", "7"]


@pytest.mark.parametrize(
    "table",
    [
        [["序号", "名称", "规格", "数量", "单价"], *[[n, "摄像机", "x", 3, 4] for n in range(9)]],
        [["项目名称", "校服采购"], ["采购人", "某中学"], ["预算", "3万元"]],
        [["供应商名称", "成交价", "名称"], *[["某公司", 3, "疫苗"] for _ in range(9)]],
    ],
    ids=["a list of goods", "a form", "a list of bids"],
)
def test_other_workbooks_are_one_document(tmp_path: Path, table: list[list[Any]]) -> None:
    (piece,) = expand(xlsx(tmp_path), Limits(), sheets=workbook_of(("一", table)))
    assert isinstance(piece, Document)
    assert piece.media_type is None


def test_a_mapping_file_renames_columns(tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text('"C1" = "title"\n"C2" = "buyer"\n"C3" = "id"\n', "utf-8")
    (tmp_path / "t.csv").write_text("C1,C2,C3\nx,y,77\n", "utf-8")
    leaf = Leaf(str(tmp_path / "t.csv"), 1, 0)
    (piece,) = expand(leaf, Limits(), columns=load_mapping(tmp_path / "map.toml"))
    assert isinstance(piece, Document)
    assert list(json.loads(piece.content).values()) == ["x", "y", "77"]
    assert piece.origin.record_id == "77"
    (tmp_path / "map.json").write_text('{"C1": "nonsense"}', "utf-8")
    with pytest.raises(InputError, match="unknown field 'nonsense'"):
        load_mapping(tmp_path / "map.json")


def test_jsonl_streams_in_bounded_memory(tmp_path: Path) -> None:
    """40 MB of rows; what is held at once is a row."""
    import tracemalloc

    path = tmp_path / "t.jsonl"
    line = json.dumps({"title": "雪亮工程" * 50, "buyer": "望桥县公安局"}, ensure_ascii=False) + "\n"
    path.write_text(line * 60_000, "utf-8")
    tracemalloc.start()
    count = sum(1 for _ in expand(Leaf(str(path), path.stat().st_size, 0), Limits()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 60_000
    assert peak < 8_000_000


def test_csv_rows_of_a_stream_in_hand() -> None:
    found = delimited_rows(io.BytesIO("\n".join([HEAD, *ROWS]).encode()), {}, named_table=True)
    assert found is not None
    assert [row.number for row in found] == [2, 3, 4]
