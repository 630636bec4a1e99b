"""Types of organisations, by what they do. The first eleven follow the buyer types of the taxonomy; the others complete them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Label(NamedTuple):
    """The name of a type in both languages."""

    en: str
    zh: str


ORGANISATION_TYPES: Mapping[str, Label] = {
    "public_security": Label("police", "公安"),
    "state_security": Label("state security", "国家安全"),
    "political_legal": Label("political-legal commission", "政法委"),
    "propaganda_cyberspace": Label("propaganda and cyberspace", "宣传与网信"),
    "justice_prison": Label("justice and prisons", "司法与监狱"),
    "grid_governance": Label("townships, streets, grid governance", "街道乡镇与网格"),
    "data_bureau": Label("big-data bureaus", "大数据与政务服务"),
    "education": Label("education", "教育"),
    "religion_ethnic": Label("religion, ethnic affairs, united front", "民宗与统战"),
    "transport": Label("transport", "交通"),
    "health": Label("health", "卫生"),
    "civil_affairs": Label("civil and social affairs", "民政人社"),
    "court": Label("courts", "法院"),
    "procuratorate": Label("procuratorates", "检察院"),
    "discipline": Label("discipline and supervision", "纪检监察"),
    "customs_border": Label("customs and borders", "海关与边检"),
    "military": Label("military", "军队"),
    "emergency": Label("emergency and fire", "应急消防"),
    "urban_management": Label("urban management", "城管执法"),
    "government": Label("governments and party committees", "政府与党委"),
    "economy": Label("economy, finance, tax, supervision", "经济与财税"),
    "environment": Label("land, environment, farming, water", "国土环境农水"),
    "culture_media": Label("culture, media, tourism", "文化广电旅游"),
    "research": Label("research", "科研"),
    "utility": Label("power, water, gas, telecom", "公用事业与通信"),
    "finance_company": Label("banks and insurers", "金融机构"),
    "association": Label("associations", "社团"),
    "agent": Label("purchasing agents", "采购代理"),
    "company": Label("companies", "企业"),
}
