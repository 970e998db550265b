"""What a sentence names and says not to have happened: by verbs of leaving undone and of threatening, by 'nobody', by 'it is false that'."""

from __future__ import annotations

from truceline.reading import quick_re as re

# 'refrained from shelling', 'stopped short of bombing', 's'est abstenue de', 'воздержалась от', 'امتنع عن'; and what is only played
LEFT_UNDONE = re.compile(
    r"\b(?:refrain(?:s|ed|ing)?|abstain(?:s|ed|ing)?|desist(?:s|ed|ing)?|held back) from\s+(?:\w+\s+){0,2}$|\bstop(?:s|ped)? short of\s+(?:\w+\s+){0,2}$"
    r"|\babst(?:enue?s?|ien(?:t|nent)) de\s+(?:\w+\s+)?$|(?<!\w)воздерж\w+\s+от\s+(?:\w+\s+)?$|(?<!\w)[وف]?(?:امتنع|[يت]متنع|أحجم|[يت]حجم)\S*\s+(?:\S+\s+){0,2}عن\s+$"
    r"|\b(?:simulat(?:es?|ed|ing)|rehears(?:es?|ed|ing)|re-?enact(?:s|ed|ing)?)\s+(?:(?:the|an?)\s+)?(?:\w+\s+)?$",
    re.I,
)
# nobody did it, or nobody suffered it: the subject denies, however far from the verb it stands
NOBODY = re.compile(
    r"(?:^\s*|[.;:,«“\"]\s*|\b(?:that|and|but|que|qu['’])\s+)(?:nobody|no one|no-one|nul|personne|никто|никого)\b(?!\s+(?:but|else|knows?|doubt\w*|denie[sd]|disput\w*|claimed))[^.,;:]{0,60}$",
    re.I,
)
# 'It is false that', 'it is not true that', 'il est faux que', 'неправда, что', 'ليس صحيحا أن'
UNTRUE = re.compile(
    r"\b(?:it is|it['’]s|it was)\s+(?:\w+ly\s+)?(?:false|untrue|a lie|wrong|incorrect|not (?:true|correct|the case))\s+that\b[^.;]{0,90}$"
    r"|\b(?:il est|c['’]est) (?:totalement |absolument )?(?:faux|inexact) (?:de dire )?qu[e’'][^.;]{0,90}$|(?<!\w)(?:неправда|неверно|ложь),\s+(?:что|будто)\s[^.;]{0,90}$|(?:ليس صحيح\S*|غير صحيح|من غير الصحيح|لا صحة ل\S*)\s[^.؛]{0,60}$",
    re.I,
)
# 'Correction: an earlier version of this story said that': the paper takes it back
OWN_ERROR = re.compile(
    r"\bearlier version of this (?:story|article|report|dispatch)\b[^.;]{0,40}\b(?:said|stated|reported|claimed)\b[^.;]{0,90}$"
    r"|\b(?:wrongly|incorrectly|mistakenly|erroneously)\s+(?:said|stated|reported|claimed)\s+that\b[^.;]{0,90}$"
    r"|\b(?:affirmé|écrit|indiqué|rapporté) (?:à tort|par erreur) qu[e’'][^.;]{0,90}$|(?<!\w)ошибочно\s+(?:сообщ\w+|указа\w+)[^.;]{0,20},\s+что\s[^.;]{0,90}$",
    re.I,
)
# a claim rejected or taken back with words between: 'rejected as baseless claims that', 'withdrew its claim that', 'отозвала своё заявление о том, что'
TAKEN_BACK = re.compile(
    r"\b(?:reject\w*|dismiss\w*|withdr[ea]w\w*|retract\w*|recant\w*|took back|takes back)\b[^.;:,]{0,40}\b(?:claims?|reports?|allegations?|accusations?|charges|assertions?|statements?)\s+(?:that|of|about)\b[^.;]{0,90}$"
    r"|\b(?:retir\w+|rétract\w+|rejet\w+)\s[^.;:,]{0,30}\b(?:accusations?|allégations?|affirmations?|déclarations?)\s+(?:selon lesquelles|que|d['’])[^.;]{0,90}$"
    r"|(?<!\w)(?:отозва\w+|отверг\w*|отказал\w+ от)\s[^.;:,]{0,30}(?:заявлени\w+|обвинени\w+|утверждени\w+|сообщени\w+)(?:\s+[ов] том)?,\s+(?:что|будто)\s[^.;]{0,90}$"
    r"|(?<!\w)[وف]?(?:سحب|سحبت|تراجع|تراجعت)\s[^.،؛]{0,40}(?:اتهام|ادعاء|مزاعم|تصريح)\S*\s[^.؛]{0,90}$",
    re.I,
)
# 'never happened', 'did not take place', 'is fiction', 'was invented by', 'выдуман', 'n'a jamais eu lieu', 'لم يحدث'
NEVER_WAS = re.compile(
    r"^[^.,;]{0,60}?\b(?:never (?:happened|took place|occurred)|did not (?:happen|take place|occur)|(?:is|are|was|were) (?:an? )?(?:pure |complete )?(?:fiction|inventions?|invented|fabricat\w+|fake|made up|staged|a hoax))\b"
    r"|^[^.,;]{0,60}?\b(?:n['’]\w+ jamais eu lieu|n['’](?:a|ont) pas eu lieu|(?:est|sont|était) (?:une? )?(?:inventée?s?|pure invention|fiction|imaginaires?))\b"
    r"|^[^.,;]{0,60}?(?<!\w)(?:выдуман\w*|вымышлен\w*|вымысел|выдумка|сфабрикован\w*|не было)(?!\w)|^[^.،؛]{0,50}?(?<!\w)(?:لم [يت]حدث|لم [يت]قع|مختلق\S*|مفبرك\S*)",
    re.I,
)
# what is only threatened, or warned against
THREATENED = re.compile(
    r"\bthreaten(?:s|ed|ing)?\s+(?:again\s+)?(?:to|with)\s+(?:\w+\s+){0,2}$|\bwarn(?:s|ed|ing)?\s+(?:\w+\s+){0,3}?against\s+(?:\w+\s+){0,3}$"
    r"|\bmena(?:ce|cent|cé|cée|çait|çaient|çant)\s+(?:[\w’']+\s+){0,3}?(?:de\s+|d['’])(?:\w+\s+)?$|\b(?:met|mettent|mis)\s+en\s+garde\s+contre\s+(?:\w+\s+){0,2}$"
    r"|(?<!\w)(?:угрожа\w+|пригрози\w+|грози\w+)\s+(?:\w+\s+){0,3}$|(?<!\w)предостер\w+\s+(?:\w+\s+){0,2}от\s+(?:\w+\s+){0,2}$"
    r"|(?<!\w)[وف]?(?:هدد|[يت]هدد|حذر|[يت]حذر|توعد|[يت]توعد)(?:ت|وا|ون)?\s+(?:[\u0621-\u064a]+\s+){0,3}?(?:ب|من\s+)(?:ال)?$",
    re.I,
)


def undone(whole: str, before: str, after: str, turned: bool) -> str | None:
    """'neg' or 'future' where the words before an act, or behind it, leave it undone; None else.

    ``whole``: from the beginning of the sentence; ``before``: of what is said in it, where the act is said;
    ``turned``: whether another verb of saying stands between ('rejected the claim and accused N of …').
    """
    if THREATENED.search(whole[-90:]):
        return "future"
    if any(pattern.search(before[-220:]) for pattern in (LEFT_UNDONE, NOBODY, UNTRUE)) or NEVER_WAS.match(after):
        return "neg"
    taken = (not turned and TAKEN_BACK.search(whole[-220:])) or OWN_ERROR.search(whole[-220:])
    return "neg" if taken else None
