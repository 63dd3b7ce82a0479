"""Agendas that the city saves, so that a good evening can be held again."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from consultations.people.models import Participant
from realtime.domain.agenda import Activity, write_agenda
from realtime.errors import NameTaken
from realtime.models import AgendaTemplate
from realtime.permissions import may_facilitate


@transaction.atomic
def save_template(
    *, actor: Participant, name: str, agenda: tuple[Activity, ...], language: str, now: datetime
) -> AgendaTemplate:
    """A template with a copy of ``agenda``; raises NameTaken."""
    may_facilitate(actor).require()
    try:
        with transaction.atomic():
            return AgendaTemplate.objects.create(
                name=name, language=language, agenda=write_agenda(agenda), created_by=actor, created_at=now
            )
    except IntegrityError as error:
        raise NameTaken(name) from error


@transaction.atomic
def rename_template(*, actor: Participant, template: AgendaTemplate, name: str) -> AgendaTemplate:
    """Raises NameTaken."""
    may_facilitate(actor).require()
    template = AgendaTemplate.objects.select_for_update().get(pk=template.pk)
    template.name = name
    try:
        with transaction.atomic():
            template.save(update_fields=["name"])
    except IntegrityError as error:
        raise NameTaken(name) from error
    return template


@transaction.atomic
def delete_template(*, actor: Participant, template: AgendaTemplate) -> None:
    """Sessions that were made of it keep their own agenda."""
    may_facilitate(actor).require()
    AgendaTemplate.objects.filter(pk=template.pk).delete()
