"""What terms that renew, notices that end them, duties that answer a breach, and consent can get wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from truceline.agreement.clock import moment, term
from truceline.agreement.deadlines import deadline
from truceline.agreement.model import Agreement, Consent, Due, Extension, Provision, StatusEvent, Window
from truceline.agreement.windows import ON_NOTICE
from truceline.formats.agreement_feature_checks import Checked, parties_and_actors
from truceline.formats.yaml_lines import Loc
from truceline.vocabulary.errors import Problem, problem
from truceline.vocabulary.terms import BREACHABLE_KINDS


def check_terms(c: Checked) -> Iterator[Problem]:
    """Every problem of these parts, in no particular order."""
    for index, window in enumerate(c.agreement.in_force):
        yield from _renewal(c, window, ("in_force", index, "renews"))
    for index, provision in enumerate(c.agreement.provisions):
        for number, window in enumerate(provision.when or ()):
            if window.renews is not None:
                place = c.lined.place(("provisions", index, "when", number, "renews"))
                hint = "What renews is the term of the instrument: write it in 'in_force'."
                yield problem("E-AGREE-028", place, key="renews", kind="window of one provision", hint=hint)
        if provision.due is not None:
            yield from _put_off(c, provision.due, ("provisions", index, "due", "extensions"))
        yield from _reciprocity(c, provision, ("provisions", index, "reciprocal"))
        if provision.unless_consent is not None and provision.kind not in BREACHABLE_KINDS:
            place, wanted = c.lined.place(("provisions", index, "unless_consent")), "prohibition or obligation"
            hint = "Only what is forbidden or owed can be lifted by consent."
            yield problem("E-AGREE-020", place, found=provision.kind, key="unless_consent", wanted=wanted, hint=hint)
    for index, consent in enumerate(c.agreement.consents):
        yield from _consent(c, consent, ("consents", index))
    for index, event in enumerate(c.agreement.status_events):
        yield from _notice_given(c, event, ("status_events", index))


def _put_off(c: Checked, due: Due, loc: Loc) -> Iterator[Problem]:
    """An extension has a new term, of something that has one, and says what it means for the time it came too late."""
    for number, extension in enumerate(due.extensions):
        place = c.lined.place((*loc, number))
        if due.undated:
            hint = "The text sets no term: what set one later is a deadline, in 'on'."
            yield problem("E-AGREE-028", place, key="extensions", kind="duty without a term", hint=hint)
        elif extension.takes_back is not None:
            yield from _back(c, due, number, (*loc, number))
        elif extension.on is None and extension.further is None:
            hint = "Give the new day in 'on', or how much longer in 'further': P14D."
            yield problem("E-AGREE-003", place, key="on", hint=hint)
        elif extension.on is not None and extension.further is not None:
            hint = "Keep either the day in 'on' or the length in 'further'."
            yield problem("E-AGREE-020", place, found="dated extension", key="further", wanted="length", hint=hint)
        else:
            yield from _late(c, due, number, place)


def _back(c: Checked, due: Due, number: int, loc: Loc) -> Iterator[Problem]:
    """What is taken back is an extension made known before, and the last that stands by then."""
    extension, zone = due.extensions[number], c.agreement.timezone
    for key in ("on", "further", "retroactive"):
        if getattr(extension, key) is not None:
            hint = "What takes an extension back sets no day of its own: the deadline before it holds again."
            yield problem("E-AGREE-028", c.lined.place((*loc, key)), key=key, kind="taking back", hint=hint)
    given = {e.id: e for e in due.extensions if e.takes_back is None and e.id}
    taken = given.get(extension.takes_back or "")
    if taken is None:
        yield c.missing((*loc, "takes_back"), str(extension.takes_back), "extension of this deadline", given)
        return
    try:
        told = moment(extension.announced, zone).earliest
        at = {name: moment(e.announced, zone).earliest for name, e in given.items()}
    except ValueError:
        return  # reported with the other times
    start = at[str(extension.takes_back)]
    if told < start:
        place = c.lined.place((*loc, "announced"))
        yield problem("E-AGREE-004", place, until=extension.announced, start=taken.announced)
    for name, later in at.items():
        back = {e.takes_back for e in due.extensions if e.takes_back and moment(e.announced, zone).earliest <= told}
        if start < later <= told and name not in back:
            hint = f"'{name}' was made known after it and counts from it: take that back, or set the day in 'on'."
            place = c.lined.place((*loc, "takes_back"))
            yield problem("E-AGREE-005", place, value=extension.takes_back, key="takes_back", hint=hint)


def _late(c: Checked, due: Due, number: int, place: str) -> Iterator[Problem]:
    extension, zone = due.extensions[number], c.agreement.timezone
    try:
        told = moment(extension.announced, zone)
        before = _deadline_before(c.agreement, due, extension)
        new = moment(extension.on, zone).latest if extension.on is not None else None
    except ValueError:
        return  # reported with the other times
    if before is not None and new is not None and new < before:
        yield problem("E-AGREE-004", place, until=str(extension.on), start=f"{before:%Y-%m-%dT%H:%M}Z")
    if before is not None and told.latest > before and extension.retroactive is None:
        hint = "It was announced when the deadline had passed: was it in time in between? Write yes, no or unstated."
        yield problem("E-AGREE-003", place, key="retroactive", hint=hint)


def _deadline_before(agreement: Agreement, due: Due, extension: Extension) -> datetime | None:
    """The earliest end of the term that an extension put off; None where nobody knows it yet."""
    at = moment(extension.announced, agreement.timezone).earliest
    earlier = [e for e in due.extensions if moment(e.announced, agreement.timezone).earliest < at]
    kept = due.model_copy(update={"extensions": earlier})
    owed = Provision(id="x", kind="obligation", text="…", due=kept)
    found = deadline(agreement, owed)
    return found.end.earliest if found is not None and found.end is not None else None


def _renewal(c: Checked, window: Window, loc: Loc) -> Iterator[Problem]:
    if window.renews is None:
        return
    length = window.renews.length or window.duration
    if window.until is None and window.duration is None:
        hint = "A term that renews has an end: give it in 'until', or how long it lasts in 'for'."
        yield problem("E-AGREE-003", c.lined.place(loc[:-1]), key="for", hint=hint)
    elif length is None:
        hint = "Say how long each further term is, e.g. for: P6M."
        yield problem("E-AGREE-003", c.lined.place(loc), key="for", hint=hint)
    elif not _lasts(length):
        hint = "A further term lasts some time: P30D, P6M."
        yield problem("E-AGREE-005", c.lined.place(loc), value=length, key="for", hint=hint)


def _lasts(length: str) -> bool:
    """Whether a length is longer than nothing; one that cannot be read is reported with the other lengths."""
    try:
        months, rest = term(length)
    except ValueError:
        return True
    return bool(months or rest)


def _notice_given(c: Checked, event: StatusEvent, loc: Loc) -> Iterator[Problem]:
    for key, effect in (("window", "gives_notice"), ("takes_back", "withdraws_notice")):
        if getattr(event, key) is not None and event.effect != effect:
            place, hint = c.lined.place((*loc, key)), f"Only a status event with effect: {effect} says which."
            yield problem("E-AGREE-028", place, key=key, kind=f"status event that {event.effect}", hint=hint)
    if event.effect not in ON_NOTICE:
        return
    yield from (_taken_back if event.effect == "withdraws_notice" else _given)(c, event, loc)
    for key in ("provisions", "parties", "areas"):
        if getattr(event, key) is not None:
            hint = "It is of the whole term, for everybody. A clause or one side is suspended or ended."
            yield problem("E-AGREE-028", c.lined.place((*loc, key)), key=key, kind="notice", hint=hint)


def _given(c: Checked, event: StatusEvent, loc: Loc) -> Iterator[Problem]:
    renewing = [w for w in c.agreement.in_force if w.renews is not None]
    if not renewing:
        hint = "No window of 'in_force' renews by itself: write 'renews' there, or what the notice did as its effect."
        yield problem("E-AGREE-003", c.lined.place(loc), key="renews", hint=hint)
    elif event.window is not None and event.window not in {w.id for w in renewing}:
        yield c.missing((*loc, "window"), event.window, "window that renews", [w.id for w in renewing if w.id])


def _taken_back(c: Checked, event: StatusEvent, loc: Loc) -> Iterator[Problem]:
    given = {e.id: e for e in c.agreement.status_events if e.effect == "gives_notice" and e.id}
    if event.takes_back is None:
        hint = "Name the notice that is taken back by the 'id' of its status event."
        yield problem("E-AGREE-003", c.lined.place(loc), key="takes_back", hint=hint)
    elif event.takes_back not in given:
        yield c.missing((*loc, "takes_back"), event.takes_back, "status event that gives notice", given)
    else:
        zone, notice = c.agreement.timezone, given[event.takes_back]
        if moment(event.on, zone).latest < moment(notice.on, zone).earliest:
            yield problem("E-AGREE-004", c.lined.place((*loc, "on")), until=event.on, start=notice.on)


def _reciprocity(c: Checked, p: Provision, loc: Loc) -> Iterator[Problem]:
    if p.reciprocal is None:
        return
    if p.kind not in BREACHABLE_KINDS or p.ensures is not None:
        found, wanted = "duty for others" if p.ensures else p.kind, "prohibition or obligation of the sides themselves"
        hint = "Only what a side owes can be off while the other breaks its part."
        yield problem("E-AGREE-020", c.lined.place(loc), found=found, key="reciprocal", wanted=wanted, hint=hint)
    breachable = {q.id for q in c.agreement.provisions if q.kind in BREACHABLE_KINDS}
    for name in p.reciprocal.breach_of:
        if name not in breachable:
            yield c.missing((*loc, "breach_of"), name, "prohibition or obligation", breachable)


def _consent(c: Checked, consent: Consent, loc: Loc) -> Iterator[Problem]:
    asking = {p.id: p.unless_consent.by for p in c.agreement.provisions if p.unless_consent is not None}
    for name in consent.provisions:
        if name not in asking:
            yield c.missing((*loc, "provisions"), name, "provision with 'unless_consent'", asking)
        elif consent.by not in asking[name]:
            yield c.missing((*loc, "by"), consent.by, f"consent that provision {name} asks for", asking[name])
    known = {p.id for p in c.agreement.parties} if consent.refused else parties_and_actors(c)
    for name in consent.to or ():
        if name not in known:
            yield c.missing((*loc, "to"), name, "party" if consent.refused else "party or actor", known)
    if consent.refused and consent.acts is not None:
        hint = "A refusal is of everything that the provision forbids."
        yield problem("E-AGREE-028", c.lined.place((*loc, "acts")), key="acts", kind="refusal", hint=hint)
