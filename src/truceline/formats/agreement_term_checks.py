"""What terms that renew, notices that end them, duties that answer a breach, and consent can get wrong."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.agreement.clock import moment, term
from truceline.agreement.model import Consent, Provision, StatusEvent, Window
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
        yield from _reciprocity(c, provision, ("provisions", index, "reciprocal"))
        if provision.unless_consent is not None and provision.kind not in BREACHABLE_KINDS:
            place, wanted = c.lined.place(("provisions", index, "unless_consent")), "prohibition or obligation"
            hint = "Only what is forbidden or owed can be lifted by consent."
            yield problem("E-AGREE-020", place, found=provision.kind, key="unless_consent", wanted=wanted, hint=hint)
    for index, consent in enumerate(c.agreement.consents):
        yield from _consent(c, consent, ("consents", index))
    for index, event in enumerate(c.agreement.status_events):
        yield from _notice_given(c, event, ("status_events", index))


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
