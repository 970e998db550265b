"""Scores of a reading against an annotation, layer by layer: page, blocks, actors, places, dates, statements.

Ids of the annotation are led to registry ids below; what is not in that list compares as written. ``a/b`` in an
annotation: either will do; an empty alternative: none will do too; ``~``: not scored.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from truceline.reading.model import Reading, Span

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


def either(item: str) -> set[str]:
    """Registry ids that one annotated id stands for; '' among them: none will do too."""
    return {IDS.get(i, i) for i in item.split("/")}


def hits(wanted: list[str], found: Iterable[str]) -> tuple[int, int]:
    """(annotated ids that were read, annotated ids that had to be read); 'russia/' need not be."""
    got = set(found)
    right = [bool(either(i) & got) for i in wanted]
    return sum(right), sum(r or "" not in either(i) for i, r in zip(wanted, right, strict=True))


def same_actors(wanted: list[str], found: Iterable[str]) -> bool:
    """The very same actors; '?' is somebody whom no registry knows."""
    got = set(found)
    if any(i.startswith("~") for i in wanted):
        return True
    if not got and any("?" in i.split("/") for i in wanted):
        return True
    wanted = [i for i in wanted if i != "?"]
    right, must = hits(wanted, got)
    return right == must and right == len(got)


def same_place(gold: str, found: str | None) -> bool:
    if gold == "?":
        return found is None
    return found is not None and any(found in PLACES.get(g, (g,)) for g in gold.split("/"))


def score_meta(gold: dict[str, Any], read: Reading, scores: Scores, errors: Errors) -> None:
    meta = gold["meta"]
    outlet = meta["outlet"]
    if isinstance(outlet, str):  # an own text: 'reuters', '-' for none
        checks = {"outlet": (None if outlet == "-" else outlet, read.meta.outlet_id)}
    else:
        line = meta["dateline"]
        checks = {
            "outlet": (IDS.get((outlet or {}).get("id", "")), read.meta.outlet_id),
            "headline": (span_of(meta["headline"]), read.meta.headline),
            "dateline place": (span_of(line["place"]) if line else None, read.meta.dateline_place),
            "dateline date": (span_of(line["date"]) if line else None, read.meta.dateline_date),
        }
    checks["document date"] = (meta["doc_date"], str(read.meta.doc_date))
    checks["language"] = (meta["language"], read.meta.language)
    for name, (want, got) in checks.items():
        agree = want == got or (isinstance(want, Span) and isinstance(got, Span) and overlap(want, got) > 0.9)
        scores["document date" if name == "document date" else "metadata"].add(agree, 1, 1)
        if not agree:
            errors.append(f"meta {name}: wanted {want}, read {got}")


def score_blocks(gold: dict[str, Any], read: Reading, scores: Scores, errors: Errors) -> None:
    meta = gold["meta"]
    if isinstance(meta["outlet"], str):
        return  # not annotated in own texts
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
            if overlap(span_of(g), f.span) >= 0.5 and (g["actor"] == ["?"] or same_actors(g["actor"], f.actor_ids))
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
        lambda g, f: (
            overlap(span_of(g), f.span) if overlap(span_of(g), f.span) >= 0.5 and g["value"] in (f.value, "?") else 0
        ),
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
    right = [(g, f) for g, f in pairs if same_actors(g["speaker_ids"], f.speaker_ids)]
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
