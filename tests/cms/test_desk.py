"""The desk's forms, sent as a browser sends them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms.models import ConsultationPage
from consultations.deliberation.models import Consultation
from tests.cms.conftest import WORDS


def moment(days: int) -> str:
    return timezone.localtime(timezone.now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def sent(**changes: object) -> dict[str, object]:
    return {
        **WORDS,
        "slug": "mobility",
        "language": "en",
        "themes": "Tickets\nPrivacy",
        "also_in": ["ar"],
        "phases-TOTAL_FORMS": "2",
        "phases-INITIAL_FORMS": "0",
        "phases-0-kind": "propose",
        "phases-0-starts_at": moment(-1),
        "phases-0-ends_at": moment(10),
        "phases-0-may": ["propose", "comment", "support"],
        "phases-1-kind": "decision",
        "phases-1-starts_at": moment(10),
        "phases-1-outcome": "The council reads every proposal.",
        "act": "draft",
        **changes,
    }


def test_one_form_makes_a_consultation_with_its_phases(desk: Client):
    response = desk.post("/cms/desk/new/", sent())
    assert (response.status_code, response.url) == (302, "/cms/desk/consultations/mobility/")
    made = Consultation.objects.get()
    assert [(phase.kind, phase.settings["may"]) for phase in made.phases.all()] == [
        ("propose", ["propose", "comment", "support"]),
        ("decision", []),
    ]
    assert made.phases.last().outcome == {"en": "The council reads every proposal."}
    assert sorted(made.pages.values_list("language", flat=True)) == ["ar", "en"]
    assert [theme.slug for theme in made.themes.all()] == ["tickets", "privacy"]
    assert made.state == "draft"


def test_it_can_open_at_once_and_close_with_a_reason(desk: Client, client: Client):
    desk.post("/cms/desk/new/", sent(act="open"))
    assert Consultation.objects.get().state == "open"
    assert (
        "Say why it closes" in desk.post("/cms/desk/consultations/mobility/close/", {"reason": " "}, follow=True).text
    )
    desk.post("/cms/desk/consultations/mobility/close/", {"reason": "Everything was said."})
    assert Consultation.objects.get().state == "closed"


def test_a_draft_opens_from_its_page_of_the_desk(desk: Client):
    desk.post("/cms/desk/new/", sent())
    desk.post("/cms/desk/consultations/mobility/open/")
    assert Consultation.objects.get().state == "open"
    assert ConsultationPage.objects.get(language="en").live


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"question": ""}, "This field is required."),
        ({"slug": "Not An Address"}, "Enter a valid"),
        ({"phases-0-ends_at": moment(-3)}, "A phase must end after it starts."),
        ({"phases-0-starts_at": "soon"}, "Enter a valid date/time."),
    ],
)
def test_a_form_with_a_mistake_says_so_and_keeps_what_was_typed(desk: Client, changes, sentence):
    response = desk.post("/cms/desk/new/", sent(**changes))
    assert response.status_code == 422
    assert sentence in response.text
    assert WORDS["cannot_change"] in response.text
    assert not Consultation.objects.exists()


def test_a_phase_more_needs_no_script(desk: Client):
    response = desk.post("/cms/desk/new/", sent(add_phase="1"))
    assert 'name="phases-2-kind"' in response.text
    assert "The council reads every proposal." in response.text
    assert not Consultation.objects.exists()


@pytest.mark.parametrize("course", ["ideas", "draft", "short", "nonsense", ""])
def test_usual_courses_fill_the_phases(desk: Client, course):
    assert 'name="phases-0-kind"' in desk.get(f"/cms/desk/new/?course={course}").text


def test_another_consultation_is_taken_over_with_its_phases_from_today(desk: Client):
    desk.post("/cms/desk/new/", sent())
    like = desk.get("/cms/desk/new/", {"like": "mobility"})
    assert {name: like.context["form"].initial[name] for name in WORDS} == WORDS
    assert like.context["form"].initial["themes"].splitlines() == ["Tickets", "Privacy"]
    assert not like.context["form"].initial.get("slug")
    first, second = like.context["phases"].initial
    assert (first["kind"], first["may"], second["kind"]) == ("propose", ["propose", "comment", "support"], "decision")
    assert (first["ends_at"] - first["starts_at"], second["starts_at"]) == (timedelta(days=11), first["ends_at"])
    assert abs(first["starts_at"] - timezone.now()) < timedelta(minutes=2)
    assert desk.get("/cms/desk/new/", {"like": "unknown"}).status_code == 200


def test_a_changed_date_without_a_reason_is_refused_and_nothing_is_lost(desk: Client):
    desk.post("/cms/desk/new/", sent(act="open"))
    answer = desk.post("/cms/desk/consultations/mobility/edit/", sent(**{"phases-0-ends_at": moment(15)}))
    assert answer.status_code == 422
    assert "Say why they change" in answer.text
    assert moment(15) in answer.text
    assert Consultation.objects.get().phases.first().ends_at < timezone.now() + timedelta(days=11)


def test_the_list_says_what_needs_somebody(desk: Client):
    assert "There is no consultation yet" in desk.get("/cms/desk/").text
    desk.post("/cms/desk/new/", sent())
    html = desk.get("/cms/desk/").text
    assert "Its first phase has begun, but it is not open." in html
    assert "The page in Arabic is not published." in html


def test_dates_change_with_a_reason_and_words_in_other_languages_stay(desk: Client):
    desk.post("/cms/desk/new/", sent(act="open"))
    first = Consultation.objects.get().phases.first()
    first.title = {"ar": "الاقتراحات"}
    first.save()
    frame = sent(reason="Holidays", **{"phases-0-ends_at": moment(9), "phases-0-name": "Ideas"})
    assert desk.post("/cms/desk/consultations/mobility/edit/", frame).status_code == 302
    first.refresh_from_db()
    assert first.title == {"ar": "الاقتراحات", "en": "Ideas"}


ADDRESSES = [
    "/cms/desk/",
    "/cms/desk/new/",
    "/cms/desk/consultations/mobility/",
    "/cms/desk/consultations/mobility/edit/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_communicators_come_in(page, cast, client: Client, desk: Client, address):
    assert desk.get(address).status_code == 200
    for person in (cast.amina, cast.chidi, cast.edon, cast.fatima):
        client.force_login(person)
        assert client.get(address).status_code == 403
    client.logout()
    assert client.get(address).status_code == 302
