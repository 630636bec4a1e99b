"""Layouts that portals use beside the standard forms, each with what it once cost."""

from __future__ import annotations

from decimal import Decimal

from watchledger.lang.normal import normal
from watchledger.model import Block, Notice, Text
from watchledger.notices.generic import read


def notice_of(content: str, blocks: tuple[Block, ...] = ()) -> Notice:
    return read(text := Text(content, "test/1", blocks), normal(text.content))


def tabled(head: str, rows: list[list[str]], tail: str = "") -> Notice:
    """A notice whose middle is a real table."""
    content, blocks = head, []
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            content += "\t" * (c > 0)
            blocks.append(Block("cell", len(content), len(content) + len(cell), table=0, row=r, col=c))
            content += cell
        content += "\n"
    return notice_of(content + tail, tuple(blocks))


def winners(notice: Notice) -> list[tuple[str, Decimal | None]]:
    return [(s.name.value, s.amount.value.amount if s.amount else None) for s in notice.suppliers]


HEAD = "望桥县公安局卡口设备采购项目成交公告\n采购人：望桥县公安局\n"


def test_a_column_of_results_tells_who_won() -> None:
    rows = [
        ["序号", "供应商", "报价（元）", "结果"],
        ["1", "云泽安防有限公司", "158400", "成交"],
        ["2", "远衡电子有限公司", "163900", "未成交"],
    ]
    assert winners(tabled(HEAD, rows)) == [("云泽安防有限公司", 158400)]


def test_a_column_headed_单位_may_hold_firms() -> None:
    rows = [
        ["标段", "评审结果", "单位", "报价（元）"],
        ["一标段", "中标人", "云泽安防有限公司", "1,845,600"],
        ["一标段", "第二名", "远衡电子有限公司", "1,868,000"],
    ]
    assert winners(tabled(HEAD, rows)) == [("云泽安防有限公司", 1845600)]


def test_candidates_beside_each_other_within_a_larger_table() -> None:
    rows = [
        ["招标项目名称", "望桥县电子警察系统建设工程", "", ""],
        ["招标人", "望桥县公安局交通警察大队", "招标代理", "远衡项目管理有限公司"],
        ["候选人排序", "第一名", "第二名", "第三名"],
        ["单位名称", "云泽安防有限公司", "北桥电子有限公司", "南桥信息有限公司"],
        ["投标报价（元）", "3,396,720.55", "3,411,000.00", "3,402,880.00"],
    ]
    notice = tabled("中标候选人公示\n", rows)
    assert notice.type is not None and notice.type.value == "candidate"
    assert winners(notice) == [("云泽安防有限公司", Decimal("3396720.55"))]
    assert notice.buyer is not None and notice.buyer.value == "望桥县公安局交通警察大队"


def test_an_amount_in_capitals_right_after_its_word() -> None:
    notice = notice_of(HEAD + "拟定成交供应商：云泽安防有限公司，成交金额叁拾捌万柒仟元整（¥387000.00）。\n")
    assert winners(notice) == [("云泽安防有限公司", 387000)]


def test_winners_in_lines_of_their_own() -> None:
    notice = notice_of(
        "某市公务用车定点维修入围结果公告\n采购人：某市机关事务管理局\n入围供应商名单：\n云泽汽车修理厂有限公司\n远衡汽车服务有限公司\n公告日期：2024年3月29日\n"
    )
    assert [name for name, _ in winners(notice)] == ["云泽汽车修理厂有限公司", "远衡汽车服务有限公司"]


def test_a_corrected_result_keeps_its_winner_and_the_new_amount() -> None:
    notice = notice_of(
        "成交结果更正公告\n项目名称：某区综治中心可视化平台采购\n采购人：某区综治中心\n原公告中：成交金额：1,160,000.00元\n现更正为：成交金额：1,106,000.00元\n"
        "成交供应商云泽数据技术有限公司不变。\n"
    )
    assert notice.type is not None and notice.type.value == "amendment"
    assert winners(notice) == [("云泽数据技术有限公司", 1106000)]
    assert notice.award_total is not None and notice.award_total.value.amount == 1106000


def test_a_note_on_the_firm_s_size_is_not_its_name() -> None:
    assert winners(notice_of(HEAD + "成交供应商：云泽智能技术有限公司（小型企业）\n成交金额：671,800元\n")) == [
        ("云泽智能技术有限公司", 671800)
    ]


def test_parts_of_an_item_parted_by_semicolons() -> None:
    line = "名称：人脸门禁终端；品牌：云拓；规格型号：YT-F800；数量：64套；单价：8600元\n"
    items = notice_of(HEAD + "主要标的信息\n" + line).items
    assert [(i.name.value, i.brand and i.brand.value, i.quantity and i.quantity.value, i.unit and i.unit.value) for i in items] == [
        ("人脸门禁终端", "云拓", 64, "套")
    ]


def test_a_yearly_budget_is_a_budget_and_a_yearly_offer_is_no_sum() -> None:
    notice = notice_of(
        "某局运维服务采购项目公开招标公告\n采购人：某局信息中心\n资金情况：预算923680元/年，超过预算的报价将被拒绝。\n"
    )
    assert notice.budget is not None and notice.budget.value.amount == 923680
    assert winners(notice_of(HEAD + "成交供应商：云泽安防有限公司\n成交金额：12元/次\n")) == [("云泽安防有限公司", None)]


def test_the_day_of_opening_that_an_award_tells_of() -> None:
    notice = notice_of(
        "中标公告\n受望桥县公安局委托，望桥县政府采购中心于二〇〇九年八月六日就望桥县抓拍设备采购进行了公开招标。\n第一包由云泽科教设备有限公司中标。\n"
    )
    assert notice.deadline is not None and notice.deadline.value == "2009-08-06"


def test_a_code_in_brackets_is_not_of_the_title() -> None:
    notice = notice_of("望桥县大坪街道智慧平安小区建设(24A01876)结果公告\n项目号：24A01876\n采购人：望桥县大坪街道办事处\n")
    assert notice.title is not None and notice.title.value == "望桥县大坪街道智慧平安小区建设"


def test_a_wide_title_goes_on_in_the_next_line() -> None:
    notice = notice_of(
        "望桥县公安局\n招标公告\n2、项目名称：望桥县城乡统筹视频联网一体化升级改造工程项目-仙踪镇剩余前\n端摄像机改造工程（加压设备采购及安装项目）\n3、预算金额：197.4万元\n"
    )
    assert notice.title is not None
    assert (
        notice.title.value == "望桥县城乡统筹视频联网一体化升级改造工程项目-仙踪镇剩余前端摄像机改造工程（加压设备采购及安装项目）"
    )


def test_a_day_put_off_in_one_sentence() -> None:
    notice = notice_of(
        "延期公告\n各供应商：原定于2023年5月9日9:00开标的望桥县视频分析系统项目（项目编号：WQ-2023-027，采购人：望桥县公安局），现延期至2023年5月18日15:00开标。\n2023年5月4日\n"
    )
    assert notice.type is not None and notice.type.value == "amendment"
    assert notice.title is not None and notice.title.value == "望桥县视频分析系统项目"
    assert notice.deadline is not None and notice.deadline.value == "2023-05-18"


def test_a_day_right_after_its_word() -> None:
    notice = notice_of(
        "终止公告\n项目名称：望桥县平台运维服务\n至投标截止时间（2023年4月20日11:00），供应商不足三家，本项目予以废标。\n"
    )
    assert notice.deadline is not None and notice.deadline.value == "2023-04-20"


def test_a_price_for_a_head_and_a_month_is_no_sum() -> None:
    notice = notice_of(
        "望桥县看守所监控值守服务采购结果公告\n中选单位：云泽保安服务有限公司\n中选价：每人每月3980元，共12人\n采购人：望桥县公安局\n"
    )
    assert winners(notice) == [("云泽保安服务有限公司", None)]


def test_a_hospital_s_own_purchasing_office_buys_for_it() -> None:
    notice = notice_of(
        "关于图书馆门禁通道采购成交结果的公示\n成交单位：云泽物联科技有限公司\n成交价：198000元\n远衡师范学院招标采购中心\n2023年10月17日\n"
    )
    assert notice.buyer is not None and notice.buyer.value == "远衡师范学院"
    assert notice.agency is None


def test_budgets_of_lots_in_lines_are_summed() -> None:
    notice = notice_of(
        "望桥县交通运输局设备采购竞争性磋商公告\n采购人：望桥县交通运输局\n采购内容：\nA包：称重检测系统1套，预算金额1180000元；\nB包：抓拍设备6套，预算金额420000元。\n"
    )
    assert notice.budget is not None and notice.budget.value.amount == 1600000


def test_a_table_in_the_cell_beside_a_party() -> None:
    content = "采购单位\t名称\t云泽市公安局\n地址\t开元大道\n"
    cells = ["采购单位", "名称\t云泽市公安局\n地址\t开元大道"]
    outer = [Block("cell", at := content.index(c), at + len(c), table=0, row=0, col=i) for i, c in enumerate(cells)]
    inner = [
        Block("cell", at := content.index(c), at + len(c), table=1, row=i // 2, col=i % 2)
        for i, c in enumerate(["名称", "云泽市公安局", "地址", "开元大道"])
    ]
    head = "云泽市看守所监控改造成交公告\n"
    blocks = tuple(
        sorted((b._replace(start=b.start + len(head), end=b.end + len(head)) for b in (*outer, *inner)), key=lambda b: b.start)
    )
    notice = notice_of(head + content, blocks)
    assert notice.buyer is not None and notice.buyer.value == "云泽市公安局"


def test_who_announces_is_not_of_the_title() -> None:
    notice = notice_of(
        "远衡（沈阳）招标有限公司关于云泽市公安局卡口监控系统的公开招标公告\n招标编号：YH-09106\n采购人：云泽市公安局\n"
    )
    assert notice.title is not None and notice.title.value == "云泽市公安局卡口监控系统"


def test_a_body_that_hands_over_to_an_agent() -> None:
    notice = notice_of(
        "永德县校园技防设施采购评审结果公示\n永德县教育体育局委托远衡招标有限公司组织的永德县校园技防设施采购（招标编号：LJ-0308）于2019年8月6日开标。\n"
        "一标段：推荐云泽安防有限公司为第一中标候选人（报价1,158,000.00元），推荐北桥科技有限公司为第二中标候选人（报价1,163,900.00元）。\n"
    )
    assert notice.buyer is not None and notice.buyer.value == "永德县教育体育局"
    assert notice.agency is not None and notice.agency.value == "远衡招标有限公司"
    assert [name for name, _ in winners(notice)] == ["云泽安防有限公司"]


def test_an_arrow_leads_to_the_new_value() -> None:
    notice = notice_of(
        "更正公告\n项目名称：云泽市作战平台建设\n采购人：云泽市公安局　代理：远衡招标有限公司\n"
        "开标时间：2023-11-10 09:00 → 2023-11-17 09:00；\n最高限价：¥6,900,000 → ¥6,750,000；\n"
    )
    assert notice.deadline is not None and notice.deadline.value == "2023-11-17"
    assert notice.ceiling is not None and notice.ceiling.value.amount == 6_750_000
    assert notice.agency is not None and notice.agency.value == "远衡招标有限公司"


def test_a_unit_said_once_for_the_page() -> None:
    notice = notice_of(
        "云泽县被褥采购结果公告\n金额单位：万元\n采购人：云泽县纪委\n中标供应商：远衡百货有限公司\n中标金额：12.96\n"
    )
    assert winners(notice) == [("远衡百货有限公司", Decimal(129600))]


def test_headings_run_into_their_labels() -> None:
    notice = notice_of(
        "云泽市公安局布控系统扩容项目公开招标公告 项目概况 一、项目基本情况项目编号：YZ-GK-019 "
        "项目名称：云泽市公安局布控系统扩容项目 "
        "七、询问方式1.采购人信息名称：云泽市公安局地址：迎宾大道 2.采购代理机构信息名称：远衡项目管理有限公司地址：北京西路88号"
    )
    assert notice.agency is not None and notice.agency.value == "远衡项目管理有限公司"
    assert notice.buyer is not None and notice.buyer.value == "云泽市公安局"


def test_goods_of_packages_in_lines() -> None:
    items = notice_of(HEAD + "招标货物名称、数量：\n第一包：卡口抓拍主机　38台\n第二包：中心存储服务器　6台\n").items
    assert [(i.name.value, i.quantity.value if i.quantity else None) for i in items] == [
        ("卡口抓拍主机", 38),
        ("中心存储服务器", 6),
    ]


def test_a_unit_on_a_line_of_its_own_and_a_name_over_two_lines() -> None:
    notice = notice_of(
        "云泽县公安局人像比对系统采购\n公开招标公告\n招标编号\nESLF-1910-G05\n预算金额\n（万元）\n468.2\n采购人\n云泽县公安局\n"
        "代理机构\n远衡项目管理\n有限公司\n地址\n武汉大道\n"
    )
    assert notice.budget is not None and notice.budget.value.amount == 4_682_000
    assert notice.agency is not None and notice.agency.value == "远衡项目管理有限公司"
    assert [c.value for c in notice.project_codes] == ["ESLF-1910-G05"]


def test_fields_parted_by_double_slashes() -> None:
    notice = notice_of(
        "竞争性磋商 // 项目名称：云泽县定位腕带租赁服务 // 编号 QJLP-2025-C-0031 "
        "// 采购人 云泽县司法局 // 代理机构 远衡咨询有限公司 // 预算 58.8万元 // "
        "公告日期 2025-04-03"
    )
    assert notice.buyer is not None and notice.buyer.value == "云泽县司法局"
    assert notice.agency is not None and notice.agency.value == "远衡咨询有限公司"


def test_equals_signs_for_colons() -> None:
    notice = notice_of(
        "[招标公告]\n项目名称=云泽厂冷却壁备件采购\n采购人=云泽钢铁股份有限公司\n发布时间=2024-09-11\n控制价=2460000元\n"
    )
    assert notice.buyer is not None and notice.buyer.value == "云泽钢铁股份有限公司"
    assert notice.title is not None and notice.title.value == "云泽厂冷却壁备件采购"


def test_who_is_served() -> None:
    notice = notice_of(
        "各有关单位：我公司受云泽市礼州镇人民政府之托代理的云泽视频巡查系统（采购编号：LSXC-18），原定10月22日递交响应文件，"
        "现推迟到2024年10月29日9时30分递交。\n"
        "远衡咨询有限公司\n2024年10月18日\n"
    )
    assert notice.buyer is not None and notice.buyer.value == "云泽市礼州镇人民政府"
