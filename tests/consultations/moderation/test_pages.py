"""Reporting without an account, the desk, the log: who sees which, and what none of them gives away."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from django.core.cache import cache

from consultations.deliberation.operations import contribute
from consultations.moderation.enums import Action, Concern
from consultations.moderation.models import Case, Report
from consultations.moderation.operations import appeal, decide, report
from tests.consultations.moderation.conftest import RULE, WHY


@pytest.fixture(autouse=True)
def _no_limits_left_over() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def page(response) -> str:
    return response.content.decode()


def test_a_visitor_reports_gets_a_code_and_follows_it(client, proposal, cast, now):
    address = f"/contributions/{proposal.pk}/report/"
    shown = page(client.post(address, {"concern": "other", "text": ""}))
    assert "Say in a few words what is wrong." in shown
    response = client.post(address, {"concern": "privacy", "text": "A telephone number."}, follow=True)
    code = client.session["report_code"]
    assert (response.redirect_chain, code in page(response)) == ([("/moderation/reports/sent/", 302)], True)
    assert "No decision yet." in page(client.post("/moderation/reports/", {"code": code}))
    assert "There is no report with this code." in page(client.post("/moderation/reports/", {"code": "AAAA-AAAA-AAAA"}))
    case = Report.objects.get().case
    decide(actor=cast.edon, case=case, action=Action.NONE, reasons=WHY, now=now)
    answered = page(client.post("/moderation/reports/", {"code": code.lower()}))
    assert WHY.explanation in answered
    assert "Appeal this decision" in answered
    client.post(f"/moderation/cases/{case.pk}/appeal/", {"code": code, "text": "Look again."})
    case.refresh_from_db()
    assert (case.state, case.appeal.text, case.appeal.person) == ("appealed", "Look again.", None)


@pytest.mark.parametrize("who", [None, "besnik"])
def test_a_form_sent_twice_is_one_report_with_one_code(client, proposal, cast, settings, who):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "report": (1, 40)}
    if who:
        client.force_login(getattr(cast, who))
    address = f"/contributions/{proposal.pk}/report/"
    form = client.get(address).context["form"]
    words = {"concern": "spam", "text": "Look.", "submission": str(form["submission"].value())}
    codes = set()
    for _sending in range(3):
        shown = client.post(address, words, follow=True)
        codes.add(client.session["report_code"])
        assert (shown.status_code, client.session["report_code"] in page(shown)) == (200, True)
    assert (Report.objects.count(), len(codes)) == (1, 1)
    assert "Look." not in page(client.get(address))


def test_another_person_and_another_contribution_make_other_reports(proposal, cast, now):
    given = {"concern": Concern.SPAM, "text": "", "submission": uuid.uuid4(), "now": now}
    codes = {report(actor=who, contribution=proposal, **given).code for who in (None, cast.besnik, cast.gezim)}
    place = {"consultation": proposal.consultation, "kind": proposal.kind, "language": "en"}
    other = contribute(actor=cast.amina, title="Let trams wait", body="Trams too.", now=now, **place)
    codes.add(report(actor=cast.besnik, contribution=other, **given).code)
    assert (len(codes), Report.objects.count()) == (4, 4)


def test_too_many_reports_say_how_long_to_wait_and_keep_the_words(client, proposal, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "report": (1, 40)}
    address = f"/contributions/{proposal.pk}/report/"
    client.post(address, {"concern": "spam", "text": "One."})
    response = client.post(address, {"concern": "spam", "text": "The second one."})
    assert (response.status_code, Report.objects.count()) == (429, 1)
    assert "You can report again in 40 seconds." in page(response)
    assert "The second one." in page(response)


@pytest.mark.parametrize(
    ("who", "desk", "open_case", "decided_case"),
    [
        (None, 404, 404, 404),
        ("gezim", 404, 404, 404),
        ("besnik", 404, 404, 404),
        ("dana", 404, 404, 404),
        ("amina", 404, 404, 200),
        ("edon", 200, 200, 200),
        ("fatima", 200, 200, 200),
    ],
)
def test_who_sees_the_desk_and_cases(client, cast, case, now, who, desk, open_case, decided_case):
    if who:
        client.force_login(getattr(cast, who))
    address = case.get_absolute_url()
    assert (client.get("/moderation/").status_code, client.get(address).status_code) == (desk, open_case)
    decide(actor=cast.edon, case=case, action=Action.HIDE, reasons=RULE, now=now)
    assert client.get(address).status_code == decided_case


@pytest.mark.parametrize("who", ["gezim", "besnik", "edon"])
def test_for_whom_it_does_not_concern_there_is_no_appeal_page(client, cast, case, now, who):
    decide(actor=cast.edon, case=case, action=Action.HIDE, reasons=RULE, now=now)
    client.force_login(getattr(cast, who))
    response = client.post(f"{case.get_absolute_url()}appeal/", {"text": "No."})
    case.refresh_from_db()
    assert (response.status_code, case.state) == (404, "decided")


@pytest.mark.parametrize("number", ["", "999"], ids=["a case", "no case"])
def test_who_was_signed_out_while_appealing_finds_the_words_after_signing_in(client, cast, case, now, number):
    """The answer is the same where there is no such case."""
    decide(actor=cast.edon, case=case, action=Action.HIDE, reasons=RULE, now=now)
    address = f"/moderation/cases/{case.pk}{number}/appeal/"
    assert client.get(address).status_code == 404
    answer = client.post(address, {"text": "It names nobody."})
    assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={address}")
    client.force_login(cast.amina)
    if number:
        assert client.get(address).status_code == 404
        return
    assert client.get(address).context["form"]["text"].value() == "It names nobody."
    client.post(address, {"text": "It names nobody."})
    case.refresh_from_db()
    assert (case.state, case.appeal.text) == ("appealed", "It names nobody.")


BAD_WORDS = [("x" * 1_048_576, "Ensure this value has at most"), ("a\x00b", "Null characters are not allowed.")]


@pytest.mark.parametrize(("words", "sentence"), BAD_WORDS, ids=["long", "null"])
def test_words_that_cannot_stand_come_back_with_a_sentence(client, cast, case, proposal, now, words, sentence):
    client.force_login(cast.edon)
    decision = {"action": "hide", "ground": "rules", "concern": "privacy", "explanation": words, "facts": "Facts."}
    shown = [(client.post(case.get_absolute_url(), decision), "explanation")]
    decide(actor=cast.edon, case=case, action=Action.HIDE, reasons=RULE, now=now)
    client.force_login(cast.amina)
    shown.append((client.post(f"{case.get_absolute_url()}appeal/", {"text": words}), "text"))
    for answer, field in shown:
        assert (answer.status_code, sentence in page(answer)) == (200, True)
        assert answer.context["form"][field].value() == words
    case.refresh_from_db()
    assert (case.state, case.statements.count()) == ("decided", 1)


@pytest.mark.parametrize("code", ["", "   ", "no", "7K2M-QX9D-4HRT", "\x00" * 12, "x" * 5000, "٣" * 12])
def test_a_code_that_leads_nowhere_gets_a_sentence(client, db, code):
    answer = client.post("/moderation/reports/", {"code": code})
    assert answer.status_code == 200
    assert answer.context["form"].errors["code"]
    assert answer.context["report"] is None


def test_reporters_are_named_to_nobody_and_a_look_is_told_to_the_author(client, cast, case):
    client.force_login(cast.edon)
    shown = page(client.get(case.get_absolute_url()))
    assert ("Besnik" in shown, "Amina" in shown) == (False, True)
    assert [(seen.looked_by, seen.why) for seen in cast.amina.looks.all()] == [
        (cast.edon, f"moderation case {case.pk}")
    ]


def test_the_log_is_redacted(client, cast, proposal, now):
    made = report(actor=cast.besnik, contribution=proposal, concern=Concern.PRIVACY, text="canary one", now=now)
    decide(actor=cast.edon, case=made.report.case, action=Action.HIDE, reasons=RULE, now=now)
    appeal(actor=cast.amina, case=made.report.case, text="canary two", now=now)
    for address in ("/moderation/log/", f"/contributions/{proposal.pk}/"):
        shown = page(client.get(address))
        assert RULE.explanation in shown
        leaks = ("canary", "Amina", "Besnik", "Edon", proposal.title, "Buses should", RULE.facts)
        assert [word for word in leaks if word in shown] == [], address


def test_a_decision_with_a_gap_keeps_what_was_typed(client, cast, case):
    client.force_login(cast.edon)
    typed = {"action": "hide", "ground": "rules", "concern": "privacy", "explanation": "Typed reasons.", "facts": ""}
    shown = page(client.post(case.get_absolute_url(), typed))
    assert "Say which words or facts the decision rests on." in shown
    assert "Typed reasons." in shown
    assert Case.objects.get().state == "open"


@pytest.mark.parametrize("address", ["/moderation/?state=decided", "/moderation/log/"])
def test_long_lists_cost_as_many_queries_as_short_ones(client, cast, case, now, address, django_assert_max_num_queries):
    for _ in range(4):
        decide(actor=cast.edon, case=case, action=Action.NONE, reasons=WHY, now=now)
        case = report(actor=None, contribution=case.contribution, concern=Concern.SPAM, text="", now=now).report.case
    client.force_login(cast.edon)
    with django_assert_max_num_queries(14):
        assert page(client.get(address)).count("Case ") >= 4
