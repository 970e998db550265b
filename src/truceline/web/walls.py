"""What the second wall (second_wall.py) lets through: who may see, add, change and take out a row of each table.

A rule is a condition of PostgreSQL over the row. The engine always may; where a table has no rule for a kind of write,
it alone. A row is added in the name of whoever acts, into compartments that person is inside; triggers keep it there.
"""

from __future__ import annotations

# Who asks is asked once a query, in a subquery of its own, and never row by row: a list looks at ten thousands of rows.
ASKED_BY_ENGINE = "(SELECT truceline_engine())"
UID = "(SELECT truceline_uid())"
ROLE_NOW = "(SELECT truceline_role())"
FIELD = "('monitor', 'verifier', 'reporting_officer')"
MISSION = "('monitor', 'verifier', 'reporting_officer', 'secretary')"
DECIDING = "('verifier', 'reporting_officer')"
OWN_CIRCLE = "compartment = ANY ((SELECT truceline_circles())::text[])"
CIRCLE = f"(compartment IS NULL OR {OWN_CIRCLE})"
IN_FIELD = f"{ROLE_NOW} IN {FIELD}"
IN_MISSION = f"{ROLE_NOW} IN {MISSION}"
DECIDES = f"{ROLE_NOW} IN {DECIDING}"
OFFICER = f"{ROLE_NOW} = 'reporting_officer'"
LIAISON = f"{ROLE_NOW} = 'party_liaison'"
HANDS_IN = f"({ROLE_NOW} IN ('reporter', 'party_liaison') OR {IN_FIELD})"
READS = f"({ROLE_NOW} IN ('reporter', 'party_liaison') OR {IN_MISSION})"
OUTSIDE = f"{ROLE_NOW} IN ('party_liaison', 'guarantor')"
SOURCES = "(SELECT truceline_inside('sources'))"
ISSUED = "('assessed', 'referred', 'answered', 'closed')"
MANAGES = f"{ROLE_NOW} = 'administrator'"
# One row looked up by its key, under that table's own policy. Not EXISTS: that may be answered by reading the whole
# table first, for a page of 25 rows.
OF_INCIDENT = "(SELECT true FROM casework_incident i WHERE i.incident_id = {}.incident_id)"
OF_HYPOTHESIS = "(SELECT true FROM casework_hypothesis h WHERE h.id = {}.hypothesis_id)"
OWN = f"EXISTS (SELECT 1 FROM intake_submission s WHERE s.id = {{}}.submission_id AND s.by_id = {UID})"
OWN_TEXT = f"EXISTS (SELECT 1 FROM intake_sourcetext t WHERE t.id = {{}}.text_id AND t.by_id = {UID})"
AS_ITS_REPORT = (
    "EXISTS (SELECT 1 FROM intake_report r WHERE r.report_id = {0}.report_id "
    "AND r.compartment IS NOT DISTINCT FROM {0}.compartment)"
)
AS_ITS_INCIDENT = (
    "EXISTS (SELECT 1 FROM casework_incident i WHERE i.incident_id = {0}.incident_id "
    "AND i.compartment IS NOT DISTINCT FROM {0}.compartment)"
)
# a report is with an incident of its own compartment
OF_ONE_CIRCLE = (
    "EXISTS (SELECT 1 FROM intake_report r JOIN casework_incident i "
    "ON r.compartment IS NOT DISTINCT FROM i.compartment "
    "WHERE r.report_id = casework_member.report_id AND i.incident_id = casework_member.incident_id)"
)

SEEN = {
    "intake_report": f"({IN_MISSION} AND {CIRCLE}) "
    f"OR ({LIAISON} AND {OWN_CIRCLE}) OR ({READS} AND {OWN.format('intake_report')})",
    "intake_sourceidentity": f"{DECIDES} AND {SOURCES}",
    "casework_incident": f"({IN_MISSION} AND {CIRCLE}) OR ({OUTSIDE} AND compartment IS NULL AND state IN {ISSUED})",
    "casework_finding": f"({IN_MISSION} OR {OUTSIDE}) AND {OF_INCIDENT.format('casework_finding')}",
    "casework_event": f"{IN_MISSION} AND {OF_INCIDENT.format('casework_event')}",
    "casework_question": f"({IN_MISSION} AND {OF_INCIDENT.format('casework_question')}) "
    "OR (party <> '' AND party = (SELECT truceline_party()))",
    "casework_reply": "(SELECT true FROM casework_question q WHERE q.id = casework_reply.question_id)",
    "casework_releasedanswer": f"({IN_MISSION} OR {OUTSIDE}) AND {OF_INCIDENT.format('casework_releasedanswer')}",
    "casework_dissent": f"({IN_MISSION} OR {OUTSIDE}) AND {OF_INCIDENT.format('casework_dissent')}",
    "casework_judged": f"{IN_MISSION} AND {CIRCLE}",
    "casework_openpair": f"{IN_MISSION} AND {CIRCLE}",
    "casework_correction": f"{IN_MISSION} AND {CIRCLE}",
    "casework_correctiondecision": "EXISTS (SELECT 1 FROM casework_correction c "
    "WHERE c.correction_id = casework_correctiondecision.correction_id)",
    "casework_listedoutcome": f"({IN_MISSION} AND {CIRCLE}) "
    f"OR ({OUTSIDE} AND compartment IS NULL AND {OF_INCIDENT.format('casework_listedoutcome')})",
    "casework_hypothesis": f"{IN_MISSION} AND {OF_INCIDENT.format('casework_hypothesis')}",
    "casework_weighing": f"{IN_MISSION} AND {OF_HYPOTHESIS.format('casework_weighing')}",
    "casework_savedview": f"{IN_MISSION} AND (shared OR by_id = {UID})",
    "casework_setaside": f"{IN_MISSION} AND {OF_HYPOTHESIS.format('casework_setaside')}",
    "casework_member": f"{READS} OR {OUTSIDE}",
    "evidence_item": f"({IN_MISSION} AND {CIRCLE}) "
    f"OR ({ROLE_NOW} IN ('reporter', 'party_liaison') AND received_by_id = {UID})",
    "hotline_call": f"{IN_FIELD} AND {CIRCLE}",
    "hotline_calleridentity": f"{DECIDES} AND {SOURCES} "
    "AND EXISTS (SELECT 1 FROM hotline_call c WHERE c.call_id = hotline_calleridentity.call_id)",
    "hotline_calloutcome": "EXISTS (SELECT 1 FROM hotline_call c WHERE c.call_id = hotline_calloutcome.call_id)",
    "intake_submission": READS,
    "intake_reject": f"{READS} AND {OWN.format('intake_reject')}",
    "intake_upload": f"{IN_FIELD} AND by_id = {UID}",
    "intake_sourcetext": f"{IN_FIELD} AND {CIRCLE}",
    "intake_textpart": "EXISTS (SELECT 1 FROM intake_sourcetext t WHERE t.id = intake_textpart.text_id)",
    "intake_textclaim": "EXISTS (SELECT 1 FROM intake_textpart p WHERE p.id = intake_textclaim.part_id)",
    "intake_claimdecision": "EXISTS (SELECT 1 FROM intake_textclaim c WHERE c.id = intake_claimdecision.claim_id)",
}
OWN_NAME = f"by_id = {UID}"
ADDED = {
    # a liaison's reports lie in a compartment of the party
    "intake_report": f"{HANDS_IN} AND (({CIRCLE} AND NOT {LIAISON}) OR {OWN_CIRCLE}) AND {OWN.format('intake_report')}",
    "intake_sourceidentity": f"{HANDS_IN} AND EXISTS (SELECT 1 FROM intake_report r "
    "JOIN intake_submission s ON s.id = r.submission_id "
    f"WHERE r.report_id = intake_sourceidentity.report_id AND s.by_id = {UID})",
    "casework_incident": f"{IN_FIELD} AND {CIRCLE}",
    "casework_event": f"{IN_MISSION} AND by = (SELECT truceline_name()) AND {OF_INCIDENT.format('casework_event')}",
    "casework_question": f"{OFFICER} AND put_by_id = {UID} AND (SELECT i.compartment IS NULL FROM casework_incident i "
    "WHERE i.incident_id = casework_question.incident_id)",
    "casework_reply": f"{OFFICER} AND {OWN_NAME} AND kind IN ('withdrawn', 'extended') "
    "AND (SELECT true FROM casework_question q WHERE q.id = casework_reply.question_id)",
    "casework_releasedanswer": f"{OFFICER} AND {OWN_NAME} AND {OF_INCIDENT.format('casework_releasedanswer')}",
    "casework_dissent": f"({IN_FIELD} OR {LIAISON}) AND {OWN_NAME} "
    f"AND party = (SELECT u.party FROM accounts_user u WHERE u.id = {UID}) "
    f"AND {OF_INCIDENT.format('casework_dissent')}",
    "casework_judged": f"{IN_FIELD} AND {OWN_NAME} AND {CIRCLE}",
    "casework_correction": f"{DECIDES} AND {OWN_NAME} AND {CIRCLE} AND {AS_ITS_REPORT.format('casework_correction')}",
    "casework_correctiondecision": f"({DECIDES}) AND {OWN_NAME} AND EXISTS (SELECT 1 FROM casework_correction c "
    "WHERE c.correction_id = casework_correctiondecision.correction_id)",
    "casework_hypothesis": f"{IN_FIELD} AND {OWN_NAME} AND {OF_INCIDENT.format('casework_hypothesis')}",
    "casework_weighing": f"{IN_FIELD} AND {OWN_NAME} AND {OF_HYPOTHESIS.format('casework_weighing')}",
    "casework_setaside": f"{IN_FIELD} AND {OWN_NAME} AND {OF_HYPOTHESIS.format('casework_setaside')}",
    "casework_savedview": f"{IN_MISSION} AND {OWN_NAME}",
    "evidence_item": f"{HANDS_IN} AND received_by_id = {UID} AND ({AS_ITS_REPORT.format('evidence_item')} "
    f"OR ({IN_FIELD} AND {AS_ITS_INCIDENT.format('evidence_item')}))",
    "hotline_call": f"{IN_FIELD} AND taken_by_id = {UID} AND {CIRCLE}",
    "hotline_calleridentity": f"{IN_FIELD} AND EXISTS (SELECT 1 FROM hotline_call c "
    f"WHERE c.call_id = hotline_calleridentity.call_id AND c.taken_by_id = {UID})",
    "hotline_calloutcome": f"{IN_FIELD} AND {OWN_NAME} AND EXISTS (SELECT 1 FROM hotline_call c "
    "WHERE c.call_id = hotline_calloutcome.call_id)",
    "intake_submission": f"{HANDS_IN} AND {OWN_NAME}",
    "intake_reject": f"{IN_FIELD} AND {OWN.format('intake_reject')}",
    "intake_upload": f"{IN_FIELD} AND {OWN_NAME} AND (compartment = '' OR {OWN_CIRCLE})",
    "intake_sourcetext": f"{IN_FIELD} AND {OWN_NAME} AND {CIRCLE}",
    "intake_textpart": f"{IN_FIELD} AND {OWN_TEXT.format('intake_textpart')}",
    "intake_textclaim": f"{IN_FIELD} AND EXISTS (SELECT 1 FROM intake_textpart p JOIN intake_sourcetext t "
    f"ON t.id = p.text_id WHERE p.id = intake_textclaim.part_id AND t.by_id = {UID})",
    "intake_claimdecision": f"{IN_FIELD} AND {OWN_NAME} AND EXISTS (SELECT 1 FROM intake_textclaim c "
    "WHERE c.id = intake_claimdecision.claim_id)",
}
CHANGED = {
    "casework_incident": f"{IN_MISSION} AND {CIRCLE}",
    "casework_openpair": f"{IN_FIELD} AND {CIRCLE}",
    "casework_listedoutcome": f"{IN_FIELD} AND {CIRCLE}",
    "casework_savedview": f"{IN_MISSION} AND {OWN_NAME}",
    "casework_member": f"{IN_FIELD} AND {OF_ONE_CIRCLE}",
    "intake_submission": f"{HANDS_IN} AND {OWN_NAME}",
    "intake_upload": f"{IN_FIELD} AND {OWN_NAME}",
}

# The tables on which all of this rests: whoever could write them would be inside every compartment. They are read by
# the way in itself, before it is known who asks.
OTHERS_ONLY = f"{MANAGES} AND user_id <> {UID}"
PEOPLE_SEEN = {
    "accounts_user": "true",
    "accounts_user_compartments": f"{MANAGES} OR user_id = {UID}",
    "accounts_compartment": "true",
    "accounts_invitation": "true",
    "accounts_invitation_compartments": "true",
    "accounts_token": "true",
    "accounts_deployment": "true",
    "accounts_passwordreset": MANAGES,  # who has a link is not signed in: the engine looks it up
}
PEOPLE_ADDED = {
    "accounts_passwordreset": f"{MANAGES} AND made_by_id = {UID} AND person_id <> {UID}",
    "accounts_user_compartments": OTHERS_ONLY,
    "accounts_invitation": f"{MANAGES} AND invited_by_id = {UID}",
    "accounts_invitation_compartments": MANAGES,
    "accounts_token": f"{HANDS_IN} AND user_id = {UID}",
}
PEOPLE_CHANGED = {
    "accounts_user": "true",  # a sign-in renews what is one's own; a trigger keeps role, party and whether it is open
    "accounts_token": f"user_id = {UID}",
}
PEOPLE_REMOVED = {"accounts_user_compartments": OTHERS_ONLY}
