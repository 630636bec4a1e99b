"""The notices of one project in the order of its stages, amounts side by side, with what is missing."""

from __future__ import annotations

from typing import Any

from watchledger.entities import Project, same_code
from watchledger.errors import InputError
from watchledger.explore.case import Case
from watchledger.explore.document import find_document
from watchledger.explore.grouping import amounts_of
from watchledger.explore.kept_projects import Grouping, grouped


def projects_named(case: Case, named: str, groups: Grouping | None = None) -> list[dict[str, Any]]:
    """The projects with this number in any writing, or that of this document's id or path: `notices` in order of stage and time,
    `missing` stages, `joins` with the reason for each. Raises InputError where there is none."""
    groups = groups or grouped(case)
    return [whole(case, groups, one) for one in _found(case, groups, named)]


def _found(case: Case, groups: Grouping, named: str) -> list[Project]:
    """The projects with this number, or the one of this document."""
    wanted = same_code(named)
    by_number = (
        [one for one in groups.projects if any(wanted in map(same_code, head.codes) for head in one.notices)] if wanted else []
    )
    if by_number:
        return by_number
    key = find_document(case, named).key
    if key not in groups.number:
        raise InputError(
            f"the document {named} states no number, title or buyer, so it is in no project", path=str(case.store.case)
        )
    return [groups.projects[groups.number[key]]]


def whole(case: Case, groups: Grouping, one: Project) -> dict[str, Any]:
    """A project with all that is shown of it."""
    keys = [groups.keys[head.id] for head in one.notices]
    heads = {head.id: head for head in case.store.heads(sorted(keys))}
    suppliers: dict[int, list[dict[str, Any]]] = {key: [] for key in keys}
    sql = """SELECT n.document, coalesce(n.shown, n.value), a.value, a.currency FROM facts n JOIN chosen c ON c.key = n.document
        LEFT JOIN facts a ON a.document = n.document AND a.field = 'suppliers.amount' AND a.grp = n.grp
        WHERE n.field = 'suppliers.name' ORDER BY n.document, n.ordinal"""
    for key, name, amount, currency in case.store.stream(sql, keys=keys):
        suppliers[key].append({"name": name, "amount": amount, "currency": currency})
    notices = []
    repeated = dict(one.repeats)
    for head in one.notices:
        held = heads[head.id]
        amounts = {kind: {"amount": amount, "currency": currency} for kind, (amount, currency) in amounts_of(held).items()}
        notices.append({
            "document": head.id, "type": head.type, "stage": head.stage,
            "published": head.published, "title": head.title, "buyer": head.buyer,
            "project_codes": head.codes, "path": held.path, "address": held.address, "amounts": amounts,
            "suppliers": suppliers[groups.keys[head.id]], "repeats": repeated.get(head.id), "again": head.id in one.again,
        })  # fmt: skip
    joins = [join._asdict() for join in one.joins]
    replaces, replaced_by = attempts(groups, one)
    return {
        "project": one.id, "version": one.version, "notices": notices, "missing": one.missing, "joins": joins,
        "replaces": replaces, "replaced_by": replaced_by,
    }  # fmt: skip


def attempts(groups: Grouping, one: Project) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """(the failed attempt that a project replaces, the one that replaces it), each as the two notices with rule and reason."""
    inside = {head.id for head in one.notices}
    after = [join for project in groups.projects for join in project.replaces if join.other in inside]
    return [join._asdict() for join in one.replaces], [join._asdict() for join in after]
