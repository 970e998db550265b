"""Arabic verbs of saying whose object is a noun: 'اتهم الناطق باسم القوات الحركة بقصف …', 'أكدت نقابة الأطباء مقتل …', 'نقلت الوكالة عن N قوله إن'."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.attribution import Said, clean, strip_end
from truceline.reading.cue_speakers import unvowelled
from truceline.reading.model import Block, Span
from truceline.reading.statement_as_told import AsTold

ARABIC_WORD = re.compile(r"[\u0621-\u0652]+")
OF_A_NAME = re.compile(
    r"(?:في|من|باسم|لدى|على|إلى|عبد|بن|ابن|أبو|أبي|آل|أبا|ذو|غير|بعد|قبل|مع|عقب|خلال|أمس|اليوم|هذا|هذه|ذلك|أول|مساء|صباح)"
)
WHICH_ANOTHER = re.compile(r"[،,]\s*(?:وهو ما|وهو أمر|الأمر الذي)\s+[نتيفكرد]")  # what another makes of it
RANK = re.compile(r"(?:ال)?(?:عميد|لواء|عقيد|مقدم|رائد|نقيب|ملازم|فريق|دكتور|سيد|سيدة|شيخ|مهندس|جنرال|ضابط|أمير|طيار)")
WITH_NOUN = re.compile(r"ب(?!ال)(?!اسم|عد|عض|ين|ن$|شأن|شكل|حسب|دور|ناء|عث|يان|ما)[\u0621-\u064a]{3,}")
# 'التزامهما' is no definite noun: what has a possessor takes no article
DEFINITE = re.compile(
    r"(?![\u0621-\u064a]{5,}(?:هما|هم|ها)(?![\u0621-\u064a]))(?:و|ب|ل|لل|ك|ف)?(?:ال|لل)[\u0621-\u064a]{2,}"
)
CHARGED = re.compile(r"[وف]?(?:اتهم|تتهم|يتهم|متهم|محمل|حمل|يحمل|تحمل)")
PASSED_ON = re.compile(r"[وف]?(?:نقل|ينقل|تنقل)")
FROM_WHOM = re.compile(
    r"(?<!\w)عن\s+(?P<who>[^.؟\n]{2,80}?)(?=\s+(?:قوله|قولها|قولهم|تأكيده|تأكيدها|إعلانه|إعلانها|إن|أن|أنه|أنها|إنه|إنها)(?!\w)|\s*:)"
)
ABOUT = re.compile(r"[^.؟\n]{3,70}?\s(?=(?:عن|وقوع|سقوط|اندلاع|تعرض|حدوث)\s)")
A_PRONOUN_OBJECT = re.compile(r"(?:ذلك|هذه|هذا|الأمر|صحة|الاتهامات|الأنباء|المزاعم)(?!\w)")
A_DAY = re.compile(
    r"\s+(?:(?:يوم|مساء|صباح|فجر|في بيان|أمس|اليوم|لاحقا|ال(?:سبت|أحد|اثنين|إثنين|ثلاثاء|أربعاء|خميس|جمعة)|الماضي|الماضية|الجاري|الفائت|المنصرم|في)(?!\w)\s*){1,4}(?:بيان\s+)?"
)
THIS = re.compile(r"هذه|هذا|تلك|ذلك")
JOINED_ON = re.compile(r"و(?!قف|صول|قوع|جود|فاة|ضع|رود|قائع|ثائق)")  # 'and', and no noun that begins so
IN_A_PAPER = re.compile(
    r"\s*(?:(?:في|عبر|خلال)\s+(?:بيان|تصريح|تصريحات|مؤتمر صحفي|إيجاز)(?:\s+(?:لها|له|لهم|مقتضب|رسمي|صحفي|مصور|عاجل)(?!\w))*\s+)(?=\S)"
)
# 'فريق "منسقو الاستجابة"'
NAME_IN_MARKS = re.compile(r"\s+[\u0621-\u0652]+\s+[“\"«][^“”\"«»\n]{2,50}[”\"»]?")
# a source is a whole subject: 'دعا المصدر الأطراف إلى'
SOURCE_ALONE = re.compile(
    r"\s+(?:المصدر|البيان|التقرير|المصدران)(?=\s+(?!ال[\u0621-\u0652]*ي[ةا]?\s)(?:ال|لل)[\u0621-\u0652]+\s)"
)
SHE = re.compile(
    r"\s+(?:ال)?(?:قوات|حركة|جماعة|حكومة|ميليشيا|مليشيا|ميليشيات|هيئة|بعثة|وزارة|سلطات|فصائل|كتائب)(?![\u0621-\u0652])"
)
HE = re.compile(
    r"\s+(?:الجيش|الحوثيين|التحالف|المرصد|النظام|الوفد|الجانب|الاحتلال|المتمردين|المسلحين)(?![\u0621-\u0652])"
)
TO_WHAT = re.compile(r"\s+(?:إلى|عن|على)\s")
LONGEST_NAME = 9  # words


class ArabicObjects(AsTold):
    """Shared by the finder of statements."""

    def _a_state(self, ids: tuple[str, ...]) -> bool:
        raise NotImplementedError

    def _arabic(self, cue: Span, sentence: Span, block: Block) -> bool:
        return self._charges_unnamed(cue, sentence, block) or super()._arabic(cue, sentence, block)

    def _charges_unnamed(self, cue: Span, sentence: Span, block: Block) -> bool:
        """'واتهم قوات N بهجوم': a verb that does not agree with who stands behind it charges him; who spoke before does."""
        word = unvowelled(cue.of(self.text))
        if CHARGED.match(word) is None or word.endswith(("ا", "ة")) or self._participle(cue, sentence):
            return False
        behind = SHE.match(self.text, cue.end, sentence.end)
        he = HE.match(self.text, cue.end, sentence.end)
        unlike = (behind is not None and not word.endswith("ت") and not word.startswith(("ت", "وت"))) or (
            he is not None and (word.endswith("ت") or word.startswith(("ت", "وت")))
        )
        content = clean(self.text, Span(cue.end, strip_end(self.text, sentence)))
        first = not self.text[sentence.start : cue.start].strip(" و")
        if not unlike or not first or content.end - content.start < 12:
            return False
        spoke = [s for s in self.found if s.role == "body" and s.content[-1].end <= sentence.start]
        last = max(spoke, key=lambda s: s.content[-1].end, default=None)
        near = last is not None and sentence.start - last.content[-1].end < 12
        ids = last.speaker_ids if last is not None and near else ()
        self._take([q for q in self.quotes if content.touches(q)])
        self._emit((content,), "indirect", Said(cue, None, ids, "statement.charges_again", 0.6), block)
        return True

    def _arabic_object(self, cue: Span, strength: str, sentence: Span, block: Block) -> bool:
        """A verb first, its subject behind it, then a noun for what is told; no particle opens a clause."""
        end = self.own_end(cue.end, strip_end(self.text, sentence), cue)
        denied = WHICH_ANOTHER.search(self.text, cue.end, end)
        end = denied.start() if denied else end
        left = (
            self._participle(cue, sentence) or self._joined(cue, sentence, None) or self._before_arabic(cue, sentence)
        )
        follows = self._participle(cue, sentence) is not None
        if left is not None and (follows or not self._named_behind(cue, end)):  # 'وكان المبعوث قد أعلن الخميس موافقة …'
            when = A_DAY.match(self.text, cue.end, end)
            content = clean(self.text, Span(when.end() if when else cue.end, end))
            if len(content.of(self.text).split()) < 2 or A_PRONOUN_OBJECT.match(content.of(self.text)):
                return False
            said = Said(cue, left[0], left[1], f"statement.verb_second_noun.{strength}", 0.65)
            self._emit((content,), "indirect", said, block)
            return True
        stop = self._subject_end(cue, end)
        if stop is None or stop - cue.end < 4:
            return False
        aside = IN_A_PAPER.match(self.text, stop, end)
        who, content = (
            clean(self.text, Span(cue.end, stop)),
            clean(self.text, Span(aside.end() if aside else stop, end)),
        )
        if A_PRONOUN_OBJECT.match(content.of(self.text)):
            return True  # 'نفى قيادي في الحركة ذلك': nothing that was not told before
        if content.end - content.start < 8 or (strength == "strong" and len(content.of(self.text).split()) < 3):
            return False
        if any(s.content[0].touches(content) or s.cue == cue for s in self.found[self.begun :]):
            return False
        named = [a for a in self.actors_at.inside(who) if a.actor_ids and a.kind not in ("media", "affil")]
        if NAME_IN_MARKS.fullmatch(f" {who.of(self.text)}"):
            named = [a for a in named if not self._a_state(a.actor_ids)]  # 'فريق "منسقو استجابة سوريا"'
        people = [a for a in named if a.actor_ids[0] in self.lexicons.people]
        ids = (people or named)[0].actor_ids if named else ()
        self._emit((content,), "indirect", Said(cue, who, ids, f"statement.verb_first_noun.{strength}", 0.65), block)
        return True

    def _named_behind(self, cue: Span, end: int) -> bool:
        """Whether a subject of its own stands right behind the verb, and is not whom it charges."""
        charged = CHARGED.match(self.text, cue.start, cue.end) is not None
        return not charged and any(
            a.actor_ids and a.kind != "affil" and not self.text[cue.end : a.span.start].strip()
            for a in self.actors_at.inside(Span(cue.end, end))
        )

    def _subject_end(self, cue: Span, end: int) -> int | None:
        """Where the subject ends: at whoever is charged, else at the first bare noun behind a definite one or a name."""
        charged = CHARGED.fullmatch(self.text[cue.start : cue.end].rstrip("تواهمين")) or CHARGED.match(self.text, cue.start, cue.end)  # fmt: skip
        named = [a for a in self.actors_at.inside(Span(cue.end, end)) if a.actor_ids and a.kind != "affil"]
        if TO_WHAT.match(self.text, cue.end, end):
            return None  # 'الذي أشار إلى تصعيد': no subject behind
        marked = NAME_IN_MARKS.match(self.text, cue.end, end)
        if marked is not None:
            return marked.end()
        alone = SOURCE_ALONE.match(self.text, cue.end, end)
        if alone is not None and charged is None:
            return alone.end()
        if charged is not None:
            matter = next((w.start() for w in ARABIC_WORD.finditer(self.text, cue.end, end) if WITH_NOUN.fullmatch(w.group())), end)  # fmt: skip
            for actor in [a for a in named if a.span.start < matter]:
                gap = self.text[cue.end : actor.span.start].strip()
                if gap and not gap.endswith(("باسم", "في", "من", "لدى", "عن", "ل")):
                    return actor.span.start
            if matter == end or any(a.span.start < matter for a in named):
                return None
        elif named and not self.text[cue.end : named[0].span.start].strip():
            stop = named[0].span.end  # 'المبعوث الأممي يان كوبيش': the office and who holds it
            beside = next((a for a in named[1:] if a.actor_ids[0] in self.lexicons.people), None)
            return beside.span.end if beside and not self.text[stop : beside.span.start].strip() else stop
        lead = self.text[cue.end : named[0].span.start].split() if named else []
        if 2 <= len(lead) <= 4 and lead[-1] in ("في", "من", "لدى"):
            return named[0].span.end  # 'قيادي في الحركة': whom he speaks for is no object
        closed, names = False, 0
        for count, word in enumerate(ARABIC_WORD.finditer(self.text, cue.end, end)):
            if count >= LONGEST_NAME or (self.text[cue.end : word.start()].rstrip() or " ")[-1] in '،:؛."«':
                return word.start() if closed else None
            if count and (word.group() == "عن" or WITH_NOUN.fullmatch(word.group())):
                return word.start()  # 'أعلن … عن', 'أفاد شهود بسماع'
            if names and word.group() != "عبد":
                names -= 1
                closed = True
                continue
            if RANK.fullmatch(word.group()):
                closed, names = True, 2  # given name and surname
                continue
            before = self.text[cue.end : word.start()].split()
            points = closed and THIS.fullmatch(word.group())
            if points and not OF_A_NAME.fullmatch(before[-1]):
                return word.start()  # 'نفى ناطق باسم القوات هذه الأرقام'
            if (
                count == 2
                and not closed
                and not any(OF_A_NAME.fullmatch(w) for w in before)
                and cue.of(self.text).lstrip("وف") in ("نفى", "نفت", "أكد", "أكدت")
            ):
                return word.start()  # two bare words: a name
            inside = next((a for a in named if a.span.start <= word.start() < a.span.end), None)
            if inside is not None or DEFINITE.fullmatch(word.group()):
                closed = True
            elif OF_A_NAME.fullmatch(word.group()):
                continue
            elif closed:
                if before and (OF_A_NAME.fullmatch(before[-1]) or JOINED_ON.match(word.group())):
                    continue
                return word.start()
        return None

    def passed_on(self, cue: Span, who: Span) -> Span | None:
        """'نقلت وكالة عن N قوله': who is cited, and not who passes it on."""
        if PASSED_ON.match(self.text, cue.start, cue.end) is None:
            return None
        found = FROM_WHOM.search(f"{who.of(self.text)} إن")
        return Span(who.start + found.start("who"), who.start + found.end("who")) if found else None
