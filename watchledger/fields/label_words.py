"""Small word lists that go with the labels of data/labels.tsv."""

from __future__ import annotations

NO_VALUE = (
    "无", "/", "-", "--", "—", "——", "\\", "暂无", "空", "详见附件", "见附件", "详见公告正文", "详见正文", "见公告",
    "详见公告", "详见招标文件", "详见采购文件", "见招标文件", "见采购文件", "详见磋商文件", "详见投标文件", "未填写",
    "null", "none", "n/a", "na", "tbc", "tbd", "不适用", "另行通知", "详见本公告附件", "待定", "详见内容", "见正文",
    "无。", "详见公告内容", "*", "详见文件", "同上", "详情见附件", "详见其他", "详见谈判文件", "无代理机构",
    "自行采购", "自行组织", "(无)", "(空)", "(略)",
)  # fmt: skip
"""What stands where a value is wanted and is none."""

CHANGED = (
    "变更为",
    "更改为",
    "调整为",
    "修改为",
    "更正为",
    "延期至",
    "顺延至",
    "延至",
    "推迟至",
    "推迟到",
    "改为",
    "现变更为",
    "变更至",
    "调整至",
    "延长至",
)
"""Between a label and its value: the value replaces an earlier one."""

SUPERSEDED = (
    "原",
    "原定",
    "原公告",
    "原公告中",
    "原公告中:",
    "原公告:",
    "原文:",
    "更正前:",
    "变更前:",
    "原招标文件",
    "更正前",
    "变更前",
)
"""Before a label: the value is no longer so."""

CENTRAL_PURCHASERS = (
    "政府采购中心",
    "集中采购中心",
    "公共资源交易中心",
    "招标采购中心",
    "采购招标中心",
    "集中采购机构",
    "招标投标中心",
    "政府集中采购中心",
    "机关政府采购中心",
    "招投标中心",
    "交易中心",
    "采购中心",
)
"""Bodies that buy for others: agents, not buyers."""
