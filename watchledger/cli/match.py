"""watchledger match: names that may be one body, for people to decide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from watchledger.explore.case import Case
    from watchledger.explore.matching import Candidate, Matching

KEYS = {"y": "yes", "n": "no", "h": "unsure"}
WORDS = {"yes": "one body", "no": "two bodies", "unsure": "unsure", "undone": "taken back"}
HELP = "y one body · n two bodies · h hold (unsure) · u undo the last · c a note for the next · q quit"


def match(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="A directory that `watchledger add` made.")],
    reviewer: Annotated[str, typer.Option("--reviewer", metavar="NAME", help="Who decides; the system's user by default.")] = "",
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="Only pairs that a name with these words is in.")] = "",
    listed: Annotated[bool, typer.Option("--list", help="List the pairs to decide instead of asking.")] = False,
    joined: Annotated[bool, typer.Option("--joined", help="List what is joined, by rules or people, with the reasons.")] = False,
    log: Annotated[bool, typer.Option("--log", help="List every decision ever made, and every reversal.")] = False,
    between: Annotated[
        tuple[str, str] | None, typer.Option("--between", metavar="NAME NAME", help="Decide these two names; see --decide.")
    ] = None,
    decide: Annotated[str, typer.Option("--decide", metavar="y|n|h", help="With --between: what is decided.")] = "",
    note: Annotated[str, typer.Option("--note", metavar="WORDS", help="With --decide: why.")] = "",
    undo: Annotated[int | None, typer.Option("--undo", metavar="NUMBER", help="Take this decision back.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object: with --list by default.")] = False,
) -> None:
    """Decide which names are one body: the machine proposes with its reasons, people decide, and every decision can be undone.

    Each pair is shown with the rule that proposes it, its score, and how often and in which roles documents use the two names.
    Keys: y one body, n two bodies, h hold (unsure), u takes the last decision back, c writes a note for the next one, q stops;
    words after a letter are its note. Where standard input is no terminal, a line is read for each key. A decision is kept at
    once with your name and the time, and is only ever added to: taking it back adds its reversal, after which everything is as
    before. No document that is added later undoes one. A decision that contradicts others is refused, and they are
    named. `--joined` shows what the rules joined by themselves; `--between … --decide n` splits such a pair.

    Examples:

        watchledger match my-case --reviewer 'A. Reader'

        watchledger match my-case --list --name 海康 --json

        watchledger match my-case --between 海康威视 Hikvision --decide y --note 'annual report 2019, page 1'

        watchledger match my-case --undo 12
    """
    import getpass

    from watchledger.cli.asking import asked
    from watchledger.explore.matching import matching

    who = reviewer.strip() or getpass.getuser()
    if (between is None) != (not decide) or (decide and decide[0].lower() not in KEYS):
        raise typer.BadParameter("takes y, n or h, and goes with --between", param_hint="--decide")
    with asked(case) as opened:
        if between is not None:
            _decide_one(opened, between, KEYS[decide[0].lower()], who, note, as_json=as_json)
        elif undo is not None:
            _undo(opened, who, undo)
        elif log:
            _log(opened, as_json=as_json)
        elif joined:
            _joined(matching(opened), name, as_json=as_json)
        elif listed or as_json:
            _list(matching(opened), who, name, as_json=as_json)
        else:
            _ask(opened, who, name)


def _chosen(found: Matching, reviewer: str, name: str) -> list[Candidate]:
    from watchledger.explore.matching import candidates
    from watchledger.lang.normal import normal

    words = normal(name).text.strip()
    held = candidates(found, reviewer)
    return [one for one in held if any(words in normal(m.name).text for m in one.link[:2])] if words else held


def _ask(case: Case, reviewer: str, name: str) -> None:
    """Asks pair after pair; after each decision the names are joined anew, since one may settle others."""
    from watchledger.cli.asking import console
    from watchledger.explore.matching import matching

    decided = 0
    while waiting := _chosen(matching(case), reviewer, name):
        step = _ask_one(case, waiting[0], reviewer, len(waiting))
        if step is None:
            break
        decided += step
    left = len(_chosen(matching(case), reviewer, name))
    console().print(f"{max(decided, 0):,} decided by {reviewer}, {left:,} left")


def _ask_one(case: Case, now: Candidate, reviewer: str, waiting: int) -> int | None:
    """1 for a decision, -1 for one that was taken back, None to stop."""
    from watchledger.cli.asking import console, pressed, typed
    from watchledger.errors import InputError
    from watchledger.explore.matching import decide

    _show(now, waiting)
    note = ""
    while True:
        key, words = pressed()
        if key == "q":
            return None
        if key == "u":
            return -1 if _undo(case, reviewer, None) else 0
        if key == "c":
            note = words or typed("note: ")
        elif key in KEYS:
            try:
                decide(case, now.one, now.other, KEYS[key], reviewer=reviewer, note=words or note or None)
            except InputError as error:
                console().print(f"Not kept: {error.reason}")
                continue
            return 1
        else:
            console().print(HELP, style="dim")


def _show(now: Candidate, waiting: int) -> None:
    from rich.text import Text

    from watchledger.cli.asking import console, plain
    from watchledger.entities import name_of_side

    out, comparison = console(), now.link.comparison
    out.print()
    out.print(Text(f"{waiting:,} to decide"), style="dim")
    for side, documents, roles in zip((now.one, now.other), now.documents, now.roles, strict=True):
        code = " ".join(side.split("\t")[1:]).strip()
        uses = f"  {documents:,} documents, {', '.join(roles)}"
        out.print(Text.assemble("  ", (plain(name_of_side(side)), "bold"), f" {code}" if code else "", (uses, "dim")))
    for at, reason in enumerate(comparison.reasons):
        out.print(Text(f"  {f'{comparison.score:.2f}' if at == 0 else '    '} {reason.rule}: {plain(reason.words)}"))
    for who, decision in (now.standing.by_reviewer if now.standing is not None else {}).items():
        out.print(Text(f"  {plain(who)} said {WORDS[decision.judgement]}, {decision.decided[:10]}"), style="dim")
    out.print(Text(f"One body? ({HELP})"))


def _decide_one(case: Case, between: tuple[str, str], judgement: str, reviewer: str, note: str, *, as_json: bool) -> None:
    from watchledger.cli.asking import console, print_json
    from watchledger.explore.matching import decide

    made = decide(case, *between, judgement, reviewer=reviewer, note=note or None)
    if as_json:
        print_json(_decision_json(made))
    else:
        console().print(f"Decision {made.number}: {WORDS[judgement]}. `--undo {made.number}` takes it back")


def _undo(case: Case, reviewer: str, number: int | None) -> bool:
    from watchledger.cli.asking import console, plain
    from watchledger.explore.matching import undo

    taken = undo(case, reviewer, number)
    if taken is None:
        console().print("There is nothing to take back.")
        return False
    names = f"{plain(taken.subject.source)} and {plain(taken.subject.value)}"
    console().print(f"Taken back: decision {taken.number}, {WORDS[taken.judgement]}: {names}")
    return True


def _list(found: Matching, reviewer: str, name: str, *, as_json: bool) -> None:
    from watchledger.cli.asking import console, print_json

    held = _chosen(found, reviewer, name)
    if as_json:
        print_json({"candidates": [_candidate_json(one) for one in held], "left_out_blocks": found.resolution.left_out})
        return
    for one in held:
        _line(one.link, one.documents)
    console().print(f"{len(held):,} pairs to decide")


def _joined(found: Matching, name: str, *, as_json: bool) -> None:
    from watchledger.cli.asking import console, print_json
    from watchledger.lang.normal import normal

    words = normal(name).text.strip()
    held = [
        link
        for link in found.resolution.joined
        if link.one.name != link.other.name
        and not {link.one.name, link.other.name} & found.hidden
        and (not words or any(words in normal(m.name).text for m in link[:2]))
    ]
    if as_json:
        print_json({"joined": [_link_json(link) for link in held]})
        return
    uses = found.namings({side.name for link in held for side in link[:2]})
    for link in held:
        one, other = (len({naming.document for naming in uses.get(side, ())}) for side in link[:2])
        _line(link, (one, other))
    console().print(f"{len(held):,} pairs joined")


def _line(link: Any, documents: tuple[int, int]) -> None:
    from rich.text import Text

    from watchledger.cli.asking import console, plain

    reason = link.comparison.reasons[0]
    pair = f"{plain(link.one.name)} ({documents[0]:,}) = {plain(link.other.name)} ({documents[1]:,})"
    why = f"  {reason.rule}: {plain(reason.words)}"
    console().print(Text.assemble(f"{link.comparison.score:.2f}  ", pair, (why, "dim")), soft_wrap=True)


def _log(case: Case, *, as_json: bool) -> None:
    from rich.text import Text

    from watchledger.cli.asking import console, plain, print_json
    from watchledger.entities import name_of_side
    from watchledger.explore.matching import history

    made = history(case)
    if as_json:
        print_json({"decisions": [_decision_json(one) for one in made]})
        return
    for one in made:
        pair = f"{plain(name_of_side(one.subject.source))} = {plain(name_of_side(one.subject.value))}"
        said = WORDS[one.judgement] + (f" (decision {one.undoes})" if one.undoes is not None else "")
        note = f"  {plain(one.note)}" if one.note else ""
        console().print(Text(f"{one.number}  {one.decided}  {plain(one.reviewer)}  {pair}: {said}{note}"), soft_wrap=True)


def _candidate_json(one: Candidate) -> dict[str, Any]:
    said = [] if one.standing is None else [_decision_json(d) for d in one.standing.by_reviewer.values()]
    uses = {"documents": list(one.documents), "roles": [list(roles) for roles in one.roles]}
    return {"one": one.one, "other": one.other, **_link_json(one.link), **uses, "decisions": said}


def _link_json(link: Any) -> dict[str, Any]:
    comparison = link.comparison
    reason = comparison.reasons[0]
    return {
        "names": [link.one.name, link.other.name], "codes": [link.one.code or None, link.other.code or None],
        "score": comparison.score, "rule": reason.rule, "reason": reason.words, "version": comparison.version,
        "further": [{"rule": one.rule, "reason": one.words} for one in comparison.reasons[1:]],
    }  # fmt: skip


def _decision_json(one: Any) -> dict[str, Any]:
    return {
        "number": one.number, "one": one.subject.source, "other": one.subject.value, "judgement": one.judgement,
        "reviewer": one.reviewer, "decided": one.decided, "note": one.note, "undoes": one.undoes, "machine": one.quote,
    }  # fmt: skip
