"""Count claims: claimant, unit, total, period, breakdown by place, what others made of it; sums checked and said.

A count stays a count: it is never exploded into incidents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from truceline.reading.calendar_words import NUMBER, number_value
from truceline.reading.count_words import (
    BEFORE_PERIOD, CONFIRMED, CUMULATIVE, DENIED, ELLIPTIC, INCLUDING, NOT_CONFIRMED, PREHINT, QUALIFIER, SIDE_TOTAL, UNIT_WORDS, ZERO,
)  # fmt: skip
from truceline.reading.lexicon import Lexicons
from truceline.reading.model import ActorMention, Block, CountAnswer, CountClaim, DateMention, Meta, PlaceCount, PlaceMention, Span

NUM = re.compile(rf"(?<![\w.,/:+-])(?P<count>{NUMBER})(?![\d%:/]|\s*(?:%|percent|km\b|mm\b|hours|days))", re.IGNORECASE)
KIND = r"(?:\s+(?:provinces?|regions?|governorates?|oblast|districts?|countryside|areas?|province|région|области?|провинци\w+|محافظة))?"
PLACE_WORD = r"(?:[A-ZÀ-ÝА-ЯЁ][\w'’ʿ-]+(?:[ -](?:ez|al|el|az|эз|аз|аль|эль|Зор|al-)[ -]?[\w’'-]+)*(?:[ -][A-ZÀ-ÝА-ЯЁ][\w'’-]+)?|[\u0621-\u064a]+(?:\s[\u0621-\u064a]+)?)"
PAIRS = (
    re.compile(rf"(?P<place>{PLACE_WORD}){KIND}\s*\(\s*(?P<count>{NUMBER})\s*(?:\w+\s*)?\)", re.IGNORECASE if False else 0),
    re.compile(rf"(?P<place>{PLACE_WORD}){KIND}\s*(?:[-–—:=]|,)\s*(?P<count>{NUMBER})(?=\s*(?:[,;.)]|$|\n|and\b|et\b|и\b|و|violations|cases|cas\b|случа|нарушени|خر|in each))"),
    re.compile(rf"(?P<count>{NUMBER})\s*(?:\(\w+\)\s*)?(?:(?:of them|of these|violations|cases|incidents|more|were|instances|случа\w+|нарушени\w+|violations|cas|incidents|خروقات|خرقا|خرق|حالات|حالة|each|were recorded)\s*)*(?:[-–—]\s*)?(?:in|в|во|à|dans|en|at|near|for|around|في|بـ?)\s+(?:(?:the|la|le|les|l['’]|провинц\w+|область|област\w+|район\w*|province|provinces|governorate|region|région|gouvernorat|محافظة|محافظتي|ريف|منطقة|of|de|d['’])\s*)*(?P<place>{PLACE_WORD})"),
    re.compile(rf"(?:in|в|во|à|dans|en|في)\s+(?:(?:the|la|le|провинц\w+|област\w+|province|governorate|of|de|d['’]|محافظة|ريف)\s*)*(?P<place>{PLACE_WORD}){KIND}\s*(?:[-–—:,]|there were|it recorded|зафиксировано|были?|سجل|\()?\s*(?P<count>{NUMBER})(?=\s*(?:[,;.)]|$|\n|and\b|и\b|et\b|و|violations|cases|случа|нарушени|خر|حال))"),
)  # fmt: skip
CONTINUES = re.compile(r"^\s*(?:[,;:(—–-]|and|as well as|while|including|among them|of (?:them|these|which)|по|в том числе|из них|а также|и\b|et\b|dont|و|بينها|منها|the remaining|another|with|plus|respectively|by (?:province|region|governorate))", re.I)
MISSION_WORDS = re.compile(r"\b(?:[Tt]he\s+)?(?:Mission|SMM|Mechanism|Committee|Commission|Centre|Center|Force|Observatory|Network|monitors|observers|monitoring team|mission|Миссия|миссия|комиссия|центр|Центр|La Mission|la Mission|la Force)\b|البعثة|اللجنة|المركز")
NOUGHT = re.compile(r"\b(?:no|zero|without|not|не|aucune|pas)\b|لم", re.I)
BARE = ("explosions", "bursts", "shots", "attacks", "incidents", "случаи стрельбы", "взрывы", "cas de tirs", "حالات إطلاق نار", "projectiles in flight")
ZERO_UNITS = tuple((n, re.compile(p.pattern.removeprefix(r"\s*"), re.I), u) for n, p, u in UNIT_WORDS if n not in BARE)
RESPECTIVELY = re.compile(r"\brespectively\b|\bсоответственно\b|\brespectivement\b", re.I)


@dataclass
class Context:
    text: str
    blocks: list[Block]
    actors: list[ActorMention]
    places: list[PlaceMention]
    dates: list[DateMention]
    meta: Meta
    lexicons: Lexicons


def find_counts(c: Context) -> list[CountClaim]:
    """All count claims in order; totals of headlines become ``other_totals`` of the claims they differ from."""
    if not PREHINT.search(c.text):
        return []
    claims: list[CountClaim] = []
    heads: list[CountClaim] = []
    for block in c.blocks:
        if block.kind in ("boilerplate", "related_link"):
            continue
        found = _block(c, block, claims)
        (heads if block.kind in ("headline", "subhead") else claims).extend(found)
    for claim in claims:
        _check(claim, heads)
    if not claims:
        claims = heads
    for index, claim in enumerate(claims, 1):
        claim.id = f"n{index}"
    return claims


def _block(c: Context, block: Block, earlier: list[CountClaim]) -> list[CountClaim]:
    found: list[CountClaim] = []
    taken: list[Span] = []
    for match in NUM.finditer(c.text, block.span.start, block.span.end):
        span = Span(*match.span("count"))
        if any(t.touches(span) for t in taken) or _dated(c, span):
            continue
        unit = _unit(c.text, span.end, block.span.end)
        if unit is None:
            continue
        name, term, end = unit
        value = number_value(match.group("count"))
        if value is None or (name in ("incidents", "violations", "attacks", "shots", "bursts", "explosions") and not _counted(c.text, span, end, name)):
            continue
        if found and _part_of(c.text, found[-1], span, name, value):
            found[-1].parts.append((name, value, Span(span.start, end)))
            taken.append(Span(span.start, end))
            continue
        claim = _claim(c, block, Span(span.start, end), name, term, value, taken)
        previous = found[-1] if found else (earlier[-1] if earlier else None)
        if previous is not None and _is_previous(c.text, previous, span, claim):
            taken.append(Span(span.start, end))
            continue
        if previous is not None and _is_breakdown(c.text, previous, claim):
            taken.append(Span(span.start, end))
            continue
        found.append(claim)
        taken.append(claim.span)
    found += _zeros(c, block, found)
    found += _elliptic(c, block, [*earlier, *found], taken)
    found.sort(key=lambda x: x.span)
    for index, claim in enumerate(found):
        stop = found[index + 1].span.start if index + 1 < len(found) else block.span.end
        _answers(c, claim, stop, found[index + 1 :] or [], block)
    return found


def _dated(c: Context, span: Span) -> bool:
    return any(d.span.touches(span) and d.type != "duration" for d in c.dates)


def _unit(text: str, start: int, stop: int) -> tuple[str, str, int] | None:
    for name, pattern, term in UNIT_WORDS:
        match = pattern.match(text, start, stop)
        if match is not None and match.group("unit"):
            return name, term, match.end()
    return None


def _counted(text: str, span: Span, end: int, name: str) -> bool:
    """A bare plural is a monitor's count only near a verb of counting, a colon or a breakdown: 'two attacks' is none."""
    around = text[max(0, span.start - 110) : span.start] + " | " + text[end : end + 70]
    strong = re.search(r"regist|record|detect|document|count\b|counted|monitor|observ|tallied|logged|side |зафиксир|зарегистр|выявлен|enregistr|recens|relev|سجل|رصد|وثق", around, re.I)
    listed = re.match(r"\s*(?:[:(—–]|in\s+(?:the\s+)?\w+\s*\()", text[end : end + 30]) and re.search(r"\d", text[end : end + 60])
    return bool(strong or (listed and name in ("incidents", "violations")))


def _part_of(text: str, claim: CountClaim, span: Span, name: str, value: int) -> bool:
    """'28 violations, including ten explosions': a part of the claim before, by kind."""
    gap = text[claim.span.end : span.start]
    if name == claim.matter or claim.total is None or value > claim.total or len(gap) > 130:
        return False
    opened = re.search(r"including|of which|among them|in particular|namely|\(|of them|in the form of|в том числе|из них|dont|بينها|منها", gap, re.I)
    return bool(opened) and "\n" not in gap and ". " not in gap or (bool(claim.parts) and re.fullmatch(r"[\s,;]*(?:and|и|et)?\s*(?:about|some)?\s*", text[claim.parts[-1][2].end : span.start]) is not None)


def _sentence(text: str, span: Span, block: Block) -> Span:
    start = max(text.rfind(". ", block.span.start, span.start) + 1, text.rfind("\n", block.span.start, span.start) + 1, block.span.start)
    stop = re.compile(r"\.(?:\s|$)|\n").search(text, span.end, block.span.end)
    return Span(start, stop.start() if stop else block.span.end)


def _claim(c: Context, block: Block, span: Span, name: str, term: str, value: int, taken: list[Span]) -> CountClaim:
    sentence = _sentence(c.text, span, block)
    claimants, words = _claimant(c, span, sentence, block)
    before = QUALIFIER.search(c.text[max(sentence.start, span.start - 16) : span.start])
    claim = CountClaim("", span, claimants, words, name, term, value, _period(c, span, sentence, block), rule="count.number_unit", qualifier=before.group("q").casefold() if before else None)
    _breakdown(c, claim, span.end, block, taken)
    if not claim.breakdown:
        claim.place = _place_of(c, span, sentence)
    _previous(c, claim, sentence, block)
    if claim.total is not None and claim.previous is None and CUMULATIVE.search(c.text[sentence.start : span.start]):
        claim.qualifier = claim.qualifier or "cumulative"
    return claim


# claimants -----------------------------------------------------------------------------------------------------------


def _claimant(c: Context, span: Span, sentence: Span, block: Block) -> tuple[tuple[str, ...], str | None]:
    """Who counts: the subject before, 'by …' after, the side a sentence speaks of, else the mission or outlet of the text."""
    inside = [a for a in c.actors if a.actor_ids and sentence.start <= a.span.start and a.span.end <= sentence.end and a.kind != "pronoun"]
    by = [a for a in inside if a.span.start >= span.end and re.search(r"\b(?:by|according to|from|said|says|par|selon|по данным)\s+(?:the\s+|la\s+|le\s+)?$", c.text[max(span.end, a.span.start - 18) : a.span.start], re.I)]
    if by:
        return by[0].actor_ids, by[0].span.of(c.text)
    before = [a for a in inside if a.span.end <= span.start and _can_count(c, a)]
    if before:
        chosen = before[-1] if len(before) == 1 or not _object_of(c.text, before[-1]) else before[-2]
        return chosen.actor_ids, _side(c.text, chosen.span)
    mission = MISSION_WORDS.search(c.text, sentence.start, sentence.end)
    owner = _owner(c)
    if mission is not None and owner:
        return owner, mission.group()
    lead = [a for a in c.actors if a.actor_ids and block.span.start <= a.span.start < span.start and _can_count(c, a) and a.kind != "pronoun"]
    if lead:
        return lead[-1].actor_ids, _side(c.text, lead[-1].span)
    return owner or ((c.meta.outlet_id,) if c.meta.outlet_id else ()), None


def _can_count(c: Context, actor: ActorMention) -> bool:
    after = c.text[actor.span.end : actor.span.end + 45]
    if actor.kind == "affil":
        return bool(re.match(r"(?:[-–]\w+)?\s+(?:side|part|party|representatives?|members?|monitors?|delegation|cent(?:er|re)|officers?|half|military|contingent|officials?|army|observers|defen[cs]e|foreign|general|armed|сторон\w+|част\w+|представител\w+|centre|partie)", after, re.I)) or bool(re.search(r"(?:part|partie|côté|сторона|الجانب|الطرف|القسم)\s+$", c.text[max(0, actor.span.start - 12) : actor.span.start], re.I))
    if actor.kind == "media":
        return True
    return not re.match(r"[’']s\s+(?!side|part)", after) and not re.search(r"\b(?:against|of|with|on|between)\s+(?:the\s+)?$", c.text[max(0, actor.span.start - 10) : actor.span.start]) or bool(re.match(r"\s+(?:side|part|representatives)", after))


def _object_of(text: str, actor: ActorMention) -> bool:
    return bool(re.search(r"\b(?:by|in|from|of|with|to|told|against)\s+(?:the\s+)?$", text[max(0, actor.span.start - 14) : actor.span.start]))


def _side(text: str, span: Span) -> str:
    after = re.match(r"\s+(?:side|part|party|representatives|monitors|сторона|часть)(?:\s+(?:of|in)\s+the\s+[\w-]+(?:\s+[\w-]+)?)?", text[span.end : span.end + 60])
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


# breakdown, places, periods ------------------------------------------------------------------------------------------


def _breakdown(c: Context, claim: CountClaim, start: int, block: Block, taken: list[Span]) -> None:
    """Pairs of place and number after the total, as far as the sentence or its list goes."""
    stop = _list_end(c.text, start, block)
    rest = c.text[start:stop]
    pairs: list[tuple[int, int, re.Match[str]]] = []
    for pattern in PAIRS:
        for match in pattern.finditer(rest):
            if not any(match.start("count") < e and s < match.end("count") for s, e, _ in pairs) and not any(match.start("place") < e and s < match.end("place") for s, e, _ in pairs):
                pairs.append((match.start(), match.end(), match))
    listed: list[PlaceCount] = []
    for _, _, match in sorted(pairs, key=lambda p: p[0]):
        place = Span(start + match.start("place"), start + match.end("place"))
        value = number_value(match.group("count"))
        identity = _place_id(c, place)
        if value is None or (identity is None and not _names_place(c, place)):
            continue
        whole = Span(start + match.start(), start + match.end())
        known = next((p.span for p in c.places if p.span.touches(place) and place.holds(p.span)), place)
        listed.append(PlaceCount(identity, _trim_place(known.of(c.text)), value, whole))
    respectively = _respectively(c, rest, start) if not listed else []
    claim.breakdown = listed or respectively
    if claim.breakdown:
        if len(claim.breakdown) == 1 and claim.breakdown[0].count == claim.total:
            claim.place, claim.breakdown = claim.breakdown[0].place_id or claim.breakdown[0].text, []
            return
        end = max(b.span.end for b in claim.breakdown)
        claim.span = Span(claim.span.start, end)
        claim.rule = "count.breakdown"
        total = sum(b.count for b in claim.breakdown)
        if claim.total is not None and total != claim.total:
            claim.mismatch = f"the places sum to {total}, the total is {claim.total}"
        taken += [b.span for b in claim.breakdown]


def _list_end(text: str, start: int, block: Block) -> int:
    """End of the sentence; a colon at a line's end carries the list on to the lines below."""
    stop = re.compile(r"\.(?=\s+(?:[A-ZА-ЯЁ«“\"]|\d+\s[a-z])|\s*$|\s*\n)|\n").search(text, start, block.span.end)
    end = stop.start() if stop else block.span.end
    if text[start:end].rstrip().endswith(":") or (end == block.span.end and text[start:end].strip() in (":", "")):
        line = end
        while line < len(text):
            following = re.compile(r"\n\s*[-*•–—·]?\s*(?P<line>[^\n]{3,90})").match(text, line)
            if following is None or not re.search(rf"\d|{NUMBER}", following.group("line")) or len(following.group("line").split()) > 9:
                break
            line = following.end()
        return line
    for other in re.compile(r"[;,]?\s*(?:while|whereas|but)\s+the\s+\w+\s+(?:side|part)|;\s*(?:the|The)\s+\w+\s+(?:side|part|representatives)").finditer(text, start, end):
        return other.start()
    return end


def _respectively(c: Context, rest: str, start: int) -> list[PlaceCount]:
    """'Donetsk and Luhansk regions: 12 and 4, respectively'."""
    if not RESPECTIVELY.search(rest):
        return []
    places = [p for p in c.places if start <= p.span.start < start + len(rest)]
    numbers = [m for m in NUM.finditer(rest)]
    if len(places) != len(numbers):
        return []
    return [PlaceCount(p.place_id, p.span.of(c.text), number_value(m.group("count")) or 0, p.span) for p, m in zip(places, numbers, strict=True)]


def _place_id(c: Context, span: Span) -> str | None:
    return next((p.place_id for p in c.places if p.span.touches(span) and p.place_id), None)


def _names_place(c: Context, span: Span) -> bool:
    words = span.of(c.text)
    if any(p.span.touches(span) for p in c.places):
        return True
    return words[:1].isupper() and not any(a.span.touches(span) for a in c.actors) and not any(d.span.touches(span) for d in c.dates) and words.casefold() not in ("the", "total", "side", "in", "at", "of", "page", "article", "paragraph")


def _trim_place(words: str) -> str:
    return re.sub(r"^(?:провинци\w+|области?|محافظة|ريف)\s+", "", words)


def _place_of(c: Context, span: Span, sentence: Span) -> str | None:
    """The place a bare total is for: 'in Donetsk region' beside it."""
    near = [p for p in c.places if p.use == "lit" and sentence.holds(p.span)]
    after = [p for p in near if 0 <= p.span.start - span.end <= 40 and re.fullmatch(r"\s*(?:recorded\s+|registered\s+|reported\s+)?(?:in|в|во|en|dans|à|at|في|around|across|throughout|inside)\s+(?:the\s+)?", c.text[span.end : p.span.start], re.I)]
    before = [p for p in near if p.span.end <= span.start and re.search(r"\b(?:[Ii]n|[ВвEe][оn]?|[Dd]ans|[Aa]t|في)\s+(?:the\s+|области\s+)?$", c.text[max(sentence.start, p.span.start - 14) : p.span.start])]
    chosen = after[:1] or before[-1:]
    return (chosen[0].place_id or chosen[0].span.of(c.text)) if chosen else None


def _period(c: Context, span: Span, sentence: Span, block: Block) -> str | None:
    """The period in the sentence, else in the block before, else the document's day."""
    ranked = [d for d in c.dates if d.value and d.value not in ("PAST", "FUTURE") and d.type in ("range", "date", "month") and not re.search(r"previous|preceding|предыдущ|précédent|السابق", d.span.of(c.text), re.I)]
    inside = [d for d in ranked if sentence.holds(d.span)]
    if inside:
        best = min(inside, key=lambda d: (d.type != "range", abs(d.span.start - span.start)))
        since = re.search(r"\b(?:since|с|depuis|منذ)\s+(?:начала\s+)?$", c.text[max(0, best.span.start - 10) : best.span.start], re.I)
        if since and c.meta.doc_date and best.type == "date":
            return f"{best.value}/{c.meta.doc_date.isoformat()}"
        return best.value
    above = [d for d in ranked if block.span.start <= d.span.start < span.start] or [d for d in ranked if d.span.end <= span.start and d.type == "range"]
    if above:
        return above[-1].value
    return c.meta.doc_date.isoformat() if c.meta.doc_date else None


# previous period, answers, sums --------------------------------------------------------------------------------------


def _previous(c: Context, claim: CountClaim, sentence: Span, block: Block) -> None:
    match = BEFORE_PERIOD.search(c.text, claim.span.end, sentence.end)
    if match is not None:
        claim.previous = number_value(next(v for v in match.groupdict().values() if v))
        claim.span = Span(claim.span.start, max(claim.span.end, match.end()))


def _is_previous(text: str, previous: CountClaim, span: Span, claim: CountClaim) -> bool:
    """'In the previous 24 hours, it recorded 20 violations in the region': belongs to the claim before."""
    lead = text[max(previous.span.end, text.rfind(". ", 0, span.start) + 1, span.start - 120) : span.start]
    tail = text[span.end : span.end + 90].split(". ")[0]
    earlier = r"previous|preceding|prior (?:reporting|period|week|day)|day before|предыдущ|накануне|précédent|السابق"
    if previous.previous is None and (re.search(earlier, lead, re.I) or re.match(rf"[^.;]{{0,60}}(?:{earlier})", tail, re.I)):
        previous.previous = claim.total
        previous.span = Span(previous.span.start, max(previous.span.end, claim.span.start))
        return True
    return False


def _is_breakdown(text: str, previous: CountClaim, claim: CountClaim) -> bool:
    """'Of these, four violations occurred in Hama': a line of the breakdown before."""
    if claim.place is None or previous.total is None or claim.total is None or claim.total > previous.total or claim.breakdown:
        return False
    gap = text[previous.span.end : claim.span.start]
    if len(gap) > 160 or not re.search(r"(?:of (?:these|them|which)|among|including|:\s*$|;\s*$|,\s*(?:and\s*)?$|из них|dont|منها)", gap, re.I):
        return False
    if re.search(r"\b(?:side|part|representatives)\b", gap):
        return False
    previous.breakdown.append(PlaceCount(claim.place, claim.place, claim.total, claim.span))
    previous.span = Span(previous.span.start, claim.span.end)
    return True


def _zeros(c: Context, block: Block, found: list[CountClaim]) -> list[CountClaim]:
    """'No ceasefire violations were recorded': a count of nought."""
    zeros: list[CountClaim] = []
    if not NOUGHT.search(c.text, block.span.start, block.span.end):
        return zeros
    for name, pattern, term in ZERO_UNITS:
        for match in pattern.finditer(c.text, block.span.start, block.span.end):
            span = Span(*match.span("unit"))
            sentence = _sentence(c.text, span, block)
            lead = c.text[max(sentence.start, span.start - 60) : span.start]
            after = c.text[span.end : sentence.end]
            none = ZERO.search(lead) or re.match(r"[^.;]{0,60}?\b(?:не (?:зафиксировано|выявлено|отмечено|зарегистрировано|было)|were not (?:recorded|registered|detected))", after, re.I)
            if not none or any(f.span.touches(span) for f in [*found, *zeros]):
                continue
            claimants, words = _claimant(c, span, sentence, block)
            claim = CountClaim("", span, claimants, words, name, term, 0, _period(c, span, sentence, block), rule="count.none", confidence=0.75)
            claim.place = _place_of(c, span, sentence)
            _previous(c, claim, sentence, block)
            if found and _is_previous(c.text, found[-1], span, claim):
                continue
            zeros.append(claim)
    return zeros


def _elliptic(c: Context, block: Block, earlier: list[CountClaim], taken: list[Span]) -> list[CountClaim]:
    """'The Turkish side registered eight': the unit is that of the claim before."""
    found: list[CountClaim] = []
    if not earlier:
        return found
    for pattern in (ELLIPTIC, SIDE_TOTAL):
        for match in pattern.finditer(c.text, block.span.start, block.span.end):
            span = Span(*match.span("count"))
            before = [e for e in earlier if e.span.start < span.start]
            if not before or any(t.touches(span) for t in taken) or _dated(c, span) or any(f.span.touches(span) for f in found):
                continue
            if match.groupdict().get("verb", "").casefold().startswith(("confirm", "had", "has")) or _unit(c.text, span.end, block.span.end):
                continue
            model = before[-1]
            value = number_value(match.group("count"))
            if value is None:
                continue
            claim = _claim(c, block, span, model.matter, model.unit, value, taken)
            if _is_previous(c.text, model, span, claim):
                continue
            claim.rule, claim.confidence = "count.elliptic", 0.7
            claim.period = claim.period or model.period
            found.append(claim)
            taken.append(claim.span)
    return found


def _answers(c: Context, claim: CountClaim, stop: int, later: list[CountClaim], block: Block) -> None:
    """What others made of it, up to the next count: not confirmed is not denied."""
    limit = min(stop, block.span.end)
    sentences = c.text[claim.span.end : limit]
    for pattern, answer in ((NOT_CONFIRMED, "not_confirmed"), (CONFIRMED, "confirmed"), (DENIED, "denied")):
        for match in pattern.finditer(sentences):
            span = Span(claim.span.end + match.start(), claim.span.end + match.end())
            if any(a.span.touches(span) for a in claim.answers):
                continue
            number = next((v for k, v in match.groupdict().items() if k.startswith("n") and v), None) if answer == "confirmed" else None
            by = _answerer(c, span, claim, block)
            claim.answers.append(CountAnswer(by, answer, number_value(number) if number else None, span))


def _answerer(c: Context, span: Span, claim: CountClaim, block: Block) -> tuple[str, ...]:
    sentence = _sentence(c.text, span, block)
    near = [a for a in c.actors if a.actor_ids and sentence.start <= a.span.start and a.span.end <= sentence.end and a.kind != "pronoun" and set(a.actor_ids) != set(claim.claimant_ids)]
    by = [a for a in near if a.span.start >= span.start and re.search(r"\bby\s+(?:the\s+)?$|\bпо данным\s+$|\bpar\s+(?:la\s+|le\s+)?$", c.text[max(0, a.span.start - 12) : a.span.start])]
    before = [a for a in near if a.span.end <= span.start and a.span.start >= claim.span.end]
    chosen = by[:1] or before[-1:] or near[:1]
    return chosen[0].actor_ids if chosen else ()


def _check(claim: CountClaim, heads: list[CountClaim]) -> None:
    for head in heads:
        if head.total is None or claim.total is None or head.unit != claim.unit:
            continue
        same_side = not head.claimant_ids or set(head.claimant_ids) == set(claim.claimant_ids)
        if head.total != claim.total and same_side and head.total not in claim.other_totals:
            claim.other_totals.append(head.total)
            said = f"the headline says {head.total}, the text {claim.total}"
            claim.mismatch = f"{claim.mismatch}; {said}" if claim.mismatch else said


__all__ = ["CONTINUES", "INCLUDING", "Context", "find_counts"]
