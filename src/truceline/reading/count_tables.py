"""Tables whose columns are parties ('District | by the army | by the rebels') and lists of labels that end with their sum."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.count_claimants import Context
from truceline.reading.count_words import UNIT_WORDS
from truceline.reading.model import CountClaim, PlaceCount, Span
from truceline.reading.numbers import number_value

CELLS = re.compile(r"[^\n|]*\|[^\n]*\|[^\n]*")
A_PARTY = re.compile(r"\s*(?:by|against|par|contre|со стороны|من قبل|من جانب)\s", re.I)
SUM = re.compile(r"\s*(?:total|sum|all|together|ensemble|итого|всего|المجموع|الإجمالي)\s*", re.I)
LABEL = re.compile(r"(?m)^[ \t]*(?P<label>[^\W\d_][^\n:|\d]{2,70}?)\s*:\s*(?P<count>\d{1,6})(?P<rest>[^\n]*)$")
BEFORE = re.compile(
    r"\(?\s*(?:the\s+)?(?:(?:day|week|month|year|period) before|previous (?:day|week|month|year|period)|last (?:week|month|year)|yesterday|(?:jour|semaine|mois|année|période) précédente?|veille|(?:сутками|днём|днем|неделей) ранее|накануне|اليوم السابق|الأسبوع السابق)\s*[:–-]?\s*(?P<count>\d{1,6})",
    re.I,
)
SUMMED = re.compile(r"(?m)^\s*(?:Total|Sum|Итого|Всего|المجموع|الإجمالي)\s*:\s*\d")
MOST = 60  # rows


def add_tables(c: Context, claims: list[CountClaim]) -> None:
    """Counts of columns, and the sum of labelled lines; of whoever the paper is."""
    if "|" in c.text:
        claims += [x for x in _columns(c) if not any(y.total == x.total and y.breakdown for y in claims)]
    if c.text.count(":") > 2:
        claims += [x for x in _summed(c) if not any(y.span.touches(x.span) for y in claims)]
    claims.sort(key=lambda x: x.span)


def _whose(c: Context) -> tuple[str, ...]:
    outlet = c.meta.outlet_id
    return (outlet,) if outlet and c.lexicons.actor_kinds.get(outlet) != "media" else c.owner


def _columns(c: Context) -> list[CountClaim]:
    found: list[CountClaim] = []
    lines = [(m.start(), m.group()) for m in CELLS.finditer(c.text)]
    for at, (start, head) in enumerate(lines):
        names = head.split("|")
        if any(re.search(r"\d", n) for n in names) or not all(
            A_PARTY.match(n) or _party(c, start, head, n) for n in names[1:]
        ):
            continue
        rows = _below(lines[at + 1 : at + 1 + MOST], start + len(head), len(names))
        if len(rows) > 1:
            found += [_column(c, start, rows, column) for column in range(1, len(names))]
    return found


def _party(c: Context, start: int, head: str, name: str) -> bool:
    low = start + head.index(name)
    return any(a.actor_ids for a in c.actors_at.inside(Span(low, low + len(name))))


def _below(lines: list[tuple[int, str]], end: int, width: int) -> list[tuple[int, list[str]]]:
    """Rows that stand right below one another, each with as many cells, all but the first of them numbers."""
    rows = []
    for start, line in lines:
        cells = line.split("|")
        if start > end + 2 or len(cells) != width or not all(re.search(r"^\s*[\d.,  ]+\s*$", x) for x in cells[1:]):
            break
        rows.append((start, cells))
        end = start + len(line)
    return rows


def _column(c: Context, head: int, rows: list[tuple[int, list[str]]], column: int) -> CountClaim:
    listed, total = [], None
    for start, cells in rows:
        value = number_value(cells[column].strip()) or 0
        if SUM.fullmatch(cells[0]):
            total = value
            continue
        words = cells[0].strip()
        low = start + cells[0].index(words)
        place = next((p.place_id for p in c.places_at.touching(Span(low, low + len(words))) if p.place_id), None)
        listed.append(
            PlaceCount(place, words, value, Span(low, start + sum(len(x) + 1 for x in cells[: column + 1]) - 1))
        )
    told = sum(b.count for b in listed)
    name, term = _matter(c, head)
    claim = CountClaim(
        "", Span(listed[0].span.start, listed[-1].span.end), _whose(c), None, name, term, total if total is not None else told,
        None, breakdown=listed, rule="count.column", confidence=0.7,
    )  # fmt: skip
    claim.low = claim.high = claim.total
    if total is not None and total != told:
        claim.mismatch = f"the places sum to {told}, the total is {total}"
    return claim


def _matter(c: Context, head: int) -> tuple[str, str]:
    """What the lines above a table count."""
    above = c.text[max(0, head - 160) : head]
    for name, pattern, term in UNIT_WORDS:
        for word in re.finditer(r"(?<!\S)\S", above):
            match = pattern.match(" " + above, word.start())
            if match is not None and match.group("unit"):
                return name, term
    return "events", "events"


def _an_act(label: str) -> bool:
    """Whether a label names what monitors count."""
    return any(p.match(f" {label[m.start() :]}") for m in re.finditer(r"(?<!\S)\S", label) for _, p, _ in UNIT_WORDS)


def _summed(c: Context) -> list[CountClaim]:
    """'A: 9 / B: 14 / Total: 26 (day before: 31)', where the lines sum to the last."""
    found, run = [], 0
    lines = list(LABEL.finditer(c.text))
    for at, line in enumerate(lines):
        apart = at == 0 or c.text[lines[at - 1].end() : line.start()].strip(" \n") != ""
        run = at if apart else run
        parts = [int(x.group("count")) for x in lines[run:at]]
        value = int(line.group("count"))
        if not SUM.fullmatch(line.group("label")) or len(parts) < 2 or sum(parts) != value:
            continue
        if not _whose(c) and not any(_an_act(x.group("label")) for x in lines[run:at]):
            continue  # nobody's paper, and nothing that a monitor counts
        before = BEFORE.search(line.group("rest"))
        claim = CountClaim(
            "", Span(line.start("label"), line.end("count")), _whose(c), None, "events", "events", value, None,
            previous=int(before.group("count")) if before else None, rule="count.summed", confidence=0.65,
        )  # fmt: skip
        claim.low = claim.high = value
        claim.parts = [
            (x.group("label").strip(), int(x.group("count")), Span(x.start("label"), x.end("count")))
            for x in lines[run:at]
        ]
        found.append(claim)
    return found
