"""The whole of reading, in one readable function."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from truceline.reading import date_values
from truceline.reading import dates as date_grammar
from truceline.reading import quick_re as re
from truceline.reading.actors import ActorFinder
from truceline.reading.agreements import find_agreements, find_commitments
from truceline.reading.attribution import Page
from truceline.reading.blocks import find_blocks
from truceline.reading.contacts import find_contacts
from truceline.reading.control import find_control
from truceline.reading.coreference import add_pronouns, add_roles
from truceline.reading.count_claimants import Context
from truceline.reading.counts import find_counts
from truceline.reading.dateline import document_date, gather, read_dateline
from truceline.reading.events import EventFinder
from truceline.reading.groups import add_groups
from truceline.reading.harm import add_harm
from truceline.reading.language import SUPPORTED, identify
from truceline.reading.lexicon import Lexicons
from truceline.reading.listings import find_designations, find_relations
from truceline.reading.model import ActorMention, Meta, PlaceMention, Reading, Span
from truceline.reading.places import find_places, resolve_places, without_stray_words
from truceline.reading.pseudonyms import private_names
from truceline.reading.quotes import find_quotes
from truceline.reading.statements import StatementFinder, number
from truceline.reading.syntax import Parser, Syntax, add_arguments, add_speakers
from truceline.reading.theme import add_theme
from truceline.reading.tokens import Tokens, tokenise

PAPER = re.compile(
    r"\b(?:report|statement|bulletin|STATEMENT|update|press release|note|brief(?:ing)?|communiqu[ée]|communique|overview|digest|summary|log|weekly|daily|monthly|press conference|point de situation|point de presse|conférence de presse|compte rendu|note d['’]information|нота|справка|نشرة|отчет|отчёт|сводка|брифинг|бюллетень|بيان|تقرير|rapport)\b",
    re.I,
)
NUMBERED_PAPER = re.compile(r"\s*[:–—-]\s*(?:\w+\.?\s+){0,2}[\w-]*\d[\w/.-]*")
FIRST_SIGN = re.compile(r"\)?\s*(?:[-–—|:]|\.\s*[-–—])\s")
TOLD_US = re.compile(
    r"(?:\b(?:told|in an interview with|an interview to|(?:extended|sent|provided|made available|given|exclusive|issued) to|(?:seen|obtained|reviewed|received) by|заявил\w*|рассказал\w*|сообщил\w* (?:агентству)?|(?:confi|déclar|indiqu|affirm|assur|expliqu|rapport|racont|précis|transmis|envoy|fait parvenir|parvenu)\w*\s+(?:à|au)(?:\s+la|\s*l['’])?|consulté par|obtenu par|reçu par)\s*(?:the\s+)?)$",
    re.I,
)
SIGNED = re.compile(r"(?:[-–—]{1,3}|\(|/|©)\s*$")
ONE_TO_ONE = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2011": "-", "\u2010": "-", "\u02bc": "’"}
)  # offsets stay


def read_text(
    text: str, lexicons: Lexicons, published: date | None = None, parsers: Mapping[str, Parser] | None = None
) -> Reading:
    """Every layer of one text. ``published``: the date given from outside (mail header, feed), used when none is found.
    ``parsers``: optional ones by language; they fill gaps only (reading/syntax.py).

    Pure: the same text, lexicons, date and parsers give the same reading. Never raises on any text.
    """
    meta = Meta(language=identify(text))
    meta.supported = meta.language in SUPPORTED
    reading = Reading(text, meta)
    text = text.translate(ONE_TO_ONE)
    tokens = tokenise(text)
    reading.blocks = find_blocks(text)
    quotes = find_quotes(text, reading.blocks)
    found_dates = date_grammar.find(tokens)
    agency = read_dateline(text, reading.blocks, meta)
    finder = ActorFinder(text, tokens, lexicons, None)
    _headlines(reading)
    document_date(text, found_dates, gather(text, found_dates, finder.names(), lexicons, meta), meta)
    if meta.doc_date is None and published is not None:
        meta.doc_date, meta.date_evidence = published, ("the date given with the file",)
    reading.dates = date_values.resolve(found_dates, meta.doc_date)
    finder.day = meta.doc_date
    add_theme(finder)
    add_groups(finder)
    add_roles(finder, quotes)
    add_pronouns(finder, quotes)
    everybody = _without_chrome(finder, reading)
    reading.actors = [a for a in everybody if a.actor_ids != ("civilians",)]  # whom acts hit, and nobody who acts
    _outlet(reading, agency, lexicons)
    _places(reading, tokens, lexicons)
    page = Page(
        text,
        tokens,
        lexicons,
        meta.language,
        reading.blocks,
        quotes,
        reading.actors,
        meta.dateline,
        tuple(p.span for p in reading.places if p.use == "lit"),
        _issuer(meta.outlet_id, lexicons),
    )
    statements = StatementFinder(page)
    found = statements.run()
    parser = (parsers or {}).get(meta.language)
    syntax = Syntax(text, parser.parse(text)) if parser is not None else None
    if parser is not None and syntax is not None:
        found = add_speakers(syntax, found, statements.cues, statements.actors)
        reading.extras = (parser.name,)
    reading.statements = number(found)
    reading.counts = find_counts(
        Context(text, reading.blocks, reading.actors, reading.places, reading.dates, meta, lexicons, reading.statements)
    )
    reading.agreements = find_agreements(text, reading.actors, reading.places, reading.dates)
    reading.commitments = find_commitments(text, reading.actors)
    reading.designations = find_designations(text, reading.actors, reading.places, reading.dates, lexicons)
    reading.relations = find_relations(text, reading.actors, reading.dates, lexicons)
    events = EventFinder(
        text,
        tokens,
        lexicons,
        meta.language,
        reading.blocks,
        everybody,
        reading.places,
        reading.dates,
        reading.statements,
        reading.counts,
        meta.dateline,
    )
    reading.events = events.run(meta.outlet_id)
    if syntax is not None:
        add_arguments(syntax, reading.events, events.actors)
    add_harm(text, reading.events)
    reading.contacts = find_contacts(text, reading.events, reading.actors)
    reading.control = find_control(
        text, reading.actors, reading.places, reading.dates, reading.statements, reading.events
    )
    line = [s for s in (meta.dateline, meta.outlet) if s is not None]
    reading.private_names = private_names(
        text,
        reading.actors,
        [p.span for p in reading.places if p.place_id] + [d.span for d in reading.dates] + line,
        [
            *(s.speaker for s in reading.statements if s.speaker is not None and not s.speaker_ids),
            *(syntax.persons(p.span for p in reading.places) if syntax is not None else ()),
        ],
    )
    return reading


def _without_chrome(finder: ActorFinder, reading: Reading) -> list[ActorMention]:
    """Names in menus and links of the page are not the text's; media keep standing there, for the outlet."""
    chrome = [b.span for b in reading.blocks if b.kind == "boilerplate"]
    where = reading.meta.dateline_place  # 'PORT SUDAN' names a town, and no state
    inside = [m.span for m in finder.mentions if where and where.holds(m.span) and m.span != where]
    kept = [
        m
        for m in finder.mentions
        if m.kind == "media" or (m.span not in inside and not any(s.holds(m.span) for s in chrome))
    ]
    return sorted(kept, key=lambda m: m.span)


def _headlines(reading: Reading) -> None:
    headline = next((b for b in reading.blocks if b.kind == "headline"), None)
    reading.meta.headline = headline.span if headline else None


def _outlet(reading: Reading, agency: tuple[str | None, int], lexicons: Lexicons) -> None:
    """The agency of the dateline, a site's own words, else nothing: a photo credit is no outlet."""
    meta = reading.meta
    media = [a for a in reading.actors if a.kind == "media" and a.actor_ids]
    if agency[0] is not None:
        span = Span(agency[1], agency[1] + len(agency[0]))
        known = next((a for a in media if a.span.touches(span)), None)
        if known is not None:
            meta.outlet_id, meta.outlet = known.actor_ids[0], span
            return
    house = _signed_first(reading, media) or _letterhead(reading, lexicons) or _house(reading, lexicons)
    if house is not None:
        meta.outlet_id, meta.outlet = house.actor_ids[0], house.span
        return
    told = [a for a in media if TOLD_US.search(reading.text[max(0, a.span.start - 26) : a.span.start])]
    if told and len({a.actor_ids for a in told}) == 1:
        meta.outlet_id, meta.outlet = told[0].actor_ids[0], told[0].span
        return
    for mention in media:
        block = next((b for b in reading.blocks if b.span.holds(mention.span)), None)
        if block is not None and block.kind == "boilerplate":
            meta.outlet_id, meta.outlet = mention.actor_ids[0], mention.span
            return


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
DATE_BESIDE = re.compile(r"(?:\s*\([^)\n]{2,24}\))?\s*(?:[,|–—-]\s*)?(?:[^\n]{0,14}?\b\d[^\n]{4,24})?(?=\n|$)")
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
WE_DID = re.compile(
    r"(?<!\w)(?:We|Nous|Мы)\s+(?:(?:have|also|avons)\s+)*(?:document|record|register|verif|observ|monitor|receiv|recens|enregistr|зафиксир|отмет)"
)


def _letterhead(reading: Reading, lexicons: Lexicons) -> ActorMention | None:
    """Who stands alone in the first line, a date beside it at most; or before a colon there, where 'we' count below."""
    text = reading.text
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
    title = reading.meta.headline
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


def _below_title(reading: Reading, title: Span) -> ActorMention | None:
    """'PRESS RELEASE', and below it who issues it."""
    following = next((b.span for b in reading.blocks if b.span.start >= title.end), None)
    if following is None or following.end - following.start > 110:
        return None
    inside = [a for a in reading.actors if following.holds(a.span) and a.actor_ids and a.kind in ("name", "nominal")]
    return inside[0] if inside and inside[0].span.start - following.start < 24 else None


def _issuer(outlet: str | None, lexicons: Lexicons) -> tuple[str, ...]:
    return (outlet,) if outlet and lexicons.actor_kinds.get(outlet) != "media" else ()


def _places(reading: Reading, tokens: Tokens, lexicons: Lexicons) -> None:
    text = reading.text
    taken = [a.span for a in reading.actors if a.kind in ("name", "media") and not (lexicons.states & set(a.actor_ids))]
    taken += [d.span for d in reading.dates if d.type in ("date", "month", "range")]
    mentions = find_places(text, tokens, lexicons, [a for a in reading.actors if a.kind != "pronoun"], taken)
    chrome = [b.span for b in reading.blocks if b.kind == "boilerplate"]
    mentions = [m for m in mentions if not any(s.holds(m.span) for s in chrome)]
    context = Counter(
        lexicons.known_places[i].country or ""
        for m in mentions
        if m.use == "lit"
        for i in m.candidates[:1]
        if lexicons.known_places[i].kind == "country"
    )
    spoken = lexicons.iso_of
    named = Counter(spoken[i] for a in reading.actors for i in a.actor_ids if i in spoken)
    mentions = without_stray_words(text, mentions, lexicons, context + named)
    resolve_places(text, mentions, lexicons, context)
    reading.places = _dateline_place(reading, mentions)


def _dateline_place(reading: Reading, mentions: list[PlaceMention]) -> list[PlaceMention]:
    span = reading.meta.dateline_place
    if span is None:
        return mentions
    inside = [m for m in mentions if span.holds(m.span)]
    if not inside:
        head = Span(span.start, span.start + len(re.split(r"\s*[/,(]", span.of(reading.text))[0]))
        inside = [PlaceMention(head, None, "lit", "place.dateline", 0.7)]
        mentions = sorted([*mentions, *inside], key=lambda m: m.span)
    for mention in inside:
        mention.use = "lit"
    reading.meta.dateline_place_ids = tuple(m.place_id for m in inside if m.place_id)
    return mentions
