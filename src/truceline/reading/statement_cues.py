"""What a verb of saying tells by what stands around it: a further verb, one with an object, one that closes or relays."""

from __future__ import annotations

from truceline.reading.cue_speakers import FURTHER_VERB, PARTICIPLE, unvowelled
from truceline.reading.model import Span
from truceline.reading.phrases import Match
from truceline.reading.statement_arabic import ArabicObjects
from truceline.reading.statement_words import IN_ITS_TURN, RELAYED, SAYS_NOW, SOMEBODY_LEFT, TRANSITIVE


class CueChecks(ArabicObjects):
    """Shared by the finder of statements."""

    def _further_verb(self, match: Match, sentence: Span) -> bool:
        """'، وأكدت', '، فيما قال': an Arabic verb behind a comma tells something of its own."""
        lead = FURTHER_VERB.search(self.text, max(sentence.start, match.start - 16), match.start)
        return self.text[match.start] >= "\u0600" and lead is not None

    def _of_its_object(self, cue: Span) -> bool:
        """'accused the army of …': who stands behind such a verb is accused, and does not speak, but behind a comma."""
        before = self.text[: cue.start].rstrip()[-1:]
        if TRANSITIVE.match(cue.of(self.text)) is not None:
            return before not in (",", '"', "”", "»", "—", "–", "-")
        return (
            SAYS_NOW.match(cue.of(self.text)) is not None
            and SOMEBODY_LEFT.search(self.text[max(0, cue.start - 60) : cue.start]) is not None
        )

    def _closes(self, match: Match, sentence: Span, quotes: list[Span]) -> bool:
        """', reports the office.': the last words of a sentence attribute all of it, whoever speaks inside."""
        rest = self.text[match.end : sentence.end]
        if PARTICIPLE.fullmatch(unvowelled(self.text[match.start : match.end])):
            return False
        if IN_ITS_TURN.search(self.text, max(sentence.start, match.start - 24), match.start):
            return False  # 'и, в свою очередь, обвинила': a further verb of the same subject
        return not quotes and self.text[: match.start].endswith(", ") and len(rest) < 90 and "," not in rest

    def _relays(self, match: Match) -> bool:
        """'передаёт агентство со ссылкой на министерство': who is cited speaks, not who passes it on."""
        return RELAYED.fullmatch(self.text[match.start : match.end]) is not None
