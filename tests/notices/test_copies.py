"""Papers as people copy them: rows on lines of their own, pages in one line, white space written out. All bodies are invented."""

from tests.notices.build import notice_of


def test_the_winner_takes_its_price_from_the_bidders_whose_cells_stand_on_lines_of_their_own() -> None:
    head = "供应商信息\n资格审查结果\n符合性审查结果\n报价\n评标价\n评分\n推荐排名\n是否成交候选人\n"
    rows = (
        "汀州天平科技有限公司\n审核通过\n审核通过\n1,798,196.00\n1,798,196.00\n97.45\n1\n是\n"
        "柏川科技有限公司\n审核通过\n审核通过\n1,828,000.00\n1,828,000.00\n63.51\n2\n是\n"
    )
    notice = notice_of(
        f"监控设备采购项目公开招标中标公告\n采购人：沙渚市职业学校\n{head}{rows}四、结果\n中标供应商汀州天平科技有限公司\n"
    )
    assert [(s.name.value, s.amount and s.amount.value.amount) for s in notice.suppliers] == [("汀州天平科技有限公司", 1798196)]


def test_the_first_candidates_price_in_a_list_of_all_prices() -> None:
    notice = notice_of(
        "体育公园施工中标公示 招标人   沙渚建设集团有限公司   中标单位名称  "
        "第一中标候选人：汀州建工集团有限公司 第二中标候选人：柏川工程局有限公司   "
        "中标价  第一中标候选人报价：壹仟万元（小写：10000000元） 第二中标候选人报价：壹仟壹佰万元（小写：11000000元）   "
        "第一中标候选人 业绩奖项  1、企业工程奖项： ①沙渚文化中心工程，荣获工程奖；②鹭洲酒店工程，荣获工程奖；"
    )
    assert [(s.name.value, s.amount and s.amount.value.amount) for s in notice.suppliers] == [("汀州建工集团有限公司", 10000000)]


def test_the_unit_that_stands_with_the_value() -> None:
    notice = notice_of(
        "项 目 名 称 蔬菜公园景观工程\n拟 中 标 人 汀州园林工程有限公司 中标金额 (万元) 3044\n招标人：沙渚旅游开发有限公司\n"
    )
    assert notice.suppliers[0].amount is not None and notice.suppliers[0].amount.value.amount == 30440000


def test_a_total_stands_without_a_winners_name() -> None:
    notice = notice_of("办公印刷项目结果公告\n采购单位\n沙渚学院\n中标日期\n2032年02月27日\n总中标金额\n￥54.745 万元（人民币）\n")
    assert notice.award_total is not None and notice.award_total.value.amount == 547450


def test_ceilings_of_lots_are_summed_where_the_budget_says_that_they_are_all() -> None:
    lots = "".join(
        f"标项名称：设备采购{n}分标\n预算金额（元）：{sum_}\n最高限价（如有）：{sum_}\n"
        for n, sum_ in ((1, 10230000), (2, 2231000))
    )
    notice = notice_of(f"医疗设备采购招标公告\n采购人：沙渚市保健院\n预算总金额（元）：12461000\n采购需求：\n{lots}")
    assert notice.budget is not None and notice.budget.value.amount == 12461000
    assert notice.ceiling is not None and notice.ceiling.value.amount == 12461000
    other = notice_of(f"医疗设备采购招标公告\n采购人：沙渚市保健院\n预算总金额（元）：99000000\n采购需求：\n{lots}")
    assert other.ceiling is not None and other.ceiling.value.amount == 10230000


def test_one_amount_that_is_budget_and_ceiling() -> None:
    notice = notice_of(
        "### 1. 标题\n隔离网采购竞争性谈判公告\n### 2. 采购人\n沙渚市水利局\n### 3. 项目编号\n"
        "N5115-2032-40\n预算金额与最高限价为1,954,000.00元\n"
    )
    assert notice.budget is not None and notice.ceiling is not None
    assert (notice.budget.value.amount, notice.ceiling.value.amount) == (1954000, 1954000)
    assert [c.value for c in notice.project_codes] == ["N5115-2032-40"]


def test_white_space_written_out_and_the_next_point_are_no_part_of_a_name() -> None:
    notice = notice_of("网上超市采购结果公告\n采购单位名称:沙渚市柏川区西沟乡&nbsp;\n成交供应商（1）名称：汀州文具店\n")
    assert notice.buyer is not None and notice.buyer.value == "沙渚市柏川区西沟乡"
    point = notice_of("竞争性磋商邀请公告\n1、采购人信息（1）名 称：沙渚女子监狱（2）地 址：香樟路528号（3）联系人：某某\n")
    assert point.buyer is not None and point.buyer.value == "沙渚女子监狱"


def test_the_projects_name_on_a_page_in_one_line() -> None:
    page = "交易平台-公告详情 我要报名 我要分享 当前位置: 首页 沙渚市公积金中心核心业务系统新增需求项目 "
    page += "项目编号: 发布时间:2032-01-21 11:28 "
    page += "采购项目编号:SZ2019105080020004 采购人名称:沙渚市公积金中心 采购预算金额:2419500.00 " + "投标人须具备相应资格 " * 30
    title = notice_of(page).title
    assert title is not None and title.value == "沙渚市公积金中心核心业务系统新增需求项目"


def test_a_township_of_several_peoples() -> None:
    notice = notice_of("路灯采购中标公告\n采购人：清镇市麦格苗族布依族乡人民政府\n中标供应商：汀州光电科技有限公司\n")
    assert notice.region is not None and notice.region.value.endswith("麦格苗族布依族乡")


def test_labels_and_values_strung_before_labels_with_their_signs() -> None:
    notice = notice_of(
        "公告概要：公告信息：采购项目名称测试系统等设备采购采购单位沙渚体育训练基地行政区域沙渚市公告时间2032年07月04日 12:08"
        "获取文件时间2032年07月05日 首次响应文件递交地点某路210号项目联系人王某项目联系电话见附件 预算金额：￥73.08万元（人民币）"
    )
    assert notice.published is not None and str(notice.published.value) == "2032-07-04"
    assert notice.buyer is not None and notice.buyer.value == "沙渚体育训练基地"


def test_a_character_that_only_looks_like_another() -> None:
    notice = notice_of(
        "磋商公告\n1.釆购人信息\n名  称：沙渚市住房和城乡建设局\n地  址：青东路\n2.釆购代理机构信息\n名  称：汀州项目管理有限公司\n"
    )
    assert notice.buyer is not None and notice.buyer.value == "沙渚市住房和城乡建设局"


def test_certificates_numbers_are_not_the_projects_and_a_number_is_no_item() -> None:
    notice = notice_of(
        "中标公告\n招标人:\n沙渚水务有限公司\n中标人:\n汀州建设有限公司\n资质证书名称及编号:\n施工总承包贰级  D242040204\n"
    )
    assert not notice.project_codes


def test_a_body_of_a_district_is_no_township() -> None:
    notice = notice_of("采购公告\n采购人：南宁市公安局西乡塘分局\n采购内容：办公用品\n")
    assert notice.region is None or "局" not in notice.region.value
