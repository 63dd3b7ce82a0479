"""Addresses of a person's own pages."""

from __future__ import annotations

from django.urls import path

from consultations.people.web.views import me, privacy

app_name = "people"
urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/data/", privacy.data, name="data"),
    path("me/data/download/", privacy.download, name="download"),
    path("me/delete/", privacy.delete, name="delete"),
    path("privacy/", privacy.privacy, name="privacy"),
]
