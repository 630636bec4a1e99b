"""Chinese names: place, core, legal form, and the chain from a body to its unit."""

from __future__ import annotations

import re

from watchledger.entities.name import Name
from watchledger.entities.tables import abbreviations, han_forms, heads, prefixes, telling
from watchledger.fields.division import formers
from watchledger.fields.place import Place, child_of, places_in
from watchledger.fields.place_name import place_name

_BRACKETS = re.compile(r"[(\[【〔{]([^()\[\]【】〔〕{}]*)[)\]】〕}]")
_UNCLOSED = re.compile(r"(?<=.{4})[(\[【〔{]([^()\[\]【】〔〕{}]*)$")
"""A bracket that a cut value does not close."""
_NOISE = re.compile(r"[\s\"'“”‘’「」『』《》〈〉·•,，.。;；:：、*_\-—–/\\|!?]+")
_ROLE = re.compile(
    r"^(?:盖章|公章|单位章|签章|章|本级|机关|本部|总部|采购人|招标人|采购单位|招标单位|甲方|乙方|供应商|投标人|"
    r"代理机构|牵头人?|联合体.*|成员.*|以下.*|下称.*|简称.*|原.*|曾用名.*|集团|)$"
)
"""In brackets: says who signs or which role is played, not which body it is. 集团 is handled before; 原 and 曾用名 name others."""
_PARTY = re.compile(r"^(?:中共|中国共产党)(?=.{2})")
_PREFECTURE = re.compile(r"(?<=.{2})地委(?=政法委|宣传部|组织部|统战部|网信办|编办|综治办)")
"""A prefecture's party committee for short: 喀什地委 = 喀什地区委."""
_TWICE = re.compile(r"([\u4e00-\u9fff]{1,5}?[省市县区州旗])[^()]{2,20}\1([^()]{4,})$")
_CORPS = re.compile(r"(?<=武警)([^省市]{2,3})[省市](?=总队)")
"""Provincial corps of the armed police write their province with and without its rank."""
_COMMITTEE = re.compile(r"(?:省|市|县|区|州|盟|旗)委(?:员会)?(?=政法委|宣传部|组织部|统战部|网信办|编办|综治办)")
_SEAT = re.compile(r"省|市|县|区|州|盟|旗")
_UNIT = re.compile(r"(?:交警|网安|刑侦|特巡警|特警|巡警|治安|禁毒|经侦|反恐|国保|技侦)(?:总队|支队|大队|局)$")
"""Units that belong to the police of their place, so the bureau before them may be left out."""
_ZONE = re.compile(r"^.{0,2}(?:新区|开发区|高新区|经开区|工业园区|示范区|园区|保税区|合作区|管理区|度假区)$")
"""A zone's short name: nearly every city has one."""
_BRANCH = re.compile(r"(?:分公司|支公司|子公司|分行|支行|分店|营业部|项目部|办事处|分院|分部|事业部)$")
_HEAD_FORM = re.compile(r"(?:(?:通信)?集团)?(?:股份)?(?:有限)?(?:责任)?公司(?=.)|(?:通信)?集团(?=.)")
"""The legal form of a branch's head, in the middle of the name."""
_SHORT_PLACE = re.compile(r"[\u4e00-\u9fff]{2,4}(?=分局$)")
_NUMBER = re.compile(r"第?([一二三四五六七八九十百零〇两\d]+)(?![\u4e00-\u9fff]*?公司$)")


def parse_han(raw: str, folded: str, within: str) -> Name:
    text, inside = _without_brackets(folded)
    text = _once(_NOISE.sub("", text))
    text, party = _PARTY.subn("", text)
    if text[:1] == text[1:2] and _place_at_start(text[1:], "")[0] is not None:
        text = text[1:]
    text = _shortened(text)
    text = _PREFECTURE.sub("地区委", _CORPS.sub(r"\1", text))
    text = _COMMITTEE.sub(lambda m: m.group().removesuffix("员会")[:-1], text)
    pieces = _pieces(text)
    form, pieces[-1] = _form(pieces[-1], branch=len(pieces) > 1)
    return _compose(raw, folded, pieces, inside, form, within)


def _shortened(text: str) -> str:
    """With usual short forms, without words of the state before the body's own name."""
    for long, short in abbreviations():
        if long in text:
            text = text.replace(long, short)
    return text[found.end() :] if (found := prefixes().match(text)) else text


def branch_words(name: Name) -> str:
    """What a firm's branch is called when the legal form of its head is left out: 中国电信股份有限公司宁波分公司 gives
    中国电信宁波分公司; "" for what is no branch."""
    if name.script != "han" or not _BRANCH.search(name.folded):
        return ""
    text = _shortened(_NOISE.sub("", _BRACKETS.sub("", name.folded)))
    held = _HEAD_FORM.sub("", text)
    return _SEAT.sub("", held) if held and _BRANCH.search(text) else ""


def restated(name: Name) -> str:
    """A body's own full name behind that of the body above it, told by their place standing twice: 青石市总工会青石市工人文化宫
    gives 青石市工人文化宫; "" where no place does."""
    found = _TWICE.match(name.folded) if name.script == "han" else None
    return found.group(1) + found.group(2) if found else ""


def _once(text: str) -> str:
    """A name that a cell or a broken line gives twice over, or whose last word stands there twice."""
    half = len(text) // 2
    if len(text) >= 8 and len(text) % 2 == 0 and text[:half] == text[half:]:
        return text[:half]
    return text.removesuffix("分局") if text.endswith("分局分局") else text


def _without_brackets(folded: str) -> tuple[str, list[str]]:
    """The name without what stands in brackets, and that, roles left out. 集团 in brackets is part of the name."""
    inside: list[str] = []

    def take(match: re.Match[str]) -> str:
        words = _NOISE.sub("", match.group(1))
        if words == "集团":
            return "集团"
        if not _ROLE.match(words) or (len(words) > 1 and _place_at_start(words, "")[1] == ""):
            inside.append(words)
        return ""

    return _UNCLOSED.sub(take, _BRACKETS.sub(take, folded)), inside


def _pieces(text: str) -> list[str]:
    """Cut after each body that has a unit below it: 喀什市公安局 | 交警支队."""
    cuts = [0]
    for match in heads().finditer(text):
        if match.end() - cuts[-1] >= 2:
            cuts.append(match.end())
    pieces = [text[a:b] for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True) if b > a]
    merged: list[str] = []
    for piece in pieces or [text]:
        if merged and (len(piece) < 2 or piece[0] in "的与和及"):
            merged[-1] += piece
        else:
            merged.append(piece)
    return merged


def _form(piece: str, *, branch: bool) -> tuple[str, str]:
    """(class of the legal form, the piece without it). A branch's 分公司 is no form."""
    if branch and _BRANCH.search(piece):
        return "", piece
    for words, kind in han_forms():
        if piece.endswith(words) and len(piece) >= len(words):
            return kind, piece[: -len(words)]
    return "", piece


def _compose(raw: str, folded: str, pieces: list[str], inside: list[str], form: str, within: str) -> Name:
    place: Place | None = None
    words = ""
    done: list[tuple[str, str]] = []
    for at, piece in enumerate(pieces):
        hint = place.code if place is not None and place.code else within
        found, rest = _place_at_start(piece, hint)
        if found is None and done and place is not None and place.code and (short := _SHORT_PLACE.match(piece)):
            code = child_of(place.code, short.group())
            if code:
                found, rest = Place(code, short.group(), 0, short.end()), piece[short.end() :]
        if found is not None:
            place, words = _below(place, found), words + found.name + found.town
        rest = rest or (piece if at == len(pieces) - 1 and found is None else rest)
        if rest.endswith("分局") and done and done[-1][1][-1] == "局":
            domain = done[-1][1].removesuffix("局")
            rest = rest.removesuffix("分局").removesuffix(domain) + domain + "分局"
            done.pop()
        elif _UNIT.search(rest) and done and done[-1][1] in ("公安局", "公安厅", "公安分局") and done[-1][0] == _code(place):
            done_above = done.pop()
            done.append((done_above[0], "公安"))
        done.append((_code(place), rest))
    extra = ""
    for bracket in inside:
        found, rest = _place_at_start(bracket, place.code if place and place.code else within)
        if found is not None and not rest and (place is None or (form and not _inside(found, place))):
            place, words = found, words + found.name
            done[-1] = _code(place), done[-1][1]
        elif found is None or rest:
            extra += f"({bracket})"
    core = done[-1][1] + extra
    if _UNIT.search(done[0][1]):
        done.insert(0, (done[0][0], "公安"))
    return Name(
        raw, "han", folded, core, form, _code(place), words, place is not None and place.openly, tuple(done[:-1]),
        tuple(_NUMBER.findall(core)), tuple("".join(pieces[:at]) for at in range(1, len(pieces))),
    )  # fmt: skip


def _below(place: Place | None, found: Place) -> Place:
    """A place that the table lacks lies in the one before it; a zone's short name without one is open."""
    if found.code:
        return found
    if place is not None and place.code and not place.town:
        return place._replace(name=found.name, town=found.name + found.town, openly=False)
    return found._replace(openly=found.openly or _ZONE.match(found.name) is not None)


def _inside(found: Place, place: Place) -> bool:
    return bool(found.code) and found.code == place.code


def _code(place: Place | None) -> str:
    return "" if place is None else (place.code or place.name) + place.town


def _place_at_start(piece: str, within: str) -> tuple[Place | None, str]:
    """The place that a piece begins with, and the rest; the whole piece when that would leave no name (a town's name is one)."""
    found = places_in(piece, 0, len(piece), (within,) if within else ())
    place = found[0] if found and found[0].start == 0 else None
    if place is not None and len(found) > 1 and found[1].start == place.end and found[1].code[:2] == place.code[:2]:
        place = found[1]._replace(start=0)
    if (old := _of_old(piece, place)) is not None:
        place = old
    elif place is None and (span := place_name(piece, 0, len(piece))) is not None and span[0] == 0:
        place = Place("", piece[: span[1]], 0, span[1])
    if place is None:
        return None, piece
    rest = piece[place.end :]
    if rest[:1] == "市" and place.name[-1] not in "省市县区旗州盟":
        rest = rest[1:]
    if not rest or (len(rest) < 2 and rest not in ("局", "处", "所")):
        return (place, "") if not rest else (None, piece)
    return place, rest


def _of_old(piece: str, place: Place | None) -> Place | None:
    """The place of old that a piece begins with where the present table finds none, or only a city's short name: 绍兴县."""
    if place is not None and (place.name[-1] in "省市县区州盟旗" or place.town):
        return None
    for size in range(min(8, len(piece) - 2), 2, -1):
        if piece[size - 1] in "县市区旗州" and formers(piece[:size]):
            return Place("", piece[:size], 0, size)
    return None


def numbers_and_directions(core: str) -> list[tuple[str, str]]:
    """(kind, character) of the characters of a core that tell one body from another."""
    table = telling()
    return [(table[c], c) for c in core if c in table]
