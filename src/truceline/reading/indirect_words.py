"""Shapes of indirect speech: words around a cue, and how clauses open, go on and end."""

from __future__ import annotations

from dataclasses import replace

from truceline.reading import quick_re as re
from truceline.reading.attribution import LISTENER, Cue
from truceline.reading.model import Span

PRONOUN_WORDS = re.compile(r"\b(?:её|ее|его|их|lui|elle|elles|eux|him|her|them)\b", re.I)
PRONOUN_NEXT = re.compile(r"\s+(?P<who>lui|elle|elles|eux|him|her|them|it)(?=[\s,.;:])", re.I)
# how a clause begins that no 'that' opens: 'and said the attacks could …'
CLAUSE_OPENS = re.compile(
    r"\s+(?=(?:the|a|an|its|their|his|her|our|it|they|he|she|we|there|no|some|many|all|both|one|two|three|four|five|six|several|\d+)\s+\w+\s+\w+|[A-Z]\w+\s+\w+\s+\w+)"
)
# '… and accuses N of shelling': the second verb governs what is charged
ACCUSES_THEN = re.compile(
    r"(?:accus\w+|blam\w+|обвин\w+)\s+(?=(?:(?!and\b|et\b)[\w'’-]+\s+){1,6}?(?:(?:of|for|de|в)\s|d['’]avoir\s))|(?:اتهم\w*)\s+(?=(?:[\u0621-\u064a]+\s+){1,5}?ب)",
    re.I,
)
# 'et affirme avoir perdu dix hommes', 'et nie être présent': the second verb takes an infinitive
TO_HAVE_DONE = re.compile(r"\s+(?:ne\s+(?:pas\s+)?|n['’])?(?=(?:avoir|être|s['’]être)\s+\w)")
INFORMED = re.compile(r"(?:уведом|проинформир|информир|предупред|завер|извест|извещ|оповест|оповещ|убежда)\w+")
WHOM_THEN_THAT = re.compile(r"\s+[^,.;:]{3,90}(?=,\s*что\b)")
# 'dismissed as propaganda a claim by N that', 'rejette l'accusation de N selon laquelle', 'опроверг заявление N о том, что'
ANOTHERS_CLAIM = re.compile(
    r"[^.;:,]{0,50}?\b(?:claims?|allegations?|accusations?|charges?|reports?|assertions?|complaints?|suggestions?)\s+(?:made\s+)?(?:by|from|of)\s+(?P<who>[^.;:,]{2,60}?)\s+that\s+"
    r"|(?:\s+as\s+\w+|\s+\w+ly)?\s+(?P<who2>[^.;:,]{2,50}?)[’']s?\s+(?:\w+\s+)?(?:claims?|allegations?|accusations?|charges?|assertions?)\s+that\s+"
    r"|[^.;:,]{0,40}?\b(?:accusations?|affirmations?|allégations?|déclarations?|version)\s+(?:de la|de l['’]|du|des|de|d['’])\s*(?P<who3>[^.;:,]{2,60}?),?\s+selon (?:laquelle|lesquelles)\s+"
    r"|[^.;:,]{0,40}?(?<!\w)(?:заявлени|утверждени|обвинени|сообщени)\w+\s+(?P<who4>[^.;:,]{2,60}?)\s+о том, что\s+",
    re.I,
)
LEFT_OPEN = re.compile(
    r",?\s+(?:and|but|while|whereas|though|although|et|mais|tandis que|alors que|и|а|хотя|тогда как)$"
)  # before a second verb
TOLD_OF = re.compile(
    r"(?:(?:inform|notif)\w+\s+(?:(?!that\b)[\w'’-]+\s+){1,5}?(?:of|about)\s|(?:уведом|проинформ|информир)\w+\s+(?:(?!что\b)[\w«»\"-]+\s+){1,4}?об?\s|(?:a|ont) (?:informé|notifié)\s+(?:(?!que\b|qu['’])[\w'’-]+\s+){1,5}?(?:de|des|du)\s)(?![^.]*?(?:\bthat\b|,\s*что\b|\bque\b))",
    re.I,
)
NAMED_SOURCE = re.compile(r"\s*(?P<who>[^\W\d_][^,،.;:\n]{2,60}?)(?=[,،;]|\.\s|\.?$)", re.MULTILINE)
# 'نقلا عن مصدر في الدفاع المدني، …': whose source it is, up to the comma, and no verb
OF_THE_SOURCE = re.compile(r"\s*(?:(?:في|من|لدى|باسم)\s+[\u0621-\u0652]+(?:\s+ال[\u0621-\u0652]+){0,3})?\s*،")
# 'including, according to the other side, 19': tells of a part, and not of the sentence
PART_OF_IT = re.compile(
    r"(?:including|of which|among them|в том числе|из них|включая|dont|y compris|منها|بينها)\s*[,،]\s*$", re.I
)
AND_THAT = re.compile(
    r",?\s+(?P<joint>and that|и что|а также что|et (?:de ce )?qu(?:e(?=[\s,])|['’])|وأن(?:ه|ها|هم)?(?=\s)|وإن(?:ه|ها|هم)?(?=\s)|وبأن(?:ه|ها|هم)(?=\s)|وبأن(?=\s))\s*"
)
# 'dismissed the charge': what is denied was told before, and nothing is said here
ONLY_POINTS = re.compile(
    r"(?:его|её|ее|их|это)\s+\S+|"
    r"(?:(?:the|this|that|these|those|all|such|any|both|его|её|их|эти|эту|это|все|ces|cette|les|la|le|l['’])\s*)*(?:\w+\s+)?"
    r"(?:(?:it|this|that|them|each other|one another|the other(?: side| party)?|eux|cela|это)(?:\s+(?:on|to)\s+[^,;]{2,40})?|accusations?|charges?|claims?|reports?|allegations?|figures?|numbers?|version|statements?|assertions?|обвинени[яей]|утверждени[яей]|сообщени[яей]|информаци[юия]|факты?|вину|данные|заявлени[яей]|chiffres|accusations|allégations|bilan)(?:\s+(?:(?:as|comme)\s+[^,;]{2,40}|[“\"«][^”\"»]{2,30}[”\"»]?(?:\s+and)?))?|"
    r"(?:هذه\s+)?(?:الاتهامات|الأرقام|المزاعم|الأنباء|التقارير|ذلك)",
    re.I,
)
CITING = re.compile(r"citing|quoting|citant|ссылаясь на", re.I)
OPENS_WITH_SOURCE = re.compile(
    r"\W*(?:selon|d['’]après|according to|по данным|по информации|как сообщает|بحسب|وفق)\b[^.;]*,\s*$", re.I
)
AND_IN_TURN = re.compile(r",\s+[иа](?:,\s+в свою очередь)?$")
RUSSIAN_PAST = re.compile(r"\s[а-яё]{3,}(?:л|ла|ло|ли|ет|ют)(?!\w)")
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|did|[a-z]{2,}ed|a|ont|est|sont|[a-zé]+aient|[а-яё]{2,}(?:ли|ла|ло|ют|ет)|[а-яё]{3,}л)\b"
)
RELATIVE = re.compile(r"(?:who|which|whom|where|котор\w+|qui|dont|الذي|التي)\b")
TOLD_TO = re.compile(
    r"\s+(?:(?!(?:that|it|they|he|she|had|has|have|was|were|would)\b)[\w’'-]+\s+){1,4}?(?:not\s+)?to\s+[a-z]+\b"
)
NAME_GOES_ON = re.compile(
    r"(?:\s+[\w’'«»\"()-]+){0,6}(?:,\s+(?:(?:le |la |the )?[\w’'-]+\s){0,3}[A-ZÀ-Ý][\w’'-]+(?:\s[A-ZÀ-Ý][\w’'-]+){0,3})?"
)  # ', сообщил Госдепартамент' 'США'
TOLD_WHOM = re.compile(
    r"(?:\s+(?:à|au|aux)\s+(?:la\s+|l['’])?[\w’'-]+(?:\s+[\w’'-]+){0,3}?(?=\s+qu[e’'])|\s+(?:[«\"]?[а-яё][а-яё-]+(?:у|ю|ам|ям|е|и|ой|ому)[»\"]?)(?:\s+[«\"]?[\w-]+[»\"]?){0,3}?(?=,\s*что\b))"
)
SANS = re.compile(
    r"(?:sans|avant|en|dont|qui|ajoutant|précisant|but|and|who|which|saying|noting|warning|calling)\b", re.I
)
# what goes on behind ', he said,' is a predicate of what stands before
PREDICATE = re.compile(
    r"(?:\w+ly\s+|also\s+|never\s+|not\s+|не\s+|n['’]|ne\s+)*(?:was|were|is|are|has|have|had|will|would|did|does|[a-z]{2,}ed|shot|hit|struck|fell|fled|took|broke|sent|held|came|went|began|a|ont|est|sont|[а-яё]+(?:ли|ла|ло|л|ют|ет|лись|лась))\b|в\s+[а-яё]+\s+(?:не\s+)?[а-яё]+(?:ли|ло|ла)\b|в ответ\b"
)
WHILE = re.compile(r",\s+(?:while|whereas|though|although|tandis qu[e’']|alors qu[e’'])\s*(?=\w)")
# a reason, and not a source
CITES_REASON = re.compile(
    r",\s+(?:citing|invoking|invoquant|citant|сославшись на|ссылаясь на)\s+(?=[“\"«]|(?:what\s|(?:the\s+|de\s+|des\s+|les\s+)?(?:repeated|alleged|continued|continuing|ongoing|recent|violations?|breach\w*|attacks?|répétées?|attaques?|tirs|неоднократн\w+|продолжающ\w+|нарушени\w+|обстрел\w*)\b))",
    re.I,
)
HEARER = re.compile(
    r"\s+(?:the|our|its|their|an?|la|le|l['’])\s*[\w’'-]+(?:\s[\w’'-]+)?\s*(?:(?:in|at|on|from|by|à|dans|par)\s+[^.;,]{2,50})?(?:[.;,]|$)"
)
# the sentence goes on in the paper's own voice: '…; we reject this version', '…; this is categorically denied'
OWN_VOICE = re.compile(r"\s*;\s+(?:nous|we|our|notre|nos|this (?:is|was|has)|these (?:are|were)|ceci|cela)\b", re.I)
TITLE_LEFT = re.compile(
    r",\s+(?P<who>(?:(?!(?:and|but|who|which|that|was|were|had|has|have|is|are|as|for|in|on|at|by|with|from|while|when|after|before|to|not|he|she|it|they)\s)[a-z][\w’'-]*\s+){1,6})$"
)
AN_OFFICE_BESIDE = re.compile(
    r"(?:an?|the|its|their|une?|le|la)\s+(?:(?!(?:was|were|is|are|has|had|have|will|would|could|did|est|sont|ont|était|[a-z]{3,}ed)\b)[^\s,.;:]+\s*){1,9}",
    re.I,
)
LIST_ONLY = re.compile(
    r"(?:(?:[Tt]he|[Ll]es|[Tt]wo|[Bb]oth)\s+)?(?:[\w-]+\s+){0,2}?(?:(?:of|de|from)\s+)?(?:the\s+)?[A-ZÀ-Ý][\w’'-]+(?:\s[A-ZÀ-Ý][\w’'-]+)?(?:,\s+(?:the\s+)?[A-ZÀ-Ý][\w’'-]+(?:\s[A-ZÀ-Ý][\w’'-]+)?)*"
)
HAVING_DONE = re.compile(r"\s+(?=(?:not\s+)?(?:to\s+have|having)\s)")
OTHER_SUBJECT = re.compile(
    r",\s+(?P<who>(?:(?!(?:who|which|that|was|were|is|are|had|has|have|said|but)\s)[\w’'-]+\s){1,4})(?:and|et)\s+(?:(?:an?|the|une?|le|la|des|les)\s+)?$"
)
ARTICLE_LEFT = re.compile(r"(?<=,)\s+(?:an?|the|une?|le|la)\s+$")
# 'Before dawn, the division tells us, fighters fired': a circumstance, the speaker, and then the clause
WHEN_FIRST = re.compile(
    r"(?:Before|After|At|On|In|Around|Near|Since|Late|Early|Overnight|Yesterday|Today|This (?:morning|evening|week)|Earlier|Avant|Après|Dans|Vers|Tôt|Hier|Ce matin|Depuis)\b"
)
AND_VERB = re.compile(r"\s*(?:et|and|but|mais)\s+(?:also\s+|then\s+|a\s+|ont\s+)?")
AGO = re.compile(
    r"\s+(?:[\w-]+\s+){1,3}(?:earlier|later|ago|before|previously|plus tôt|auparavant)\s+(?:that\s+|que\s+|qu['’])"
)
LAID_OUT = re.compile(r"(?:laid|spelled|spelt) out\s+(?:in|by|under|at)\b", re.I)
GOES_ON_TO = re.compile(
    r"(?:continu(?:e[sd]?|ing)|beg[aiu]n\w*)\s+to\s+(?!(?:say|insist|claim|deny|argue|maintain|assert|tell)\b)\w+", re.I
)
# 'clashes continued in the suburbs', 'continued on Thursday their breach'
GOES_ON = re.compile(
    r"continu(?:e[sd]?|ing)\s+(?:(?:in|near|around|across|along|between|inside|throughout|over|despite|amid|until|with|for|during|into|at|through|under|elsewhere|overnight|unabated|their|its|her|his|the|on)\b)(?![^\n]*[“\"«])",
    re.I,
)
REACTED = re.compile(r"(?:respond|repli|react|retaliat|answer|ripost|réagi)\w*", re.I)
BY_DEEDS = re.compile(
    r"\s+(?:(?!only\b)\w+ly\b|with\b(?! (?:a|an|the) (?:statement|letter))|by\b|in kind\b|to (?:the|this|these|that)\b|par\b|avec\b|à l['’])",
    re.I,
)
OF_WHOM_ONE = re.compile(r"\s+(?:qui|laquelle|lequel|lesquels|lesquelles|whom|which)\s+")
WITH_SO_MANY = re.compile(r",\s+(?:with|leaving|killing|wounding|avec|faisant)\s+[^,]{6,120}$", re.I)
LISTENED = ("told", "tells", "tell", "informed", "informs", "inform", "notified", "assured")


def ordered(text: str, cue: Span, end: int) -> bool:
    """'told the patrol to turn round': whoever tells somebody to do something says nothing that may be true."""
    return cue.of(text).casefold() in LISTENED and TOLD_TO.match(text, cue.end, end) is not None


# words with the letters of a verb of saying that are none: 'belonging to', 'after', 'through the fault of', 'turns out'
NO_VERB_HERE = re.compile(
    r"(?:ال)?تابع(?:ة|ين|ون|ا)?\s+ل|عقب\s+(?!على|ب(?:ال)?قول|قائل)(?!\S+\s+(?:على|قائل))|вин(?:е|а|у|ой|ы)(?!\w)"
    r"|(?:se|s['’])\s*(?:révèl|révél|annonc|confirm|répèt|répét|affirm|expliqu|relèv)\w*",
    re.I,
)
REFLEXIVE = re.compile(r"(?<![\w’'])(?:se\s|s['’])$")
OF_PURPOSE = re.compile(r"(?<![\u0621-\u0652])ل$")  # 'لتحمل مسؤولياتهم'


def not_said(text: str, cue: Span, end: int) -> bool:
    """'فريق تابع للأمم المتحدة', 'عقب مؤتمر', 'по вине', 'la trêve se révèle fragile'."""
    start = max(0, cue.start - 3)
    clitic = REFLEXIVE.search(text, start, cue.start)
    return (
        NO_VERB_HERE.match(text, clitic.start() if clitic else cue.start, end) is not None
        or OF_PURPOSE.search(text[start : cue.start]) is not None
    )


def no_speech(text: str, cue: Span, sentence: Span) -> bool:
    """'troops responded effectively', 'ont riposté par des tirs': an answer by deeds."""
    if LAID_OUT.match(text, cue.start, sentence.end):
        return True  # 'a zone laid out in a deal'
    if GOES_ON_TO.match(text, cue.start, sentence.end) or GOES_ON.match(text, cue.start, sentence.end):
        return True  # 'continues to monitor', 'began to withdraw'
    if REACTED.fullmatch(cue.of(text)) is None or text[: cue.start].rstrip()[-1:] in (",", '"', "”", "»"):
        return False
    if not text[cue.end : sentence.end].strip(" .") and not re.match(r"repl|answer", cue.of(text), re.I):
        return True  # 'Rebels break the truce, army responds'
    deeds = BY_DEEDS.match(text, cue.end, sentence.end)
    return (
        deeds is not None
        and re.search(r"\b(?:that|saying|que|disant)\b|qu['’]|[\"“«]", text[deeds.end() : sentence.end]) is None
    )


def past_listener(text: str, found: Cue, end: int) -> Cue:
    """'told Saba on Tuesday', 'told the team that': who is told is no part of what is said."""
    if TOLD_OF.match(text, found.cue.start, end):
        return replace(found, after=end)  # 'уведомила ОБСЕ о нарушениях', 'notified the mission of two violations'
    told = TOLD_WHOM.match(text, found.after, end)
    if told is None and INFORMED.fullmatch(found.cue.of(text)):
        told = WHOM_THEN_THAT.match(text, found.after, end)
    if told is not None and found.speaker is not None and found.speaker.start < found.cue.start:
        return replace(found, after=told.end())  # 'заявил телеканалу, что', 'a déclaré à la mission que'
    listener = LISTENER.match(text, found.after, end) if found.cue.of(text).casefold() in LISTENED else None
    return replace(found, after=listener.end()) if listener else found


# 'وفق ما أفاد به مصدر عسكري': a verb before the source, which is no part of it
VERB_OF_SOURCE = re.compile(r"\s+(?:أفاد|ذكر|قال|أعلن|أكد|أوضح|أورد|نقل)(?:ت|وا|ته|ه)?(?:\s+(?:به|بها|بذلك))?(?=\s)")
# behind an office: ', Lieutenant General N N,'
APPOSED_NAME = re.compile(
    r",\s+(?:(?:Lieutenant|Major|Brigadier|Vice|Rear|Lt\.?|Maj\.?|Brig\.?|Gen\.?|Col\.?|General|Colonel|Admiral|Dr\.?|Mr\.?|Ms\.?|Mrs\.?|Ambassador|le général|M\.|Mme)\s+)*(?:[A-ZÀ-ÝА-ЯЁ][\w’'-]+\s(?:al-|el-|bin |de |von )?){1,3}[A-ZÀ-ÝА-ЯЁ][\w’'-]+,"
)
