"""The pages of commitments: every cell opens its evidence, words for what is not there, both languages, no outside."""

from __future__ import annotations

import json
import re
from functools import cache

import pytest
from click.testing import CliRunner

from truceline.bulletins.commitments_page import LANGUAGES, render_commitments, render_overview
from truceline.bulletins.commitments_page.render import words
from truceline.cli import main
from truceline.cli.commitments import Opened, opened


@cache
def found(name: str) -> Opened:
    return opened((name,), "2031-01-01", (), None)


def page(name: str, language: str = "en") -> str:
    opened_book = found(name)
    (agreement,) = opened_book.agreements
    return render_commitments(opened_book.book, agreement, opened_book.registries[agreement.id], language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["ukraine/package-2015-02-12", "exercise/lyne-accord", "syria/coh-2016-02"])
def test_every_link_of_the_page_leads_somewhere(name: str, language: str) -> None:
    """Each cell of the matrix, box of the graph and line of the calendar opens evidence that is there."""
    text = page(name, language)
    targets = set(re.findall(r'\bid="([^"]+)"', text))
    links = re.findall(r'href="#([^"]+)"', text)
    assert len(links) > 10
    assert [link for link in links if link not in targets] == []
    assert "<script" not in text and "src=" not in text


def test_the_words_for_what_is_not_there() -> None:
    """'not bound' and 'none recorded' stand in cells as words, and an unverified completion is never called done."""
    text = page("ukraine/package-2015-02-12")
    assert "not bound" in text and "none recorded" in text
    assert "full, claimed by Parliament of Ukraine, not verified" in text
    assert "carried out late" not in text


def test_what_could_not_be_verified_is_said_so() -> None:
    """A withdrawal nobody could check reads 'could not be verified as withdrawn'; a difference is a difference."""
    text = page("exercise/lyne-accord")
    assert "could not be verified as withdrawn" in text
    assert "fewer seen than declared" in text and "Exercise: invented" in text


def test_both_languages_have_the_same_words() -> None:
    """No key of one language is missing in the other."""
    assert {language: set(found) for language, found in words().items()} == {
        language: set(words()["en"]) for language in LANGUAGES
    }


def test_the_overview_links_each_instrument() -> None:
    """One row an instrument, with its page's name."""
    opened_book = found("south_sudan")
    text = render_overview(opened_book.book, opened_book.agreements, opened_book.registries)
    for agreement in opened_book.agreements:
        assert f'href="{agreement.id}.html"' in text


def test_the_commands_answer_in_rows() -> None:
    """list as CSV, due as JSON and show give the same commitment, and an unknown one has its code."""
    run = CliRunner().invoke
    rows = run(main, ["commitments", "list", "ukraine/package-2015-02-12", "--csv"]).output.splitlines()
    assert any(r.startswith("ua-minsk-package-2015-02-12/k4b/ukr,") for r in rows)
    due = run(main, ["commitments", "due", "ukraine/package-2015-02-12", "--json", "--as-of", "2015-03-05"]).output
    found_rows = [json.loads(line) for line in due.splitlines()]
    assert [r["provision_id"] for r in found_rows][:6] == ["k2-cadlr", "k2-ukr", "k6", "k6", "k4b", "k11"]
    assert [r["due_from"] for r in found_rows] == sorted(r["due_from"] for r in found_rows)
    shown = run(main, ["commitments", "show", "ukraine/package-2015-02-12", "--commitment", "k4b"]).output
    assert "not verified, basis B" in shown and "2015-03-14" in shown
    wrong = run(main, ["commitments", "show", "ukraine/package-2015-02-12", "--commitment", "k99"])
    assert wrong.exit_code == 1 and "E-COMMIT-010" in wrong.output


def test_no_page_says_where_weapons_stand_unless_the_mission_asks() -> None:
    """Sites are numbered by default and notes about them left out; --sites names them."""
    opened_book = found("exercise/lyne-accord")
    (agreement,) = opened_book.agreements
    registry = opened_book.registries[agreement.id]
    outside = render_commitments(opened_book.book, agreement, registry)
    inside = render_commitments(opened_book.book, agreement, registry, sites=True)
    for site in ("Depot East", "Quarry yard", "Old kiln", "at the gate"):
        assert site not in outside and site in inside
    assert "Site 1" in outside
