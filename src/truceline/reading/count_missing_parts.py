"""Parts of a count that no shape read: what is missing from a total tells which numbers near it are its parts.

Names that no gazetteer has, of several words, or behind a head word nobody listed, leave a sum too small. Numbers that
stand there and make up exactly what is missing are read with the words beside them; where others stand there that were
not read, a sum that is too small is no contradiction of the text and none is said.
"""

from __future__ import annotations

from typing import NamedTuple

from truceline.reading import quick_re as re
from truceline.reading.count_breakdown import NUM
from truceline.reading.count_claimants import Context, sentence_at
from truceline.reading.model import Block, CountClaim, PlaceCount, Span
from truceline.reading.numbers import NUMBER, number_value

OF_THOSE = re.compile(
    r"\s(?:of (?:the|these|those|them|which)|d['’]entre (?:elles|eux)|de ces|des|из (?:них|этих)|من(?:ها| هذه| تلك))(?!\w)",
    re.I,
)
BY_SIDE = re.compile(
    r"\s+(?:(?:of them|more|others?|d['’]entre elles|из них)\s+)?(?:by|from|against|to|par|de|du|contre|от|со стороны|من قبل|من جانب|من|ضد)\s+(?:the\s+|la\s+|le\s+|les\s+|l['’])?",
    re.I,
)
REACH = 420  # code points behind a count in which its parts may stand
EDGE = re.compile(rf"[,،;؛:()\n]|[.!?](?=\s|$)|\s(?:and|et|и|а)\s|\sو(?=(?:{NUMBER})(?!\w))")
WHERE = re.compile(
    r"(?<!\w)(?:in|at|near|around|outside|along|from|for|dans|en|à|aux?|autour d[e’']|près d[e’']|sur|du|в|во|у|под|около|возле|на|из|في|قرب|حول|على|عند|ضمن|من)(?=[\s’'])\s*",
    re.I,
)
# before a name: what kind of place it is
HEAD = re.compile(
    r"(?:(?:the|la|le|les)\s+|l['’]|d['’]|de\s+|du\s+|(?:municipalit(?:y|ies)|district|province|governorate|region|county|counties|state|town|city|village|area|axis|commune|territoire|département|préfecture|région|zone|ville|localité|район\w*|област\w+|провинци\w+|город\w*|сел[аеу]|общин\w+)\s+(?:of\s+|de\s+|d['’]|du\s+)?"
    r"|(?:محور|محاور|محيط|حيا|حيي|أحياء|سد|ريف|أطراف|منطقة|مناطق|مدينة|بلدة|قرية|قرى|جبهة|مديرية|قطاع|محافظة|ولاية)\s+)+",
    re.I,
)
OF_THEM = re.compile(r"\s*(?:of (?:them|these|which)|d['’]entre elles|из них|منها|منهم)(?!\w)", re.I)
NAME = re.compile(r"(?=[^\W\d_])[^\W\d_][\w'’ʿ-]*(?:\s[\w'’ʿ-]+){0,4}")
SMALL = frozenset(
    [
        "the",
        "this",
        "that",
        "one",
        "of",
        "them",
        "these",
        "others",
        "all",
        "both",
        "half",
        "most",
        "some",
        "other",
        "total",
        "side",
    ]
)


class Part(NamedTuple):
    value: int
    place: Span
    whole: Span


def complete(c: Context, block: Block, found: list[CountClaim]) -> None:
    """Give claims of a block the parts that their totals show, and take back sums that were only not read whole."""
    _parts_of_the_one_before(c, found)
    for index, claim in enumerate(found):
        if claim.total is None or (claim.parts and not claim.breakdown):
            continue
        missing = claim.total - sum(b.count for b in claim.breakdown)
        if missing <= 0 or (not claim.breakdown and claim.total < 3):
            continue
        following = found[index + 1].span.start if index + 1 < len(found) else block.span.end
        numbers = _unread(c, block, claim, following)
        parts = _that_make_up(missing, [p for p in (_part(c, n, v) for n, v in numbers) if p is not None], claim)
        if parts:
            listed = [PlaceCount(_known(c, p.place), p.place.of(c.text), p.value, p.whole) for p in parts]
            claim.breakdown = sorted([*claim.breakdown, *listed], key=lambda b: b.span)
            claim.span = Span(claim.span.start, max(claim.span.end, *(b.span.end for b in listed)))
            claim.place, claim.mismatch, claim.rule = None, None, "count.missing_part"
        elif not claim.breakdown and (sides := _by_side(c, numbers, missing)):
            claim.parts = sides
            claim.span = Span(claim.span.start, max(claim.span.end, sides[-1][2].end))
        elif claim.mismatch and any(value <= missing for _, value in numbers):
            claim.mismatch = None


def _parts_of_the_one_before(c: Context, found: list[CountClaim]) -> None:
    """'14 attacks. Twelve of the attacks came from N, one from M and one from L': parts that sum to the total before them."""
    for claim in list(found):
        named = OF_THOSE.search(c.text, claim.span.start, claim.span.start + 40)
        if claim.total is None or named is None or not claim.breakdown:
            continue
        whole = claim.total + sum(b.count for b in claim.breakdown)
        above = [
            f
            for f in found
            if f.span.end <= claim.span.start < f.span.end + REACH and f.total == whole and not f.breakdown
        ]
        number = next((m for m in NUM.finditer(c.text, claim.span.start, claim.breakdown[0].span.start)), None)
        part = _part(c, Span(*number.span("count")), claim.total) if number is not None and above else None
        if part is None:
            claim.mismatch = None  # a part has parts of its own, or is one of several
            continue
        first = PlaceCount(_known(c, part.place), part.place.of(c.text), claim.total, part.whole)
        above[-1].breakdown, above[-1].place, above[-1].rule = [first, *claim.breakdown], None, "count.missing_part"
        found.remove(claim)


def _that_make_up(missing: int, parts: list[Part], claim: CountClaim) -> list[Part]:
    """One number, or all of them: nothing is tried out."""
    if claim.breakdown:
        alone = [p for p in parts if p.value == missing]
        if len(alone) == 1:
            return alone
    return parts if sum(p.value for p in parts) == missing and len(parts) + len(claim.breakdown) > 1 else []


def _by_side(c: Context, numbers: list[tuple[Span, int]], total: int) -> list[tuple[str, int, Span]]:
    """'fourteen from the Government and nine by N': parts by party, when they are all of it."""
    sides: list[tuple[str, int, Span]] = []
    for number, value in numbers:
        by = BY_SIDE.match(c.text, number.end, min(len(c.text), number.end + 40))
        named = (
            next((a for a in c.actors_at.touching(Span(by.end(), by.end() + 1)) if a.actor_ids), None) if by else None
        )
        if named is not None:
            sides.append((named.span.of(c.text), value, Span(number.start, named.span.end)))
    return sides if len(sides) > 1 and sum(v for _, v, _ in sides) == total else []


def _unread(c: Context, block: Block, claim: CountClaim, following: int) -> list[tuple[Span, int]]:
    """Numbers behind a count, in its sentence and the next, that nothing else has."""
    first = sentence_at(c.text, claim.span, block)
    end = min(first.end, following) if following > claim.span.start else first.end
    after = sentence_at(c.text, Span(first.end + 1, first.end + 1), block) if first.end + 1 < block.span.end else first
    end = end if following <= first.end else min(after.end, following, claim.span.start + REACH)
    held = [b.span for b in claim.breakdown] + [s for _, _, s in claim.parts]
    found: list[tuple[Span, int]] = []
    for match in NUM.finditer(c.text, claim.span.start, end):
        span, value = Span(*match.span("count")), number_value(match.group("count"))
        if value is None or value in (0, claim.total, claim.previous) or any(h.touches(span) for h in held):
            continue
        if not any(d.type != "duration" for d in c.dates_at.touching(span)):
            found.append((span, value))
    return found


def _part(c: Context, number: Span, value: int) -> Part | None:
    """The words beside a number that name its place: 'in the municipality of N', 'N 8', 'half of them (21) in N'."""
    lead, tail = _between(c.text, number)
    if not lead.of(c.text).strip() and not tail.of(c.text).strip() and c.text[number.end : number.end + 1] == ")":
        opened = c.text.rfind("(", 0, number.start)
        lead, tail = _between(c.text, Span(opened if opened >= 0 else number.start, number.end + 1))
    where = WHERE.search(c.text, tail.start, tail.end)
    place = _name(c, Span(where.end(), tail.end)) if where is not None else None
    rest = OF_THEM.match(c.text, tail.start, tail.end)
    if place is None and not c.text[rest.end() if rest else tail.start : tail.end].strip():
        stop = lead.start + len(lead.of(c.text).rstrip(" -–—:="))
        before = list(WHERE.finditer(c.text, lead.start, stop))
        place = _name(c, Span(before[-1].end() if before else lead.start, stop))
    if place is None:
        return None
    return Part(value, place, Span(min(number.start, place.start), max(number.end, place.end)))


def _between(text: str, number: Span) -> tuple[Span, Span]:
    low = max(0, number.start - 80)
    edges = [m.end() for m in EDGE.finditer(text, low, number.start)]
    after = EDGE.search(text, number.end, min(len(text), number.end + 90))
    return Span(edges[-1] if edges else low, number.start), Span(
        number.end, after.start() if after else min(len(text), number.end + 90)
    )


def _name(c: Context, span: Span) -> Span | None:
    """A name of a few words, without its head word; not a body, not a day."""
    start = span.start
    while start < span.end and c.text[start].isspace():
        start += 1
    head = HEAD.match(c.text, start, span.end)
    start = head.end() if head else start
    found = NAME.match(c.text, start, span.end)
    if found is None or c.text[found.end() : span.end].strip():
        return None
    name = Span(*found.span())
    words = name.of(c.text)
    written = words[:1].isupper() or "\u0621" <= words[:1] <= "\u064a" or any(c.places_at.touching(name))
    if not written or words.casefold() in SMALL or any(a.actor_ids for a in c.actors_at.touching(name)):
        return None
    return None if any(True for _ in c.dates_at.touching(name)) else name


def _known(c: Context, place: Span) -> str | None:
    return next((p.place_id for p in c.places_at.touching(place) if p.place_id), None)
