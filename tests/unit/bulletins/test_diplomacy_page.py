"""The pages of the diplomacy log: claimants everywhere, both languages, links that lead somewhere, no scripts."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from truceline.bulletins.diplomacy_page import LANGUAGES
from truceline.bulletins.diplomacy_page.render import words
from truceline.cli import main
from truceline.cli.claims import open_claims
from truceline.cli.diplomacy import moment_of, pages_of


def pages(name: str, registry: str, language: str) -> dict[str, str]:
    claims = open_claims(name)
    return pages_of(claims, name, moment_of(None, claims), registry, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "registry"), [("five-texts", "syria"), ("exercise-log", "exercise")])
def test_links_lead_somewhere_and_nothing_runs(name: str, registry: str, language: str) -> None:
    """Links inside a page and between pages find their goal; there is no script and no outside resource."""
    found = pages(name, registry, language)
    for text in found.values():
        targets = set(re.findall(r'\bid="([^"]+)"', text))
        assert [x for x in re.findall(r'href="#([^"]+)"', text) if x not in targets] == []
        assert [x for x in re.findall(r'href="([\w-]+\.html)"', text) if x not in found] == []
        assert "<script" not in text and "src=" not in text


def test_both_languages_have_the_same_words() -> None:
    """No key is missing in a language."""
    assert {language: set(w) for language, w in words().items()} == {k: set(words()["en"]) for k in LANGUAGES}


def test_a_statement_on_a_listed_group_is_never_a_verdict() -> None:
    """The section says that neither side proves the other, and an empty record that it says nothing."""
    text = pages("five-texts", "syria", "en")["diplomacy.html"]
    assert "Neither proves nor refutes the other" in text
    assert "that says nothing about whether there was one" in text
    assert "30 Sep 2015" in text  # a local day, not the one before in UTC


def test_the_two_sides_are_of_one_width() -> None:
    """Two columns from one rule; each position has its claimant."""
    text = pages("five-texts", "syria", "en")["matter-coh-alive.html"]
    assert text.count('<div class="col">') == 2
    assert text.count("<blockquote") == text.count('class="who"') == 5


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (["log", "five-texts", "--about", "sres-2268", "--csv"], "Ministerial of the"),
        (["rounds", "exercise-log", "--csv"], "left by one side"),
        (["clocks", "exercise-log", "--as-of", "2030-04-25", "--csv"], "overdue"),
        (["accessions", "five-texts", "--csv"], ",97,"),
        (["complaints", "exercise-log", "--csv"], "pending"),
        (["groups", "five-texts", "--json"], "no report read here"),
        (["matters", "five-texts", "--json", "--as-of", "2016-04-18"], "un-envoy"),
        (["counts", "five-texts", "--csv"], "third-in-a-week"),
        (["complaints", "five-texts"], "Nothing is on record"),
    ],
)
def test_the_commands_answer(command: list[str], expected: str) -> None:
    """Each register answers in rows; an empty one says that this is no evidence."""
    result = CliRunner().invoke(main, ["diplomacy", *command])
    assert result.exit_code == 0 and expected in result.output, result.output
