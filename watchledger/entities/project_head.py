"""What a project is told by: the head of a notice, and why two are one."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from watchledger.lang.normal import normal

LEAST_TITLE = 6
"""Signs of a title below which it names a kind of goods, not a project."""
LEAST_TITLE_OF_ANY = 12
"""The same where the buyer's name is one that several places have (朝阳区公安局, 市教育局)."""

ACCEPTANCE = "acceptance"
"""The last stage. Notices of it are of the type contract or other: the contract of `read` has no type of its own for them."""
_NO_STAGE = (None, "contract", "other")
_ACCEPTED = re.compile(
    r"(?:(?:履约|竣工|项目|合同|最终|初步|采购|完工|交付)验收|验收(?=[^a-z0-9]{2}))"
    r"(?:合格|结果|情况|报告|意见|信息|证明|结论|公告|公示|公开|通知|书|单|表|的)*$"
    r"|\b(?:final |provisional )?acceptance (?:certificate|report|notice|protocol)$"
)
"""The end of what a notice calls itself: 履约验收公告, 竣工验收报告. A purchase of inspections (竣工验收服务) ends otherwise."""
_TAIL = re.compile(
    r"(?:[(\[【][^()\[\]【】]{0,40}[)\]】]|[\s\-_.。:]|第?[一二三四五六七八九十\d]{1,3}(?:标段|包|批次?|期)"
    r"|(?:标段|分包|标包|包)[一二三四五六七八九十\d]{1,3})+$"
)


class NoticeHead(NamedTuple):
    """`published` is an ISO date, or None. `says` are the words by which the notice tells its type."""

    id: str
    codes: tuple[str, ...] = ()
    buyer: str | None = None
    title: str | None = None
    type: str | None = None
    published: str | None = None
    says: str | None = None

    @property
    def stage(self) -> str | None:
        """The stage of the project that the notice is of: its type, or acceptance where it calls itself that."""
        return ACCEPTANCE if self.type in _NO_STAGE and (_accepts(self.title) or _accepts(self.says)) else self.type


class Join(NamedTuple):
    """Why two notices are one project, or why one is a further attempt at the other."""

    one: str
    other: str
    rule: str
    words: str


@lru_cache(maxsize=50_000)
def day_of(published: str | None) -> date | None:
    """The day of an ISO date; None for none and for what is no date."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


@lru_cache(maxsize=50_000)
def _accepts(words: str | None) -> bool:
    return bool(words) and _ACCEPTED.search(_TAIL.sub("", normal((words or "")[:300]).text)) is not None
