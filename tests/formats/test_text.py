"""Plain text: lines, what was a menu, what was a table."""

from __future__ import annotations

from formats.read import evidence, grid, read, said

from watchledger.model import Limits


def test_every_line_is_a_block_and_offsets_hold() -> None:
    text = read("  采购公告 \r\n\r\n项目编号：A-1\r金额：100元\n")
    assert said(text, "paragraph") == ["采购公告", "项目编号：A-1", "金额：100元"]
    assert text.content == "  采购公告 \n\n项目编号：A-1\n金额：100元\n"


def test_lines_parted_by_tabs_are_rows() -> None:
    text = read("中标结果公示\n工程编号\tG-17\n建设单位名称\t某公司\n中标价（元）\t447527\n特此公示。")
    assert grid(text) == {
        (0, 0): "工程编号", (0, 1): "G-17", (1, 0): "建设单位名称", (1, 1): "某公司", (2, 0): "中标价（元）", (2, 1): "447527",
    }  # fmt: skip
    assert said(text, "paragraph") == ["中标结果公示", "特此公示。"]


def test_a_page_saved_as_text_loses_its_menu_and_keeps_its_table() -> None:
    text = read(
        "某县学校视频监控采购\n\n 网站首页 > \n 交易信息> \n\n 招标公告\n\n 中标结果公示\n\n"
        " 某县学校视频监控采购\n\n 招标计划公告\n"
        "序号\n | 项目名称\n | 建设单位\n(或招标人)\n | 金额\n | \n1\n | 视频监控\n | 某局\n | 187.2\n | \n\n注：以公告为准。\n"
    )
    assert said(text, "furniture") == ["网站首页 >", "交易信息>", "招标公告", "中标结果公示"]
    assert grid(text)[0, 2] == "建设单位\n(或招标人)"
    assert grid(text)[1, 3] == "187.2"
    assert "招标计划公告" in evidence(text) and "注：以公告为准。" in evidence(text)


def test_cells_whose_rows_are_not_known_stand_in_one_row() -> None:
    text = read(" 招标人 | \n\n 某公司\n | \n\n 工程名称 | \n\n 监控工程\n | \n\n 说明 | \n\n 其他\n | \n")
    assert [b.row for b in text.blocks if b.kind == "cell"] == [0] * 6
    assert [grid(text)[0, col] for col in range(6)] == ["招标人", "某公司", "工程名称", "监控工程", "说明", "其他"]


def test_rows_between_bars() -> None:
    assert grid(read("| 名称 | 数量 |\n| 摄像机 | 3 |\n")) == {(0, 0): "名称", (0, 1): "数量", (1, 0): "摄像机", (1, 1): "3"}


def test_a_bar_in_a_sentence_makes_no_table() -> None:
    assert said(read("型号：A|B，另见说明。\n价格：1元"), "cell") == []


def test_a_long_text_is_cut_and_says_so() -> None:
    text = read("监控 " * 100, limits=Limits(max_text_chars=10))
    assert (len(text.content), text.problems) == (10, ("the text was cut at 10 characters",))
