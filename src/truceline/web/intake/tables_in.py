"""Tables on their way in: a proposed mapping, its preview, and the taking of all rows in batches."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from truceline.formats.csvmap import FieldMap, TableMapping, columns_of, read_rows
from truceline.formats.intake import ReadResult
from truceline.formats.map_draft import doubts, propose
from truceline.formats.mapped_batches import read_batches
from truceline.formats.tabular import Sheet, open_sheet
from truceline.tables.reports import Rejects
from truceline.tables.schema import UTC
from truceline.vocabulary.errors import TrucelineError, problem
from truceline.web.accounts.models import User
from truceline.web.accounts.rights import may
from truceline.web.audit.actions import append, hold
from truceline.web.audit.chain import digest
from truceline.web.clock import deployment, now
from truceline.web.intake.actions import compartment_of, source_kind_of
from truceline.web.intake.models import Reject, Report, Submission, Upload
from truceline.web.intake.originals import keep, path_of
from truceline.web.intake.rows import COLUMNS, keep_prepared, prepare_rows

BATCH = 2000  # a transaction holds up other writers: short ones only
BREATH_S = 0.02  # at least, on SQLite: between two there is a pause of SHARE of what one took, or others, who only ask
# again and again, would not get in; the next rows are prepared in it. PostgreSQL lets in whoever waits the longest
SHARE = 0.6
LONGEST_S = 0.15  # that one should hold up others; on a slow machine a batch has fewer rows
MISSIONS_OWN = ("incident_id", "verified_by", "standard_of_proof")
PREVIEWED = 200
MOST_COLUMNS = 2000  # a page offers each of them for each field
MAPPED = (
    "report_id",
    "occurred_from",
    "occurred_until",
    "received_at",
    "lat",
    "lon",
    "place_radius_m",
    "place_name",
    "admin1",
    "act",
    "weapon",
    "quantity",
    "quantity_unit",
    "source",
    "claimant",
    "claimed_initiator",
    "initiator_weights",
    "claimed_target",
    "side_left",
    "side_right",
    "casualties_best",
    "denied_by",
    "text",
)

# what the columns are called where a person chooses them; those that a correction changes have their names there
LABELS = {
    "occurred_from": _("From"),
    "occurred_until": _("Until"),
    "report_id": _("Number of the report"),
    "received_at": _("When it was received"),
    "source": _("Who handed it on"),
    "side_left": _("One side of a clash"),
    "side_right": _("The other side of a clash"),
    "denied_by": _("Who denies it"),
    "text": _("Its own words"),
}


def start_upload(user: User, chunks: Any, file_name: str, compartment: str) -> Upload:
    """Keep the original and propose how to read it. Raises PermissionDenied, TrucelineError E-REP-001, 010."""
    if not may(user, "intake.upload"):
        raise PermissionDenied
    inside = compartment_of(user, compartment)
    sha256, stored = keep(chunks, file_name)
    draft = propose(path_of(stored))
    columns = len(open_sheet(path_of(stored)).header)
    if columns > MOST_COLUMNS:
        hint = f"Keep those that matter, at most {MOST_COLUMNS}."
        raise TrucelineError(problem("E-REP-001", file_name, cause=f"it has {columns} columns", hint=hint))
    draft |= {"source": file_name.rsplit(".", 1)[0][:80], "timezone": deployment().timezone}
    with transaction.atomic():
        row = Upload.objects.create(
            by=user,
            file_name=file_name[:255],
            sha256=sha256,
            stored_as=stored,
            mapping=draft,
            compartment=inside or "",
        )
        append(user, "start_upload", ("upload", str(row.pk)), {"sha256": sha256}, rows=[row])
    return row


def remap(upload: Upload, asked: Mapping[str, str]) -> None:
    """Take over the columns, words and zone that a person chose. ``field:…`` names a column, ``act:…`` a term."""
    fields: dict[str, Any] = dict(upload.mapping["fields"])
    header = open_sheet(path_of(upload.stored_as)).header
    for name in MAPPED:
        column = asked.get(f"field:{name}")
        if column is None or column == shown_column(fields.get(name)):
            continue
        fields.pop(name, None)
        if column in header:
            fields[name] = {"column": column, "values": {}} if name == "act" else column
    words = {k.removeprefix("act:"): v for k, v in asked.items() if k.startswith("act:") and v}
    if isinstance(fields.get("act"), dict) and "column" in fields["act"]:
        kept = fields["act"].get("values") or {}
        fields["act"] = fields["act"] | {"values": {"default": "unknown"} | kept | words}
    fields.setdefault("act", {"constant": "unknown"})
    upload.mapping = upload.mapping | {"fields": fields, "timezone": asked.get("zone") or upload.mapping["timezone"]}
    with transaction.atomic():
        row = Upload.objects.select_for_update().get(pk=upload.pk)
        row.mapping = upload.mapping
        row.save(update_fields=["mapping"])
        append(upload.by, "map_upload", ("upload", str(upload.pk)), rows=[row])


def shown_column(field: Any) -> str:
    """The one column that a field is read from, or nothing where it is put together."""
    if field is None:
        return ""
    columns = columns_of(field if isinstance(field, str) else FieldMap.model_validate(field))
    return columns[0] if len(columns) == 1 else " + ".join(columns)


def act_words(upload: Upload) -> dict[str, str]:
    """The words that the act's column uses in the first rows, each with the term it is read as."""
    field = upload.mapping["fields"].get("act")
    if not isinstance(field, dict) or "column" not in field:
        return {}
    sheet = open_sheet(path_of(upload.stored_as))
    index = sheet.header.index(field["column"])
    met = {str(c[index]).strip() for _, c in islice(sheet.rows, PREVIEWED) if index < len(c) and c[index] is not None}
    values = field.get("values") or {}
    return {word: values.get(word, values.get("default", "unknown")) for word in sorted(met) if word}


def preview(upload: Upload) -> tuple[ReadResult, list[str]]:
    """The first rows as they would be taken, and what a person should decide. Raises TrucelineError."""
    path = path_of(upload.stored_as)
    sheet = open_sheet(path)
    some = Sheet(sheet.header, islice(sheet.rows, PREVIEWED), sheet.notes)
    result = _named(upload, read_rows(path, _mapping(upload), some))
    reports, late = _finished(upload.by, upload, result.reports)
    kept = [*result.rejects.to_pylist(), *({"source": upload.file_name} | r for r in late)]
    rejects = Rejects.from_rows(sorted(kept, key=lambda r: r["row"]))
    return replace(result, reports=reports, rejects=rejects), doubts(path, upload.mapping)


def _named(upload: Upload, result: ReadResult) -> ReadResult:
    """Rejects speak of the file by its own name, not by that of the store."""
    told = [
        r | {"source": upload.file_name, "message": r["message"].replace(upload.stored_as, upload.file_name)}
        for r in result.rejects.to_pylist()
    ]
    return replace(result, rejects=Rejects.from_rows(told))


def _mapping(upload: Upload) -> TableMapping:
    return TableMapping.model_validate(upload.mapping | {"id_prefix": f"u{upload.pk}-"})


def take_upload(user: User, upload: Upload) -> Submission:
    """Take every row: reports in batches, each with its entry in the log; the rest as rejects with their reasons.

    Interrupted and called again it goes on where it stopped; called again after the end it gives the same submission.
    """
    if not may(user, "intake.upload") or upload.by_id != user.pk:
        raise PermissionDenied
    with transaction.atomic():
        upload = Upload.objects.select_for_update().get(pk=upload.pk)  # as another page may have mapped it since
        submission, made = Submission.objects.get_or_create(
            by=user,
            key=f"upload-{upload.pk}",
            defaults={
                "request_digest": digest([upload.sha256, upload.mapping]),
                "kind": "file",
                "at": now(),
                "file_name": upload.file_name,
            },
        )
        if made:
            upload.submission = submission
            upload.save(update_fields=["submission"])
            append(user, "take_upload", ("upload", str(upload.pk)), rows=[submission, upload])
    if submission.complete:
        return submission
    path = path_of(upload.stored_as)
    result = _named(upload, read_batches(path, _mapping(upload), open_sheet(path)))
    rows, late = _finished(user, upload, result.reports)
    _take(user, submission, rows)
    rejects = [*result.rejects.to_pylist(), *late]
    return _finish(user, submission, (result.rows_in, rows.num_rows), rejects, upload.file_name)


def _take(user: User, submission: Submission, rows: pa.Table) -> None:
    """Batch by batch, with room for other writers between them: where one took long, the next is smaller."""
    seen = 0  # the log entry up to which this submission's rows are known
    known: set[str] = set()
    start, size, next_at = 0, BATCH, 0.0
    while start < rows.num_rows:
        wanted = _without(rows.slice(start, size), known)
        prepared = prepare_rows(wanted) if wanted.num_rows else None
        time.sleep(max(0.0, next_at - time.monotonic()))
        began = time.monotonic()
        with transaction.atomic():
            hold()  # what others take of this table is in it before it is looked for, or comes after
            there = Report.objects.filter(submission=submission, audit_seq__gt=seen).values_list("pk", "audit_seq")
            others = dict(there)
            known |= others.keys()
            seen = max([seen, *others.values()])
            fresh = _without(wanted, others)
            if fresh.num_rows < wanted.num_rows:
                prepared = prepare_rows(fresh) if fresh.num_rows else None
            if prepared:
                seen = keep_prepared(user, submission, prepared, "take_batch").seq
        held_s = time.monotonic() - began
        start += size
        pause_s = max(BREATH_S, SHARE * min(held_s, LONGEST_S)) if prepared and connection.vendor == "sqlite" else 0.0
        next_at = began + held_s + pause_s
        size = min(BATCH, max(BATCH // 4, int(size * LONGEST_S / max(held_s, LONGEST_S / 2))))


def _without(rows: pa.Table, known: Collection[str]) -> pa.Table:
    """Rows that an earlier attempt, or another press of the button, has not taken yet."""
    if not known:
        return rows
    return rows.filter(pa.array([i not in known for i in rows.column("report_id").to_pylist()], pa.bool_()))


def _finished(user: User, upload: Upload, reports: pa.Table) -> tuple[pa.Table, list[dict[str, Any]]]:
    """Reports with what the mission fills in, and as rejects those that would lie in the future."""
    moment, count = pa.scalar(now(), UTC), reports.num_rows
    kinds = reports.column("source_kind").to_pylist()
    meant = {kind: source_kind_of(user, kind) for kind in set(kinds)}
    filled: dict[str, Any] = {name: pa.nulls(count, pa.string()) for name in MISSIONS_OWN}
    filled["compartment"] = pa.array([upload.compartment or None] * count, pa.string())
    filled["source_kind"] = pa.array([meant[kind] for kind in kinds], pa.string())
    filled["received_at"] = pc.fill_null(reports.column("received_at"), moment)
    filled["claimant"] = pc.fill_null(reports.column("claimant"), user.organisation or user.get_full_name())
    for name, values in filled.items():
        reports = reports.set_column(reports.schema.get_field_index(name), reports.schema.field(name), values)
    future = pc.or_(*(pc.greater(reports.column(n), moment) for n in ("occurred_from", "received_at")))
    late = [_late(upload, row, moment.as_py()) for row in reports.filter(future).to_pylist()]
    return reports.filter(pc.invert(future)).select(COLUMNS), late


def _late(upload: Upload, row: Mapping[str, Any], moment: Any) -> dict[str, Any]:
    future = next(row[c] for c in ("occurred_from", "received_at") if row[c] > moment)
    found = problem("E-WEB-004", f"{upload.file_name}, row {row['source_row']}", value=future.isoformat())
    raw = row["text"] or row["report_id"]
    return {"row": row["source_row"], "code": found.code, "message": str(found), "raw": raw}


def _finish(
    user: User, submission: Submission, counts: tuple[int, int], rejects: Sequence[Mapping[str, Any]], name: str
) -> Submission:
    with transaction.atomic():
        hold()
        submission.refresh_from_db()
        if submission.complete:  # another press of the button was quicker
            return submission
        columns = ("row", "code", "message", "raw")
        for start in range(0, len(rejects), BATCH):
            some = rejects[start : start + BATCH]
            kept = [Reject(source=name, submission=submission, **{c: r[c] for c in columns}) for r in some]
            target = ("submission", str(submission.pk))
            append(user, "keep_rejects", target, {"rows": len(kept)}, rows=Reject.objects.bulk_create(kept, 500))
        submission.rows_in, submission.taken = counts
        submission.complete = True
        submission.save(update_fields=["rows_in", "taken", "complete"])
        detail = {"rows": counts[0], "taken": counts[1], "rejected": counts[0] - counts[1]}
        append(user, "complete_upload", ("submission", str(submission.pk)), detail, rows=[submission])
    return submission
