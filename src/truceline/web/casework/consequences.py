"""What findings would say if reports were grouped or read otherwise: assessed before anything is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from truceline.run import assess_table
from truceline.tables.reports import Reports
from truceline.web.audit.chain import digest
from truceline.web.casework.assessing import engine_rows
from truceline.web.casework.models import Finding, Incident
from truceline.web.clock import now
from truceline.web.world import world

Rows = list[dict[str, Any]]
SAID = ("coverage", "outcome", "provision_ids", "attributed_party", "standard_of_proof")


@dataclass(frozen=True)
class Change:
    """One finding that would say something else. ``before``, ``after``: None where there is no finding."""

    incident_id: str
    agreement_id: str
    reading: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def matters(self) -> bool:
        """Whether coverage or outcome changes, not only what stands behind them."""
        told = [[x[n] for n in ("coverage", "outcome")] if x else None for x in (self.before, self.after)]
        return told[0] != told[1]


def changes_if(user: Any, touched: set[str], altered: Callable[[Rows], Rows]) -> list[Change]:
    """Findings that would change if the engine's rows were altered, of incidents that a person may see.

    Under instruments with running balances these may be findings of other incidents too.
    """
    rows = altered(engine_rows(dict.fromkeys(touched, 0)))
    found = assess_table(Reports.from_rows(rows), world().agreements, world().registry, now()).findings.to_pylist()
    after = {f["finding_id"]: f for f in found}
    concerned = touched | {f["incident_id"] for f in found}
    kept = Finding.objects.filter(current=True, incident_id__in=concerned)
    before = {f.finding_id: {n: getattr(f, n) for n in (*SAID, "incident_id", "agreement_id", "reading")} for f in kept}
    new = {f["incident_id"] for f in found} - set(
        Incident.objects.filter(pk__in=concerned).values_list("pk", flat=True)
    )
    seen = new | set(Incident.objects.visible_to(user).filter(pk__in=concerned).values_list("pk", flat=True))
    changes = []
    for finding_id in sorted(before.keys() | after.keys()):
        old, now_said = before.get(finding_id), after.get(finding_id)
        some = now_said or old or {}
        if some["incident_id"] in seen and _said(old) != _said(now_said):
            named = (some["incident_id"], some["agreement_id"], some["reading"])
            changes.append(Change(*named, _said(old), _said(now_said)))
    return changes


def _said(finding: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return {n: finding[n] for n in SAID} if finding else None


def digest_of(changes: list[Change]) -> str:
    """What a person saw before they confirmed: the same when it is confirmed, or it is shown again."""
    return digest([asdict(c) for c in changes])
