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
# 'وحدات من الجيش ردت': a part of whoever is named is the subject
ARABIC_SOME = re.compile(
    r"(?<!\w)[وف]?(?:وحدات|وحدة|قوات|قوة|عناصر|عنصران?|جنود|مقاتلون|مقاتلين|مسلحون|مسلحين|مجموعات|مجموعة|أفراد|دورية|كتيبة|فصيل|فصائل)\s+(?:تابعة\s+)?(?:من\s|لل?)$"
)
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


# 'من جانب قوات N', 'على يد مسلحين من N': who did it, behind whom it was done to
ARABIC_BY = re.compile(
    r"[^.،؛]{0,70}?(?<!\w)(?:من\s+(?:قبل|جانب|طرف)|على\s+(?:يد|يدي|أيدي))\s+(?:[\u0621-\u064a]+\s+){0,2}?(?:(?:من|في|تابع\w*)\s+)?(?:ل\s?)?"
)
# 'قصفتها طائرات N', 'نهب عناصر N': men and arms behind a verb are its subject
ARABIC_MEN = re.compile(
    r"\s+(?:عناصر|قوات|مقاتلو|مسلحو|طائرات|طائرة|طيران|مدفعية|مروحيات|وحدات|زوارق|دبابات|راجمات|مسيرات|قناصة|ميليشيا|ميليشيات|مليشيا|جماعة|حركة|جيش)\s+(?:ال[\u0621-\u064a]+\s+)?(?:ل\s?|تابعة\s+ل\s?|من\s+)?"
)
FLYING = re.compile(
    r"\s+(?:(?:ال)?(?:طائرة|طائرات|طائرتان|طيران|مسي\u0651?رة|مسي\u0651?رات|مسيرتان|مروحية|مروحيات|حربية|حربي|استطلاع|استطلاعية|تجسس|تجسسية)\s+){1,3}(?:تابعة\s+)?(?:لل?\s?)?"
)
AND_OF = re.compile(r"\s*و")  # 'قصف سوري وروسي'
FLIES = ("overflight", "air_strike", "drone_strike")
DOWNED = re.compile(r"[وف]?(?:ت|ي)?(?:أسقط|سقط|إسقاط|دمر|تدمير|اعترض|اعتراض)")  # what befalls a plane
CLITIC_OBJECT = re.compile(r"[\u0621-\u064a]{3,}(?:ه|ها|هم)")


class ArabicRoles(Understood):
    """Shared by ``Roles``."""

    def _done_by(self, span: Span, name: TriggerName, left: Mentions, right: Mentions) -> tuple[Ids, Ids] | None:
        """'قُتل … على يد N', 'قصفته طائرات N', 'نهب عناصر N مخازن': who did it stands behind, whatever stands between."""
        if name.type not in FORCE:
            return None
        for n, actor in enumerate(right[:3]):
            if ARABIC_BY.fullmatch(self.text, span.end, actor.span.start):
                hit = [a for a in right[:n] if a.kind != "affil"]
                return self._listed(actor, right), hit[0].actor_ids if hit else ()
        if right and name.type in FLIES and FLYING.fullmatch(self.text, span.end, right[0].span.start) and not DOWNED.match(span.of(self.text)):  # fmt: skip
            return self._listed(right[0], right), ()
        if (
            not right
            or name.type == "killing"
            or not (name.verb or name.type == "looting" or span.of(self.text).endswith("النيران"))
        ):
            return None
        gap = self.text[span.end : right[0].span.start]
        object_ = CLITIC_OBJECT.fullmatch(span.of(self.text)) is not None
        near = left and len(self.text[left[-1].span.end : span.start]) < 25
        if object_ and (not gap.strip() or ARABIC_MEN.fullmatch(gap)):
            return self._listed(right[0], right), ()
        if not near and ARABIC_MEN.fullmatch(gap):
            rest = [a for a in right[1:] if a.kind != "affil"]
            owned = rest and ARABIC_OWNED.fullmatch(self.text, right[0].span.end, rest[0].span.start)
            return self._listed(right[0], right), rest[0].actor_ids if owned else ()
        return None

    def _between(self, span: Span, name: TriggerName, right: Mentions) -> Ids:
        raise NotImplementedError

    def _owners(self, right: Mentions) -> tuple[Ids, Mentions]:
        """Whoever stands first, with the adjectives joined to it, and who is left: 'قصف سوري وروسي'."""
        agents, rest = self._listed(right[0], right), right[1:]
        while right[0].kind == "affil" and rest and rest[0].kind == "affil" and AND_OF.fullmatch(self.text, right[0].span.end, rest[0].span.start):  # fmt: skip
            agents, right, rest = (*agents, *(i for i in rest[0].actor_ids if i not in agents)), rest, rest[1:]
        return agents, rest

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
        done = self._done_by(span, name, left, right)
        if done is not None:
            return done
        exposed = list(EXPOSED.finditer(self.text, max(0, span.start - 90), span.start))
        if exposed and name.type in FORCE:
            hit = [a for a in left if a.span.start >= exposed[-1].end()]
            gap = self.text[span.end : right[0].span.start] if right else ""
            theirs = right and right[0].kind == "affil" and len(gap) <= 14 and not re.search(r"\sفي\s|[.،]", gap)
            source = right[:1] if right and (theirs or ARABIC_FROM.fullmatch(gap)) else []
            return self._owners(right)[0] if source else (), self._listed(hit[0], left) if hit else ()
        near = left[-1] if left and ARABIC_SUBJECT.fullmatch(self.text, left[-1].span.end, span.start) else None
        if (
            near is None
            and left
            and len(lead := self.text[left[-1].span.end : span.start]) < 45
            and SUPPORT.search(lead)
        ):
            near = left[-1]
        own = near is not None and (not ARABIC_OF.search(self._before(near)) or ARABIC_SOME.search(self._before(near)))
        agents: Ids = self._listed_back(near, left) if near and own else ()
        rest = right
        if not agents and right:
            gap = self.text[span.end : right[0].span.start]
            if (
                len(gap) <= 3
                or ARABIC_WHICH.fullmatch(gap)
                or (right[0].kind == "affil" and len(gap) <= 12 and not re.search(r"\sفي\s", gap))
            ):
                agents, rest = self._owners(right)
        object_ = next((a for a in rest if 0 <= a.span.start - span.end <= 45), None)
        gap = self.text[span.end : object_.span.start] if object_ else ""
        owned = object_ is not None and ARABIC_OWNED.fullmatch(gap) is not None
        named = owned or (
            (agents or name.verb)
            and object_ is not None
            and not re.search(r"[.،]|\s(?:في|بعد|قبل|مع|من|عبر|إلى|خلال|فوق)\s", gap)
        )
        return agents, object_.actor_ids if named and object_ else ()
