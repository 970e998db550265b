"""What findings would say if reports were grouped or read otherwise: assessed before anything is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar

from truceline.run import assess_table
from truceline.tables.reports import Reports
from truceline.web.audit.chain import digest
from truceline.web.casework.assessing import engine_rows
from truceline.web.casework.models import Finding, Incident
from truceline.web.clock import now
from truceline.web.world import world

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Said:
    """What a finding says, or would say; histories keep the first three only."""

    coverage: str
    outcome: str
    standard_of_proof: str
    provision_ids: Sequence[str] = ()
    attributed_party: str | None = None
    cannot_tell_because: ClassVar[None] = None  # another reason alone is no other finding


SAID = tuple(f.name for f in fields(Said))
NAMED = ("incident_id", "agreement_id", "reading")


@dataclass(frozen=True)
class Change:
    """One finding that would say something else. ``before``, ``after``: None where there is no finding."""

    incident_id: str
    agreement_id: str
    reading: str
    before: Said | None
    after: Said | None

    @property
    def matters(self) -> bool:
        """Whether coverage or outcome changes, not only what stands behind them."""
        told = [(x.coverage, x.outcome) if x else None for x in (self.before, self.after)]
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
    before = {f.finding_id: {n: getattr(f, n) for n in (*SAID, *NAMED)} for f in kept}
    new = {f["incident_id"] for f in found} - set(
        Incident.objects.filter(pk__in=concerned).values_list("pk", flat=True)
    )
    seen = new | set(Incident.objects.visible_to(user).filter(pk__in=concerned).values_list("pk", flat=True))
    changes = []
    for finding_id in sorted(before.keys() | after.keys()):
        old, now_said = before.get(finding_id), after.get(finding_id)
        some = now_said or old or {}
        if some["incident_id"] in seen and _said(old) != _said(now_said):
            changes.append(Change(*(some[n] for n in NAMED), _said(old), _said(now_said)))
    return changes


def _said(finding: Mapping[str, Any] | None) -> Said | None:
    return Said(**{n: finding[n] for n in SAID}) if finding else None


def digest_of(changes: list[Change]) -> str:
    """What a person saw before they confirmed: the same when it is confirmed, or it is shown again."""
    return digest([asdict(c) for c in changes])
