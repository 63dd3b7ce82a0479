"""Addresses of ballots and results."""

from __future__ import annotations

from django.urls import path

from consultations.voting.web.views import ballot, by_code, paper, results, secret

app_name = "voting"
urlpatterns = [
    path("consultations/<slug:slug>/vote/<int:pk>/", ballot.vote, name="vote"),
    path("consultations/<slug:slug>/vote/<int:pk>/code/", by_code.vote, name="by_code"),
    path("consultations/<slug:slug>/vote/<int:pk>/paper/", paper.paper, name="paper"),
    path("consultations/<slug:slug>/vote/<int:pk>/paper/take-back/", paper.take_back, name="take_back"),
    path("consultations/<slug:slug>/vote/<int:pk>/ballots/", secret.find, name="find"),
    path("consultations/<slug:slug>/vote/<int:pk>/ballots/<slug:sha256>/", secret.ballot, name="ballot"),
    path("consultations/<slug:slug>/vote/<int:pk>/results/", results.results, name="results"),
    path("consultations/<slug:slug>/vote/<int:pk>/results/ballots.csv", results.ballots_table, name="ballots"),
]
