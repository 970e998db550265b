"""Cases: what an agreement's author expects of a finding, as executable examples.

Source: docs/methods/assessment.md §7
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Expectation(BaseModel):
    """Only what is written is checked."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    coverage: Literal["covered", "not_covered", "cannot_tell"] | None = None
    outcome: Literal["violation", "no_violation", "undetermined"] | None = None
    provisions: list[str] | None = Field(None, description="Provisions the finding rests on, in any order.")
    attributed_party: str | None = None
    because: str | None = Field(None, description="The word of cannot_tell_because.")
    basis: Literal["V", "S", "B"] | None = None


class Case(BaseModel):
    """Reports, and what each reading must find about them. All reports of a case are claims about one incident."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    claim: str = Field(description="What the case shows, in a sentence.")
    provision: str | None = Field(None, description="The provision it is about.")
    report: dict[str, Any] | None = Field(None, description="Columns of the reports table.")
    reports: list[dict[str, Any]] | None = None
    as_of: str | None = None
    expect: dict[str, Expectation] = Field(description="Per reading, or 'any' for all of them.")

    @model_validator(mode="after")
    def _one_of(self) -> Case:
        if (self.report is None) == (self.reports is None):
            raise ValueError("give either 'report' or 'reports'")
        return self

    def rows(self) -> list[dict[str, Any]]:
        """The case's reports as rows of one incident."""
        rows = [self.report] if self.report is not None else list(self.reports or ())
        return [{"incident_id": self.id, "report_id": f"{self.id}-{n}", **row} for n, row in enumerate(rows, 1)]


class CasesFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    schema_line: str | None = Field(None, alias="$schema")
    cases: list[Case]


FIELDS = {"provisions": "provision_ids", "because": "cannot_tell_because"}


def differences(case: Case, findings: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """What a case expected and did not get, as (reading and field, expected, found). Empty: it holds."""
    wrong = []
    for reading, expected in case.expect.items():
        chosen = [f for f in findings if reading in ("any", f["reading"])]
        if not chosen:
            wrong.append((reading, "a finding", "none: no such reading"))
        for finding in chosen:
            for name in expected.model_fields_set:
                want, got = getattr(expected, name), finding[FIELDS.get(name, name)]
                if isinstance(want, list):
                    want, got = sorted(want), sorted(got)
                if want != got:
                    wrong.append((f"{finding['reading']} {name}", str(want), str(got)))
    return wrong
