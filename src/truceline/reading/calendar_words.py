"""Names of months, weekdays and small numbers in English, Russian, Arabic and French."""

from __future__ import annotations

import re

_MONTHS = {
    1: "january jan января январь январе янв يناير كانون_الثاني janvier janv",
    2: "february feb февраля февраль феврале фев فبراير شباط février fevrier févr",
    3: "march mar марта март марте مارس آذار mars",
    4: "april apr апреля апрель апреле апр أبريل ابريل نيسان avril avr",
    5: "may мая май мае مايو أيار ايار mai",
    6: "june jun июня июнь июне июн يونيو حزيران juin",
    7: "july jul июля июль июле июл يوليو تموز juillet juil",
    8: "august aug августа август августе авг أغسطس اغسطس آب août aout",
    9: "september sept sep сентября сентябрь сентябре сен سبتمبر أيلول ايلول septembre",
    10: "october oct октября октябрь октябре окт أكتوبر اكتوبر تشرين_الأول octobre",
    11: "november nov ноября ноябрь ноябре ноя نوفمبر تشرين_الثاني novembre",
    12: "december dec декабря декабрь декабре дек ديسمبر كانون_الأول décembre decembre déc",
}
MONTHS = {word.replace("_", " "): month for month, words in _MONTHS.items() for word in words.split()}
_WEEKDAYS = {
    0: "monday понедельник понедельника الاثنين الإثنين lundi",
    1: "tuesday вторник вторника الثلاثاء mardi",
    2: "wednesday среда среду среды الأربعاء الاربعاء mercredi",
    3: "thursday четверг четверга الخميس jeudi",
    4: "friday пятница пятницу пятницы الجمعة vendredi",
    5: "saturday суббота субботу субботы السبت samedi",
    6: "sunday воскресенье воскресенья الأحد الاحد dimanche",
}
WEEKDAYS = {word: day for day, words in _WEEKDAYS.items() for word in words.split()}
_HIJRI = {
    1: "محرم muharram", 2: "صفر safar", 3: "ربيع_الأول rabi_al-awwal", 4: "ربيع_الآخر ربيع_الثاني rabi_al-thani", 5: "جمادى_الأولى جمادى_الأول jumada_al-awwal jumada_al-ula", 6: "جمادى_الآخرة جمادى_الثانية jumada_al-thani jumada_al-akhirah",
    7: "رجب rajab", 8: "شعبان shaban sha'ban", 9: "رمضان ramadan", 10: "شوال shawwal", 11: "ذو_القعدة ذي_القعدة dhu_al-qadah dhu_al-qidah", 12: "ذو_الحجة ذي_الحجة dhu_al-hijjah dhul_hijjah",
}  # fmt: skip
HIJRI_MONTHS = {word.replace("_", " "): month for month, words in _HIJRI.items() for word in words.split()}
_ORDINALS = "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر الحادي_عشر الثاني_عشر الثالث_عشر الرابع_عشر الخامس_عشر السادس_عشر السابع_عشر الثامن_عشر التاسع_عشر العشرين الحادي_والعشرين الثاني_والعشرين الثالث_والعشرين الرابع_والعشرين الخامس_والعشرين السادس_والعشرين السابع_والعشرين الثامن_والعشرين التاسع_والعشرين الثلاثين الحادي_والثلاثين"
ORDINALS = {word.replace("_", " "): day for day, word in enumerate(_ORDINALS.split(), 1)}
_NUMBERS = {
    0: "no zero ноль нуль صفر zéro aucune aucun",
    1: "one a an один одна одно одного одну واحد واحدة un une",
    2: "two два две двух اثنان اثنين اثنتين deux",
    3: "three три трех трёх ثلاث ثلاثة trois",
    4: "four четыре четырех четырёх أربع أربعة quatre",
    5: "five пять пяти خمس خمسة cinq",
    6: "six шесть шести ست ستة six",
    7: "seven семь семи سبع سبعة sept",
    8: "eight восемь восьми ثمان ثماني ثمانية huit",
    9: "nine девять девяти تسع تسعة neuf",
    10: "ten десять десяти عشر عشرة dix",
    11: "eleven одиннадцать одиннадцати onze",
    12: "twelve двенадцать двенадцати douze",
    13: "thirteen тринадцать тринадцати treize",
    14: "fourteen четырнадцать четырнадцати quatorze",
    15: "fifteen пятнадцать пятнадцати quinze",
    16: "sixteen шестнадцать шестнадцати seize",
    17: "seventeen семнадцать семнадцати dix-sept",
    18: "eighteen восемнадцать восемнадцати dix-huit",
    19: "nineteen девятнадцать девятнадцати dix-neuf",
    20: "twenty двадцать двадцати عشرون عشرين vingt",
    30: "thirty тридцать тридцати ثلاثون ثلاثين trente",
    40: "forty сорок сорока أربعون أربعين quarante",
    50: "fifty пятьдесят пятидесяти خمسون خمسين cinquante",
    60: "sixty шестьдесят ستون ستين soixante",
    70: "seventy семьдесят سبعون سبعين",
    80: "eighty восемьдесят ثمانون ثمانين",
    90: "ninety девяносто تسعون تسعين",
    100: "hundred сто ста مئة مائة cent",
}
NUMBERS = {word: value for value, words in _NUMBERS.items() for word in words.split()}
_TENS = "|".join(w for w, v in NUMBERS.items() if 20 <= v <= 90)
_UNITS = "|".join(w for w, v in NUMBERS.items() if 1 <= v <= 9)
_SINGLE = "|".join(sorted((w for w, v in NUMBERS.items() if w not in ("a", "an", "un", "une")), key=len, reverse=True))
DIGITS = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)|\d+|[٠-٩]+"
NUMBER = rf"(?:(?:{DIGITS})|(?:(?:{_TENS})(?:[- ]|\sи\s)?(?:{_UNITS})|(?:{_SINGLE}))(?![\w]))"
MONTH = "(?i:" + "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True)) + r")(?!\w)\.?"
WEEKDAY = "(?i:" + "|".join(sorted(map(re.escape, WEEKDAYS), key=len, reverse=True)) + r")(?!\w)"


def number_value(written: str) -> int | None:
    """'1,234', 'twenty-one', '٢٤' → an int; None if it is no number."""
    text = written.strip().casefold()
    digits = re.sub(r"[,\u00a0\u202f ]", "", text)
    if digits.isdigit():
        return int(digits)
    if text in NUMBERS:
        return NUMBERS[text]
    parts = re.split(r"[-\s]+", text)
    if len(parts) == 2 and all(p in NUMBERS for p in parts):
        return NUMBERS[parts[0]] + NUMBERS[parts[1]]
    return None


def month_value(written: str) -> int:
    return MONTHS[written.casefold().split("/")[0].strip().rstrip(".")]
