"""Dates as written, by an own small grammar: docs/methods/reading.md. What they mean is told by ``date_values``."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.reading import quick_re as re
from truceline.reading.calendar_words import HIJRI_MONTHS
from truceline.reading.date_patterns import PATTERNS
from truceline.reading.date_windows import windows
from truceline.reading.model import Span
from truceline.reading.tokens import Tokens

MASTER = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in PATTERNS)
MONTHLY = frozenset(
    (
        "day_range",
        "hijri",
        "ordinal_month",
        "two_months",
        "two_months_en",
        "month_range",
        "day_month",
        "month_day",
        "last_month",
        "part_month",
        "month_year",
        "bare_month",
    )
)
DIGITAL = frozenset(("iso", "dotted", "year", "modifier_year"))


# of which one stands in whatever the pattern can match
WORDS_OF: dict[str, tuple[str, ...]] = {
    "hijri": tuple({m.split()[0][:3] for m in HIJRI_MONTHS}),
    "ordinal_month": ("من",),
    "last_month": ("last", "this", "next"),
    "hour_of_day": ("dawn", "dusk", "daybreak", "nightfall", "aube", "crépuscule", "рассвете", "فجر"),
    "next": ("next", "coming", "following", "prochain", "следующ", "المقبل"),
    "overnight": ("night", "ночь", "nuit", "الليلة"),
    "the_year": ("year",),
    "last_year": ("year", "год", "année", "l'an", "العام"),
    "ago": ("ago", "earlier", "before", "назад"),
    "future": ("future", "coming", "next", "following", "ближайш", "prochain", "المقبلة", "القادمة"),
    "past": ("recent", "hortly", "few", "последни", "последнее", "dernier", "dernières", "الماضية", "الأخيرة"),
    "dual": ("ين",),
}


def _needs(rule: str) -> str:
    if rule in MONTHLY:
        return "month"
    return "digits" if rule in DIGITAL else "weekday" if rule == "weekday" else "time"


@dataclass(frozen=True)
class Found:
    """A date expression before it has a value."""

    span: Span
    rule: str
    parts: dict[str, str]
    before: str
    after: str


def find(tokens: Tokens) -> list[Found]:
    """Date expressions, none inside another, in order."""
    text = tokens.text
    taken: list[Found] = []
    for low, high, kinds in windows(tokens):
        lowered = text[low:high].lower()
        for name, pattern in MASTER:
            if _needs(name) not in kinds or not any(word in lowered for word in WORDS_OF.get(name, ("",))):
                continue
            for match in pattern.finditer(text, low, high):
                for item in _found_all(name, match, text):
                    if not any(item.span.touches(t.span) for t in taken[-12:]):
                        taken.append(item)
    return sorted((f for f in taken if not _beside_a_day(f, taken, text)), key=lambda f: f.span)


def _beside_a_day(item: Found, found: list[Found], text: str) -> bool:
    """'at dawn on Saturday': the day tells, the hour adds nothing."""
    return item.rule == "hour_of_day" and any(
        f is not item
        and "\n" not in text[f.span.end : item.span.start] + text[item.span.end : f.span.start]
        and max(item.span.start - f.span.end, f.span.start - item.span.end) < 25
        for f in found
    )


# two days that are named and not the stretch between them: 'on 10 and 13 September'
JOINED_DAYS = re.compile(r"(?P<day>\d{1,2})\s*(?:and|et|и|و)\s*(?:le\s+|the\s+)?(?P<rest>(?P<day2>\d{1,2})\D[^\n]*)")
STRETCH = re.compile(r"(?:between|from|entre|du|между|с|بين|من)\s+(?:the\s+|le\s+)?$", re.I)


def _found_all(name: str, match: re.Match[str], text: str) -> list[Found]:
    """What one match names: a date or a stretch, or two days that do not follow one another."""
    item = _found(name, match, text)
    if item is None or name != "day_range":
        return [item] if item is not None else []
    joined = JOINED_DAYS.fullmatch(item.span.of(text))
    apart = joined and int(joined.group("day2")) - int(joined.group("day")) > 1
    if joined is None or not apart or STRETCH.search(item.before):
        return [item]
    parts = {k: v for k, v in item.parts.items() if k != "day2"}
    first = Span(item.span.start, item.span.start + len(joined.group("day")))
    second = Span(item.span.start + joined.start("rest"), item.span.end)
    return [
        Found(first, "day_month", parts, item.before, text[first.end : first.end + 40]),
        Found(second, "day_month", {**parts, "day": item.parts["day2"]}, text[max(0, second.start - 60) : second.start], item.after),
    ]  # fmt: skip


def _found(name: str, match: re.Match[str], text: str) -> Found | None:
    span = Span(match.start(), match.end())
    parts = {k: v for k, v in match.groupdict().items() if v is not None}
    if span.end == span.start or not _plausible(name, parts, text, span):
        return None
    words = span.of(text).rstrip()
    words = words if words.endswith("г.") else words.rstrip(".")
    span = Span(span.start, span.start + len(words))
    return Found(span, name, parts, text[max(0, span.start - 60) : span.start], text[span.end : span.end + 40])


def _plausible(name: str, parts: dict[str, str], text: str, span: Span) -> bool:
    month = parts.get("month")
    if month is not None:
        word = month.rstrip(".")
        if word in ("may", "mar", "mars", "mai", "sept", "sep", "dec", "jan", "march"):
            if name == "bare_month" and word == "may":
                return text[span.end : span.end + 1] in ",.;" or text[max(0, span.start - 6) : span.start].endswith(
                    "as in "
                )
            if word in ("may", "march") and name in ("month_day", "last_month", "part_month"):
                return False
        if word == "May" and name == "bare_month" and text[span.end : span.end + 2].strip().islower():
            return True
    day = parts.get("day")
    if day is not None and not 1 <= int("".join(c for c in day if c.isdigit()) or 0) <= 31:
        return False
    if "month_no" in parts and not 1 <= int(parts["month_no"]) <= 12:
        return False
    if name == "modifier_year":
        return True
    if name == "duration":
        return _is_duration(parts, text, span)
    return not (
        name == "weekday"
        and parts["weekday"].islower()
        and parts["weekday"][0] in "mtwfs"
        and parts["weekday"].endswith("day")
    )


def _is_duration(parts: dict[str, str], text: str, span: Span) -> bool:
    return parts["count"].casefold() not in ("a", "an", "no", "un", "une")
