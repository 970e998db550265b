"""Questions and answers that stood in the history only become questions and answers; the history stays as it is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import migrations


def carry_over(apps: Any, editor: Any) -> None:
    named = {name: apps.get_model("casework", name) for name in ("Event", "Question", "Reply")}
    people = dict(apps.get_model("accounts", "User").objects.values_list("username", "pk"))
    asked: dict[tuple[str, str], Any] = {}
    events = named["Event"].objects.filter(kind__in=["referred", "answer"]).select_related("incident")
    for event in events.order_by("at", "pk"):
        party = event.detail.get("party", "")
        key = (event.incident_id, party)
        if event.kind == "referred":
            asked[key] = named["Question"].objects.create(
                incident_id=event.incident_id,
                party=party,
                text=event.text,
                about_until=event.incident.occurred_until,
                put_at=event.at,
                put_by_id=people[event.by],
                due_at=event.at + settings.RESPONSE_TIME,
            )
        elif key in asked:
            told = {"at": event.at, "by_id": people[event.by], "text": event.text}
            named["Reply"].objects.create(question=asked[key], kind="answer", **told)


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_questions"), ("accounts", "0001_initial")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
