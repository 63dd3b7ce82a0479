"""Publishing decisions on their dates, and telling at the desk what could not be."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.decisions.models import PublishingPlan
from consultations.decisions.operations import publish_due
from consultations.people.operations.notices import notify


def publish_planned(*, now: datetime) -> int:
    """Carries out what was planned for ``now`` or earlier; returns how many plans were due."""
    return publish_due(now=now, tell=tell_stopped)


def tell_stopped(plan: PublishingPlan, now: datetime) -> None:
    """Tells whoever set the date, on the site and by mail, that the decision was not published and why."""
    if plan.by is None:
        return
    decision = plan.revision.decision

    def words() -> tuple[str, str, str]:
        facts = {"title": decision.title, "reason": plan.outcome}
        said = _("“%(title)s” was to be published now and was not. %(reason)s") % facts
        return _("Not published: %(title)s") % facts, said, reverse("desk:decision", args=[decision.pk])

    notify(participant=plan.by, words=words, now=now)
