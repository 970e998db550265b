"""Official Russian: 'Штабом доложено, что …', 'Со стороны делегации N указано, что …', 'Как отмечается, …' of whoever spoke before."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.attribution import Said, clean, strip_end
from truceline.reading.model import Block, Span
from truceline.reading.statement_introduced import Introduced

# who does it stands in the instrumental, before or behind a short participle
PASSIVE = re.compile(
    r"(?:^|(?<=[.;]\s)|(?<=[,:]\s))(?:(?:В ходе|На|При|Также|Кроме того|Вместе с тем|Одновременно|По этому вопросу|В свою очередь)\b[^,.;:]{0,60}?,?\s+)?"
    r"(?P<who>(?:[Сс]о\s+стороны\s+)?[А-ЯЁа-яё][^.;:,\n«»\"]{3,110}?)\s+(?:(?:также|вновь|ранее|официально|дополнительно|устно|письменно)\s+)*(?:было\s+|был[аи]?\s+)?"
    r"(?P<cue>доложено|заявлено|сообщено|указано|отмечено|подч[её]ркнуто|констатировано|подтверждено|озвучено|уточнено|доведено|передано|установлено|заверено|выражено мнение|обращено внимание|внесено предложение)"
    r"(?P<whom>\s[^.;:\n,]{1,60})?,\s+что\s+(?P<content>\S[^\n]*)",
    re.MULTILINE,
)
INSTRUMENTAL = re.compile(r"(?:со\s+стороны\s.+|[а-яё-]*(?:ом|ем|ём|ой|ей|ью|ами|ями|ым|им|ими|ыми)(?:\s.*)?)", re.I)
CAPITAL = re.compile(r"(?<=\s)[А-ЯЁ][а-яё-]*(?:ом|ем|ём|ой|ей|ью|ами|ями|ым|им|ими|ыми)(?!\w)")
# told by nobody but the paper itself: 'Как отмечается, …', 'Сообщается, что …'
IMPERSONAL = re.compile(
    r"(?:[Кк]ак\s+(?P<cue>отмечается|сообщается|указывается|подч[её]ркивается|уточняется|утверждается|говорится)(?:\s+(?:также|далее|в\s+(?:тексте|документе|сообщении|бюллетене|сводке|заявлении|отч[её]те)))?,\s+"
    r"|(?:Также|Кроме того,?|При этом|Отдельно)?\s*(?P<cue2>[Оо]тмечается|[Сс]ообщается|[Уу]казывается|[Пп]одч[её]ркивается|[Уу]точняется|[Уу]тверждается)(?:\s+также)?,\s+что\s+)"
)
NEAR = 900  # code points back to the words of whoever's paper is told


class Official(Introduced):
    """Shared by the finder of statements."""

    def _official(self, block: Block) -> None:
        for found in PASSIVE.finditer(self.text, block.span.start, block.span.end):
            who, cue = Span(*found.span("who")), Span(*found.span("cue"))
            if INSTRUMENTAL.fullmatch(who.of(self.text)) is None:  # 'В ходе встречи Министерством обороны …'
                begun = CAPITAL.search(who.of(self.text))
                who = Span(who.start + begun.start(), who.end) if begun else who
            if INSTRUMENTAL.fullmatch(who.of(self.text)) is None or any(q.holds(cue) for q in self.quotes):
                continue
            sentence = next((s for s in self.sentences(block.span) if s.start <= cue.start < s.end), block.span)
            content = clean(self.text, Span(found.start("content"), strip_end(self.text, sentence)))
            if content.end - content.start < 8:
                continue
            said = Said(cue, who, self._by_whom(who), "statement.official_passive", 0.75)
            self._emit((content,), "indirect", said, block)

    def _by_whom(self, who: Span) -> tuple[str, ...]:
        """Whoever is named first in the phrase; a delegation or a staff speaks for whom it is of."""
        named = [a for a in self.actors_at.inside(who) if a.actor_ids and a.kind not in ("media", "affil")]
        return named[0].actor_ids if named else self.organ_of(who)

    def _impersonal(self, sentence: Span, block: Block) -> bool:
        """'Как отмечается, …' behind somebody's words: the same paper goes on."""
        found = IMPERSONAL.match(self.text, sentence.start, sentence.end)
        if found is None or any(q.start <= sentence.start < q.end for q in self.quotes):
            return False
        last = max(
            (s for s in self.found if s.role == "body" and s.content[-1].end <= sentence.start and s.speaker),
            key=lambda s: s.content[-1].end,
            default=None,
        )
        content = clean(self.text, Span(found.end(), strip_end(self.text, sentence)))
        if last is None or sentence.start - last.content[-1].end > NEAR or content.end - content.start < 8:
            return False
        name = "cue" if found.group("cue") else "cue2"
        said = Said(Span(*found.span(name)), last.speaker, last.speaker_ids, "statement.impersonal", 0.65)
        self._emit((content,), "indirect", said, block)
        return True
