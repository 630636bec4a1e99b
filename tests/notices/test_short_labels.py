"""Labels of one word, tables with group headings, and what lines and sentences name without a label."""

from typing import Any

from watchledger.formats import read_text
from watchledger.lang.normal import normal
from watchledger.model import Document, Limits, Origin
from watchledger.model.notice import Notice
from watchledger.notices import read_notice


def _read(content: str, name: str = "notice.txt") -> Notice:
    text = read_text(Document(content.encode(), Origin(name)), Limits())[1]
    return read_notice(text, normal(text.content))


def _value(fact: Any) -> Any:
    return None if fact is None else fact.value


def test_the_value_tells_what_a_short_label_means() -> None:
    notice = _read(
        "成交结果公告\n项目：东溪县森林防火物资采购\n采购：东溪县林业局\n成交：江源消防器材有限公司\n公示：2021-06-03\n合同：113,700元"
    )
    assert _value(notice.title) == "东溪县森林防火物资采购"
    assert _value(notice.buyer) == "东溪县林业局"
    assert [s.name.value for s in notice.suppliers] == ["江源消防器材有限公司"]
    assert _value(notice.published) == "2021-06-03"


def test_a_short_label_before_nothing_of_its_kind_says_nothing() -> None:
    notice = _read("询价公告\n公示：本公告发布之日起三日\n成交：按最低价确定\n采购：按规定执行")
    assert notice.suppliers == ()
    assert notice.buyer is None
    assert notice.published is None


def test_a_groups_heading_is_no_label() -> None:
    notice = _read(
        "<table><tr><th rowspan=2>项目</th><td>项目名称</td><td>东溪县门禁改造</td></tr>"
        "<tr><td>项目编号</td><td>QYLN-CS-230817</td></tr>"
        "<tr><th rowspan=2>各方</th><td>采购人</td><td>东溪县人民政府</td></tr>"
        "<tr><td>代理机构</td><td>瑶岭招标采购有限公司</td></tr></table>",
        "notice.html",
    )
    assert _value(notice.title) == "东溪县门禁改造"
    assert [c.value for c in notice.project_codes] == ["QYLN-CS-230817"]
    assert _value(notice.agency) == "瑶岭招标采购有限公司"


def test_a_bidder_marked_as_the_winner() -> None:
    notice = _read(
        "<h2>叫号屏院内比选结果公示</h2><table><tr><td>康卓医疗科技有限公司</td><td>416,000元</td><td>拟成交</td></tr>"
        "<tr><td>益民医疗器械有限公司</td><td>438,500元</td><td>—</td></tr></table>",
        "notice.html",
    )
    assert [(s.name.value, s.amount and int(s.amount.value.amount)) for s in notice.suppliers] == [("康卓医疗科技有限公司", 416000)]


def test_an_agent_by_its_trade() -> None:
    notice = _read(
        "关于电子胃肠镜招标的函\n我院拟购进电子胃肠镜一套，现委托松岳招标有限公司进行国内公开招标，招标文号JLSY14-0223。\n东溪县人民医院"
    )
    assert _value(notice.agency) == "松岳招标有限公司"


def test_items_with_their_make_in_a_sentence() -> None:
    notice = _read(
        "成交公告\n采购人：东溪县公安局\n虹膜采集仪：品牌 瞳明，型号 TA-I2，数量 40台，单价 9800元；\n"
        "声纹终端：品牌 瞳明，型号 TA-V1，数量 4台，单价 12010元。"
    )
    assert [(i.name.value, int(i.quantity.value) if i.quantity else 0, _value(i.brand)) for i in notice.items] == [
        ("虹膜采集仪", 40, "瞳明"),
        ("声纹终端", 4, "瞳明"),
    ]
