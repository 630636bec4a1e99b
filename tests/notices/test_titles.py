"""Which of several wordings of a title is the project's, and what is no name."""

import pytest

from tests.notices.build import notice_of


def _title(content: str) -> str | None:
    found = notice_of(content).title
    return found.value if found is not None else None


def test_a_number_in_brackets_behind_the_name_is_no_part_of_it() -> None:
    content = "城北卡口前端感知设备采购项目[TXCG2032-0077]招标公告\n采购人：沙渚市公安局白鹭分局\n"
    assert _title(content) == "城北卡口前端感知设备采购项目"


def test_the_name_shown_in_full_beats_the_one_a_site_hides_in_part() -> None:
    content = "**市城北卡口前端感知设备采购项目招标公告\n项目名称：沙渚市城北卡口前端感知设备采购项目\n采购人：沙渚市公安局\n"
    assert _title(content) == "沙渚市城北卡口前端感知设备采购项目"


@pytest.mark.parametrize("name", ["**市某学校", "某项(略)"])
def test_a_body_that_a_site_hides_is_no_name(name: str) -> None:
    notice = notice_of(f"卡口设备采购项目中标公告\n采购人：{name}\n中标供应商：汀州天平科技有限公司\n")
    assert notice.buyer is None


def test_the_name_before_a_meeting_about_it() -> None:
    content = "2032年7月28日，城北卡口前端感知设备采购项目评标会在沙渚市召开。经评审，中标供应商为汀州天平科技有限公司。\n"
    assert _title(content) == "城北卡口前端感知设备采购项目"


def test_a_body_that_seeks_something_in_corner_brackets() -> None:
    notice = notice_of("公告\n沙渚市税务局为取得「门禁系统维修服务」进行公开招标，有意竞投者可索取招标案卷。\n")
    assert notice.buyer is not None and notice.buyer.value == "沙渚市税务局"
    assert notice.title is not None and notice.title.value == "门禁系统维修服务"


def test_the_number_of_a_tender_in_a_gazette() -> None:
    notice = notice_of("沙渚市税务局\n公告\n第012/GT/2032号公开招标\n沙渚市税务局为取得「门禁系统维修服务」进行公开招标。\n")
    assert [c.value for c in notice.project_codes] == ["第012/GT/2032号"]


def test_the_seat_within_the_buyers_own_city_is_finer_not_other() -> None:
    notice = notice_of("采购公告\n项目名称：卡口设备采购\n采购人：杭州市余杭区公安分局\n")
    assert notice.region is not None and notice.region.value.endswith("余杭区")


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (
            "各供应商：\n由我中心代理的沙渚市公交集团卡口设备采购（招标编号：SZ-GK-2032-57），因故延期开标。\n",
            "沙渚市公交集团卡口设备采购",
        ),
        ("关于采购门禁系统维修服务的询价函\n沙渚市税务局拟以询价方式采购，请于8月20日前报价。\n", "门禁系统维修服务"),
        (
            "沙渚市公安局城区卡口前端设备\n及平台升级工程中标候选人公示\n第一中标候选人：汀州天平科技有限公司\n",
            "沙渚市公安局城区卡口前端设备及平台升级工程",
        ),
    ],
)
def test_a_title_without_what_leads_into_it(content: str, title: str) -> None:
    assert _title(content) == title


@pytest.mark.parametrize("line", ["喜讯！沙渚市智慧安防小区花落谁家", "采购快讯2032年第46期2032年9月4日"])
def test_a_shout_or_a_masthead_is_no_title(line: str) -> None:
    assert _title(f"{line}\n经评审，汀州天平科技有限公司以1286.5万元的报价成为中标人。\n") is None


def test_a_document_number_is_a_projects_only_when_it_is_of_a_purchase() -> None:
    content = (
        "卡口设备采购开标公告\n9月3日，沙渚市交警大队闯红灯抓拍系统（{}）在市采购中心开标，汀州天平科技有限公司以69.95万元夺标。\n"
    )
    assert [c.value for c in notice_of(content.format("沙采〔2032〕118号")).project_codes] == ["沙采〔2032〕118号"]
    assert notice_of(content.format("发改价格〔2032〕670号")).project_codes == ()
    assert [s.name.value for s in notice_of(content.format("沙采〔2032〕118号")).suppliers] == ["汀州天平科技有限公司"]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("中选候选供应商公示\n采购人：沙渚市公安局\n", "candidate"),
        ("公告类型 成交公告（单一来源）\n采购人：沙渚市公安局\n总成交价：29000元\n", "award"),
    ],
)
def test_kinds_that_share_their_words(head: str, kind: str) -> None:
    found = notice_of(head).type
    assert found is not None and found.value == kind


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("结果公示｜沙渚市公安局警务设备\n采购人：沙渚市公安局\n中选供应商：汀州天平科技有限公司\n", "沙渚市公安局警务设备"),
        ("现对《沙渚市智慧安防小区建设招标文件》（招标编号：SZ-2032-063）作如下修改：\n", "沙渚市智慧安防小区建设"),
        ("沙渚大学图书馆期刊采购项目招标文件（节选） 项目编号：SZ-2301-142\n采购人 沙渚大学\n", "沙渚大学图书馆期刊采购项目"),
        (
            (
                "投标人须知前附表\n1.1.4 招标项目名称\n沙渚市白鹭区城北智慧安防小区门禁\n"
                "改造项目（一标段 10KV 变电站\n开关柜）采购\n1.2.1 资金来源\n"
            ),
            "沙渚市白鹭区城北智慧安防小区门禁改造项目（一标段 10KV 变电站开关柜）采购",
        ),
    ],
)
def test_the_name_within_headlines_files_and_broken_lines(content: str, title: str) -> None:
    assert _title(content) == title


def test_numbered_rows_with_a_label_of_their_own() -> None:
    head = "磋商须知前附表\n序号\n内 容 名 称\n编 列 内 容\n"
    content = f"{head}1\n项目名称\n白鹭街道巡防服务\n2\n最高投标限价\n150 万元\n3\n服务地点\n白鹭园区\n"
    notice = notice_of(content)
    assert notice.title is not None and notice.title.value == "白鹭街道巡防服务"
    assert notice.ceiling is not None and notice.ceiling.value.amount == 1_500_000


@pytest.mark.parametrize(
    ("content", "buyer", "agency"),
    [
        (
            "关于加装监控探头的比价函\n各商家：\n我镇拟加装探头二十个，请报价。\n沙渚县白鹭镇人民政府（代章）\n2032年10月9日\n",
            "沙渚县白鹭镇人民政府",
            None,
        ),
        ("询价单\n沙渚市中级人民法院拟采购下列物品，请于2032年3月24日前报价。\n限价：14200元\n", "沙渚市中级人民法院", None),
        (
            "延期开标的通知\n沙渚县养老保险经办中心委托汀州渭北招标代理有限公司代理的档案数字化服务推迟至2032年9月10日9时开标。\n",
            "沙渚县养老保险经办中心",
            "汀州渭北招标代理有限公司",
        ),
        (
            "汀州星海新媒体有限公司2032年数据维护服务采购项目，拟采用竞争性磋商方式实施，邀请供应商参加。项目名称：2032年数据维护服务采购项目\n",
            "汀州星海新媒体有限公司",
            None,
        ),
    ],
)
def test_bodies_that_sign_seek_hand_over_or_stand_before_the_name(content: str, buyer: str, agency: str | None) -> None:
    notice = notice_of(content)
    assert notice.buyer is not None and notice.buyer.value == buyer
    assert (notice.agency.value if notice.agency is not None else None) == agency


def test_a_number_behind_a_chapters_heading_on_the_same_line() -> None:
    content = (
        "卡口维护招标公告 发布时间 2032-11-02 一 项目基本情况 项目编号 SZXZC2032-238 项目名称 白鹭县卡口维护服务 预算 12.5万元"
    )
    assert [c.value for c in notice_of(content).project_codes] == ["SZXZC2032-238"]


@pytest.mark.parametrize(
    "heading", ["具体功能要求", "主要性能参数", "[工程名称] 施工[总承包/专业承包]", "注： 1. 本表按范本填写，不同之处以下划线标明"]
)
def test_a_chapters_heading_an_empty_form_and_a_footnote_are_no_name(heading: str) -> None:
    content = f"功能要求\n项目\t{heading}\n部署方式\t支持路由、旁路部署\n采购需求\n"
    assert _title(content) is None


def test_what_a_supplier_must_buy_is_not_the_project() -> None:
    content = "技术、服务要求\n（1）供应商提供的车辆需购买相应的第三者责任保险，保证车况良好。\n"
    assert _title(content) is None
    assert _title("采购公告\n我单位因工作需要，现需购买第三者责任保险服务。\n") == "第三者责任保险服务"


def test_a_form_filled_in_with_the_buyers_name_gives_no_title() -> None:
    content = "招标文件\n招标人：柏川万家有限公司\n项目名称：柏川万家有限公司\n标段名称：精品超市2032年灵活用工服务\n"
    assert _title(content) == "精品超市2032年灵活用工服务"


def test_a_lots_name_gives_way_to_the_sentence_that_names_the_project() -> None:
    content = "受沙渚市公安局的委托，对更换机房精密空调采购项目进行竞争性谈判，现将结果公告如下。\n"
    content += "标段名称：更换机房精密空调\n成交供应商：汀州天平科技有限公司\n"
    assert (_title(content) or "").startswith("更换机房精密空调采购")


def test_a_contracts_headline_may_be_short() -> None:
    assert (
        _title("监控设备采购合同\n甲方：沙渚市公安局\n乙方：汀州天平科技有限公司\n合同总价人民币100万元整。\n")
        == "监控设备采购合同"
    )
