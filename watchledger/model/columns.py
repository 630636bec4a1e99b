"""Names of table columns in both languages -> what they hold. Data, shared by sources (is this a table of records?) and
formats (how does a row read?).

Sources of the names: the Open Contracting Data Standard's paths, UK Contracts Finder and Find a Tender exports, USAspending
and SAM.gov headers, TED CSV files, Chinese portals' list exports and purchasing plans (采购意向, 中标结果). A name is compared
folded: lower case, letters, digits and Han only, so "Organisation Name", "OrganisationName" and "organisation_name" are one.
A name that is not here is not recognised; a mapping file renames it.
"""

from __future__ import annotations

import re
from functools import lru_cache

NAMES: dict[str, str] = {
    "id": (
        "id identifier noticeid noticeidentifier recordid uuid guid key rowid releaseid ocid tenderid contractid awardid "
        "编号id 主键"
    ),
    "title": (
        "title name tendertitle noticetitle contracttitle awardtitle projectname projecttitle subject opportunitytitle "
        "procurementtitle headline 标题 公告标题 项目名称 采购项目名称 工程名称 名称 招标项目名称 公告名称 合同名称 "
        "采购项目 意向名称 采购意向名称 標題 項目名稱"
    ),
    "body": "text content body fulltext noticetext 正文 内容 公告内容 全文 公告正文 詳細內容 详细内容 文本",
    "description": (
        "description tenderdescription contractdescription noticedescription shortdescription summary details scope "
        "additionaltext awarddescription lotdescription objectdescription requirement requirements 描述 项目概况 采购需求 "
        "采购需求概况 概况 简介 项目内容 采购内容 项目描述 采购标的 标的名称 备注 说明 摘要 主要内容 招标范围 建设内容 "
        "需求概况"
    ),
    "buyer": (
        "buyer buyername procuringentity procuringentityname contractingauthority contractingauthorityname organisation "
        "organisationname organization organizationname authority authorityname agencyname awardingagency "
        "awardingagencyname awardingsubagencyname fundingagencyname departmentname department customer caename purchaser "
        "client entity entityname 采购人 采购单位 采购人名称 采购单位名称 招标人 招标单位 建设单位 业主 业主单位 买方 "
        "甲方 购买主体 采购机构 招标人名称 採購人 需求单位"
    ),
    "agency": "procurementagency agent tenderagency 代理机构 采购代理机构 招标代理机构 代理机构名称 招标代理 采购代理机构名称",
    "supplier": (
        "supplier suppliername suppliers supplierdetails awardedto awardedsupplier awardedsuppliers winner winnername "
        "vendor vendorname contractor contractorname recipient recipientname winname winningbidder contractsupplier "
        "供应商 供应商名称 中标供应商 中标人 中标单位 成交供应商 成交人 中选单位 中标供应商名称 中标商 乙方 承包商 "
        "中标企业 中标公司 中标候选人 供應商 卖方"
    ),
    "amount": (
        "amount value totalvalue contractvalue awardvalue awardedvalue awardamount contractamount contractprice "
        "obligatedamount totalobligation federalactionobligation totalobligatedamount awardvalueeuro price totalprice "
        "baseandalloptionsvalue 中标金额 成交金额 合同金额 中标价 成交价 合同价 金额 中标总金额 价格 总价 中标价格 "
        "合同总价 报价 投标报价 中标金额万元 成交金额万元 金额元 金额万元 中标价元"
    ),
    "budget": (
        "budget estimatedvalue valuelow valuehigh minvalue maxvalue estimatedamount valueeuro ceiling 预算 预算金额 "
        "采购预算 采购预算金额 最高限价 控制价 预算价 项目预算 预算金额万元 投资额 估算价 预算金额元 招标控制价 "
        "投资额或合同估算价万元"
    ),
    "currency": "currency currencycode curr 币种 货币",
    "published": (
        "publisheddate publicationdate published datepublished publishdate posteddate dispatchdate dtdispatch noticedate "
        "releasedate 发布时间 发布日期 公告日期 公告时间 公示时间 發布日期 公示日期 信息时间 公示开始时间"
    ),
    "deadline": (
        "deadline deadlinedate closingdate closedate tenderdeadline submissiondeadline responsedeadline closing "
        "tenderperiodenddate 截止时间 截止日期 投标截止时间 开标时间 开标日期 报名截止时间 响应截止时间"
    ),
    "date": (
        "date awarddate awardeddate datesigned contractdate startdate enddate actiondate contractstart contractend "
        "dtaward contractstartdate contractenddate 日期 时间 中标日期 成交日期 中标时间 签订日期 合同签订日期 "
        "合同签订时间 定标日期 年份 年度 year 预计采购时间 采购时间"
    ),
    "code": (
        "code reference referencenumber ref tendercode projectcode projectnumber noticenumber solicitationnumber piid "
        "awardidpiid contractnumber contractreference idnoticecan 项目编号 招标编号 采购编号 项目代码 采购项目编号 "
        "合同编号 标段编号 工程编号 编号 公告编号 立项编号 計劃編號"
    ),
    "region": (
        "region location province city county state place country countrycode isocountrycode placeofperformance "
        "deliverylocation town nutscode regions postcode 地区 区域 省份 省 市 县 所在地 行政区划 区县 城市 行政区域 地域 "
        "所属地区 省市 项目所在地 建设地点"
    ),
    "category": (
        "category cpv cpvcode cpvcodes cpvdescription classification naics naicscode naicsdescription "
        "productorservicecode psc productcategory sector mainprocurementcategory typeofcontract 品目 采购品目 品目名称 "
        "类别 分类 行业 采购类别 项目类型 采购品目名称 品目分类"
    ),
    "type": "noticetype type tendertype awardtype stage 公告类型 信息类型 公告类别 类型 阶段 业务类型",
    "method": "procurementmethod proceduretype procedure method typeofprocedure 采购方式 招标方式 采购组织形式",
    "quantity": "quantity qty count 数量",
    "unit": "unit unitname uom 单位 计量单位",
    "brand": "brand manufacturer make 品牌 厂家 生产厂家 制造商 生产企业",
    "model": "model modelnumber 型号 规格 规格型号 型号规格",
    "unit_price": "unitprice 单价 单价元",
    "url": "url link href webaddress uri sourceurl noticeurl 链接 网址 地址链接 原文链接 公告链接 来源网址",
    "status": "status contractstatus 状态",
}
"""Field -> the names of columns that hold it, folded (see `fold`)."""

SHAPES: tuple[tuple[str, str], ...] = (
    ("deadline", r"(?:投标|报价|响应|递交|提交|竞价|报名|磋商|谈判|询价)(?:文件)?(?:递交|提交)?截止(?:时间|日期|日)?"),
    ("published", r".{0,6}(?:发布|公告|公示|挂网|登载)(?:开始)?(?:时间|日期|日)"),
    ("code", r".{0,6}(?:项目|招标|采购|标讯|合同|公告|计划|任务|交易|工程)(?:编号|编码|代码|序号|流水号)"),
    ("agency", r"(?:.{0,4}代理(?:机构|公司|单位|商)?|集中采购机构|集采机构)(?:名称|全称)?"),
    ("amount", r"(?:.{0,4}(?:中标|成交|中选|合同|决标|签约).{0,4}(?:金额|总额|总价|价格|价款|价))(?:元|万元|人民币元?)?"),
    ("budget", r"(?:.{0,6}(?:预算|限价|控制价|估算|概算|投资).{0,4})(?:元|万元|人民币元?)?"),
    (
        "supplier",
        (
            r"(?:.{0,4}(?:中标|成交|中选|入围|得标|决标)(?:供应商|供货商|厂商|企业|公司|单位|人|方|商|机构)|"
            r"(?:供货|承包|承接|服务)(?:商|单位|方|人))(?:名称|全称)?"
        ),
    ),
    (
        "buyer",
        (
            r"(?:(?:采购|招标|需求|使用|购买|建设|业主|发包|委托|预算|申购)(?:人|单位|部门|方|机关|机构|主体)|业主)"
            r"(?:名称|全称)?"
        ),
    ),
    ("region", r"(?:所属|所在|项目|采购|实施)?(?:省份|地市|城市|市区|区县|县区|地区|区域|行政区|行政区划|辖区)(?:名称)?"),
    ("title", r"(?:项目|采购|招标|工程|合同|公告|标讯|标的|信息)(?:项目|包)?(?:名称|标题|名)"),
)  # fmt: skip
"""Field -> how further Chinese names of such columns are made, matched whole against the folded name when NAMES has it not. A name
with another word in it (采购人电话, 中标供应商地址) fits none of them."""

BODY = ("body", "title", "description")
"""The columns that may stand alone at the head of the record's text, the first present first."""
STATED = (
    "title", "description", "buyer", "agency", "supplier", "amount", "budget", "currency", "published", "deadline", "date", "code",
    "region", "category", "type", "method", "quantity", "unit", "brand", "model", "unit_price",
)  # fmt: skip
"""The columns that are stated as "name：value" lines, in this order. Others (id, url, status, unknown) come last as furniture."""

NOTICE_FIELDS = frozenset(
    {"title", "body", "buyer", "agency", "supplier", "budget", "published", "deadline", "code", "type", "url"}
)
"""What only rows that are notices have; a list of goods has names, quantities and prices, none of these."""

AMBIGUOUS = frozenset({"name", "名称", "编号", "code", "类型", "type", "价格", "单位", "client", "entity", "标的名称"})
"""Names that say what they hold once the table is known to be one of notices, but do not prove that it is: they head lists of
goods and of bidders as well."""

_FOLD = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
_BRACKETED = re.compile(r"[(（\[【].*?[)）\]】]")
_PREFIX = re.compile(
    r"^(?:releases|release|tender|awards?|contracts?|buyer|parties|planning|notice|record|data|fields)(?=[./_])", re.I
)


def fold(name: str) -> str:
    """A column's name as it is compared."""
    return _FOLD.sub("", name.lower())


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    return {fold(name): field for field, names in NAMES.items() for name in names.split()}


@lru_cache(maxsize=1)
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((field, re.compile(shape)) for field, shape in SHAPES)


@lru_cache(maxsize=4096)
def field_of(column: str) -> str | None:
    """The field that a column's name states; None for an unknown one.

    Tried in turn: the whole name, the name without brackets (预算金额（万元）), the shapes of such names, and for a
    path (tender/value/amount, releases/0/buyer/name) its last steps.
    """
    table = _table()
    for name in (column, _BRACKETED.sub("", column)):
        found = table.get(fold(name))
        if found is not None:
            return found
    for name in (column, _BRACKETED.sub("", column)):
        for field, shape in _shapes():
            if shape.fullmatch(fold(name)):
                return field
    steps = [step for step in re.split(r"[./]", column) if step and not step.isdigit()]
    if len(steps) > 1:
        last, owner = fold(steps[-1]), fold(steps[-2])
        return table.get(owner + last) or (
            table.get(owner) if last in ("name", "amount", "value", "text", "uri") else table.get(last)
        )
    return None


@lru_cache(maxsize=1)
def canonical_names() -> dict[str, str]:
    """Field -> the column name that a mapping renames to: the first Chinese one, whose wording every later stage knows, else
    the first."""
    names = {field: names.split() for field, names in NAMES.items()}
    return {field: next((name for name in known if not name.isascii()), known[0]) for field, known in names.items()}
