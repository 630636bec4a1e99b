"""The project's title and its numbers."""

from __future__ import annotations

import re
from collections import Counter

from watchledger.fields.anchor import strip_enumerator
from watchledger.fields.identifier import code, parts
from watchledger.fields.label import nothing
from watchledger.lang.normal import is_han
from watchledger.notices.candidate import Candidate, best, named
from watchledger.notices.headline import project_name, says_nothing, telling
from watchledger.notices.statement import Page, Statement, clause, inside

_QUOTES = " “”\"'‘’「」『』_:"
_ELSEWHERE = re.compile(
    r"(?:详|请)?见(?:投标人须知|招标文件|采购文件|公告|附件|前附表)|^\([^()]{2,10}\)$|签[名字]$|签[名字章]?[:：]|^注\d*[:： ]"
)
"""Where a form refers to another place or is not filled in."""
_NUMBER_AFTER = re.compile(
    r"[(\[][a-z]{2,}[-a-z]*(?:20\d\d|19\d\d)?[-_a-z0-9]*\d{3,}[-_a-z0-9]*[)\]]$|[(\[](?:项目|招标|采购|标书)?(?:编号|代码)[^()]*(?:\([^()]*\)[^()]*)*[)\]]?$"
)
_ENUMERATOR = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]\)|(?<=[\u4e00-\u9fff)”])\d{1,2}[.、]\??)$")
_PLAN = re.compile(
    r"(?<![a-z\u4e00-\u9fff])?(?:根据|按照|依据|经|"
    r"第)?(?P<code>[\u4e00-\u9fff]{1,4}购?\[?(?:20\d\d)?\]?[a-z]?\d{6,})号?(?:政府)?(?:采购)?计划$"
)
_PLANS_WITHIN = 20_000
"""Characters in which a plan's number is looked for: it stands in a notice's first sentences."""


def titles(
    page: Page, statements: list[Statement], sentences: list[Candidate[str]], heads: list[tuple[int, int, float]]
) -> list[Candidate[str]]:
    """Titles, best first: labelled, stated by a sentence, left of the headline. They agree when one holds the other."""
    found = [*_labelled(page, statements), *sentences]
    found.extend(_before_number(page))
    for start, end, weight in heads:
        if not telling(page.words[start:end]):
            continue
        low, high = project_name(page.words[start:end])
        low, high = _trimmed(page.words, start + low, start + high)
        if high - low >= 5 and not _ELSEWHERE.search(page.words[low:high]):
            found.append(named(page, low, high, 0.62 * weight, "notice.title.headline/1"))
    found = [c for c in found if page.words.count(",", c.start, c.end) < 2 and not says_nothing(page.words[c.start : c.end])]
    chosen, others = best(found, _same_title)
    if chosen is None or chosen.weight < 0.25:
        return []
    if "**" in chosen.value:
        shown = next((o for o in others if "**" not in o.value and _shown(chosen.value, o.value)), None)
        if shown is not None:
            return [shown, chosen, *(o for o in others if o is not shown)]
    if ".headline/" in chosen.rule or ".number/" in chosen.rule:
        # repeated on a page it outweighs a label, but says no more than the label's whole name
        whole = next(
            (
                o
                for o in others
                if (o.weight >= _LABELLED or ".headline/" in o.rule) and _same_title(chosen.value) in _same_title(o.value)
            ),
            None,
        )
        if whole is not None:
            return [whole, chosen, *(o for o in others if o is not whole)]
    return [chosen, *others]


def _shown(masked: str, title: str) -> bool:
    """Whether a title is the one of which a site hides some signs."""
    return re.fullmatch(re.sub(r"(?:\\\*)+", ".{1,12}", re.escape(masked)), title) is not None


_LABELLED = 0.9
"""The weight of a name that stands at its label."""


_SIGNS = {ord(sign): None for sign in "\"“”'（）() \t\n\r\u3000\xa0"}


def _same_title(title: str) -> str:
    """What titles that agree have in common: no brackets, quotes, spaces and no 项目 at the end."""
    return (title[:-2].removesuffix("采购") if title.endswith("项目") else title).translate(_SIGNS)


def listing(page: Page, statements: list[Statement], heads: list[tuple[int, int, float]]) -> list[Candidate[str]]:
    """The heading of a page that lists several intended purchases, which is its only title; none for a page of one."""
    named_rows = {page.words[s.start : s.end] for s in statements if s.role == "title" and s.row is not None}
    if len(named_rows) < 2:
        return []
    for start, end, _weight in sorted(heads, key=lambda h: -h[2]):
        match = _INTENTIONS.match(page.words, start, end)
        if match and len(match["title"]) >= _LEAST_LISTING:
            return [named(page, *match.span("title"), 0.8, "notice.title.listing/1")]
    return []


_LEAST_LISTING = 8
"""Characters of such a heading that says whose or when; 政府采购意向 alone is no title."""
_INTENTIONS = re.compile(r"(?:关于)?(?P<title>.{4,80}?意向)(?:的)?(?:公开|公告|公示)*$")


_LEAD = re.compile(
    r"(?:.{0,120}(?:现就|现对|拟对|现将|就|关于|对|受理的|组织的|举行的|参加的|代理的|委托的|承办的|开标的|开启的|进行的|实施的))?"
)


_A_FILE = re.compile(r"《(?P<title>[^《》]{6,90}?)(?:招标|采购|磋商|谈判|询价|比选)文件》")
""" "《某项目招标文件》(招标编号:…)": the project's name is before the kind of the file."""
_OURS = re.compile(r"(?:我|本)(?:校|局|院|单位|公司|中心|处|厅|委|所|部|司)")


def _before_number(page: Page) -> list[Candidate[str]]:
    """ "阳朔县某系统工程（招标编号：YS2017-G1-008）评标工作已结束": the name before a number in brackets."""
    words = page.words
    found: list[Candidate[str]] = []
    for anchor in page.anchors:
        if (
            anchor.label.role not in ("code", "code_contract")
            or anchor.start < 8
            or words[anchor.start - 1] not in "(["
            or anchor.start > 6000
        ):
            continue
        end = anchor.start - 1
        low = clause(words, max(page.gaps.hard_before(end), end - 140), end, ",。;:!")
        lead = _LEAD.match(words, low, end)
        start, end = _trimmed(words, lead.end() if lead else low, end)
        ours = _OURS.match(words, start, end)
        start = ours.end() if ours else start
        start = strip_enumerator(words, start, end)
        if (file := _A_FILE.match(words, start, end)) and file.end() >= end - 1:
            start, end = file.span("title")
        if 6 <= end - start <= 100 and telling(words[start:end]) and not re.search(r"委托|公告的", words[start:end]):
            found.append(named(page, start, end, 0.6, "notice.title.number/1"))
        if len(found) >= 4:
            break
    return found


def _labelled(page: Page, statements: list[Statement]) -> list[Candidate[str]]:
    found: list[Candidate[str]] = []
    weights = {
        "title": 1.0,
        "title_old": 0.8,
        "title_contract": 0.6 if any(s.role == "title" and s.end > s.start for s in statements) else 1.1,
    }
    rows = Counter(s.row[0] for s in statements if s.role == "title" and s.row is not None)
    bodies = {page.words[s.start : s.end].strip() for s in statements if s.role in ("buyer", "agency") and s.end > s.start}
    for s in statements:
        if s.role not in weights or s.end <= s.start or len(found) >= 40:
            continue
        start, end = _trimmed(page.words, s.start, s.end)
        words = page.words[start:end]
        if not 3 <= len(words) <= 200 or _ELSEWHERE.search(words) or words in nothing() or not any(c.isalpha() for c in words):
            continue
        if words in bodies:
            continue  # a form filled in with the buyer's name
        if s.role == "title_old" or words.endswith(("公告", "公示")):
            low, high = project_name(words)
            start, end = start + low, start + high
        if s.role == "title_contract" and (suffix := _CONTRACT.search(page.words, start + 4, end)):
            end = suffix.start()
        weight = (
            s.weight
            * weights[s.role]
            * (0.7 if s.row is not None and rows[s.row[0]] > 1 else 1.0)
            * (0.8 if len(words) < 6 else 1.0)
            * (0.3 if page.words.find("业绩", max(0, s.label - _PAST_WORKS), s.label) >= 0 else 1.0)
        )
        found.append(named(page, start, end, weight, f"notice.title.{s.how}/1"))
    return found


_PAST_WORKS = 24
"""Characters before a name's label in which 业绩 says that it is a project the bidder did before."""
_CONTRACT = re.compile(r"(?:政府)?(?:采购)?合同(?:书|协议)?$")


_ENDED = re.compile(r"[。;|]")


def _trimmed(words: str, start: int, end: int) -> tuple[int, int]:
    end = min(end, start + 240)
    stop = _ENDED.search(words, start, end)
    end = stop.start() if stop else end
    if end - start > 2 and words[start] in '“「『"' and words[end - 1] in '”」』"':
        start, end = start + 1, end - 1
    while start < end and words[start] in _QUOTES and not (words[start] in "“「『" and words[end - 1] not in "”」』"):
        start += 1
    for pattern in (_ENUMERATOR, _NUMBER_AFTER):
        match = pattern.search(words[start:end])
        if match:
            end = start + match.start()
    while end > start and words[end - 1] in _QUOTES + ",、.":
        end -= 1
    if end > start and words[end - 1] in '”"' and words[start] not in '“"':
        end -= 1
    return start, end


_NUMBER_GOES_ON = re.compile(r"第|号|字|\(|\[|-")


def _column_end(page: Page, s: Statement) -> int:
    """Where a number's value ends: white space between its signs and Han words parts what ran together."""
    words = page.words
    for at in page.gaps.within(s.start, min(s.end, s.start + 60)):
        before = words[s.start : at].rstrip()
        if any(c.isdigit() for c in before) and before[-1].isascii() and is_han(words[at]) and not _NUMBER_GOES_ON.match(words, at):
            return at
    return s.end


def codes(page: Page, statements: list[Statement], bracketed: list[Candidate[str]]) -> list[Candidate[str]]:
    """The numbers of the project, in the order stated, each once. Lots' and contracts' numbers stand in only when there
    is no other."""
    ranked: dict[str, list[Candidate[str]]] = {"code": [], "code_lot": [], "code_contract": [], "code_no": []}
    for s in statements:
        if s.role not in ranked or s.end <= s.start or len(ranked[s.role]) >= 60:
            continue
        if s.role == "code_no" and (s.row is not None or page.words[s.label : s.label_end].strip(" :") not in _BARE_NUMBER):
            continue
        span = code(page.words, s.start, _column_end(page, s))
        if span is None:
            continue
        for low, high in (*parts(page.words, *span), *_further(page.words, span[1], s.end)):
            ranked[s.role].append(named(page, low, high, s.weight, f"notice.project_codes.{s.how}/1"))
    at = page.words.find("计划", 0, _PLANS_WITHIN)
    while at >= 0:
        match = _PLAN.search(page.words, max(0, at - 40), at + 2)
        if match and not inside(page.skip, match.start()):
            ranked["code"].append(named(page, *match.span("code"), 0.6, "notice.project_codes.plan/1"))
        at = page.words.find("计划", at + 2, _PLANS_WITHIN)
    plain = [c for c in ranked["code_no"] if sum(sign.isdigit() for sign in c.value) >= _LEAST_DIGITS][:2]
    ranked["code"] += [c for c in bracketed if c.weight >= _BEFORE_HEADLINE and ranked["code"]]
    found = ranked["code"] or bracketed or plain or ranked["code_lot"][:1] or ranked["code_contract"][:1]
    kept: list[Candidate[str]] = []
    for candidate in sorted(found, key=lambda c: c.start):
        bare = _bare(candidate.value)
        twin = next((i for i, k in enumerate(kept) if _bare(k.value) in bare or bare in _bare(k.value)), None)
        if twin is None:
            kept.append(candidate)
    return kept[:12]


_BEFORE_HEADLINE = 0.9
"""The weight of a number in brackets before the headline: it stands beside those that labels give."""
_MOST_NUMBERS = 6


def _further(words: str, at: int, end: int) -> list[tuple[int, int]]:
    """The numbers that follow the first, each behind a semicolon ("某采-2032-8;某建招[2032]003号")."""
    found: list[tuple[int, int]] = []
    while at < end and words[at] == ";" and len(found) < _MOST_NUMBERS:
        span = code(words, at + 1, end)
        if span is None or span[0] > at + 2 or sum(c.isdigit() for c in words[slice(*span)]) < _LEAST_DIGITS:
            break
        found.append(span)
        at = span[1]
    return found


_BARE_NUMBER = frozenset({"编号", "编码", "代码", "号", "no", "no.", "文号"})
"""Labels of any number; beside a notice's other facts it is the project's when no other label gives one."""
_LEAST_DIGITS = 4


def contract_number(page: Page, statements: list[Statement]) -> Candidate[str] | None:
    """The contract's own number."""
    for s in statements:
        span = code(page.words, s.start, _column_end(page, s)) if s.role == "code_contract" and s.end > s.start else None
        if span is not None:
            return named(page, *span, s.weight, f"notice.contract_number.{s.how}/1")
    return None


def _bare(words: str) -> str:
    return _SIGNS_OF_NUMBERS.sub("", words).lower()


_SIGNS_OF_NUMBERS = re.compile(r"[\s\-—_.()（）\[\]【】〔〕号]+")
