"""Entering a ballot on paper from a form, at the desk or at a meeting: the same operation, the same refusals."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.deliberation.errors import Unfit
from consultations.people.domain.verdict import NotAllowed
from consultations.people.models import Participant
from consultations.voting.models import Ballot, Question
from consultations.voting.operations import enter_paper
from consultations.voting.queries.roll import entry_of
from consultations.voting.web.paper_form import PaperForm


def entered(form: PaperForm, question: Question, actor: Participant | None) -> Ballot | None:
    """None when it is refused: the form, which was found valid, then says why and keeps what was typed."""
    given = form.cleaned_data
    try:
        entry = entry_of(question, given["code"]) if "code" in given else None
        if "code" in given and entry is None:
            raise Unfit("code", _("This code is not on the roll. Compare it with the letter."))
        return enter_paper(
            actor=actor,
            question=question,
            choice=form.ballot,
            sheet=given.get("sheet", ""),
            entry=entry,
            correct=given.get("correct", False),
            now=timezone.now(),
        )
    except Unfit as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
    return None
