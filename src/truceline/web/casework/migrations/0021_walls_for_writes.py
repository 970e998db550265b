"""The second wall looks at what is written, too, and stands around the tables of people that it rests on."""

from django.db import migrations

from truceline.web.second_wall import kept_in_place, wall

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
    "casework_member",
    "evidence_item",
    "hotline_call",
    "hotline_calleridentity",
    "hotline_calloutcome",
    "intake_submission",
    "intake_reject",
    "intake_upload",
    "intake_sourcetext",
    "intake_textpart",
    "intake_textclaim",
    "intake_claimdecision",
    "accounts_user",
    "accounts_user_compartments",
    "accounts_compartment",
    "accounts_invitation",
    "accounts_invitation_compartments",
    "accounts_token",
    "accounts_deployment",
)
STAYS = ("casework_incident", "casework_openpair", "casework_listedoutcome", "intake_upload", "intake_sourcetext")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_scopes"),
        ("casework", "0020_fill_as_issued"),
        ("evidence", "0002_sealed"),
        ("hotline", "0002_salts"),
        ("intake", "0007_amounts"),
    ]
    operations = [wall(*TABLES), kept_in_place(STAYS, "accounts_user")]
