"""One response of a person: saved and resumed, sent, changed until the survey closes; confidential, on the record."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from consultations.deliberation.enums import Channel, ContributionState
from consultations.deliberation.models import Contribution
from consultations.people.domain.verdict import NotAllowed
from consultations.people.operations.account import change_profile, delete_account
from consultations.record.domain import disclosure
from consultations.record.models import Disclosure, Event
from consultations.record.operations.sequence import sequence
from consultations.record.registry import checks
from consultations.surveys.enums import ResultsWhen
from consultations.surveys.errors import AnswersUnfit
from consultations.surveys.models import Response, SharedAnswer, SurveyTally
from consultations.surveys.operations import enter_sheet, save_draft, send_answers
from consultations.surveys.operations.counting import final_tally
from consultations.surveys.queries.mine import answered_by
from consultations.surveys.queries.record import expected_on_record, own_events
from consultations.surveys.queries.surveys import items_of
from tests.consultations.deliberation.conftest import CLOSES
from tests.consultations.surveys.conftest import answer, fill, make_open_survey, named_items, typed

SECRET = "my neighbour drives"


def disclosures_of(event: Event) -> dict[str, str]:
    held = Disclosure.objects.filter(event=event).order_by("name")
    return {row.name: disclosure.read(row.encoded)[1] for row in held}


def test_what_is_sent_is_on_the_record_and_nothing_of_it_public(survey, cast, now):
    response = answer(cast.amina, survey, now, how="b", wish=SECRET)
    items = named_items(survey)
    assert response.answers == {str(items["how"].id): {"chosen": ["b"]}, str(items["wish"].id): {"text": SECRET}}
    assert (response.times, response.draft, survey.responses.count()) == (1, None, 1)
    event = response.event
    assert (event.type, event.subject, event.data) == ("survey.answered", survey.subject, {"survey": survey.subject})
    assert event.time == now.replace(second=0, microsecond=0)
    assert disclosures_of(event)["participant"] == "Amina"
    assert not Disclosure.objects.filter(event=event, public=True).exists()
    assert not Contribution.objects.exists()


def test_an_answer_to_a_question_that_is_hidden_is_not_sent(survey, cast, now):
    response = answer(cast.amina, survey, now, how="b", late="3")
    assert set(response.answers) == {str(named_items(survey)["how"].id)}


def test_what_is_missing_is_named_and_the_draft_stays(survey, cast, now):
    fill(cast.amina, survey, now, wish=SECRET)
    with pytest.raises(AnswersUnfit) as refused:
        send_answers(actor=cast.amina, survey=survey, now=now)
    assert set(refused.value.faults) == {named_items(survey)["how"].id}
    response = Response.objects.get()
    assert (response.draft, response.sent_at) == (typed(survey, wish=SECRET), None)
    assert not Event.objects.filter(type="survey.answered").exists()


def test_a_page_is_saved_without_touching_the_others(survey, cast, now):
    items = named_items(survey)
    save_draft(actor=cast.amina, survey=survey, typed=typed(survey, how="a"), items=[items["how"]], page=1, now=now)
    save_draft(actor=cast.amina, survey=survey, typed=typed(survey, wish="W"), items=[items["wish"]], page=2, now=now)
    response = Response.objects.get()
    assert (response.draft, response.page) == (typed(survey, how="a", wish="W"), 2)


def test_answers_are_changed_and_the_new_entry_names_the_old(survey, cast, now):
    first = answer(cast.amina, survey, now, how="b", wish="One").event
    items = named_items(survey)
    save_draft(actor=cast.amina, survey=survey, typed=typed(survey, how="c"), items=[items["how"]], page=1, now=now)
    response = send_answers(actor=cast.amina, survey=survey, now=now)
    assert response.answers[str(items["how"].id)] == {"chosen": ["c"]}
    assert response.answers[str(items["wish"].id)] == {"text": "One"}
    assert response.event.refs == [{"event": str(first.public_id), "rel": "replaces"}]
    survey.refresh_from_db()
    assert (response.times, survey.sent, Response.objects.count()) == (2, 2, 1)


def test_sending_twice_without_a_change_sends_once(survey, cast, now):
    answer(cast.amina, survey, now, how="b")
    again = send_answers(actor=cast.amina, survey=survey, now=now)
    assert (again.times, Event.objects.filter(type="survey.answered").count()) == (1, 1)


@pytest.mark.parametrize("when", [CLOSES, CLOSES + timedelta(days=1)])
def test_nothing_is_taken_after_closing(survey, cast, now, when):
    fill(cast.amina, survey, now, how="a")
    with pytest.raises(NotAllowed):
        send_answers(actor=cast.amina, survey=survey, now=when)
    with pytest.raises(NotAllowed):
        fill(cast.besnik, survey, when, how="a")
    assert not Event.objects.filter(type="survey.answered").exists()


def test_an_open_answer_is_published_only_where_it_is_ticked(survey, cast, now):
    answer(cast.amina, survey, now, how="b", wish="More trams", share="yes")
    published = Contribution.objects.get()
    assert (published.kind, published.author, published.body) == ("survey_answer", None, "More trams")
    assert published.title == "What do you wish?"
    answer(cast.besnik, survey, now, named=True, how="b", wish="More boats", share="yes")
    assert Contribution.objects.get(body="More boats").author == cast.besnik
    answer(cast.gezim, survey, now, how="b", wish=SECRET)
    assert not Contribution.objects.filter(body=SECRET).exists()


def test_no_tick_any_more_takes_the_published_answer_back(survey, cast, now):
    answer(cast.amina, survey, now, how="b", wish="More trams", share="yes")
    answer(cast.amina, survey, now, how="c", wish="More trams", share="yes")
    assert [one.state for one in Contribution.objects.all()] == [ContributionState.PUBLISHED]
    answer(cast.amina, survey, now, how="c", wish="More trams")
    assert [one.state for one in Contribution.objects.all()] == [ContributionState.WITHDRAWN]
    assert not SharedAnswer.objects.exists()


def test_staff_enter_sheets_and_one_sent_twice_counts_once(survey, cast, now):
    sheet = uuid.uuid4()
    for channel in (Channel.PAPER, Channel.WEB):
        entered = enter_sheet(
            actor=cast.chidi,
            survey=survey,
            typed=typed(survey, how="a", late="4"),
            channel=channel,
            submission=sheet,
            now=now,
        )
    assert (entered.participant, entered.channel, Response.objects.count()) == (None, Channel.PAPER, 1)
    assert set(disclosures_of(entered.event)) == {"answers"}
    with pytest.raises(NotAllowed):
        enter_sheet(actor=cast.amina, survey=survey, typed={}, channel=Channel.PAPER, submission=uuid.uuid4(), now=now)


def findings() -> list[str]:
    """What the record says otherwise than the rows: rows whose text or number does not agree."""
    held = []
    for expected in expected_on_record():
        entries = Event.objects.filter(subject=expected.subject, type="survey.answered")
        if hasattr(expected, "rows"):
            held += [expected.row] if entries.count() != expected.rows else []
            continue
        said = disclosures_of(entries.get(public_id=expected.event))
        held += [expected.row for name, text in expected.personal.items() if said.get(name) != text]
    return held


def test_the_rows_agree_with_the_record_and_an_edited_one_is_named(survey, cast, now):
    response = answer(cast.amina, survey, now, how="a", late="2")
    answer(cast.amina, survey, now, how="b")
    answer(cast.besnik, survey, now, how="b")
    assert "surveys" in checks()
    assert findings() == []
    Response.objects.filter(pk=response.pk).update(answers={"1": {"chosen": ["c"]}})
    assert findings() == [f"surveys_response {response.pk}"]


def test_a_deleted_account_leaves_no_answer_and_the_record_adds_up(survey, cast, now):
    answer(cast.amina, survey, now, how="a", wish=SECRET)
    answer(cast.amina, survey, now, how="b", wish=f"{SECRET} fast")
    other = make_open_survey(cast.dana, survey.consultation, now)
    fill(cast.amina, other, now, wish=SECRET)
    delete_account(actor=cast.amina, texts=False, now=now)
    rows = Response.objects.values_list("participant", "answers", "draft", "erased", "times")
    assert list(rows) == [(None, None, None, True, 2)]
    assert not any(SECRET in row.encoded or "Amina" in row.encoded for row in Disclosure.objects.all())
    assert not any(SECRET in disclosure.read(row.encoded)[1] for row in Disclosure.objects.all())
    assert findings() == []


@pytest.mark.parametrize(("texts", "left"), [(False, "More trams"), (True, "")])
def test_an_unnamed_published_answer_goes_where_the_person_wants_their_texts_erased(survey, cast, now, texts, left):
    answer(cast.amina, survey, now, how="a", wish="More trams", share="yes")
    delete_account(actor=cast.amina, texts=texts, now=now)
    assert (Contribution.objects.get().body, SharedAnswer.objects.count()) == (left, 0)


def test_a_name_put_down_stands_in_no_entry(survey, cast, now):
    response = answer(cast.amina, survey, now, how="a")
    change_profile(actor=cast.amina, pseudonym="Amal", language="en", now=now)
    assert set(disclosures_of(response.event)) == {"answers"}
    assert findings() == []


def test_a_person_takes_their_answers_away_and_owns_their_entries(survey, cast, now):
    first = answer(cast.amina, survey, now, how="a").event
    second = answer(cast.amina, survey, now, how="b").event
    answer(cast.besnik, survey, now, how="b")
    (row,) = answered_by(cast.amina)
    assert row["answers"] == [{"question": "How do you come?", "answer": {"chosen": ["b"]}}]
    events = list(Event.objects.filter(type="survey.answered"))
    assert {event.pk for event in own_events(cast.amina, events)} == {first.pk, second.pk}


def test_results_at_once_leave_out_the_newest_and_the_final_picture_has_everybody(
    cast, mobility, now, django_user_model
):
    survey = make_open_survey(cast.dana, mobility, now, ResultsWhen.ANSWERED)
    people = [django_user_model.objects.create_user(f"p{n}@example.org", pseudonym=f"P{n}") for n in range(25)]
    seen = []
    for person in people:
        answer(person, survey, now, how="a")
        held = SurveyTally.objects.filter(survey=survey).first()
        seen.append(held.shown["people"] if held and held.shown else 0)
    assert seen == [0] * 19 + [10] * 6
    assert final_tally(survey).shown["people"] == 25
    delete_account(actor=people[0], texts=True, now=now)
    assert final_tally(survey).shown["people"] == 25


def test_the_record_takes_the_entries(survey, cast, now):
    answer(cast.amina, survey, now, how="a")
    sequence(now=now)
    assert Event.objects.get(type="survey.answered").position is not None


def test_items_read_as_they_were_planned(survey):
    items = items_of(survey.questions.order_by("position"))
    assert [(item.kind, item.required, item.share) for item in items] == [
        ("one", True, False),
        ("scale", False, False),
        ("page", False, False),
        ("long", False, True),
    ]
    assert (items[1].depends_on, items[1].depends_values) == (items[0].id, frozenset("a"))
