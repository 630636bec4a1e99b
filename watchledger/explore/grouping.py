"""What joins a case to entities/: the heads of its notices, and the names that it uses."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from watchledger.entities import NoticeHead, Period
    from watchledger.explore.case import Case

ROLES = {"buyer": "buyer", "using_body": "using body", "agency": "agent", "suppliers.name": "supplier", "bidders.name": "bidder"}
"""Facts that name an organisation -> the role that they give it."""
CONSORTIUM, BRAND = "consortium member", "brand owner"
"""A supplier whose own words say that it won with others (the amount beside its leader's name is no firm's alone), and whose brand
it is: a brand that is on the table of aliases, or is a firm's name itself; another brand is a mark and names nobody."""
EVERY_ROLE = (*ROLES.values(), CONSORTIUM, BRAND)
_JOINT = "notice.suppliers.consortium."
BRANDS = """SELECT document, value, coalesce(shown, value) FROM facts WHERE field = 'items.brand'
 UNION ALL SELECT document, value, coalesce(shown, value) FROM parts WHERE part = 'brand'"""


def notice_heads(case: Case) -> Iterator[tuple[int, NoticeHead]]:
    """(key, head) of every document that states a number, a title or a buyer, in order of key."""
    from watchledger.entities import NoticeHead

    codes: dict[int, list[str]] = defaultdict(list)
    for key, code in case.store.stream(
        "SELECT document, value FROM facts WHERE field = 'project_codes' ORDER BY document, ordinal"
    ):
        codes[key].append(code)
    for key, document, kind, published, buyer, title, says in case.store.stream(
        """SELECT d.key, d.id, d.type, d.published, d.buyer, d.title, t.quote FROM documents d
        LEFT JOIN facts t ON t.document = d.key AND t.field = 'type' WHERE d.text_id IS NOT NULL ORDER BY d.key"""
    ):
        if title or buyer or key in codes:
            yield key, NoticeHead(document, tuple(codes.get(key, ())), buyer, title, kind, published, says)


class Named(NamedTuple):
    """One place where a document names an organisation. `shown` is the name with personal data hidden; `amount` what it gets or got
    as a supplier or bid as a bidder."""

    document: int
    name: str
    shown: str
    role: str
    code: str
    amount: str | None
    currency: str | None


_FIELDS = ", ".join(f"'{field}'" for field in ROLES)


def names_of(case: Case, names: Collection[str] | None = None) -> Iterator[Named]:
    """Every naming of an organisation in the case (by one of `names`, if given), those by brands last; what looks like one
    person's name is passed over."""
    sql = f"""
        SELECT f.document, f.value, coalesce(f.shown, f.value), f.field, coalesce(i.value, b.value), a.value, a.currency, f.rule
        FROM facts f
        LEFT JOIN facts i ON f.field = 'suppliers.name' AND i.document = f.document AND i.grp = f.grp
            AND i.field = 'suppliers.identifier'
        LEFT JOIN facts b ON f.field = 'buyer' AND b.document = f.document AND b.field = 'buyer_identifier'
        LEFT JOIN facts a ON f.field IN ('suppliers.name', 'bidders.name') AND a.document = f.document AND a.grp = f.grp
            AND a.field = replace(f.field, '.name', '.amount')
        WHERE f.field IN ({_FIELDS}) {"" if names is None else "AND f.value IN (SELECT value FROM json_each(:names))"}
        ORDER BY f.document, f.ordinal"""
    wanted = None if names is None else {"names": json.dumps(sorted(names))}
    for document, name, shown, field, code, amount, currency, rule in case.store.stream(sql, wanted):
        if not personal(name):
            role = CONSORTIUM if rule.startswith(_JOINT) else ROLES[field]
            yield Named(document, name, shown, role, code or "", amount, currency)
    asked = "" if names is None else "WHERE value IN (SELECT value FROM json_each(:names))"
    for document, name, shown in case.store.stream(f"SELECT DISTINCT * FROM ({BRANDS}) {asked} ORDER BY 1, 2", wanted):
        if owned(name):
            yield Named(document, name, shown, BRAND, "", None, None)


@lru_cache(maxsize=50_000)
def owners(brand: str) -> tuple[tuple[str, bool], ...]:
    """(legal name, whether anybody checked it) of the bodies whose brand it is by the table of aliases."""
    from watchledger.entities import parse, shipped

    found = shipped().lines(parse(brand))
    return tuple(dict.fromkeys((line.name, line.verified) for line in found))


@lru_cache(maxsize=50_000)
def owned(brand: str) -> bool:
    """Whether a brand names an organisation: by the table of aliases, or since it is a firm's name with its legal form."""
    from watchledger.entities import parse

    return bool(owners(brand)) or (parse(brand).is_company and not personal(brand))


def periods_of(case: Case, names: Collection[str]) -> dict[str, Period]:
    """When each of these names is used, by the dates of its documents; a name without a dated one is left out."""
    from watchledger.entities import period

    named = f"SELECT document, value FROM facts WHERE field IN ({_FIELDS}) UNION SELECT document, value FROM ({BRANDS})"
    sql = f"""SELECT n.value, min(d.published), max(d.published), count(DISTINCT d.key) FROM ({named}) n
        JOIN documents d ON d.key = n.document WHERE length(d.published) >= 10 AND n.value IN (SELECT value FROM json_each(:names))
        GROUP BY n.value"""
    found = ((name, period(*rest)) for name, *rest in case.store.stream(sql, {"names": json.dumps(sorted(names))}))
    return {name: held for name, held in found if held is not None}


def hidden_names(case: Case) -> frozenset[str]:
    """Names of organisations into which personal data reaches."""
    facts = f"SELECT DISTINCT value FROM facts WHERE field IN ({_FIELDS}) AND shown IS NOT NULL AND shown != value"
    brands = (
        f"SELECT DISTINCT value FROM (SELECT document, value, shown FROM ({BRANDS.replace('coalesce(shown, value)', 'shown')}))"
    )
    sql = f"{facts} UNION {brands} WHERE shown IS NOT NULL AND shown != value"
    return frozenset(name for (name,) in case.store.stream(sql))


def is_named(case: Case, name: str) -> bool:
    """Whether a document gives this name, as written, to an organisation."""
    sql = f"SELECT 1 FROM facts WHERE field IN ({_FIELDS}) AND value = :name LIMIT 1"
    if next(iter(case.store.stream(sql, {"name": name})), None) is not None and not personal(name):
        return True
    by_brand = f"SELECT 1 FROM ({BRANDS}) WHERE value = :name LIMIT 1"
    return owned(name) and next(iter(case.store.stream(by_brand, {"name": name})), None) is not None


@lru_cache(maxsize=200_000)
def personal(name: str) -> bool:
    """Whether it looks like one person's name; a short name or brand on the table of aliases (海康威视) does not."""
    from watchledger.entities import parse, shipped
    from watchledger.fields.organisation import is_person

    return is_person(name) and not shipped().names(parse(name))


def amounts_of(head: Any) -> dict[str, tuple[str, str]]:
    """Kind of amount -> (exact decimal, currency) as the notice states them; they are never added to one another."""
    held = {name: (getattr(head, name), getattr(head, f"{name}_currency")) for name in ("budget", "ceiling", "award_total")}
    return {name: value for name, value in held.items() if value[0] is not None}


def money(amount: str, currency: str | None) -> str:
    """An amount as people read it."""
    from decimal import Decimal

    return f"{currency or ''} {Decimal(amount):,f}".strip().removesuffix(".00")
