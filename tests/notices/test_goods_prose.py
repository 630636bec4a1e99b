"""Items in sentences."""

from __future__ import annotations

from tests.notices.build import notice_of
from watchledger.lang.normal import normal
from watchledger.model.text import Text
from watchledger.notices.goods_prose import told_items
from watchledger.notices.statement import inline, page_of


def items(content: str) -> list[tuple[str, str, str, str | None]]:
    page = page_of(Text(content, "test/1"), normal(content))
    found = told_items(page, inline(page))
    return [
        (
            page.words[slice(*t.name)],
            page.words[slice(*t.number)],
            page.words[slice(*t.unit)],
            t.price and page.words[slice(*t.price)],
        )
        for t in found
    ]


def test_a_list_under_its_label() -> None:
    assert items("采购内容：拟采购执法记录仪120台、采集工作站四套及防刺服60件等，详见文件。") == [
        ("执法记录仪", "120", "台", None),
        ("采集工作站", "四", "套", None),
        ("防刺服", "60", "件", None),
    ]


def test_number_before_the_name() -> None:
    assert items("招标内容：20台电子警察、3套卡口系统") == [("电子警察", "20", "台", None), ("卡口系统", "3", "套", None)]


def test_details_with_prices() -> None:
    content = "采购明细：人脸终端，数量60台，单价3600元；管理服务器，数量2台，单价2.4万元。"
    assert items(content) == [("人脸终端", "60", "台", "3600元"), ("管理服务器", "2", "台", "2.4万元")]


def test_requirements_lengths_and_people_are_no_items() -> None:
    assert items("采购需求：支持接入摄像机100台，投标人应配备车辆2台。") == []
    assert items("建设内容：新建排水渠3158米、箱涵5496米") == []


def test_one_thing_within_a_sentence_is_no_list() -> None:
    assert items("本次采购由监狱组织，其中门禁一体机8台。") == []


def test_a_list_that_a_bracket_opens() -> None:
    notice = notice_of("采购公告\n采购内容：学生床上用品（棉被1床、棉褥1床、枕套2条，每套共计4件）\n采购人：沙渚市第一中学\n")
    assert [(i.name.value, i.quantity and i.quantity.value) for i in notice.items] == [("棉被", 1), ("棉褥", 1), ("枕套", 2)]
