"""Claims: nothing that became known later shows in any register asked for a past day."""

from __future__ import annotations

from datetime import date

import pytest
from click.testing import CliRunner

from truceline.cli import main
from truceline.cli.claims import open_claims
from truceline.diplomacy.known import known_by


def test_everything_is_known_in_the_end() -> None:
    """Asked for a day after the last text, nothing with a day is missing."""
    claims = open_claims("five-texts")
    later = known_by(claims, date(2040, 1, 1))
    for name in ("texts", "contacts", "meetings", "statements", "count_claims", "control_claims"):
        assert getattr(later, name).num_rows == getattr(claims, name).num_rows, name


def test_before_the_first_text_nothing_is_known() -> None:
    """Registers are empty before anything was said."""
    claims = known_by(open_claims("five-texts"), date(2010, 1, 1))
    assert claims.texts.num_rows == claims.contacts.num_rows == claims.statements.num_rows == 0
    assert claims.log.positions.num_rows == claims.log.accessions.num_rows == claims.log.agenda_items.num_rows == 0


@pytest.mark.parametrize("register", ["log", "counts", "groups", "rounds", "accessions", "matters"])
def test_no_command_tells_of_the_future(register: str) -> None:
    """In March 2016 no register names the claims of June 2016 or of 2017, by day or by claim."""
    arguments = ["diplomacy", register, "five-texts", "--as-of", "2016-03-01", "--json"]
    told = CliRunner().invoke(main, arguments)
    assert told.exit_code == 0
    for later in ("calls-third-in-a-week", "2016-06-", "2016-12-", '"2017-', ", 2017-"):
        assert later not in told.output
    now = CliRunner().invoke(main, [*arguments[:3], "--json"])
    assert len(now.output) > len(told.output)
