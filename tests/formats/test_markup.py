"""Bodies that are web pages inside JSON and inside the cells of tables."""

from __future__ import annotations

import orjson

from watchledger.formats import html, json, record
from watchledger.model import Document, Limits, Origin
from watchledger.model.document import RECORD

BODY = (
    "<div><p>一、项目编号：YF-2023-04</p><table><tr><td>供应商名称</td><td>金额</td></tr>"
    "<tr><td>云泽科技有限公司</td><td>468,800元</td></tr></table></div>"
)


def test_markup_in_json_is_shown_as_a_browser_would() -> None:
    content = orjson.dumps({"data": {"title": "某局成交公告", "content": BODY, "more": BODY}})
    text = json.read(Document(content, Origin("a.json")), Limits())
    assert "<" not in text.content
    cells = [(b.table, b.row, b.col, text.content[b.start : b.end]) for b in text.blocks if b.kind == "cell"]
    assert cells[:2] == [(0, 0, 0, "供应商名称"), (0, 0, 1, "金额")]
    assert cells[4] == (1, 0, 0, "供应商名称")
    assert {b.path for b in text.blocks if b.kind == "cell"} == {"/data/content", "/data/more"}


def test_what_only_looks_like_markup_stays() -> None:
    text = json.read(Document(orjson.dumps({"note": "3 < 5 and 7 > 2"}), Origin("a.json")), Limits())
    assert text.content == "note: 3 < 5 and 7 > 2\n"


def test_markup_in_a_row_s_body() -> None:
    row = orjson.dumps({"content": BODY, "region": "某省", "id": "17"})
    text = record.read(Document(row, Origin("rows.jsonl", record_id="1"), media_type=RECORD), Limits())
    assert "<" not in text.content
    assert [text.content[b.start : b.end] for b in text.blocks if b.kind == "cell"][2:] == ["云泽科技有限公司", "468,800元"]
    assert text.content.index("region：某省") > text.content.index("468,800元")
    stretches = [(b.start, b.end) for b in text.blocks if b.kind != "cell"]
    assert all(0 <= start <= end <= len(text.content) for start, end in stretches)


def test_a_label_s_element_beside_its_value_s() -> None:
    page = (
        "<ul><li><span>采购单位</span><b>某县公安局</b></li><li><span>采购</span><b>，</b></li>"
        "<li><p>预算<b>36</b>万元</p></li></ul>"
    )
    text = html.read(Document(page.encode(), Origin("a.html")), Limits())
    assert text.content == "采购单位 某县公安局\n采购，\n预算36万元"
