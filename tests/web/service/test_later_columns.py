"""Columns of reports that came after the first release: taken, shown, and no part of older rows' digests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.web.service.test_intake import log_holds, uploaded


def test_columns_that_came_later_are_taken_and_empty_leave_digests_as_they_were(
    signed_in: Callable[[str], Any],
) -> None:
    """Who denies and how candidates are weighed is read from a table and shown; rows without have an older digest."""
    from truceline.web.audit.chain import digest
    from truceline.web.intake.models import Report

    client = signed_in("miro")
    row = "\n2030-05-02,Osk,Mortar fire,"
    head = "Date,Place,Type,Denied by,claimed_initiator,initiator_weights"
    table = f"{head}{row}Highland Guard; Salt Road Band,,{row},Salt Road Band; Highland Guard,0.7; 0.2{row},,\n"
    client.post(uploaded(client, table, "denied.csv"), {"step": "take"})
    denied, weighed, plain = Report.objects.order_by("-audit_seq", "report_id")[:3]
    assert (denied.denied_by, plain.denied_by) == (["Highland Guard", "Salt Road Band"], None)
    assert (weighed.initiator_weights, plain.initiator_weights) == ([0.7, 0.2], None)
    assert "Salt Road Band" in client.get(f"/reports/{denied.pk}/").content.decode()
    assert "0.7; 0.2" in client.get(f"/reports/{weighed.pk}/").content.decode()
    for one, stated in ((plain, ()), (denied, ("denied_by",)), (weighed, ("initiator_weights",))):
        later = set(Report.ADDED) - set(stated)
        assert one.digest == one.own_digest() == digest({k: v for k, v in one.columns().items() if k not in later})
    assert log_holds()
