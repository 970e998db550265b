"""What the richer parts of the language can get wrong: amounts, notices, duties for others, rulings, tracks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from truceline.agreement.clock import local_datetime, moment
from truceline.agreement.model import (
    Agreement,
    Bound,
    Due,
    Interpreter,
    MovingCircle,
    Notice,
    Provision,
    Quantity,
    Window,
)
from truceline.formats.agreement_problems import did_you_mean
from truceline.formats.yaml_lines import LinedYaml, Loc
from truceline.registry.actors import Registry
from truceline.vocabulary.amounts import MOST, comparable, fits, said
from truceline.vocabulary.errors import Problem, problem
from truceline.vocabulary.terms import BREACHABLE_KINDS, MEASURED_UNITS, QUANTITY_UNITS


@dataclass(frozen=True)
class Checked:
    """One agreement under check."""

    agreement: Agreement
    lined: LinedYaml
    registry: Registry | None

    def missing(self, loc: Loc, value: str, what: str, known: Iterable[str]) -> Problem:
        return problem("E-AGREE-008", self.lined.place(loc), value=value, what=what, hint=did_you_mean(value, known))


def check_features(c: Checked) -> Iterator[Problem]:
    """Every problem of these parts, in no particular order."""
    for index, provision in enumerate(c.agreement.provisions):
        loc: Loc = ("provisions", index)
        if provision.quantity is not None:
            yield from _quantity(c, provision, provision.quantity, (*loc, "quantity"))
        if provision.notice is not None:
            yield from _notice(c, provision, provision.notice, (*loc, "notice"))
        yield from _ensures(c, provision, loc)
        yield from _lines(c, provision, loc)
        for key in ("lifts", "comes_after"):
            yield from _never_by_notice(c, getattr(provision, key) or (), (*loc, key))
        yield from _windows(c, provision.when or (), (*loc, "when"))
    yield from _windows(c, c.agreement.in_force, ("in_force",))
    yield from _deadlines(c)
    yield from _working_days(c)
    yield from _rulings(c)
    yield from _references(c)
    yield from _tracks(c)


def parties_and_actors(c: Checked) -> set[str]:
    """Ids that a part may name as somebody."""
    actors = set(c.registry.actors) if c.registry else {r.actor for r in c.agreement.roles}
    return {p.id for p in c.agreement.parties} | actors


# amounts -------------------------------------------------------------------------------------------------------------


def _quantity(c: Checked, p: Provision, quantity: Quantity, loc: Loc) -> Iterator[Problem]:
    if quantity.unit not in QUANTITY_UNITS:
        hint = did_you_mean(quantity.unit, QUANTITY_UNITS)
        yield problem("E-AGREE-005", c.lined.place((*loc, "unit")), value=quantity.unit, key="unit", hint=hint)
    if quantity.max is None and quantity.min is None and not quantity.sub_quotas:
        hint = "Give the ceiling in 'max', the floor in 'min', or parts in 'sub_quotas'."
        yield problem("E-AGREE-003", c.lined.place(loc), key="max", hint=hint)
    if quantity.net and not quantity.reduced_by:
        hint = "Name the acts that take from the balance, e.g. reduced_by: [withdrawal]."
        yield problem("E-AGREE-003", c.lined.place((*loc, "net")), key="reduced_by", hint=hint)
    yield from _bound(c, p, quantity, loc)
    seen: set[str] = set()
    for number, part in enumerate(quantity.sub_quotas):
        here = (*loc, "sub_quotas", number)
        if part.id in seen:
            yield problem("E-AGREE-009", c.lined.place(here), value=part.id, what="sub_quotas")
        seen.add(part.id)
        if part.max is None and part.min is None:
            hint = "Give the ceiling in 'max' or the floor in 'min'."
            yield problem("E-AGREE-003", c.lined.place(here), key="max", hint=hint)
        yield from _bound(c, p, part, here)
        if part.unit is not None and not comparable(part.unit, quantity.unit):
            same = [u for u in QUANTITY_UNITS if comparable(u, quantity.unit)]
            hint = f"The whole is counted in {quantity.unit}, which can be compared with: {', '.join(same)}."
            yield problem("E-AGREE-005", c.lined.place((*here, "unit")), value=part.unit, key="unit", hint=hint)
        known = parties_and_actors(c)
        yield from (c.missing((*here, "bound"), n, "party or actor", known) for n in part.bound or () if n not in known)


def _bound(c: Checked, p: Provision, bound: Bound, loc: Loc) -> Iterator[Problem]:
    unit = p.quantity.unit_of(bound) if p.quantity is not None else ""
    for key in ("max", "min"):
        limit = getattr(bound, key)
        if limit is not None and not fits(limit):
            hint = f"Write at most three decimals and no more than {said(MOST)}, or count in another unit."
            yield problem("E-AGREE-005", c.lined.place((*loc, key)), value=limit, key=key, hint=hint)
        elif limit is not None and unit in QUANTITY_UNITS and unit not in MEASURED_UNITS and limit != round(limit):
            hint = f"{unit.capitalize()} are counted in whole numbers; {', '.join(MEASURED_UNITS)} may have decimals."
            yield problem("E-AGREE-005", c.lined.place((*loc, key)), value=limit, key=key, hint=hint)
    if bound.min is not None and bound.max is not None and bound.min > bound.max:
        yield problem("E-AGREE-027", c.lined.place((*loc, "min")), key="min", value=bound.min, limit=bound.max)
    if "area" in bound.each and not (getattr(bound, "where", None) or p.where):
        hint = "A balance for each area needs the areas in the provision's 'where'."
        yield problem("E-AGREE-003", c.lined.place(loc), key="where", hint=hint)


# notices and duties for others ---------------------------------------------------------------------------------------


def _notice(c: Checked, p: Provision, notice: Notice, loc: Loc) -> Iterator[Problem]:
    if p.kind != "obligation":
        hint = "Write the notice as an obligation of its own beside the provision."
        yield problem("E-AGREE-020", c.lined.place(loc), found=p.kind, key="notice", wanted="obligation", hint=hint)
    known = parties_and_actors(c)
    yield from (c.missing((*loc, "to"), name, "party or actor", known) for name in notice.to or () if name not in known)


def _never_by_notice(c: Checked, names: Iterable[str], loc: Loc) -> Iterator[Problem]:
    """A notice conditions nothing: neither protection nor a permission hangs on it."""
    notices = {p.id for p in c.agreement.provisions if p.notice is not None}
    for name in names:
        if name in notices:
            yield problem("E-AGREE-025", c.lined.place(loc), key=loc[-1], value=name)


def _ensures(c: Checked, p: Provision, loc: Loc) -> Iterator[Problem]:
    if p.ensures is None:
        return
    here: Loc = (*loc, "ensures")
    if p.kind != "obligation":
        hint = "A duty to prevent or to restrain is an obligation."
        yield problem("E-AGREE-020", c.lined.place(here), found=p.kind, key="ensures", wanted="obligation", hint=hint)
    if not p.bound:
        hint = "Say in 'bound' whose duty it is: a guarantor, a monitor, another party."
        yield problem("E-AGREE-003", c.lined.place(loc), key="bound", hint=hint)
    known = parties_and_actors(c) | {"any"}
    for name in p.ensures.parties:
        if name not in known:
            yield c.missing((*here, "parties"), name, "party or actor", known)
    breachable = {q.id for q in c.agreement.provisions if q.kind in BREACHABLE_KINDS and q.ensures is None}
    for name in p.ensures.provisions or ():
        if name not in breachable:
            yield c.missing((*here, "provisions"), name, "prohibition or obligation", breachable)


# lines ---------------------------------------------------------------------------------------------------------------


def _lines(c: Checked, p: Provision, loc: Loc) -> Iterator[Problem]:
    if p.across is not None:
        yield from line_needed(c, (*loc, "across"), p.across)
    if p.distances is None:
        return
    here: Loc = (*loc, "distances")
    if p.distances.baseline is not None:
        yield from line_needed(c, (*here, "baseline"), p.distances.baseline)
    for number, limit in enumerate(p.distances.limits):
        if limit.baseline is not None:
            yield from line_needed(c, (*here, "limits", number, "baseline"), limit.baseline)
        elif p.distances.baseline is None:
            hint = "Name the line that this limit is measured from, here or once for all limits."
            yield problem("E-AGREE-003", c.lined.place((*here, "limits", number)), key="baseline", hint=hint)


def line_needed(c: Checked, loc: Loc, area_id: str) -> Iterator[Problem]:
    areas = {a.id: a for a in c.agreement.areas}
    if area_id not in areas:
        yield c.missing(loc, area_id, "area", [a.id for a in areas.values() if a.shape == "line"])
    elif areas[area_id].shape != "line":
        hint = "Give the area 'shape: line' and its corners in order."
        found = f"{areas[area_id].shape} area"
        yield problem("E-AGREE-020", c.lined.place(loc), found=found, key=loc[-1], wanted="line", hint=hint)
    elif areas[area_id].status == "proposed" and loc[0] == "provisions":
        yield problem("E-AGREE-010", c.lined.place(loc), value=area_id)


# time ----------------------------------------------------------------------------------------------------------------


def _windows(c: Checked, windows: Iterable[Window], loc: Loc) -> Iterator[Problem]:
    zone = c.agreement.timezone
    for index, window in enumerate(windows):
        place = c.lined.place((*loc, index))
        late = False
        if window.announced is not None:
            try:
                late = moment(window.announced, zone).latest > moment(window.start, zone).earliest
            except ValueError:
                continue  # reported with the other times
        if late and window.retroactive is None:
            hint = "It was announced after it begins: does it hold for the time before? Write yes, no or unstated."
            yield problem("E-AGREE-003", place, key="retroactive", hint=hint)
        if window.retroactive is not None and window.announced is None:
            hint = "Say when the extension was announced; only then can it be late."
            yield problem("E-AGREE-003", place, key="announced", hint=hint)


def _deadlines(c: Checked) -> Iterator[Problem]:
    dues = {p.id: p.due for p in c.agreement.provisions if p.due is not None}
    for index, p in enumerate(c.agreement.provisions):
        if p.due is not None and _circles(p.id, dues):
            yield problem("E-AGREE-019", c.lined.place(("provisions", index, "due")), value=p.id)
        if p.due is not None and p.due.on is None and p.due.within is None and not p.due.undated:
            hint = "Give the day in 'on', or how long in 'within': P30D."
            yield problem("E-AGREE-003", c.lined.place(("provisions", index, "due")), key="on", hint=hint)
        if p.due is not None and p.due.undated and (p.due.on or p.due.within):
            place, wanted = c.lined.place(("provisions", index, "due")), "deadline without day and term"
            hint = "Keep either 'undated' or the term."
            yield problem("E-AGREE-020", place, found="dated deadline", key="undated", wanted=wanted, hint=hint)


def _circles(start: str, dues: dict[str, Due]) -> bool:
    seen, current = set(), start
    while current in dues and dues[current].on is None:
        if current in seen:
            return True
        seen.add(current)
        current = dues[current].after
    return False


def _working_days(c: Checked) -> Iterator[Problem]:
    if c.agreement.calendar is not None:
        for number, day in enumerate(c.agreement.calendar.holidays):
            try:
                local_datetime(day)
            except ValueError:
                yield problem("E-AGREE-006", c.lined.place(("calendar", "holidays", number)), value=day)
        return
    counted: list[tuple[Loc, str]] = [(("in_force", i), w.day_count) for i, w in enumerate(c.agreement.in_force)]
    for i, p in enumerate(c.agreement.provisions):
        counted += [(("provisions", i, "when", j), w.day_count) for j, w in enumerate(p.when or ())]
        counted += [(("provisions", i, "due"), p.due.day_count)] if p.due else []
        counted += [(("provisions", i, "notice"), p.notice.day_count)] if p.notice else []
    for loc, word in counted:
        if word == "working_days":
            hint = "Days are counted as working days: write 'calendar: {weekend: [friday, saturday]}' at the top."
            yield problem("E-AGREE-003", c.lined.place(loc), key="calendar", hint=hint)


# who decides, who endorsed -------------------------------------------------------------------------------------------


def _rulings(c: Checked) -> Iterator[Problem]:
    bodies: dict[str, Interpreter] = {i.id: i for i in c.agreement.interpreters}
    readings = c.agreement.reading_ids()
    for index, ruling in enumerate(c.agreement.rulings):
        loc: Loc = ("rulings", index)
        if ruling.reading not in readings:
            hint = did_you_mean(ruling.reading, readings)
            yield problem("E-AGREE-021", c.lined.place((*loc, "reading")), value=ruling.reading, hint=hint)
        body = bodies.get(ruling.by)
        if body is None:
            yield c.missing((*loc, "by"), ruling.by, "interpreter", bodies)
        elif body.provisions is not None:
            for name in ruling.provisions or ():
                if name not in body.provisions:
                    yield problem("E-AGREE-026", c.lined.place((*loc, "provisions")), value=body.id, what=name)


def _references(c: Checked) -> Iterator[Problem]:
    a = c.agreement
    provisions, endorsements = {p.id for p in a.provisions}, {e.id for e in a.endorsements}
    named: list[tuple[Loc, str, str, set[str]]] = []
    for i, done in enumerate(a.certifications):
        named.append((("certifications", i, "provision"), done.provision, "provision", provisions))
    limited = [("interpreters", i, x.provisions) for i, x in enumerate(a.interpreters)]
    limited += [("rulings", i, x.provisions) for i, x in enumerate(a.rulings)]
    for key, i, names in limited:
        named += [((key, i, "provisions"), name, "provision", provisions) for name in names or ()]
    endorsed = [("exclusions", i, x.by_endorsement) for i, x in enumerate(a.exclusions)]
    endorsed += [("provisions", i, x.by_endorsement) for i, x in enumerate(a.provisions)]
    for key, i, by in endorsed:
        if by is not None:
            named.append(((key, i, "by_endorsement"), by, "endorsement", endorsements))
    for loc, name, what, known in named:
        if name not in known:
            yield c.missing(loc, name, what, known)


# what moves ----------------------------------------------------------------------------------------------------------


def _tracks(c: Checked) -> Iterator[Problem]:
    for index, area in enumerate(c.agreement.areas):
        if not isinstance(area, MovingCircle):
            continue
        loc: Loc = ("areas", index, "track")
        for number, fix in enumerate(area.track):
            if not (-180 <= fix.at[0] <= 180 and -90 <= fix.at[1] <= 90):
                yield problem("E-AGREE-023", c.lined.place((*loc, number, "at")), value=fix.at)
        for left, right in pairwise(sorted(f.time for f in area.track)):
            if left == right:
                yield problem("E-AGREE-009", c.lined.place(loc), value=left, what="fixes of the track")
