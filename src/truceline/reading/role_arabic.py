"""Who did it and to whom in Arabic, where the verb, or its noun, stands before whoever did it."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.event_words import FORCE
from truceline.reading.model import ActorMention, Span
from truceline.reading.role_understood import Understood
from truceline.reading.role_words import EXPOSED, REPELS, SUPPORT, TriggerName

Ids = tuple[str, ...]
Mentions = list[ActorMention]
ARABIC_SUBJECT = re.compile(r"\s?(?:(?:قد|كانت|كان|لم|التي|الذي)\s)?ب?")
ARABIC_OF = re.compile(r"(?:(?<!\w)(?:في|من|على|إلى|بين|مع|ضد)\s|\sل|\sب)$")
ARABIC_FROM = re.compile(r"\s*(?:[\u0621-\u064a]+\s+){0,2}?من\s+(?:قبل\s+|جانب\s+)?(?:[\u0621-\u064a]+\s+){0,2}?")
# 'ضربت تجمعات للدعم السريع', 'أسقطت طائرة مسيرة تابعة لجماعة الحوثي': a thing of the one behind it
ARABIC_OWNED = re.compile(
    r"\s*(?:ل|على\s+|في\s+)?(?:تجمع\w*|مواقع|موقعا?|جرافة|طائرة|آلي[ةا]\w*|دوري[ةا]\w*|نقطة|نقاط|معسكر\w*|رتلا?|أرتال|مقرا?|مقرات|مخزن|مخازن|مستودع\w*|عناصر|قوات|جنود\w*|حاجزا?|دبابة|دبابات|مدرع\w+|زورقا?|سفينة|ثكن[ةا]\w*|مركزا?|مراكز|أهداف|هدفا?|عربة|عربات)"
    r"(?:\s+[\u0621-\u064a]+){0,2}?\s*(?:تابعة?\s+)?(?:ل|لل)?"
)
# 'قذيفة أطلقها الحوثيون', 'غارة شنتها القوات': the clause behind the noun tells who did it
ARABIC_WHICH = re.compile(
    r"\s*(?:[\u0621-\u064a]+\s+)?(?:أطلق|أطلقت|نفذ|نفذت|شن|شنت|زرع|زرعت|ألقى|ألقت|ارتكب|ارتكبت)(?:ها|ه|هم)\s+"
)


class ArabicRoles(Understood):
    """Shared by ``Roles``."""

    def _between(self, span: Span, name: TriggerName, right: Mentions) -> Ids:
        raise NotImplementedError

    def _arabic(self, span: Span, name: TriggerName, left: Mentions, right: Mentions) -> tuple[Ids, Ids]:
        """The verb, or its noun, stands before who did it; behind 'that' and beside 'accused' it stands after."""
        both = self._between(span, name, right)
        if both:
            return both, ()
        lead = self.text[max(0, span.start - 50) : span.start + 1]
        if name.type in FORCE and (REPELS.search(lead[:-1]) or REPELS.search(lead)):
            warded = self._subject(left, span) or (left[-1] if left else None)
            whose = right[:1] if right and right[0].span.start - span.end <= 3 else []
            return self._listed(whose[0], right) if whose else (), warded.actor_ids if warded else ()
        exposed = list(EXPOSED.finditer(self.text, max(0, span.start - 90), span.start))
        if exposed and name.type in FORCE:
            hit = [a for a in left if a.span.start >= exposed[-1].end()]
            source = right[:1] if right and ARABIC_FROM.fullmatch(self.text, span.end, right[0].span.start) else []
            return self._listed(source[0], right) if source else (), self._listed(hit[0], left) if hit else ()
        near = left[-1] if left and ARABIC_SUBJECT.fullmatch(self.text, left[-1].span.end, span.start) else None
        if (
            near is None
            and left
            and len(lead := self.text[left[-1].span.end : span.start]) < 45
            and SUPPORT.search(lead)
        ):
            near = left[-1]
        agents: Ids = self._listed_back(near, left) if near and not ARABIC_OF.search(self._before(near)) else ()
        rest = right
        if not agents and right:
            gap = self.text[span.end : right[0].span.start]
            if (
                len(gap) <= 3
                or ARABIC_WHICH.fullmatch(gap)
                or (right[0].kind == "affil" and len(gap) <= 12 and not re.search(r"\sفي\s", gap))
            ):
                agents, rest = self._listed(right[0], right), right[1:]
        object_ = next((a for a in rest if 0 <= a.span.start - span.end <= 45), None)
        gap = self.text[span.end : object_.span.start] if object_ else ""
        owned = object_ is not None and ARABIC_OWNED.fullmatch(gap) is not None
        named = owned or (
            (agents or name.verb)
            and object_ is not None
            and not re.search(r"[.،]|\s(?:في|بعد|قبل|مع|من|عبر|إلى|خلال|فوق)\s", gap)
        )
        return agents, object_.actor_ids if named and object_ else ()
