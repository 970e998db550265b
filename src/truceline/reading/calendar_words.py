"""Names of months and weekdays in English, Russian, Arabic and French."""

from __future__ import annotations

from truceline.reading import quick_re as re

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
MONTH = "(?i:" + "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True)) + r")(?!\w)\.?"
WEEKDAY = "(?i:" + "|".join(sorted(map(re.escape, WEEKDAYS), key=len, reverse=True)) + r")(?!\w)"


def month_value(written: str) -> int:
    name = written.casefold().split("/")[0].strip().rstrip(".")
    return MONTHS.get(name) or MONTHS[name.split()[0]]  # 'سبتمبر أيلول': the first of two names
