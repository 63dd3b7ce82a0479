"""The text that a room wrote becomes the draft of a decision."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.html import escape
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from consultations.decisions.models import Decision
from consultations.decisions.operations import draft_decision
from consultations.decisions.permissions import may_decide
from consultations.deliberation.errors import Unfit
from consultations.people.models import Participant
from realtime.domain.results import results
from realtime.models import HandedOver, Session
from realtime.queries.log import room_of


@transaction.atomic
def decision_from_text(*, actor: Participant, session: Session, item: int, now: datetime) -> Decision:
    """Revision 0 of a new decision of the consultation: a paragraph for each of the text's, under the title with which
    the text was handed over, with a note that names the contribution and says how many wrote it.

    Raises NotAllowed for whoever may not decide, Unfit where the text has not been handed over.
    """
    may_decide(actor).require()
    handed = HandedOver.objects.filter(session=session, item=item).select_related("contribution").first()
    result = next((each for each in results(room_of(session)) if each.item == item and each.paragraphs), None)
    if handed is None or result is None:
        raise Unfit("html", _("Hand the text over first."))
    with override(session.language):
        note = ngettext(
            "Written together by %(count)d person in the live session “%(session)s”: contribution %(number)d.",
            "Written together by %(count)d people in the live session “%(session)s”: contribution %(number)d.",
            result.dots,
        ) % {"count": result.dots, "session": session.title, "number": handed.contribution_id}
    return draft_decision(
        actor=actor,
        consultation=session.consultation,
        slug=_free_slug(session, item, handed.contribution.title),
        title=handed.contribution.title,
        html="".join(f"<p>{escape(paragraph)}</p>" for paragraph in result.paragraphs),
        language=session.language,
        note=note,
        now=now,
    )


def _free_slug(session: Session, item: int, title: str) -> str:
    wanted = slugify(title)[:60].strip("-") or "text"
    taken = Decision.objects.filter(consultation=session.consultation, slug=wanted).exists()
    return f"{wanted}-{session.pk}-{item}" if taken else wanted
