"""The record for machines: addresses without a language."""

from __future__ import annotations

from django.urls import path

from consultations.record.web.views import log, receipts, verify

app_name = "log"
urlpatterns = [
    path("record/<int:epoch>/checkpoint", log.checkpoint, name="checkpoint"),
    path("record/<int:epoch>/witnessed", log.witnessed, name="witnessed"),
    path("record/<int:epoch>/vkey", log.vkey, name="vkey"),
    path("record/<int:epoch>/tile/<path:path>", log.tile, name="tile"),
    path("record/<int:epoch>/blob/<str:sha256>", log.blob, name="blob"),
    path("record/<int:epoch>/disclosures/<uuid:public_id>", log.disclosures, name="disclosures"),
    path("record/receipts/<uuid:public_id>.tlog-proof", receipts.public_receipt, name="receipt-file"),
    path("record/receipts/<uuid:public_id>/full", receipts.full_receipt, name="full-receipt"),
    path("record/receipts/<uuid:public_id>/status", receipts.status, name="receipt-status"),
    path("record/participate-verify.pyz", verify.program, name="verifier"),
    path("record/schemas/", log.schemas, name="schemas"),
    path("record/schemas/<str:name>.json", log.schema, name="schema"),
]
