"""Numbers that stand alone: as the subject of a sentence behind a count, under a participle, in the line of a total.

'Twenty-two are attributed to …. Five to …', 'Trois relèvent de …', 'In four cases …', 'Assessed as relevant: 15': parts of
what was counted right before. Together they never make up more than the total they are parts of.
"""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.count_claimants import Context
from truceline.reading.model import Block, CountClaim, Span
from truceline.reading.numbers import NUMBER, QUANTITY, number_value

Spot = tuple[Span, str, tuple[str, ...]]

# who is hurt or held is nobody's breach, and what is confirmed answers a count
NO_PART = r"(?:kill|wound|injur|hurt|dead|died|arrest|detain|hospital|evacuat|treated|missing|abduct|freed|releas|tué|bless|mort|arrêt|hospital|évacu|détenu|libér|enlev|убит|ранен|погиб|сконча|пострада|задерж|confirm|verif|vérifi|подтвержд|госпитал|эвакуир|освобожд|умер)"
_BEGINS = r"(?:^|(?<=[.!?;…]\s))"
# a verb right behind the number: French and Russian ones by their ending
_EN_VERB = r"(?:are|is|were|was|have|has|had|concern(?:ed)?|relate[ds]?|involve[ds]?|occurred|happened|took|came|went|fell|remain(?:ed)?|led|resulted|caused|originated|follow(?:ed)?|could|cannot|may|might|appear(?:ed)?|seem(?:ed)?|belong(?:ed)?|lay|lie)"
_FR_VERB = r"(?:sont|ont|étaient|avaient|furent|viennent|proviennent|(?:n['’]|s['’])?(?!\w*ments?\b)[a-zà-ÿ]{3,}(?:ent|aient|èrent))"
_RU_VERB = r"(?:не\s+)?(?:[а-яё]{3,}(?:ются|ятся|ится|ется|ались|ились|елись|алось|илось|ены|ено|ано|ёны)|отнесен\w|отнесён\w|пришлось|пришлись|произошл[ои]|осталось|остались|были|было|приходится)"
SUBJECT = re.compile(
    rf"{_BEGINS}(?:(?:The (?:other|remaining)|Another|A further|Les (?:autres\s+)?|Ещё|Еще|Остальные)\s+)?(?P<count>{NUMBER})\s+(?:(?:more|others|of (?:them|these|those|which)|d['’]entre (?:eux|elles)|из них|autres)\s+)?(?P<verb>{_EN_VERB}|{_FR_VERB}|{_RU_VERB})(?!\w)(?=\s|,)",
    re.I | re.MULTILINE,
)
# the verb left out: 'Twenty are attributed to N. Five to M.'
GAPPED = re.compile(
    rf"\s*[.;,]\s+(?:and\s+|et\s+|и\s+|а\s+)?(?P<count>{NUMBER})\s+(?:more\s+|others\s+)?(?:to|by|on|from|à|aux?|par|de|du|des|к|на)\s+(?=\w)",
    re.I,
)
IN_CASES = re.compile(
    rf"{_BEGINS}(?:(?:In|Dans|Во?|Pour|For)\s+)(?:another\s+|a further\s+|the (?:other|remaining)\s+|les\s+|ещё\s+)?(?P<count>{NUMBER})\s+(?:of (?:them|these|those)\b|(?:(?:other|further|such|autres|других|таких)\s+)?(?:cases|instances|incidents|occasions|cas|incidents|случаях|эпизодах|инцидентах)(?!\w))",
    re.I | re.MULTILINE,
)
# 'Of the 73 breaches, 41 are blamed on N and 32 on M', 'Из 12 случаев девять отнесены …', 'من أصل 20 خرقا نُسب 12 إلى …'
OF_THE_WHOLE = re.compile(
    rf"{_BEGINS}(?:Of (?:the|these|those)|Out of(?: the)?|Sur (?:les|ces)|Parmi (?:les|ces)|Из(?: этих| всех)?|و?من أصل|و?من بين)\s+{NUMBER}\s[^.;:,،\d]{{3,70}}?[,،]?\s+(?:(?:ن[ُ]?سبت?|ع[ُ]?زيت?)\s+)?(?P<count>{NUMBER})\s+(?:of them\s+)?(?:{_EN_VERB}|{_FR_VERB}|{_RU_VERB}|منها|إلى|من قبل)(?!\w)",
    re.I | re.MULTILINE,
)
AND_SO_MANY = re.compile(
    rf"(?:,\s+|\s+(?:and|et|и|а)\s+|،\s+|\s+و)(?P<count>{NUMBER})\s+(?:to|by|on|from|à|aux?|par|de|du|des|к|на|إلى|من)\s+(?=\w)",
    re.I,
)
# a participle alone before the colon: 'Not confirmed: 4', 'Retenus comme pertinents : 9', 'Признано обоснованными: 7'
TAKEN = re.compile(
    rf"{_BEGINS}(?P<label>(?:(?:Not|Non|Не|Still|Under|Of which|Of these|Dont|Из них)\s+)?(?:[a-z]{{3,}}ed|[a-zà-ÿ]{{3,}}(?:ées?|és|is|us|ues)|[а-яё]{{3,}}(?:но|то|ны|ты)|review|investigation|inquiry|enquête)(?:\s+[a-zà-ÿа-яё-]+){{0,3}})\s?:\s+(?P<count>{NUMBER})(?=\s*(?:[.,;(]|$))",
    re.I | re.MULTILINE,
)
REACH = 520  # code points behind a count in which its parts may stand alone
A_PLURAL = re.compile(r"\s+(?!(?:of|de|d|из|and|et|и|in|at|on|to|were|are|was)\b)[a-zà-ÿа-яё]+", re.I)
# what a line of totals lists: 'Итого: обстрелов 4, боеприпасов 39 (накануне - 6 и 71)', 'Total : 12 tirs, 3 survols (veille : 9 et 1)'
TOTAL_LINE = re.compile(
    r"(?m)^[ \t|]*(?:(?:Grand\s+)?Totals?(?: général)?|In total|Overall|Итого|Всего|المجموع|الإجمالي|ال?حصيلة)\s?[:|–—-]\s*(?P<rest>[^\n]+)$",
    re.I,
)
NAMED_FIRST = re.compile(
    rf"(?:^|[,;،]|\s(?:and|et|и|و))\s*(?P<unit>[^\W\d_][^\W\d_’'-]+(?:\s[^\W\d_]+)?)\s*[-–—:]?\s+(?P<count>{NUMBER})(?=\s*(?:[,;،(.]|$|\s(?:and|et|и)\b))"
)
BEFORE_THEM = re.compile(
    rf"\((?=[^()\d]*(?:before|previous|last|yesterday|earlier|veille|hier|précédent|накануне|вчера|ранее|раньше|предыдущ|прошл|сутк|أمس|السابق))[^()\d]{{3,40}}?[-–—:]?\s+(?P<counts>{NUMBER}(?:\s*(?:,|/|;|\band\b|\bet\b|\bи\b|،|\sو)\s*{NUMBER})*)\s*\)",
    re.I,
)
A_NUMBER = re.compile(NUMBER, re.I)
# 'What we have are allegations. There were nineteen in January', 'За неделю зафиксировано два: …': the matter was named before
LEFT_OUT = re.compile(
    rf"(?:(?:^|(?<=[.!?;…:]\s))(?:There (?:were|have been|had been)|Il y en (?:a|avait|aurait) eu|On en (?:compte|comptait|dénombre|dénombrait|a compté|a dénombré)|Nous en avons (?:compté|relevé|dénombré)|(?:We|They) (?:counted|recorded|registered|logged)|Их (?:было|насчитали)|Всего их(?: было)?|Мы насчитали)"
    rf"|(?<=[\w,] )(?:зафиксировано|отмечено|выявлено|зарегистрировано|насчитали))\s+(?:only\s+|just\s+|лишь\s+|всего\s+)?(?P<count>{NUMBER})(?=\s*(?:[,.:;]|$|\s(?:in|on|since|this|last|over|by|en|depuis|cette|ce|в|за|с)\b))",
    re.I | re.MULTILINE,
)
# behind the list of its parts: '… as follows: A - 6, B - 5 (total 11)', '…, всего 11', '…, soit 11 au total'
TOTAL_BEHIND = re.compile(
    rf"(?:\(|[,;–—-]\s+|=\s*|\s)(?:(?:in\s+)?(?:total|all|sum)(?:\s+of)?|altogether|au total|(?:soit\s+)?(?:un\s+)?total(?:\s+de)?|soit|всего|итого|в сумме|المجموع|بمجموع|أي)\s*[:=]?\s*(?P<count>{NUMBER})(?=\s*(?:[,.;)]|$|\n|\s(?:au total|in all|altogether|violations|breaches|incidents)\b))",
    re.I,
)
MATTER_BEFORE = 260  # code points before such a sentence in which what is counted may be named


def stand_alone(c: Context, block: Block, earlier: list[CountClaim]) -> list[Spot]:
    """Bare numbers of a block that are parts of the count before them, each with whose count it is."""
    found: list[Spot] = []
    for pattern in (SUBJECT, IN_CASES, TAKEN):
        for match in pattern.finditer(c.text, block.span.start, block.span.end):
            if re.search(NO_PART, c.text[match.start() : match.end() + 24], re.I):
                continue
            model = _whole(c, earlier, Span(*match.span("count")))
            if model is None or not _fits(match.group("count"), model, found):
                continue
            found.append((Span(*match.span("count")), match.group("count"), model.claimant_ids))
            found += _gapped(c, block, match.end(), model, found) if pattern is SUBJECT else []
    for match in OF_THE_WHOLE.finditer(c.text, block.span.start, block.span.end):
        inside = [e for e in earlier if match.start() <= e.span.start < match.start("count") and not e.breakdown]
        if not inside or not _fits(match.group("count"), inside[-1], []) or re.search(NO_PART, match.group(), re.I):
            continue
        whole, parts = inside[-1], [(Span(*match.span("count")), match.group("count"), inside[-1].claimant_ids)]
        stop = re.search(r"[.;](?=\s|$)", c.text[match.end() : block.span.end])
        end = match.end() + stop.start() if stop else block.span.end
        for more in AND_SO_MANY.finditer(c.text, match.end(), end):
            if _fits(more.group("count"), whole, parts):
                parts.append((Span(*more.span("count")), more.group("count"), whole.claimant_ids))
        found += parts
    return sorted(found, key=lambda s: s[0])


def _whole(c: Context, earlier: list[CountClaim], number: Span) -> CountClaim | None:
    """The count before a bare number, when nothing else was counted in between."""
    before = [e for e in earlier if e.total is not None and e.span.end <= number.start < e.span.end + REACH]
    before = [e for e in before if e.rule != "count.elliptic"]
    if not before:
        return None
    model = max(before, key=lambda e: e.span)
    told = c.text[model.span.end : number.start]
    if told.count("\n\n") > 1 or len(re.findall(r"[.!?]\s", told)) > 4:
        return None
    for other in QUANTITY.finditer(told):
        if number_value(other.group("count") or "") in (None, 1, model.previous):
            continue
        begun = re.search(r"(?:^|[.!?;]\s+)(?:In |Dans |Во? )?$", told[: other.start()]) is not None
        if not begun and A_PLURAL.match(told, other.end()) and not _among(told[: other.start()]):
            return None
    return model


def _among(lead: str) -> bool:
    """'…, among them three kidnappings': what a part consists of."""
    sentence = re.split(r"[.!?]\s", lead)[-1]
    return (
        re.search(r"among (?:them|these)|including|of which|dont\b|parmi|из них|в том числе", sentence, re.I)
        is not None
    )


def _fits(written: str, model: CountClaim, found: list[Spot]) -> bool:
    value = number_value(written)
    told = sum(number_value(w) or 0 for _, w, _ in found)
    return value is not None and model.total is not None and value > 0 and told + value <= model.total


def _gapped(c: Context, block: Block, start: int, model: CountClaim, found: list[Spot]) -> list[Spot]:
    """'…. Five to the army, two to nobody': the verb of the part before, left out."""
    new: list[Spot] = []
    stop = re.search(r"[.;](?=\s|$)", c.text[start : block.span.end])
    at = start + stop.start() if stop else block.span.end
    while (match := GAPPED.match(c.text, at, block.span.end)) and _fits(match.group("count"), model, [*found, *new]):
        new.append((Span(*match.span("count")), match.group("count"), model.claimant_ids))
        further = re.search(r"[.;,](?=\s|$)", c.text[match.end() : block.span.end])
        at = match.end() + further.start() if further else block.span.end
    return new


def named_first(c: Context, block: Block) -> list[tuple[Span, str, str]]:
    """(span, what is counted, number) of each item of a line of totals that names its matter first."""
    found: list[tuple[Span, str, str]] = []
    for line in TOTAL_LINE.finditer(c.text, block.span.start, block.span.end):
        rest = Span(*line.span("rest"))
        opened = c.text.find("(", rest.start, rest.end)
        for item in NAMED_FIRST.finditer(c.text[rest.start : opened if opened > 0 else rest.end]):
            span = Span(rest.start + item.start("unit"), rest.start + item.end("count"))
            found.append((span, item.group("unit"), item.group("count")))
    return found


def share_the_time_before(c: Context, block: Block, found: list[CountClaim]) -> None:
    """'4 shellings, 39 rounds (the day before: 6 and 71)': one figure of the time before for each."""
    for before in BEFORE_THEM.finditer(c.text, block.span.start, block.span.end):
        values = [number_value(m.group()) for m in A_NUMBER.finditer(before.group("counts"))]
        line = max(c.text.rfind("\n", 0, before.start()), c.text.rfind(". ", 0, before.start()))
        theirs = [f for f in found if line < f.span.start < before.start()]
        if len(values) > 1 and len(values) == len(theirs):
            for claim, value in zip(theirs, values, strict=True):
                claim.previous = value
