"""Registry folders: actors.yaml, designations.yaml, places.csv; any of them may be absent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from truceline.formats.places_csv import read_places
from truceline.formats.registry_merge import difference, joined
from truceline.formats.registry_problems import from_pydantic, hint_for
from truceline.formats.yaml_lines import LinedYaml, Loc, read_yaml
from truceline.registry.actors import Registry
from truceline.registry.model import ActorEntry, ActorsFile, DesignationsFile, ListEntry, Place
from truceline.vocabulary.errors import Problem, TrucelineError, problem

ENDS = (("since", "until", "from"), ("listed_from", "listed_until", "listed_from"), ("founded", "dissolved", "founded"))


def load_registry(folders: Path | Sequence[Path]) -> Registry:
    """One registry out of one or more folders; later folders add to earlier ones.

    Raises: TrucelineError with every problem of every file (E-REG-0xx), at its file and line.
    """
    paths = [folders] if isinstance(folders, Path) else list(dict.fromkeys(folders))
    missing = [p for p in paths if not p.is_dir()]
    if missing:
        hint = "Give a folder with actors.yaml."
        raise TrucelineError(*(problem("E-REG-005", p.name, value=p.name, hint=hint) for p in missing))
    problems: list[Problem] = []
    read: list[tuple[LinedYaml, ActorsFile | DesignationsFile]] = []
    places: dict[str, Place] = {}
    unread = 0
    for path in paths:
        for name, model in (("actors.yaml", ActorsFile), ("designations.yaml", DesignationsFile)):
            if (path / name).exists():
                opened = list(_read(path / name, model, problems))
                read += opened
                unread += not opened
        if (path / "places.csv").exists():
            problems += read_places(path / "places.csv", places)
    actors: dict[str, ActorEntry] = {}
    lists: dict[str, ListEntry] = {}
    defined: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for lined, file in read:
        if isinstance(file, ActorsFile):
            problems += _collect(lined, file.actors, actors, "actors", defined[0])
        else:
            problems += _collect(lined, file.lists, lists, "lists", defined[1])
    for lined, file in read:
        problems += _dates(lined, file, ())
        if not unread:  # else every name of the unread file would look undefined
            problems += _references(lined, file, actors, lists)
    if problems:
        raise TrucelineError(*problems)
    offices = tuple(o for _, file in read if isinstance(file, ActorsFile) for o in file.offices)
    listed = tuple(row for _, file in read if isinstance(file, DesignationsFile) for row in file.listed)
    return Registry(actors, offices, lists, listed, tuple(places.values()))


def _read(
    path: Path, model: type[ActorsFile] | type[DesignationsFile], problems: list[Problem]
) -> Iterable[tuple[LinedYaml, ActorsFile | DesignationsFile]]:
    try:
        lined = read_yaml(path, "E-REG-001")
    except TrucelineError as error:
        problems += error.problems
        return
    if not isinstance(lined.data, dict):
        cause = "the file is empty" if lined.data is None else "the file is not a set of keys"
        problems.append(problem("E-REG-001", lined.place(()), cause=cause))
        return
    try:
        yield lined, model.model_validate(lined.data)
    except ValidationError as error:
        problems += from_pydantic(error, lined, model)


def _collect(
    lined: LinedYaml, entries: Iterable[Any], known: dict[str, Any], key: str, places: dict[str, str]
) -> Iterable[Problem]:
    """Entries by id. An id that another file defines too is joined where both agree in substance (E-REG-014)."""
    own: set[str] = set()
    for index, entry in enumerate(entries):
        here = lined.place((key, index))
        if entry.id in own:
            yield problem("E-REG-004", here, value=entry.id)
        elif entry.id not in known:
            known[entry.id], places[entry.id] = entry, here.partition(",")[0]
        elif cause := difference(known[entry.id], entry):
            yield problem("E-REG-014", here, value=entry.id, other=places[entry.id], cause=cause)
        else:
            known[entry.id] = joined(known[entry.id], entry)
        own.add(entry.id)


def _dates(lined: LinedYaml, entry: BaseModel, loc: Loc) -> Iterable[Problem]:
    """Everything that ends before or on the day it begins."""
    for begin, end, key in ENDS:
        start, until = getattr(entry, begin, None), getattr(entry, end, None)
        if start is not None and until is not None and until <= start:
            yield problem("E-REG-006", lined.place((*loc, end)), key=end, until=until, start_key=key, start=start)
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        if isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from _dates(lined, item, (*loc, name, index))


def _references(
    lined: LinedYaml, file: ActorsFile | DesignationsFile, actors: dict[str, Any], lists: dict[str, Any]
) -> Iterable[Problem]:
    for loc, value in _named(file):
        if value not in actors:
            hint = hint_for(value, actors, "Add it to actors.yaml or correct the spelling.")
            yield problem("E-REG-003", lined.place(loc), value=value, hint=hint)
        elif isinstance(file, ActorsFile) and len(loc) > 2 and file.actors[int(loc[1])].id == value:
            yield problem("E-REG-009", lined.place(loc), value=value)
    if isinstance(file, DesignationsFile):
        for index, row in enumerate(file.listed):
            if row.list not in lists:
                hint = hint_for(row.list, lists, "Add it under 'lists'.")
                yield problem("E-REG-010", lined.place(("listed", index, "list")), value=row.list, hint=hint)


def _named(file: ActorsFile | DesignationsFile) -> Iterable[tuple[Loc, str]]:
    """Every actor id that a file names, with its place."""
    if isinstance(file, DesignationsFile):
        for i, row in enumerate(file.listed):
            yield ("listed", i, "actor"), row.actor
            if row.entity != row.actor:
                yield ("listed", i, "entity"), row.entity
        return
    for i, actor in enumerate(file.actors):
        for j, relation in enumerate(actor.relations):
            yield ("actors", i, "relations", j, "to"), relation.to
        for j, member in enumerate(actor.may_include):
            yield ("actors", i, "may_include", j), member
    for i, office in enumerate(file.offices):
        yield ("offices", i), office.of
