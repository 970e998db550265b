"""Amounts with decimals in the service: handed in, kept, shown, corrected; whole ones are as they were."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.web.service.test_intake import RAW, Program, log_holds, uploaded


def test_a_program_hands_in_tonnes(person: Callable[[str], Any]) -> None:
    """12.5 comes back as 12.5 and 14 as 14; finer ones, and half a shot, are refused with a code."""
    program = Program(person("rana"))

    def hand_in(amount: Any, unit: str, key: str) -> Any:
        body = RAW | {"quantity": amount, "quantity_unit": unit}
        return program.call("POST", "/reports", body, Idempotency_Key=f"amount-{key}")

    for amount in (12.5, 14, 0.001):
        made = hand_in(amount, "tonnes", str(amount))
        assert made.status_code == 201, made.content
        assert program.call("GET", f"/reports/{made.json()['report_id']}").content.count(b'"quantity": ') == 1
        assert f'"quantity": {amount},'.encode() in program.call("GET", f"/reports/{made.json()['report_id']}").content
    fine = hand_in(0.0001, "tonnes", "fine")
    assert fine.status_code == 422 and fine.json()["problems"][0]["code"] == "E-REP-022"
    half = hand_in(6.5, "shots", "half")
    assert half.status_code == 422 and half.json()["problems"][0]["code"] == "E-REP-020"


def test_a_table_of_tonnes_is_kept_and_older_digests_hold(signed_in: Callable[[str], Any]) -> None:
    """A whole number has the digest that it had when all amounts were whole; a decimal one its own; the log holds."""
    from truceline.web.audit.chain import canonical, digest
    from truceline.web.intake.models import Report

    client = signed_in("miro")
    row = "\n2030-05-02,Osk,delivery,"
    table = f"Date,Place,act,quantity,quantity_unit{row}12.5,tonnes{row}14,tonnes{row}14.0,tonnes\n"
    client.post(uploaded(client, table, "tonnes.csv"), {"step": "take"})
    found = {r.pk: r for r in Report.objects.order_by("-audit_seq", "report_id")[:3]}
    assert sorted(r.quantity for r in found.values()) == [12.5, 14, 14]
    for one in found.values():
        assert one.digest == one.own_digest()
        assert '"quantity":14,' in canonical(one.columns()) or '"quantity":12.5,' in canonical(one.columns())
        later = {k: v for k, v in one.columns().items() if v is not None or k not in Report.ADDED}
        whole = later | {"quantity": int(one.quantity)} if one.quantity == 14 else later
        assert digest(whole) == one.digest
    assert log_holds()
    half = next(r for r in found.values() if r.quantity == 12.5)
    assert "12.5" in client.get(f"/reports/{half.pk}/").content.decode()
    assert (
        ">14</bdi>"
        in client.get(f"/reports/{next(r.pk for r in found.values() if r.quantity == 14)}/").content.decode()
    )


def test_a_correction_may_have_decimals(service: Any) -> None:
    """Read as the intake reads it, and what comes back unchanged is no correction."""
    from truceline.web.casework.correction_form import read_change, shown
    from truceline.web.intake.models import Report

    row = Report(
        report_id="r", source="s", act="delivery", quantity=14, quantity_unit="tonnes",
        occurred_from="2030-05-01T00:00Z", occurred_until="2030-05-02T00:00Z",
    ).columns()  # fmt: skip
    from datetime import datetime

    row |= {name: datetime.fromisoformat(row[name]) for name in ("occurred_from", "occurred_until")}
    assert shown("quantity", row["quantity"]) == "14"
    before, after = read_change(row, {"quantity": "12.5"})
    assert (before["quantity"], after["quantity"]) == (14, 12.5)
