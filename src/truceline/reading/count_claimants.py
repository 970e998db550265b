"""What a count is read in, and who counts: subject, 'by …', a side, else the mission or outlet of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from truceline.reading.count_words import COUNT_VERB
from truceline.reading.lexicon import Lexicons
from truceline.reading.model import ActorMention, Block, DateMention, Meta, PlaceMention, Span, Statement

COMMITTED = re.compile(r"commit|perpetrat|carried out|violat|breach|соверш|наруш|ارتكب|a commis|ont commis", re.I)
MISSION_WORDS = re.compile(
    r"\b(?:[Tt]he\s+)?(?:Mission|SMM|Mechanism|Committee|Commission|Centre|Center|Force|Observatory|Network|monitors|observers|monitoring team|mission|Миссия|миссия|комиссия|центр|Центр|La Mission|la Mission|la Force)\b|البعثة|اللجنة|المركز"
)


@dataclass
class Context:
    text: str
    blocks: list[Block]
    actors: list[ActorMention]
    places: list[PlaceMention]
    dates: list[DateMention]
    meta: Meta
    lexicons: Lexicons
    statements: list[Statement]


def sentence_at(text: str, span: Span, block: Block) -> Span:
    start = max(
        text.rfind(". ", block.span.start, span.start) + 1,
        text.rfind("\n", block.span.start, span.start) + 1,
        block.span.start,
    )
    stop = re.compile(r"\.(?:\s|$)|\n").search(text, span.end, block.span.end)
    return Span(start, stop.start() if stop else block.span.end)


# claimants -----------------------------------------------------------------------------------------------------------


def claimant_of(c: Context, span: Span, sentence: Span, block: Block) -> tuple[tuple[str, ...], str | None]:
    """Who counts: the subject before, 'by …' after, the side a sentence speaks of, else the mission or outlet of the text."""
    inside = [
        a
        for a in c.actors
        if a.actor_ids and sentence.start <= a.span.start and a.span.end <= sentence.end and a.kind != "pronoun"
    ]
    by = [
        a
        for a in inside
        if a.span.start >= span.end
        and re.search(
            r"\b(?:by|according to|from|said|says|par|selon|по данным)\s+(?:the\s+|la\s+|le\s+)?$",
            c.text[max(span.end, a.span.start - 18) : a.span.start],
            re.I,
        )
    ]
    by = [
        a
        for a in by
        if not re.search(
            r"confirm|den(?:y|ied)|reject|подтвер|отверг|متأكد|démenti", c.text[span.end : a.span.start], re.I
        )
    ]
    if by:
        return by[0].actor_ids, by[0].span.of(c.text)
    before = [a for a in inside if a.span.end <= span.start and _can_count(c, a)]
    said = next((s for s in c.statements if s.holds(span) and s.speaker_ids), None)
    verbs = c.text[before[-1].span.end : span.start] if before else ""
    committed = COMMITTED.search(verbs) is not None  # whoever committed them is not who counts them
    if said is not None and (committed or not re.search(COUNT_VERB, verbs, re.I)):
        return said.speaker_ids, said.speaker.of(c.text) if said.speaker else None
    if before and not committed:
        chosen = before[-1] if len(before) == 1 or not _object_of(c.text, before[-1]) else before[-2]
        return chosen.actor_ids, _side(c.text, chosen.span)
    mission = MISSION_WORDS.search(c.text, sentence.start, sentence.end)
    owner = _owner(c)
    if mission is not None and owner:
        return owner, mission.group()
    if committed:
        return ((c.meta.outlet_id,) if c.meta.outlet_id else ()), None
    lead = [
        a
        for a in c.actors
        if a.actor_ids and block.span.start <= a.span.start < span.start and _can_count(c, a) and a.kind != "pronoun"
    ]
    if lead:
        return lead[-1].actor_ids, _side(c.text, lead[-1].span)
    return owner or ((c.meta.outlet_id,) if c.meta.outlet_id else ()), None


def _can_count(c: Context, actor: ActorMention) -> bool:
    if "civilians" in actor.actor_ids:
        return False  # they are what is counted, or hurt
    after = c.text[actor.span.end : actor.span.end + 45]
    if actor.kind == "affil":
        return bool(
            re.match(
                r"(?:[-–]\w+)?\s+(?:side|part|party|representatives?|members?|monitors?|delegation|cent(?:er|re)|officers?|half|military|contingent|officials?|army|observers|defen[cs]e|foreign|general|armed|сторон\w+|част\w+|представител\w+|centre|partie)",
                after,
                re.I,
            )
        ) or bool(
            re.search(
                r"(?:part|partie|côté|сторона|الجانب|الطرف|القسم)\s+$",
                c.text[max(0, actor.span.start - 12) : actor.span.start],
                re.I,
            )
        )
    if actor.kind == "media":
        return True
    return (
        not re.match(r"[’']s\s+(?!side|part)", after)
        and not re.search(
            r"\b(?:against|of|with|on|between)\s+(?:the\s+)?$", c.text[max(0, actor.span.start - 10) : actor.span.start]
        )
    ) or bool(re.match(r"\s+(?:side|part|representatives)", after))


def _object_of(text: str, actor: ActorMention) -> bool:
    return bool(
        re.search(
            r"\b(?:by|in|from|of|with|to|told|against)\s+(?:the\s+)?$",
            text[max(0, actor.span.start - 14) : actor.span.start],
        )
    )


def _side(text: str, span: Span) -> str:
    after = re.match(
        r"\s+(?:side|part|party|representatives|monitors|сторона|часть)(?:\s+(?:of|in)\s+the\s+[\w-]+(?:\s+[\w-]+)?)?",
        text[span.end : span.end + 60],
    )
    return text[span.start : span.end + (after.end() if after else 0)]


def _owner(c: Context) -> tuple[str, ...]:
    """The mission or monitor whose text this is: the one named most."""
    tally: dict[str, int] = {}
    for actor in c.actors:
        for one in actor.actor_ids:
            if c.lexicons.actor_kinds.get(one) in ("mission", "ngo", "organisation"):
                tally[one] = tally.get(one, 0) + 1
    if not tally:
        return ()
    return (max(tally, key=lambda k: (tally[k], k)),)
