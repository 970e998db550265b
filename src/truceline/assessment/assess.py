"""Reports × agreements × readings → findings: the engine's one entry.

Everything is an argument; nothing is read, and no clock is asked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any, Protocol

import pyarrow as pa

from truceline.agreement.clock import moment
from truceline.agreement.in_force import dated_parts, known_since
from truceline.agreement.model import Agreement
from truceline.assessment.claims import Incident, Row, group_reports, lay_out
from truceline.assessment.judge import Judgement, judge, settled_party
from truceline.assessment.plan import Plan, compile_plan
from truceline.registry.actors import Registry
from truceline.space.places import Place
from truceline.tables.findings import Findings
from truceline.vocabulary.errors import problem

RULES = "rules-1"
COUNTRIES_ALPHA3_LENGTH = 3


class Loaded(Protocol):
    """An agreement with its outlines, as ``formats.agreement_yaml`` loads it."""

    @property
    def agreement(self) -> Agreement: ...
    @property
    def outlines(self) -> Mapping[str, Any]: ...
    @property
    def content_hash(self) -> str: ...


@dataclass(frozen=True)
class KnownReports:
    """Reports that count at ``as_of``, and those set aside with their reason."""

    rows: list[Row]
    set_aside: list[dict[str, Any]]


def known_reports(rows: Iterable[Row], as_of: datetime) -> KnownReports:
    """Split reports by the state of knowledge: nothing later, and only past events (E-REP-013, E-REP-015)."""
    kept: list[Row] = []
    aside: list[dict[str, Any]] = []
    for row in rows:
        received = row.get("received_at")
        if received is not None and received > as_of:
            late = problem("E-REP-015", row["report_id"], received=received.isoformat(), as_of=as_of.isoformat())
        elif row["occurred_from"] > as_of:
            late = problem("E-REP-013", row["report_id"], as_of=as_of.isoformat())
        else:
            kept.append(row)
            continue
        aside.append(
            {
                "source": row.get("source") or "reports",
                "row": row.get("source_row"),
                "code": late.code,
                "message": f"{row['report_id']}: {late.message}",
            }
        )
    return KnownReports(kept, aside)


def default_as_of(rows: Iterable[Row], loaded: Iterable[Loaded] = (), registry: Registry | None = None) -> datetime:
    """Everything known at the end of the input: reports, agreements, registry. Raises ValueError on no rows."""
    latest: datetime = max(t for r in rows for t in (r.get("received_at"), r["occurred_until"]) if t is not None)
    known = latest_known(loaded, registry) if registry is not None else None
    return max(latest, known) if known is not None else latest


def latest_known(loaded: Iterable[Loaded], registry: Registry) -> datetime | None:
    """When the last part of agreements and registry became known, UTC; None where nothing says when it did.

    A run without ``as_of`` takes all of them as known, so that is no earlier than this: run again with the state of
    knowledge that its findings state, it gives the same ones.
    """
    moments = []
    for text in (item.agreement for item in loaded):
        known = [text.signed, *map(known_since, dated_parts(text))]
        moments += [moment(since, text.timezone).earliest for since in known if since]
    moments += [datetime.combine(day, time(), UTC) for day in registry.knowledge_days()[-1:]]
    return max(moments, default=None)


class Locator:
    """Turns a report into a place: its point, else its named place, with stated units resolved in the registry."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry

    def __call__(self, row: Row) -> Place | None:
        country = self._country(row.get("country"))
        admin1 = self._unit(row.get("admin1"))
        name = row.get("place_name")
        names = (name,) if name else ()
        lon, lat, radius = row.get("lon"), row.get("lat"), row.get("place_radius_m")
        if lon is None and name:
            found = [p for p in self.registry.find_place(name) if p.kind in ("settlement", "site", "other")]
            if len(found) == 1 and found[0].lon is not None and found[0].lat is not None:
                lon, lat, radius = found[0].lon, found[0].lat, found[0].radius_m or 2000.0
                country, admin1 = country or found[0].country, admin1 or found[0].admin1
        if lon is None and country is None and admin1 is None and not names:
            return None
        return Place(lon, lat, radius or 0.0, country, admin1, names)

    def _country(self, text: str | None) -> str | None:
        if not text:
            return None
        found = [p for p in self.registry.find_place(text) if p.kind == "country"]
        if found:
            return found[0].country or found[0].id
        # a spelling that nobody resolves is no other country: unknown stays unknown, and the position decides
        return text.upper() if len(text) == COUNTRIES_ALPHA3_LENGTH and text.isascii() else None

    def _unit(self, text: str | None) -> str | None:
        if not text:
            return None
        found = [p for p in self.registry.find_place(text) if p.kind == "admin1"]
        return found[0].id if found else None


def plans_for(loaded: Sequence[Loaded], registry: Registry, as_of: datetime | None) -> list[tuple[Plan, str]]:
    """One plan per agreement and reading, with its rule version."""
    plans = []
    for item in sorted(loaded, key=lambda x: x.agreement.id):
        for reading in item.agreement.reading_ids():
            plan = compile_plan(item.agreement, item.outlines, registry, reading, as_of)
            plans.append((plan, f"{RULES}+{item.content_hash[:12]}"))
    return plans


def assess_incidents(
    incidents: Sequence[Incident],
    plans: Sequence[tuple[Plan, str]],
    as_of: datetime,
    progress: Callable[[int], None] | None = None,
) -> pa.Table:
    """Findings of all incidents under all plans, ordered by incident, instrument and reading order.

    Rows: incidents × plans. ``progress`` is told after each incident how many were done.
    """
    columns: dict[str, list[Any]] = {name: [] for name in Findings.schema.names}
    reasons = ReasonColumn()
    caches: list[dict[object, Judgement]] = [{} for _ in plans]
    for done, incident in enumerate(incidents, 1):
        for (plan, version), cache in zip(plans, caches, strict=True):
            key = plan.key_of(incident)
            judgement = cache.get(key)
            if judgement is None:
                judgement = cache[key] = judge(plan, incident)
            _append(columns, incident, plan, judgement, as_of, version)
            reasons.append(judgement)
        if progress is not None:
            progress(done)
    arrays = [
        reasons.array() if f.name == "reasons" else pa.array(columns[f.name], type=f.type) for f in Findings.schema
    ]
    return pa.Table.from_arrays(arrays, schema=Findings.schema)


def _append(
    columns: dict[str, list[Any]], incident: Incident, plan: Plan, j: Judgement, as_of: datetime, version: str
) -> None:
    exact = j.p_high - j.p_low < 1e-9
    row = {
        "finding_id": f"{incident.incident_id}:{plan.view.id}:{plan.reading}",
        "incident_id": incident.incident_id,
        "report_ids": incident.report_ids,
        "agreement_id": plan.view.id,
        "provision_ids": j.provision_ids,
        "reading": plan.reading,
        "coverage": j.coverage.value,
        "outcome": j.outcome.value,
        "p_covered": j.p_low if exact else None,
        "p_low": j.p_low,
        "p_high": j.p_high,
        "attributed_party": settled_party(j.attribution),
        "attribution": [vars(a) for a in j.attribution],
        "standard_of_proof": incident.standard_of_proof,
        "basis": j.basis,
        "exceptions_argued": incident.exceptions_argued,
        "cannot_tell_because": j.because,
        "reasons": None,
        "as_of": as_of,
        "rule_version": version,
    }
    for name, value in row.items():
        columns[name].append(value)


class ReasonColumn:
    """The nested reasons column, built from flat lists; a judgement shared by incidents is turned into rows once."""

    FIELDS = (
        "condition",
        "provision_id",
        "question",
        "value",
        "state",
        "p_low",
        "p_high",
        "basis",
        "source",
        "decides",
    )

    def __init__(self) -> None:
        self.offsets = [0]
        self.flat: dict[str, list[Any]] = {name: [] for name in self.FIELDS}
        self._rows: dict[int, list[tuple[Any, ...]]] = {}
        self._kept: list[Judgement] = []

    def append(self, judgement: Judgement) -> None:
        rows = self._rows.get(id(judgement))
        if rows is None:
            rows = [
                (
                    a.condition,
                    a.provision_id,
                    a.question,
                    a.sentence,
                    a.state,
                    a.low,
                    a.high,
                    a.basis,
                    a.source,
                    decides,
                )
                for a, decides in judgement.reasons
            ]
            self._rows[id(judgement)] = rows
            self._kept.append(judgement)  # keeps the id from being reused
        for name, values in zip(self.FIELDS, zip(*rows, strict=True) if rows else [[]] * len(self.FIELDS), strict=True):
            self.flat[name].extend(values)
        self.offsets.append(self.offsets[-1] + len(rows))

    def array(self) -> Any:
        kind = Findings.schema.field("reasons").type.value_type
        parts = [pa.array(self.flat[name], type=kind.field(name).type) for name in self.FIELDS]
        struct = pa.StructArray.from_arrays(parts, fields=list(kind))
        offsets = pa.array(self.offsets, type=pa.int32())
        return pa.ListArray.from_arrays(offsets, struct, type=Findings.schema.field("reasons").type)


def lay_out_all(rows: Iterable[Row], registry: Registry) -> Iterator[Incident]:
    """Incidents in order of their id."""
    locate = Locator(registry)
    for incident_id, reports in group_reports(rows).items():
        yield lay_out(incident_id, reports, locate)


def fingerprint(table: pa.Table) -> str:
    """SHA-256 of a table's rows, for checks that two runs agree."""
    digest = hashlib.sha256()
    for row in table.to_pylist():
        digest.update(repr(sorted(row.items())).encode())
    return digest.hexdigest()
