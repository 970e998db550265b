"""An incident leaves the service as a BagIt archive; the Library of Congress's own library checks it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("django", reason="the mission service's extra is not installed: pip install -e '.[web]'")
pytest.importorskip("bagit", reason="bagit is not installed: pip install -e '.[dev]'")
import bagit

from tests.web.service import evidence_files as files
from tests.web.service.evidence_files import body, entries, hand_in


@pytest.fixture
def case(vault: Path, own_report: Any, signed_in: Any) -> Any:
    """rana's report in an incident, with a picture of hers and a video of the mission's."""
    from truceline.web.casework.grouping import group_new_reports

    while group_new_reports():
        pass
    incident = own_report.member.incident
    hand_in(signed_in("rana"), f"/reports/{own_report.pk}/evidence/", files.picture())
    hand_in(signed_in("miro"), f"/incidents/{incident.pk}/evidence/", files.VIDEO, caption="Example")
    return incident


def exported(client: Any, incident: Any, folder: Path, **asked: str) -> tuple[Any, Path]:
    answer = client.post(f"/incidents/{incident.pk}/export/", asked)
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(body(answer))) as packed:
        packed.extractall(folder)
    return bagit.Bag(str(folder / incident.pk)), folder / incident.pk / "data"


def test_the_bag_is_valid_and_holds_the_case(case: Any, signed_in: Any, tmp_path: Path) -> None:
    """Checked by another's library: version 1.0, every hash; working copies, reports, findings, history, custody."""
    bag, data = exported(signed_in("vera"), case, tmp_path)
    assert bag.validate() and bag.version_info == (1, 0) and bag.info["External-Identifier"] == case.pk
    read = {p.stem: json.loads(p.read_text("utf-8")) for p in data.glob("*.json")}
    assert {i["evidence_id"]: bool(i["file"]) for i in read["evidence"]}.keys() == {i.pk for i in items(case)}
    picture, video = sorted(read["evidence"], key=lambda i: i["media_type"])
    copy = (data.parent / picture["file"]).read_bytes()
    assert files.SECRET not in copy and video["file"] == "" and video["no_working_copy_because"] == "kind"
    assert len(read["reports"]) == case.members.count() and read["incident"]["incident_id"] == case.pk
    assert [e["kind"] for e in read["history"]].count("joined") == case.members.count()
    rows = list(csv.DictReader(io.StringIO((data / "custody.csv").read_text("utf-8"))))
    assert [r["did"] for r in rows] == ["receive_evidence", "receive_evidence"]


def items(case: Any) -> Any:
    from django.db.models import Q

    from truceline.web.evidence.models import Item

    return Item.objects.filter(Q(incident=case) | Q(report__member__incident=case))


def test_without_originals_nothing_names_who_handed_it_in(case: Any, signed_in: Any, tmp_path: Path) -> None:
    """Neither the reporter's account nor the name of a file nor what a camera wrote is anywhere in the bag."""
    from truceline.web.intake.models import SourceIdentity

    report = case.members.get(report__source="rana").report
    SourceIdentity.objects.create(report=report, name="An example source")
    data = exported(signed_in("vera"), case, tmp_path)[1]
    everything = b"".join(p.read_bytes() for p in data.parent.rglob("*") if p.is_file())
    for secret in (b"rana", b"name-0.bin", files.SECRET, b"An example source"):
        assert secret not in everything
    assert b"withheld" in everything and b"miro" in everything


def test_with_originals_the_hashes_of_custody_can_be_computed_again(case: Any, signed_in: Any, tmp_path: Path) -> None:
    """By whoever was let into the sources: the files as received, and entries whose hashes an outsider recomputes."""
    from truceline.web.audit.chain import entry_hash

    bag, data = exported(signed_in("vera"), case, tmp_path, originals="1")
    assert bag.validate()
    assert sorted(p.read_bytes() for p in (data / "originals").iterdir()) == sorted([files.picture(), files.VIDEO])
    kept = json.loads((data / "custody.json").read_text("utf-8"))
    assert len(kept) == 2 and all(entry_hash(e) == e["hash"] for e in kept)


@pytest.mark.parametrize(
    ("name", "plain", "originals"),
    [("vera", 200, 200), ("olga", 200, 200), ("viktor", 200, 404)]
    + [(n, 403, 403) for n in ("rana", "miro", "sefa", "gamal", "sarn", "ada", "outsider")],
)
def test_who_may_export(case: Any, signed_in: Any, name: str, plain: int, originals: int) -> None:
    """Verifiers and the reporting officer; originals only by who may open every one of them."""
    client, address = signed_in(name), f"/incidents/{case.pk}/export/"
    assert client.post(address).status_code == plain
    assert client.post(address, {"originals": "1"}).status_code == originals


def test_the_export_is_in_the_log_and_in_custody(case: Any, signed_in: Any) -> None:
    """With the hash of the very archive that was handed out; the reports in it count as read."""
    import hashlib

    from truceline.web.audit.models import Entry

    archive = body(signed_in("vera").post(f"/incidents/{case.pk}/export/"))
    entry = Entry.objects.filter(action="export_incident").get()
    assert json.loads(entry.detail)["bag_sha256"] == hashlib.sha256(archive).hexdigest()
    assert all(entries(i.pk)[-1] == ("vera", "export_evidence") for i in items(case))
    assert Entry.objects.filter(action="read", actor="vera", target_type="report").exists()


def test_a_case_whose_file_was_altered_is_not_exported(case: Any, vault: Path, signed_in: Any) -> None:
    """The page says which file does not hold; nothing is handed out and nothing is logged as exported."""
    from truceline.web.audit.models import Entry

    sealed = next((vault / "working").glob("??/*"))
    sealed.chmod(0o600)
    sealed.write_bytes(b"another")
    answer = signed_in("vera").post(f"/incidents/{case.pk}/export/", follow=True)
    assert b"E-EVI-005" in answer.content
    assert not Entry.objects.filter(action__startswith="export").exists()
