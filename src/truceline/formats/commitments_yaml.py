"""Registers of commitments: ``commitments.yaml`` beside an instrument, or any file of that form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
from pydantic import BaseModel, ValidationError

from truceline.agreement.clock import moment
from truceline.agreement.model import Agreement, Provision
from truceline.commitments.instantiate import commitment_id, owners_of
from truceline.formats.agreement_yaml import LoadedAgreement
from truceline.formats.commitments_model import DateEntry, Evidence, HoldingEntry, RecordEntry, Register
from truceline.formats.registry_problems import hint_for
from truceline.formats.yaml_lines import LinedYaml, Loc, read_yaml
from truceline.registry.actors import Registry
from truceline.tables.commitments import CommitmentRecords, DateClaims, Holdings
from truceline.vocabulary.errors import Problem, TrucelineError, problem

FILE = "commitments.yaml"
ENTRIES: dict[str, type[BaseModel]] = {
    "evidence": Evidence, "dates": DateEntry, "records": RecordEntry, "holdings": HoldingEntry
}  # fmt: skip
Timed = TypeVar("Timed", DateEntry, RecordEntry, HoldingEntry)


@dataclass(frozen=True)
class RegisterTables:
    """What registers hold. ``evidence``: (instrument, provision) → what would show it."""

    dates: pa.Table = field(default_factory=DateClaims.empty)
    records: pa.Table = field(default_factory=CommitmentRecords.empty)
    holdings: pa.Table = field(default_factory=Holdings.empty)
    evidence: Mapping[tuple[str, str], str] = field(default_factory=dict)


def load_registers(
    agreements: Sequence[LoadedAgreement], files: Sequence[Path] = (), registries: Mapping[str, Registry] | None = None
) -> RegisterTables:
    """The registers beside the agreements, and ``files``; an instrument without one has an empty register.

    ``registries``: by instrument; with it a part of an owner's member cannot verify its owner either.

    Raises: TrucelineError with every problem of every file (E-COMMIT-0xx), at its file and line.
    """
    by_id = {item.agreement.id: item.agreement for item in agreements}
    beside = [item.folder / FILE for item in agreements if (item.folder / FILE).exists()]
    gathered = _Gathered(by_id, registries or {})
    for path in dict.fromkeys([*beside, *files]):
        try:
            gathered.take(read_yaml(path, "E-COMMIT-001"))
        except TrucelineError as error:
            gathered.problems += error.problems
    if gathered.problems:
        raise TrucelineError(*gathered.problems)
    return RegisterTables(
        DateClaims.from_rows(gathered.dates),
        CommitmentRecords.from_rows(gathered.records),
        Holdings.from_rows(gathered.holdings),
        gathered.evidence,
    )


class _Gathered:
    def __init__(self, agreements: Mapping[str, Agreement], registries: Mapping[str, Registry]) -> None:
        self.agreements = agreements
        self.registries = registries
        self.problems: list[Problem] = []
        self.dates: list[dict[str, Any]] = []
        self.records: list[dict[str, Any]] = []
        self.holdings: list[dict[str, Any]] = []
        self.evidence: dict[tuple[str, str], str] = {}
        self.seen: set[tuple[str, str]] = set()

    def take(self, lined: LinedYaml) -> None:
        try:
            register = Register.model_validate(lined.data)
        except ValidationError as error:
            self.problems += [_explained(dict(e), lined) for e in error.errors(include_url=False)]
            return
        agreement = self.agreements.get(register.instrument)
        if agreement is None:
            hint = hint_for(register.instrument, self.agreements, "Name it on the command line too.")
            place = lined.place(("instrument",))
            self.problems.append(
                problem("E-COMMIT-004", place, value=register.instrument, what="instrument", hint=hint)
            )
            return
        before = len(self.problems)
        self.problems += _checked(agreement, register, lined, self.seen)
        self.problems += _own_word(agreement, register, lined, self.registries.get(agreement.id))
        if len(self.problems) == before:
            self._rows(agreement, register)

    def _rows(self, agreement: Agreement, register: Register) -> None:
        self.evidence |= {(agreement.id, e.provision): e.text for e in register.evidence}
        self.dates += [_date_row(agreement, d) for d in register.dates]
        for record in register.records:
            self.records += _record_rows(agreement, record)
        self.holdings += [_holding_row(agreement, h) for h in register.holdings]


def _explained(item: Mapping[str, Any], lined: LinedYaml) -> Problem:
    loc: Loc = tuple(item["loc"])
    key = str(loc[-1]) if loc else "file"
    if item["type"] == "value_error":
        return problem("E-COMMIT-007", lined.place(loc), value=item["input"], key=key)
    said = str(item["msg"]).removeprefix("Input ")
    cause, hint = f"'{key}' {item['input']!r} {said}", "Correct the value."
    if item["type"] == "extra_forbidden":
        keys = ENTRIES.get(str(loc[0]), Register).model_fields if len(loc) > 1 else Register.model_fields
        cause, hint = f"unknown key '{key}'", hint_for(key, keys, f"Keys here: {', '.join(keys)}.")
    elif item["type"] == "missing":
        cause, hint = f"'{key}' is missing", f"Add '{key}: …' here."
    elif item["type"] == "literal_error":
        cause, hint = f"'{item['input']}' is not a value of '{key}'", f"Write {item['ctx']['expected']}."
    return problem("E-COMMIT-002", lined.place(loc), cause=cause, hint=hint)


def _checked(
    agreement: Agreement, register: Register, lined: LinedYaml, seen: set[tuple[str, str]]
) -> Iterator[Problem]:
    provisions = {p.id: p for p in agreement.provisions}
    for key in ("evidence", "dates", "records", "holdings"):
        for index, entry in enumerate(getattr(register, key)):
            place = lined.place((key, index))
            identity = getattr(entry, "id", None)
            if identity is not None and (agreement.id, identity) in seen:
                yield problem("E-COMMIT-003", place, value=identity)
            seen.add((agreement.id, identity or ""))
            provision = provisions.get(entry.provision)
            if provision is None:
                hint = hint_for(entry.provision, provisions, f"Known: {', '.join(provisions)}.")
                yield problem("E-COMMIT-004", place, value=entry.provision, what="provision", hint=hint)
                continue
            yield from _people(agreement, provision, entry, place)
            if hasattr(entry, "basis"):
                yield from _clocks(agreement, entry, place)


def _people(agreement: Agreement, provision: Provision, entry: Any, place: str) -> Iterator[Problem]:
    owners = owners_of(agreement, provision)
    named = [n for n in (getattr(entry, "owner", None), getattr(entry, "party", None)) if n]
    named += getattr(entry, "owners", None) or []
    for name in named:
        if name not in owners:
            yield problem("E-COMMIT-005", place, value=name, provision=provision.id, known=", ".join(owners))
    verifier = getattr(entry, "verified_by", None)
    if verifier is not None and _answers(agreement, verifier) & set(getattr(entry, "owners", None) or owners):
        yield problem("E-COMMIT-008", place, value=verifier)


def _own_word(
    agreement: Agreement, register: Register, lined: LinedYaml, registry: Registry | None
) -> Iterator[Problem]:
    """Verifications by a part of an owner, named by id or by any name: its parliament, its army."""
    provisions = {p.id: p for p in agreement.provisions}
    for index, entry in enumerate(register.records):
        provision, verifier = provisions.get(entry.provision), entry.verified_by
        if registry is None or provision is None or verifier is None:
            continue
        known = {verifier, *(m.actor_id for m in registry.find(verifier))}
        wholes = {whole for actor in known for whole in registry.reach(actor, ("part_of",), None, None)} | known
        answers = {party for whole in wholes for party in _answers(agreement, whole)}
        owners = set(entry.owners or owners_of(agreement, provision))
        if answers & owners and not _answers(agreement, verifier) & owners:  # those are reported already
            yield problem("E-COMMIT-008", lined.place(("records", index)), value=verifier)


def _answers(agreement: Agreement, name: str) -> set[str]:
    """The name and the parties it is a member of."""
    return {name, *(p.id for p in agreement.parties if any(m.actor == name for m in p.members))}


def _clocks(agreement: Agreement, entry: Any, place: str) -> Iterator[Problem]:
    happened = getattr(entry, "on", None)
    until = getattr(entry, "until", None)
    if happened and until and _earliest(agreement, until) <= _earliest(agreement, happened):
        yield problem("E-COMMIT-009", place, start=happened, until=until)
    if happened and entry.known_from and _earliest(agreement, entry.known_from) < _earliest(agreement, happened[:10]):
        yield problem("E-COMMIT-006", place, known=entry.known_from, happened=happened)
    if isinstance(entry, DateEntry) and entry.known_from is None:
        yield problem("E-COMMIT-002", place, cause="'known_from' is missing", hint="Say since when the date was known.")


def _earliest(agreement: Agreement, text: str) -> datetime:
    return moment(text, agreement.timezone).earliest


def _end(agreement: Agreement, text: str) -> datetime:
    """A day means until it is over."""
    return moment(text if "T" in text else f"{text}T24:00", agreement.timezone).latest


def _date_row(agreement: Agreement, entry: DateEntry) -> dict[str, Any]:
    keep = entry.model_dump(include={"owner", "kind", "says", "by", "source", "basis"})
    known = _earliest(agreement, entry.known_from or entry.due)
    ids = {"date_id": entry.id, "agreement_id": agreement.id, "provision_id": entry.provision}
    return {**keep, **ids, "end": _end(agreement, entry.due), "known_from": known}


def _record_rows(agreement: Agreement, entry: RecordEntry) -> Iterable[dict[str, Any]]:
    provision = next(p for p in agreement.provisions if p.id == entry.provision)
    start = _earliest(agreement, entry.on)
    end = _earliest(agreement, entry.until) if entry.until else _end(agreement, entry.on)
    if end <= start:  # a moment
        end = start + timedelta(microseconds=1)
    keep = entry.model_dump(include={"status", "claimant", "verified_by", "justification", "source", "basis"})
    clocks = {
        "happened_from": start,
        "happened_until": end,
        "known_from": _earliest(agreement, entry.known_from or entry.on),
    }
    for owner in entry.owners or owners_of(agreement, provision):
        key = commitment_id(agreement.id, entry.provision, owner)
        yield {**keep, **clocks, "record_id": f"{agreement.id}:{entry.id}:{owner}", "commitment_id": key}


def _holding_row(agreement: Agreement, entry: HoldingEntry) -> dict[str, Any]:
    keep = entry.model_dump(exclude={"id", "provision", "on", "known_from"})
    ids = {"holding_id": f"{agreement.id}:{entry.id}", "agreement_id": agreement.id, "provision_id": entry.provision}
    known = _earliest(agreement, entry.known_from or entry.on)
    return {**keep, **ids, "happened_from": _earliest(agreement, entry.on), "known_from": known}
