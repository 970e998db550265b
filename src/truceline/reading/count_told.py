"""Whether a bare plural behind a number is a monitor's count: 'two attacks' alone is none."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.calendar_words import WEEKDAY
from truceline.reading.count_claimants import Context
from truceline.reading.count_open import BESIDE, TALLY
from truceline.reading.model import Span
from truceline.reading.numbers import NUMBER

HAVING = re.compile(r"(?:\bwith|\bavec|[^\W\d_]\s[(])\s*$", re.I)  # 'obstructions, with nine cases, lead'
LISTED_BEHIND = re.compile(rf"[^.;:\d\n]{{0,60}}?:\s*{NUMBER}\s", re.I)  # '73 cases were brought: 40 from …'
# 'Of the 73 breaches, 41 …', 'Из 12 инцидентов девять …': the whole of which parts are told
OF_ALL = re.compile(
    r"(?:^|[.:;,]\s+|\n)(?:Of (?:the|these|those)|Out of(?: the)?|Sur (?:les|ces)|Parmi (?:les|ces)|Из(?: этих| всех)?|و?من أصل|و?من بين)\s+$"
)
# '19 incidents on Monday, 23 on Tuesday'
EACH_DAY = re.compile(rf"\s+(?:on\s+|le\s+)?{WEEKDAY},\s+{NUMBER}\s+(?:on\s+|le\s+)?{WEEKDAY}")
COUNTING = re.compile(
    r"regist|record|commit|perpetrat|carried out|detect|document|count\b|counted|monitor|observ|tallied|logged|firing|fait état|dénombr|compté|отмеч|насчит|side |heard|saw\b|report|receiv|submit|lodg|filed|complain|verif|landed|fell|fired|launch|impact|struck|hit\b|dropp|shelled|shelling|bombard|pounded|target|rained|bombed|"
    r"зафиксир|зарегистр|выяв|отмет|слыша|услыша|получ|приня|поступил|указан|совершен|учл|учтен|подсчит|насчит|сообщ|заяви|обвин|выпусти|упал|нанес|нанёс|подверг|enregistr|recens|relev|constat|tomb|tiré|signal|affirm|vérifi|dénombr|track|spott|sight|سجل|رصد|وثق|تلق|قدم|ارتكب|ارتكاب|سقط|سقوط|أطلق|إطلاق|قصف|شن|خروقات|أحص|حصيلة|إجمالي|وقوع|نفذ|تنفيذ|توثيق|حصر",
    re.I,
)
REPEATED = re.compile(
    r"violat|restrict|denied|refus|stopp|turned (?:back|away|round)|held up|prohibit|barred|obstruct|block|prevent|intercept|overfl|flew|flown|cross|hinder|jamm|breach|brok|shell|fired|open(?:ed)? fire|under fire|attack|target|наруш|обстрел|открыва\w+ огонь|стреля|атаков|ограничи|запре[тщ]|не (?:пропус|допус)|останов|заблокир|препятств|пересек|violé|bombard|tir[eéè]|attaqu|interdi|empêch|bloqu|refus|entrav|survol|franchi|خرق|قصف|انتهك|استهد|هاجم|أطلق|حل[ّ]?ق|منع|عرقل|اعترض|رفض",
    re.I,
)


OFTEN = ("times", "раз", "reprises")


def counted(c: Context, span: Span, end: int, name: str) -> bool:
    """A bare plural is a monitor's count only near a verb of counting, a colon or a breakdown: 'two attacks' is none."""
    text = c.text
    if name in OFTEN and BESIDE.match(text, end):
        return True  # 'was activated 23 times (previous week 31)'
    if name in OFTEN:
        return REPEATED.search(text[max(0, span.start - 90) : span.start] + " | " + text[end : end + 40]) is not None
    around = text[max(0, span.start - 110) : span.start] + " | " + text[end : end + 70]
    listed = re.match(r"\s*(?:[:(—–]|in\s+(?:the\s+)?\w+\s*\()", text[end : end + 30]) and re.search(
        r"\d", text[end : end + 60]
    )
    of_truce = re.search(r"cease-?fire|truce|cessez-le-feu|trêve|hostilit", text[span.end : end], re.I)
    broken_down = re.match(
        r"[^.;\d]{0,60}?,\s*(?:dont|including|of which|contre|compared|against|из них|в том числе|منها|بينها)\s",
        text[end : end + 90],
    )
    if (of_truce or before_colon(text, span)) and (broken_down or of_truce):
        return True
    if before_colon(text, span) and TALLY.search(text[max(0, span.start - 90) : span.start]):
        return True
    if OF_ALL.search(text[max(0, span.start - 24) : span.start]) or EACH_DAY.match(text, end):
        return True
    if (
        before_colon(text, span)
        and span.of(text).casefold() != "no"
        and any(a.actor_ids for a in c.actors_at.touching(Span(span.start - 3, span.start)))
    ):
        return True  # 'GNA: 12 violations'
    if HAVING.search(text[max(0, span.start - 12) : span.start]) or LISTED_BEHIND.match(text, end):
        return True
    told = name == "violations" and any(s.holds(span) for s in c.statements)
    return told or COUNTING.search(around) is not None or bool(listed and name in ("incidents", "violations"))


def before_colon(text: str, span: Span) -> bool:
    """'the tally of September: eleven violations'."""
    return text[: span.start].rstrip()[-1:] == ":"
