"""Addresses of decisions and coverage."""

from __future__ import annotations

from django.urls import path

from consultations.decisions.web.views import coverage, decisions, flow

app_name = "decisions"
urlpatterns = [
    path("consultations/<slug:slug>/coverage/", coverage.coverage, name="coverage"),
    path("consultations/<slug:slug>/decisions/<slug:dslug>/", decisions.decision, name="decision"),
    path("consultations/<slug:slug>/decisions/<slug:dslug>/passages/<int:sid>/", decisions.passage, name="passage"),
    path("consultations/<slug:slug>/decisions/<slug:dslug>/changes/", decisions.changes, name="changes"),
    path("consultations/<slug:slug>/decisions/<slug:dslug>/flow/", flow.flow, name="flow"),
]
