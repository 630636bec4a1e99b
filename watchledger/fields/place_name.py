"""Places told by their form alone: a name at the beginning of a body or a project that ends in 省, 市, 县, 区, 旗, 州, 镇 or 乡.

The table of divisions knows neither new names, nor old ones, nor development zones; the words state the place all the same.
"""

from __future__ import annotations

import re

_SIGN = (
    "(?:(?![局厅院委府校所部处站队司会党楼购系统设备的及与和第年省市县区旗镇乡路号"
    "各我本全该某此其为是对就等至从到于由将被])[\u4e00-\u9fff])"
)
"""A character that may be in a place's own name."""
_NAME = re.compile(
    rf"(?:中共|中国共产党)?(?P<chain>(?:{_SIGN}{{2,3}}?省)?"
    rf"(?:{_SIGN}{{2,12}}?(?:自治州|地区|自治县|自治旗)|{_SIGN}{{2,4}}?市|{_SIGN}{{2,3}}?[州盟])?"
    rf"(?:{_SIGN}{{1,10}}?自治[县旗]|{_SIGN}{{1,4}}?[县区旗市])?"
    rf"(?:{_SIGN}{{2,8}}?(?:新区|开发区|高新区|示范区|管理区|度假区|园区|保税区|合作区))?"
    rf"(?:{_SIGN}{{1,4}}?(?:街道|镇|乡|苏木))?)"
)
"""At the beginning of a name in the normal form; each part is optional, the chain as long as the words give."""
_PART = re.compile(
    rf"{_SIGN}{{1,12}}?(?:自治[州县旗]|地区|街道|苏木|新区|开发区|高新区|示范区|管理区|度假区|园区|保税区|合作区|[省市县区旗州盟镇乡])"
)
_NO_NAME = re.compile(
    r"(?:[社小校辖监厂库景片牧灾病营院战学考功防展商住街生市地]区|(?:^[大小全老新]?|智慧|数字|平安|海绵|文明|卫生|宜居|生态|绿色|试点|示范|现代)城市|[超门都股夜菜花]市|"
    r"[城村乡集古小重]镇|[城同下家老美丽]乡|(?:贫困|试点|示范|重点)县|[红国军]旗|神州|满洲|产业园区|(?:产业|科技|教育|物流)园区)$|"
    r"公安|无人|视频|监控|智能|智慧|信息|项目|工程|采购|服务|平台|检察|法院|学|医|公司|中心|管理局|有限|集团|建设|改造|中国"
)
"""Words of that form that name no place."""
_GOES_ON = re.compile(r"[域级间块划位容话舰杆帜际]|场(?!坪|镇)|民(?!政|族|宗|兵|营)|政(?!府|法|协|务|数)|花|村(?!镇)|长|状")
"""After the form: 区域, 县级, 市场, 市民, 市政 are words of their own."""


def place_name(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The place that text[start:end] (normal form) begins with, by form, as a span; None where the words name none."""
    match = _NAME.match(text, start, min(end, start + 40))
    if match is None or match.end("chain") - match.start("chain") < 3:
        return None
    low = at = match.start("chain")
    for part in _PART.finditer(text, low, match.end("chain")):
        words = part.group()
        short = len(words) < 3 and at == low
        if part.start() != at or short or _NO_NAME.search(words) or _GOES_ON.match(text, part.end(), end):
            break
        at = part.end()
    return (low, at) if at > low else None


_DISTRICT = re.compile(
    rf"{_SIGN}{{2,3}}?[县区](?![域级间块划位])|[郊矿]区(?!域)|城区(?=公安|人民|教育|司法|民政|财政|法院|检察|街道|委|政府|综合)"
)


def district(text: str, start: int, end: int) -> int | None:
    """The end of a district that the table lacks, right after a city that it has ("阳泉市郊区", a district renamed)."""
    match = _DISTRICT.match(text, start, min(end, start + 6))
    return match.end() if match and not _NO_NAME.search(match.group()) else None
