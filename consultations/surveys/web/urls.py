"""Addresses below a consultation."""

from __future__ import annotations

from django.urls import path

from consultations.surveys.web.views import answering, results, sheets, surveys

app_name = "surveys"

urlpatterns = [
    path("consultations/<slug:slug>/survey/", surveys.index, name="index"),
    path("consultations/<slug:slug>/survey/<int:survey>/", surveys.survey, name="survey"),
    path("consultations/<slug:slug>/survey/<int:survey>/page/<int:number>/", answering.page, name="page"),
    path("consultations/<slug:slug>/survey/<int:survey>/check/", answering.check, name="check"),
    path("consultations/<slug:slug>/survey/<int:survey>/preview/", answering.preview, name="preview"),
    path("consultations/<slug:slug>/survey/<int:survey>/sheets/", sheets.sheets, name="sheets"),
    path("consultations/<slug:slug>/survey/<int:survey>/results/", results.results, name="results"),
    path(
        "consultations/<slug:slug>/survey/<int:survey>/published/<int:question>/", results.published, name="published"
    ),
    path(
        "consultations/<slug:slug>/survey/<int:survey>/discussed/<int:question>/", surveys.discussed, name="discussed"
    ),
    path("consultations/<slug:slug>/survey/<int:survey>/results.csv", results.table, name="results_table"),
]
