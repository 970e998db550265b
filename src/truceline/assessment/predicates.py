"""The closed set of conditions. A provision kind compiles to these; the kernel and the trace read nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field

from truceline.agreement.in_force import Timeline
from truceline.agreement.model import Calendar, Distances, Notice, Quantity, Zone


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
class OriginKindIs:
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class AcrossLine:
    """From one side of the line into the other."""

    line: str


@dataclass(frozen=True)
class NearLine:
    distances: Distances


@dataclass(frozen=True)
class QuantityOver:
    """More or fewer than allowed. ``within``: not so, as a permission asks."""

    quantity: Quantity
    within: bool = False


@dataclass(frozen=True)
class RunningBalance:
    """The same with what was counted before. ``counts``: the acts that are added up."""

    quantity: Quantity
    counts: tuple[str, ...]
    within: bool = False


@dataclass(frozen=True)
class NoticeMissing:
    """An act that had to be notified was not, or too late. ``failures``: acts that claim the failure itself."""

    notice: Notice
    failures: tuple[str, ...]
    zone: str | Zone
    calendar: Calendar | None


@dataclass(frozen=True)
class Omitted:
    """Whoever is bound left something undone: claimed as such, or others breached what it had to prevent."""

    claimed: tuple[Predicate, ...]
    parties: tuple[str, ...]
    provisions: tuple[str, ...] | None
    duty_of: tuple[str, ...]
    acts: tuple[str, ...] = ()  # of those who are bound by nothing themselves
    breaches: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class InWindows:
    """Only in the provision's own windows. ``local``: windows that run in some areas only.

    ``says`` tells where they come from: the provision itself, a deadline, an endorsement. ``overdue``: from when what
    is owed is late; what was carried out before counts all the same.
    """

    timeline: Timeline
    local: tuple[tuple[tuple[str, ...], Timeline], ...] = ()
    says: str = "by its own window"
    overdue: bool = False


@dataclass(frozen=True)
class Off:
    """When a duty is off: in some areas or everywhere.

    ``outside``: areas with declarations of their own, each with when it is off there; everywhere else is meant.
    """

    timeline: Timeline
    areas: tuple[str, ...] | None = None
    outside: tuple[tuple[tuple[str, ...], Timeline], ...] = ()


@dataclass(frozen=True)
class NotSuspended:
    """Not while it is suspended for whoever is bound.

    ``lines``: for everybody; ``own``: of the parties of which something was declared by itself, in place of ``lines``.
    ``bound``: whom the provision binds (None: every party). ``of_others``: it is they who owe it, whoever acted.
    """

    lines: tuple[Off, ...]
    own: tuple[tuple[str, tuple[Off, ...]], ...]
    bound: tuple[str, ...] | None
    parties: tuple[str, ...]
    of_others: bool = False

    @property
    def all_lines(self) -> tuple[Off, ...]:
        return (*self.lines, *(line for _, lines in self.own for line in lines))

    def of(self, party: str | None) -> tuple[Off, ...]:
        """When it is off for a party; None: for somebody who is no party."""
        return next((lines for name, lines in self.own if name == party), self.lines)

    def timelines(self) -> list[Timeline]:
        return [t for off in self.all_lines for t in (off.timeline, *(line for _, line in off.outside))]


@dataclass(frozen=True)
class NotPermitted:
    """No permission lifts the provision: the permissions' own conditions decide. ``because``: if that stays open."""

    permissions: tuple[Rule, ...]
    because: str = "act"


@dataclass(frozen=True)
class Unrecorded:
    """May be so or not: a consent that nobody recorded, or one known from background only."""


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
    | OriginKindIs
    | AcrossLine
    | NearLine
    | QuantityOver
    | RunningBalance
    | NoticeMissing
    | Omitted
    | InWindows
    | NotSuspended
    | NotPermitted
    | Unrecorded
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
