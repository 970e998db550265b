"""Two people, or one button pressed twice, at the same moment: nothing is lost, doubled or answered with a fault."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.web.service.test_postgres import told_by


@pytest.fixture(scope="module", params=["SQLite", "PostgreSQL"])
def seen(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the scenario saw; on PostgreSQL as the server's own role."""
    address = request.getfixturevalue("postgres") if request.param == "PostgreSQL" else ""
    folder: Path = tmp_path_factory.mktemp(f"races-{os.getpid()}")
    return told_by("race_scenario.py", folder, address)


def test_one_of_two_decides(seen: dict[str, Any]) -> None:
    """Of two who agree to and send back, take, propose and confirm, one does it and the other is told to look again."""
    one = ["E-WEB-008", "done"]
    assert seen["concluded"] == {"told": one, "decisions": 1, "taken": one}
    assert seen["corrected"] == {"proposed": one, "decided": one, "decisions": 1}


def test_a_question_is_answered_or_withdrawn(seen: dict[str, Any]) -> None:
    """Never both, withdrawn once, and an answer whose button was pressed twice stands once."""
    asked = seen["asked"]
    assert asked["answer"][0] == ["E-WEB-061", "done"] and len(asked["answer"][1]) == 1
    assert asked["withdraw"] == [["E-WEB-061", "done"], ["withdrawn"]]
    assert asked["extend"][1] in (["withdrawn"], ["extended", "withdrawn"])
    assert asked["twice"] == [["done", "done"], ["answer"]]


def test_a_pair_is_judged_once(seen: dict[str, Any]) -> None:
    """Two who judge one pair differently do not both stand; a step is taken back once, also one that moved nothing."""
    judged = seen["judged"]
    assert (judged["pair"], judged["rows"]) == (["E-WEB-065", "done"], 1)
    assert (judged["undo"], judged["undone"]) == (["E-WEB-066", "done"], 1)
    assert (judged["undo_unsure"], judged["undone_unsure"]) == (["E-WEB-066", "done"], 1)
    assert (judged["homes"], judged["lost"]) == (4, 0)


def test_no_report_goes_into_an_incident_that_was_emptied(seen: dict[str, Any]) -> None:
    """Incidents are made one while a report is being matched with the other: it stays on the list."""
    assert seen["grouped"]["merged"] is None


def test_a_claim_becomes_one_report(seen: dict[str, Any]) -> None:
    """Accepted once; not dropped after it was accepted; the same text read once."""
    claims = seen["claims"]
    assert claims["accept"] == [["E-WEB-008", "done"], [True]]
    assert claims["drop"] in ([["E-WEB-008", "done"], [True]], [["done", "done"], [False, True]])
    assert claims["text"] == ["done", "done"]


def test_an_invitation_lets_one_in(seen: dict[str, Any]) -> None:
    """Used once by two; one name in two invitations, however it is written, is one account; a token closes once."""
    invited = seen["invited"]
    assert invited["twice"] == invited["name"] == ["ValidationError", "done"] and len(invited["people"]) == 2
    assert invited["change"] == ["done", "done"] and invited["revoke"] == ["PermissionDenied", "done"]


def test_what_is_sent_twice_is_kept_once(seen: dict[str, Any]) -> None:
    """Reports and calls under one key, a view under one name, a table with its rejects, a call's outcome."""
    told = seen["submitted"]
    assert (told["same"], told["other"], told["kept"]) == (["done", "done"], ["E-WEB-003", "done"], 2)
    assert (told["view"], told["views"]) == (["done", "done"], 1)
    assert told["bulk"] == ["done", "done"] and told["bulked"]
    assert (told["call"], told["settle"], told["outcomes"]) == (["done", "done"], ["E-WEB-061", "done"], 1)
    assert seen["tabled"] == {"told": ["done", "done"], "reports": 6, "rejects": 1}


def test_steps_beside_each_other_do_not_wait_for_each_other(seen: dict[str, Any]) -> None:
    """A file, a dissent and an assessment go with a colleague's step on the same incident, without a deadlock."""
    beside = seen["beside"]
    assert beside["file"] == beside["dissent"] == beside["assess"] == [["done", "done"]] * 4
    assert (beside["dissents"], beside["dissented"]) == (["done", "done"], 1)


def test_the_log_holds_after_all_of_it(seen: dict[str, Any]) -> None:
    """The chain and the rows under it."""
    assert seen["breaks"] == []
