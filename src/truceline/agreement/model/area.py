"""Where: areas by shape, with borders that may be imprecise, unpublished, proposed or moving."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from truceline.agreement.model.base import Duration, Id, LocalTime, Part, Sourced, Text

Position = Annotated[
    list[float], Field(min_length=2, max_length=2, description="[longitude, latitude] in degrees, WGS84.")
]


class AreaBase(Sourced):
    id: Id
    name: Text
    status: Literal["agreed", "proposed"] = Field(
        "agreed", description="A proposal is recorded and never computed with."
    )
    proposed_by: str | None = Field(None, description="With status proposed: who proposed it.")
    rejected_by: str | None = Field(None, description="With status proposed: who rejected it.")


class Drawn(AreaBase):
    outline: str | None = Field(None, description="Feature of areas.geojson beside this file, by its `id` property.")
    coordinates: list[Position] | None = Field(None, description="Instead of `outline`: the corners in order.")
    border_precision_m: float = Field(0.0, ge=0, description="How far the drawing may be off, in metres.")


class AnywhereArea(AreaBase):
    """The whole world: to take parts out of by `combined`."""

    shape: Literal["anywhere"] = Field(description="No border.")


class AdminArea(Drawn):
    """Administrative units. A report that states the unit lies inside; others are weighed."""

    shape: Literal["admin"] = Field(description="By names of units.")
    country: str = Field(description="Country as ISO 3166 alpha-3, e.g. SYR.")
    admin1: list[str] | None = Field(
        None, description="First-level units, by places.csv id. Default: the whole country."
    )


class PolygonArea(Drawn):
    """What lies within a drawn border; give `outline` or `coordinates`."""

    shape: Literal["polygon"] = Field(description="By its corners.")


class LineArea(Drawn):
    """A line: baseline of belts, distances and `across`. Left and right follow the order of its corners."""

    shape: Literal["line"] = Field(description="By its corners, in order.")


class BeltArea(AreaBase):
    """A strip along a line, such as a demilitarised zone or a corridor (half its width to each side)."""

    shape: Literal["belt"] = Field(description="Along a line.")
    along: str = Field(description="Id of an area of shape line.")
    width_m: float = Field(gt=0, description="Metres to each side that counts.")
    side: Literal["both", "left", "right"] = Field("both", description="Seen along the order of the line's corners.")
    border_precision_m: float = Field(0.0, ge=0, description="How far the border may be off, in metres.")


class CircleArea(AreaBase):
    """A circle around a site."""

    shape: Literal["circle"] = Field(description="Around a point.")
    center: Position
    radius_m: float = Field(gt=0, description="Metres from the centre to the border.")
    border_precision_m: float = Field(0.0, ge=0, description="How far the border may be off, in metres.")


class Fix(Part):
    """Where something that moves was, at one instant."""

    time: LocalTime
    at: Position
    precision_m: float = Field(0.0, ge=0, description="How far the position may be off, in metres.")


class MovingCircle(AreaBase):
    """A circle around a vessel, a convoy or whatever else moves: its centre runs along a track.

    Between two fixes the centre is where somebody could be who left the one and reached the other at no more than
    `max_speed_kmh`. Before the first, after the last and in gaps longer than `max_gap` it cannot be told.
    """

    shape: Literal["moving_circle"] = Field(description="Around what moves.")
    radius_m: float = Field(gt=0, description="Metres from the centre to the border.")
    max_speed_kmh: float = Field(gt=0, le=2000, description="No faster than this between two fixes.")
    max_gap: Duration = Field("PT6H", description="Longest gap between two fixes over which the centre can be told.")
    track: list[Fix] = Field(min_length=1, description="Fixes, in any order.")


class KnownPlace(Part):
    """A settlement that the text, or somebody who knows, places inside or outside."""

    name: Text
    at: Position
    radius_m: float = Field(2000.0, gt=0, description="How far the settlement reaches, in metres.")


class UnpublishedArea(AreaBase):
    """A border never published: outside `within` is out, named settlements are in or out, the rest cannot be told."""

    shape: Literal["unpublished"] = Field(description="A border that nobody published.")
    within: list[str] = Field(default_factory=list, description="Area ids that surely contain it. Empty: anywhere.")
    settlements_in: list[KnownPlace] = Field(default_factory=list, description="Surely inside.")
    settlements_out: list[KnownPlace] = Field(default_factory=list, description="Surely outside.")


class CombinedArea(AreaBase):
    """Areas put together, less others: everything but a zone, a ring around one, several boxes as one."""

    shape: Literal["combined"] = Field(description="Of other areas.")
    include: list[str] = Field(min_length=1, description="Area ids; inside one of them is inside.")
    exclude: list[str] = Field(default_factory=list, description="Carve-outs.")


Area = Annotated[
    AnywhereArea
    | AdminArea
    | PolygonArea
    | LineArea
    | BeltArea
    | CircleArea
    | MovingCircle
    | UnpublishedArea
    | CombinedArea,
    Field(discriminator="shape"),
]
