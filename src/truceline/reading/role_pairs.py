"""Both sides of talks and signatures, who asks, who is founded; lists of names before and behind a name."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.lexicon import Lexicons
from truceline.reading.model import ActorMention, Span
from truceline.reading.role_words import ALSO, JOINT, PREPOSITION

DONE_BY = re.compile(r"\s+(?:\w+\s+|on \w+day\s+)?by\s+(?:the\s+)?")


class Pairs:
    """Shared by ``Roles``."""

    text: str
    lexicons: Lexicons
    actors: list[ActorMention]

    def _subject(self, left: list[ActorMention], span: Span) -> ActorMention | None:
        raise NotImplementedError

    def _formed(self, span: Span, left: list[ActorMention]) -> tuple[str, ...]:
        """What was founded: the body named first in the sentence, else the one named last before it."""
        bodies = [a for a in left if a.kind == "name" and self.lexicons.actor_kinds.get(a.actor_ids[0]) != "state"]
        if bodies:
            return bodies[0].actor_ids
        earlier = [
            a
            for a in self.actors
            if a.span.end <= span.start
            and span.start - a.span.end < 90
            and self.lexicons.actor_kinds.get(a.actor_ids[0]) not in ("state", "person")
        ]
        return earlier[-1].actor_ids if earlier and not left else ()

    def _asker(self, span: Span, left: list[ActorMention], right: list[ActorMention]) -> tuple[str, ...]:
        """'upon a request from the government', 'at the request of the American side', 'Putin ordered'."""
        for actor in right:
            if (
                re.fullmatch(
                    r"\s+(?:from|of|by)\s+(?:the\s+)?(?:[\w.]+\s+){0,3}?", self.text[span.end : actor.span.start]
                )
                and actor.kind != "affil"
            ):
                return actor.actor_ids
        subject = (
            self._subject(left, span)
            if not re.search(r"\b(?:on|upon|at)\s+(?:a|the)\s+(?:\w+\s+)?$", self.text[: span.start][-25:])
            else None
        )
        return subject.actor_ids if subject else ()

    def _joined(self, end: int, start: int) -> bool:
        return JOINT.fullmatch(self.text, end, start) is not None or ALSO.fullmatch(self.text, end, start) is not None

    def _listed(self, first: ActorMention, right: list[ActorMention]) -> tuple[str, ...]:
        ids = list(first.actor_ids)
        end = first.span.end
        for actor in right:
            if actor.span.start > end and actor.kind != "affil" and self._joined(end, actor.span.start):
                ids += actor.actor_ids
                end = actor.span.end
        return tuple(dict.fromkeys(ids))

    def listed_with(self, last: ActorMention, left: list[ActorMention]) -> tuple[str, ...]:
        """Both of two subjects: 'A, B report shelling', 'A and B recorded'."""
        return self._listed_back(last, [a for a in left if a.kind != "pronoun"])

    def _listed_back(self, last: ActorMention, left: list[ActorMention]) -> tuple[str, ...]:
        ids = list(last.actor_ids)
        start = last.span.start
        for actor in reversed(left):
            if actor.span.end < start and self._joined(actor.span.end, start):
                ids = [*actor.actor_ids, *ids]
                start = actor.span.start
        return tuple(dict.fromkeys(ids))

    def _pair(self, span: Span, left: list[ActorMention], right: list[ActorMention]) -> tuple[str, ...]:
        """Both sides of talks: the subject, whoever 'with' or 'between' brings in, genitives and joined adjectives."""
        if right and DONE_BY.fullmatch(self.text, span.end, right[0].span.start):
            return self._listed(right[0], right)[:4]  # 'brokered by A, signed by B and C'
        chosen: list[ActorMention] = []
        near = [a for a in left if span.start - a.span.end <= 120] + [
            a
            for a in right
            if a.span.start - span.end <= 90 and not re.search(r"[.;]", self.text[span.end : a.span.start])
        ]
        for actor in near:
            before = self.text[max(0, actor.span.start - 26) : actor.span.start]
            after = self.text[actor.span.end : actor.span.end + 3]
            joined = any(JOINT.fullmatch(self.text, c.span.end, actor.span.start) for c in chosen)
            wanted = (
                re.search(r"\b(?:with|between|by|of)\s+(?:the\s+)?(?:[A-Z][\w.]+\s+){0,4}$", before)
                if actor.span.start > span.start or "between" in before or "with" in before
                else None
            )
            if (
                joined
                or wanted
                or (
                    actor.span.start < span.start
                    and not PREPOSITION.search(before)
                    and (actor.kind != "affil" or after.startswith(("’s", "'s", "-")))
                )
            ):
                chosen.append(actor)
        people = [a for a in chosen if a.actor_ids[0] in self.lexicons.people]
        kept = (
            [
                a
                for a in chosen
                if a in people
                or (a.kind not in ("affil", "metonym") and self.lexicons.actor_kinds.get(a.actor_ids[0]) != "state")
            ]
            if people
            else chosen
        )
        return tuple(dict.fromkeys(i for a in kept for i in a.actor_ids))[:4]
