"""What the pages of agreements and actors show at two moments; every answer is the engine's."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from truceline.agreement.cases import Case
from truceline.agreement.clock import moment
from truceline.agreement.declarations import Pause, pauses_at
from truceline.agreement.in_force import TICK, ForceState, as_known, force_at, in_view, known_at, timeline
from truceline.agreement.model import Agreement, plain
from truceline.assessment.binding import BINDS_NOT, Binding, bindings_of
from truceline.bulletins.report.instruments import carve_outs
from truceline.formats.cases_yaml import load_cases
from truceline.formats.worlds import LoadedAgreement
from truceline.registry.actor_sheet import actor_sheet
from truceline.registry.actors import NameMatch
from truceline.registry.model import ActorEntry
from truceline.web.accounts.models import User
from truceline.web.accounts.rights import OUTSIDE
from truceline.web.agreements.moments import Asked
from truceline.web.world import world


def language() -> str:
    return get_language() or "en"


@dataclass(frozen=True)
class ReadingState:
    """One reading at the moment asked: ``areas`` are those whose own windows or declarations differ from the whole."""

    reading: str
    title: str
    held_by: list[str]
    force: ForceState
    areas: list[tuple[str, str]]
    suspended: list[tuple[str, str]]  # provision, and for whom and where; empty: for everybody, everywhere


@dataclass(frozen=True)
class Instrument:
    agreement: Agreement
    title: str
    parties: list[str]
    readings: list[ReadingState]
    known: bool
    relations: list[tuple[str, str, str]]

    @property
    def states(self) -> list[ReadingState]:
        """One entry where all readings agree."""
        same = len({r.force.in_force for r in self.readings}) == 1
        return self.readings[:1] if same else self.readings

    @property
    def agreed(self) -> bool:
        return len(self.states) == 1


def named(actor_id: str) -> str:
    """An actor in the reader's language, by its own name else."""
    entry = world().registry.actors.get(actor_id)
    if entry is None:
        return actor_id.replace("-", " ")
    fitting = [a.name for a in entry.names if a.lang == language() and not a.garbled]
    return fitting[0] if language() != "en" and fitting else entry.name


def hidden_from(user: User, agreement: Agreement) -> Collection[str]:
    """Areas that a person is not even told the names of."""
    return carve_outs(agreement) if user.role in OUTSIDE else frozenset()


def instruments(user: User, when: Asked) -> list[Instrument]:
    """All that are watched, those in force first, then by their day of signing."""
    found = [_instrument(user, item, when) for item in world().agreements]
    order = {"yes": 0, "cannot_tell": 1, "no": 2}
    rank = {id(i): min(order[r.force.in_force] for r in i.readings) for i in found}
    return sorted(found, key=lambda i: (rank[id(i)], i.agreement.signed or "", i.agreement.id))


def instrument(user: User, agreement_id: str, when: Asked) -> tuple[LoadedAgreement, Instrument]:
    item = next((i for i in world().agreements if i.agreement.id == agreement_id), None)
    if item is None:
        raise Http404
    return item, _instrument(user, item, when)


def _instrument(user: User, item: LoadedAgreement, when: Asked) -> Instrument:
    agreement = item.agreement
    known = agreement.signed is None or moment(agreement.signed, agreement.timezone).earliest <= when.as_of
    watched = {i.agreement.id: _title(i.agreement) for i in world().agreements}
    return Instrument(
        agreement,
        _title(agreement),
        [plain(p.name, language()) for p in agreement.parties],
        [_reading(user, agreement, r, when) for r in agreement.reading_ids()],
        known,
        [(r.type, r.instrument, watched.get(r.instrument, "")) for r in agreement.relations],
    )


def _title(agreement: Agreement) -> str:
    return plain(agreement.short_title or agreement.title, language())


def _reading(user: User, agreement: Agreement, reading: str, when: Asked) -> ReadingState:
    view = in_view(agreement, reading, when.as_of)
    stated = agreement.reading(reading)
    force = force_at(view, when.on)
    hide = hidden_from(user, agreement)
    names = {a.id: plain(a.name, language()) for a in agreement.areas if a.id not in hide}
    local = sorted({a for w in view.in_force for a in w.areas or ()} & set(names))
    areas = [(names[a], _force_in(view, a, when)) for a in local]
    parties = {p.id: plain(p.name, language()) for p in agreement.parties}
    held_by = [parties.get(h) or named(h) for h in stated.held_by]
    suspended = list(_suspended(view, parties, names, when))
    return ReadingState(reading, plain(stated.title, language()), held_by, force, areas, suspended)


def _suspended(
    view: Agreement, parties: Mapping[str, str], areas: Mapping[str, str], when: Asked
) -> Iterator[tuple[str, str]]:
    for provision in view.provisions:
        yield from ((provision.id, _paused(pause, parties, areas)) for pause in pauses_at(view, provision.id, when.on))


def _paused(pause: Pause, parties: Mapping[str, str], areas: Mapping[str, str]) -> str:
    """For whom and where. Areas that a person is not told of are not named."""
    party = parties.get(pause.party or "", "")
    if pause.areas is None:
        return party if pause.off else _("not for %(party)s") % {"party": party}
    shown = [areas[a] for a in pause.areas if a in areas]
    if len(shown) == len(pause.areas):
        said = (_("in %(areas)s") if pause.off else _("not in %(areas)s")) % {"areas": "; ".join(shown)}
    else:
        said = _("in some areas") if pause.off else _("not in some areas")
    return _("%(party)s, %(where)s") % {"party": party, "where": said} if party else said


def _force_in(view: Agreement, area: str, when: Asked) -> str:
    low, high = timeline(view, area).share(when.on, when.on + TICK)
    return "yes" if low > 0 else "no" if high <= 0 else "cannot_tell"


def known_text(item: LoadedAgreement, when: Asked) -> LoadedAgreement:
    """The instrument with the parts that were known then only."""
    return LoadedAgreement(**{**vars(item), "agreement": as_known(item.agreement, when.as_of)})


@lru_cache(maxsize=128)
def cases_of(folder: Path) -> tuple[Case, ...]:
    """The expectations that lie beside an instrument."""
    return tuple(case for _, case in load_cases(folder))


# actors -----------------------------------------------------------------------------------------------------------


def actors(asked_name: str, kind: str, when: Asked) -> list[tuple[ActorEntry, list[str]]]:
    """Actors by any of their names, with those in other scripts beside them."""
    registry = world().registry
    chosen = list(registry.actors.values())
    if asked_name:
        exact = {m.actor_id for m in registry.find(asked_name, None, when.as_of.date())}
        near = asked_name.casefold()
        chosen = [a for a in chosen if a.id in exact or any(near in n.casefold() for n in _shown_names(a))]
    chosen = [a for a in chosen if not kind or a.kind == kind]
    chosen.sort(key=lambda a: (a.kind, a.name))
    return [(a, [n for n in _shown_names(a) if n != named(a.id)]) for a in chosen]


def _shown_names(actor: ActorEntry) -> list[str]:
    return list(dict.fromkeys([actor.name, *(a.name for a in actor.names if not a.garbled)]))


def actor_of(actor_id: str) -> ActorEntry:
    found = world().registry.actors.get(actor_id)
    if found is None:
        raise Http404
    return found


def sheet_of(actor: ActorEntry, when: Asked) -> Mapping[str, Any]:
    """Names by script, relations, lists and offices on that day, as known then."""
    match = NameMatch(actor.id, actor.name, True)
    sheet = actor_sheet(world().registry, match, actor.id, when.on.date(), when.as_of.date())
    scripts: dict[str, list[Mapping[str, Any]]] = {}
    for name in sheet["names"]:
        scripts.setdefault(name["script"], []).append(name)
    return {**sheet, "scripts": scripts, "roles": list(_roles(actor.id, when))}


def _roles(actor_id: str, when: Asked) -> Iterator[tuple[str, str, str, str]]:
    """(instrument id, title, role, dates) of what an instrument names an actor as."""
    for item in world().agreements:
        agreement = item.agreement
        signed = moment(agreement.signed, agreement.timezone).earliest if agreement.signed else None
        for role in agreement.roles:
            if role.actor == actor_id and known_at(role, agreement.timezone, signed, when.as_of):
                dates = " – ".join(filter(None, (role.since, role.until)))
                yield agreement.id, _title(agreement), role.role, dates


# what binds whom --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bound:
    """One instrument as it stands to an actor: a column a reading, a row a provision."""

    agreement: Agreement
    title: str
    columns: list[tuple[Binding, str, str]]
    rows: list[tuple[Any, str, list[Any]]]

    @property
    def touches(self) -> bool:
        return any(b.state != BINDS_NOT for b, _, _ in self.columns)


def bound_by(actor_id: str, when: Asked) -> list[Bound]:
    """Every instrument watched, those that bind first; nothing is left out."""
    found = [_bound(actor_id, item.agreement, when) for item in world().agreements]
    return sorted(found, key=lambda b: (not b.touches, b.agreement.signed or "", b.agreement.id))


def _bound(actor_id: str, agreement: Agreement, when: Asked) -> Bound:
    bindings = bindings_of(actor_id, agreement, world().registry, when.on, when.as_of)
    parties = {p.id: plain(p.name, language()) for p in agreement.parties}
    columns = [
        (
            b,
            plain(agreement.reading(b.reading).title, language()),
            parties.get(b.standing.party or "") or (named(b.standing.party) if b.standing.party else ""),
        )
        for b in bindings
    ]
    ids = list(dict.fromkeys(p.provision.id for b in bindings for p in b.provisions))
    by_reading = [{p.provision.id: p for p in b.provisions} for b in bindings]
    rows = []
    for provision_id in ids:
        cells = [found.get(provision_id) for found in by_reading]
        first = next(c for c in cells if c is not None)
        rows.append((first.provision, plain(first.provision.text, language()), cells))
    return Bound(agreement, _title(agreement), columns, rows)
