"""Personal data in structured texts, by the path of what states it: contact points, notified persons, beneficial owners.

OCDS, eForms, TED and Contracts Finder have elements for whom to write to; whatever stands there is hidden, a desk's name too.
"""

from __future__ import annotations

import re

from watchledger.model.text import Mask, Text

_STEPS = {
    "email": r"contactPoint/email|Contact/ElectronicMail|E_MAILS?|ElectronicMail|Contact ?Email",
    "phone": r"contactPoint/(?:telephone|faxNumber)|Contact/(?:Telephone|Telefax)|PHONES?|FAX|Contact ?Telephone",
    "name": (
        r"contactPoint/name|Contact/Name|CONTACT_POINT|ATTENTION|MEMBER_NAME|Contact ?Name|Supplier's contact name|"
        r"FamilyName|FirstName|MiddleName"
    ),
}
"""Kind of personal data -> the last steps of a path that states it: OCDS, eForms, TED, columns of Contracts Finder."""
_KINDS = tuple((kind, re.compile(rf"/(?:{steps})(?:\[\d+\])?(?:/|$)", re.I)) for kind, steps in _STEPS.items())
_NATURAL = "/NaturalPersonIndicator"
_OF_A_PERSON = re.compile(
    r"/Company/(?:PartyName/Name|PostalAddress/(?:StreetName|AdditionalStreetName|AddressLine/Line))(?:\[\d+\])?$"
)
_HINT = re.compile(r"contact|phone|fax|mail|attention|member_name|familyname|firstname|middlename|naturalperson", re.I)


def contacts(text: Text) -> list[Mask]:
    """What the paths of a structured text show to name or reach a person; none for a text without paths."""
    first = next((b.path for b in text.blocks if b.path), None)
    if first is None or not first.startswith("/"):
        return []
    masks: list[Mask] = []
    persons = tuple(
        f"{b.path[: -len(_NATURAL)]}/"
        for b in text.blocks
        if b.path and b.path.endswith(_NATURAL) and text.content[b.start : b.end].strip() == "true"
    )
    for block in text.blocks:
        path = block.path
        if not path or "/@" in path:
            continue
        if persons and path.startswith(persons) and _OF_A_PERSON.search(path):
            masks.append(Mask(block.start, block.end, "name"))
        elif _HINT.search(path):
            label = f"{path[1:]}："  # a row's block begins with its column's name
            start = block.start + len(label) if text.content.startswith(label, block.start) else block.start
            masks += [Mask(start, block.end, kind) for kind, paths in _KINDS if paths.search(path)][:1]
    return masks
