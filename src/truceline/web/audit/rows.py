"""Whether every row is as the chain holds it: under the root of a batch, one by one, or by what histories tell."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice
from operator import attrgetter, itemgetter
from typing import Any

from truceline.web.audit.aside import Aside, InOrder, Notes
from truceline.web.audit.bound import changed_bound
from truceline.web.audit.chain import merkle_root
from truceline.web.audit.grouped import changed_groups
from truceline.web.audit.models import Entry, detail_of
from truceline.web.audit.words import changed_words
from truceline.web.casework.models import Correction, CorrectionDecision, Finding
from truceline.web.evidence.models import Item
from truceline.web.hotline.models import Call
from truceline.web.intake.models import Report

AT_ONCE = 2000
ENTRIES_AT_ONCE = 500
NAMED = 5  # rows of a batch that are named, where they are not as their own digest says


def changed_rows() -> Iterator[str]:
    """One sentence for each entry whose rows were changed, taken out or added to since."""
    with Aside() as aside:
        yield from _under_roots(aside)
    yield from _handed_over()
    yield from changed_bound()
    yield from changed_groups()
    yield from changed_words()


def _under_roots(aside: Aside) -> Iterator[str]:
    roots, rows = aside.notes(), aside.in_order()
    kept = Entry.objects.exclude(rows_root="").order_by("seq").values_list("seq", "rows_root")
    roots.put_all((str(seq), seq, root) for seq, root in kept.iterator(AT_ONCE))
    tables = (
        ("reports", Report, "report_id"),
        ("findings", Finding, "finding_id"),
        ("evidence", Item, "evidence_id"),
        ("corrections", Correction, "correction_id"),
        ("decisions on corrections", CorrectionDecision, "correction_id"),
        ("calls", Call, "call_id"),
    )
    for what, model, key in tables:
        yield from _differences(roots, rows, what, model, key)
    for _key, seq, _root in roots.rest():
        yield f"entry {seq}: its rows are gone"


def _handed_over() -> Iterator[str]:
    """Whose a report is says its submission, which is no part of its digest: the entry names it."""
    each = Report.objects.order_by("audit_seq").values_list("audit_seq", "submission_id").distinct()
    found = groupby(each.iterator(AT_ONCE), key=itemgetter(0))
    while part := {seq: {submission for _, submission in group} for seq, group in islice(found, ENTRIES_AT_ONCE)}:
        for seq, detail in Entry.objects.filter(seq__in=part).order_by("seq").values_list("seq", "detail"):
            named = detail_of(detail).get("submission")
            if named is not None and part[seq] != {named}:
                yield f"entry {seq}: its reports are under other submissions than {named}: {_strays(seq, named)}"


def _strays(seq: int, submission: int) -> str:
    rows = Report.objects.filter(audit_seq=seq).exclude(submission=submission).order_by("pk")
    return ", ".join(rows.values_list("pk", flat=True)[:NAMED])


def _differences(roots: Notes, rows: InOrder, what: str, model: Any, key: str) -> Iterator[str]:
    """Takes out of ``roots`` those that rows were found for."""
    every = model._base_manager.order_by("audit_seq").iterator(AT_ONCE)
    for seq, group in groupby(every, key=attrgetter("audit_seq")):
        rows.fill((getattr(r, key), str(r.pk), r.own_digest(), r.digest) for r in group)
        _entry, root = roots.pop(str(seq)) or (0, None)
        if merkle_root(rows.digests()) != root:
            other = rows.otherwise(NAMED)
            told = f": not as taken {', '.join(other)}" if other else ""
            yield f"entry {seq}: its {what} were changed, taken out or added to after they were taken{told}"
