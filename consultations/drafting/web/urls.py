"""Addresses of proposals that are being written."""

from __future__ import annotations

from django.urls import path

from consultations.drafting.web.views import drafts, propose, writers

app_name = "drafting"
urlpatterns = [
    path("consultations/<slug:slug>/propose/", propose.propose, name="propose"),
    path("consultations/<slug:slug>/propose/keep/", propose.keep, name="begin"),
    path("consultations/<slug:slug>/propose/similar/", propose.similar, name="similar"),
    path("drafts/join/<str:token>/", writers.join, name="join"),
    path("drafts/<uuid:public_id>/", drafts.draft, name="draft"),
    path("drafts/<uuid:public_id>/answer/", writers.answer, name="answer"),
    path("drafts/<uuid:public_id>/delete/", drafts.delete, name="delete"),
    path("drafts/<uuid:public_id>/files/<slug:name>/", drafts.file, name="file"),
    path("drafts/<uuid:public_id>/files/<slug:name>/<int:width>/", drafts.file, name="picture"),
    path("drafts/<uuid:public_id>/keep/", drafts.keep, name="keep"),
    path("drafts/<uuid:public_id>/writers/", writers.writers, name="writers"),
]
