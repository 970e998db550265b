"""Reports into incidents: the engine's matcher over what lies around the new ones in time.

What was grouped stays where it is; a new report joins the incident of those it was matched with, or opens one.
Reports of different compartments are never grouped, so that nobody learns from a finding what a closed report says.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from truceline.tables.reports import Reports
from truceline.web.audit.actions import GROUPING, append, hold
from truceline.web.audit.chain import Bound
from truceline.web.casework.corrected import corrected_rows
from truceline.web.casework.models import Assessment, Event, Incident, Judged, Member
from truceline.web.casework.names import searched
from truceline.web.casework.open_pairs import judgements, keep_open_pairs
from truceline.web.casework.outcomes import follow
from truceline.web.casework.place import claimed_place
from truceline.web.clock import now
from truceline.web.intake.models import Report
from truceline.web.intake.places import nearest_district

AROUND = timedelta(days=3)
AT_ONCE = 300  # a transaction holds up other writers: short ones only
LEFT_ALONE = timedelta(minutes=10)


def group_new_reports() -> int:
    """Give some of the reports without an incident one; how many were placed. One transaction a compartment.

    A table that is still being taken is left alone, unless it was interrupted a while ago.
    """
    ready = Q(submission__complete=True) | Q(submission__at__lt=now() - LEFT_ALONE)
    waiting = Report.objects.filter(ready, member=None).order_by("occurred_from", "report_id")[:AT_ONCE]
    circles: dict[str | None, list[Report]] = defaultdict(list)
    for report in waiting:
        circles[report.compartment].append(report)
    return sum(_group(circle, reports) for circle, reports in circles.items())


def _group(circle: str | None, fresh: Sequence[Report]) -> int:
    from truceline.matching.match import match_reports  # loads numba, which no page needs

    first = min(r.occurred_from for r in fresh) - AROUND
    last = max(r.occurred_until for r in fresh) + AROUND
    near = Report.objects.filter(
        compartment=circle, occurred_from__lte=last, occurred_until__gte=first, member__isnull=False
    )
    known, last = _homes(near), _last_judged(circle)
    rows = [r | {"incident_id": None} for r in corrected_rows([*fresh, *near])]
    judged = judgements(circle)
    found = match_reports(Reports.from_rows(rows), judgements=judged)
    matched = found.members().to_pylist()
    clusters: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for member in matched:
        clusters[member["incident_id"]].append(member)
    by_id = {r.report_id: r for r in fresh}
    with transaction.atomic():
        hold(GROUPING)
        if (known, last) != (_homes(near), _last_judged(circle)):
            return 0  # somebody judged meanwhile, and an incident may be empty by now: matched anew in the next round
        keep_open_pairs(found, by_id, circle, judged.standing())
        placed = [_place(members, by_id, known, circle) for members in clusters.values()]
        touched = sorted({incident_id for incident_id, _ in placed if incident_id})
        for incident_id in touched:
            # locked: a conclusion that two people reach meanwhile must not be written over
            refresh(Incident.objects.select_for_update(no_key=True).get(pk=incident_id))
        detail = {"reports": sorted(by_id), "incidents": touched}
        append("engine", "match", ("compartment", circle or ""), detail, rows=[r for _, rows in placed for r in rows])
    return len(fresh)


def _homes(reports: Any) -> dict[str, str]:
    return dict(Member.objects.filter(report__in=reports).values_list("report_id", "incident_id"))


def _last_judged(circle: str | None) -> int | None:
    return Judged.objects.filter(compartment=circle).order_by("-pk").values_list("pk", flat=True).first()


def _place(
    members: Sequence[Mapping[str, Any]],
    fresh: Mapping[str, Report],
    known: Mapping[str, str],
    circle: str | None,
) -> tuple[str | None, list[Bound]]:
    """Put the new reports of one cluster into its incident; its id, None if nothing in it is new, and the rows that the
    log's entry is to hold."""
    new = [m for m in members if m["report_id"] in fresh]
    kept: list[Bound] = []
    if not new:
        return None, kept
    homes = Counter(known[m["report_id"]] for m in members if m["report_id"] in known)
    if homes:
        incident_id = min(homes, key=lambda i: (-homes[i], i))
    else:
        some = fresh[min(m["report_id"] for m in new)]
        incident_id = f"inc-{some.digest[:16]}"  # parties see it, and a report's own id may name its source
        made = Incident.objects.create(
            incident_id=incident_id,
            occurred_from=some.occurred_from,
            occurred_until=some.occurred_until,
            reports=0,
            compartment=circle,
            act=some.act,
        )
        kept.append(made)
    Member.objects.bulk_create(
        [Member(report_id=m["report_id"], incident_id=incident_id, probability=m["probability"]) for m in new]
    )
    moment = now()
    kept += Event.objects.bulk_create(
        [
            Event(incident_id=incident_id, at=moment, by="engine", kind="joined", text=m["report_id"])
            for m in sorted(new, key=lambda m: m["report_id"])
        ]
    )
    return incident_id, kept


def refresh(incident: Incident) -> None:
    """What the lists show of an incident, out of its reports; its assessment is due again."""
    rows = corrected_rows(Report.objects.filter(member__incident=incident).order_by("report_id"))
    for column, value in summary(rows).items():
        setattr(incident, column, value)
    incident.assessment, incident.assessment_note = Assessment.WAITING, ""
    incident.version += 1
    incident.save()
    follow(incident)


def summary(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Columns of an incident, out of the rows of its reports."""
    from truceline.matching.corroboration import corroborate

    rows = sorted(rows, key=lambda r: r["report_id"])
    grade = corroborate(rows)
    placed = next((r for r in rows if r["place_name"]), None)
    located = next((r for r in rows if r["lon"] is not None and r["lat"] is not None), None)
    stated = next((r["admin1"] for r in rows if r["admin1"]), None)
    place_name = placed["place_name"] if placed else ""
    district = stated or (nearest_district(located["lon"], located["lat"]) if located else None) or ""
    return {
        "occurred_from": min(r["occurred_from"] for r in rows),
        "occurred_until": max(r["occurred_until"] for r in rows),
        "reports": len(rows),
        "act": Counter(r["act"] for r in rows).most_common(1)[0][0],
        "place_name": place_name,
        "district": district,
        **searched(place_name, district),
        "grade": grade.grade,
        "origins": len(grade.origins),
        **claimed_place(rows),
    }
