"""One instrument, whole."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field

from truceline.agreement.model.area import Area
from truceline.agreement.model.base import BasisMark, Calendar, Id, LocalTime, Part, Source, Text, Zone
from truceline.agreement.model.force import (
    Certification,
    Consent,
    Determination,
    Endorsement,
    Interpreter,
    Relation,
    Ruling,
    StatusEvent,
    Window,
)
from truceline.agreement.model.people import Exclusion, Party, Role
from truceline.agreement.model.provision import Provision
from truceline.vocabulary.terms import ACTS, QUANTITY_UNITS, TARGET_KINDS, UNKNOWN, WEAPONS

LANGUAGE_VERSION = 1
TERM_LISTS: dict[str, list[str]] = {
    "Act": [*(act for act in ACTS if act != UNKNOWN), "any"],
    "Weapon": [*WEAPONS, "any"],
    "TargetKind": list(TARGET_KINDS),
    "Unit": list(QUANTITY_UNITS),
}
TERM_KEYS = {
    **dict.fromkeys(("acts", "breached_by", "of", "reduced_by", "counts"), "Act"),
    **dict.fromkeys(("target_kinds", "origin_kinds"), "TargetKind"),
    "weapons": "Weapon",
    "unit": "Unit",
}

AS_WRITTEN = {"en": "The text as written", "ar": "النص كما كُتب", "ru": "Текст, как он написан"}


class Reading(Part):
    """What one named side holds the text to mean."""

    id: Id
    title: Text
    held_by: list[str] = Field(default_factory=list, description="Actors or offices that hold it.")
    because: Text | None = Field(None, description="The argument for it, in own words.")
    source: str | None = Field(None, description="Where it is stated.")
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
    """From which probability on the agreement applies, up to which it does not; between: cannot tell."""

    covered: float = Field(0.95, gt=0.5, le=1, description="Covered from here on.")
    not_covered: float = Field(0.05, ge=0, lt=0.5, description="Not covered up to here.")


class Agreement(Part):
    """One instrument."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_line: str | None = Field(None, alias="$schema", description="For editors.")
    truceline: Literal[1] = Field(1, description="Version of the language.")
    id: Id
    title: Text
    short_title: Text | None = Field(None, description="For narrow columns.")
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
    ] = Field(description="What sort of instrument it is; nothing is reckoned from it.")
    armed_conflict: str = Field(description="Folder of registries this agreement's actors stand in.")
    example: bool = Field(False, description="True for invented material.")
    timezone: str | Zone = Field(description="IANA zone of the local times, or {unstated: […]}.")
    calendar: Calendar | None = Field(None, description="Days of rest, for day_count: working_days.")
    signed: LocalTime | None = Field(
        None, description="When it was signed or announced; what says nothing else is known from then."
    )
    sources: list[Source] = Field(min_length=1, description="The texts that were read.")
    relations: list[Relation] = Field(default_factory=list, description="How it stands to other instruments.")
    parties: list[Party] = Field(min_length=1, description="The sides that are bound.")
    roles: list[Role] = Field(default_factory=list, description="Guarantors, monitors and others that are no parties.")
    readings: list[Reading] = Field(default_factory=list, description="None: one reading, 'text'.")
    scope: Scope = Field(Scope(), description="When it applies to an act at all.")
    areas: list[Area] = Field(default_factory=list, description="The places of the text.")
    in_force: list[Window] = Field(min_length=1, description="From when to when it holds.")
    status_events: list[StatusEvent] = Field(default_factory=list, description="What was declared about its force.")
    certifications: list[Certification] = Field(
        default_factory=list, description="What was recorded as carried out, by somebody with the standing to do so."
    )
    determinations: list[Determination] = Field(
        default_factory=list, description="Breaches that a body with the standing to do so recorded."
    )
    consents: list[Consent] = Field(
        default_factory=list, description="Consent that was given or refused, where a provision asks for it."
    )
    endorsements: list[Endorsement] = Field(default_factory=list, description="Who took the text over.")
    interpreters: list[Interpreter] = Field(
        default_factory=list, description="Bodies whose decisions on its meaning bind."
    )
    rulings: list[Ruling] = Field(default_factory=list, description="Those decisions.")
    exclusions: list[Exclusion] = Field(default_factory=list, description="Whom it leaves outside.")
    provisions: list[Provision] = Field(min_length=1, description="What the text says, one entry a duty.")
    thresholds: Thresholds = Field(Thresholds(), description="How sure is sure.")
    note: Text | None = Field(None, description="For readers; nothing is reckoned from it.")

    def reading_ids(self) -> list[str]:
        return [reading.id for reading in self.readings] or ["text"]

    def reading(self, reading_id: str) -> Reading:
        for reading in self.readings:
            if reading.id == reading_id:
                return reading
        if not self.readings and reading_id == "text":
            return Reading(id="text", title=AS_WRITTEN)
        raise KeyError(reading_id)


def json_schema() -> dict[str, Any]:
    """The published JSON Schema (draft 2020-12)."""
    schema = Agreement.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Truceline agreement, language version 1"
    return _with_terms(schema)


def _with_terms(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with the words of controlled keys listed, so that an editor offers them.

    The loader checks them itself: it names the nearest word, which a schema cannot.
    """
    for part in (schema, *schema["$defs"].values()):
        for key, value in part.get("properties", {}).items():
            if key in TERM_KEYS:
                _point(value, {"$ref": f"#/$defs/{TERM_KEYS[key]}"})
    for name, words in TERM_LISTS.items():
        about = "A controlled term: docs/reference/terms.md."
        schema["$defs"][name] = {"type": "string", "enum": list(words), "description": about}
    return schema


def _point(value: dict[str, Any], ref: dict[str, str]) -> None:
    """Set what the items of a list, or the one word, may be."""
    for kind in (value, *value.get("anyOf", ())):
        if kind.get("type") == "array":
            kind["items"] = ref
        elif kind.get("type") == "string" and "anyOf" not in value:
            kind.pop("type")
            kind |= ref
