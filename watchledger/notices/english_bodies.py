"""The public body that a paper is of, where no label and no sentence says "buyer": the body that it names most."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_WITHIN = 6000
"""Characters at a paper's head in which its own body is named; later ones are of annexes and other cases."""
_WORD = r"(?:[A-Z][\w'’-]*\w)"


def _cased(*words: str) -> str:
    """The words as names and as capitals write them, the longer first."""
    return "|".join(form for word in sorted(words, key=len, reverse=True) for form in (word, word.upper()))


_NOT_IN_SEAT = _cased(
    "Meeting", "Agenda", "Minutes", "Regular", "Special", "Date", "Notice",
    "Police", "Fire", "Sheriff", "Purchasing", "Procurement", "Finance", "Public", "Community", "Council", "Commission", "Board",
    "Department",
    "Division", "Office", "Clerk", "Manager", "Mayor", "City", "Authorizing", "Approving", "Accepting", "Awarding", "Resolution",
    "State",
    "Adopting", "Requesting", "Solicitation", "Request", "Invitation", "And", "Is", "Are", "Was", "Will", "Shall", "To", "For",
    "By", "From", "On", "In",
)  # fmt: skip
_OF = r"(?:of|OF)"
_SEATS = _cased(
    "City", "Town", "Village", "County", "Borough", "Township", "Parish", "Municipality", "Port", "University",
    "Province", "District", "Shire",
)  # fmt: skip
_SEAT = re.compile(
    rf"\b(?P<whole>(?:{_SEATS}) {_OF} "
    rf"(?!(?:{_NOT_IN_SEAT})\b){_WORD}(?: (?!(?:{_NOT_IN_SEAT})\b){_WORD}){{0,2}})"
    rf"(?P<tail> (?:{_cased('Police Department', 'Fire Department')}))?"
)
_BODIES = _cased(
    "Police Department", "Fire Department", "Fire Rescue Department", "County Sheriff's Office", "County Sheriff’s Office",
    "Sheriff's Office",
    "Sheriff’s Office", "County Sheriff", "Sheriff's Department", "Police Service", "Police Force", "Police Authority", "County",
    "School District",
    "Municipality", "City Council", "Town Council", "Borough Council", "District Council", "County Council", "Parish Council",
    "Village Council",
    "Council", "University", "Authority", "Constabulary", "Border Service", "Border Force", "Border Services Agency",
    "Border Service Agency", "Revenue Service",
    "Management Agency", "Protection Agency", "Security Agency", "Crime Agency", "Enforcement Agency", "Law Enforcement Agency",
    "Transportation Agency", "Park Service", "Forest Service", "Wildlife Service", "Marshals Service", "Prison Service",
    "Immigration Service", "Revenue Agency", "Services Administration", "Aviation Administration", "Enforcement Administration",
    "Training Board", "Health Board", "Water Board", "Water District", "Utility District", "Transit District", "Park District",
    "Board of Supervisors", "Board of Trustees", "Commissioners Court", "Crime Commissioner", "Rescue Service", "Rescue Authority",
    "NHS Trust", "NHS Foundation Trust", "Hospital Trust", "Combined Authority", "Housing Association", "Public Schools",
    "Corps of Engineers", "Development Bank", "World Bank", "Government",
    "Port District", "Community College", "Mounted Police", "Board of Education", "School Board",
)  # fmt: skip
_TAILED = re.compile(
    rf"\b(?P<whole>(?:{_WORD} (?:(?:of|and|&|OF"
    rf"|AND) )?){{0,4}}{_WORD} (?:{_BODIES}))(?P<tail>(?:(?<=District) \d{{1,4}})?)(?![\w-])"
)
_LED = re.compile(
    rf"\b(?P<whole>(?:{_cased('Ministry', 'Department', 'Division', 'Bureau', 'Directorate', 'Office')}) (?:of|OF) (?:the |THE )?"
    rf"{_WORD}(?:,? (?:and|of|&|AND|OF) {_WORD}|,? (?!(?:{_NOT_IN_SEAT}|OF|AND)\b){_WORD}){{0,5}})(?P<tail>)"
)
_OFFICES = re.compile(
    r"^(?:(?:the|and|of|for|to|by|in|at|on|with|from|director(?: general)?|managing|chief|mayor|sheriff|secretary"
    r"|commissioner|chairman|"
    r"manager|corporate services|executive|department of the|office of the|behalf of|between)[ ,.]+)+"
    r"|^.*(?:\b(?:for|by|to|at|with|from) (?:the )?|(?<!office )(?<!board )(?<!bank )(?<!government )\bof the )",
    re.IGNORECASE,
)
_NO_BODY = re.compile(
    r"^(?:city|town|village|county|borough|municipal|district|parish|fire rescue|police|fire|sheriff'?s?|local"
    r"|contracting|awarding|procuring|"
    r"purchasing|public|this|each|any|said|subject|whole|general|board and|mayor and|full|your|our|signing|signature|approval"
    r"|by|under|delegated|that)\s+"
    r"(?:council|authority|department|office|service|university|commission|county)$"
    r"|^(?:department|division|office|bureau) of (?:the )?(?:police|fire|finance|purchasing|procurement|law|state|public works)$"
    r"|^(?:full|executive|university|commission|ministry|authority|council|county)$|\b(?:resolution|ordinance|whereas"
    r"|recommendation)\b"
    r"|\b(?:and|of|to|vote) (?:the )?(?:council|county|authority|commission)$",
    re.IGNORECASE,
)


def nobody(words: str) -> bool:
    """Whether words that look like a body name none: "City Council", "Recommendation to Council"."""
    return _NO_BODY.search(words) is not None


class _Named(NamedTuple):
    start: int
    end: int
    key: str


def _mentions(content: str, end: int) -> Iterator[_Named]:
    for pattern in (_SEAT, _TAILED, _LED):
        for match in pattern.finditer(content.replace("\n", " ") if pattern is _SEAT else content, 0, end):
            start, last = match.span("whole")
            if pattern is _TAILED and (office := _OFFICES.match(content[start:last])) is not None:
                start += office.end()
            words = content[start:last]
            if nobody(words) or len(words) < 6:
                continue
            yield _Named(start, match.end("tail") if match["tail"] else last, words.casefold())


_FORCE_OF = re.compile(r"(?P<place>.+) (?:police|fire)(?: rescue)? (?:department|service)")


def named_body(content: str) -> tuple[int, int] | None:
    """The span of the body that is named most often at the head, the first of equals."""
    found: dict[str, list[_Named]] = {}
    for named in _mentions(content, min(len(content), _WITHIN)):
        found.setdefault(named.key, []).append(named)
    if not found:
        return None
    for key in found:  # "Camera System Salt Creek School District" names the district too
        shorter = next((other for other in found if other != key and key.endswith(" " + other)), None)
        if shorter is not None and len(found[key]) <= len(found[shorter]):
            found[shorter] = [*found[shorter], *found[key]]
    best = max(found.values(), key=lambda all_of: (len(all_of), -all_of[0].start))
    if (force := _FORCE_OF.fullmatch(best[0].key)) is not None:  # the police of a city that is named too: the city buys
        best = next((all_of for key, all_of in found.items() if key.endswith(f" of {force['place']}")), best)
    lone = next((n for n in best if n.end - n.start == len(n.key)), None)
    first = lone or best[0]
    return first.start, first.end


_ABBREVIATED = re.compile(
    r"(?m)^[ \t]*(?P<name>[A-Z][\w'’&-]*(?: (?:(?:of|and|for|the|&|OF|AND|FOR"
    r"|THE) )?[A-Z][\w'’&-]*){1,7}),? \((?P<short>[A-Z]{3,9})\)"
)


def abbreviated(content: str) -> tuple[int, int] | None:
    """A name with its own letters in brackets behind it, "Odisha Computer Application Centre (OCAC)": a body's, on a"
    " paper of a body."""
    for match in _ABBREVIATED.finditer(content):
        words = [
            word
            for word in match["name"].replace("&", " ").split()
            if word[0].isupper() and word.lower() not in ("of", "and", "for", "the")
        ]
        for skip in range(len(words) - 1):
            if "".join(word[0] for word in words[skip:]) == match["short"]:
                return match.start("name") + match["name"].index(words[skip]), match.end("name")
    return None


_FIRM = re.compile(
    r"^(?:THE |The )?(?:[A-Z][\w&'’.-]*[ ,]+(?:(?:of|OF|and|AND|&) )?){1,7}(?:(?:CORPORATION|Corporation|COMPANY"
    r"|Company|AUTHORITY|Authority)"
    r"(?: (?:OF|of) [A-Z]\w+)?(?: (?:LIMITED|Limited|LTD\.?|Ltd\.?))?|LIMITED|Limited|LTD\.?|Ltd\.?)$"
)


def firm_at_head(lines: Iterator[tuple[int, int, str]]) -> tuple[int, int] | None:
    """A line that is nothing but a company's name: on an invitation to tender it is the state firm that buys."""
    return next(((start, end) for start, end, words in lines if len(words) <= 90 and _FIRM.match(words)), None)
