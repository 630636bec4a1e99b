"""Notices as FollowTheMoney entities, a JSON line each: PublicBody, Company, Contract, ContractAward, and the Document that proves.

There is no Person: what is not an organisation of a purchase is not written. Ids are hashes of what identifies the thing, so the
same body in two notices is one entity for whoever loads the lines. Schema: followthemoney 4 (property names checked against it).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from watchledger.model.notice import Fact, Money, Notice, Supplier
from watchledger.model.reading import Reading
from watchledger.model.text import masked
from watchledger.publish.contract import fact_json
from watchledger.publish.part import finish, part_of

Json = Any
_REMEMBERED = 200_000
"""Ids of bodies already written; beyond it a body may be written again, which loaders merge."""


def entities(reading: Reading, *, unmask: bool = False) -> Iterator[dict[str, Json]]:
    """The entities of one reading; none for a document without a notice."""
    notice = reading.notice
    if notice is None or reading.text is None:
        return
    shown = reading.text.content if unmask else masked(reading.text.content, reading.masks)
    document = _document(reading)
    yield document
    authority = _body("PublicBody", notice.buyer, notice.buyer_identifier, shown)
    if authority is not None:
        yield authority
    contract = _contract(reading, notice, shown, document["id"], authority)
    yield contract
    for number, supplier in enumerate(notice.suppliers):
        company = _body("Company", supplier.name, supplier.identifier, shown)
        if company is not None:
            yield company
            yield _award(notice, supplier, number, contract["id"], company["id"], document["id"], shown)


def write_ftm(readings: Iterable[Reading], path: Path, *, unmask: bool = False) -> int:
    """Writes the lines; gives their number. Bodies met before are not written again (within a bound)."""
    seen: set[str] = set()
    count = 0
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as out:
        for reading in readings:
            for entity in entities(reading, unmask=unmask):
                if entity["schema"] in ("PublicBody", "Company"):
                    if entity["id"] in seen:
                        continue
                    if len(seen) < _REMEMBERED:
                        seen.add(entity["id"])
                out.write(json.dumps(entity, ensure_ascii=False, separators=(",", ":")) + "\n")
                count += 1
    return count


def export(readings: Iterable[Reading], directory: Path, *, unmask: bool = False) -> dict[str, int]:
    """entities.ftm.json; the number of its lines."""
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / "entities.ftm.json"
    well = False
    try:
        count = write_ftm(readings, part_of(path), unmask=unmask)
        well = True
    finally:
        finish(path, well=well)
    return {"entities": count}


def _entity(schema: str, key: str, **properties: Json) -> dict[str, Json]:
    """An entity whose properties are lists of text, as FollowTheMoney has them; what is None or empty is left out."""
    lists = {
        name: value if isinstance(value, list) else [value] for name, value in properties.items() if value not in (None, "", [])
    }
    kept = {name: [str(v) for v in values if v not in (None, "")] for name, values in lists.items()}
    digest = hashlib.sha256(f"{schema}:{key}".encode()).hexdigest()[:32]
    return {"id": f"wl-{digest}", "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _document(reading: Reading) -> dict[str, Json]:
    origin = reading.origin
    name = PurePosixPath(origin.path.replace("\\", "/").rpartition("!/")[2]).name or origin.path
    return _entity(
        "Document",
        reading.document_id,
        fileName=name,
        mimeType=reading.media_type,
        sourceUrl=origin.address,
        retrievedAt=origin.captured,
    )


def _word(fact: Fact[Any] | None, shown: str) -> str | None:
    """The value as it may be shown."""
    return str(fact_json(fact, shown)["value"]) if fact is not None else None


def _body(schema: str, name: Fact[str] | None, identifier: Fact[str] | None, shown: str) -> dict[str, Json] | None:
    word, number = _word(name, shown), _word(identifier, shown)
    if word is None:
        return None
    return _entity(schema, f"#{number}" if number else word.casefold(), name=word, registrationNumber=number)


def _money(fact: Fact[Money] | None) -> dict[str, Json]:
    return {"amount": format(fact.value.amount, "f"), "currency": fact.value.currency} if fact is not None else {}


def _contract(reading: Reading, notice: Notice, shown: str, proof: str, authority: dict[str, Json] | None) -> dict[str, Json]:
    codes = [_word(f, shown) for f in notice.project_codes]
    return _entity(
        "Contract",
        reading.document_id,
        title=_word(notice.title, shown) or next(iter(codes), None) or reading.document_id,
        authority=authority["id"] if authority is not None else None,
        type=_word(notice.type, shown),
        noticeId=_word(notice.notice_id, shown),
        procedureNumber=codes,
        procedure=_word(notice.procedure, shown),
        classification=[f.value for f in notice.classifications],
        contractDate=_word(notice.signed, shown),
        proof=proof,
        sourceUrl=reading.origin.address,
        keywords=sorted({finding.technology for finding in reading.findings}),
        **_money(notice.award_total),
    )


def _award(notice: Notice, supplier: Supplier, number: int, contract: str, company: str, proof: str, shown: str) -> dict[str, Json]:
    """The quotes stand in `summary`, so that who opens the award reads the words of the source."""
    facts = [supplier.name, *(f for f in (supplier.amount, supplier.lot) if f is not None)]
    return _entity(
        "ContractAward",
        f"{contract}:{number}",
        contract=contract,
        supplier=company,
        lotNumber=_word(supplier.lot, shown),
        date=_word(notice.awarded or notice.signed, shown),
        documentNumber=[_word(f, shown) for f in notice.project_codes],
        cpvCode=[f.value.removeprefix("CPV:") for f in notice.classifications if f.value.startswith("CPV:")],
        proof=proof,
        summary=" … ".join(" ".join(shown[f.span.start : f.span.end].split()) for f in facts),
        **_money(supplier.amount),
    )
