"""Findings as small numbers: equal traces, equal conditions and equal texts are kept once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

COVERAGES = ("covered", "not_covered", "cannot_tell")
OUTCOMES = ("violation", "no_violation", "undetermined")
STATES = ("met", "not_met", "cannot_tell")
REASON_FIELDS = (
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
PLAIN_COLUMNS = (
    "coverage",
    "outcome",
    "p_low",
    "p_high",
    "provision_ids",
    "attributed_party",
    "attribution",
    "standard_of_proof",
    "basis",
    "exceptions_argued",
    "cannot_tell_because",
)


class Strings:
    """Every text once; ``None`` is −1."""

    def __init__(self) -> None:
        self.all: list[str] = []
        self._ids: dict[str, int] = {}

    def __call__(self, text: str | None) -> int:
        if text is None:
            return -1
        found = self._ids.get(text)
        if found is None:
            found = self._ids[text] = len(self.all)
            self.all.append(text)
        return found


class Verdicts:
    """Distinct findings. A verdict is a list in the order that ``assets/10-data.js`` reads.

    ``[coverage, outcome, p_low, p_high, provisions, party, attribution, proof, basis, argued, because, trace]``
    """

    def __init__(self, strings: Strings) -> None:
        self.strings = strings
        self.rows: list[list[Any]] = []
        self.all: list[list[Any]] = []
        self._row_ids: dict[tuple[Any, ...], int] = {}
        self._ids: dict[tuple[Any, ...], int] = {}

    def add(self, finding: Mapping[str, Any]) -> int:
        """Number of one finding given as a row with its reasons."""
        trace = [self._row(tuple(r.get(name) for name in REASON_FIELDS)) for r in finding["reasons"]]
        return self._verdict(finding, tuple(trace))

    def add_table(self, findings: pa.Table) -> list[int]:
        """Numbers of all findings of a table, in its order; the traces are compared column by column."""
        traces = self._traces(findings)
        plain = findings.select(PLAIN_COLUMNS)
        out: list[int] = []
        position = 0
        for batch in plain.to_batches(max_chunksize=20_000):
            for row in batch.to_pylist():
                out.append(self._verdict(row, traces[position]))
                position += 1
        return out

    def _traces(self, findings: pa.Table) -> list[tuple[int, ...]]:
        column = findings.column("reasons").combine_chunks()
        if isinstance(column, pa.ChunkedArray):
            column = pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
        offsets = column.offsets.to_numpy()
        flat = column.values
        if not len(flat):
            return [()] * findings.num_rows
        codes = np.zeros(len(flat), dtype=np.int64)
        for name in REASON_FIELDS:
            codes = _refine(codes, pc.struct_field(flat, name))
        _, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
        distinct = flat.take(pa.array(first))
        numbers = np.array([self._row(tuple(r[n] for n in REASON_FIELDS)) for r in distinct.to_pylist()])
        ids = numbers[inverse].tolist()
        return [tuple(ids[a:b]) for a, b in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True)]

    def _row(self, reason: tuple[Any, ...]) -> int:
        condition, provision, question, value, state, low, high, basis, source, decides = reason
        s = self.strings
        key = (
            s(condition),
            s(provision),
            s(question),
            s(value),
            STATES.index(state),
            _p(low),
            _p(high),
            s(basis),
            s(source),
            int(bool(decides)),
        )
        found = self._row_ids.get(key)
        if found is None:
            found = self._row_ids[key] = len(self.rows)
            self.rows.append(list(key))
        return found

    def _verdict(self, finding: Mapping[str, Any], trace: tuple[int, ...]) -> int:
        s = self.strings
        attribution = tuple(
            (s(a["party"]), s(a["actor"]), _p(a["weight_low"]), _p(a["weight_high"]))
            for a in finding.get("attribution") or ()
        )
        key = (
            COVERAGES.index(finding["coverage"]),
            OUTCOMES.index(finding["outcome"]),
            _p(finding["p_low"]),
            _p(finding["p_high"]),
            tuple(s(p) for p in finding["provision_ids"]),
            s(finding.get("attributed_party")),
            attribution,
            s(finding["standard_of_proof"]),
            s(finding["basis"]),
            tuple(s(x) for x in finding.get("exceptions_argued") or ()),
            s(finding.get("cannot_tell_because")),
            trace,
        )
        found = self._ids.get(key)
        if found is None:
            found = self._ids[key] = len(self.all)
            self.all.append([list(part) if isinstance(part, tuple) else part for part in key])
        return found

    def shorten_traces(self, kept: Iterable[int]) -> None:
        """Leave the instrument's own and the deciding conditions only, except in the verdicts ``kept``."""
        whole = set(kept)
        for number, verdict in enumerate(self.all):
            if number not in whole:
                verdict[11] = [r for r in verdict[11] if self.rows[r][1] < 0 or self.rows[r][9] or self.rows[r][4] != 1]


def _refine(codes: Any, column: Any) -> Any:
    """Codes of rows split further by one column, kept small so that they can be combined again."""
    plain = column.cast(pa.int8()) if pa.types.is_boolean(column.type) else column
    encoded = plain.dictionary_encode()
    numbers = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64) + 1
    return np.unique(codes * (len(encoded.dictionary) + 2) + numbers, return_inverse=True)[1].astype(np.int64)


def _p(value: float | None) -> float:
    """Probabilities to three places: finer differences decide nothing that a reader can see."""
    rounded = round(float(value or 0.0), 3)
    return int(rounded) if rounded in (0.0, 1.0) else rounded
