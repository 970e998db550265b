"""Words of count claims in English, Russian, Arabic and French: units, verbs of counting, answers, periods before."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.calendar_words import MONTH, WEEKDAY
from truceline.reading.numbers import NUMBER

# what is counted → (pattern, unit of the controlled terms)
UNITS: tuple[tuple[str, str, str], ...] = (
    ("ceasefire violations", r"(?:(?:alleged|new|other|further|separate|confirmed|fresh|individual|total|Israeli|Houthi|documented|recorded|reported|more|such|serious|daily)\s+)*(?:cease-?fire|truce|armistice|cessation of hostilities|agreement)\s+(?:violations?|breach(?:es)?|infringements?|infractions)|violations? of (?:the )?(?:[A-Z]\w+ )?(?:cease-?fire|truce|cessation of hostilities|agreement|Blue Line|silence|regime)(?: regime)?|breach(?:es)? of (?:the )?(?:cease-?fire|truce|agreement)", "violations"),
    ("airspace violations", r"(?:air|airspace) violations?|violations? of (?:\w+ )?airspace|overflights?|air incursions?|(?:про|об)л[её]т\w*|нарушени\w+ воздушного пространства|تحليقات|تحليقا|تحليق|طلعات|طلعة|خروقات جوية|خرقا جويا", "flights"),
    ("cases of firing", r"cases? of (?:indiscriminate )?(?:firing|fire|shelling|shooting|opening fire|gunfire)|instances? of (?:firing|fire|shooting|shelling|gunfire)|firing (?:cases|incidents)|incidents? of (?:firing|fire|shelling|shooting)|shooting incidents?|shelling incidents?|firing incidents?|shelling attacks", "incidents"),
    ("explosions", r"(?:undetermined\s+|multiple\s+|outgoing\s+|incoming\s+)?(?:explosions?|detonations?|blasts)", "explosions"),
    ("bursts", r"(?:heavy-machine-gun\s+|small-arms\s+|machine-gun\s+)?bursts?(?: of [\w -]{3,30}fire)?", "bursts"),
    ("shots", r"(?:small-arms\s+)?(?:shots?|rounds?)(?: of small arms)?(?: of [\w -]{3,30}fire)?(?! of talks| of negotiations)|выстрел\w*|очеред(?:ь|и|ей)|طلقات|طلقة|أعيرة نارية|عيارا ناريا", "shots"),
    ("projectiles in flight", r"projectiles(?: in flight)?|trajectories(?: of (?:fire|rockets|projectiles))?", "events"),
    ("crossings", r"(?:(?:ground|unauthori[sz]ed|illegal)\s+)?(?:crossings|incursions)(?: of the (?:Blue Line|line))?|franchissements", "violations"),
    ("complaints", r"complaints?|(?:phone |telephone )?calls(?! (?:for|on|to|upon)\b)|appels(?! (?:à|au|aux|d)\b)|allegations|notifications|plaintes?|allégations|signalements|dénonciations|жалоб\w*|обращени\w+|вызов\w*|звонк\w+|شكاوى|شكاوي|شكوى|بلاغات|بلاغا|بلاغ|اتصالات|اتصالا|مكالمات|مكالمة", "incidents"),
    ("shells", r"(?:(?:mortar|artillery|tank|rocket|rocket-propelled)\s+)*(?:shells?|mortars?|rockets?|missiles?|(?<=mortar )rounds|barrel bombs?|bombs|grenades|munitions|impacts?|drones)|снаряд\w*|мин\w?(?=\s+калибра|\s|[.,])|ракет\w*|боеприпас\w*|бомб\w{0,2}(?!\w)|гранат\w{0,3}(?!\w)|obus|roquettes?|missiles?|قذيفة|قذائف|صاروخ\w*|صواريخ|براميل|برميل\w*|قنابل|قنبلة|مقذوفات|مقذوفا|رشقات|رشقة|صليات|صلية", "events"),
    ("attacks", r"(?:drone\s+|missile\s+|rocket\s+|mortar\s+|artillery\s+|air\s+|ground\s+)?(?:attacks?|shellings|bombardments|strikes|airstrikes|raids)|удар\w*|авиаудар\w*|залп\w*|атак\w{0,3}(?!\w)|(?:авиа)?нал[её]т\w*|нападени\w+|прил[её]т\w*|пуск\w*|сброс\w*|бомбардиров\w+|frappes?(?: aériennes?)?|raids?|attaques?|غارة|غارات|هجمات|هجمة|هجوما?|ضربات|ضربة|اعتداءات|اعتداء|قصفا|استهدافات|استهدافا|توغلات|توغلا|اقتحامات|اقتحاما|عملية|عمليات", "events"),
    ("weapons in violation", r"weapons? in violation of (?:the )?withdrawal lines|weapons? in violation", "weapons"),
    ("violations", r"(?:(?:alleged|new|other|further|separate|confirmed|total|documented|recorded|reported|more|such|combat|ground|air|ceasefire-related)\s+)*(?:violations?|breach(?:es)?|infringements?)", "violations"),
    ("incidents", r"(?:(?:security|armed|separate|new|related|other)\s+)*incidents?|cases|instances|occurrences|инцидент\w*|происшестви\w+|провокаци\w+|(?:бое)?столкновени\w+|перестрел\w+|перемещени\w+|حوادث|حادثة|حادثا|حادث|وقائع|واقعة|اشتباكات|اشتباكا", "incidents"),
    ("times", r"(?:times|occasions)(?! (?:more|higher|as|the))", "violations"),
    ("обстрелы", r"раза?(?=\s+(?:\w+\s+){0,2}(?:обстрел|открыва|наруш)\w*)", "incidents"),
    ("случаи открытия огня", r"(?:факт|случа|эпизод)\w*\s+(?:открытия\s+огня|применения\s+(?:\w+\s+)?оружия)", "incidents"),
    ("раз", r"раза?(?!\s+(?:больше|меньше|выше))", "violations"),
    ("нарушения", r"(?:факт\w*\s+|случа\w+\s+)?нарушени\w+(?:\s+(?:режима\s+)?(?:прекращения\s+(?:огня|боевых действий)|перемирия|тишины))?", "violations"),
    ("случаи стрельбы", r"(?:случа|факт|эпизод)\w*\s+(?:[а-яё]+(?:ого|ой|ных|ых|их)\s+)?(?:стрельб\w+|обстрел\w+)|случа\w+(?:\s+(?:стрельб\w+|обстрел\w+|открытия огня|применения\s+\w+))?|обстрел\w*|эпизод\w+", "incidents"),
    ("взрывы", r"взрыв\w*", "explosions"),
    ("خروقات", r"(?:خروقات|خرقا|خروق|خرق|انتهاكات|انتهاكا|انتهاك|مخالفات|مخالفة|تجاوزات|تجاوزا|اختراقات|اختراقا)(?:\s+(?:ل|ال)?[\u0621-\u064a]*(?:هدنة|وقف إطلاق النار|لوقف إطلاق النار|للهدنة))?", "violations"),
    ("حالات إطلاق نار", r"(?:حالات|حالة)\s+(?:إطلاق نار|إطلاق النار|قصف)|حالات|حالة", "incidents"),
    ("violations du cessez-le-feu", r"(?:violations?|infractions?)(?:\s+(?:du|de la|au|à la|de l['’])\s*(?:cessez-le-feu|trêve|accord|régime de cessez-le-feu))?", "violations"),
    ("reprises", r"reprises|fois(?!\s+(?:plus|moins))|مرات|مرة", "violations"),
    ("cas de tirs", r"cas(?: de (?:tirs?|bombardements?))?|incidents?(?: de tirs?)?|tirs(?: de (?:mortiers?|roquettes?|artillerie|chars?))?", "incidents"),
)  # fmt: skip
# words between a number and what it counts that are no adjective of it: 'two civilians shelling'
NO_ADJECTIVE = r"people|civilians?|soldiers?|servicemen|children|women|men|villages?|towns?|districts?|areas?|in|at|on|to|from|by|and|or|for|were|was|are|is|had|has|days?|hours?|weeks?|minutes?|months?|years?|km|fighters?|militants?|vehicles?|tanks?|houses?|of|with|near|during|after|before|the|its|their|other|more|while|but|as|per|percent|mm"
UNIT_WORDS = tuple(
    (
        name,
        re.compile(
            rf"\s*(?:(?:alleged |possible )?(?:allegations?|reports?|cases?|instances?|complaints?) of (?:alleged )?|more\s+|new\s+|separate\s+|of\s+(?:the\s+)?|de\s+|d['’]|(?:(?:её|его|их)\s+)?(?:[а-яё]+(?:ых|их|ое|ые|ых)\s+){{1,2}}|(?:её|его|их)\s+|(?!(?:{NO_ADJECTIVE})\b)[a-z-]+\s+)?(?P<unit>{pattern})(?![\w])",
            re.IGNORECASE,
        ),
        unit,
    )
    for name, pattern, unit in UNITS
)
_PREHINTS = r"(?:боеприпас|number of|числ[оа]\b|количеств|nombre d|عدد|crossings|incursions|complaint|calls\b|appels\b|allegation|shells?\b|mortar|rocket|missile|bombs?\b|impacts|снаряд|ракет|мин\w|удар|залп|жалоб|obus|roquette|frappe|plainte|attaque|reprises|fois|franchiss|дважды|трижды|четырежды|قذ|صار|صوار|غار|هجم|هجوم|برم|شك|بلاغ|مر|تحليق|طلع|طلق|عيار|اتصال|مكالم|قنبل|قنابل|مقذوف|رشق|صلي|ضرب|قصفا|اعتداء|استهداف|توغل|اقتحام|عملي|حادث|حوادث|واقع|وقائع|اشتباك|مخالف|تجاوز|اختراق|انفجار|trajector|projectile|weapons? in viol|times\b|occasions\b|раза?\b|violation|breach|cas(?:es?)?\b|instances|incidents?|explosions?|bursts?|shots|rounds|attacks|strikes|raids|infring|weapons in|overflights|shelling|shooting|firing|нарушени|случа|факт|обстрел|взрыв|эпизод|прол[её]т|обл[её]т|выстрел|очеред|обращени|вызов|звонк|бомб|гранат|атак|нал[её]т|нападени|прил[её]т|пуск|сброс|инцидент|происшестви|провокаци|столкновени|перестрел|перемещени|خرق|خروق|انتهاك|حال|infraction|tirs)"
PREHINT = re.compile(_PREHINTS, re.I)
LOWER_PREHINT = re.compile(_PREHINTS)  # of a text in small letters: many times as fast
COUNT_VERB = r"(?:register(?:ed|s|ing)?|receiv(?:ed|es)|submit(?:ted|s)?|lodged|filed|complain(?:ed|s)?|verif(?:ied|ies)|put\b|record(?:ed|s)?|report(?:ed|s)?|detect(?:ed|s)?|note[ds]?|count(?:ed|s)?|document(?:ed|s)?|observe[ds]?|log(?:ged|s)?|tall(?:ied|ies)|list(?:ed|s)?|cite[ds]?|spoke of|put at|logged|confirm(?:ed|s)?|established|revealed|claim(?:ed|s)?|allege[ds]?|(?:had|has)(?!\s+\w+(?:ed|en)\b)|saw|heard|слышал\w*|услыша\w+|entendait|entendaient|зафиксир\w+|выяв\w+|зарегистрир\w+|сообщ\w+|заяви\w+|доложи\w+|отмечен\w*|отметил\w*|насчита\w+|наблюдал\w*|уч[лт]\w+|подсчита\w+|фиксир\w+|указан[аоы]?|получил\w*|принял\w*|отмеча\w+|рапорт\w+|сосчита\w+|سجل\w*|[تي]سجل\w*|رصد\w*|[تي]رصد\w*|أحصى|أحصت|[تي]حصي|وثق\w*|[تي]وثق\w*|أفاد\w*|رصدت|ذكر\w*|أعلن\w*|[وف]?تحدث(?:ت|وا)? عن|تلق\w+|[وف]?أحصت?|[وف]?عد(?:دت|ّد)|(?:affirme |dit )?(?:a|ont|avait|avaient|avons|avoir)\s+(?:également\s+|aussi\s+|déjà\s+)?(?:entendu|recensé|enregistré|relevé|constaté|vérifié|signalé|fait état d[e’']|dénombré|compté|documenté|observé|répertorié|comptabilisé|noté|déposé|reçu)s?|fait état d[e’']|documente|recense(?:nt)?|dénombre(?:nt)?|relève(?:nt)?|constate(?:nt)?|enregistre(?:nt)?|parle(?:nt)? de|évoque(?:nt)?|fait état d[e’']|font état d[e’'])"
ELLIPTIC = re.compile(
    rf"(?P<verb>{COUNT_VERB})\s+(?:(?:only|just|a total of|some|about|another|всего|лишь|ещё|еще|au total|seulement)\s+)?(?P<count>{NUMBER})(?=\s*(?:[.,;:(—–-]|$|of them|in\b|and\b|такие|в\b|dont\b|,))",
    re.IGNORECASE,
)
# 'for the other region the figure was 89': of what was counted before
FIGURE = re.compile(
    rf"(?:\b(?:the|its|their)\s+(?:figure|number|total|tally|count)\s+(?:there\s+)?(?:was|is|stood at|came to|reached|rose to|fell to)"
    rf"|(?:эт(?:от|а)\s+)?(?:показатель|цифра|число)\s+(?:составил[ао]?|достигл[ао]|равнял[ао]сь)"
    rf"|\ble (?:chiffre|nombre|total)\s+(?:est de|était de|s['’]élève à|s['’]élevait à|atteint|a atteint)"
    rf"|(?:بلغ|بلغت)\s+(?:العدد|الحصيلة))\s+(?P<count>{NUMBER})(?!\s*(?:%|percent))",
    re.IGNORECASE,
)
SIDE_TOTAL = re.compile(
    rf"(?P<who>(?:[Tt]he\s+)?[A-ZА-ЯЁ][\w-]+\s+(?:side|part|party|representatives|members|monitors|half|сторона|часть|стороны|partie))(?:\s+of the \w+)?\s*(?:[-–—:]|\()\s*(?P<count>{NUMBER})(?!\s*(?:%|percent))",
    re.IGNORECASE,
)
BEFORE_PERIOD = re.Either(
    (
        rf"(?:compare[ds]? (?:with|to)|against|down from|up from|(?:a (?:decrease|increase|rise|drop|fall) )from|as against|versus|vs\.?|from)\s+(?:the\s+)?(?:\w+\s+)?(?P<a>{NUMBER})",
        rf"(?:in|during|over|for) the (?:previous|preceding|prior) (?:reporting )?(?:period|day|24 hours|week|month)\b[^.;]{{0,70}}?(?P<b>{NUMBER})(?!\s*(?:hours|days|week))",
        rf"(?:the\s+)?(?:day|week|month|year) before\b[^.;]{{0,40}}?(?P<j>{NUMBER})",
        rf"\b(?:the|these) (?:\w+ )?(?:days|weeks|months|years) before\b[^.;\d]{{0,40}}?(?P<u>{NUMBER})",
        rf"(?<=\d)\s*\((?:the\s+|le\s+|la\s+)?(?:day|week|month|jour|semaine|mois|день|недел\w|сутки|اليوم|الأسبوع)(?:\s+\d{{1,3}})?\s?[:–-]\s+(?P<v>{NUMBER})(?=\s*\))",
        rf"(?<=\d)\s*\((?:(?:in|en|в|во|за|على|في)\s+)?(?:{MONTH}|{WEEKDAY}|yesterday|hier|вчера|أمس)\s?(?::|\s[-–])\s*(?P<w>{NUMBER})(?=\s*\))",
        rf"(?:than|as|que|qu['’]|чем|من)\s*(?:in\s+|en\s+|au mois d[e’']\s*|в\s+|في\s+)?(?:{MONTH}|last (?:week|month|year)|la (?:semaine|période) précédente|the (?:week|month) before|на прошлой неделе)\s*\((?P<x>{NUMBER})(?:\s\w+)?\s*\)",
        rf"(?:up|down) from (?P<k>{NUMBER})",
        rf"(?P<c>{NUMBER})(?:\s+(?:such\s+)?(?:cease-?fire\s+)?(?:violations|breaches|cases|incidents|explosions|ones))?(?:\s+\w+){{0,3}}?\s+(?:in|during|over|recorded in|reported in|for)\s+the (?:previous|preceding|prior) (?:reporting )?(?:period|day|24 hours|week|month)",
        rf"(?:the )?(?:previous|preceding) (?:reporting )?(?:period|day|24 hours|week|month)[’']?s?\b(?:\s+(?:figure|total|count))?\s*(?:[:(–—-]|was|were|of|had been|had seen|had brought|brought|had recorded|(?:had\s+)?stood at|saw|had)\s*(?:(?:about|around|some|nearly|almost|over|roughly)\s+)?(?P<d>{NUMBER})",
        rf"(?:в|за)\s+(?:предыдущ\w+|прошл\w+)\s+(?:сутки|период\w*|день|недел\w+|отчетн\w+ \w+)[^.;]{{0,50}}?(?P<unit>{NUMBER})(?!\s*(?:час|сут))",
        rf"(?P<l>{NUMBER})(?:\s+\w+){{0,2}}\s+(?:в|за)\s+(?:предыдущ\w+|прошл\w+)\s+(?:сутки|период|недел\w+)",
        rf"(?:по сравнению с|против)\s+(?P<f>{NUMBER})",
        rf"(?:накануне|(?:днём|днем|сутками|неделей|месяцем|годом)\s+ран(?:ее|ьше)|за (?:день|сутки|неделю|месяц) до (?:этого|того))[^.;\d]{{0,45}}?(?P<r>{NUMBER}|ни одного|ни одной)(?!\s*(?:час|сут|дн))",
        rf"\((?:в|во|за|на)\s(?=[^()]{{0,30}}(?:ноч|сутк|дн[яе]|день|недел|месяц|числ))[^()]{{2,45}}?\s[-–—]\s(?P<t>{NUMBER}|ни одного)(?=\s*\))",
        rf"(?:contre|par rapport à)\s+(?P<g>{NUMBER}|une? seule?(?!\w))",
        rf"(?P<o>{NUMBER})(?:\s+\w+){{0,2}}\s+(?:la semaine|le mois|le jour|la période) précédente?s?",
        rf"(?P<q>{NUMBER})(?:\s+\w+){{0,2}}\s+the (?:week|day|month|year) before\b",
        rf"(?:la semaine|le mois|le jour|la période) précédente?s?(?:\s*:\s*|[^.;:(]{{0,40}}?)(?P<m>{NUMBER})",
        rf"(?:في|خلال)\s+(?:الأسبوع|اليوم|الشهر|الفترة)\s+(?:السابق|السابقة|الماضي)[^.;،]{{0,30}}?(?P<n>{NUMBER})",
        rf"[(,]\s*(?:the\s+|la\s+)?(?:(?:previous|preceding|last) (?:week|month|day|period)|(?:semaine|période) précédente)\s*:?\s+(?P<p>{NUMBER})(?=\s*[),.;])",
        rf"مقابل\s+(?P<h>{NUMBER})",
        rf"(?:ب?ال)?مقارنة (?:بـ?|مع)\s*(?P<i>{NUMBER})",
        rf"بعد(?:ما)?(?: أن)? (?:كان(?:ت)?|بلغت?|سجلت?)\s+(?:[\u0621-\u064a]+\s+){{0,3}}?(?P<s>{NUMBER})",
    ),
    re.IGNORECASE,
)
INCLUDING = re.compile(
    rf"(?:including|of which|among them|among which|some of them|of them|в том числе|из них|dont|parmi lesquelles?|من بينها|بينها|منها)\s+(?:about\s+|some\s+|at least\s+)?(?P<count>{NUMBER})",
    re.IGNORECASE,
)
CUMULATIVE = re.compile(
    r"\b(?:since|in total|overall|altogether|to date|so far|total of|cumulative|с начала|с момента|منذ|depuis)\b", re.I
)
QUALIFIER = re.compile(
    r"(?P<q>at least|about|around|approximately|some|over|more than|nearly|almost|up to|no fewer than|not less than|ما لا يقل عن|quelque|plus d['’]|не менее|более|около|свыше|до|почти|au moins|environ|plus de|près de|على الأقل|أكثر من|نحو|حوالي)\s+$",
    re.I,
)
NOT_CONFIRMED = re.compile(
    r"(?:not (?:been )?confirm\w*|did(?:n['’]t| not) confirm|does not confirm|no confirmation|unable to confirm|cannot confirm|could not (?:be )?confirm\w*|unconfirmed|none (?:of (?:them|these|the \w+))?[^.]{0,40}confirm\w*|confirmed none|without confirmation|has not confirmed|have not confirmed|"
    r"не подтвер\w+|не (?:смог\w*|удалось) подтвердить|[Пп]одтвердить\s[^.;]{0,70}?не (?:смог\w*|удалось)|не нашл\w+ подтверждения|без подтверждения|ни од\w+[^.]{0,40}не подтвер\w+|n['’](?:a|ont) pas (?:été )?confirm\w*|aucune[^.]{0,50}confirmée|non confirmées?|(?:لم|لا) (?:يؤكد|تؤكد|يتم تأكيد|تتأكد)(?![^.،؛]{0,50}\sسوى\s)\w*|لم (?:تتمكن|يتمكن)[^.،؛]{0,50}(?:التحقق|التأكد|تأكيد)|تعذر (?:التحقق|التأكد)|غير مؤكد\w*)",
    re.I,
)
DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|disput(?:es|ed)|refut(?:es|ed)|отверг\w*|опроверг\w*|отрица\w*|наз(?:вал|ыва)\w*\s(?:[^\W\d_]+\s){1,4}?(?:вымысл|ложью|лживы|фейк|недостоверн|клевет|дезинформаци|выдум)\w*|call(?:s|ed|ing) (?:[\w’'-]+ ){1,4}?(?:[“\"])?(?:an? )?(?:lies?|fabricat\w+|fiction|false|untrue|baseless|groundless|invention|fantasy|propaganda)|(?:qualifi|trait)\w+ (?:[\w’'-]+ ){1,5}?(?:de |d['’])(?:mensong\w+|invention|pure invention|fantais\w+|infond\w+|propagande)|a démenti|dément|conteste|a rejeté)\b|(?<!\w)[وف]?(?:نفى|نفت|نفوا|نفاه|نفاها|نفته|نفتها|[يت]نفي|[يت]نفيه|[يت]نفيها|رفضت|دحض|دحضت|فند|فندت)(?!\w)",
    re.I,
)
CONFIRMED = re.compile(
    rf"(?:(?P<n1>{NUMBER})\s+(?:of (?:them|these|which|the \w+)\s+)?(?:\w+\s+){{0,3}}?(?:were|was|have been|are|has been)?\s*confirmed|confirmed\s+(?:only\s+)?(?P<n2>{NUMBER}|all|both)|both sides confirm|подтвер(?:дил\w*|жден\w*)\s+(?:лишь |только )?(?P<n3>{NUMBER}|все)|(?:подтвердить удалось|удалось подтвердить)\s+(?:лишь |только )?(?P<n5>{NUMBER}|все)|لم (?:يؤكد|تؤكد|تتأكد|يتأكد|تثبت|يثبت)[^.،؛]{{0,50}}?\sسوى\s+(?P<n6>{NUMBER})|[وف]?(?:أكدت?|تأكدت?|ثبتت?)(?:\s[^\s.،؛]+){{0,3}}?\s(?P<n7>{NUMBER})\s+منها|(?:a|ont) confirmé\s+(?P<n4>{NUMBER})|confirm(?:ed|s) (?:them|it|the (?:\w+ )?(?:reports?|data|figures?|violations|cases)|this))",
    re.I,
)
ZERO = re.compile(
    r"(?:\bno|\bzero|\bwithout(?: any)?|не (?:зафиксировано|выявлено|отмечено|зарегистрировано)|нарушений[^.]{0,50}не (?:зафиксировано|выявлено|отмечено)|ни одного|ни одной|ни единого|aucune|pas de|لم (?:يسجل|تسجل|ترصد|يرصد)(?: أي)?|لم [يت](?:سجل|رصد|وثق|شهد|قع|حدث|لاحظ)(?:\s+[\u0621-\u064a]+){0,3}?\s+أية?)\s*(?:new\s+|any\s+|نحو\s+)?$",
    re.I,
)

NOUGHT = re.compile(r"\b(?:no|zero|none|nil|without|not|не|ни|aucune|pas)\b|لم", re.I)
NONE_AFTER = re.compile(
    r"[^.;]{0,60}?\b(?:не (?:зафиксирова\w+|выяв\w+|отме\w+|зарегистрирова\w+|обнаруж\w+|было)|were not (?:recorded|registered|detected))",
    re.I,
)
BARE = ("explosions", "bursts", "shots", "attacks", "shells", "incidents", "violations", "complaints", "crossings", "случаи стрельбы", "взрывы", "cas de tirs", "حالات إطلاق نار", "projectiles in flight")  # fmt: skip
EARLIER = re.compile(
    r"previous|preceding|prior (?:reporting|period|week|day)|(?:day|week|month)s? before|предыдущ|накануне|(?:днём|днем|сутками|неделей|месяцем|годом) ран(?:ее|ьше)|за (?:день|сутки|неделю|месяц) до (?:этого|того)|précédent|السابق|الذي سبقه|التي سبقته|[اي]لأسبق",
    re.I,
)
FIGURES = re.compile(
    r"\b(?:figures?|numbers?|count|counts|reports?|allegations?|accusations?|charges?|claims?|data|these|them|эт\w+|данн\w+|обвинени\w+|цифр\w+|их|chiffres?|accusations|allégations|bilan)\b|هذه|الأرقام|الاتهامات|التقرير",
    re.I,
)
OF_THEM = re.compile(
    r"(?:^|\W)(?:among (?:the|these|those) (?:violations|breaches|incidents|cases)|of (?:the|these|those) (?:violations|breaches|incidents|cases)|из (?:этих|указанных)\s\w+|parmi (?:ces|les)\s\w+|(?:و)?من بين (?:هذه )?(?:الخروقات|الحالات|الانتهاكات)|أن من بين الخروقات)",
    re.I,
)
ADVERBS = re.compile(
    r"(?:(?P<two>дважды|\btwice(?=\s+(?:violat|breach|shell|fir|open)))|(?P<three>трижды|\bthrice)|(?P<four>четырежды))(?=\s+(?:\w+\s+){0,2}?(?:обстрел|открыва|наруш|violat|breach|shell|fir|open))"
    r"|\b(?:shelled|targeted|bombed|bombarded|raided|struck|attacked|violated|breached|fired on|fired at|opened fire on)\b[^.,;:]{0,60}?\s(?P<two2>twice)\b(?! (?:as|the|that)\b)|(?<!\w)(?:обстреля|атакова|нарушил|бомбил|открывал)\w*\s[^.,;:]{0,60}?(?:(?P<two3>дважды)|(?P<three3>трижды))(?!\w)",
    re.I,
)
REPORTED_BY = re.compile(
    rf"(?P<count>{NUMBER})\s+(?:of them\s+)?(?:were\s+|was\s+|have been\s+|ont été\s+)?(?P<verb>reported|registered|recorded|submitted|lodged|filed|signalées?)?\s*(?:by|par)\s+(?:the\s+|la\s+|le\s+|l['’])?",
    re.I,
)
_LABELS = r"complaints|allegations|calls|plaintes|appels|жалоб\w*|обращени\w+|звонк\w+|شكاوى|مكالمات|اتصالات|violations?|breach(?:es)?|incidents|cases of firing|explosions|нарушени\w+|обстрел\w*|случа\w+ \w+|взрыв\w*|прол[её]т\w*|инцидент\w*|вызов\w*|атак\w*|провокаци\w*|خروقات|انتهاكات|غارات|قذائف|طلعات|تحليقات|حوادث|اعتداءات|هجمات|بلاغات|violations du cessez-le-feu"
LABELLED = re.compile(
    rf"(?m)^[^\n:.\d]{{0,70}}?(?<!\w)(?:[ولب]?ال)?(?P<unit>(?:cease-?fire\s+|truce\s+)?(?:{_LABELS}))(?!\w)(?:[^\n:\d]{{0,70}}:\s*|[^\n:]{{0,70}}:\s+)(?P<count>{NUMBER})(?=\s*(?:$|\n|[.(,;،؛]\s|[.(,;]$|\(|[а-яё]+\s|[\u0621-\u064a]+\s))",
    re.I,
)
# what is counted before its number: 'violations numbered 21', 'число нарушений составило 21', 'بلغ عدد الخروقات 21'
NUMBERED = re.compile(
    rf"\b(?:number|total|tally|count) of (?:the\s+)?(?:[a-z-]+\s+){{0,2}}(?P<e7>violations|breaches|incidents|attacks|explosions|shellings|complaints)\b[^.;:\d]{{0,50}}?\bfrom\s+(?P<before3>{NUMBER})\s+(?:\w+\s+){{0,4}}?to\s+(?P<count3>{NUMBER})(?!\s*(?:%|per\s?cent))|\ble nombre (?:de|d['’])\s*(?P<f3>[a-zà-ÿ-]+)[^.;:\d]{{0,50}}?\spass(?:é|ant|e|ait)\s+de\s+(?P<before4>{NUMBER})\s+(?:\w+\s+){{0,4}}?à\s+(?P<count4>{NUMBER})|"
    rf"\b(?:at|to)\s+(?P<count2>{NUMBER})\s+the number of\s+(?P<e5>[a-z-]+(?:\s[a-z-]+)?)(?!\w)|(?:(?:[Чч]исло|[Кк]оличество|[Оо]бщее (?:число|количество))\s+(?P<r3>[а-яё]+(?:\s[а-яё]+)?)[^.;:\d]{{0,60}}?\s(?:увеличилось|выросло|возросло|составило|достигло|составляет|достигает|снизилось|сократилось|упало)\s+(?:с\s+(?P<before>{NUMBER})\s+)?(?:до\s+)?"
    rf"|\ble nombre (?:de|d['’])\s*(?P<f2>[a-zà-ÿ-]+)[^.;:\d]{{0,50}}?\s(?:s['’](?:élève|élevait|est élevé) à|est de|était de|a atteint|atteint|passe à|est passé à)\s+"
    rf"|\b(?:number|total|tally|count) of (?:the\s+)?(?:[a-z-]+\s+){{0,2}}(?P<e>violations|breaches|incidents|attacks|explosions|shellings)\b[^.;:,\d]{{0,40}}?\b(?:was|stood at|reached|rose to|fell to|came to|totall?ed|is|to)\s+"
    rf"|\b(?:number|total|tally|count|toll) of (?:the\s+)?(?:[a-z-]+\s+){{0,2}}(?P<e3>rockets|shells|violations|breaches|incidents|attacks|explosions)(?:\s+(?:by|of|in)\s+[^.;:,\d]{{1,40}}?)?\s+at\s+|\bput(?:s|ting)?\s+the\s+(?:number|total|tally|toll|count)\s+of\s+(?P<e6>[a-z-]+(?:\s[a-z-]+){{0,3}}?)\s+at\s+(?:(?:over|more than|about|some|at least|nearly)\s+)?|\bput(?:s|ting)?\s+(?:the\s+)?(?:number of\s+|tally of\s+|total of\s+)?(?:\w+\s+)?(?P<e4>violations|breaches|incidents|attacks|explosions|shots|bursts|shells|rockets|flights|overflights|incursions|crossings|cases)\s+at\s+|(?:таких\s+)(?P<r2>случаев|нарушений|обстрелов)\s+(?:всего\s+|было\s+|уже\s+)?"
    rf"|(?<!\w)(?P<e2>violations|breaches|incidents|attacks|shellings|explosions|overflights|incursions|strikes)\s+(?:(?!by\b|of\b)[a-z]+\s+){{0,5}}?(?:numbered|totall?ed|came to|amounted to)\s+"
    rf"|(?<!\w)(?P<r>обстрелов|нарушений|случаев|эпизодов|взрывов|ударов)(?:\s+(?:режима\s+)?(?:прекращения огня|перемирия|тишины|стрельбы))?\s+(?:было|составило|достигло|насчитывается|насчитали|зафиксировано|зарегистрировано|выявлено)\s+(?:уже\s+|всего\s+)?"
    rf"|(?<!\w)(?P<r4>[Оо]бстрелов|[Нн]арушений|[Сс]лучаев|[Ээ]пизодов|[Ии]нцидентов|[Вв]зрывов|[Уу]даров|[Жж]алоб)\s[^.;:,]{{3,110}}?\s(?:отмечено|зафиксировано|зарегистрировано|выявлено|установлено|насчитали|насчитано)\s+(?:всего\s+|лишь\s+)?"
    rf"|(?<!\w)(?P<f>violations|incidents|attaques|tirs)\b[^.;:,\d]{{0,40}}?\b(?:s['’](?:élève|élevait|est élevé|élèvent)|se chiffre(?:nt)?|est de|était de|a atteint)\s+(?:à\s+)?"
    rf"|(?:عدد|حصيلة|مجموع)\s+(?:حالات\s+)?(?P<a>(?:ال)?(?:خروقات|انتهاكات|هجمات|غارات|قذائف|صواريخ|طلعات|تحليقات|اعتداءات|مخالفات|بلاغات|شكاوى|حوادث|اشتباكات|انفجارات))[^.؛:،\d]{{0,40}}?(?:بلغ\w*|وصل\w* إلى|إلى)?\s+(?:من\s+(?P<before2>{NUMBER})\s+إلى\s+)?|(?:بلغ|بلغت)\s+(?:عدد\s+)?(?P<a2>ال(?:خروقات|انتهاكات|هجمات|غارات|قذائف|اعتداءات))[^.؛:،\d]{{0,30}}?\s)"
    rf"(?P<count>{NUMBER})(?!\s*(?:%|percent))",
    re.I,
)
