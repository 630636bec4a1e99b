"""Where a buyer or a project is: the finest division that its own words state, what the place was before, or what it may be.

Evidence is the buyer's name, the region stated, the title; never the address of a contact: a body is where it says that it is, and
its agent or its contact may sit elsewhere.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from watchledger.entities.name import parse
from watchledger.entities.tables import zones
from watchledger.fields.country import area_codes, areas, areas_in, path_of_area
from watchledger.fields.division import formers, is_below, level_of, path_of, today_of
from watchledger.fields.place import Place, child_of, codes_of, divisions, places_in
from watchledger.fields.place_name import place_name
from watchledger.lang.normal import is_han, normal

VERSION = "place/2"
_BEFORE = re.compile(
    r"^(?:中国共产党|中共|中华人民共和国|国家税务总局|国家统计局|国家金融监督管理总局|国家外汇管理局|中国人民银行|中国气象局|"
    r"中国民主(?:同盟|促进会|建国会)|中国国民党革命委员会|中国农工民主党|九三学社|中国致公党|民盟|民进|民建|民革|农工党|"
    r"中国人民政治协商会议|政协|共青团|中国共产主义青年团|国网|国家电网(?:有限公司|公司)?|中国移动通信集团|中国电信(?:集团|股份有限公司)?|"
    r"中国联合网络通信(?:集团)?有限公司|中国铁塔股份有限公司|中国人民解放军|武警|中国人民武装警察部队|中国邮政集团有限公司|原)"
)
"""Words before the place in names of national bodies and their parts."""
_NOT_PLACES = re.compile(
    r"^(?:中山(?:大学|医院|医学|公园|陵|路)|吉林大学|南开(?:大学|中学)|朝阳(?:医院|路|街道)|河南理工|安庆师范|延安大学|华东|华南|华中|华北|西北|西南|东北|"
    r"南京路|上海路|北京路)"
)
"""Names that begin with a place's and mean another: 中山大学 is in Guangzhou. Where the table of divisions knows better (南开大学
is in 天津市南开区 by chance) nothing is said rather than something wrong."""
_BRITISH = re.compile(r"\b(?:council|borough|nhs|constabulary|county council|fire and rescue|integrated care|police and crime)\b")
_AMERICAN = re.compile(
    r"\b(?:sheriff|police department|school district|county of|state of|city of|department of|united states|u s)\b"
)
_ENGLISH = frozenset({"US", "GB", "IE", "CA", "AU", "NZ", "IN", "ZA", "NG", "KE", "GH", "PH", "SG", "HK", "JM", "TT", "MT"})
"""Countries whose bodies have English names: "Tarn City Police Department" is in none of France's departments."""
_PART = re.compile(r".{0,8}?(?:公司|分行|支行|分局|分院|监狱|管理处|办事处|支队|供电局|税务局|海关|车站|机务段|工务段)")
"""After a short name inside a national firm's or a province's body: 国网四川省电力公司 成都供电公司."""
_SHORT_PART = re.compile(
    r"(?:局|公司|医院|大学|学院|附属中学)\(?([\u4e00-\u9fff]{2,3}?)\)?(?=分局|分院|分公司|支行|医院|校区|实验学校|研究院|附属(?:中学|小学|学校|幼儿园)|附中)"
)
"""A part that is named by a district for short: 规划局 越秀 分局, 中医院 三水 医院."""
_SHORT_BODY = re.compile(
    r"([\u4e00-\u9fff]{2,3}?)(?=公安分局|公安局|人民法院|人民检察院|法院$|检察院$|人民医院|中医院|中学$|第[一二三四五六]中学$|监狱$|海关(?:$|机关|缉私)|区委|县委)"
)
_OFFICE = re.compile(r"(?:第.)?(?:人民医院|中医|中心医院|妇幼|法院|人民法院|检察院|人民检察院|公安|分局|监狱|中学$|农村商业)")
"""What follows a district's short name after its city's: 烟台市 蓬莱 中医医院."""
_OLD_COUNTY = re.compile(r"[\u4e00-\u9fff]{1,9}?[县区市旗]")
"""Of what follows a city: a county that the present table lacks, a town after it."""
_BRANCH = re.compile(r"([\u4e00-\u9fff]{2,3}?)(?:分公司|支公司|供电公司|供电局|支行|分行)$")


class Located(NamedTuple):
    """`code` is a division's (GB/T 2260, ISO 3166), "" where the words leave it open; `path` the names down to it, a town's or
    zone's last. `candidates` are the divisions that the words may mean; `before` is the name as written where the division has
    another today. `by` is the evidence: buyer, region or title; `stated` the words that state it."""

    code: str = ""
    level: str = ""
    path: tuple[str, ...] = ()
    stated: str = ""
    by: str = ""
    candidates: tuple[str, ...] = ()
    before: str = ""
    town: str = ""

    def __bool__(self) -> bool:
        return bool(self.code or self.candidates or self.path)


NOWHERE = Located()


def locate(buyer: str | None, region: str | None = None, title: str | None = None) -> Located:
    """A buyer's place: by its own name; where that leaves several, or none, by the region stated, then by the title. A region that
    lies inside what the name states makes it finer."""
    by_name = _place_of(buyer or "", "buyer")
    by_region = _place_of(region or "", "region")
    by_title = _place_of(title or "", "title")
    found = _among(by_name, by_region, by_title)
    if not found:
        return _among(by_region, by_title) or by_title
    finer = by_region.code and found.code and by_region.code != found.code and is_below(by_region.code, found.code)
    return by_region if finer and found.level in ("country", "province") else found


def locate_project(title: str | None, region: str | None = None, buyer: str | None = None) -> Located:
    """A project's place: the finest that region and title state and that do not exclude one another, else the buyer's."""
    by_region, by_title = _place_of(region or "", "region"), _place_of(title or "", "title")
    whose = locate(buyer, region)
    held = [_among(by_region, by_title, whose), _among(by_title, by_region, whose), whose]
    stated = next((one for one in held if one.code), None)
    if stated is None:
        return next((one for one in held if one), NOWHERE)
    inside = [one for one in held if one.code and is_below(one.code, stated.code)]
    return max(inside, key=lambda one: (len(one.path), -held.index(one)))


def _among(found: Located, *others: Located) -> Located:
    """What is open about a place decided by others: the one candidate that lies in, or above, where they are."""
    if not found.candidates:
        return found
    for other in others:
        if other.code:
            inside = [c for c in found.candidates if is_below(c, other.code) or is_below(other.code, c)]
            if len(inside) == 1:
                return _of_code(inside[0], found.stated, found.by, found.town, found.before)
    return found


@lru_cache(maxsize=100_000)
def _place_of(words: str, by: str) -> Located:
    if not words.strip():
        return NOWHERE
    text = normal(words[:200]).text.strip()
    if not any(map(is_han, text)):
        return _abroad(words, text, by)
    if by == "region" and (codes := area_codes(words)):
        return _of_area(codes[0], words.strip(), by)
    text = _BEFORE.sub("", text)
    if _NOT_PLACES.match(text):
        return NOWHERE
    name = parse(text) if by == "buyer" else None
    places = places_in(text, 0, len(text))
    if name is not None and name.place:
        found = _of_name(name.place, name.place_words, by, openly=name.openly)
        return _part(text, places, found, by) if found.level in ("province", "prefecture") else found
    lead = places[0] if places else None
    span = place_name(text, 0, len(text))
    if span is not None and lead is not None and 0 < lead.start < span[1]:
        span = None
    if span is not None and (lead is None or lead.start > 0):
        return _of_words(text[span[0] : span[1]], "", by)
    if by == "buyer" and (lead is None or lead.start > 0) and (found := _short(text, by)):
        return found
    if lead is None or (
        lead.start > 0 and lead.name[-1] not in "省市县区旗州盟" and not (lead.code and lead.code.endswith("0000"))
    ):
        return NOWHERE
    return _run(places, by)


def _part(text: str, places: list[Place], found: Located, by: str) -> Located:
    """A body of a province or city whose part names a place in it: written out, by a name of old, or for short."""
    for place in reversed(places):
        inside = place.code and place.code != found.code and is_below(place.code, found.code)
        if inside and (place.name[-1] in "市县区旗州盟" or _PART.match(text, place.end)):
            return _of_code(place.code, place.name, by, place.town, "")
    if not found.code or found.town:
        return found
    for match in _SHORT_PART.finditer(text):
        if code := child_of(found.code, match.group(1)):
            return _of_code(code, match.group(1), by, "", "")
    at = next((text.find(words) + len(words) for words in (found.stated, found.path[-1]) if words and words in text), -1)
    if at < 0:
        return found
    for size in (5, 4, 3):
        old = {one.today for one in formers(text[at : at + size]) if one.today and is_below(one.today, found.code)}
        if len(old) == 1:
            return _of_code(old.pop(), text[at : at + size], by, "", text[at : at + size])
    for size in (3, 2):
        code = child_of(found.code, text[at : at + size]) if len(text) - at > size + 1 else ""
        if code and (divisions()[code][-1] in "县市旗" or _OFFICE.match(text, at + size)):
            return _of_code(code, text[at : at + size], by, "", "")
    if branch := _BRANCH.search(text):
        stop = branch.end(1)
        code = next((c for size in (3, 2, 4) if (c := child_of(found.code, text[stop - size : stop]))), "")
        return _of_code(code, text, by, "", "") if code else found
    return found


def _short(text: str, by: str) -> Located:
    """A short name at the beginning that one county, city or district of the country bears, before an office: 南海公安分局."""
    match = _SHORT_BODY.match(text) or _BRANCH.search(text)
    if match is None:
        return NOWHERE
    codes = {today_of(code) for end in ("", *"区县市旗") for code in codes_of(match.group(1) + end)}
    return _of_code(codes.pop(), match.group(1), by, "", "") if len(codes) == 1 else NOWHERE


def _run(places: list[Place], by: str) -> Located:
    """The first place, made finer by those after it that lie in it."""
    finest = places[0]
    for place in places[1:]:
        if finest.code and place.code and place.code != finest.code and is_below(place.code, finest.code):
            finest = place
    if not finest.code:
        return _open(finest.name, finest.town, by)
    return _of_code(finest.code, finest.name, by, finest.town, "")


def _of_name(place: str, words: str, by: str, *, openly: bool) -> Located:
    """From a parsed name's place: a code with a town after it, or words."""
    code, town = (place[:6], place[6:]) if place[:6].isdigit() else ("", place)
    if not code:
        return _open(words, "", by) if openly and codes_of(words) else _of_words(words, "", by)
    if county := _OLD_COUNTY.match(town):
        old = [one.today for one in formers(county.group()) if one.today and is_below(one.today, code)]
        if len(set(old)) == 1:
            return _of_code(old[0], words, by, town[county.end() :], county.group())
    return _of_code(code, words, by, town, "")


def _of_words(words: str, town: str, by: str) -> Located:
    """A name that the table lacks today: of old, of several, or by its form alone."""
    if len(codes_of(words)) > 1:
        return _open(words, town, by)
    zone = zones().get(words)
    if zone is not None:
        return _of_code(zone, words, by, words, "")
    old = dict.fromkeys(one.today for one in formers(words) if one.today)
    if len(old) == 1:
        return _of_code(next(iter(old)), words, by, town, words)
    if old:
        return Located(stated=words, by=by, path=(words,), candidates=tuple(old), before=words, town=town)
    return Located(stated=words, by=by, path=(words,), level="named")


def _open(words: str, town: str, by: str) -> Located:
    candidates = tuple(dict.fromkeys(map(today_of, codes_of(words))))
    if len(candidates) == 1:
        return _of_code(candidates[0], words, by, town, "")
    return Located(stated=words + town, by=by, path=(words,), candidates=candidates, town=town)


def _of_code(code: str, stated: str, by: str, town: str, before: str) -> Located:
    if (now := today_of(code)) != code:
        code, before = now, before or divisions()[code]
    path = tuple(name for _, name in path_of(code))
    present = divisions().get(code, "")
    if not before and stated.endswith(tuple("市县区旗")) and present and not present.startswith(stated) and stated not in path:
        last = next((name for name in _names_in(stated) if any(one.today == code for one in formers(name))), "")
        before = last
    return Located(code, "town" if town else level_of(code), (*path, town) if town else path, stated, by, (), before, town)


def _names_in(words: str) -> tuple[str, ...]:
    """Ends of a run of places, the longest first, as names to look up: 福州市长乐市 gives 长乐市."""
    return tuple(words[at:] for at in range(len(words) - 1))


def _abroad(words: str, text: str, by: str) -> Located:
    """Countries and subdivisions; a name that several countries have is open unless the words say which country's body it is."""
    if by == "region" and (codes := area_codes(words)):
        return _of_area(codes[0], words.strip(), by) if len(codes) == 1 else _several(codes, words.strip(), by)
    found = areas_in(words)
    if not found:
        return NOWHERE
    country = "GB" if _BRITISH.search(text) else "US" if _AMERICAN.search(text) else ""
    stated = {code for _, codes in found for code in codes if "-" not in code and len(codes) == 1}
    best: tuple[int, str, tuple[str, ...]] | None = None
    for name, codes in found:
        kept = tuple(code for code in codes if not (country or stated) or code[:2] in (stated or {country}))
        kept = kept or tuple(code for code in codes if stated or code[:2] in _ENGLISH)
        if not kept:
            continue
        depth = max(len(path_of_area(code)) for code in kept)
        if best is None or depth > best[0]:
            best = depth, name, kept
    if best is None or (len(best[2]) > 1 and by == "title"):
        return NOWHERE
    return _of_area(best[2][0], best[1], by) if len(best[2]) == 1 else _several(best[2], best[1], by)


def _of_area(code: str, stated: str, by: str) -> Located:
    path = tuple(name for _, name in path_of_area(code))
    return Located(code, "country" if "-" not in code else "subdivision", path, stated, by)


def _several(codes: tuple[str, ...], stated: str, by: str) -> Located:
    return Located(stated=stated, by=by, path=(stated,), candidates=codes)


def name_of_place(code: str) -> str:
    """A division's or area's present name, "" for none."""
    return divisions().get(code) or (areas()[code].names[0] if code in areas() else "")


def forget_places() -> None:
    """Lets go of the places that were kept of words."""
    _place_of.cache_clear()
