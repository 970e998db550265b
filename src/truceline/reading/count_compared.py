"""Figures of the time before that are told by a difference: 'soit neuf de plus que la semaine précédente', 'на 40 меньше, чем неделей ранее'."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.count_words import EARLIER
from truceline.reading.numbers import NUMBER, number_value

# the number by which, and the way it went
BY_SO_MANY = re.compile(
    rf"(?:\b(?:an? )?(?P<up1>increase|rise|growth)|\b(?:an? )?(?P<down1>decrease|drop|fall|decline|reduction))\s+(?:of|by)\s+(?P<n1>{NUMBER})"
    rf"|\b(?:(?P<up2>up)|(?P<down2>down))\s+by\s+(?P<n2>{NUMBER})"
    rf"|\b(?P<n3>{NUMBER})\s+(?:\w+\s+)?de\s+(?:(?P<up3>plus)|(?P<down3>moins))\s+(?:que|qu['’])"
    rf"|\bна\s+(?P<n4>{NUMBER})\s+(?:\w+\s+)?(?:(?P<up4>больше|выше)|(?P<down4>меньше|ниже))"
    rf"|(?<!\w)(?:(?P<up5>بزيادة|بارتفاع|أكثر بـ?)|(?P<down5>بانخفاض|بتراجع|بنقص|أقل بـ?))\s*(?:قدره\w?\s+)?(?P<n5>{NUMBER})",
    re.I,
)
PER_CENT = re.compile(r"\s*(?:%|per\s?cent|pour cent|процент|بالمئة|في المئة|بالمائة)", re.I)
TIME_BEFORE = 90  # code points behind the difference in which the time before stands


def by_difference(text: str, total: int | None, start: int, end: int) -> tuple[int, int] | None:
    """What the time before had, and where that is told; None if nothing is compared."""
    found = BY_SO_MANY.search(text, start, end) if total is not None else None
    if found is None or total is None:
        return None
    kind = next(k for k, v in found.groupdict().items() if v and k[0] == "n")
    value = number_value(found.group(kind))
    told = EARLIER.search(text, found.end(), min(end, found.end() + TIME_BEFORE))
    if value is None or told is None or PER_CENT.match(text, found.end(kind)):
        return None
    before = total - value if found.group(f"up{kind[1]}") else total + value
    return (before, told.end()) if before >= 0 else None
