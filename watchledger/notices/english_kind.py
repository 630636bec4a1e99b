"""What an English document is, by the words at its head, and the title that stands there."""

from __future__ import annotations

import itertools
import re

from watchledger.lang.normal import fold
from watchledger.model.notice import Fact
from watchledger.model.text import Text
from watchledger.notices.english_bodies import abbreviated
from watchledger.notices.english_facts import fact
from watchledger.notices.english_items import is_head
from watchledger.notices.english_lines import Line, key_of, labels
from watchledger.notices.tree import table

HEAD = 2500
"""Characters in which a document says what it is; later words speak of other documents."""

_KINDS = tuple((kind, float(weight)) for kind, weight, _ in table("english_kinds.tsv"))
_WORDS = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<k{n}>{words})" for n, (_, _, words) in enumerate(table("english_kinds.tsv"))) + ")"
)
"""All kinds in one pass over folded text; at one place the heavier kinds come first."""
_OPENING = re.compile(
    r"^(?:(?:notice of |public )?(?:requests? for (?:competitive |sealed )?(?:proposals?|"
    r"quotations?|quotes?|bids?|tenders?|qualifications|information)|"
    r"invitations? (?:to|for) (?:bid|tender|quote|bids|tenders)|contract award notice|"
    r"notice of (?:contract )?award|award notice|contract notice|"
    r"notice of intent to award(?: sole[- ]source)?|intent to award|sole[- ]source (?:notice|"
    r"justification|procurement)|tender notice|solicitation|notice of cancell?ation|(?:bid|bidding|tender) documents?|"
    r"(?:decision\s*[-–—:]\s*)?award of (?:the |a )?contract|"
    r"rfp|rfq|itb|ifb|itt|agreement|contract|addendum|tenders?(?: for)?(?: document)?"
    r"|solicitation for proposals?|document(?= for$))(?:\s*\((?:rfp|rfq|itb|ifb|itt|rfi|"
    r"rfb)\))?(?:\s*(?:no\.?|number|#)?\s*[:#]?\s*[A-Z]{0,6}[-/ ]?\d[\w./-]*)?)"
    r"(?:\s+from (?:[\w-]+ ){1,6}?(?=for\b))?\s*(?:[:–—-]\s*|\s*for(?:\s+(?:the\s+)?|$)|\s+to provide\s+|$)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\s*(?:[-–—:|,]\s*|\()(?:contract award notice|award notice|contract notice|"
    r"notice of award|tender notice|request for proposals?|request for quotations?|"
    r"invitation to (?:tender|bid)|prior information notice|rfp|rfq|itt|itb|find a tender|contracts finder)\)?\s*$",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"^(?:the )?(?:city|county|town|village|borough|state|commonwealth|university|board|"
    r"department|office|school district|port|parish|"
    r"metropolitan|district|government|ministry|council|authority)\b(?! (?:to|for)\b)|\b(?:council|"
    r"county|municipality|authority|department|sheriff'?s office|"
    r"police|constabulary|trust|university|commission|agency|district|board of supervisors|city council)$",
    re.IGNORECASE,
)
_FIELD = re.compile(r"[A-Z][\w /#.&()-]{1,34}:[ \t]+\S")
"""A label with its value; on a sheet of them also what we do not know is one."""
_PRICES = re.compile(r"\d\.\d\d\b")
_OFFICE = re.compile(r"(?:the )?(?:office|department|ministry|directorate|government) of\b", re.IGNORECASE)
_NOT_TITLE = re.compile(
    "|".join(f"^(?:{words})" if where == "begins" else words for where, words in table("english_no_titles.tsv")), re.IGNORECASE
)

_LABEL_AFTER = re.compile(r"[.;]\s+([A-Z][A-Za-z ]{2,30}):")
_NUMBER_LABEL = re.compile(r"[\w /-]{2,40}\b(?:number|no\.?|nr\.?|date|id|#)\s*[:#]", re.IGNORECASE)


_COMPETED = re.compile(
    r"\b(?:(?:bids|proposals|quotes|quotations|tenders|offers|responses) (?:were |was )?(?:solicited|received|opened"
    r"|submitted|obtained)"
    r"|low(?:est)?(?: responsive| responsible| and|,){0,4} (?:bid|bidder|quote|proposal)|requests? for (?:proposals?"
    r"|bids?|quotations?)"
    r"|invitations? (?:to|for) (?:bid|tender)s?|highest[- ](?:ranked|scoring)|RFP|RFQ|ITB|IFB|bid (?:no|number|#))\b",
    re.IGNORECASE,
)
"""What tells that a purchase which is approved was put to competition: then it is an award, else a contract."""
_MEMO = re.compile(r"(?m)^[ \t]*(?:FROM|From|SUBMITTED BY|Submitted By)[ \t]*:")
"""A memorandum or staff report: somebody tells somebody."""


def kind_of(text: Text, stated: tuple[int, int] | None) -> Fact[str] | None:
    """The type: by the words of a type label where one is `stated`, else by the head of the document."""
    content = text.content
    best: tuple[float, str, int, int] | None = None
    for first, last, bonus in ((stated[0], stated[1], 4.0),) if stated else ():
        best = _best(content, first, last, bonus, best)
    best = (
        best or _best(content, 0, min(HEAD, len(content)), 0.0, None) or _best(content, 0, min(20 * HEAD, len(content)), 0.0, None)
    )
    if best is None:
        return None
    if best[1] == "tender" and _MEMO.search(content, 0, min(HEAD, len(content))):  # tells of the tender that has been
        decided = next((m for m in _WORDS.finditer(fold(content[:HEAD])) if _kind(m) in ("award", "approval")), None)
        best = (0.0, _kind(decided), *decided.span()) if decided is not None else best
    _, kind, start, end = best
    if kind == "approval":
        kind = "award" if _COMPETED.search(content, 0, min(2 * HEAD, len(content))) else "contract"
    return fact(text, start, end, "type", kind)


def _kind(match: re.Match[str]) -> str:
    return _KINDS[int((match.lastgroup or "k0")[1:])][0]


def _best(
    content: str, first: int, last: int, bonus: float, best: tuple[float, str, int, int] | None
) -> tuple[float, str, int, int] | None:
    for match in _WORDS.finditer(fold(content[first:last])):
        kind, weight = _KINDS[int((match.lastgroup or "k0")[1:])]
        score = bonus + weight - 1.2 * match.start() / 400
        if best is None or score > best[0]:
            best = (score, kind, first + match.start(), first + match.end())
    return best


def title_at_head(text: Text, found: list[Line], buyer: str | None) -> tuple[int, int] | None:
    """The title by position: what follows the opening words ("Request for Proposals: …"), a heading, or the first line of the head
    that is neither the body's name, nor a label, nor a number. Lines in capitals that go on in the next line are joined."""
    content = text.content
    single = [
        line
        for n, line in enumerate(found[:40])
        if not any(o.row == line.row for o in (*found[max(n - 1, 0) : n], *found[n + 1 : n + 2]))
    ]
    head = [line for line in single[:14] if line.start < HEAD]
    for wanted in ("heading", "title"):  # a page's own heading before the browser's title
        spans = [(b.start, b.end) for b in text.blocks[:200] if b.kind == wanted]
        for line in found[:30]:
            if any(start <= line.start and line.end <= end for start, end in spans) and (cut := _trimmed(content, line, buyer)):
                return cut
    for number, line in enumerate(head[:-1]):
        words = content[line.start : line.end]
        if _OPENING.fullmatch(words) and (
            words.upper().endswith("FOR") or content[head[number + 1].start : head[number + 1].end].upper() == "FOR"
        ):
            number += 1 + (not words.upper().endswith("FOR"))
            for at in range(number, min(number + 3, len(head))):
                if cut := _trimmed(content, head[at], buyer):
                    return _gone_on(content, head, at, cut, buyer)
    form = sum(_FIELD.match(content, line.start, line.end) is not None for line in head) >= 4  # a sheet of labels
    for number, line in enumerate(head):
        if form and _FIELD.match(content, line.start, line.end):
            continue
        if number and content[head[number - 1].start : head[number - 1].end].endswith(":") and head[number - 1].row == line.row - 1:
            continue  # the value of a label that we do not know
        opening = _OPENING.match(content[line.start : line.end])
        cut = _trimmed(content, line, buyer)
        if cut is not None and (opening is None or opening.end() < line.end - line.start):
            return _gone_on(content, head, number, cut, buyer)
    return None


_VERB = re.compile(r"\b(?:is|are|was|were|will|shall|has|have)\b")
_SENTENCE = re.compile(
    r"\b(?:invites?|requested|called|made|recommends?|requests|hereby|shall|must|will be|may be|can be|is|are|was|were|has been"
    r"|have been)\b(?=.*[.:,]$)"
    r"|\b(?:invites? (?:sealed |online )?(?:bids|tenders|proposals)|(?:introduced|moved) the following|you are hereby)\b",
    re.IGNORECASE,
)
"""A line that states something is no title."""
_OPEN_END = re.compile(r"(?:[,&]|\b(?:OF|AND|FOR|TO|THE|AT|IN|ON|WITH|BY|IP|A|AN)|,\s*)$")


def _gone_on(content: str, head: list[Line], number: int, cut: tuple[int, int], buyer: str | None) -> tuple[int, int]:
    """A title in capitals with the lines in capitals that it goes on in: the next line, or one behind a gap when the first breaks
    off or the next begins in the middle; once over a gap, the lines are set apart."""
    gap = max(1, min((b.row - a.row for a, b in itertools.pairwise(head[:8])), default=1))
    for before, line in zip(head[number:], head[number + 1 : number + 5], strict=False):
        words = content[cut[0] : cut[1]]
        broken = _OPEN_END.search(content[before.start : before.end]) or re.match(
            r"(?:OF|AND|FOR|AT|IN|TO|OFFICES|WITH|&)\b", content[line.start : line.end]
        )
        more = _trimmed(content, line, buyer) if line.row <= before.row + (3 if broken else gap) else None
        if not words.isupper() or more is None or not content[more[0] : more[1]].isupper() or more[1] - cut[0] > 240:
            break
        cut, gap = (cut[0], more[1]), max(gap, line.row - before.row)
    return cut


def _trimmed(content: str, line: Line, buyer: str | None) -> tuple[int, int] | None:
    """A line without opening and closing words; None when nothing of a title is left."""
    start, end = line.start, line.end
    if (label := _LABEL_AFTER.search(content, start, min(end, start + 400))) is not None and key_of(label[1]) in labels():
        end = label.start()  # "Cameras for the depot. Buyer: Nowhere Council. …" on one line
    if end - start > 400:
        return None
    if opening := _OPENING.match(content[start:end]):
        start += opening.end()
    if closing := _CLOSING.search(content[start:end]):
        end = start + closing.start()
    words = content[start:end].strip()
    if len(words) < 6 or len(words) > 220 or words.endswith((".", ";")) and len(words) > 90:
        return None
    if _NOT_TITLE.search(words) or (buyer is not None and words.casefold() == buyer.casefold()):
        return None
    if opening is None and len(words) > 100 and _VERB.search(words):
        return None
    if opening is None and (_SENTENCE.search(words) or words.endswith(":") or abbreviated(words) == (0, words.find(" ("))):
        return None
    if (
        buyer is not None
        and opening is None
        and len(words) < 2 * len(buyer) + 10
        and buyer.casefold() in words.casefold()[: len(buyer) + 8]
    ):
        return None  # the body with its seat
    if is_head(words) or any(sign in words for sign in "$£€\t"):
        return None
    if _NUMBER_LABEL.match(words) or len(_PRICES.findall(words)) >= 2 or words.islower() and " " not in words:
        return None
    if " " not in words and any(map(str.isdigit, words)):
        return None
    first = words.partition(":")[0]
    if (
        first != words
        and key_of(first) in labels()
        or key_of(words) in labels()
        or re.match(
            r"(?:rfp|rfq|itb|ifb|itt|bid|contract|solicitation|tender)\b(?:[^a-z]*\d|\s*(?:no\b|number|ref))", words.lower()
        )
    ):
        return None
    if opening is None and _BODY.search(words) and len(words.split()) <= (12 if _OFFICE.match(words) else 7) and not closing:
        return None
    return start + content[start:end].index(words[0]), start + content[start:end].index(words[0]) + len(words)
