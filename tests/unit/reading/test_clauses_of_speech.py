"""What stands between a speaker and his verb, and what follows 'and that': pronouns, relatives, quoted verbs."""

from tests.unit.reading.whole_texts import read, said


def test_french_pronouns_before_the_verb() -> None:
    """'nous dit', 'm'assure', 's'est plainte de ce que': whoever stands before them speaks."""
    text = (
        "BAMAKO, 4 mai 2021 (AFP) - Le préfet nous dit que des hommes armés ont tiré sur un bac. Le chauffeur m'assure que le pont est miné. "
        "La mission s'est plainte de ce que sa patrouille a été bloquée et de ce que, le lendemain, un drone l'a survolée."
    )
    reading = read(text)
    assert [(s.speaker.of(text), s.content[0].of(text)) for s in reading.statements if s.speaker] == [
        ("Le préfet", "des hommes armés ont tiré sur un bac"),
        ("Le chauffeur", "le pont est miné"),
        ("La mission", "sa patrouille a été bloquée"),
        ("La mission", "le lendemain, un drone l'a survolée"),
    ]


def test_a_relative_between_subject_and_verb() -> None:
    """Whoever is met or called in the relative does not speak."""
    french = "BAMAKO, 4 mai 2021 (AFP) - Le chef du village, que la MINUSMA a rencontré, dément que ses fils aient pillé le convoi."
    assert said(french) == [("ses fils aient pillé le convoi", ())]
    russian = (
        "Степанакерт, 4 мая 2021 года. Глава общины, с которым встретились миротворцы РФ, сообщил, что село обстреляно."
    )
    (only,) = read(russian).statements
    assert only.speaker is not None and only.speaker.of(russian).startswith("Глава общины")


def test_a_quoted_verb_with_its_subject_and_that_after_it() -> None:
    """'says Pakistan "stands by the truce" and that …': nobody is spoken to, and both clauses are one speaker's."""
    text = 'NEW DELHI, 4 May 2021 (AFP) - The Indian Army says Pakistan "broke the truce twice" and that its guns shelled two villages.'
    found = said(text)
    assert ("its guns shelled two villages", ("indian-army",)) in found
    assert {ids for _, ids in found} == {("indian-army",)}
    told = 'KYIV, 4 May 2021 (AFP) - The Ukrainian army told Russia "the line must be held tonight by everybody".'
    assert [w for w, _ in said(told)] == ["the line must be held tonight by everybody"]


def test_weapons_that_fell_silent_killed_nobody() -> None:
    """'se sont tues' is no 'tuées'; planes that bomb are an air strike."""
    text = "BEYROUTH, 4 mai 2021 (AFP) - Les armes se sont tues à Idleb. Un avion avait bombardé une route la veille. Deux femmes ont été tuées à Alep."
    assert [(e.type, e.triggers[0].of(text)) for e in read(text).events] == [
        ("air_strike", "bombardé"),
        ("killing", "tuées"),
    ]
