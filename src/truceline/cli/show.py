"""What binds whom at an instant, as lines of text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from truceline.agreement.clock import FAR_FUTURE, moment
from truceline.agreement.deadlines import deadline
from truceline.agreement.declarations import Pause, areas_with_events, pauses_at
from truceline.agreement.hours import hours_in_words, spans_of
from truceline.agreement.in_force import ForceState, force_at, in_view, timeline
from truceline.agreement.model import Agreement, Consent, Member, Party, Provision, Window, plain
from truceline.agreement.windows import whole_spans
from truceline.formats.agreement_yaml import LoadedAgreement
from truceline.registry.actors import Registry

WORDS = {"yes": "in force", "no": "not in force", "cannot_tell": "cannot tell whether it is in force"}


def describe(
    loaded: LoadedAgreement,
    registry: Registry,
    reading: str,
    instant: datetime,
    as_of: datetime | None,
    language: str = "en",
) -> Iterable[str]:
    """Lines for one reading: force, declarations, parties, exclusions, provisions in the order of the text."""
    text = loaded.agreement
    view = in_view(text, reading, as_of)
    state = force_at(view, instant)
    known = f", as known on {as_of:%Y-%m-%d %H:%M} UTC" if as_of else ""
    yield ""
    yield f"{plain(text.title, language)} [{text.id}]"
    yield f"reading {reading}: {plain(text.reading(reading).title, language)}"
    yield f"at {_local(instant, text)}{known}: {WORDS[state.in_force]}"
    for window in state.windows:
        yield f"  window {_window(window, view)}"
    if not state.windows:
        yield from (f"  its window: {_window(window, view)}" for window in view.in_force)
    elif state.out_of_hours:
        yield from (f"  not at that hour: window {_window(window, view)}" for window in state.out_of_hours)
    for sentence in state.sentences:
        yield f"  declared: {sentence}"
    yield from _off_in_areas(view, instant, language)
    if not view.provisions:
        yield "  nothing of this agreement was known then"
        return
    yield from _parties(view, registry, instant, language)
    yield from _exclusions(view)
    yield from _provisions(view, state, instant, language)
    yield from _decided(view, registry, instant, language)


def _off_in_areas(view: Agreement, instant: datetime, language: str) -> Iterable[str]:
    """Areas in which the whole is off where it is not elsewhere, or holds where it is off elsewhere."""
    general = timeline(view).off_hit(instant, instant)
    for where in areas_with_events(view):
        off = timeline(view, None, where).off_hit(instant, instant)
        if bool(off) != bool(general):
            named = ", ".join(_area(a, view, language) for a in where)
            event = off[0].event if off else None
            said = f"suspended or ended in {named}" if off else f"not suspended in {named}"
            yield f"  {said}" + (f": {event.by}: {plain(event.claim, language)} ({event.on})" if event else "")


def _area(area_id: str, view: Agreement, language: str) -> str:
    return next((plain(a.name, language) for a in view.areas if a.id == area_id), area_id)


def _paused(pause: Pause, view: Agreement, language: str) -> str:
    """suspended for North in Box; what everybody's pause leaves out is "not suspended"."""
    party = next((plain(p.name, language) for p in view.parties if p.id == pause.party), "")
    whom = f" for {party}" if party else ""
    where = f" in {', '.join(_area(a, view, language) for a in pause.areas)}" if pause.areas else ""
    return f"{'' if pause.off else 'not '}suspended{whom}{where}"


def _decided(view: Agreement, registry: Registry, instant: datetime, language: str) -> Iterable[str]:
    """Who took the text over, who may interpret it, and what was decided or certified so far."""
    for e in view.endorsements:
        if moment(e.on, view.timezone).earliest <= instant:
            yield f"endorsed by {_name(e.by, registry)} on {e.on} ({e.instrument}): {plain(e.adds, language)}"
    for body in view.interpreters:
        about = ", ".join(body.provisions) if body.provisions else "all provisions"
        yield f"binding interpreter: {_name(body.body, registry)} [{body.id}], on {about}"
    for ruling in view.rulings:
        since = ruling.binds_from or ruling.on
        if moment(since, view.timezone).earliest <= instant:
            yield f"  since {since} reading {ruling.reading} binds [{ruling.id}]: {plain(ruling.text, language)}"
    for told in view.determinations:
        over = told.until is not None and moment(told.until, view.timezone).latest <= instant
        if moment(told.on, view.timezone).earliest <= instant and not over:
            broken = f"{told.party} broke {', '.join(told.provisions)}"
            yield f"determined by {_name(told.by, registry)} on {told.on}: {broken}: {plain(told.text, language)}"
    for consent in view.consents:
        over = consent.until is not None and moment(consent.until, view.timezone).latest <= instant
        if moment(consent.start, view.timezone).earliest <= instant and not over:
            yield _consented(consent, view, registry, language)
    for done in view.certifications:
        if moment(done.on, view.timezone).earliest <= instant:
            yield f"certified by {_name(done.by, registry)} on {done.on}: {done.provision} was carried out"


def _consented(consent: Consent, view: Agreement, registry: Registry, language: str) -> str:
    parties = {p.id: plain(p.name, language) for p in view.parties}
    whom = ", ".join(parties.get(a) or _name(a, registry) for a in consent.to) if consent.to else "everybody"
    what = f" ({', '.join(consent.acts)})" if consent.acts else ""
    where = f" in {', '.join(consent.areas)}" if consent.areas else ""
    did = "consent refused by" if consent.refused else "consent of"
    about = f"provision {', '.join(consent.provisions)} for {whom}{what}{where}"
    ends = f" to {consent.until}" if consent.until else ""
    by, said = _name(consent.by, registry), plain(consent.text, language)
    return f"{did} {by}: {about}, from {consent.start}{ends} [{consent.id}]: {said}"


def _local(instant: datetime, text: Agreement) -> str:
    """The instant in the local time that the text speaks, and in UTC."""
    utc = f"{instant:%Y-%m-%d %H:%M} UTC"
    if not isinstance(text.timezone, str) or text.timezone == "Etc/UTC":
        return utc
    return f"{instant.astimezone(ZoneInfo(text.timezone)):%Y-%m-%d %H:%M} local time ({utc})"


def _end(window: Window, view: Agreement) -> str:
    """Until when a window holds, further terms included, by the clock of the text, and the notice that ended it."""
    if window.until:
        return f"to {window.until}"
    if not window.duration:
        return "without a stated end"
    (span,) = whole_spans(view, [window])
    if span.end.latest >= FAR_FUTURE or span.end.earliest != span.end.latest or not isinstance(view.timezone, str):
        return f"for {window.duration}"
    local = span.end.latest.astimezone(ZoneInfo(view.timezone))
    notice = f", by the notice of {span.event.by} on {span.event.on}" if span.event else ""
    return f"for {window.duration}, over on {local:%Y-%m-%dT%H:%M}{notice}"


def _window(window: Window, view: Agreement) -> str:
    where = f", only {', '.join(window.areas)}" if window.areas else ""
    by = f", announced by {window.by}" if window.by else ""
    goes_on = f", goes on by itself unless notice is given {window.renews.notice} before" if window.renews else ""
    late = f", made known {window.announced}, retroactive: {window.retroactive}" if window.retroactive else ""
    hours = f", {hours_in_words(window.daily)}" if window.daily else ""
    return f"from {window.start} {_end(window, view)}{hours}{where}{by}{late}{goes_on} (basis {window.basis})"


def _parties(view: Agreement, registry: Registry, instant: datetime, language: str) -> Iterable[str]:
    yield "parties:"
    for party in view.parties:
        members = [_name(m.actor, registry) for m in party.members if _member_at(m, view, instant)]
        later = [_name(m.actor, registry) for m in party.members if not _member_at(m, view, instant)]
        yield f"  {plain(party.name, language)} [{party.id}]: {', '.join(members) or 'nobody by name'}"
        if later:
            yield f"    not at that instant: {', '.join(later)}"
        yield f"    answers for: {', '.join(r.replace('_', ' ') for r in party.answers_for)}{_open(party)}"
    for role in view.roles:
        yield f"  {role.role}: {_name(role.actor, registry)}"


def _open(party: Party) -> str:
    if not party.open_membership:
        return ""
    return f"; the list was never published in full, so {len(party.may_include)} more may be bound"


def _member_at(member: Member, view: Agreement, instant: datetime) -> bool:
    since = moment(member.since, view.timezone).latest if member.since else None
    until = moment(member.until, view.timezone).earliest if member.until else None
    return (since is None or since <= instant) and (until is None or instant < until)


def _name(actor: str, registry: Registry) -> str:
    return registry.actors[actor].name if actor in registry.actors else actor


def _exclusions(view: Agreement) -> Iterable[str]:
    if view.exclusions:
        yield "outside this instrument (other law not assessed):"
    for exclusion in view.exclusions:
        named = [*exclusion.actors, *(f"names on list {name}" for name in exclusion.lists)]
        how = "whatever their name" if exclusion.match == "by_identity" else "by that name only"
        yield f"  {', '.join(named)}, {how} [{exclusion.id}]"


def _provisions(view: Agreement, state: ForceState, instant: datetime, language: str) -> Iterable[str]:
    everyone = [p.id for p in view.parties]
    yield "provisions:" if state.in_force != "no" else "provisions (none binds at that instant):"
    for provision in view.provisions:
        who = ", ".join(provision.bound or provision.holders or everyone)
        marks = [provision.kind, f"basis {provision.basis}"]
        marks += [_paused(pause, view, language) for pause in pauses_at(view, provision.id, instant)]
        if not _open_now(provision, view, instant):
            marks.append("not at that instant")
        due = deadline(view, provision)
        endorsed = next((e for e in view.endorsements if e.id == provision.by_endorsement), None)
        notes = f" [{due.sentence}]" if due is not None else ""
        notes += f" [by endorsement of {endorsed.by}, {endorsed.on}]" if endorsed is not None else ""
        yield f"  {provision.id} ({'; '.join(marks)}) {who}: {plain(provision.text, language)}{notes}"


def _open_now(provision: Provision, view: Agreement, instant: datetime) -> bool:
    if provision.when is None:
        return True
    spans = spans_of(provision.when, view)
    return any(s.start.latest <= instant < s.end.earliest for s in spans)
