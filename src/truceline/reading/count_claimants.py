"""What a count is read in, and who counts: subject, 'by …', a side, else the mission or outlet of the text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from truceline.reading import quick_re as re
from truceline.reading.count_subjects import after_its_verb, by_whom, chained, object_of, side_of
from truceline.reading.count_words import COUNT_VERB, LOWER_PREHINT, PREHINT
from truceline.reading.lexicon import Lexicons
from truceline.reading.model import ActorMention, Block, DateMention, Meta, PlaceMention, Span, Statement
from truceline.reading.nearby import Nearby
from truceline.reading.russian_cases import governed_noun

Claimant = tuple[tuple[str, ...], str | None]
LONGEST = 1500  # code points to each side: what runs on without a stop is no sentence that anybody reads
STOP = re.compile(r"\.(?:\s|$)|\n")
COUNTS = re.compile(rf"(?<!\w)(?:و|ف)?(?:{COUNT_VERB}|track(?:ed|s))(?!\w)", re.I)
THEN_COUNTS = re.compile(rf"[^.;]{{0,60}}?\b{COUNT_VERB}", re.I)
COUNTED_BY = re.compile(
    r"(?:(?:regist\w+|record\w+|report\w+|detect\w+|document\w+|observ\w+|log\w+|count\w+|list\w+|enregistr\w+|recens\w+|relev\w+|signal\w+)\s+(?:by|par)|(?:зафиксирован\w*|зарегистрирован\w*|выявлен\w*)|\baccording to|,\s*said|,\s*says|\bselon|d['’]après|\bпо (?:данным|словам|сообщению|информации)|بحسب|حسب|وفقا?ً?(?:\s+ل)?)\s*(?:the\s+|la\s+|le\s+|l['’]|du\s+|des\s+)?(?:[a-zà-ÿ]+\s+){0,2}$",
    re.I,
)
FURTHER_COUNT = re.compile(
    r"\d|of which|of them|including|among them|из них|в том числе|включая|dont\b|y compris|منها|بينها", re.I
)
OFTEN_DONE = re.compile(r"\s+(?:[а-яё]+\s+){0,2}?(?:обстрел|открыва|наруш)[а-яё]*", re.I)
INSTRUMENT = re.compile(r"\w*(?:ой|ей|ым|им|ами|ями|ью)(?!\w)|\S+\s+(?:частью|стороной)")
ANSWERED = re.compile(r"confirm|den(?:y|ied)|reject|подтвер|отверг|متأكد|démenti", re.I)
SIDE_BESIDE = re.compile(
    r"(?:[’']s)?\s*(?:own\s+|latest\s+|official\s+)?(?:side|part|party|representatives|monitors|count|tally|ledger|figures?|toll|data|records|estimate|сторона|часть|partie)?(?:\s+(?:of|in)\s+the\s+[\w-]+(?:\s+[\w-]+)?)?\s*(?:[-–—:(]\s*)?(?:only\s+|лишь\s+)?"
)
PASSIVE = re.compile(r"\b(?:was|were|been|being|были?|ont été|a été|تم)\s+(?:\w+ly\s+)?$", re.I)
UNKNOWN_SUBJECT = re.compile(
    r"(?:^|[,;:—–/]\s+|\s-\s+|\b(?:and|but|while|whereas|et|и|а)\s+)(?P<who>(?!(?:has|have|had|a|ont|avait)\s)(?:(?:[Tt]he|[Aa]n?|[Ll]e|[Ll]a|[Ll]es|[Uu]ne?)\s+)?[^\W\d_][\w’'-]*(?:\s+(?!(?:that|which|who|what|when)\b)[\w’'-]+){0,5}?)(?:,[^,]{2,60},|,\s+(?:which|who|whose|qui|dont)\s[^,;]{2,160},)?\s+(?:(?:also|has|have|had|then|later|a|ont|avait|avoir)\s+){0,2}$"
)
WHEN_WHERE = re.compile(
    r"(?:за|в|во|на|по|с|из|всего|кроме|также|during|in|on|at|over|since|from|between|altogether|overall|au|aux|en|dans|pendant|depuis|durant|lors|du|entre|خلال|في|منذ)\s",
    re.I,
)
SAYS = re.compile(
    r"(?<!\w)(?:said|says|told|stated|claimed|announced|alleged|insisted|заявил\w*|сообщил\w*|сказал\w*|утвержда\w+|(?:a|ont) (?:déclaré|indiqué|affirmé|annoncé|assuré)|affirment?)(?!\w)",
    re.I,
)
# 'в отчёте миссии указаны 32 нарушения', 'ورد في تقرير البعثة': whose paper tells the count
IN_A_PAPER = re.compile(
    r"(?<!\w)(?:в|во|из|по|согласно)\s+(?:[а-яё]+(?:ом|ем|ой|ей|ых|их|ому|ему)\s+)?(?:отч[её]т|доклад|сводк|бюллетен|сообщени|донесени|заявлени|справк|статистик|таблиц)\w*\s+$"
    r"|(?<!\w)(?:في|وفق|بحسب|حسب)\s+(?:ال)?(?:تقرير|تقريرها|بيان|بيانها|نشرة|إحصاءات?|حصيلة|سجلات?|جدول)\s+(?:صادرة?\s+عن\s+|ل)?$",
    re.I,
)
A_PRONOUN = re.compile(r"(?<!\w)(?:it|they|he|she|we|nous|on|он|она|оно|они|ils?|elles?)$", re.I)
COMMITTED = re.compile(
    r"commit|обстрел|violé|perpetrat|carried out|violat|breach|соверш|наруш|ارتكب|a commis|ont commis", re.I
)
MISSION_WORDS = re.compile(
    r"\b(?:[Tt]he\s+)?(?:Mission|SMM|Mechanism|Committee|Commission|Centre|Center|Force|Observatory|Network|monitors|observers|monitoring team|patrol members|(?:[Aa]|[Tt]he) patrol|patrols|team members|mission|Миссия|миссия|комиссия|центр|Центр|La Mission|la Mission|la Force|[Tt]he (?:body|panel|watchdog|organi[sz]ation))\b|البعثة|اللجنة|المركز"
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

    @cached_property
    def lowered(self) -> str:
        """The text in small letters, where that moves nothing."""
        small = self.text.lower()
        return small if len(small) == len(self.text) else self.text

    @cached_property
    def hints(self) -> re.Pattern[str]:
        return PREHINT if self.lowered is self.text and not self.text.islower() else LOWER_PREHINT

    @cached_property
    def often_told(self) -> bool:
        return any(word in self.lowered for word in ("twice", "thrice", "дважды", "трижды", "четырежды")) or (
            self.lowered is self.text
        )

    @cached_property
    def dates_at(self) -> Nearby[DateMention]:
        return Nearby(self.dates, lambda d: d.span)

    @cached_property
    def places_at(self) -> Nearby[PlaceMention]:
        return Nearby(self.places, lambda p: p.span)

    @cached_property
    def actors_at(self) -> Nearby[ActorMention]:
        return Nearby(self.actors, lambda a: a.span)

    @cached_property
    def owner(self) -> tuple[str, ...]:
        """The mission or monitor whose text this is: the one named most."""
        tally: dict[str, int] = {}
        for actor in self.actors:
            for one in actor.actor_ids:
                if self.lexicons.actor_kinds.get(one) in ("mission", "ngo", "organisation"):
                    tally[one] = tally.get(one, 0) + 1
        return (max(tally, key=lambda k: (tally[k], k)),) if tally else ()


def sentence_at(text: str, span: Span, block: Block) -> Span:
    start = max(
        text.rfind(". ", block.span.start, span.start) + 1,
        text.rfind("\n", block.span.start, span.start) + 1,
        block.span.start,
        span.start - LONGEST,
    )
    limit = min(block.span.end, span.end + LONGEST)
    stop = STOP.search(text, span.end, limit)
    return Span(start, stop.start() if stop else limit)


# claimants -----------------------------------------------------------------------------------------------------------


def claimant_of(c: Context, span: Span, sentence: Span, block: Block) -> tuple[tuple[str, ...], str | None]:
    """Who counts, and in which words; no ids when the text names somebody nobody knows, or nobody.

    In this order: 'recorded by …' and 'according to …' behind the count; the subject of the verb of counting; the
    speaker of the statement around it; the mission whose text it is; who counted before in the paragraph. Whoever
    committed what is counted is not who counts it, and the outlet counts only when it is a monitor itself.
    """
    inside = [a for a in c.actors_at.inside(sentence) if a.actor_ids and a.kind != "pronoun"]
    for actor in inside:
        gap = c.text[span.end : actor.span.start]
        near = actor.span.start >= span.end and len(gap) < 90 and not FURTHER_COUNT.search(gap)
        if near and COUNTED_BY.search(gap) and not ANSWERED.search(gap):
            return actor.actor_ids, actor.span.of(c.text)
        if near and _relative_behind(c.text, span, actor, sentence):
            return actor.actor_ids, actor.span.of(c.text)
        lead = c.text[max(sentence.start, actor.span.start - 40) : actor.span.start]
        if actor.span.end <= span.start and IN_A_PAPER.search(lead):
            return actor.actor_ids, actor.span.of(c.text)
    said = next((s for s in c.statements if s.holds(span) and s.role == "body"), None)
    held = next((x for x in said.content if x.holds(span)), None) if said is not None else None
    low = max(sentence.start, held.start) if held is not None else sentence.start
    often = OFTEN_DONE.match(c.text, span.end, sentence.end) or c.text[span.start : span.end].casefold().endswith(("times", "occasions", "reprises", "раз"))  # fmt: skip
    subject = None if often else _subject(c, [a for a in inside if a.span.start >= low], Span(low, sentence.end), span)
    if subject is not None and (subject[0] or said is None):
        return subject
    if said is not None and (said.speaker_ids or said.speaker is not None):
        return said.speaker_ids, said.speaker.of(c.text) if said.speaker else None
    return _context(c, span, sentence, block)


A_PATROL = re.compile(
    r"(?:the|an?)\s+(?:patrol|monitors|observers|monitoring team|team members|patrol members)|patrols|monitors|observers|team members",
    re.I,
)
# 'the Joint Security Committee': a name, and not the mission of the text
NAME_OF_ITS_OWN = re.compile(r"(?:[Tt]he\s+)?(?:[A-ZÀ-Ý][\w’'-]+\s+)+[A-ZÀ-Ý][\w’'-]+")


def _relative_behind(text: str, count: Span, actor: ActorMention, sentence: Span) -> bool:
    """'seven breaches (that) the army reported', 'خروقات سجلتها البعثة': whoever counted stands in a relative behind them."""
    if VERB_AND_NAME.fullmatch(text, count.end, actor.span.start):
        return True
    opened = RELATIVE_AND_NAME.fullmatch(text, count.end, actor.span.start)
    return opened is not None and NAME_AND_VERB.match(text, actor.span.end, sentence.end) is not None


def _subject(c: Context, inside: list[ActorMention], clause: Span, span: Span) -> Claimant | None:
    """The subject of the last verb of counting before the number; words without ids when it is nobody known."""
    lead = c.text[clause.start : span.start]
    verbs = list(COUNTS.finditer(lead))
    if not verbs:
        before = [a for a in inside if a.span.end <= span.start and _can_count(c, a)]
        near = before[-1] if before else None
        if near is not None and COMMITTED.search(c.text[max(clause.start, near.span.start - 16) : near.span.start]):
            return None  # 'ارتكبت القوات تسعة خروقات'
        if near is not None and after_its_verb(c.text, clause, near.span, span):
            return None  # 'أطلق الحوثيون أربع قذائف': who fired them
        if near is not None and SIDE_BESIDE.fullmatch(c.text, near.span.end, span.start):
            return near.actor_ids, side_of(c.text, near.span)
        return None
    verb = verbs[-1]
    start, end = clause.start + verb.start(), clause.start + verb.end()
    behind = [a for a in inside if end <= a.span.start and a.span.end <= span.start]
    if "\u0600" <= verb.group()[0] <= "\u06ff" and behind and len(c.text[end : behind[0].span.start].split()) <= 3:
        return behind[0].actor_ids, behind[0].span.of(c.text)  # the verb stands first
    before = [a for a in inside if a.span.end <= start and _can_count(c, a)]
    before = [
        a
        for n, a in enumerate(before)
        if a.actor_ids[0] in c.lexicons.people or not governed_noun(c.text, before[:n], a)
    ]
    free = [a for n, a in enumerate(before) if not object_of(c.text, a) and not chained(c.text, before[:n], a)]
    passive = re.search(r"(?:но|ны|на|ен|ён)$", verb.group())
    if passive:  # 'российской частью комиссии зафиксировано'
        doers = [a for a in before if INSTRUMENT.match(c.text, a.span.start + len(a.span.of(c.text).split()[0]) - 2)]
        free = doers[:1]  # genitives behind it end alike; 'на юге Сирии зафиксировано' names nobody
        before = free
    doing = [a for n, a in enumerate(before) if not by_whom(c.text, before[:n], a)]
    chosen = (free or doing)[-1:] if not COMMITTED.search(verb.group()) else []
    own = OWN_SUBJECT.search(c.text[chosen[0].span.end : start]) if chosen else None
    if own is not None:
        return _told_by_body(c, own.group("who"))
    if chosen:
        if COMMITTED.search(c.text, chosen[0].span.end, span.start) and not re.search(
            COUNT_VERB, c.text[chosen[0].span.end : span.start], re.I
        ):
            return None
        return chosen[0].actor_ids, side_of(c.text, chosen[0].span)
    if PASSIVE.search(c.text[max(clause.start, start - 12) : start]):
        return None
    if "\u0600" <= verb.group()[0] <= "\u06ff":
        words = re.match(r"\s*(?P<who>[^\d.،:]{3,60}?)\s*$", c.text[end : span.start])
        return ((), words.group("who")) if words and not MISSION_WORDS.search(words.group("who")) else None
    unknown = UNKNOWN_SUBJECT.search(c.text[clause.start : start].lstrip())
    if unknown is not None and WHEN_WHERE.match(unknown.group("who")):
        return None  # 'За сутки зафиксировано': a circumstance, and nobody's name
    if unknown is not None and A_PRONOUN.search(unknown.group("who")):
        return None  # 'In the north it registered none': whoever counted before
    of_its_own = unknown is not None and not c.owner and NAME_OF_ITS_OWN.fullmatch(unknown.group("who"))
    if unknown is not None and (of_its_own or not MISSION_WORDS.search(unknown.group("who"))):
        written = unknown.group("who")
        known = next((a for a in inside if a.span.of(c.text) in written and a.span.end <= start), None)
        if known is not None and before and known not in doing and known in before:
            return (), c.text[clause.start : start].strip(" ,")  # 'a task force chaired by A and B had received'
        return (known.actor_ids if known else ()), written
    return None


# between a name and the verb: ', the Mechanism has'
OWN_SUBJECT = re.compile(
    r",\s+(?P<who>(?:(?:the|la|le|l['’])\s*(?:[\w-]+\s+){0,2}?|(?:our|its|their|nos|notre|ses)\s+(?:[\w-]+\s+){0,6}?)[^\W\d_][\w-]+)\s+(?:also\s+|has\s+|have\s+|had\s+)*$"
)


def _told_by_body(c: Context, words: str) -> Claimant:
    """'the Mechanism': of the registry where one of its names holds the word, else the words alone."""
    noun = words.split()[-1]
    named = [a for a in c.actors if a.actor_ids and noun[:1].isupper() and noun in a.span.of(c.text).split()]
    return (named[0].actor_ids, words) if named else ((), words)


def _context(c: Context, span: Span, sentence: Span, block: Block) -> Claimant:
    """Nobody in the sentence counts: the mission it speaks of, who counted before in the paragraph, the text's owner."""
    told = SAYS.search(c.text, sentence.start, span.start)
    if told is not None:
        words = c.text[sentence.start : told.start()].strip(" ,") or None
        if words and not A_PRONOUN.search(words) and not MISSION_WORDS.search(words) and len(words) < 90:
            return (), words  # somebody says it whom nobody knows: no other counts in his place
    mission = MISSION_WORDS.search(c.text, sentence.start, sentence.end)
    owner = c.owner
    if mission is not None and owner:
        whole = mission.group()
        if A_PATROL.fullmatch(whole) and c.lexicons.actor_kinds.get(owner[0]) != "mission":
            return (), whole  # 'A patrol observed' is not of the aid society that is named
        if whole[0] >= "\u0600" and not any(whole.removeprefix("ال")[:4] in a.span.of(c.text) for a in c.actors if a.actor_ids == owner):  # fmt: skip
            return (), whole  # 'اللجنة' is no name of a mission
        return owner, whole
    outlet = c.meta.outlet_id
    if outlet and c.lexicons.actor_kinds.get(outlet) not in ("media", None):
        return (outlet,), None  # in its own paper
    lead = [
        a
        for a in c.actors_at.touching(Span(block.span.start, span.start))
        if not WHOSE_HOUSE.search(c.text, max(block.span.start, a.span.start - 60), a.span.start)
        if a.actor_ids and block.span.start <= a.span.start and _can_count(c, a) and a.kind != "pronoun"
        if THEN_COUNTS.match(c.text[a.span.end : a.span.end + 90])
        or c.lexicons.actor_kinds.get(a.actor_ids[0]) in ("mission", "ngo")
        if not COMMITTED.search(c.text, a.span.end, min(span.start, a.span.end + 60))
    ]
    if lead:
        return lead[-1].actor_ids, side_of(c.text, lead[-1].span)
    speakers = [s for s in c.statements if s.speaker_ids and block.span.start <= s.content[0].start < span.start]
    if speakers:
        return speakers[-1].speaker_ids, None
    if owner and (owner == (outlet,) or _heads_the_text(c, owner)):
        return owner, None
    return ((outlet,), None) if outlet and c.lexicons.actor_kinds.get(outlet) != "media" else ((), None)


# 'met at the headquarters of N': where it was, and nobody who counts
WHOSE_HOUSE = re.compile(
    r"(?:headquarters|premises|office|offices|compound|base|camp|quartier général|siège|locaux|bureaux?|base|штаб\w*|офис\w*|помещени\w+|مقر|مكتب)\s+(?:of\s+(?:the\s+)?|de\s+(?:la\s+|l['’])?|du\s+|des\s+)?$",
    re.I,
)


# 'Communiqué of the Group', 'Донесение Объединённой комендатуры': a title that tells whose paper it is
OF_A_BODY = re.compile(
    r"\W*(?:[Jj]oint\s+|[Ww]eekly\s+|[Dd]aily\s+|[Mm]onthly\s+)?(?:communiqu[ée]|statement|report|bulletin|summary|minutes|digest|note|rapport|bulletin|déclaration|compte rendu|procès-verbal|протокол|донесение|бюллетень|сводка|сообщение|заявление)\s+(?:of|by|from|du|de|des|de la|de l['’])?\s*(?:the\s+|la\s+|l['’])?(?-i:[A-ZÀ-ÝА-ЯЁ])",
    re.I,
)


def _heads_the_text(c: Context, owner: tuple[str, ...]) -> bool:
    """A monitor named in the first lines, or more than once and alone of its kind, tells its own counts in its own text."""
    named = [a.span.start for a in c.actors if a.actor_ids == owner]
    first = c.blocks[min(1, len(c.blocks) - 1)].span.end if c.blocks else 0
    if c.blocks and OF_A_BODY.match(c.text, c.blocks[0].span.start) and not any(s < first for s in named):
        return False  # the paper of another
    kinds = c.lexicons.actor_kinds
    monitors = {i for a in c.actors for i in a.actor_ids if kinds.get(i) in ("mission", "ngo", "organisation")}
    return any(s < first for s in named) or (len(named) > 1 and monitors == set(owner))


def _can_count(c: Context, actor: ActorMention) -> bool:
    if "civilians" in actor.actor_ids:
        return False  # they are what is counted, or hurt
    after = c.text[actor.span.end : actor.span.end + 45]
    if actor.kind == "affil":
        return bool(
            re.match(
                r"(?:[-–]\w+)?\s+(?:side|part|party|representatives?|members?|monitors?|delegation|cent(?:er|re)|officers?|counterparts?|half|military|contingent|officials?|army|observers|defen[cs]e|foreign|general|armed|сторон\w+|част\w+|представител\w+|centre|partie)",
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
        line = c.meta.dateline
        return c.meta.outlet_id not in actor.actor_ids and not (line is not None and line.holds(actor.span))
    return (
        (
            not re.match(r"[’']s\s+(?!side|part|own\b|count|tally|ledger|figure|data|records|estimate)", after)
            or _organ(c, actor)
        )
        and not re.search(
            r"\b(?:against|of|with|on|between)\s+(?:the\s+)?$", c.text[max(0, actor.span.start - 10) : actor.span.start]
        )
    ) or bool(re.match(r"\s+(?:side|part|representatives)", after))


RELATIVE_AND_NAME = re.compile(
    r"(?:\s+(?:in|on|of|dans|en)\s[^,;.]{2,30})?\s+(?:(?:that|which|que)\s+|qu['’])?(?:the\s+|la\s+|le\s+|l['’])?", re.I
)
NAME_AND_VERB = re.compile(
    rf"\s+(?:has\s+|have\s+|had\s+|says?\s+it\s+(?:has\s+)?|said\s+it\s+(?:had\s+)?|a\s+|ont\s+|avait\s+)?(?:{COUNT_VERB}|claim(?:s|ed)|alleg(?:es|ed)|listed?|dit avoir\s\w+)(?!\w)(?!\s+by\b)",
    re.I,
)
VERB_AND_NAME = re.compile(
    r"\s*,?\s+(?:котор\w+\s+(?:за\w+\s+\w+\s+)?(?:зафиксировал|зарегистрировал|отметил|насчитал|выявил)\w*|(?:التي\s+)?(?:سجلت|رصدت|وثقت|أحصت|سجل|رصد|وثق|أحصى)(?:ها|ه))\s+"
)
ORGAN = re.compile(rf"[’']s\s+(?:[a-z-]+\s+){{1,3}}?(?:{COUNT_VERB}|track(?:ed|s))(?!\w)", re.I)


def _organ(c: Context, actor: ActorMention) -> bool:
    """'UNIFIL's radar tracked': what a mission has counts for it."""
    kind = c.lexicons.actor_kinds.get(actor.actor_ids[0]) if actor.actor_ids else None
    return kind in ("mission", "ngo", "office") and ORGAN.match(c.text, actor.span.end) is not None
