"""What follows from a correction, told before it is proposed or confirmed: nobody agrees to what was not shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from truceline.vocabulary.errors import TrucelineError, problem
from truceline.web.casework.consequences import Change, Rows, changes_if, digest_of
from truceline.web.casework.corrected import read_back
from truceline.web.casework.models import Incident


def would_follow(user: Any, incident: Incident, report_id: str, after: Mapping[str, Any]) -> list[Change]:
    """Findings that would say something else if fields of a report were read otherwise."""
    cells = read_back(after)

    def altered(rows: Rows) -> Rows:
        return [row | cells if row["report_id"] == report_id else row for row in rows]

    return changes_if(user, {incident.pk}, altered)


def seen_is(seen: str, changes: list[Change]) -> None:
    """Raises E-WEB-093 where the digest is of other consequences than these."""
    if seen != digest_of(changes):
        raise TrucelineError(problem("E-WEB-093", "findings"))
