"""How a site's furniture is told from a notice: words of class and id attributes, and wordings of lines.

Data, with the reason beside it; no site is named. The HTML reader weighs the attribute words with the share of linked
characters; lines are judged by their wording alone, here, for every format.
"""

from __future__ import annotations

import re
from functools import lru_cache

STRONG, WEAK, FOOTER, HIDDEN = 1, 2, 3, 4
"""What an element's tag and attributes suggest. STRONG: furniture unless it holds a headline or long prose. WEAK: furniture
where links agree. FOOTER: furniture unless it holds long prose. HIDDEN: the page does not show it."""

_TAGS = {
    "nav": STRONG, "menu": STRONG, "aside": FOOTER, "select": STRONG, "button": STRONG, "dialog": STRONG,
    "header": WEAK, "footer": FOOTER, "template": HIDDEN, "noscript": HIDDEN,
}  # fmt: skip
_STRONG_WORD = re.compile(
    r"(?:main|top|sub|left|right|side|global|site|page|head|tab|user|second|first)?"
    r"(?:nav|navi|navs|navbar|navigation|navlist|navmenu|menu|menus|menubar|menulist|caidan|daohang)\d*"
    r"|breadcrumbs?|crumbs?|curmbs?|crumbnav|mbx|mianbaoxie|dqwz|curpos|where|sidebar|sidenav|toplink|skip|cookies?"
    r"|search|searchbox|login|pagination|pager|pagebar|prevnext|flinks?|friendlinks?|yqlj|share|sharebox|bdsharebuttonbox|bdshare"
    r"|print|fontsize|qrcode|ewm"
)
"""Whole words of class, id and role attributes, English and the pinyin of Chinese templates (面包屑, 当前位置, 导航, 友情链接)."""
_WEAK_WORD = re.compile(
    r"leftbar|rightbar|topbar|toolbar|tools?|header|head|top|banner|logo|lang|language|pages|prev|next|shang|xia|related"
    r"|recommend|hot|links?|friend|close|rank|ranking|bread|weizhi|wz|location|position|pos|path|place|bottom|foot|dibu|copy"
    r"|siteinfo|aside|left|right|column|list"
)
"""Words that templates also give to parts of the notice."""
_FOOTER_WORD = re.compile(r"footer\d*|copyright|beian|icp|contentinfo")
_ATTRIBUTE = re.compile(r"""\b(?:class|id|role)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
_WORDS = re.compile(r"[a-z]+\d*|[A-Z]+(?![a-z])|[A-Z][a-z]+\d*")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|(?:^|\s)hidden(?:\s|=|$)|aria-hidden\s*=\s*[\"']?true", re.I)


@lru_cache(maxsize=8192)
def hint(tag: str, attributes: str) -> int:
    """What an element's tag and attributes suggest: 0 nothing, else STRONG, WEAK, FOOTER or HIDDEN. Cached: the pages
    of a site repeat them."""
    if ("none" in attributes or "hidden" in attributes) and _HIDDEN.search(attributes):
        return HIDDEN
    found = _TAGS.get(tag, 0)
    if found:
        return found
    for match in _ATTRIBUTE.finditer(attributes[:2000]):
        for word in _WORDS.findall(match[1] or match[2] or match[3] or ""):
            lowered = word.lower()
            if _STRONG_WORD.fullmatch(lowered):
                return STRONG
            if _FOOTER_WORD.fullmatch(lowered):
                found = FOOTER
            elif _WEAK_WORD.fullmatch(lowered):
                found = found or WEAK
    return found


_OPENING = r"[\s\W]{0,6}"
"""Bullets, brackets and bars that may stand before the words."""


def _beginning(*wordings: str) -> re.Pattern[str]:
    return re.compile(_OPENING + "(?:" + "|".join(wordings) + ")", re.I)


_NEIGHBOUR = _beginning(
    r"[上下]一?[篇条則则页頁个個项項](?:文章|新闻|信息|公告|内容)?\s*(?:[:：】\]>»\s]|没有|無|无|$)",
    r"[上下]一(?:主题|文章|信息|公告|新闻)\s*(?:[:：】\]>»\s]|没有|無|无|$)",
    r"(?:previous|next)(?:\s+(?:article|notice|page|post|entry))?\s*(?:[:：>»]|$)",
    r"(?:相关|相關|推荐|热门|最新)(?:链接|文章|新闻|阅读|信息|推荐|资讯)\s*[:：]?$",
)
"""Links to the neighbours in a list, and the headings of lists of other pages: what follows names other notices."""
_TRAIL = _beginning(
    r"[您你我](?:当前|现在|目前)?(?:的|所在)*(?:的)?位置",
    r"(?:当前|當前|现在|目前)(?:的|所在)*位置",
    r"(?:网站|網站)?首\s?[页頁]\s*(?:[>›»→＞/|]|-{1,2}|$)",
    r"home\s*(?:[>›»/|]|$)",
    r"you are here",
    r"breadcrumb",
)
"""A breadcrumb trail. A bare 位置： would be a place of delivery, so it needs a possessive, 当前 or 首页."""
_FOOT = _beginning(
    r"(?:版权|版權)所有",
    r"copyright\b",
    r"©",
    r"all rights reserved",
    r"[\u4e00-\u9fff]?icp(?:备|證|证)",
    r"[\u4e00-\u9fff]公网安备",
    r"网站(?:标识码|地图|声明|管理)",
    r"友情(?:链接|連結)",
    r"技术支持\s*[:：]",
    r"建议使用.{0,30}(?:浏览|分辨率)",
    r"本站(?:已)?支持ipv6",
    r"免责声明$",
    r"隐私(?:政策|声明)$",
    r"设为首页",
    r"加入收藏",
    r"返回顶部",
    r"skip to (?:main )?content",
    r"cookies? policy",
    r"back to top",
)
_BUTTON = re.compile(
    "(?:"
    + "|".join(
        (
            r"[\s\W]",
            r"打印(?:本页(?:内容)?|此页|文章|页面)?",
            r"关闭(?:窗口|本页|此页|页面)?",
            r"返回(?:列表|首页|上一页|上页|顶部)?",
            r"字[号体](?:大小)?",
            r"[大中小](?=[\s\W大中小]|$)",
            r"收藏(?:本页|此页)?",
            r"分享(?:到|至)?",
            r"微信|微博|qq空间|朋友圈",
            r"扫一扫(?:手机(?:浏览|访问|阅读)|二维码|关注)?",
            r"(?:我要)?纠错",
            r"(?:点击|浏览|阅读)(?:次数|量|数)?\s*[:：]?\s*\d*\s*次?",
            r"无障碍(?:浏览|阅读)?",
            r"登录|注册|搜索|检索|更多|查看更多|english",
            r"(?:print|share)(?: this page)?|close|login|log in|sign in|search|menu",
        )
    )
    + ")++",
    re.I,
)
"""A line of nothing but buttons: print, close, share, font size, visit counts, search."""
_LONGEST_FURNITURE = 200
"""A neighbour link quotes a title, and titles rarely pass 100 characters; longer lines are never judged by their beginning."""
_LONGEST_BUTTONS = 60


def is_furniture(line: str) -> bool:
    """Whether the wording alone shows a line to be the site's, not the notice's."""
    size = len(line)
    if size > _LONGEST_FURNITURE:
        return False
    if _NEIGHBOUR.match(line) or _TRAIL.match(line) or _FOOT.match(line):
        return True
    return size <= _LONGEST_BUTTONS and _BUTTON.fullmatch(line) is not None


def is_neighbour_label(line: str) -> bool:
    """Whether a line announces another page ("上一篇：") without yet naming it; the linked line after it does."""
    return len(line) <= 12 and _NEIGHBOUR.match(line) is not None


def is_trail(line: str) -> bool:
    """Whether a line is, or begins, a breadcrumb trail."""
    return len(line) <= _LONGEST_FURNITURE and _TRAIL.match(line) is not None
