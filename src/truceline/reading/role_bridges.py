"""Who did it where a bridge leads to the doer: 'its gunmen', 'fire of the army', 'denying it passage', 'his army'."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.event_words import FORCE
from truceline.reading.lexicon import Lexicons
from truceline.reading.model import ActorMention, Span, Statement
from truceline.reading.nearby import Nearby
from truceline.reading.role_targets import Targets
from truceline.reading.role_words import (
    ATTACK_NOUN,
    ATTRIBUTES,
    BE,
    DE_QUI,
    FIRE_NOUN,
    MEN_AFTER,
    MEN_OF,
    OF_WHOM,
    PARTICIPLE,
    REPELS,
    THEIR_MEN,
    TO_WHOM,
    TriggerName,
)

Ids = tuple[str, ...]
Mentions = list[ActorMention]
WITH_ETRE = re.compile(r"(?:entré|arrivé|parti|retiré|replié|venu|réuni|battu|affronté|convenu)e?s?$", re.I)
_CHECK = r"(?:checkpoint|roadblock|barrier|post|position|crossing)"
AT_CHECKPOINT_OF = re.compile(
    rf"\s+(?:[\w-]+\s+){{0,2}}?at\s+(?:a|an|the)\s+{_CHECK}\s+(?:of|held by|manned by|run by)\s+(?:the\s+)?", re.I
)
AT_A = re.compile(r"\s+(?:[\w-]+\s+){0,2}?at\s+(?:a|an|the)\s+", re.I)
CHECKPOINT = re.compile(rf"[’']?s?\s+{_CHECK}", re.I)
STANDS_ACCUSED = re.compile(
    r"\s+(?:(?:was|were|is|are|has been|have been|stands?|stood)\s+)?accused\s+(?:by\b[^,;]{0,50}\s)?of\s+(?:having\s+|the\s+|a\s+|an\s+)?"
)
FROM_SIDE = re.compile(
    r"(?:^|[,.]\s+|\n)\W*from\s+(?:the\s+)?(?:\w+\s+)?(?:side|direction|positions?|territory|areas?|trenches)\s+(?:of|held by|controlled by)\s+(?:the\s+)?$",
    re.I,
)
FROM_OWN = re.compile(r"(?:^|[,.]\s+|\n)\W*from\s+(?:the\s+)?$", re.I)
HELD_LAND = re.compile(
    r"(?:-held|-controlled|[’']s?)?\s+(?:positions?|territory|areas?|trenches|lines)\b[^,;]{0,12}", re.I
)
FLIGHTS = frozenset(
    [
        "flew",
        "flown",
        "flying",
        "fly",
        "hovered",
        "hovering",
        "circled",
        "circling",
        "crossed",
        "crossing",
        "loitered",
        "loitering",
    ]
)
# 'the patrol', 'one of its teams', 'our freedom of movement': the monitors' own, in their own paper
WATCHERS = re.compile(
    r"\b(?:a|an|the|its|our|their|such a|two|three|one of (?:its|our|their))\s+(?:[\w-]+\s+)?(?:patrols?|teams?|missions?|monitors|observers|mechanism|UAVs?|drones?|freedom of movement|patrouilles?|équipes?)\b",
    re.I,
)
FLIERS = re.compile(r"\b(?:drones?|UAVs?|quadcopters?|aircraft|jets?|warplanes?|helicopters?|planes?)\b", re.I)
ARMY = re.compile(r"\b(?:army|armed forces|military)\W[^.;:]*$")


AND_THEIR = re.compile(r"\s(?:and|or|as well as)\s+(?:its|their|his)\s+(?:[\w-]+\s+){1,4}(?:[a-z]+\s+)*$")


class Bridges(Targets):
    """Shared by ``Roles``."""

    text: str
    lexicons: Lexicons
    actors_at: Nearby[ActorMention]

    def _governed(self, actor: ActorMention) -> bool:
        raise NotImplementedError

    def _of_whom(self, span: Span, name: TriggerName, right: Mentions) -> Ids:
        """'heavy fire of the army', 'l'attaque du groupe', 'attributes violations to the group'."""
        if name.type not in FORCE or name.verb or not right:
            return ()
        word, gap = span.of(self.text), self.text[span.end : right[0].span.start]
        if (OF_WHOM.fullmatch(gap) and FIRE_NOUN.fullmatch(word)) or (
            DE_QUI.fullmatch(gap) and ATTACK_NOUN.fullmatch(word)
        ):
            return self._listed(right[0], right)
        told = TO_WHOM.fullmatch(gap) is not None and ATTRIBUTES.search(self.text[max(0, span.start - 80) : span.start])
        return self._listed(right[0], right) if told else ()

    def _with_it(self, span: Span, left: Mentions) -> Ids:
        """'The army stopped the convoy, denying it passage': the subject of what the participle goes with."""
        if not left or not span.of(self.text).split()[0].casefold().endswith("ing"):
            return ()
        if PARTICIPLE.search(self.text[max(0, span.start - 24) : span.start]) is None:
            return ()
        first = next((a for a in left if a.kind != "affil" or MEN_AFTER.match(self.text, a.span.end)), None)
        return first.actor_ids if first is not None and not self._governed(first) else ()

    def _their_men(self, span: Span, low: int, left: Mentions, statement: Statement | None) -> Ids:
        """'Yesterday its gunmen stormed', 'a man whom its fighters had kidnapped': of the one named before."""
        before = self.text[max(low, span.start - 70) : span.start]
        if THEIR_MEN.search(before) is None or REPELS.search(before):
            return ()
        if BE.search(before[-26:]) and WITH_ETRE.search(span.of(self.text)) is None:
            return ()
        joint = AND_THEIR.search(before)
        if joint is not None:  # 'the coalition and its allied militias have shelled'
            named = [
                a for a in left if a.span.end <= span.start - len(before) + joint.start() + 1 and a.kind != "affil"
            ]
            if named:
                return named[-1].actor_ids
        if statement is not None and statement.speaker_ids:
            return self._army(before, self._body(statement.speaker_ids))
        first = next((a for a in left if a.kind != "affil" and not self._governed(a)), None)
        return first.actor_ids if first is not None else self._antecedent(low)

    def _army(self, before: str, ids: Ids) -> Ids:
        """'his army' of a president is the army of his state."""
        armies = self.lexicons.armies if ARMY.search(before) else {}
        return tuple(armies.get(i, i) for i in ids)

    def _monitors(self, span: Span, clause: Span, left: Mentions, statement: Statement | None, agents: Ids) -> Ids:
        """Who was kept from moving where only 'the patrol' or 'the team' is said: the mission that tells of it."""
        kinds = self.lexicons.actor_kinds
        if left and span.start - left[-1].span.end <= 3 and kinds.get(left[-1].actor_ids[0]) == "mission":
            return left[-1].actor_ids  # 'SMM freedom of movement'
        told = statement.speaker_ids if statement is not None and statement.speaker_ids else self.house
        if len(told) != 1 or kinds.get(told[0]) != "mission" or told[0] in agents:
            return ()
        around = self.text[max(clause.start, span.start - 70) : min(clause.end, span.end + 50)]
        return told if WATCHERS.search(around) else ()

    def _flies_itself(self, subject: ActorMention, span: Span) -> bool:
        """'The army said that small drones had crossed': whose they were is not said."""
        if FLIERS.search(self.text, subject.span.end, span.start) is None:
            return False
        own = MEN_AFTER.match(self.text, subject.span.end) or MEN_OF.search(self._before_wide(subject))
        return own is None and span.of(self.text).split()[0] in FLIGHTS

    def _before_wide(self, actor: ActorMention) -> str:
        return self.text[max(0, actor.span.start - 48) : actor.span.start]

    def _at_checkpoint(self, span: Span, name: TriggerName, right: Mentions) -> Ids:
        """'was turned away at a checkpoint of the group', 'detained at an army roadblock'."""
        if name.type not in ("access_denial", "detention", "abduction") or not right:
            return ()
        gap, after = self.text[span.end : right[0].span.start], self.text[right[0].span.end : right[0].span.end + 14]
        of_it = AT_CHECKPOINT_OF.fullmatch(gap) is not None
        return right[0].actor_ids if of_it or (AT_A.fullmatch(gap) and CHECKPOINT.match(after)) else ()

    def _stands_accused(self, span: Span, sentence: Span) -> Ids:
        """'The army was accused by the group of firing on': who is accused is said to have done it."""
        lead = self.text[max(sentence.start, span.start - 120) : span.start]
        if "accused" not in lead:
            return ()
        for actor in self.actors_at.inside(Span(sentence.start, span.start)):
            if STANDS_ACCUSED.fullmatch(self.text, actor.span.end, span.start):
                return actor.actor_ids
        return ()

    def _from_the_side(self, span: Span, left: Mentions, low: int) -> Ids:
        """'From the side of the group, eleven rounds were fired'."""
        if not left or "rom " not in self.text[low : left[0].span.start]:
            return ()
        lead = self.text[max(low, left[0].span.start - 70) : left[0].span.start]
        behind = self.text[left[0].span.end : left[0].span.end + 30]
        owned = FROM_OWN.search(lead) is not None and HELD_LAND.match(behind) is not None
        return left[0].actor_ids if FROM_SIDE.search(lead) or owned else ()
