"""Who is meant without being named again: the speaker's own forces and bases, the accused, 'it' of the sentence before."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.event_words import DENIAL, FORCE
from truceline.reading.lexicon import Lexicons
from truceline.reading.model import ActorMention, Span, Statement
from truceline.reading.role_pairs import Pairs
from truceline.reading.role_words import (
    ACCUSED,
    ACCUSES,
    BE,
    DENIED_PART,
    GERUND,
    HARMED,
    HIT_SUBJECT,
    NO_AGENTS,
    OWN_AFTER,
    OWN_FORCES,
    OWN_THING,
    OWNED_THING,
    PREPOSITION,
    PRONOUN_SUBJECT,
    SUPPORT,
    TriggerName,
)

Ids = tuple[str, ...]
Mentions = list[ActorMention]
# 'On 1 August its positions at M were': behind a circumstance and before one
OWN_FURTHER = re.compile(
    r"(?:^|,\s+|\b\d{4}\s+|\b(?:January|February|March|April|May|June|July|August|September|October|November|December|day|night|week)\s+)(?:its|their|our|his|her|ses|leurs?)\s+(?:[\w'’-]+\s+){0,2}?(?:positions?|bases?|camps?|convoys?|patrols?|posts?|troops|forces|fighters?|units?)\b[^.;,]{0,50}$",
    re.I,
)
ANOTHER = re.compile(
    r"[^.;:,]{0,30}?\b(?:at|on|upon|against|hit|struck|sur|contre)\s+(?:another|a second|a third|the other|the same|une? autre)(?:\s+one)?(?=[\s,.])(?!\s+(?!(?:near|in|at|over|on)\b)[a-z]+\s+of)",
    re.I,
)
OUR = re.compile(r"(?<!\w)(?:our|nos|notre|наши\w*|наш|наших)(?!\w)|(?<!\w)(?:قوات|مواقع|وحدات)نا(?!\w)", re.I)
CONDEMNS = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:condemn\w*|denounc\w*|deplor\w*|protest\w*|decr(?:y|ies|ied)|осужда\w+|осудил\w*|condamn\w*|dénonc\w*|(?:a|ont) (?:condamné|dénoncé))\b|\s+(?:تدين|يدين|أدان\w*|تستنكر)\s"
)
ARABIC_SELF = re.compile(r"(?:أن|إن|بأن)(?:ه|ها|هم)\s+$")
ARABIC_PAST = re.compile(r"(?:استهدف|هاجم|دمر|فجر|ضرب|أسقط|داهم|اقتحم|أغار)ت?")
ARABIC_SELF_HERE = re.compile(r"(?<!\w)[وب]?(?:أن|إن)(?:ه|ها)\s+(?:(?:لم|لا|لن|قد|ما)\s+)?$")
ANSWERED_WITH = re.compile(r"\s*(?:ردت?|شنت?|نفذت?|أطلقت?|وجهت?)\s")
OWNS_UP = re.compile(r"admit|acknowledg|claim|confirm|conced|призна|взял|reconn|revendiq|اعترف|تبن", re.I)
# 'said shelling hit the town', 'says fighting in A and shelling': a noun in -ing with a verb behind it is a subject, and nobody
A_NOUN_FIRST = re.compile(
    r"\W*(?:the\s+)?(?:\w+\s+)?(?:shelling|bombing|fighting|shooting|firing|bombardment|looting|rising|ongoing|continuing|continued|heavy|intense|sniping|strafing|[a-z]+ing)\s+(?!(?:and|or|that|to|on|at|upon|into|back|it|them|him|its|their|the|a|an|any|two|\d)\b)",
    re.I,
)
PRONOUN_INSIDE = re.compile(r"\b(?:it|them|him)\b")


FORCE_OR_MOVES = FORCE | {"withdrawal", "deployment", "advance_capture"}


WAS = re.compile(r"(?:was|were|been)\s", re.I)


class Understood(Pairs):
    """Shared by ``Roles``."""

    text: str
    lexicons: Lexicons
    actors: list[ActorMention]
    house: Ids

    def _before(self, actor: ActorMention) -> str:
        raise NotImplementedError

    def _accused(self, span: Span, left: Mentions) -> Ids:
        """'accused Azerbaijan of a violation': who is accused of it is said to have done it."""
        if not left:
            return ()
        actor = left[-1]
        gap = self.text[actor.span.end : span.start]
        before = self.text[max(0, actor.span.start - 40) : actor.span.start]
        return self._listed_back(actor, left) if ACCUSED.fullmatch(gap) and ACCUSES.search(before) else ()

    def _own(self, span: Span, clause: Span, statement: Statement | None, agents: Ids) -> Ids:
        """'accused the army of attacking its bases', 'said its positions were shelled': the speaker's own."""
        whose = self._speaks(span, clause, statement)
        if not whose or set(whose) & set(agents):
            return ()
        after = self.text[span.end : min(clause.end, span.end + 70)]
        before = self.text[clause.start : span.start]
        passive = (
            BE.search(before[-26:]) or WAS.match(span.of(self.text)) or HARMED.search(before)
        ) and OWN_THING.match(before)
        further = BE.search(before[-26:]) is not None and OWN_FURTHER.search(before) is not None
        far = OWN_AFTER.match(self.text[span.end : min(clause.end, span.end + 110)])
        return self._body(whose) if passive or further or far or OWN_THING.match(after) else ()

    def _speaks(self, span: Span, clause: Span, statement: Statement | None) -> Ids:
        """Whose 'its' and 'our' are: the speaker's, of whoever condemns in the sentence, of the house whose paper it is."""
        if statement is not None and statement.speaker_ids:
            ours = statement.type == "indirect" and self.house and OUR.search(self.text, clause.start, clause.end)
            return self.house if ours else statement.speaker_ids  # 'N says that our men fired': ours, whose paper it is
        if OUR.search(self.text, clause.start, clause.end):
            return self.house
        for actor in self.actors:
            if clause.start <= actor.span.start and actor.span.end <= span.start and actor.kind != "affil":
                gap = self.text[actor.span.end : span.start]
                return actor.actor_ids if CONDEMNS.match(gap) and len(gap) < 120 else ()
        return ()

    def _stopped(self, span: Span, name: TriggerName, left: Mentions, agents: Ids) -> Ids:
        """'stopped the SMM patrol and denied it passage': 'it' is who was named last before, beside who denied it."""
        if name.type != "access_denial" or not PRONOUN_INSIDE.search(span.of(self.text)):
            return ()
        return next((a.actor_ids for a in reversed(left) if not set(a.actor_ids) & set(agents)), ())

    def _another(self, span: Span, clause: Span, left: Mentions) -> Ids:
        """'A drone of the mission was jammed, and shots were fired at another one': of the same owner."""
        if ANOTHER.match(self.text, span.end, clause.end) is None:
            return ()
        owners = [a for a in left if OWNED_THING.match(self.text, a.span.end)]
        return owners[-1].actor_ids if owners else ()

    def _body(self, ids: Ids) -> Ids:
        """A person in office stands for the body he speaks for."""
        bodies = (
            next((t.of for t in self.lexicons.offices_of(i) if t.of), i) if i in self.lexicons.people else i
            for i in ids
        )
        return tuple(dict.fromkeys(bodies))

    def _whose_forces(self, agents: Ids, before: str, statement: Statement | None) -> Ids:
        """'that his forces had targeted': those of the body he speaks for."""
        own = OWN_FORCES.search(before[-60:])
        if own is None or statement is None or HARMED.search(before[-60:][own.end() - 1 :]) or BE.search(before[-26:]):
            return agents
        if agents and not set(agents) & set(statement.speaker_ids):
            return agents
        return self._body(statement.speaker_ids)

    def _understood(
        self, span: Span, name: TriggerName, clause: Span, left: Mentions, statement: Statement | None
    ) -> Ids:
        """Who is not named again: the speaker of 'denied targeting', 'said it had struck'; 'it' of the sentence before."""
        before = self.text[clause.start : span.start]
        if name.type in NO_AGENTS or HIT_SUBJECT.search(before[-34:]) or BE.search(before[-26:]):
            return ()
        arabic = "\u0600" <= self.text[span.start] <= "\u06ff"
        if (
            name.type in FORCE
            and statement is not None
            and statement.cue is not None
            and DENIAL.match(statement.cue.of(self.text))
        ):
            doing = not before.strip() and re.match(r"\w+ing\b", span.of(self.text).casefold()) is not None
            if doing or DENIED_PART.match(before):
                return self._body(statement.speaker_ids)
        if name.type in FORCE and not name.verb and not arabic and not SUPPORT.search(before):
            return ()
        if [a for a in left if a.kind != "affil" and not PREPOSITION.search(self._before(a))]:
            return ()
        pronoun = PRONOUN_SUBJECT.match(before)
        if (
            statement is not None
            and (name.verb or ARABIC_PAST.fullmatch(span.of(self.text)))
            and name.type in FORCE_OR_MOVES
            and ARABIC_SELF_HERE.search(self.text, max(0, span.start - 16), span.start)
        ):
            return self._himself(statement)  # 'وأنه استهدف', 'وإنها لم تقصف'
        if statement is not None and statement.content and any(c.start == clause.start for c in statement.content):
            owns = statement.cue is not None and OWNS_UP.search(statement.cue.of(self.text)) is not None
            unsaid = (
                name.type in FORCE_OR_MOVES
                and GERUND.match(before)
                and (
                    owns
                    or (
                        name.verb and "А" <= self.text[span.start] <= "ё" and self._one_does_it(span, statement)
                    )  # 'заявила, что нанесла удар'
                    or (bool(before.strip()) and A_NOUN_FIRST.match(before) is None)
                    or ARABIC_SELF.search(self.text[max(0, clause.start - 8) : clause.start])
                )
            )
            himself = (
                name.type in FORCE
                and ARABIC_SELF.search(self.text[max(0, clause.start - 8) : clause.start]) is not None
                and ANSWERED_WITH.match(before) is not None
            )  # 'وإنه رد بغارات'
            if (pronoun or unsaid or himself) and not (statement.cue and ACCUSES.search(statement.cue.of(self.text))):
                return statement.speaker_ids
            return ()
        return self._antecedent(clause.start) if pronoun else ()

    def _one_does_it(self, span: Span, statement: Statement) -> bool:
        """'заявило, что село обстреляли': many did it, and he who speaks is one."""
        cue = statement.cue.of(self.text) if statement.cue is not None else ""
        return not span.of(self.text).split()[0].endswith("ли") or cue.endswith("ли")

    def _himself(self, statement: Statement) -> Ids:
        """Whom 'that he' means behind a verb: who speaks, or whoever he charges: 'اتهم الحوثيون التحالف بأنه قصف'."""
        if statement.cue is None or not ACCUSES.search(statement.cue.of(self.text)):
            return statement.speaker_ids
        told = Span(statement.cue.end, statement.content[0].start)
        named = [a for a in self.actors if told.holds(a.span) and a.actor_ids and a.kind != "affil"]
        return named[-1].actor_ids if len(named) > 1 else ()

    def _antecedent(self, position: int) -> Ids:
        """The first name of the sentence before that nothing governs, in the same paragraph."""
        floor = self.text.rfind("\n", 0, position)
        earlier = self.text.rfind(". ", max(0, floor), max(0, position - 2))
        start = max(floor, earlier)
        for actor in self.actors:
            if (
                start <= actor.span.start
                and actor.span.end <= position
                and actor.kind in ("name", "nominal", "metonym")
            ) and not PREPOSITION.search(self._before(actor)):
                return self._listed(actor, [a for a in self.actors if a.span.start > actor.span.start])
        return ()
