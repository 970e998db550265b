"""How well texts are read: F1 a layer, a text and overall, against annotated texts beside the checkout; speed and memory.

    python bench/reading.py [--errors LAYER] [--no-speed] [--extras]

A regression gate, no proof of quality: five texts, one annotator. Ids of the annotation are led to registry ids below;
what is not in that list compares as written.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from truceline.formats.reading_data import load_lexicons
from truceline.formats.reading_extras import installed_parsers
from truceline.reading.lexicon import Lexicons
from truceline.reading.model import Reading, Span
from truceline.reading.read import read_text
from truceline.reading.syntax import Parser

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
IDS = {
    "state:RU": "russia", "state:US": "us", "state:SY": "sy-government", "state:TR": "turkey", "state:SA": "saudi-arabia", "state:IR": "iran", "state:CA": "canada",
    "state:GB": "uk", "state:AU": "australia", "state:EG": "egypt", "state:AE": "uae", "state:IN": "india", "state:ID": "indonesia", "per:lavrov": "lavrov", "per:kerry": "kerry",
    "per:putin": "putin", "per:assad": "assad", "per:pankov": "pankov", "per:trump": "trump", "per:de_mistura": "de_mistura", "arm:is": "isil", "arm:nusra": "nusra", "arm:alqaeda": "al-qaida",
    "arm:hezbollah": "hezbollah", "arm:foreign_backed_militants": "foreign-backed-militants", "opp:armed_opposition": "syrian-opposition", "opp:hnc": "hnc", "org:un": "un", "org:unsc": "unsc",
    "org:issg": "issg", "org:ru_mfa": "russia-mfa", "org:white_house": "white-house", "mil:sy_army": "syrian-army", "mil:ru_vks": "russia-air-force", "coal:us_led": "us-coalition",
    "grp:astana_guarantors": "guarantors", "media:tass": "tass", "media:reuters": "reuters", "media:sputnik": "sputnik", "media:sana": "sana", "media:afp": "afp", "media:epa": "epa", "media:presstv": "presstv",
}  # fmt: skip
PLACES = {
    "pl:RU": ("RUS",), "pl:US": ("USA",), "pl:SY": ("SYR",), "pl:TR": ("TUR",), "pl:SA": ("SAU",), "pl:IR": ("IRN",), "pl:IQ": ("IRQ",), "pl:CA": ("CAN",), "pl:GB": ("GBR",), "pl:AU": ("AUS",),
    "pl:EG": ("EGY",), "pl:AE": ("ARE",), "pl:IN": ("IND",), "pl:ID": ("IDN",), "pl:DE": ("DEU",), "pl:moscow": ("ru-capital",), "pl:washington": ("us-capital",), "pl:damascus": ("sy-capital", "damascus-city", "sy-damascus", "sy-rif-dimashq"),
    "pl:riyadh": ("sa-capital",), "pl:ankara": ("tr-capital",), "pl:astana": ("kz-capital",), "pl:aleppo": ("syr-aleppo", "aleppo-city"), "pl:aleppo_gov": ("syr-aleppo-province", "sy-aleppo"),
    "pl:latakia_gov": ("syr-latakia-province", "sy-latakia"), "pl:palmyra": ("syr-palmyra", "palmyra"), "pl:geneva": ("che-geneva",), "pl:munich": ("deu-munich",), "pl:manbij": ("syr-manbij", "manbij"),
    "pl:al_bab": ("syr-al-bab", "al-bab"), "pl:raqqa": ("syr-raqqa", "raqqa-city"), "pl:vladimir_oblast": ("rus-vladimir-region",), "pl:dvoriki": ("rus-dvoriki",), "pl:al_dabit_clinic": ("al-dabit",), "pl:klyazma": ("rus-klyazma-river",),
}  # fmt: skip


class Score:
    """Right, predicted, wanted; F1 of them."""

    def __init__(self) -> None:
        self.right = self.predicted = self.wanted = 0.0

    def add(self, right: float, predicted: float, wanted: float) -> None:
        self.right, self.predicted, self.wanted = self.right + right, self.predicted + predicted, self.wanted + wanted

    @property
    def f1(self) -> float | None:
        total = self.predicted + self.wanted
        return 2 * self.right / total if total else None


Scores = dict[str, Score]
Errors = list[str]


def span_of(item: dict[str, Any]) -> Span:
    return Span(item["start"], item["end"])


def overlap(left: Span, right: Span) -> float:
    """Shared part of both."""
    shared = min(left.end, right.end) - max(left.start, right.start)
    return max(0, shared) / (max(left.end, right.end) - min(left.start, right.start) or 1)


def pair_up(gold: list[Any], found: list[Any], fits: Any) -> list[tuple[Any, Any]]:
    """One to one, best first; ``fits`` gives a score, 0 for no match."""
    ranked = sorted(
        ((fits(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)), key=lambda x: (-x[0], x[1], x[2])
    )
    left, right, pairs = set(), set(), []
    for value, i, j in ranked:
        if value > 0 and i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def actor_ids(ids: list[str]) -> set[str]:
    return {IDS.get(i, i) for i in ids}


def same_place(gold: str, found: str | None) -> bool:
    return found is not None and (found in PLACES.get(gold, (gold,)))


def score_meta(gold: dict[str, Any], read: Reading, scores: Scores, errors: Errors) -> None:
    meta = gold["meta"]
    checks = {
        "outlet": (IDS.get((meta["outlet"] or {}).get("id", "")), read.meta.outlet_id),
        "headline": (span_of(meta["headline"]), read.meta.headline),
        "document date": (meta["doc_date"], str(read.meta.doc_date)),
        "language": (meta["language"], read.meta.language),
    }
    line = meta["dateline"]
    checks["dateline place"] = (span_of(line["place"]) if line else None, read.meta.dateline_place)
    checks["dateline date"] = (span_of(line["date"]) if line else None, read.meta.dateline_date)
    for name, (want, got) in checks.items():
        agree = want == got or (isinstance(want, Span) and isinstance(got, Span) and overlap(want, got) > 0.9)
        scores["document date" if name == "document date" else "metadata"].add(agree, 1, 1)
        if not agree:
            errors.append(f"meta {name}: wanted {want}, read {got}")


def score_blocks(gold: dict[str, Any], read: Reading, scores: Scores, errors: Errors) -> None:
    meta = gold["meta"]
    want = [
        (k, span_of(s))
        for k, key in (
            ("subhead", "subheads"),
            ("caption", "captions"),
            ("boilerplate", "boilerplate"),
            ("related_link", "related_links"),
        )
        for s in meta.get(key, [])
    ]
    got = [(b.kind, b.span) for b in read.blocks if b.kind in ("subhead", "caption", "boilerplate", "related_link")]
    # what was annotated as one stretch may be several lines
    right = sum(any(k == g and s.touches(w) for g, s in got) for k, w in want)
    precise = sum(any(k == g and s.touches(w) for k, w in want) for g, s in got)
    score = scores["blocks"]
    score.add(right + precise, len(got) + precise, len(want) + right)
    errors += [
        f"block missing {k} {w.of(read.text)[:60]!r}"
        for k, w in want
        if not any(k == g and s.touches(w) for g, s in got)
    ]
    errors += [
        f"block extra {k} {s.of(read.text)[:60]!r}" for k, s in got if not any(k == g and s.touches(w) for g, w in want)
    ]


def score_actors(gold: dict[str, Any], read: Reading, scores: Scores, errors: Errors) -> None:
    aside = [span_of(a) for a in gold["actors"] if a["kind"] == "affil"]
    want = [a for a in gold["actors"] if a["kind"] != "affil"]
    got = [a for a in read.actors if a.kind != "affil"]
    pairs = pair_up(
        want,
        got,
        lambda g, f: (
            overlap(span_of(g), f.span)
            if overlap(span_of(g), f.span) >= 0.5 and actor_ids(g["actor"]) == set(f.actor_ids)
            else 0
        ),
    )
    matched = {id(f) for _, f in pairs}
    spare = [f for f in got if id(f) not in matched and not any(f.span.touches(s) for s in aside)]
    scores["actors resolved"].add(len(pairs), len(pairs) + len(spare), len(want))
    hit = {id(g) for g, _ in pairs}
    errors += [f"actor missing {g['text']!r} {g['actor']} {g['kind']} @{g['start']}" for g in want if id(g) not in hit]
    errors += [f"actor extra {f.span.of(read.text)!r} {f.actor_ids} {f.rule} @{f.span.start}" for f in spare]


def score_places(gold: dict[str, Any], read: Reading, scores: Scores, errors: Errors) -> None:
    want = [p for p in gold["places"] if p["use"] == "lit"]
    got = [p for p in read.places if p.use == "lit"]
    pairs = pair_up(want, got, lambda g, f: overlap(span_of(g), f.span) if overlap(span_of(g), f.span) >= 0.5 else 0)
    scores["literal places"].add(len(pairs), len(got), len(want))
    right = sum(same_place(g["place"], f.place_id) for g, f in pairs)
    scores["place resolution"].add(right, len(pairs), len(pairs))
    hit, used = {id(g) for g, _ in pairs}, {id(f) for _, f in pairs}
    errors += [f"place missing {g['text']!r} @{g['start']}" for g in want if id(g) not in hit]
    errors += [f"place extra {f.span.of(read.text)!r} {f.rule} @{f.span.start}" for f in got if id(f) not in used]
    errors += [
        f"place resolved {g['text']!r} wanted {g['place']} read {f.place_id} {f.candidates}"
        for g, f in pairs
        if not same_place(g["place"], f.place_id)
    ]


def score_dates(gold: dict[str, Any], read: Reading, scores: Scores, errors: Errors) -> None:
    pairs = pair_up(
        gold["dates"],
        read.dates,
        lambda g, f: overlap(span_of(g), f.span) if overlap(span_of(g), f.span) >= 0.5 and g["value"] == f.value else 0,
    )
    scores["dates, value"].add(len(pairs), len(read.dates), len(gold["dates"]))
    hit, used = {id(g) for g, _ in pairs}, {id(f) for _, f in pairs}
    errors += [f"date missing {g['text']!r} {g['value']}" for g in gold["dates"] if id(g) not in hit]
    errors += [f"date extra {f.span.of(read.text)!r} {f.value} {f.rule}" for f in read.dates if id(f) not in used]


def covered(spans: list[Span]) -> set[int]:
    return {i for s in spans for i in range(s.start, s.end)}


def score_statements(gold: dict[str, Any], read: Reading, scores: Scores, errors: Errors) -> None:
    def fits(want: dict[str, Any], got: Any) -> float:
        left, right = covered([span_of(c) for c in want["content"]]), covered(list(got.content))
        both = len(left & right) / len(left | right)
        return both if both >= 0.5 else 0

    want = gold["statements"]
    pairs = pair_up(want, read.statements, fits)
    optional = sum(bool(g.get("optional")) for g in want if not any(g is p for p, _ in pairs))
    spare = [s for s in read.statements if not any(s is f for _, f in pairs) and not s.attitude]
    scores["statements, span"].add(len(pairs), len(pairs) + len(spare), len(want) - optional)
    right = [(g, f) for g, f in pairs if actor_ids(g["speaker_ids"]) == set(f.speaker_ids)]
    scores["statements with speaker"].add(len(right), len(pairs) + len(spare), len(want) - optional)
    errors += [
        f"statement missing {g['id']} {g['content'][0]['text'][:70]!r}"
        for g in want
        if not g.get("optional") and not any(g is p for p, _ in pairs)
    ]
    errors += [
        f"statement extra {s.rule} {s.content[0].of(read.text)[:70]!r} cue {s.cue.of(read.text) if s.cue else None}"
        for s in spare
    ]
    errors += [
        f"statement speaker {g['id']} wanted {g['speaker_ids']} read {f.speaker_ids} {f.rule}"
        for g, f in pairs
        if (g, f) not in right
    ]


def score_events(gold: dict[str, Any], read: Reading, scores: Scores, errors: Errors) -> None:
    """Type and any trigger; arguments over all events, so that a missed event costs its arguments too."""
    pairs = pair_up(
        gold["events"],
        read.events,
        lambda g, f: (
            sum(any(span_of(t).touches(s) for s in f.triggers) for t in g["triggers"]) if g["type"] == f.type else 0
        ),
    )
    scores["event type + trigger"].add(len(pairs), len(read.events), len(gold["events"]))
    for name, key in (("event agents", "agents"), ("event targets", "targets")):
        right = sum(len(actor_ids(g[key]) & set(getattr(f, key))) for g, f in pairs)
        scores[name].add(right, sum(len(getattr(f, key)) for _, f in pairs), sum(len(g[key]) for g in gold["events"]))
        errors += [
            f"event {key} {g['type']} {g['triggers'][0]['text']!r} wanted {g[key]} read {getattr(f, key)}"
            for g, f in pairs
            if actor_ids(g[key]) != set(getattr(f, key))
        ]
    right = sum(any(same_place(p, q) for q in f.places) for g, f in pairs for p in g["places"])
    scores["event places"].add(
        right, sum(len(f.places) for _, f in pairs), sum(len(g["places"]) for g in gold["events"])
    )
    errors += [
        f"event places {g['type']} {g['triggers'][0]['text']!r} wanted {g['places']} read {f.places}"
        for g, f in pairs
        if len(g["places"]) != len(f.places) or not all(any(same_place(p, q) for q in f.places) for p in g["places"])
    ]
    scores["event dates"].add(
        sum(g["date"] == f.date and g["date"] is not None for g, f in pairs),
        sum(f.date is not None for _, f in pairs),
        sum(g["date"] is not None for g in gold["events"]),
    )
    errors += [
        f"event date {g['type']} {g['triggers'][0]['text']!r} wanted {g['date']} read {f.date}"
        for g, f in pairs
        if g["date"] != f.date
    ]
    agree = [
        (g, f) for g, f in pairs if g["modality"] == f.modality and actor_ids(g["claimed_by"]) == set(f.claimed_by)
    ]
    scores["claimant"].add(len(agree), len(pairs), len(pairs))
    claimed = [(g, f) for g, f in pairs if g["modality"] == "claimed"]
    wrong = [(g, f) for g, f in claimed if not f.claimed_by or not set(f.claimed_by) <= actor_ids(g["claimed_by"])]
    scores["claims with a wrong claimant or none"].add(len(wrong), len(claimed), len(claimed))
    scores["polarity"].add(sum(g["polarity"] == f.polarity for g, f in pairs), len(pairs), len(pairs))
    errors += [
        f"event claimant {g['type']} {g['triggers'][0]['text']!r} wanted {g['modality']} {g['claimed_by']} read {f.modality} {f.claimed_by}"
        for g, f in pairs
        if (g, f) not in agree
    ]
    errors += [
        f"event polarity {g['type']} {g['triggers'][0]['text']!r} wanted {g['polarity']} read {f.polarity}"
        for g, f in pairs
        if g["polarity"] != f.polarity
    ]
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


def score_rest(gold: dict[str, Any], read: Reading, scores: Scores, errors: Errors) -> None:
    pairs = pair_up(
        gold["agreements"],
        read.agreements,
        lambda g, f: (
            1.0
            if g["type"] == f.type
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


LAYERS = (score_meta, score_blocks, score_actors, score_places, score_dates, score_statements, score_events, score_rest)


def score_text(gold: dict[str, Any], read: Reading) -> tuple[Scores, Errors]:
    scores: Scores = defaultdict(Score)
    errors: Errors = []
    for layer in LAYERS:
        layer(gold, read, scores, errors)
    return scores, errors


def annotated() -> list[tuple[str, str, dict[str, Any]]]:
    """(name, text, annotation) of every annotated text; empty when they do not lie beside the checkout."""
    found = []
    for path in sorted((SHARED / "text" / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        with (SHARED / "seeds" / gold["doc"]).open(encoding="utf-8", newline="") as file:
            found.append((path.stem, file.read(), gold))
    return found


def table(per_text: dict[str, Scores]) -> dict[str, dict[str, float | None]]:
    names = list(dict.fromkeys(n for scores in per_text.values() for n in scores))
    rows: dict[str, dict[str, float | None]] = {}
    for name in names:
        total = Score()
        row: dict[str, float | None] = {}
        for text, scores in per_text.items():
            one = scores.get(name, Score())
            row[text] = one.f1
            total.add(one.right, one.predicted, one.wanted)
        rows[name] = {"all": total.f1, **row}
    return rows


def throughput(
    lexicons: Lexicons, texts: list[str], parsers: Mapping[str, Parser] | None = None, seconds: float = 4.0
) -> tuple[float, float]:
    """Documents and megabytes a second, one core, lexicons loaded."""
    count, size = 0, 0
    started = time.process_time()  # of this process: the machine may be shared
    while time.process_time() - started < seconds:
        for text in texts:
            read_text(text, lexicons, parsers=parsers)
            count, size = count + 1, size + len(text)
    spent = time.process_time() - started
    return count / spent, size / spent / 1e6


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--errors", default="", help="print what differs, of layers whose message begins so; 'all' for all"
    )
    options.add_argument("--no-speed", action="store_true")
    options.add_argument("--extras", action="store_true", help="with the parsers that are installed")
    chosen = options.parse_args()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    lexicons = load_lexicons()
    parsers = installed_parsers() if chosen.extras else {}
    texts = annotated()
    if not texts:
        sys.exit("not measured: the annotated texts do not lie beside the checkout")
    per_text: dict[str, Scores] = {}
    for name, text, gold in texts:
        scores, errors = score_text(gold, read_text(text, lexicons, parsers=parsers))
        per_text[name] = scores
        for error in errors:
            if chosen.errors and (chosen.errors == "all" or error.startswith(chosen.errors)):
                print(f"{name} {error}")
    rows = table(per_text)
    print(f"{'layer':38}" + "".join(f"{c:>7}" for c in next(iter(rows.values()))))
    for layer, row in rows.items():
        print(f"{layer:38}" + "".join(f"{'-' if v is None else format(v, '.3f'):>7}" for v in row.values()))
    if not chosen.no_speed:
        rate, mega = throughput(lexicons, [t for _, t, _ in texts], parsers)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(
            f"\n{rate:.1f} documents/s, {mega:.2f} MB/s on one core; {(peak - before) / 1024:.0f} MB for lexicons and readings, {peak / 1024:.0f} MB in all"
        )


if __name__ == "__main__":
    main()
