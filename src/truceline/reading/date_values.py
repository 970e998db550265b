"""What dates mean beside the document's own date.

Missing years take the nearest past day, or the next one where the words look ahead.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from truceline.reading import quick_re as re
from truceline.reading.calendar_words import HIJRI_MONTHS, ORDINALS, WEEKDAYS, month_value
from truceline.reading.dates import Found
from truceline.reading.model import DateMention
from truceline.reading.numbers import number_value

HIJRI_EPOCH = 227014  # day 0 of the tabular calendar, Thursday reckoning
AHEAD = re.compile(
    r"\b(?:will|would|to be held|scheduled|planned|upcoming|next|invited|expected|due)\b|\b(?:by|until|till)\s+(?:the\s+)?$",
    re.I,
)
NEXT_YEAR = re.compile(r",?\s+(?:of\s+)?next year\b", re.I)
WEEKDAY_AHEAD = re.compile(
    r"\b(?:will|scheduled|planned)\b[^.]*$|\b(?:by|until|till)\s+(?:(?:midnight|midday|noon|dawn|dusk|sunset|sunrise|late|early|the end of)\s+)?(?:on\s+)?$"
)


def resolve(found: list[Found], doc: date | None) -> list[DateMention]:
    mentions: list[DateMention] = []
    for item in found:
        value, kind, sure = _value(item, doc)
        if item.rule == "hijri":
            value = _beside(item, found, doc) or value
        mentions.append(DateMention(item.span, value, kind, f"date.{item.rule}", sure))
    return mentions


def _beside(hijri: Found, found: list[Found], doc: date | None) -> str | None:
    """The Gregorian date printed beside a Hijri one: whose month began when is settled by it."""
    day = _hijri(hijri.parts)
    for other in found:
        apart = min(abs(other.span.start - hijri.span.end), abs(hijri.span.start - other.span.end))
        printed = explicit(other)
        if apart < 12 and printed and day and abs((printed - day).days) <= 2:
            return printed.isoformat()
    return None


def _hijri(parts: dict[str, str]) -> date | None:
    """By the tabular calendar; a month begins by sight, so that the true day may lie one off."""
    year, day = number_of(parts["hijri_year"]), number_of(parts["day"])
    month = HIJRI_MONTHS[re.sub(r"\s", " ", parts["hijri"].casefold())]
    if not 1 <= day <= 30:
        return None
    since = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(since + HIJRI_EPOCH)


def explicit(item: Found) -> date | None:
    """The day a full date names; the last day of a full range, for a weekly."""
    if "year" not in item.parts:
        return None
    year = number_of(item.parts["year"])
    if item.rule in ("iso", "dotted", "day_month", "month_day"):
        return _day(year, month_of(item.parts), number_of(item.parts["day"]))
    if item.rule in ("day_range", "month_range", "two_months", "two_months_en"):
        month = month_value(item.parts["month2"]) if "month2" in item.parts else month_of(item.parts)
        return _day(year, month, number_of(item.parts["day2"]))
    return None


def _value(item: Found, doc: date | None) -> tuple[str | None, str, float]:  # one case a rule
    parts, rule = item.parts, item.rule
    if rule in ("iso", "dotted", "day_month", "month_day"):
        day = _dated(parts, "day", month_of(parts), item, doc)
        return (day.isoformat() if day else None), "date", 0.95 if "year" in parts else 0.85
    if rule == "hijri":
        day = _hijri(parts)
        return (day.isoformat() if day else None), "date", 0.7
    if rule == "ordinal_month":
        day = _dated({**parts, "day": str(ORDINALS[parts["ordinal"]])}, "day", month_of(parts), item, doc)
        return (day.isoformat() if day else None), "date", 0.85
    if rule == "modifier_year":
        return parts["year"], "year", 0.8
    if rule in ("day_range", "month_range", "two_months", "two_months_en"):
        month = month_of(parts)
        first = _dated(parts, "day", month, item, doc)
        last = _dated(parts, "day2", month_value(parts["month2"]) if "month2" in parts else month, item, doc)
        if first and last and last < first:
            first = _day(first.year - 1, first.month, first.day)
        if first and last and doc and "year" not in parts:
            this_year = _day(doc.year, first.month, first.day), _day(doc.year, last.month, last.day)
            if this_year[0] and this_year[1] and this_year[0] <= doc <= this_year[1]:
                first, last = this_year  # 'from May 10 to August 31', told in June
        return (f"{first.isoformat()}/{last.isoformat()}" if first and last else None), "range", 0.85
    if rule in ("month_year", "part_month", "last_month", "bare_month"):
        return _month_text(item, doc), "month", 0.85
    if rule == "year":
        return next(v for k, v in parts.items() if k.startswith("year")), "year", 0.8
    if rule == "future":
        return "FUTURE", "vague", 0.9
    if rule == "past":
        return "PAST", "vague", 0.9
    if rule == "dual":
        return DUALS[parts["dual"]], "duration", 0.8
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
        return (doc + timedelta(days=_named_day(parts["named"].casefold()))).isoformat(), "date", 0.85
    if rule == "hour_of_day":
        return doc.isoformat(), "date", 0.6
    if rule == "overnight":
        return f"{(doc - timedelta(days=1)).isoformat()}/{doc.isoformat()}", "range", 0.7
    if rule == "next":
        return _next(parts, doc), "range", 0.7
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
    "اليوم": 0, "أمس": -1, "غدا": 1, "الغد": 1, "أول أمس": -2, "avant-hier": -2,
}  # fmt: skip


def _named_day(words: str) -> int:
    """By the longest entry that begins the words: 'yesterday evening' is yesterday."""
    return next((n for w, n in sorted(NAMED_DAYS.items(), key=lambda x: -len(x[0])) if w in words), 0)


def _next(parts: dict[str, str], doc: date) -> str:
    unit = next(v for k, v in parts.items() if k.startswith("unit")).casefold()
    if unit in ("month", "mois", "месяце", "الشهر"):
        return f"{doc.year + doc.month // 12:04d}-{doc.month % 12 + 1:02d}"
    monday = doc + timedelta(days=7 - doc.weekday())
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


DUALS = {"يومين": "P2D", "ساعتين": "PT2H", "أسبوعين": "P2W", "شهرين": "P2M", "سنتين": "P2Y", "عامين": "P2Y"}
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
    ahead = (
        rel in ("next", "prochain", "المقبل")
        or rel.startswith("следующ")
        or WEEKDAY_AHEAD.search(item.before) is not None
    )
    if ahead:
        return doc + timedelta(days=(wanted - doc.weekday()) % 7 or 7)
    back = (doc.weekday() - wanted) % 7
    return doc - timedelta(days=back or (7 if rel in ("last", "dernier") or rel.startswith("прошл") else 0))


def _month_text(item: Found, doc: date | None) -> str | None:
    parts = item.parts
    month = month_value(parts["month"])
    if "year" in parts:
        return f"{number_of(parts['year']):04d}-{month:02d}"
    if doc is None:
        return None
    if parts.get("rel", "").casefold() == "next" or (AHEAD.search(item.before[-25:]) and month >= doc.month):
        return f"{doc.year + (month < doc.month):04d}-{month:02d}"
    same_year = month <= doc.month if parts.get("rel", "").casefold() != "last" else month < doc.month
    return f"{doc.year - (not same_year):04d}-{month:02d}"


def _dated(parts: dict[str, str], key: str, month: int, item: Found, doc: date | None) -> date | None:
    day = number_of(parts[key])
    if "year" in parts:
        return _day(number_of(parts["year"]), month, day)
    if doc is None:
        return None
    if NEXT_YEAR.match(item.after):
        return _day(doc.year + 1, month, day)  # 'January 9 of next year'
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


def number_of(written: str) -> int:
    return int("".join(c for c in written if c.isdigit()) or 0)


def month_of(parts: dict[str, str]) -> int:
    return number_of(parts["month_no"]) if "month_no" in parts else month_value(parts["month"])
