"""Scores of events, counts, agreements, commitments, listings and aliases against an annotation."""

from __future__ import annotations

from typing import Any

from bench.reading_layers import (
    IDS,
    Errors,
    Score,
    Scores,
    either,
    hits,
    overlap,
    pair_up,
    same_actors,
    same_place,
    span_of,
)
from truceline.reading.model import CountClaim, Event, Reading


def score_events(gold: dict[str, Any], read: Reading, scores: Scores, errors: Errors) -> None:
    """Type and any trigger; arguments over all events, so that a missed event costs its arguments too."""

    def fits(want: dict[str, Any], got: Event) -> float:
        if got.type not in want["type"].split("/"):
            return 0
        # of two events at one trigger, the one whose polarity and claimant agree
        shared = sum(any(span_of(t).touches(s) for s in got.triggers) for t in want["triggers"])
        return shared + (0.1 * (got.polarity in want["polarity"].split("/")) if shared else 0)

    pairs = pair_up(gold["events"], read.events, fits)
    scores["event type + trigger"].add(len(pairs), len(read.events), len(gold["events"]))
    for key in ("agents", "targets"):
        _arguments(gold, pairs, key, scores[f"event {key}"], errors)
    _places(gold, pairs, scores["event places"], errors)
    _dates(gold, pairs, scores["event dates"], errors)
    _claimants(pairs, scores, errors)
    errors += [
        f"event missing {g['type']} {[t['text'] for t in g['triggers']]}"
        for g in gold["events"]
        if not any(g is p for p, _ in pairs)
    ]
    errors += [
        f"event extra {f.type} {[s.of(read.text) for s in f.triggers]} @{f.triggers[0].start}"
        for f in read.events
        if not any(f is q for _, q in pairs)
    ]


Pairs = list[tuple[dict[str, Any], Event]]


def _name(event: dict[str, Any]) -> str:
    return f"{event['type']} {event['triggers'][0]['text']!r}"


def _arguments(gold: dict[str, Any], pairs: Pairs, key: str, score: Score, errors: Errors) -> None:
    for event in gold["events"]:
        wanted = event[key]
        if any(i.startswith("~") for i in wanted):
            continue
        found = next((getattr(f, key) for g, f in pairs if g is event), ())
        found = tuple(i for i in found if i != "civilians" or i in wanted)  # generic: not annotated
        right, must = hits(wanted, found)
        score.add(right, len(found), must)
        if right != must or right != len(found):
            errors.append(f"event {key} {_name(event)} wanted {wanted} read {found}")


def _places(gold: dict[str, Any], pairs: Pairs, score: Score, errors: Errors) -> None:
    for event in gold["events"]:
        wanted = event["places"]
        if any(p.startswith("~") for p in wanted):
            continue
        found = next((f.places for g, f in pairs if g is event), ())
        right = sum(any(same_place(p, q) for q in found) for p in wanted)
        score.add(right, len(found), len(wanted))
        if right != len(wanted) or right != len(found):
            errors.append(f"event places {_name(event)} wanted {wanted} read {found}")


def _dates(gold: dict[str, Any], pairs: Pairs, score: Score, errors: Errors) -> None:
    for event in gold["events"]:
        wanted = (event["date"] or "").split("/") if "/" in str(event["date"] or "")[-1:] else [event["date"]]
        if wanted == ["~"] or str(event["date"]).endswith("/~"):
            continue
        found = next((f.date for g, f in pairs if g is event), None)
        right = found is not None and found in wanted
        score.add(right, found is not None, event["date"] is not None and (right or "" not in wanted))
        if not right and found != event["date"]:
            errors.append(f"event date {_name(event)} wanted {event['date']} read {found}")


def _claimants(pairs: Pairs, scores: Scores, errors: Errors) -> None:
    told = [(g, f) for g, f in pairs if g["modality"] != "any"]
    agree = [(g, f) for g, f in told if _same_claim(g, f)]
    scores["claimant"].add(len(agree), len(told), len(told))
    claimed = [
        (g, f) for g, f in told if g["modality"] == "claimed" and not any("-" in i.split("/") for i in g["claimed_by"])
    ]
    wrong = [(g, f) for g, f in claimed if not _right_mouth(g["claimed_by"], f)]
    scores["claims with a wrong claimant or none"].add(len(wrong), len(claimed), len(claimed))
    turned = [(g, f) for g, f in pairs if not {"~", f.polarity} & set(g["polarity"].split("/"))]
    scores["polarity"].add(len(pairs) - len(turned), len(pairs), len(pairs))
    errors += [
        f"event claimant {_name(g)} wanted {g['modality']} {g['claimed_by']} read {f.modality} {f.claimed_by}"
        for g, f in told
        if (g, f) not in agree
    ]
    errors += [f"event polarity {_name(g)} wanted {g['polarity']} read {f.polarity}" for g, f in turned]


def _same_claim(gold: dict[str, Any], found: Event) -> bool:
    names = [i for item in gold["claimed_by"] for i in item.split("/")]
    if found.modality == "asserted":
        return gold["modality"] == "asserted" or "-" in names
    if gold["modality"] == "asserted":
        return False
    return ("?" in names and not found.claimed_by) or same_actors(gold["claimed_by"], found.claimed_by)


def _right_mouth(wanted: list[str], found: Event) -> bool:
    """A claim is put into no other mouth; somebody whom no registry knows has no id, and still the claim is his."""
    names = {i for item in wanted for i in either(item)}
    if "?" in names and not found.claimed_by:
        return found.modality == "claimed"
    return bool(found.claimed_by) and set(found.claimed_by) <= names


def _figure(found: CountClaim) -> str:
    """'12', '3-5' of a range, else the words that stand for a number ('several dozen')."""
    if found.total is not None:
        return str(found.total)
    return f"{found.low}-{found.high}" if found.low is not None and found.high is not None else found.qualifier or ""


def score_counts(gold: dict[str, Any], read: Reading, scores: Scores, errors: Errors) -> None:
    """Facts of the counts of own texts: claimant, total, each place, the period before, the answer of others."""

    def claimed(want: dict[str, Any], got: CountClaim) -> bool:
        ids = want["by"].split("/")
        return (not got.claimant_ids and "?" in ids) or (len(got.claimant_ids) == 1 and got.claimant_ids[0] in ids)

    pairs = pair_up(
        gold.get("counts", []),
        read.counts,
        lambda g, f: 1 + 0.1 * claimed(g, f) if g["total"] == _figure(f) else 0,
    )
    for want in gold.get("counts", []):
        got = next((f for g, f in pairs if g is want), None)
        facts = [got is not None, got is not None and claimed(want, got)]
        facts += [
            got is not None and (p, int(n)) in [(b.text, b.count) for b in got.breakdown] for p, n in want["places"]
        ]
        facts += [got is not None and str(got.previous) == want["previous"]] if want["previous"] else []
        facts += [got is not None and want["answer"] in [a.answer for a in got.answers]] if want["answer"] else []
        scores["counts"].add(sum(facts), len(facts), len(facts))
        if not all(facts):
            errors.append(f"count {want} read {got}")


def score_rest(gold: dict[str, Any], read: Reading, scores: Scores, errors: Errors) -> None:
    pairs = pair_up(
        gold["agreements"],
        read.agreements,
        lambda g, f: (
            1.0
            if f.type in g["type"].split("/")
            and any(span_of(m).touches(s) for m in [g["span"], *g.get("mentions", [])] for s in f.mentions)
            else 0
        ),
    )
    scores["agreements"].add(len(pairs), len(read.agreements), len(gold["agreements"]))
    errors += [
        f"agreement missing {g['type']} {g['span']['text']!r}"
        for g in gold["agreements"]
        if not any(g is p for p, _ in pairs)
    ]
    errors += [
        f"agreement extra {f.type} {f.span.of(read.text)!r}"
        for f in read.agreements
        if not any(f is q for _, q in pairs)
    ]
    pairs = pair_up(
        gold["commitments"],
        read.commitments,
        lambda g, f: overlap(span_of(g["span"]), f.span) if overlap(span_of(g["span"]), f.span) >= 0.4 else 0,
    )
    scores["commitments"].add(len(pairs), len(read.commitments), len(gold["commitments"]))
    errors += [
        f"commitment missing {g['span']['text']!r}" for g in gold["commitments"] if not any(g is p for p, _ in pairs)
    ]
    errors += [
        f"commitment extra {f.span.of(read.text)!r}" for f in read.commitments if not any(f is q for _, q in pairs)
    ]
    pairs = pair_up(
        gold["designations"],
        read.designations,
        lambda g, f: (
            1.0
            if IDS.get(g["actor"]) == f.actor
            and IDS.get(g["authority"]) == f.authority
            and g["date"] == f.date
            and span_of(g["span"]).touches(f.span)
            else 0
        ),
    )
    scores["listings"].add(len(pairs), len(read.designations), len(gold["designations"]))
    errors += [
        f"listing missing {g['actor']} {g['authority']} {g['date']}"
        for g in gold["designations"]
        if not any(g is p for p, _ in pairs)
    ]
    errors += [
        f"listing extra {f.actor} {f.authority} {f.date}"
        for f in read.designations
        if not any(f is q for _, q in pairs)
    ]
    named = [r for r in read.relations if r.kind == "alias"]
    pairs = pair_up(
        gold["aliases"],
        named,
        lambda g, f: (
            overlap(span_of(g["span"]), f.span)
            if IDS.get(g["actor"]) == f.actor and overlap(span_of(g["span"]), f.span) > 0.4
            else 0
        ),
    )
    scores["aliases"].add(len(pairs), len(named), len(gold["aliases"]))
    errors += [f"alias missing {g['span']['text']!r}" for g in gold["aliases"] if not any(g is p for p, _ in pairs)]
    errors += [f"alias extra {f.span.of(read.text)!r}" for f in named if not any(f is q for _, q in pairs)]
