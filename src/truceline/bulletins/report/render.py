"""Page data to one HTML file: template, styles and scripts inlined, and a policy that allows nothing else."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from truceline.agreement.model import plain
from truceline.bulletins.report.build import state_letter
from truceline.bulletins.report.model import LANGUAGES, Localised, PageData
from truceline.bulletins.report.verdicts import STATES
from truceline.vocabulary.terms import NOT_COVERED_SENTENCE

STYLES = ("tokens.css", "page.css", "evidence.css", "record.css", "small-and-print.css")
SCRIPTS = (
    "dom.js",
    "words.js",
    "data.js",
    "sentences.js",
    "headline.js",
    "hero.js",
    "place-map.js",
    "clocks.js",
    "trace.js",
    "totals.js",
    "overview.js",
    "timeline.js",
    "matrix.js",
    "rows.js",
    "list.js",
    "main.js",
)
CATALOGUES = ("words.json", "terms.json", "sentences.json")
MARKS = {"met": "●", "cannot_tell": "◍", "not_met": "⊘"}
STATE_WORDS = {"v": "assessed as violation", "n": "no violation", "u": "cannot tell", "o": NOT_COVERED_SENTENCE}


def render_report(data: PageData, language: str = "en") -> str:
    """The page as text. Raises ValueError for a language that the catalogue does not have."""
    if language not in LANGUAGES:
        raise ValueError(f"no catalogue for '{language}'; there are {', '.join(LANGUAGES)}")
    style, script = inlined(STYLES), script_text()
    policy = (
        f"default-src 'none'; script-src '{digest(script)}'; style-src '{digest(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(asset("page.html.j2"))
    return template.render(
        language=language,
        direction="rtl" if language == "ar" else "ltr",
        title=page_title(data),
        policy=Markup(policy),
        style=Markup(style),
        script=Markup(script),
        data=Markup(data.as_json()),
        catalogue=Markup(catalogue_json()),
        plainly=plain_words(data),
    )


def digest(text: str) -> str:
    """Source expression of the content-security policy for an inline block."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def asset(name: str) -> str:
    return files("truceline.bulletins.report").joinpath("assets", name).read_text(encoding="utf-8")


def inlined(names: tuple[str, ...]) -> str:
    return "\n".join(asset(name) for name in names)


def script_text() -> str:
    """All scripts in one closed scope, in the order of ``SCRIPTS``."""
    text = "(()=>{'use strict';\n" + inlined(SCRIPTS) + "\n})();"
    assert "</script" not in text.lower() and "<!--" not in text
    return text


@lru_cache(maxsize=1)
def catalogue_json() -> str:
    """All words of the page in every language, safe inside a script element."""
    merged: dict[str, Any] = {}
    for name in CATALOGUES:
        merged.update(json.loads(asset(name)))
    return json.dumps(merged, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c").replace("&", "\\u0026")


def page_title(data: PageData) -> str:
    """What the tab says: invented material first of all says that it is invented."""
    opening = data.spotlight
    what = "Findings"
    if opening is not None:
        what = f"{opening.act.replace('_', ' ').capitalize()} recorded" + (
            f" · {opening.place}" if opening.place else ""
        )
    return f"{'Exercise: ' if data.exercise else ''}{what} · truceline"


def plain_words(data: PageData) -> dict[str, Any]:
    """The main finding and the totals without scripts, in English."""
    words: dict[str, Any] = {"incident": None, "readings": [], "totals": totals_by_reading(data)}
    opening = data.spotlight
    if opening is None:
        return words
    instrument = data.instruments[opening.instrument]
    words["incident"] = data.incidents.id[opening.incident]
    words["instrument"] = _text(instrument.title)
    words["claims"] = [
        {"who": c.claimant or "", "quote": c.quote or "", "kind": c.source_kind or ""} for c in opening.claims
    ]
    for number, reading in enumerate(instrument.readings):
        verdict_id = data.findings[opening.instrument][number][opening.incident]
        if verdict_id < 0:
            continue
        verdict = data.verdicts[verdict_id]
        words["readings"].append(
            {
                "name": f"Reading {reading.letter}: {_text(reading.title)}",
                "finding": STATE_WORDS[state_letter(verdict)],
                "trace": [_trace_row(data, r) for r in verdict[11]],
            }
        )
    return words


def _trace_row(data: PageData, number: int) -> dict[str, Any]:
    _, provision, question, value, state, _, _, _, _, decides = data.rows[number]
    name = STATES[state]
    return {
        "provision": data.strings[provision] if provision >= 0 else "",
        "question": data.strings[question],
        "value": data.strings[value],
        "state": f"{MARKS[name]} {name.replace('_', ' ')}",
        "decides": bool(decides),
    }


def totals_by_reading(data: PageData) -> list[dict[str, Any]]:
    """One row per instrument and reading; rows are never added together."""
    letters = [state_letter(v) for v in data.verdicts]
    rows = []
    for instrument, readings in zip(data.instruments, data.findings, strict=True):
        for reading, numbers in zip(instrument.readings, readings, strict=True):
            counts = Counter(letters[n] for n in numbers if n >= 0)
            rows.append(
                {
                    "instrument": _text(instrument.short),
                    "reading": f"{reading.letter}: {_text(reading.title)}",
                    "counts": [counts[letter] for letter in "vuno"],
                }
            )
    return rows


def _text(text: Localised) -> str:
    return plain(text)
