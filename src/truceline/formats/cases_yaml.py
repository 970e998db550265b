"""Case files beside an agreement: ``cases/*.yaml``."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from truceline.agreement.cases import Case, CasesFile
from truceline.agreement.model import Agreement
from truceline.formats.agreement_problems import did_you_mean, from_pydantic
from truceline.formats.yaml_lines import read_yaml
from truceline.tables.reports import Reports
from truceline.vocabulary.errors import Problem, TrucelineError, problem
from truceline.vocabulary.terms import ACTS

CASE_ROW_KEYS = set(Reports.schema.names)


def case_slips(case: Case, place: str, agreement: Agreement) -> list[Problem]:
    """Words of a case that mean nothing here, found before it runs: provisions, readings, columns, acts."""
    found = []
    provisions = [p.id for p in agreement.provisions]
    named = [case.provision, *(p for e in case.expect.values() for p in e.provisions or ())]
    for value in dict.fromkeys(p for p in named if p is not None and p not in provisions):
        hint = did_you_mean(value, provisions)
        found.append(problem("E-AGREE-008", place, value=value, what="provision", hint=hint))
    readings = ["any", *agreement.reading_ids()]
    for value in (r for r in case.expect if r not in readings):
        found.append(problem("E-AGREE-021", place, value=value, hint=did_you_mean(value, readings)))
    for row in case.rows():
        for key in (k for k in row if k not in CASE_ROW_KEYS):
            found.append(problem("E-AGREE-002", place, key=key, hint=did_you_mean(key, CASE_ROW_KEYS)))
        act = row.get("act")
        if act is not None and act not in ACTS:
            found.append(problem("E-AGREE-005", place, value=act, key="act", hint=did_you_mean(str(act), ACTS)))
    return found


def load_cases(folder: Path) -> list[tuple[Path, Case]]:
    """All cases of an agreement folder with their file, in order. Raises TrucelineError with every problem."""
    found: list[tuple[Path, Case]] = []
    problems = []
    for file in sorted((folder / "cases").glob("*.yaml")):
        try:
            lined = read_yaml(file, "E-AGREE-001")
            if not isinstance(lined.data, dict):
                raise TrucelineError(problem("E-AGREE-001", lined.place(()), cause="the file holds no cases"))
            found += [(file, case) for case in CasesFile.model_validate(lined.data).cases]
        except ValidationError as error:
            problems += from_pydantic(error, lined)
        except TrucelineError as error:
            problems += error.problems
    if problems:
        raise TrucelineError(*problems)
    return found
