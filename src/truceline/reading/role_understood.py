"""Who is meant without being named again: the speaker's own forces and bases, the accused, 'it' of the sentence before."""

from __future__ import annotations

import re

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
    HIT_SUBJECT,
    NO_AGENTS,
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
ANOTHER = re.compile(
    r"[^.;:,]{0,30}?\b(?:at|on|upon|against|hit|struck|sur|contre)\s+(?:another|a second|a third|the other|the same|une? autre)(?:\s+one)?(?=[\s,.])(?!\s+(?!(?:near|in|at|over|on)\b)[a-z]+\s+of)",
    re.I,
)
OWNS_UP = re.compile(r"admit|acknowledg|claim|confirm|conced|призна|взял|reconn|revendiq|اعترف|تبن", re.I)
PRONOUN_INSIDE = re.compile(r"\b(?:it|them|him)\b")


class Understood(Pairs):
    """Shared by ``Roles``."""

    text: str
    lexicons: Lexicons
    actors: list[ActorMention]

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
        if statement is None or not statement.speaker_ids or set(statement.speaker_ids) & set(agents):
            return ()
        after = self.text[span.end : min(clause.end, span.end + 70)]
        before = self.text[clause.start : span.start]
        passive = BE.search(before[-26:]) and OWN_THING.match(before)
        return self._body(statement.speaker_ids) if passive or OWN_THING.match(after) else ()

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
        if not OWN_FORCES.search(before[-60:]) or statement is None:
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
        if statement is not None and statement.content and any(c.start == clause.start for c in statement.content):
            owns = statement.cue is not None and OWNS_UP.search(statement.cue.of(self.text)) is not None
            unsaid = name.type in FORCE and GERUND.match(before) and (owns or bool(before.strip()))
            if (pronoun or unsaid) and not (statement.cue and ACCUSES.search(statement.cue.of(self.text))):
                return statement.speaker_ids
            return ()
        return self._antecedent(clause.start) if pronoun else ()

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
