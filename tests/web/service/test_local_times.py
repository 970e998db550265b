"""Times as a clock on the ground shows them: the hour that comes twice, the hour that never was, days of 23 hours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

BELGRADE, BEIRUT = "Europe/Belgrade", "Asia/Beirut"
SPANS = [
    (BELGRADE, "2029-10-28", "02:30", "", "2029-10-28T00:30", "2029-10-28T01:31"),  # either of the two
    (BELGRADE, "2029-10-28", "02:50", "02:10", "2029-10-28T00:50", "2029-10-28T01:10"),
    (BELGRADE, "2029-10-28", "01:30", "03:30", "2029-10-27T23:30", "2029-10-28T02:30"),
    (BELGRADE, "2029-10-28", "", "", "2029-10-27T22:00", "2029-10-28T23:00"),
    (BELGRADE, "2029-03-25", "01:59", "", "2029-03-25T00:59", "2029-03-25T01:00"),
    (BELGRADE, "2029-03-25", "", "", "2029-03-24T23:00", "2029-03-25T22:00"),
    (BELGRADE, "2029-03-24", "23:30", "00:30", "2029-03-24T22:30", "2029-03-24T23:30"),
    (BEIRUT, "2029-03-25", "", "", "2029-03-24T22:00", "2029-03-25T21:00"),  # the day begins at one o'clock
    (BEIRUT, "2029-03-24", "23:30", "00:30", "", ""),
]


@pytest.mark.parametrize(("zone", "day", "start", "end", "first", "last"), SPANS)
def test_a_span_holds_all_that_the_typed_times_may_mean(
    db: Path, zone: str, day: str, start: str, end: str, first: str, last: str
) -> None:
    """A time that came twice is both; one that never was is asked for again."""
    from truceline.vocabulary.errors import TrucelineError
    from truceline.web.intake.form import raw_report, typed

    asked = typed({"act": "shelling", "day": day, "time_from": start, "time_until": end, "zone": zone})
    if not first:
        with pytest.raises(TrucelineError, match="E-WEB-120"):
            raw_report(asked)
        return
    raw = raw_report(asked)
    told = [datetime.fromisoformat(raw[n]).astimezone(UTC) for n in ("occurred_from", "occurred_until")]
    assert [t.strftime("%Y-%m-%dT%H:%M") for t in told] == [first, last]


def test_a_time_that_never_was_is_told_on_the_form(signed_in: Callable[[str], Any]) -> None:
    """With its code, and nothing is kept; on the hotline's form too."""
    from truceline.web.accounts.models import Deployment
    from truceline.web.hotline.models import Call

    Deployment.objects.update(timezone=BELGRADE)
    asked = {"act": "shelling", "day": "2029-03-25", "time_from": "02:30", "step": "send", "key": "local-time-1"}
    answer = signed_in("rana").post("/intake/report/", asked)
    assert answer.status_code == 422 and "E-WEB-120" in answer.content.decode()
    call = {"called_day": "2029-03-25", "called_time": "02:30", "words": "Example.", "step": "send", "key": "local-2"}
    answer = signed_in("miro").post("/hotline/new/", call)
    assert answer.status_code == 422 and "E-WEB-120" in answer.content.decode() and not Call.objects.exists()


def test_the_zone_of_a_form_cannot_be_read_the_wrong_way_round(signed_in: Callable[[str], Any]) -> None:
    """Etc/GMT-2 is two hours ahead of UTC: the forms say so, and so does what is doubted of a table."""
    from truceline.agreement.clock import zone_in_words

    assert [zone_in_words(z) for z in ("Etc/GMT-2", "Etc/GMT+5", "Etc/UTC", BEIRUT)] == [
        "UTC+02:00",
        "UTC-05:00",
        "UTC",
        BEIRUT,
    ]
    for address in ("/intake/report/", "/hotline/new/"):
        page = signed_in("miro").get(address).content.decode()
        assert "UTC+02:00" in page and ">Etc/GMT" not in page
