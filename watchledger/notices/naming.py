"""The project's title, its numbers, its region."""

from __future__ import annotations

import re
from collections import Counter

from watchledger.fields.anchor import strip_enumerator
from watchledger.fields.identifier import code, parts
from watchledger.fields.label import nothing
from watchledger.fields.organisation import is_company
from watchledger.fields.place import Place, chain, child_of, places_in
from watchledger.fields.place_name import place_name
from watchledger.lang.normal import is_han
from watchledger.notices.candidate import Candidate, best, named
from watchledger.notices.headline import lines, project_name, says_nothing, telling
from watchledger.notices.statement import Page, Statement, inside

_QUOTES = " “”\"'‘’「」『』_:"
_ELSEWHERE = re.compile(
    r"(?:详|请)?见(?:投标人须知|招标文件|采购文件|公告|附件|前附表)|^\([^()]{2,10}\)$|签[名字]$|签[名字章]?[:：]"
)
"""Where a form refers to another place or is not filled in."""
_NUMBER_AFTER = re.compile(r"[(\[](?:项目|招标|采购|标书)?(?:编号|代码)[^()]*(?:\([^()]*\)[^()]*)*[)\]]?$")
_ENUMERATOR = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]\)|(?<=[\u4e00-\u9fff)”])\d{1,2}[.、])$")
_PLAN = re.compile(
    r"(?<![a-z\u4e00-\u9fff])?(?:根据|按照|依据|经|"
    r"第)?(?P<code>[\u4e00-\u9fff]{1,4}购?\[?(?:20\d\d)?\]?[a-z]?\d{6,})号?(?:政府)?(?:采购)?计划$"
)
_PLANS_WITHIN = 20_000
"""Characters in which a plan's number is looked for: it stands in a notice's first sentences."""


def titles(
    page: Page, statements: list[Statement], sentences: list[Candidate[str]], heads: list[tuple[int, int, float]]
) -> list[Candidate[str]]:
    """Titles, best first: labelled, stated by a sentence, left of the headline. They agree when one holds the other."""
    found = [*_labelled(page, statements), *sentences]
    found.extend(_before_number(page))
    for start, end, weight in heads:
        if not telling(page.words[start:end]):
            continue
        low, high = project_name(page.words[start:end])
        low, high = _trimmed(page.words, start + low, start + high)
        if high - low >= 5 and not _ELSEWHERE.search(page.words[low:high]):
            found.append(named(page, low, high, 0.62 * weight, "notice.title.headline/1"))
    found = [c for c in found if page.words.count(",", c.start, c.end) < 2 and not says_nothing(page.words[c.start : c.end])]
    chosen, others = best(found, _same_title)
    if chosen is None or chosen.weight < 0.25:
        return []
    if ".headline/" in chosen.rule:  # repeated on a page it outweighs a label, but says no more than the label's whole name
        whole = next((o for o in others if o.weight >= _LABELLED and _same_title(chosen.value) in _same_title(o.value)), None)
        if whole is not None:
            return [whole, chosen, *(o for o in others if o is not whole)]
    return [chosen, *others]


_LABELLED = 0.9
"""The weight of a name that stands at its label."""


_SIGNS = {ord(sign): None for sign in "\"“”'（）() \t\n\r\u3000\xa0"}


def _same_title(title: str) -> str:
    """What titles that agree have in common: no brackets, quotes, spaces and no 项目 at the end."""
    return (title[:-2].removesuffix("采购") if title.endswith("项目") else title).translate(_SIGNS)


def listing(page: Page, statements: list[Statement], heads: list[tuple[int, int, float]]) -> list[Candidate[str]]:
    """The heading of a page that lists several intended purchases, which is its only title; none for a page of one."""
    named_rows = {page.words[s.start : s.end] for s in statements if s.role == "title" and s.row is not None}
    if len(named_rows) < 2:
        return []
    for start, end, _weight in sorted(heads, key=lambda h: -h[2]):
        match = _INTENTIONS.match(page.words, start, end)
        if match and len(match["title"]) >= _LEAST_LISTING:
            return [named(page, *match.span("title"), 0.8, "notice.title.listing/1")]
    return []


_LEAST_LISTING = 8
"""Characters of such a heading that says whose or when; 政府采购意向 alone is no title."""
_INTENTIONS = re.compile(r"(?:关于)?(?P<title>.{4,80}?意向)(?:的)?(?:公开|公告|公示)*$")


_LEAD = re.compile(r"(?:.{0,120}(?:现就|现对|拟对|现将|就|关于|对|受理的|组织的|举行的|参加的|开标的|开启的|进行的|实施的))?")


_OURS = re.compile(r"(?:我|本)(?:校|局|院|单位|公司|中心|处|厅|委|所|部|司)")


def _before_number(page: Page) -> list[Candidate[str]]:
    """ "阳朔县某系统工程（招标编号：YS2017-G1-008）评标工作已结束": the name before a number in brackets."""
    words = page.words
    found: list[Candidate[str]] = []
    for anchor in page.anchors:
        if (
            anchor.label.role not in ("code", "code_contract")
            or anchor.start < 8
            or words[anchor.start - 1] not in "(["
            or anchor.start > 6000
        ):
            continue
        end = anchor.start - 1
        low = max(page.gaps.hard_before(end), end - 140, *(words.rfind(sign, 0, end) + 1 for sign in ",。;:!"))
        lead = _LEAD.match(words, low, end)
        start, end = _trimmed(words, lead.end() if lead else low, end)
        ours = _OURS.match(words, start, end)
        start = ours.end() if ours else start
        start = strip_enumerator(words, start, end)
        if 6 <= end - start <= 100 and telling(words[start:end]) and not re.search(r"委托|公告的", words[start:end]):
            found.append(named(page, start, end, 0.6, "notice.title.number/1"))
        if len(found) >= 4:
            break
    return found


def _labelled(page: Page, statements: list[Statement]) -> list[Candidate[str]]:
    found: list[Candidate[str]] = []
    weights = {
        "title": 1.0,
        "title_old": 0.8,
        "title_contract": 0.6 if any(s.role == "title" and s.end > s.start for s in statements) else 1.1,
    }
    rows = Counter(s.row[0] for s in statements if s.role == "title" and s.row is not None)
    for s in statements:
        if s.role not in weights or s.end <= s.start or len(found) >= 40:
            continue
        start, end = _trimmed(page.words, s.start, s.end)
        words = page.words[start:end]
        if not 3 <= len(words) <= 200 or _ELSEWHERE.search(words) or words in nothing() or not any(c.isalpha() for c in words):
            continue
        if s.role == "title_old" or words.endswith(("公告", "公示")):
            low, high = project_name(words)
            start, end = start + low, start + high
        if s.role == "title_contract" and (suffix := _CONTRACT.search(page.words, start + 4, end)):
            end = suffix.start()
        weight = (
            s.weight
            * weights[s.role]
            * (0.7 if s.row is not None and rows[s.row[0]] > 1 else 1.0)
            * (0.8 if len(words) < 6 else 1.0)
        )
        found.append(named(page, start, end, weight, f"notice.title.{s.how}/1"))
    return found


_CONTRACT = re.compile(r"(?:政府)?(?:采购)?合同(?:书|协议)?$")


def _trimmed(words: str, start: int, end: int) -> tuple[int, int]:
    end = min(end, start + 240)
    stop = next((i for i in range(start, end) if words[i] in "。;|"), end)
    end = stop
    if end - start > 2 and words[start] in '“「『"' and words[end - 1] in '”」』"':
        start, end = start + 1, end - 1
    while start < end and words[start] in _QUOTES and not (words[start] in "“「『" and words[end - 1] not in "”」』"):
        start += 1
    for pattern in (_ENUMERATOR, _NUMBER_AFTER):
        match = pattern.search(words[start:end])
        if match:
            end = start + match.start()
    while end > start and words[end - 1] in _QUOTES + ",、.":
        end -= 1
    if end > start and words[end - 1] in '”"' and words[start] not in '“"':
        end -= 1
    return start, end


_NUMBER_GOES_ON = re.compile(r"第|号|字|\(|\[|-")


def _column_end(page: Page, s: Statement) -> int:
    """Where a number's value ends: white space between its signs and Han words parts what ran together."""
    words = page.words
    for at in page.gaps.within(s.start, min(s.end, s.start + 60)):
        before = words[s.start : at].rstrip()
        if any(c.isdigit() for c in before) and before[-1].isascii() and is_han(words[at]) and not _NUMBER_GOES_ON.match(words, at):
            return at
    return s.end


def codes(page: Page, statements: list[Statement], bracketed: list[Candidate[str]]) -> list[Candidate[str]]:
    """The numbers of the project, in the order stated, each once. Lots' and contracts' numbers stand in only when there
    is no other."""
    ranked: dict[str, list[Candidate[str]]] = {"code": [], "code_lot": [], "code_contract": [], "code_no": []}
    for s in statements:
        if s.role not in ranked or s.end <= s.start or len(ranked[s.role]) >= 60:
            continue
        if s.role == "code_no" and (s.row is not None or page.words[s.label : s.label_end].strip(" :") not in _BARE_NUMBER):
            continue
        span = code(page.words, s.start, _column_end(page, s))
        if span is None:
            continue
        for low, high in parts(page.words, *span):
            ranked[s.role].append(named(page, low, high, s.weight, f"notice.project_codes.{s.how}/1"))
    at = page.words.find("计划", 0, _PLANS_WITHIN)
    while at >= 0:
        match = _PLAN.search(page.words, max(0, at - 40), at + 2)
        if match and not inside(page.skip, match.start()):
            ranked["code"].append(named(page, *match.span("code"), 0.6, "notice.project_codes.plan/1"))
        at = page.words.find("计划", at + 2, _PLANS_WITHIN)
    plain = [c for c in ranked["code_no"] if sum(sign.isdigit() for sign in c.value) >= _LEAST_DIGITS][:2]
    found = ranked["code"] or bracketed or plain or ranked["code_lot"][:1] or ranked["code_contract"][:1]
    kept: list[Candidate[str]] = []
    for candidate in sorted(found, key=lambda c: c.start):
        bare = _bare(candidate.value)
        twin = next((i for i, k in enumerate(kept) if _bare(k.value) in bare or bare in _bare(k.value)), None)
        if twin is None:
            kept.append(candidate)
    return kept[:12]


_BARE_NUMBER = frozenset({"编号", "编码", "代码", "号", "no", "no.", "文号"})
"""Labels of any number; beside a notice's other facts it is the project's when no other label gives one."""
_LEAST_DIGITS = 4


def contract_number(page: Page, statements: list[Statement]) -> Candidate[str] | None:
    """The contract's own number."""
    for s in statements:
        span = code(page.words, s.start, _column_end(page, s)) if s.role == "code_contract" and s.end > s.start else None
        if span is not None:
            return named(page, *span, s.weight, f"notice.contract_number.{s.how}/1")
    return None


def _bare(words: str) -> str:
    return re.sub(r"[\s\-—_.()（）\[\]【】〔〕号]", "", words).lower()


NATIONWIDE = re.compile(
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
    if len(own) > 1 and _SEAT.match(words, own[-1].end):
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
        if buyer is None or NATIONWIDE.match(words, buyer.start, buyer.end) or not address:
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


_SEAT = re.compile(r".{0,4}?(?:研究生院|分校|分院|研究院|分公司|分行|分局|校区|学院|办事处|海关|监管局|分中心)")
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
