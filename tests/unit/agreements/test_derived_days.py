"""Terms that the texts give in days fall on the calendar days that their sources derive."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from truceline.agreement.deadlines import deadline
from truceline.agreement.in_force import in_view
from truceline.formats.worlds import open_world

LAST_DAYS = [
    ("ua-minsk-package-2015-02-12", "text", "k4b", "2015-03-14"),
    ("ua-minsk-package-2015-02-12", "text", "k9", "2015-12-31"),
    ("ua-minsk-package-2015-02-12", "text", "k11", "2015-12-31"),
    ("ss-rarcss-2018-09-12", "permanent", "2.1.11", "2018-09-26"),
    ("ss-rarcss-2018-09-12", "permanent", "2.2.2", "2018-10-12"),
    ("ss-rarcss-2018-09-12", "permanent", "2.4.9", "2018-10-12"),
    ("ss-rarcss-2018-09-12", "permanent", "2.5.3", "2018-10-12"),
    ("ss-rarcss-2018-09-12", "permanent", "7.1", "2018-09-27"),
    ("ss-rarcss-2018-09-12", "permanent", "1.4.7", "2018-09-26"),
    ("sy-deescalation-2017-05-04", "guarantors", "e8", "2017-05-18"),
    ("sres-2254", "from-adoption", "15", "2016-02-16"),
    ("sres-2268", "text", "9-first", "2016-03-12"),
    ("sres-2268", "text", "9-second", "2016-04-11"),
    ("sres-2268", "text", "9-third", "2016-05-11"),
    ("sres-2401", "by-identity", "report", "2018-03-11"),
]


@pytest.mark.parametrize(("agreement", "reading", "provision", "last_day"), LAST_DAYS)
def test_the_last_day_is_that_of_the_source(agreement: str, reading: str, provision: str, last_day: str) -> None:
    """The deadline is over when that local day is over."""
    ((loaded),) = open_world([agreement]).agreements
    view = in_view(loaded.agreement, reading, None)
    found = deadline(view, next(p for p in view.provisions if p.id == provision))
    assert found is not None
    assert found.end is not None
    local = (found.end.latest - timedelta(seconds=1)).astimezone(ZoneInfo(str(view.timezone)))
    assert local.date().isoformat() == last_day
    assert found.end.earliest == found.end.latest
