"""To whom it was done: what a verb or a noun of force governs, who was hurt, who warded an attack off."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.model import Span, Statement
from truceline.reading.role_arabic import Ids, Mentions
from truceline.reading.role_russian import RussianRoles
from truceline.reading.role_words import (
    CLAUSE,
    FOUGHT_WITH,
    HARMED,
    HARMS,
    OBJECT_GAP,
    ONTO,
    OWNED_THING,
    PREPOSITION,
    REPELS,
    THEIR_THING,
    TriggerName,
)

WHAT_IT_CALLS = re.compile(r"\bwhat\s+(?:the\s+)?$")
AND_BLAMED = re.compile(
    r"\b(?:and|but)\s+(?:has\s+|have\s+|then\s+|later\s+)?(?:accus|blam|charg|warn|urg|condemn|told|ask|call|threaten|criticis|criticiz|thank|denounc|demand|said|met)\w*\s"
)
FROM_WHERE = re.compile(
    r"\bfrom\s+(?:its|their|our|his|the|a|an)\s+(?:\w+\s+){0,2}?(?:positions?|posts?|camps?|bases?|locations?)\b[^,;]*$"
)


class Targets(RussianRoles):
    """Shared by ``Roles``."""

    def _object(self, span: Span, name: TriggerName, right: Mentions) -> Ids:
        """What a verb or a noun of force governs; the definite thing of an actor stands for it."""
        for actor in right:
            gap = self.text[span.end : actor.span.start]
            if name.verb and len(gap) < 90 and THEIR_THING.match(gap):
                return self._listed(actor, right)
            if len(gap) > 75 or CLAUSE.search(gap) or "(" in gap:
                break
            if WHAT_IT_CALLS.search(gap) or FROM_WHERE.search(gap) or AND_BLAMED.search(gap):
                break  # 'targeted what the army called a base'; 'fire from its position at the post of N'
            if self.text[actor.span.end : actor.span.end + 1] == "-":
                continue
            owned = OWNED_THING.match(self.text, actor.span.end) is not None
            if actor.kind == "affil" and not owned:
                continue
            against = name.type == "combat" and FOUGHT_WITH.match(gap)
            if ONTO.match(gap) or against or (name.verb and OBJECT_GAP.match(gap)):
                return self._listed(actor, right)
            if owned and re.search(r"\b(?:against|on|at|of)\b", gap):
                return self._listed(actor, right)
        return ()

    def _victims(self, span: Span, left: Mentions, right: Mentions, agents: Ids) -> Ids:
        """'GNA fighters were killed in an attack', 'a strike that killed two soldiers of the army'."""
        for actor in reversed(left):
            gap = self.text[actor.span.end : span.start]
            if len(gap) > 90 or re.search(r"[.;:]", gap):
                break
            if (
                HARMED.search(gap)
                and not set(actor.actor_ids) & set(agents)
                and not PREPOSITION.search(self._before(actor))
            ):
                return self._listed_back(actor, left)
        for actor in right:
            gap = self.text[span.end : actor.span.start]
            if len(gap) > 90 or WHAT_IT_CALLS.search(gap):
                break
            if HARMS.match(gap) and (actor.kind != "affil" or OWNED_THING.match(self.text, actor.span.end)):
                return self._listed(actor, right)
        return ()

    def _warding(self, span: Span, clause: Span, statement: Statement | None, left: Mentions) -> Ids:
        """'said it had repelled an attack', 'أعلن الجيش أنه صد هجوما': the speaker was attacked."""
        before = self.text[clause.start : span.start]
        if statement is None or left or REPELS.search(before[-60:]) is None:
            return ()
        return self._body(statement.speaker_ids)

    def _warded(self, span: Span, left: Mentions) -> Ids:
        """'The army repelled an attack': who repels it was attacked."""
        subject = self._subject(left, span)
        return self._listed_back(subject, left) if subject else ()
