"""Reading incidents: lists, and the page of one as a person's role may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language

from truceline.agreement.model import plain
from truceline.web.accounts.models import User
from truceline.web.accounts.rights import OUTSIDE, in_reach, may
from truceline.web.agreements.queries import named
from truceline.web.audit.actions import log_read
from truceline.web.casework import outcomes, question_queries, states
from truceline.web.casework.corrected import claims
from truceline.web.casework.models import Correction, Dissent, Event, Finding, Incident, Judged, released_until
from truceline.web.casework.names import issued_like, named_like
from truceline.web.intake.models import Report
from truceline.web.keyset import Order
from truceline.web.world import parties, world

# Filters beside the finding that leave fewer incidents of a list.
BESIDE = ("state", "act", "mine", "second", "asked", "q")
LISTED_COLUMNS = ("incident_id", "occurred_from", "reports", "compartment", "state", "version", "act", "place_name")
LISTED_COLUMNS += ("district", "proposed_state", "assigned_to__username", "assigned_to__display_name")
ISSUED_COLUMNS = ("incident_id", "issued_act", "issued_district", "issued_at", "issued_day", "conclusion")
ISSUED_COLUMNS += ("standard_of_proof",)  # what as_issued is made of
FOUND_COLUMNS = ("finding_id", "incident_id", "agreement_id", "reading", "version", "coverage", "outcome")
FOUND_COLUMNS += ("provision_ids", "cannot_tell_because")  # what a badge is made of


@dataclass(frozen=True)
class View:
    """One reading of one instrument, as it is named on pages."""

    agreement_id: str
    reading: str
    title: str
    reading_title: str
    held_by: str

    @property
    def key(self) -> str:
        return f"{self.agreement_id}:{self.reading}"


def views() -> list[View]:
    """Every reading of every instrument watched, in the reader's language, in the instruments' own order."""
    language = get_language() or "en"
    found = []
    for item in world().agreements:
        agreement = item.agreement
        titles = {r.id: r for r in agreement.readings}
        known = {p.id: plain(p.name, language) for p in agreement.parties}
        for reading in agreement.reading_ids():
            stated = titles.get(reading)
            held_by = [known.get(a) or named(a) for a in stated.held_by] if stated else []
            holders = (", " if language != "ar" else "، ").join(held_by)
            name = plain(stated.title, language) if stated else reading
            title = plain(agreement.short_title or agreement.title, language)
            found.append(View(agreement.id, reading, title, name, holders))
    return found


def named_changes(changes: Iterable[Any]) -> list[dict[str, Any]]:
    """Consequences with the names of their readings."""
    titles = {v.key: f"{v.title}: {v.reading_title}" for v in views()}
    return [{"change": c, "title": titles.get(f"{c.agreement_id}:{c.reading}", c.reading)} for c in changes]


def listed(user: User, filters: Mapping[str, str]) -> Any:
    """Incidents open to a person, latest first. Outside of the mission by what was issued, since a filter tells too."""
    rows = Incident.objects.visible_to(user).filter(merged_into=None)
    day, act = columns_for(user)
    rows = rows.select_related("assigned_to").order_by(f"-{day}", "incident_id")
    if filters.get("state"):
        outside = user.role in OUTSIDE
        rows = rows.filter(state=filters["state"]) if not outside else _issued(rows, filters["state"])
    if filters.get("act"):
        rows = rows.filter(**{act: filters["act"]})
    if filters.get("mine"):
        rows = rows.filter(assigned_to=user)
    if filters.get("second") and may(user, "casework.verify"):
        others = Correction.objects.waiting().exclude(by=user).values("report__member__incident")
        rows = rows.filter((~Q(proposed_state="") & ~Q(proposed_by=user)) | Q(pk__in=others))
    if filters.get("asked"):
        waiting = question_queries.listed(user, "waiting" if filters["asked"] == "open" else "overdue")
        rows = rows.filter(pk__in=waiting.values("incident_id"))
    if filters.get("q"):
        inside = user.role not in OUTSIDE  # who sees districts only must not find out places by asking
        asked = named_like(filters["q"]) | Q(incident_id=filters["q"]) if inside else None
        rows = rows.filter(asked or issued_like(filters["q"]))
    if filters.get("outcome"):
        known = released_until() if user.role in OUTSIDE else None
        rows = outcomes.found_so(rows, filters["view"], filters["outcome"], known)
    return rows


def order(user: User, filters: Mapping[str, str]) -> Order:
    """In which ``listed`` comes in parts. By finding, a list is read off the table of outcomes; where nothing but the
    finding is asked for, it is counted there too."""
    seen, asked = Incident.objects.visible_to(user), filters.get("outcome")
    day, columns, counted = columns_for(user)[0], outcomes.COLUMNS if asked else None, None
    if asked and not any(filters.get(k) for k in BESIDE):
        if user.role in OUTSIDE:
            counted = outcomes.issued_so(filters["view"], asked, released_until())
        else:
            counted = outcomes.said_now(filters["view"], asked).filter(in_reach(user))
    return Order(day, "incident_id", seen, columns, counted)


def read_for_list(user: User, rows: Any) -> Any:
    """Of ``listed`` rows the columns that the list shows: most of an incident is on its own page only."""
    return rows.select_related(None).only(*ISSUED_COLUMNS) if user.role in OUTSIDE else rows.only(*LISTED_COLUMNS)


def columns_for(user: User) -> tuple[str, str]:
    """The columns of day and act by which a person finds an incident."""
    return ("issued_day", "issued_act") if user.role in OUTSIDE else ("occurred_from", "act")


def _issued(rows: Any, state: str) -> Any:
    """Whether a party was asked and has answered is not told outside of the mission."""
    return rows if state == states.State.ASSESSED else rows.none()


def read_by(user: User, incident: Incident) -> Incident:
    """An incident as a person may read it."""
    return incident.as_issued() if user.role in OUTSIDE else incident


def newest_findings(user: User) -> Any:
    """Of each finding the newest version that a person may see; who is delayed may see an earlier one."""
    rows = Finding.objects.visible_to(user)
    if user.role not in OUTSIDE:
        return rows.filter(current=True)
    later = Finding.objects.filter(
        finding_id=OuterRef("finding_id"), version__gt=OuterRef("version"), made_at__lte=released_until()
    )
    return rows.exclude(Exists(later))


def latest(findings: Any) -> list[Finding]:
    """Of each finding the newest version among those given: what a delayed reader may see is not always the current."""
    newest: dict[str, Finding] = {}
    for finding in findings.order_by("finding_id", "version"):
        newest[finding.finding_id] = finding
    return list(newest.values())


def findings_of(user: User, incident_ids: Iterable[str], view: str = "") -> dict[str, dict[str, Finding]]:
    """incident -> ``agreement:reading`` -> the finding that a person may see. ``view``: of that reading, no traces."""
    found: dict[str, dict[str, Finding]] = defaultdict(dict)
    rows = Finding.objects.visible_to(user).filter(incident_id__in=list(incident_ids))
    if user.role not in OUTSIDE:
        rows = rows.filter(current=True)  # those of an incident without reports ended
    if view:
        agreement, _, reading = view.partition(":")
        rows = rows.filter(agreement_id=agreement, reading=reading)
        rows = rows.only(*FOUND_COLUMNS)
    for finding in latest(rows):
        found[finding.incident_id][f"{finding.agreement_id}:{finding.reading}"] = finding
    return found


@dataclass(frozen=True)
class Card:
    view: View
    finding: Finding
    traced: bool
    party: str  # the party it is attributed to, by its name; empty while that is not settled
    dissents: list[Dissent]

    @property
    def deciding(self) -> list[Mapping[str, Any]]:
        return [r for r in self.finding.reasons if r["decides"]]


def cards(kept: Mapping[str, Finding], dissents: Sequence[Dissent], traced: bool) -> list[Card]:
    """A card a reading, of findings by ``agreement:reading``, in the instruments' own order."""
    named = dict(parties())
    return [
        Card(
            view=v,
            finding=kept[v.key],
            traced=traced,
            party=named.get(kept[v.key].attributed_party or "", kept[v.key].attributed_party or ""),
            dissents=[d for d in dissents if d.view in ("", v.key)],
        )
        for v in views()
        if v.key in kept
    ]


def page_of(user: User, incident: Incident) -> dict[str, Any]:
    """All that the page of an incident shows to a person. Reading its reports is logged before they are shown.

    Parties and guarantors get no report, no place below the district, no condition (its question may name an area) and
    no casualties.
    """
    inside = user.role not in OUTSIDE
    dissents = question_queries.dissents(user, incident)
    reports: list[Report] = []
    if inside:
        reports = list(
            Report.objects.visible_to(user)
            .filter(member__incident=incident)
            .select_related("submission", "member")
            .order_by("received_at", "report_id")
        )
        log_read(user, "report", [r.pk for r in reports if r.submission.by_id != user.pk])
    events = Event.objects.visible_to(user).filter(incident=incident).order_by("at", "pk")
    undone = set(Judged.objects.exclude(undoes="").values_list("undoes", flat=True)) if inside else set()
    return {
        "incident": incident,
        "inside": inside,
        "undone": undone,
        "cards": cards(findings_of(user, [incident.pk])[incident.pk], dissents, traced=inside),
        "reports": reports,
        "claims": claims(reports),
        "events": events,
        "questions": question_queries.of_incident(user, incident),
        "released_answers": question_queries.released_answers(user, incident),
        "dissents": dissents,
        **_hypotheses(user, incident, reports),
        **_steps(user, incident),
    }


def _hypotheses(user: User, incident: Incident, reports: Sequence[Report]) -> dict[str, Any]:
    """Shown once somebody named one, and where one can be named."""
    if not may(user, "casework.read"):
        return {}
    from truceline.web.casework import hypothesis_queries  # evidence asks this module's tables: not at import

    named = hypothesis_queries.tables(user, incident, reports)
    return {
        "hypotheses": named,
        "may_read_hypotheses": bool(named) or incident.state == states.State.UNDER_VERIFICATION,
    }


def _why_proposed(incident: Incident) -> str:
    """What the one who proposed the conclusion says it rests on: who agrees has it before the eyes."""
    proposed = Event.objects.filter(incident=incident, kind="proposed").order_by("-pk").first()
    return proposed.text if proposed else ""


def _steps(user: User, incident: Incident) -> dict[str, Any]:
    """The steps that are open to a person now."""
    allowed = {to for (now, to), operation in states.STEPS.items() if now == incident.state and may(user, operation)}
    own = incident.proposed_by_id == user.pk
    verify = may(user, "casework.verify")
    return {
        "moves": [states.State(s) for s in states.plain_steps(incident.state) if s in allowed],
        "may_propose": bool(allowed & set(states.CONCLUSIONS)) and not incident.proposed_state,
        "may_decide": bool(incident.proposed_state) and verify and not own,
        "proposed_because": _why_proposed(incident) if incident.proposed_state and verify else "",
        "waits_for_second": bool(incident.proposed_state) and own,
        "may_reopen": states.State.UNDER_VERIFICATION in allowed
        and states.is_reopening(incident.state, states.State.UNDER_VERIFICATION),
        "may_ask": may(user, "question.put") and incident.state in states.ASKABLE and not incident.compartment,
        "may_dissent": may(user, "casework.dissent"),
        "may_judge": may(user, "casework.judge") and incident.merged_into_id is None,
        "may_weigh": may(user, "casework.weigh") and incident.state == states.State.UNDER_VERIFICATION,
        "may_correct": verify and incident.state in states.OPEN and not incident.proposed_state,
        "may_comment": may(user, "casework.comment"),
        "may_assign": may(user, "casework.triage"),
        "mine": incident.assigned_to_id == user.pk,
    }
