"""A reading as an Open Contracting Data Standard 1.1 release.

One release for one notice. What the standard has a field for stands there; everything, with the words that prove it, stands in
the extension `x_watchledger` (docs/reference/ocds.md). Dates without a time are written at midnight UTC. Personal data is masked
in every quote and value unless `unmask`.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from watchledger.model.notice import Fact, Item, Money, Notice, Supplier
from watchledger.model.reading import Reading
from watchledger.model.text import masked
from watchledger.publish.contract import fact_json

Json = Any
PREFIX = "ocds-watchledger"
"""Not a registered prefix: such releases are for use inside a project. A publisher with a registered one hands it in."""
EXTENSION = "x_watchledger"
TAGS = {
    "intent": "planning", "tender": "tender", "prequalification": "tender", "single_source": "tender",
    "amendment": "tenderUpdate", "clarification": "tenderUpdate", "candidate": "award", "award": "award", "contract": "contract",
    "termination": "tenderCancellation",
}  # fmt: skip
"""Our notice type -> releaseTag; the extension keeps our own type, which is finer."""
METHODS = ("open", "selective", "limited", "direct")
_TELLING = 10
"""Characters from which a project code is taken to be a body's own: in 60 labelled notices all of that length differ."""
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_OCID = re.compile(r"ocds-[a-z0-9]{6}-.+")


def release(reading: Reading, *, recorded: str, project: str | None = None, prefix: str = PREFIX, unmask: bool = False) -> Json:
    """The release of one reading that has a notice.

    `project` is what all notices of one procurement share (the case's cluster); None takes the first project code, else the
    document. `recorded` is the ISO time the document was first recorded, the release's date when the notice states none.
    """
    notice = reading.notice or Notice()
    shown = "" if reading.text is None else reading.text.content if unmask else masked(reading.text.content, reading.masks)
    return _Writer(notice, shown).release(reading, ocid_of(reading, project, prefix), reading.origin.captured or recorded)


def ocid_of(reading: Reading, project: str | None = None, prefix: str = PREFIX) -> str:
    """The identifier of the contracting process: the source's own where it has one, else the prefix and the project. A short
    number ("12/2020") means little alone, so it goes with the buyer's name."""
    notice = reading.notice or Notice()
    codes = notice.project_codes
    own = next((c.value for c in codes if _OCID.fullmatch(c.value) or c.rule.startswith("ocds.project_code")), None)
    if own is not None:
        return own
    key = project or (codes[0].value if codes else reading.document_id)
    if project is None and codes and len(key) < _TELLING and notice.buyer is not None:
        key = f"{notice.buyer.value} {key}"
    safe = _UNSAFE.sub("-", key).strip("-")
    if len(safe) < len(key) or len(safe) > 60:
        safe = f"{safe[:40]}-{hashlib.sha256(key.encode()).hexdigest()[:8]}".strip("-")
    return f"{prefix}-{safe}"


class _Writer:
    """One notice with its text as it may be shown; writes values that are masked where their quotes are."""

    def __init__(self, notice: Notice, shown: str) -> None:
        self.notice, self.shown = notice, shown
        self.parties: dict[str, dict[str, Json]] = {}

    def word(self, fact: Fact[Any] | None) -> Json:
        return fact_json(fact, self.shown)["value"] if fact is not None else None

    def release(self, reading: Reading, ocid: str, recorded: str) -> Json:
        notice = self.notice
        kind = notice.type.value if notice.type is not None else "other"
        where = {"streetAddress": self.word(notice.buyer_address), "region": self.word(notice.region)}
        buyer = self.party(notice.buyer, notice.buyer_identifier, "buyer", where)
        agency = self.party(notice.agency, None, "procuringEntity", {"streetAddress": self.word(notice.agency_address)})
        awards = self.awards(kind)
        out: dict[str, Json] = {
            "ocid": ocid,
            "id": self.word(notice.notice_id) or f"{ocid}-{reading.document_id}",
            "date": _moment(self.word(notice.published)) or recorded,
            "tag": [TAGS.get(kind, "award" if awards else "tender")],
            "initiationType": "tender",
            "parties": list(self.parties.values()),
            "buyer": buyer,
            "planning": {"budget": {"amount": _value(notice.budget)}} if kind == "intent" or self.two_estimates() else None,
            "tender": self.tender(kind, agency or buyer),
            "awards": awards,
            "contracts": self.contracts(kind, awards),
            "relatedProcesses": [
                {"id": str(n), "relationship": ["prior"], "identifier": self.word(f)} for n, f in enumerate(notice.related, 1)
            ],
            EXTENSION: self.extension(reading, kind),
        }
        return _full(out)

    def party(self, name: Fact[str] | None, identifier: Fact[str] | None, role: str, address: Json = None) -> Json:
        """A reference to a party, which is added or gets one more role; None without a name."""
        if name is None:
            return None
        shown, number = self.word(name), self.word(identifier)
        key = number or hashlib.sha256(shown.encode()).hexdigest()[:12]
        party = self.parties.setdefault(key, {"id": key, "name": shown, "roles": []})
        if role not in party["roles"]:
            party["roles"].append(role)
        if number:
            party["identifier"] = {"id": number, "legalName": shown}
        if address and any(address.values()):
            party["address"] = {part: words for part, words in address.items() if words}
        return {"id": key, "name": shown}

    def tender(self, kind: str, entity: Json) -> Json:
        notice = self.notice
        procedure = self.word(notice.procedure)
        codes = [c for c in self.codes() if c]
        main, *more = [_class(self.word(f)) for f in notice.classifications] or [None]
        direct = "direct" if kind == "single_source" and not procedure else None
        estimate = notice.ceiling if self.two_estimates() else notice.budget
        return {
            "id": codes[0] if codes else "tender",
            "title": self.word(notice.title),
            "status": "cancelled" if kind == "termination" else None,
            "procuringEntity": entity,
            "value": _value(estimate) if kind != "intent" or self.two_estimates() else None,
            "procurementMethod": procedure if procedure in METHODS else direct,
            "procurementMethodDetails": procedure if procedure not in METHODS else None,
            "tenderPeriod": {"endDate": _moment(self.word(notice.deadline))},
            "classification": main,
            "additionalClassifications": more,
            "items": [self.item(n, item) for n, item in enumerate(notice.items, 1)],
            "lots": [
                {"id": self.word(lot.label), "title": self.word(lot.title), "value": _value(lot.budget)} for lot in notice.lots
            ],
        }  # fmt: skip

    def two_estimates(self) -> bool:
        """Whether budget and ceiling are both stated and differ: then the budget is the plan's, the ceiling the tender's value."""
        budget, ceiling = self.notice.budget, self.notice.ceiling
        return budget is not None and ceiling is not None and budget.value != ceiling.value

    def codes(self) -> list[str]:
        """Project codes that are not the ocid; the first names the tender."""
        return [self.word(f) for f in self.notice.project_codes if not _OCID.fullmatch(f.value)]

    def item(self, number: int, item: Item) -> Json:
        extra = {name: self.word(getattr(item, name)) for name in ("brand", "model", "specification")}
        return {
            "id": str(number),
            "description": self.word(item.name),
            "quantity": _number(item.quantity.value) if item.quantity is not None else None,
            "unit": {"name": self.word(item.unit), "value": _value(item.unit_price)},
            EXTENSION: extra,
        }

    def awards(self, kind: str) -> list[Json]:
        """An award for each supplier, pending while it is only a candidate; without a supplier, one for the stated total."""
        notice = self.notice
        status = "pending" if kind in ("candidate", "single_source") else "active"
        date = _moment(self.word(notice.awarded))
        suppliers = notice.suppliers
        out = [
            self.award(n, s, status, date, notice.award_total if len(suppliers) == 1 else None) for n, s in enumerate(suppliers, 1)
        ]
        if not out and notice.award_total is not None:
            out.append({"id": "1", "status": status, "date": date, "value": _value(notice.award_total)})
        return out

    def award(self, number: int, supplier: Supplier, status: str, date: str | None, total: Fact[Money] | None) -> Json:
        return {
            "id": str(number),
            "status": status,
            "date": date,
            "value": _value(supplier.amount or total),
            "suppliers": [
                self.party(supplier.name, supplier.identifier, "supplier", {"streetAddress": self.word(supplier.address)})
            ],
            "relatedLots": [self.word(supplier.lot)] if supplier.lot is not None else [],
        }

    def contracts(self, kind: str, awards: list[Json]) -> list[Json]:
        """A contract for each award of a signed purchase; its id is its award's, since the text numbers the purchase only."""
        signed = _moment(self.word(self.notice.signed))
        if signed is None and kind != "contract":
            return []
        return [{"id": a["id"], "awardID": a["id"], "status": "active", "dateSigned": signed, "value": a["value"]} for a in awards]

    def extension(self, reading: Reading, kind: str) -> Json:
        """Where each value stands in the source, and what the standard has no field for."""
        notice = self.notice
        single = len(notice.suppliers) <= 1
        total = notice.award_total if not single or (notice.suppliers and notice.suppliers[0].amount) else None
        own = notice.suppliers[0].amount if single and notice.suppliers else None
        facts = [
            {"id": f"{reading.document_id}:{n}", "field": field, "group": group, **fact_json(fact, self.shown)}
            for n, (field, group, fact) in enumerate(notice.facts())
        ]
        return {
            "type": kind,
            "ceiling": _value(notice.ceiling) if not self.two_estimates() else None,
            "awardTotal": _value(total) if total is not None and (own is None or own.value != total.value) else None,
            "projectCodes": self.codes()[1:],
            "documents": [{"id": reading.document_id, "path": reading.origin.path, "recordId": reading.origin.record_id,
                           "sha256": reading.sha256, "address": reading.origin.address}],
            "technologies": sorted({f.technology for f in reading.findings}),
            "evidence": facts,
            "problems": list(notice.problems),
        }  # fmt: skip


def _value(fact: Fact[Money] | None) -> Json:
    return {"amount": _number(fact.value.amount), "currency": fact.value.currency} if fact is not None else None


def _number(amount: Any) -> int | float:
    return int(amount) if amount == int(amount) else float(amount)


def _moment(day: str | None) -> str | None:
    return f"{day}T00:00:00Z" if day and re.fullmatch(r"\d{4}-\d\d-\d\d", day) else day if day and "T" in day else None


def _class(value: str) -> Json:
    scheme, _, code = value.rpartition(":")
    return {"scheme": scheme, "id": code} if scheme else {"id": code}


def _full(value: Json) -> Json:
    """Without what says nothing: None, empty lists, empty objects."""
    if isinstance(value, dict):
        kept = {name: _full(member) for name, member in value.items()}
        return {name: member for name, member in kept.items() if member is not None and member != {} and member != []}
    if isinstance(value, list):
        return [member for member in map(_full, value) if member is not None and member != {}]
    return value
