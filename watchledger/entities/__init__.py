"""entities: which names are one body, and which notices are one project. The machine proposes with reasons; people decide.

parse(name, within="") -> Name                       a name taken apart (name.py)
compare(a, b, codes=, aliases=) -> Comparison        same, ask, different or related, with the reason (compare.py)
shipped() -> Aliases                                 other names of bodies, each with its support or marked unverified
resolve(mentions, aliases=, judged=) -> Resolution   many names to bodies; what people decided comes first (resolve.py)
projects(heads) -> (Project, ...)                    notices to projects, with reasons and missing stages (project.py)
"""

from __future__ import annotations

from watchledger.entities.aliases import Alias, Aliases, shipped
from watchledger.entities.compare import compare
from watchledger.entities.comparison import ASK, DIFFERENT, RELATED, SAME, VERSION, Comparison, Reason
from watchledger.entities.name import Name, parse
from watchledger.entities.project import NoticeHead, Project, projects
from watchledger.entities.project_code import is_telling, same_code
from watchledger.entities.resolve import Mention, Resolution, resolve

__all__ = [
    "ASK", "DIFFERENT", "RELATED", "SAME", "VERSION", "Alias", "Aliases", "Comparison", "Mention", "Name", "NoticeHead",
    "Project", "Reason", "Resolution", "compare", "is_telling", "parse", "projects", "resolve", "same_code", "shipped",
]  # fmt: skip
