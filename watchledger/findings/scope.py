"""What is said of a thing outside its clause: by the label or heading that it stands under, a short clause behind it, a bonus."""

from __future__ import annotations

import re

from watchledger.findings.automaton import Automaton
from watchledger.findings.context import Context

LABEL = 160
"""Characters between a label and a thing under it: a list of a few things."""
TRAIL = 36
"""Characters of a clause that does nothing but say the status of what stands before it."""
LINES = 15
"""Lines looked up for a heading."""
_HEADING = 24
"""Characters of a line that is a heading."""
HAS = re.compile(r"支持|具备|具有|自带|含|配备|附带|搭载| with | supporting |including| featuring ")
"""Behind a thing these begin what it has; a word behind that speaks of the part."""
_LABEL = re.compile(
    r"(?:^|[。;!?\n\t|,]|\. )\s*([^。;!?\n\t|,:()]{2,44}(?:\([^()\n]{0,40}\))?[^。;!?\n\t|,:()]{0,8}):(?:(?!\. )[^。!?\n|:])*$"
)
_BEFORE = re.compile(r"(?s:.*)[。!?\n|]")
_BRACKETS = re.compile(r"\([^()]*\)")
_BONUS = re.compile(r"[^。;!?\n\t]{0,60}?(?:加|加计|另加|额外得)\s?\d{1,2}(?:\.\d)?\s?分")
_CLAUSE = re.compile(r"[,;(]\s*([^。,;!?\n\t|:]{1,60}?)(?=[。,;!?\n\t|]|\.?$|\.\s)")
_REST = re.compile(r"[^。,;!?\n\t|:(]{0,60}(?:\([^()]{0,40}\)[^。,;!?\n\t|:(]{0,20}(?=[,;])|(?=[,;(]))")
_INCLUDING = re.compile(r"[,;(]\s*(?:including|inclusive|incl\b|with\b|plus\b|together with|as well as|含|包括|包含|以及)")
"""Behind what is bought these bring what comes with it."""
_UPKEEP = (
    "维保",
    "维护",
    "运维",
    "维修",
    "养护",
    "租赁",
    "租用",
    "的维保服务",
    "的维护服务",
    "运维服务",
    "维保服务",
    "maintenance of",
    "maintenance",
)
_WITH = ("含", "包含", "质保", "including")
"""A label that ends with upkeep (本次招标为前端设备的维保：…) speaks of its list; one that begins so speaks of a warranty."""
_HAN = "[一二三四五六七八九十]{1,3}"
_CHAPTER = re.compile(rf"\s*(?:{_HAN}[、.]|\({_HAN}\)|第(?:{_HAN}|\d{{1,2}})[章节部]|part |section )")
_POINT = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2}){0,3}[、. )]|\(\d{1,2}\)|[a-z][.)] )")
_COUNT = re.compile(r"\d\s*[台套个路部架支辆]")
CARRY = 160
"""Characters of a sentence before a thing in which "we have built" still speaks of it: a list of five or six systems."""
_SENTENCE = re.compile(r"(?s:.*)(?:[。;!?\n\t|]|\. )")
_STATE = re.compile(
    r"已(?:经)?(?:建成|建设|建立|建有|建|搭建|安装|部署|实现|配备|配置|接入|整合|汇聚|联网|投入|拥有|有)|目前|近年来|此前|截至|截止|累计(?:建|安装|接入|整合)"
    r"|(?<![在对将用托合原与基])现有[^,。;]{0,30}\d|\b(?:currently|already|presently|at present)\b|\bis in place\b"
    r"|^\s*(?:the |our |its |all )?existing\b"
)
"""What shows that a sentence tells of the present state; what it lists in later clauses is there too."""
_STATE_WORDS = ("已", "前", "近年", "截", "累计", "现有", "current", "already", "present", "in place", "existing")
"""One of these is in whatever `_STATE` finds; looking for them is quicker."""
_TURN = re.compile(
    r"[拟需须将因但购]|本次|本项目|本期|此次|招标|计划|要求|新增|新建|增加|增设|升级|改造|扩容|更换|更新|开展|提供|支持|维护|维保|运维|租"
    r"|现(?:对|因|根据)|\b(?:will|shall|must|wish\w*|seek\w*|requir\w+|new|upgrad\w+|replac\w+|tender\w*|procur\w+|purchas\w+|invit\w+|"
    r"supply|propos\w+|intend\w*|look\w*|need\w*|maintain\w*|maintenance|support)\b"
)
"""Behind it these turn to what is wanted."""


class Scopes:
    """Reads the statuses of one folded text that stand outside the clause."""

    def __init__(self, context: Context, folded: str) -> None:
        self._context, self._folded = context, folded
        self._headings: dict[int, str | None] = {}
        self._labels: dict[int, str | None] = {}
        self._trails: dict[int, str | None] = {}
        self._states: dict[int, list[int]] = {}

    def label(self, start: int) -> str | None:
        """The status that the label before a thing gives it: "选配件：…", "Option year 2: …", "维保范围：…"."""
        low = max(0, start - LABEL)
        mark = _BEFORE.match(self._folded, low, start)
        begin = mark.end() if mark else low
        if ":" not in self._folded[begin:start]:
            return None
        match = _LABEL.search(self._folded, begin, start)
        if match is None:
            return None
        at = match.start(1)
        if at not in self._labels:
            self._labels[at] = self._status(match[1])
        return self._labels[at]

    def heading(self, start: int) -> str | None:
        """The status of the heading that a thing stands under: 二、选配设备."""
        begin = self._folded.rfind("\n", 0, start) + 1
        if begin in self._headings:
            return self._headings[begin]
        at, status = begin, None
        for _ in range(LINES):
            if at == 0:
                break
            above = self._folded.rfind("\n", 0, at - 1) + 1
            line = self._folded[above : at - 1].replace("\t", "")
            at = above
            chapter = _CHAPTER.match(line)
            numbered = chapter or _POINT.match(line)
            if numbered and len(line) <= _HEADING and not _COUNT.search(line):
                status = self._status(line[numbered.end() :].rstrip(": "))
                if status is not None or chapter:
                    break
        self._headings[begin] = status
        return status

    def trailing(self, end: int) -> str | None:
        """The status said by a clause of its own behind the clause that a thing stands in: ", 利旧", ", annual renewal"."""
        rest = _REST.match(self._folded, end)
        if rest is not None and _INCLUDING.match(self._folded, rest.end()):
            return None
        if rest is None or HAS.search(rest[0]) or ("、" in rest[0] and self._folded.startswith("(", rest.end())):
            return None  # 甲支持乙(可选), 甲、乙(利旧) say nothing of 甲
        at = rest.end()
        if at not in self._trails:
            match = _CLAUSE.match(self._folded, at, at + TRAIL + 24)
            self._trails[at] = self.alone(match[1]) if match is not None else None
        return self._trails[at]

    def carried(self, start: int) -> bool:
        """Whether an earlier clause of the sentence tells what is there, and none behind it turns to what is wanted: "我局已建成甲
        300个,乙20套"."""
        low = max(0, start - CARRY)
        mark = _SENTENCE.match(self._folded, low, start)
        at = mark.end() if mark else low
        if at not in self._states:
            said = self._folded[at : at + CARRY]
            told = any(word in said for word in _STATE_WORDS)
            self._states[at] = [at + match.end() for match in _STATE.finditer(said)] if told else []
        state = max((end for end in self._states[at] if end <= start), default=None)
        return state is not None and _TURN.search(self._folded, state, start) is None

    def alone(self, words: str) -> str | None:
        """The status of words that say nothing else: 均利旧, "phase 2 (reserved)", 不在本次采购范围."""
        words = words.strip()
        if not 0 < len(words) <= TRAIL:
            return None
        known = self._context
        found = [(begin, stop, known.meanings[n]) for n, begin, stop in known.cues.find(words)]
        said = [one for one in found if not one[2].before and one[2].status != "required"]
        for begin, stop, cue in sorted(said, key=lambda one: one[0] - one[1]):
            if _only(known.neutral, words[:begin] + " " + words[stop:]):
                return cue.status
        return None

    def bonus(self, end: int) -> bool:
        """Whether the sentence behind a thing gives points for it: …的，加3分."""
        return "分" in self._folded[end : end + 80] and _BONUS.match(self._folded, end) is not None

    def _status(self, label: str) -> str | None:
        """The status of a label's words, brackets aside; a label with more words than a name says nothing."""
        label = _BRACKETS.sub("", label).strip()
        if len(label) > (_HEADING if not label.isascii() else 40):
            return None
        found = self._context.labels.find(label)
        if found:
            return self._context.label_meanings[max(found, key=lambda one: one[2] - one[1])[0]]
        return "maintenance" if label.endswith(_UPKEEP) and not label.startswith(_WITH) else None


def _only(neutral: Automaton, words: str) -> bool:
    """Whether the words say nothing of their own: all of them are neutral."""
    covered = 0
    last = 0
    for _, begin, stop in sorted(neutral.find(words), key=lambda one: (one[1], -one[2])):
        if begin >= last:
            covered += sum(1 for c in words[begin:stop] if not c.isspace())
            last = stop
    return covered == sum(1 for c in words if not c.isspace() and not c.isdigit() and c not in "()[]*·-/")
