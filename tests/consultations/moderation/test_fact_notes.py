"""Context instead of removal: a note with its sources beside a text, which stays; and the way to object to it."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from consultations.deliberation.enums import ContributionKind
from consultations.deliberation.operations import contribute
from consultations.moderation.domain.notes import is_source
from consultations.moderation.enums import Assessment, NoteAnswer
from consultations.moderation.errors import Incomplete
from consultations.moderation.models import FactNote, NoteObjection
from consultations.moderation.operations import Finding, answer_objection, object_to_note, write_note
from consultations.people.domain.roles import Role
from consultations.people.domain.verdict import NotAllowed
from consultations.people.models import Notice
from consultations.people.operations.account import delete_account
from consultations.people.operations.roles import grant_role
from consultations.record.models import Event
from consultations.record.operations import sequence

FINDING = Finding(Assessment.WRONG, "The timetable says otherwise.", "https://example.org/timetable")
WORDS = "canary-objection: the timetable is of last year"


@pytest.fixture
def note(cast, proposal, now) -> FactNote:
    return write_note(
        actor=cast.edon,
        contribution=proposal,
        claim="wait for  trains",
        finding=FINDING,
        signed="Edon of the library",
        now=now,
    )


@pytest.fixture
def objection(cast, note, now) -> NoteObjection:
    return object_to_note(actor=cast.besnik, note=note, text=WORDS, now=now)


@pytest.fixture
def second(cast, now):
    grant_role(actor=None, participant=cast.fatima, role=Role.MODERATOR, now=now)
    return type(cast.fatima).objects.get(pk=cast.fatima.pk)


def test_a_note_stands_beside_the_text_for_everybody_and_hides_nothing(client, proposal, note):
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert "Buses should wait for trains. Ask my neighbour." in page
    assert "The sources say otherwise" in page
    assert 'href="https://example.org/timetable"' in page
    assert "Edon of the library" in page
    proposal.refresh_from_db()
    assert proposal.state == "published"


def test_a_note_stands_beside_a_comment_in_its_thread(client, cast, proposal, now):
    answer = contribute(
        actor=cast.besnik,
        consultation=proposal.consultation,
        kind=ContributionKind.COMMENT,
        body="Nobody takes that bus.",
        parent=proposal,
        now=now,
    )
    note = write_note(
        actor=cast.edon, contribution=answer, claim="Nobody takes that bus", finding=FINDING, signed="E", now=now
    )
    assert f'id="note-{note.pk}"' in client.get(proposal.get_absolute_url()).content.decode()
    assert f'id="note-{note.pk}"' in client.get(answer.get_absolute_url()).content.decode()


def test_an_expert_may_write_notes_and_nothing_else(cast, proposal, now):
    grant_role(actor=None, participant=cast.gezim, role=Role.EXPERT, now=now)
    expert = type(cast.gezim).objects.get(pk=cast.gezim.pk)
    made = write_note(actor=expert, contribution=proposal, claim="Buses", finding=FINDING, signed="Dr G", now=now)
    assert made.role == "expert"
    raised = object_to_note(actor=cast.besnik, note=made, text="No.", now=now)
    with pytest.raises(NotAllowed):
        answer_objection(actor=expert, objection=raised, answer=NoteAnswer.KEEP, reason="I am right.", now=now)


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("claim", {"claim": "Buses must never wait"}),
        ("claim", {"claim": " "}),
        ("signed", {"signed": ""}),
        ("assessment", {"finding": Finding("rubbish", "Text.", "https://example.org/")}),
        ("text", {"finding": Finding("wrong", " ", "https://example.org/")}),
        ("sources", {"finding": Finding("wrong", "Text.", "")}),
        ("sources", {"finding": Finding("wrong", "Text.", "javascript:alert(1)")}),
    ],
)
def test_what_a_note_must_have(cast, proposal, now, field, changed):
    words = {"claim": "Buses", "finding": FINDING, "signed": "Edon", **changed}
    with pytest.raises(Incomplete) as lacks:
        write_note(actor=cast.edon, contribution=proposal, now=now, **words)
    assert lacks.value.field == field
    assert not FactNote.objects.exists()


@pytest.mark.parametrize(
    ("address", "fits"),
    [
        ("https://example.org/a?b=c", True),
        ("http://example.org", True),
        ("https://user:word@example.org/", False),
        ("ftp://example.org/", False),
        ("https://localhost/", False),
        ('https://example.org/"onclick', False),
        ("//example.org/", False),
        ("data:text/html,x", False),
    ],
)
def test_a_source_is_an_address_on_the_web(address, fits):
    assert is_source(address) is fits


def test_the_author_is_told_and_the_record_says_it_without_the_quotation(cast, proposal, note):
    told = Notice.objects.get(participant=cast.amina)
    assert (told.subject, told.path) == ("A fact note stands beside your text", note.get_absolute_url())
    entry = Event.objects.get(type="moderation.decided")
    assert entry.data == {
        "case": note.subject,
        "action": "note",
        "ground": "none",
        "automated": False,
        "assessment": "wrong",
        "sources": ["https://example.org/timetable"],
        "role": "moderator",
        "statement": "The timetable says otherwise.",
    }


def test_nobody_objects_twice_and_the_words_of_an_objection_are_shown_to_no_visitor(client, cast, note, objection, now):
    with pytest.raises(NotAllowed):
        object_to_note(actor=cast.besnik, note=note, text="Again.", now=now)
    for path in (note.get_absolute_url(), note.contribution.get_absolute_url(), "/moderation/log/"):
        assert "canary-objection" not in client.get(path).content.decode()
    assert "Somebody objects" in client.get(note.get_absolute_url()).content.decode()


def test_whoever_wrote_the_note_never_answers_and_the_database_says_so_too(cast, objection, now):
    with pytest.raises(NotAllowed):
        answer_objection(actor=cast.edon, objection=objection, answer=NoteAnswer.KEEP, reason="I know.", now=now)
    objection.answer, objection.answered_by, objection.answered_at = NoteAnswer.KEEP, cast.edon, now
    with pytest.raises(IntegrityError), transaction.atomic():
        objection.save()


@pytest.mark.parametrize(
    ("answer", "shown", "upheld"),
    [(NoteAnswer.KEEP, True, True), (NoteAnswer.CHANGE, True, False), (NoteAnswer.WITHDRAW, False, False)],
)
def test_an_answer_keeps_changes_or_withdraws_in_the_open(
    client, cast, second, note, objection, now, answer, shown, upheld
):
    other = Finding(Assessment.DISPUTED, "Two timetables disagree.", "https://example.net/")
    answer_objection(actor=second, objection=objection, answer=answer, reason="I read both.", finding=other, now=now)
    page = client.get(note.contribution.get_absolute_url()).content.decode()
    assert (f'id="note-{note.pk}"' in page) is shown
    assert ("Two timetables disagree." in page) is (answer == NoteAnswer.CHANGE)
    log = client.get("/moderation/log/").content.decode()
    assert "I read both." in log
    assert "The timetable says otherwise." in log
    assert Event.objects.get(type="moderation.appeal_decided").data["upheld"] is upheld
    assert (
        Notice.objects.filter(participant=cast.besnik, subject="An objection to a fact note is answered").count() == 1
    )
    with pytest.raises(NotAllowed):
        answer_objection(actor=second, objection=objection, answer=answer, reason="Again.", finding=other, now=now)


def test_the_record_agrees_with_the_rows(cast, second, objection, now):
    answer_objection(actor=second, objection=objection, answer=NoteAnswer.KEEP, reason="I read both.", now=now)
    sequence(now=now)
    call_command("verify_record")


def test_the_quotation_goes_with_the_words_and_the_objection_with_its_person(cast, note, objection, now):
    delete_account(actor=cast.besnik, texts=True, now=now)
    objection.refresh_from_db()
    assert (objection.person, objection.text) == (None, "")
    delete_account(actor=cast.amina, texts=True, now=now)
    note.refresh_from_db()
    assert note.claim == ""
    delete_account(actor=cast.edon, texts=True, now=now)
    note.refresh_from_db()
    assert note.signed == ""


def test_forms_of_the_pages(client, cast, proposal, second, now):
    client.force_login(cast.edon)
    client.post(
        f"/contributions/{proposal.pk}/note/",
        {"claim": "Buses", "assessment": "wrong", "text": "No.", "sources": "https://example.org/", "signed": "Edon"},
    )
    note = FactNote.objects.get()
    client.force_login(cast.besnik)
    client.post(note.get_absolute_url(), {"text": WORDS})
    objection = NoteObjection.objects.get()
    client.force_login(second)
    assert "canary-objection" in client.get("/moderation/").content.decode()
    client.post(f"/moderation/objections/{objection.pk}/", {"answer": "note_withdrawn", "reason": "Besnik is right."})
    note.refresh_from_db()
    assert note.withdrawn


def test_whoever_is_not_signed_in_keeps_what_they_typed(client, note):
    assert "/accounts/login/" in client.post(note.get_absolute_url(), {"text": WORDS})["Location"]
    assert client.session["draft:" + note.get_absolute_url().rstrip("/")] == {"text": WORDS}


def test_a_page_costs_one_query_more_where_there_is_a_note_and_none_elsewhere(
    client, cast, proposal, now, django_assert_max_num_queries
):
    with django_assert_max_num_queries(15):
        client.get(proposal.get_absolute_url())
    for number in range(3):
        write_note(actor=cast.edon, contribution=proposal, claim="Buses", finding=FINDING, signed=f"E{number}", now=now)
    with django_assert_max_num_queries(15):
        client.get(proposal.get_absolute_url())
