"""How far the words of a source reach: before it, behind it, on both sides, up to another's."""

from __future__ import annotations

from collections.abc import Callable

from truceline.reading import quick_re as re
from truceline.reading.attribution import clean, strip_end
from truceline.reading.indirect_words import FINITE, OPENS_WITH_SOURCE, RELATIVE, WITH_SO_MANY
from truceline.reading.model import ActorMention, Span
from truceline.reading.nearby import Nearby
from truceline.reading.phrases import Match
from truceline.reading.speaker_words import GOVERNED
from truceline.reading.statement_shapes import Shapes

# 'С начала суток', 'In the night to Tuesday': no claim yet, though a noun may look like a verb
CIRCUMSTANCE_ONLY = re.compile(
    r"(?:С|Со|В|Во|За|На|До|После|Около|К|Ко|При|Под|In|At|On|Since|During|Over|Before|After|Dans|Depuis|Lors|Pendant|Avant|Après|منذ|خلال|في)\s+(?:[^\s,]+\s+){0,5}[^\s,]+"
)
# an auxiliary waits for its verb: "L'armée a, selon un élu, brûlé", 'The army has, according to N, shelled'
GOES_ON = re.compile(
    r"(?<!\w)(?:a|ont|avait|avaient|est|sont|était|étaient|has|have|had|was|were|is|are|did|will|would|был|была|было|были|не|not)\s+$"
)

ANOTHER_CLAUSE = re.compile(r"(?:و|ف|بينما|لكن|غير أن|إلا أن|في حين|أن(?!\w))")
A_COMMA = re.compile(r"[,،]")


class Reach(Shapes):
    """Shared by the finder of statements."""

    cues: list[tuple[Match, str]]
    actors: list[ActorMention]
    actors_at: Nearby[ActorMention]

    def _subject_of(self, cue: Span, sentence: Span) -> tuple[str, ...]:
        """'ce que l'armée conteste : personne n'a été touché, selon elle': who is the subject before it in the sentence."""
        before = [a for a in self.actors if sentence.start <= a.span.start and a.span.end <= cue.start and a.actor_ids]
        free = [a for a in before if not GOVERNED.search(self.text[max(0, a.span.start - 16) : a.span.start])]
        colon = max(self.text.rfind(mark, sentence.start, cue.start) for mark in (" : ", ": ", "; "))
        lead = [a for a in free if a.span.end <= colon]
        return lead[-1].actor_ids if lead else ()

    def _opened_by(self, cue: Span, sentence: Span) -> Callable[[int], int] | None:
        """'D'après l'agence, citant une source, deux drones …': whoever is cited tells what stands behind him."""
        lead = self.text[sentence.start : cue.start]
        if not OPENS_WITH_SOURCE.match(lead) or len(lead) > 110:
            return None

        def behind(end: int) -> int:
            comma = self.text.find(",", end, min(sentence.end, end + 60))
            return comma + 1 if comma >= 0 else end

        return behind

    def _around(self, content: Span, cue: Span, who: Span, sentence: Span) -> tuple[Span, ...]:
        """'The army, according to him, did not fire': both parts of the clause are his."""
        end = max(cue.end, who.end)
        comma = self._mark(end, min(strip_end(self.text, sentence), end + 50))
        if comma < 0 or self.text[: cue.start].rstrip()[-1:] not in (",", "،", "(", "—", "–"):
            return (content,)
        rest = clean(self.text, Span(comma + 1, strip_end(self.text, sentence)))
        lead = content.of(self.text)
        if (
            rest.end - rest.start < 8
            or len(lead.split()) > 16
            or (FINITE.search(lead) and not CIRCUMSTANCE_ONLY.fullmatch(lead) and not GOES_ON.search(f"{lead} "))
            or RELATIVE.match(rest.of(self.text))
            or (self.text[comma] == "،" and (ANOTHER_CLAUSE.match(rest.of(self.text)) or self.cues_in(rest)))
        ):
            return (content,)
        return (content, rest)

    def cues_in(self, sentence: Span) -> list[tuple[Match, str]]:
        raise NotImplementedError

    def _mark(self, start: int, end: int) -> int:
        """The first comma of either script."""
        found = A_COMMA.search(self.text, start, end)
        return found.start() if found else -1

    def _behind_another(self, sentence: Span, cue: Span) -> int:
        """'N accused M of A, a day after B, according to O': what N says is N's, and B is O's."""
        verbs = [
            m
            for m, strength in self.cues
            if sentence.start <= m.start and m.end < cue.start - 40 and strength in ("strong", "weak")
        ]
        verbs = [m for m in verbs if not any(q.holds(Span(m.start, m.end)) for q in self.speakers.quotes)]
        if not verbs:
            return 0
        lead = self.text[sentence.start : verbs[0].start]
        if "," in lead or not self.actors_at.inside(Span(sentence.start, verbs[0].start)):
            return 0
        comma = self.text.rfind(", ", verbs[-1].end, cue.start - 2)
        return comma + 1 if comma >= 0 and cue.start - comma > 25 else 0

    def _own_part(self, sentence: Span, cue: Span) -> int:
        """'eleven were killed according to N, three according to M': each tells what stands before it only."""
        semicolon = (
            max(self.text.rfind("; ", sentence.start, cue.start), self.text.rfind(" : ", sentence.start, cue.start)) + 1
        )
        earlier = [
            s.speaker.end
            for s in self.found
            if s.rule == "statement.according_to" and s.speaker and sentence.start <= s.speaker.start < cue.start
        ]
        told = WITH_SO_MANY.search(self.text, max([sentence.start, semicolon]), cue.start)
        counted = told.start() + 1 if told and self.text[: cue.start].rstrip()[-1:] != "," else 0
        return max([semicolon, counted, *earlier])  # 'they clashed, with ten killed according to N': N tells of the ten

    def _relay(self, sentence: Span, cue: Span) -> int:
        """Where the words end when somebody only passes them on: before ', передаёт агентство'."""
        comma = self.text.rfind(",", sentence.start, cue.start)
        passed = any(comma < m.start and m.end <= cue.start for m, _ in self.cues) if comma >= 0 else False
        return comma if passed and cue.start - comma < 80 else cue.start
