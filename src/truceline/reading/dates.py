"""Dates as written, and what they mean beside the document's own date. An own small grammar: docs/methods/reading.md.

``find`` sees the spans; ``resolve`` gives values once the document's date is known. Missing years take the nearest
past day, or the next one where the words look ahead.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from truceline.reading.calendar_words import MONTHS, WEEKDAYS, month_value, number_value
from truceline.reading.date_patterns import PATTERNS
from truceline.reading.model import DateMention, Span
from truceline.reading.tokens import Tokens, key_of

MASTER = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in PATTERNS)
AHEAD = re.compile(r"\b(?:will|would|to be held|scheduled|planned|upcoming|next|by|until|invited|expected|due)\b", re.I)
MONTH_KEYS = frozenset(key_of(part) for word in MONTHS for part in word.split())
WEEKDAY_KEYS = frozenset(key_of(word) for word in WEEKDAYS)
TIME_KEYS = frozenset(
    key_of(word)
    for word in [
        "hour",
        "morning",
        "afternoon",
        "evening",
        "matin",
        "midi",
        "hours",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "future",
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
        "night",
        "recent",
        "shortly",
        "few",
        "past",
        "times",
        "period",
        "час",
        "часа",
        "часов",
        "день",
        "дня",
        "дней",
        "сутки",
        "суток",
        "неделю",
        "неделя",
        "неделе",
        "недели",
        "недель",
        "месяц",
        "месяца",
        "месяцев",
        "месяце",
        "года",
        "лет",
        "год",
        "году",
        "сегодня",
        "вчера",
        "завтра",
        "накануне",
        "позавчера",
        "время",
        "heure",
        "heures",
        "jour",
        "jours",
        "semaine",
        "semaines",
        "mois",
        "an",
        "ans",
        "année",
        "années",
        "hui",
        "hier",
        "demain",
        "derniers",
        "ساعة",
        "ساعات",
        "الساعات",
        "يوم",
        "أيام",
        "يوما",
        "الأيام",
        "أسابيع",
        "أشهر",
        "شهور",
        "سنوات",
        "اليوم",
        "أمس",
        "غدا",
        "الأسبوع",
        "الشهر",
        "العام",
        "عام",
        "الماضي",
        "الماضية",
    ]
)
MONTHLY = frozenset(
    (
        "day_range",
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
DIGITAL = frozenset(("iso", "dotted", "year"))


def _windows(tokens: Tokens) -> list[tuple[int, int, frozenset[str]]]:
    """Stretches around words of time, each with the kinds of words in it; patterns are only tried there."""
    found: list[tuple[int, int, frozenset[str]]] = []
    for i, key in enumerate(tokens.keys):
        if key in MONTH_KEYS:
            kind = "month"
        elif key in WEEKDAY_KEYS:
            kind = "weekday"
        elif key in TIME_KEYS:
            kind = "time"
        elif key[:1].isdigit() and len(key) == 4:
            kind = "digits"
        else:
            continue
        start, end = max(0, tokens.starts[i] - 40), min(len(tokens.text), tokens.ends[i] + 30)
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], end, found[-1][2] | {kind})
        else:
            found.append((start, end, frozenset((kind,))))
    return found


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
    for low, high, kinds in _windows(tokens):
        for name, pattern in MASTER:
            if _needs(name) not in kinds:
                continue
            for match in pattern.finditer(text, low, high):
                item = _found(name, match, text)
                if item is not None and not any(item.span.touches(t.span) for t in taken[-12:]):
                    taken.append(item)
    return sorted(taken, key=lambda f: f.span)


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
    month = parts.get("month") or parts.get("month3") or parts.get("month4")
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


def resolve(found: list[Found], doc: date | None) -> list[DateMention]:
    mentions = []
    for item in found:
        value, kind, sure = _value(item, doc)
        mentions.append(DateMention(item.span, value, kind, f"date.{item.rule}", sure))
    return mentions


def explicit(item: Found) -> date | None:
    """The day a full date names; the last day of a full range, for a weekly."""
    if "year" not in item.parts:
        return None
    year = _number(item.parts["year"])
    if item.rule in ("iso", "dotted", "day_month", "month_day"):
        return _day(year, _month(item.parts), _number(item.parts["day"]))
    if item.rule in ("day_range", "month_range", "two_months", "two_months_en"):
        month = month_value(item.parts["month2"]) if "month2" in item.parts else _month(item.parts)
        return _day(year, month, _number(item.parts["day2"]))
    return None


def _value(item: Found, doc: date | None) -> tuple[str | None, str, float]:  # one case a rule
    parts, rule = item.parts, item.rule
    if rule in ("iso", "dotted", "day_month", "month_day"):
        day = _dated(parts, "day", _month(parts), item, doc)
        return (day.isoformat() if day else None), "date", 0.95 if "year" in parts else 0.85
    if rule in ("day_range", "month_range", "two_months", "two_months_en"):
        month = _month(parts)
        first = _dated(parts, "day", month, item, doc)
        last = _dated(parts, "day2", month_value(parts["month2"]) if "month2" in parts else month, item, doc)
        if first and last and last < first:
            first = _day(first.year - 1, first.month, first.day)
        return (f"{first.isoformat()}/{last.isoformat()}" if first and last else None), "range", 0.85
    if rule in ("month_year", "part_month", "last_month", "bare_month"):
        return _month_text(item, doc), "month", 0.85
    if rule == "year":
        return next(v for k, v in parts.items() if k.startswith("year")), "year", 0.8
    if rule == "future":
        return "FUTURE", "vague", 0.9
    if rule == "past":
        return "PAST", "vague", 0.9
    if rule == "duration":
        return _duration(parts), "duration", 0.8
    if doc is None:
        return None, "date", 0.3
    return _relative(item, doc)


def _relative(item: Found, doc: date) -> tuple[str | None, str, float]:
    parts, rule = item.parts, item.rule
    if rule == "weekday":
        return _weekday(parts, item, doc).isoformat(), "date", 0.8
    if rule == "named_day":
        return (doc + timedelta(days=NAMED_DAYS[parts["named"].casefold()])).isoformat(), "date", 0.85
    if rule == "period":
        return _period(parts["period"].casefold(), doc), "range", 0.8
    if rule == "this":
        unit = parts["unit"].casefold()
        if unit in ("month", "mois", "месяце", "الشهر"):
            return f"{doc:%Y-%m}", "month", 0.85
        if unit in ("year", "année", "году", "العام"):
            return f"{doc:%Y}", "year", 0.85
        monday = doc - timedelta(days=doc.weekday())
        return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}", "range", 0.7
    if rule == "the_year":
        return f"{doc:%Y}", "year", 0.6
    if rule == "last_year":
        ahead = parts["yearly"].casefold() in ("next year", "العام المقبل")
        return str(doc.year + (1 if ahead else -1)), "year", 0.85
    if rule == "ago":
        return _ago(parts, doc), "date", 0.6
    return None, "date", 0.3


NAMED_DAYS = {
    "today": 0, "tonight": 0, "yesterday": -1, "last night": -1, "tomorrow": 1, "the following day": 1, "the day before yesterday": -2,
    "сегодня": 0, "вчера": -1, "завтра": 1, "накануне": -1, "позавчера": -2, "aujourd'hui": 0, "hier": -1, "demain": 1,
    "this morning": 0, "this afternoon": 0, "this evening": 0, "ce matin": 0, "cet après-midi": 0, "сегодня утром": 0, "صباح اليوم": 0, "مساء اليوم": 0, "مساء أمس": -1,
    "اليوم": 0, "أمس": -1, "غدا": 1, "أول أمس": -2,
}  # fmt: skip
UNIT_LETTERS = (("h", "TH"), ("час", "TH"), ("ساع", "TH"), ("d", "D"), ("дн", "D"), ("сут", "D"), ("j", "D"), ("يوم", "D"), ("أيام", "D"), ("w", "W"), ("нед", "W"), ("sem", "W"), ("أساب", "W"), ("mo", "M"), ("мес", "M"), ("أشهر", "M"), ("شهور", "M"))  # fmt: skip


def _duration(parts: dict[str, str]) -> str | None:
    count = number_value(parts["count"])
    if count is None:
        return None
    letter = next((v for k, v in UNIT_LETTERS if parts["unit"].casefold().startswith(k)), "Y")
    return f"PT{count}H" if letter == "TH" else f"P{count}{letter}"


def _ago(parts: dict[str, str], doc: date) -> str | None:
    count = number_value(parts["count"])
    if count is None or count > 400:
        return None
    letter = next((v for k, v in UNIT_LETTERS if parts["unit"].casefold().startswith(k)), "Y")
    if letter in ("D", "W"):
        return (doc - timedelta(days=count * (7 if letter == "W" else 1))).isoformat()
    if letter == "M":
        months = doc.year * 12 + doc.month - 1 - count
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    return str(doc.year - count) if letter == "Y" else doc.isoformat()


def _period(phrase: str, doc: date) -> str:
    if any(w in phrase for w in ("week", "недел", "semaine", "أسبوع")):
        return f"{(doc - timedelta(days=7)).isoformat()}/{doc.isoformat()}"
    if any(w in phrase for w in ("month", "месяц", "mois", "شهر")):
        last = doc.replace(day=1) - timedelta(days=1)
        return f"{last.replace(day=1).isoformat()}/{last.isoformat()}"
    return f"{(doc - timedelta(days=1)).isoformat()}/{doc.isoformat()}"


def _weekday(parts: dict[str, str], item: Found, doc: date) -> date:
    wanted = WEEKDAYS[parts["weekday"].casefold()]
    rel = (parts.get("rel") or parts.get("rel2") or "").casefold()
    ahead = rel in ("next", "prochain", "المقبل") or bool(
        re.search(r"\b(?:will|scheduled|by|until|planned)\b[^.]*$", item.before)
    )
    if ahead:
        return doc + timedelta(days=(wanted - doc.weekday()) % 7 or 7)
    back = (doc.weekday() - wanted) % 7
    return doc - timedelta(days=back or (7 if rel in ("last", "dernier") else 0))


def _month_text(item: Found, doc: date | None) -> str | None:
    parts = item.parts
    month = month_value(parts.get("month") or parts.get("month3") or parts["month4"])
    if "year" in parts:
        return f"{_number(parts['year']):04d}-{month:02d}"
    if doc is None:
        return None
    if parts.get("rel", "").casefold() == "next" or (AHEAD.search(item.before[-25:]) and month >= doc.month):
        return f"{doc.year + (month < doc.month):04d}-{month:02d}"
    same_year = month <= doc.month if parts.get("rel", "").casefold() != "last" else month < doc.month
    return f"{doc.year - (not same_year):04d}-{month:02d}"


def _dated(parts: dict[str, str], key: str, month: int, item: Found, doc: date | None) -> date | None:
    day = _number(parts[key])
    if "year" in parts:
        return _day(_number(parts["year"]), month, day)
    if doc is None:
        return None
    same = _day(doc.year, month, day)
    if same is None or same <= doc + timedelta(days=45):
        following = _day(doc.year + 1, month, day)
        if following and AHEAD.search(item.before[-40:]) and (following - doc).days < 45:
            return following
        return same
    return same if AHEAD.search(item.before[-40:]) and (same - doc).days < 200 else _day(doc.year - 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def _number(written: str) -> int:
    return int("".join(c for c in written if c.isdigit()) or 0)


def _month(parts: dict[str, str]) -> int:
    return _number(parts["month_no"]) if "month_no" in parts else month_value(parts["month"])
