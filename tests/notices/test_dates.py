"""When a notice appeared and until when offers are due, where no plain label says so."""

import pytest

from tests.notices.build import notice_of

NOTICE = """沙渚市白鹭区采购项目招标公告
{line}
一、项目名称：城北卡口前端感知设备项目
二、采购人：沙渚市公安局白鹭分局
三、采购内容：前端设备三十套，详见附件。
{more}
"""


def _published(line: str, more: str = "") -> str | None:
    found = notice_of(NOTICE.format(line=line, more=more)).published
    return found.value if found is not None else None


@pytest.mark.parametrize(
    "line",
    ["2032年7月28日 星期三", "2032-07-28 周三", "汀州/沙渚-2032-07-28 00:00:00", "发布时间：2032-07-2809:30 来源：本站"],
)
def test_the_day_of_a_page_with_weekday_place_or_time_about_it(line: str) -> None:
    assert _published(line) == "2032-07-28"


def test_the_end_of_a_period_is_not_the_day_of_publication() -> None:
    assert _published("", "公示时间：至2032年8月3日止") is None


def test_the_day_on_which_a_copy_was_uploaded_is_not_the_notices_own() -> None:
    shared = "上传时间：2033-01-05 文档编号：77120 文档页数：12页 大小：88KB"
    assert _published("", shared) is None
    assert _published("", "更新时间：2032-07-30") == "2032-07-30"


@pytest.mark.parametrize(
    "words",
    [
        "标书必须于2032年8月20日下午五时前递交本局总部。",
        "投标文件须于2032年8月20日17时前密封送达。",
        "截止递交标书的日期及时间为2032年8月20日17:00。",
        "截标日期/时间：2032年8月20日17时正",
        "请于2032年8月20日17时前将报价书放入沙渚市政府大楼的收集箱。",
    ],
)
def test_deadlines_told_in_sentences(words: str) -> None:
    deadline = notice_of(NOTICE.format(line="", more=words)).deadline
    assert deadline is not None and deadline.value[:10] == "2032-08-20"


def test_a_label_between_a_change_and_a_date_gives_the_date_to_the_label() -> None:
    words = "更正内容：投标截止时间推迟，具体时间另行通知。\n更正日期：2032年8月9日"
    notice = notice_of(NOTICE.replace("招标公告", "更正公告").format(line="", more=words))
    assert notice.deadline is None or notice.deadline.value[:10] != "2032-08-09"


def test_a_change_ends_where_the_next_label_begins() -> None:
    words = "更正事项：原投标截止时间：2032年8月9日09:30，现改为：2032年8月20日09:30 联系方式：沙渚市公安局白鹭分局"
    notice = notice_of(NOTICE.replace("招标公告", "更正公告").format(line="", more=words))
    assert [(c.before.value if c.before else None, c.after.value if c.after else None) for c in notice.changes] == [
        ("2032年8月9日09:30", "2032年8月20日09:30")
    ]


def test_the_day_on_which_an_opening_says_that_it_is_announced() -> None:
    line = "本次招标现邀请合格投标人参加，于2032-03-05在某采购平台公告。"
    assert _published(line) == "2032-03-05"
    assert _published("招标公告已于2032-03-05在某采购平台发布。") is None
