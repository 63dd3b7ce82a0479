"""Who may open what: every address of the site is classified, and each class is tried as everybody.

A new address fails here until somebody has said who may open it. GET changes nothing; whether an act itself is refused
is tested beside its operation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from consultations.deliberation.enums import CardField
from consultations.deliberation.operations import describe_service
from consultations.people import stop_link
from consultations.people.domain.roles import Role
from consultations.people.models import Participant
from consultations.people.operations.notices import notify
from consultations.people.operations.roles import grant_role
from consultations.record.models import Event
from consultations.record.operations import sequence
from tests.consultations.surveys.conftest import make_open_survey
from tests.consultations.voting.conftest import ask
from tests.conventions.addresses import addresses, is_of_the_editors
from tests.conventions.answers import (
    AUTHOR,
    EVERYBODY,
    MOVED,
    OF_AN_AGENDA,
    OF_THE_RECORD,
    POST_ONLY,
    PUBLIC,
    SIGN_IN,
    SIGNED_IN,
    Answers,
    everyone,
    only,
)
from tests.conventions.live_answers import LIVE
from tests.conventions.moderation_answers import MODERATION, parts_of_moderation
from tests.conventions.people_answers import PEOPLE, ladder_people
from tests.conventions.staged import a_decision, a_draft, an_evening, their_files
from tests.scene import scene

CARD = {CardField.NAME: "The account", CardField.PURPOSE: "One account for all."}
# allauth's own pages end at a sign-in form for those who may go no further: tests/consultations/people.
OF_ALLAUTH = re.compile(r"account_|mfa_|socialaccount_|openid_connect_")
# Wagtail's page serving and private-page form: tests/cms.
OF_WAGTAIL = re.compile(r"wagtail|^$")

MATRIX: dict[str, Answers] = {
    **LIVE,
    **MODERATION,
    **PEOPLE,
    "decisions:changes": PUBLIC,
    "decisions:coverage": PUBLIC,
    "decisions:decision": PUBLIC,
    "decisions:flow": PUBLIC,
    "decisions:passage": PUBLIC,
    "deliberation:answer_suggestion": {**everyone(404), "nobody": SIGN_IN},  # of a suggestion; then its own tests
    "deliberation:about_you": SIGNED_IN,
    "deliberation:authors": AUTHOR,
    "deliberation:calendar": PUBLIC,
    "deliberation:comment": PUBLIC,
    "deliberation:consultation": PUBLIC,
    "deliberation:consultations": PUBLIC,
    "deliberation:contribution": PUBLIC,
    "deliberation:cost": only(),  # where no phase asks for costs; then tests/consultations/deliberation
    "deliberation:edit": AUTHOR,
    "deliberation:endorse": only(),  # of no organisation's contacts; then tests/consultations/deliberation
    "deliberation:feed": PUBLIC,
    "deliberation:file": PUBLIC,
    "deliberation:join_authors": {**everyone(404), "nobody": SIGN_IN},  # where nobody was asked
    "deliberation:leave": only(),
    "deliberation:map": PUBLIC,
    "deliberation:merge": only("chidi", "edon", "dana", "admin"),
    "deliberation:move_comment": only(),  # of a comment on what was split
    "deliberation:move_support": {**POST_ONLY, "nobody": SIGN_IN},
    "deliberation:numbers": PUBLIC,
    "deliberation:numbers_table": PUBLIC,
    "deliberation:object": only(),
    "deliberation:organisations": PUBLIC,
    "deliberation:outlines": PUBLIC,
    "deliberation:points": PUBLIC,
    "deliberation:picture": PUBLIC,
    "deliberation:quoting": AUTHOR,
    "deliberation:revisions": PUBLIC,
    "deliberation:service": PUBLIC,
    "deliberation:service_field": PUBLIC,
    "deliberation:split": only("chidi", "edon", "dana", "admin"),
    "deliberation:suggest": PUBLIC,
    "deliberation:suggestions": PUBLIC,
    "deliberation:support": PUBLIC,
    "deliberation:withdraw": AUTHOR,
    "dev_mail": PUBLIC,
    "drafting:answer": {**POST_ONLY, "nobody": SIGN_IN},
    "drafting:begin": POST_ONLY,
    "drafting:delete": {**only("amina", others=404), "besnik": 403},
    "drafting:draft": only("amina", "besnik", others=404),  # whoever began it and whoever was asked to write it
    "drafting:file": only("amina", "besnik", others=404),
    "drafting:join": {
        **everyone(404),
        "nobody": SIGN_IN,
    },  # without its link; then tests/consultations/drafting
    "drafting:keep": {**POST_ONLY, "nobody": SIGN_IN},
    "drafting:picture": only("amina", "besnik", others=404),
    "drafting:propose": PUBLIC,
    "drafting:similar": PUBLIC,
    "drafting:writers": {**POST_ONLY, "nobody": SIGN_IN},
    "dev_mail_page": everyone(404),  # the test run keeps its mail in memory; then tests/participate
    "exchange:data": PUBLIC,
    "exports:datapackage": PUBLIC,
    "exports:prov-json": PUBLIC,
    "exports:prov-json-ld": PUBLIC,
    "exports:table": PUBLIC,
    "following:code": SIGNED_IN,
    "following:codes": PUBLIC,
    "following:consultation": PUBLIC,
    "following:contribution": PUBLIC,
    "following:followed": SIGNED_IN,
    "following:mine": SIGNED_IN,
    "log:blob": PUBLIC,
    "log:checkpoint": PUBLIC,
    "log:disclosures": PUBLIC,
    "log:full-receipt": only("amina", others=404, nobody=404),
    "log:receipt-file": PUBLIC,
    "log:receipt-status": PUBLIC,
    "log:schema": PUBLIC,
    "log:schemas": PUBLIC,
    "log:tile": PUBLIC,
    "log:verifier": PUBLIC,
    "log:vkey": PUBLIC,
    "log:witnessed": everyone(404),  # until a witness has signed; then tests/consultations/record/witness
    "opinions:add": everyone(
        404
    ),  # where nobody is asked for opinions; else tests/consultations/opinions/test_pages.py
    "opinions:map": everyone(404),
    "opinions:round": everyone(404),
    "opinions:statements": everyone(404),
    "opinions:table": everyone(404),
    "preview": everyone(404),  # without a link that holds; then tests/cms/test_previews.py
    "record:entry": PUBLIC,
    "record:feed": PUBLIC,
    "record:how": PUBLIC,
    "record:index": PUBLIC,
    "record:receipt": PUBLIC,
    "record:table": PUBLIC,
    "record:threats": PUBLIC,
    "record:verify": PUBLIC,
    "record:verify-file": everyone(200 if finders.find("built/record-file.css") else 404),
    "site:accessibility": PUBLIC,
    "site:algorithms": PUBLIC,
    "site:styleguide": PUBLIC,
    "voting:ballot": everyone(404),  # of secret questions, and those with a roll; then tests/consultations/voting
    "voting:paper": {
        **everyone(403),
        "nobody": SIGN_IN,
    },  # of one without paper; then tests/consultations/voting
    "voting:take_back": POST_ONLY,
    "exports:pabulib": everyone(404),  # until ten ballots of a budget are counted; then tests/consultations/exchange
    "voting:ballots": everyone(404),  # until ten ballots are counted; then tests/consultations/voting
    "voting:by_code": everyone(404),
    "voting:find": everyone(404),
    "voting:results": everyone(403),  # until it is counted or one has voted; then tests/consultations/voting
    "voting:vote": PUBLIC,
    "surveys:check": SIGNED_IN,
    "surveys:discussed": PUBLIC,
    "surveys:index": MOVED,
    "surveys:page": PUBLIC,
    "surveys:preview": only("dana", "admin", nobody=403),
    "surveys:published": everyone(403),  # until the survey is closed; then tests/consultations/surveys/web
    "surveys:results": everyone(403),
    "surveys:results_table": everyone(403),
    "surveys:sheets": only("chidi", "dana", "admin"),
    "surveys:survey": PUBLIC,
}


@pytest.fixture
def stage(cast, settings, tmp_path, folder_of_files) -> SimpleNamespace:
    settings.STAFF_SECOND_FACTOR = False
    settings.EMAIL_FILE_PATH = str(tmp_path)
    shown = scene(SimpleNamespace(cast=cast))
    now = timezone.now()
    admin = Participant.objects.create_user("admin@example.org", pseudonym="Admin")
    grant_role(actor=None, participant=admin, role=Role.ADMINISTRATOR, now=now)
    describe_service(actor=cast.dana, consultation=shown.consultation, language="en", words=CARD, seen=0, now=now)
    a_decision(cast, shown.consultation, now)
    session = an_evening(cast, shown.consultation, now)
    sequence(now=now)
    event = Event.objects.filter(subject=shown.proposal.subject).first()
    survey = make_open_survey(cast.dana, shown.consultation, now)
    notice = notify(participant=cast.amina, words=lambda: ("Your text", "It was read.", "/me/"), now=now)
    parts = {
        **their_files(a_draft(cast, shown.consultation, now), shown, now),
        "standing/<int:pk>": "standing/1",
        "messages/<int:pk>": f"messages/{notice.pk}",
        "mail/<int:number>": "mail/0",
        "<str:token>": stop_link.make(cast.amina.public_id),
        "vote/<int:pk>": f"vote/{ask(cast, shown.consultation, now=now).pk}",
        **parts_of_moderation(shown),
        "contributions/<int:pk>": f"contributions/{shown.proposal.pk}",
        **OF_AN_AGENDA,
        **OF_THE_RECORD,
        "<slug:slug>": shown.consultation.slug,
        "<slug:dslug>": "rules",
        "<int:sid>": "1",
        "<slug:field>": "purpose",
        "<str:code>": session.code,
        "<uuid:public_id>": str(event.public_id),
        "<str:sha256>": Event.objects.get(type="decision.drafted").data["sha256"],
        "<slug:table>": "contributions",
        "<int:item>": "1",
        "page/<int:number>": "page/1",
        "<int:survey>": str(survey.pk),
        "<int:question>": str(survey.questions.last().pk),
    }
    people = {**cast.__dict__, "admin": admin, **ladder_people(now)}
    return SimpleNamespace(parts=parts, devices={who: stage_device(people.get(who)) for who in EVERYBODY})


def stage_device(person: AbstractBaseUser | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def classified() -> Iterator[tuple[str, str]]:
    for name, pattern in addresses():
        if not (is_of_the_editors(pattern) or OF_ALLAUTH.match(name) or OF_WAGTAIL.search(name)):
            yield name, pattern


def answer(device: Client, path: str) -> int | str:
    response = device.get(path)
    if response.status_code == 302 and "/accounts/login/" in response["Location"]:
        return SIGN_IN
    return response.status_code


def test_every_address_is_classified():
    assert {name for name, _pattern in classified()} == set(MATRIX)


def test_everybody_gets_the_answer_of_the_table(stage):
    wrong = {}
    for name, pattern in classified():
        path = "/" + pattern
        for part, value in stage.parts.items():
            path = path.replace(part, value)
        given = {who: answer(stage.devices[who], path) for who in EVERYBODY}
        if given != MATRIX[name]:
            wrong[f"{name} {path}"] = {who: got for who, got in given.items() if got != MATRIX[name][who]}
    assert wrong == {}


def test_the_editors_side_is_shut_to_everybody_without_a_role(stage):
    open_to = {}
    for _name, pattern in addresses():
        if is_of_the_editors(pattern) and "<" not in pattern and "(" not in pattern:
            for who in ("nobody", "amina", "verified", "registrar", "chidi", "edon", "fatima"):
                got = answer(stage.devices[who], "/" + pattern.replace("$", "").replace("^", ""))
                if got == 200:
                    open_to[pattern] = who
    assert open_to == {}
