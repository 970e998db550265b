"""The agreement language as a typed model. The published JSON Schema is generated from it.

An agreement is what was signed, in parts a machine can weigh: parties, areas, windows of force, exclusions, provisions
and the readings under which people disagree about them. Any part may carry ``readings``: it then holds under those
readings only; a part without ``readings`` holds under all of them. Any part may carry ``known_from``: it does not exist
for a state of knowledge before that day.

Source: docs/methods/agreement-language.md
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

LANGUAGE_VERSION = 1

Text = Annotated[
    str | dict[str, str],
    Field(description="A text in one language, or one text per language code: {en: …, ar: …, ru: …}."),
]
LocalTime = Annotated[
    str,
    Field(
        pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?$",
        description="Local day or time: 2016-02-27, 2016-02-27T12:00, 2016-02-27T24:00. With Z it is absolute.",
    ),
]
Duration = Annotated[
    str,
    Field(
        pattern=r"^P(?:\d+W|(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?)?)$",
        description="ISO 8601 duration in weeks, days, hours, minutes: P7D, PT48H, P2W.",
    ),
]
BasisMark = Annotated[
    Literal["V", "S", "B"],
    Field(description="V read in the text or an official statement; S secondary account; B background, never decides."),
]
Id = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9][A-Za-z0-9_.\-]*$")]
Readings = Annotated[list[str] | None, Field(description="Holds under these readings only. Leave out: under all.")]


class Part(BaseModel):
    """What every part of an agreement may say about itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Sourced(Part):
    basis: BasisMark = "V"
    source: str | None = Field(
        None, description="Id of an entry of `sources`, or an address. May add a locator: 'ID, para 2'."
    )
    readings: Readings = None
    known_from: LocalTime | None = Field(
        None, description="When this became known. Default: when the agreement was signed."
    )
    note: Text | None = None


class Source(Part):
    id: Id
    title: Text
    url: str | None = None
    locator: str | None = None


class Zone(Part):
    """A time zone the text does not state: every time is then an interval between the candidates."""

    unstated: list[str] = Field(min_length=1, description="IANA zones that the text may have meant.")


class Window(Sourced):
    """From when to when something holds, half-open. Several windows add up."""

    id: Id | None = None
    start: LocalTime = Field(alias="from", description="First moment at which it holds.")
    until: LocalTime | None = Field(None, description="First moment at which it no longer holds. Null: open-ended.")
    duration: Duration | None = Field(None, alias="for", description="Instead of `until`: how long it holds.")
    day_count: Literal["hours", "calendar_days", "exclude_first_day"] = Field(
        "hours",
        description="How `for` counts days: 24-hour periods; calendar days with the first; calendar days after it.",
    )
    areas: list[str] | None = Field(None, description="Only in these areas. Default: the scope of the agreement.")
    by: str | None = Field(None, description="Who announced it (actor id).")
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class StatusEvent(Sourced):
    """What somebody declared about the agreement's force. Only an `effect` changes it."""

    id: Id | None = None
    on: LocalTime
    by: str = Field(description="Who declared it: an actor id or a name.")
    claim: Text
    effect: Literal["none", "ends", "suspends", "resumes"] = "none"
    provisions: list[str] | None = Field(None, description="Only these provisions. Default: the whole agreement.")
    parties: list[str] | None = Field(None, description="Only for these parties (one side suspends its own duty).")
    areas: list[str] | None = Field(None, description="Only in these areas.")


class Relation(Sourced):
    type: Literal[
        "amends", "extends", "overlays", "endorses", "endorsed_by", "supersedes", "implements", "noted_by", "follows"
    ]
    instrument: str


class Member(Sourced):
    """Who belongs to a party, and since when."""

    actor: str
    since: LocalTime | None = Field(None, alias="from", description="Accession. Default: from the start.")
    until: LocalTime | None = Field(None, description="Withdrawal or exclusion.")
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


AnswersFor = Literal[
    "part_of", "affiliate_of", "allied_with", "member_of", "controlled_by", "supports", "successor_of", "merged_into"
]


class Party(Sourced):
    """A side that is bound. Affiliates answer through it where `answers_for` says so."""

    id: Id
    name: Text
    members: list[Member] = Field(default_factory=list)
    answers_for: list[AnswersFor] = Field(
        default=["part_of"], description="Registry relations through which others answer under this party."
    )
    open_membership: bool = Field(
        False, description="True when the full list of members was never published: groups not named may be bound."
    )
    may_include: list[str] = Field(
        default_factory=list, description="With open_membership: the actors of which membership cannot be told."
    )


class Role(Sourced):
    """Guarantor, sponsor, observer, mediator, monitor, host: named by the agreement, not bound as a party."""

    actor: str
    role: Literal["guarantor", "sponsor", "observer", "mediator", "monitor", "host", "facilitator"]
    for_parties: list[str] | None = Field(None, description="Party ids this guarantor answers for.")
    since: LocalTime | None = Field(None, alias="from")
    until: LocalTime | None = None
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


Position = Annotated[
    list[float], Field(min_length=2, max_length=2, description="[longitude, latitude] in degrees, WGS84.")
]


class AreaBase(Sourced):
    id: Id
    name: Text
    status: Literal["agreed", "proposed"] = Field(
        "agreed", description="A proposal is recorded and never computed with."
    )
    proposed_by: str | None = None
    rejected_by: str | None = None


class Drawn(AreaBase):
    outline: str | None = Field(None, description="Feature of areas.geojson beside this file, by its `id` property.")
    coordinates: list[Position] | None = Field(None, description="Instead of `outline`: the corners in order.")
    border_precision_m: float = Field(0.0, ge=0, description="How far the drawing may be off, in metres.")


class AnywhereArea(AreaBase):
    shape: Literal["anywhere"]


class AdminArea(Drawn):
    """Administrative units. A report that states the unit lies inside; others are weighed."""

    shape: Literal["admin"]
    country: str = Field(description="Country as ISO 3166 alpha-3, e.g. SYR.")
    admin1: list[str] | None = Field(
        None, description="First-level units, by places.csv id. Default: the whole country."
    )


class PolygonArea(Drawn):
    shape: Literal["polygon"]


class LineArea(Drawn):
    shape: Literal["line"]


class BeltArea(AreaBase):
    shape: Literal["belt"]
    along: str = Field(description="Id of an area of shape line.")
    width_m: float = Field(gt=0, description="Metres to each side that counts.")
    side: Literal["both", "left", "right"] = Field("both", description="Seen along the order of the line's corners.")
    border_precision_m: float = Field(0.0, ge=0)


class CircleArea(AreaBase):
    shape: Literal["circle"]
    center: Position
    radius_m: float = Field(gt=0)
    border_precision_m: float = Field(0.0, ge=0)


class KnownPlace(Part):
    name: Text
    at: Position
    radius_m: float = Field(2000.0, gt=0)


class UnpublishedArea(AreaBase):
    """A border never published: outside `within` is out, named settlements are in or out, the rest cannot be told."""

    shape: Literal["unpublished"]
    within: list[str] = Field(default_factory=list, description="Area ids that surely contain it. Empty: anywhere.")
    settlements_in: list[KnownPlace] = Field(default_factory=list)
    settlements_out: list[KnownPlace] = Field(default_factory=list)


class CombinedArea(AreaBase):
    shape: Literal["combined"]
    include: list[str] = Field(min_length=1)
    exclude: list[str] = Field(default_factory=list, description="Carve-outs.")


Area = Annotated[
    AnywhereArea | AdminArea | PolygonArea | LineArea | BeltArea | CircleArea | UnpublishedArea | CombinedArea,
    Field(discriminator="shape"),
]


class Exclusion(Sourced):
    """Whom the agreement leaves outside. Acts by or against them: other law, not assessed."""

    id: Id
    actors: list[str] = Field(default_factory=list, description="Excluded by identity, under whatever name.")
    lists: list[str] = Field(
        default_factory=list, description="Designation lists, as they stood on the day of the incident."
    )
    match: Literal["by_name", "by_identity"] = Field(
        "by_identity",
        description="by_name: the name itself must be listed. by_identity: renames and successors follow.",
    )
    include_relations: list[str] = Field(
        default_factory=list, description="Also actors in these relations to an excluded one, e.g. affiliate_of."
    )
    areas: list[str] | None = Field(None, description="Only in these areas. Default: everywhere.")
    applies_to: Literal["either", "initiator", "target"] = "either"


class DistanceLimit(Part):
    weapons: list[str] = Field(min_length=1)
    calibre_min_mm: float | None = None
    calibre_max_mm: float | None = None
    min_m: float = Field(gt=0, description="Nearer to the baseline than this is prohibited.")


class Distances(Part):
    baseline: str = Field(description="Id of an area of shape line.")
    side: Literal["both", "left", "right"] = "both"
    limits: list[DistanceLimit] = Field(min_length=1)


class Quantity(Part):
    unit: str
    max: int | None = Field(None, ge=0, description="More than this in one report touches the provision.")
    min: int | None = Field(None, ge=0, description="Fewer than this in one report touches the provision.")


class ArguedException(Sourced):
    """A defence somebody may argue. Truceline records it and never grants it."""

    id: Id
    kind: str = Field(description="For instance self_defence, proportionality, imminent_threat.")
    text: Text


class Due(Part):
    """A deadline: absolute, or counted from the start of force or another provision's date."""

    on: LocalTime | None = None
    within: Duration | None = None
    after: str = Field("in_force", description="'in_force', 'signed', or a provision id this deadline depends on.")
    day_count: Literal["hours", "calendar_days", "exclude_first_day"] = "hours"


class Provision(Sourced):
    """One thing the text says. Prohibitions and obligations can be violated; the other kinds shape them."""

    id: Id
    kind: Literal["prohibition", "obligation", "permission", "right", "procedure"]
    text: Text = Field(description="Paraphrase in own words.")
    bound: list[str] | None = Field(None, description="Party ids, or actor ids of roles. Default: every party.")
    holders: list[str] | None = Field(None, description="Who has the right, the permission or the standing.")
    against: list[str] | None = Field(
        None, description="Protected target: party ids, actor ids, 'civilians' or 'any'. Default: any."
    )
    acts: list[str] | None = Field(None, description="Prohibited or permitted acts (terms of the glossary).")
    breached_by: list[str] | None = Field(None, description="Acts that breach an obligation or infringe a right.")
    weapons: list[str] | None = None
    target_kinds: list[str] | None = Field(
        None, description="Only against these kinds of target, e.g. medical_facility."
    )
    where: list[str] | None = Field(None, description="Area ids where the effect lies. Default: the agreement's scope.")
    origin_where: list[str] | None = Field(None, description="Area ids where the act must come from.")
    when: list[Window] | None = Field(
        None, description="Only in these windows. Default: while the agreement is in force."
    )
    distances: Distances | None = None
    quantity: Quantity | None = None
    exceptions: list[ArguedException] = Field(default_factory=list)
    lifts: list[str] | None = Field(None, description="A permission: the provisions it lifts where it applies.")
    suspendable: bool = True
    due: Due | None = None
    depends_on: list[str] = Field(default_factory=list)


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
    initiator: Literal["bound", "any"] = Field("bound", description="Must whoever acted be bound by the agreement?")
    target: Literal["any", "bound", "bound_or_civilian"] = Field(
        "any", description="Must the target be protected or bound?"
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


def plain(text: Text | None, language: str = "en") -> str:
    """One string out of a text: the language asked for, else English, else the first given; empty for None."""
    if text is None:
        return ""
    if isinstance(text, str):
        return text
    return text.get(language) or text.get("en") or next(iter(text.values()), "")


def json_schema() -> dict[str, Any]:
    """The published JSON Schema (draft 2020-12)."""
    schema = Agreement.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Truceline agreement, language version 1"
    return schema
