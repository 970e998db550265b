"""The second wall asks once a query who it is that asks, and no longer row by row."""

from django.db import migrations

from truceline.web.second_wall import wall

TABLES = (
    "intake_report",
    "intake_sourceidentity",
    "casework_incident",
    "casework_finding",
    "casework_event",
    "casework_question",
    "casework_reply",
    "casework_releasedanswer",
    "casework_dissent",
    "casework_judged",
    "casework_openpair",
    "casework_correction",
    "casework_correctiondecision",
    "casework_listedoutcome",
    "casework_hypothesis",
    "casework_weighing",
    "casework_savedview",
    "casework_setaside",
    "evidence_item",
    "hotline_call",
    "hotline_calleridentity",
    "hotline_calloutcome",
    "intake_sourcetext",
    "intake_textpart",
    "intake_textclaim",
    "intake_claimdecision",
)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0017_fill_outcomes_then"),
        ("evidence", "0002_sealed"),
        ("hotline", "0001_initial"),
        ("intake", "0003_texts"),
    ]
    operations = [wall(*TABLES)]
