"""The record for people, in their language."""

from __future__ import annotations

from django.urls import path

from consultations.record.web.views import explaining, explorer, receipts, takeaway, verify

app_name = "record"
urlpatterns = [
    path("record/", explorer.index, name="index"),
    path("record/entries.atom", takeaway.Entries(), name="feed"),
    path("record/entries.csv", takeaway.table, name="table"),
    path("record/entries/<int:epoch>/<int:index>/", explorer.entry, name="entry"),
    path("record/how/", explaining.how, name="how"),
    path("record/how/experts/", explaining.threats, name="threats"),
    path("record/receipts/<uuid:public_id>/", receipts.receipt, name="receipt"),
    path("record/verify/", verify.verify, name="verify"),
    path("record/verify/file/", verify.file, name="verify-file"),
]
