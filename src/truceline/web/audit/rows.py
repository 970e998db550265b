"""Whether the reports are still those the chain took in: their digests against its Merkle roots."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from truceline.web.audit.chain import digest, merkle_root
from truceline.web.audit.models import Entry
from truceline.web.intake.models import Report


def changed_rows() -> Iterator[str]:
    """One sentence for each entry whose rows were changed, taken out or added to since."""
    roots = dict(Entry.objects.exclude(rows_root="").values_list("seq", "rows_root"))
    rows = Report.objects.order_by("audit_seq", "report_id").iterator(2000)
    for seq, group in groupby(rows, key=lambda r: r.audit_seq):
        wanted: Any = roots.pop(seq, None)
        if merkle_root([digest(row.columns()) for row in group]) != wanted:
            yield f"entry {seq}: its reports were changed, taken out or added to after they were taken"
    for seq in roots:
        yield f"entry {seq}: its reports are gone"
