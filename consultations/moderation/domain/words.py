"""Decisions as sentences."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.moderation.domain.rules import RULES
from consultations.moderation.enums import Action, Concern, Ground

# What the record calls the steps of a fact note; it does not restrict the text.
NOTE_ACTIONS = (
    ("note", gettext_lazy("Fact note")),
    ("note_changed", gettext_lazy("Fact note changed after an objection")),
    ("note_withdrawn", gettext_lazy("Fact note withdrawn after an objection")),
)


def what_it_does(action: str) -> str:
    return {
        Action.NONE: _("The contribution stays as it is."),
        Action.LABEL: _("The contribution stays, with a note beside it."),
        Action.HIDE: _("The contribution is hidden."),
        Action.RESTORE: _("The contribution is shown again."),
    }[Action(action)]


def grounds(ground: str, concern: str, law: str) -> str:
    """The rule or the law, or nothing for a decision that restricts nothing."""
    if ground == Ground.LAW:
        return _("Law: %(law)s") % {"law": law}
    if ground == Ground.RULES:
        return _("Rule: %(rule)s") % {"rule": RULES[Concern(concern)]}
    return ""
