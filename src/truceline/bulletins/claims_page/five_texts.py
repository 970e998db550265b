"""five-texts.html: what a few source texts say, by whom, and where each item lives. No script.

The page opens on the event with most claimants, then sets a claimed count of contacts beside the log.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from truceline.bulletins.claims_page.page import names_of, render
from truceline.bulletins.claims_page.side_by_side import beside_log, listing_groups, roles_table, same_event
from truceline.bulletins.claims_page.text_items import items_of
from truceline.tables.source_texts import ClaimTables
from truceline.vocabulary.terms import NOT_COVERED_SENTENCE

Row = Mapping[str, Any]
COVERAGE_WORDS = {"covered": "covered", "cannot_tell": "cannot tell", "not_covered": NOT_COVERED_SENTENCE}
BECAUSE = {
    "time": "the hour",
    "place": "how precisely the place is known",
    "unpublished_border": "a border nobody published",
    "actor_unknown": "who acted is not known",
    "membership": "whether a group had joined",
    "mixed_side": "a side that mixes groups",
    "excluded_by_some": "some of those named are excluded",
    "act": "what kind of act it was",
    "weapon": "the weapon",
    "target": "what was hit",
    "basis": "a fact nobody verified",
    "attribution": "attribution not settled",
}


def render_five_texts(
    claims: ClaimTables,
    findings: Sequence[Row] | None = None,
    instrument_titles: Mapping[str, str] | None = None,
    actor_titles: Mapping[str, str] | None = None,
) -> str:
    """The page as text.

    ``findings``: rows of the findings table; those of the opening incident are shown, one card a reading, never added.
    ``instrument_titles``: instrument id → short title; an id without one is shown as it is.
    ``actor_titles``: a name that a claim uses → the registry's actor, so that two names of one actor do not differ.
    """
    named = names_of(claims.named_actors.to_pylist())
    titles = dict(instrument_titles or {})
    event = same_event(claims, actor_titles or {})
    shown = [f for f in findings or () if event and f["incident_id"] == event["incident_id"]]
    texts = []
    for text in claims.texts.to_pylist():
        texts.append({**text, "entries": items_of(text["text_id"], claims, named, titles)})
    return render(
        "five-texts.html.j2",
        names=named,
        event=event,
        cards=[_card(f, titles) for f in shown],
        assessed=findings is not None,
        beside=beside_log(claims, named),
        texts=texts,
        roles=roles_table(claims, named),
        listings=listing_groups(claims, named),
        proposals=_proposals(claims, named),
    )


def _card(finding: Row, titles: Mapping[str, str]) -> dict[str, Any]:
    """One finding in the words of the page. The deciding condition is the only thing that is marked."""
    coverage, outcome = finding["coverage"], finding["outcome"]
    badge = ("doubt", "cannot tell")
    if coverage == "not_covered":
        badge = ("out", "other law not assessed")
    elif outcome == "violation":
        badge = ("violation", "violation of " + ", ".join(finding["provision_ids"]))
    elif outcome == "no_violation":
        badge = ("", "no violation")
    elif coverage == "covered":
        badge = ("doubt", "undetermined")
    because = finding.get("cannot_tell_because")
    deciding = [r for r in finding.get("reasons") or () if r["decides"]]
    return {
        "instrument": titles.get(finding["agreement_id"], finding["agreement_id"]),
        "reading": finding["reading"],
        "coverage": coverage,
        "word": COVERAGE_WORDS[coverage],
        "badge": badge,
        "because": BECAUSE.get(because, because) if because else None,
        "range": (finding["p_low"], finding["p_high"]),
        "deciding": [(r["question"], r["value"]) for r in deciding[:2]],
    }


def _proposals(claims: ClaimTables, named: Mapping[str, str]) -> list[dict[str, Any]]:
    """One entry a proposal, with what each claimant says of it."""
    found: dict[str, dict[str, Any]] = {}
    for row in claims.proposals.to_pylist():
        entry = found.setdefault(row["proposal_id"], {"place": row["place"], "status": row["status"], "says": []})
        entry["says"].append({**row, "who": named.get(row["claimant"], row["claimant"])})
    return list(found.values())
