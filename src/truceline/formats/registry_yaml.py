"""Registry folders: actors.yaml, designations.yaml, places.csv; any of them may be absent."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from truceline.formats.agreement_problems import did_you_mean
from truceline.formats.yaml_lines import LinedYaml, read_yaml
from truceline.registry.actors import Registry
from truceline.registry.model import (
    ActorEntry,
    ActorsFile,
    DesignationsFile,
    ListedName,
    ListEntry,
    OfficeHolder,
    Place,
)
from truceline.vocabulary.errors import Problem, TrucelineError, problem

Model = TypeVar("Model", bound=BaseModel)


def load_registry(folders: Path | Sequence[Path]) -> Registry:
    """One registry out of one or more folders; later folders add to earlier ones.

    Raises: TrucelineError with every problem (E-REG-0xx) at its file and line.
    """
    paths = [folders] if isinstance(folders, Path) else list(dict.fromkeys(folders))
    missing = [p for p in paths if not p.is_dir()]
    if missing:
        hint = "Give a folder with actors.yaml."
        raise TrucelineError(*(problem("E-REG-005", p.name, value=p.name, hint=hint) for p in missing))
    actors: dict[str, ActorEntry] = {}
    offices: list[OfficeHolder] = []
    lists: dict[str, ListEntry] = {}
    listed: list[ListedName] = []
    places: list[Place] = []
    problems: list[Problem] = []
    read: list[tuple[LinedYaml, ActorsFile | DesignationsFile]] = []
    for path in paths:
        for name, model in (("actors.yaml", ActorsFile), ("designations.yaml", DesignationsFile)):
            if (path / name).exists():
                read.append(_validate(read_yaml(path / name, "E-REG-001"), model))
        if (path / "places.csv").exists():
            found, bad = read_places(path / "places.csv")
            places += found
            problems += bad
    for lined, file in read:
        if isinstance(file, ActorsFile):
            problems += _repeated(lined, file.actors, actors, "actors")
            actors.update({a.id: a for a in file.actors})
            offices += file.offices
        else:
            problems += _repeated(lined, file.lists, lists, "lists")
            lists.update({entry.id: entry for entry in file.lists})
            listed += file.listed
    for lined, file in read:
        problems += _references(lined, file, actors, lists)
    if problems:
        raise TrucelineError(*problems)
    return Registry(actors, tuple(offices), lists, tuple(listed), tuple(places))


def _validate(lined: LinedYaml, model: type[ActorsFile] | type[DesignationsFile]) -> tuple[LinedYaml, Any]:
    if not isinstance(lined.data, dict):
        raise TrucelineError(problem("E-REG-001", lined.place(()), cause="the file is not a set of keys"))
    try:
        return lined, model.model_validate(lined.data)
    except ValidationError as error:
        found = []
        for item in error.errors(include_url=False):
            loc = tuple(item["loc"])
            key = str(loc[-1])
            cause = f"'{key}': {item['msg']}"
            hint = "Correct the value."
            if item["type"] == "extra_forbidden":
                cause, hint = f"unknown key '{key}'", did_you_mean(key, _entry_keys())
            elif item["type"] == "missing":
                cause, hint = f"'{key}' is missing", f"Add '{key}: …' here."
            elif item["type"] == "literal_error":
                words = [w.strip().strip("'") for w in item["ctx"]["expected"].replace(" or ", ", ").split(",")]
                cause, hint = f"'{item['input']}' is not a value of '{key}'", did_you_mean(str(item["input"]), words)
            found.append(problem("E-REG-002", lined.place(loc), cause=cause, hint=hint))
        raise TrucelineError(*found) from error


def _entry_keys() -> list[str]:
    from truceline.registry.model import Alias, RelationEntry

    models: list[type[BaseModel]] = [ActorsFile, ActorEntry, Alias, RelationEntry, OfficeHolder, DesignationsFile]
    models += [ListEntry, ListedName]
    return sorted({f.alias or n for m in models for n, f in m.model_fields.items()})


def _repeated(lined: LinedYaml, entries: Iterable[Any], known: dict[str, Any], key: str) -> Iterable[Problem]:
    seen = set(known)
    for index, entry in enumerate(entries):
        if entry.id in seen:
            yield problem("E-REG-004", lined.place((key, index)), value=entry.id)
        seen.add(entry.id)


def _references(lined: LinedYaml, file: Any, actors: dict[str, Any], lists: dict[str, Any]) -> Iterable[Problem]:
    named: list[tuple[tuple[str | int, ...], str]] = []
    if isinstance(file, ActorsFile):
        for i, actor in enumerate(file.actors):
            named += [(("actors", i, "relations", j, "to"), r.to) for j, r in enumerate(actor.relations)]
            named += [(("actors", i, "may_include", j), m) for j, m in enumerate(actor.may_include)]
        named += [(("offices", i, "of"), o.of) for i, o in enumerate(file.offices)]
    else:
        for i, row in enumerate(file.listed):
            named += [(("listed", i, "actor"), row.actor), (("listed", i, "entity"), row.entity)]
            if row.list not in lists:
                place = lined.place(("listed", i, "list"))
                cause = f"'{row.list}' is not among the lists"
                yield problem("E-REG-002", place, cause=cause, hint=did_you_mean(row.list, lists))
    for loc, value in named:
        if value not in actors:
            yield problem("E-REG-003", lined.place(loc), value=value)


def read_places(path: Path) -> tuple[list[Place], list[Problem]]:
    """places.csv: id, kind, name, names ('|' between spellings), country, admin1, lon, lat, radius_m, source."""
    places: list[Place] = []
    problems: list[Problem] = []
    with path.open(newline="", encoding="utf-8-sig") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            values: dict[str, Any] = {k: v for k, v in row.items() if k and v not in (None, "")}
            values["names"] = tuple(n.strip() for n in values.get("names", "").split("|") if n.strip())
            try:
                places.append(Place.model_validate(values))
            except ValidationError as error:
                first = error.errors(include_url=False)[0]
                key = ".".join(str(x) for x in first["loc"])
                place = f"{path.parent.name}/{path.name}:{number}"
                problems.append(problem("E-REG-002", place, cause=f"'{key}': {first['msg']}", hint="Correct the cell."))
    return places, problems
