"""Addresses of reports, the moderators' desk, appeals and the public log."""

from __future__ import annotations

from django.urls import path

from consultations.moderation.web.views import appeals, desk, fact_notes, log, reports

app_name = "moderation"
urlpatterns = [
    path("contributions/<int:pk>/report/", reports.report, name="report"),
    path("contributions/<int:pk>/note/", fact_notes.write, name="write_note"),
    path("moderation/notes/<int:pk>/", fact_notes.note, name="fact_note"),
    path("moderation/objections/<int:pk>/", fact_notes.objection, name="objection"),
    path("moderation/", desk.desk, name="desk"),
    path("moderation/cases/<int:pk>/", desk.case, name="case"),
    path("moderation/cases/<int:pk>/appeal/", appeals.appeal, name="appeal"),
    path("moderation/cases/<int:pk>/files/<slug:name>/", desk.case_file, name="file"),
    path("moderation/cases/<int:pk>/files/<slug:name>/<int:width>/", desk.case_file, name="picture"),
    path("moderation/log/", log.log, name="log"),
    path("moderation/reports/", reports.follow, name="reports"),
    path("moderation/reports/sent/", reports.sent, name="sent"),
]
