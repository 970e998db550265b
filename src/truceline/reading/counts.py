"""Count claims: "nine cases of firing: Damascus (4), Daraa (3) …", of every claimant in a text, with totals checked and said.

A count stays a count: it is never exploded into incidents. Without a total of its own it has bounds or words.
"""

from __future__ import annotations

from dataclasses import replace

from truceline.reading import quick_re as re
from truceline.reading.count_answers import add_answers, add_previous, check, is_previous, own_previous
from truceline.reading.count_bare import share_the_time_before
from truceline.reading.count_breakdown import (
    OPENED,
    break_down,
    gather_lists,
    gather_rows,
    gather_told_later,
    period_of,
    place_of,
    placed_at_once,
)
from truceline.reading.count_claimants import Context, claimant_of, sentence_at
from truceline.reading.count_missing_parts import complete
from truceline.reading.count_open import BESIDE, JOINED, TALLY, Open, open_counts, tells_counts
from truceline.reading.count_parties import add_pairs, of_parties
from truceline.reading.count_shapes import (
    duals,
    elliptic,
    labelled,
    listed,
    numbered,
    often,
    others_parts,
    zeros,
)
from truceline.reading.count_tables import SUMMED, add_tables
from truceline.reading.count_told import COUNTING, OFTEN, counted
from truceline.reading.count_totals import left_out, totals, totals_behind
from truceline.reading.count_turns import add_other_times
from truceline.reading.count_words import BARE, CUMULATIVE, OF_THEM, QUALIFIER, UNIT_WORDS
from truceline.reading.model import Block, CountClaim, PlaceCount, Span
from truceline.reading.not_counted import counts_nothing
from truceline.reading.numbers import NUMBER, QUANTITY, Quantity, near, number_value, quantity_of

CONFIRMS = re.compile(
    r"(?:confirm\w*|verif\w+|подтверд\w+|confirmé|vérifié)\s+(?:only\s+|лишь\s+|только\s+|seulement\s+)?$", re.I
)
A_TALLY = re.compile(TALLY.pattern.removesuffix(r"\s*$") + rf"\s*{NUMBER}", re.I)
UNIT_REACH = 80  # code points from a number to what it counts, its adjectives between
MOST_IN_A_LINE = 80  # counts of one line: what has more is no prose, and its places are not looked for


def find_counts(c: Context) -> list[CountClaim]:
    """All count claims in order; totals of headlines become ``other_totals`` of the claims they differ from."""
    if not _anything(c):
        return []
    claims: list[CountClaim] = []
    heads: list[CountClaim] = []
    for block in c.blocks:
        if block.kind in ("boilerplate", "related_link"):
            continue
        found = _block(c, block, claims)
        above = block.kind in ("headline", "subhead") and not any(x.rule == "count.total_line" for x in found)
        (heads if above else claims).extend(found)
    if not claims:
        claims, heads = heads, []
    told_above = [
        h for h in heads if h.claimant_ids and not any(x.unit == h.unit or x.total == h.total for x in claims)
    ]
    claims += told_above  # told in no line below
    heads = [h for h in heads if h not in told_above]
    claims.sort(key=lambda x: x.span)
    gather_rows(c, claims)
    gather_lists(c, claims)
    gather_told_later(c, claims)
    add_tables(c, claims)
    add_answers(c, claims)
    check(claims, heads)
    for index, claim in enumerate(claims, 1):
        claim.id = f"n{index}"
    return claims


def _anything(c: Context) -> bool:
    """Whether anything may be counted at all: most texts of talks count nothing."""
    if c.hints.search(c.lowered) or COUNTING.search(c.text) or BESIDE.search(c.text):
        return True
    return (
        c.text.count("|") > 3
        or A_TALLY.search(c.text) is not None
        or SUMMED.search(c.text) is not None
        or any(tells_counts(c, s) for s in c.statements)
    )


def _block(c: Context, block: Block, earlier: list[CountClaim]) -> list[CountClaim]:
    found: list[CountClaim] = []
    taken: list[Span] = []
    hints = [m.span() for m in c.hints.finditer(c.lowered, block.span.start, block.span.end)]
    low, high = block.span.start, block.span.end
    stretches = near(c.text, hints, UNIT_REACH, 0, low, high)
    for match in (m for start, end in stretches for m in QUANTITY.finditer(c.text, start, end)):
        whole = Span(*match.span())
        if any(t.touches(whole) for t in taken) or _dated(c, whole):
            continue
        quantity = quantity_of(match)
        unit = _unit(c.text, _past_words(c.text, whole, quantity), block.span.end)
        if unit is None or quantity is None:
            continue
        name, term, end = unit
        if CONFIRMS.search(c.text[max(block.span.start, whole.start - 30) : whole.start]) and any(
            name == f.matter for f in (found or earlier)[-1:]
        ):
            continue  # an answer to a count, told there
        goes_on = found and JOINED.fullmatch(c.text, found[-1].span.end, whole.start)
        if name in (*BARE, *OFTEN) and quantity.before is None and not goes_on and not counted(c, whole, end, name):
            continue
        span = Span(whole.start, end)
        value = quantity.exact
        previous = found[-1] if found else (earlier[-1] if earlier else None)
        if previous is not None and value is not None and _part_of(c, previous, whole, name, value, block):
            previous.parts.append((name, value, span))
            taken.append(span)
            continue
        claim = _claim(c, block, span, name, term, quantity, taken)
        if previous is not None and (is_previous(c.text, previous, whole, claim) or _is_breakdown(c, previous, claim)):
            taken.append(span)
            continue
        found.append(claim)
        taken.append(claim.span)
    found += of_parties(c, block, found)
    if hints:  # what is counted stands in them
        found += labelled(c, block, found)
        found += numbered(c, block, found)
        found += listed(c, block, found)
        found += totals(c, block, found)
        found += totals_behind(c, block, found)
        found += duals(c, block, found, counted)
    found += often(c, block, found)
    for opened in open_counts(c, block, found, taken):
        _add_open(c, block, opened, found, taken)
    found.sort(key=lambda x: x.span)
    found += zeros(c, block, found) if hints else []
    found.sort(key=lambda x: x.span)
    _further_places(c, block, found, taken)
    add_other_times(c, block, found, taken)
    found += left_out(c, block, [*earlier, *found])
    found += others_parts(c, block, found, taken)
    found += elliptic(c, block, [*earlier, *found], taken, _made)
    found.sort(key=lambda x: x.span)
    add_pairs(c, block, found)
    add_previous(c, block, [f for f in found if f.rule != "count.reported_by"])
    share_the_time_before(c, block, found)
    complete(c, block, found)
    return [f for f in found if not counts_nothing(c.text, f.span, block.span.start)]


def _add_open(c: Context, block: Block, opened: Open, found: list[CountClaim], taken: list[Span]) -> None:
    """A count of what no list names, unless it is the figure of the period before."""
    claim = _claim(c, block, opened.span, opened.matter, opened.unit, Quantity(opened.total, opened.total), taken)
    before = [f for f in found if f.span.start < claim.span.start]
    if before and is_previous(c.text, max(before, key=lambda f: f.span), opened.span, claim):
        return
    claim.rule = opened.rule if claim.rule == "count.number_unit" else claim.rule
    claim.confidence = min(claim.confidence, opened.confidence)
    found.append(claim)
    taken.append(claim.span)


def _made(c: Context, block: Block, span: Span, model: CountClaim, value: int, taken: list[Span]) -> CountClaim:
    """A count whose unit is that of the claim before."""
    return _claim(c, block, span, model.matter, model.unit, Quantity(value, value), taken)


def _dated(c: Context, span: Span) -> bool:
    return any(d.type != "duration" for d in c.dates_at.touching(span))


SAID_AGAIN = re.compile(rf"\s*\((?P<again>{NUMBER})\)", re.I)


def _past_words(text: str, number: Span, quantity: Quantity | None) -> int:
    """'9 (nine) breaches': behind the same number in brackets."""
    again = SAID_AGAIN.match(text, number.end)
    same = again is not None and quantity is not None and number_value(again.group("again")) == quantity.exact
    return again.end() if again is not None and same else number.end


def _unit(text: str, start: int, stop: int) -> tuple[str, str, int] | None:
    for name, pattern, term in UNIT_WORDS:
        match = pattern.match(text, start, stop)
        if match is not None and match.group("unit"):
            return name, term, match.end()
    return None


def _part_of(c: Context, claim: CountClaim, span: Span, name: str, value: int, block: Block) -> bool:
    """'28 violations, including ten explosions', 'among the violations were 17 …': a part of the claim before, by kind."""
    text = c.text
    gap = text[claim.span.end : span.start]
    if claim.total is None or value > claim.total:
        return False
    sentence = sentence_at(text, span, block)
    lead = text[sentence.start : span.start]
    if len(gap) < 700 and OF_THEM.search(lead) and not re.search(r"confirm|подтверд|أكد", lead, re.I):
        return place_of(c, span, sentence) is None or claim.place is not None
    if name == claim.matter or len(gap) > 130:
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


def _claim(
    c: Context, block: Block, span: Span, name: str, term: str, quantity: Quantity, taken: list[Span]
) -> CountClaim:
    sentence = sentence_at(c.text, span, block)
    claimants, words = claimant_of(c, span, sentence, block)
    before = QUALIFIER.search(c.text[max(sentence.start, span.start - 22) : span.start])
    qualifier = before.group("q").casefold() if before else quantity.words
    claim = CountClaim(
        "", span, claimants, words, name, term, quantity.exact, period_of(c, span, sentence, block), previous=quantity.before,
        rule="count.number_unit" if quantity.exact is not None else "count.bounds" if quantity.low is not None else "count.words",
        qualifier=qualifier, low=quantity.low, high=quantity.high,
    )  # fmt: skip
    if not claimants:
        claim.confidence = 0.5
    claim.place = place_of(c, span, sentence)
    opened = OPENED.search(c.text, span.end, sentence.end)
    if len(taken) < MOST_IN_A_LINE and (not placed_at_once(c, span) or opened):
        _places_of(c, claim, block, taken, opened is not None)
        if claim.breakdown:
            claim.place = None
    own_previous(c, block, claim, _next_count(c, claim, sentence))
    if claim.total is not None and CUMULATIVE.search(c.text[sentence.start : span.start]):
        claim.qualifier = claim.qualifier or "cumulative"
    return claim


def _places_of(c: Context, claim: CountClaim, block: Block, taken: list[Span], opened: bool) -> None:
    """Its breakdown; 'in Hodeidah 60, in Hays 14' is none but two counts, each with its place."""
    trial = replace(claim, breakdown=[])
    held: list[Span] = []
    break_down(c, trial, claim.span.end, block, held)
    alone = len(trial.breakdown) == 1 and not opened
    if alone and (claim.place is not None or trial.breakdown[0].place_id is None):
        return  # 'onze au MPC': no place that anybody knows
    claim.breakdown, claim.place, claim.span = trial.breakdown, trial.place, trial.span
    claim.rule, claim.mismatch = trial.rule, trial.mismatch
    taken += held


def _next_count(c: Context, claim: CountClaim, sentence: Span) -> int:
    """Where the next counted number of the sentence begins."""
    for match in QUANTITY.finditer(c.text, claim.span.end, sentence.end):
        if _unit(c.text, match.end(), sentence.end):
            return match.end()
    return sentence.end


def _is_breakdown(c: Context, previous: CountClaim, claim: CountClaim) -> bool:
    """'Of these, four violations occurred in Hama': a line of the breakdown before."""
    if claim.place is None or previous.total is None or claim.total is None:
        return False
    if claim.total > previous.total or claim.breakdown or previous.place is not None:
        return False
    gap = c.text[previous.span.end : claim.span.start]
    if len(gap) > 160 or not re.search(
        r"(?:of (?:these|them|which)|among|including|:\s*$|;\s*$|,\s*(?:and\s*)?$|из них|dont|منها)", gap, re.I
    ):
        return False
    if re.search(r"\b(?:side|part|representatives)\b", gap):
        return False
    previous.breakdown.append(PlaceCount(claim.place, claim.place, claim.total, claim.span))
    previous.span = Span(previous.span.start, claim.span.end)
    return True


FURTHER = re.compile(
    r"\s*(?:(?:[^.\n]{0,160}?[.;]\s+){1,3}?|\n+\s*)?(?:(?P<by>(?:By|Per|Par|По|(?:ب?حسب))\s+(?:governorates?|provinces?|regions?|districts?|areas?|sectors?|préfectures?|régions?|secteurs?|провинциям|районам|областям|المحافظات|المناطق)\s*[:–—-]\s)|(?P<ranked>[A-Z][\w-]+(?: [A-Z]\w+)? (?:had|saw|recorded|topped|led|came)\b[^.\n]{0,40}\bwith\s)|(?P<of>[^.\n]{0,12}\b(?:of (?:them|these|which|those)|из них|d['’]entre elles|dont)\b)|(?P<number>(?=[^.\n]{0,80}?\b(?:in|at|near|dans|à|в|во|في)\s)(?:\w+(?:-\w+)?\s+(?:(?:of them\s+)?(?:occurred|took place|happened|were (?:recorded|registered|reported))|se sont produites|ont eu lieu|ont été relevées|ont été enregistrées|произошл\w+|зафиксирован\w*)))|(?P<spread>(?:و?(?:ت)?توزعت?|وكانت?|وسجلت?|ووقعت?)\s[^.\n\d]{0,60}?(?:بين|على|:)\s+(?=\S{0,2}\d|[\u0621-\u064a]+\s)|(?:Нарушения|Случаи|Обстрелы|Они) (?:распредел|приш)\w+[^.\n\d]{0,40}?:?\s(?=\d))|(?:These|They|The (?:violations|breaches|incidents|cases)|Нарушения|Они|Elles|Celles-ci)\b[^.\n]{0,80}?(?::|in|в|à|dans|на)\s)",
    re.I,
)


BY_PLACE = re.compile(
    r"(?:^|\n|\.\s)\W*(?:By|Per|Par|По|(?:ب?حسب))\s+(?:governorates?|provinces?|regions?|districts?|areas?|sectors?|préfectures?|régions?|secteurs?|провинциям|районам|областям|المحافظات|المناطق|المديريات)\s*[:–—-]\s",
    re.I,
)


def _by_place(c: Context, claim: CountClaim, end: int) -> None:
    """'By district: N 37, M 29' further below: when it sums to the total."""
    match = BY_PLACE.search(c.text, claim.span.end, end)
    if match is None:
        return
    block = next((b for b in c.blocks if b.span.start <= match.end() < b.span.end), None)
    if block is None:
        return
    trial = replace(claim, breakdown=[], parts=[], answers=[], other_totals=[])
    break_down(c, trial, match.end() - 2, block, [])
    if len(trial.breakdown) >= 2 and sum(b.count for b in trial.breakdown) == claim.total:
        claim.breakdown, claim.mismatch, claim.place, claim.rule = trial.breakdown, None, None, "count.by_place"


def _further_places(c: Context, block: Block, found: list[CountClaim], taken: list[Span]) -> None:
    """'… 13 incidents. Seven of them occurred in Damascus, four in Hama': the next sentence breaks the count down."""
    for index, claim in enumerate(found):
        if claim.breakdown or claim.place is not None or claim.total is None:
            continue
        stop = found[index + 1].span.start if index + 1 < len(found) else len(c.text)
        match = FURTHER.match(c.text, claim.span.end, min(stop, claim.span.end + 420))
        if match is None:
            _by_place(c, claim, min(len(c.text), claim.span.end + 420))
            continue
        told = (
            "by"
            if match.group("by")
            else "of"
            if match.group("of")
            else "ranked"
            if match.group("ranked")
            else "spread"
            if match.group("spread")
            else "number"
        )
        first = match.start(told) if match.group(told) else match.end()
        spot = Span(first, first)
        inside = next((b for b in c.blocks if b.span.start <= first < b.span.end), block)
        trial = replace(claim, breakdown=[], parts=[], answers=[], other_totals=[])
        opening = sentence_at(c.text, spot, inside)
        first = match.end() if told == "spread" else first
        start = first if told in ("by", "spread") else opening.start if match.group(told) else first
        break_down(c, trial, max(start, claim.span.end), inside, taken)
        if len(trial.breakdown) >= 2 and sum(b.count for b in trial.breakdown) <= claim.total:
            claim.breakdown, claim.mismatch = trial.breakdown, trial.mismatch
            claim.span, claim.rule, claim.place = trial.span, trial.rule, None
