"""The log answers for every row: whoever changes, adds or takes out one around the service is named, table by table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("django", reason="the mission service's extra is not installed: pip install -e '.[web]'")

from tests.web.service import tampering


@pytest.fixture
def filled(db: Path, vault: Path) -> None:
    tampering.fill()


def test_each_row_changed_added_or_gone_is_named(filled: None) -> None:
    """Every table, every column that the log answers for, without the triggers: a line names the entry and the row."""
    from truceline.web.audit.rows import changed_rows

    assert list(changed_rows()) == []
    assert tampering.tamper() == {m._meta.db_table: [] for m in tampering.answered_for()}


def test_on_postgresql_too(postgres: str, tmp_path: Path) -> None:
    """As the owner of the database, with the triggers switched off."""
    from tests.web.service.test_postgres import told_by

    told = told_by("tampering.py", tmp_path, postgres)
    assert told["before"] == []
    assert {table: said for table, said in told["untold"].items() if said} == {}
    assert len(told["untold"]) > 25


def as_before() -> None:
    """The log as the release before wrote it: no digests of single rows, and the chain computed over that."""
    from truceline.web.audit.actions import BOUND
    from truceline.web.audit.chain import GENESIS, HASHED, canonical, entry_hash
    from truceline.web.audit.models import Entry, detail_of

    before = GENESIS
    for entry in list(Entry.objects.order_by("seq")):
        said = {name: value for name, value in detail_of(entry.detail).items() if name != BOUND}
        entry.detail, entry.previous_hash = canonical(said), before
        entry.action = "example" if entry.action == "bind_earlier_rows" else entry.action
        entry.hash = before = entry_hash({name: getattr(entry, name) for name in HASHED})
        entry.save()


def test_what_an_earlier_release_wrote_still_holds(filled: None) -> None:
    """Its rows are bound once as they stand, in entries of their own; from then on each that is changed is named."""
    from truceline.web.audit.bound import bind_earlier_rows, bound_models
    from truceline.web.audit.models import Entry
    from truceline.web.audit.queries import verify
    from truceline.web.audit.rows import changed_rows
    from truceline.web.casework.models import Dissent, Hypothesis

    with tampering.without_triggers():
        as_before()
        assert verify().breaks == [] and list(changed_rows())
        count = Entry.objects.count()
        bind_earlier_rows()
        assert verify().breaks == [] and list(changed_rows()) == []
        assert Entry.objects.count() == count + 1 + sum(m._base_manager.exists() for m in bound_models())
        bind_earlier_rows()
        Hypothesis.objects.update(name="Another group")
        Dissent.objects.all()._raw_delete("default")
        told = list(changed_rows())
        assert any("hypothesis" in line and "is not what was written" in line for line in told)
        assert any("dissent" in line and "is gone" in line for line in told)


def test_every_table_is_answered_for_or_derived(service: Any) -> None:
    """A model that a later change adds is under the log, or says here that it is put together out of others."""
    from truceline.web.audit.chain import Bound

    for model in tampering.answered_for():
        assert issubclass(model, Bound) or hasattr(model, "own_digest"), model


def test_nobody_learns_a_source_from_its_digest(filled: None) -> None:
    """Two rows that say the same differ in their digests: the salt, which is as closed as the row, goes in."""
    from truceline.web.intake.models import SourceIdentity

    one = SourceIdentity.objects.get(report__submission__key="tampering-1")
    other = SourceIdentity(report=one.report, name=one.name, contact=one.contact)
    assert len(one.salt or "") == 32 and other.salt != one.salt and other.bound_digest() != one.bound_digest()


def test_a_report_that_lies_elsewhere_is_named(filled: None) -> None:
    """Moved between incidents around the service, or an older version of a finding put in the place of the last."""
    from truceline.web.audit.rows import changed_rows
    from truceline.web.casework.models import Finding, Incident, Member

    one = Member.objects.order_by("pk").first()
    assert one
    other = Incident.objects.exclude(pk=one.incident_id).first()
    with tampering.without_triggers():
        Member.objects.filter(pk=one.pk).update(incident=other)
        assert any(f"report {one.report_id} is with " in line for line in changed_rows())
    late = Finding.objects.filter(current=True, version__gt=1).first()
    assert late
    with tampering.without_triggers():
        Finding.objects.filter(pk=late.pk).update(current=False)
        Finding.objects.filter(finding_id=late.finding_id, version=1).update(current=True)
        assert any(f"finding {late.finding_id} stands at version 1" in line for line in changed_rows())
