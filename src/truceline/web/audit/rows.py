"""Whether every row is as the chain holds it: under the root of a batch, one by one, or by what histories tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from truceline.web.audit.bound import changed_bound
from truceline.web.audit.chain import merkle_root
from truceline.web.audit.grouped import changed_groups
from truceline.web.audit.models import Entry, detail_of
from truceline.web.audit.words import changed_words
from truceline.web.casework.models import Correction, CorrectionDecision, Finding
from truceline.web.evidence.models import Item
from truceline.web.hotline.models import Call
from truceline.web.intake.models import Report

NAMED = 5  # rows of a batch that are named, where they are not as their own digest says


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
    yield from _handed_over()
    yield from changed_bound()
    yield from changed_groups()
    yield from changed_words()


def _handed_over() -> Iterator[str]:
    """Whose a report is says its submission, which is no part of its digest: the entry names it."""
    found: dict[int, set[int]] = {}
    for seq, submission in Report.objects.order_by().values_list("audit_seq", "submission_id").distinct():
        found.setdefault(seq, set()).add(submission)
    for part in batches(sorted(found)):
        for seq, detail in Entry.objects.filter(seq__in=part).values_list("seq", "detail"):
            named = detail_of(detail).get("submission")
            if named is not None and found[seq] != {named}:
                yield f"entry {seq}: its reports are under other submissions than {named}: {_strays(seq, named)}"


def batches(numbers: Sequence[int], at_once: int = 500) -> Iterator[Sequence[int]]:
    return (numbers[start : start + at_once] for start in range(0, len(numbers), at_once))


def _strays(seq: int, submission: int) -> str:
    rows = Report.objects.filter(audit_seq=seq).exclude(submission=submission).order_by("pk")
    return ", ".join(rows.values_list("pk", flat=True)[:NAMED])


def _differences(roots: dict[int, str], what: str, rows: Any, key: str) -> Iterator[str]:
    """Takes out of ``roots`` those that rows were found for."""
    for seq, group in groupby(rows.iterator(2000), key=lambda r: r.audit_seq):
        ordered = sorted(group, key=attrgetter(key))  # here: a database may sort by the rules of a language
        digests = [row.own_digest() for row in ordered]
        if merkle_root(digests) != roots.pop(seq, None):
            other = [str(row.pk) for row, said in zip(ordered, digests, strict=True) if row.digest != said]
            told = f": not as taken {', '.join(other[:NAMED])}" if other else ""
            yield f"entry {seq}: its {what} were changed, taken out or added to after they were taken{told}"
