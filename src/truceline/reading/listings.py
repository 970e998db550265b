"""Listings, aliases, foundings and mergers as the text states them."""

from __future__ import annotations

from itertools import pairwise

from truceline.reading import quick_re as re
from truceline.reading.lexicon import Lexicons
from truceline.reading.model import ActorMention, DateMention, Designation, PlaceMention, Relation, Span

LABEL = r"(?P<label>outlawed|banned|prohibited|proscribed|blacklisted|designated(?: as)?(?: a)?(?: foreign)?(?: terrorist)?(?: organi[sz]ation| group)?|recogni[sz]ed as(?: a)? terrorist(?: organi[sz]ation| group)?|listed as(?: a)? terrorist(?: organi[sz]ation| group)?|declared(?: a)? terrorist(?: organi[sz]ation| group)?|considered(?: a)? terrorist(?: organi[sz]ation| group)?|ruled terrorist|deemed(?: a)? terrorist(?: organi[sz]ation| group)?|labell?ed(?: a)? terrorist(?: organi[sz]ation| group)?|запрещ[её]нн\w+|запрещ[её]н\w*|признанн?\w+ террористическ\w+|المحظورة?|المصنفة? إرهابيا|interdite?s?|classée?s? (?:comme )?terroristes?)"
GAP = r"(?:(?!\.\s)[^\n;]){0,90}?"
PATTERN = re.compile(
    rf"{LABEL}\s*(?:organi[sz]ations?\s+)?(?:in|by|on the list of|в|во|في|en|par|из)\s+(?:the\s+)?(?:list of\s+)?", re.I
)
ALIAS = re.compile(
    r"(?:\s*[”\"»’]?\s*(?:group|terror group|terrorist group|organi[sz]ation|movement|militants)?)?\s*\(\s*(?:also known as\s+|formerly\s+|known as\s+|the former name of (?:the\s+)?|ex-|aka\s+|or\s+)?$",
    re.I,
)
KNOWN_AS = re.compile(
    r"[,(]?\s*(?:also |better |formerly |previously )?(?:known as|called|renamed(?: as)?|rebranded (?:itself )?as|under the name of|the former name of)\s+(?:the\s+)?[“\"«]?$",
    re.I,
)
MERGER = re.compile(r"(?:merger of|merged (?:into|with)|by merging|merger with|union of)\s+", re.I)


def find_designations(
    text: str, actors: list[ActorMention], places: list[PlaceMention], dates: list[DateMention], lexicons: Lexicons
) -> list[Designation]:
    """One record an actor and authority; the span of a list item is the authority's own."""
    groups = [
        a
        for a in actors
        if a.actor_ids and lexicons.actor_kinds.get(a.actor_ids[0]) in ("armed_group", "organisation", "umbrella")
    ]
    found: list[Designation] = []
    for match in PATTERN.finditer(text):
        authorities = _authorities(match.end(), text, actors, places, lexicons)
        if not authorities:
            continue
        near = [g for g in groups if g.span.end <= match.start() and _near(text, g.span.end, match.start())]
        if not near:
            continue
        listed = _listed(text, near)
        label = match.group("label")
        many = len(authorities) > 1
        for actor in listed:
            for span, authority in authorities:
                day = _dated(text, span, dates)
                found.append(
                    Designation(
                        actor.actor_ids[0],
                        authority,
                        label,
                        day,
                        span if many else Span(actor.span.start, span.end),
                        "designation.label_authority",
                    )
                )
    return found


def _near(text: str, end: int, start: int) -> bool:
    gap = text[end:start]
    return len(gap) < 110 and "\n" not in gap and not re.search(r"\.\s", gap)


def _listed(text: str, near: list[ActorMention]) -> list[ActorMention]:
    """'Islamic State and Jabhat al-Nusra, which are banned': both; in 'Islamic State (IS, banned)' the nearer name."""
    listed = [near[-1]]
    for actor in reversed(near[:-1]):
        gap = text[actor.span.end : listed[-1].span.start]
        if re.fullmatch(r"\s*(?:,|and|,\s*and|и|et|و)\s*(?:the\s+)?", gap) and actor.actor_ids != listed[-1].actor_ids:
            listed.append(actor)
            continue
        break
    return listed[::-1]


def _authorities(
    position: int, text: str, actors: list[ActorMention], places: list[PlaceMention], lexicons: Lexicons
) -> list[tuple[Span, str]]:
    """States and bodies in a list: 'the USA, Canada, UK and Russia'."""
    spots = {
        p.span: p.place_id
        for p in places
        if p.place_id and lexicons.known_places.get(p.place_id) and lexicons.known_places[p.place_id].kind == "country"
    }
    named: dict[Span, str] = {s: lexicons.seats.get(i or "", i or "") for s, i in spots.items()}
    named |= {
        a.span: a.actor_ids[0]
        for a in actors
        if a.actor_ids
        and a.kind in ("name", "affil", "metonym")
        and lexicons.actor_kinds.get(a.actor_ids[0]) in ("state", "io")
    }
    found = []
    for span in sorted(named):
        if span.start < position:
            continue
        if not re.fullmatch(
            r"(?:\s*\([^)]{0,30}\))?\s*(?:,|and|,\s*and|и|et|or|as well as|و)?\s*(?:the\s+)?",
            text[position : span.start],
        ):
            break
        found.append((span, named[span]))
        position = span.end
    return found


def _dated(text: str, span: Span, dates: list[DateMention]) -> str | None:
    follows = next((d for d in dates if 0 <= d.span.start - span.end <= 8), None)
    return (
        follows.value
        if follows and re.fullmatch(r"\s*(?:\(|on|in|since|,)?\s*(?:since\s+)?", text[span.end : follows.span.start])
        else None
    )


def find_relations(
    text: str, actors: list[ActorMention], dates: list[DateMention], lexicons: Lexicons
) -> list[Relation]:
    """Aliases in brackets and by 'known as'; mergers."""
    found: list[Relation] = []
    named = sorted(
        (
            a
            for a in actors
            if a.kind == "name" and a.actor_ids and lexicons.actor_kinds.get(a.actor_ids[0]) not in ("state", "person")
        ),
        key=lambda a: a.span,
    )
    for left, right in pairwise(named):
        gap = text[left.span.end : right.span.start]
        if len(gap) > 70 or left.actor_ids != right.actor_ids:
            continue
        if ALIAS.fullmatch(gap) or KNOWN_AS.fullmatch(gap):
            start = left.span.start - (text[left.span.start - 1 : left.span.start] in '“"«' and left.span.start > 0)
            end = right.span.end + (text[right.span.end : right.span.end + 1] == ")" and "former" not in gap)
            words = re.match(
                r"[\s”\"»’]*(?P<tail>(?:group|terror group|terrorist group|organi[sz]ation|movement|militants)\b)?", gap
            )
            tail = f" {words.group('tail')}" if words and words.group("tail") else ""
            found.append(
                Relation(
                    "alias",
                    left.span.of(text) + tail,
                    right.span.of(text),
                    Span(start, end),
                    right.actor_ids[0],
                    "relation.alias_in_brackets" if "(" in gap else "relation.known_as",
                )
            )
    for match in MERGER.finditer(text):
        before = [a for a in named if a.span.end <= match.start() and match.start() - a.span.end < 260]
        if before:
            stop = min(
                i for i in (text.find(".", match.end()), text.find("\n", match.end()), match.end() + 120) if i >= 0
            )
            found.append(
                Relation(
                    "merger",
                    before[-1].span.of(text),
                    text[match.end() : stop].strip(),
                    Span(match.start(), stop),
                    before[-1].actor_ids[0],
                    "relation.merger",
                )
            )
    return found
