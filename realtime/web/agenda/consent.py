"""Setting up a consent decision: the proposal is the step's question."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from realtime.web.agenda.editor import Editor

EDITOR = Editor(
    _("Ask for consent"),
    _("Everyone agrees, has reservations, stands aside or objects with a reason. Write the proposal as the question."),
)
