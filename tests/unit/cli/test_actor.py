"""``truceline actor``: the answer of a day, in words and as JSON."""

from __future__ import annotations

import json
from typing import Any

from click.testing import CliRunner, Result

from truceline.cli.actor import actor_group


def run(*words: str) -> Result:
    return CliRunner().invoke(actor_group, list(words))


def sheet(*words: str) -> dict[str, Any]:
    result = run("find", *words, "--json")
    assert result.exit_code == 0, result.output
    actor: dict[str, Any] = json.loads(result.stdout)["actors"][0]
    return actor


def test_nusra_on_a_day() -> None:
    """The example of the help text: id, names in three scripts, relation, successor and lists of that day."""
    result = run("find", "al-Nusra Front", "--on", "2016-05-04")
    assert result.exit_code == 0
    for words in (
        "nusra · armed group",
        "in use on 2016-05-04",
        "جبهة النصرة",
        "Джебхат ан-Нусра",
        "affiliate of Al-Qaida",
        "continued by Jabhat Fatah al-Sham",
        "(QDe.137) from 2014-05-14, by its own name [V]",
    ):
        assert words in result.stdout


def test_json_holds_the_same() -> None:
    """The JSON names lists, names and how they lead to the actor."""
    lists = {entry["list"]: entry for entry in sheet("al-Nusra Front", "--on", "2016-05-04")["lists"]}
    assert {name["how"] for name in lists["un-1267"]["names"]} == {"own_name"}
    assert lists["un-1267"]["asked_name_is_listed"]


def test_listed_only_as_what_it_continues() -> None:
    """HTS in May 2017: on the UN list as a name of Nusra, its own name not yet."""
    hts = sheet("HTS", "--on", "2017-05-05")
    un = next(entry for entry in hts["lists"] if entry["list"] == "un-1267")
    assert {name["how"] for name in un["names"]} == {"continued_entity"}
    assert {"un-1267": "2018-06-05", "turkey": "2018-08-31"}.items() <= {
        later["list"]: later["listed_from"] for later in hts["listed_later"]
    }.items()


def test_crosswalk_is_said() -> None:
    """'Daesh' leads to the actor; the page says that the UN list does not hold that name."""
    un = next(entry for entry in sheet("Daesh", "--on", "2016-05-04")["lists"] if entry["list"] == "un-1267")
    assert not un["asked_name_is_listed"]
    assert "'Daesh' is not among the names recorded for this list" in run("find", "Daesh").stdout


def test_early_name() -> None:
    """A name asked for before it existed leads to the group of that day and says why."""
    early = sheet("Jabhat Fateh al-Sham", "--on", "2016-03-01")
    assert (early["id"], early["early_name_of"]) == ("nusra", "jfs")
    assert "was no name yet" in run("find", "Jabhat Fateh al-Sham", "--on", "2016-03-01").stdout


def test_state_of_knowledge() -> None:
    """India's listing of 16 February 2015 was known ten days later."""
    for known, expected in (("2015-02-25", 1), ("2015-02-26", 2)):
        india = [e for e in sheet("isil", "--on", "2015-02-20", "--as-of", known)["lists"] if e["list"] == "india"]
        assert len(india[0]["names"]) == expected


def test_unknown_name_is_coded_with_suggestions() -> None:
    """A slip of the pen gives a code, the nearest names with ids, and exit status 1."""
    result = run("find", "Sham Lejion")
    assert result.exit_code == 1
    assert "E-REG-012" in result.output and "Sham Legion (faylaq-al-sham)" in result.output


def test_nobody_near() -> None:
    """Where nothing is near, no guess is offered."""
    assert "unknown name stays unknown" in run("find", "xyzzy").output


def test_bad_day_and_bad_registry() -> None:
    """Wrong options are coded too."""
    assert "E-REG-013" in run("find", "Russia", "--on", "2017-13-01").output
    assert "E-REG-005" in run("find", "Russia", "--registry", "nowhere").output


def test_list_by_kind() -> None:
    """Actors can be listed by kind; a kind that nobody is gives the known ones."""
    assert "syrian-insurgents" in run("list", "--kind", "umbrella").stdout
    result = run("list", "--kind", "umbrela")
    assert result.exit_code == 1 and "umbrella" in result.output
