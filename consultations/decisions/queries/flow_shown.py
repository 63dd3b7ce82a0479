"""The flow in the reader's language and way of reading, for every page that draws it."""

from __future__ import annotations

from django.utils.translation import get_language, get_language_bidi, ngettext
from django.utils.translation import gettext as _

from consultations.decisions.domain.flow import REST, Drawing, Name, draw, folded
from consultations.decisions.models import Decision, DecisionRevision
from consultations.decisions.queries.change_pages import change_pages
from consultations.decisions.queries.flow import Flow, Focus, Words, flow_of


def read(decision: Decision, older: DecisionRevision, newer: DecisionRevision, focus: Focus) -> Flow:
    """The flow in the reader's language."""
    words = Words(
        no_theme=_("Without a theme"),
        own_initiative=_("The city itself"),
        no_heading=_("Beginning of the text"),
        unexplained=_("No reason yet"),
    )
    return flow_of(
        decision,
        older,
        newer,
        language=get_language() or "en",
        words=words,
        page_of=change_pages(decision, older, newer).address,
        focus=focus,
    )


def picture(shown: Flow) -> Drawing:
    """Drawn from the largest boxes of each column; what is left is one box that says how many it stands for."""
    streams, together = folded(shown.streams)
    rest = {
        (column, REST): Name(ngettext("%(number)s other", "%(number)s others", number) % {"number": number})
        for column, number in together.items()
    }
    return draw(streams, {**shown.names, **rest}, right_to_left=get_language_bidi())


def heads(focus: Focus) -> list[str]:
    if focus:
        return [_("Contribution"), _("Theme"), _("Change"), _("Passage")]
    return [_("How it was given"), _("Theme"), _("Change"), _("Part of the text")]
