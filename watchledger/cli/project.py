"""watchledger project: the notices of one project in order, with what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from watchledger.cli.grouping import Grouping
    from watchledger.entities import Project
    from watchledger.explore.case import Case


def project(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="A directory that `watchledger add` made.")],
    named: Annotated[str, typer.Argument(metavar="NUMBER|DOCUMENT", help="A project's number in any writing, or a document's id.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Show the notices of one project in the order of its stages, amounts side by side, missing stages named.

    Notices are joined by number (brackets, prefixes, lots and "second time" do not matter), by a short number beside the same
    buyer, or by title, buyer and time where no number says otherwise; each join is printed with its reason. Amounts of different
    kinds are never added together. A stage that is missing is missing in this case: it may have been published.

    Examples:

        watchledger project my-case YLCG-2020-0173

        watchledger project my-case 3f2a9c41 --json
    """
    from watchledger.cli.asking import asked, print_json
    from watchledger.cli.grouping import grouped

    with asked(case) as opened:
        groups = grouped(opened)
        found = _found(opened, groups, named)
        shown = [_whole(opened, groups, one) for one in found]
    if as_json:
        print_json({"asked": named, "projects": shown})
    else:
        for one in shown:
            _print(one)


def _found(case: Case, groups: Grouping, named: str) -> list[Project]:
    """The projects with this number, or the one of this document."""
    from watchledger.entities import same_code
    from watchledger.errors import InputError
    from watchledger.explore.document import find_document

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


def _whole(case: Case, groups: Grouping, one: Project) -> dict[str, Any]:
    from watchledger.cli.grouping import amounts_of

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
            "document": head.id, "type": head.type, "published": head.published, "title": head.title, "buyer": head.buyer,
            "project_codes": head.codes, "path": held.path, "address": held.address, "amounts": amounts,
            "suppliers": suppliers[groups.keys[head.id]], "repeats": repeated.get(head.id), "again": head.id in one.again,
        })  # fmt: skip
    joins = [join._asdict() for join in one.joins]
    return {"project": one.id, "version": one.version, "notices": notices, "missing": one.missing, "joins": joins}


def _print(one: dict[str, Any]) -> None:
    from rich.table import Table
    from rich.text import Text

    from watchledger.cli.asking import console, plain
    from watchledger.cli.grouping import money

    out = console()
    notices = one["notices"]
    first = notices[0]
    codes = dict.fromkeys(code for notice in notices for code in notice["project_codes"])
    out.print(Text(plain(first["title"] or first["document"]), style="bold"))
    out.print(Text(plain(" · ".join([*codes, first["buyer"] or "buyer not stated"]))), style="dim")
    kinds = [kind for kind in ("budget", "ceiling", "award_total") if any(kind in notice["amounts"] for notice in notices)]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("stage", "published", *(kind.replace("_", " ") for kind in kinds), "suppliers", "document"):
        table.add_column(name, overflow="fold")
    for notice in notices:
        stage = (
            (notice["type"] or "not stated") + (" (again)" if notice["again"] else "") + (" (repeat)" if notice["repeats"] else "")
        )
        cells = [notice["amounts"].get(kind) for kind in kinds]
        amounts = [money(cell["amount"], cell["currency"]) if cell else "" for cell in cells]
        firms = "\n".join(
            plain(s["name"]) + (f"  {money(s['amount'], s['currency'])}" if s["amount"] is not None else "")
            for s in notice["suppliers"]
        )
        row = [plain(stage), notice["published"] or "", *amounts, firms, notice["document"]]
        table.add_row(*map(Text, row))
    out.print(table)
    missing = ", ".join(one["missing"])
    out.print(f"missing in this case: {missing}" if missing else "every expected stage is there")
    for join in one["joins"]:
        out.print(Text(plain(f"{join['one']} + {join['other']}: {join['words']}")), style="dim")
