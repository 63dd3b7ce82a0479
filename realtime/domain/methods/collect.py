"""Collect: everyone writes notes. Settings: ``notes``, most per person, 0 for any number; ``names``, whose stand beside
them: nobody's, those of people who want it (``who_wants``), or ``everybody``'s."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from realtime.domain.activity import Activity
from realtime.domain.rules import Method, NoteRule, one_of, whole_of


def _most(activity: Activity) -> int:
    return whole_of(activity, "notes", least=0, most=100, default=0)


def _check(activity: Activity) -> None:
    _most(activity)
    one_of(activity, "names", "nobody", "who_wants", "everybody", default="nobody")


METHOD = Method("collect", _("Collect notes"), check=_check, notes=lambda activity: NoteRule(most=_most(activity)))
