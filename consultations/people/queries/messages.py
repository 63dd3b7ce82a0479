"""Messages to a person, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import translation

from consultations.people.models import Notice, Participant
from consultations.people.writers import Written, writer_of

PAGE_SIZE = 20


def messages_to(participant: Participant) -> QuerySet[Notice]:
    """Newest first; the only way from a number in an address to a message."""
    return participant.notices.select_related("letter").order_by("-at", "-pk")


def page_of_messages(participant: Participant, number: str) -> Page[Notice]:
    """Two queries."""
    return Paginator(messages_to(participant), PAGE_SIZE).get_page(number)


def unread(participant: Participant) -> int:
    """How many messages wait to be read; no query for a person of a session (queries/sessions.py) that had none."""
    if not getattr(participant, "has_unread", True):
        return 0
    return participant.notices.filter(read_at__isnull=True).count()


def written(notices: Iterable[Notice], *, site: str = "", language: str = "") -> Mapping[int, Written]:
    """The words of each notice that has any, by primary key; ``participant`` of each is loaded.

    ``language``: of all, else each person's own; ``site``: what addresses begin with, for letters.
    """
    by_kind: dict[str, list[Notice]] = defaultdict(list)
    for notice in notices:
        by_kind[notice.kind].append(notice)
    found = {notice.pk: _kept(notice, site, language) for notice in by_kind.pop("", [])}
    for kind, some in by_kind.items():
        found |= writer_of(kind)(some, site=site, language=language)
    return found


def _kept(notice: Notice, site: str, language: str) -> Written:
    """Of a notice that holds its words."""
    with translation.override(language or notice.participant.language):
        html = render_to_string("people/mail/kept.html", {"notice": notice, "site": site})
    return Written(f"{notice.text}\n\n{site}{notice.path}", html)
