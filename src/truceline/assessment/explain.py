"""A finding as sentences a lawyer can follow, out of its trace and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from truceline.assessment.by_name import BOUND_ON_ACT
from truceline.assessment.rulings import READING_BINDS
from truceline.vocabulary.terms import NOT_COVERED_SENTENCE

MARKS = {"met": "●", "cannot_tell": "◍", "not_met": "○"}

BECAUSE = {
    "time": "the time is not precise enough, or when it began or ended is disputed",
    "place": "the place is not precise enough for the border",
    "unpublished_border": "the border was never published",
    "actor_unknown": "the sources use a label that may stand for several groups, or name nobody",
    "membership": "whether an actor had joined cannot be told",
    "mixed_side": "one side mixes groups that are bound with one that is excluded or not bound",
    "excluded_by_some": "only one of the possible actors is excluded",
    "act": "what was done is described too broadly",
    "weapon": "the weapon is not claimed",
    "target": "against whom is not claimed",
    "basis": "it would rest on a fact that nobody verified",
    "balance": "how much had been used up before is not certain",
    "notice": "whether and when notice was given is not claimed, or the claims differ",
    "omission": "others may have breached what somebody had to prevent, and nobody claims the omission itself",
    "consent": "whether somebody consented who could is not on record",
    "attribution": "nobody says which side acted, and it matters",
}

COVERAGE_WORDS = {
    "covered": "covered",
    "not_covered": NOT_COVERED_SENTENCE,
    "cannot_tell": "cannot tell whether it is covered",
}


def conclusion(finding: Mapping[str, Any]) -> str:
    """One sentence: coverage, outcome with provisions, and why it stays open."""
    if finding["coverage"] == "not_covered":
        return outside(finding) + overtaken(finding)
    words = COVERAGE_WORDS[finding["coverage"]]
    provisions = ", ".join(finding["provision_ids"])
    if finding["outcome"] == "violation":
        words += f"; assessed as a violation of {provisions} if the claims are true"
    elif finding["outcome"] == "no_violation":
        words += "; no provision is touched by what is claimed"
    elif finding["coverage"] == "covered":
        words += f"; undetermined{f' ({provisions} may be touched)' if provisions else ''}"
    if finding.get("cannot_tell_because"):
        words += f": {BECAUSE[finding['cannot_tell_because']]}"
    return words[0].upper() + words[1:] + "." + overtaken(finding)


def outside(finding: Mapping[str, Any]) -> str:
    """That the instrument does not speak to it; for somebody who is bound by name, that nothing on this act does."""
    named = any(r["condition"] == BOUND_ON_ACT and r["decides"] for r in finding.get("reasons") or ())
    words = f"not bound by a provision on this act: {NOT_COVERED_SENTENCE}" if named else NOT_COVERED_SENTENCE
    return f"{words[0].upper()}{words[1:]}."


def overtaken(finding: Mapping[str, Any]) -> str:
    """That a binding interpreter decided for another reading, if one did; empty otherwise."""
    said = [r["value"] for r in finding.get("reasons") or () if r.get("condition") == READING_BINDS]
    told = [s for s in said if s.startswith("overtaken")]
    return f" This reading was {'; '.join(told)}" if told else ""


def trace_lines(finding: Mapping[str, Any]) -> Iterable[str]:
    """The trace as text, deciding conditions marked with an arrow."""
    for number, reason in enumerate(finding["reasons"], 1):
        arrow = "→" if reason["decides"] else " "
        provision = f"[{reason['provision_id']}] " if reason["provision_id"] else ""
        low, high = reason["p_low"], reason["p_high"]
        chance = f"{low:.2f}" if abs(high - low) < 1e-9 else f"{low:.2f}–{high:.2f}"
        basis = f" (basis {reason['basis']}{', ' + reason['source'] if reason['source'] else ''})"
        head = f"{arrow} {number:>2} {MARKS[reason['state']]} {provision}{reason['question']}"
        yield f"{head} {reason['value']} [{chance}]{basis}"
