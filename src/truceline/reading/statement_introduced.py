"""Speakers whom the text itself introduces: a spokesman with his name behind, a surname whose office stood before, 'its press service'."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.model import ActorMention, Span
from truceline.reading.statement_asides import Asides

OFFICE = (
    r"(?:porte-parole|représentante?|chef|commandant|directeur|directrice|spokes(?:man|woman|person)|representative|head|chief|commander|"
    r"представител\w+|руководител\w+|глав[аыеу]|начальник\w*|командующ\w+|пресс-секретар\w+|спикер\w*|председател\w+|директор\w*|замглавы|сопредседател\w+)"
)
# 'le porte-parole' + ' du Secrétaire général, Stéphane Dujarric'
ITS_HOLDER = re.compile(r"\s+(?:de\s+la|de\s+l['’]|du|des|de|d['’]|of|for)\s*[^.;:«»\"!?,]{2,60}?,\s+|,\s+")
ENDS_IN_OFFICE = re.compile(rf"(?:^|\s){OFFICE}$", re.I)
# 'le porte-parole' of whom it was told before
THE_SAME = re.compile(
    r"(?:le|la|the|cette?|this)\s+(?P<noun>porte-parole|représentante?|commandant|spokes(?:man|woman|person)|commander)|(?P<noun2>представитель|спикер|пресс-секретарь)",
    re.I,
)
# 'пресс-служба ведомства', 'представитель министерства': of the body that spoke before
OF_THE_BODY = re.compile(
    r"(?:в\s+)?(?:пресс-служб\w+|пресс-центр\w*|представител\w+|источник\w*|руководств\w+|пресс-секретар\w+|спикер\w*)\s+(?:этого\s+|данного\s+)?(?:ведомства|министерства|миссии|организации|штаба)(?!\s+[А-ЯЁа-яё])"
)
SURNAME = re.compile(
    r"(?:(?:Lt|Maj|Col|Gen|Brig|Capt|Adm|Sgt|Dr|Mr|Ms|Mrs)\.\s+)*(?:[A-ZÀ-ÝА-ЯЁ][\w’'-]+\s+){0,2}(?P<name>[A-ZÀ-ÝА-ЯЁ][\w’'-]{3,})"
)
# what may stand before a name and tell whom its bearer speaks for; ranks and first names between
OFFICE_LEFT = re.compile(
    rf"(?<![\w-])(?P<own>(?:son|sa|leur|its|their|его|её|их)\s+)?{OFFICE}(?P<of>(?:\s[^.;:«»\"!?\n]{{2,150}}?)?),?\s+(?:[\w-]+\s+){{0,3}}?$",
    re.I,
)
# 'N, porte-parole de …', 'N, представитель …'
OFFICE_RIGHT = re.compile(
    rf",\s+(?:le\s+|la\s+|un\s+|une\s+|the\s+|an?\s+)?{OFFICE}\s+(?P<of>[^.;:«»\"!?\n,]{{2,80}})", re.I
)
AGAIN = 1500  # code points back in which somebody was introduced


class Introduced(Asides):
    """Shared by the finder of statements."""

    def introduced(self, speaker: Span) -> tuple[str, ...]:
        """Ids of a speaker whom the registry does not know by these words, as the text tells them; else nobody."""
        return (
            self._holder_behind(speaker)
            or self._spoke_before(speaker)
            or self._of_the_body(speaker)
            or self._named_with_office(speaker)
        )

    def _holder_behind(self, speaker: Span) -> tuple[str, ...]:
        """'a précisé le porte-parole du Secrétaire général, N': the person behind his office."""
        if ENDS_IN_OFFICE.search(speaker.of(self.text)) is None:
            return ()
        for actor in self.actors_at.inside(Span(speaker.end, min(len(self.text), speaker.end + 100))):
            if actor.actor_ids and actor.actor_ids[0] in self.lexicons.people:
                behind = ITS_HOLDER.fullmatch(self.text, speaker.end, actor.span.start)
                return actor.actor_ids if behind else ()
        return ()

    def _spoke_before(self, speaker: Span) -> tuple[str, ...]:
        """'le porte-parole' alone: whoever spoke as such before, when it was one only."""
        found = THE_SAME.fullmatch(speaker.of(self.text))
        if found is None or (
            ITS_HOLDER.match(self.text, speaker.end) and self.text[speaker.end : speaker.end + 1] != ","
        ):
            return ()
        noun = (found.group("noun") or found.group("noun2")).casefold()
        spoke = {
            s.speaker_ids
            for s in self.found
            if s.role == "body"
            and s.speaker is not None
            and s.speaker.end < speaker.start
            and noun in self.text[s.speaker.start : s.speaker.end].casefold()
        }
        return next(iter(spoke)) if len(spoke) == 1 else ()

    def _of_the_body(self, speaker: Span) -> tuple[str, ...]:
        """'пресс-служба ведомства': of whoever spoke in the statement before."""
        if OF_THE_BODY.match(self.text, speaker.start, speaker.end + 24) is None:
            return ()
        spoke = [s for s in self.found if s.role == "body" and s.content[-1].end <= speaker.start]
        last = max(spoke, key=lambda s: s.content[-1].end, default=None)
        if last is None or not last.speaker_ids:
            return ()
        kind = self.lexicons.actor_kinds.get(last.speaker_ids[0])
        return () if kind == "media" or last.speaker_ids[0] in self.lexicons.people else last.speaker_ids

    def _named_with_office(self, speaker: Span) -> tuple[str, ...]:
        """'Сытник', introduced as 'заместитель руководителя Центра … Вячеслав Сытник': of the body of that office."""
        found = SURNAME.fullmatch(speaker.of(self.text))
        if found is None:
            return ()
        name = found.group("name")
        stem = name[:-1] if name[-1] in "аяйь" else name
        for other in re.finditer(rf"(?<![\w-]){re.escape(stem)}\w{{0,3}}(?![\w-])", self.text[: speaker.start]):
            if speaker.start - other.start() > AGAIN:
                continue
            left = OFFICE_LEFT.search(self.text, max(0, other.start() - 230), other.start())
            right = OFFICE_RIGHT.match(self.text, other.end()) if left is None else None
            office = left or right
            if office is None:
                continue
            if left is not None and left.group("own"):
                return self._first_body(Span(self._sentence_start(left.start()), left.start()))
            return self._first_body(Span(office.start("of"), office.end()))
        return ()

    def _first_body(self, span: Span) -> tuple[str, ...]:
        named = [a for a in self.actors_at.inside(span) if self._a_body(a)]
        return named[0].actor_ids if named else ()

    def _a_body(self, actor: ActorMention) -> bool:
        return (
            bool(actor.actor_ids)
            and actor.kind in ("name", "nominal", "metonym")
            and actor.actor_ids[0] not in self.lexicons.people
        )

    def _sentence_start(self, at: int) -> int:
        return max(self.text.rfind(". ", 0, at), self.text.rfind("\n", 0, at)) + 1
