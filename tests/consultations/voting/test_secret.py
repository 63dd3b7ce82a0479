"""A secret ballot on the site: made, cast or audited, cast anew, counted by its sums; then nothing of it is left."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from consultations.deliberation.errors import Unfit
from consultations.people.domain.verdict import NotAllowed
from consultations.record.ballots import roll
from consultations.record.models import Blob, Disclosure, Event
from consultations.record.operations import sequence
from consultations.record.verify.cli import main
from consultations.voting.enums import Method, Paper, Rule
from consultations.voting.errors import BrokenSeal, UnfitBallot
from consultations.voting.models import Ballot, SealedBallot, Tally
from consultations.voting.operations import (
    audit_sealed,
    bring_roll,
    cast_sealed,
    close_due,
    close_question,
    open_question,
    seal,
)
from consultations.voting.operations import cast as cast_confidential
from consultations.voting.queries.roll import entry_of
from consultations.voting.queries.secret import ballot_by_hash
from tests.consultations.voting.conftest import AFTER, NOW, OPENS
from tests.consultations.voting.polls import make_poll, prepared
from tests.conventions.test_scenarios import Cut, cut_at, rows


@pytest.fixture
def poll(cast, vote):
    return make_poll(cast, vote)


@pytest.fixture
def call(db):
    """Sequences what was appended, then runs a command with a folder; gives the folder."""

    def run(command, folder):
        sequence(now=NOW)
        call_command(command, str(folder), verbosity=0)
        return folder

    return run


def put(poll, number, choice):
    """Seals and casts; returns the row."""
    entry = poll.entry(number)
    sealed = seal(entry=entry, question=poll.question, choice=choice, now=NOW)
    return cast_sealed(entry=entry, question=poll.question, sha256=sealed.sha256, now=NOW)


def facts(*types):
    found = Event.objects.filter(type__in=types).order_by("position")
    return [(event.type, event.data) for event in found]


def test_a_ballot_waits_until_its_person_has_seen_its_hash(poll):
    entry = poll.entry(0)
    sealed = seal(entry=entry, question=poll.question, choice=[1], now=NOW)
    assert (facts("ballot.cast", "ballot.spoiled"), Ballot.objects.count()) == ([], 0)
    ballot = cast_sealed(entry=entry, question=poll.question, sha256=sealed.sha256, now=NOW)
    told = {"channel": "web", "position": entry.position, "sha256": sealed.sha256, "bytes": len(sealed.body)}
    assert facts("ballot.cast") == [("ballot.cast", told)]
    assert bytes(Blob.objects.get(pk=sealed.sha256).body) == bytes(sealed.body)
    assert (ballot.choice, ballot.participant, ballot.event.time) == (None, None, NOW.replace(second=0))
    assert not Disclosure.objects.filter(event=ballot.event).exists()


def test_casting_the_same_ballot_twice_counts_it_once(poll):
    first = put(poll, 0, [1])
    assert cast_sealed(entry=poll.entry(0), question=poll.question, sha256=first.sha256, now=NOW) == first
    assert len(facts("ballot.cast", "ballot.replaced")) == 1


def test_a_later_ballot_replaces_the_earlier_one_and_names_it(poll):
    first, second = put(poll, 0, [1]), put(poll, 0, [2])
    first.refresh_from_db()
    assert (first.state, second.state) == ("replaced", "standing")
    ((type_, data),) = facts("ballot.replaced")
    assert (data["replaces"], data["position"]) == (first.sha256, poll.entry(0).position)
    assert list(SealedBallot.objects.values_list("ballot", flat=True)) == [second.pk]


def test_an_audited_ballot_is_opened_and_never_counts_and_says_not_whose_it_was(poll):
    entry = poll.entry(0)
    sealed = seal(entry=entry, question=poll.question, choice=[1, 3], now=NOW)
    spoiled = audit_sealed(entry=entry, question=poll.question, sha256=sealed.sha256, now=NOW)
    ((_, data),) = facts("ballot.spoiled")
    assert data.keys() == {"channel", "ballot", "sha256", "bytes"}
    opened = json.loads(bytes(Blob.objects.get(pk=data["sha256"]).body))
    assert [(each["option"], each["value"]) for each in opened["openings"]] == [("1", 1), ("2", 0), ("3", 1)]
    assert (spoiled.entry, spoiled.participant, spoiled.state) == (None, None, "spoiled")
    assert ballot_by_hash(poll.question, sealed.sha256) == spoiled
    assert SealedBallot.objects.count() == 0
    with pytest.raises(Unfit, match="not waiting any more"):
        cast_sealed(entry=entry, question=poll.question, sha256=sealed.sha256, now=NOW)


def test_only_the_newest_ballot_of_a_place_waits(poll):
    entry = poll.entry(0)
    old = seal(entry=entry, question=poll.question, choice=[1], now=NOW)
    seal(entry=entry, question=poll.question, choice=[2], now=NOW)
    with pytest.raises(Unfit, match="not waiting any more"):
        cast_sealed(entry=entry, question=poll.question, sha256=old.sha256, now=NOW)


def test_nobody_casts_the_ballot_of_another_place(poll):
    sealed = seal(entry=poll.entry(0), question=poll.question, choice=[1], now=NOW)
    for act in (cast_sealed, audit_sealed):
        with pytest.raises(Unfit, match="not waiting any more"):
            act(entry=poll.entry(1), question=poll.question, sha256=sealed.sha256, now=NOW)


@pytest.mark.parametrize("choice", [[], [4], [1, 2, 3], [[1, 2]], "x"])
def test_the_site_seals_only_what_the_question_admits(poll, choice):
    with pytest.raises(UnfitBallot):
        seal(entry=poll.entry(0), question=poll.question, choice=choice, now=NOW)
    assert SealedBallot.objects.count() == 0


def test_not_after_the_close(cast, poll):
    entry = poll.entry(0)
    sealed = seal(entry=entry, question=poll.question, choice=[1], now=NOW)
    with pytest.raises(NotAllowed, match="Voting closed"):
        cast_sealed(entry=entry, question=poll.question, sha256=sealed.sha256, now=AFTER)
    close_question(actor=cast.dana, question=poll.question, reason="Enough.", now=NOW)
    for act in (cast_sealed, audit_sealed):
        with pytest.raises(NotAllowed, match="is over"):
            act(entry=entry, question=poll.question, sha256=sealed.sha256, now=NOW)


def test_two_people_who_choose_alike_get_ballots_that_share_nothing(poll):
    first, second = (json.loads(bytes(SealedBallot.objects.get(ballot=put(poll, n, [1])).body)) for n in (0, 1))
    assert first["ballot"] != second["ballot"]
    mine, theirs = ({each["commitment"] for each in ballot["choices"]} for ballot in (first, second))
    assert not mine & theirs


def test_the_database_keeps_a_second_ballot_of_a_place_out(poll):
    first, second = put(poll, 0, [1]), put(poll, 1, [1])
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.filter(pk=second.pk).update(entry=first.entry)


def test_at_the_close_only_the_sums_are_opened_and_the_rest_is_deleted(cast, poll):
    put(poll, 0, [1])
    put(poll, 1, [1, 2])
    put(poll, 0, [2])
    sealed = seal(entry=poll.entry(2), question=poll.question, choice=[3], now=NOW)
    audit_sealed(entry=poll.entry(2), question=poll.question, sha256=sealed.sha256, now=NOW)
    seal(entry=poll.entry(3), question=poll.question, choice=[3], now=NOW)
    blindings = {each["blinding"] for row in SealedBallot.objects.all() for each in row.openings}
    close_question(actor=cast.dana, question=poll.question, reason="Enough.", now=NOW)
    tally = Tally.objects.get()
    assert (tally.ballots, tally.replaced, tally.spoiled, tally.winners) == (2, 1, 1, ["2"])
    assert {each["option"]: each["total"] for each in tally.count["options"]} == {1: 1, 2: 2, 3: 0}
    assert SealedBallot.objects.count() == 0
    published = bytes(Blob.objects.get(pk=tally.sha256).body).decode()
    assert [each["value"] for each in json.loads(published)["sums"]] == [1, 2, 0]
    assert not [each for each in blindings if each in published]


def test_the_record_that_the_site_writes_is_verified_by_the_command(cast, poll, tmp_path, capsys, call):
    put(poll, 0, [1])
    put(poll, 1, [1, 2])
    put(poll, 1, [1])
    sealed = seal(entry=poll.entry(2), question=poll.question, choice=[3], now=NOW)
    audit_sealed(entry=poll.entry(2), question=poll.question, sha256=sealed.sha256, now=NOW)
    close_question(actor=cast.dana, question=poll.question, reason="Enough.", now=NOW)
    folder = call("export_record", tmp_path / "copy")
    capsys.readouterr()
    assert main(["tally", str(folder), "--question", str(poll.question.pk), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert {name: said[name] for name in ("turnout", "roll", "replaced", "spoiled", "sums", "winners")} == {
        "turnout": 2,
        "roll": 6,
        "replaced": 1,
        "spoiled": 1,
        "sums": {"1": 2, "2": 0, "3": 0},
        "winners": ["1"],
    }


def test_what_was_edited_in_the_database_is_not_counted(cast, poll):
    put(poll, 0, [1])
    row = SealedBallot.objects.get()
    row.openings[0]["value"] = 0
    row.openings[1]["value"] = 1
    row.save()
    with pytest.raises(BrokenSeal):
        close_question(actor=cast.dana, question=poll.question, reason="Enough.", now=NOW)
    assert Tally.objects.count() == 0
    assert close_due(now=AFTER) == 0
    poll.question.refresh_from_db()
    assert poll.question.state == "open"


def test_scores_and_budgets_are_counted_from_their_sums(cast, vote):
    scores = make_poll(cast, vote, method=Method.SCORE, limit=5)
    put(scores, 0, [[1, 5], [2, 1]])
    put(scores, 1, [[2, 3]])
    close_question(actor=cast.dana, question=scores.question, reason="Enough.", now=NOW)
    assert Tally.objects.get(question=scores.question).winners == ["1"]
    budget = {"rule": Rule.GREEDY, "total": 1000, "currency": "€", "limit": None}
    money = make_poll(cast, vote, names="Trees:600 Benches:500 Lamps:400", **budget)
    put(money, 0, [1, 2, 3])
    put(money, 1, [1])
    close_question(actor=cast.dana, question=money.question, reason="Enough.", now=NOW)
    assert Tally.objects.get(question=money.question).winners == ["1", "3"]


def test_a_confidential_question_takes_no_sealed_ballot_and_a_secret_one_no_other(cast, vote, poll):
    other = make_poll(cast, vote, secrecy="confidential")
    with pytest.raises(Unfit, match="takes no secret ballots"):
        seal(entry=other.entry(0), question=other.question, choice=[1], now=NOW)
    with pytest.raises(Unfit, match="cast in its own way"):
        cast_confidential(actor=None, question=poll.question, choice=[1], entry=poll.entry(0), now=NOW)


def test_a_question_that_no_secret_ballot_could_answer_is_not_opened(cast, vote):
    for terms in ({"paper": Paper.LAST}, {"method": Method.SCORE, "limit": 100, "names": " ".join("abcdefghijkl")}):
        question = prepared(cast, vote, **terms)
        bring_roll(actor=cast.dana, question=question, digests=["ab" * 32], now=OPENS)
        with pytest.raises(Unfit):
            open_question(actor=cast.dana, question=question, now=OPENS)


def test_the_roll_is_on_the_record_before_the_question(cast, vote):
    question = prepared(cast, vote)
    with pytest.raises(Unfit, match="Bring in the roll first"):
        open_question(actor=cast.dana, question=question, now=OPENS)
    digests = [roll.entry(question.subject, roll.new_credential()) for _ in range(3)]
    assert bring_roll(actor=cast.dana, question=question, digests=digests, now=OPENS) == 3
    assert list(question.roll.values_list("digest", flat=True)) == sorted(digests)
    open_question(actor=cast.dana, question=question, now=OPENS)
    kept = facts("roll.published", "question.opened")
    assert [type_ for type_, _ in kept] == ["roll.published", "question.opened"]
    assert bytes(Blob.objects.get(pk=kept[0][1]["sha256"]).body) == roll.write(digests)
    with pytest.raises(Unfit, match="cannot be changed"):
        bring_roll(actor=cast.dana, question=question, digests=digests, now=NOW)


@pytest.mark.parametrize("digests", [[], ["x"], ["ab" * 32] * 2, ["AB" * 32], ["é" * 64]])
def test_what_is_no_roll_is_refused(cast, vote, digests):
    question = prepared(cast, vote)
    with pytest.raises(Unfit):
        bring_roll(actor=cast.dana, question=question, digests=digests, now=OPENS)
    assert not question.roll.exists()


def test_only_communicators_bring_in_a_roll(cast, vote):
    question = prepared(cast, vote)
    for actor in (None, cast.amina, cast.chidi):
        with pytest.raises(NotAllowed):
            bring_roll(actor=actor, question=question, digests=["ab" * 32], now=OPENS)


def test_a_code_opens_its_own_question_only(cast, vote, poll):
    other = make_poll(cast, vote)
    assert entry_of(poll.question, poll.codes[0]) == poll.entry(0)
    assert entry_of(other.question, poll.codes[0]) is None
    assert entry_of(poll.question, "") is None
    with pytest.raises(Exception, match="matching query does not exist"):
        seal(entry=poll.entry(0), question=other.question, choice=[1], now=NOW)


def test_each_act_is_all_or_nothing(poll):
    """Cut off at any write, nothing of it is left."""
    entry = poll.entry(0)
    put(poll, 0, [1])
    for act in (cast_sealed, audit_sealed):
        sealed = seal(entry=entry, question=poll.question, choice=[2], now=NOW)
        before, broken = rows(), 0
        while True:
            try:
                with cut_at(broken + 1):
                    act(entry=entry, question=poll.question, sha256=sealed.sha256, now=NOW)
            except Cut:
                broken += 1
                assert rows() == before
            else:
                break
        assert broken >= 4
