"""entities: which names are one body, and which notices are one project. The machine proposes with reasons; people decide.

parse(name, within="") -> Name                       a name taken apart (name.py)
compare(a, b, codes=, aliases=) -> Comparison        same, ask, different or related, with the reason (compare.py)
timed(Comparison, names, periods) -> Comparison      what is asked, moved by when the two names are used (period.py)
shipped() -> Aliases                                 other names of bodies, each with its support or marked unverified
resolve(mentions, aliases=, judged=) -> Resolution   many names to bodies; what people decided comes first (resolve.py)
Known(aliases).add(mentions); .resolution(judged)    the same with names that keep coming
side_of(mention), against(judged, one, other, verdict)  the sides of a decided pair, and what a decision contradicts (judgement.py)
entries(path, passed) -> Entry ...; likenesses(mentions, entries)  a list that a user supplies, and names that are like its own
locate(buyer, region, title) -> Located                the finest division that a name states, what it was, or what it may be
(locate.py) type_of(name) -> Typed | None                         what an organisation does, by its name (types.py)
projects(heads) -> (Project, ...)                    notices to projects, with reasons and missing stages (project.py)
"""

from __future__ import annotations

from watchledger.entities.aliases import Alias, Aliases, shipped
from watchledger.entities.code import telling_code
from watchledger.entities.compare import compare
from watchledger.entities.comparison import ASK, DIFFERENT, RELATED, SAME, VERSION, Comparison, Reason
from watchledger.entities.judgement import Judged, against, name_of_side, side_of
from watchledger.entities.locate import Located, locate, locate_project
from watchledger.entities.mention import Mention
from watchledger.entities.name import Name, parse
from watchledger.entities.period import Period, period, timed
from watchledger.entities.project import Project, projects
from watchledger.entities.project_code import is_telling, same_code
from watchledger.entities.project_head import NoticeHead
from watchledger.entities.resolve import Known, resolve
from watchledger.entities.screening import Likeness, likenesses
from watchledger.entities.types import Typed, type_of
from watchledger.entities.union import Link, Resolution
from watchledger.entities.watchlist import Entry, Passed, entries

__all__ = [
    "ASK", "Alias", "Aliases", "Comparison", "DIFFERENT", "Entry", "Judged", "Known", "Likeness", "Link", "Located",
    "Mention", "Name", "NoticeHead", "Passed", "Period", "Project", "RELATED", "Reason", "Resolution", "SAME", "Typed", "VERSION",
    "against", "compare", "entries", "is_telling", "likenesses", "locate", "locate_project", "name_of_side", "parse", "period",
    "projects", "resolve", "same_code", "shipped", "side_of", "telling_code", "timed", "type_of",
]  # fmt: skip
