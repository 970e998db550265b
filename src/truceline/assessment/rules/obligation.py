"""An obligation is touched when somebody it binds does what breaches it (``breached_by``).

An obligation that names no such act is kept as a commitment with its deadline; no report can touch it.
Source: docs/methods/assessment.md §4
"""

from __future__ import annotations

from truceline.agreement.model import Agreement, Provision, plain
from truceline.assessment.predicates import ActIs, BoundBy, Predicate, Rule
from truceline.assessment.rules.conditions import shared_predicates


def compile_rule(provision: Provision, view: Agreement) -> Rule:
    breaches = tuple(provision.breached_by or ())
    predicates: list[Predicate] = [ActIs(breaches), BoundBy(tuple(provision.bound) if provision.bound else None)]
    predicates += shared_predicates(provision, view)
    return Rule(
        provision.id,
        "obligation",
        plain(provision.text),
        provision.basis,
        provision.source,
        tuple(predicates),
        bool(breaches),
    )
