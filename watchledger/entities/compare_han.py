"""Comparators of Chinese names. Each takes two parsed names and gives its reason, or None when it has nothing to say."""

from __future__ import annotations

import re

from watchledger.entities.comparison import Reason
from watchledger.entities.distance import edits
from watchledger.entities.name import Name, parse
from watchledger.entities.name_han import branch_words, restated
from watchledger.entities.tables import confusable, telling
from watchledger.fields.division import formers, today_of
from watchledger.fields.place import divisions

_LEAST_TELLING = 2
"""Characters of a company's core below which sharing it says nothing."""
_LEAST_FOR_TYPO = 5
"""Characters of a core from which one missing character is more likely a slip than another name."""
_NATIONAL = ("部", "大学", "学院", "总局", "总署", "银行")
_EVERYWHERE = ("宣传部", "组织部", "统战部", "武装部", "人武部", "大学", "学院", "总局", "银行")
_RANKS = tuple("省市县区州旗镇乡")
"""Short names that one body bears (公安部, 东南大学), those that every place has, and ranks that stand for a place not named."""
_NAME = re.compile(r"(?:医院|中心|学校|学院|研究院|研究所|局|公司|委员会|办公室|工委|办|馆|站)\)*$")
"""Ends of a name in brackets that is another body's or another name of the same."""
_SHARED_FORMS = {"", "any"}


def same_key(a: Name, b: Name) -> Reason | None:
    """Both names come to the same place, chain, core and legal form."""
    if a.key != b.key:
        return None
    if a.openly or b.openly:
        return Reason("name.open_place", 0.7, f"the same name, but several divisions are called {a.place_words}")
    if not a.is_company and _placeless(a):
        return Reason("name.no_place", 0.6, f"the same words, but many places have a {a.core}")
    if a.folded == b.folded:
        return Reason("name.same", 0.98, "the same name")
    return Reason("name.same", 0.98, "the same name after folding width, script, place position, legal form and usual short forms")


def _placeless(name: Name) -> bool:
    """Whether the name is one that many places have: 公安局, 市教育局, 县公安局交警大队. Ministries and universities are not."""
    place, words = name.chain[0] if name.chain else (name.place, name.core)
    if place or name.place:
        return False
    of_its_own = words.endswith(_NATIONAL) and words not in _EVERYWHERE
    return words[:1] in _RANKS or (len(words) <= 4 and not of_its_own)


def sub_unit(a: Name, b: Name) -> Reason | None:
    """One is a unit of the other: related, never one body."""
    for unit, parent in ((a, b), (b, a)):
        if len(unit.chain) <= len(parent.chain) and not unit.parents:
            continue
        above = [parse(words) for words in unit.parents]
        implied = [("公安", unit.chain[0][0])] if unit.chain and unit.chain[0][1] == "公安" else []
        if any(_one(name, parent) for name in above) or (parent.core, parent.place) in [(w + "局", p) for w, p in implied]:
            return Reason("unit.part", 0.2, f"{unit.raw} is a unit of {parent.raw}", related=True)
    return None


def _one(a: Name, b: Name) -> bool:
    return a.core == b.core and a.chain == b.chain and (a.place == b.place or not a.place) and a.form == b.form


def headed(a: Name, b: Name) -> Reason | None:
    """One writes the body above it before its own full name."""
    for long, short in ((a, b), (b, a)):
        if (own := restated(long)) and parse(own).key == short.key:
            return Reason("unit.headed", 0.75, f"{long.raw} writes the body above it before {own}")
    return None


def branch(a: Name, b: Name) -> Reason | None:
    """天河区公安分局 is a branch of 广州市公安局, written with it or not."""
    for unit, parent in ((a, b), (b, a)):
        domain = unit.core.removesuffix("分局")
        if domain != unit.core and domain and parent.core == domain + "局" and _contains(parent.place, unit.place):
            return Reason("unit.branch", 0.2, f"{unit.raw} is the district branch below {parent.raw}", related=True)
        if domain != unit.core and parent.core == domain + "局" and parent.place == unit.place and parent.place:
            return Reason("unit.district", 0.7, "a district's bureau is its city's branch: one body under two names, as a rule")
    return None


def other_unit(a: Name, b: Name) -> Reason | None:
    """Two units of one parent, or units of two parents, with different names."""
    if a.chain and b.chain and a.chain[0] == b.chain[0] and a.core != b.core and not _slip(a.core, b.core):
        return Reason("unit.sibling", 0.05, f"two units of one body: {a.core} and {b.core}")
    if bool(a.chain) != bool(b.chain):
        return Reason("unit.other", 0.05, "one is a unit of a larger body, the other is not named as one")
    return None


def telling_character(a: Name, b: Name) -> Reason | None:
    """The cores differ in a number or a direction: 第一 and 第二, 城东 and 城西."""
    x, y = a.core, b.core
    if a.numbers != b.numbers and a.numbers and b.numbers:
        return Reason("number.differs", 0.05, f"the numbers differ: {'、'.join(a.numbers)} and {'、'.join(b.numbers)}")
    if len(x) == len(y) and x != y:
        table = telling()
        pairs = [(c, d) for c, d in zip(x, y, strict=True) if c != d]
        if len(pairs) <= 2 and any(c in table and table.get(c) == table.get(d) for c, d in pairs):
            c, d = next((c, d) for c, d in pairs if c in table and table.get(c) == table.get(d))
            return Reason(f"{table[c]}.differs", 0.05, f"{c} against {d} tells two bodies apart")
    return None


def place(a: Name, b: Name) -> Reason | None:
    """The places exclude each other."""
    if not a.place or not b.place or a.place == b.place:
        return None
    if a.openly or b.openly:
        return None if a.place_words[-3:] == b.place_words[-3:] else _conflict(a, b)
    if _contains(a.place, b.place) or _contains(b.place, a.place):
        if a.is_company or b.is_company:
            return None
        return Reason("place.level", 0.1, f"bodies of two levels: {a.place_words} and {b.place_words}")
    if _became(a, b):
        return Reason("place.renamed", 0.6, f"{a.place_words} and {b.place_words}: a county that became a city or district?")
    return _conflict(a, b)


def _became(a: Name, b: Name) -> bool:
    """Whether one place may be the other under its name of old. Two that exist side by side (和田市 and 和田县) are two."""
    ends = [{today_of(name.place)} if name.place in divisions() else {old.today for old in formers(name.place)} for name in (a, b)]
    if all(ends):
        return bool(ends[0] & ends[1] - {""})
    return _stem(a.place_words) == _stem(b.place_words)


def _conflict(a: Name, b: Name) -> Reason:
    return Reason("place.conflict", 0.05, f"two places: {a.place_words} and {b.place_words}")


def same_core(a: Name, b: Name) -> Reason | None:
    """The same distinctive words; place or legal form leave something open."""
    if a.core != b.core or a.chain != b.chain or len(a.core) < _LEAST_TELLING:
        return None
    if a.form.startswith("group") != b.form.startswith("group") and a.form and b.form:
        return Reason("form.group", 0.5, "a group's parent and a firm of the group share this name", related=True)
    if a.form != b.form and not {a.form, b.form} & _SHARED_FORMS:
        return Reason("form.conflict", 0.75, "the legal forms differ: a firm that changed its form, or two firms")
    if a.place != b.place:
        if not a.place or not b.place:
            return Reason("place.missing", 0.8 if a.is_company or b.is_company else 0.6, "the same words; one names no place")
        return Reason("place.within", 0.6, f"the same words; {a.place_words} and {b.place_words} lie one in the other")
    if "" in (a.form, b.form) and len(a.core) < 4:
        return Reason("form.missing", 0.75, "a short name that one writes without its legal form")
    return Reason("core.same", 0.93, "the same place and distinctive words; one does not write its legal form in full")


def bracketed(a: Name, b: Name) -> Reason | None:
    """One gives another name in brackets: 南方医科大学口腔医院(广东省口腔医院)."""
    for more, less in ((a, b), (b, a)):
        head, _, inside = more.core.partition("(")
        if inside and head == less.core and more.chain == less.chain and more.place == less.place and _NAME.search(inside):
            return Reason("name.bracket", 0.65, f"one adds another name in brackets: {inside.rstrip(')')}")
    return None


def same_branch(a: Name, b: Name) -> Reason | None:
    """A firm's branch with and without its head's legal form: 中国电信股份有限公司宁波分公司 and 中国电信宁波分公司."""
    words = branch_words(a)
    if not words or words != branch_words(b):
        return None
    return Reason("branch.form", 0.85, "the same branch; one leaves out its head's legal form")


def ocr_variant(a: Name, b: Name) -> Reason | None:
    """Differs only in characters that recognisers of page images confuse."""
    if a.core == b.core or len(a.core) != len(b.core) or a.chain != b.chain:
        return None
    if a.core.translate(confusable()) != b.core.translate(confusable()):
        return None
    pairs = [(c, d) for c, d in zip(a.core, b.core, strict=True) if c != d]
    if len(pairs) > 1 + len(a.core) // 8:
        return None
    return Reason("ocr.variant", 0.85, f"{pairs[0][0]} and {pairs[0][1]} look alike on a page image")


def slip(a: Name, b: Name) -> Reason | None:
    """One character is missing or two neighbours are swapped in a long core."""
    if a.chain != b.chain or not _slip(a.core, b.core):
        return None
    return Reason("slip", 0.65, "one character is missing, or two are swapped")


def _slip(x: str, y: str) -> bool:
    if min(len(x), len(y)) < _LEAST_FOR_TYPO or x == y or edits(x, y, 1) > 1:
        return False
    if len(x) == len(y):
        return sorted(x) == sorted(y)
    long, short = (x, y) if len(x) > len(y) else (y, x)
    at = next((i for i, c in enumerate(short) if long[i] != c), len(short))
    return long[at] not in telling()


def short_name(a: Name, b: Name) -> Reason | None:
    """A short name without legal form that begins (or is) the core of a company: 海康威视."""
    for short, long in ((a, b), (b, a)):
        if short.form or short.chain or not long.is_company:
            continue
        if 3 <= len(short.core) < len(long.core) and long.core.startswith(short.core):
            return Reason("short.name", 0.6, f"{short.core} begins the name of {long.raw}")
    return None


def _contains(outer: str, inner: str) -> bool:
    """Whether the division `outer` is above `inner`."""
    if not outer or not inner or outer == inner:
        return False
    if not outer[:6].isdigit() or len(outer) < 6:
        return inner.startswith(outer)
    stem = outer[:2] if outer.endswith("0000") else outer[:4] if outer.endswith("00") else outer
    return inner.startswith(stem)


def _stem(words: str) -> str:
    return words.rstrip("省市县区旗州盟")


def place_name_of(code: str) -> str:
    """The present name of a code, the words themselves where they are no code."""
    return divisions().get(code[:6], code)


HAN = (
    same_key,
    same_branch,
    bracketed,
    headed,
    sub_unit,
    branch,
    telling_character,
    place,
    other_unit,
    same_core,
    ocr_variant,
    slip,
    short_name,
)
"""In this order; the first that has something to say decides."""
