"""Running balances of a bulk run: the reports that some balance counts are gathered first, in one pass over the input.

Only they, and those that name their incident, are held in memory; all others stream.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from truceline.assessment.assess import known_reports, lay_out_all
from truceline.assessment.claims import Row
from truceline.assessment.ledger import counted_acts, with_ledgers
from truceline.assessment.plan import Plan
from truceline.registry.actors import Registry


def with_balances(
    tables: Iterable[pa.Table], plans: Sequence[tuple[Plan, str]], registry: Registry, as_of: datetime
) -> list[tuple[Plan, str]]:
    """The plans with their ledgers over all reports; ``tables`` are read only if some plan keeps balances."""
    acts = counted_acts(plans)
    if not acts:
        return list(plans)
    wanted = pa.array(sorted(acts))
    rows: list[Row] = []
    for table in tables:
        counted = pc.is_in(table.column("act"), value_set=wanted)
        found = table.filter(pc.or_(counted, pc.is_valid(table.column("incident_id"))))  # an incident may span chunks
        rows += known_reports(found.to_pylist(), as_of).rows
    return with_ledgers(plans, list(lay_out_all(rows, registry)))
