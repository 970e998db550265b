"""An incident as a bag for another institution: files, reports, findings of every version, history, custody."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tempfile
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import IO, Any

from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.forms.models import model_to_dict

from truceline.web.accounts.models import User
from truceline.web.accounts.rights import MISSION, may
from truceline.web.audit.actions import append, log_read
from truceline.web.audit.models import Entry
from truceline.web.audit.queries import history_of
from truceline.web.casework.models import Event, Finding, Incident
from truceline.web.clock import deployment, now
from truceline.web.evidence import store
from truceline.web.evidence.bag_casework import columns, named, tables
from truceline.web.evidence.bag_format import Bag
from truceline.web.evidence.kinds import BY_TYPE
from truceline.web.evidence.models import Item
from truceline.web.evidence.queries import items_of
from truceline.web.intake.models import Report


def export_incident(user: User, incident_id: str, originals: bool) -> IO[bytes]:
    """A ZIP, in a file that is gone when it is closed. Logged, with its hash, before it is handed out.

    Without ``originals``: working copies, and no account of a reporter or liaison. With them, who exports
    must be let to open every one. Source identities are in no bag.
    Raises: PermissionDenied; TrucelineError E-EVI-005 where a file does not hold.
    """
    incident = Incident.objects.visible_to(user).filter(pk=incident_id).first()
    if incident is None or not may(user, "evidence.export"):
        raise PermissionDenied
    items = items_of(user, incident)
    if originals and Item.objects.opened_by(user).filter(pk__in=[i.pk for i in items]).count() != len(items):
        raise PermissionDenied
    reports = list(Report.objects.visible_to(user).filter(member__incident=incident).order_by("received_at", "pk"))
    log_read(user, "report", [r.pk for r in reports])
    target = tempfile.TemporaryFile(dir=_folder())  # noqa: SIM115 (handed out, and closed by the answer)
    bag = Bag(target, incident.pk, now())
    try:
        _fill(bag, user, incident, (items, reports), originals)
        _log(user, incident, items, originals, _sha256(target))
    except BaseException:
        bag.zip.close()
        target.close()
        raise
    target.seek(0)
    return target


def _folder() -> Any:
    place = store.folder("incoming")
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def _fill(bag: Bag, user: User, incident: Incident, held: tuple[list[Item], list[Report]], originals: bool) -> None:
    items, reports = held
    outside = set() if originals else set(User.objects.exclude(role__in=MISSION).values_list("username", flat=True))
    files = {item.pk: _add_file(bag, item, originals) for item in items}
    bag.add("evidence.json", _json(_item(i, files[i.pk], originals) for i in items))
    bag.add("incident.json", _json(columns(incident)))
    rows = [r.columns() | {"source": named(r.source, outside), "incident_id": incident.pk} for r in reports]
    bag.add("reports.json", _json(rows))
    found = Finding.objects.filter(incident_id=incident.pk).order_by("finding_id", "version")
    bag.add("findings.json", _json(columns(f) for f in found))
    events = Event.objects.filter(incident=incident).order_by("at", "pk")
    bag.add("history.json", _json(columns(e) | {"by": named(e.by, outside)} for e in events))
    for name, told in tables(user, incident, outside).items():
        bag.add(name, _json(told))
    entries = list(history_of("evidence", [i.pk for i in items]))
    bag.add("custody.csv", _custody(entries, outside))
    if originals:  # every field that was hashed, so that each hash can be computed again
        bag.add("custody.json", _json(model_to_dict(e) | {"seq": e.seq} for e in entries))
    head = Entry.objects.order_by("-seq").values("seq", "hash").first() or {"seq": 0, "hash": ""}
    info = {"Source-Organization": deployment().name, "External-Identifier": incident.pk}
    info["External-Description"] = "Originals" if originals else "Working copies; accounts outside the mission withheld"
    info["Bag-Software-Agent"] = f"truceline {version('truceline')}"
    bag.finish(info | {"Log-Head": f"{head['seq']}:{head['hash']}"})


def _add_file(bag: Bag, item: Item, originals: bool) -> str:
    """Its path in the bag; empty where there is no working copy."""
    where, sha256 = (store.ORIGINALS, item.sha256) if originals else (store.WORKING, item.working_sha256)
    if not sha256:
        return ""
    path = f"{where}/{item.pk}.{BY_TYPE[item.media_type].ending}"
    with store.open_sealed(where, sha256) as file:
        bag.add(path, file)
    return f"data/{path}"


def _item(item: Item, path: str, originals: bool) -> dict[str, Any]:
    told = {"evidence_id": item.pk, "report_id": item.report_id, "incident_id": item.incident_id, "file": path}
    told |= {"media_type": item.media_type, "caption": item.caption, "received_at": item.received_at}
    told |= {"original_sha256": item.sha256, "original_size": item.size, "working_sha256": item.working_sha256}
    told |= {"no_working_copy_because": item.working_note, "metadata_removed": item.removed}
    return told | ({"file_name": item.file_name} if originals else {})


def _custody(entries: Iterable[Entry], withheld: set[str]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["entry", "at", "who", "did", "evidence_id", "hash", "previous_hash"])
    for e in entries:
        at = json.loads(e.detail).get("at", e.at)
        writer.writerow([e.seq, at, named(e.actor, withheld), e.action, e.target_id, e.hash, e.previous_hash])
    return out.getvalue().encode()


def _json(value: Any) -> bytes:
    plain = value if isinstance(value, Mapping) else list(value)
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True, cls=DjangoJSONEncoder).encode() + b"\n"


def _sha256(file: IO[bytes]) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def _log(user: User, incident: Incident, items: list[Item], originals: bool, sha256: str) -> None:
    """One entry for the bag, one for each file in it: both are part of their own histories."""
    told = {"bag_sha256": sha256, "originals": originals, "at": now()}
    with transaction.atomic():
        append(user, "export_incident", ("incident", incident.pk), told | {"evidence": [i.pk for i in items]})
        for item in items:
            append(user, "export_evidence", ("evidence", item.pk), told)
