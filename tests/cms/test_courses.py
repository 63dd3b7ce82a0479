"""Templates of the city: what is kept of a consultation, and what comes of it when another one begins from it."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from cms.models import SavedCourse
from cms.operations.courses import delete_course, rename_course, save_course
from consultations.deliberation.enums import Act, CardField
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.operations import describe_service, set_themes
from consultations.people.domain.verdict import NotAllowed
from consultations.surveys.enums import Kind
from consultations.surveys.operations.building import QuestionPlan, SurveyPlan, add_question, make_survey
from consultations.voting.enums import Method, Paper
from consultations.voting.operations import OptionPlan, prepare_question
from consultations.voting.operations import QuestionPlan as VotePlan
from tests.cms.conftest import WORDS

NOW = timezone.now()
OPTIONS = {"options": [{"id": "a", "words": {"en": "Yes"}}, {"id": "b", "words": {"en": "No"}}]}


@pytest.fixture
def full(page, dana, said) -> Consultation:
    """With a survey whose second question depends on the first, a budget, a card, and proposals of people."""
    consultation = page.consultation
    phase, after = consultation.phases.all()
    phase.settings = {**phase.settings, "may": [*phase.settings["may"], Act.VOTE.value, Act.ANSWER.value]}
    phase.title = {"en": "Say it", "sq": "Thuaje"}
    phase.save()
    themes = {"tickets": {"en": "Tickets", "ar": "تذاكر"}, "privacy": {"en": "Privacy"}}
    set_themes(actor=dana, consultation=consultation, themes=themes, asks_district=True, now=NOW)
    card = {CardField.NAME: "The account", CardField.PURPOSE: "One account."}
    describe_service(actor=dana, consultation=consultation, language="en", words=card, seen=0, now=NOW)
    survey = make_survey(actor=dana, consultation=consultation, plan=SurveyPlan(phase, {"en": "Riders"}), now=NOW)
    first = add_question(
        actor=dana, survey=survey, plan=QuestionPlan(Kind.ONE, {"en": "Do you ride?"}, settings=OPTIONS), now=NOW
    )
    asked = QuestionPlan(Kind.LONG, {"en": "Why not?"}, depends_on=first.pk, depends_values=["b"])
    add_question(actor=dana, survey=survey, plan=asked, now=NOW)
    trees = OptionPlan({"en": "Trees"}, {"en": "Oaks"}, Decimal(300))
    theirs = OptionPlan({"en": said[0].title}, cost=Decimal(100), contribution=said[0])
    vote = VotePlan(
        phase=phase,
        title={"en": "Which?"},
        options=[OptionPlan({"en": "Lamps"}, cost=Decimal(200)), trees, theirs],
        method=Method.APPROVAL,
        total=Decimal(500),
        threshold=3,
        paper=Paper.LAST,
    )
    prepare_question(actor=dana, consultation=consultation, plan=vote, now=NOW)
    return Consultation.objects.get(pk=consultation.pk)


def form_of(response, **changed: str) -> dict[str, str]:
    """What a browser sends of the form as it is shown."""
    sent: dict[str, object] = {}
    form, phases = response.context["form"], response.context["phases"]
    for field in [*form, *phases.management_form, *(field for phase in phases for field in phase)]:
        value = field.value()
        if value is not None and value != "" and value is not False:
            widget = field.field.widget
            sent[field.html_name] = value if isinstance(value, list | tuple) else widget.format_value(value) or value
    return {**sent, **changed}


def begin(desk, address: str, slug: str, **changed: str) -> Consultation:
    response = desk.post("/cms/desk/new/", form_of(desk.get(address), slug=slug, **{**WORDS, **changed}))
    assert response.status_code == 302, response.context["form"].errors
    return Consultation.objects.get(slug=slug)


def test_nothing_that_people_gave_and_no_date_is_kept(dana, full, said):
    saved = save_course(actor=dana, consultation=full, name=" Riders  ask ", with_texts=False, now=NOW)
    text = json.dumps(saved.course, ensure_ascii=False)
    leaks = [words for row in Contribution.objects.all() for words in (row.title, row.body, row.author.pseudonym)]
    leaks += [str(full.phases.first().starts_at.year), *WORDS.values(), "The account"]
    assert (saved.name, [leak for leak in leaks if leak in text]) == ("Riders ask", [])
    told = save_course(actor=dana, consultation=full, name="With words", with_texts=True, now=NOW).course
    assert (told["words"], told["card"]["name"]) == (WORDS, {"en": "The account"})


@pytest.mark.parametrize("way", ["saved", "like"])
def test_a_consultation_begins_from_it_with_everything_in_preparation(desk, dana, full, way):
    saved = save_course(actor=dana, consultation=full, name="Riders", with_texts=True, now=NOW)
    made = begin(desk, f"/cms/desk/new/?{way}={saved.pk if way == 'saved' else full.slug}", "again")
    assert (made.state, made.asks_district, made.contributions.count()) == ("draft", True, 0)
    phase, after = made.phases.all()
    assert (phase.title, after.starts_at - phase.starts_at) == ({"en": "Say it", "sq": "Thuaje"}, timedelta(days=21))
    assert abs(phase.starts_at - timezone.now()) < timedelta(minutes=5)
    assert {theme.slug: theme.name for theme in made.themes.all()} == {
        "tickets": {"en": "Tickets", "ar": "تذاكر"},
        "privacy": {"en": "Privacy"},
    }
    survey, vote = made.surveys.get(), made.questions.get()
    first, second = survey.questions.all()
    assert (survey.phase, survey.ready_at, second.depends_on, second.depends_values) == (phase, None, first, ["b"])
    options = [(option.title["en"], option.text, option.cost, option.contribution) for option in vote.options.all()]
    assert options == [("Lamps", {}, Decimal(200), None), ("Trees", {"en": "Oaks"}, Decimal(300), None)]
    assert (vote.phase, vote.state, vote.total, vote.threshold, vote.paper) == (phase, "draft", 500, 3, "last")
    assert made.service_cards.get().words["purpose"] == {"en": "One account."}


def test_what_hung_on_a_phase_that_was_deleted_in_the_form_is_left_out(desk, dana, full):
    save_course(actor=dana, consultation=full, name="Riders", with_texts=False, now=NOW)
    address = f"/cms/desk/new/?saved={SavedCourse.objects.get().pk}"
    made = begin(desk, address, "shorter", **{"phases-0-DELETE": "on"})
    assert ([phase.kind for phase in made.phases.all()], made.questions.count()) == (["decision"], 0)
    assert made.surveys.get().phase is None


def test_names_are_told_apart(desk, dana, full):
    desk.post("/cms/desk/consultations/mobility/template/", {"name": "Riders", "texts": "on"})
    saved = SavedCourse.objects.get()
    assert saved.name in desk.get("/cms/desk/new/").content.decode()
    for name in ("Riders", " ", "x" * 81):
        with pytest.raises(Unfit):
            save_course(actor=dana, consultation=full, name=name, with_texts=False, now=NOW)
    desk.post(f"/cms/desk/templates/{saved.pk}/rename/", {"name": "Riders"})
    desk.post(f"/cms/desk/templates/{saved.pk}/rename/", {"name": "Riders of 2027"})
    assert SavedCourse.objects.get().name == "Riders of 2027"
    desk.post(f"/cms/desk/templates/{saved.pk}/delete/")
    assert not SavedCourse.objects.exists()
    assert desk.get(f"/cms/desk/new/?saved={saved.pk}").status_code == 200


@pytest.mark.parametrize("who", [None, "amina", "chidi", "edon"])
def test_only_communicators_keep_templates(cast, dana, full, who):
    actor = getattr(cast, who) if who else None
    saved = save_course(actor=dana, consultation=full, name="Riders", with_texts=False, now=NOW)
    acts = [
        lambda: save_course(actor=actor, consultation=full, name="Mine", with_texts=False, now=NOW),
        lambda: rename_course(actor=actor, saved=saved, name="Mine", now=NOW),
        lambda: delete_course(actor=actor, saved=saved, now=NOW),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert [row.name for row in SavedCourse.objects.all()] == ["Riders"]
