"""Addresses of a person's own pages."""

from __future__ import annotations

from django.urls import path

from consultations.people.web.views import ladder, me, messages, privacy, registrar

app_name = "people"
urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/data/", privacy.data, name="data"),
    path("me/data/download/", privacy.download, name="download"),
    path("me/delete/", privacy.delete, name="delete"),
    path("me/hearing/", messages.hearing, name="hearing"),
    path("me/messages/", messages.inbox, name="messages"),
    path("me/messages/<int:pk>/", messages.message, name="message"),
    path("me/verification/", ladder.verification, name="verification"),
    path("me/verification/code/", ladder.code, name="verification_code"),
    path("me/verification/letter/", ladder.letter, name="verification_letter"),
    path("me/verification/number/", ladder.number, name="verification_number"),
    path("registrar/", registrar.registrar, name="registrar"),
    path("registrar/confirm/", registrar.confirm, name="registrar_confirm"),
    path("registrar/letters/", registrar.letters, name="registrar_letters"),
    path("registrar/standing/", registrar.standing, name="registrar_standing"),
    path("registrar/standing/<int:pk>/end/", registrar.end, name="registrar_end"),
    path("stop/<str:token>/", messages.stop, name="stop"),
    path("privacy/", privacy.privacy, name="privacy"),
]
