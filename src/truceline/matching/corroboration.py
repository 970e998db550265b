"""What stands behind an incident: how many independent origins, what they contradict each other on, and a grade.

Origins are counted, not repetitions: reports of one source, an agency's copies, one source quoting another, and data
sets that take from each other are one origin. Where nothing says who quotes whom, two sources count as two; the grade
is no better than what reports state about their origin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from truceline.matching.columns import ActorNames
from truceline.matching.contradictions import DENIED, Contradiction, Denial, between, denials_in, denied
from truceline.matching.origins import SourceNote, independent_origins, source_key
from truceline.matching.sides import NOT_COMPARABLE

Row = Mapping[str, Any]

SINGLE, REPEATED, CORROBORATED, CONTESTED = "single", "repeated", "corroborated", "contested"
RULES = {
    SINGLE: "one report",
    REPEATED: "several reports of one origin",
    CORROBORATED: "two or more independent origins that do not contradict each other on who or what",
    CONTESTED: "two or more independent origins that contradict each other on who or what",
}
DECISIVE = ("who", "what")
RELIABILITY = "ABCDEF"  # F: cannot be judged
CONFIRMED, PROBABLE, POSSIBLE, DOUBTFUL, CANNOT_BE_JUDGED = 1, 2, 3, 4, 6


@dataclass(frozen=True)
class Corroborated:
    """See ``tables.incidents.Corroboration``."""

    grade: str
    origins: tuple[tuple[str, ...], ...]
    contradictions: tuple[Contradiction, ...]
    credibility: int
    reliability: tuple[tuple[str, str], ...] = field(default_factory=tuple)

    @property
    def rule(self) -> str:
        return RULES[self.grade]


def corroborate(
    rows: Sequence[Row],
    notes: Mapping[str, SourceNote] | None = None,
    actor_names: ActorNames | None = None,
    denials: Sequence[Denial] = (),
) -> Corroborated:
    """The grade of one incident out of its reports.

    ``notes``: by source; a source without one is F. ``actor_names``: what a registry knows of a name: two names of one
    actor, or of a force and its unit, are no contradiction. Names that cannot be compared (``matching.sides``) are
    listed as ``who_not_comparable``: they leave the grade, and the highest credibility is not given. ``denials`` of its
    reports, and who denies by the reports themselves (``denied_by``), are listed as contradictions; they move
    credibility as any other does, and never the grade: a denial is no origin of its own.
    """
    known = notes or {}
    rows = sorted(rows, key=lambda r: r["report_id"])
    origins = independent_origins(rows, known)
    contradictions = (*between(rows, origins, actor_names), *denied(rows, [*denials, *denials_in(rows)]))
    decisive = any(c.about in DECISIVE for c in contradictions)
    if len(rows) == 1:
        grade, credibility = SINGLE, CANNOT_BE_JUDGED
    elif len(origins) == 1:
        grade, credibility = REPEATED, CANNOT_BE_JUDGED
    elif decisive:
        grade, credibility = CONTESTED, DOUBTFUL
    else:
        grade = CORROBORATED
        many = _told_once(contradictions, origins) > len(origins)
        credibility = POSSIBLE if many else (PROBABLE if contradictions else CONFIRMED)
    noted = {source_key(name): note.reliability for name, note in known.items()}
    letters = tuple((s, noted.get(source_key(s), "F")) for s in sorted({r["source"] for r in rows}))
    return Corroborated(grade, origins, contradictions, credibility, letters)


def _told_once(contradictions: Sequence[Contradiction], origins: Sequence[Sequence[str]]) -> int:
    """How many contradictions, each once between two origins or between a party that denies and the reports.

    An origin that tells the same five times contradicts another no more than if it told it once.
    """
    origin = {report: k for k, ids in enumerate(origins) for report in ids}
    return len(
        {
            (c.about, source_key(c.right))
            if c.about == DENIED
            else (c.about, *sorted((origin[c.left], origin[c.right])))
            for c in contradictions
            if c.about != NOT_COMPARABLE
        }
    )
