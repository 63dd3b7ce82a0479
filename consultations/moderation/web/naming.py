"""How fact notes are called where the record speaks of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from consultations.moderation.models import FactNote
from consultations.record.naming import Thing


def fact_notes(keys: Collection[str], visitor: Any) -> Mapping[str, Thing]:
    wanted = [int(key) for key in keys if key.isdigit()]
    found = FactNote.objects.filter(pk__in=wanted).order_by()
    return {
        str(note.pk): Thing(_("Fact note %(number)d") % {"number": note.pk}, note.get_absolute_url()) for note in found
    }
