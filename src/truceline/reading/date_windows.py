"""Where words of time stand: patterns of dates are only tried there."""

from __future__ import annotations

from truceline.reading.calendar_words import HIJRI_MONTHS, MONTHS, WEEKDAYS
from truceline.reading.tokens import Tokens, key_of

MONTH_KEYS = frozenset(
    key_of(part) for word in (*MONTHS, *(m for m in HIJRI_MONTHS if " " not in m)) for part in word.split()
)
MONTH_KEYS |= {key_of(m.split()[0]) for m in HIJRI_MONTHS}
WEEKDAY_KEYS = frozenset(key_of(word) for word in WEEKDAYS)
WORDS_OF_TIME = """
    hour morning afternoon evening matin midi hours day days week weeks month months year years future today
    yesterday tomorrow tonight night recent shortly few past times period час часа часов день дня дней сутки
    суток неделю неделя неделе недели недель месяц месяца месяцев месяце года лет год году сегодня вчера завтра
    накануне позавчера время heure heures jour jours semaine semaines mois an ans année années hui hier demain
    derniers ساعة ساعات الساعات يوم أيام يوما الأيام أسابيع أشهر شهور سنوات اليوم أمس غدا الأسبوع الشهر العام
    عام الماضي الماضية يومين ساعتين أسبوعين شهرين سنتين عامين суток dawn dusk daybreak nightfall aube crépuscule рассвете الفجر فجرا overnight прошлой ночью ночь ночи prochain prochaine следующей المقبل
    """
TIME_KEYS = frozenset(key_of(word) for word in WORDS_OF_TIME.split())


def windows(tokens: Tokens) -> list[tuple[int, int, frozenset[str]]]:
    """Stretches around words of time, each with the kinds of words in it; patterns are only tried there."""
    found: list[tuple[int, int, frozenset[str]]] = []
    for i, key in enumerate(tokens.keys):
        if key in MONTH_KEYS:
            kind = "month"
        elif key in WEEKDAY_KEYS:
            kind = "weekday"
        elif key in TIME_KEYS:
            kind = "time"
        elif key[:1].isdigit() and len(key) == 4:
            kind = "digits"
        else:
            continue
        start, end = max(0, tokens.starts[i] - 40), min(len(tokens.text), tokens.ends[i] + 30)
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], end, found[-1][2] | {kind})
        else:
            found.append((start, end, frozenset((kind,))))
    return found
