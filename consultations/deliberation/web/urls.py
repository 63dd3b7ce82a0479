"""Addresses of consultations and contributions."""

from __future__ import annotations

from django.urls import path

from consultations.deliberation.web.views import consultations, contributions

app_name = "deliberation"
urlpatterns = [
    path("consultations/", consultations.index, name="consultations"),
    path("consultations/<slug:slug>/", consultations.consultation, name="consultation"),
    path("contributions/<int:pk>/", contributions.contribution, name="contribution"),
]
