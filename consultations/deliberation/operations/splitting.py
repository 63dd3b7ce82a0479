"""One contribution becomes several; it stays with its words, comments and supports, and nothing of it is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.deliberation import events
from consultations.deliberation.domain.passages import paragraphs
from consultations.deliberation.enums import Channel, ContributionKind
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Contribution, Split
from consultations.deliberation.operations.coauthors import join_authors
from consultations.deliberation.operations.contributions import contribute, locked, publish_words, take_back
from consultations.deliberation.operations.fitting import Words, fit_words, particulars_of
from consultations.deliberation.operations.merging import fit_reason
from consultations.deliberation.operations.suggestions import authors_of
from consultations.deliberation.operations.supports import support, withdraw_support
from consultations.deliberation.permissions_particular import may_move_comment, may_move_support, may_split
from consultations.people.models import Participant
from consultations.people.operations.account import as_they_stand
from consultations.people.operations.notices import notify
from consultations.people.operations.office import office_of

FEWEST, MOST = 2, 6


@dataclass(frozen=True)
class PartPlan:
    title: str
    body: str


@transaction.atomic
def split(
    *, actor: Participant | None, contribution: Contribution, parts: Sequence[PartPlan], reason: str, now: datetime
) -> list[Contribution]:
    """Publishes each part under the names of the original's authors. Staff only hand out the authors' own paragraphs.

    Raises NotAllowed or Unfit, whose field is ``reason``, ``parts`` or ``<place>-title`` and so on.
    """
    person = as_they_stand(actor)
    original = locked(contribution)
    may_split(person, original, now).require()
    assert person is not None
    by_staff = not original.is_by(person)
    why = fit_reason(reason)
    words = _fit_parts(original, parts, by_staff)
    role = office_of(person, "", original.consultation.language) if by_staff else ""
    act = Split.objects.create(contribution=original, reason=why, role=role, at=now)
    original.was_split = True
    original.save(update_fields=["was_split"])
    made = [_part(original, each, act, now) for each in words]
    if by_staff:
        for author in authors_of(original):
            notify(participant=author, words=lambda: _news_of(original), now=now)
    return made


def _fit_parts(original: Contribution, parts: Sequence[PartPlan], by_staff: bool) -> list[Words]:
    if not FEWEST <= len(parts) <= MOST:
        raise Unfit("parts", _("Split it into %(fewest)s to %(most)s parts.") % {"fewest": FEWEST, "most": MOST})
    tags = [tag.name for tag in original.tags.all()]
    found = []
    for place, part in enumerate(parts):
        try:
            found.append(fit_words(ContributionKind.PROPOSAL, part.title, part.body, tags))
        except Unfit as unfit:
            raise Unfit(f"{place}-{unfit.field}", str(unfit)) from unfit
    if by_staff:
        _check_own_words(original, found)
    return found


def _check_own_words(original: Contribution, parts: Sequence[Words]) -> None:
    theirs = [passage.text for passage in paragraphs(original.body)]
    handed_out = {passage.text for part in parts for passage in paragraphs(part.body)}
    if not handed_out <= set(theirs):
        raise Unfit("parts", _("Use the authors’ own paragraphs, word for word. Only the titles are yours."))
    if left := [text for text in theirs if text not in handed_out]:
        raise Unfit("parts", _("In no part stands: “%(words)s”") % {"words": left[0][:120]})


def _part(original: Contribution, words: Words, act: Split, now: datetime) -> Contribution:
    place = particulars_of(original)
    part = Contribution(consultation=original.consultation, kind=ContributionKind.PROPOSAL, part_of=act)
    part.author, part.language = original.author, original.language
    part.channel = Channel.DESK if original.channel == Channel.IMPORT else original.channel
    part.theme, part.district = original.theme, original.district
    here = Words(words.title, words.body, words.tags, place.without_cost)
    files = [one.file for one in original.attachments.select_related("file")]
    publish_words(part, here, now, files=files, tell=False)
    for one in original.coauthors.select_related("participant"):
        join_authors(contribution=part, person=one.participant, now=now)
    events.split(part, original, reason=act.reason, now=now)
    return part


def _news_of(original: Contribution) -> tuple[str, str, str]:
    return (
        _("Your proposal was split"),
        _("The city split it into several. Your text stays as it is. You can object on the page of each part."),
        original.get_absolute_url(),
    )


@transaction.atomic
def move_support(
    *, actor: Participant | None, contribution: Contribution, part: Contribution, now: datetime
) -> Contribution:
    """The person supports ``part`` in place of what was split into it. Raises NotAllowed."""
    may_move_support(as_they_stand(actor), contribution, part, now).require()
    withdraw_support(actor=actor, contribution=contribution, now=now)
    return support(actor=actor, contribution=part, now=now)


@transaction.atomic
def move_comment(
    *, actor: Participant | None, comment: Contribution, part: Contribution, now: datetime
) -> Contribution:
    """The same words under ``part``; where they stood the comment is withdrawn. Raises NotAllowed or Unfit."""
    person = as_they_stand(actor)
    comment = locked(comment)
    may_move_comment(person, comment, part, now).require()
    made = contribute(
        actor=person,
        consultation=comment.consultation,
        kind=ContributionKind.COMMENT,
        body=comment.body,
        stance=comment.stance,
        language=comment.language,
        parent=part,
        now=now,
    )
    take_back(comment, now)
    return made
