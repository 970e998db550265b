"""Listings told by a verb, and undertakings in the words of an instrument; what is wished or denied is neither."""

from __future__ import annotations

import pytest

from tests.unit.reading.whole_texts import read

LISTED = [
    ("GENEVA, 9 May 2016. The United States on 3 May 2016 put Jaysh al-Islam on its list of terrorist organisations.", ("jaysh-al-islam", "us", "2016-05-03")),
    ("GENEVA, 9 May 2016. The Security Council added Jabhat al-Nusra to its sanctions list on 30 May 2013.", ("nusra", "unsc", "2013-05-30")),
    ("GENEVA, 9 May 2016. The European Union has designated Hezbollah as a terrorist organisation.", ("hezbollah", "eu", None)),
    ("GENEVA, 9 May 2016. Ahrar al-Sham was added to the United Nations list in 2016, a diplomat said.", ("ahrar-al-sham", "un", "2016")),
    ("ЖЕНЕВА, 9 мая 2016 г. Россия признала «Джебхат ан-Нусру» террористической организацией.", ("nusra", "russia", None)),
    ("GENÈVE, le 9 mai 2016. Les États-Unis ont inscrit le Hezbollah sur leur liste des organisations terroristes le 8 octobre 1997.", ("hezbollah", "us", "1997-10-08")),
    ("جنيف، 9 أيار 2016 – أدرجت الولايات المتحدة جبهة النصرة على قائمة الإرهاب.", ("nusra", "us", None)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "listing"), LISTED)
def test_who_listed_whom_and_when(text: str, listing: tuple[str, str, str | None]) -> None:
    """The authority is the subject, or whose list it is; the day of a dateline is not the day of a listing."""
    assert [(d.actor, d.authority, d.date) for d in read(text).designations] == [listing]


@pytest.mark.parametrize(
    "text",
    [
        "GENEVA, 9 May 2016. Russia wants the United Nations to put Ahrar al-Sham on its list of terrorist organisations.",
        "GENEVA, 9 May 2016. The United States has not put Hezbollah on a list.",
        "GENEVA, 9 May 2016. The United States may put Hezbollah on a list.",
        "GENEVA, 9 May 2016. Hezbollah put the United States on a list of its enemies.",
        "GENEVA, 9 May 2016. The monitors put three villages on the list.",
    ],
)
def test_what_is_wished_denied_or_no_authority_is_no_listing(text: str) -> None:
    """Nor is a list of something else."""
    assert read(text).designations == []


@pytest.mark.parametrize(
    ("text", "by", "words"),
    [
        ("GENEVA, 9 May 2016. Russia shall withdraw its guns and shall notify the commission.", "russia", "shall withdraw its guns"),
        ("GENÈVE, le 9 mai 2016. Le MNLA s'est engagé à libérer tous les prisonniers.", "mnla", "s'est engagé à libérer"),
        ("ЖЕНЕВА, 9 мая 2016 г. Россия обязуется вывести тяжёлую технику.", "russia", "обязуется вывести"),
        ("صنعاء، 9 أيار 2016 – تعهدت جماعة الحوثي بفتح الطرق المؤدية إلى تعز.", "houthis", "تعهدت جماعة الحوثي"),
    ],
)  # fmt: skip
def test_undertakings_in_four_languages(text: str, by: str, words: str) -> None:
    """Whose they are: before the verb, in Arabic behind it."""
    (commitment,) = read(text).commitments
    assert commitment.by == (by,) and commitment.span.of(text).startswith(words)
