"""Addresses of a person's own pages."""

from __future__ import annotations

from django.urls import path

from consultations.people.web.views import me, messages, privacy

app_name = "people"
urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/data/", privacy.data, name="data"),
    path("me/data/download/", privacy.download, name="download"),
    path("me/delete/", privacy.delete, name="delete"),
    path("me/hearing/", messages.hearing, name="hearing"),
    path("me/messages/", messages.inbox, name="messages"),
    path("me/messages/<int:pk>/", messages.message, name="message"),
    path("stop/<str:token>/", messages.stop, name="stop"),
    path("privacy/", privacy.privacy, name="privacy"),
]
