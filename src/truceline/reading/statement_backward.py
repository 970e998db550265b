"""Attributions that point back: 'Об этом сообщил N', 'The announcement was made by N', 'C'est ce qu'a indiqué N', 'جاء ذلك في بيان N'.

They tell who said the sentence before; without them it would stand as the outlet's own.
"""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.attribution import Said, clean, strip_end
from truceline.reading.indirect_speech import IndirectSpeech
from truceline.reading.model import Block, Span

# '… - об этом говорится в сводке N', '…, о чём сообщил N': the clause before it in the same sentence
BACK_HERE = re.compile(
    r"(?:\s[-–—]|[,;])\s+(?P<cue>(?:об этом|о чём|о чем|такие данные|это)\s+(?:\w+\s+){0,5}?(?:расск\w+|доложил\w*|сообщ\w+|заяв\w+|говорится|информир\w+|прив[её]л\w*|следует из|указано))\s+(?P<rest>[^\n]+)"
)
# 'Как стало известно от N, …': from whom it became known, or nobody
BECAME_KNOWN = re.compile(r"\W*(?P<cue>Как стало известно|Стало известно)(?P<whom>[^,.]{0,90}?),\s+(?:что\s+)?")
FROM_WHOM = re.compile(r"(?<!\w)от\s+(?P<who>[^,.]{3,80})$")
BACK = re.compile(
    r"(?P<cue>(?:Об этом|О произошедшем|О случившемся|Такие данные|(?:Такое|Соответствующее|Данное) (?:заявление|сообщение)|С таким заявлением|Такую информацию|Это)\s+(?:\w+\s+){0,4}?(?:сообщ\w+|заяв\w+|говорится|расск\w+|информир\w+|передает|передаёт|прив[её]л\w*|привод[яи]т\w*|следует из|опубликовал\w*|распростран\w+|сделал\w*|озвучил\w*|выступил\w*)"
    r"|(?:This|The (?:information|announcement|statement|claim|report|news|figures?)) (?:was|were) (?:reported|announced|made|released|provided|confirmed|published|given|stated|circulated)(?: \w+){0,2}? (?:by|in)|(?:That|This) is according to"
    r"|C['’]est ce qu['’](?:a|ont) (?:indiqué|déclaré|affirmé|annoncé|rapporté|précisé|assuré|fait savoir)|L['’]information a été (?:donnée|rapportée|communiquée|confirmée) par"
    r"|(?:و)?(?:جاء|ورد|أعلن|صدر) (?:ذلك|هذا)(?: (?:في|على لسان|خلال))?)"
    r"(?P<rest>[^\n]*)"
)


class Backward(IndirectSpeech):
    """Shared by the finder of statements."""

    quotes: list[Span]

    def _told_here(self, sentence: Span, block: Block) -> bool:
        here = BACK_HERE.search(self.text, sentence.start, sentence.end)
        if here is None or any(q.start <= here.start() < q.end for q in self.quotes):
            return False
        content = clean(self.text, Span(self._begin(sentence.start, block), here.start()))
        speaker = self.speakers.source(here.end("cue"), sentence.end) or self._described(here.end("cue"), sentence)
        if speaker is None or content.end - content.start < 12:
            return False
        said = Said(Span(*here.span("cue")), speaker[0], speaker[1], "statement.points_back", 0.8)
        self._emit((content,), "indirect", said, block)
        return True

    def _known_from(self, sentence: Span, block: Block) -> bool:
        known = BECAME_KNOWN.match(self.text, sentence.start, sentence.end)
        if known is None:
            return False
        whom = FROM_WHOM.search(known.group("whom"))
        who = Span(known.start("whom") + whom.start("who"), known.start("whom") + whom.end("who")) if whom else None
        named = [a for a in self.actors_at.inside(who) if a.actor_ids] if who else []
        ids = named[0].actor_ids if who and named and named[0].span.start - who.start <= 16 else ()
        content = clean(self.text, Span(known.end(), strip_end(self.text, sentence)))
        said = Said(Span(*known.span("cue")), who, ids, "statement.became_known", 0.6)
        self._emit((content,), "indirect", said, block)
        return True

    def _points_back(self, sentence: Span, before: Span | None, block: Block) -> bool:
        """Whether a sentence only tells who said the one before, in this paragraph or as the last of the paragraph before."""
        found = BACK.match(self.text, sentence.start, sentence.end)
        if found is None:
            return self._known_from(sentence, block) or self._told_here(sentence, block)
        told = before or self._last_sentence(block)
        speaker = self.speakers.source(found.end("cue"), sentence.end) or self._described(found.end("cue"), sentence)
        if told is None or speaker is None:
            return False
        content = clean(self.text, Span(self._begin(told.start, block), strip_end(self.text, told)))
        if any(s.content[0].touches(content) for s in self.found):
            return False  # it has a speaker of its own
        said = Said(Span(*found.span("cue")), speaker[0], speaker[1], "statement.points_back", 0.8)
        self._emit((content,), "indirect", said, block)
        return True

    def _last_sentence(self, block: Block) -> Span | None:
        raise NotImplementedError

    def _described(self, start: int, sentence: Span) -> tuple[Span, tuple[str, ...]] | None:
        """Somebody no registry knows: his words, without id."""
        words = clean(self.text, Span(start, min(strip_end(self.text, sentence), start + 90)))
        return (words, ()) if words.end - words.start > 3 else None
