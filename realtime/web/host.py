"""The attributes of ``<live-room>``: everything that its program needs to know and cannot read off the page."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.forms.utils import flatatt
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from realtime.domain.activity import Activity
from realtime.domain.methods import METHODS
from realtime.domain.methods.consent import NO_OBJECTION, OBJECTIONS
from realtime.domain.methods.poll import RULES_AGREE, RULES_DIFFER
from realtime.domain.room import ON_BOARD, Room
from realtime.models import Session
from realtime.queries.board import Step
from realtime.queries.methods.breakouts import of_the_groups
from realtime.queries.methods.inform import of_the_slides
from realtime.queries.methods.speak import of_the_floor
from realtime.web.forms import FAULTS


def host_attributes(session: Session, room: Room, steps: Iterable[Step]) -> SafeString:
    """With a space before the first. ``agenda`` is JSON: each step's id, method and what its program has to know of its
    settings; ``revised``: the agenda's version on this page; ``words-…`` are what it says."""
    said = {**_of_the_line(), **_of_the_room(), **of_the_floor(), **of_the_slides(), **of_the_groups()}
    words = {f"words-{name}": word for name, word in said.items()}
    agenda = json.dumps([_told(step.activity) for step in steps], separators=(",", ":"))
    return flatatt(
        {"code": session.code, "language": get_language(), "agenda": agenda, "revised": room.revised, **words}
    )


def _told(activity: Activity) -> dict[str, Any]:
    board = activity.method in ON_BOARD
    return {
        "id": activity.id,
        "method": activity.method,
        "seconds": activity.seconds,
        "board": board,
        **METHODS[activity.method].host(activity),
    }


def _of_the_line() -> dict[str, str]:
    return {
        "online": _("Connected"),
        "connecting": _("Connecting…"),
        "offline": _("No connection. What you write is kept here and sent later."),
        "sending": _("Sending…"),
        "ended": _("Your place in this room has changed. Reload the page."),
    }


def _of_the_room() -> dict[str, str | Promise]:
    """``{n}`` and ``{title}`` are filled in by the program."""
    return {
        "new": _("New notes: {n}"),
        "opened": _("Now: {title}"),
        "closed": _("Closed, with its result on this page: {title}"),
        "answered": _("Your answer is saved."),
        "minute": _("One minute left"),
        "over": _("Time is up"),
        "paused": _("paused"),
        "left": _("Dots left: {n}"),
        "yours": _("Your dots: {n}"),
        "all": _("Dots of everyone: {n}"),
        "answers": _("Answers: {n}"),
        "notes": _("Notes: {n}"),
        "parked": _("Parked"),
        "alone": _("Under no theme"),
        "choose": _("Choose an answer first."),
        "twice": FAULTS["twice"],
        "progress": _("Answered: {n} of {total}"),
        "rules_agree": RULES_AGREE,
        "rules_differ": RULES_DIFFER,
        "nobody_objects": NO_OBJECTION,
        "objections": OBJECTIONS,
    }
