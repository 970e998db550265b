"""five-texts.html: what a few source texts say, by whom, and where each item lives. No script.

The page opens on the event with most claimants, then sets a claimed count of contacts beside the log.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from truceline.bulletins.claims_page.side_by_side import beside_log, listing_groups, roles_table, same_event
from truceline.bulletins.claims_page.text_items import items_of
from truceline.bulletins.static_page import names_of, render
from truceline.tables.source_texts import ClaimTables
from truceline.vocabulary.terms import NOT_COVERED_SENTENCE

PACKAGE = "truceline.bulletins.claims_page"
Row = Mapping[str, Any]
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
    neighbours: Sequence[tuple[str, str]] = (),
) -> str:
    """The page as text. ``neighbours``: address and words of pages that lie beside this one.

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
    values = {
        "neighbours": neighbours,
        "names": named,
        "event": event,
        "cards": [_card(f, titles) for f in shown if f["coverage"] != "not_covered"],
        "outside": _outside([f for f in shown if f["coverage"] == "not_covered"], titles),
        "outside_words": NOT_COVERED_SENTENCE,
        "assessed": findings is not None,
        "beside": beside_log(claims, named),
        "texts": texts,
        "roles": roles_table(claims, named),
        "listings": listing_groups(claims, named),
        "proposals": _proposals(claims, named),
    }
    return render(PACKAGE, "five-texts.html.j2", values)


def _card(finding: Row, titles: Mapping[str, str]) -> dict[str, Any]:
    """One finding that is covered or cannot be told. The deciding condition is the only thing that is marked."""
    coverage, outcome = finding["coverage"], finding["outcome"]
    because = finding.get("cannot_tell_because")
    badge = ("doubt", BECAUSE.get(because, because) if because else "reason not given")
    if outcome == "violation":
        badge = ("violation", "violation of " + ", ".join(finding["provision_ids"]))
    elif outcome == "no_violation":
        badge = ("", "no violation")
    deciding = [r for r in finding.get("reasons") or () if r["decides"]]
    return {
        "instrument": titles.get(finding["agreement_id"], finding["agreement_id"]),
        "reading": finding["reading"],
        "coverage": coverage,
        "word": coverage.replace("_", " "),
        "badge": badge,
        "range": (finding["p_low"], finding["p_high"]),
        "deciding": [(r["question"], r["value"]) for r in deciding[:2]],
    }


def _outside(findings: Sequence[Row], titles: Mapping[str, str]) -> list[dict[str, Any]]:
    """Instruments that do not cover the event, with the readings that say so and the conditions that decided."""
    found: dict[tuple[str, tuple[tuple[str, str], ...]], list[str]] = {}
    for finding in findings:
        decided = tuple((r["question"], r["value"]) for r in finding.get("reasons") or () if r["decides"])
        found.setdefault((finding["agreement_id"], decided), []).append(finding["reading"])
    return [
        {"instrument": titles.get(agreement, agreement), "readings": readings, "deciding": decided}
        for (agreement, decided), readings in found.items()
    ]


def _proposals(claims: ClaimTables, named: Mapping[str, str]) -> list[dict[str, Any]]:
    """One entry a proposal, with what each claimant says of it."""
    found: dict[str, dict[str, Any]] = {}
    for row in claims.proposals.to_pylist():
        entry = found.setdefault(row["proposal_id"], {"place": row["place"], "status": row["status"], "says": []})
        entry["says"].append({**row, "who": named.get(row["claimant"], row["claimant"])})
    return list(found.values())
