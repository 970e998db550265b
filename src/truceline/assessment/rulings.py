"""What a binding interpreter decided about readings. A finding keeps its reading and says which one binds.

Source: docs/methods/interpreters-and-endorsements.md
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from truceline.agreement.clock import moment
from truceline.agreement.model import Ruling, plain
from truceline.assessment.answers import Answer
from truceline.assessment.claims import Incident
from truceline.assessment.plan import Plan

READING_BINDS = "reading_binds"


def rulings_on(plan: Plan, incident: Incident, trace: Sequence[Answer]) -> Iterator[Answer]:
    """One row per ruling that bound when the incident happened, and is about a provision it may touch."""
    bodies = {i.id: i for i in plan.view.interpreters}
    for ruling in plan.view.rulings:
        body = bodies.get(ruling.by)
        if body is None:
            continue  # who decides was not known then, or not under this reading
        about = ruling.provisions or body.provisions
        if about is not None and trace and not set(about) & set(_open_acts(trace)):
            continue
        since = moment(ruling.binds_from or ruling.on, plan.view.timezone)
        if all(start < since.earliest for start, _ in incident.times):
            continue
        yield _row(plan, ruling, body.body, about, all(start >= since.latest for start, _ in incident.times))


def _open_acts(trace: Sequence[Answer]) -> Iterator[str]:
    """Provisions whose acts the claims may be about."""
    for answer in trace:
        if answer.provision_id and answer.condition in ("act_is", "omitted") and not answer.failed:
            yield answer.provision_id


def _row(plan: Plan, ruling: Ruling, body: str, about: Sequence[str] | None, sure: bool) -> Answer:
    since = ruling.binds_from or ruling.on
    what = f" on {', '.join(about)}" if about else ""
    who = plan.standings.called(body)
    decided = f"{who} decided{what} on {ruling.on} for reading {ruling.reading} ({ruling.id}): {plain(ruling.text)}"
    mine = ruling.reading == plan.reading
    says = f"binding from {since}" if mine else f"overtaken from {since}"
    low, high = (1.0, 1.0) if mine else (0.0, 0.0 if sure else 1.0)
    return Answer(
        READING_BINDS, "Does this reading bind?", low, high, f"{says}: {decided}", "time", ruling.basis, ruling.source
    )
