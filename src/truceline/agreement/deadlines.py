"""When what is owed falls due. After another provision it runs from what somebody certified, never from findings.

Source: docs/methods/time-and-deadlines.md
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from truceline.agreement.clock import (
    FAR_FUTURE,
    OPEN_END,
    Moment,
    add_to_moment,
    days_and_hours,
    in_words,
    moment,
    term,
)
from truceline.agreement.in_force import Timeline
from truceline.agreement.model import Agreement, Due, Extension, Provision, Zone
from truceline.agreement.windows import TICK, Span, span_of

WAITING = "not running"
COUNTED = {
    "hours": "",
    "calendar_days": ", the first of them counted",
    "exclude_first_day": ", the first day not counted",
    "working_days": ", the first day not counted",
}


LOOKS_BACK = {
    "yes": "also for the time before it was put off",
    "no": "not for the time before it was put off",
    "unstated": "whether also for the time before it was put off is not said",
}


@dataclass(frozen=True)
class PutOffLate:
    """An extension made known when the deadline was over: the one before it, when it was told, the new one.

    ``word``: whether it looks back (yes, no, unstated).
    """

    old: Moment
    told: Moment
    new: Moment
    word: str

    @property
    def span(self) -> Span | None:
        """When the duty was overdue, for sure or perhaps, until it was put off."""
        if self.word == "yes" or self.told.latest <= self.old.earliest:
            return None
        until = Moment(min(self.told.earliest, self.new.earliest), min(self.told.latest, self.new.latest))
        return Span(self.old, until, verified=self.word == "no")


@dataclass(frozen=True)
class Deadline:
    """``end``: the first moment after it, None while nothing on record starts it; ``sentence``: how it was reckoned.

    ``late``: what put it off too late; ``before``: the deadlines put off, each as it was reckoned.
    ``not_before``: without a record, the earliest that it can end, were the other step carried out at once.
    """

    end: Moment | None
    sentence: str
    not_before: datetime | None = None
    late: tuple[PutOffLate, ...] = ()
    before: tuple[tuple[Moment, str], ...] = ()


def deadline(view: Agreement, provision: Provision) -> Deadline | None:
    """A provision's deadline under a view; None if it has none, as when the text states no term."""
    return None if provision.due is None or provision.due.undated else _put_off(view, provision.due)


def owed(view: Agreement, provision: Provision) -> Deadline | None:
    """The deadline after which what is owed is overdue; one without a term, but after another step, with that step."""
    due = provision.due
    if due is not None and due.undated and due.after not in ("signed", "in_force"):
        return _reckon(view, due)
    return deadline(view, provision)


def _put_off(view: Agreement, due: Due) -> Deadline:
    """The term of the text, then each extension in the order in which they were made known."""
    found = _reckon(view, due)
    stood: dict[str | None, Deadline] = {}  # what each extension put off
    for extension in sorted(due.extensions, key=lambda e: moment(e.announced, view.timezone).earliest):
        if extension.takes_back is None:
            stood[extension.id] = found
            found = _extended(view, due, found, extension)
        elif extension.takes_back in stood:
            found = _taken_back(view, stood[extension.takes_back], found, extension)
    return found


def _taken_back(view: Agreement, stood: Deadline, found: Deadline, extension: Extension) -> Deadline:
    """The deadline before it again, from the day on which it was taken back: until then it had been put off."""
    said = f"{found.sentence}; that was taken back on {extension.announced} by {extension.by}"
    if found.end is None:
        return replace(stood, sentence=said)
    told, old = moment(extension.announced, view.timezone), stood.end
    if old is None:  # it had been dated for as long as the extension stood, and waits again
        return replace(stood, sentence=f"{said}; {stood.sentence}", before=(*found.before, (found.end, found.sentence)))
    back = [max(old.earliest, told.earliest), max(old.latest, told.latest)]
    end = Moment(min(found.end.earliest, back[0]), min(found.end.latest, back[1]))
    if extension.basis == "B":
        end = Moment(end.earliest, found.end.latest)
    before = (*found.before, (found.end, found.sentence))
    return Deadline(end, f"{said}; until {local_end(end, view.timezone)}", None, found.late, before)


def _extended(view: Agreement, due: Due, found: Deadline, extension: Extension) -> Deadline:
    zone, told, old = view.timezone, moment(extension.announced, view.timezone), found.end
    if extension.on is not None:
        new = _dated(extension.on, zone)
    elif old is None:
        length = extension.further or "P0D"
        later = found.not_before and _further(Moment(found.not_before, found.not_before), length, due, view).earliest
        return replace(found, not_before=later, sentence=f"{found.sentence}; put off by {in_words(length)}")
    else:
        new = _further(old, extension.further or "P0D", due, view)
    if extension.basis == "B" and old is not None:
        new = Moment(min(old.earliest, new.earliest), max(old.latest, new.latest))
    said = [found.sentence, f"put off on {extension.announced} by {extension.by} to {local_end(new, zone)}"]
    late = found.late
    if old is not None and told.latest > old.earliest:
        word = extension.retroactive or "unstated"
        said.append(LOOKS_BACK[word])
        late = (*late, PutOffLate(old, told, new, word))
    before = found.before if old is None else (*found.before, (old, found.sentence))
    return Deadline(new, "; ".join(said), None, late, before)


def _further(end: Moment, length: str, due: Due, view: Agreement) -> Moment:
    """So much after a deadline. Days are counted from the last that it still had, hours from the end of them."""
    if end.latest >= FAR_FUTURE:
        return end
    if due.day_count == "hours" and (due.on is None or "T" in due.on):
        return add_to_moment(end, length, "hours", view.timezone, view.calendar)
    days, hours = days_and_hours(length)
    count = "working_days" if due.day_count == "working_days" else "exclude_first_day"
    if any(term(days)):
        last = Moment(end.earliest - TICK, end.latest - TICK)
        end = add_to_moment(last, days, count, view.timezone, view.calendar)
    return Moment(end.earliest + hours, end.latest + hours)


def _dated(day: str, zone: str | Zone) -> Moment:
    """A day means until it is over."""
    return moment(day if "T" in day else f"{day}T24:00", zone)


def _reckon(view: Agreement, due: Due) -> Deadline:
    if due.on is not None:
        end = _dated(due.on, view.timezone)
        return Deadline(end, f"due by {local_end(end, view.timezone)}")
    other = _other_deadline(view, due)
    start, since = _start(view, due, other)
    if start is None:
        return Deadline(None, f"{WAITING}: {since}", _earliest(view, due))
    end = _term_after(view, due, start)
    if due.within is None:
        return Deadline(end, f"owed from {since}")
    until = "" if end.latest >= FAR_FUTURE else f"; until {local_end(end, view.timezone)}"
    length = in_words(due.within)
    length = length.replace(" day", " working day") if due.day_count == "working_days" else length
    moved = [
        PutOffLate(_term_after(view, due, m.old), m.told, _term_after(view, due, m.new), m.word)
        for m in (other.late if other else ())
    ]
    late = tuple(m for m in moved if m.told.latest > m.old.earliest)
    back = "".join(f"; {LOOKS_BACK[word]}" for word in dict.fromkeys(m.word for m in late))
    return Deadline(end, f"due within {length}{COUNTED[due.day_count]}; counted from {since}{until}{back}", None, late)


def _term_after(view: Agreement, due: Due, start: Moment) -> Moment:
    return add_to_moment(start, due.within or "P0D", due.day_count, view.timezone, view.calendar)


def _other_deadline(view: Agreement, due: Due) -> Deadline | None:
    """The deadline from which this one counts, where it counts from another's."""
    if due.counted_from != "due" or due.after in ("signed", "in_force"):
        return None
    other = next((p for p in view.provisions if p.id == due.after), None)
    return deadline(view, other) if other is not None else None


def local_end(end: Moment, zone: str | Zone) -> str:
    """The last of a term by the clock of the text: a whole day by its name; in UTC where the zone is not stated."""
    if not isinstance(zone, str):
        return f"{end.latest:%Y-%m-%dT%H:%M} UTC at the latest"
    local = end.latest.astimezone(ZoneInfo(zone))
    before = (end.latest - TICK).astimezone(ZoneInfo(zone))
    if before.date() < local.date():  # also where the clock is put forward over midnight, or shows it twice
        return f"the end of {before.date()}, local time ({zone})"
    return f"{local:%Y-%m-%dT%H:%M}, local time ({zone})"


def _start(view: Agreement, due: Due, other: Deadline | None) -> tuple[Moment | None, str]:
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
        return (other.end, f"the deadline of {due.after}") if other else (None, f"{due.after} has no deadline")
    done = [c for c in view.certifications if c.provision == due.after]
    if not done:
        return None, f"nobody has certified that {due.after} was carried out"
    first_done = min(done, key=lambda c: moment(c.on, view.timezone).earliest)
    at = moment(first_done.on, view.timezone)
    if first_done.basis == "B":
        at = Moment(at.earliest, FAR_FUTURE)
    return at, f"the day on which {due.after} was carried out, {first_done.on}, as {first_done.by} certified"


def _earliest(view: Agreement, due: Due) -> datetime | None:
    """No step is carried out before the instrument is signed or in force; None where it never is."""
    starts = [span_of(w, view.timezone, view.calendar).start.earliest for w in view.in_force]
    starts += [moment(view.signed, view.timezone).earliest] if view.signed else []
    if not starts or due.after in ("signed", "in_force"):
        return None
    first = Moment(min(starts), min(starts))
    return add_to_moment(first, due.within or "P0D", due.day_count, view.timezone, view.calendar).earliest


def says(found: Deadline) -> str:
    """How it was reckoned, for a finding; what nobody recorded cannot be told."""
    return found.sentence if found.not_before is None else found.sentence.replace(WAITING, "it cannot be told", 1)


def overdue(found: Deadline) -> Timeline:
    """While the duty is overdue; perhaps, from when it first can be, where it waits for a step that nobody recorded."""
    if found.end is not None:
        spans = [late.span for late in found.late]
        return Timeline((*(s for s in spans if s is not None), Span(found.end, OPEN_END)))
    if found.not_before is None:
        return Timeline(())
    return Timeline((Span(Moment(found.not_before, FAR_FUTURE), OPEN_END, verified=False),))
