"""Who is said to hold or to have taken a place. Carve-outs and control stay coarse, attributed claims."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.model import ActorMention, ControlClaim, DateMention, Event, PlaceMention, Span, Statement
from truceline.reading.nearby import Nearby
from truceline.reading.numbers import SHORT as NUMBER
from truceline.reading.numbers import number_value

HELD_BY = re.compile(
    r"(?:(?:is|are|was|were|remain(?:s|ed)?|now)\s+)?(?:held|controlled|occupied|captured|seized|taken over|overrun)\s+by\s+(?:the\s+)?|(?:under|in) (?:the )?(?:full |effective )?control of (?:the )?|under (?:the )?|находится под контролем |под контролем |تحت سيطرة |sous (?:le )?contrôle (?:de |du |des )?"
)
HOLDER = re.compile(r"[- ](?:held|controlled|occupied|run)\b")
TOOK = re.compile(
    r"\b(?:captured?|recaptured?|seized?|retook|took (?:full |over )?control (?:of|over)|taken control of|gained control (?:of|over)|regained control of|controls?|holds?|liberated|overran|advanced (?:into|on)|взял\w* под контроль|захватил\w*|освободил\w*|سيطر\w* على|استعاد\w*|a pris|ont pris|contrôle\w*)\s+(?:the\s+)?(?:(?:strategic|key|villages?|towns?|city|cities|area|areas|parts?|most|district|of|and)\s+)*"
)
LOCALITIES = re.compile(
    rf"(?:nearly|about|almost|over|more than|some|around)?\s*(?P<count>{NUMBER})\s+(?:inhabited\s+)?(?:localities|settlements|villages|towns|population cent(?:er|re)s)",
    re.I,
)


def find_control(
    text: str,
    actors: list[ActorMention],
    places: list[PlaceMention],
    dates: list[DateMention],
    statements: list[Statement],
    events: list[Event],
) -> list[ControlClaim]:
    """'X took Y', 'Y is held by X', 'X-held Y', 'X retook 400 localities'; one record a place."""
    found: list[ControlClaim] = []
    named = [a for a in actors if a.actor_ids and a.kind not in ("media", "pronoun")]
    named_at = Nearby(named, lambda a: a.span)
    for place in (p for p in places if p.use == "lit"):
        before = text[max(0, place.span.start - 90) : place.span.start]
        took = list(TOOK.finditer(before))
        if took and took[-1].end() >= len(before) - 1:
            at = place.span.start - len(before) + took[-1].start()
            found.append(
                _claim(
                    text, place, _holder(named, at, text), Span(at, place.span.end), "control.took", dates, statements
                )
            )
            continue
        held = HELD_BY.match(text, place.span.end + 1)
        if (held is not None and "under" not in held.group()[:6]) or (held is not None and "control" in held.group()):
            after = [a for a in named if 0 <= a.span.start - held.end() <= 4]
            if after:
                found.append(
                    _claim(
                        text,
                        place,
                        after[0].actor_ids[0],
                        Span(place.span.start, after[0].span.end),
                        "control.held_by",
                        dates,
                        statements,
                    )
                )
            continue
        holder = [
            a
            for a in named_at.touching(Span(place.span.start - 40, place.span.start))
            if a.span.end < place.span.start and place.span.start - a.span.end < 40 and HOLDER.match(text, a.span.end)
        ]
        if holder:
            found.append(
                _claim(
                    text,
                    place,
                    holder[-1].actor_ids[0],
                    Span(holder[-1].span.start, place.span.end),
                    "control.holder_adjective",
                    dates,
                    statements,
                )
            )
    found += _localities(text, named, dates, statements, events)
    for index, claim in enumerate(sorted(found, key=lambda c: c.span), 1):
        claim.id = f"k{index}"
    return sorted(found, key=lambda c: c.span)


def _localities(
    text: str, named: list[ActorMention], dates: list[DateMention], statements: list[Statement], events: list[Event]
) -> list[ControlClaim]:
    claims = []
    for event in events:
        if event.type != "advance_capture":
            continue
        match = LOCALITIES.search(text, event.triggers[0].end, event.triggers[0].end + 60)
        if match is not None:
            span = Span(event.triggers[0].start, match.end())
            claims.append(
                ControlClaim(
                    "",
                    span,
                    event.agents[0] if event.agents else None,
                    None,
                    match.group().strip(),
                    event.date,
                    event.claimed_by,
                    "control.localities",
                    number_value(match.group("count")),
                )
            )
    return claims


def _holder(named: list[ActorMention], position: int, text: str) -> str | None:
    before = [
        a
        for a in named
        if a.span.end <= position
        and position - a.span.end < 60
        and ". " not in text[a.span.end : position]
        and a.kind != "affil"
    ]
    return before[-1].actor_ids[0] if before else None


def _claim(
    text: str,
    place: PlaceMention,
    holder: str | None,
    span: Span,
    rule: str,
    dates: list[DateMention],
    statements: list[Statement],
) -> ControlClaim:
    near = [
        d
        for d in dates
        if d.value
        and d.type == "date"
        and abs(d.span.start - span.end) < 90
        and ". " not in text[min(d.span.end, span.end) : max(d.span.start, span.start)]
    ]
    said = next((s for s in statements if s.holds(place.span)), None)
    return ControlClaim(
        "",
        span,
        holder,
        place.place_id,
        place.span.of(text),
        near[0].value if near else None,
        said.speaker_ids if said else (),
        rule,
    )
