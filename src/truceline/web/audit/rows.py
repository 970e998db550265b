"""Whether reports, findings, evidence, corrections and calls are as the chain holds them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

from truceline.web.audit.chain import merkle_root
from truceline.web.audit.models import Entry
from truceline.web.audit.words import changed_words
from truceline.web.casework.models import Correction, CorrectionDecision, Finding
from truceline.web.evidence.models import Item
from truceline.web.hotline.models import Call
from truceline.web.intake.models import Report


def changed_rows() -> Iterator[str]:
    """One sentence for each entry whose rows were changed, taken out or added to since."""
    roots = dict(Entry.objects.exclude(rows_root="").values_list("seq", "rows_root"))
    yield from _differences(roots, "reports", Report.objects.order_by("audit_seq"), "report_id")
    yield from _differences(roots, "findings", Finding.objects.order_by("audit_seq"), "finding_id")
    yield from _differences(roots, "evidence", Item.objects.order_by("audit_seq"), "evidence_id")
    yield from _differences(roots, "corrections", Correction.objects.order_by("audit_seq"), "correction_id")
    decisions = CorrectionDecision.objects.order_by("audit_seq")
    yield from _differences(roots, "decisions on corrections", decisions, "correction_id")
    yield from _differences(roots, "calls", Call.objects.order_by("audit_seq"), "call_id")
    for seq in roots:
        yield f"entry {seq}: its rows are gone"
    yield from changed_words()


def _differences(roots: dict[int, str], what: str, rows: Any, key: str) -> Iterator[str]:
    """Takes out of ``roots`` those that rows were found for."""
    for seq, group in groupby(rows.iterator(2000), key=lambda r: r.audit_seq):
        ordered = sorted(group, key=attrgetter(key))  # here: a database may sort by the rules of a language
        if merkle_root([row.own_digest() for row in ordered]) != roots.pop(seq, None):
            yield f"entry {seq}: its {what} were changed, taken out or added to after they were taken"
