"""Whether reports lie where the histories of incidents, which the chain holds, say that they joined, and whether the
newest version of each finding is the one that stands."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Max, Q

from truceline.web.audit.aside import Aside
from truceline.web.casework.models import Event, Finding, Member


def changed_groups() -> Iterator[str]:
    joined = Event.objects.filter(kind="joined").order_by("pk").values_list("text", "incident_id")
    with Aside() as aside:
        homes = aside.notes()
        homes.put_all((report, 0, incident) for report, incident in joined.iterator(5000))
        for report, incident in Member.objects.values_list("report_id", "incident_id").iterator(5000):
            _seq, home = homes.pop(report) or (0, "")
            if home != incident:
                yield f"report {report} is with {incident}; by the histories it is with {home or 'none'}"
        for report, _seq, home in homes.rest():
            yield f"report {report} is with no incident; by the histories it is with {home}"
    newest = Finding.objects.values("finding_id").annotate(
        last=Max("version"), stands=Max("version", filter=Q(current=True))
    )
    for row in newest.exclude(stands=None).exclude(stands=F("last")):
        yield f"finding {row['finding_id']} stands at version {row['stands']}; its last is {row['last']}"
