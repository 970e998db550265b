"""What the page needs to know about an agreement: readings, parties, provisions, windows and what became known when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from truceline.agreement.clock import FAR_FUTURE, moment
from truceline.agreement.declarations import suspensions
from truceline.agreement.hours import in_its_hours
from truceline.agreement.in_force import as_known, known_since
from truceline.agreement.model import Agreement, Sourced, StatusEvent, Text, Window, Zone, plain
from truceline.agreement.windows import ON_NOTICE, Span, span_of, whole_spans
from truceline.bulletins.report.model import (
    LANGUAGES,
    EventPart,
    InstrumentPart,
    KnownPart,
    Localised,
    PartyPart,
    ProvisionPart,
    ReadingPart,
    WindowPart,
)
from truceline.registry.actors import Registry
from truceline.vocabulary.terms import BREACHABLE_KINDS

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ROLE_SHAPE = 4
SHAPES = 4
HUES = 3
MOST_DRAWN = 200  # hours of a window, one bar a day


class LoadedAgreement(Protocol):
    @property
    def agreement(self) -> Agreement: ...
    @property
    def outlines(self) -> Any: ...


def minutes(instant: datetime) -> int:
    return int((instant - EPOCH).total_seconds() // 60)


def local_day(instant: datetime, zone: str) -> int:
    """Local calendar day as a count since 1970-01-01."""
    return (instant.astimezone(ZoneInfo(zone)).date() - EPOCH.date()).days


def display_zone(agreement: Agreement) -> str:
    """One zone to show times in; an unstated zone is shown in UTC, never guessed."""
    return agreement.timezone if isinstance(agreement.timezone, str) else "Etc/UTC"


def localised(text: Text | None) -> Localised:
    if text is None or isinstance(text, str):
        return text or ""
    return {k: v for k, v in text.items() if k in LANGUAGES} or plain(text)


def actor_name(actor_id: str, registry: Registry) -> Localised:
    """Display name per language where the registry has one; garbled aliases never show."""
    entry = registry.actors.get(actor_id)
    if entry is None:
        return actor_id
    names = {"en": entry.name}
    for alias in entry.names:
        if alias.lang in LANGUAGES and not alias.garbled:
            names.setdefault(alias.lang, alias.name)
    return names if len(names) > 1 else entry.name


def instrument_part(loaded: LoadedAgreement, registry: Registry, as_of: datetime | None = None) -> InstrumentPart:
    """``as_of``: what is flagged on the timeline of the record is what was known then; default everything."""
    agreement = loaded.agreement
    order = {reading: i for i, reading in enumerate(agreement.reading_ids())}
    short = agreement.short_title or agreement.title
    return InstrumentPart(
        agreement.id,
        localised(agreement.title),
        localised(short),
        (agreement.signed or "")[:4],
        display_zone(agreement),
        agreement.example,
        agreement.thresholds.covered,
        agreement.thresholds.not_covered,
        _readings(agreement, registry),
        _parties(agreement, registry),
        _provisions(agreement),
        list(_windows(agreement, order)),
        _known(agreement, registry),
        _events(agreement if as_of is None else as_known(agreement, as_of), registry),
        {s.id: localised(s.title) for s in agreement.sources},
    )


def _readings(agreement: Agreement, registry: Registry) -> list[ReadingPart]:
    parties = {p.id: localised(p.name) for p in agreement.parties}
    parts = []
    for letter, reading_id in zip(ALPHABET, agreement.reading_ids(), strict=False):
        reading = agreement.reading(reading_id)
        held = [parties.get(h) or actor_name(h, registry) for h in reading.held_by]
        parts.append(ReadingPart(reading_id, letter, localised(reading.title), held))
    return parts


def _parties(agreement: Agreement, registry: Registry) -> list[PartyPart]:
    parts: list[PartyPart] = []
    used: set[str] = {"?"}
    for number, party in enumerate(agreement.parties):
        letter = _letter(plain(party.name), used)
        parts.append(PartyPart(party.id, localised(party.name), letter, number % SHAPES, number % HUES))
    known = {p.id for p in parts}
    bound_roles = {b for p in agreement.provisions if p.kind in BREACHABLE_KINDS for b in p.bound or ()} - known
    for actor in sorted(bound_roles):
        name = actor_name(actor, registry)
        parts.append(PartyPart(actor, name, _letter(plain(name), used), ROLE_SHAPE, HUES))
    return parts


def _letter(name: str, used: set[str]) -> str:
    candidates = [c.upper() for c in name if c.isalpha()] + list(ALPHABET)
    letter = next((c for c in candidates if c not in used), "·")
    used.add(letter)
    return letter


def _provisions(agreement: Agreement) -> list[ProvisionPart]:
    everyone = [p.id for p in agreement.parties]
    return [
        ProvisionPart(
            p.id, localised(p.text), p.kind in BREACHABLE_KINDS, list(p.bound) if p.bound is not None else everyone
        )
        for p in agreement.provisions
    ]


def _windows(agreement: Agreement, order: dict[str, int]) -> Iterator[WindowPart]:
    zone = agreement.timezone
    for window in agreement.in_force:
        yield from _window(window, agreement, order)
    whole = [e for e in agreement.status_events if e.provisions is None and e.parties is None and e.areas is None]
    for reading, number in order.items():
        held = [e for e in whole if e.readings is None or reading in e.readings]
        for ends, known, overtaken in _by_knowledge(held, agreement, lambda known: suspensions(known, zone)):
            yield WindowPart(*ends, known, [number], True, overtaken)


def _window(window: Window, agreement: Agreement, order: dict[str, int]) -> Iterator[WindowPart]:
    """A window; one that renews by itself ends as each reading takes the notices, from when each became known."""
    zone, calendar, since = agreement.timezone, agreement.calendar, known_minute(window, agreement)
    if window.renews is None:
        for span in _drawn(span_of(window, zone, calendar), zone):
            yield WindowPart(*_ends(span), since, reading_numbers(window, order))
        return
    given = [e for e in agreement.status_events if e.effect in ON_NOTICE]
    for reading, number in order.items():
        if window.readings is not None and reading not in window.readings:
            continue
        held = [e for e in given if e.readings is None or reading in e.readings]
        laid = _by_knowledge(held, agreement, lambda known: [span_of(window, zone, calendar, known)])
        for ends, told, overtaken in laid:
            known = max((m for m in (since, told) if m is not None), default=None)
            if known is None or overtaken is None or known < overtaken:
                yield WindowPart(*ends, known, [number], False, overtaken)


def _drawn(whole: Span, zone: str | Zone) -> Sequence[Span]:
    """A window's hours of each day, as long as they are few enough to be told apart on an axis."""
    found = in_its_hours(whole, zone)
    return found if len(found) <= MOST_DRAWN else (whole,)


Ends = tuple[int, int | None]


def _ends(span: Span) -> Ends:
    return minutes(span.start.earliest), None if span.end.latest >= FAR_FUTURE else minutes(span.end.latest)


def _by_knowledge(
    events: Sequence[StatusEvent], agreement: Agreement, lay: Callable[[list[StatusEvent]], Iterable[Span]]
) -> Iterator[tuple[Ends, int | None, int | None]]:
    """What ``lay`` makes of the declarations known at each time: its ends, from when they stood and until when."""
    since = [(known_minute(e, agreement), e) for e in events]
    standing: dict[Ends, int | None] = {}
    for step in [None, *sorted({m for m, _ in since if m is not None})]:
        known = [e for m, e in since if m is None or (step is not None and m <= step)]
        now = dict.fromkeys(_ends(span) for span in lay(known))
        for gone in [ends for ends in standing if ends not in now]:
            yield gone, standing.pop(gone), step
        for ends in now:
            standing.setdefault(ends, step)
    yield from ((ends, told, None) for ends, told in standing.items())


def known_minute(part: Sourced, agreement: Agreement) -> int | None:
    """When a part became known: an extension made known late, with its announcement, as findings take it."""
    since = known_since(part)
    return minutes(moment(since, agreement.timezone).earliest) if since else None


def reading_numbers(part: Sourced, order: dict[str, int]) -> list[int] | None:
    return None if part.readings is None else [order[r] for r in part.readings if r in order]


def _known(agreement: Agreement, registry: Registry) -> list[KnownPart]:
    """What became known after signing, one entry per moment and kind; carve-outs are named as an exclusion only."""
    hidden = hidden_areas(agreement)
    found: dict[tuple[int, str, str], KnownPart] = {}

    def note(part: Sourced, kind: str, name: Localised) -> None:
        minute = known_minute(part, agreement)
        if minute is not None:
            found.setdefault((minute, kind, str(name)), KnownPart(minute, kind, name))

    for window in agreement.in_force:
        note(window, "window", "")
    for area in agreement.areas:
        if area.id not in hidden:
            note(area, "area", localised(area.name))
    for exclusion in agreement.exclusions:
        note(exclusion, "exclusion", [*(actor_name(a, registry) for a in exclusion.actors), ""][0])
    for provision in agreement.provisions:
        note(provision, "provision", provision.id)
        for extension in provision.due.extensions if provision.due is not None else ():
            note(extension, "window", "")  # "extension known"
    for event in agreement.status_events:
        note(event, "event", localised(event.claim))
    for party in agreement.parties:
        for member in party.members:
            note(member, "member", actor_name(member.actor, registry))
    return [found[k] for k in sorted(found)]


def hidden_areas(agreement: Agreement) -> set[str]:
    """Areas that are never drawn: carve-outs, areas of exclusions, circles (they stand around sites) and lines."""
    shapes = {a.id for a in agreement.areas if a.shape in ("circle", "line", "combined", "anywhere")}
    return carve_outs(agreement) | shapes


def carve_outs(agreement: Agreement) -> set[str]:
    """Areas taken out of others, and areas of exclusions: not even named to a party, a guarantor or the public."""
    carved = {a for area in agreement.areas if area.shape == "combined" for a in area.exclude}
    return carved | {a for e in agreement.exclusions for a in e.areas or ()}


def drawn_areas(agreement: Agreement) -> set[str]:
    """Areas a map may show: where the instrument or a provision holds, and proposals; never a hidden one."""
    parts = {a.id: a for a in agreement.areas}
    named = {*agreement.scope.areas, *(a for w in agreement.in_force for a in w.areas or ())}
    named |= {a for p in agreement.provisions for a in (*(p.where or ()), *(p.origin_where or ()))}
    named |= {a.id for a in agreement.areas if a.status == "proposed"}
    for area_id in list(named):
        area = parts.get(area_id)
        if area is not None and area.shape == "combined":
            named |= set(area.include)
    return named - hidden_areas(agreement)


def _events(agreement: Agreement, registry: Registry) -> list[EventPart]:
    zone = display_zone(agreement)
    parts: list[EventPart] = []
    for window in agreement.in_force:
        parts += _window_events(window, agreement, zone)
    for event in agreement.status_events:
        parts.append(_declared(event, agreement, zone, registry))
    seen: dict[tuple[int, str, str], EventPart] = {}
    for part in parts:
        seen.setdefault((part.day, part.kind, str(part.text)), part)
    renewed = {(d, text) for d, kind, text in seen if kind == "starts" and (d, "ends", text) in seen}
    for key in [k for k in seen if (k[0], k[2]) in renewed and k[1] in ("starts", "ends")]:
        part = seen.pop(key)
        seen[part.day, "renewed", key[2]] = EventPart(part.day, "renewed", part.text)
    return sorted(seen.values(), key=lambda p: (p.day, p.kind))


def _window_events(window: Window, agreement: Agreement, zone: str) -> list[EventPart]:
    (span,) = whole_spans(agreement, [window])
    names = {a.id: localised(a.name) for a in agreement.areas}
    where = names.get(window.areas[0], "") if window.areas and len(window.areas) == 1 else ""
    parts = [EventPart(local_day(span.start.earliest, zone), "starts", where)]
    if span.end.latest < FAR_FUTURE:
        parts.append(EventPart(local_day(span.end.latest, zone), "ends", where))
    return parts


def _declared(event: StatusEvent, agreement: Agreement, zone: str, registry: Registry) -> EventPart:
    day = local_day(moment(event.on, agreement.timezone).earliest, zone)
    return EventPart(day, "declared", localised(event.claim), plain(actor_name(event.by, registry)))


__all__ = ["LoadedAgreement", "actor_name", "drawn_areas", "hidden_areas", "instrument_part", "local_day", "minutes"]
