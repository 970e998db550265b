"""Dateline, outlet and the document's own date; a missing year is resolved by evidence, all candidates kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from truceline.reading import date_values, dates
from truceline.reading import quick_re as re
from truceline.reading.calendar_words import MONTH, WEEKDAY, WEEKDAYS
from truceline.reading.lexicon import Lexicons
from truceline.reading.model import ActorMention, Block, Meta, Span, YearCandidate

PLACE = r"(?P<place>[A-ZÀ-ÝА-ЯЁ][\w.'’-]*(?:[ -][A-ZÀ-ÝА-ЯЁa-zа-я'’(][\w.'’)-]*){0,4}(?:\s*/[\w\s-]+/|,\s*[A-Z][A-Za-z ]{2,25}(?=\s*[(,–—-]))?)"
DATE = rf"(?P<date>(?:{MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH})(?:,?\s+(?:19|20)\d{{2}}(?:\s*(?:года|г\.))?)?)"
AGENCY = r"(?:/(?:[Кк]орр\.\s*)?(?P<agency>[A-ZА-ЯЁa-z][\w\s-]{1,25})/|\((?P<agency2>[A-ZА-ЯЁ][\w\s.-]{1,25})\)|(?P<agency3>[A-Z]{3,}\.[A-Z]{2,3}(?=\s*[-–—:])|[А-ЯЁ]{3,}(?:\s[А-ЯЁ]{3,})?(?=\s*[-–—:./])|[А-ЯЁ]\w+(?:\s[А-ЯЁ]\w+)?(?=\s*[-–—:.])))"
FORMS = (
    ("place_date_agency", re.compile(rf"{PLACE}[,.]?\s+{DATE}[.,]?\s*(?:[-–—]\s*)?{AGENCY}(?=\s*[.:–—-]|\s)")),
    ("place_date_dash_agency", re.compile(rf"(?P<place>[\w'’]+(?:[ -][\w'’]+){{0,3}})\s*[-–—]\s*{DATE}\s*[-–—]\s*(?P<agency>[^\W\d_][\w ]{{2,22}}?)(?=\s*(?:[-–—:.]|\n|$))")),
    ("date_place", re.compile(rf"{DATE}\s*\((?P<place>[^\W\d_][\w'’-]*(?:[ -][\w'’-]+){{0,3}})\)\s*[-–—]")),
    ("brackets", re.compile(rf"\({PLACE},\s+{DATE}\)(?=\s*[-–—:])")),
    ("place_date", re.compile(rf"{PLACE},\s+(?:le\s+)?{DATE}(?=\s*[.:–—-])")),
    ("place_agency_dash", re.compile(rf"{PLACE}\s*(?:\((?P<agency>[A-Z][\w\s/-]{{1,30}})\)|[-,]\s*(?P<agency2>SANA|TASS|AFP|Saba|NNA|UNB|WAM|IRNA))\s*[-–—]")),
    ("capitals_dash", re.compile(r"(?P<place>[A-ZÀ-Ý]{3,}(?:[ -][A-ZÀ-Ý]{2,}){0,2}(?:, [A-Z][a-z]+(?: [A-Z][a-z]+)?)?)\s*(?:[—–:]|-\s)")),
    ("place_date", re.compile(rf"(?P<place>[\u0621-\u064a]+(?:\s[\u0621-\u064a]+){{0,2}})\s*[،,]\s+(?:في\s+)?{DATE}(?=\s*[:–—-])")),
    ("arabic", re.compile(rf"(?P<place>[\u0600-\u06ff]+(?:\s[\u0600-\u06ff]+)?)\s*[،,]?\s*(?:(?:في\s+)?(?:{DATE}|\d{{1,2}}\s[\u0600-\u06ff/ ]{{3,24}}(?:\s\d{{4}})?)\s*)?(?:[-–—]\s*)?(?:\((?P<agency>[\u0600-\u06ff\s]{{2,20}})\)\s*[-–—:]|/\s*(?P<agency3>[\u0600-\u06ff\s]{{2,20}}?)\s*/|(?<=[-–—])\s*(?P<agency2>سانا|سبأ|رويترز|وكالات|الوكالة الوطنية)(?:\s*[-–—:]|\s*(?=\n)))")),
)  # fmt: skip
PLACE_BEFORE = re.compile(
    r"\s*[^\W\d_a-zа-я][\w'’-]+(?:[ /-][\w'’-]+){0,4}(?:\s*\([^)\n]{2,30}\))?\s*[.,،|–—-]\s*(?:le\s+)?"
)
A_PAPER = re.compile(
    r"\s*(?:\w+\s+){0,2}?(?:PRESS|STATEMENT|REPORT|BULLETIN|COMMUNIQU[EÉ]|UPDATE|DECLARATION|Press|Statement|Report|Communiqué)\b"
)
PUBLISHED = re.compile(
    r"(?:published|released|issued|aired|broadcast|updated|said|told|reported)\b[^.\n]{0,40}?\bon\s+$", re.I
)
A_DAY = re.compile(r"\d{1,2}\D")  # in a date in words: not a month and a year alone


@dataclass
class Evidence:
    """What may fix the year: weekdays beside the text, full dates in it, office holders, dated things."""

    weekdays: list[int] = field(default_factory=list)  # of which something is told, as they come
    explicit: list[tuple[date, str]] = field(default_factory=list)
    tenures: list[tuple[date | None, date | None, str]] = field(default_factory=list)
    not_before: list[tuple[date, str]] = field(default_factory=list)
    not_after: list[tuple[date, str]] = field(default_factory=list)  # a body that was closed, a siege that ended


def read_dateline(text: str, blocks: list[Block], meta: Meta) -> tuple[str | None, int]:
    """Fill place, date and span of the dateline. Returns the agency's written name and where it stands."""
    for block in blocks:
        if block.kind not in ("body", "subhead", "headline", "caption"):
            continue
        for rule, form in FORMS:
            match = form.match(text, block.span.start, min(block.span.end, block.span.start + 140))
            if match is None or (rule == "place_date" and not _placelike(match.group("place"))):
                continue
            if rule == "capitals_dash" and A_PAPER.match(text, match.end(), block.span.end):
                continue  # 'SPLM - PRESS STATEMENT': whose paper it is
            groups = match.groupdict()
            agency = next((k for k in ("agency", "agency2", "agency3") if groups.get(k)), None)
            end = match.end("date") if rule == "place_date" else match.end()
            if agency:
                end = match.end(agency) + (text[match.end(agency) : match.end(agency) + 1] in ("/", ")") and 1)
            meta.dateline = Span(block.span.start, end)
            meta.dateline_place = Span(*match.span("place"))
            if groups.get("date"):
                meta.dateline_date = Span(*match.span("date"))
            return (match.group(agency), match.start(agency)) if agency else (None, -1)
    return None, -1


def _placelike(written: str) -> bool:
    return written.isupper() or "/" in written or len(written.split()) <= 3


def gather(text: str, found: list[dates.Found], actors: list[ActorMention], lexicons: Lexicons, meta: Meta) -> Evidence:
    evidence = Evidence()
    for item in found:
        day = date_values.explicit(item)
        if day is not None:
            evidence.explicit.append((day, item.span.of(text)))
        elif item.rule == "month_year":
            value = date_values.resolve([item], None)[0].value
            if value:
                evidence.explicit.append((date(int(value[:4]), int(value[5:7]), 1), item.span.of(text)))
    for item in found:
        if item.rule == "weekday" and re.search(
            r"\bon\s+$|в\s+$|во\s+$", text[max(0, item.span.start - 4) : item.span.start]
        ):
            evidence.weekdays.append(WEEKDAYS[item.parts["weekday"].casefold()])
    for mention in actors:
        for person in mention.actor_ids:
            if person in lexicons.people:
                for tenure in lexicons.offices_of(person):
                    if _titled(text, mention.span, tenure.office):
                        evidence.tenures.append((tenure.since, tenure.until, f"{tenure.office} {person}"))
    lowered = text.casefold()
    for phrase, since, until, note in lexicons.anchors:
        if phrase in lowered:
            evidence.not_before.append((since, note))
            evidence.not_after += [(until, note)] if until is not None else []
    return evidence


TITLES = {
    "president": "president президент رئيس", "secretary_of_state": "secretary госсекретарь وزير", "foreign_minister": "minister top министр وزير ministre diplomat",
    "prime_minister": "premier prime رئيس", "defence_minister": "minister secretary министр وزير ministre",
}  # fmt: skip


def _titled(text: str, span: Span, office: str) -> bool:
    """Whether an office stands just before the name; otherwise the person may be spoken of out of office."""
    before = text[max(0, span.start - 40) : span.start].casefold()
    return any(word in before for word in TITLES.get(office, office.replace("_", " ")).split())


def document_date(text: str, found: list[dates.Found], evidence: Evidence, meta: Meta) -> None:
    """The document's date: printed with its year, else the best of the ranked candidates."""
    line = next((f for f in found if meta.dateline_date and f.span.touches(meta.dateline_date)), None)
    issued = next((f for f in found if f.span.start < 400 and date_values.explicit(f) and _issued(text, f)), None)
    head = (
        line
        or issued
        or next((f for f in found if f.span.start < 400 and date_values.explicit(f) and _after_a_place(text, f)), None)
        or next((f for f in found if f.span.start < 400 and date_values.explicit(f) and _stands_alone(text, f)), None)
    )
    head = head or next(
        (f for f in found if f.span.start < 400 and date_values.explicit(f) and _told_then(text, f)), None
    )
    head = head or next(
        (f for f in found if date_values.explicit(f) and (_in_title(text, f) or _signs_off(text, f))), None
    )
    if head is not None:
        day = date_values.explicit(head)
        until = next((f for f in found if _goes_on(text, head.span.end, f.span.start)), None)
        last = date_values.explicit(until) if until is not None else None
        if day is not None and last is not None and day < last <= day + timedelta(days=40):
            day = last  # 'Period: 02.08.2003 - 08.08.2003' is told on its last day
        if day is not None:
            meta.doc_date, meta.date_evidence = day, ("the date is printed with its year",)
            meta.date_candidates = (YearCandidate(day.year, 1.0, meta.date_evidence),)
            return
        if line is not None and "day" in line.parts:
            _missing_year(line, evidence, meta)
            return
    _without_dateline(text, found, evidence, meta)


TOLD_ON = re.compile(
    r"(?:(?<!\w)(?:said|told|tells|briefed|informed|addressed|reported|reports|announced|wrote|states?|stated|issued|held|read out)\b[^.\n]{0,90}?\b(?:on|in a [^.\n]{3,40} (?:of|dated|on))"
    r"|(?:сообщи|заяви|доложи|рассказа|информирова|опубликова|прове)\w+[^.\n]{0,90}?"
    r"|(?:a|ont) (?:déclaré|indiqué|annoncé|affirmé|informé|publié|recensé|fait savoir)[^.\n]{0,90}?\b(?:le|ce|du|en date du)"
    r"|(?:قال|قالت|أعلن|أعلنت|أفاد|أفادت|ذكر|ذكرت|أصدر|أصدرت)\w*[^.\n]{0,90}?(?:في|يوم|اليوم|بتاريخ))\s+$"
)


TITLE = re.compile(
    r"\b(?:report|bulletin|communiqu[ée]|summary|digest|statement|rapport|point de situation|бюллетень|сводка|نشرة|تقرير|بيان)\b",
    re.I,
)


CLOSES = re.compile(r"[^\W\d]\s*(?:[,،|(]|\s[-–—])\s*$")  # not 'on', 'of', 'since': that is when it was


ISSUED = re.compile(
    r"(?:\bdate of issue|\bissue date|\bissued|\bpublished|\breleased|date d['’]émission|\bpublié|\bdiffusé|\bémis|дата (?:выпуска|публикации)|تاريخ الإصدار)\b[^\n]{0,30}$",
    re.I,
)


def _issued(text: str, item: dates.Found) -> bool:
    """'Issued in Colombo on 22 August': the day of the paper, and not the period it tells of."""
    start = text.rfind("\n", 0, item.span.start) + 1
    return ISSUED.search(text[max(start, item.span.start - 60) : item.span.start]) is not None


def _after_a_place(text: str, item: dates.Found) -> bool:
    """'Gao, 24 May 2015' and nothing else on the line: where and when a paper was written. A period is what it tells of."""
    if "day2" in item.parts:
        return False
    start = text.rfind("\n", 0, item.span.start) + 1
    rest = text[item.span.end :].split("\n", 1)[0]
    return PLACE_BEFORE.fullmatch(text, start, item.span.start) is not None and rest.strip(" .г") == ""


def _in_title(text: str, item: dates.Found) -> bool:
    """'bulletin du 26 août 2013, période du …': the first date in a paper's title; or a title ends in ', 3 May 2014'."""
    first = len(text) - len(text.lstrip())
    end = text.find("\n", first)
    if (
        item.span.end <= end
        and text[item.span.end : end].strip(" .)г") == ""
        and CLOSES.search(text, first, item.span.start)
    ):
        return True
    return item.span.end <= (end if end >= 0 else len(text)) and TITLE.search(text, first, item.span.start) is not None


def _signs_off(text: str, item: dates.Found) -> bool:
    """A date that is the last line of a text, and nothing else."""
    start = text.rfind("\n", 0, item.span.start) + 1
    alone = text[start : item.span.start].strip(" \t(–—-") == "" and text[item.span.end :].strip(" \t\n.)–—-г") == ""
    return alone and start > 0


def _told_then(text: str, item: dates.Found) -> bool:
    """'told the Council on 30 January 2020' in the first paragraph: when it was said is when the text is from."""
    start = text.rfind("\n", 0, item.span.start) + 1
    return TOLD_ON.search(text, max(start, item.span.start - 140), item.span.start) is not None


def _goes_on(text: str, end: int, start: int) -> bool:
    return end < start <= end + 8 and re.fullmatch(r"\s*(?:[-–—]|to|au|по|إلى|until)\s*", text[end:start]) is not None


def _stands_alone(text: str, item: dates.Found) -> bool:
    """A date on its own line, in a report's title ('issued on 12 August 2020') or first in its block."""
    before = text[max(0, item.span.start - 60) : item.span.start]
    line_start = text.rfind("\n", 0, item.span.start) + 1
    return (
        text[line_start : item.span.start].strip(" -–—|(,:/") == ""
        or bool(PLACE_BEFORE.fullmatch(text, line_start, item.span.start))
        or bool(re.match(rf"(?:{WEEKDAY}|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b)", item.span.of(text)))
        or bool(re.search(rf"(?:{WEEKDAY}|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)),?\s+(?:le\s+)?$", before))
        or len(text[line_start:].split("\n", 1)[0]) < 60
        or bool(re.search(r"(?:issued|published|posted|as of|updated|date)\b[^\n]{0,45}$", before, re.I))
    )


def _missing_year(line: dates.Found, evidence: Evidence, meta: Meta) -> None:
    month, day = date_values.month_of(line.parts), date_values.number_of(line.parts["day"])
    candidates = []
    for year in range(2011, 2028):
        try:
            moment = date(year, month, day)
        except ValueError:
            continue
        score, why = _score(moment, evidence)
        candidates.append(YearCandidate(year, round(score, 3), why))
    if not candidates:
        return
    candidates.sort(key=lambda c: (-c.score, c.year))
    best = candidates[0]
    total = sum(2.0**c.score for c in candidates)
    meta.date_candidates = tuple(
        YearCandidate(c.year, round(2.0**c.score / total, 3), c.evidence) for c in candidates[:4]
    )
    alike = (
        len(candidates) > 1 and candidates[1].score == best.score
    )  # a weekday that fits several years decides nothing
    if best.evidence and not alike:
        meta.doc_date, meta.date_evidence = date(best.year, month, day), best.evidence


def _score(moment: date, evidence: Evidence) -> tuple[float, tuple[str, ...]]:
    score, why = 0.0, []
    if evidence.weekdays:
        agrees = _weekdays_agree(moment, evidence.weekdays)
        score += agrees
        if agrees > 0:
            why.append("the weekday agrees")
    if any(day == moment for day, _ in evidence.explicit):
        score += 6
        why.append(f"the same day stands in full in the text: {moment.isoformat()}")
    past = [
        (d, words) for d, words in evidence.explicit if d <= moment + timedelta(days=10 if A_DAY.search(words) else 0)
    ]
    late = len(evidence.explicit) - len(past)
    if late:
        score -= 4 * late
    elif past:
        nearest, words = max(past)
        gap = (moment - nearest).days / 365
        score += 3 - gap if gap < 3 else -gap / 3
        why.append(f"latest full date in the text: {words}")
    for since, until, what in dict.fromkeys(evidence.tenures):
        inside = (since is None or since <= moment) and (until is None or moment < until)
        score += 1 if inside else -3
        if inside:
            why.append(f"in office: {what}")
    for until, what in evidence.not_after:
        if moment > until:
            score -= 3  # it may still be spoken of
        else:
            why.append(f"not after {until.isoformat()}: {what}")
    if evidence.not_before:
        for since, what in evidence.not_before:
            if moment < since:
                score -= 5
            else:
                why.append(f"not before {since.isoformat()}: {what}")
        score -= max(0.0, (moment - max(s for s, _ in evidence.not_before)).days / 365) * 0.8
    return score, tuple(why)


def _weekdays_agree(moment: date, told: list[int]) -> float:
    """News tells of today and yesterday: how well the first weekday fits, which is today, or yesterday where today is
    told, too. A little less where another would be six days ago."""
    ago = [(moment.weekday() - weekday) % 7 for weekday in told]
    if ago[0] == 0 or (ago[0] == 1 and 0 in ago):
        return 2.7 if 6 in ago else 3.0
    return {1: 1.0, 2: -1.0, 3: -1.0}.get(ago[0], -3.0)


def _without_dateline(text: str, found: list[dates.Found], evidence: Evidence, meta: Meta) -> None:
    """'published on Wednesday' beside the latest full date; else the latest full date itself, with little confidence."""
    days = [d for d, words in evidence.explicit if A_DAY.search(words)]
    latest = max(days) if days else None
    weekday = next((f for f in found if f.rule == "weekday" and PUBLISHED.search(f.before)), None)
    weekday = weekday or next((f for f in found if f.rule == "weekday"), None)
    if latest is None:
        return
    if weekday is not None:
        wanted = WEEKDAYS[weekday.parts["weekday"].casefold()]
        meta.doc_date = latest + timedelta(days=(wanted - latest.weekday()) % 7)
        meta.date_evidence = (f"{weekday.span.of(text)} after the latest full date {latest.isoformat()}",)
    else:
        meta.doc_date = latest
        meta.date_evidence = (f"latest full date in the text {latest.isoformat()}",)
    meta.date_candidates = (YearCandidate(meta.doc_date.year, 0.6, meta.date_evidence),)
