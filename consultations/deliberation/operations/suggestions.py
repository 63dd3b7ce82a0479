"""Suggesting other words for a passage of a proposal, taking them over and declining them."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.deliberation import events
from consultations.deliberation.domain import typed_text
from consultations.deliberation.domain.passages import Passage, place_of, replaced
from consultations.deliberation.enums import ContributionKind, SuggestionState
from consultations.deliberation.errors import ChangedMeanwhile, Unfit
from consultations.deliberation.models import Contribution, Suggestion
from consultations.deliberation.operations.contributions import change_words, locked, set_down
from consultations.deliberation.operations.fitting import fit_words, particulars_of
from consultations.deliberation.permissions_together import may_answer_suggestion, may_suggest
from consultations.deliberation.queries.contributions import sent_before
from consultations.people.models import Participant
from consultations.people.operations.account import as_they_stand
from consultations.people.operations.notices import notify

REASON_LIMIT = 2000


@transaction.atomic
def suggest(
    *,
    actor: Participant | None,
    contribution: Contribution,
    revision: int,
    passage: Passage,
    replacement: str,
    reason: str,
    now: datetime,
    language: str = "",
    submission: uuid.UUID | None = None,
) -> Contribution:
    """Publishes the suggestion as an amendment that answers the proposal, and tells its authors.

    ``passage`` as it stands in ``revision``. Raises NotAllowed, Unfit, or ChangedMeanwhile when it is gone.
    """
    person = as_they_stand(actor)
    if submission and (first := sent_before(person, submission)):
        return first
    proposal = locked(contribution)
    may_suggest(person, proposal, now).require()
    words = fit_words(ContributionKind.COMMENT, "", reason, ())
    replacement = _fit_replacement(proposal, passage, replacement)
    made = Contribution(
        consultation=proposal.consultation,
        kind=ContributionKind.AMENDMENT,
        author=person,
        parent=proposal,
        root=proposal,
        language=language,
        submission=submission,
    )
    set_down(made, words, now)
    Suggestion.objects.create(
        contribution=made, revision=revision, start=passage.start, passage=passage.text, replacement=replacement
    )
    events.published(made, session="", now=now)
    for author in authors_of(proposal):
        notify(participant=author, words=lambda: _news_of(made), now=now)
    return made


def _fit_replacement(proposal: Contribution, passage: Passage, replacement: str) -> str:
    if place_of(passage, proposal.body) is None:
        raise ChangedMeanwhile("replacement", _("This passage was changed meanwhile. Make your suggestion anew."))
    tidied = typed_text.tidy(replacement)
    if fault := typed_text.fault(tidied, limit=typed_text.BODY_LIMIT, required=False):
        raise Unfit("replacement", fault)
    if tidied == typed_text.tidy(passage.text):
        raise Unfit("replacement", _("Change something in the text first."))
    return tidied


def authors_of(contribution: Contribution) -> list[Participant]:
    """Everybody behind it who has an account."""
    others = [one.participant for one in contribution.coauthors.select_related("participant")]
    return [*([contribution.author] if contribution.author else []), *others]


def _news_of(made: Contribution) -> tuple[str, str, str]:
    return (
        _("Somebody suggests other words for your proposal"),
        _("You can take them over or say why not."),
        made.get_absolute_url(),
    )


@transaction.atomic
def accept_suggestion(*, actor: Participant | None, contribution: Contribution, now: datetime) -> Contribution:
    """Takes the words over in a new revision of the proposal, which names the suggestion; returns the proposal.

    Raises NotAllowed, Unfit, or ChangedMeanwhile when the passage stands there no more.
    """
    person = as_they_stand(actor)
    suggestion, proposal = _locked_pair(contribution)
    may_answer_suggestion(person, suggestion, now).require()
    body = replaced(Passage(suggestion.start, suggestion.passage), proposal.body, suggestion.replacement)
    if body is None:
        raise ChangedMeanwhile("suggestion", _("This passage was changed meanwhile. The suggestion no longer fits."))
    tags = [tag.name for tag in proposal.tags.all()]
    words = fit_words(ContributionKind(proposal.kind), proposal.title, body, tags, particulars_of(proposal))
    change_words(proposal, words, now, suggestion=suggestion.contribution)
    _answer(suggestion, SuggestionState.ACCEPTED, person, "", now)
    return proposal


@transaction.atomic
def decline_suggestion(
    *, actor: Participant | None, contribution: Contribution, reason: str, now: datetime
) -> Suggestion:
    """With a reason, which is public. Raises NotAllowed or Unfit."""
    person = as_they_stand(actor)
    suggestion, _proposal = _locked_pair(contribution)
    may_answer_suggestion(person, suggestion, now).require()
    why = typed_text.tidy(reason)
    if fault := typed_text.fault(why, limit=REASON_LIMIT):
        raise Unfit("reason", fault)
    _answer(suggestion, SuggestionState.DECLINED, person, why, now)
    events.suggestion_declined(suggestion, now=now)
    return suggestion


def _locked_pair(contribution: Contribution) -> tuple[Suggestion, Contribution]:
    """The proposal is locked first, as everywhere: what stands above before what stands below."""
    assert contribution.parent is not None
    proposal = locked(contribution.parent)
    suggestion = Suggestion.objects.select_for_update(of=("self",), no_key=True).get(contribution=contribution)
    suggestion.contribution = locked(contribution)
    suggestion.contribution.parent = proposal
    return suggestion, proposal


def _answer(
    suggestion: Suggestion, state: SuggestionState, person: Participant | None, answer: str, now: datetime
) -> None:
    suggestion.state, suggestion.answer = state, answer
    suggestion.answered_at, suggestion.answered_by = now, person
    suggestion.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    author = suggestion.contribution.author
    if author is not None:
        notify(participant=author, words=lambda: _news_of_answer(suggestion), now=now)


def _news_of_answer(suggestion: Suggestion) -> tuple[str, str, str]:
    path = suggestion.contribution.get_absolute_url()
    if suggestion.state == SuggestionState.ACCEPTED:
        subject = _("Your suggestion was taken over")
        return subject, _("A new version of the proposal has your words and names you."), path
    return _("Your suggestion was not taken over"), _("The authors say why."), path
