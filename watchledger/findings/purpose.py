"""What the whole text says of its purchase: upkeep of what stands there, or the extension of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchledger.lang.normal import fold
from watchledger.model import Notice

_UPKEEP = re.compile(
    r"维护|维保|运维|维修|养护|代维|保养|续保|续租|租赁|租用"
    r"|\bmaintenance\b|\bservicing\b|\bupkeep\b|\brepairs?\b|\brental\b|\bhire of\b"
)
_MAKES = re.compile(
    r"建设|新建|购置|采购安装|采购及|采购与|采购和|升级|改造|扩容|更换|更新|增设|安装|新增|开发|集成|设备采购|补点|补盲|及采购|和采购"
    r"|\b(?:supply|install\w*|upgrad\w*|replac\w*|expan\w*|new|purchase|provision and|deliver\w*)\b"
)
"""A title with one of these buys something besides the upkeep."""
_RENTED = ("租用", "续租", "租赁")
_WORDS = (*_RENTED, "维护", "运维", "维保", "养护", "维修", "maintenance", "servicing", "upkeep", "repair")
_TRIED, _BEFORE = 60, 90
"""Places of such a word looked at in one text, and characters before one that may say that it is sought."""
_SOUGHT = re.compile(r"(?:需|拟|现|须|将|决定|计划|对|继续|同意)[^,。;:\n]{0,16}$")
_GOES_ON = re.compile(r"(?:继续|同意|拟|需)$")
_AS_SERVICE = re.compile(r"[^,。;:\n]{0,4}(?:招标|采购|询价|磋商|服务(?=[,。;\n]))")
_IN_CHARGE = re.compile(r"负责[^。;\n]{0,60}$")
_CONTRACT = re.compile(r"\b(?:contract|contractor|provision|tender|agreement)\b(?:\s[\w'-]+){0,9}\s$")
"""Up to nine words before "maintenance"."""
_FIRST = re.compile(r"\s*([^。;!?\n]{12,80})[。;!?\n]")
_PROJECT = re.compile(r"项目|采购|服务|工程|公告")
_GROWS = ("扩容", "升级", "改造", "扩建", "更新换代", "更换")
_PART_OF_IT = ("更换其中", "升级其中", "改造其中", "扩容其中")
_OF_WHAT_IS_THERE = re.compile(
    r"(?:属于|为|对|在|将)[^,。;\n]{0,8}(?:原有|现有|原|既有|已有|上述|该)[^,。;\n]{0,8}(?:系统|平台|设备|前端|点位)[^,。;\n]{0,14}$"
)
_EXTENSION = re.compile(
    r"(?:expansion|extension|upgrade|replacement) of (?:the|its|this|our) (?:existing|current)"
    r" (?:system|platform|equipment|network|estate)"
)


def unsaid_status(notice: Notice, folded: str) -> str:
    """The status of what a text names without a word on it: maintenance where the title (the first sentence of a text without one)
    speaks of upkeep alone, or a sentence says that upkeep is sought; else required."""
    if notice.title is not None:
        title = fold(notice.title.value)
    else:
        first = _FIRST.match(folded)
        title = first[1] if first and _PROJECT.search(first[1]) else ""
    if _UPKEEP.search(title):
        return "required" if _MAKES.search(title) else "maintenance"
    return "maintenance" if any(_sought(folded, word) for word in _WORDS if word in folded) else "required"


def _sought(folded: str, word: str) -> bool:
    """Whether a sentence says that upkeep in this word is what is bought: 需进行维护招标, "the contract is for the maintenance"."""
    for at in _places(folded, word):
        before = folded[max(0, at - _BEFORE) : at]
        if word.isascii():
            match = _CONTRACT.search(before)
            if match is not None and not _MAKES.search(match[0]):
                return True
        elif word in _RENTED and _GOES_ON.search(before):
            return True
        elif _IN_CHARGE.search(before) or (_AS_SERVICE.match(folded, at + len(word)) and _SOUGHT.search(before)):
            return not extends_what_is_there(folded)
    return False


def extends_what_is_there(folded: str) -> bool:
    """Whether the text says that the system which is there is extended: 本项目属于原有系统扩容."""
    english = ("existing" in folded or "current" in folded) and _EXTENSION.search(folded) is not None
    return (
        english
        or any(word in folded for word in _PART_OF_IT)
        or any(_OF_WHAT_IS_THERE.search(folded[max(0, at - _BEFORE) : at]) for word in _GROWS for at in _places(folded, word))
    )


def _places(folded: str, word: str) -> Iterator[int]:
    """Where a word stands, at most as many places as are tried."""
    at = -1
    for _ in range(_TRIED):
        at = folded.find(word, at + 1)
        if at < 0:
            return
        yield at
