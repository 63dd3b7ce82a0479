"""Collect: everyone writes notes. Settings: ``notes``, most per person, 0 for any number."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from realtime.domain.activity import Activity
from realtime.domain.rules import Method, NoteRule, whole_of


def _most(activity: Activity) -> int:
    return whole_of(activity, "notes", least=0, most=100, default=0)


METHOD = Method("collect", _("Collect notes"), check=_most, notes=NoteRule(most=_most))
