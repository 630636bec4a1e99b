"""What the whole text says of its purchase: upkeep of what stands there, or the extension of it."""

from __future__ import annotations

import re

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
_WANTED = re.compile(
    r"(?:需|拟|现|须|将|决定|计划|对)[^,。;:\n]{0,16}(?:维护|运维|维保|养护|维修)[^,。;:\n]{0,4}(?:招标|采购|询价|磋商|服务(?=[,。;\n]))"
    r"|负责[^。;\n]{0,60}(?:维护|运维|维保|养护)"
)
_WANTED_EN = re.compile(
    r"\b(?:contract|contractor|provision|tender|agreement)\b(?:\s[\w'-]+){0,9}\s(?:maintenance|servicing|upkeep|repair)\b"
)
"""A contract of upkeep in English, up to nine words on."""
_FIRST = re.compile(r"\s*([^。;!?\n]{12,80})[。;!?\n]")
_PROJECT = re.compile(r"项目|采购|服务|工程|公告")
_EXTENDED = re.compile(
    r"(?:属于|为|对|在)[^,。;\n]{0,8}(?:原有|现有|原|既有|已有|上述|该)(?:系统|平台|设备|前端)[^,。;\n]{0,14}(?:扩容|升级|改造|扩建|更新换代)"
    r"|\b(?:expansion|extension|upgrade|replacement) of (?:the|its|this|our) (?:existing|current)"
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
    upkeep = (_WANTED.search(folded) and not _EXTENDED.search(folded)) or any(
        not _MAKES.search(match[0]) for match in _WANTED_EN.finditer(folded)
    )
    return "maintenance" if upkeep else "required"


def extends_what_is_there(folded: str) -> bool:
    """Whether the text says that the system which is there is extended: 本项目属于原有系统扩容."""
    return _EXTENDED.search(folded) is not None
