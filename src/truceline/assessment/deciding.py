"""Which conditions of a trace decide: one rule for the trace that is made and for the one put together again."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from truceline.vocabulary.terms import Coverage, Outcome

BESIDE = "reading_binds"  # an interpreter's decision stands beside the finding and never decides it
Condition = tuple[str, str | None, str]
"""Its name, its provision (None: of the instrument itself) and its state: met, cannot_tell or not_met."""


def deciding(
    coverage: Coverage, outcome: Outcome, provisions: Collection[str], trace: Sequence[Condition]
) -> list[bool]:
    """For each condition: does the finding rest on it?

    Not covered: the first condition that fails under every alternative, else all that are not met for sure.
    """
    if coverage is Coverage.NOT_COVERED:
        failed = next((i for i, (name, _, state) in enumerate(trace) if name != BESIDE and state == "not_met"), None)
        return [
            name != BESIDE and (i == failed if failed is not None else state != "met")
            for i, (name, _, state) in enumerate(trace)
        ]
    return [_decides(coverage, outcome, provisions, *condition) for condition in trace]


def _decides(
    coverage: Coverage, outcome: Outcome, provisions: Collection[str], name: str, provision: str | None, state: str
) -> bool:
    if name == BESIDE:
        return False
    if coverage is Coverage.CANNOT_TELL:
        return provision is None and state != "met"
    if outcome is Outcome.VIOLATION:
        return provision in provisions and name == "act_is" and state != "not_met"
    if outcome is Outcome.NO_VIOLATION:
        return provision is not None and state == "not_met"
    return provision in provisions and state != "met"
