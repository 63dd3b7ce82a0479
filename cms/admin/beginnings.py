"""What a new consultation can begin from: a usual course, one that the city saved, or another consultation.

The form carries ``course:<key>``, ``saved:<number>`` or ``like:<slug>``; what comes along is read again at sending.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.admin.presets import COURSES, FIRST_COURSE
from cms.models import SavedCourse
from cms.queries.courses import Course, course_of, phase_rows
from consultations.deliberation.models import Consultation


@dataclass(frozen=True)
class Beginning:
    """Initial values of the form and of its phases; ``comes_along``: what else there will be, in words."""

    words: dict[str, Any]
    phases: list[dict[str, Any]]
    comes_along: Sequence[str]


def saved_courses() -> QuerySet[SavedCourse]:
    return SavedCourse.objects.only("pk", "name")


def beginning(request: HttpRequest) -> Beginning:
    """As the address asks (``?course=``, ``?saved=``, ``?like=``); the first usual course where it asks for nothing."""
    asked = next((f"{kind}:{request.GET[kind]}" for kind in ("like", "saved", "course") if request.GET.get(kind)), "")
    course = begun_from(request, asked)
    if not course:
        asked, course = f"course:{FIRST_COURSE}", COURSES[FIRST_COURSE].course()
    language = course.get("language") or getattr(request.user, "language", "") or "en"
    themes = [
        names.get(language) or next(iter(names.values()), slug) for slug, names in course.get("themes", {}).items()
    ]
    words = {**course.get("words", {}), "language": language, "themes": "\n".join(themes), "begun": asked}
    return Beginning(
        {**words, "also_in": course.get("also_in", [])}, phase_rows(course, timezone.localtime()), list(_along(course))
    )


def begun_from(request: HttpRequest, asked: str) -> Course:
    """The course behind ``kind:name``; empty where there is none (any more)."""
    kind, _colon, name = asked.partition(":")
    if kind == "course" and name in COURSES:
        return COURSES[name].course()
    if kind == "saved" and name.isdecimal() and len(name) < 18:
        saved = SavedCourse.objects.filter(pk=int(name)).first()
        return dict(saved.course) if saved else {}
    if kind == "like":
        like = Consultation.objects.visible_to(request.user).filter(slug=name).first()
        return course_of(like, with_texts=True) if like else {}
    return {}


def _along(course: Course) -> Sequence[str]:
    surveys, votes = len(course.get("surveys", ())), len(course.get("votes", ()))
    told = []
    if surveys:
        told.append(ngettext("%(n)s survey", "%(n)s surveys", surveys) % {"n": surveys})
    if votes:
        told.append(ngettext("%(n)s vote", "%(n)s votes", votes) % {"n": votes})
    if course.get("card"):
        told.append(_("the service card"))
    return told
