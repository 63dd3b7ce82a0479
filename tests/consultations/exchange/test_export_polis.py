"""A round as Polis' files: read again it is the same round; nobody's name, number or order leads anywhere."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from consultations.deliberation.models import Consultation
from consultations.deliberation.operations import hide
from consultations.exchange.domain.polis_votes import read_cast
from consultations.exchange.queries.polis_round import polis_files
from consultations.opinions.enums import Choice
from consultations.opinions.models import Opinion, Respondent, Statement
from consultations.opinions.operations import give_opinion, hand_in, make_map, mark_meta, take_back_opinion
from consultations.people.models import Participant
from tests.consultations.exchange.test_import import polis
from tests.consultations.opinions.conftest import make_round, statements_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(cast) -> Consultation:
    """Twelve people; answers changed and taken back, a statement hidden, one about the round itself, one of Amina's."""
    now = timezone.now()
    night = make_round(cast.dana, now)
    hand_in(actor=cast.amina, consultation=night, text="Tickets, “day” or\u00a0year, should cost less.", now=now)
    rows = statements_of(night)
    for number in range(12):
        person = Participant.objects.create_user(f"s{number}@example.org", "x", pseudonym=f"Secret {number}")
        for place, statement in enumerate(rows):
            if (number + place) % 5:
                choice = Choice((number * place) % 3 - 1)
                give_opinion(actor=person, statement=statement, choice=choice, now=now)
        give_opinion(actor=person, statement=rows[0], choice=Choice(number % 3 - 1), now=now)
        if number == 3:
            take_back_opinion(actor=person, statement=rows[1], now=now)
    mark_meta(actor=cast.dana, statement=rows[2], meta=True, now=now)
    hide(contribution=rows[1].contribution, now=now)
    return night


def told(consultation: Consultation) -> tuple[Counter, list[tuple]]:
    """(how many people hold which answers, the statements), in words that an export keeps."""
    answers: dict[int, set] = {person.pk: set() for person in Respondent.objects.filter(consultation=consultation)}
    rows = Opinion.objects.filter(person__consultation=consultation, current=True)
    for person, text, choice in rows.values_list("person_id", "statement__body", "choice"):
        answers[person].add((text, choice))
    statements = Statement.objects.filter(consultation=consultation).order_by("contribution_id")
    facts = statements.values_list(
        "contribution__body", "contribution__state", "meta", "seed", "agree", "disagree", "passed"
    )
    return Counter(map(frozenset, answers.values())), list(facts)


def write(consultation: Consultation, folder: Path) -> Path:
    call_command("export_polis", consultation.slug, str(folder), stdout=StringIO())
    return folder


def test_read_again_it_is_the_same_round(night, tmp_path):
    folder = write(night, tmp_path / "out")
    account = polis(folder)
    assert {name: len(ledger["refused"]) for name, ledger in account.items()} == {
        "comments.csv": 0,
        "votes.csv": 0,
        "participants-votes.csv": 0,
    }
    assert account["participants-votes.csv"]["unchanged"] == 12
    again = Consultation.objects.get(slug="town")
    assert told(again) == told(night)
    assert (
        write(again, tmp_path / "again").joinpath("comments.csv").read_text() == (folder / "comments.csv").read_text()
    )


def test_the_map_of_the_files_is_that_of_the_round(night, tmp_path):
    cast = read_cast(write(night, tmp_path / "out"))
    stored = make_map(consultation=night, now=timezone.now())
    kept = [each for each in cast.votes.statements if each not in cast.rejected | cast.meta]
    assert (len(cast.votes.people), len(kept), cast.refused) == (12, 2, 0)
    assert stored.people == 12


def test_numbers_are_dealt_anew_and_nobody_is_named(night, tmp_path):
    first, second = (polis_files(night) for _time in range(2))
    assert first["votes.csv"] != second["votes.csv"]
    whole = "".join(first.values())
    assert not any(word in whole for word in ("Secret", "Amina", "@example.org"))
    assert {row["author-id"] for row in csv.DictReader(StringIO(first["comments.csv"]))} == {""}
    assert {row["voter-id"] for row in csv.DictReader(StringIO(first["votes.csv"]))} == {str(n) for n in range(12)}
    seconds = {int(row["timestamp"]) % 60_000 for row in csv.DictReader(StringIO(first["votes.csv"]))}
    assert seconds == {0}


def test_what_was_taken_back_is_nowhere(night):
    files = polis_files(night)
    held = Opinion.objects.filter(current=True).count()
    rows = list(csv.DictReader(StringIO(files["participants-votes.csv"])))
    assert sum(int(row["n-votes"]) for row in rows) == held
    pairs = {(row["voter-id"], row["comment-id"]) for row in csv.DictReader(StringIO(files["votes.csv"]))}
    assert len(pairs) == held


def test_of_fewer_than_ten_people_nothing_is_written(night, tmp_path):
    gone = Respondent.objects.order_by("pk").values_list("pk", flat=True)[:3]
    Respondent.objects.filter(pk__in=list(gone)).delete()
    with pytest.raises(CommandError, match="Fewer than ten"):
        write(night, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_that_holds_something_is_left_alone(night, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CommandError, match="not an empty folder"):
        write(night, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
