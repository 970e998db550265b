"""Whose verb of saying it is, where it does not stand beside its speaker: second verbs, participles, pronouns, verbs first."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.attribution import CIRCUMSTANCE, clean
from truceline.reading.lexicon import Lexicons
from truceline.reading.model import ActorMention, Span
from truceline.reading.nearby import Nearby
from truceline.reading.phrases import Match
from truceline.reading.speaker_papers import Speaker
from truceline.reading.statement_backward import Backward

PARTICIPLE = re.compile(
    r"(?:say|add|stat|claim|argu|not|insist|stress|alleg|warn|assert|declar|affirm|explain|announc|report|writ|post|tweet|tell|confirm|accus|blam|deny|acknowledg|admitt|describ|condemn|urg|call|attribut|reject|dismiss|denounc|complain)ing|(?:affirm|assur|précis|ajout|dénonç|accus|évoqu|soulign|estim|indiqu|dément|rappel|reconnaiss|fais)ant(?: état de| savoir)?|(?:заяв|отмет|добав|обвин|сообщ|уточн)ив|(?:подчеркнув|назвав|указав|опровергнув|отвергнув|пояснив|признав)|(?:متهما|متهمة|مؤكدا|مؤكدة|مشيرا|مشيرة|موضحا|موضحة|نافيا|نافية|مضيفا|مضيفة|لافتا|معتبرا|معتبرة|مطالبا|مطالبة|داعيا|داعية|محذرا|محذرة|مناشدا|مناشدة|منددا|منددة|محملا|محملة|قائلا|قائلة|معلنا|معلنة|واصفا|واصفة)",
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
BARE_PARTICIPLE = re.compile(r"[a-zà-ÿ]{3,}(?:é|i|u|is|it|ert)")
AUXILIARY = re.compile(r"\s(?:a|ont|avait|avaient)\s")
WHO_LEFT = re.compile(r",\s+(?:who|which|котор\w+|qui)\s+(?:[\w’']+\s+){0,3}$")
# 'say villagers in N, who': somebody described, and where he is
PEOPLE_LEFT = re.compile(
    r"(?<!\w)(?P<who>(?:residents|villagers|locals|witnesses|activists|monitors|medics|doctors|farmers|drivers|traders|elders|refugees|survivors|officials|soldiers|habitants|villageois|témoins|riverains|déplacés|жители|очевидцы|местные|активисты|беженцы)(?:\s+(?:in|of|from|at|near|de|du|des|à|près de|в|из|под)\s+[^,]{2,40})?)$"
)
PRONOUN_LEFT = re.compile(
    r"(?:^|[\s,\"”»—–-])(?P<who>[Ii]t|[Tt]hey|[Hh]e|[Ss]he|[Оо]н[аио]?|[Ii]ls?|[Ee]lles?)\s+(?:also\s+|later\s+|then\s+|has\s+|have\s+|had\s+|added,\s+|[a-z]+ly\s+|также\s+)*$"
)
HEARSAY = re.compile(
    r"\W*(?P<who>(?:(?:[Ii]nitial|[Uu]nconfirmed|[Ll]ocal|[Mm]edia|[Ss]everal|[Ss]ome)\s+)?(?:[Rr]eports?|[Ii]nformation|[Aa]ccounts?|[Rr]umou?rs?|Сообщения|Сведения|Des informations|Les informations|أنباء|معلومات))(?!\w)"
)
OF_WHOM = re.compile(r"\b(?:by|of|from|par|de|от)\s+(?:the\s+|la\s+|le\s+)?$")
LEADING = re.compile(
    r"\W*(?:(?:On|In|At|By|From|Since|During|After|Before|Earlier|Meanwhile|Later|Speaking|Contacted|Reached|Le|Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche|Selon|Joint|Ранее|Накануне|Вчера|В|По|На)\b[^,]{0,70},\s+|(?:[Hh]owever|[Mm]eanwhile|[Aa]lso|[Ll]ater),?\s+)"
)
SHOWS = re.compile(r"(?:indicat|suggest|reveal|show|mean|signal|confirm)\w*$|(?:показа|означа|свидетельств)\w+", re.I)
SPEAKING_FOR = re.compile(r"\W*(?:Speaking|Parlant|S['’]exprimant)\s+(?:for|on behalf of|au nom d[ue])\b")
NO_SUBJECT = re.compile(
    r"[\"“”«»:;()]|\b(?:that|which|who|whose|what|if|when|while|because|que|qui|что|котор\w+ был\w*)\b|^(?:It|There|This|These|Those|Such|What|Il|Ce|Это|He|She|They|Он|Она|Они|Elle|Ils)\b"
)
HEADS = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?|[Ll]e|[Ll]a|[Uu]ne?|[Ll]es)\s+)?(?:[\w-]+\s+){0,2}?(?:spokes\w+|head|chief|commander|representatives?|delegates?|negotiators?|officials?|officers?|leader|chair\w*|office|colleagues?|peacekeepers|staff|patrols?|porte-parole|chef|commandant|représentant|état-major|[Пп]редставитель|[Гг]лава|[Пп]ресс-служба|[Пп]ресс-секретарь|[Кк]омандующий|[Шш]таб)\s*(?:of|for|at|in|from|de la|de l['’]|du|des|de)?(?:\s+the)?",
)
# 'Fighting resumed as the two sides blamed': the subject stands in the clause behind
AS_SOMEBODY = re.compile(
    r"[^,;:\"“”«»]{8,90}?[a-z]+(?:ed|ent|an|ung|ose|oke|ell)\s(?:[\w-]+\s){0,6}?(?<!such )(?<!well )(?<!soon )(?<!known )(?<!far )(?:as|while|when)\s(?=(?:the|both|each|its|an?|two|rebel|government|opposition|[A-Z])\b)"
)
HEARERS = ("told", "informed", "notified", "assured", "tells")
VOWELS = str.maketrans("", "", "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")


def unvowelled(word: str) -> str:
    return word.translate(VOWELS)


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
        if verb is not None and BARE_PARTICIPLE.fullmatch(cue.of(self.text)) and AUXILIARY.match(verb.group()):
            return self.subject_between(sentence.start, verb.start())  # 'a relevé des tirs …, et annoncé que'
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
        after = AS_SOMEBODY.match(self.text, start, cue.start)
        start, opened = (after.end(), after) if after is not None else (start, opened)
        span = clean(self.text, Span(start, cue.start))
        words = span.of(self.text)
        if not words or (not words[0].isupper() and not opened) or len(words) > 150 or NO_SUBJECT.search(words):
            return None
        if words.endswith((" and", " but")):  # 'N strikes the town and accuses': the subject of a first verb
            first = next(
                (a for a in self.actors_at.inside(span) if a.actor_ids and a.span.start - span.start <= 4), None
            )
            if first is not None and first.kind != "affil":
                return first.span, first.actor_ids
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
        spoke = max(
            (s for s in self.found if s.role == "body" and s.speaker and s.content[-1].end <= cue.start),
            key=lambda s: s.content[-1].end,
            default=None,
        )
        if spoke is not None and spoke.speaker is not None and cue.start - spoke.content[-1].end < 700:
            named = [
                a.span.start for a in self.actors if person and a.actor_ids == person[1] and a.span.end < cue.start
            ]
            beside = bool(named) and not re.search(r"[.!?]\s|\n", self.text[spoke.speaker.end : named[-1]])
            if not named or spoke.speaker.end >= named[-1] or beside:  # 'N, conseiller du président M': he is N
                return pronoun, spoke.speaker_ids
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

    def _inverted(self, cue: Span, sentence: Span) -> bool:
        """'…, said the mission.': after a comma, with nothing behind the name but a circumstance."""
        if self.text[: cue.start].rstrip()[-1:] not in (",", '"', "”", "»"):
            return False
        if cue.of(self.text).casefold() in HEARERS and self.text[: cue.start].rstrip()[-1:] == ",":
            return False  # ', a commander, told N': N only hears
        right = self.speakers.speaker_right(cue, sentence)
        if right is not None and right[0].of(self.text).startswith("in "):
            return False  # ', the spokesman, said in a communique': where it was said
        return right is not None and bool(CIRCUMSTANCE.match(self.text[right[0].end : sentence.end] or "."))
