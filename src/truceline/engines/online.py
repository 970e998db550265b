"""One report at a time, at once: plans held ready, for whoever corrects a report and waits for what changes.

Findings are those of an ordinary run (``assess_incidents``): the same judge, whole traces, every reading. What takes
time the first time (plans, indexes of shapes, compiled loops) is done when a desk is opened.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import pyarrow as pa

from truceline.assessment.assess import Loaded, Locator, assess_incidents, plans_for
from truceline.assessment.bulk.assessor import Assessor
from truceline.assessment.bulk.program import Keep, make_anew
from truceline.assessment.claims import lay_out
from truceline.assessment.plan import Plan
from truceline.registry.actors import Registry
from truceline.space.places import Place

MOST_KEPT = 20_000  # answers a plan may remember before it starts again


class Desk:
    """Plans of one state of knowledge, ready to judge single incidents. Threads may share a desk; they take turns.

    Running balances rest on all reports of a run, so plans that keep some say ``cannot_tell`` where a balance decides.
    """

    def __init__(
        self,
        agreements: Sequence[Loaded],
        registry: Registry,
        as_of: datetime | None = None,
        keep: Keep = make_anew,
    ) -> None:
        """``keep``: arrays from an earlier run (engines.plan_cache)."""
        self.plans: list[tuple[Plan, str]] = plans_for(agreements, registry, as_of)
        self._locate = Locator(registry)
        self._lock = threading.Lock()
        for one in Assessor(self.plans, self._locate, keep).compiled:
            warm(one.plan)

    def assess(self, reports: Sequence[Mapping[str, Any]], as_of: datetime) -> pa.Table:
        """Findings of one incident, given by the rows of its reports (``tables.reports``), under every reading.

        ``as_of``: what the findings are stamped with. Raises ValueError for no reports or reports of two incidents.
        """
        names = {row.get("incident_id") or row["report_id"] for row in reports}
        if len(names) != 1:
            raise ValueError(f"reports of {len(names)} incidents: {', '.join(sorted(names)) or 'none'}")
        with self._lock:
            ordered = sorted(reports, key=lambda row: row["report_id"])
            found = assess_incidents([lay_out(names.pop(), ordered, self._locate)], self.plans, as_of)
            for plan, _ in self.plans:
                if len(plan.memo) > MOST_KEPT:
                    plan.memo.clear()
                    plan.areas.forget()
        return found


def warm(plan: Plan) -> None:
    """Draw and index every area, and load the compiled loops."""
    for area in plan.areas.areas:
        drawn = plan.areas.drawn(area)
        if drawn is not None and not drawn[0].is_empty:
            at = drawn[0].representative_point()
            plan.areas.inside(area, Place(at.x, at.y, 100.0))
    _ = plan.disjoint_lines, plan.cuts, plan.force_cuts
