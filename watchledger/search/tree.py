"""What a query says, as a tree; and the fields it may name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from watchledger.model.finding import BOUGHT, STATUSES
from watchledger.model.notice import NOTICE_TYPES
from watchledger.model.organisation import ORGANISATION_TYPES

Names = Mapping[str, tuple[str, ...]]
"""Normalised name (id, label, group in either language) -> technology ids."""


@dataclass(frozen=True, slots=True)
class Words:
    """Units in this order without a gap; `prefix`: the last word may go on. `field` is "text" or one of TEXT_FIELDS."""

    units: tuple[str, ...]
    field: str = "text"
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Exactly:
    """One of `values` in a field of TERM_FIELDS."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Within:
    """A number of the field lies between the bounds; None is open. A document may have several amounts: any will do."""

    field: str
    low: float | None = None
    high: float | None = None
    with_low: bool = True
    with_high: bool = True


@dataclass(frozen=True, slots=True)
class DocumentId:
    """Documents whose id begins so."""

    prefix: str


@dataclass(frozen=True, slots=True)
class Everything:
    pass


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Query


Query = Words | Exactly | Within | DocumentId | Everything | And | Or | Not


def sought(query: Query) -> Iterator[Query]:
    """The leaves that a hit may show: all that are not under a NOT."""
    if isinstance(query, And | Or):
        for part in query.parts:
            yield from sought(part)
    elif not isinstance(query, Not):
        yield query


TEXT_FIELDS = ("title", "buyer", "agency", "supplier", "region", "code")
"""Searched as the text is: what is typed is contained in the value."""

NUMBER_FIELDS = ("year", "amount", "budget", "ceiling", "award")
"""`amount` is any of budget, ceiling, award and suppliers' amounts, in the main unit of whatever currency."""


class Choice(NamedTuple):
    """The values that a field takes."""

    values: tuple[str, ...]
    also: Mapping[str, str]
    """Other names of values."""


CHOICES: Mapping[str, Choice] = {
    "type": Choice(
        NOTICE_TYPES,
        {
            "采购意向": "intent", "意向": "intent", "招标": "tender", "采购公告": "tender", "资格预审": "prequalification",
            "更正": "amendment", "变更": "amendment", "澄清": "clarification", "答疑": "clarification", "候选人": "candidate",
            "中标": "award", "成交": "award", "结果": "award", "合同": "contract", "单一来源": "single_source",
            "终止": "termination", "废标": "termination", "其他": "other",
        },
    ),
    "verdict": Choice(("yes", "no", "unclear"), {"是": "yes", "否": "no", "不明": "unclear"}),
    "status": Choice((*STATUSES, "ok", "partial", "failed"), {}),
    "buyer_type": Choice(
        tuple(ORGANISATION_TYPES),
        {
            **{label.zh: name for name, label in ORGANISATION_TYPES.items()},
            **{label.en: name for name, label in ORGANISATION_TYPES.items()},
            **{name.replace("_", "-"): name for name in ORGANISATION_TYPES if "_" in name},
        },
    ),
}  # fmt: skip
"""status: that of a finding (required …), or that of the reading (ok, partial, failed)."""

BOUGHT_NAME = "bought"
"""technology:video.face/bought stands for every status in BOUGHT."""

ALIASES: Mapping[str, str] = {
    "采购人": "buyer", "采购单位": "buyer", "招标人": "buyer", "供应商": "supplier", "中标人": "supplier", "成交人": "supplier",
    "代理机构": "agency", "采购代理": "agency", "地区": "region", "区域": "region", "年": "year", "年份": "year",
    "技术": "technology", "类型": "type", "公告类型": "type", "项目编号": "code", "编号": "code", "标题": "title",
    "金额": "amount", "预算": "budget", "最高限价": "ceiling", "中标金额": "award", "award_total": "award",
    "buyer-type": "buyer_type", "采购人类型": "buyer_type", "采购单位类型": "buyer_type", "地点": "place", "所在地": "place",
    "状态": "status", "结论": "verdict", "文档": "document",
}  # fmt: skip

FIELDS = (*TEXT_FIELDS, "technology", *CHOICES, "place", *NUMBER_FIELDS, "document")


def statuses_named(name: str) -> tuple[str, ...] | None:
    """`bought` or a finding's status as statuses; None for anything else."""
    if name == BOUGHT_NAME:
        return BOUGHT
    return (name,) if name in STATUSES else None
