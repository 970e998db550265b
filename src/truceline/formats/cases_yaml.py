"""Case files beside an agreement: ``cases/*.yaml``."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from truceline.agreement.cases import Case, CasesFile
from truceline.formats.agreement_problems import from_pydantic
from truceline.formats.yaml_lines import read_yaml
from truceline.vocabulary.errors import TrucelineError, problem


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
