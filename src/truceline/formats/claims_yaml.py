"""Claims that are no reports of one event: YAML files, counts as CSV, reports beside them, as one set of tables.

A folder is read whole: every ``*.yaml`` and every ``*.csv``. Format: docs/methods/concordance.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from truceline.formats.agreement_problems import did_you_mean
from truceline.formats.claims_csv import CsvEntry, read_counts_csv
from truceline.formats.claims_entry import Coded, Entry
from truceline.formats.claims_model import ENTRIES, IDS, names_in
from truceline.formats.claims_rows import claim_tables
from truceline.formats.diplomacy_model import check_log_entry, dangling
from truceline.formats.reports_io import read_reports
from truceline.formats.tabular import open_sheet
from truceline.formats.yaml_lines import LinedYaml, Loc, read_yaml
from truceline.tables.source_texts import ClaimTables
from truceline.vocabulary.errors import Problem, TrucelineError, problem

FILE_KEYS = ("truceline", "defaults", "$schema")


@dataclass
class Gathered:
    """Entries of all files with the place each stands at, and what was wrong with others."""

    entries: dict[str, list[tuple[str, Entry]]] = field(default_factory=lambda: {key: [] for key in ENTRIES})
    reports: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: set[str] = field(default_factory=set)  # tables with an unreadable entry: their ids may be missing


def load_claims(path: Path) -> ClaimTables:
    """All claims of a folder, or of one YAML or CSV file.

    Raises: TrucelineError with every problem found (E-CLAIM-0xx; E-REP-0xx for rows of a reports table).
    """
    gathered = Gathered()
    for file in _files(path):
        if file.suffix == ".csv":
            _take_csv(file, gathered)
        else:
            _take_yaml(read_yaml(file, "E-CLAIM-001"), gathered)
    if not any(gathered.entries.values()) and not gathered.reports and not gathered.problems:
        raise TrucelineError(problem("E-CLAIM-009", path.name, value=path.name, hint=_what_counts()))
    gathered.problems += _repeated(gathered)
    gathered.problems += _references(gathered)
    tables = [read_reports(file, "reports") for file in gathered.reports]
    for result in tables:
        gathered.problems += [_as_problem(row) for row in result.rejects.to_pylist()]
    if gathered.problems:
        raise TrucelineError(*gathered.problems)
    plain = {key: [entry for _, entry in entries] for key, entries in gathered.entries.items()}
    return claim_tables(plain, [r.reports for r in tables], _report_sources(gathered.reports))


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(f for f in path.iterdir() if f.suffix in (".yaml", ".yml", ".csv"))
    if path.exists():
        return [path]
    hint = "Check the path, or use a bundled example: five-texts, monitors-counts."
    raise TrucelineError(problem("E-CLAIM-009", path.name, value=path.name, hint=hint))


def _what_counts() -> str:
    return f"A claims file has one of the keys {', '.join(ENTRIES)}; a CSV has the column claim_id or report_id."


def _take_yaml(lined: LinedYaml, gathered: Gathered) -> None:
    if not isinstance(lined.data, dict):
        gathered.problems.append(problem("E-CLAIM-001", lined.place(()), cause="the file is not a set of keys"))
        return
    defaults = lined.data.get("defaults") or {}
    for key, items in lined.data.items():
        if key in FILE_KEYS:
            continue
        if key not in ENTRIES or not isinstance(items, list):
            cause = f"unknown key '{key}'" if key not in ENTRIES else f"'{key}' is not a list"
            hint = did_you_mean(str(key), ENTRIES) if key not in ENTRIES else "Begin each entry with a dash."
            gathered.problems.append(problem("E-CLAIM-002", lined.place((key,)), cause=cause, hint=hint))
            continue
        for index, item in enumerate(items):
            _take_entry(key, item, defaults, _YamlPlace(lined, (key, index)), gathered)


@dataclass(frozen=True)
class _YamlPlace:
    lined: LinedYaml
    loc: Loc

    def at(self, loc: Loc = ()) -> str:
        return self.lined.place((*self.loc, *loc))


@dataclass(frozen=True)
class _RowPlace:
    row: CsvEntry

    def at(self, loc: Loc = ()) -> str:
        return self.row.place


def _take_csv(file: Path, gathered: Gathered) -> None:
    header = open_sheet(file).header
    if "report_id" in header:
        gathered.reports.append(file)
        return
    if "claim_id" not in header:
        return  # a table of something else may lie in the folder
    for row in read_counts_csv(file):
        if row.problem is not None:
            gathered.problems.append(row.problem)
            gathered.skipped.add("count_claims")
        else:
            _take_entry("count_claims", row.values, {}, _RowPlace(row), gathered)


def _take_entry(
    key: str, item: Any, defaults: Mapping[str, Any], place: _YamlPlace | _RowPlace, gathered: Gathered
) -> None:
    model = ENTRIES[key]
    if not isinstance(item, dict):
        found = problem("E-CLAIM-002", place.at(), cause="the entry is not a set of keys", hint="Write key: value.")
        gathered.problems.append(found)
        gathered.skipped.add(key)
        return
    takes = {f.alias or name for name, f in model.model_fields.items()}
    filled = {**{k: v for k, v in defaults.items() if k in takes}, **item}
    try:
        entry = model.model_validate(filled)
        check_entry(entry)
    except Coded as bad:
        gathered.problems.append(problem(bad.code, place.at(), **bad.values))
    except ValidationError as error:
        gathered.problems += [_explained(e, takes, place) for e in error.errors(include_url=False)]
    else:
        gathered.entries[key].append((place.at(), entry))
        return
    gathered.skipped.add(key)


def check_entry(entry: Entry) -> None:
    """What a model alone cannot say. Raises Coded (E-CLAIM-002, E-CLAIM-006, E-CLAIM-010, E-CLAIM-011)."""
    check_log_entry(entry)
    if hasattr(entry, "bounds"):
        bounds = entry.bounds(getattr(entry, "zone", "Etc/UTC"))
        if bounds is None and hasattr(entry, "total"):
            raise Coded("E-CLAIM-011")
    if hasattr(entry, "breakdown") and getattr(entry, "total", None) is None and not entry.breakdown:
        raise Coded("E-CLAIM-010")
    if hasattr(entry, "source") and entry.source is None and getattr(entry, "text_id", None) is None:
        cause = "the claim has no source"
        raise Coded("E-CLAIM-002", cause=cause, hint="Give 'source' (an address or a title), or 'text_id'.")


def _explained(item: Any, takes: set[str], place: _YamlPlace | _RowPlace) -> Problem:
    loc: Loc = tuple(item["loc"])
    key = str(loc[-1]) if loc else "entry"
    error = item.get("ctx", {}).get("error")
    if isinstance(error, Coded):
        return problem(error.code, place.at(loc), **error.values)
    cause, hint = f"'{key}': {item['msg']}", "Correct the value."
    if item["type"] == "extra_forbidden":
        cause, hint = f"unknown key '{key}'", did_you_mean(key, takes)
    elif item["type"] == "missing":
        cause, hint = f"'{key}' is missing", f"Add '{key}: …' here."
    elif item["type"] == "literal_error":
        cause = f"'{item['input']}' is not a value of '{key}'"
        hint = f"Write {item['ctx']['expected']}."
    return problem("E-CLAIM-002", place.at(loc), cause=cause, hint=hint)


def _repeated(gathered: Gathered) -> Iterable[Problem]:
    for key, entries in gathered.entries.items():
        seen: set[str] = set()
        for place, entry in entries:
            identity = getattr(entry, IDS[key])
            if identity in seen:
                yield problem("E-CLAIM-003", place, value=identity, what=key.replace("_", " "))
            seen.add(identity)


def _references(gathered: Gathered) -> Iterable[Problem]:
    names = {getattr(entry, "id", "") for _, entry in gathered.entries["named_actors"]}
    texts = {getattr(entry, "text_id", "") for _, entry in gathered.entries["texts"]}
    ids = {key: [getattr(e, IDS[key]) for _, e in entries] for key, entries in gathered.entries.items()}
    for key, entries in gathered.entries.items():
        if key in ("named_actors", "texts"):
            continue
        for place, entry in entries:
            if "named_actors" not in gathered.skipped:
                for _, name in names_in(entry):
                    if name not in names:
                        yield problem("E-CLAIM-004", place, value=name, hint=did_you_mean(name, names))
            if not gathered.skipped:
                for field_name, value, known in dangling(ids, key, entry):
                    cause = f"'{value}' in '{field_name}' names nothing in this folder"
                    yield problem("E-CLAIM-002", place, cause=cause, hint=did_you_mean(value, known))
            text = getattr(entry, "text_id", None)
            if text is not None and text not in texts and "texts" not in gathered.skipped:
                yield problem("E-CLAIM-005", place, value=text, hint=did_you_mean(text, texts))


def _as_problem(row: Mapping[str, Any]) -> Problem:
    message = str(row["message"])
    return Problem(row["code"], f"{row['source']}, row {row['row']}", message.partition(": ")[2] or message)


def _report_sources(files: Iterable[Path]) -> list[dict[str, Any]]:
    """The columns text_id and basis of reports tables, which the reports themselves do not carry."""
    rows = []
    for file in files:
        sheet = open_sheet(file)
        for _, cells in sheet.rows:
            raw = dict(zip(sheet.header, cells, strict=False))
            keys = ("report_id", "text_id", "basis")
            rows.append({key: str(raw[key]) if raw.get(key) else None for key in keys})
    return rows
