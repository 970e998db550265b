"""The book of commitments at a state of knowledge: instruments and registers in, questions answered from columns.

Source: docs/methods/commitments.md
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from truceline.agreement.model import Agreement
from truceline.commitments.instantiate import commitment_id, commitments_of, owners_of
from truceline.commitments.standing import FULL, standings
from truceline.tables.commitments import Commitments, Holdings
from truceline.tables.schema import UTC


@dataclass(frozen=True)
class Book:
    """Commitments, where they stand, and what is recorded about them, all as known at ``as_of``."""

    commitments: pa.Table
    standings: pa.Table
    records: pa.Table
    holdings: pa.Table
    as_of: datetime

    @property
    def joined(self) -> pa.Table:
        """Commitments with their standing; no row is copied."""
        whole = self.commitments
        for name in self.standings.schema.names:
            if name != "commitment_id":
                whole = whole.append_column(self.standings.schema.field(name), self.standings[name])
        return whole

    def due(self, since: datetime | None = None, until: datetime | None = None, limit: int | None = None) -> pa.Table:
        """What has a date in ``[since, until)``, earliest first; a date counts where any of its readings falls in."""
        rows = self.joined
        keep = pc.is_valid(rows["due_from"])
        if since is not None:
            keep = pc.and_(keep, pc.greater(rows["due_until"], pa.scalar(since, UTC)))
        if until is not None:
            keep = pc.and_(keep, pc.less(rows["due_from"], pa.scalar(until, UTC)))
        return _sorted(rows.filter(keep), limit)

    def missed(self, limit: int | None = None) -> pa.Table:
        """Terms that passed, by all or some of their dates, without a verified completion on record."""
        passed = pc.is_in(self.standings["term"], pa.array(["passed", "contested"]))
        return _sorted(self.joined.filter(pc.and_(passed, pc.is_null(self.standings["done_from"]))), limit)

    def coming(self, limit: int | None = None) -> pa.Table:
        return _sorted(self.joined.filter(pc.equal(self.standings["term"], "coming")), limit)

    def of(self, owner: str | None = None, agreement_id: str | None = None, limit: int | None = None) -> pa.Table:
        rows = self.joined
        if owner is not None:
            rows = rows.filter(pc.equal(rows["owner"], owner))
        if agreement_id is not None:
            rows = rows.filter(pc.equal(rows["agreement_id"], agreement_id))
        return rows if limit is None else rows.slice(0, limit)

    def history(self, key: str) -> list[dict[str, Any]]:
        """Everything recorded about one commitment that was known by then, oldest first."""
        rows = self.records.filter(pc.equal(self.records["commitment_id"], key)).to_pylist()
        known = [r for r in rows if r["known_from"] <= self.as_of]
        return sorted(known, key=lambda r: (r["happened_from"], r["known_from"], r["record_id"]))


def _sorted(rows: pa.Table, limit: int | None) -> pa.Table:
    ordered = rows.take(pc.sort_indices(rows, [("due_from", "ascending"), ("commitment_id", "ascending")]))
    return ordered if limit is None else ordered.slice(0, limit)


def open_book(
    agreements: Sequence[Agreement],
    dates: pa.Table,
    records: pa.Table,
    as_of: datetime,
    holdings: pa.Table | None = None,
    evidence: Mapping[tuple[str, str], str] | None = None,
) -> Book:
    """The book of these instruments. Terms that run from another's being done run from its verified completion."""
    claims = dates.to_pylist()
    rows = records.to_pylist()
    tables = [
        commitments_of(
            agreement,
            claims,
            completions(agreement, rows, as_of),
            {provision: text for (owner, provision), text in (evidence or {}).items() if owner == agreement.id},
            as_of,
        )
        for agreement in sorted(agreements, key=lambda a: a.id)
    ]
    commitments = pa.concat_tables(tables).combine_chunks() if tables else Commitments.empty()
    known = Holdings.empty() if holdings is None else holdings
    known = known.filter(pc.less_equal(known["known_from"], pa.scalar(as_of, UTC)))
    return Book(commitments, standings(commitments, records, as_of), records, known, as_of)


def completions(agreement: Agreement, records: Iterable[Mapping[str, Any]], as_of: datetime) -> list[dict[str, Any]]:
    """Provisions that every owner carried out in full, verified and known by then, with the last one's moment."""
    first: dict[str, Mapping[str, Any]] = {}
    for row in sorted(records, key=lambda r: (r["happened_from"], r["record_id"])):
        checked = row["verified_by"] is not None and row["basis"] != "B" and row["known_from"] <= as_of
        if checked and row["status"] == FULL:
            first.setdefault(row["commitment_id"], row)
    found = []
    for provision in agreement.provisions:
        keys = [commitment_id(agreement.id, provision.id, owner) for owner in owners_of(agreement, provision)]
        if keys and all(key in first for key in keys):
            last = max((first[key] for key in keys), key=lambda r: r["happened_from"])
            found.append({"provision": provision.id, "on": last["happened_from"], "by": last["verified_by"]})
    return found
