"""Setting up a step in which notes are grouped."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from realtime.web.agenda.editor import Editor

EDITOR = Editor(
    _("Group into themes"), _("You put the notes under themes, merge what is alike, park the rest."), minutes=10
)
