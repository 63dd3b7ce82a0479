"""Who may open a link of invitation and the page where a suggestion is answered, once there is such a thing."""

from __future__ import annotations

import uuid
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.deliberation.domain.passages import Passage
from consultations.deliberation.models import Contribution
from consultations.deliberation.operations import suggest
from consultations.drafting.models import Draft
from consultations.drafting.operations.drafts import begin_draft
from consultations.drafting.operations.writers import make_link
from tests.conventions.answers import EVERYBODY, SIGN_IN, Answers, everyone, only
from tests.conventions.test_permission_matrix import answer, stage_device
from tests.scene import Scene, scene

READS_THE_INVITATION: Answers = {**everyone(200), "nobody": SIGN_IN, "amina": 302}
ANSWERS_THE_SUGGESTION: Answers = only("amina")


@pytest.fixture
def shown(cast, settings) -> Scene:
    settings.STAFF_SECOND_FACTOR = False
    return scene(SimpleNamespace(cast=cast))


@pytest.fixture
def draft(cast, shown) -> Draft:
    made = begin_draft(
        actor=cast.amina,
        consultation=shown.consultation,
        words={"title": "Shade"},
        submission=uuid.uuid4(),
        now=timezone.now(),
    )
    return make_link(actor=cast.amina, draft=made)


@pytest.fixture
def suggestion(cast, shown) -> Contribution:
    proposal = shown.proposal
    return suggest(
        actor=cast.besnik,
        contribution=proposal,
        revision=proposal.revision,
        passage=Passage(0, proposal.body.split("\n")[0]),
        replacement="Nobody wants one more account.",
        reason="Shorter.",
        now=timezone.now(),
    )


def answers(cast, path: str) -> Answers:
    people = [who for who in EVERYBODY if who == "nobody" or hasattr(cast, who)]
    return {who: answer(stage_device(getattr(cast, who, None)), path) for who in people}


def of_the_cast(table: Answers, given: Answers) -> Answers:
    return {who: table[who] for who in given}


def test_whoever_holds_the_link_reads_the_draft_once_signed_in(cast, draft):
    given = answers(cast, reverse("drafting:join", args=[draft.link]))
    assert given == of_the_cast(READS_THE_INVITATION, given)


def test_a_link_taken_back_leads_nowhere(cast, draft):
    given = answers(cast, reverse("drafting:join", args=["x" * len(draft.link)]))
    assert given == of_the_cast({**everyone(404), "nobody": SIGN_IN}, given)


def test_only_its_authors_answer_a_suggestion(cast, suggestion):
    given = answers(cast, reverse("deliberation:answer_suggestion", args=[suggestion.pk]))
    assert given == of_the_cast(ANSWERS_THE_SUGGESTION, given)
