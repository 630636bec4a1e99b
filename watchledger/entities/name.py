"""An organisation's name taken apart, so that two writings of one name have one key.

旷视科技(北京)有限公司 and 北京旷视科技有限公司    place 北京, core 旷视科技, form limited
喀什市公安局交通警察支队                          place 喀什市, chain 公安局 > 交警支队
广州市公安局天河区分局 and 天河区公安分局          place 天河区, core 公安分局
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from watchledger.lang.normal import is_han, normal

_FORMER = re.compile(
    r"[(（\[【〔]\s*(?:原名称?|原单位名称?|曾用名|更名前|前身|原)[为是]?\s*[:：]?\s*([^()（）\[\]【】〔〕]{4,60})[)）\]】〕]"
    r"|(?:\s*[(\[,]\s*|\s)(?:formerly|previously|f/k/a|fka)(?:\s(?:known\sas|called|named))?:?\s([^()\[\]]{3,100})[)\]]?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Name:
    """`core` is what tells the body: without place, legal form, brackets. `chain` are the bodies above it, the highest first, each
    as (place, words). `place` is a GB/T 2260 code, or words where the table has none; "" when the name states no place."""

    raw: str
    script: str
    """han or latin."""
    folded: str
    core: str
    form: str = ""
    """Class of the legal form (data/legal_forms.tsv), "" when none is written."""
    place: str = ""
    place_words: str = ""
    openly: bool = False
    """Several divisions bear the place's name and nothing decides between them."""
    chain: tuple[tuple[str, str], ...] = ()
    numbers: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    """The names of the bodies above it, as written at the beginning of this one."""
    words: tuple[str, ...] = ()
    """Latin: the words of the core in order."""
    former: tuple[str, ...] = ()
    """Names that it says the body bore before."""

    @property
    def key(self) -> str:
        """Equal for two writings of one name; nothing else is claimed."""
        above = ">".join(f"{place}:{words}" for place, words in self.chain)
        core = " ".join(sorted(self.words)) if self.script == "latin" else self.core
        return "|".join((self.script, self.place, above, core, self.form if self.form != "any" else ""))

    @property
    def is_company(self) -> bool:
        return bool(self.form)


@lru_cache(maxsize=200_000)
def parse(name: str, within: str = "") -> Name:
    """The parts of a name. `within` is the code of the division that its document is about; it decides only between divisions
    of one name. Linear in the name, of which 200 characters are read (the longest registered name is 100)."""
    from watchledger.entities.name_han import parse_han
    from watchledger.entities.name_latin import parse_latin

    own, former = _without_former(name[:200])
    folded, script = folded_name(own)
    made = parse_han(own, folded, within) if script == "han" else parse_latin(own, folded)
    return replace(made, raw=name, former=former) if former else made


def _without_former(name: str) -> tuple[str, tuple[str, ...]]:
    """The name without what it says that the body was called before, and that: "X (formerly Y)", X(原Y)."""
    found = _FORMER.search(name)
    own = "" if found is None else f"{name[: found.start()]} {name[found.end() :]}".strip()
    if found is None or len(own) < 2:
        return name, ()
    return own, ((found.group(1) or found.group(2)).strip(),)


def folded_name(name: str) -> tuple[str, str]:
    """The normal form of a name's first 200 characters, and its script: han or latin."""
    folded = normal(name[:200]).text
    han = sum(map(is_han, folded))
    return folded, "han" if han and han * 3 >= len(folded) else "latin"
