"""Publishing a statement for people to agree or disagree with."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from consultations.deliberation import events
from consultations.deliberation.enums import Channel, ContributionKind
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.operations.contributions import set_down
from consultations.deliberation.operations.fitting import fit_words
from consultations.people.models import Participant


@transaction.atomic
def publish_statement(
    *, author: Participant | None, consultation: Consultation, text: str, language: str, now: datetime
) -> Contribution:
    """Publishes ``text`` under its author's public name, or as the city's where there is none.

    Within the transaction of whoever took it up, in another district, and has asked who may. Raises Unfit.
    """
    words = fit_words(ContributionKind.STATEMENT, "", text, ())
    statement = Contribution(consultation=consultation, kind=ContributionKind.STATEMENT, author=author)
    statement.channel = Channel.WEB if author else Channel.DESK
    statement.language = language
    set_down(statement, words, now)
    events.published(statement, session="", now=now)
    return statement
