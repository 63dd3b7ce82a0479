"""Pages about what can be taken along."""

from __future__ import annotations

from django.urls import path

from consultations.exchange.web.views import data

app_name = "exchange"
urlpatterns = [path("consultations/<slug:slug>/data/", data.data, name="data")]
