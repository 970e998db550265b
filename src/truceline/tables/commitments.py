"""What instruments make due, what is recorded about it, and where commitments stand at a state of knowledge."""

from __future__ import annotations

import pyarrow as pa

from truceline.tables.schema import UTC, Table

DUE_DATE = pa.struct(
    [
        ("date_id", pa.string()),
        ("kind", pa.string()),
        ("end_earliest", UTC),
        ("end_latest", UTC),
        ("says", pa.string()),
        ("by", pa.string()),
        ("source", pa.string()),
        ("basis", pa.string()),
        ("moved", pa.bool_()),
    ]
)


class Commitments(Table):
    """One duty of one owner under one instrument.

    ``kind``: *absolute*, *relative* (D+N), *dependent* (runs from another), *undated* (owed, never late) or
    *continuing* (no term, kept all the time). ``dates`` keep every date by source, computed ones and claimed ones;
    ``due_from`` and ``due_until`` are the earliest and the latest first moment after the term among those not moved,
    null where no term runs. ``depends_on`` are commitment keys ``instrument/provision``.
    """

    name = "commitments"
    schema = pa.schema(
        [
            pa.field("commitment_id", pa.string(), nullable=False),
            pa.field("agreement_id", pa.string(), nullable=False),
            pa.field("provision_id", pa.string(), nullable=False),
            pa.field("owner", pa.string(), nullable=False),
            pa.field("text", pa.string(), nullable=False),
            pa.field("kind", pa.string(), nullable=False),
            pa.field("due_from", UTC),
            pa.field("due_until", UTC),
            pa.field("dates", pa.list_(DUE_DATE), nullable=False),
            pa.field("waits_for", pa.string()),
            pa.field("depends_on", pa.list_(pa.string()), nullable=False),
            pa.field("evidence_required", pa.string()),
            pa.field("zone", pa.string(), nullable=False),
            pa.field("source", pa.string()),
            pa.field("basis", pa.string(), nullable=False),
        ]
    )


class CommitmentRecords(Table):
    """A claim about how far a commitment is carried out: 0 not initiated, 1 minimal, 2 intermediate, 3 full.

    ``status`` null: something said that names no level. ``verified_by`` null: nobody verified it, so it never counts
    as done. Two clocks: ``happened_from``/``happened_until`` (half-open) and ``known_from``.
    """

    name = "commitment_records"
    schema = pa.schema(
        [
            pa.field("record_id", pa.string(), nullable=False),
            pa.field("commitment_id", pa.string(), nullable=False),
            pa.field("status", pa.int8()),
            pa.field("happened_from", UTC, nullable=False),
            pa.field("happened_until", UTC, nullable=False),
            pa.field("known_from", UTC, nullable=False),
            pa.field("claimant", pa.string(), nullable=False),
            pa.field("verified_by", pa.string()),
            pa.field("justification", pa.string(), nullable=False),
            pa.field("source", pa.string(), nullable=False),
            pa.field("basis", pa.string(), nullable=False),
        ]
    )


class DateClaims(Table):
    """A date for a commitment other than the computed one. kind: *reading*, *extension* (moves the
    date), *target* (decides only where no other date stands), *stage* (on the way, never decides).

    ``owner`` null: for every owner of the provision.
    """

    name = "date_claims"
    schema = pa.schema(
        [
            pa.field("date_id", pa.string(), nullable=False),
            pa.field("agreement_id", pa.string(), nullable=False),
            pa.field("provision_id", pa.string(), nullable=False),
            pa.field("owner", pa.string()),
            pa.field("kind", pa.string(), nullable=False),
            pa.field("end", UTC, nullable=False),
            pa.field("says", pa.string(), nullable=False),
            pa.field("by", pa.string()),
            pa.field("known_from", UTC, nullable=False),
            pa.field("source", pa.string(), nullable=False),
            pa.field("basis", pa.string(), nullable=False),
        ]
    )


class Holdings(Table):
    """Weapons at a site as somebody declared, observed or could not verify them.

    ``what``: *declared*, *observed*, *withdrawn* or *not_verified* ("could not be verified as withdrawn").
    """

    name = "holdings"
    schema = pa.schema(
        [
            pa.field("holding_id", pa.string(), nullable=False),
            pa.field("agreement_id", pa.string(), nullable=False),
            pa.field("provision_id", pa.string(), nullable=False),
            pa.field("party", pa.string(), nullable=False),
            pa.field("site", pa.string(), nullable=False),
            pa.field("weapon", pa.string(), nullable=False),
            pa.field("system", pa.string()),
            pa.field("calibre_mm", pa.float64()),
            pa.field("what", pa.string(), nullable=False),
            pa.field("count", pa.int64(), nullable=False),
            pa.field("happened_from", UTC, nullable=False),
            pa.field("known_from", UTC, nullable=False),
            pa.field("claimant", pa.string(), nullable=False),
            pa.field("source", pa.string(), nullable=False),
            pa.field("basis", pa.string(), nullable=False),
            pa.field("note", pa.string()),
        ]
    )


class Standings(Table):
    """Where a commitment stands at ``as_of``.

    ``term``: *coming*, *passed*, *contested* (passed by some of its dates), *not_running* (waits for another),
    *undated*, *continuing*. ``timeliness``: *in_time*, *late*, *missed* (term passed, something on
    record, no verified completion), *unrecorded* (term passed, nothing on record: nobody looked), *by_some_dates*, null
    while open. ``verified_status`` is the last verified level, ``claimed_status`` the last
    level that anybody named.
    """

    name = "standings"
    schema = pa.schema(
        [
            pa.field("commitment_id", pa.string(), nullable=False),
            pa.field("term", pa.string(), nullable=False),
            pa.field("timeliness", pa.string()),
            pa.field("verified_status", pa.int8()),
            pa.field("verified_by", pa.string()),
            pa.field("verified_on", UTC),
            pa.field("done_from", UTC),
            pa.field("done_until", UTC),
            pa.field("claimed_status", pa.int8()),
            pa.field("claimed_by", pa.string()),
            pa.field("records", pa.int64(), nullable=False),
            pa.field("as_of", UTC, nullable=False),
        ]
    )
