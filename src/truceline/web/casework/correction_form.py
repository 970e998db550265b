"""The fields of a report that can be corrected, as a form shows them and as what was typed changes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from truceline.formats.intake import BadCell, check_report
from truceline.formats.own_reports import own_cell
from truceline.tables.reports import Reports
from truceline.vocabulary.errors import TrucelineError, problem
from truceline.vocabulary.terms import ACTS, QUANTITY_UNITS, SOURCE_KINDS, TARGET_KINDS, WEAPONS
from truceline.web.casework.corrected import kept_as
from truceline.web.clock import now

# What a report states and the engine reads. Its words, its sender, its compartment and who verified it are not here.
LABELS = {
    "act": _("Act"),
    "occurred_from": _("From (UTC)"),
    "occurred_until": _("Until (UTC)"),
    "place_name": _("Place"),
    "admin1": _("District"),
    "lat": _("Latitude"),
    "lon": _("Longitude"),
    "place_radius_m": _("Give or take, in metres"),
    "weapon": _("Weapon"),
    "quantity": _("How many"),
    "quantity_unit": _("Of what"),
    "claimed_initiator": _("Who acted, as the source says"),
    "initiator_weights": _("Weights of who acted, as the source gives them"),
    "claimed_target": _("Against whom"),
    "target_kind": _("Kind of target"),
    "casualties_best": _("Killed, as the source says"),
    "claimant": _("Who says so"),
    "source_kind": _("Kind of source"),
    "origin_chain": _("Origin"),
}
# column -> its terms and the family under which their translations stand
TERMS: dict[str, tuple[list[str], str]] = {
    "act": (list(ACTS), "acts"),
    "weapon": (list(WEAPONS), "weapons"),
    "quantity_unit": (list(QUANTITY_UNITS), "units"),
    "target_kind": (list(TARGET_KINDS), "targets"),
    "source_kind": (list(SOURCE_KINDS), "kinds"),
}
NUMBERS = ("lat", "lon", "place_radius_m", "quantity", "casualties_best")
TIMES = ("occurred_from", "occurred_until")
NEEDED = ("act", *TIMES)


def shown(name: str, value: Any) -> str:
    """A cell as the form's field has it; what comes back unchanged is no correction."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M}"
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def form_rows(row: Mapping[str, Any], typed: Mapping[str, str]) -> list[dict[str, Any]]:
    """What the form shows, a field each: label, value as typed, what stands now, terms if it has any."""
    made = []
    for name, label in LABELS.items():
        stands = shown(name, row[name])
        terms, family = TERMS.get(name, ([], ""))
        kind = "datetime-local" if name in TIMES else "text"
        one = {"name": name, "label": label, "stands": stands, "value": typed.get(name, stands), "kind": kind}
        made.append(one | {"terms": terms, "family": family, "number": name in NUMBERS, "needed": name in NEEDED})
    return made


def read_change(row: Mapping[str, Any], typed: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(before, after) of the fields that were typed otherwise than they stand, as a correction keeps them.

    Raises TrucelineError: E-REP-0xx for what makes no sense, E-WEB-004 for the future, E-WEB-090 if nothing changes.
    """
    changed = {n: t.strip() for n, t in typed.items() if n in LABELS and t.strip() != shown(n, row[n])}
    place = f"report {row['report_id']}"
    try:
        cells = {n: own_cell(Reports.schema.field(n), t) for n, t in changed.items()}
        cells = {n: v for n, v in cells.items() if v != row[n]}
        after = dict(row) | cells
        missing = [n for n in NEEDED if after[n] is None]
        if missing:
            raise TrucelineError(problem("E-WEB-011", place, value=missing[0]))
        check_report(after, set())
        if after["occurred_until"] == after["occurred_from"]:
            raise BadCell("E-REP-006", until=after["occurred_until"], start=after["occurred_from"])
    except BadCell as error:
        raise TrucelineError(problem(error.code, place, **error.values)) from error
    if not cells:
        raise TrucelineError(problem("E-WEB-090", place))
    if after["occurred_from"] > now():
        raise TrucelineError(problem("E-WEB-004", place, value=after["occurred_from"].isoformat()))
    return {n: kept_as(row[n]) for n in cells}, {n: kept_as(v) for n, v in cells.items()}
