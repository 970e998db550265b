"""Names of private persons, and what is put in their place on the way out.

Whoever the registry knows by office stays; so does a name with a public office before or after it. The replacement is
as long as the name, so that every offset stays true.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from typing import Any

from truceline.reading import quick_re as re
from truceline.reading.model import ActorMention, Span
from truceline.reading.nearby import Nearby
from truceline.reading.not_names import BY_KIND, NOT_NAMES
from truceline.reading.tokens import ARABIC, CYRILLIC

PARTICLE = r"(?:(?:al|el|bin|ben|bint|abu|ibn|de|del|van|von|ould|[Aa]g|[Aa]l|[Ee]l|ul|ur)[- ])?"
NAME = rf"(?:[A-ZÀ-Ý][a-zà-ÿ’'-]+(?:[ ]+[A-Z]\.)?(?:[ ]+{PARTICLE}[A-ZÀ-Ý][a-zà-ÿ’'-]{{2,}}){{1,3}})"
RUSSIAN_NAME = r"(?:[А-ЯЁ][а-яё-]+(?:\s+[А-ЯЁ][а-яё-]+){1,2}|[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.\s?)?[А-ЯЁ][а-яё-]+|[А-ЯЁ][а-яё-]+\s+[А-ЯЁ]\.(?:\s?[А-ЯЁ]\.)?)"
ARABIC_STOP = r"(?:في|من|إثر|أثر|الذي|التي|بعد|قبل|برصاص|البالغ|البالغة|عن|على|إلى|إن|أن|إنه|أنه|أنها|إنها|جراء|نتيجة|كان|كانت|مع|عند|خلال|قرب|بجروح|وهو|وهي|لدى|بقذيفة|بنيران|لم|قد|أمس|اليوم|بأن|بأنه|بأنها|بانه|هو|هي|قتل|قتلت|أصيب|أصيبت|توفي|توفيت)"
ARABIC_NAME = rf"(?:[ء-ي]{{2,}}(?:\s+(?!{ARABIC_STOP}(?![ء-ي])|و(?!ليد|ائل|سيم|ليم|جدي|حيد)[ء-ي])[ء-ي]{{2,}}){{1,3}})"
PRIVATE = (
    r"(?:resident|residents|villager|farmer|shopkeeper|teacher|student|driver|doctor|nurse|medic|paramedic|activist|witness|eyewitness|mother|father|brother|sister|wife|widow|husband|son|daughter|boy|girl|man|woman|child|infant|teenager|refugee|worker|"
    r"labourer|laborer|civilian|journalist|photographer|fisherman|shepherd|herder|trader|merchant|housewife|pensioner|volunteer|rescuer|neighbour|neighbor|survivor|victim|local|detainee|prisoner|named|identified as|called|deceased|soldier|jawan|"
    r"berger|habitante?|villageoise?|agriculteur|cultivateur|éleveur|commerçante?|enseignante?|étudiante?|élève|infirmi(?:er|ère)|médecin|chauffeur|père|mère|fils|fille|frère|sœur|soeur|veuve|réfugiée?|journaliste|pêcheur|nommée?|paysan|otage|témoin|civile?)"
)
RUSSIAN_PRIVATE = r"(?:жител\w+|пенсионер\w*|погибш\w+|женщин\w|мужчин\w|реб[её]н\w+|мальчик\w*|девочк\w|школьни\w+|учител\w+|врач\w*|фельдшер\w*|медсестр\w|волонт[её]р\w*|активист\w*|журналист\w*|гражданин\w*|гражданк\w|по имени|пострадавш\w+|очевид\w+|фермер\w*|водител\w+|солдат\w*|рядов\w+|года рождения|г\.\s?р\.|сосед\w*|мать|отец|сын\w*|доч\w+|беженк?\w*)"
ARABIC_PRIVATE = r"(?:المواطن|المواطنة|المواطنين|الطفل|الطفلة|الشاب|الشابة|الفتاة|الفتى|السيدة|المزارع|الراعي|المدني|المدنية|الشهيد|الشهيدة|الجريح|الجريحة|المدعو|المدعوة|الطبيب|الطبيبة|المعلم|المعلمة|الصحفي|الصحفية|الصحافي|الناشط|الناشطة|المصور|الحاج|الطالب|الطالبة|المسعف|الأسير|الأسيرة|المعتقل|المعتقلة|المختطف|الضحية|الصياد|السائق|المسن|المسنة|الشاهد|الشاهدة|شاهد عيان|شاهدة عيان|المصاب|المصابة|والدة|والدته|والدتها|والده|والدها|شقيق|شقيقة|شقيقه|شقيقته|شقيقها|شقيقتها|ابنه|ابنته|ابنها|ابنتها|زوجته|زوجها|جاره|جارته|جارها|جارتها|ويدعى|وتدعى|يدعى|تدعى)"
PUBLIC = re.compile(
    r"(?:president|minister|secretary|ambassador|envoy|general|colonel|major|captain|lieutenant|brigadier|commander|spokes\w+|governor|mayor|chief|head|leader|chairman|chairperson|director|king|prince|sheikh|ayatollah|chancellor|senator|representative|deputy|premier|"
    r"commissioner|officer|official|admiral|marshal|judge|prosecutor|mp|diplomat|adviser|advisor|coordinator|rapporteur|negotiator|mediator|monitor|lawmaker|legislator|parliamentarian|congressman|congresswoman|politician|sénat\w+|député\w*|parlementaire|délégué|ministre|général|colonel|commandant|porte-parole|maire|préfet|président|gouverneur|chef|lt|col|gen|brig|maj|capt|amb|"
    r"министр\w*|президент\w*|посол\w*|генерал\w*|полковник\w*|майор\w*|капитан\w*|командир\w*|командующ\w+|глав[аеы]|представител\w+|руководител\w+|пресс-секретар\w+|спикер\w*|секретар\w+|мэр\w*|губернатор\w*|депутат\w*|директор\w*|начальник\w*|"
    r"الرئيس|رئيس|وزير|الوزير|المتحدث|الناطق|العميد|اللواء|العقيد|الفريق|المقدم|الرائد|قائد|السفير|المبعوث|محافظ|مدير|الأمين|النائب|ممثل|مندوب|الشيخ)(?!\w)",
    re.I,
)
OPENING = r"(?:Soldier|Private|Nurse|Doctor|Farmer|Witness|Eyewitness|Driver|Teacher|Journalist|Activist|Resident|Shopkeeper|Fisherman|Shepherd|Pensioner|Caller|Volunteer|Survivor)"
FURTHER = re.compile(
    rf"\s?(?:\(\d{{1,2}}\))?(?:,|,?\s+(?:and|et|и)|;)\s+(?P<name>{NAME}|{RUSSIAN_NAME})(?=[\s,.;()]|$)"
)
FIRST_NAME = re.compile(r"(?<![\w’'-])(?:[A-ZÀ-Ý][a-zà-ÿ’'-]{2,}|[А-ЯЁ][а-яё-]{2,})\s+$")
PATTERNS = (
    re.compile(rf"\b{OPENING}[,:]?\s+(?P<name>{NAME})"),
    re.compile(rf"\b{PRIVATE}\b[,:]?\s+(?:named\s+|called\s+|identified as\s+)?(?P<name>{NAME})"),
    re.compile(rf"\b{PRIVATE}\s+(?:of|from|in|de|du)\s+[\w’' -]{{2,40}}?,\s+(?P<name>{NAME})(?=,)"),
    re.compile(rf"(?P<name>{NAME}),?\s+\(?(?:aged\s+|âgée? de\s+)?(?:an?\s+)?\d{{1,2}}(?:(?:-year-old|\s+ans)(?=[,\s).])|(?=[,)]|\.\s|\s+(?:was|were|who|from|died)\b))"),
    re.compile(rf"(?P<name>{NAME})(?:,?\s+(?:an?|the|une?|le|la)|,)\s+(?:local\s+|\w+\s+)?{PRIVATE}\b"),
    re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Mme|Mlle|M)\.?\s+(?P<name>{NAME})"),
    re.compile(r"\b(?:named|called|identified as|nommée?|prénommée?|appelée?)\s+(?P<name>[A-ZÀ-Ý][a-zà-ÿ’'-]{2,})(?=\s+(?:was|were|said|told|who|from|in|a|est|était)\b|[,.;)])"),
    re.compile(r"\b(?:mother|father|brother|sister|grandmother|grandfather|son|daughter|wife|husband|uncle|aunt|cousin|nephew|niece|fils|fille|mère|père|frère|sœur|mari|épouse),?\s+(?P<name>[A-ZÀ-Ý][a-zà-ÿ’'-]{2,})(?=,|\.(?:\s|$)|;|\)|\s+\(?\d|\s+(?:was|were|said|told|est|a)\b)"),
    re.compile(rf"\d{{1,2}}-year-old\s+(?P<name>{NAME})"),
    re.compile(rf"(?i:\b{RUSSIAN_PRIVATE})(?:\s+[а-яё.]+|\s+[А-ЯЁ][а-яё-]+,){{0,3}}?[,:]?\s+(?P<name>{RUSSIAN_NAME})"),
    re.compile(rf"(?P<name>{RUSSIAN_NAME})(?:,?\s+\(?\d{{1,2}}\s+(?:лет|года?)|,?\s+\(?(?:19|20)\d\d\s+г)"),
    re.compile(rf"(?<![ء-ي])و?{ARABIC_PRIVATE}\s+(?:ال[ء-ي]+ة?\s+(?=[ء-ي]+\s))?(?P<name>{ARABIC_NAME})"),
)  # fmt: skip
SPOKEN = re.compile(rf"{NAME}|[A-ZÀ-Ý][a-zà-ÿ’'-]{{2,}}|{RUSSIAN_NAME}|[А-ЯЁ][а-яё-]{{2,}}")
PLAIN_BEHIND = re.compile(r"\s+[а-яё]+(?![а-яё])")
COMMON = re.compile(r"\s+(?!(?:and|of|from|the|a|an|who|al|el|bin|ibn|de|son|also)\b)[a-z]{3,}")


def private_names(
    text: str, actors: list[ActorMention], others: Iterable[Span] = (), speakers: Iterable[Span] = ()
) -> list[Span]:
    """Spans of names that stand as private persons' names. Conservative about offices, broad about victims.

    ``others``: spans that are no persons (places, datelines). ``speakers``: words for speakers whom the registry does
    not know; a name in them is a private person's unless an office stands beside it somewhere in the text.
    """
    set_aside = list(others)
    known = [a.span for a in actors if a.kind in ("name", "media")]
    away = [*known, *(a.span for a in actors if a.actor_ids and a.kind != "pronoun"), *set_aside]
    found = Apart(known)
    scripts = (CYRILLIC.search(text) is not None, ARABIC.search(text) is not None)
    for pattern in PATTERNS:
        if ("а-я" in pattern.pattern and not scripts[0]) or ("ء-ي" in pattern.pattern and not scripts[1]):
            continue
        for match in pattern.finditer(text):
            span = Span(*match.span("name"))
            if not any(o.holds(span) for o in set_aside):
                _keep(span, text, found)
    for speaker in speakers:
        for match in SPOKEN.finditer(text, speaker.start, speaker.end):
            span = Span(*match.span())
            if (
                match.start() == speaker.start
                and " " not in match.group()
                and COMMON.match(text, match.end(), speaker.end)
            ):
                continue  # 'Same sources', 'Following fierce clashes'
            if match.start() == speaker.start and " " not in match.group() and PLAIN_BEHIND.match(text, match.end()):
                continue  # 'Очередное заседание', 'Однако с того времени'
            if len(match.group().split()) == 2 and match.group().split()[0] in ("La", "Le", "Les", "Une", "Un", "Des"):
                continue  # 'La Défense civile'
            if not any(span.touches(a) for a in away) and not _in_office(span.of(text).split()[-1], text):
                _keep(span, text, found)
    for span in list(found.kept):  # 'identified as N N, N N and N N'
        further = FURTHER.match(text, span.end)
        while further is not None:
            after = Span(*further.span("name"))
            if any(o.touches(after) for o in set_aside):
                break
            _keep(after, text, found)
            further = FURTHER.match(text, after.end) if after in found.kept else None
    again_for: set[str] = set()
    for span in list(found.kept):
        surname = span.of(text).split()[-1]
        if len(surname) < 3 or span.of(text) in again_for:
            continue
        again_for.add(span.of(text))
        russian = "А" <= surname[0] <= "ё"
        tail, surname = (r"[а-яё]{0,3}", key_of_name(surname)) if russian else ("", surname)
        for again in re.finditer(rf"\b{re.escape(span.of(text))}\b|\b{re.escape(surname)}{tail}\b", text):
            found.add(_with_first_name(text, Span(*again.span()), found))
    return sorted(found.kept)


class Apart:
    """Spans of which none shares a character with another, nor with one of those that are ``known``."""

    def __init__(self, known: Iterable[Span]) -> None:
        self.known = Nearby(known, lambda span: span)
        self.kept: list[Span] = []

    def free(self, span: Span) -> bool:
        at = bisect_left(self.kept, span)
        beside = self.kept[max(0, at - 1) : at + 1]
        return not any(span.touches(s) for s in beside) and not self.known.touching(span)

    def add(self, span: Span) -> None:
        if self.free(span):
            insort(self.kept, span)


def _with_first_name(text: str, span: Span, found: Apart) -> Span:
    """'Omar' before the surname of somebody else of his family, who is named before; no word that begins a sentence."""
    first = FIRST_NAME.search(text, max(0, span.start - 25), span.start)
    if first is None or " " in span.of(text) or PUBLIC.fullmatch(first.group().strip()):
        return span
    begins = text[: first.start()].rstrip()[-1:] in ("", ".", "!", "?", "“", '"', "«", ":")
    whole = Span(first.start(), span.end)
    named = first.group().strip().casefold() not in NOT_NAMES and found.free(whole)
    return whole if named and not begins else span


def _keep(span: Span, text: str, found: Apart) -> None:
    words = span.of(text).casefold().split()
    if (
        len(words[-1].strip("-")) < 3
        or any(w in NOT_NAMES for w in words)
        or (len(words) == 1 and words[0] in BY_KIND)
        or not found.free(span)
    ):
        return
    around = text[max(0, span.start - 45) : span.start] + " " + text[span.end : span.end + 40]
    private = re.search(
        rf"\b(?:{PRIVATE}|{RUSSIAN_PRIVATE}|{ARABIC_PRIVATE})\b", text[max(0, span.start - 20) : span.start]
    )
    if not PUBLIC.search(around) or private:
        found.add(span)


def _in_office(surname: str, text: str) -> bool:
    """An office beside the name at any mention: 'Information Minister N', later only 'N said'."""
    return any(
        PUBLIC.search(text[max(0, m.start() - 45) : m.start()] + " " + text[m.end() : m.end() + 40])
        for m in re.finditer(rf"\b{re.escape(surname)}\b", text)
    )


CASE_OF_NAME = re.compile(r"(?:ой|ым|ом|ем|[аяуюеы])$")


def key_of_name(name: str) -> str:
    """What a person's names have in common: the last of them, in Russian without its case."""
    last = name.split()[-1]
    bare = CASE_OF_NAME.sub("", last) if "А" <= last[0] <= "ё" else last
    return bare if len(bare) >= 4 else last


def pseudonymise(text: str, names: list[Span]) -> tuple[str, dict[str, str]]:
    """The text with each name replaced by a label of the same length, and which label stands for which name."""
    labels: dict[str, str] = {}
    parts: list[str] = []
    position = 0
    for span in sorted(names):
        if span.start < position:
            continue
        name = span.of(text)
        key = key_of_name(name)
        label = labels.setdefault(key, f"P{len(labels) + 1}")
        parts += [text[position : span.start], _mask(label, name)]
        position = span.end
    return "".join([*parts, text[position:]]), labels


def _mask(label: str, name: str) -> str:
    return label[: len(name)].ljust(len(name), "·")


def scrubber(text: str, names: list[Span]) -> Callable[[str], str]:
    """What takes the same names out of words that were copied from the text before it was masked."""
    labels = pseudonymise(text, names)[1]
    whole = {
        span.of(text): labels[key_of_name(span.of(text))] for span in names if key_of_name(span.of(text)) in labels
    }
    if not whole:
        return lambda words: words
    pattern = re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(w) for w in sorted(whole, key=len, reverse=True)) + r")(?!\w)"
    )
    return lambda words: pattern.sub(lambda m: _mask(whole[m.group()], m.group()), words)


def scrubbed(data: Any, scrub: Callable[[str], str]) -> Any:
    """Plain data with strings scrubbed that are neither slices of the masked text nor names out of the lists."""
    if isinstance(data, str):
        return scrub(data)
    if isinstance(data, dict):
        own = {"name", "text"} if "start" in data and "end" in data else {"name"}
        return {key: value if key in own else scrubbed(value, scrub) for key, value in data.items()}
    return [scrubbed(item, scrub) for item in data] if isinstance(data, list) else data
