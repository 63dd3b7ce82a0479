"""A vote prepared, opened and counted at the desk; what cannot stand comes back with everything typed."""

from __future__ import annotations

import pytest

from cms.groups import keep_in_step
from consultations.deliberation.enums import Channel, ContributionKind, ContributionState
from consultations.deliberation.models import Contribution
from consultations.voting.enums import QuestionState
from consultations.voting.models import Ballot, Question
from tests.consultations.voting.conftest import NOW, ask, make_vote

GIVEN = {
    "title": "Which first?",
    "method": "approval",
    "bound": "number",
    "voters": "account",
    "secrecy": "confidential",
    "shown": "at_closing",
    "paper": "none",
    "currency": "€",
    "options": "New benches; 20000\nLamps; 30000",
    "total": "40000",
}


@pytest.fixture
def place(cast, client, settings):
    """(the consultation, the desk's address of its votes), with Dana signed in."""
    settings.STAFF_SECOND_FACTOR = False
    consultation = make_vote(cast.dana)
    keep_in_step(cast.dana)
    client.force_login(cast.dana)
    return consultation, f"/cms/desk/consultations/{consultation.slug}/votes/"


def given(consultation, **changed):
    return {**GIVEN, "phase": consultation.phases.get().pk, **changed}


def test_one_form_makes_a_budget_and_another_tap_opens_it(client, place):
    consultation, votes = place
    assert client.post(f"{votes}new/", given(consultation)).status_code == 302
    question = Question.objects.get()
    costs = [(option.title, int(option.cost)) for option in question.options.all()]
    assert costs == [({"en": "New benches"}, 20000), ({"en": "Lamps"}, 30000)]
    client.post(f"{votes}{question.pk}/open/")
    question.refresh_from_db()
    assert (question.state, question.rule, len(question.sha256)) == (QuestionState.OPEN, "greedy", 64)


def test_the_ballot_has_words_in_further_languages(client, place):
    consultation, votes = place
    client.post(f"{votes}new/", given(consultation, threshold="5"))
    question = Question.objects.get()
    words = f"{votes}{question.pk}/words/?language=ar"
    sent = {"title": "أيها أولا؟", "text": "", "option_1": "مقاعد جديدة", "about_1": "في الحديقة", "option_2": ""}
    assert client.post(words, sent).status_code == 302
    question.refresh_from_db()
    assert (question.title, question.threshold) == ({"en": "Which first?", "ar": "أيها أولا؟"}, 5)
    options = [(option.title, option.text) for option in question.options.all()]
    assert options == [({"en": "New benches", "ar": "مقاعد جديدة"}, {"ar": "في الحديقة"}), ({"en": "Lamps"}, {})]
    client.post(f"{votes}{question.pk}/edit/", given(consultation, threshold="5"))
    assert [option.title for option in question.options.all()] == [title for title, _text in options]
    own = client.post(f"{votes}{question.pk}/words/?language=en", {**sent, "title": ""})
    assert (own.status_code, question.title["en"]) == (422, "Which first?")
    client.post(f"{votes}{question.pk}/open/")
    assert client.get(words).url == f"{votes}{question.pk}/"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"options": "New benches; 20000\nLamps"}, "Line 2: write the cost in digits behind a semicolon"),
        ({"options": "Only one; 5"}, "Give at least two options, each with words."),
        ({"options": "A; 50000\nB; 1"}, "costs more than there is."),
        ({"options": "#999999 A; 1\nB; 1"}, "has no published contribution #999999."),
        ({"secrecy": "secret"}, "A secret ballot needs a roll"),
        ({"secrecy": "secret", "rule": "equal_shares"}, "Equal shares needs every ballot by itself, published."),
        ({"method": "score", "limit": "5"}, "Projects of a budget are chosen, put in order or given points."),
    ],
)
def test_what_cannot_stand_comes_back_with_the_reason(client, place, changed, sentence):
    consultation, votes = place
    answer = client.post(f"{votes}new/", given(consultation, **changed))
    page = answer.content.decode()
    assert (answer.status_code, sentence in page, "Which first?" in page) == (422, True, True)
    assert not Question.objects.exists()


def test_proposals_fill_the_list_and_stay_behind_their_options(client, cast, place):
    consultation, votes = place
    proposal = Contribution.objects.create(
        consultation=consultation,
        kind=ContributionKind.PROPOSAL,
        channel=Channel.WEB,
        state=ContributionState.PUBLISHED,
        author=cast.amina,
        title="Let buses wait",
        body="They should.",
        created_at=NOW,
        changed_at=NOW,
    )
    page = client.post(f"{votes}new/", given(consultation, add_proposals="1", options="")).content.decode()
    assert f"#{proposal.pk} Let buses wait" in page
    options = f"#{proposal.pk} Let buses wait; 100\nLamps; 200"
    client.post(f"{votes}new/", given(consultation, options=options))
    first, second = Question.objects.get().options.all()
    assert (first.contribution_id, first.title, second.contribution_id) == (proposal.pk, {"en": "Let buses wait"}, None)


def test_it_ends_before_its_time_only_with_a_reason(client, cast, place):
    consultation, votes = place
    question = ask(cast, consultation)
    client.post(f"{votes}{question.pk}/close/", {"reason": ""})
    question.refresh_from_db()
    assert question.state == QuestionState.OPEN
    client.post(f"{votes}{question.pk}/close/", {"reason": "The law changed."})
    question.refresh_from_db()
    assert question.state == QuestionState.CLOSED


def test_residents_enter_no_ballots(client, cast, place):
    consultation, votes = place
    question = ask(cast, consultation, paper="last")
    client.force_login(cast.amina)
    answer = client.post(f"{votes}{question.pk}/paper/", {"sheet": "1", "choice": "1"})
    assert (answer.status_code, Ballot.objects.count()) == (403, 0)
