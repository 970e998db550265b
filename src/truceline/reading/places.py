"""Places: gazetteer names anywhere, toponyms by their head word or preposition, lists; the unresolved are emitted too.

``lit`` is a location, ``assoc`` a state or its seat spoken of as an actor or a topic. Only literal places may give
geographic context: "US" as an actor once pulled Geneva to Illinois.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from math import cos, hypot, radians

from truceline.reading import quick_re as re
from truceline.reading.districts import districts
from truceline.reading.lexicon import KnownPlace, Lexicons, PlaceName, place_ids
from truceline.reading.model import ActorMention, PlaceMention, Span
from truceline.reading.nearby import Nearby
from truceline.reading.phrases import Match
from truceline.reading.tokens import Tokens

CAP = r"(?:(?:al|el|ar|as|an|ash|at|az|ad|Al|El|Ar|As|An|Ash|At|Az|Ad|Deir|Tell|Tel|Ain|Bir|Abu|Umm|Beit|Khan|Jabal|Wadi|Bani|Kafr|St\.?|New|Upper|Lower|North|South|East|West|Mount|Saint)[ -])*[A-ZÀ-ÝŠŽ][\w'’ʿ`-]+(?:[ -](?:al|el|ar|as|an|ash|az|ez|es|et|de|du|da|la)[ -][A-ZÀ-Ý][\w'’-]+|[ -][A-ZÀ-Ý][\w'’-]+){0,3}"
HEADS = r"(?:villages?|towns?|city|cities|districts?|region|oblast|provinces?|governorates?|county|counties|payam|boma|sub-district|valley|river|island|airport|air ?base|airfield|refugee camp|camp|road|track|highway|pipeline|mills?|heights|observation post|position|outpost|hospital|maternity clinic|clinic|school|bridge|port|crossing|checkpoint|crossing point|settlement|suburb|neighbou?rhood|quarter|sector|area|hills?|mountains?|desert|frontier|front|axis|countryside|cercle|commune|département|préfecture)"
TAIL_HEAD = re.compile(
    rf"(?<![\w-])(?P<name>{CAP})(?P<head>\s+(?:{HEADS}|{HEADS.title()}|Village|Town|City|District|Region|Oblast|Province|Governorate|County|State|Valley|River|Island|Airport|Airbase|Camp|Hospital|Bridge|Port|Crossing|Payam|Sector))(?!\w)"
)
UPPER_HEAD = re.compile(
    r"(?<!\w)(?P<name>[A-ZÀ-Ý]{3,}(?:[ -][A-ZÀ-Ý]{3,}){0,2})(?P<head> (?:VILLAGE|TOWN|CITY|DISTRICT|PROVINCE))(?!\w)"
)
OF_HEAD = re.compile(
    rf"(?<!\w)(?:{HEADS}|localité|village|ville|région|cercle|commune|province|quartier|camp|base|zone|localités|[Rr]esidents?|[Vv]illagers|[Ii]nhabitants|[Pp]eople|[Mm]ayor|habitants|maire) (?:of|called|named|de|du|d['’])\s?(?P<name>{CAP})"
)
LOCATIVE = re.compile(
    rf"(?<!\w)(?:[Ii]n|[Nn]ear|[Aa]round|[Oo]utside|[Ii]nside|[Aa]t|[Ff]rom|[Ii]nto|[Tt]owards?|[Bb]etween|[Aa]cross|[Ww]ithin|[Nn]orth of|[Ss]outh of|[Ee]ast of|[Ww]est of|[Nn]orth-?east of|[Nn]orth-?west of|[Ss]outh-?east of|[Ss]outh-?west of|km (?:north|south|east|west|[NSEW]{{1,3}}) of|[Oo]utskirts of|[Pp]arts of|access to|[Rr]oad to|[Rr]oute to|[Tt]ravel(?:l?ed|s) to|[Ww]ent to|[Ff]led to|[Aa]dvanc(?:ed|ing) on|[Cc]ontrol of|(?:re)?captured|survolé|à|À|dans|près de|vers|entre) (?:the )?(?P<name>{CAP})"
)
RUSSIAN = re.compile(
    r"(?<!\w)(?:в|во|у|вблизи|недалеко от|около|возле|близ|под|из|районе|н\.\s?п\.|населенн\w+ пункт\w+|населённ\w+ пункт\w+|сел[аое]|посел\w+|город\w*|провинц\w+|район\w*)\s+(?P<name>[А-ЯЁ][а-яё]+(?:[ -](?:эль|эз|эш|ан|аль|ас|ад)?-?[А-ЯЁ][а-яё]+)*)"
)
ARABIC = re.compile(
    r"(?:بلدة|قرية|مدينة|محافظة|منطقة|مديرية|حي|مخيم|بلدتي|قريتي|بلدات|قرى|جبهة|مطار|ميناء|معبر|قضاء)\s+(?P<name>[\u0621-\u064a]{3,}(?:\s[\u0621-\u064a]*ال[\u0621-\u064a]+)?)"
)
LISTED = re.compile(rf"(?:,\s*|\s+and\s+|\s+or\s+|,\s*and\s+|\s+et\s+|\s+и\s+)(?P<name>{CAP}|[А-ЯЁ][а-яё-]+)")
PLACE_SUFFIX = re.compile(
    r"\s+(?:Provinces?|provinces?|Governorates?|governorates?|[Rr]egions?|[Oo]blast|[Dd]istrict|[Cc]ounty|State|Valley|Island|VILLAGE|TOWN|DISTRICT|(?:maternity |field |general |public )?(?:clinic|hospital|school)|(?:refugee |military )?(?:camp|airport|airbase|air base|crossing|bridge|checkpoint|airfield))(?!\w)"
)
DIRECTION = re.compile(
    r"(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west|central)(?:-?ern)?\s+$", re.I
)
NEVER = frozenset(["the", "this", "that", "these", "those", "he", "she", "it", "they", "we", "i", "his", "her", "its", "their", "our", "your", "my", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "god", "islam", "ramadan", "christmas", "eid", "english", "arabic", "russian", "french", "parliament", "congress", "government", "ministry", "president", "minister", "secretary", "general", "council", "committee", "commission", "assembly", "mr", "mrs", "ms", "dr", "sir", "mission", "party", "parties", "front", "army", "force", "forces", "brigade", "battalion", "division", "group", "movement", "operation", "resolution", "article", "chapter", "section", "agreement", "protocol", "memorandum", "memoranda", "covid", "coronavirus", "cet", "cette", "ce", "le", "la", "les", "un", "une", "des", "il", "elle", "ils", "leur", "mr.", "internet", "twitter", "facebook", "telegram", "whatsapp", "youtube", "reuters", "daily", "report", "spot", "news", "agency", "world", "war", "during", "after", "before", "however", "meanwhile", "moreover", "according", "since", "while", "when", "where", "if", "but", "and", "or", "in", "on", "at", "by", "for", "with", "from", "as", "sources", "source", "both", "all", "some", "many", "several", "other", "another", "earlier", "later", "also", "ранее", "напомним", "также", "накануне", "сегодня", "вчера", "однако", "кроме"])  # fmt: skip
RANKS = frozenset(["colonel", "lieutenant", "major", "brigadier", "general", "captain", "admiral", "gen", "maj", "lt", "col", "office", "headquarters", "secretariat"])  # fmt: skip
PEOPLES = frozenset(
    [
        "shiite",
        "shia",
        "sunni",
        "kurdish",
        "kurd",
        "arab",
        "christian",
        "druze",
        "alawite",
        "turkmen",
        "islamist",
        "muslim",
        "jewish",
        "yazidi",
        "circassian",
        "old",
        "published",
        "date",
        "suspected",
        "western",
        "eastern",
        "northern",
        "southern",
        "central",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "mon",
        "tue",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct",
        "nov",
        "dec",
    ]
)
PLURAL_HEADS = frozenset(
    ["villages", "town", "towns", "cities", "areas", "region", "regions", "districts", "city", "village"]
)
ADMIN_WORDS = (
    "province",
    "governorate",
    "region",
    "oblast",
    "county",
    "state",
    "provinces",
    "district",
    "محافظة",
    "провинци",
    "област",
    "région",
    "cercle",
)
MOTION = re.compile(r"(?:visit(?:s|ed|ing)?|travel\w*|trip|fl(?:ew|ies|ying)|arriv\w+|return\w*|com(?:e|ing|es)|came|went|go(?:es|ing)?|head(?:ed|ing)|deliver\w*|mov(?:e|ed|ing)|sen[dt]\w*|deploy\w*|troops|way|road|access|ambassador|convoys?|route|entry|flights?|talks|incursion|expand\w*|regime|drove|transfer\w*|smuggl\w+|exports?)\s+(?:[\w.]+\s+){0,6}?(?:in)?to\s+(?:the\s+)?$", re.I)  # fmt: skip
IN_WORD = re.compile(r"(?:\b(?:in|into|inside|within|across|throughout|near|outside|around|at|over|grip(?:s|ping|ped)|entire|all of|(?:cities|towns?|villages?|suburbs?|outskirts|countryside|districts?|streets|residents|neighbou?rhoods?|areas?|province|governorate|siege|battle|fall|capture|liberation) of|parts of|north of|south of|east of|west of|side of|territory of|region of|city of|capital of|border with|inside of|leave|left|leaving|entering|entered|enter|via|north|south|east|west|northern|southern|eastern|western|central|north-eastern|north-western|south-western|south-eastern|northeastern|northwestern|southwestern|southeastern|visit|visited|visiting|visits)\s+(?:the\s+)?(?:[A-Z]?[a-z-]*(?:stern|thern|ity)\s+)?(?:city of\s+|State of\s+)?|\b(?<!support )(?<!request )(?<!pressure )(?<!coming )(?<!response )(?<!statement )(?<!statements )(?<!explanations )(?<!approval )(?<!permission )(?<!guarantees )(?<!demand )(?<!message )(?<!letter )from\s+(?:the\s+)?|\b(?:в|во|из|на территории|территории|по|через)\s+|\b(?:en|au|dans le|dans la|à|aux|du nord du|sud du|nord du)\s+|\b(?:nord|sud|est|ouest|centre|frontière|territoire|reste|régions?|provinces?|villes?)\s+(?:du\s+|de\s+la\s+|de\s+l['’]|des\s+)|(?:في|داخل|إلى|من|شمال|جنوب|شرق|غرب)\s+)$")  # fmt: skip


STRUCK = re.compile(
    r"(?:\b(?:strikes?|attacks?|raids?|shelling|bombardment|bombing|assault|fire|fired|rockets?|missiles?|drones?|offensive|advance|incursions?)\b[^.;:\n]{0,45}?\b(?:on|at|against|towards?|into)|\btowards?|\bvers|\bпокину\w+|в сторону|в направлении|باتجاه|نحو)\s+(?:the\s+)?$",
    re.I,
)


def _heading(text: str, span: Span) -> bool:
    """'UPDATE No. 4 - northern Shan, Myanmar', 'COTABATO, Philippines, 7 April': a country at the end of a title or dateline."""
    line = text.rfind("\n", 0, span.start) + 1
    before, after = text[line : span.start], text[span.end : span.end + 3]
    if re.fullmatch(r"[^.;:\n]{2,80}(?:\s[-–—]|,)\s", before) is None or (
        len(text[line:].split("\n", 1)[0]) > 140 and len(before) > 40
    ):
        return False
    return after[:1] in ("", "\n") or bool(re.match(r",?\s(?:\d|[-–—(])", text[span.end : span.end + 4]))


def locative(text: str, span: Span) -> str:
    """'lit' when a state or its seat is where something is, 'topic' after on/for/about, else 'actor'."""
    told = _by_what_stands_before(text[max(0, span.start - 70) : span.start])
    return "lit" if told != "lit" and _heading(text, span) else told


@lru_cache(maxsize=4096)
def _by_what_stands_before(before: str) -> str:
    """Asked twice for each state, by who finds actors and by who finds places."""
    if BACKED_BY.search(before):
        return "actor"
    if IN_WORD.search(before) or MOTION.search(before) or STRUCK.search(before):
        return "lit"
    return "topic" if re.search(r"\b(?:on|for|about|по|sur|pour)\s+(?:the\s+)?$", before) else "actor"


# 'المدعومة من إيران', 'بدعم من تركيا': who stands behind it, and no place
BACKED_BY = re.compile(
    r"(?<![\u0621-\u0652])[وبف]{0,2}(?:ال)?(?:مدعوم|ممول|مسلح|موال|مقرب|دعم|تمويل|تسليح|طلب|وساطة|ضمان|ضمانة|إيعاز|مشاركة|رعاية|ضغط|ضغوط|موافقة|مبادرة|دعوة)\w{0,3}\s+(?:[\u0621-\u0652]+\s+)?من\s+(?:كل من\s+)?$"
)
ARABIC_PLURAL = re.compile(r"(?:بلدات|قرى|بلدتي|قريتي|مدن|مدينتي|أحياء|مناطق|محاور)\s+[\u0621-\u064a\s،]*$")
ARABIC_LISTED = re.compile(
    r"\s*،?\s+و(?P<name>(?:(?:معرة|تل|دير|خان|كفر|جبل|عين|بيت|أم|أبو|رأس|مخيم|بني)\s+)?[\u0621-\u064a]{3,})"
)
MAYBE_PLACED = re.compile(
    r"\b(?:on|from|into|of|at|towards?|vers|sur|depuis|de|shelled|bombed|attacked|hit|struck|captured|seized|entered|left|quitté|bombardé|pilonné|attaqué|survolé|pris) (?:the )?$"
)
# a short name behind these is a place, whatever else the word means
PLACED = re.compile(
    r"\b(?:[Ii]n|[Nn]ear|[Aa]round|[Oo]utside|(?:north|south|east|west)(?:-?(?:east|west))? of|(?:towns?|villages?|city|district|area) of|(?:région|cercle|ville|localité|village|secteur|territoire) de|près de|autour de|[Àà]) (?:the )?$"
)
NEXT_ITEM = re.compile(r"\s*(?:,|and|,\s*and|or|as well as|и|et)\s*(?:the\s+|in\s+|in the\s+)?")


def listed(text: str, end: int, span: Span) -> bool:
    """Whether a name goes on in a list of places, and is not the subject of what follows."""
    if span.start < end or not NEXT_ITEM.fullmatch(text, end, span.start):
        return False
    return not re.match(
        r"\s+(?:is|are|was|were|has|have|had|will|would|says?|said|[a-z]{3,}ed|seeks?|expects?|wants?)\b",
        text[span.end : span.end + 16],
    )


def find_places(
    text: str, tokens: Tokens, lexicons: Lexicons, actors: list[ActorMention], taken: list[Span]
) -> list[PlaceMention]:
    """``taken``: spans that are names of persons and organisations, never places."""
    mentions: list[PlaceMention] = []
    matches = list(lexicons.places.find(tokens))
    starts = {m.start for m in matches}
    held = Nearby(taken, lambda t: t)
    for match in matches:
        span = _with_suffix(text, Span(match.start, match.end))
        if held.touching(span) or not _writable(text, match) or _half(text, span, starts):
            continue
        if DIRECTION.search(text[max(0, span.start - 16) : span.start]) and any(
            p.payload.kind == "country" for p in match.phrases
        ):
            lead = DIRECTION.search(text, max(0, span.start - 16), span.start)
            span = Span(lead.start(), span.end) if lead else span
        use = _use(text, span, match)
        before = mentions[-1] if mentions else None
        if use == "assoc" and before is not None and before.use == "lit" and listed(text, before.span.end, span):
            use = "lit"
        mentions.append(PlaceMention(span, None, use, "place.gazetteer", 0.85, place_ids(match)))
    mentions += districts(text, lexicons, [m.span for m in mentions])
    known = [m.span for m in mentions]
    for rule, pattern in (("place.head_after", TAIL_HEAD), ("place.head_upper", UPPER_HEAD), ("place.head_before", OF_HEAD), ("place.locative", LOCATIVE), ("place.russian", RUSSIAN), ("place.arabic_head", ARABIC)):  # fmt: skip
        for found in pattern.finditer(text):
            span = Span(*found.span("name"))
            if rule == "place.head_after" and found.group("head").strip().casefold() not in (
                "area",
                "front",
                "sector",
                "axis",
                "frontier",
            ):
                span = Span(span.start, found.end("head"))
            if rule == "place.head_upper":
                span = Span(span.start, found.end("head"))
            if not _open(text, span, known, taken, actors):
                continue
            mentions.append(PlaceMention(span, None, "lit", rule, 0.55 if rule == "place.locative" else 0.65))
            known.append(span)
    _propagate(text, mentions, known, taken, actors)
    return sorted(mentions, key=lambda m: m.span)


def _half(text: str, span: Span, starts: set[int]) -> bool:
    """The first half of 'Джуб-Займар' is no form of another town's name; 'Хама-Хомс' are two towns."""
    return (
        re.match(r"-[А-ЯЁ]", text[span.end : span.end + 2]) is not None
        and span.end + 1 not in starts
        and "А" <= text[span.start] <= "я"
    )


def _writable(text: str, match: Match) -> bool:
    """Short Latin names must be written as names; 'Ar' or 'In' are no towns."""
    found = text[match.start : match.end]
    return len(found) > 3 or any(p.payload.weight > 1 for p in match.phrases)


def _use(text: str, span: Span, match: Match) -> str:
    seats = any(isinstance(p.payload, PlaceName) and p.payload.kind in ("country", "capital") for p in match.phrases)
    if not seats:
        return (
            "assoc"
            if re.match(r"\s+(?:platform|process|format|track|accords?|formula)\b", text[span.end : span.end + 12])
            else "lit"
        )
    if (
        locative(text, span) == "lit"
        or (span.start == 0 and not ACTS.match(text, span.end))
        or (text[span.end : span.end + 2] in (", ", " /") and text[span.start : span.end].isupper())
    ):
        return "lit"
    if re.match(
        r"\s+(?:meetings?|talks|conference|summit|round|suburbs|province|governorate|airport|city)\b",
        text[span.end : span.end + 14],
    ):
        return "lit"
    if re.match(
        r"[’']s?\s+(?:suburbs|outskirts|countryside|airport|streets|districts?|north|south|east|west)",
        text[span.end : span.end + 16],
    ):
        return "lit"
    return "assoc"


ACTS = re.compile(r"\s+(?:and\s|[A-Za-z][a-z]+s\s|[A-Za-z][a-z]+ed\s|to\s+[a-z]+\s)(?!talks|crisis|war)")


def _with_suffix(text: str, span: Span) -> Span:
    found = PLACE_SUFFIX.match(text, span.end)
    return Span(span.start, found.end()) if found else span


def _open(text: str, span: Span, known: list[Span], taken: list[Span], actors: list[ActorMention]) -> bool:
    if any(span.touches(s) for s in known) or any(span.touches(s) for s in taken):
        return False
    if any(span.touches(a.span) for a in actors):
        return False
    words = re.findall(r"[\w'’-]+", span.of(text))
    first = words[0] if words else ""
    if (
        not words
        or first.casefold() in NEVER
        or first.split("-")[0].casefold() in RANKS
        or (len(words) == 1 and first.isupper() and len(first) < 6 and first.isascii())
    ):
        return False
    if words[0].casefold() in PEOPLES or (
        len(words) > 1
        and words[-1].casefold() in PLURAL_HEADS
        and len(words) == 2
        and words[0].endswith(("ite", "ish", "ist", "ian", "an", "Old"))
    ):
        return False
    return len(first) > 2 or len(words) > 1


def _propagate(
    text: str, mentions: list[PlaceMention], known: list[Span], taken: list[Span], actors: list[ActorMention]
) -> None:
    """In "in Talbiseh, Rastan and Houla" the whole list is places."""
    queue = [m for m in mentions if m.use == "lit"]
    while queue:
        mention = queue.pop()
        found = LISTED.match(text, mention.span.end)
        if found is None and ARABIC_PLURAL.search(text[max(0, mention.span.start - 60) : mention.span.start]):
            found = ARABIC_LISTED.match(text, mention.span.end)
        if found is None:
            continue
        span = Span(*found.span("name"))
        if text.startswith("an ", span.start):
            continue  # ', an Arab diplomat'
        if _open(text, span, known, taken, actors) and not re.match(
            r"\s+(?:said|told|was|were|is|has|have|[a-z]+ed\b)", text[span.end : span.end + 14]
        ):
            item = PlaceMention(span, None, "lit", "place.list", 0.5)
            mentions.append(item)
            known.append(span)
            queue.append(item)


def without_stray_words(
    text: str, mentions: list[PlaceMention], lexicons: Lexicons, countries: Counter[str]
) -> list[PlaceMention]:
    """Short names that are words elsewhere (Bor, Leer, Meta) count only where their country is spoken of or near."""
    kept = []
    long = Counter(
        lexicons.known_places[i].country for m in mentions if len(m.span.of(text)) > 5 for i in m.candidates[:1]
    )
    for mention in mentions:
        written = mention.span.of(text)
        at_home = {lexicons.known_places[i].country for i in mention.candidates}
        if mention.rule != "place.gazetteer" or len(written) > 5 or not written.isascii() or not written.isalpha():
            kept.append(mention)
            continue
        others = set(long)  # of longer names: this one is short
        known = any(lexicons.known_places[i].kind in ("country", "capital") for i in mention.candidates)
        lead = text[max(0, mention.span.start - 24) : mention.span.start]
        where = PLACED.search(lead) is not None or (
            MAYBE_PLACED.search(lead) is not None
            and any(lexicons.known_places[i].source == "own list" for i in mention.candidates)
        )
        if known or where or at_home & (others | set(countries)):
            kept.append(mention)
    return kept


def resolve_places(text: str, mentions: list[PlaceMention], lexicons: Lexicons, context: Counter[str]) -> None:
    """Give each mention the best candidate: countries spoken of literally, kind of place, size, nearness to the rest."""
    anchors: dict[str, KnownPlace] = {}
    countries = context + Counter(
        c
        for m in mentions
        if m.use == "lit"
        for c in {lexicons.known_places[i].country for i in m.candidates}
        if c and len(m.candidates) == 1
    )
    for mention in mentions:
        if mention.candidates:
            ranked = sorted(
                (lexicons.known_places[i] for i in mention.candidates),
                key=lambda p: -_fit(p, mention.span.of(text), countries, anchors, lexicons),
            )
            mention.candidates = tuple(p.id for p in ranked[:8])
            mention.place_id = ranked[0].id
            if ranked[0].lon is not None and mention.use == "lit":
                anchors[ranked[0].id] = ranked[0]


def _fit(
    place: KnownPlace, written: str, countries: Counter[str], anchors: Mapping[str, KnownPlace], lexicons: Lexicons
) -> float:
    total = sum(countries.values()) or 1
    score = 3.0 * countries[place.country or ""] / total
    administrative = any(w in written.casefold() for w in ADMIN_WORDS)
    if place.kind in ("admin1", "admin2"):
        score += 2.0 if administrative else -0.6
    elif administrative and place.kind == "settlement":
        score -= 0.5
    if place.kind in ("country", "capital"):
        score += 1.5
    score += 0.1 * len(str(place.population)) if place.population else 0.3
    if place.lon is not None and place.lat is not None and anchors:
        near = min(_degrees(place, a) for a in anchors.values())
        score += 1.0 if near < 1 else 0.5 if near < 4 else 0.0
    return score


def _degrees(left: KnownPlace, right: KnownPlace) -> float:
    """Rough distance in degrees of latitude; ranks candidates, measures nothing."""
    if left.lat is None or right.lat is None or left.lon is None or right.lon is None:
        return 999.0
    return hypot(left.lat - right.lat, (left.lon - right.lon) * cos(radians(left.lat)))
