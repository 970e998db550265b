"""What pydantic found, said so that a person can mend it: place, cause, remedy, and the word they may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from rapidfuzz import process

from truceline.agreement.model import (
    AdminArea,
    Agreement,
    AnywhereArea,
    ArguedException,
    BeltArea,
    Calendar,
    Certification,
    CircleArea,
    CombinedArea,
    Consent,
    Determination,
    DistanceLimit,
    Distances,
    Due,
    EmergencyNotice,
    Endorsement,
    Ensures,
    Exclusion,
    Extension,
    Fix,
    Interpreter,
    KnownPlace,
    LineArea,
    Member,
    MovingCircle,
    Notice,
    Party,
    PolygonArea,
    Provision,
    Quantity,
    Reading,
    Reciprocity,
    Relation,
    Renewal,
    Role,
    Ruling,
    Scope,
    Source,
    StatusEvent,
    SubQuota,
    Thresholds,
    UnlessConsent,
    UnpublishedArea,
    Window,
    Zone,
)
from truceline.formats.yaml_lines import LinedYaml, Loc
from truceline.vocabulary.errors import Problem, problem

SHAPES: dict[str, type[BaseModel]] = {
    get_args(model.model_fields["shape"].annotation)[0]: model
    for model in (
        AnywhereArea,
        AdminArea,
        PolygonArea,
        LineArea,
        BeltArea,
        CircleArea,
        MovingCircle,
        UnpublishedArea,
        CombinedArea,
    )
}

PARTS: dict[str, type[BaseModel]] = {
    "sources": Source,
    "relations": Relation,
    "parties": Party,
    "members": Member,
    "roles": Role,
    "readings": Reading,
    "scope": Scope,
    "in_force": Window,
    "when": Window,
    "status_events": StatusEvent,
    "exclusions": Exclusion,
    "provisions": Provision,
    "exceptions": ArguedException,
    "distances": Distances,
    "limits": DistanceLimit,
    "quantity": Quantity,
    "sub_quotas": SubQuota,
    "notice": Notice,
    "emergency": EmergencyNotice,
    "ensures": Ensures,
    "calendar": Calendar,
    "certifications": Certification,
    "consents": Consent,
    "unless_consent": UnlessConsent,
    "determinations": Determination,
    "reciprocal": Reciprocity,
    "renews": Renewal,
    "endorsements": Endorsement,
    "interpreters": Interpreter,
    "rulings": Ruling,
    "track": Fix,
    "due": Due,
    "extensions": Extension,
    "thresholds": Thresholds,
    "timezone": Zone,
    "settlements_in": KnownPlace,
    "settlements_out": KnownPlace,
}

TIME_KEYS = ("until", "on", "signed", "start", "since", "announced", "time", "holidays")
FOUND_WORDS = {
    "str": "text",
    "int": "number",
    "float": "number",
    "bool": "true or false",
    "list": "list",
    "dict": "set of keys",
    "NoneType": "empty value",
}
TYPE_WORDS = {
    "list": "list ([…], or lines that begin with '-')",
    "dict": "set of keys",
    "string": "text",
    "int": "whole number",
    "float": "number",
}


def near(value: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """The known words most like a value."""
    alike = process.extract(value, sorted(set(known)), limit=None, score_cutoff=60)
    return [hit[0] for hit in alike if 2 * len(hit[0]) >= min(len(value), 8)][:limit]  # "any" stands in "company"


CALENDAR_TERMS = ("for", "within", "further", "duration")
"""Keys of lengths that may be counted in months and years."""
LENGTHS = (*CALENDAR_TERMS, "before", "max_gap", "notice")


def duration_hint(key: str) -> str:
    """How a length is written under a key."""
    return "Write P7D, PT48H, P2W, P3M or P5Y." if key in CALENDAR_TERMS else "Write P7D, PT48H or P2W."


def did_you_mean(value: str, known: Iterable[str]) -> str:
    """A remedy: the nearest words, else all of them when they are few."""
    words = sorted(set(known))
    likely = near(value, words)
    if likely:
        return f"Did you mean {' or '.join(likely)}?"
    if 0 < len(words) <= 30:
        return f"Write one of: {', '.join(words)}."
    return "Correct the spelling or define it first."


MEANT: dict[tuple[type[BaseModel], str], str] = {
    (Ensures, "actors"): "parties",
    **dict.fromkeys([(Due, key) for key in ("until", "by", "date", "day", "from")], "on"),
    **dict.fromkeys([(Due, key) for key in ("for", "length", "term")], "within"),
    **dict.fromkeys([(Extension, key) for key in ("until", "date", "day", "to")], "on"),
    **dict.fromkeys([(Extension, key) for key in ("for", "within", "length")], "further"),
}
"""The key that is meant by a word of another place, where one that only looks alike stands beside it."""


def model_at(lined: LinedYaml, loc: Loc, root: type[BaseModel] = Agreement) -> type[BaseModel]:
    """The model that a path stands in, to name the keys it takes."""
    steps = lined.steps(loc)
    found: type[BaseModel] = root
    here = lined.data
    for step in steps:
        here = here[step]
        if isinstance(step, str) and step in PARTS:
            found = PARTS[step]
        if isinstance(step, int) and isinstance(here, dict) and here.get("shape") in SHAPES:
            found = SHAPES[here["shape"]]
    return found


def keys_of(model: type[BaseModel]) -> list[str]:
    return [f.alias or name for name, f in model.model_fields.items()]


def from_pydantic(error: ValidationError, lined: LinedYaml) -> list[Problem]:
    """One coded problem per finding of the validator, in the order of the lines."""
    found: dict[tuple[int, str], Problem] = {}
    for item in error.errors(include_url=False):
        translated = _translate(item, lined)
        found.setdefault((lined.line(tuple(item["loc"])), str(translated)), translated)
    return [found[key] for key in sorted(found)]


def _translate(item: Any, lined: LinedYaml) -> Problem:
    loc, kind = tuple(item["loc"]), item["type"]
    place, key = lined.place(loc), str(loc[-1]) if loc else "file"
    if kind == "extra_forbidden":
        model = model_at(lined, loc[:-1])
        meant = MEANT.get((model, key))
        hint = f"Did you mean {meant}?" if meant else did_you_mean(key, keys_of(model))
        return problem("E-AGREE-002", place, key=key, hint=hint)
    if kind in ("missing", "union_tag_not_found"):
        missing = "shape" if kind == "union_tag_not_found" else key
        return problem("E-AGREE-003", place, key=missing, hint=_missing_hint(missing, lined, loc))
    if kind in ("literal_error", "union_tag_invalid", "enum"):
        wanted = item["ctx"].get("expected") or item["ctx"].get("expected_tags", "")
        words = [w.strip().strip("'") for w in wanted.replace(" or ", ", ").split(",")]
        value = item["ctx"].get("tag") or item["input"]
        named = "shape" if kind == "union_tag_invalid" else _named_key(loc)
        return problem("E-AGREE-005", place, value=value, key=named, hint=did_you_mean(str(value), words))
    if kind == "string_pattern_mismatch":
        return _pattern(item, place, _named_key(loc))
    if kind.endswith("_type") or kind in ("model_attributes_type", "float_parsing", "int_parsing", "bool_parsing"):
        return _wrong_type(item, place, _named_key(loc))
    hint = item["msg"] + "."
    return problem("E-AGREE-005", place, value=item["input"], key=_named_key(loc), hint=hint)


def _named_key(loc: Loc) -> str:
    names = [s for s in loc if isinstance(s, str) and not s.startswith(("function-", "constrained-", "dict[", "list["))]
    names = [n for n in names if n not in ("str", "Zone")]
    return names[-1] if names else "file"


def _missing_hint(key: str, lined: LinedYaml, loc: Loc) -> str:
    if key == "shape":
        return f"Write one of: {', '.join(SHAPES)}."
    field = model_at(lined, loc[:-1]).model_fields.get(key)
    about = f" {field.description}" if field and field.description else ""
    return f"Add '{key}: …' here.{about}"


WRITTEN_SO = {
    "per": "Write report, total, day, week, month, or a period such as P7D.",
    "begins": "Write the hour as the clock shows it, from 00:00 to 23:59, e.g. 09:00.",
    "ends": "Write the hour as the clock shows it, from 00:00 to 24:00, e.g. 14:00.",
}


def _pattern(item: Any, place: str, key: str) -> Problem:
    if "from" in key or key in TIME_KEYS:
        return problem("E-AGREE-006", place, value=item["input"])
    if key in LENGTHS:
        return problem("E-AGREE-005", place, value=item["input"], key=key, hint=duration_hint(key))
    hint = WRITTEN_SO.get(key, "Use letters, digits, '.', '-' and '_', and begin with a letter or digit.")
    return problem("E-AGREE-005", place, value=item["input"], key=key, hint=hint)


def _wrong_type(item: Any, place: str, key: str) -> Problem:
    wanted = item["type"].removesuffix("_type").removesuffix("_parsing").replace("model", "set of keys")
    value = item["input"]
    found = FOUND_WORDS.get(type(value).__name__, type(value).__name__)
    hint = _type_hint(wanted, value, key)
    return problem("E-AGREE-020", place, found=found, key=key, wanted=TYPE_WORDS.get(wanted, wanted), hint=hint)


def _type_hint(wanted: str, value: Any, key: str) -> str:
    if wanted == "list":
        return "Put it in brackets: [ … ]."
    if key in LENGTHS and isinstance(value, int | float):
        return f"Write P{value}D for {value} days or PT{value}H for {value} hours."
    if wanted == "string" and isinstance(value, int | float) and not isinstance(value, bool):
        return f'Put it in quotes: "{value}".'
    if wanted in ("float", "int"):
        return "Write the number alone, in the unit that the key names, for instance 3000 for metres."
    if wanted in ("dict", "set of keys") and key in PARTS:
        needed = [f.alias or name for name, f in PARTS[key].model_fields.items() if f.is_required()]
        return f"Write {{{', '.join(f'{name}: …' for name in needed or keys_of(PARTS[key])[:3])}}}."
    return f"Correct '{key}'."
