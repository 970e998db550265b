"""Case files beside an agreement: ``cases/*.yaml``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
from pydantic import ValidationError

from truceline.agreement.cases import Case, CasesFile
from truceline.agreement.model import Agreement
from truceline.formats.agreement_problems import did_you_mean, from_pydantic
from truceline.formats.yaml_lines import read_yaml
from truceline.tables.reports import Reports
from truceline.vocabulary.errors import Problem, TrucelineError, problem
from truceline.vocabulary.terms import ACTS, ITEM_STATES, NOTICE_STATES, QUANTITY_UNITS, TARGET_KINDS, WEAPONS

CASE_ROW_KEYS = set(Reports.schema.names)
WORDS: dict[str, Collection[str]] = {
    "act": ACTS,
    "weapon": WEAPONS,
    "target_kind": TARGET_KINDS,
    "origin_kind": TARGET_KINDS,
    "quantity_unit": QUANTITY_UNITS,
    "item_state": ITEM_STATES,
    "notice": NOTICE_STATES,
}
LISTS = [field.name for field in Reports.schema if pa.types.is_list(field.type)]


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
        found += _row_slips(row, place)
    return found


def _row_slips(row: Mapping[str, Any], place: str) -> Iterator[Problem]:
    """Words no list holds, and one name where a list of names belongs: it would be read letter by letter."""
    for key, words in WORDS.items():
        value = row.get(key)
        if value is not None and value not in words:
            yield problem("E-AGREE-005", place, value=value, key=key, hint=did_you_mean(str(value), words))
    for key in LISTS:
        value = row.get(key)
        if value is not None and not isinstance(value, list):
            hint = f"Write {key}: [{value}]."
            yield problem("E-AGREE-020", place, found="text", key=key, wanted="list", hint=hint)


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
