"""One module per provision kind, each with ``compile_rule``. The list is explicit: a new kind adds its line."""

from __future__ import annotations

from collections.abc import Callable

from truceline.agreement.model import Agreement, Provision
from truceline.assessment.predicates import Rule
from truceline.assessment.rules import obligation, permission, procedure, prohibition, right

COMPILERS: dict[str, Callable[[Provision, Agreement], Rule]] = {
    "prohibition": prohibition.compile_rule,
    "obligation": obligation.compile_rule,
    "permission": permission.compile_rule,
    "right": right.compile_rule,
    "procedure": procedure.compile_rule,
}
