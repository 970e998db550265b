"""One HTML file from a reading's JSON: self-contained, no network, a policy that allows its own style and script only."""

from __future__ import annotations

import base64
import hashlib
import itertools
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup, escape

Claims = Mapping[str, Any]
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
LAYERS = (
    ("statement", "Statements", "said by somebody"),
    ("event", "Events", "words that tell of one"),
    ("count", "Counts", "claims of counts"),
    ("actor", "Actors", "who is named"),
    ("place", "Places", "where"),
    ("date", "Dates", "when"),
    ("contact", "Contacts", "who met, rang or wrote to whom"),
    ("agreement", "Agreements", "instruments and commitments"),
    ("listing", "Listings", "and other names"),
    ("control", "Control", "who is said to hold what"),
)


def reading_page(readings: Sequence[Claims]) -> str:
    """The page of one or more readings (see schemas/claims.schema.json). All values are escaped."""
    style, script = asset("page.css") + asset("spans.css"), asset("page.js")
    policy = f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; base-uri 'none'; form-action 'none'"
    environment = Environment(
        loader=DictLoader({"page": asset("page.html.j2")}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    texts = [_text(claims, f"t{i}") for i, claims in enumerate(readings, 1)]
    return environment.get_template("page").render(
        style=Markup(style), script=Markup(script), policy=Markup(policy), texts=texts, layers=LAYERS
    )


@cache
def asset(name: str) -> str:
    return files("truceline.bulletins.reading_page").joinpath("assets", name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _text(claims: Claims, prefix: str) -> dict[str, Any]:
    marks = list(marks_of(claims, prefix))
    meta = claims["meta"]
    rtl = meta["language"] in RIGHT_TO_LEFT
    return {
        "id": prefix,
        "name": claims["source"]["name"],
        "brief": _brief(claims),
        "language": meta["language"] if meta["language"] != "und" else "",
        "direction": "rtl" if rtl else "ltr",
        "facts": _facts(claims),
        "body": marked(str(claims["text"]), marks),
        "groups": _groups(claims, prefix),
    }


def _brief(claims: Claims) -> str:
    """A line of the list of texts."""
    meta = claims["meta"]
    counted = f"{len(claims['statements'])} statements, {len(claims['events'])} events, {len(claims['counts'])} counts"
    return f"{meta['language']}, {meta['doc_date'] or 'no date'}: {counted}"


def _facts(claims: Claims) -> list[tuple[str, str]]:
    meta = claims["meta"]
    outlet = meta["outlet"]["name"] if meta["outlet"] else "not found"
    dated = meta["doc_date"] or "not found"
    facts = [
        ("Outlet", outlet),
        ("Date", dated),
        ("Fixed by", "; ".join(meta["doc_date_evidence"]) or "nothing"),
        ("Language", f"{meta['language']}: {meta['language_supported']}"),
        ("Read by", "; ".join(["rules", *claims["extras"]]) if claims["extras"] else "rules only"),
    ]
    others = [f"{c['year']} ({c['weight']})" for c in meta["doc_date_candidates"]]
    if len(others) > 1:
        facts.append(("Years weighed", ", ".join(others)))
    if claims["source"]["guessed"]:
        facts.append(("Guessed", "; ".join(claims["source"]["guessed"])))
    if claims["pseudonymised"]:
        facts.append(("Private names replaced", str(claims["pseudonymised"])))
    return facts


Mark = tuple[int, int, str, str]


def marks_of(claims: Claims, prefix: str) -> Iterable[Mark]:
    """(start, end, layer, id) of every span."""
    for layer, key in (("actor", "actors"), ("place", "places"), ("date", "dates")):
        for i, item in enumerate(claims[key]):
            yield item["start"], item["end"], layer, f"{prefix}-{layer}-{i}"
    for item in claims["statements"]:
        for span in item["content"]:
            yield span["start"], span["end"], "statement", f"{prefix}-{item['id']}"
        for part in ("speaker", "cue"):
            if item[part]:
                yield item[part]["start"], item[part]["end"], "said", f"{prefix}-{item['id']}"
    for item in claims["events"]:
        for span in item["triggers"]:
            yield span["start"], span["end"], "event", f"{prefix}-{item['id']}"
    for item in claims["contacts"]:
        yield item["span"]["start"], item["span"]["end"], "contact", f"{prefix}-{item['id']}"
    for item in claims["counts"]:
        yield item["start"], item["end"], "count", f"{prefix}-{item['id']}"
    for item in claims["agreements"]:
        for span in item["mentions"]:
            yield span["start"], span["end"], "agreement", f"{prefix}-{item['id']}"
    for item in claims["commitments"]:
        yield item["span"]["start"], item["span"]["end"], "agreement", f"{prefix}-{item['id']}"
    for key, layer in (("designations", "listing"), ("relations", "listing"), ("control", "control")):
        for i, item in enumerate(claims[key]):
            yield item["span"]["start"], item["span"]["end"], layer, f"{prefix}-{key}-{i}"


def marked(text: str, marks: Sequence[Mark]) -> Markup:
    """The text cut at every boundary; each piece names the layers and claims it belongs to."""
    cuts = sorted({0, len(text), *(m[0] for m in marks), *(m[1] for m in marks)})
    starting: dict[int, list[Mark]] = {}
    for mark in marks:
        starting.setdefault(mark[0], []).append(mark)
    active: list[Mark] = []
    parts: list[str] = []
    for start, end in itertools.pairwise(cuts):
        active = [m for m in active if m[1] > start] + starting.get(start, [])
        piece = escape(text[start:end])
        if not active:
            parts.append(str(piece))
            continue
        layers = " ".join(dict.fromkeys(m[2] for m in active))
        ids = " ".join(dict.fromkeys(m[3] for m in active))
        parts.append(f'<span class="m {layers}" data-of="{escape(ids)}">{piece}</span>')
    return Markup("".join(parts))


def _named(ids: Iterable[str], empty: str = "nobody named") -> str:
    return ", ".join(ids) or empty


def _groups(claims: Claims, prefix: str) -> list[dict[str, Any]]:
    """Claims by layer, each as id, title and details in words."""
    names = claims.get("names") or {
        i: n for a in claims["actors"] for i, n in zip(a["actor"], a["name"], strict=False)
    }  # readings kept from before have none

    def who(ids: Iterable[str], empty: str = "nobody named") -> str:
        return _named((names.get(i, i) for i in ids), empty)

    places = {p["place"]: p["name"] for p in claims["places"] if p["place"]}
    outlet = claims["meta"]["outlet"]["name"] if claims["meta"]["outlet"] else "the outlet"
    said = {s["id"]: s for s in claims["statements"]}

    def speaker(s: Mapping[str, Any] | None, empty: str) -> str:
        words = f"{s['speaker']['text']} (not resolved)" if s and s["speaker"] else empty
        return who(s["speaker_ids"] if s else [], words)

    def claimed(e: Mapping[str, Any]) -> str:
        """Of an event: a speaker whom the registry does not know keeps his words."""
        return who(e["claimed_by"], speaker(said.get(e["statement_id"]), "somebody not named"))

    groups = [
        ("statement", [(f"{prefix}-{s['id']}", speaker(s, "speaker not known"), [_manner(s), " … ".join(c["text"] for c in s["content"])[:220]], s["rule"], s["confidence"]) for s in claims["statements"]]),
        ("event", [(f"{prefix}-{e['id']}", e["type"].replace("_", " "), _event(e, who, claimed(e), places, outlet), e["rule"], e["confidence"]) for e in claims["events"]]),
        ("count", [(f"{prefix}-{c['id']}", f"{_figure(c)} {c['matter']}", _count(c, who), c["rule"], c["confidence"]) for c in claims["counts"]]),
        ("contact", [(f"{prefix}-{c['id']}", f"{c['kind']}: {who((p['actor'] for p in c['participants']), 'with whom is not told')}", _contact(c, who, places, outlet), c["rule"], c["confidence"]) for c in claims["contacts"]]),
        ("agreement", [(f"{prefix}-{a['id']}", a["type"].replace("_", " "), [a["span"]["text"][:160], f"said to be: {a['status']}"], a["rule"], a["confidence"]) for a in claims["agreements"]] + [(f"{prefix}-{c['id']}", f"commitment of {who(c['by'])}", [c["span"]["text"][:160]], c["rule"], c["confidence"]) for c in claims["commitments"]]),
        ("listing", [(f"{prefix}-designations-{i}", f"{names.get(d['actor'], d['actor'])} listed by {names.get(d['authority'], d['authority'])}", [d["label"], d["date"] or "no day given"], d["rule"], d["confidence"]) for i, d in enumerate(claims["designations"])] + [(f"{prefix}-relations-{i}", f"{r['kind']}: {r['a']} / {r['b']}", [], r["rule"], r["confidence"]) for i, r in enumerate(claims["relations"])]),
        ("control", [(f"{prefix}-control-{i}", f"{names.get(k['holder'], k['holder'] or 'somebody')} at {k['place_text']}", [f"claimed by {who(k['claimed_by'], outlet)}"], k["rule"], k["confidence"]) for i, k in enumerate(claims["control"])]),
        ("actor", [(f"{prefix}-actor-{i}", _named(a["name"], "not resolved"), [a["text"], a["kind"]], a["rule"], a["confidence"]) for i, a in enumerate(claims["actors"])]),
        ("place", [(f"{prefix}-place-{i}", p["name"] or f"{p['text']} (not resolved)", [p["text"], "a location" if p["use"] == "lit" else "as an actor or topic"], p["rule"], p["confidence"]) for i, p in enumerate(claims["places"])]),
        ("date", [(f"{prefix}-date-{i}", d["value"] or "open", [d["text"]], d["rule"], d["confidence"]) for i, d in enumerate(claims["dates"])]),
    ]  # fmt: skip
    titles = {key: title for key, title, _ in LAYERS}
    return [
        {
            "layer": k,
            "title": titles[k],
            "open": k in ("statement", "event", "count", "contact"),
            "items": [dict(zip(("id", "title", "details", "rule", "confidence"), item, strict=True)) for item in items],
        }
        for k, items in groups
        if items
    ]


def _manner(s: Mapping[str, Any]) -> str:
    """Direct, indirect or mixed, with the verb; a colon is none."""
    verb = s["cue"]["text"] if s["cue"] else ""
    return f"{s['type']}: {verb}" if verb[:1].isalpha() else str(s["type"])


def _event(e: Mapping[str, Any], who: Any, claimed: str, places: Mapping[str, str], outlet: str) -> list[str]:
    parts = [f"claimed by {claimed}" if e["modality"] == "claimed" else f"reported by {outlet}"]
    if e["polarity"] != "pos":
        parts.append(
            {"neg": "said not to have happened", "future": "yet to come", "hypothetical": "only supposed"}[
                e["polarity"]
            ]
        )
    if e["agents"]:
        parts.append(f"by {who(e['agents'])}")
    if e["targets"]:
        parts.append(f"against {who(e['targets'])}")
    if e["places"]:
        parts.append("in " + ", ".join(places.get(p) or p for p in e["places"]))
    parts += [e["date"]] if e["date"] else []
    parts += [str(e["weapon"]).replace("_", " ")] if e["weapon"] else []
    return [*parts, *(f"{c['kind']}: {c['text']}" for c in e["casualties"])]


def _contact(c: Mapping[str, Any], who: Any, places: Mapping[str, str], outlet: str) -> list[str]:
    parts = [f"claimed by {who(c['claimed_by'])}" if c["claimed_by"] else f"reported by {outlet}"]
    status = {"absent": "said not to have taken place", "planned": "planned"}.get(c["status"])
    parts += [status] if status else []
    parts += [f"at the initiative of {who([c['initiator']])}"] if c["initiator"] else []
    parts += [f"{who([p['actor']])} as {p['capacity'].replace('_', ' ')}" for p in c["participants"] if p["capacity"]]
    parts += [f"in {places.get(c['place']) or c['place']}"] if c["place"] else []
    return [*parts, c["date"]] if c["date"] else parts


def _figure(c: Mapping[str, Any]) -> str:
    """The total with its qualifier; bounds or words where there is none."""
    return " ".join(str(x) for x in (c["qualifier"], c["total"]) if x is not None) or "an unknown number of"


def _count(c: Mapping[str, Any], who: Any) -> list[str]:
    by = who(c["claimant"]) if c["claimant"] else f"{c['claimant_text'] or 'somebody'} (unresolved)"
    parts = [f"by {by}", f"period {c['period'] or 'not given'}"]
    if c["breakdown"]:
        parts.append("; ".join(f"{b['place_text']} {b['count']}" for b in c["breakdown"]))
    if c["parts"]:
        parts.append("; ".join(f"{p['part']} {p['count']}" for p in c["parts"]))
    if c["previous_total"] is not None:
        parts.append(f"period before: {c['previous_total']}")
    parts += [
        f"{a['answer'].replace('_', ' ')} by {who(a['by'], 'somebody not named')}"
        + (f" ({a['count']})" if a["count"] else "")
        for a in c["answers"]
    ]
    return [*parts, c["mismatch"]] if c["mismatch"] else parts
