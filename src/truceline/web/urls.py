"""Addresses. Each view names its operation, or DenyByDefault refuses it."""

from __future__ import annotations

from django.urls import include, path, register_converter

from truceline.web import problem_pages
from truceline.web.accounts import views as accounts
from truceline.web.agreements import views as agreements
from truceline.web.api import api
from truceline.web.audit import views as audit
from truceline.web.casework import correction_views as corrections
from truceline.web.casework import hypothesis_views as hypotheses
from truceline.web.casework import judging_views as judging
from truceline.web.casework import list_views as lists
from truceline.web.casework import progress
from truceline.web.casework import question_views as questions
from truceline.web.casework import views as casework
from truceline.web.evidence import views as evidence
from truceline.web.hotline import views as hotline
from truceline.web.intake import text_views as texts
from truceline.web.intake import views as intake
from truceline.web.maps import views as maps
from truceline.web.metrics import metrics
from truceline.web.opaque import Opaque

handler400 = problem_pages.not_read
handler403 = problem_pages.refused
handler404 = problem_pages.not_found
handler500 = problem_pages.broken

register_converter(Opaque, "opaque")

urlpatterns = [
    path("", accounts.home, name="home"),
    path("health", problem_pages.health, name="health"),
    path("metrics", metrics, name="metrics"),
    path("ready", problem_pages.ready, name="ready"),
    path("language/", include("django.conf.urls.i18n")),
    path("account/", accounts.account, name="account"),
    path("account/", include("allauth.urls")),
    path("me/", accounts.me, name="me"),
    path("me/tokens/", accounts.tokens, name="tokens"),
    path("join/<str:secret>/", accounts.join, name="join"),
    path("new-password/<str:secret>/", accounts.new_password, name="new-password"),
    path("people/", accounts.people, name="people"),
    path("people/<int:pk>/", accounts.person, name="person"),
    path("log/", audit.log, name="audit-log"),
    path("api/", api.urls),
    path("intake/report/", intake.report_new, name="report-new"),
    path("intake/<opaque:pk>/", intake.receipt, name="receipt"),
    path("intake/<opaque:pk>/rejects.csv", intake.rejects_csv, name="rejects"),
    path("intake/table/", intake.upload_new, name="upload-new"),
    path("intake/table/<int:pk>/", intake.upload, name="upload"),
    path("intake/text/", texts.text_new, name="text-new"),
    path("intake/text/<int:pk>/", texts.text_page, name="text"),
    path("intake/text/<int:pk>/claims/<int:claim>/", texts.claim_decide, name="text-claim"),
    path("hotline/", hotline.call_list, name="call-list"),
    path("hotline/new/", hotline.call_new, name="call-new"),
    path("hotline/<str:call_id>/", hotline.call_page, name="call"),
    path("hotline/<str:call_id>/report/", hotline.call_report, name="call-report"),
    path("hotline/<str:call_id>/close/", hotline.call_close, name="call-close"),
    path("hotline/<str:call_id>/caller/", hotline.caller, name="call-caller"),
    path("incidents/", casework.incident_list, name="incident-list"),
    path("incidents/views/", lists.views, name="saved-views"),
    path("incidents/bulk/", lists.bulk, name="incident-bulk"),
    path("incidents/work/", progress.work, name="incident-work"),
    path("incidents/map/", maps.incident_map, name="incident-map"),
    path("incidents/map/data.json", maps.map_data, name="map-data"),
    path("incidents/map/basemap.json", maps.basemap, name="basemap"),
    path("incidents/<str:incident_id>/", casework.incident_page, name="incident"),
    path("incidents/<str:incident_id>/assessment/", progress.assessment, name="incident-assessment"),
    path("incidents/<str:incident_id>/step/", casework.incident_step, name="incident-step"),
    path("incidents/<str:incident_id>/regroup/", judging.regroup, name="incident-regroup"),
    path("incidents/<str:incident_id>/correct/<str:report_id>/", corrections.correct, name="correct"),
    path("corrections/<str:correction_id>/", corrections.correction, name="correction"),
    path("incidents/<str:incident_id>/hypotheses/", hypotheses.hypothesis_page, name="hypotheses"),
    path("judge/", judging.judge_page, name="judge"),
    path("judge/step/", judging.judge_step, name="judge-step"),
    path("questions/", questions.question_list, name="question-list"),
    path("questions/<opaque:pk>/", questions.question_page, name="question"),
    path("questions/<opaque:pk>/step/", questions.question_step, name="question-step"),
    path("agreements/", agreements.agreement_list, name="agreement-list"),
    path("agreements/<str:agreement_id>/", agreements.agreement_page, name="agreement"),
    path("actors/", agreements.actor_list, name="actor-list"),
    path("actors/<str:actor_id>/", agreements.actor_page, name="actor"),
    path("binding/", agreements.binding, name="binding"),
    path("places/", agreements.place_list, name="place-list"),
    path("incidents/<str:incident_id>/evidence/", evidence.attach_to_incident, name="incident-attach"),
    path("incidents/<str:incident_id>/export/", evidence.export, name="incident-export"),
    path("reports/<str:report_id>/evidence/", evidence.attach_to_report, name="report-attach"),
    path("evidence/<str:evidence_id>/", evidence.item_page, name="evidence"),
    path("evidence/<str:evidence_id>/copy/", evidence.copy, name="evidence-copy"),
    path("evidence/<str:evidence_id>/original/", evidence.original, name="evidence-original"),
    path("reports/", intake.report_list, name="report-list"),
    path("reports/<str:report_id>/", intake.report_page, name="report-page"),
    path("reports/<str:report_id>/source/", intake.source, name="report-source"),
]
