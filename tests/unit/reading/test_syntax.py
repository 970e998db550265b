"""What a parse may add to a reading, with parses written by hand: gaps are filled, rules are never overruled."""

from __future__ import annotations

import re

from tests.unit.reading.whole_texts import lexicons
from truceline.reading.model import Event, Reading, Span
from truceline.reading.read import read_text
from truceline.reading.syntax import Parsed, Syntax, Word, add_arguments


def parsed(text: str, arcs: dict[str, tuple[str, str]], persons: tuple[str, ...] = ()) -> Parsed:
    """Words of a text; ``arcs``: word -> (the word it depends on, how). Words not named hang on themselves."""
    found = list(re.finditer(r"\w+|[^\w\s]", text))
    first = {m.group(): n for n, m in reversed(list(enumerate(found)))}
    words = []
    for index, match in enumerate(found):
        head, relation = arcs.get(match.group(), (match.group(), "dep"))
        words.append(Word(match.start(), match.end(), first[head] if match.group() in arcs else index, relation))
    return Parsed(words, [Span(text.index(p), text.index(p) + len(p)) for p in persons])


class Fixed:
    """A parser that knows one text."""

    languages = frozenset(["en"])
    name = "parser: by hand"

    def __init__(self, parse: Parsed) -> None:
        self.answer = parse

    def parse(self, text: str) -> Parsed:
        return self.answer


def read(text: str, arcs: dict[str, tuple[str, str]], persons: tuple[str, ...] = ()) -> Reading:
    return read_text(text, lexicons(), parsers={"en": Fixed(parsed(text, arcs, persons))})


CLAUSE = "The Britain-based Observatory which monitors five years of conflict said shells hit Daraa on Monday.\n"
ARCS = {
    "Observatory": ("said", "nsubj"), "hit": ("said", "ccomp"), "shells": ("hit", "nsubj"), "Daraa": ("hit", "dobj"),
    "on": ("hit", "prep"), "Monday": ("on", "pobj"),
}  # fmt: skip


def test_a_clause_that_no_rule_took_becomes_a_statement_and_says_so() -> None:
    """The rules miss a subject behind a long relative clause; the parse finds it, with a rule of its own."""
    without = read_text(CLAUSE, lexicons())
    assert not any("sohr" in s.speaker_ids and "shells" in s.content[0].of(CLAUSE) for s in without.statements)
    reading = read(CLAUSE, ARCS)
    added = [s for s in reading.statements if "parser" in s.rule]
    assert [(s.speaker_ids, s.content[0].of(CLAUSE)) for s in added] == [(("sohr",), "shells hit Daraa on Monday")]
    assert reading.extras == ("parser: by hand",) and without.extras == ()


def test_what_rules_found_stands_whatever_a_parse_says() -> None:
    """A parse that names Turkey as the subject changes neither speaker nor rule of a statement that has both."""
    text = "MOSCOW, June 7, 2016. Turkey helped. Militants shelled Aleppo on June 6, Sergey Lavrov said.\n"
    before = read_text(text, lexicons())
    after = read(text, {"Turkey": ("said", "nsubj"), "shelled": ("said", "ccomp"), "Militants": ("shelled", "nsubj")})
    assert [(s.speaker_ids, s.rule, s.content) for s in after.statements] == [
        (s.speaker_ids, s.rule, s.content) for s in before.statements
    ]
    assert [(s.speaker_ids) for s in before.statements] == [("lavrov",)]


def event(text: str, trigger: str, **known: tuple[str, ...]) -> Event:
    start = text.index(trigger)
    return Event("e1", "shelling", [Span(start, start + len(trigger))], rule="r", **known)  # type: ignore[arg-type]


def filled(text: str, arcs: dict[str, tuple[str, str]], one: Event) -> Event:
    add_arguments(Syntax(text, parsed(text, arcs)), [one], read_text(text, lexicons()).actors)
    return one


def test_a_passive_names_its_doer_after_by() -> None:
    """'Turkey was shelled by Russia': the subject is the target, what follows 'by' the doer."""
    text = "Turkey was shelled by Russia."
    arcs = {"Turkey": ("shelled", "nsubjpass"), "by": ("shelled", "agent"), "Russia": ("by", "pobj")}
    found = filled(text, arcs, event(text, "shelled"))
    assert (found.agents, found.targets, found.rule) == (("russia",), ("turkey",), "r+parser")


def test_an_adjective_is_no_doer() -> None:
    """'A Lebanese group shelled Turkey': the group is not Lebanon."""
    text = "A Lebanese group shelled Turkey."
    arcs = {"Lebanese": ("group", "amod"), "group": ("shelled", "nsubj"), "Turkey": ("shelled", "dobj")}
    assert filled(text, arcs, event(text, "shelled")).agents == ()


def test_nobody_is_named_doer_and_target_of_one_event() -> None:
    """A parse that would make the known doer the target too is left aside whole."""
    text = "Russia shelled Russia."
    arcs = {"Russia": ("shelled", "dobj")}
    found = filled(text, arcs, event(text, "shelled", agents=("russia",)))
    assert (found.targets, found.rule) == ((), "r")


def test_a_person_that_only_the_parser_sees_is_masked() -> None:
    """A full name beside no word that gives it away leaves the reading as a private name; a town's name does not."""
    text = "Shells fell near Kafr Zulaykhan. Damir Ostrovan ran out of the house. Sergey Lavrov said nothing.\n"
    arcs = {"Shells": ("fell", "nsubj")}
    assert not any("Damir" in s.of(text) for s in read_text(text, lexicons()).private_names)
    masked = {s.of(text) for s in read(text, arcs, ("Damir Ostrovan", "Kafr Zulaykhan", "Sergey Lavrov")).private_names}
    assert masked == {"Damir Ostrovan"}
