"""How a facilitator sets up a step: for each method one module with an ``EDITOR``, gathered in ``EDITORS``.

To add a method, write ``realtime/web/agenda/<method>.py``::

    class SpeakForm(forms.Form):
        minutes_each = forms.IntegerField(label=_("Minutes for each speaker"), min_value=1, max_value=10, initial=2)

        @classmethod
        def begin_with(cls, settings: Mapping[str, Any]) -> dict[str, Any]:
            return {"minutes_each": settings["seconds_each"] // 60}      # settings of a step → initial of the form

        def settings(self) -> dict[str, Any]:
            return {"seconds_each": self.cleaned_data["minutes_each"] * 60}     # valid form → what Method.check reads

    EDITOR = Editor(_("Speaking in turn"), _("People ask for the floor; who has not spoken comes first."), SpeakForm)

and add it below. A method without settings gives no form: ``Editor(name, about)``. Every step has a title, a purpose
and minutes, asked by realtime/web/agenda/step.py on the same page: no field of yours may have these names. A method
whose steps put no question says ``asks=False``, one that is not timed ``minutes=0``. The form's ``clean`` must refuse
whatever ``Method.check`` would: each error beside its field, in words for a person.
"""

from __future__ import annotations

from realtime.web.agenda import (
    breakouts,
    checkin,
    collect,
    consent,
    group,
    inform,
    opinion,
    poll,
    prioritise,
    speak,
    write,
)
from realtime.web.agenda.editor import Editor

EDITORS: dict[str, Editor] = {
    "checkin": checkin.EDITOR,
    "collect": collect.EDITOR,
    "group": group.EDITOR,
    "prioritise": prioritise.EDITOR,
    "poll": poll.EDITOR,
    "opinion": opinion.EDITOR,
    "consent": consent.EDITOR,
    "speak": speak.EDITOR,
    "inform": inform.EDITOR,
    "breakouts": breakouts.EDITOR,
    "write": write.EDITOR,
}
