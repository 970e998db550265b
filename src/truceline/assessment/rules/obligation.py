"""An obligation is touched when somebody it binds does what breaches it (``breached_by``).

One that asks for a notice is touched by the act done without it; one that ensures the conduct of others may be touched
by their breach. One that names neither is kept as a commitment with its deadline; no report can touch it.
Source: docs/methods/assessment.md §4
"""

from __future__ import annotations

from truceline.agreement.model import Agreement, Provision, plain
from truceline.assessment.predicates import ActIs, BoundBy, NoticeMissing, Omitted, Predicate, Rule
from truceline.assessment.rules.conditions import shared_predicates


def compile_rule(provision: Provision, view: Agreement) -> Rule:
    return Rule(
        provision.id,
        "obligation",
        plain(provision.text),
        provision.basis,
        provision.source,
        (*_touched_by(provision, view), *shared_predicates(provision, view)),
        bool(provision.breached_by or provision.notice or provision.ensures),
    )


def _touched_by(provision: Provision, view: Agreement) -> list[Predicate]:
    failures = tuple(provision.breached_by or ())
    bound = BoundBy(tuple(provision.bound) if provision.bound else None)
    if provision.ensures is not None:
        duty, others = provision.ensures, tuple(provision.bound or ())
        provisions = tuple(duty.provisions) if duty.provisions is not None else None
        return [Omitted((ActIs(failures), bound), tuple(duty.parties), provisions, others, tuple(duty.acts or ()))]
    if provision.notice is not None:
        missing = NoticeMissing(provision.notice, failures, view.timezone, view.calendar)
        return [ActIs((*provision.notice.of, *failures)), bound, missing]
    return [ActIs(failures), bound]
