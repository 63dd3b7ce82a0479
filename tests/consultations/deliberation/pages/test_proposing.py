"""The form of a proposal: what it keeps, what it says, and what comes after it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.deliberation.models import Contribution
from tests.consultations.deliberation.pages.meeting import MEETING, give, text


def test_a_visitor_writes_first_and_finds_the_text_after_signing_in(client, cast, meeting):
    form = {"title": "More benches", "body": "In the shade.", "tags": "Parks"}
    answer = client.post(f"{MEETING}propose/", form)
    assert answer.status_code == 302
    assert answer.url == f"/accounts/login/?next={MEETING}propose/"
    assert not Contribution.objects.exists()
    client.force_login(cast.amina)
    page = client.get(f"{MEETING}propose/")
    assert [page.context["form"][name].value() for name in form] == list(form.values())
    assert "Your text is still here" in text(page)
    sent = client.post(f"{MEETING}propose/", {**form, "submission": page.context["form"]["submission"].value()})
    given = Contribution.objects.get()
    assert sent.url == f"/contributions/{given.pk}/?published"
    assert client.get(f"{MEETING}propose/").context["form"]["title"].value() is None


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("", "Write something first."),
        ("x" * 1_048_576, "at most 10000 characters fit"),
        ("Pay\x00here", "an invisible character that cannot be kept"),
        ("a\u202eb", "an invisible character that cannot be kept"),
    ],
)
def test_bad_input_gets_a_sentence_and_stays_in_the_form(as_amina, meeting, body, sentence):
    page = as_amina.post(f"{MEETING}propose/", {"title": "More benches", "body": body})
    assert page.status_code == 200
    assert sentence in text(page)
    assert page.context["form"]["title"].value() == "More benches"
    assert page.context["form"]["body"].value() == body
    assert "<title>Error:" in text(page)
    assert not Contribution.objects.exists()


def test_a_form_sent_twice_leads_to_the_first_contribution(as_amina, meeting):
    token = as_amina.get(f"{MEETING}propose/").context["form"]["submission"].value()
    form = {"title": "More benches", "body": "In the shade.", "submission": str(token)}
    assert as_amina.post(f"{MEETING}propose/", form).url == as_amina.post(f"{MEETING}propose/", form).url
    assert Contribution.objects.count() == 1


def test_a_phase_that_closed_while_writing_keeps_the_text_in_the_form(as_amina, meeting):
    meeting.phases.update(ends_at=timezone.now() - timedelta(hours=1))
    page = as_amina.post(f"{MEETING}propose/", {"title": "More benches", "body": "In the shade."})
    assert "Proposals closed on" in text(page)
    assert page.context["form"]["body"].value() == "In the shade."


def test_too_fast_is_told_with_seconds_and_keeps_the_text(as_amina, meeting, settings):
    settings.RATE_LIMITS = {"propose": (1, 60)}
    form = {"title": "More benches", "body": "In the shade."}
    as_amina.post(f"{MEETING}propose/", form)
    page = as_amina.post(f"{MEETING}propose/", {**form, "body": "Under trees."})
    assert "You can propose again in" in text(page)
    assert page.context["form"]["body"].value() == "Under trees."


def test_similar_ones_are_hinted_after_publishing(as_amina, cast, meeting):
    give(meeting, cast.besnik, title="More benches in the park")
    sent = as_amina.post(f"{MEETING}propose/", {"title": "More benches in parks", "body": "Please."})
    page = text(as_amina.get(sent.url))
    assert "Others say something like it" in page
    assert "More benches in the park" in page
