"""One instrument, whole."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field

from truceline.agreement.model.area import Area
from truceline.agreement.model.base import BasisMark, Calendar, Id, LocalTime, Part, Source, Text, Zone
from truceline.agreement.model.force import (
    Certification,
    Endorsement,
    Interpreter,
    Relation,
    Ruling,
    StatusEvent,
    Window,
)
from truceline.agreement.model.people import Exclusion, Party, Role
from truceline.agreement.model.provision import Provision

LANGUAGE_VERSION = 1


class Reading(Part):
    id: Id
    title: Text
    held_by: list[str] = Field(default_factory=list, description="Actors or offices that hold it.")
    because: Text | None = None
    source: str | None = None
    basis: BasisMark = "V"


class Scope(Part):
    """When the instrument applies to an act at all."""

    areas: list[str] = Field(default_factory=list, description="Area ids. Empty: anywhere.")
    acts: list[str] | None = Field(
        None, description="Only acts under these terms, e.g. of a text on flights or procedures. Default: every act."
    )
    initiator: Literal["bound", "any"] = Field("bound", description="Must whoever acted be bound by the agreement?")
    target: Literal["any", "bound", "bound_or_civilian"] = Field(
        "any", description="Must the target be protected or bound?"
    )
    place: Literal["effect", "origin", "either"] = Field(
        "effect", description="Which place must lie in the areas: where the effect lies, where it came from, either."
    )


class Thresholds(Part):
    covered: float = Field(0.95, gt=0.5, le=1)
    not_covered: float = Field(0.05, ge=0, lt=0.5)


class Agreement(Part):
    """One instrument."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_line: str | None = Field(None, alias="$schema", description="For editors.")
    truceline: Literal[1] = Field(1, description="Version of the language.")
    id: Id
    title: Text
    short_title: Text | None = None
    kind: Literal[
        "ceasefire",
        "cessation_of_hostilities",
        "regime_of_calm",
        "humanitarian_pause",
        "de_escalation",
        "disengagement",
        "flight_safety",
        "procedure",
        "mechanism",
        "resolution",
        "other",
    ]
    armed_conflict: str = Field(description="Folder of registries this agreement's actors stand in.")
    example: bool = Field(False, description="True for invented material.")
    timezone: str | Zone = Field(description="IANA zone of the local times, or {unstated: […]}.")
    calendar: Calendar | None = None
    signed: LocalTime | None = None
    sources: list[Source] = Field(min_length=1)
    relations: list[Relation] = Field(default_factory=list)
    parties: list[Party] = Field(min_length=1)
    roles: list[Role] = Field(default_factory=list)
    readings: list[Reading] = Field(default_factory=list, description="None: one reading, 'text'.")
    scope: Scope = Scope()
    areas: list[Area] = Field(default_factory=list)
    in_force: list[Window] = Field(min_length=1)
    status_events: list[StatusEvent] = Field(default_factory=list)
    certifications: list[Certification] = Field(default_factory=list)
    endorsements: list[Endorsement] = Field(default_factory=list)
    interpreters: list[Interpreter] = Field(default_factory=list)
    rulings: list[Ruling] = Field(default_factory=list)
    exclusions: list[Exclusion] = Field(default_factory=list)
    provisions: list[Provision] = Field(min_length=1)
    thresholds: Thresholds = Thresholds()
    note: Text | None = None

    def reading_ids(self) -> list[str]:
        return [reading.id for reading in self.readings] or ["text"]

    def reading(self, reading_id: str) -> Reading:
        for reading in self.readings:
            if reading.id == reading_id:
                return reading
        if not self.readings and reading_id == "text":
            return Reading(id="text", title="The text as written")
        raise KeyError(reading_id)


def json_schema() -> dict[str, Any]:
    """The published JSON Schema (draft 2020-12)."""
    schema = Agreement.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Truceline agreement, language version 1"
    return schema
