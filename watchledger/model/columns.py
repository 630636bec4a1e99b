"""Names of table columns, in both languages: data that sources (is this a table of records?) and formats (how a row reads) share.

Names compare after `column_key`: width and case folded, without spaces, underscores, hyphens and a bracketed unit, so
"预算金额（万元）", "Buyer_Name" and "buyer name" are found. A name that is not here is not recognised; a mapping file renames it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NAMES: dict[str, str] = {
    "id": (
        "id; record_id; uuid; guid; ocid; notice_id; notice identifier; release id; doc_id; 编号id; 记录编号; 记录号; "
        "公告id; 公告编号; 唯一标识"
    ),
    "title": (
        "title; notice title; tender title; contract title; project; project name; project title; subject; "
        "headline; tender/title; 标题; 公告标题; 项目名称; 采购项目名称; 招标项目名称; 工程名称; 采购项目; 标的名称; 公告名称"
    ),
    "text": "text; content; body; full text; plain text; notice text; 正文; 内容; 公告内容; 全文; 公告正文; 详细内容; 公告全文",
    "description": (
        "description; short description; summary; details; tender/description; scope; 简介; 摘要; 描述; 项目概况; 采购内容; "
        "采购需求; 项目描述; 主要内容; 建设内容; 采购需求概况"
    ),
    "buyer": (
        "buyer; buyer name; buyer/name; procuring entity; tender/procuringentity/name; contracting authority; "
        "authority name; organisation name; organization name; purchaser; awarding agency; department; 采购人; "
        "采购人名称; 采购单位; 采购单位名称; 招标人; 招标人名称; 招标单位; 购买主体; 采购方; 建设单位; 业主单位; 业主; "
        "需求单位; 预算单位"
    ),
    "agency": (
        "agent; procurement agent; tendering agent; 代理机构; 采购代理机构; 招标代理机构; 招标代理; 代理机构名称; 采购代理机构名称"
    ),
    "supplier": (
        "supplier; supplier name; suppliers; vendor; vendor name; contractor; winner; awardee; recipient name; "
        "awards/suppliers/name; awarded supplier; 供应商; 供应商名称; 中标人; 中标单位; 中标供应商; 中标人名称; "
        "中标供应商名称; 成交供应商; 成交供应商名称; 成交单位; 中标候选人; 第一中标候选人; 中标企业; 中选单位; 承包人; 中标方"
    ),
    "budget": "budget; budget amount; estimated value; tender/value/amount; 预算; 预算金额; 采购预算; 项目预算; 预算价",
    "ceiling": "ceiling; ceiling price; maximum price; 最高限价; 控制价; 招标控制价; 最高投标限价; 拦标价",
    "award_total": (
        "award amount; award value; awarded value; contract value; contract amount; awards/value/amount; "
        "award_total; 中标金额; 成交金额; 中标价; 成交价; 中标价格; 合同金额; 中标（成交）金额; 成交价格; 总中标金额; 合同价; "
        "合同总价"
    ),
    "amount": "amount; value; price; total; total value; value/amount; 金额; 总金额; 价格; 项目金额; 总价",
    "currency": "currency; value/currency; 币种; 货币",
    "published": (
        "published; published date; publication date; publish date; date; date published; release date; "
        "posted date; pubdate; 发布时间; 发布日期; 公告时间; 公告日期; 公示时间; 信息时间; 时间; 日期; 公示日期; 发布"
    ),
    "deadline": (
        "deadline; closing date; tender deadline; submission deadline; response deadline; "
        "tender/tenderperiod/enddate; 截止时间; 投标截止时间; 开标时间; 截止日期; 开标日期; 报名截止时间; 递交截止时间"
    ),
    "region": (
        "region; location; place; province; city; county; place of performance; 行政区域; 地区; 区域; 省份; 省; 城市; "
        "所属地区; 所在地区; 地域; 项目所在地; 市; 区县"
    ),
    "code": (
        "code; project code; project number; tender number; reference; reference number; notice number; "
        "solicitation number; contract number; tender id; tender/id; project_id; 项目编号; 采购编号; 招标编号; 采购项目编号; "
        "标段编号; 合同编号; 项目代码; 编号; 招标项目编号; 采购计划编号; 项目编码"
    ),
    "type": (
        "type; notice type; stage; procurement method; tag; 公告类型; 公告类别; 信息类型; 类型; 采购方式; 招标方式; 信息类别; "
        "公告性质"
    ),
    "category": (
        "category; cpv; cpv code; cpv codes; classification; naics; psc; procurement category; 采购类别; 品目; 品目名称; "
        "采购品目; 行业; 类别; 项目类型; 分类; 行业类别"
    ),
    "address": "url; uri; link; href; source url; address url; 网址; 链接; 原文链接; 公告链接; 地址链接; 详情链接",
}
"""Field -> the column names that mean it. Sources: column heads of ccgp.gov.cn lists, provincial exchanges' exports, Contracts
Finder and USAspending downloads, flattened OCDS, and crawlers' output; a bare "名称" or "单位" is left out: it heads item lists.
So are "state" (of the tender or the country), "agency" (the buyer's or the agent), "source" and "key"."""

NAMES: dict[str, tuple[str, ...]] = {field: tuple(names.split("; ")) for field, names in _NAMES.items()}

BODIES = ("text", "title", "description")
"""Fields that carry the row's running text, best first."""

NOTICE_FIELDS = frozenset(
    {"title", "text", "buyer", "agency", "published", "deadline", "code", "type", "address", "supplier", "budget"}
)
"""What only rows that are notices have; a list of goods has names, quantities and prices, none of these."""

_UNIT = re.compile(r"[(（\[【][^()（）\[\]【】]{0,12}[)）\]】]$")
_DROPPED = re.compile(r"[\s_\-:：*#]+")


def column_key(name: str) -> str:
    """The form in which column names compare."""
    key = unicodedata.normalize("NFKC", name).strip().casefold()
    return _DROPPED.sub("", _UNIT.sub("", key)) or _DROPPED.sub("", key)


_FIELD_OF = {column_key(name): field for field, names in NAMES.items() for name in names}


@lru_cache(maxsize=4096)
def field_of(name: str) -> str | None:
    """The field a column name means, or None."""
    return _FIELD_OF.get(column_key(name[:200]))
