"""One event, several mentions: what is joined, and what stays apart because two people tell it differently."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.reading import quick_re as re
from truceline.reading.event_words import APART, APART_WORDS, FORCE, GENERIC_HIT, MERGE_GAP, ONCE, TELLING
from truceline.reading.model import Event, Span, Statement
from truceline.reading.nearby import Nearby

INSERTED = re.compile(r"^\s*,[^,.;]{1,70},\s*")  # 'a rocket, likely fired by the group, hit'
JUST_FIRED = re.compile(r",?\s+(?:\w+ly\s+|then\s+|and\s+)?")  # 'a rocket, likely fired', 'fired and shelled'
GENERIC = ("attack", "small_arms_fire", "shelling", "explosion")  # of which a bare 'hit' or 'fired' is one
KILLS = {*TELLING, "attack", "terror_attack", "suicide_attack", "combat", "ground_operation", "military_operation"}
HEADLINE_SURE = 0.4
NEAR_GAP = 300  # code points between a bare mention and the fuller one that explains it

# what was told before is taken up again: 'the second attack', 'cette attaque', 'этот обстрел', 'القصف'
TAKEN_UP = re.compile(
    r"(?:\b(?:the|this|that|these|those|its|their|such|la|le|les|cette|cet|ces|ce)\s+|[ldLD]['’]|(?<!\w)эт\w+\s+|(?<!\w)так\w+\s+)(?:[\w’'-]+\s+){0,2}\w{2}$|(?<!\w)[وفبل]?ال$",
    re.I,
)


RECIPROCAL = re.compile(r"\b(?:each other|one another|the other(?: side| party)?)\s+of\s+(?:\w+\s+){0,2}$")


class Joining:
    """Shared by the finder of events."""

    text: str
    statements: list[Statement]
    roles_of: dict[str, str]
    of_counts: set[Span]

    def _sentence(self, span: Span) -> Span:
        raise NotImplementedError

    def _without_bare_harm(self, events: list[Event]) -> list[Event]:
        """'Shelling killed two' is one event: the harm belongs to the act told in the same sentence."""
        acts = [e.triggers[0] for e in events if e.type in KILLS]
        kept = []
        for event in events:
            sentence = self._sentence(event.triggers[0])
            if event.type != "killing" or not any(sentence.holds(a) for a in acts):
                kept.append(event)
        return kept

    def _without_twins(self, events: list[Event]) -> list[Event]:
        """'Hit by rockets' is one event, of the more telling type; a convoy that is looted or stopped delivers nothing."""
        gone: set[int] = set()
        triggers = Nearby(events, lambda e: e.triggers[0])
        for one in events:
            begin, end = one.triggers[0].start, one.triggers[0].end
            for other in triggers.touching(Span(begin - 141, end + 141)):
                first, second = sorted((one.triggers[0], other.triggers[0]))
                if one is other or second.start - first.end > 140:
                    continue
                gap = INSERTED.sub(" ", self.text[first.end : second.start])
                gap = " " if one.type in GENERIC and JUST_FIRED.fullmatch(gap) else gap
                if len(gap) > 60 or APART_WORDS.search(gap) or one.statement_id != other.statement_id:
                    continue
                if one.type == "aid_delivery" and other.type in ("looting", "access_denial", "attack", "abduction"):
                    gone.add(id(one))
                elif (
                    one.type in GENERIC
                    and other.type in TELLING
                    and id(other) not in gone
                    and GENERIC_HIT.fullmatch(one.triggers[0].of(self.text))
                ):
                    other.agents, other.targets = other.agents or one.agents, other.targets or one.targets
                    other.places, other.date = other.places or one.places, other.date or one.date
                    gone.add(id(one))
        return [e for e in events if id(e) not in gone]

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
            headline = self.roles_of.get(same.statement_id or "") not in ("body", None)
            if headline and event.modality == "asserted" and event.statement_id is None:
                same.modality, same.claimed_by, same.statement_id = "asserted", (), None
            elif (
                event.modality == "claimed"
                and event.claimed_by
                and (
                    (same.modality == "asserted" and not self._reaction(event))
                    or (same.modality == "claimed" and not same.claimed_by and not self._somebody(same))
                    or headline
                )
            ):
                same.modality, same.claimed_by, same.statement_id = "claimed", event.claimed_by, event.statement_id
        return merged

    def _reaction(self, event: Event) -> bool:
        """Whether a mention stands in a condemnation or denial: what the outlet told before stays told by it."""
        held = next((s for s in self.statements if s.id == event.statement_id), None)
        return held is None or held.rule.endswith(".weak")

    def _somebody(self, event: Event) -> bool:
        """Whether the claim is a resident's or another speaker's whom the registry does not know: it stays his."""
        return any(s.id == event.statement_id and s.speaker is not None and s.role == "body" for s in self.statements)

    def _one(self, old: Event, new: Event) -> bool:
        if (old.triggers[0] in self.of_counts) != (new.triggers[0] in self.of_counts) and not self._headline(old):
            return False  # what is counted, and one that is told by itself
        counted = {old.triggers[0], new.triggers[0]} <= self.of_counts and (old.claimed_by or new.claimed_by)
        if counted and not set(old.claimed_by) & set(new.claimed_by):
            return False  # 'one side recorded nine, the other seven': two counts
        doer_tells = set(old.agents) & set(new.claimed_by) or set(new.agents) & set(old.claimed_by)
        if old.act and doer_tells and not set(old.agents) & set(new.agents) and old.claimed_by != new.claimed_by:
            return False  # 'the rebels attacked', and what the rebels charge others with
        charged = self._headline(old) and old.act and old.agents and old.claimed_by
        if charged and not new.agents and new.modality == "asserted" and new.statement_id is None:
            return False  # 'N accuses M of breaches', and breaches that the outlet tells of without saying whose
        if old.act and old.agents and new.agents and self._other_mouths(old, new):
            return False
        if RECIPROCAL.search(self.text, max(0, new.triggers[0].start - 60), new.triggers[0].start):
            return False  # 'accused each other of violating the truce'
        if old.type != new.type or new.triggers[0].start - old.triggers[-1].end > MERGE_GAP:
            return False
        for left, right in ((old.agents, new.agents), (old.targets, new.targets), (old.places, new.places)):
            if left and right and not set(left) & set(right):
                return False
        if old.date and new.date and old.date != new.date:
            return False
        polarities = {old.polarity, new.polarity}
        if len(polarities) > 1 and ((old.act and polarities & APART) or (old.type in ONCE and "pos" in polarities)):
            return False  # what one tells and another denies, or holds possible, stay two claims
        if new.agents and not old.agents and old.claimed_by and new.claimed_by and old.claimed_by != new.claimed_by:
            return False  # nobody is made to name a perpetrator whom somebody else named
        if old.act and new.statement_id and not new.claimed_by and not old.statement_id and old.modality == "asserted":
            shared = set(old.targets) & set(new.targets) | set(old.agents) & set(new.agents)
            if self._somebody(new) and not shared and not self._headline(new):
                return False  # what the outlet tells, and what somebody without a name says
        if old.act and (self._told_by_others(old, new) or self._other_turns(old, new)):
            return False
        told_twice = old.claimed_by and new.claimed_by and not set(old.claimed_by) & set(new.claimed_by)
        if told_twice and old.type in FORCE:  # two claimants tell of one act only if it has one place or one target
            return bool(set(old.targets) & set(new.targets) or set(old.places) & set(new.places))
        shared = (
            (set(old.targets) & set(new.targets))
            or (set(old.agents) & set(new.agents))
            or (set(old.places) & set(new.places))
        )
        return (
            bool(shared)
            or not (new.agents or new.targets or new.places)
            or (not (old.agents or old.targets or old.places) and self._leads_in(old, new))
        )

    def _told_by_others(self, old: Event, new: Event) -> bool:
        """One tells of an act, and another of one with no place, party or 'the' in common: two acts, each of its own mouth."""
        if old.statement_id == new.statement_id or set(old.claimed_by) == set(new.claimed_by) or self._headline(old):
            return False
        common = (old.agents, new.agents), (old.targets, new.targets), (old.places, new.places)
        if any(set(left) & set(right) for left, right in common):
            return False
        start = new.triggers[0].start
        return TAKEN_UP.search(self.text, max(0, start - 40), start + 2) is None

    def _other_turns(self, old: Event, new: Event) -> bool:
        """Entries of two callers, a question and its answer: two claims, unless one place or 'the' joins them."""
        said = [next((s for s in self.statements if s.id == e.statement_id), None) for e in (old, new)]
        first, second = said
        if first is None or second is None or first is second or first.speaker == second.speaker:
            return False
        if not all(s.rule.startswith(("statement.log_entry", "statement.transcript")) for s in (first, second)):
            return False
        words = [s.speaker.of(self.text) if s.speaker else "" for s in (first, second)]
        shared = set(old.places) & set(new.places) or set(old.targets) & set(new.targets)
        taken_up = TAKEN_UP.search(self.text, max(0, new.triggers[0].start - 40), new.triggers[0].start + 2)
        return words[0] != words[1] and not (taken_up or (shared and first.attitude == second.attitude))

    def _other_mouths(self, old: Event, new: Event) -> bool:
        """Two speakers whom nobody knows, by different words: each keeps his act."""
        if old.statement_id == new.statement_id or old.claimed_by or new.claimed_by or self._headline(old):
            return False
        said = [next((s for s in self.statements if s.id == e.statement_id), None) for e in (old, new)]
        words = [s.speaker.of(self.text) if s is not None and s.speaker is not None else None for s in said]
        return (
            None not in words
            and words[0] != words[1]
            and not TAKEN_UP.search(self.text, max(0, new.triggers[0].start - 40), new.triggers[0].start + 2)
        )

    def _headline(self, event: Event) -> bool:
        return self.roles_of.get(event.statement_id or "") not in ("body", None) or event.confidence <= HEADLINE_SURE

    def _leads_in(self, old: Event, new: Event) -> bool:
        """A bare mention that a fuller one explains: in a headline, or close before it."""
        headline = self._headline(old)
        told = old.statement_id != new.statement_id or old.claimed_by != new.claimed_by
        if not headline and old.act is not None and told:
            return False  # one's bare words are not filled with another's
        return headline or new.triggers[0].start - old.triggers[-1].end < NEAR_GAP
