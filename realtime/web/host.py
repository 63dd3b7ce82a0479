"""The attributes of ``<live-room>``: everything that its program needs to know and cannot read off the page."""

from __future__ import annotations

from collections.abc import Iterable

from django.forms.utils import flatatt
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from realtime.models import Session
from realtime.queries.board import Step


def host_attributes(session: Session, steps: Iterable[Step]) -> SafeString:
    """With a space before the first. ``agenda`` names each step as id:method:dots; ``words-…`` are what it says."""
    words = {f"words-{name}": word for name, word in {**_of_the_line(), **_of_the_room()}.items()}
    agenda = " ".join(f"{step.activity.id}:{step.activity.method}:{_dots(step)}" for step in steps)
    return flatatt({"code": session.code, "language": get_language(), "agenda": agenda, **words})


def _dots(step: Step) -> int:
    return int(step.activity.settings.get("dots", 0))


def _of_the_line() -> dict[str, str]:
    return {
        "online": _("Connected"),
        "connecting": _("Connecting…"),
        "offline": _("No connection. What you write is kept here and sent later."),
        "sending": _("Sending…"),
        "ended": _("You are signed out. Reload the page."),
    }


def _of_the_room() -> dict[str, str]:
    """``{n}`` and ``{title}`` are filled in by the program."""
    return {
        "new": _("New notes: {n}"),
        "opened": _("Now: {title}"),
        "closed": _("Closed, with its result on this page: {title}"),
        "answered": _("Your answer is saved."),
        "over": _("Time is up"),
        "left": _("Dots left: {n}"),
        "yours": _("Your dots: {n}"),
        "all": _("Dots of everyone: {n}"),
        "answers": _("Answers: {n}"),
        "notes": _("Notes: {n}"),
        "parked": _("Parked"),
        "alone": _("Under no theme"),
    }
