"""HTML: lines, tables, furniture, and mark-up that is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from formats.read import evidence, grid, html, read, said

from watchledger.model import Limits

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "zh" / "notices"


def test_a_line_is_what_a_browser_breaks() -> None:
    text = html("<h1>采购公告</h1><p>项目名称：<b>人脸</b><span>识别</span>\n系统<br>编号：A-1</p><ul><li>一</li><li>二</li></ul>")
    assert [(b.kind, text.content[b.start : b.end]) for b in text.blocks] == [
        ("heading", "采购公告"),
        ("paragraph", "项目名称：人脸识别 系统"),
        ("paragraph", "编号：A-1"),
        ("item", "一"),
        ("item", "二"),
    ]
    assert text.content == "采购公告\n项目名称：人脸识别 系统\n编号：A-1\n一\n二"


def test_the_page_title_and_properties_come_first() -> None:
    text = read(
        "<html><head><title>某市采购网</title><meta name='ArticleTitle' content='监控采购公告'>"
        "<meta name='PubDate' content='2020-05-06 10:00'></head><body><p>正文</p></body></html>"
    )
    assert said(text, "title") == ["某市采购网", "监控采购公告"]
    assert "PubDate: 2020-05-06 10:00" in said(text, "paragraph")
    assert [b.path for b in text.blocks if b.path] == ["meta[@name='ArticleTitle']", "meta[@name='PubDate']"]


def test_a_table_keeps_its_grid() -> None:
    text = html(
        "<table><tr><th rowspan=2>包号</th><th colspan='2'>供应商</th></tr><tr><td>名称</td><td>地址</td></tr>"
        "<tr><td>1</td><td>甲公司<br>乙公司</td><td></td></tr></table>"
    )
    assert grid(text) == {
        (0, 0): "包号", (0, 1): "供应商", (1, 1): "名称", (1, 2): "地址", (2, 0): "1", (2, 1): "甲公司\n乙公司", (2, 2): "",
    }  # fmt: skip
    spans = {(b.row, b.col): (b.rowspan, b.colspan) for b in text.blocks if b.table == 0}
    assert spans[0, 0] == (2, 1) and spans[0, 1] == (1, 2)
    assert text.content == "包号\t供应商\n名称\t地址\n1\t甲公司\n乙公司"


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    text = html(
        "<table><tr><td>采购人</td><td>某局</td></tr><tr><td>编号</td><td>A-1</td></tr><tr><td>明细</td><td>"
        "<table><tr><td>名称</td><td>数量</td></tr><tr><td>摄像机</td><td>12</td></tr></table></td></tr></table>"
    )
    assert grid(text, 0)[0, 1] == "某局"
    assert grid(text, 0)[2, 1] == "名称\t数量\n摄像机\t12"
    assert grid(text, 1) == {(0, 0): "名称", (0, 1): "数量", (1, 0): "摄像机", (1, 1): "12"}


def test_a_table_that_lays_out_the_page_is_no_table() -> None:
    text = html(
        "<table><tr><td>左栏说明</td><td><p>" + "本项目采购视频监控设备一批，供应商应当具备相应资格。" * 12 + "</p>"
        "<table><tr><td>名称</td><td>数量</td></tr><tr><td>摄像机</td><td>12</td></tr></table></td></tr></table>"
    )
    assert [b.table for b in text.blocks if b.kind == "cell"] == [0, 0, 0, 0]
    assert grid(text)[1, 1] == "12"
    assert "左栏说明" in said(text, "paragraph")


def test_a_list_of_terms_is_a_table_of_two_columns() -> None:
    text = html("<dl><dt>Value<dd>£120,000<dt>Suppliers</dt><dd>One Ltd</dd><dd>Two Ltd</dd></dl>")
    assert grid(text) == {(0, 0): "Value", (0, 1): "£120,000", (1, 0): "Suppliers", (1, 1): "One Ltd", (1, 2): "Two Ltd"}


MENU = "".join(f"<li><a href='/{i}'>{name}</a></li>" for i, name in enumerate(("首页", "视频监控", "中标公告", "人脸识别专栏")))


@pytest.mark.parametrize(
    "furniture",
    [
        f"<ul class='whatever'>{MENU}</ul>",
        f"<nav>{MENU}</nav>",
        "<div class='left_menu'><p>视频监控专栏</p></div>",
        "<div id='mainNav'><span>视频监控专栏</span></div>",
        "<p>上一篇：<a href='/1'>某县视频监控采购公告</a></p>",
        "<p>上一篇：</p><p><a href='/1'>某县视频监控采购公告</a></p>",
        "<p>Next: <a href='/1'>Supply of video surveillance</a></p>",
        "<div>您当前的位置：<a href='/'>首页</a> &gt; 视频监控</div>",
        "<div>首页 &gt; 视频监控 &gt; 正文</div>",
        "<footer><p>视频监控热线 0571-0000000</p><p>某市某路1号</p></footer>",
        "<p>版权所有：视频监控网</p>",
        "<p><a href='/1'>视频监控</a> | <a href='/2'>人脸识别</a></p>",
        "<div style='display: none'>视频监控</div>",
        "<p><span style='display:none'>视频监控</span></p>",
        "<table><tr style='display:none'><td>视频监控</td></tr></table>",
        "<select><option>视频监控</option></select>",
        "<aside><h3>相关</h3><p>视频监控采购</p></aside>",
    ],
)
def test_site_furniture_is_in_the_text_but_no_evidence(furniture: str) -> None:
    text = html(
        f"<h1>办公家具采购公告</h1><p>{'某局采购办公家具一批，欢迎供应商报名参加。' * 5}</p>{furniture}<p>联系电话：见附件</p>"
    )
    assert re.search("视频监控|video surveillance", text.content)
    assert not re.search("视频监控|人脸|video surveillance", evidence(text))
    assert "办公家具采购公告" in evidence(text) and "联系电话：见附件" in evidence(text)


@pytest.mark.parametrize(
    "content",
    [
        "<header><h1>视频监控采购公告</h1></header>",
        "<div class='content-header top'><p>视频监控采购公告</p></div>",
        "<div class='footT'><p>视频监控指挥部</p><p>2019-7-17</p></div>",
        "<div class='has-menu'><p>" + "本项目采购视频监控设备一批，供应商应当具备相应资格。" * 8 + "</p></div>",
        "<p>交货位置：视频监控中心</p>",
        "<p><a href='/f/视频监控.pdf'>视频监控.pdf</a></p><p><a href='b.docx'>清单.docx</a></p><p><a href='c.xls'>表</a></p>",
        "<p>下一步，建设视频监控</p>",
        "<article><footer><p>视频监控采购单位：某局</p></footer></article>",
    ],
)
def test_what_only_looks_like_furniture_stays_evidence(content: str) -> None:
    assert "视频监控" in evidence(html(f"<p>公告如下。</p>{content}"))


def test_a_page_that_shows_nothing_but_hidden_text_has_it_as_content() -> None:
    text = html(
        "<p>请稍候</p><div style='display:none'>" + "<p>本项目采购视频监控设备一批，供应商应当具备相应资格。</p>" * 12 + "</div>"
    )
    assert "视频监控" in evidence(text)


def test_a_hidden_element_ends_where_its_own_end_tag_is() -> None:
    text = html("<p>甲<span style='display:none'>一<span>二</span>三</span>乙</p>" + "<p>采购公告正文。</p>" * 10)
    assert "".join(said(text, "furniture")) == "一二三"
    assert {"甲", "乙"} <= set(said(text, "paragraph"))


@pytest.mark.parametrize(
    "markup, expected",
    [
        ("<p>甲<script>if (a<b) document.write('<p>乙</p>')</script>丙</p>", "甲丙"),
        ("<p>甲<!-- 乙 <p>丙</p> -->丁</p>", "甲丁"),
        ("<p>甲<!---乙--->丁</p>", "甲丁"),
        ("<p>甲<style>p{}</style>乙</p>", "甲乙"),
        ("<p title='a>b'>甲</p>", "甲"),
        ('<p title="<b>">甲</p>', "甲"),
        ("<P CLASS=x>甲</P>", "甲"),
        ("<p>价格<100元，数量>3</p>", "价格<100元，数量>3"),
        ("<p>甲&nbsp;乙&#20013;&lt;</p>", "甲 乙中<"),
        ("<p>视\u200b频&#8203;监&zwnj;控</p>", "视频监控"),
        ("<pre>甲  1\n乙  2</pre>", "甲  1\n乙  2"),
        ("<div>甲</p></div></div>乙", "甲\n乙"),
        ("<p>甲<p>乙<li>丙", "甲\n乙\n丙"),
        ("甲<br/>乙<BR />丙<hr>丁", "甲\n乙\n丙\n丁"),
        ("<o:p>甲</o:p><st1:place>乙</st1:place>", "甲乙"),
        ("甲<!-- never closed", "甲"),
        ("<script>never closed", "never closed"),
    ],
)
def test_marks_of_any_kind(markup: str, expected: str) -> None:
    assert html(markup).content == expected


def test_a_server_page_saved_as_it_is() -> None:
    text = read('<%@ page import="x.Constant" %>\n<html><body><jsp:include page="/a"></jsp:include><p>成交公告</p></body></html>')
    assert text.content == "成交公告"


def test_a_long_text_is_cut_and_says_so() -> None:
    text = read("<html><p>" + "监控" * 100 + "<p>后文", limits=Limits(max_text_chars=50))
    assert len(text.content) == 50
    assert text.problems == ("the text was cut at 50 characters",)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus does not lie beside the checkout")
def test_no_word_of_a_real_page_is_lost() -> None:
    """lexbor, an HTML5 parser, is the oracle: its text of the body must be in ours, white space aside."""
    from selectolax.lexbor import LexborHTMLParser

    from watchledger.formats.decode import decode

    for path in sorted(CORPUS.glob("*.html")):
        source = decode(path.read_bytes())[0]
        tree = LexborHTMLParser(source)
        tree.strip_tags(["script", "style", "iframe", "object", "noembed", "noframes"])
        assert tree.body is not None
        expected = re.sub(r"<%.*?%>|[\s\u200b\ufeff]", "", tree.body.text(), flags=re.S)
        ours = re.sub(r"[\s]", "", read(path.read_bytes()).content)
        missing = [expected[i : i + 20] for i in range(0, len(expected) - 20, 20) if expected[i : i + 20] not in ours]
        assert missing == [], path.name
