"""Whose paper a text is: the agency of its dateline, its head, its sender, its signature, who was told or sent it."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.lexicon import Lexicons
from truceline.reading.model import ActorMention, Reading, Span

PAPER = re.compile(
    r"\b(?:report|statement|bulletin|STATEMENT|update|press release|note|brief(?:ing)?|communiqu[ée]|communique|overview|digest|summary|log|weekly|daily|monthly|press conference|point de situation|point de presse|point hebdomadaire|point quotidien|conférence de presse|compte rendu|note d['’]information|нота|справка|نشرة|отчет|отчёт|сводка|брифинг|бюллетень|بيان|تقرير|rapport)\b",
    re.I,
)
NUMBERED_PAPER = re.compile(r"\s*[:–—-]\s*(?:\w+\.?\s+){0,2}[\w-]*\d[\w/.-]*")
PERIODICAL = re.compile(
    r"\b(?:daily|weekly|monthly|spot|situation)\s+(?:report|update|summary|bulletin|brief)|\b(?:bulletin|point|rapport)\s+(?:quotidien|hebdomadaire|mensuel)|ежедневн\w+ (?:отч[её]т|сводка)|отч[её]т за|التقرير (?:اليومي|الأسبوعي)",
    re.I,
)
FIRST_SIGN = re.compile(r"\)?\s*(?:[-–—|:]|\.\s*[-–—])\s")
TOLD_US = re.compile(
    r"(?:\b(?:told|in an interview with|an interview to|(?:extended|sent|provided|made available|given|exclusive|issued) to|(?:seen|obtained|reviewed|received) by|заявил\w*|рассказал\w*|сообщил\w* (?:агентству)?|(?:confi|déclar|indiqu|affirm|assur|expliqu|rapport|racont|précis|transmis|envoy|fait parvenir|parvenu)\w*\s+(?:à|au)(?:\s+la|\s*l['’])?|consulté par|obtenu par|reçu par)\s*(?:the\s+)?)$",
    re.I,
)
SIGNED = re.compile(r"(?:[-–—]{1,3}|\(|/|©)\s*$")


def find_outlet(reading: Reading, agency: tuple[str | None, int], lexicons: Lexicons) -> None:
    """The agency of the dateline, a site's own words, else nothing: a photo credit is no outlet."""
    meta = reading.meta
    media = [a for a in reading.actors if a.kind == "media" and a.actor_ids]
    if agency[0] is not None:
        span = Span(agency[1], agency[1] + len(agency[0]))
        known = next((a for a in media if a.span.touches(span)), None)
        if known is not None:
            meta.outlet_id, meta.outlet = known.actor_ids[0], span
            return
    house = (
        _signed_first(reading, media)
        or _sender(reading, lexicons)
        or _letterhead(reading, lexicons)
        or _house(reading, lexicons)
    )
    if house is not None:
        meta.outlet_id, meta.outlet = house.actor_ids[0], house.span
        return
    if agency[0] is not None and reading.text[agency[1] - 1 : agency[1]] in ("(", "/"):
        return  # an agency that is not known signs it: whoever is told something in it is another
    told = [a for a in media if TOLD_US.search(reading.text[max(0, a.span.start - 26) : a.span.start])]
    if told and len({a.actor_ids for a in told}) == 1:
        meta.outlet_id, meta.outlet = told[0].actor_ids[0], told[0].span
        return
    for mention in media:
        block = next((b for b in reading.blocks if b.span.holds(mention.span)), None)
        if block is not None and block.kind == "boilerplate":
            meta.outlet_id, meta.outlet = mention.actor_ids[0], mention.span
            return


SENT_BY = re.compile(
    r"\W*(?:[Ii]dentical\s+)?(?:[Ll]etters?|[Nn]otes? verbales?|[Mm]essage|[Ll]ettres?)\s+(?:dated\s+[^\n]{4,30}?\s+|datées?\s+du\s+[^\n]{4,30}?\s+|en date du\s+[^\n]{4,30}?\s+)?(?:from|de la part d[eu]|adressées?\s+par)\s+(?:[^\n]{0,70}?\b(?:of|de|du)\s+)?(?:the\s+|la\s+|le\s+|l['’])?$"
)


def _sender(reading: Reading, lexicons: Lexicons) -> ActorMention | None:
    """'Letter dated … from the Permanent Representative of N to …': whose letter it is."""
    first = next((a for a in reading.actors if a.actor_ids), None)
    if first is None or first.span.start > 200 or not SENT_BY.match(reading.text[: first.span.start]):
        return None
    return None if lexicons.actor_kinds.get(first.actor_ids[0]) == "office" else first  # an office is a person's


def _signed_first(reading: Reading, media: list[ActorMention]) -> ActorMention | None:
    """'NNA - Thu 09 Jan', 'Москва. 13 декабря. ИНТЕРФАКС -': an agency before a dash in the first line of the body."""
    text = reading.text
    for mention in media:
        start = text.rfind("\n", 0, mention.span.start) + 1
        lead = text[start : mention.span.start]
        if (
            (
                len(lead) < 60
                and FIRST_SIGN.match(text, mention.span.end)
                and (not lead.strip() or lead.rstrip()[-1:] in ".,-–—/(")
            )
            or (
                len(lead) < 60
                and lead.rstrip()[-1:] in "-–—"
                and lead.strip()
                and text[mention.span.end : mention.span.end + 1] == "."
            )
            or (
                0 < len(lead.strip()) < 30
                and lead.rstrip()[-1:] in "/|-–—("
                and text[mention.span.end : mention.span.end + 2].lstrip(")")[:1] == "\n"
            )
        ):
            first = next((b for b in reading.blocks if b.kind == "body"), None)
            if first is not None and mention.span.start <= first.span.start + 200:
                return mention
    return None


# before whose paper it is: 'Пресс-служба Минобороны', 'بيان صادر عن قيادة القوات', 'المركز الإعلامي للجيش'
HEADS_A_PAPER = re.compile(
    r"(?:(?:официальн\w+\s+|оперативн\w+\s+|главн\w+\s+|информационн\w+\s+)?(?:пресс-(?:центр|служба|релиз)|центр|служба|управление|представительств\w+|штаб\w*|командовани\w+|заявлени\w+|сообщени\w+|сводка|бюллетень|информация|брифинг|аппарат)\s+(?:по\s+связям\s+с\s+общественностью\s+|общественных\s+связей\s+)?){1,3}(?:от\s+)?"
    r"|(?:(?:ال)?(?:بيان|بلاغ|تصريح|نشرة|تقرير|مركز|مكتب|إعلام|ناطق|متحدث|قيادة|شعبة|دائرة|مديرية|غرفة|عمليات|توجيه)\s+(?:(?:ال)?(?:إعلامي|صحفي|رسمي|عسكري|حربي|عامة?|معنوي|صادرة?|يومية?|أسبوعية?|مشتركة?|عمليات)\s+|رقم\s+\S+\s+|عن\s+|باسم\s+|في\s+)*){1,3}(?:لل?\s)?",
    re.I,
)
ISSUES = ("mission", "ngo", "office", "armed_group", "armed_force", "organisation", "umbrella")
DATE_BESIDE = re.compile(
    r"(?:\s*\([^)\n]{2,24}\))?(?: [A-Z][a-zà-ÿ]+(?=\n))?\s*(?:[,|–—-]\s*)?(?:[^\n]{0,14}?\b\d[^\n]{4,24})?(?=\n|$)"
)
# 'General Command of', 'Press service of', 'État-major de': an office of whoever issues the paper
ISSUED_BY = re.compile(
    r"(?:(?:the|la|le|l['’])\s*)?(?:(?:(?:General|High|Supreme|Joint|Press|Media|Public|Information|Spokes\w+(?:['’]s)?)\s+)*(?:Command|Staff|Office|Service|Cent(?:er|re)|Directorate|Bureau|Affairs|Relations|Secretariat|Headquarters)"
    r"|(?:Haut[- ])?(?:[Cc]ommandement|[ÉE]tat-major|[Bb]ureau|[Ss]ervice|[Cc]ellule|[Dd]irection|[Ss]ecrétariat)(?:\s+(?:général|de presse|de (?:la )?communication|de l['’]information|permanent))*)"
    r"\s+(?:of|for|de|des|du|d['’])(?:\s*(?:the|la|l['’]))?",
    re.I,
)
# a title behind the name and a dash in the first line: '- Point de presse hebdomadaire, Bangui, 17 juillet'
TITLED = re.compile(
    r"(?:\s*\([^)\n]{2,24}\))?\s*[-–—|:]\s+(?:[\w’'-]+\s+){0,2}?(?:[Rr]eport|[Ss]tatement|[Bb]ulletin|[Bb]riefing|[Uu]pdate|[Pp]ress|[Nn]ote|[Ss]ummary|[Dd]igest|[Cc]ommuniqu[ée]|[Pp]oint de (?:presse|situation)|[Cc]onférence de presse|[Rr]apport|[Bb]ilan|[Dd]éclaration)\b[^.\n]{0,90}(?:\n|$)"
)
# 'Monitoring, Verification and Compliance Mission (AU-MVCM)', alone in the first line
WITH_SHORT = re.compile(r"\W*[A-ZÀ-Ý][^\n.:]{8,110}\((?P<short>[A-ZÀ-Ý][\w-]{1,14})\)\s*(?:\n|$)")
WE_DID = re.compile(
    r"(?<!\w)(?:We|Nous|Мы)\s+(?:(?:have|also|avons)\s+)*(?:document|record|register|verif|observ|monitor|receiv|recens|enregistr|зафиксир|отмет)"
)


def _letterhead(reading: Reading, lexicons: Lexicons) -> ActorMention | None:
    """Who stands alone in the first line, a date beside it at most; or before a colon there, where 'we' count below."""
    text = reading.text
    line = WITH_SHORT.match(text)
    named = [a for a in reading.actors if line and a.actor_ids and Span(*line.span("short")).holds(a.span)]
    if named and lexicons.actor_kinds.get(named[0].actor_ids[0]) in ISSUES:
        return named[0]
    first = next(
        (
            a
            for a in reading.actors
            if a.actor_ids and a.kind != "affil" and _opens_the_paper(text[: a.span.start].strip(" \n\t[(*#—–-"))
        ),
        None,
    )
    if first is None or any(
        a.span.start < first.span.start for a in reading.actors if a.actor_ids and a.kind != "affil"
    ):
        return None
    kind = lexicons.actor_kinds.get(first.actor_ids[0])
    if (kind in ISSUES or first.kind == "media") and DATE_BESIDE.match(text, first.span.end):
        return first
    if kind in ISSUES and TITLED.match(text, first.span.end):
        return first
    counts = text[first.span.end : first.span.end + 1] == ":" and WE_DID.search(text, first.span.end)
    return first if counts and kind in ISSUES else None


def _opens_the_paper(lead: str) -> bool:
    """Nothing stands before whose paper it is, or only what kind of paper or office it is."""
    if not lead or ISSUED_BY.fullmatch(lead):
        return True
    return "\n" not in lead and len(lead) < 90 and HEADS_A_PAPER.fullmatch(f"{lead} ") is not None


def _signature(reading: Reading, lexicons: Lexicons) -> ActorMention | None:
    """'Пресс-служба Минобороны Азербайджана', 'القيادة العامة للجيش': who stands alone in the last line, a date beside it at most."""
    text = reading.text.rstrip()
    start = max((i for i in (text.rfind("\n", 0, len(text) - 30), text.rfind("\n")) if i >= 0), default=-1) + 1
    for line in {start, text.rfind("\n", 0, max(0, start - 1)) + 1}:
        named = [a for a in reading.actors if line <= a.span.start and a.actor_ids and a.kind in ("name", "nominal")]
        if not line or not named or "\n" in text[line : named[0].span.start]:
            continue
        first = named[0]
        alone = _opens_the_paper(text[line : first.span.start].strip(" \t(*—–-"))
        if alone and lexicons.actor_kinds.get(first.actor_ids[0]) in ISSUES and DATE_BESIDE.match(text, first.span.end):
            return first
    return None


def _house(reading: Reading, lexicons: Lexicons) -> ActorMention | None:
    """A mission's own paper names it in its title: 'OSCE SMM Daily Report'; an agency signs at the end: '--Reuters'."""
    first = next(iter(reading.blocks), None)
    title = reading.meta.headline or (first.span if first is not None and first.kind == "subhead" else None)
    if title is not None:
        lead = next((a for a in reading.actors if a.span.start - title.start <= 4 and a.actor_ids), None)
        rest = reading.text[lead.span.end : title.end] if lead is not None else ""
        if (
            lead is not None
            and NUMBERED_PAPER.fullmatch(rest)
            and lexicons.actor_kinds.get(lead.actor_ids[0]) not in ("state", "person", "media")
        ):
            return lead
    if title is not None and PAPER.search(title.of(reading.text)):
        named = [
            a
            for a in reading.actors
            if title.holds(a.span) and a.actor_ids and lexicons.actor_kinds.get(a.actor_ids[0]) in ISSUES
        ]
        if any(a.actor_ids and a.actor_ids[0] in lexicons.people for a in reading.actors if title.holds(a.span)):
            return None  # 'Statement by the special envoy, N, on …': a person's words
        if named:
            return named[0]
        if not any(title.holds(a.span) for a in reading.actors):
            below = _below_title(reading, title)
            if below is not None:
                return below
            if PERIODICAL.search(title.of(reading.text)):
                alone = _the_only_mission(reading, lexicons)
                if alone is not None:
                    return alone
    below = _signature(reading, lexicons)
    if below is not None:
        return below
    text = reading.text.rstrip()
    signed = [a for a in reading.actors if a.kind == "media" and a.span.end >= len(text) - 2]
    return (
        signed[-1]
        if signed and SIGNED.search(text[max(0, signed[-1].span.start - 4) : signed[-1].span.start])
        else None
    )


def _the_only_mission(reading: Reading, lexicons: Lexicons) -> ActorMention | None:
    """'Daily Report 45/2020', which counts as one mission does and names no other: that mission's."""
    named = [
        a
        for a in reading.actors
        if a.kind in ("name", "nominal") and a.actor_ids and lexicons.actor_kinds.get(a.actor_ids[0]) == "mission"
    ]
    return named[0] if len(named) > 2 and len({a.actor_ids for a in named}) == 1 else None


def _below_title(reading: Reading, title: Span) -> ActorMention | None:
    """'PRESS RELEASE', and below it who issues it."""
    following = next((b.span for b in reading.blocks if b.span.start >= title.end), None)
    if following is None or following.end - following.start > 110:
        return None
    inside = [a for a in reading.actors if following.holds(a.span) and a.actor_ids and a.kind in ("name", "nominal")]
    return inside[0] if inside and inside[0].span.start - following.start < 24 else None
