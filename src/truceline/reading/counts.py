"""Count claims: claimant, unit, total, period, breakdown by place, what others made of it; sums checked and said.

A count stays a count: it is never exploded into incidents.
"""

from __future__ import annotations

import re

from truceline.reading.calendar_words import number_value
from truceline.reading.count_breakdown import NUM, OPENED, break_down, period_of, place_of, placed_at_once
from truceline.reading.count_claimants import Context, claimant_of, sentence_at
from truceline.reading.count_words import (
    BEFORE_PERIOD,
    CONFIRMED,
    CUMULATIVE,
    DENIED,
    ELLIPTIC,
    NOT_CONFIRMED,
    PREHINT,
    QUALIFIER,
    SIDE_TOTAL,
    UNIT_WORDS,
    ZERO,
)  # fmt: skip
from truceline.reading.model import (
    Block,
    CountAnswer,
    CountClaim,
    PlaceCount,
    Span,
)

CONFIRMS = re.compile(r"(?:confirm\w*|подтверд\w+|confirmé)\s+(?:only\s+|лишь\s+|только\s+|seulement\s+)?$", re.I)
NOUGHT = re.compile(r"\b(?:no|zero|without|not|не|aucune|pas)\b|لم", re.I)
BARE = (
    "explosions",
    "bursts",
    "shots",
    "attacks",
    "incidents",
    "случаи стрельбы",
    "взрывы",
    "cas de tirs",
    "حالات إطلاق نار",
    "projectiles in flight",
)
ZERO_UNITS = tuple((n, re.compile(p.pattern.removeprefix(r"\s*"), re.I), u) for n, p, u in UNIT_WORDS if n not in BARE)


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
    _check(claims, heads)
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
        if CONFIRMS.search(c.text[max(block.span.start, span.start - 30) : span.start]):
            continue  # an answer to a count, told there
        value = number_value(match.group("count"))
        if value is None or (
            name in ("incidents", "violations", "attacks", "shots", "bursts", "explosions", "times", "раз")
            and not _counted(c.text, span, end, name)
        ):
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
    if name in ("times", "раз"):
        return bool(
            re.search(
                r"violat|breach|shell|fired|open(?:ed)? fire|attack|наруш|обстрел|открыв\w+ огонь",
                text[max(0, span.start - 90) : span.start],
                re.I,
            )
        )
    strong = re.search(
        r"regist|record|commit|perpetrat|carried out|detect|document|count\b|counted|monitor|observ|tallied|logged|side |heard|saw\b|зафиксир|зарегистр|выявлен|enregistr|recens|relev|سجل|رصد|وثق",
        around,
        re.I,
    )
    listed = re.match(r"\s*(?:[:(—–]|in\s+(?:the\s+)?\w+\s*\()", text[end : end + 30]) and re.search(
        r"\d", text[end : end + 60]
    )
    return bool(strong or (listed and name in ("incidents", "violations")))


def _part_of(text: str, claim: CountClaim, span: Span, name: str, value: int) -> bool:
    """'28 violations, including ten explosions': a part of the claim before, by kind."""
    gap = text[claim.span.end : span.start]
    if name == claim.matter or claim.total is None or value > claim.total or len(gap) > 130:
        return False
    opened = re.search(
        r"including|of which|among them|in particular|namely|\(|of them|in the form of|в том числе|из них|dont|بينها|منها",
        gap,
        re.I,
    )
    return (bool(opened) and "\n" not in gap and ". " not in gap) or (
        bool(claim.parts)
        and re.fullmatch(r"[\s,;]*(?:and|и|et)?\s*(?:about|some)?\s*", text[claim.parts[-1][2].end : span.start])
        is not None
    )


def _claim(c: Context, block: Block, span: Span, name: str, term: str, value: int, taken: list[Span]) -> CountClaim:
    sentence = sentence_at(c.text, span, block)
    claimants, words = claimant_of(c, span, sentence, block)
    before = QUALIFIER.search(c.text[max(sentence.start, span.start - 16) : span.start])
    claim = CountClaim(
        "",
        span,
        claimants,
        words,
        name,
        term,
        value,
        period_of(c, span, sentence, block),
        rule="count.number_unit",
        qualifier=before.group("q").casefold() if before else None,
    )
    claim.place = place_of(c, span, sentence)
    if not placed_at_once(c, span) or OPENED.search(c.text, span.end, sentence.end):
        break_down(c, claim, span.end, block, taken)
        if claim.breakdown:
            claim.place = None
    _previous(c, claim, sentence, span.end)
    if claim.total is not None and claim.previous is None and CUMULATIVE.search(c.text[sentence.start : span.start]):
        claim.qualifier = claim.qualifier or "cumulative"
    return claim


# previous period, answers, sums --------------------------------------------------------------------------------------


def _previous(c: Context, claim: CountClaim, sentence: Span, start: int) -> None:
    match = BEFORE_PERIOD.search(c.text, start, sentence.end)
    if match is not None:
        claim.previous = number_value(next(v for v in match.groupdict().values() if v))
        claim.span = Span(claim.span.start, max(claim.span.end, match.end()))


def _is_previous(text: str, previous: CountClaim, span: Span, claim: CountClaim) -> bool:
    """'In the previous 24 hours, it recorded 20 violations in the region': belongs to the claim before."""
    lead = text[max(previous.span.end, text.rfind(". ", 0, span.start) + 1, span.start - 120) : span.start]
    tail = text[span.end : span.end + 90].split(". ")[0]
    earlier = r"previous|preceding|prior (?:reporting|period|week|day)|day before|предыдущ|накануне|précédent|السابق"
    if previous.previous in (None, claim.total) and (
        re.search(earlier, lead, re.I) or re.match(rf"[^.;]{{0,60}}(?:{earlier})", tail, re.I)
    ):
        previous.previous = claim.total
        previous.span = Span(previous.span.start, max(previous.span.end, claim.span.start))
        return True
    return False


def _is_breakdown(text: str, previous: CountClaim, claim: CountClaim) -> bool:
    """'Of these, four violations occurred in Hama': a line of the breakdown before."""
    if (
        claim.place is None
        or previous.total is None
        or claim.total is None
        or claim.total > previous.total
        or claim.breakdown
    ):
        return False
    if previous.place is not None:
        return False
    gap = text[previous.span.end : claim.span.start]
    if len(gap) > 160 or not re.search(
        r"(?:of (?:these|them|which)|among|including|:\s*$|;\s*$|,\s*(?:and\s*)?$|из них|dont|منها)", gap, re.I
    ):
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
            sentence = sentence_at(c.text, span, block)
            lead = c.text[max(sentence.start, span.start - 60) : span.start]
            after = c.text[span.end : sentence.end]
            none = ZERO.search(lead) or re.match(
                r"[^.;]{0,60}?\b(?:не (?:зафиксирова\w+|выяв\w+|отме\w+|зарегистрирова\w+|обнаруж\w+|было)|were not (?:recorded|registered|detected))",
                after,
                re.I,
            )
            if not none or any(f.span.touches(span) for f in [*found, *zeros]):
                continue
            claimants, words = claimant_of(c, span, sentence, block)
            claim = CountClaim(
                "",
                span,
                claimants,
                words,
                name,
                term,
                0,
                period_of(c, span, sentence, block),
                rule="count.none",
                confidence=0.75,
            )
            claim.place = place_of(c, span, sentence)
            _previous(c, claim, sentence, span.end)
            told = found and found[-1].previous == 0 and 0 <= span.start - found[-1].span.end < 5
            if told or (found and _is_previous(c.text, found[-1], span, claim)):
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
            if (
                not before
                or any(t.touches(span) for t in taken)
                or _dated(c, span)
                or any(f.span.touches(span) for f in found)
            ):
                continue
            if match.groupdict().get("verb", "").casefold().startswith(("confirm", "had", "has")) or _unit(
                c.text, span.end, block.span.end
            ):
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
            number = (
                next((v for k, v in match.groupdict().items() if k.startswith("n") and v), None)
                if answer == "confirmed"
                else None
            )
            by = _answerer(c, span, claim, block)
            claim.answers.append(CountAnswer(by, answer, number_value(number) if number else None, span))


def _answerer(c: Context, span: Span, claim: CountClaim, block: Block) -> tuple[str, ...]:
    sentence = sentence_at(c.text, span, block)
    near = [
        a
        for a in c.actors
        if a.actor_ids
        and sentence.start <= a.span.start
        and a.span.end <= sentence.end
        and a.kind != "pronoun"
        and set(a.actor_ids) != set(claim.claimant_ids)
    ]
    by = [
        a
        for a in near
        if a.span.start >= span.start
        and re.search(
            r"\bby\s+(?:the\s+)?$|\bпо данным\s+$|\bpar\s+(?:la\s+|le\s+)?$",
            c.text[max(0, a.span.start - 12) : a.span.start],
        )
    ]
    before = [a for a in near if a.span.end <= span.start and a.span.start >= claim.span.end]
    chosen = by[:1] or before[-1:] or near[:1]
    return chosen[0].actor_ids if chosen else ()


def _check(claims: list[CountClaim], heads: list[CountClaim]) -> None:
    """A headline's total that stands nowhere below is said at the first count of its unit."""
    told = {c.total for c in claims} | {sum(c.total or 0 for c in claims)}
    for head in heads:
        same = next((c for c in claims if c.unit == head.unit and c.total), None)
        if same is None or head.total is None or head.total in told:
            continue
        same.other_totals.append(head.total)
        said = f"the headline says {head.total}, the text {same.total}"
        same.mismatch = f"{same.mismatch}; {said}" if same.mismatch else said
