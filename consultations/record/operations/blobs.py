"""Public texts too long for a leaf: decisions and import files."""

from __future__ import annotations

import hashlib

from django.db import transaction

from consultations.record.models import Blob


def store_blob(body: bytes) -> str:
    """Keeps ``body`` inside the caller's transaction and returns its SHA-256 in hexadecimal, for the event's data."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a blob belongs to the transaction of the event that names it")
    sha256 = hashlib.sha256(body).hexdigest()
    Blob.objects.bulk_create([Blob(sha256=sha256, body=body)], ignore_conflicts=True)
    return sha256
