"""A count by place, its place and its period."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.count_claimants import Context, sentence_at
from truceline.reading.count_sums import mismatch
from truceline.reading.model import Block, CountClaim, PlaceCount, Span
from truceline.reading.numbers import NUMBER, number_value

NUM = re.compile(
    rf"(?:(?<![\w.,/:+-])|(?<=\W[وفبل]))(?P<count>{NUMBER})(?![\d%:/]|\s*(?:%|percent|km\b|mm\b|hours|days))",
    re.IGNORECASE,
)
KIND = r"(?:\s+(?:provinces?|regions?|governorates?|oblast|districts?|countryside|areas?|province|région|области?|провинци\w+|محافظة|city|towns?|ville))?"
PLACE_WORD = r"(?:[A-ZÀ-ÝА-ЯЁ][\w'’ʿ-]+(?:[ -](?:ez|al|el|az|эз|аз|аль|эль|Зор|al-)[ -]?[\w’'-]+)*(?:[ -][A-ZÀ-ÝА-ЯЁ][\w'’-]+)?|[\u0621-\u064a]+(?:\s(?!و)[\u0621-\u064a]+)?)"
PAIRS = (
    re.compile(rf"(?P<place>{PLACE_WORD}){KIND}\s*\(\s*(?P<count>(?i:{NUMBER}))\s*(?:\w+\s*)?\)"),
    re.compile(rf"(?P<place>{PLACE_WORD}){KIND}\s*(?:[-–—:=]|,)\s*(?P<count>(?i:{NUMBER}))(?=\s*(?:[,،;؛.)»”\"]|$|\n|and\b|et\b|и\b|و|violations|cases|cas\b|случа|нарушени|обстрел|взрыв|факт|خر|حال|قصف|in each))"),
    re.compile(rf"(?P<count>(?i:{NUMBER}))\s*(?:\(\w+\)\s*)?(?:(?:of them|of these|of those|of which|of the \w+|lay|fell|occurred|took place|happened|registered|reported|were|violations|cases|incidents|more|instances|случа\w+|нарушени\w+|violations|cas|incidents|se sont produites|ont eu lieu|ont été (?:relevées|enregistrées|constatées)|произошли|произошло|зафиксированы|отмечено|وقعت|سجلت|خروقات|خرقا[ً]?|خرق[ًاٌ]*|انتهاكا[ً]?|انتهاكات|حالات|حالة|each|were recorded|раза?|обстрел\w*|взрыв\w*|غارات|غارة|قذيفة|قذائف|منها)\s*)*(?:[-–—]\s*)?(?:(?:autour d|près d|au large d)['’]\s*|(?:in|в|во|у|под|при|около|возле|близ|вблизи|южнее|севернее|западнее|восточнее|на|à|dans|en|près de|autour de|au large de|at|near|for|from|around|outside|along|de|d['’]|из|au|aux|du|في|قرب|عند|لدى|فوق|شرقي|غربي|شمالي|جنوبي|على|ضمن|بـ?)\s+)(?:(?:the|la|le|les|l['’]|провинц\w+|область|област\w+|район\w*|province|provinces|governorate|region|région|gouvernorat|محافظة|محافظتي|(?:ريف|منطقة|مناطق|مدينة|مدينتي|بلدة|قرية|محور|محاور|جبهة|جبهات|مديرية|مديريات|قطاع|حي|ولاية|أطراف|направлени\w+|участк\w+|сектор\w*|город\w*|сел[аеу]|посёлк\w+|посел\w+)(?!\w)|territoire|celui|celle|secteur|zone|of|de|d['’])\s*)*(?P<place>{PLACE_WORD})"),
    re.compile(rf"(?:in|в|во|à|dans|en|في)\s+(?:(?:the|la|le|провинц\w+|област\w+|province|governorate|of|de|d['’]|محافظة|ريف)\s*)*(?P<place>{PLACE_WORD}){KIND}\s*(?:[-–—:,]|there were|it recorded|зафиксировано|были?|سجل|\()?\s*(?P<count>(?i:{NUMBER}))(?=\s*(?:[,;.)]|$|\n|and\b|и\b|et\b|و|violations|cases|случа|нарушени|خر|حال))"),
    # 'Hama had the most with 108, followed by Aleppo with 51'
    re.compile(rf"(?P<place>{PLACE_WORD}){KIND}\s+(?:(?:had|came|was|is|saw|ranked|led)\s+(?:the\s+)?(?:\w+\s+){{0,3}}?)?(?:with|avec|с)\s+(?P<count>(?i:{NUMBER}))(?=\s*(?:[,;.)]|$|\n|and\b|et\b|и\b|violations|breaches|cases))"),
    # behind a colon, nothing between: 'Aleppo 9, Hama 7', 'حلب 9، حماة 7'
    re.compile(rf"(?:(?<=:)|(?<=\()|(?<=of them)|(?<=of which)|(?<=including)|(?<=из них)|(?<=dont)|(?<=منها)|(?<=[,،;])|(?<=\band)|(?<=\bet)|(?<=\bи)|(?<=\sو))\s*(?P<place>{PLACE_WORD}){KIND}\s+(?:(?:has|had|counts|counted|reported|compte)\s+)?(?P<count>\d+|[٠-٩]+)(?=\s*(?:[,،;.)]|$|\n|and\b|et\b|и\b|و))"),
)  # fmt: skip
# of the last item: '… – 3 обстрела'
UNIT_BEHIND = re.compile(r"\s+(?:обстрел|нарушени|случа[йяе]|взрыв)\w*")
REACH = 1500  # code points that one count's breakdown may take: what runs on without a full stop is looked at once
RESPECTIVELY = re.compile(r"\brespectively\b|\bсоответственно\b|\brespectivement\b", re.I)


# breakdown, places, periods ------------------------------------------------------------------------------------------


OPENED = re.compile(
    r":|including|of which|among them|among which|namely|из них|в том числе|dont|parmi|منها|بينها|\([^)]*\d", re.I
)


def placed_at_once(c: Context, span: Span) -> bool:
    """'36 violations in Donetsk region': what follows after that is another count, no breakdown of this one."""
    return any(
        p.use == "lit"
        and 0 <= p.span.start - span.end <= 48
        and re.fullmatch(
            r"\s*(?:(?:were|was|had been|have been|ont été|a été|avaient été)\s+\w+\s+)?(?:in|в|во|en|à|dans|at|في)\s+(?:the\s+|la\s+|районе\s+)?",
            c.text[span.end : p.span.start],
            re.I,
        )
        for p in c.places_at.touching(Span(span.end, span.end + 49))
    )


def break_down(c: Context, claim: CountClaim, start: int, block: Block, taken: list[Span]) -> None:
    """Pairs of place and number after the total, as far as the sentence or its list goes."""
    stop = min(_list_end(c.text, start, block), start + REACH)
    rest = c.text[start:stop]
    pairs: list[tuple[int, int, re.Match[str]]] = []
    for pattern in PAIRS:
        for match in pattern.finditer(rest):
            if not any(match.start("count") < e and s < match.end("count") for s, e, _ in pairs) and not any(
                match.start("place") < e and s < match.end("place") for s, e, _ in pairs
            ):
                pairs.append((match.start(), match.end(), match))
    listed: list[PlaceCount] = []
    pairs = [] if _respectively(c, rest, start) else pairs
    for _, _, match in sorted(pairs, key=lambda p: p[0]):
        place = Span(start + match.start("place"), start + match.end("place"))
        value = number_value(match.group("count"))
        identity = _place_id(c, place)
        if value is None or (identity is None and not _names_place(c, place)):
            continue
        whole = Span(start + match.start(), start + match.end())
        known = next(
            (
                p.span
                for p in c.places
                if p.span.touches(place)
                and (place.holds(p.span) or p.span.holds(place) or (p.place_id is not None and p.place_id == identity))
            ),
            place,
        )
        listed.append(
            PlaceCount(identity, _with_head(c.text, known, identity, _trim_place(known.of(c.text))), value, whole)
        )
    listed = _each_of(c, listed, start, stop)
    respectively = _respectively(c, rest, start) if not listed else []
    claim.breakdown = listed or respectively
    if claim.breakdown:
        if len(claim.breakdown) == 1 and claim.breakdown[0].count == claim.total:
            claim.place, claim.breakdown = claim.breakdown[0].place_id or claim.breakdown[0].text, []
            return
        end = max(b.span.end for b in claim.breakdown)
        unit = UNIT_BEHIND.match(c.text, end)
        end = unit.end() if unit else end
        claim.span = Span(claim.span.start, end)
        claim.rule = "count.breakdown"
        _check_sum(c, claim)
        taken += [b.span for b in claim.breakdown]


# 'по четыре - в провинциях A и B', 'four each in A and B'
EACH = re.compile(r"(?:(?<!\w)по\s+$)", re.I)
EACH_BEHIND = re.compile(r"\s+(?:each|apiece|chacune?)(?!\w)", re.I)
AND_PLACE = re.compile(rf"\s*(?:,|и|and|et)\s+(?P<place>{PLACE_WORD})(?!\s*[-–—(:]|\s+\d)")


def _each_of(c: Context, listed: list[PlaceCount], start: int, stop: int) -> list[PlaceCount]:
    """A number told for each of several places goes to every one of them."""
    told: list[PlaceCount] = []
    for part in listed:
        told.append(part)
        lead = c.text[max(start, part.span.start - 4) : part.span.start]
        if not EACH.search(lead) and not EACH_BEHIND.search(c.text, part.span.start, part.span.end):
            continue
        at = part.span.end
        while (more := AND_PLACE.match(c.text, at, stop)) is not None:
            place = Span(*more.span("place"))
            if _place_id(c, place) is None:
                break
            told.append(PlaceCount(_place_id(c, place), _trim_place(place.of(c.text)), part.count, place))
            at = more.end()
    return told


HEAD_BEHIND = re.compile(r"\s+(?:области|район[еа]|провинции|крае|краю|округе)(?!\w)")


# 'le secteur Ouest': a quarter of the compass names nothing without what lies there
QUARTER = re.compile(
    r"(?:Nord|Sud|Est|Ouest|Centre|North|South|East|West|Central|Север|Юг|Восток|Запад)\b(?:[- ](?:Est|Ouest|[Ee]ast|[Ww]est))?"
)
SECTOR_BEFORE = re.compile(r"(?<!\w)(?:secteur|zone|sector|сектор\w*)\s+$", re.I)


def _with_head(text: str, span: Span, identity: str | None, words: str) -> str:
    """'в Баткенской области': an adjective that no gazetteer knows names its place together with the noun behind it."""
    behind = (
        HEAD_BEHIND.match(text, span.end) if identity is None and words.endswith(("ой", "ом", "ем", "ей")) else None
    )
    if behind is None and identity is None and QUARTER.fullmatch(words):
        before = SECTOR_BEFORE.search(text, max(0, span.start - 12), span.start)
        return before.group() + words if before else words
    return words + behind.group() if behind else words


def _check_sum(c: Context, claim: CountClaim) -> None:
    first = min(b.span.start for b in claim.breakdown)
    claim.mismatch = mismatch(claim, c.text[claim.span.start : first]) or claim.mismatch


STOPS = re.compile(r"\.(?=\s+(?:[A-ZА-ЯЁ«“\"]|\d+\s[a-z])|\s*$|\s*\n)|\n")
NEXT_LINE = re.compile(r"\n\s*[-*•–—·]?\s*(?P<line>[^\n]{3,90})")
HAS_NUMBER = re.compile(rf"\d|{NUMBER}")
OF_ANOTHER_SIDE = re.compile(
    r",?\s+(?:ainsi qu[e’']|as well as|а также|plus)\s+(?=\w+\s+\w+)|[;,]?\s*(?:while|whereas|but)\s+the\s+\w+\s+(?:side|part)|;\s*(?:the|The)\s+\w+\s+(?:side|part|representatives)"
)


def _list_end(text: str, start: int, block: Block) -> int:
    """End of the sentence; a colon at a line's end carries the list on to the lines below."""
    stop = STOPS.search(text, start, block.span.end)
    end = stop.start() if stop else block.span.end
    if text[start:end].rstrip().endswith(":") or (end == block.span.end and text[start:end].strip() in (":", "")):
        line = end
        while line < len(text):
            following = NEXT_LINE.match(text, line)
            if (
                following is None
                or not HAS_NUMBER.search(following.group("line"))
                or len(following.group("line").split()) > 9
            ):
                break
            line = following.end()
        return line
    for other in OF_ANOTHER_SIDE.finditer(text, start, end):
        return other.start()
    return end


def _respectively(c: Context, rest: str, start: int) -> list[PlaceCount]:
    """'Donetsk and Luhansk regions: 12 and 4, respectively'."""
    if not RESPECTIVELY.search(rest):
        return []
    places = [p for p in c.places if start <= p.span.start < start + len(rest)]
    numbers = list(NUM.finditer(rest))
    if len(places) != len(numbers):
        return []
    return [
        PlaceCount(p.place_id, _trim_place(p.span.of(c.text)), number_value(m.group("count")) or 0, p.span)
        for p, m in zip(places, numbers, strict=True)
    ]


def _place_id(c: Context, span: Span) -> str | None:
    return next((p.place_id for p in c.places if p.span.touches(span) and p.place_id), None)


def _names_place(c: Context, span: Span) -> bool:
    words = span.of(c.text)
    if any(p.span.touches(span) for p in c.places):
        return True
    return (
        words[:1].isupper()
        and not any(a.span.touches(span) for a in c.actors)
        and not any(d.span.touches(span) for d in c.dates)
        and words.casefold() not in ("the", "total", "side", "in", "at", "of", "page", "article", "paragraph")
    )


def _trim_place(words: str) -> str:
    return re.sub(r"^(?:провинци\w+|области?|محافظة)\s+", "", words)


def place_of(c: Context, span: Span, sentence: Span) -> str | None:
    """The place a bare total is for: 'in Donetsk region' beside it."""
    near = [p for p in c.places_at.inside(sentence) if p.use == "lit"]
    after = [
        p
        for p in near
        if 0 <= p.span.start - span.end <= 40
        and re.fullmatch(
            r"\s*(?:recorded\s+|registered\s+|reported\s+)?(?:in|в|во|en|dans|à|at|في|around|across|throughout|inside)\s+(?:the\s+)?",
            c.text[span.end : p.span.start],
            re.I,
        )
    ]
    before = [
        p
        for p in near
        if p.span.end <= span.start
        and re.search(
            r"\b(?:[Ii]n|[ВвEe][оn]?|[Dd]ans|[Aa]t|في)\s+(?:the\s+|области\s+)?$",
            c.text[max(sentence.start, p.span.start - 14) : p.span.start],
        )
    ]
    chosen = after[:1] or before[-1:]
    return (chosen[0].place_id or chosen[0].span.of(c.text)) if chosen else None


def period_of(c: Context, span: Span, sentence: Span, block: Block) -> str | None:
    """The period in the sentence, else in the block before, else the document's day."""
    ranked = [
        d
        for d in c.dates
        if d.value
        and d.value not in ("PAST", "FUTURE")
        and d.type in ("range", "date", "month")
        and not re.search(r"previous|preceding|предыдущ|précédent|السابق", d.span.of(c.text), re.I)
    ]
    inside = [d for d in ranked if sentence.holds(d.span)]
    if inside:
        best = min(inside, key=lambda d: (d.type != "range", abs(d.span.start - span.start)))
        since = re.search(
            r"\b(?:since|с|depuis|منذ)\s+(?:начала\s+)?$", c.text[max(0, best.span.start - 10) : best.span.start], re.I
        )
        if since and c.meta.doc_date and best.type == "date":
            return f"{best.value}/{c.meta.doc_date.isoformat()}"
        return best.value
    above = [d for d in ranked if block.span.start <= d.span.start < span.start] or [
        d for d in ranked if d.span.end <= span.start and d.type == "range"
    ]
    if above:
        return above[-1].value
    return c.meta.doc_date.isoformat() if c.meta.doc_date else None


ROW = re.compile(
    rf"[ \t]*(?:[-*•|–—·]\s*)?(?P<place>[^\W\d_][^|\d\n\t:]{{1,40}}?)\s*(?:\||\t|:|–|—|\s-\s|\s{{2,}})\s*(?P<count>{NUMBER})\s*(?:\|[^\n]*|\|?[ \t]*(?:\([^)\n]*\))?[;,.]?[ \t]*)(?:\n|$)",
    re.I,
)
HEADING = re.compile(r"[ \t]*\S[^\n]{1,80}(?:\||\t|\s{2,})[^\n]{1,60}(?:\n|$)")
SUM = re.compile(r"(?:grand\s+)?(?:total|sum|всего|итого|المجموع|الإجمالي)$", re.I)


def gather_rows(c: Context, claims: list[CountClaim]) -> None:
    """'Central Equatoria | 6', a line a place, below a count: its breakdown; a line of the total is checked."""
    for index, claim in enumerate(claims):
        if claim.breakdown or claim.total is None:
            continue
        stop = claims[index + 1].span.start if index + 1 < len(claims) else len(c.text)
        end = c.text.find("\n", claim.span.end)
        said_more = end >= 0 and c.text[claim.span.end : end].strip(" .:;)")
        if end < 0:
            continue
        listed, total, end = _rows(c, end + 1, len(c.text) if said_more else stop)
        if len(listed) < 2 or (said_more and sum(b.count for b in listed) != claim.total) or _by_kind(c, claim, listed):
            continue
        claim.breakdown, claim.place, claim.rule = listed, None, "count.table"
        claim.span = Span(claim.span.start, end)
        _check_sum(c, claim)
        if total is not None and total != claim.total:
            claim.other_totals.append(total)


def gather_lists(c: Context, claims: list[CountClaim]) -> None:
    """A line that ends with a colon and rows of places below it, which sum to a total told above."""
    for block in c.blocks:
        if block.kind in ("boilerplate", "headline") or not c.text[block.span.start : block.span.end].rstrip().endswith(
            ":"
        ):
            continue
        above = [x for x in claims if x.span.end <= block.span.end and x.total is not None and not x.breakdown]
        inside = [x for x in claims if block.span.start < x.span.end]
        following = [x.span.start for x in claims if x.span.start >= block.span.end]
        listed, _, end = _rows(c, block.span.end + 1, min([*following, len(c.text)]))
        if len(listed) < 2 or not above or (inside and above[-1] not in inside):
            continue
        claim = above[-1]
        if _by_kind(c, claim, listed):
            continue
        if sum(b.count for b in listed) == claim.total:
            claim.breakdown, claim.place, claim.rule = listed, None, "count.list_below"
            claim.span = Span(claim.span.start, end)


# 'в провинциях Латакия (шесть), Дамаск (пять)': a place and its number in brackets
BRACKETED = re.compile(rf"(?P<place>{PLACE_WORD}){KIND}\s*\(\s*(?P<count>(?i:{NUMBER}))\s*\)")
LATER = 900  # code points behind a count in which a sentence may break it down


def gather_told_later(c: Context, claims: list[CountClaim]) -> None:
    """'N counted 14, M six. … in Latakia (six), Damascus (five) and Idlib (three)': places that sum to a total above.

    Of two totals that are alike it is that of whoever the sentence names.
    """
    for block in c.blocks:
        if block.kind != "body":
            continue
        groups: dict[int, list[PlaceCount]] = {}
        for match in BRACKETED.finditer(c.text, block.span.start, block.span.end):
            place = Span(*match.span("place"))
            value = number_value(match.group("count"))
            if value is None or any(x.span.touches(place) for x in claims):
                continue
            known = next((p.span for p in c.places if p.span.touches(place) and place.holds(p.span)), place)
            spot = PlaceCount(_place_id(c, place), _trim_place(known.of(c.text)), value, Span(*match.span()))
            groups.setdefault(sentence_at(c.text, place, block).start, []).append(spot)
        for start, listed in groups.items():
            above = [
                x
                for x in claims
                if x.span.end <= start < x.span.end + LATER
                and not x.breakdown
                and x.total == sum(b.count for b in listed)
            ]
            named = {i for a in c.actors_at.inside(Span(start, listed[-1].span.end)) for i in a.actor_ids}
            chosen = [x for x in above if set(x.claimant_ids) & named] or above
            if len(listed) >= 2 and chosen:
                chosen[-1].breakdown, chosen[-1].rule = listed, "count.told_later"


def _by_kind(c: Context, claim: CountClaim, listed: list[PlaceCount]) -> bool:
    """Rows that name acts and no place ('قصف مدفعي: 118') are parts of a count by kind."""
    if any(b.place_id for b in listed) or not all(KIND_OF_ACT.match(b.text) for b in listed):
        return False
    kinds = [(b.text, b.count, b.span) for b in listed]
    claim.parts += [k for k in kinds if not any(k[2].touches(told) for _, _, told in claim.parts)]
    return True


# an act in Arabic or Russian: a row that begins so is no place
KIND_OF_ACT = re.compile(
    r"(?i:artillery|small[- ]arms|air[- ]?strikes?|drones?|mortars?|rockets?|shelling|sniping|snipers?|ground (?:attacks?|assaults?|incursions?)|heavy weapons|explosions?|overflights?|infiltrations?|tirs|bombardements?|survols|frappes|armes légères)"
    r"|(?:إطلاق|قصف|نسف|توغل|تحليق|غار|طلع|خرق|انتهاك|استهداف|اعتداء|قنص|تفجير|تجريف|اختطاف|اعتقال|تسلل|هجوم|هجمات|إلقاء|استحداث"
    r"|[Оо]бстрел|[Пп]рол[её]т|[Оо]гонь|[Сс]трельб|[Уу]дар|[Аа]так|[Вв]зрыв|[Нн]арушени|[Пп]рименени|[Сс]брос|[Мм]инировани|[Пп]еремещени)\w*"
)


def _rows(c: Context, start: int, stop: int) -> tuple[list[PlaceCount], int | None, int]:
    listed: list[PlaceCount] = []
    total: int | None = None
    at = end = start
    while at < stop:
        if c.text[at] in "\r\n":
            at += 1
            continue
        row = ROW.match(c.text, at, stop)
        if row is None:
            heading = HEADING.match(c.text, at, stop)
            if listed or heading is None or re.search(r"\d", heading.group()):
                break
            at = heading.end()
            continue
        value = number_value(row.group("count"))
        words = row.group("place").strip()
        place = Span(row.start("place"), row.start("place") + len(words))
        if value is not None and SUM.match(words):
            total = value
        elif value is not None:
            listed.append(PlaceCount(_place_id(c, place), words, value, Span(place.start, row.end("count"))))
        at, end = row.end(), row.end("count")
    return listed, total, end
