"""A bulk run on one machine: chunks in, findings out by month; any number of workers, stopped and taken up again.

What a chunk leaves depends on the chunk, the agreements, the registry and ``as_of`` alone, so the files of a run are
the same bytes whatever the number of workers and however often it was interrupted.
"""

from __future__ import annotations

import hashlib
import io
import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from truceline.assessment.assess import Locator, assess_incidents, known_reports, lay_out_all
from truceline.assessment.bulk.assessor import Assessor
from truceline.assessment.bulk.findings import findings_of
from truceline.assessment.bulk.program import Keep, make_anew
from truceline.assessment.bulk.reason_tables import Gathered, left_by, schema_of
from truceline.assessment.bulk.reasons import ReasonBook
from truceline.assessment.plan import Plan
from truceline.engines.memory import release
from truceline.engines.month_files import in_order_of_months, write_by_month
from truceline.engines.plan_cache import code_version
from truceline.engines.spill import Spill, alone
from truceline.registry.actors import Registry
from truceline.tables.bulk_findings import BulkFindings, Reasons
from truceline.tables.reports import Rejects, exact_points

Progress = Callable[[int], None]
Note = dict[str, Any]
TOGETHER = "incidents-of-several-reports"
REASON_FILES = ("parts", "pieces")


class Chunk(Protocol):
    """A piece of input with a name that is stable over runs (formats.report_chunks.Chunk)."""

    @property
    def name(self) -> str: ...
    @property
    def reports(self) -> pa.Table: ...
    @property
    def rejects(self) -> pa.Table: ...
    @property
    def rows_in(self) -> int: ...


@dataclass(frozen=True)
class BulkRun:
    """Counts of a finished run: ``rows_in`` = ``reports`` + ``rejected``; findings = incidents × readings.

    ``exact``: reports with a point and no radius.
    """

    rows_in: int
    reports: int
    rejected: int
    findings: int
    taken_up: int
    exact: int


def run_bulk(
    chunks: Iterable[Chunk],
    plans: Sequence[tuple[Plan, str]],
    registry: Registry,
    out: Path,
    as_of: datetime,
    workers: int = 1,
    progress: Progress | None = None,
    keep: Keep = make_anew,
) -> BulkRun:
    """Assess chunks into ``out``: ``findings/month=YYYY-MM/*.parquet``, ``reasons.parquet``, rejects per chunk.

    A chunk whose note stands in ``out/done`` for the same agreements and state of knowledge is not assessed again.
    ``keep``: plans' arrays from an earlier run (engines.plan_cache).
    Reports that name their incident wait on disk and are assessed last: an incident may span chunks.
    """
    for folder in ("findings", "reasons", "rejects", "done"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    run = _Run(Assessor(plans, Locator(registry), keep), plans, registry, out, as_of)
    notes: list[Note] = []
    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        waiting: set[Future[Note]] = set()

        def collect(until: int) -> None:
            nonlocal waiting
            while len(waiting) > until:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for future in done:
                    notes.append(future.result())
                    if progress:
                        progress(notes[-1]["rows_in"])

        with Spill() as grouped:
            for chunk in chunks:
                if chunk.reports.column("incident_id").null_count < chunk.reports.num_rows:
                    grouped.add(chunk.reports.filter(pc.is_valid(chunk.reports.column("incident_id"))))
                waiting.add(pool.submit(run.chunk, chunk))
                collect(max(1, workers) - 1)  # no more chunks in memory than are being worked on
            for number, bucket in enumerate(grouped.buckets()):
                waiting.add(pool.submit(run.together, f"{TOGETHER}-{number:05d}", bucket))
                collect(max(1, workers) - 1)
            collect(0)
    _forget_others(out, {n["name"] for n in notes})
    _gather_reasons(out)
    return BulkRun(
        sum(n["rows_in"] for n in notes),
        sum(n["reports"] for n in notes),
        sum(n["rejected"] for n in notes),
        sum(n["findings"] for n in notes),
        sum(n["taken_up"] for n in notes),
        sum(n["exact"] for n in notes),
    )


class _Run:
    def __init__(
        self, bulk: Assessor, plans: Sequence[tuple[Plan, str]], registry: Registry, out: Path, as_of: datetime
    ) -> None:
        self.bulk, self.plans, self.registry, self.out, self.as_of = bulk, plans, registry, out, as_of
        self.lock = threading.Lock()
        told = [code_version(), *(f"{p.view.id}:{p.reading}:{version}" for p, version in plans)]
        told += [p.ledger.digest() for p, _ in plans if p.ledger is not None]  # a balance rests on all reports
        self.fingerprint = hashlib.sha256("|".join([*told, as_of.isoformat()]).encode()).hexdigest()

    def chunk(self, chunk: Chunk) -> Note:
        """Assess one chunk's reports that are an incident each, or take up what an earlier run left."""

        def assess() -> Note:
            reports, late = self._known(chunk.reports)
            single = in_order_of_months(_without_incident(reports))
            book = ReasonBook()
            findings = write_by_month(self._alone(single, book), single, self.out, chunk.name)
            self._leave(chunk.name, book, pa.concat_tables([chunk.rejects, late]))
            kept, exact = reports.num_rows, exact_points(reports)
            counted = {"rows_in": chunk.rows_in, "reports": kept, "rejected": chunk.rows_in - kept, "exact": exact}
            return {**counted, "findings": findings}

        return self._once(chunk.name, chunk.reports, assess)

    def together(self, name: str, grouped: pa.Table) -> Note:
        """Assess incidents that the reports group themselves; those of one report go through the kernel."""

        def assess() -> Note:
            reports, _ = self._known(grouped)
            book = ReasonBook()
            only = pa.array(alone(reports))
            tables = chain(
                self._alone(reports.filter(only), book), self._grouped(reports.filter(pc.invert(only)), book)
            )
            findings = write_by_month(tables, reports, self.out, name)
            self._leave(name, book, Rejects.empty())
            return {"rows_in": 0, "reports": 0, "rejected": 0, "exact": 0, "findings": findings}

        return self._once(name, grouped, assess)

    def _once(self, name: str, reports: pa.Table, assess: Callable[[], Note]) -> Note:
        """The note of a part; it is written last, so a part without one is done again from the start."""
        path = self.out / "done" / f"{name}.json"
        stamp = hashlib.sha256((self.fingerprint + _digest(reports)).encode()).hexdigest()
        if path.exists():
            old: Note = json.loads(path.read_text(encoding="utf-8"))
            if old["stamp"] == stamp:
                return {**old, "taken_up": 1}
        for left in self.out.glob(f"findings/*/{name}.parquet"):
            left.unlink()
        note = {**assess(), "name": name, "stamp": stamp}
        release()
        _put(path, lambda draft: draft.write_text(json.dumps(note, sort_keys=True), encoding="utf-8"))
        return {**note, "taken_up": 0}

    def _leave(self, name: str, book: ReasonBook, rejects: pa.Table) -> None:
        for kind, table in zip(REASON_FILES, left_by(book), strict=True):
            _write(table, self.out / "reasons" / f"{name}.{kind}.parquet")
        _write(rejects, self.out / "rejects" / f"{name}.parquet")

    def _known(self, reports: pa.Table) -> tuple[pa.Table, pa.Table]:
        """Reports that count at ``as_of``; the later ones with their reason."""
        instant = pa.scalar(self.as_of, pa.timestamp("us", tz="UTC"))
        late = pc.or_(
            pc.fill_null(pc.greater(reports.column("received_at"), instant), False),
            pc.greater(reports.column("occurred_from"), instant),
        )
        if not pc.any(late).as_py():
            return reports, Rejects.empty()
        aside = known_reports(reports.filter(late).to_pylist(), self.as_of).set_aside
        return reports.filter(pc.invert(late)), Rejects.from_rows(aside)

    def _alone(self, single: pa.Table, book: ReasonBook) -> Iterator[pa.Table]:
        """Through the kernel; a table per plan, made when it is asked for."""
        if not single.num_rows:
            return
        with self.lock:
            prepared = self.bulk.prepare(single)
        verdicts = self.bulk.decide(prepared)
        with self.lock:
            self.bulk.settle(single, prepared, verdicts)
        made = findings_of(self.bulk, single, prepared, verdicts, self.as_of, book)
        while True:
            with self.lock:
                table = next(made, None)
                if table is None:
                    self._forget()
            if table is None:
                return
            yield table

    def _grouped(self, reports: pa.Table, book: ReasonBook) -> Iterator[pa.Table]:
        """Through ``judge``."""
        if reports.num_rows:
            incidents = list(lay_out_all(reports.to_pylist(), self.registry))
            with self.lock:
                found = assess_incidents(incidents, self.plans, self.as_of)
                self._forget()
            yield _as_bulk(found, book)

    def _forget(self) -> None:
        """Answers about single places and moments, which would grow with the input; only under the lock."""
        for plan, _ in self.plans:
            plan.memo.clear()
            plan.areas.forget()


def _without_incident(reports: pa.Table) -> pa.Table:
    names = reports.column("incident_id")
    return reports if names.null_count == len(names) else reports.filter(pc.is_null(names))


def _as_bulk(findings: pa.Table, book: ReasonBook) -> pa.Table:
    keys = Reasons.schema.names[2:]
    ids = [[book.add([tuple(r[k] for k in keys) for r in rows])] for rows in findings.column("reasons").to_pylist()]
    columns = {f.name: findings.column(f.name) for f in findings.schema if f.name != "reasons"}
    columns["reasons"] = pa.array(ids, pa.list_(pa.int64()))
    n = findings.num_rows
    whole = [columns[f.name] if f.name in columns else pa.nulls(n, f.type) for f in BulkFindings.schema]
    return pa.table(whole, schema=BulkFindings.schema)


def _digest(table: pa.Table) -> str:
    """SHA-256 of a table's content, in its order."""
    filled = [name for name in table.schema.names if table.column(name).null_count < table.num_rows]
    digest = hashlib.sha256(repr((table.num_rows, filled)).encode())
    with pa.ipc.new_stream(pa.PythonFile(_Hashed(digest), "w"), table.select(filled).schema) as writer:
        writer.write_table(table.select(filled).combine_chunks())
    return digest.hexdigest()


class _Hashed(io.RawIOBase):
    """Takes what is written into a hash and holds none of it."""

    def __init__(self, digest: Any) -> None:
        self.digest = digest

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.digest.update(data)
        return memoryview(data).nbytes


def _write(table: pa.Table, path: Path) -> None:
    _put(path, lambda draft: pq.write_table(table, draft, compression="zstd", compression_level=1))


def _put(path: Path, write: Callable[[Path], object]) -> None:
    """A file whole or not at all."""
    draft = path.with_name(path.name + ".part")
    write(draft)
    draft.replace(path)


def _forget_others(out: Path, names: set[str]) -> None:
    """What an earlier run with other input left."""
    for path in [*out.glob("findings/*/*"), *(p for f in ("reasons", "rejects", "done") for p in out.glob(f"{f}/*"))]:
        if path.name.split(".")[0] not in names:
            path.unlink()


def _gather_reasons(out: Path) -> None:
    """One ``reasons.parquet`` of all chunks, ordered by number. Held are the parts not met before, not all chunks."""
    gathered = Gathered()
    for path in sorted(out.glob(f"reasons/*.{REASON_FILES[0]}.parquet")):
        pieces = path.with_name(path.name.replace(f".{REASON_FILES[0]}.", f".{REASON_FILES[1]}."))
        gathered.add(pq.read_table(path), pq.read_table(pieces))
    schema, tables = schema_of(gathered.tables())

    def write(draft: Path) -> None:
        with pq.ParquetWriter(draft, schema, compression="zstd", compression_level=1, store_schema=False) as writer:
            for table in tables:
                writer.write_table(table)

    _put(out / "reasons.parquet", write)


def rejects_of(out: Path) -> Iterator[pa.Table]:
    """The rejects of a finished run, chunk by chunk."""
    for path in sorted(out.glob("rejects/*.parquet")):
        yield pq.read_table(path)
