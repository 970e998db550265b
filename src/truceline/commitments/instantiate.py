"""Provisions to commitments: one per owner, each date with who sets it.

Source: docs/methods/commitments.md
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from truceline.agreement.clock import FAR_FUTURE, Moment, zone_names
from truceline.agreement.deadlines import deadline
from truceline.agreement.in_force import in_view
from truceline.agreement.model import Agreement, Certification, Provision, plain
from truceline.tables.commitments import Commitments

DAY = timedelta(days=1)
NO_READING = "text"


def commitment_id(agreement_id: str, provision_id: str, owner: str) -> str:
    return f"{agreement_id}/{provision_id}/{owner}"


def owners_of(agreement: Agreement, provision: Provision) -> list[str]:
    """Who owes it: party or actor ids; every party where the provision names nobody."""
    return list(provision.bound or provision.holders or [p.id for p in agreement.parties])


def commitments_of(
    agreement: Agreement,
    dates: Iterable[Mapping[str, Any]] = (),
    done: Iterable[Mapping[str, Any]] = (),
    evidence: Mapping[str, str] | None = None,
    as_of: datetime | None = None,
) -> pa.Table:
    """The commitments that an instrument makes, as known at ``as_of``.

    Reads:  prohibitions, obligations, and every other provision with a term, of every reading; ``dates``: date_claims.
    ``done``: verified completions as ``{provision, on (UTC), by}``; terms that run from another's being done start
    there.
    Raises: nothing for bad values; the agreement was checked when it was loaded.
    """
    mine = [d for d in dates if d["agreement_id"] == agreement.id and (as_of is None or d["known_from"] <= as_of)]
    views = _views(agreement, list(done), as_of)
    rows: list[dict[str, Any]] = []
    for provision in _owed(views):
        computed, waits = _computed(provision.id, views)
        for owner in owners_of(agreement, provision):
            claimed = [d for d in mine if d["provision_id"] == provision.id and d["owner"] in (None, owner)]
            rows.append(_row(agreement, provision, owner, _weighed(computed, claimed), waits, evidence or {}))
    return Commitments.from_rows(rows)


def _views(agreement: Agreement, done: list[Mapping[str, Any]], as_of: datetime | None) -> dict[str, Agreement]:
    names = [r.id for r in agreement.readings] or [NO_READING]
    zone = zone_names(agreement.timezone)[0]
    found = {}
    for name in names:
        view = in_view(agreement, name, as_of)
        own = {c.provision for c in view.certifications}
        added = [
            Certification(
                id=f"record-{i}",
                provision=d["provision"],
                on=_local(d["on"], zone),
                by=d["by"],
                basis=d.get("basis", "V"),
            )
            for i, d in enumerate(done)
            if d["provision"] not in own
        ]
        found[name] = view.model_copy(update={"certifications": [*view.certifications, *added]})
    return found


def _local(instant: datetime, zone: str) -> str:
    return instant.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")


def _owed(views: Mapping[str, Agreement]) -> Iterator[Provision]:
    seen: set[str] = set()
    for view in views.values():
        for provision in view.provisions:
            owed = provision.kind in ("obligation", "prohibition") or provision.due is not None
            if owed and provision.id not in seen:
                seen.add(provision.id)
                yield provision


def _computed(provision_id: str, views: Mapping[str, Agreement]) -> tuple[list[dict[str, Any]], str | None]:
    """One date per distinct result over the readings; what it waits for where no term runs."""
    by_end: dict[tuple[datetime, datetime], list[tuple[str, str]]] = {}
    put_off: dict[tuple[datetime, datetime], str] = {}
    waits: str | None = None
    for name, view in views.items():
        provision = next((p for p in view.provisions if p.id == provision_id), None)
        if provision is None or provision.due is None or provision.due.undated:
            continue
        found = deadline(view, provision)
        if found is None or found.end is None or found.end.earliest >= FAR_FUTURE:
            waits = provision.due.after if found is None or found.end is None else waits
            continue
        end = _by_day(view, provision, found.end)
        by_end.setdefault((end.earliest, end.latest), []).append((name, _reckoned(found.sentence)))
        put_off |= {(old.earliest, old.latest): _reckoned(said) for old, said in found.before}
    every = len(views)
    dates = []
    for (earliest, latest), said in sorted(by_end.items()):
        names = ", ".join(name for name, _ in said)
        sentence = said[0][1] if len(said) == every else f"{said[0][1]} (reading {names})"
        where = "computed" if len(said) == every else f"computed-{said[0][0]}"
        dates.append(_date(where, "computed", Moment(earliest, latest), sentence))
    for number, (ends, said_before) in enumerate(sorted(put_off.items()), 1):
        dates.append(_date(f"put-off-{number}", "computed", Moment(*ends), said_before, moved=True))
    return dates, waits if not dates else None


def _reckoned(sentence: str) -> str:
    """How a term is reckoned, without the moment at which it ends: that is the date's own."""
    return "; ".join(part for part in sentence.split("; ") if not part.startswith("until "))


def _by_day(view: Agreement, provision: Provision, end: Moment) -> Moment:
    """Hours from a signature whose hour is not known end somewhere within a day."""
    due = provision.due
    hourless = due is not None and due.after == "signed" and view.signed is not None and "T" not in view.signed
    if due is None or due.on is not None or not hourless or due.day_count != "hours":
        return end
    return Moment(end.earliest, end.latest + DAY)


def _date(date_id: str, kind: str, end: Moment, says: str, **rest: Any) -> dict[str, Any]:
    latest = min(end.latest, FAR_FUTURE)
    base = {"by": None, "source": None, "basis": "V", "moved": False}
    return {
        **base,
        "date_id": date_id,
        "kind": kind,
        "end_earliest": end.earliest,
        "end_latest": latest,
        "says": says,
        **rest,
    }


def _weighed(computed: list[dict[str, Any]], claimed: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """All dates, earliest first. An extension moves what was known before it; what it moved is kept and marked."""
    extensions = sorted((d for d in claimed if d["kind"] == "extension"), key=lambda d: (d["known_from"], d["end"]))
    last = extensions[-1]["known_from"] if extensions else None
    dates = [{**d, "moved": d["moved"] or last is not None} for d in computed]
    for claim in claimed:
        moved = last is not None and claim["known_from"] < last
        rest = {"by": claim["by"], "source": claim["source"], "basis": claim["basis"], "moved": moved}
        dates.append(_date(claim["date_id"], claim["kind"], Moment(claim["end"], claim["end"]), claim["says"], **rest))
    return sorted(dates, key=lambda d: (d["end_earliest"], d["date_id"]))


def _row(
    agreement: Agreement,
    provision: Provision,
    owner: str,
    dates: list[dict[str, Any]],
    waits: str | None,
    evidence: Mapping[str, str],
) -> dict[str, Any]:
    standing = _deciding(dates)
    depends = list(dict.fromkeys([*provision.comes_after, *_after(agreement, provision)]))
    return {
        "commitment_id": commitment_id(agreement.id, provision.id, owner),
        "agreement_id": agreement.id,
        "provision_id": provision.id,
        "owner": owner,
        "text": plain(provision.text),
        "kind": _kind(agreement, provision),
        "due_from": min((d["end_earliest"] for d in standing), default=None),
        "due_until": max((d["end_latest"] for d in standing), default=None),
        "dates": dates,
        "waits_for": waits,
        "depends_on": [f"{agreement.id}/{p}" for p in depends],
        "evidence_required": evidence.get(provision.id),
        "zone": zone_names(agreement.timezone)[0],
        "source": provision.source,
        "basis": provision.basis,
    }


def _deciding(dates: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Dates that say when the term ends: not those moved, not stages on the way, targets only where nothing else is."""
    standing = [d for d in dates if not d["moved"] and d["kind"] != "stage"]
    return [d for d in standing if d["kind"] != "target"] or standing


def _after(agreement: Agreement, provision: Provision) -> list[str]:
    named = provision.due.after if provision.due is not None else ""
    return [named] if any(p.id == named for p in agreement.provisions) else []


def _kind(agreement: Agreement, provision: Provision) -> str:
    due = provision.due
    if due is None:
        return "continuing"
    if due.undated:
        return "undated"
    if due.on is not None:
        return "absolute"
    return "dependent" if _after(agreement, provision) else "relative"
