"""What a sentence names and says not to have happened: by verbs of leaving undone and of threatening, by 'nobody', by 'it is false that'."""

from __future__ import annotations

from truceline.reading import quick_re as re

# up to three words of a noun's own; none that begins another clause
_WORDS = r"(?:(?!(?:as|after|before|when|while|and|but|led|leads|since|that|which|who)\s)[\w-]+\s+){0,3}"
# 'refrained from shelling', 'stopped short of bombing', 's'est abstenue de', 'воздержалась от', 'امتنع عن'; and what is only played
LEFT_UNDONE = re.compile(
    r"\b(?:refrain(?:s|ed|ing)?|abstain(?:s|ed|ing)?|desist(?:s|ed|ing)?|held back) from\s+(?:\w+\s+){0,2}$|\bstop(?:s|ped)? short of\s+(?:\w+\s+){0,2}$"
    r"|\babst(?:enue?s?|ien(?:t|nent)) de\s+(?:\w+\s+)?$|(?<!\w)воздерж\w+\s+от\s+(?:\w+\s+)?$|(?<!\w)[وف]?(?:امتنع|[يت]متنع|أحجم|[يت]حجم)\S*\s+(?:\S+\s+){0,2}عن\s+$"
    r"|\b(?:simulat(?:es?|ed|ing)|rehears(?:es?|ed|ing)|re-?enact(?:s|ed|ing)?)\s+(?:(?:the|an?)\s+)?(?:\w+\s+)?$",
    re.I,
)
# 'called off its bombing', 'was spared shelling', 'instead of bombing', 'hardly any shelling', 'acquitted of', 'drills for an air strike'
NOT_THIS = re.compile(
    rf"\b(?:call(?:s|ed|ing)? off|spared|instead of|rather than|(?:hardly|scarcely|barely) any|little or no|(?:drills?|exercises?|rehearsals?|simulations?) (?:for|of))\s+{_WORDS}$"
    r"|\b(?:acquitted|cleared|exonerated|absolved)\b[^.;]{0,40}\bof\s+(?:\w+\s+){0,2}$|\b(?:falsely|wrongly|unjustly) accus\w+\s+(?:\w+\s+){0,4}?of\s+(?:\w+\s+){0,2}$"
    r"|\bau lieu de\s+(?:\w+\s+)?$|(?<!\w)вместо\s+(?:\w+\s+)?$|(?<!\w)بدل\S*\s+(?:من|عن)\s+(?:ال)?$|(?<!\w)[وف]?(?:تراجع|عدل|[يت]تراجع)\S*\s+(?:\S+\s+){0,2}عن\s+$|(?<!\w)(?:إحباط|تفادي|تجنب)\s+(?:ال)?$",
    re.I,
)
NOTHING_SHOWS = re.compile(
    r"\b(?:nothing (?:indicate|suggest|show|prove|confirm)\w*|rien (?:n['’]indique|ne (?:montre|prouve|confirme|suggère)))\s+(?:that|qu[e’'])[^.;]{0,90}$|(?<!\w)(?:ничто|ничего) не (?:указыва|подтвержда|говорит)\w*[^.;]{0,90}$",
    re.I,
)
# 'on the verge of bombing', 'fears of shelling', 'a ban on shelling', 'suppose that', 'aurait pu', 'كاد أن': it may be, or might have been
MIGHT_BE = re.compile(
    rf"\bon the (?:verge|brink|point) of\s+(?:\w+\s+){{0,2}}$|\b(?:fears?|risks?|danger|possibility|prospect|likelihood) of\s+{_WORDS}$|\b(?:ban|moratorium|prohibition|restrictions?) on\s+{_WORDS}$"
    r"|\baurai(?:t|ent) pu\s+(?:\w+\s+)?$|(?<!\w)[وف]?(?:كاد|[يت]كاد)\S*\s+(?:\S+\s+){0,3}$",
    re.I,
)
# 'agreed to end shelling of': what they undertake is to come
AGREED_TO_END = re.compile(
    r"\b(?:agree[sd]?|pledge[sd]?|promise[sd]?|undert(?:ake|ook)s?|commit(?:s|ted)?) to (?:end|halt|stop|cease|suspend)(?:ing)?\s+(?:\w+\s+){0,3}$",
    re.I,
)
SUPPOSE = re.compile(r"(?:^\s*|[.!?“\"]\s+)(?:suppos(?:e|ing)|imagine|assuming)\b[^.;]{0,70}$", re.I)
MAY_DO = re.compile(r"(?<!\w)[وف]?قد\s+$")  # before a verb of the present: 'قد يقصف'; 'قد قصف' was done
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
    r"^[^.,;]{0,60}?\b(?:(?:was|were|is|are|has been|have been|had been) (?:\w+ly )?(?:averted|foiled|thwarted|prevented|called off|avoided|false|untrue|unfounded|groundless|baseless)|(?:proved|turned out)(?: to be)? (?:\w+ly )?(?:false|untrue|unfounded|groundless|baseless))\b"
    r"|^[^.,;]{0,60}?\b(?:(?:a|ont|avait) été (?:évité|déjoué|empêché|annulé)e?s?|(?:est|sont|était|étaient) (?:faux|fausses?|infondée?s?|mensongers?|mensongères?))\b"
    r"|^[^.,;]{0,60}?(?<!\w)(?:удалось (?:предотвратить|сорвать|избежать)|был\w* (?:предотвращ|сорван)\w+|предотвращен\w*|предотвращён)(?!\w)"
    r"|^[^.,;]{0,60}?\b(?:never (?:happened|took place|occurred)|did not (?:happen|take place|occur)|(?:is|are|was|were) (?:an? )?(?:pure |complete )?(?:fiction|inventions?|invented|fabricat\w+|fake|made up|staged|a hoax))\b"
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


def undone(whole: str, before: str, act: str, after: str, turned: bool) -> str | None:
    """'neg', 'hypothetical' or 'future' where the words before an act, or behind it, leave it undone; None else.

    ``whole``: from the beginning of the sentence; ``before``: of what is said in it, where the act is said;
    ``turned``: whether another verb of saying stands between ('rejected the claim and accused N of …').
    """
    if THREATENED.search(whole[-90:]) or AGREED_TO_END.search(whole[-90:]):
        return "future"
    told = act.endswith("ed")  # 'instead of talks N bombed': a verb of its own
    if (
        SUPPOSE.search(before[-120:])
        or (not told and MIGHT_BE.search(before[-120:]))
        or (act[:1] in "يت" and MAY_DO.search(before[-8:]))
    ):
        return "hypothetical"
    if any(pattern.search(before[-220:]) for pattern in (LEFT_UNDONE, NOBODY, UNTRUE)) or NEVER_WAS.match(after):
        return "neg"
    if NOTHING_SHOWS.search(whole[-160:]) or (not told and NOT_THIS.search(whole[-120:])):
        return "neg"
    taken = (not turned and TAKEN_BACK.search(whole[-220:])) or OWN_ERROR.search(whole[-220:])
    return "neg" if taken else None
