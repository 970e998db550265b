"""When what is owed falls due. After another provision it runs from what somebody certified, never from findings.

Source: docs/methods/time-and-deadlines.md
"""

from __future__ import annotations

from dataclasses import dataclass

from truceline.agreement.clock import FAR_FUTURE, Moment, add_to_moment, moment
from truceline.agreement.in_force import Span, Timeline, span_of
from truceline.agreement.model import Agreement, Due, Provision


@dataclass(frozen=True)
class Deadline:
    """``end``: the first moment after it, None while it does not run; ``sentence`` says how it was reckoned."""

    end: Moment | None
    sentence: str


def deadline(view: Agreement, provision: Provision) -> Deadline | None:
    """A provision's deadline under a view; None if it has none, as when the text states no term."""
    return None if provision.due is None or provision.due.undated else _reckon(view, provision.due)


def _reckon(view: Agreement, due: Due) -> Deadline:
    if due.on is not None:
        whole_day = due.on if "T" in due.on else f"{due.on}T24:00"  # a day means until it is over
        return Deadline(moment(whole_day, view.timezone), f"due by {due.on}")
    start, since = _start(view, due)
    if start is None:
        return Deadline(None, f"not running: {since}")
    end = add_to_moment(start, due.within or "P0D", due.day_count, view.timezone, view.calendar)
    counted = "" if due.day_count == "hours" else f" counted in {due.day_count.replace('_', ' ')}"
    until = "" if end.latest >= FAR_FUTURE else f", until {end.latest:%Y-%m-%d %H:%M} UTC"
    return Deadline(end, f"due within {due.within}{counted} of {since}{until}")


def _start(view: Agreement, due: Due) -> tuple[Moment | None, str]:
    if due.after == "signed":
        if view.signed is None:
            return None, "not signed"
        return moment(view.signed, view.timezone), f"the signature on {view.signed}"
    if due.after == "in_force":
        spans = [span_of(w, view.timezone, view.calendar) for w in view.in_force]
        first = min(spans, key=lambda s: s.start.earliest, default=None)
        word = first.window.start if first and first.window else ""
        return (first.start, f"the entry into force on {word}") if first else (None, "never in force")
    if due.counted_from == "due":
        other = next((p for p in view.provisions if p.id == due.after), None)
        before = deadline(view, other) if other is not None else None
        return (before.end, f"the deadline of {due.after}") if before else (None, f"{due.after} has no deadline")
    done = [c for c in view.certifications if c.provision == due.after]
    if not done:
        return None, f"nobody has certified that {due.after} was carried out"
    first_done = min(done, key=lambda c: moment(c.on, view.timezone).earliest)
    at = moment(first_done.on, view.timezone)
    if first_done.basis == "B":
        at = Moment(at.earliest, FAR_FUTURE)
    return at, f"{due.after} carried out, certified by {first_done.by} on {first_done.on}"


def overdue(found: Deadline) -> Timeline:
    """While the duty is overdue."""
    return Timeline((Span(found.end, Moment(FAR_FUTURE, FAR_FUTURE)),) if found.end is not None else ())
