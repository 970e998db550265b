"""Keys that a kind of provision does not read: written there they would be silently lost.

`notice` and `ensures` outside obligations are refused with the rest of what concerns them.

Source: docs/methods/agreement-language.md, Provisions
"""

from __future__ import annotations

from collections.abc import Iterator

from truceline.agreement.model import Provision
from truceline.formats.agreement_feature_checks import Checked
from truceline.vocabulary.errors import Problem, problem

OBLIGE = "Write an obligation of its own for it."
IDLE: dict[str, dict[str, str]] = {
    "prohibition": {
        "breached_by": "Name the prohibited acts in 'acts'.",
        "holders": "Name who must not do it in 'bound'.",
    },
    "obligation": {
        "acts": "Name the acts that breach it in 'breached_by'.",
        "holders": "Name who owes it in 'bound'.",
    },
    "permission": {"breached_by": OBLIGE},
    "right": {"breached_by": "Write an obligation of whoever must respect it."},
    "procedure": {
        "breached_by": OBLIGE,
        "lifts": "Only permissions and rights lift provisions.",
    },
}


def idle_keys(c: Checked) -> Iterator[Problem]:
    """Every key of a provision that would change nothing there."""
    for index, provision in enumerate(c.agreement.provisions):
        for key, hint in _idle(provision):
            place = c.lined.place(("provisions", index, key))
            yield problem("E-AGREE-028", place, key=key, kind=provision.kind, hint=hint)


def _idle(p: Provision) -> Iterator[tuple[str, str]]:
    for key, hint in IDLE[p.kind].items():
        if getattr(p, key):
            yield key, hint
    if p.kind == "prohibition" and p.due is not None and p.when is None:
        hint = "Say in 'when' from which day it is prohibited, or write an obligation with 'breached_by'."
        yield "due", f"It is prohibited from the start of force. {hint}"
    if p.kind == "obligation" and p.ensures is not None and p.notice is not None:
        yield "notice", "With 'ensures' beside it no notice is asked for: write two obligations."
