"""What the keys of interfaces mean: "projectName", "bid_open_time", "winSupplierName", "xmmc"."""

from __future__ import annotations

import re
from functools import lru_cache

from watchledger.fields.label import Label, labels
from watchledger.fields.label_grammar import made

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[\u4e00-\u9fff]+")
_PINYIN = {
    "title": "xmmc gcmc bdmc ggbt bt zbxmmc cgxmmc",
    "code": "xmbh zbbh cgbh xmdm cgxmbh zbxmbh jhbh",
    "buyer": "cgr cgrmc cgdw cgdwmc zbr zbrmc zbdw yzdw jsdw cgf xqdw",
    "agency": "dljg dljgmc zbdl zbdljg cgdljg dlgs dldw",
    "supplier": "zbgys cjgys zbdwmc cjdw cjr zbgysmc cjgysmc zbf gysmc",
    "award": "zbje cjje zbjg cjjg zbj htje cjj",
    "budget": "ysje xmys ys cgys",
    "ceiling": "zgxj kzj zbkzj",
    "published": "fbsj fbrq ggsj ggrq gssj",
    "opening": "kbsj kbrq",
    "deadline": "jzsj tbjzsj jzrq tbjzrq",
    "region": "xzqh xzqhmc dq szdq ssdq",
}  # fmt: skip
"""Initials of the syllables, as portals of the mainland name their columns."""
_BUYS = frozenset(
    [
        "buyer",
        "purchaser",
        "purchase",
        "purchaseunit",
        "procurer",
        "procuring",
        "tenderee",
        "employer",
        "owner",
        "demand",
        "caigouren",
        "purchasing",
    ]
)
_ACTS = frozenset(["agent", "agency", "dealer", "proxy", "daili"])
_SELLS = frozenset(
    ["supplier", "winner", "vendor", "contractor", "seller", "provider", "bidder", "winning", "win", "deal", "awardee", "candidate"]
)
_SUMS = frozenset(["amount", "price", "money", "value", "sum", "total", "fee", "cost", "amt"])
_DAYS = frozenset(["date", "time", "ts", "at", "day", "datetime"])
_NAMED = frozenset(["name", "title", "mc"])
_NUMBERS = frozenset(["code", "no", "number", "num", "sn", "bh"])
_OF_PROJECT = frozenset(
    [
        "project",
        "tender",
        "bulletin",
        "notice",
        "article",
        "bid",
        "purchase",
        "proj",
        "announcement",
        "ann",
        "item",
        "object",
        "subject",
        "contract",
    ]
)
_PERSONS = frozenset(
    [
        "contact",
        "linkman",
        "person",
        "phone",
        "tel",
        "mobile",
        "address",
        "addr",
        "email",
        "fax",
        "user",
        "mail",
        "leader",
        "manager",
        "director",
        "principal",
        "responsible",
        "expert",
        "judge",
        "reviewer",
        "author",
        "creator",
        "editor",
        "operator",
        "id",
        "bank",
        "account",
    ]
)


@lru_cache(maxsize=2048)
def meaning(key: str) -> Label | None:
    """What a key says of its value; None for keys that nobody knows."""
    found = labels().get(re.sub(r"[\s_-]", "", key).lower()) or _initials().get(key.lower())
    if found is not None:
        return found
    if key and key[0] >= "\u3400":
        return made(key)
    parts = {w.lower() for w in _WORDS.findall(key)}
    return _by_words(parts) if len(parts) > 1 or parts & (_BUYS | _ACTS) else None


@lru_cache(maxsize=1)
def _initials() -> dict[str, Label]:
    return {word: Label(role, 0.7) for role, words in _PINYIN.items() for word in words.split()}


def _by_words(parts: set[str]) -> Label | None:
    role = _role(parts)
    return Label(role, 0.8) if role is not None else None


def _role(parts: set[str]) -> str | None:
    if parts & _PERSONS:
        return None
    if parts & _DAYS:
        return _day(parts)
    for words, role in ((_ACTS, "agency"), (_SELLS & parts - {"bidder", "candidate"}, "supplier"), ({"bidder"}, "supplier_any")):
        if parts & words and not parts & (_SUMS | _NUMBERS | {"type"}):
            return role
    if parts & {"budget"}:
        return "budget"
    if parts & {"ceiling", "limit", "max", "highest"} and parts & _SUMS:
        return "ceiling"
    if parts & {"win", "winning", "deal", "award", "awarded", "contract", "final", "winner"} and parts & _SUMS:
        return "award"
    if (
        parts & _BUYS
        and not parts & (_SUMS | _NUMBERS | {"type", "method", "way", "mode"})
        and (parts & _NAMED or parts & {"unit", "org", "dept"} or not parts & {"purchase", "purchasing"})
    ):
        return "title" if parts & {"project", "proj"} else "buyer"
    if parts & {"area", "region", "district", "city", "province", "county"} and not parts & _NUMBERS:
        return "region"
    if parts & {"goods", "product", "material", "commodity"} and parts & _NAMED:
        return "item"
    if parts & _OF_PROJECT and parts & _NAMED and not parts & {"type", "kind"}:
        return "title"
    if (
        parts & (_OF_PROJECT - {"article", "bulletin", "notice", "ann", "announcement", "contract", "item", "object"})
        and parts & _NUMBERS
    ):
        return "code"
    return None


def _day(parts: set[str]) -> str | None:
    if parts & {"publish", "release", "pub", "issue", "published", "online", "notice", "announce"} and not parts & {"end"}:
        return "published"
    if parts & {"open", "opening", "kb"}:
        return "opening"
    if (
        parts & {"deadline", "closing", "close", "expire", "due"}
        or parts & {"end"}
        and parts & {"bid", "tender", "quote", "submit", "response"}
    ):
        return "deadline"
    if parts & {"sign", "signed", "signing"}:
        return "sign_date"
    return "award_date" if parts & {"win", "award", "deal"} else None
