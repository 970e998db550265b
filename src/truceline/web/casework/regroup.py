"""Incidents after a judgement: what was together stays together, except where somebody judged otherwise.

Two reports judged the same bring their incidents together; two judged different part, and each of the others goes with
the one it scores nearer to. Nothing else moves.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from truceline.vocabulary.errors import TrucelineError, problem
from truceline.web.audit.chain import Bound, digest
from truceline.web.casework.corrected import corrected_rows
from truceline.web.casework.models import Assessment, Event, Incident, Member
from truceline.web.casework.place import NOWHERE
from truceline.web.casework.states import OPEN
from truceline.web.clock import now
from truceline.web.intake.models import Report

TOGETHER = 100.0  # log-odds of two reports that are in one incident now: beyond any score, below any judgement


@dataclass(frozen=True)
class Move:
    report: str
    before: str
    after: str


def moves_after(homes: Mapping[str, str], standing: Mapping[tuple[str, str], str]) -> list[Move]:
    """Which reports change their incident. ``homes``: report -> incident, of all reports of the incidents touched;
    ``standing``: judgements that will stand. Raises E-MATCH-001 where these contradict each other."""
    from truceline.matching.judgements import check_consistent

    inside = {p: v for p, v in standing.items() if p[0] in homes and p[1] in homes and v in ("same", "different")}
    check_consistent(inside)
    clusters = _clusters(sorted(homes), homes, inside)
    named = _named(clusters, homes)
    moved = [(report, named[n]) for n, members in enumerate(clusters) for report in members]
    return sorted((Move(r, homes[r], after) for r, after in moved if homes[r] != after), key=lambda m: m.report)


def _clusters(
    reports: Sequence[str], homes: Mapping[str, str], judged: Mapping[tuple[str, str], str]
) -> list[list[str]]:
    import numpy as np

    from truceline.matching.incidents import find_incidents
    from truceline.matching.judgements import CERTAIN

    row = {r: n for n, r in enumerate(reports)}
    score = _scores(reports) if "different" in judged.values() else {}
    left, right, weight = [], [], []
    for a, b in combinations(reports, 2):
        value = TOGETHER + score.get((a, b), 0.0) if homes[a] == homes[b] else 0.0
        verdict = judged.get((a, b))
        value = CERTAIN if verdict == "same" else -CERTAIN if verdict == "different" else value
        if value:
            left.append(row[a])
            right.append(row[b])
            weight.append(value)
    pairs = (np.array(left, np.int64), np.array(right, np.int64), np.array(weight, np.float32))
    label = find_incidents(len(reports), *pairs, absent=0.0)
    found: dict[int, list[str]] = defaultdict(list)
    for n, report in enumerate(reports):
        found[int(label[n])].append(report)
    return [found[k] for k in sorted(found)]


def _scores(reports: Sequence[str]) -> dict[tuple[str, str], float]:
    """Log-odds of the candidate pairs among some reports: to which side of a split each goes."""
    from truceline.matching.match import match_reports
    from truceline.tables.reports import Reports

    found = corrected_rows(Report.objects.filter(pk__in=list(reports)))
    rows = [r | {"incident_id": None} for r in found]
    matched = match_reports(Reports.from_rows(rows))
    ids = matched.reports.column("report_id").to_pylist()
    pairs = zip(matched.pairs.left.tolist(), matched.pairs.right.tolist(), matched.score.tolist(), strict=True)
    return {tuple(sorted((ids[i], ids[j]))): score for i, j, score in pairs}  # type: ignore[misc]


def _named(clusters: Sequence[Sequence[str]], homes: Mapping[str, str]) -> list[str]:
    """The incident of each cluster: that of most of its reports, each incident once; a new one for what is left."""
    names: list[str] = [""] * len(clusters)
    taken: set[str] = set()
    for n in sorted(range(len(clusters)), key=lambda n: (-len(clusters[n]), clusters[n][0])):
        counted = Counter(homes[r] for r in clusters[n])
        free = sorted((i for i in counted if i not in taken), key=lambda i: (-counted[i], i))
        names[n] = free[0] if free else f"inc-{digest([*clusters[n], now()])[:16]}"
        taken.add(names[n])
    return names


def check_open(incidents: Iterable[Incident]) -> None:
    """Reports leave and join only what nobody has concluded on yet. Raises E-WEB-063."""
    shut = [i.pk for i in incidents if i.state not in OPEN or i.proposed_state]
    if shut:
        raise TrucelineError(*(problem("E-WEB-063", pk) for pk in sorted(shut)))


def carry_out(moves: Sequence[Move], by: str, batch: str, compartment: str | None) -> list[Bound]:
    """Move the reports; histories tell it, an incident left without reports names the one they went to.

    Gives the rows that the log's entry is to hold.
    """
    kept: list[Bound] = []
    if not moves:
        return kept
    moment = now()
    known = set(Incident.objects.filter(pk__in={m.after for m in moves}).values_list("pk", flat=True))
    reports = {r.pk: r for r in Report.objects.filter(pk__in=[m.report for m in moves])}
    for move in moves:
        if move.after not in known:
            some = reports[move.report]
            span = {"occurred_from": some.occurred_from, "occurred_until": some.occurred_until}
            new = {"reports": 0, "compartment": compartment, "act": some.act}
            Incident.objects.create(incident_id=move.after, **span, **new)
            known.add(move.after)
        Member.objects.filter(report_id=move.report).update(incident_id=move.after)
        detail = {"batch": batch}
        told = {"at": moment, "by": by, "text": move.report}
        left = {"incident_id": move.before, "kind": "left_incident", "detail": detail | {"to": move.after}}
        joined = {"incident_id": move.after, "kind": "joined", "detail": detail | {"from": move.before}}
        kept += [Event.objects.create(**one, **told) for one in (left, joined)]
    for pk in sorted({m.before for m in moves} | {m.after for m in moves}):
        incident = Incident.objects.select_for_update(no_key=True).get(pk=pk)
        kept.append(_renewed(incident, [m for m in moves if m.before == pk]))
    return kept


def _renewed(incident: Incident, gone: Sequence[Move]) -> Incident:
    from truceline.web.casework.grouping import refresh

    if Member.objects.filter(incident=incident).exists():
        incident.merged_into = None
        refresh(incident)
        return incident
    incident.merged_into_id = Counter(m.after for m in gone).most_common(1)[0][0]
    incident.reports, incident.assigned_to = 0, None
    for column, value in NOWHERE.items():
        setattr(incident, column, value)
    incident.assessment, incident.assessment_note = Assessment.WAITING, ""
    incident.version += 1
    incident.save()
    return incident
