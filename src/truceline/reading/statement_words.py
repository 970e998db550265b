"""Shapes around a verb of saying that tell whether it says something, and who."""

from __future__ import annotations

from truceline.reading import quick_re as re

RELAYED = re.compile(r"со ссылкой на|citing|citant|نقلا عن|نقلاً عن", re.I)
A_PRONOUN = re.compile(r"it|they|he|she|он[аио]?|ils?|elles?", re.I)
LOWER_BEFORE = re.compile(r"(?:^|\s)(?!назва\w+|счита\w+)[а-яёà-ÿА-ЯЁ]?[а-яёà-ÿ]{4,}\s$")
BEEN_TOLD = re.compile(r"\b(?:was|were|been|being|be|been)\s+(?:\w+ly\s+|also\s+|later\s+)?$", re.I)
PRONOUN_CLAUSE = re.compile(r"\s+(?:it|they|he|she|there|its|their|his|her)\s+[\w’']+")
WE_LEFT = re.compile(r"(?<!\w)(?P<who>[Ww]e|[Nn]ous|[Мм]ы)\s+(?:[\w’']+ly\s+|also\s+|avons\s+|решительно\s+)*$")
TOLD_WHOM_THAT = re.compile(
    r"\s+(?:[\w’'«»\"-]+\s+){0,5}?(?:[\w’'«»\"-]+)(?:,\s*что|\s+that|\s+qu[e’']),?(?:\s|(?<=['’]))"
)
# 'relayed to the mission that', 'a transmis à la mission que'
TO_WHOM_THAT = re.compile(
    r"\s+(?:to|à|au|aux)\s+(?:(?!that\b)[\w’'-]+\s+){1,5}?(?:that|qu[e’']),?(?:\s|(?<=['’]))|\s+[а-яё]+(?:у|ю|ам|ям|е|и|ой)(?:\s+[А-ЯЁ]+)?,\s*что\s"
)
HOW = re.compile(r"\s+(?:how|comment|как)\s")
IN_ITS_TURN = re.compile(r"(?<!\w)[иа],?\s+в свою очередь,?\s+$", re.I)
QUOTED_AS = re.compile(r"\b(?:was|were|has been|have been) (?:quoted|cited)(?: by [^,.;]{2,40}?)? as saying")


# verbs whose object is a person or a side
TRANSITIVE = re.compile(
    r"(?:accus|blam|charg|condemn|criticis|criticiz|denounc|urg|warn|thank|fault|reproach|dénonc|accus|condamn|exhort|imput)\w*",
    re.I,
)

# 'S. Sudan rebels say government forces attack': the noun before the verb is its subject, known or not
SAYS_NOW = re.compile(r"(?:say|claim|allege|insist|warn|report)s?$|(?:said|claimed|alleged|insisted)$", re.I)
SOMEBODY_LEFT = re.compile(
    r"(?:^|[\n.,;]\s*|\b(?:the|an?|some|several|two|local|many)\s+|[A-Z][\w-]+\s+)(?:[\w-]+\s+)?(?:rebels|fighters|insurgents|militants|guerrillas|separatists|soldiers|troops|villagers|residents|locals|witnesses|activists|officials|sources|doctors|medics|monitors|observers|diplomats|survivors|refugees|elders|leaders|commanders)\s+$"
)
CLITIC_LEFT = re.compile(r"(?<![\w’'])(?:(?:nous|vous|lui|leur|me|te|se)\s+|[mts]['’])$")
# 'annoncé' has the letters of 'annonce' but for its accent: a verb only behind its auxiliary, or joined to one before
PARTICIPLE_ALONE = re.compile(r"[a-zà-ÿ]{3,}é")
AUXILIARY_LEFT = re.compile(
    r"(?<!\w)(?:a|ont|avait|avaient|aurait|auraient)\s+(?:[a-zà-ÿ]+(?:ment|tôt|jà|core|vent|jours)\s+){1,2}$"
)
# ', 29 января сообщает министерство': the day belongs to the verb that closes the sentence
DAY_LEFT = re.compile(
    r"(?<=,\s)(?:\d{1,2}\s+(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)|(?:в|во)\s+(?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)|сегодня|вчера)\s+$"
)
JOINED_TO_ONE = re.compile(r"(?:\bet|\bou|\bmais|\bpuis|,)\s+(?:[a-zà-ÿ]+ment\s+)?$")
# a noun of what a body is, right before its name in marks
NAMED_BY_KIND = re.compile(
    r"(?<![\u0621-\u0652])[وفبل]{0,2}(?:ال)?(?:فريق|منظمة|حركة|كتائب|كتيبة|فصيل|جماعة|تنظيم|تنظيمي|شبكة|مؤسسة|وكالة|صحيفة|قناة|لواء|ألوية|حزب|ميليشيا|ميليشيات|مليشيا|موقع|هيئة|مركز|غرفة عمليات|حملة|تلفزيون|إذاعة|عملية|جبهة|حراك|تحالف|قوات|جيش|مراسل|منصة|روضة|مشروع|معبر|مدرسة|مستشفى|ما يسمى)\s+$"
    r"|(?<!\w)(?:группировк\w+|движени\w+|организаци\w+|агентств\w+|телеканал\w*|парти\w+|бригад\w+|батальон\w*|операци\w+|фонд\w*|отряд\w*|кр[иы]л\w+)\s+$"
    r"|\b(?:groupe|mouvement|organisation|agence|brigade|opération|réseau|parti|milice|front|association|collectif|journal|site|chaîne)\s+$",
    re.I,
)
