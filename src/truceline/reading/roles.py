"""Who did it and to whom: role schemas by event type over subjects, objects, passives and pairs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from truceline.reading.lexicon import Lexicons
from truceline.reading.model import ActorMention, Span, Statement

PAIRED = (
    "meeting",
    "phone_call",
    "negotiation",
    "diplomatic_contact",
    "cooperation",
    "agreement_concluded",
    "prisoner_exchange",
)
NO_TARGETS = frozenset(
    [
        "order",
        "advance_capture",
        "ceasefire_in_force",
        "ceasefire_announced",
        "ceasefire_breakdown",
        "ceasefire_extended",
        "ceasefire_violation",
        "talks_halted",
        "talks_walkout",
        "mechanism_established",
        "zone_established",
        "deployment",
        "withdrawal",
        "request",
        "visit",
        "ground_operation",
        "aid_delivery",
        "mine_clearing",
        "monitoring",
        "explosion",
    ]
)
NO_AGENTS = frozenset(
    [
        "ceasefire_in_force",
        "ceasefire_breakdown",
        "ceasefire_extended",
        "talks_halted",
        "mechanism_established",
        "zone_established",
        "defeat",
        "org_formed",
        "explosion",
        "invitation",
    ]
)
OF_ITS_OWN = ("advance_capture", "withdrawal", "deployment")
PREPOSITION = re.compile(
    r"\b(?:of|with|against|in|by|from|to|for|on|at|between|into|near|over|upon|about|towards?|including|than|as)\s+(?:the\s+|a\s+|an\s+|all\s+)?(?:[A-Z]\w+ |U\.S\. )?$"
)
PASSIVE_AFTER = re.compile(
    r"^\s*(?:[\w-]+\s){0,6}?(?:by|par|со стороны|من قبل|من جانب)\s+(?:the\s+|la\s+|le\s+|les\s+|l['’])?", re.I
)
BE = re.compile(r"\b(?:is|are|was|were|been|being|be|got)\s+(?:\w+ly\s+|also\s+|not\s+)?$", re.I)
AGAINST = re.compile(r"(?:\bagainst|\bon|\bat|\bagainst the|\btargeting|\bto|\bof)\s+(?:the\s+)?$", re.I)
JOINT = re.compile(r"\s*(?:,|and|,\s*and|&|et|и|و|as well as|-)\s*(?:the\s+|a\s+)?")


@dataclass(frozen=True)
class TriggerName:
    """What a trigger stands for. ``context``: words of which one must stand near; ``needs``: see docs/methods."""

    type: str
    verb: bool
    note: str = ""


@dataclass
class Roles:
    """``actors``: mentions in order, with at least one id each."""

    text: str
    lexicons: Lexicons
    actors: list[ActorMention]
    statements: list[Statement]

    def find(self, span: Span, name: TriggerName, sentence: Span) -> tuple[tuple[str, ...], tuple[str, ...]]:
        left = [
            a
            for a in self.actors
            if sentence.start <= a.span.start and a.span.end <= span.start and not self._speaks(a, span)
        ]
        right = [
            a
            for a in self.actors
            if a.span.start >= span.end and a.span.end <= sentence.end and not self._speaks(a, span)
        ]
        if name.type in PAIRED:
            return self._pair(span, left, right), ()
        if name.type == "org_formed":
            return (), self._formed(span, left)
        if name.type in ("request", "order"):
            return self._asker(span, left, right), ()
        agents, targets = self._active_or_passive(span, name, sentence, left, right)
        if name.type in ("withdrawal", "deployment"):
            moved = tuple(
                t
                for t in targets
                if self.lexicons.actor_kinds.get(t) in ("armed_force", "armed_group", "mission", "coalition")
            )
            agents, targets = moved or agents, ()
        agents = () if name.type in NO_AGENTS else agents
        if "civilians" in agents:  # whoever is hurt in the sentence, they did not attack
            agents, targets = tuple(a for a in agents if a != "civilians"), (*targets, "civilians")
        targets = () if name.type in NO_TARGETS else tuple(t for t in targets if t not in agents)
        return agents, targets

    def _active_or_passive(
        self, span: Span, name: TriggerName, sentence: Span, left: list[ActorMention], right: list[ActorMention]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if "\u0600" <= self.text[span.start] <= "\u06ff" and right and right[0].span.start - span.end <= 3:
            return self._listed(right[0], right), ()  # the verb, or its noun, stands before who did it
        by = PASSIVE_AFTER.match(self.text[span.end : sentence.end])
        word = span.of(self.text).casefold()
        agents: tuple[str, ...] = ()
        if by is not None:
            agent = next((a for a in right if 0 <= a.span.start - (span.end + by.end()) <= 3), None)
            agents = self._listed(agent, right) if agent else ()
        lead = self.text[max(0, span.start - 26) : span.start]
        if BE.search(lead) or (word.endswith("ed") and by is not None):
            subject = self._near(left, span, 55)
            return agents, self._listed_back(subject, left) if subject else ()
        if word.endswith("ed") and name.type in ("deployment",) and left:
            return self._listed_back(left[-1], left), ()
        if (
            name.type in OF_ITS_OWN
            and right
            and re.fullmatch(r"\s+of\s+(?:the\s+)?", self.text[span.end : right[0].span.start])
        ):
            return self._listed(right[0], right), ()
        if not agents:
            subject = self._subject(left, span)
            agents = self._listed_back(subject, left) if subject else ()
        return agents, self._object(span, name, right)

    def _object(self, span: Span, name: TriggerName, right: list[ActorMention]) -> tuple[str, ...]:
        for actor in right:
            gap = self.text[span.end : actor.span.start]
            if len(gap) > 75 or re.search(r"[.;(]|\b(?:by|which|who|said|while|with support|in order)\b", gap):
                break
            if actor.kind == "affil" or self.text[actor.span.end : actor.span.end + 1] == "-":
                continue
            if AGAINST.search(gap) or (name.verb and not re.search(r"\b(?:in|with|from|after|during|as)\b", gap)):
                return self._listed(actor, right)
            if re.search(r"\b(?:against|on|at)\b", gap):
                return self._listed(actor, right)
        return ()

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

    def _speaks(self, actor: ActorMention, span: Span) -> bool:
        return any(s.speaker and s.speaker.holds(actor.span) for s in self.statements)

    def _subject(self, left: list[ActorMention], span: Span) -> ActorMention | None:
        """The nearest name that no preposition governs; an adjective or genitive beside the trigger is one too."""
        for actor in reversed(left):
            gap = self.text[actor.span.end : span.start]
            if len(gap) > 110 or re.search(r"[;:]", gap):
                return None
            if actor.kind == "affil":
                if re.fullmatch(r"(?:[’']s?)?\s+(?:[\w-]+\s+){0,1}", gap):
                    return actor
                continue
            if re.fullmatch(r"[’']s?\s+(?:[\w-]+\s+){0,2}", gap):
                return actor
            if PREPOSITION.search(self.text[max(0, actor.span.start - 24) : actor.span.start]) or self._chained(
                actor, left
            ):
                continue
            return actor
        return None

    def _chained(self, actor: ActorMention, left: list[ActorMention]) -> bool:
        """Last of a list that a preposition governs: 'against the IS and al-Nusra'."""
        ids = self._chain_start(actor, left)
        return ids is not actor and bool(PREPOSITION.search(self.text[max(0, ids.span.start - 24) : ids.span.start]))

    def _chain_start(self, actor: ActorMention, left: list[ActorMention]) -> ActorMention:
        first = actor
        for other in reversed(left):
            if other.span.end <= first.span.start and JOINT.fullmatch(self.text, other.span.end, first.span.start):
                first = other
        return first

    def _near(self, left: list[ActorMention], span: Span, limit: int) -> ActorMention | None:
        """The subject of a passive: it stands right before the verb, with at most an inserted clause."""
        wanted = [
            a
            for a in left
            if a.kind != "affil" and not PREPOSITION.search(self.text[max(0, a.span.start - 24) : a.span.start])
        ]
        if not wanted or re.search(
            r"\b(?:it|they|he|she|this|which)\s+(?:is|are|was|were|has|have|had|will)\b",
            self.text[wanted[-1].span.end : span.start],
        ):
            return None
        return wanted[-1] if span.start - wanted[-1].span.end <= limit else None

    def _listed(self, first: ActorMention, right: list[ActorMention]) -> tuple[str, ...]:
        ids = list(first.actor_ids)
        end = first.span.end
        for actor in right:
            if actor.span.start > end and actor.kind != "affil" and JOINT.fullmatch(self.text, end, actor.span.start):
                ids += actor.actor_ids
                end = actor.span.end
        return tuple(dict.fromkeys(ids))

    def _listed_back(self, last: ActorMention, left: list[ActorMention]) -> tuple[str, ...]:
        ids = list(last.actor_ids)
        start = last.span.start
        for actor in reversed(left):
            if actor.span.end < start and JOINT.fullmatch(self.text, actor.span.end, start):
                ids = [*actor.actor_ids, *ids]
                start = actor.span.start
        return tuple(dict.fromkeys(ids))

    def _pair(self, span: Span, left: list[ActorMention], right: list[ActorMention]) -> tuple[str, ...]:
        """Both sides of talks: the subject, whoever 'with' or 'between' brings in, genitives and joined adjectives."""
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
