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
from truceline.reading.compounds import described, without_backers
from truceline.reading.contacts import find_contacts
from truceline.reading.control import find_control
from truceline.reading.coreference import add_latter, add_pronouns, add_roles
from truceline.reading.count_claimants import Context
from truceline.reading.counts import find_counts
from truceline.reading.dateline import document_date, gather, read_dateline
from truceline.reading.events import EventFinder
from truceline.reading.groups import add_groups
from truceline.reading.harm import add_harm
from truceline.reading.language import SUPPORTED, identify
from truceline.reading.lexicon import Lexicons
from truceline.reading.listings import find_designations, find_relations
from truceline.reading.listings_by_verb import find_listed
from truceline.reading.model import ActorMention, Meta, PlaceMention, Reading, Span
from truceline.reading.outlets import find_outlet
from truceline.reading.places import find_places, resolve_places, without_stray_words
from truceline.reading.pseudonyms import private_names
from truceline.reading.quotes import find_quotes
from truceline.reading.short_forms import add_short_forms
from truceline.reading.statements import StatementFinder, number
from truceline.reading.syntax import Parser, Syntax, add_arguments, add_speakers
from truceline.reading.theme import add_theme
from truceline.reading.tokens import Tokens, tokenise

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
    finder.language = meta.language
    _headlines(reading)
    document_date(text, found_dates, gather(text, found_dates, finder.names(), lexicons, meta), meta)
    if meta.doc_date is None and published is not None:
        meta.doc_date, meta.date_evidence = published, ("the date given with the file",)
    reading.dates = date_values.resolve(found_dates, meta.doc_date)
    finder.day = meta.doc_date
    add_short_forms(finder)
    add_theme(finder)
    add_groups(finder)
    add_roles(finder, quotes)
    add_latter(finder)
    add_pronouns(finder, quotes)
    everybody = _without_chrome(finder, reading)
    reading.actors = [a for a in everybody if a.actor_ids != ("civilians",)]  # whom acts hit, and nobody who acts
    find_outlet(reading, agency, lexicons)
    _places(reading, tokens, lexicons)
    named = described(text, reading.actors)
    page = Page(
        text,
        tokens,
        lexicons,
        meta.language,
        reading.blocks,
        quotes,
        named,
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
        Context(text, reading.blocks, named, reading.places, reading.dates, meta, lexicons, reading.statements)
    )
    reading.agreements = find_agreements(text, named, reading.places, reading.dates)
    reading.commitments = find_commitments(text, named, reading.statements)
    reading.designations = find_designations(text, reading.actors, reading.places, reading.dates, lexicons)
    known = {(d.actor, d.authority) for d in reading.designations}
    told = find_listed(text, reading.actors, reading.dates, lexicons)
    reading.designations += [d for d in told if (d.actor, d.authority) not in known]
    reading.relations = find_relations(text, reading.actors, reading.dates, lexicons)
    events = EventFinder(
        text,
        tokens,
        lexicons,
        meta.language,
        reading.blocks,
        without_backers(text, everybody),
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
    if not inside and any(a.kind == "name" and a.span == span for a in reading.actors):
        return mentions  # 'UNMHA - joint operations centre': whose paper it is, and no town
    if not inside:
        head = Span(span.start, span.start + len(re.split(r"\s*[/,(]", span.of(reading.text))[0]))
        inside = [PlaceMention(head, None, "lit", "place.dateline", 0.7)]
        mentions = sorted([*mentions, *inside], key=lambda m: m.span)
    for mention in inside:
        mention.use = "lit"
    reading.meta.dateline_place_ids = tuple(m.place_id for m in inside if m.place_id)
    return mentions
