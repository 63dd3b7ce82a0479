"""One form makes a consultation with its phases and pages; publishing a page hands its words over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.models import ConsultationPage
from cms.operations.consultations import add_languages, make_consultation
from cms.operations.frame import Frame, change_frame
from consultations.deliberation.enums import PhaseKind
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation, ConsultationText
from consultations.deliberation.operations import PhasePlan, contribute
from consultations.people.domain.verdict import NotAllowed
from consultations.record.models import Event
from tests.cms.conftest import WORDS, plan


def words_of(text: ConsultationText) -> dict[str, str]:
    return {name: getattr(text, name) for name in WORDS}


def test_a_draft_has_its_page_and_shows_nobody_anything(dana, client):
    page = make_consultation(actor=dana, plan=plan(also_in=["sq", "ar"]), now=timezone.now())
    consultation = page.consultation
    assert (consultation.state, consultation.texts.count()) == ("draft", 0)
    pages = ConsultationPage.objects.order_by("language")
    assert [(row.language, row.slug, row.live) for row in pages] == [
        ("ar", "mobility", False),
        ("en", "mobility", False),
        ("sq", "mobility", False),
    ]
    assert [theme.slug for theme in consultation.themes.all()] == ["tickets", "privacy"]
    assert client.get("/consultations/mobility/").status_code == 404


def test_saving_and_opening_publishes_the_words_and_is_on_the_record(page):
    consultation = page.consultation
    assert (consultation.state, page.live) == ("open", True)
    assert words_of(consultation.texts.get()) == WORDS
    assert Event.objects.filter(type="consultation.opened", process="mobility").count() == 1


def test_the_page_stands_where_the_consultation_is_read(page):
    assert page.url == page.consultation.get_absolute_url() == "/consultations/mobility/"


def test_a_stranger_makes_nothing(cast):
    for person in (cast.amina, cast.chidi, cast.edon):
        with pytest.raises(NotAllowed):
            make_consultation(actor=person, plan=plan(), now=timezone.now())
    assert not Consultation.objects.exists()


def test_a_refusal_leaves_nothing_behind(dana, page):
    with pytest.raises(Unfit, match="Another consultation has this address"):
        make_consultation(actor=dana, plan=plan(), now=timezone.now())
    backwards = PhasePlan(PhaseKind.PROPOSE, timezone.now(), timezone.now() - timedelta(days=1))
    broken = plan("other")
    with pytest.raises(Unfit):
        make_consultation(
            actor=dana, plan=type(broken)("other", "en", WORDS, [backwards], {}), now=timezone.now(), open_it=True
        )
    assert Consultation.objects.count() == ConsultationPage.objects.count() == 1


def test_a_draft_change_shows_only_when_published(page, dana):
    page.question = "What should the account never do?"
    revision = page.save_revision(user=dana)
    assert page.consultation.text_in("en").question == WORDS["question"]
    revision.publish(user=dana)
    assert page.consultation.text_in("en").question == "What should the account never do?"


def test_publishing_by_somebody_without_the_role_changes_nothing(page, cast):
    page.question = "Whose question is this?"
    with pytest.raises(NotAllowed):
        page.save_revision(user=cast.amina).publish(user=cast.amina, skip_permission_checks=True)
    page.refresh_from_db()
    assert page.question == page.consultation.text_in("en").question == WORDS["question"]


def test_a_publication_set_for_later_hands_the_words_over_then(page, dana):
    page.question = "Tomorrow's question?"
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision(user=dana).publish(user=dana)
    assert page.consultation.text_in("en").question == WORDS["question"]


def test_another_language_shows_the_same_contributions(page, dana, cast, client):
    said = contribute(
        actor=cast.amina,
        consultation=page.consultation,
        kind="proposal",
        title="Night buses",
        body="Let the account show night buses.",
        now=timezone.now(),
    )
    (arabic,) = add_languages(actor=dana, page=page, languages=["ar"])
    arabic.title, arabic.question = "حساب التنقل", "ماذا ينبغي أن يقدم الحساب الواحد؟"
    arabic.save_revision(user=dana).publish(user=dana)
    assert page.consultation.text_in("ar").question == "ماذا ينبغي أن يقدم الحساب الواحد؟"
    for address, question in (("/consultations/mobility/", WORDS["question"]), ("/ar/consultations/mobility/", "ماذا")):
        html = client.get(address).text
        assert question in html
        assert said.title in html


def test_the_database_holds_one_page_of_a_consultation_in_a_language(page, dana):
    (french,) = add_languages(actor=dana, page=page, languages=["fr"])
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsultationPage.objects.filter(pk=french.pk).update(language="en")
    assert add_languages(actor=dana, page=page, languages=["en", "fr"]) == []


def test_phases_and_languages_change_later(page, dana):
    end = timezone.now() + timedelta(days=60)
    first = page.consultation.phases.first()
    frame = Frame([PhasePlan(PhaseKind.PROPOSE, first.starts_at, end)], ["en", "fr"])
    change_frame(actor=dana, consultation=page.consultation, frame=frame, now=timezone.now(), reason="Holidays")
    page.consultation.refresh_from_db()
    assert page.consultation.closes_at == end
    assert sorted(page.consultation.pages.values_list("language", flat=True)) == ["en", "fr"]


def test_a_preview_is_the_page_itself_with_the_drafts_words(page, dana, desk):
    page.question = "What should the account never do?"
    page.body = [{"type": "paragraph", "value": "<p>A story only in the draft.</p>"}]
    shown = page.make_preview_request(desk.get("/cms/").wsgi_request)
    html = shown.content.decode()
    assert "What should the account never do?" in html
    assert "A story only in the draft." in html
    assert page.consultation.text_in("en").question == WORDS["question"]


def test_the_story_of_the_live_page_stands_on_the_consultation(page, dana, client):
    assert "The story" not in client.get("/consultations/mobility/").text
    page.body = [{"type": "paragraph", "value": "<p>Three offices, one account.</p>"}]
    page.save_revision(user=dana).publish(user=dana)
    assert "Three offices, one account." in client.get("/consultations/mobility/").text
    arabic = client.get("/ar/consultations/mobility/").text
    assert '<div class="story" lang="en" dir="ltr">' in arabic
