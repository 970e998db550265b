"""What stands beside a claim and is no part of it, and claims that are nobody's: 'is accused of', ', which the army denies', 'both sides'."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from truceline.reading import quick_re as re
from truceline.reading.attribution import Said, clean, strip_end
from truceline.reading.indirect_words import LEFT_OPEN
from truceline.reading.model import ActorMention, Block, Span
from truceline.reading.phrases import Match
from truceline.reading.speaker_words import GOVERNED
from truceline.reading.statement_arabic import ArabicObjects
from truceline.reading.statement_as_told import BEEN, DONE_BY
from truceline.reading.statement_words import TRANSITIVE

# behind the claim: ', a charge the army rejects', ', which Juba denies', ', ce que l'état-major dément', '، وهو ما نفاه'
DENIED_BEHIND = re.compile(
    r",\s+(?:an?|the)\s+(?:claim|charge|accusation|allegation|version|assertion|account|report|figure)s?\s+(?:(?:that|which)\s+)?[^,.;]{2,50}\b(?:reject|den(?:y|ie)|disput|dismiss|refut|contest|question)\w*\s*$"
    r"|,\s+(?:which|something)\s+[^,.;]{2,50}?\s+(?:rejects?|rejected|denies|deny|denied|disputes?|disputed|dismiss\w*|refutes?|has denied|have denied|did not confirm|could not confirm|would not confirm)\s*$"
    r"|,\s+ce qu(?:e\s+|['’])[^,.;]{2,50}?\s+(?:dément|démentent|nie|nient|conteste|contestent|réfute|réfutent|rejette|rejettent|récuse|récusent|a (?:démenti|nié|contesté|réfuté|rejeté)|n['’](?:a|ont) (?:pas|ni) (?:confirmé|voulu confirmer|commenté)(?: ni démenti)?|ont (?:démenti|nié|contesté|réfuté|rejeté))\s*$"
    r"|[;,]\s+(?:подтвердить (?:это|эт\w+ \w+)[^.;]{0,60}не удалось|(?:this|which|that|the claim) (?:could|can) not (?:be|immediately)[^.;]{0,60}|ce qui n['’]a (?:pas )?pu être[^.;]{0,40})\s*$"
    r"|;\s+[^,.;]{2,50}?\sэто\s+(?:отрица\w+|опроверг\w+|отверг\w+)\s*$"
    r"|,\s+(?:однако|но|хотя)\s+[^,.;]{2,50}?\sэто\s+(?:отрица\w+|опроверг\w+|отверг\w+)\s*$"
    r"|,\s+(?:что|однако это|но это)\s+[^,.;]{2,50}?\s+(?:отрица\w+|опроверг\w+|отверг\w+|не подтвер\w+)\s*$"
    r"|[،,]\s*(?:وهو ما|وهو أمر|الأمر الذي)\s+(?:نفا|نفت|تنفي|ينفي|كذب|تكذب|فند|رفض|ترفض|دحض)[^،.]{0,60}$"
)
BOTH = re.compile(
    r"(?:both|the two|the)\s+(?:sides|parties|armies|governments|countries|delegations|militaries|movements|groups)|(?:обе\s+)?стороны|оба\s+\w+|les\s+deux\s+(?:parties|camps|armées|gouvernements|pays|mouvements|délégations)|les\s+parties|(?:كلا\s+)?(?:الطرفان|الطرفين|الجانبان|الجانبين|البلدان|الجيشان)",
    re.I,
)
JOINED = re.compile(r"\s*(?:,?\s+(?:and|и|et)\s+(?:of\s+|de\s+|du\s+)?(?:the\s+|la\s+|le\s+|les\s+|l['’])?|\s+و)")
NEAR = 500  # code points: a pair named further off is not meant
# 'in which, it said, …': the words behind it alone are told
RELATIVE_LEFT = re.compile(
    r"(?:\b(?:which|whom|whose|where|when|that|because|dont|où|laquelle|lequel|lesquels|lesquelles|que)|(?:котор\w+|где|когда|что))\s*,\s*(?:(?:as\s+)?(?:it|they|he|she|он[аио]?|ils?|elles?)\s+)?$",
    re.I,
)
MEDIA_NOUN = re.compile(
    r"agenc|newspaper|daily|channel|outlet|media|radio|televis|\bTV\b|portal|website|агентств|газет|телеканал|издани|портал|journal|chaîne|agence|وكالة|قناة|صحيفة",
    re.I,
)
THAT_BEHIND = re.compile(r"[^,;.]{2,70},\s+(?:that|что|qu[e’'])(?:\s|(?<=['’]))")
FIRST_PERSON = re.compile(r"(?:we|i|nous|je|мы|я)", re.I)
ORGAN = re.compile(
    r"(?<!\w)(?:ministr(?:y|ies)|army|military|air force|security (?:service|council|forces|department)|navy|police|border (?:guards?|service|force)|coast ?guard|government|intelligence|general staff|embassy|presidency|authorities|spokes\w+|officials?|side|delegat(?:ion|e)s?|foreign office|troops"
    r"|генштаб\w*|минобороны|министерств\w*|мид|арми\w+|разведк\w+|погран\w+|полици\w+|правительств\w+|командовани\w+|сторон\w+|делегаци\w+|военны\w+|власти|посольств\w+"
    r"|armée|ministère|ministre|gouvernement|police|gendarmerie|état-major|autorités|ambassade|délégu[ée]e?s?|délégation|partie|marine|ال?جيش|وزارة|حكومة|الحكومة|حرس الحدود|الشرطة|السفارة|الجانب|الوفد|السلطات)(?!\w)",
    re.I,
)
JOINT_PAPER = re.compile(
    r"(?:their|the|a|an)\s+(?:joint|common)\s+(?:statement|communiqu[ée]|declaration|letter)", re.I
)
AND_NAME = re.compile(r"\s+(?:and|et)\s+(?:the\s+|la\s+|le\s+|les\s+|l['’])?")
THEN_VERB = re.compile(r"\s*,?\s*(?:(?:also|jointly|both|have|has|had|ont|avaient)\s+)*")
FURTHER_CLAUSE = re.compile(r";\s+(?:the\s+|The\s+|la\s+|le\s+|l['’])?")
# 'urged N to wait as the rebels claimed to have seized'
AS_ANOTHER = re.compile(
    r"\sas\s+(?!(?:if|though|well|soon|long|far|he|she|it|they|we|I)\b)(?:the\s+)?(?:[\w’'-]+\s+){1,6}?(?:claim|accus|den(?:y|i)|report|blam|announc|warn|sa(?:id|ys?)\b)\w*"
)
AS_SUBJECT = re.compile(
    r"\sas\s+(?!(?:if|though|well|soon|long|far|he|she|it|they|we|I)\b)(?P<who>(?:the\s+)?(?:(?!(?:and|that|which|who|was|were)\s)[\w’'-]+\s+){1,6})$"
)
AND_CLAUSE = re.compile(r",?\s(?:and|but|et|mais)\s+(?:the\s+|la\s+|le\s+|les\s+|l['’])?")
TELLS_ITSELF = re.compile(
    r"(?:,\s[^,;.]{2,25},)?\s+(?:has\s+|have\s+|had\s+|also\s+|a\s+|ont\s+)*(?:count(?:s|ed)|record(?:s|ed)|register(?:s|ed)|report(?:s|ed)|sa(?:ys?|id)|put(?:s)?\b|spoke|speaks|den(?:y|ies|ied)|reject(?:s|ed)|dismiss(?:es|ed)|accus(?:es|ed)|dit|affirme|dément|compte|recens\w+|насчитал\w*|сообщил\w*|заявил\w*)(?!\w)"
)
SENT_BY_A_STATE = re.compile(
    r"(?:(?:the|an?|le|la|les|une?)\s+)?(?:\w+\s+)?(?:representatives?|delegates?|negotiators?|envoys?|représentante?s?|délégué[es]*)\s+(?:of|from|de|du|d['’])\s*(?:the\s+|la\s+|l['’])?",
    re.I,
)
# how the registry names organs that it knows: 'armenia-mod', 'ukraine-army'
ORGANS_KNOWN = (
    ("mod", re.compile(r"defen[cs]e|оборон|défense|الدفاع", re.I)),
    ("mfa", re.compile(r"foreign|\bМИД\b|иностранн|étrangères|الخارجية", re.I)),
    ("army", re.compile(r"army|military|troops|военны|арми|armée|militaires|الجيش", re.I)),
)
AGAINST_IT = re.compile(
    r"opposition|rebel|insurgent|activist|observator|former|human rights|оппозици|повстанц|бывш|активист|rebelle|ancien|معارض|سابق|ناشط",
    re.I,
)
DAMMA = "\u064f"  # of a passive


class Asides(ArabicObjects):
    """Shared by the finder of statements."""

    def trimmed(self, content: Span) -> Span:
        """A claim without what others make of it."""
        left = LEFT_OPEN.search(self.text, max(content.start, content.end - 8), content.end)
        content = Span(content.start, left.start()) if left is not None and left.end() == content.end else content
        content = self._up_to_another(content)
        behind = DENIED_BEHIND.search(self.text, content.start, content.end)
        if behind is None or behind.end() < content.end or behind.start() - content.start < 12:
            return content
        return clean(self.text, Span(content.start, behind.start()))

    def _up_to_another(self, content: Span) -> Span:
        """'said that A; the Observatory, however, counted B': a further clause with a subject that tells something itself."""
        for joint in FURTHER_CLAUSE.finditer(self.text, content.start + 12, content.end):
            named = self._named_at(joint.end())
            if named is not None and TELLS_ITSELF.match(self.text, named.span.end, content.end):
                return Span(content.start, joint.start())
        for joint in AND_CLAUSE.finditer(self.text, content.start + 12, content.end):
            named = self._named_at(joint.end())
            if named is None or any(q.start <= joint.start() < q.end for q in self.quotes):
                continue
            if named.kind != "pronoun" and TELLS_ITSELF.match(self.text, named.span.end, content.end):
                return Span(content.start, joint.start())
        another = AS_ANOTHER.search(self.text, content.start + 8, content.end)
        if another is not None and not any(q.start <= another.start() < q.end for q in self.quotes):
            return Span(content.start, another.start())
        return content

    def _named_at(self, position: int) -> ActorMention | None:
        """The actor whose name begins at a position; None where none with an id does."""
        named = next((a for a in self.actors_at.touching(Span(position, position + 1)) if a.actor_ids), None)
        return named if named is not None and named.span.start == position else None

    def in_a_clause_of_another(self, match: Match, sentence: Span) -> bool:
        """'N urged M to wait as the rebels claimed to have seized': a verb whose subject opens a clause behind 'as'."""
        return AS_SUBJECT.search(self.text, max(sentence.start, match.start - 70), match.start) is not None

    def subject_behind_as(self, cue: Span, sentence: Span) -> tuple[Span, tuple[str, ...]] | None:
        """'as Tigrayan rebels claimed': the words between, and the body that they name."""
        joint = AS_SUBJECT.search(self.text, max(sentence.start, cue.start - 70), cue.start)
        return self.subject_between(joint.start("who"), cue.start) if joint is not None else None

    def whose(self, said: Said) -> Said:
        """Whom the words of a speaker mean beside what was found: the second of two, an organ, nobody for a joint paper."""
        who = said.speaker
        if who is None:
            return said
        if JOINT_PAPER.search(who.of(self.text)):
            before = [s.speaker_ids for s in self.found if s.content[-1].end <= who.start and s.role == "body"]
            return replace(said, ids=before[-1] if before and len(before[-1]) > 1 else ())
        if not said.ids:
            return replace(said, ids=self.both_of(who) or self.organ_of(who) or self.introduced(who))
        second = self._the_second(who, said)
        return replace(said, ids=tuple(dict.fromkeys((*said.ids, *second))))

    def _the_second(self, who: Span, said: Said) -> tuple[str, ...]:
        """', Saudi Arabia and the United States, stated': both, when nothing but the verb follows."""
        joint = AND_NAME.match(self.text, who.end)
        if joint is None or said.cue is None or said.cue.start < joint.end():
            return ()
        other = self._named_at(joint.end())
        if other is None or other.kind in ("media", "pronoun"):
            return ()
        return other.actor_ids if THEN_VERB.fullmatch(self.text, other.span.end, said.cue.start) else ()

    def introduced(self, speaker: Span) -> tuple[str, ...]:
        raise NotImplementedError

    def both_of(self, speaker: Span) -> tuple[str, ...]:
        """'Both sides said': the two that were named together before."""
        if BOTH.fullmatch(speaker.of(self.text)) is None:
            return ()
        named = [
            a
            for a in self.actors_at.inside(Span(max(0, speaker.start - NEAR), speaker.start))
            if a.actor_ids and a.kind in ("name", "nominal", "metonym") and a.actor_ids[0] not in self.lexicons.people
        ]
        for left, right in reversed(list(pairwise(named))):
            joint = JOINED.fullmatch(self.text, left.span.end, right.span.start)
            if joint and set(left.actor_ids) != set(right.actor_ids):
                return (*left.actor_ids, *right.actor_ids)
        return ()

    def _accused_by_nobody(self, match: Match, strength: str, sentence: Span, block: Block) -> bool:
        """'N is accused of looting', 'N est accusé d'avoir pillé': whoever is accused says nothing, and nobody is named who does."""
        cue = Span(match.start, match.end)
        word = cue.of(self.text)
        if strength != "weak":
            return False
        if DAMMA in word[:4]:  # 'اتُهمت'
            subject, rest = Span(cue.end, cue.end), clean(self.text, Span(cue.end, strip_end(self.text, sentence)))
        else:
            been = BEEN.search(self.text, max(sentence.start, cue.start - 34), cue.start)
            of = re.match(r"\s+(?:of|for|de|du|des)\s+|\s+d['’]", self.text[cue.end : cue.end + 8])
            if been is None or of is None or TRANSITIVE.match(word) is None:
                return False
            if DONE_BY.match(self.text, cue.end, sentence.end):
                return False
            subject = clean(self.text, Span(self._begin(sentence.start, block), been.start("be")))
            rest = clean(self.text, Span(cue.end + of.end(), strip_end(self.text, sentence)))
        parts = tuple(c for c in (subject, rest) if c.end - c.start > 3)
        if not parts or any(s.cue == cue or s.content[0].touches(parts[-1]) for s in self.found[self.begun :]):
            return False
        self._take([q for q in self.quotes if any(p.touches(q) for p in parts)])
        self._emit(parts, "indirect", Said(cue, None, (), "statement.accused_by_nobody", 0.6, True), block)
        return True

    def _nested(self, content: Span, ids: tuple[str, ...], block: Block) -> None:
        """What a turn of a transcript tells that others said; 'we' in it is whoever has the turn."""
        before, last = len(self.found), None
        for sentence in self.sentences(content):
            self._sentence(sentence, last, block)
            last = sentence
        for statement in self.found[before:]:
            if statement.speaker is not None and FIRST_PERSON.fullmatch(statement.speaker.of(self.text)):
                statement.speaker_ids = ids

    def _sentence(self, sentence: Span, before: Span | None, block: Block) -> None:
        raise NotImplementedError

    def organ_of(self, speaker: Span) -> tuple[str, ...]:
        """'the Indian home ministry', 'украинская разведка': an organ of a state that an adjective names."""
        words = speaker.of(self.text)
        sent = SENT_BY_A_STATE.match(words)
        if sent is not None:
            there = Span(speaker.start + sent.end(), speaker.start + sent.end() + 1)
            sender = [a for a in self.speakers.affils_at.touching(there) if a.actor_ids and self._a_state(a.actor_ids)]
            return sender[0].actor_ids if sender else ()
        if ORGAN.search(words) is None or AGAINST_IT.search(words):
            return ()
        whose = [a for a in self.speakers.affils_at.inside(speaker) if a.actor_ids and self._a_state(a.actor_ids)]
        if len({a.actor_ids for a in whose}) != 1:
            return ()
        known = self.lexicons.actor_kinds
        named = (f"{whose[0].actor_ids[0]}-{end}" for end, words_of in ORGANS_KNOWN if words_of.search(words))
        return next(((i,) for i in named if i in known), whose[0].actor_ids)

    def _a_state(self, ids: tuple[str, ...]) -> bool:
        return len(ids) == 1 and self.lexicons.actor_kinds.get(ids[0]) == "state"

    def _in_relative(self, cue: Span, sentence: Span) -> tuple[str, ...] | None:
        """'a list of cases in which, it said, …': the pronoun is the subject of the sentence; None where no such clause opens."""
        if RELATIVE_LEFT.search(self.text, max(sentence.start, cue.start - 40), cue.start) is None:
            return None
        for actor in self.actors_at.inside(Span(sentence.start, cue.start)):
            if actor.actor_ids and actor.kind != "pronoun":
                governed = GOVERNED.search(self.text[max(0, actor.span.start - 16) : actor.span.start])
                return () if governed else actor.actor_ids
        return ()

    def cites_as_proof(self, cue: Span, sentence: Span) -> bool:
        """'The army said, citing intelligence, that': it says so itself; an agency would only pass it on."""
        told = self.told_behind(cue, sentence)
        if told is not None:  # 'The army, citing a letter of the governor, said that'
            medium = any(a.kind == "media" for a in self.actors_at.inside(Span(sentence.start, cue.start)))
            return not medium and MEDIA_NOUN.search(self.text, sentence.start, cue.start) is None
        verb = next((m for m, s in self.cues_in(Span(sentence.start, cue.start)) if s == "strong" and m.end >= cue.start - 3), None)  # fmt: skip
        if verb is None or THAT_BEHIND.match(self.text, cue.end, sentence.end) is None:
            return False
        media = any(a.kind == "media" for a in self.actors_at.inside(Span(sentence.start, verb.start)))
        return not media and MEDIA_NOUN.search(self.text, sentence.start, verb.start) is None
