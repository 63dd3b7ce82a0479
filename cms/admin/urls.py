"""Addresses of the desk, under /cms/desk/."""

from __future__ import annotations

from django.urls import path

from cms.admin.views import consultations

urlpatterns = [
    path("", consultations.index, name="consultations"),
    path("new/", consultations.create, name="create"),
    path("<slug:slug>/", consultations.show, name="consultation"),
    path("<slug:slug>/edit/", consultations.edit, name="edit"),
    path("<slug:slug>/open/", consultations.open_, name="open"),
    path("<slug:slug>/close/", consultations.close, name="close"),
]
