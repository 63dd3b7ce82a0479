"""Addresses of opinion rounds, below their consultation."""

from __future__ import annotations

from django.urls import path

from consultations.opinions.web.views import adding, answering, mapped

app_name = "opinions"
urlpatterns = [
    path("consultations/<slug:slug>/opinions/", answering.answering, name="round"),
    path("consultations/<slug:slug>/opinions/statements/", answering.statements, name="statements"),
    path("consultations/<slug:slug>/opinions/add/", adding.add, name="add"),
    path("consultations/<slug:slug>/opinions/map/", mapped.opinion_map, name="map"),
    path("consultations/<slug:slug>/opinions/map.csv", mapped.table, name="table"),
]
