"""The region of a notice: the finest division that its buyer, its project or a stated place names."""

from __future__ import annotations

import re

from watchledger.fields.organisation import is_company
from watchledger.fields.place import Place, chain, child_of, places_in
from watchledger.fields.place_name import place_name
from watchledger.notices.candidate import Candidate, named
from watchledger.notices.headline import lines
from watchledger.notices.statement import Page, Statement

_NATIONWIDE = re.compile(
    r"(?:国家(?!.{0,12}(?:大学|医院|研究院))|中华人民共和国|外交部|公安部|教育部|财政部|.{2,6}部(?:机关|"
    r"政府采购|办公厅|$)|中共中央|全国|最高人民)"
)


def region(
    page: Page, statements: list[Statement], buyer: Candidate[str] | None, title: Candidate[str] | None
) -> list[Candidate[str]]:
    """The region: from the buyer's name, the project's name or a stated place, made finer by what agrees with it; the buyer's
    address alone only where nothing else speaks and the buyer is no nationwide body."""
    found = _region(page, statements, buyer, title, ())
    if found and found[0].value and found[0].weight < 0.5:
        found = _region(page, statements, buyer, title, _hints(page, statements))
    return found


def _region(
    page: Page, statements: list[Statement], buyer: Candidate[str] | None, title: Candidate[str] | None, hints: tuple[str, ...]
) -> list[Candidate[str]]:
    words = page.words
    own = places_in(words, buyer.start, buyer.end, hints) if buyer else []
    project = places_in(words, title.start, title.end, hints) if title else []
    own = [p for p in own if words[p.start - 1] != "(" or not is_company(words[buyer.start : buyer.end])] if buyer else []
    within = len(own) > 1 and child_of(own[0].code, words[own[-1].start : own[-1].end])
    if len(own) > 1 and not within and _SEAT.match(words, own[-1].end):
        own = own[::-1]
    stated = [*_places(page, statements, "region", hints), *_tagged(page, hints)]
    site = _places(page, statements, "site", hints)
    address = [
        p
        for s in statements
        if s.role == "address" and s.about == "buyer"
        for p in places_in(words, s.start, min(s.end, s.start + 60), hints)[:2]
    ]
    base = next((p for group in (own, project, stated, site) for p in group if p.code or p.town or p.openly), None)
    formed = _by_form(page, buyer, own) or (_by_form(page, title, project) if base is None else None)
    further = _by_form(page, title, project) if formed is not None else None
    formed = further if further and formed and further.value.startswith(formed.value) else formed
    if formed is not None and (base is None or not _SMALL.search(formed.value) and (base not in own or base.start > formed.start)):
        small = _SMALL.search(formed.value) and address and buyer is not None
        if not small:
            return [formed]
    if base is None:
        base = next(iter(_issuer(page)), None)
    if base is None:
        if buyer is None or _NATIONWIDE.match(words, buyer.start, buyer.end) or not address:
            return []
        base, rule = address[0]._replace(town=""), "notice.region.address/1"
    else:
        rule = "notice.region.name/1" if base in own else "notice.region.title/1" if base in project else "notice.region.stated/1"
    finest = base
    branch = _branch(words, buyer, own)
    said = words[buyer.start : buyer.end] if buyer else ""
    said += words[title.start : title.end] if title else ""
    far = [p if p.town and p.town in said else p._replace(town="") for p in address]
    for place in [*own, *branch, *project, *stated, *site, *far]:
        if _finer(place, finest):
            finest = place
    if finest.code and finest.code[-2:] != "00" and not finest.town:
        finest = _with_town(page, statements, finest)
    if finest is not base and finest in far:
        rule = "notice.region.name+address/1"
    value = chain(finest)
    return [Candidate(value, finest.start, finest.end, 0.4 if finest.openly else 0.8, rule)]


def _by_form(page: Page, source: Candidate[str] | None, known: list[Place]) -> Candidate[str] | None:
    """The place by form that a name begins with, where the table of divisions has none there."""
    span = place_name(page.words, source.start, source.end) if source is not None else None
    if span is None and source is not None and (branch := _BRANCH_OF.search(page.words, source.start, source.end)):
        span = place_name(page.words, branch.end(), source.end)
        span = span if span and _SEAT.match(page.words, span[1], source.end) else None
    if span is None or any(p.start < span[1] and (p.code or p.openly) and p.start - span[0] != 1 for p in known):
        return None
    return named(page, *span, 0.6, "notice.region.form/1")


_BRANCH_OF = re.compile(r"(?:公司|集团|银行)(?!$)")
_SMALL = re.compile(r"(?:[镇鎮乡鄉]|街道|苏木|园区|園區)$")
"""Below county level by the form: any other place that the text states says more."""
_AUTHORITY = re.compile(r"(?:政府|公署)$")


def _issuer(page: Page) -> list[Place]:
    """The place of the authority whose name alone stands on one of the first lines ("澳门特别行政区政府")."""
    for low, high in lines(page, 3):
        if high - low <= 24 and _AUTHORITY.search(page.words, low, high):
            return places_in(page.words, low, high)[:1]
    return []


_SEAT = re.compile(
    r".{0,4}?(?:研究生院|分校|分院|研究院|分公司|分行|分局|校区|学院|实验(?:学校|中学|小学)|附属|(?<=大学..)医院|(?<=大学...)医院|办事处|海关|监管局|分中心)"
)
"""After the second place in a body's name: that is where it sits (哈尔滨工业大学深圳研究生院)."""
_BRANCH = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,4}?)(?:分局|分院|分中心|分公司)")


def _branch(words: str, buyer: Candidate[str] | None, own: list[Place]) -> list[Place]:
    """The district that a branch is named after: 江门市公安局新会分局 sits in 新会区."""
    if buyer is None or not own or not own[0].code.endswith("00"):
        return []
    found: list[Place] = []
    for match in _BRANCH.finditer(words, own[0].end, buyer.end):
        at = max(match.start("name"), match.end("name") - 4)
        for start in range(at, match.end("name") - 1):
            code = child_of(own[0].code, words[start : match.end("name")])
            zone = words[start : match.end("name")] + "新区"
            if zone in words:
                found.append(own[0]._replace(town=zone, end=match.end("name")))
                break
            if code:
                found.append(Place(code, words[start : match.end("name")], own[0].start, match.end("name")))
                break
    return found


_BARE_TOWN = re.compile(r"[\u4e00-\u9fff]{2,5}(?:镇|(?<!城)乡|街道)(?!企业|长)")


def _with_town(page: Page, statements: list[Statement], county: Place) -> Place:
    """The county with the town that the project's site begins with ("建设地点：四季青镇宝山村")."""
    for s in statements:
        if s.role in ("site", "region"):
            match = _BARE_TOWN.match(page.words, s.start, s.end)
            if match:
                return county._replace(town=match.group(), start=match.start(), end=match.end())
    return county


_TAG = re.compile(r"[\[【](?P<place>[\u4e00-\u9fff]{2,12})(?:本级)?[\]】]")


def _tagged(page: Page, hints: tuple[str, ...]) -> list[Place]:
    """The place that a portal puts in brackets before the headline ("[安福县]")."""
    match = _TAG.match(page.words)
    return places_in(page.words, *match.span("place"), hints)[:1] if match else []


def _places(page: Page, statements: list[Statement], role: str, hints: tuple[str, ...]) -> list[Place]:
    return [p for s in statements if s.role == role for p in places_in(page.words, s.start, min(s.end, s.start + 80), hints)[:1]][
        :6
    ]


def _hints(page: Page, statements: list[Statement]) -> tuple[str, ...]:
    """Divisions that the notice's addresses and top name: they decide between counties of one name."""
    found: list[str] = []
    for s in statements[:200]:
        if s.role in ("address", "site", "region", "buyer", "agency"):
            found.extend(p.code for p in places_in(page.words, s.start, min(s.end, s.start + 40))[:1] if p.code)
    found.extend(p.code for p in places_in(page.words, 0, min(len(page.words), 300))[:4] if p.code)
    return tuple(dict.fromkeys(sorted(found, key=lambda c: c.endswith("0000"))))


def _finer(place: Place, than: Place) -> bool:
    """Whether a place lies within another and says more."""
    if not place.code or (not than.code and not than.openly):
        return False
    if than.openly:
        return place.name == than.name
    stem = than.code[:2] if than.code.endswith("0000") else than.code[:4] if than.code.endswith("00") else than.code
    inner = place.code.startswith(stem)
    return inner and (
        len(place.code.rstrip("0")) > len(than.code.rstrip("0")) or (place.code == than.code and bool(place.town) and not than.town)
    )
