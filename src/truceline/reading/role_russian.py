"""Who did it and to whom in Russian, where cases tell it: 'со стороны N', 'обстрел боевиками', 'по позициям N стреляли'."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.event_words import FORCE
from truceline.reading.model import ActorMention, Span
from truceline.reading.role_arabic import ArabicRoles
from truceline.reading.role_words import TriggerName

Ids = tuple[str, ...]
Mentions = list[ActorMention]
FROM_SIDE = re.compile(r"(?<!\w)(?:[Сс]о стороны|[Сс]илами|[Оо]т рук)\s+(?:[а-яё-]+\s+){0,2}$")
# 'по позициям ВСУ', 'под Авдеевкой', 'у позиций армии': whom a preposition governs does nothing
GOVERNED = re.compile(
    r"(?<!\w)(?:[Пп]о|[Пп]од|[Уу]|[Вв]|[Вв]о|[Нн]а|[Ии]з|[Оо]т|[Сс]|[Дд]ля|[Пп]ротив|[Нн]ад|[Зз]а|[Кк]|[Пп]ри|[Вв]близи|[Вв] сторону|[Оо]коло)\s+(?:[а-яё-]+(?:у|ю|ам|ям|ой|ей|ом|ем|ых|их|ым|им|е|ах|ях|а|я|ы|и)\s+){0,3}$"
)
SHOT_AT = re.compile(
    r"(?<!\w)(?:[Пп]о|[Вв] сторону)\s+(?:[а-яё-]+(?:у|ю|ам|ям|ым|им|ому|ему|е|и)\s+){0,3}$|(?<!\w)[Вв] сторону\s+(?:[а-яё-]+\s+){0,2}$"
)
WITH_MEN = re.compile(r"\s+(?:[а-яё-]+(?:ыми|ими|ой|ей)\s+)?[а-яё]+(?:ами|ями|ой|ей|ью)(?!\w)")
INSTRUMENTAL = re.compile(r"[А-ЯЁа-яё-]+(?:ами|ями|ыми|ими|ой|ей)(?!\w)")
# 'обстрел украинской стороной': adjective and noun in the instrumental
A_SIDE = re.compile(
    r"[а-яё-]+(?:ой|ей)\s+(?:стороной|армией|авиацией|артиллерией|частью|группировкой|коалицией|полицией|разведкой)|[а-яё-]+(?:ыми|ими)\s+[а-яё]+(?:ами|ями|ыми|ими)",
    re.I,
)
FIRED = ("small_arms_fire", "shelling", "sniping", "attack", "air_strike", "drone_strike")


class RussianRoles(ArabicRoles):
    """Shared by ``Roles``."""

    def _before(self, actor: ActorMention) -> str:
        raise NotImplementedError

    def _russian(self, span: Span, name: TriggerName, left: Mentions, right: Mentions) -> tuple[Ids, Ids] | None:
        """Doers and targets that a preposition or a case tells; None where word order has to."""
        if name.type not in FORCE:
            return None
        by = next((a for a in left if FROM_SIDE.search(self.text, max(0, a.span.start - 50), a.span.start)), None)
        agents = self._listed(by, left) if by else self._by_case(span, right)
        hit = [
            a for a in left
            if name.type in FIRED and SHOT_AT.search(self.text, max(0, a.span.start - 50), a.span.start)
            and not re.search(r"[,;:]", self.text[a.span.end : span.start])  # 'по российским данным, случаи стрельбы'
        ]  # fmt: skip
        free = [a for a in left if a is not by and not self._below_preposition(a)]
        if not agents and not (hit and not free):
            return None
        aimed = [
            a
            for a in right
            if name.type in FIRED and SHOT_AT.search(self.text, max(0, a.span.start - 50), a.span.start)
        ]
        targets = (hit or aimed)[:1]
        return agents, targets[0].actor_ids if targets else ()

    def _below_preposition(self, actor: ActorMention) -> bool:
        """'на юге Ливана': no doer of what stands behind it."""
        russian = "А" <= self.text[actor.span.start] <= "ё"
        return russian and GOVERNED.search(self.text, max(0, actor.span.start - 50), actor.span.start) is not None

    def _by_case(self, span: Span, right: Mentions) -> Ids:
        """'обстрел Авдеевки боевиками', 'обстрелян украинскими военными': the instrumental behind a noun or a passive."""
        for actor in right:
            gap = self.text[span.end : actor.span.start]
            if len(gap) > 45 or re.search(r"[.,;:()]|\s(?:с|со|между|над|под|перед|за)\s", f"{gap} "):
                return ()
            word = self.text[actor.span.start : actor.span.end].split()[0]
            plural = word.endswith(("ами", "ями")) or (actor.kind == "affil" and word.endswith(("ыми", "ими")))
            single = (
                INSTRUMENTAL.fullmatch(word) and actor.kind == "affil" and WITH_MEN.match(self.text, actor.span.end)
            )
            whole = A_SIDE.fullmatch(actor.span.of(self.text)) is not None
            if plural or single or whole:
                return self._listed(actor, right)
        return ()
