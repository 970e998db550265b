"""Whose verb of saying it is, where it does not stand beside its speaker: second verbs, participles, pronouns, verbs first."""

from __future__ import annotations

from dataclasses import replace

from truceline.reading import quick_re as re
from truceline.reading.attribution import ARABIC_CLAUSE, CIRCUMSTANCE, Said, clean, strip_end
from truceline.reading.lexicon import Lexicons
from truceline.reading.model import ActorMention, Block, Span
from truceline.reading.nearby import Nearby
from truceline.reading.phrases import Match
from truceline.reading.speaker_papers import Speaker
from truceline.reading.statement_backward import Backward

PARTICIPLE = re.compile(
    r"(?:say|add|stat|claim|argu|not|insist|stress|alleg|warn|assert|declar|affirm|explain|announc|report|writ|post|tweet|tell|confirm|accus|blam|deny|acknowledg|admitt|describ|condemn|urg|call|attribut|reject|dismiss|denounc|complain)ing|(?:affirm|assur|précis|ajout|dénonç|accus|évoqu|soulign|estim|indiqu|dément|rappel|reconnaiss|fais)ant(?: état de| savoir)?|(?:заяв|отмет|добав|обвин|сообщ|уточн)ив|(?:подчеркнув|назвав|указав|опровергнув|отвергнув|пояснив|признав)|(?:متهما|متهمة|مؤكدا|مؤكدة|مشيرا|مشيرة|موضحا|موضحة|نافيا|نافية|مضيفا|مضيفة|لافتا|معتبرا|معتبرة)",
    re.I,
)
JOINED_CUE = re.compile(
    r"(?:,?\s+(?:and|but|then|и|а|но|et|mais)\s+(?:also\s+|then\s+|later\s+|has\s+|have\s+|также\s+|a\s+|ont\s+)*|\s*[,،]\s*و)$"
)
# the first verb of a sentence, which need not be one of saying
FIRST_VERB = re.compile(
    r"\s(?:(?:has|have|had|did|does|do)\s+(?:not\s+)?\w+|put|gave|held|set|met|made|took|sent|came|went|saw|left|showed|kept|got|brought|\w{2,}ed"
    r"|(?:a|ont|avait|avaient)\s+\w+(?:é|i|u|is|it|ert)e?s?|[а-яё]{3,}(?:л|ла|ло|ли|лся|лась|лись))(?=\s)"
)
OTHER_CLAUSE = re.compile(
    r"[;:]|\b(?:who|which|whose|that|when|while|after|before|because|if|where|qui|que|dont|où|lorsque|котор\w+|что|когда|где|если)\b|\bqu['’]",
    re.I,
)
WHO_LEFT = re.compile(r",\s+(?:who|which|котор\w+|qui)\s+(?:[\w’']+\s+){0,3}$")
# 'say villagers in N, who': somebody described, and where he is
PEOPLE_LEFT = re.compile(
    r"(?<!\w)(?P<who>(?:residents|villagers|locals|witnesses|activists|monitors|medics|doctors|farmers|drivers|traders|elders|refugees|survivors|officials|soldiers|habitants|villageois|témoins|riverains|déplacés|жители|очевидцы|местные|активисты|беженцы)(?:\s+(?:in|of|from|at|near|de|du|des|à|près de|в|из|под)\s+[^,]{2,40})?)$"
)
PRONOUN_LEFT = re.compile(
    r"(?:^|[\s,\"”»—–-])(?P<who>[Ii]t|[Tt]hey|[Hh]e|[Ss]he|[Оо]н[аио]?|[Ii]ls?|[Ee]lles?)\s+(?:also\s+|later\s+|then\s+|has\s+|have\s+|had\s+|added,\s+|также\s+)*$"
)


OF_THEIRS = re.compile(r"(?<!\w)(?:باسم|وزير|مدير|قائد|رئيس|ممثل|مندوب)(?:ه|ها|هم)(?!\w)")
ONE_OF_BEFORE = re.compile(
    r"\s*|[وف]?ال\S+|\s*(?:(?:لل|لوكال|لقنا|لصحيف|لمراسل)[\u0621-\u064a]{2,}|(?:في|خلال|عبر|أمام|عقب)\s)[^،.]*"
)  # the verb alone, or 'المصدر': whoever spoke before
HEARSAY = re.compile(
    r"\W*(?P<who>(?:(?:[Ii]nitial|[Uu]nconfirmed|[Ll]ocal|[Mm]edia|[Ss]everal|[Ss]ome)\s+)?(?:[Rr]eports?|[Ii]nformation|[Aa]ccounts?|[Rr]umou?rs?|Сообщения|Сведения|Des informations|Les informations|أنباء|معلومات))(?!\w)"
)
OF_WHOM = re.compile(r"\b(?:by|of|from|par|de|от)\s+(?:the\s+|la\s+|le\s+)?$")
LEADING = re.compile(
    r"\W*(?:(?:On|In|At|By|From|Since|During|After|Before|Earlier|Meanwhile|Later|Speaking|Contacted|Reached|Le|Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche|Selon|Joint|Ранее|Накануне|Вчера|В|По|На)\b[^,]{0,70},\s+|(?:[Hh]owever|[Mm]eanwhile|[Aa]lso|[Ll]ater),?\s+)"
)
NAMED_IN_MARKS = re.compile(r"[\"“«][^\"”»]{2,30}[\"”»]")  # 'the "Southern Front"': a name, and no quotation
SHOWS = re.compile(r"(?:indicat|suggest|reveal|show|mean|signal|confirm)\w*$|(?:показа|означа|свидетельств)\w+", re.I)
SPEAKING_FOR = re.compile(r"\W*(?:Speaking|Parlant|S['’]exprimant)\s+(?:for|on behalf of|au nom d[ue])\b")
NO_SUBJECT = re.compile(
    r"[\"“”«»:;()]|\b(?:that|which|who|whose|what|if|when|while|because|que|qui|что|котор\w+ был\w*)\b|^(?:It|There|This|These|Those|Such|What|Il|Ce|Это|He|She|They|Он|Она|Они|Elle|Ils)\b"
)
HEADS = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?|[Ll]e|[Ll]a|[Uu]ne?|[Ll]es)\s+)?(?:[\w-]+\s+){0,2}?(?:spokes\w+|head|chief|commander|representative|leader|chair\w*|office|colleagues?|peacekeepers|staff|patrols?|porte-parole|chef|commandant|représentant|état-major|[Пп]редставитель|[Гг]лава|[Пп]ресс-служба|[Пп]ресс-секретарь|[Кк]омандующий|[Шш]таб)\s*(?:of|for|at|de la|de l['’]|du|des|de)?(?:\s+the)?",
)
ITS_RELATIVE = re.compile(r"[،,]\s*(?:وهو ما|وهو أمر|الأمر الذي|ما)\s+[^،,]{3,60}\s(?:الذي|التي|الذين)\s")
HEARS = re.compile(r"(?:(?<!\w)ل\s?|لمراسل\w*\s+|لوكالة\s+|لقناة\s+|لصحيفة\s+)$")
VOWELS = str.maketrans("", "", "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")


def unvowelled(word: str) -> str:
    return word.translate(VOWELS)


BEFORE_VERB = re.compile(r"\s*[،,]?\s*(?:قد\s+|ف|و|فقد\s+|من جهتها\s+|من جهته\s+|بدورها\s+|بدوره\s+)*")
DANGLING = re.compile(r"\s*[،,]\s*[وف]\s*$")  # the next clause's 'and'
RELATIVE_LEFT = re.compile(r"\s*[،,]?\s+(?:التي|الذي|الذين|والتي|والذي)\s+")
NEWS_CAME = re.compile(
    r"\s+(?:(?:إلى|من|في|عن|على)(?!\w)|ل[\u0621-\u064a]|(?:ال)?(?:بلاغ|نبأ|خبر|تقرير|معلومات|أنباء|اتصال|رسالة|إخطار|ذكر|اسم)(?!\w))"
)
BY_THAT = re.compile(r"\s(?:بأن|بأنه|بأنها|بأنهم)\s")
# 'وهو ما نفاه الناطق', 'وهو ادعاء كاذب': what somebody else makes of it
NO_LONGER_HIS = re.compile(
    r"\s*[،,]\s*(?:وهو|وهي|الأمر الذي)\s+(?:(?:ما\s+)?(?:نف|ينف|تنف|أكد|رفض|كذب|فند|أنكر|دحض|يتعذر|تعذر)[\u0621-\u0652]*|ما لم (?:يتسن|تؤكد|يؤكد|تعلق|يعلق)[\u0621-\u0652]*|(?:ادعاء|ادعاءات|زعم|مزاعم|اتهام|اتهامات|رواية)(?!\w))"
)
# a subject before its verb, known or not: 'أما إعلام النظام فزعم', 'وكان مصدر طبي قد أكد'
SUBJECT_FIRST = re.compile(
    r"(?<!\w)(?:[وف]?أما\s+(?P<who>[^،,.؛:]{3,70}?)\s*[،,]?\s+ف$|[وف]?كان(?:ت)?\s+(?P<who2>[^،,.؛:]{3,70}?)(?:\s+قد)?\s+$)"
)
WHEN_ONLY = re.compile(r"\s*(?:(?:يوم|مساء|صباح|أمس|اليوم|ال\w+|إلى|على|في|بيان|عن|لاحقا|سابقا|أيضا|،)\s*){0,4}")
ARABIC_AND_NAME = re.compile(r"\s+و|\s*[،,]\s*و?")
ARABIC_AND_THAT = re.compile(r"\s*[،,]?\s+(?P<joint>و(?:أن|إن|بأن)(?:ه|ها|هم|هما)?)\s+")
FURTHER_VERB = re.compile(r"[،,]\s*(?P<while>(?:فيما|بينما|في حين|في المقابل|لكن|كما|ثم)\s+)?[وف]?$")
FIRST_IN_ARABIC = re.compile(
    r"[\s\W]*(?:(?:و|ف)?(?:أما|كان|كانت|لكن|غير أن|إلا أن|بينما|فيما)\s+)?(?:[\u0621-\u064a]+\s+){0,2}"
)


class CueSpeakers(Backward):
    """Shared by the finder of statements."""

    def passed_on(self, cue: Span, who: Span) -> Span | None:
        raise NotImplementedError

    def speaks_for(self, lead: str) -> bool:
        """Whether words before a name are a head noun that speaks for it."""
        return HEADS.fullmatch(lead) is not None

    lexicons: Lexicons
    quotes: list[Span]
    actors_at: Nearby[ActorMention]

    def cues_in(self, sentence: Span) -> list[tuple[Match, str]]:
        raise NotImplementedError

    def _participle(self, cue: Span, sentence: Span) -> tuple[Span, tuple[str, ...]] | None:
        """'N rejected the accusation, saying that …': whoever acts in the sentence speaks."""
        if not PARTICIPLE.fullmatch(unvowelled(cue.of(self.text))) or self.text[: cue.start].rstrip()[-1:] not in (
            ",",
            "،",
        ):
            return None
        earlier = [s for s in self.found if s.speaker and s.cue and sentence.holds(s.cue) and s.cue.end <= cue.start]
        if earlier and earlier[-1].speaker:
            return earlier[-1].speaker, earlier[-1].speaker_ids
        return self.speakers.mention(sentence.start, min(cue.start, sentence.start + 90), nearest=True)

    def _joined(self, cue: Span, sentence: Span, left: Speaker | None) -> Speaker | None:
        """'N denied the accusation, and said …': the second verb of one subject, unless a subject stands between."""
        if JOINED_CUE.search(self.text[max(sentence.start, cue.start - 22) : cue.start]) is None:
            return None
        first = [c for c, _ in self.cues_in(sentence) if c.end < cue.start and cue.start - c.end < 160]
        if not first:
            return self._first_subject(cue, sentence, left)
        verb = Span(first[-1].start, first[-1].end)
        if left is not None and left[0].start > verb.end and left[1]:
            between = self.text[left[0].end : cue.start]
            if not JOINED_CUE.fullmatch(between):
                return None
        earlier = [s for s in self.found if s.cue == verb and s.speaker is not None]
        if earlier and earlier[-1].speaker is not None:
            return earlier[-1].speaker, earlier[-1].speaker_ids
        return self.speakers.speaker_left(verb, sentence, None)

    def _first_subject(self, cue: Span, sentence: Span, left: Speaker | None) -> Speaker | None:
        """'N put the number at five and said that': the subject of a first verb that tells nothing."""
        if left is not None and not self.text[left[0].end : cue.start].strip():
            return None  # 'and N said'
        if SPEAKING_FOR.match(self.text, sentence.start, cue.start):
            return None
        verb = FIRST_VERB.search(self.text, sentence.start, cue.start)
        if verb is None or OTHER_CLAUSE.search(self.text, verb.end(), cue.start) is not None:
            return None
        if any(q.start < cue.start and q.end > sentence.start for q in self.quotes):
            return None
        subject = self.subject_between(sentence.start, verb.start())
        return left if subject and left and not subject[1] and subject[0].holds(left[0]) else subject

    def subject_between(self, start: int, end: int) -> Speaker | None:
        raise NotImplementedError

    def _again(self, cue: Span) -> Speaker | None:
        """', it warned', ', he said': a pronoun led back to nobody named is whoever spoke last, known or not."""
        pronoun = PRONOUN_LEFT.search(self.text, max(0, cue.start - 24), cue.start)
        if pronoun is None:
            return None
        earlier = [
            s
            for s in self.found
            if s.role == "body" and s.content[0].start < cue.start and cue.start - s.content[-1].end < 700
        ]
        span = Span(*pronoun.span("who"))
        body = self._body_before(cue) if pronoun.group("who").casefold() in ("it", "elle", "она") else None
        if body is not None and not (earlier and earlier[-1].cue and earlier[-1].cue.start >= body.span.start):
            return span, body.actor_ids
        if earlier:
            return span, earlier[-1].speaker_ids
        # 'The leader of the movement has prolonged the truce, he told reporters': the subject of the clause before it
        lead = self.text[
            max(self.text.rfind(". ", 0, span.start), self.text.rfind("\n", 0, span.start)) + 1 : span.start
        ]
        return (span, ()) if lead.rstrip().endswith(",") and len(lead.split()) > 4 else None

    def _hearsay(self, cue: Span, sentence: Span) -> Speaker | None:
        """'Reports reaching the mission speak of': nobody's who is named, and not the mission's."""
        found = HEARSAY.match(self.text, sentence.start, cue.start)
        if found is None or cue.start - sentence.start > 140:
            return None
        if any(
            a.actor_ids and OF_WHOM.search(self.text[found.end("who") : a.span.start])
            for a in self.actors_at.inside(Span(found.end("who"), cue.start))
        ):
            return None  # 'reports by the army say'
        return Span(*found.span("who")), ()

    def _subject_phrase(self, cue: Span, sentence: Span) -> Speaker | None:
        """'Newly displaced persons arriving at A told a patrol that': who stands before a verb with its clause is its subject."""
        lead = self.text[sentence.start : cue.start]
        if SHOWS.match(cue.of(self.text)):
            return None  # a move, or a figure, may show something too
        opened = LEADING.match(lead)
        start = sentence.start + (opened.end() if opened else 0)
        span = clean(self.text, Span(start, cue.start))
        words = span.of(self.text)
        if not words or (not words[0].isupper() and not opened) or len(words) > 150 or NO_SUBJECT.search(words):
            return None
        for actor in self.actors_at.inside(span):
            if not actor.actor_ids or actor.kind in ("media", "affil"):
                continue
            if actor.span.start - span.start <= 4 or HEADS.fullmatch(self.text[span.start : actor.span.start].strip()):
                return span, actor.actor_ids
        spoken = SPEAKING_FOR.match(lead)
        if spoken is not None:
            named = [a for a in self.actors_at.inside(Span(sentence.start, start)) if a.actor_ids]
            return span, named[0].actor_ids if named else ()
        return span, ()

    def _relative(self, cue: Span) -> Speaker | None:
        """'the source, who was quoted as saying': whoever stands right before the relative."""
        found = WHO_LEFT.search(self.text, max(0, cue.start - 40), cue.start)
        if found is None:
            return None
        spoke = [s for s in self.found if s.speaker is not None and s.speaker.end == found.start()]
        if spoke and spoke[-1].speaker is not None:
            return spoke[-1].speaker, spoke[-1].speaker_ids
        named = [a for a in self.actors_at.touching(Span(found.start() - 1, found.start())) if a.actor_ids]
        if named:
            return named[-1].span, named[-1].actor_ids
        people = PEOPLE_LEFT.search(self.text, max(0, found.start() - 70), found.start())
        return (Span(*people.span("who")), ()) if people else None

    def _inverted_pronoun(self, cue: Span) -> Speaker | None:
        """'a-t-elle ajouté', 'a-t-il dit': whoever was named last in office, else the body that is the subject before."""
        found = re.search(r"-(?:il|elle)\b", cue.of(self.text))
        if found is None:
            return None
        pronoun = Span(cue.start + found.start() + 1, cue.start + found.end())
        person = self.speakers.last_person(pronoun)
        if person is not None:
            return person
        body = self._body_before(cue)
        return (pronoun, body.actor_ids) if body else None

    def _body_before(self, cue: Span) -> ActorMention | None:
        """The body that is the subject of the sentence before: 'The mission could not confirm this. …, it said.'"""
        start = max(self.text.rfind(". ", 0, cue.start), self.text.rfind("\n", 0, cue.start)) + 1
        end = len(self.text[:start].rstrip())
        begin = max(self.text.rfind(". ", 0, max(0, end - 1)) + 1, self.text.rfind("\n", 0, end) + 1)
        for actor in self.actors_at.inside(Span(begin, end)):
            if actor.actor_ids and actor.kind in ("name", "nominal") and actor.actor_ids[0] not in self.lexicons.people:
                lead = self.text[begin : actor.span.start].strip().casefold()
                return actor if lead in ("", "the", "la", "le") else None
        return None

    def _arabic(self, cue: Span, sentence: Span, block: Block) -> bool:
        """'Said the spokesman of the army, N, that …': the verb comes first, the clause after its particle."""
        found = ARABIC_CLAUSE.match(self.text, cue.end, sentence.end)
        if found is None:
            return False
        who = Span(*found.span("who"))
        if self.own_end(cue.end, found.end(), cue) < who.end:
            return False  # 'دعت البعثة إلى هدنة، مشيرة إلى أنها': the clause is that of a further verb
        if any(who.start <= q.start <= who.end and found.end() <= q.end for q in self.quotes):
            return False  # 'قال الناطق: "نؤكد أن …"': the clause is one of the quotation
        if unvowelled(cue.of(self.text)) == "ورد" and (
            BY_THAT.search(self.text, who.end, found.end()) is None or NEWS_CAME.match(self.text, cue.end)
        ):
            return False  # 'ورد أن', 'ورد بلاغ بأن': it arrived, nobody answers
        if ITS_RELATIVE.search(self.text, who.start, who.end):
            return False  # 'اتهم سكان N بقصف …، وهو ما نفاه M الذي قال إن': the clause is M's
        who = self.passed_on(cue, who) or who
        content = clean(self.text, Span(found.end(), self.own_end(found.end(), strip_end(self.text, sentence), cue)))
        if content.end - content.start < 8:
            return False
        adding = self._participle(cue, sentence)
        if adding is not None and len(who.of(self.text).split()) <= 3:  # '، مشيرة إلى أنها'
            self._told_in_parts(content, Said(cue, adding[0], adding[1], "statement.verb_second", 0.75), block)
            return True
        left = self._before_arabic(cue, sentence)
        if left is not None and WHEN_ONLY.fullmatch(who.of(self.text)):
            self._told_in_parts(content, Said(cue, left[0], left[1], "statement.verb_second", 0.75), block)
            return True
        inside = [
            a
            for a in self.actors
            if who.holds(a.span)
            and a.actor_ids
            and not (a.kind == "media" and HEARS.search(self.text[who.start : a.span.start]))
            and not (
                (a.kind == "metonym" or a.rule == "actor.state")
                and a.span.start - who.start > 3
                and self.text[: a.span.start].rstrip()[-1:] not in (",", "،")
            )
        ]
        people = [a for a in inside if a.actor_ids[0] in self.lexicons.people]
        chosen = (people or inside)[:1]
        theirs = (
            ONE_OF_BEFORE.fullmatch(who.of(self.text)) is not None or OF_THEIRS.search(who.of(self.text)) is not None
        )
        ids = chosen[0].actor_ids if chosen else (self._verb_before(cue) or self._owner(cue.start)) if theirs else ()
        if chosen and not people:  # 'الرياض وواشنطن': two speakers
            named = [a for a in self.actors_at.inside(Span(chosen[0].span.end, who.end)) if a.actor_ids]
            joined = named and ARABIC_AND_NAME.fullmatch(self.text, chosen[0].span.end, named[0].span.start)
            ids = (*ids, *named[0].actor_ids) if joined else ids
        span = who if who.end > who.start else None
        self._told_in_parts(content, Said(cue, span, ids, "statement.verb_first", 0.8), block)
        return True

    def own_end(self, start: int, end: int, cue: Span) -> int:
        """Where the words behind an Arabic verb end: before a further verb of saying behind a comma, its 'and' joined to it.

        A participle always tells the speaker's next words, a verb that opens a clause of its own too; any other only when
        it agrees with the first in gender and number.
        """
        for match, strength in self.cues_in(Span(start, end)):
            lead = FURTHER_VERB.search(self.text, max(start, match.start - 16), match.start)
            if (
                strength not in ("strong", "weak")
                or lead is None
                or lead.end() != match.start
                or match.start - start < 8
            ):
                continue
            if any(q.start <= match.start < q.end for q in self.quotes):
                continue
            word = unvowelled(self.text[match.start : match.end])
            agrees = word.endswith("ت") == cue.of(self.text).endswith("ت") and not word.endswith("وا")
            opens = ARABIC_CLAUSE.match(self.text, match.end, end) is not None
            if PARTICIPLE.fullmatch(word) or opens or (agrees and not lead.group("while")) or lead.group("while"):
                end = lead.start()
                break
        tail = NO_LONGER_HIS.search(self.text, start, end)
        if tail is None and (dangling := DANGLING.search(self.text, start, end)) is not None:
            return dangling.start()
        return end if tail is None or any(q.start <= tail.start() < q.end for q in self.quotes) else tail.start()

    def _told_in_parts(self, content: Span, said: Said, block: Block) -> None:
        """'أن A، وأن B': two statements of one verb."""
        start = content.start
        for joint in ARABIC_AND_THAT.finditer(self.text, content.start + 12, content.end - 8):
            if (
                joint.start() - start < 12
                or len(self.text[joint.end() : content.end].split()) < 4
                or any(q.start <= joint.start() < q.end for q in self.quotes)
            ):
                continue
            self._emit((clean(self.text, Span(start, joint.start())),), "indirect", said, block)
            said, start = replace(said, cue=Span(*joint.span("joint"))), joint.end()
        self._emit((clean(self.text, Span(start, content.end)),), "indirect", said, block)

    def _verb_before(self, cue: Span) -> tuple[str, ...]:
        """'نفى الناطق … استهداف المطار، وقال إن': who stands behind the first verb of the sentence says the second too."""
        start = max(self.text.rfind(". ", 0, cue.start), self.text.rfind("\n", 0, cue.start)) + 1
        verbs = [m for m, _ in self.cues_in(Span(start, cue.start))]
        if not verbs:
            return ()
        inside = [a for a in self.actors_at.inside(Span(verbs[-1].end, cue.start)) if a.actor_ids and a.kind != "media"]
        near = [a for a in inside if a.span.start - verbs[-1].end < 70]
        people = [a for a in near if a.actor_ids[0] in self.lexicons.people]
        return (people or near)[0].actor_ids if near else ()

    def _arabic_quote(self, cue: Span, quotes: list[Span], block: Block) -> bool:
        """'وقال مدير المرصد لوكالة فرانس برس "…"': whoever stands between the verb and the quotation."""
        quote = next((q for q in quotes if 0 < q.start - cue.end < 130), None)
        if quote is None or quote.end - quote.start < 12:
            return False
        who = clean(self.text, Span(cue.end, quote.start - 1))
        words = who.of(self.text)
        if not words or re.search(r"[.؛]|\s(?:إن|أن|أنه|أنها|بأن)\s", f" {words} ") or self._taken(quote):
            return False
        inside = [a for a in self.actors if who.holds(a.span) and a.actor_ids and a.kind != "media"]
        people = [a for a in inside if a.actor_ids[0] in self.lexicons.people]
        ids = (people or inside)[0].actor_ids if inside else ()
        if not inside and ONE_OF_BEFORE.fullmatch(words) and not words.startswith("ال"):  # 'وقال للصحفيين: "…"'
            ids = self._verb_before(cue) or self._owner(cue.start)
        self._take([quote])
        said = Said(cue, who, ids, "statement.verb_first_quote", 0.8)
        self._emit((clean(self.text, quote),), "direct", said, block)
        return True

    def _taken(self, quote: Span) -> bool:
        raise NotImplementedError

    def _before_arabic(self, cue: Span, sentence: Span) -> Speaker | None:
        """'أما دمشق فنفت', 'وكانت القوات قد اتهمت', 'الجيش أعلن': a subject before its verb."""
        left = [a for a in self.actors_at.inside(Span(sentence.start, cue.start)) if a.actor_ids]
        if left and RELATIVE_LEFT.fullmatch(self.text, left[-1].span.end, cue.start):
            return left[-1].span, left[-1].actor_ids  # 'نفته الحركة التي قالت إن'
        if not left or not BEFORE_VERB.fullmatch(self.text, left[-1].span.end, cue.start):
            described = SUBJECT_FIRST.search(self.text, sentence.start, cue.start)  # 'أما إعلام النظام فزعم'
            return (Span(*described.span("who" if described.group("who") else "who2")), left[0].actor_ids if left and left[0].span.start - described.start("who" if described.group("who") else "who2") < 4 else ()) if described else None  # fmt: skip
        lead = re.split(r"\s[-–—]\s|:\s", self.text[sentence.start : left[-1].span.start])[-1]
        if not FIRST_IN_ARABIC.fullmatch(lead):
            return None
        return left[-1].span, left[-1].actor_ids

    def _inverted(self, cue: Span, sentence: Span) -> bool:
        """'…, said the mission.': after a comma, with nothing behind the name but a circumstance."""
        if self.text[: cue.start].rstrip()[-1:] not in (",", '"', "”", "»"):
            return False
        right = self.speakers.speaker_right(cue, sentence)
        if right is not None and right[0].of(self.text).startswith("in "):
            return False  # ', the spokesman, said in a communique': where it was said
        return right is not None and bool(CIRCUMSTANCE.match(self.text[right[0].end : sentence.end] or "."))
