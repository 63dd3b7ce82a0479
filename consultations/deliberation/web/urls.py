"""Addresses of consultations and contributions."""

from __future__ import annotations

from django.urls import path

from consultations.deliberation.web.feeds import NewestContributions
from consultations.deliberation.web.views import (
    about_you,
    authors,
    consultations,
    contributions,
    costs,
    endorsing,
    files,
    giving,
    map,
    merging,
    numbers,
    quoting,
    service,
    splitting,
    suggesting,
)

app_name = "deliberation"
urlpatterns = [
    path("consultations/", consultations.index, name="consultations"),
    path("consultations/<slug:slug>/", consultations.consultation, name="consultation"),
    path("consultations/<slug:slug>/service/", service.service, name="service"),
    path("consultations/<slug:slug>/service/<slug:field>/", service.service_field, name="service_field"),
    path("consultations/<slug:slug>/calendar.ics", consultations.phases_calendar, name="calendar"),
    path("consultations/<slug:slug>/map/", map.map_page, name="map"),
    path("consultations/<slug:slug>/map/outlines.json", map.outlines, name="outlines"),
    path("consultations/<slug:slug>/map/points.json", map.points, name="points"),
    path("consultations/<slug:slug>/numbers/", numbers.numbers, name="numbers"),
    path("consultations/<slug:slug>/numbers/about-you/", about_you.about_you, name="about_you"),
    path("consultations/<slug:slug>/numbers.csv", numbers.numbers_table, name="numbers_table"),
    path("consultations/<slug:slug>/feed.atom", NewestContributions(), name="feed"),
    path("contributions/<int:pk>/", contributions.contribution, name="contribution"),
    path("contributions/<int:pk>/answer/", suggesting.answering, name="answer_suggestion"),
    path("contributions/<int:pk>/authors/", authors.authors, name="authors"),
    path("contributions/<int:pk>/comment/", giving.comment, name="comment"),
    path("contributions/<int:pk>/cost/", costs.cost, name="cost"),
    path("contributions/<int:pk>/edit/", contributions.edit, name="edit"),
    path("contributions/<int:pk>/endorse/", endorsing.endorsing, name="endorse"),
    path("contributions/<int:pk>/files/<slug:name>/", files.file, name="file"),
    path("contributions/<int:pk>/files/<slug:name>/<int:width>/", files.file, name="picture"),
    path("contributions/<int:pk>/join/", authors.joining, name="join_authors"),
    path("contributions/<int:pk>/leave/", suggesting.leaving, name="leave"),
    path("contributions/<int:pk>/merge/", merging.merging, name="merge"),
    path("contributions/<int:pk>/move/", splitting.moving_comment, name="move_comment"),
    path("contributions/<int:pk>/move-support/", splitting.moving_support, name="move_support"),
    path("contributions/<int:pk>/object/", merging.objecting, name="object"),
    path("contributions/<int:pk>/quoting/", quoting.quoting, name="quoting"),
    path("contributions/<int:pk>/revisions/", contributions.revisions, name="revisions"),
    path("contributions/<int:pk>/split/", splitting.splitting, name="split"),
    path("contributions/<int:pk>/suggest/", suggesting.suggesting, name="suggest"),
    path("contributions/<int:pk>/suggestions/", suggesting.suggestions, name="suggestions"),
    path("contributions/<int:pk>/support/", giving.supporting, name="support"),
    path("contributions/<int:pk>/withdraw/", contributions.withdrawal, name="withdraw"),
    path("organisations/", endorsing.organisations, name="organisations"),
]
