"""Shapes of dates in English, Russian, Arabic and French, the more telling first."""

from __future__ import annotations

from truceline.reading.calendar_words import HIJRI_MONTHS, ORDINALS, WEEKDAY
from truceline.reading.calendar_words import MONTH as ONE_MONTH
from truceline.reading.numbers import SHORT as NUMBER

_SECOND = r"\s(?:كانون\s(?:الثاني|الأول)|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين\s(?:الأول|الثاني))(?!\w)"
MONTH = rf"{ONE_MONTH}(?:\s?/\s?(?:{ONE_MONTH})|{_SECOND})?"  # 'فبراير/شباط', 'فبراير شباط': two names of one month

DAY = r"(?P<day>\d{1,2}|[٠-٩]{1,2}|1er)(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d{2}|[٠-٩]{4})"
LOOSE_YEAR = rf"(?:[,،]?\s+(?:de\s+)?(?:год[а]?\s+)?{YEAR}(?:\s*(?:года|году|г\.))?)?"
UNITS = r"(?:hours?|days?|weeks?|months?|years?|час(?:а|ов)|дн(?:я|ей)|суток|недел[ьию]|месяц(?:а|ев)?|лет|года|heures?|jours?|semaines?|mois|ans|années?|ساعات?|أيام|يوما|أسابيع|أشهر|شهور|سنوات)"
QUALIFIER = (
    r"(?:(?:nearly|almost|about|around|over|more than|at least|some|почти|около|более|près de|environ|plus de)\s+)?"
)

ON = rf"(?:(?:{WEEKDAY}|(?<!\w)(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\b\.?),?\s+(?:le\s+|the\s+)?)?"  # the weekday before it
ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
HIJRI = "|".join(sorted((m.replace(" ", r"\s") for m in HIJRI_MONTHS), key=len, reverse=True))

PATTERNS: tuple[tuple[str, str], ...] = (
    ("iso", r"(?<![\d/.-])(?P<year>20\d{2}|19\d{2})-(?P<month_no>[01]\d)-(?P<day>[0-3]\d)(?!\d)"),
    ("dotted", r"(?<![\d/.-])(?P<day>[0-3٠-٣]?\d)[./-](?P<month_no>[01٠١]?\d)[./-](?P<year>[2٢][0٠]\d{2}|[1١][9٩]\d{2})(?!\d)"),
    ("day_range", rf"(?<!\d)(?P<day>\d{{1,2}}|1er)\s*(?:-|–|—|to|and|au|et|по|и|إلى|و)\s*(?:le\s+|the\s+|до\s+)?(?P<day2>\d{{1,2}})(?:th|nd|rd|st)?\s+(?P<month>{MONTH}){LOOSE_YEAR}"),
    ("two_months", rf"(?<!\d){DAY}\s+(?P<month>{MONTH})\s*(?:-|–|—|to|until|au|по|إلى)\s*(?P<day2>\d{{1,2}})(?:th|nd|rd|st)?\s+(?P<month2>{MONTH}){LOOSE_YEAR}"),
    ("two_months_en", rf"(?P<month>{MONTH})\s+{DAY}\s*(?:-|–|—|to|until|through)\s*(?P<month2>{MONTH})\s+(?P<day2>\d{{1,2}})(?:th|nd|rd|st)?{LOOSE_YEAR}"),
    ("month_range", rf"(?<!\w)(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})\s*(?:-|–|—|to|and|through)\s*(?P<day2>\d{{1,2}})(?!\d)(?:th|nd|rd|st)?{LOOSE_YEAR}"),
    ("hijri", rf"(?<!\d)(?P<day>\d{{1,2}}|[٠-٩]{{1,2}})\s+(?:من\s+)?(?P<hijri>{HIJRI}),?\s+(?P<hijri_year>1[34]\d\d|١[٣٤][٠-٩]{{2}})(?:\s?هـ?)?(?!\w)"),
    ("ordinal_month", rf"(?<!\w)(?P<ordinal>{ORDINAL})\s+من\s+(?:شهر\s+)?(?P<month>{MONTH}){LOOSE_YEAR}"),
    ("day_month", rf"{ON}(?<!\d){DAY}\s+(?:of\s+)?(?P<month>{MONTH}){LOOSE_YEAR}"),
    ("month_day", rf"{ON}(?<!\w)(?P<month>{MONTH})\s+{DAY}(?![\d:%,]\d|\d|\s*(?:people|civilians|soldiers|%)){LOOSE_YEAR}"),
    ("last_month", rf"(?<!\w)(?P<rel>last|this|next)\s+(?P<month>{MONTH})"),
    ("part_month", rf"(?<!\w)(?P<part>early|late|mid|mid-|начале|конце|середине|début|fin)[\s-]?(?P<month>{MONTH})(?:\s+{YEAR})?"),
    ("month_year", rf"(?<!\w)(?P<month>{MONTH})(?:\s+of)?,?\s+{YEAR}(?:\s*(?:года|году|г\.))?"),
    ("bare_month", rf"(?:(?<=\bin )|(?<=\bin early )|(?<=\bsince )|(?<=\bduring )|(?<=\buntil )|(?<=\ben )|(?<=\bdepuis )|(?<=\bв )|(?<=\bв этом )|(?<=(?<!\w)في )|(?<=شهر ))(?P<month>{MONTH})(?=[\s,.;–—)،]|$)"),
    ("weekday", rf"(?<!\w)(?:(?P<rel>last|this|next|прошл(?:ый|ую|ое)|минувш(?:ий|ую|ее)|следующ(?:ий|ую|ее))\s+)?(?P<weekday>{WEEKDAY})(?:\s+(?P<rel2>dernier|dernière|prochain|الماضي|الماضية|المقبل))?"),
    ("named_day", r"(?<!\w)(?P<named>today|yesterday(?: (?:morning|afternoon|evening))?|tomorrow(?: morning)?|the day before yesterday|the following day|tonight|last night|this morning|this afternoon|this evening|ce matin|cet après-midi|сегодня утром|صباح اليوم|مساء أمس|مساء اليوم|сегодня|вчера вечером|вчера|завтра|накануне|позавчера|aujourd'hui|hier (?:soir|matin)|hier|avant-hier|demain|فجر اليوم|ظهر اليوم|ليل أمس|فجر أمس|اليوم|أول أمس|أمس|غدا|الغد)(?!\w)"),
    ("hour_of_day", r"(?<!\w)(?:at (?:dawn|dusk|daybreak|nightfall)|à l['’]aube|au crépuscule|на рассвете|عند الفجر|مع الفجر|فجر[اً]{1,2})(?!\w)"),
    ("period", r"(?<!\w)(?P<period>(?:past|last|previous|preceding|reporting)\s+(?:24|48|72|twenty-four)\s+hours|(?:последние|прошедшие|минувшие|предыдущие|текущие)\s+(?:24 часа|сутки)|(?:прошедшие|минувшие|истекшие|последние) сутки|(?:последних|прошедших|минувших|предыдущих|текущих|истекших) суток|last day|past day|24 hours|(?:dernières|précédentes)\s+(?:24|vingt-quatre)\s+heures|24 (?:dernières )?heures|الساعات الـ\s?24 الماضية|الـ24 ساعة الماضية|24 ساعة|الساعات الأربع والعشرين الماضية|past week|last week|previous week|reporting week|прошедшую неделю|прошлую неделю|прошлой неделе|за неделю|semaine dernière|semaine écoulée|الأسبوع الماضي|past month|last month|previous month|прошлый месяц|прошлом месяце|mois dernier|الشهر الماضي)(?!\w)"),
    ("next", r"(?<!\w)(?:(?P<nextly>next|the coming|the following) (?P<unit>week|month)|(?P<unit2>semaine|mois) prochaine?|(?:на )?следующ(?:ей|ем) (?P<unit3>неделе|месяце)|(?P<unit4>الأسبوع|الشهر) المقبل)(?!\w)"),
    ("overnight", r"(?<!\w)(?:overnight|during the night|in the night|прошлой ночью|минувшей ночью|la nuit dernière|الليلة الماضية)(?!\w)"),
    ("this", r"(?<!\w)(?P<this>this|current|same|текущем|этом|ce|cette|هذا)\s+(?P<unit>week|month|year|semaine|mois|année|неделе|месяце|году|الأسبوع|الشهر|العام)(?!\w)"),
    ("the_year", r"(?<=for )the year(?!\w)|(?<=of )the year(?!\w)|(?<=this )year(?!\w)"),
    ("last_year", r"(?<!\w)(?P<yearly>last year|next year|прошлого года|прошлом году|l'année dernière|l'an dernier|العام الماضي|العام المقبل)(?!\w)"),
    ("ago", rf"(?<!\w)(?P<count>{NUMBER})\s+(?P<unit>{UNITS})\s+(?:ago|earlier|before|назад)"),
    ("future", r"(?<!\w)(?:near future|foreseeable future|coming (?:hours|days|weeks|months)|next few (?:days|weeks|months)|following (?:days|weeks)|upcoming (?:days|weeks)|ближайшее время|ближайшие дни|prochains jours|prochaines semaines|الأيام المقبلة|الأيام القادمة)(?!\w)"),
    ("past", r"(?<!\w)(?:recent (?:hours|days|weeks|months|years|times)|[Ss]hortly (?:before|after)|past few (?:days|weeks|months)|last few (?:days|weeks|months)|последнее время|последние дни|ces derniers jours|dernières semaines|derniers jours|derniers mois|الأيام الماضية|الأيام الأخيرة)(?!\w)"),
    ("duration", rf"(?<!\w){QUALIFIER}(?P<count>{NUMBER}|a|an)[\s-]+(?P<unit>{UNITS})(?!\w)"),
    ("dual", r"(?<!\w)[بل]?(?P<dual>يومين|ساعتين|أسبوعين|شهرين|سنتين|عامين)(?!\w)"),
    ("modifier_year", r"(?<=\b[Tt]he )(?P<year>20[0-3]\d|19[4-9]\d)(?= (?:[A-Za-z-]+ ){0,3}(?:accords?|agreements?|ceasefire|truce|deal|war|uprising|coup|protocol|memorandum|resolution|elections?)\b)"),
    ("year", r"(?<=\bin )(?P<year>(?:19|20)\d{2})(?![\d-])|(?<=\bsince )(?P<year2>(?:19|20)\d{2})(?![\d-])|(?<=\ben )(?P<year3>(?:19|20)\d{2})|(?<=عام )(?P<year4>20\d{2})|(?<!\d)(?P<year5>20\d{2})(?=\s(?:году|года))"),
)  # fmt: skip
