"""How firmly the text commits itself to a technology, from the words of the clause around it.

A cue before the term (恢复, 利旧, "replacement of") governs what follows it up to the next cue; a cue behind it (维保, 扩容,
"upgrade") governs what stands before it. Ruled out beats reserved beats optional; of a thing that exists, an upgrade is a
purchase and upkeep is maintenance.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from watchledger.findings.context import Context, Cue
from watchledger.findings.scope import HAS, Scopes
from watchledger.lang.normal import is_han

CLAUSE = 80
"""Characters on either side that may belong to the clause."""
_END = r"[。;!?|\n\t\r,:]|\. | - "
"""Marks that end a clause, as folded text writes them (full-width comma, colon and semicolon are folded to Latin ones)."""
_LAST_END = re.compile(f"(?s:.*)(?:{_END})")
_NEXT_END = re.compile(_END)
_JOINT = re.compile(r"和|及|与|、| and ")
_GOVERN = ("required", "maintenance", "existing")
"""Of these the cue nearest before the term decides."""
_INCLUDED = re.compile(
    r"\bincluding\b|\bincl\b|\binclusive of\b|\bwith\b(?=[^,;]{1,80}\b(?:support|maintenance)\b)|含维|含运维|含质保|包含维|包括维"
)
"""What is bought "including support" is bought; the upkeep behind these words does not make it maintenance."""
_OF_ONE = ("existing", "negated")
"""What these say of a thing is not said of the next in the list."""
_WARRANTY = re.compile(r"(?:质保|保修|质量保证)[^,]{0,6}$")
"""Upkeep behind one of these comes with what is bought."""
_ONLY_CUE = re.compile(r"(?:全部|部分|均为|均|皆|为|已|本次|暂)?")
_INSIDE = re.compile(r" (?:in|within) (?:any|the|a|its|this|each) ")
FULL_LINE = 30
"""A line of this many characters without a mark at its end is the page's width, not the end of a clause."""

ROW = 2000
"""Characters on either side that a table's row may take."""
_ROW = ("negated", "reserved", "optional", "existing")
"""What a cell that holds nothing but a cue says of its row."""
_HELD = ("reserved", "optional")
_LISTED = ("negated", "reserved", "optional")
"""What a label says of its list even where the clause calls the thing new: 选配：新增…."""
_THERE = frozenset(
    ("现有", "目前", "在用", "现已", "已建成", "已建", "已安装", "existing", "current", "currently has", "currently have")
)
"""What is there is what a contract of upkeep keeps up; what it is joined with (对接) is not."""
_VERB = r"(?!(?:in|of|on|at|to|for|from|with|within|exceed|later|less|more|delay)\b)[a-z]+"
_CHAIN = re.compile(
    rf"\b(?:shall|must|may|will|should|does|do|can) not {_VERB}(?:(?:, (?:or |and )?| or | and ){_VERB}){{1,5}},?"
    r" (?:or |and )?(?:any |the |a |an )?$"
)
"""A refusal of several verbs, its commas no ends of clauses."""
_WORD = 8
"""Characters of a cue that is one word (optional); a phrase ("as an option") stands behind what it speaks of."""
_REST = 8
"""Characters behind such a cue that name no thing of their own: 预留接口及授权, "optional."."""
_NONE = re.compile(
    r"(?:^|[.;,] ?|\b(?:with|contains?|includes?|uses?|has|have|(?:there|it) (?:is|are|(?:will|shall) be)) )no (?:[a-z]+ )?$"
)
"""Words directly before a thing that say there is none: "no X is to be supplied"; not the number of "24 no. X"."""
_JOINED = re.compile(r"(?:与|和|同)[^,。;、与和同]{0,12}$")
_JOINS = re.compile(
    r"[^,。;、与和]{0,8}(?:对接|互联互通|互通|互联|无缝衔接|数据交换)(?!项目|服务|开发|建设|改造|采购|工程|平台|系统|接口开发|设备)"
)
"""What new things are joined with is there: 新建系统须与甲对接."""
_SUCH_AS = re.compile(r"\s*(?:such as|for example|for instance|e\.g\.|like) |(?:例如|比如|诸如)")
"""Behind a comma these name what the clause before it speaks of."""
_ALL_BUT = re.compile(r"(?<![拆消清扫解删免去])除(?!尘|湿|冰|雪)[^,;。\n\t]{0,40}$")
_BUT = re.compile(r"[^,;。\n\t]{0,20}(?:以外|之外|外)(?![场围包形观])")
_SHORT = 20
_AROUND = " ()（）[]【】:*"

BESIDE = 5
"""Characters between a cue and the word "existing" that it governs: " the "."""


class Statuses:
    """Reads statuses in one text; the cues of a clause are found once for all terms in it. `unsaid` tells the status of what the
    text names without a word on it, maintenance in a contract of maintenance; it is asked where it matters, once."""

    def __init__(self, context: Context, folded: str, unsaid: Callable[[], str]) -> None:
        self._context, self._ask = context, unsaid
        self._folded = folded
        self._found: dict[tuple[int, int], list[tuple[int, int, Cue]]] = {}
        self._rows: dict[tuple[int, int], str | None] = {}
        self._table = "\t" in folded
        self._excepts = "除" in folded
        self._scopes = Scopes(context, folded)
        self._last = (0, -1)

    @cached_property
    def _unsaid(self) -> str:
        return self._ask()

    def at(self, start: int, end: int) -> str:
        """The status of the thing named at the raw offsets [start, end): what its row or its clause says, else the words around
        the clause; a label such as 选配件 also speaks of what its clause calls new."""
        beside = self._row(start) if self._table else None
        if beside is not None:
            return beside
        said = self._of_clause(start, end)
        if said is not None and said != "required":
            return said
        if self._scopes.bonus(end):
            return "optional"
        label = self._scopes.label(start)
        if label is not None and (said is None or label in _LISTED):
            return label
        if said is not None:
            return said
        beyond = self._scopes.trailing(end) or self._scopes.heading(start)
        return beyond or ("existing" if self._scopes.carried(start) else self._unsaid)

    def _of_clause(self, start: int, end: int) -> str | None:
        """What the words of the clause say; None where they say nothing of the thing."""
        left, right = self._clause(start, end)
        cues = self._cues(left, right)
        if self._refused(start):
            return "negated"
        excepted = self._excepts and self._excepted(start, end)
        if not cues and not excepted:
            return None
        leading = [
            (stop, begin, cue.status)
            for begin, stop, cue in cues
            if cue.before and stop <= start and self._leads(cue, stop, start, cues)
        ]
        item = self._item_end(end, right, cues)
        behind = [
            (begin, cue.status)
            for begin, _, cue in cues
            if not cue.before
            and start <= begin < item
            and self._speaks(cue, end, begin)
            and not self._ahead(begin, cue, cues, right)
        ]
        if excepted or any(found == "negated" for *_, found in (*leading, *behind)):
            return "negated"
        if (held := self._held_back(start, end, leading, behind)) is not None:
            return held
        if self._joined_with(start, end):
            return "existing"
        nearest = _nearest([found for found in leading if found[2] in _GOVERN])
        stop = self._stop(end, right, cues, joint=nearest is not None)
        shown = {status for begin, status in behind if begin < stop}
        for status in ("required", "maintenance"):
            if status in shown or nearest == status:
                return status
        if nearest != "existing" and "existing" not in shown:
            return None
        there = any(cue.status == "existing" and self._folded[begin:stop] in _THERE for begin, stop, cue in cues)
        kept_up = there and self._unsaid == "maintenance"
        return "maintenance" if kept_up else "existing"

    def _refused(self, start: int) -> bool:
        """Whether a chain of verbs before the thing is refused, or none of it is there: "shall not use, train or enable any"."""
        low = max(0, start - CLAUSE)
        before = self._folded[low:start]
        return (" not " in before and _CHAIN.search(before) is not None) or (
            "no " in before[-24:] and _NONE.search(before) is not None
        )

    def _joined_with(self, start: int, end: int) -> bool:
        """Whether the thing is what something else is joined with."""
        behind = _JOINS.match(self._folded, end) if is_han(self._folded[start]) else None
        return behind is not None and _JOINED.search(self._folded, max(0, start - 20), start) is not None

    def _excepted(self, start: int, end: int) -> bool:
        """Whether the text says "all but this": 除甲外. The list may hold several things."""
        return bool(_ALL_BUT.search(self._folded, max(0, start - CLAUSE), start) and _BUT.match(self._folded, end))

    def _held_back(self, start: int, end: int, leading: list[tuple[int, int, str]], behind: list[tuple[int, str]]) -> str | None:
        """Reserved or optional, whichever cue stands closer; None where neither is said, and of a thing that the word directly
        before it calls existing ("integration with the existing X is desirable": X is there)."""
        said = [(start - stop, begin, status) for stop, begin, status in leading if status in _HELD]
        said += [(begin - end, begin, status) for begin, status in behind if status in _HELD]
        if not said or any(status == "existing" and start - stop <= 1 for stop, _, status in leading):
            return None
        return min(said)[2]

    def _clause(self, start: int, end: int) -> tuple[int, int]:
        """The clause around a stretch; the last one is remembered, since terms stand close together."""
        left, right = self._last
        if not (left <= start and end <= right and start - left < CLAUSE and right - end < CLAUSE):
            left, right = self._left(start), self._right(end)
            whole = start - left < CLAUSE and right - end < CLAUSE
            self._last = (left, right) if whole else (0, -1)
        return left, right

    def _left(self, start: int) -> int:
        """Where the clause begins: behind the last mark before the term. A greedy match finds the last one in one call."""
        low = max(0, start - CLAUSE)
        mark = _LAST_END.match(self._folded, low, start)
        while mark and (
            self._wrapped(mark.end() - 1) or self._folded[mark.end() - 1] == "," and _SUCH_AS.match(self._folded, mark.end())
        ):
            mark = _LAST_END.match(self._folded, low, mark.end() - 1)
        return mark.end() if mark else low

    def _right(self, end: int) -> int:
        high = min(len(self._folded), end + CLAUSE)
        mark = _NEXT_END.search(self._folded, end, high)
        while mark and self._wrapped(mark.start()):
            mark = _NEXT_END.search(self._folded, mark.end(), high)
        return mark.start() if mark else high

    def _wrapped(self, at: int) -> bool:
        """Whether a full printed line ends at `at`."""
        if self._folded[at] != "\n" or self._folded[at - 1 : at] == ".":
            return False
        begin = self._folded.rfind("\n", max(0, at - 200), at) + 1
        return at - begin >= FULL_LINE and at + 1 < len(self._folded) and self._folded[at + 1] not in "\n\r \t"

    def _row(self, start: int) -> str | None:
        """The status that a cell of the same table row is and nothing else: 可选配 among the remarks, "Optional" at the left."""
        line = self._line(start)
        if line not in self._rows:
            cells = (cell.strip(_AROUND) for cell in self._folded[line[0] : line[1]].split("\t"))
            said = (status for cell in cells for status in self._whole(cell))
            self._rows[line] = next((status for status in said if status in _ROW), None)
        return self._rows[line]

    def _whole(self, cell: str) -> list[str]:
        """The statuses of the cues that the whole cell is, or that it says beside words of no weight: 本次不采购."""
        found = self._context.cues.find(cell) if cell and len(cell) < _SHORT else []
        whole = [self._context.meanings[number].status for number, begin, end in found if end - begin == len(cell)]
        alone = self._scopes.alone(cell) if found and not whole else None
        return whole or ([alone] if alone is not None else [])

    def _line(self, at: int) -> tuple[int, int]:
        """The line around an offset where it is a table's row of a length that a row has, else nothing of it."""
        begin = self._folded.rfind("\n", max(0, at - ROW), at) + 1
        end = self._folded.find("\n", at, at + ROW)
        known = end >= 0 and (begin > 0 or at < ROW)
        return (begin, end) if known and "\t" in self._folded[begin:end] else (at, at)

    def _cues(self, left: int, right: int) -> list[tuple[int, int, Cue]]:
        if (left, right) not in self._found:
            known = self._context
            found = known.cues.find(self._folded[left:right])
            cues = [(left + s, left + e, known.meanings[word]) for word, s, e in found]
            self._found[left, right] = [cue for cue in cues if not _overruled(cue, cues)]
        return self._found[left, right]

    def _leads(self, cue: Cue, stop: int, start: int, cues: list[tuple[int, int, Cue]]) -> bool:
        """Whether a cue before a term speaks of it: not where the cue closes an item of its own ("甲利旧、乙"), nor a refusal
        past the thing that its object is in ("shall not include A in any B")."""
        if self._closes(cue, stop, cues):
            return False
        return cue.status != "negated" or _INSIDE.search(self._folded, stop, start) is None

    def _ahead(self, begin: int, cue: Cue, cues: list[tuple[int, int, Cue]], right: int) -> bool:
        """Whether a cue that may stand on either side (optional, 预留) speaks of what follows it: "with an optional X"."""
        if cue.status not in _HELD:
            return False
        leads = (stop for at, stop, other in cues if at == begin and other.before and other.status == cue.status)
        stop = max(leads, default=right)
        return stop - begin <= _WORD and right - stop > _REST and self._folded[stop] not in ")】]"

    def _speaks(self, cue: Cue, end: int, begin: int) -> bool:
        """Whether a cue behind a term speaks of it: in a bracket it speaks of the thing that the bracket names ("甲(平台利旧)"),
        or, where it names none, of the last thing before it ("甲、乙(利旧)" is 乙). 甲支持乙(可选) says nothing of 甲."""
        if self._folded.startswith("support", begin) and self._folded.endswith("to ", 0, begin):
            return False  # software to support the operation
        between = self._folded[end:begin]
        if cue.status == "maintenance" and _WARRANTY.search(between):
            return False
        if cue.status in _ROW and HAS.search(between):
            return False
        bracket = between.rfind("(")
        if cue.status not in _ROW or bracket < 0 or ")" in between[bracket:]:
            return True
        return _ONLY_CUE.fullmatch(between, bracket + 1) is not None and "、" not in between[:bracket]

    def _closes(self, cue: Cue, stop: int, cues: list[tuple[int, int, Cue]]) -> bool:
        """Whether an item of a list ends behind a cue: a list mark follows. 新增、更换甲 is one cue of two words, 甲利旧、新增乙
        is two items."""
        if not self._folded.startswith("、", stop):
            return False
        return cue.status in _OF_ONE or not any(begin == stop + 1 for begin, *_ in cues)

    def _item_end(self, end: int, right: int, cues: list[tuple[int, int, Cue]]) -> int:
        """Where the item that a term stands in ends: behind the first cue that closes one, else with the clause."""
        return min((stop for begin, stop, cue in cues if begin >= end and self._closes(cue, stop, cues)), default=right)

    def _stop(self, end: int, right: int, cues: list[tuple[int, int, Cue]], *, joint: bool) -> int:
        """How far a cue behind the term still speaks of it: up to "including", and, where a cue before the term already
        governs it, up to an "and" behind which the next cue begins (恢复甲和增设乙)."""
        included = _INCLUDED.search(self._folded, end, right)
        stop = included.start() if included else right
        if joint:
            match = _JOINT.search(self._folded, end, stop)
            if match and any(begin == match.end() and cue.before for begin, _, cue in cues):
                stop = match.start()
        return stop


def _overruled(cue: tuple[int, int, Cue], cues: list[tuple[int, int, Cue]]) -> bool:
    """Whether a cue is part of a longer one that says something else on the same side: 更换 in 更换配件."""
    begin, stop, said = cue
    return any(
        at <= begin and stop <= end and end - at > stop - begin and other.before == said.before and other.status != said.status
        for at, end, other in cues
    )


def _nearest(leading: list[tuple[int, int, str]]) -> str | None:
    """The status of the cue that stands last before the term, of two that end there the longer; of a thing called existing,
    that of the cue directly before the word ("replacement of the existing", 升级改造原有)."""
    if not leading:
        return None
    _, begin, status = max(leading, key=lambda found: (found[0], -found[1]))
    if status == "existing":
        closest = max((found for found in leading if found[2] != "existing" and 0 <= begin - found[0] <= BESIDE), default=None)
        status = closest[2] if closest is not None else status
    return status
