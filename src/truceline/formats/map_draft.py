"""A mapping proposed for an unseen table and what it leaves for a person to decide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from truceline.agreement.clock import zone_in_words
from truceline.formats.cells import Dates, text, when
from truceline.formats.csvmap import TIMES, FieldMap, columns_of
from truceline.formats.intake import BadCell
from truceline.formats.tabular import open_sheet
from truceline.vocabulary.terms import ACTS, QUANTITY_UNITS, UNKNOWN

RADIUS = (
    r"^((place|location|gps|position|point|coordinates?)[ _]?)?(radius|accuracy|uncertainty)"
    r"[ _]*[(\[]?(m|met(re|er)s?|km|kilomet(re|er)s?)?[)\]]?$"
)
KILOMETRES = r"k(m|ilomet(re|er)s?)[)\]]?$"
STATES_UNIT = r"[ _(\[](k?m|(kilo)?met(re|er)s?)[)\]]?$"
LARGEST_CODE = 10
"""What states no unit and is never above it may as well be a code of how exact a place is."""

GUESSES: tuple[tuple[str, str], ...] = (
    (
        "report_id",
        r"^((ref|report|event|incident|case|record|log|entry|serial)[ _]?)?"
        r"(id|no|nr|number|ref|code|uuid|rid|reference)\b.*$|.*[ _]id$",
    ),
    ("occurred_from", r"^from$"),
    ("occurred_from", r"(^|_| )(date|dtg|day|datetime|start|occurred|datum|fecha|when)($|_| )|^event_date$|date_start"),
    ("occurred_until", r"(date_?end|^end|until|^to$)"),
    ("received_at", r"(received|submission|submitted|report(ed)?[ _](date|at|on|time))"),
    ("lat", r"^(lat|latitude|y|.*_lat|.*latitude)$"),
    ("lon", r"^(lon|lng|long|longitude|x|.*_lon|.*longitude)$"),
    ("place_radius_m", RADIUS),
    ("place_name", r"(place|location|village|town|settlement|locality)|^where$"),
    ("country", r"^country(_?name)?$"),
    ("admin1", r"^(adm_?1|admin_?1|governorate|province|region|oblast|state).*$"),
    ("admin2", r"^(adm_?2|admin_?2|district).*$"),
    (
        "act",
        r"^(act|what([ _]happened)?|(event|incident|attack)[ _]?type|type|category|sub[ _]?event.*|kind|event"
        r"|incident)$",
    ),
    ("weapon", r"(weapon|munition|means)"),
    ("initiator_weights", r"^(claimed_)?(initiator|perpetrator|actor)s?[ _]?(weight|probabilit)(s|y|ies)?$"),
    ("claimed_initiator", r"(initiator|perpetrator|attacker|responsible|belligerent|actor[ _]?1$|^actor$|^who$|^by$)"),
    ("claimed_target", r"(target|victim|actor[ _]?2$|^against$)"),
    ("side_left", r"^side_?a$"),
    ("side_right", r"^side_?b$"),
    ("quantity", r"^(quantity|qty|amount|count|number|how[ _]many|shots|explosions)$"),
    ("quantity_unit", r"^(quantity[ _]|count[ _])?units?$"),
    ("casualties_low", r"(low|min)"),
    ("casualties_best", r"^(deaths|dead|killed|fatalities|best|casualties)$"),
    ("casualties_high", r"(high|max)"),
    ("denied_by", r"^(denied|disputed|rejected)[ _]?by$"),
    ("source", r"^(source|src|source[ _]?(name|org|organi[sz]ation)|data[ _]?set|monitor|outlet|agency|told[ _]by)$"),
    ("claimant", r"^(source|claimant|reported[ _]?by|source[ _]?name|reporter)$"),
    ("text", r"^(text|narrative|notes?|description|details|summary|headline|comments?|remarks?)$"),
)

# The same in Arabic, asked where no English name fits.
ARABIC_GUESSES: dict[str, str] = {
    "report_id": r"^(ال)?(رقم|معرف|مرجع|رمز)",
    "occurred_from": r"^(ال)?تاريخ|^(ال)?يوم$",
    "lat": r"خط (ال)?عرض",
    "lon": r"خط (ال)?طول",
    "place_name": r"^(ال)?(مكان|موقع|بلدة|قرية|مدينة)",
    "country": r"^(ال)?(بلد|دولة)$",
    "admin1": r"^(ال)?(محافظة|ولاية)",
    "admin2": r"^(ال)?(قضاء|منطقة|مديرية)",
    "act": r"^(نوع|طبيعة) (ال)?(حادث|حادثة|حدث|واقعة|هجوم|انتهاك)$|^(ال)?(حادث|حادثة|حدث|فعل)$",
    "weapon": r"^(ال)?سلاح",
    "claimed_initiator": r"^(ال)?(فاعل|مهاجم|جهة (ال)?(فاعلة|مسؤولة))$",
    "claimed_target": r"^(ال)?(هدف|مستهدف)",
    "casualties_best": r"^(عدد )?(ال)?قتلى$|^(عدد )?(ال)?(وفيات|ضحايا)$",
    "denied_by": r"^نفاه",
    "source": r"^(ال)?مصدر$",
    "text": r"^(ال)?(نص|وصف|تفاصيل|ملاحظات)$",
}


def propose(path: Path) -> dict[str, Any]:
    """A mapping for a table, by its column names and first rows: a draft to correct, never the last word."""
    sheet = open_sheet(path)
    sample = [row for _, row in zip(range(200), (cells for _, cells in sheet.rows), strict=False)]
    taken: dict[str, str] = {}
    for field, pattern in GUESSES:
        column = _match(sheet.header, pattern, set(taken.values()))
        if column is None and field in ARABIC_GUESSES:
            column = _match(sheet.header, ARABIC_GUESSES[field], set(taken.values()))
        if field not in taken and column is not None and _fits(field, sheet.header, sample, column):
            taken[field] = column
    fields: dict[str, Any] = dict(taken)
    if "source" in fields:
        fields.setdefault("claimant", fields["source"])  # who reports stands behind it, unless another column says who
    clock = _match(sheet.header, r"^(time|hour|clock|local_?time)$", set(taken.values()))
    if clock and "occurred_from" in fields:
        fields["occurred_from"] = {"template": f"{{{taken['occurred_from']}}} {{{clock}}}"}
    if "act" in taken:
        fields["act"] = {"column": taken["act"], "values": _act_values(sheet.header, sample, taken["act"])}
    else:
        fields["act"] = {"constant": UNKNOWN}
    for field in ("claimed_initiator", "claimed_target", "side_left", "side_right", "denied_by", "initiator_weights"):
        if field in taken:
            fields[field] = {"column": taken[field], "separator": _separator(sheet.header, sample, taken[field])}
    if "place_radius_m" in taken:
        column = taken["place_radius_m"]
        in_km = re.search(KILOMETRES, column.strip().casefold()) is not None
        fields["place_radius_m"] = {"column": column} | ({"factor": 1000} if in_km else {})
    elif "lat" in taken:
        fields["place_radius_m"] = {"constant": 1000}
    return {"truceline": 1, "source": path.name.split(".")[0], "timezone": "Etc/UTC", "fields": fields}


def doubts(path: Path, draft: Mapping[str, Any]) -> list[str]:
    """What somebody must decide before a proposed mapping is right, one sentence each."""
    header = [h for h in open_sheet(path).header if h]
    used = {
        c
        for f in draft["fields"].values()
        for c in columns_of(FieldMap.model_validate(f) if isinstance(f, dict) else f)
    }
    act = draft["fields"]["act"]
    stated, said = draft["timezone"], zone_in_words(draft["timezone"])
    zone = stated if stated == said else f"{stated} ({said})"
    found = [f"Times are read as {zone}: if the log keeps local time, write its zone in 'timezone'."]
    open_words = [word for word, term in act.get("values", {}).items() if term == UNKNOWN and word != "default"]
    if open_words:
        found.append(
            f"No act was recognised in: {', '.join(open_words)}. Give each its term (docs/reference/terms.md); "
            "while it is 'unknown', whether a provision is touched stays open."
        )
    if "constant" in act:
        found.append(
            "No column that says what was done was recognised: every act is 'unknown' and stays open. "
            "Name the column under 'act', or write constant: attack if every row is one."
        )
    if "occurred_from" not in draft["fields"]:
        found.append("No column of days was recognised: name it under 'occurred_from'; without it no row is taken.")
    radius = draft["fields"].get("place_radius_m", {}).get("column")
    if radius is not None and not re.search(STATES_UNIT, radius.strip().casefold()):
        found.append(
            f"'{radius}' states no unit and is read in metres: if it is in kilometres, write factor: 1000 under "
            "'place_radius_m'."
        )
    if "source" not in draft["fields"]:
        found.append(
            f"No column of sources was recognised: all rows count as one source, '{draft['source']}', and cannot "
            "corroborate each other. If a column says who reported, name it under 'source'."
        )
    unused = [h for h in header if h not in used]
    if unused:
        found.append(f"Not used: {', '.join(unused)}.")
    return found


def _fits(field: str, header: list[str], sample: list[list[Any]], column: str) -> bool:
    """Whether the cells agree with the name: days in a column of days; a "unit" may also be a brigade."""
    if field in TIMES:
        filled = bool(_column(header, sample, column)) or column.strip().casefold() not in FROM_TO
        return filled and _dated(header, sample, column)
    if field == "place_radius_m":
        return _lengths(column, _column(header, sample, column))
    return field != "quantity_unit" or set(_column(header, sample, column)) <= {*QUANTITY_UNITS}


FROM_TO = ("from", "to")
"""Names that may mean a sender and an addressee too: without a time in them they are left."""


def _lengths(name: str, cells: list[str]) -> bool:
    """Whether cells are lengths: numbers and, where the name states no unit, not codes."""
    try:
        lengths = [float(c) for c in cells]
    except ValueError:
        return False
    stated = re.search(STATES_UNIT, name.strip().casefold()) is not None
    return bool(lengths) and (stated or max(lengths) > LARGEST_CODE)


def _dated(header: list[str], sample: list[list[Any]], column: str) -> bool:
    """Whether most values of a column can be read as days or times."""
    values = [row[header.index(column)] for row in sample if header.index(column) < len(row)]
    filled = [v for v in values if text(v) is not None]
    return not filled or sum(_is_time(v) for v in filled) * 2 >= len(filled)


def _is_time(value: Any) -> bool:
    try:
        when(value, "", Dates("Etc/UTC"))
    except BadCell:
        return False
    return True


def _match(header: Iterable[str], pattern: str, taken: set[str]) -> str | None:
    return next((h for h in header if h and h not in taken and re.search(pattern, h.strip().casefold())), None)


def _column(header: list[str], sample: list[list[Any]], name: str) -> list[str]:
    index = header.index(name)
    found = (text(row[index]) for row in sample if index < len(row))
    return [v for v in found if v is not None]


# In order, each at the start of a word. Only words that leave no doubt: a wrong guess is silent, an open one is asked.
ACT_WORDS: tuple[tuple[str, str], ...] = (
    (r"over-?flight", "flight"),
    (r"mine[ -]?(strike|incident|detonat|explo)", "explosion"),
    (r"(mine[ -]?clear|demin)", "mine_clearing"),
    (r"(mine[ -]?lay|laying (of )?mine|mines laid)", "mine_laying"),
    (r"mortar", "mortar_fire"),
    (r"artiller", "artillery_fire"),
    (r"rocket", "rocket_fire"),
    (r"shell", "shelling"),
    (r"(drone|uav)[ -]?(strike|attack)", "drone_strike"),
    (r"(air|aerial)[ -]?(strike|attack|raid|bomb)", "air_strike"),
    (r"(small[ -]arms|gun ?fire|shoot|shots?\b)", "small_arms_fire"),
    (r"snip", "sniping"),
    (r"(clash|battle)", "armed_clash"),
    (r"ieds?\b", "improvised_device"),
    (r"explo", "explosion"),
    (r"(abduct|kidnap)", "abduction"),
    (r"(detent|detain|arrest)", "detention"),
    (r"loot", "looting"),
    (r"(aid|convoy|humanitarian)\b.*\b(stopp|block|obstruct|deni|refus|turned|held|hinder|delay)", "aid_obstruction"),
    (r"(stopp|block|obstruct|deni|refus|hinder|delay).*\b(aid|convoy)\b", "aid_obstruction"),
    (r"siege", "siege"),
    (r"access.*\b(deni|refus|restrict|block)", "access_denial"),
    (r"(deni|refus|restrict|block).*\baccess", "access_denial"),
    (r"attack", "attack"),
    (r"patrol", "patrol"),
    (r"checkpoint", "checkpoint"),
    (r"(troop|force|military)s? movement", "troop_movement"),
    (r"قصف مدفعي", "artillery_fire"),
    (r"قصف صاروخي", "rocket_fire"),
    (r"غار(ة|ات) جوي|قصف جوي", "air_strike"),
    (r"قصف$", "shelling"),
    (r"اشتباك", "armed_clash"),
    (r"قنص", "sniping"),
    (r"عبوة ناسفة", "improvised_device"),
    (r"انفجار", "explosion"),
    (r"(خطف|اختطاف)", "abduction"),
    (r"(اعتقال|احتجاز)", "detention"),
    (r"نهب", "looting"),
)


def _act_values(header: list[str], sample: list[list[Any]], column: str) -> dict[str, str]:
    return {v: _act_word(v) for v in sorted(set(_column(header, sample, column)))[:60]} | {"default": UNKNOWN}


def _act_word(value: str) -> str:
    term = re.sub(r"[\s_-]+", "_", value.strip().casefold())  # the log may use our own terms, with spaces
    if term in ACTS:
        return term
    return next((act for word, act in ACT_WORDS if re.search(rf"\b{word}", value.casefold())), UNKNOWN)


def _separator(header: list[str], sample: list[list[Any]], column: str) -> str:
    values = " ".join(_column(header, sample, column))
    return max((";", "|", ","), key=values.count) if any(s in values for s in ";|,") else ";"
