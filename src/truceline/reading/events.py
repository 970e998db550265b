"""Events: trigger words, roles by event type, mentions of one event joined; modality and claimant from the statement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from truceline.reading.lexicon import Lexicons
from truceline.reading.model import ActorMention, Block, DateMention, Event, PlaceMention, Span, Statement
from truceline.reading.tokens import Tokens

NEGATION = re.compile(
    r"\b(?:no|not|never|without|denied|deny|denies|unlikely|refused|refuses|failed to|fail to|none of|neither|nor|n['’]t|no reports? of|не|нет|ni|aucune?|لم|لا|ليس)\b[^.,;]{0,45}$|don['’]t remember[^.]{0,120}$",
    re.I,
)
NEGATION_AFTER = re.compile(
    r"^[^.,;]{0,30}\b(?:is|are|was|were) (?:not|unlikely|improbable)|^[^.,;]{0,35}\bimprobable\b", re.I
)
FUTURE = re.compile(
    r"\b(?:will|shall|would|plans? to|planned|planning to|intends? to|going to|expects? to|expected to|scheduled|upcoming|tomorrow|coming|next|may|might|could|likely to|about to|set to|readiness to|ready to|due to be|hopes?|to convene|possible to|vows?|to be held|seeks? to|seeking to|preparing|будет|будут|sera|seront|va|vont|سوف|سي\w+)\b[^.;]{0,70}$",
    re.I,
)
FUTURE_AFTER = re.compile(
    r"^[^.;]{0,45}\b(?:will be|would|in the near future|tomorrow|next week|is planned|are planned|to be held|scheduled|may resume|is expected|on \w+ \d{1,2}[-–])\b",
    re.I,
)
HYPOTHETICAL = re.compile(
    r"\b(?:if|unless|in case|should there|may be plans to|whether|in the event of|in order to|so that|если|si|إذا)\b[^.;]{0,70}$",
    re.I,
)
PAIRED = (
    "meeting",
    "phone_call",
    "negotiation",
    "diplomatic_contact",
    "cooperation",
    "agreement_concluded",
    "visit",
    "prisoner_exchange",
)
PASSIVE_AFTER = re.compile(r"^\s*(?:[\w-]+\s){0,6}?by\s+(?:the\s+)?", re.I)
BE = re.compile(r"\b(?:is|are|was|were|been|being|be|got)\s+(?:\w+ly\s+|also\s+|not\s+)?$", re.I)
AGAINST = re.compile(r"(?:\bagainst|\bon|\bat|\bagainst the|\btargeting|\bto|\bof)\s+(?:the\s+)?$", re.I)
VERB_ENDINGS = re.compile(r"(?:ed|ing|s)$")
CONTEXT_WORDS = {
    "c:strikes": ("air", "pinpoint", "deliver", "terrorist", "missile", "bomb", "aerial", "israeli", "warplane", "carried out", "launched", "targeted", "against", "on "),
    "c:strike": ("air", "deliver", "missile", "warplane", "carried", "launch", "israeli", "target"),
}  # fmt: skip
SINGULAR = ("resolution_adopted", "ceasefire_in_force", "org_formed")
MERGE_GAP = 2500


@dataclass(frozen=True)
class TriggerName:
    """What a trigger stands for. ``context``: words of which one must stand near; ``needs``: see docs/methods."""

    type: str
    verb: bool
    note: str = ""


class EventFinder:
    def __init__(
        self,
        text: str,
        tokens: Tokens,
        lexicons: Lexicons,
        language: str,
        blocks: list[Block],
        actors: list[ActorMention],
        places: list[PlaceMention],
        dates: list[DateMention],
        statements: list[Statement],
    ) -> None:
        self.text, self.tokens, self.lexicons, self.language = text, tokens, lexicons, language
        self.blocks = [b for b in blocks if b.kind not in ("boilerplate",)]
        self.actors = sorted((a for a in actors if a.kind != "media" and a.actor_ids), key=lambda a: a.span)
        self.places = [p for p in places if p.use == "lit" and p.place_id]
        self.dates, self.statements = dates, statements

    def run(self, outlet: str | None) -> list[Event]:
        events: list[Event] = []
        for match, name in self._matches():
            span = Span(match[0], match[1])
            block = next((b for b in self.blocks if b.span.holds(span)), None)
            if block is None:
                continue
            events.append(self._event(span, name, block))
        merged = self._merge(events)
        for index, event in enumerate(merged, 1):
            event.id = f"e{index}"
        return merged

    def _matches(self) -> list[tuple[tuple[int, int], TriggerName]]:
        found = []
        for code in dict.fromkeys((self.language, "en")):
            phrases = self.lexicons.triggers.get(code)
            if phrases is None:
                continue
            for match in phrases.find(self.tokens):
                names = [p.payload for p in match.phrases]
                name = names[0]
                before = self.text[max(0, match.start - 60) : match.start].casefold()
                after = self.text[match.end : match.end + 40].casefold()
                if not self._meant(name, before, after, self.text[match.start : match.end]):
                    continue
                found.append(((match.start, match.end), name))
        return sorted(found, key=lambda f: f[0])

    def _meant(self, name: TriggerName, before: str, after: str, written: str) -> bool:
        """Leave out readings of a word that are no event: 'supported by', 'Mine', 'battle against poverty'."""
        if name.note.startswith("c:"):
            words = CONTEXT_WORDS.get(name.note, ())
            return (
                any(w in before[-45:] or w in after[:30] for w in words)
                if words
                else bool(re.search(r"\b(?:was|were|been)\s+$", before)) or after.startswith((" on ", " in ", " by "))
            )
        if name.note == "o:operations":
            return "significant" in before[-20:] or "carry out" in before[-40:] or "military" in before[-12:]
        if name.note == "r:request":
            return bool(re.search(r"\b(?:upon|on|at)\s+(?:a|the)\s+(?:\w+\s+)?$", before))
        if (name.type in ("combat", "defeat") and re.search(r"\b(?:terror\w*|anti-\w+)\s+$", before)) or (
            name.type == "combat"
            and written.casefold() in ("fight against", "fighting against", "combat", "combating")
            and (
                re.search(r"\b(?:the|in|their|joint|our|anti-terrorism|of)\s+$", before)
                or written.casefold().startswith("combat")
            )
        ):
            return False
        return not (name.type == "killing" and written.casefold() == "casualties" and "no" in before[-6:])

    def _event(self, span: Span, name: TriggerName, block: Block) -> Event:
        sentence = self._sentence(span)
        statement = self._statement(span)
        event = Event("", name.type, [span], self.lexicons.acts.get(name.type), rule=f"event.{name.type}")
        event.agents, event.targets = self._roles(span, name, sentence)
        event.places = self._places(span, sentence)
        event.date = self._date(span, sentence)
        event.polarity = self._polarity(span, sentence)
        if statement is not None:
            event.modality, event.statement_id = "claimed", statement.id
            event.claimed_by = statement.speaker_ids
        elif block.kind in ("headline", "subhead", "related_link"):
            event.modality, event.confidence = "claimed", 0.4
            event.claimed_by = ()
        return event

    def _sentence(self, span: Span) -> Span:
        start = max(
            self.text.rfind(". ", 0, span.start) + 1,
            self.text.rfind("\n", 0, span.start),
            self.text.rfind('." ', 0, span.start) + 1,
            0,
        )
        stops = [
            i
            for i in (self.text.find(". ", span.end), self.text.find("\n", span.end), self.text.find(".\n", span.end))
            if i >= 0
        ]
        return Span(start, min(stops) if stops else len(self.text))

    def _statement(self, span: Span) -> Statement | None:
        holding = [s for s in self.statements if s.holds(span)]
        return min(holding, key=lambda s: sum(c.end - c.start for c in s.content)) if holding else None

    # roles -----------------------------------------------------------------------------------------------------------

    def _roles(self, span: Span, name: TriggerName, sentence: Span) -> tuple[tuple[str, ...], tuple[str, ...]]:
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
        by = PASSIVE_AFTER.match(self.text[span.end : sentence.end])
        word = span.of(self.text).casefold()
        agents: tuple[str, ...] = ()
        if by is not None:
            agent = next((a for a in right if 0 <= a.span.start - (span.end + by.end()) <= 3), None)
            agents = self._listed(agent, right) if agent else ()
        passive = bool(BE.search(self.text[max(0, span.start - 22) : span.start])) or (
            word.endswith("ed") and by is not None
        )
        if passive:
            subject = self._near(left, span, 70)
            return agents, self._listed_back(subject, left) if subject else ()
        if not agents:
            subject = self._subject(left, span)
            agents = self._listed_back(subject, left) if subject else ()
        targets: tuple[str, ...] = ()
        for actor in right:
            gap = self.text[span.end : actor.span.start]
            if len(gap) > 75 or re.search(r"[.;]|\bby\b|\bwhich\b|\bwho\b|\bsaid\b", gap):
                break
            if (
                actor.kind == "affil"
                and actor.span.end < len(self.text)
                and self.text[actor.span.end : actor.span.end + 1] == "-"
            ):
                continue
            if name.verb or AGAINST.search(gap) or re.search(r"\b(?:against|on|of|at|for)\b", gap):
                targets = self._listed(actor, right)
                break
        return agents, tuple(t for t in targets if t not in agents)

    def _speaks(self, actor: ActorMention, span: Span) -> bool:
        return any(s.speaker and s.speaker.holds(actor.span) for s in self.statements)

    def _subject(self, left: list[ActorMention], span: Span) -> ActorMention | None:
        for actor in reversed(left):
            gap = self.text[actor.span.end : span.start]
            if len(gap) > 110 or re.search(r"[;:]", gap):
                return None
            if AGAINST.search(self.text[max(0, actor.span.start - 9) : actor.span.start]) and len(left) > 1:
                continue
            return actor
        return None

    @staticmethod
    def _near(left: list[ActorMention], span: Span, limit: int) -> ActorMention | None:
        return left[-1] if left and span.start - left[-1].span.end <= limit else None

    def _listed(self, first: ActorMention, right: list[ActorMention]) -> tuple[str, ...]:
        ids = list(first.actor_ids)
        end = first.span.end
        for actor in right:
            if actor.span.start > end and re.fullmatch(
                r"\s*(?:,|and|,\s*and|&|et|и|و)\s*(?:the\s+)?", self.text[end : actor.span.start]
            ):
                ids += actor.actor_ids
                end = actor.span.end
        return tuple(dict.fromkeys(ids))

    def _listed_back(self, last: ActorMention, left: list[ActorMention]) -> tuple[str, ...]:
        ids = list(last.actor_ids)
        start = last.span.start
        for actor in reversed(left):
            if actor.span.end < start and re.fullmatch(
                r"\s*(?:,|and|,\s*and|&|et|и|و)\s*(?:the\s+)?", self.text[actor.span.end : start]
            ):
                ids = [*actor.actor_ids, *ids]
                start = actor.span.start
        return tuple(dict.fromkeys(ids))

    def _pair(self, span: Span, left: list[ActorMention], right: list[ActorMention]) -> tuple[str, ...]:
        near = [a for a in left if span.start - a.span.end <= 110] + [
            a
            for a in right
            if a.span.start - span.end <= 90 and not re.search(r"[.;]", self.text[span.end : a.span.start])
        ]
        return tuple(dict.fromkeys(i for a in near for i in a.actor_ids))[:4]

    def _places(self, span: Span, sentence: Span) -> tuple[str, ...]:
        inside = [p for p in self.places if sentence.holds(p.span)]
        if not inside:
            return ()
        after = [p for p in inside if 0 <= p.span.start - span.end <= 90]
        before = [p for p in inside if 0 <= span.start - p.span.end <= 70]
        chosen = after[:1] or before[-1:]
        result = [c.place_id for c in chosen if c.place_id]
        if chosen:
            end = chosen[0].span.end
            for place in inside:
                if (
                    place.span.start > end
                    and re.fullmatch(r"\s*(?:,|and|,\s*and|et|и)\s*", self.text[end : place.span.start])
                    and place.place_id
                ):
                    result.append(place.place_id)
                    end = place.span.end
        return tuple(dict.fromkeys(result))

    def _date(self, span: Span, sentence: Span) -> str | None:
        inside = [d for d in self.dates if sentence.holds(d.span) and d.value and d.type != "duration"]
        near = sorted(inside, key=lambda d: min(abs(d.span.start - span.end), abs(span.start - d.span.end)))
        return (
            near[0].value
            if near and min(abs(near[0].span.start - span.end), abs(span.start - near[0].span.end)) <= 90
            else None
        )

    def _polarity(self, span: Span, sentence: Span) -> str:
        before, after = self.text[sentence.start : span.start], self.text[span.end : sentence.end]
        if HYPOTHETICAL.search(before[-75:]):
            return "hypothetical"
        if NEGATION.search(before[-140:]) or NEGATION_AFTER.match(after):
            return "neg"
        if FUTURE.search(before[-75:]) or FUTURE_AFTER.match(after):
            return "future"
        return "pos"

    # one event, several mentions -------------------------------------------------------------------------------------

    def _merge(self, events: Sequence[Event]) -> list[Event]:
        merged: list[Event] = []
        for event in events:
            same = next((m for m in reversed(merged) if self._one(m, event)), None)
            if same is None:
                merged.append(event)
                continue
            same.triggers += event.triggers
            same.agents = same.agents or event.agents
            same.targets = same.targets or event.targets
            same.places = same.places or event.places
            same.date = same.date or event.date
            if (
                event.modality == "claimed"
                and event.claimed_by
                and (same.modality == "asserted" or not same.claimed_by)
            ):
                same.modality, same.claimed_by, same.statement_id = "claimed", event.claimed_by, event.statement_id
        return merged

    def _one(self, old: Event, new: Event) -> bool:
        if old.type != new.type or new.triggers[0].start - old.triggers[-1].end > MERGE_GAP:
            return False
        for left, right in ((old.agents, new.agents), (old.targets, new.targets), (old.places, new.places)):
            if left and right and not set(left) & set(right):
                return False
        if old.date and new.date and old.date != new.date:
            return False
        shared = (
            (set(old.targets) & set(new.targets))
            or (set(old.agents) & set(new.agents))
            or (set(old.places) & set(new.places))
        )
        return (
            bool(shared)
            or not (new.agents or new.targets or new.places)
            or not (old.agents or old.targets or old.places)
        )
