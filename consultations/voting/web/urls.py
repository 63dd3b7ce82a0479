"""Addresses of ballots and results."""

from __future__ import annotations

from django.urls import path

from consultations.voting.web.views import ballot, results

app_name = "voting"
urlpatterns = [
    path("consultations/<slug:slug>/vote/<int:pk>/", ballot.vote, name="vote"),
    path("consultations/<slug:slug>/vote/<int:pk>/results/", results.results, name="results"),
    path("consultations/<slug:slug>/vote/<int:pk>/results/ballots.csv", results.ballots_table, name="ballots"),
]
