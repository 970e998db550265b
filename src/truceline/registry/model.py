"""Registry files as a typed model: actors.yaml, designations.yaml, places.csv.

Two clocks: ``from``/``until`` say when a fact was true, ``known_from`` when it became known.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def real_day(text: str) -> str:
    """The text itself. Raises ValueError for a day that no calendar has, 2016-02-30."""
    date.fromisoformat(text)
    return text


Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="Day, 2016-07-28."), AfterValidator(real_day)]
Basis = Literal["V", "S", "B"]

RELATIONS = (
    "part_of",  # a unit of a force
    "member_of",  # a group in an umbrella or alliance
    "affiliate_of",
    "allied_with",
    "supports",
    "controlled_by",
    "successor_of",  # rename or merger: the earlier actor continues in this one
    "split_from",
    "merged_into",
)
RelationType = Literal[
    "part_of",
    "member_of",
    "affiliate_of",
    "allied_with",
    "supports",
    "controlled_by",
    "successor_of",
    "split_from",
    "merged_into",
]


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Dated(Entry):
    since: Day | None = Field(None, alias="from")
    until: Day | None = Field(None, description="First day on which it no longer holds.")
    known_from: Day | None = None
    basis: Basis = "V"
    source: str | None = None
    note: str | None = None


class Alias(Dated):
    name: str
    lang: str | None = None
    garbled: bool = Field(False, description="A machine-translation or transcription garble, matched and never shown.")


class RelationEntry(Dated):
    type: RelationType
    to: str
    detail: str | None = None
    readings: dict[str, str] = Field(default_factory=dict, description="Who says what about a contested relation.")


class ActorEntry(Entry):
    """An armed actor, state, office, organisation or umbrella.

    ``umbrella``: a label such as "Syrian insurgents" that may stand for any of ``may_include``.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_\-]*$")
    name: str
    kind: Literal["state", "armed_force", "armed_group", "umbrella", "organisation", "office", "civilians", "coalition"]
    names: list[Alias] = Field(default_factory=list)
    relations: list[RelationEntry] = Field(default_factory=list)
    may_include: list[str] = Field(default_factory=list)
    founded: Day | None = None
    dissolved: Day | None = None
    note: str | None = None
    source: str | None = None


class OfficeHolder(Dated):
    """An office with tenure: who held it is a public office-holder, never a private person."""

    office: str
    of: str
    holder: str


class ActorsFile(Entry):
    truceline: Literal[1] = 1
    schema_line: str | None = Field(None, alias="$schema")
    actors: list[ActorEntry]
    offices: list[OfficeHolder] = Field(default_factory=list)


class ListEntry(Entry):
    id: str
    authority: str
    title: str
    source: str | None = None


class ListedName(Entry):
    """One name on one list. ``actor`` is the registry actor that this name denotes."""

    list: str
    ref: str | None = None
    entity: str = Field(description="Registry actor id of the listed entity (the entry, whatever its names).")
    name: str
    actor: str = Field(description="Registry actor id that goes by this name.")
    listed_from: Day | None = None
    listed_until: Day | None = None
    known_from: Day | None = None
    basis: Basis = "V"
    source: str | None = None
    note: str | None = None


class DesignationsFile(Entry):
    truceline: Literal[1] = 1
    schema_line: str | None = Field(None, alias="$schema")
    lists: list[ListEntry]
    listed: list[ListedName]


class Place(Entry):
    """One row of places.csv. ``names`` holds every spelling, separated by '|' in the file."""

    id: str
    kind: Literal["country", "admin1", "admin2", "settlement", "site", "other"]
    name: str
    names: tuple[str, ...] = ()
    country: str | None = None
    admin1: str | None = None
    lon: float | None = None
    lat: float | None = None
    radius_m: float | None = None
    source: str | None = None


def actors_schema() -> dict[str, Any]:
    """JSON Schema of actors.yaml, for editors."""
    return _schema(ActorsFile, "Truceline actors")


def designations_schema() -> dict[str, Any]:
    """JSON Schema of designations.yaml, for editors."""
    return _schema(DesignationsFile, "Truceline designations")


def _schema(model: type[BaseModel], title: str) -> dict[str, Any]:
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, **model.model_json_schema(by_alias=True), "title": title}
