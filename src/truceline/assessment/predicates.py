"""The closed set of conditions. A provision kind compiles to these; the kernel and the trace read nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field

from truceline.agreement.in_force import Timeline
from truceline.agreement.model import Distances, Quantity


@dataclass(frozen=True)
class BoundBy:
    """Whoever acted is one of these parties or actors (None: any party of the agreement)."""

    bound: tuple[str, ...] | None


@dataclass(frozen=True)
class TargetIs:
    """The target is one of these parties, actors, or civilians."""

    against: tuple[str, ...]


@dataclass(frozen=True)
class ActIs:
    acts: tuple[str, ...]


@dataclass(frozen=True)
class WeaponIs:
    weapons: tuple[str, ...]


@dataclass(frozen=True)
class TargetKindIs:
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class PlaceIn:
    areas: tuple[str, ...]


@dataclass(frozen=True)
class OriginIn:
    areas: tuple[str, ...]


@dataclass(frozen=True)
class NearLine:
    distances: Distances


@dataclass(frozen=True)
class QuantityOver:
    quantity: Quantity


@dataclass(frozen=True)
class InWindows:
    """Only in the provision's own windows. ``local``: windows that run in some areas only."""

    timeline: Timeline
    local: tuple[tuple[tuple[str, ...], Timeline], ...] = ()


@dataclass(frozen=True)
class NotSuspended:
    """Not while it is suspended: for all or one party, everywhere or in some areas."""

    timeline: Timeline
    party: str | None = None
    areas: tuple[str, ...] | None = None


@dataclass(frozen=True)
class NotPermitted:
    """No permission lifts the provision: the permissions' own conditions decide."""

    permissions: tuple[Rule, ...]


@dataclass(frozen=True)
class ExceptionArgued:
    """Recorded with who argued it; always passes."""

    kinds: tuple[str, ...]


Predicate = (
    BoundBy
    | TargetIs
    | ActIs
    | WeaponIs
    | TargetKindIs
    | PlaceIn
    | OriginIn
    | NearLine
    | QuantityOver
    | InWindows
    | NotSuspended
    | NotPermitted
    | ExceptionArgued
)


@dataclass(frozen=True)
class Rule:
    """A provision as predicates that must all be met for it to be touched."""

    provision_id: str
    kind: str
    text: str
    basis: str
    source: str | None
    predicates: tuple[Predicate, ...]
    breachable: bool
    lifts: tuple[str, ...] = field(default=())
