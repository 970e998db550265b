"""Cases: what an agreement's author expects of a finding, as executable examples.

Source: docs/methods/assessment.md §7
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

OTHER = "other:"  # begins the ids of reports that a case only sets beside its own


class Expectation(BaseModel):
    """Only what is written is checked."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    coverage: Literal["covered", "not_covered", "cannot_tell"] | None = None
    outcome: Literal["violation", "no_violation", "undetermined"] | None = None
    provisions: list[str] | None = Field(None, description="Provisions the finding rests on, in any order.")
    attributed_party: str | None = None
    because: str | None = Field(None, description="The word of cannot_tell_because.")
    basis: Literal["V", "S", "B"] | None = None
    overtaken: bool | None = Field(None, description="Does the finding say that a binding ruling overtook its reading?")


class Case(BaseModel):
    """Reports, and what each reading must find about them. All reports of a case are claims about one incident."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    claim: str = Field(description="What the case shows, in a sentence.")
    provision: str | None = Field(None, description="The provision it is about.")
    report: dict[str, Any] | None = Field(None, description="Columns of the reports table.")
    reports: list[dict[str, Any]] | None = None
    others: list[dict[str, Any]] = Field(
        default_factory=list,
        description="Reports of other incidents in the same run, each one of its own: what was counted before. "
        "Nothing is expected of them.",
    )
    as_of: str | None = None
    expect: dict[str, Expectation] = Field(description="Per reading, or 'any' for all of them.")

    @model_validator(mode="after")
    def _one_of(self) -> Case:
        if (self.report is None) == (self.reports is None):
            raise ValueError("give either 'report' or 'reports'")
        return self

    def incidents(self) -> set[str]:
        """Ids of the incidents that it is about; `others` may be told in several reports of one incident, too."""
        rows = [self.report] if self.report is not None else list(self.reports or ())
        return {str(row.get("incident_id", self.id)) for row in rows}

    def rows(self) -> list[dict[str, Any]]:
        """The case's reports as rows of one incident, and the others as rows of their own."""
        rows = [self.report] if self.report is not None else list(self.reports or ())
        own = [{"incident_id": self.id, "report_id": f"{self.id}-{n}", **row} for n, row in enumerate(rows, 1)]
        return own + [{"report_id": f"{OTHER}{n}", **row} for n, row in enumerate(self.others, 1)]


class CasesFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    schema_line: str | None = Field(None, alias="$schema")
    cases: list[Case]


FIELDS = {"provisions": "provision_ids", "because": "cannot_tell_because"}


def _found(finding: dict[str, Any], name: str) -> Any:
    """What a finding says on one field of an expectation."""
    if name != "overtaken":
        return finding[FIELDS.get(name, name)]
    return any(r["condition"] == "reading_binds" and r["state"] == "not_met" for r in finding["reasons"])


@dataclass(frozen=True)
class Difference:
    """What one reading was expected to say and does not, with the conditions that decided it."""

    reading: str
    expected: str
    found: str


def _nothing(case: Case, own: Sequence[dict[str, Any]]) -> str:
    """Why nothing was found: no such reading, or a report that nobody could know of yet."""
    if own:
        return f"no such reading; there are {', '.join(sorted({f['reading'] for f in own}))}"
    return f"nothing: its reports lie after as_of {case.as_of}, and only what was known then is assessed"


def differences(case: Case, findings: list[dict[str, Any]]) -> list[Difference]:
    """One entry per reading that does not say what the case expects. Empty: it holds."""
    wrong = []
    for reading, expected in case.expect.items():
        own = [f for f in findings if f["incident_id"] in case.incidents()]
        chosen = [f for f in own if reading in ("any", f["reading"])]
        if not chosen:
            wrong.append(Difference(reading, "a finding", _nothing(case, own)))
        for finding in chosen:
            fields = {n: _pair(getattr(expected, n), _found(finding, n)) for n in expected.model_fields_set}
            apart = {name: pair for name, pair in sorted(fields.items()) if pair[0] != pair[1]}
            if apart:
                wanted, got = ("; ".join(f"{n} {_said(pair[side])}" for n, pair in apart.items()) for side in (0, 1))
                wrong.append(Difference(finding["reading"], wanted, f"{got} ({_why(finding)})"))
    return wrong


def _pair(wanted: Any, got: Any) -> tuple[Any, Any]:
    return (sorted(wanted), sorted(got)) if isinstance(wanted, list) else (wanted, got)


def _said(value: Any) -> str:
    return str((", ".join(value) if isinstance(value, list) else value) or "none")


def _why(finding: dict[str, Any]) -> str:
    """The conditions that decided: where an author looks first."""
    told = [f"{r['question']} {r['value']}" for r in finding["reasons"] or () if r["decides"]]
    return "; ".join(dict.fromkeys(told)) or "no condition decided it"
