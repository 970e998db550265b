"""What is counted and stands in no list: any plural behind a verb of counting, beside a count or under a label; ordinals."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.reading import quick_re as re
from truceline.reading.count_claimants import Context, sentence_at
from truceline.reading.count_words import COUNT_VERB, UNIT_WORDS
from truceline.reading.model import Block, CountClaim, Span, Statement
from truceline.reading.numbers import NUMBER, QUANTITY, near, number_value, quantity_of

# heads that are no matter of a monitor's count: persons, times, measures, bodies
NO_MATTER = frozenset([
    "persons", "civilians", "residents", "villagers", "soldiers", "fighters", "militants", "rebels", "insurgents", "terrorists", "officers", "members",
    "troops", "forces", "casualties", "deaths", "victims", "injuries", "families", "refugees", "migrants", "prisoners", "detainees", "hostages",
    "captives", "students", "workers", "journalists", "doctors", "girls", "boys", "others", "days", "hours", "weeks", "months", "years", "minutes",
    "seconds", "nights", "mornings", "times", "kilometres", "kilometers", "metres", "meters", "miles", "yards", "feet", "hectares", "acres", "dollars",
    "euros", "tonnes", "tons", "litres", "points", "pages", "articles", "paragraphs", "countries", "states", "sides", "parties", "groups", "nations",
    "governments", "organisations", "organizations", "provinces", "regions", "districts", "villages", "towns", "areas", "ways", "reasons", "steps",
    "fronts", "lines", "terms", "ones", "its", "his", "hers", "this", "thus", "less", "perhaps", "civils", "personnes", "habitants", "soldats",
    "combattants", "rebelles", "terroristes", "blessés", "morts", "tués", "victimes", "familles", "réfugiés", "déplacés", "prisonniers", "otages",
    "enfants", "femmes", "hommes", "membres", "jours", "heures", "semaines", "mois", "ans", "années", "fois", "kilomètres", "mètres", "dans", "plus",
    "people", "moins", "sans", "sous", "depuis", "après", "très", "pays", "camps", "autres", "localités"
])  # fmt: skip
_ADJECTIVE = r"(?!(?:and|or|of|in|at|on|by|to|from|with|for|were|was|had|has|have|are|is|who|which|that|them|these|those|whom|killed|wounded|injured|et|ou|de|du|des|en|à|par|ont|a|qui)\b)[a-zà-ÿ][a-zà-ÿ’'-]*"
NOUN = re.compile(
    rf"\s+(?:of\s+|de\s+|d['’])?(?P<phrase>(?:{_ADJECTIVE}\s+){{0,3}}?(?P<head>(?!{NUMBER})[a-zà-ÿ][a-zà-ÿ-]{{2,}}[sx](?<!ss)(?<!ous)(?<!us)(?<!is)(?<!eux)|cas|people))(?![\w’'])"
)
BEHIND_VERB = re.compile(
    rf"(?<!\w)(?:{COUNT_VERB}|(?:track|monitor|spott|sight|tabulat)(?:ed|s))\s+(?:that\s+|on \w+day\s+)?(?:(?:only|just|a total of|a further|another|some|about|around|at least|more than|over|nearly|almost|au total|au moins|plus de|près de|environ|quelque)\s+)*$",
    re.I,
)
BEEN_COUNTED = re.compile(
    r"[^.;:\d]{0,70}?\b(?:(?:were|was|have been|has been|had been)\s+(?:\w+ly\s+|also\s+)?(?:registered|recorded|logged|counted|documented|reported|observed|detected|tracked|verified|noted|monitored|listed|tallied|received|taken|filed|lodged)"
    r"|(?:ont|a|avaient|avait) été\s+(?:\w+ment\s+)?(?:enregistr|recens|relev|signal|constat|observ|dénombr|compt|document|vérifi|not|répertori|reçu)\w*)(?!\w)"
)
BESIDE = re.compile(
    rf"[^.;:\d]{{0,60}}?(?:,|\()\s*(?:(?:(?:the\s+)?(?:previous|preceding|prior|last)\s+(?:week|month|day|period|year)\s*:?|(?:the\s+)?(?:day|week|month|year|period) before\s*:?|of which|of them|of these|including|among them|compared (?:with|to)|against|up from|down from|as against|dont|contre|par rapport à|parmi lesquels?)\s+(?:only\s+)?{NUMBER}|{NUMBER}\s+(?:of them|of these|of which|d['’]entre eux|d['’]entre elles)\b)",
    re.I,
)
JOINED = re.compile(
    r"(?:\s+(?:in|at|near|on|over|across|to|from|à|dans|sur|près de)\s+[^.;,:\d]{2,50}?)?\s*(?:,?\s*(?:and|et|ainsi que|as well as|plus|together with|along with|in addition to|alongside)|,)\s+(?:(?:more than|at least|about|over|some|another|plus de|au moins)\s+)?",
    re.I,
)
# what a tally opens with: 'Bilan de la semaine : 12 tirs', 'Toll for April: nine raids'
TALLY = re.compile(
    r"\b(?:tally|tallies|total|toll|count|summary|figures?|numbers|in brief|at a glance|record|balance|as follows|bilan|chiffres?|décompte|relevé|récapitulatif|итог\w*|حصيلة)\b[^.;:\d\n]{0,60}\s?:\s*$",
    re.I,
)
LABEL = re.compile(
    rf"\s*(?:[-–—•*·▪]\s*|\d{{1,2}}[.)]\s+)?(?P<label>[A-ZÀ-Ý][^\n:.;\d]{{3,90}}?)\s*:\s*(?P<count>{NUMBER})(?=\s*(?:$|\n|[,;(]|\.(?!\d)))"
)
_ORDINALS = {
    2: "second deuxième seconde", 3: "third troisième", 4: "fourth quatrième", 5: "fifth cinquième", 6: "sixth sixième", 7: "seventh septième",
    8: "eighth huitième", 9: "ninth neuvième", 10: "tenth dixième", 11: "eleventh onzième", 12: "twelfth douzième", 13: "thirteenth treizième",
    14: "fourteenth quatorzième", 15: "fifteenth quinzième", 20: "twentieth vingtième",
}  # fmt: skip
ORDINALS = {word: value for value, words in _ORDINALS.items() for word in words.split()}
ORDINAL = re.compile(
    rf"(?<!\w)(?:the|its|their|la|le|sa|leur)\s+(?P<nth>{'|'.join(ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th|e|ème))\s+(?=[a-zà-ÿ])",
    re.I,
)
SO_FAR = re.compile(
    r"\b(?:since|in as many|in (?:the (?:last|past)|under|less than|two|three|four|five|\d)|within|this (?:week|month|year)|of the (?:day|week|month|year)|so far|depuis|en (?:moins|l['’]espace|deux|trois|\d)|de la (?:semaine|journée)|du mois|cette (?:semaine|année)|ce mois)\b",
    re.I,
)


# words beside which a plural may be counted; numbers are looked for near them only
SPOT = re.compile(
    r"\bcounts\b|alleg|claim|complain|\bsaw\b|heard|cite[sd]|spoke of|\bput\b|establish|reveal|confirm|submit|évoque|parle|fait état|register|record|logged|counted|document|observ|detect|track|spott|sighted|verif|receiv|tall(?:y|ied|ies)|\bnoted|report(?:ed|s)\b|monitored|\btaken|\bfiled|lodged|listed|\btotal|\btoll\b|summary|figures?\b"
    r"|relev|recens|enregistr|constat|dénombr|compt[eé]|vérifi|signal|répertori|bilan|chiffres?\b|décompte|récapitul"
    r"|of (?:which|them|these)\b|compared|\bagainst\b|(?:up|down) from|\bcontre\b|\bdont\b|(?:week|month|year|day|period) before|(?:previous|preceding) (?:week|month|year|day|period)"
)
# where a number of more than one may begin, in English or French: far cheaper than the grammar of numbers
A_NUMBER = re.compile(
    r"\b(?=[\dtfsenhdcquvom])(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|dozen"
    r"|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|cent|mille)(?![a-zà-ÿ])"
)
# persons are counted by place: '71 people taken from schools: Sunsari has 23'
LISTED_PLACES = re.compile(
    r"[^.;:\d\n]{0,60}:\s*(?:in\s+)?[A-ZÀ-Ý][\w’'-]+(?:\s[A-Z][\w’'-]+)?\s+(?:(?:has|had)\s+|\()?\d"
)
REACH = 90  # code points around such a word in which a count may stand


@dataclass(frozen=True)
class Open:
    """A count whose unit no list has; ``unit`` of the controlled terms."""

    span: Span
    matter: str
    unit: str
    total: int
    rule: str
    confidence: float


def open_counts(c: Context, block: Block, found: list[CountClaim], taken: list[Span]) -> list[Open]:
    """Counts whose unit no list has: told by a verb of counting, a breakdown or comparison, a count before, a label."""
    new = _plurals(c, block, found, taken)
    new += _labels(c, block, [f.span for f in found] + [n.span for n in new])
    return new + _ordinals(c, block)


def _plurals(c: Context, block: Block, found: list[CountClaim], taken: list[Span]) -> list[Open]:
    new: list[Open] = []
    ends = {f.span.end for f in found}
    low, high = block.span.start, block.span.end
    spots = [m.span() for m in SPOT.finditer(c.lowered, low, high)]
    spots += [(end, end) for end in ends]
    spots += [(x.start, x.end) for s in c.statements if tells_counts(c, s) for x in s.content if block.span.holds(x)]
    stretches = near(c.text, sorted(spots), REACH, REACH, low, high)
    begun = [m.span() for a, b in stretches for m in A_NUMBER.finditer(c.lowered, a, b)]
    for match in (m for a, b in near(c.text, begun, 8, 40, low, high) for m in QUANTITY.finditer(c.text, a, b)):
        whole = Span(*match.span())
        noun = NOUN.match(c.text, whole.end, block.span.end)
        if noun is None or match.group().casefold() in ("a", "an", "one", "un", "une", "no", "aucun", "aucune"):
            continue
        if (noun.group("head") in NO_MATTER and not LISTED_PLACES.match(c.text, noun.end(), block.span.end)) or any(
            t.touches(whole) for t in taken
        ):
            continue
        span = Span(whole.start, noun.end())
        if any(f.span.touches(span) for f in found) or any(d.span.touches(whole) for d in c.dates_at.touching(whole)):
            continue
        quantity = quantity_of(match)
        told = BEHIND_VERB.search(c.text[max(block.span.start, whole.start - 70) : whole.start])
        joined = any(end < whole.start and JOINED.fullmatch(c.text, end, whole.start) for end in ends)
        lead = c.text[max(block.span.start, whole.start - 90) : whole.start]
        opened = TALLY.search(lead) or _monitor_tells(c, span)
        beside = told or opened or joined or BEEN_COUNTED.match(c.text, span.end, block.span.end) or BESIDE.match(c.text, span.end, block.span.end)  # fmt: skip
        if quantity is None or quantity.exact is None or not beside:
            continue
        new.append(Open(span, noun.group("phrase"), "events", quantity.exact, "count.any_plural", 0.6))
        ends.add(span.end)
    return new


def _monitor_tells(c: Context, span: Span) -> bool:
    """'According to UNMISS, 31 patrols were turned back': in the words of a mission or a monitor."""
    told = next((s for s in c.statements if s.role == "body" and s.holds(span)), None)
    return told is not None and tells_counts(c, told)


def tells_counts(c: Context, said: Statement) -> bool:
    """Whether a mission or a monitor speaks: what it numbers it has counted."""
    return any(c.lexicons.actor_kinds.get(i) in ("mission", "ngo") for i in said.speaker_ids)


def _labels(c: Context, block: Block, others: list[Span]) -> list[Open]:
    """'Movements of armed persons: 17', alone on its line, in a monitor's paper."""
    match = LABEL.match(c.text, block.span.start, block.span.end)
    if match is None or not c.owner:
        return []
    words = re.findall(r"[^\W\d_][\w’'-]*", match.group("label"))
    head = next((w.casefold() for w in words[:3] if re.fullmatch(r"[^\W\d_]{3,}[sx]", w)), None)
    span, value = Span(match.start("label"), match.end("count")), number_value(match.group("count"))
    named = Span(*match.span("label"))
    if head is None or head in NO_MATTER or value is None or any(o.touches(span) for o in others):
        return []
    if any(a.span.start - named.start < 5 for a in c.actors_at.inside(named)):
        return []
    if any(p.span.start - named.start < 5 for p in c.places_at.inside(named)):
        return []
    return [Open(span, match.group("label").strip().casefold(), "events", value, "count.any_label", 0.6)]


def _ordinals(c: Context, block: Block) -> list[Open]:
    """'the fourth violation of the truce since Sunday': four by then."""
    new: list[Open] = []
    for match in ORDINAL.finditer(c.text, block.span.start, block.span.end):
        unit = next(((n, p.match(c.text, match.end()), u) for n, p, u in UNIT_WORDS if p.match(c.text, match.end())), None)  # fmt: skip
        if unit is None or unit[1] is None:
            continue
        span = Span(match.start("nth"), unit[1].end())
        sentence = sentence_at(c.text, span, block)
        if SO_FAR.search(c.text, span.end, sentence.end) is None:
            continue
        written = match.group("nth").casefold()
        value = ORDINALS.get(written) or int(re.sub(r"\D", "", written))
        new.append(Open(span, unit[0], unit[2], value, "count.ordinal", 0.65))
    return new
