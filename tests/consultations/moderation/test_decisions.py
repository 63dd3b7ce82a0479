"""From a report to the decision on the appeal: who may, what changes, what is told, what the record holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from consultations.deliberation.enums import ContributionKind
from consultations.deliberation.models import Contribution, Support
from consultations.deliberation.operations import contribute, support
from consultations.moderation.enums import Action, Concern, Ground
from consultations.moderation.errors import Incomplete
from consultations.moderation.models import Appeal, Case, Report, Statement
from consultations.moderation.operations import appeal, decide, decide_appeal, report
from consultations.moderation.permissions import TIME_TO_APPEAL
from consultations.moderation.queries.cases import by_code
from consultations.people.domain.roles import Role
from consultations.people.domain.verdict import NotAllowed
from consultations.people.models import Notice, Participant
from consultations.people.operations.account import delete_account
from consultations.people.operations.roles import grant_role
from consultations.record.models import Disclosure, Event
from tests.consultations.moderation.conftest import RULE, WHY


def record() -> list[tuple[str, str]]:
    """Type and action of everything that moderation wrote on the record."""
    events = Event.objects.filter(type__startswith="moderation.").order_by("position")
    return [(event.type, event.data.get("action", "")) for event in events]


def seen(contribution: Contribution) -> dict[str, object]:
    """What a reader sees of a contribution and where it stands."""
    fresh = Contribution.objects.get(pk=contribution.pk)
    newest = list(Contribution.objects.listed().order_by("-created_at", "-pk").values_list("pk", flat=True))
    public = Disclosure.objects.filter(event__subject=fresh.subject, public=True).count()
    names = ("pk", "state", "title", "body", "support_count", "comment_count", "created_at", "merged_into_id")
    return {name: getattr(fresh, name) for name in names} | {"listed": newest, "public": public}


def test_fifty_reports_of_strangers_and_accounts_gather_in_one_case_and_hide_nothing(proposal, now):
    before = seen(proposal)
    for number in range(25):
        person = Participant.objects.create_user(f"p{number}@example.org", None, pseudonym=f"Person {number}")
        for actor in (person, None):
            report(actor=actor, contribution=proposal, concern=Concern.HATE, text="", now=now)
    assert (Case.objects.count(), Report.objects.count(), seen(proposal), record()) == (1, 50, before, [])


def test_a_report_is_followed_by_its_code_alone(proposal, now):
    made = report(actor=None, contribution=proposal, concern=Concern.SPAM, text="Three times the same.", now=now)
    assert by_code(made.code.lower().replace("-", " ")) == made.report
    assert by_code(made.code[:-1] + ("2" if made.code[-1] != "2" else "3")) is None
    plain = made.code.replace("-", "")
    assert plain not in str(list(Report.objects.values()))


@pytest.mark.parametrize(("who", "words"), [("amina", "your own contribution"), ("besnik", "reported this already")])
def test_who_need_not_report(cast, proposal, case, now, who, words):
    with pytest.raises(NotAllowed, match=words):
        report(actor=getattr(cast, who), contribution=proposal, concern=Concern.SPAM, text="", now=now)
    assert Report.objects.count() == 1


def test_something_else_needs_words(proposal, now):
    with pytest.raises(Incomplete) as lacks:
        report(actor=None, contribution=proposal, concern=Concern.OTHER, text="  ", now=now)
    assert (lacks.value.field, Case.objects.count()) == ("text", 0)


@pytest.mark.parametrize("who", ["amina", "besnik", "chidi", "dana", "fatima", "gezim"])
def test_only_moderators_decide(cast, case, now, who):
    with pytest.raises(NotAllowed, match="Only a moderator"):
        decide(actor=getattr(cast, who), case=case, action=Action.HIDE, reasons=RULE, now=now)
    case.refresh_from_db()
    assert (case.state, record(), Notice.objects.count()) == ("open", [], 0)


@pytest.mark.parametrize(
    ("action", "reasons", "field"),
    [
        (Action.NONE, replace(WHY, explanation=" "), "explanation"),
        (Action.HIDE, WHY, "ground"),
        (Action.LABEL, replace(RULE, facts=""), "facts"),
        (Action.HIDE, replace(RULE, concern=None), "concern"),
        (Action.HIDE, replace(RULE, concern=Concern.OTHER), "concern"),
        (Action.HIDE, replace(RULE, ground=Ground.LAW), "law"),
        (Action.HIDE, replace(RULE, explanation="x" * 2001), "explanation"),
        (Action.RESTORE, WHY, "action"),
    ],
)
def test_a_decision_without_its_reasons_changes_nothing(cast, case, proposal, now, action, reasons, field):
    before = seen(proposal)
    with pytest.raises(Incomplete) as lacks:
        decide(actor=cast.edon, case=case, action=action, reasons=reasons, now=now)
    case.refresh_from_db()
    assert (lacks.value.field, case.state, seen(proposal), record()) == (field, "open", before, [])
    assert (Statement.objects.count(), Notice.objects.count()) == (0, 0)


def test_hiding_tells_the_author_why_and_how_to_appeal(cast, case, proposal, now):
    decide(actor=cast.edon, case=case, action=Action.HIDE, reasons=RULE, now=now)
    assert (seen(proposal)["state"], seen(proposal)["public"]) == ("hidden", 0)
    assert record() == [("moderation.decided", "hide")]
    told = Notice.objects.get(participant=cast.amina)
    assert told.path == case.get_absolute_url()
    for words in ("No private details", RULE.facts, RULE.explanation, "no machine", "appeal once"):
        assert words in told.text
    assert Notice.objects.get(participant=cast.besnik).subject == "The answer to your report"
    facts = Event.objects.get(type="moderation.decided").data
    assert facts["rule"] == "No private details of other people without their consent."
    assert "amina" not in str(facts).lower()


def test_an_appeal_that_succeeds_restores_everything_in_its_place(cast, case, proposal, now):
    consultation = proposal.consultation
    support(actor=cast.gezim, contribution=proposal, now=now)
    later = {"consultation": consultation, "kind": ContributionKind.PROPOSAL, "now": now + timedelta(minutes=1)}
    contribute(actor=cast.besnik, title="Later", body="A later one.", **later)
    comment = {"consultation": consultation, "kind": ContributionKind.COMMENT, "now": now}
    contribute(actor=cast.besnik, parent=proposal, body="Yes.", **comment)
    before = seen(proposal)
    decide(actor=cast.edon, case=case, action=Action.HIDE, reasons=RULE, now=now)
    appeal(actor=cast.amina, case=case, text="My neighbour agreed.", now=now)
    decide_appeal(actor=cast.fatima, case=case, upheld=False, action=Action.RESTORE, reasons=WHY, now=now)
    assert seen(proposal) == before
    assert Support.objects.filter(contribution=proposal).count() == 1
    assert record() == [
        ("moderation.decided", "hide"),
        ("moderation.appealed", ""),
        ("moderation.appeal_decided", "restore"),
    ]
    case.refresh_from_db()
    assert (case.state, case.effect, case.decided_by, case.appeal_decided_by) == ("closed", "", cast.edon, cast.fatima)
    assert "first decision is changed" in Notice.objects.filter(participant=cast.amina)[0].text


def test_an_appeal_that_fails_leaves_the_first_decision_and_says_so(cast, case, proposal, now):
    decide(actor=cast.edon, case=case, action=Action.LABEL, reasons=RULE, now=now)
    appeal(actor=cast.amina, case=case, text="No.", now=now)
    decide_appeal(actor=cast.fatima, case=case, upheld=True, action=None, reasons=WHY, now=now)
    case.refresh_from_db()
    assert (case.effect, seen(proposal)["state"]) == ("label", "published")
    with pytest.raises(NotAllowed, match="appealed once"):
        appeal(actor=cast.amina, case=case, text="Again.", now=now)


@pytest.mark.parametrize("way", ["signed in", "code"])
def test_whose_report_was_declined_appeals_and_another_person_hides(cast, proposal, now, way):
    actor = cast.besnik if way == "signed in" else None
    made = report(actor=actor, contribution=proposal, concern=Concern.PRIVACY, text="", now=now)
    case = decide(actor=cast.edon, case=made.report.case, action=Action.NONE, reasons=WHY, now=now)
    with pytest.raises(NotAllowed, match="Only the author"):
        appeal(actor=cast.gezim, case=case, text="Look again.", now=now)
    code_holder = None if way == "signed in" else by_code(made.code)
    appeal(actor=actor, case=case, report=code_holder, text="Look again.", now=now)
    decide_appeal(actor=cast.fatima, case=case, upheld=False, action=Action.HIDE, reasons=RULE, now=now)
    assert seen(proposal)["state"] == "hidden"
    assert Statement.objects.get(case=case, stage="appeal").document["decision_visibility"] == [
        "DECISION_VISIBILITY_CONTENT_DISABLED"
    ]
    assert Notice.objects.filter(participant=cast.amina).count() == 1


def test_the_author_of_what_was_left_alone_has_nothing_to_appeal(cast, case, now):
    decide(actor=cast.edon, case=case, action=Action.NONE, reasons=WHY, now=now)
    with pytest.raises(NotAllowed, match="Only the author"):
        appeal(actor=cast.amina, case=case, text="Why?", now=now)


def test_after_six_months_it_is_too_late(cast, case, now):
    decide(actor=cast.edon, case=case, action=Action.HIDE, reasons=RULE, now=now)
    late = now + TIME_TO_APPEAL + timedelta(seconds=1)
    with pytest.raises(NotAllowed, match="six months"):
        appeal(actor=cast.amina, case=case, text="Late.", now=late)
    appeal(actor=cast.amina, case=case, text="In time.", now=now + TIME_TO_APPEAL)


def test_the_same_person_never_decides_the_appeal_not_even_in_the_database(cast, case, now):
    for role in (Role.ADMINISTRATOR, Role.APPEAL_REVIEWER):
        grant_role(actor=None, participant=cast.edon, role=role, now=now)
    decide(actor=cast.edon, case=case, action=Action.HIDE, reasons=RULE, now=now)
    appeal(actor=cast.amina, case=case, text="No.", now=now)
    edon = Participant.objects.get(pk=cast.edon.pk)
    with pytest.raises(NotAllowed, match="Another person"):
        decide_appeal(actor=edon, case=case, upheld=True, action=None, reasons=WHY, now=now)
    with pytest.raises(IntegrityError, match="another_person|CHECK"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(state="closed", appeal_decided_by=edon, appeal_decided_at=now)


def test_who_wrote_or_reported_it_decides_neither(cast, proposal, now):
    for who in (cast.amina, cast.besnik):
        for role in (Role.MODERATOR, Role.APPEAL_REVIEWER):
            grant_role(actor=None, participant=who, role=role, now=now)
    amina, besnik = (Participant.objects.get(pk=who.pk) for who in (cast.amina, cast.besnik))
    case = report(actor=besnik, contribution=proposal, concern=Concern.HATE, text="", now=now).report.case
    with pytest.raises(NotAllowed, match="You wrote this"):
        decide(actor=amina, case=case, action=Action.NONE, reasons=WHY, now=now)
    decide(actor=cast.edon, case=case, action=Action.NONE, reasons=WHY, now=now)
    appeal(actor=besnik, case=case, text="Look again.", now=now)
    for party in (amina, besnik):
        with pytest.raises(NotAllowed, match="You wrote or reported this"):
            decide_appeal(actor=party, case=case, upheld=True, action=None, reasons=WHY, now=now)


def test_a_deleted_account_leaves_no_words_in_reports_and_appeals(cast, case, now):
    decide(actor=cast.edon, case=case, action=Action.HIDE, reasons=RULE, now=now)
    appeal(actor=cast.amina, case=case, text="Canary of Amina.", now=now)
    Report.objects.filter(reporter=cast.besnik).update(text="Canary of Besnik.")
    for who in (cast.amina, cast.besnik):
        delete_account(actor=who, texts=False, now=now)
    held = str([list(model.objects.values()) for model in (Report, Appeal, Disclosure, Notice)])
    assert "Canary" not in held
    assert (Appeal.objects.get().person, Report.objects.get().reporter) == (None, None)
    assert record()[1] == ("moderation.appealed", "")


def test_a_request_that_began_before_the_account_was_deleted_reports_and_appeals_nothing(cast, case, now):
    decide(actor=cast.edon, case=case, action=Action.HIDE, reasons=RULE, now=now)
    restored = {"contribution": case.contribution, "concern": Concern.SPAM, "text": "Canary.", "now": now}
    for who in (cast.amina, cast.gezim):
        delete_account(actor=who, texts=False, now=now)
        assert who.is_active, "as the request read them"
    case.contribution.refresh_from_db()
    with pytest.raises(NotAllowed, match="closed"):
        appeal(actor=cast.amina, case=case, text="Canary.", now=now)
    with pytest.raises(NotAllowed, match="closed"):
        report(actor=cast.gezim, **restored)
    held = str([list(model.objects.values()) for model in (Report, Appeal, Disclosure)])
    assert ("Canary" in held, Appeal.objects.count(), Report.objects.count()) == (False, 0, 1)
