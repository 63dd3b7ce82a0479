"""The map of a round as it is kept: made anew from ten more people on, nobody in it, the same for the same answers."""

from __future__ import annotations

import json
from datetime import timedelta
from random import Random

import pytest

from consultations.deliberation.operations import hide
from consultations.opinions.domain.kept import as_json, from_json, kept
from consultations.opinions.domain.map import opinion_map
from consultations.opinions.domain.picture import picture_of
from consultations.opinions.domain.place import place_among, place_of
from consultations.opinions.enums import Choice
from consultations.opinions.models import Statement, StoredMap
from consultations.opinions.operations import bring_up_to_date, give_opinion, keep_rounds, make_map, mark_meta
from consultations.opinions.operations.take_in import count_anew
from consultations.opinions.permissions import may_see_results
from consultations.opinions.queries import maps
from consultations.opinions.queries.maps import is_due, map_of, shares_by_statement
from tests.consultations.opinions.conftest import make_round, statements_of
from tests.consultations.opinions.test_map import camps

pytestmark = pytest.mark.django_db
TEXTS = {number: f"Statement {number}" for number in range(12)}


class TestWhatIsKept:
    @pytest.mark.parametrize("sizes", [(38, 27, 21), (9, 9), (4,)])
    def test_kept_and_read_again_it_is_the_same(self, sizes):
        made = opinion_map(camps(sizes), range(12))
        stored = kept(made)
        again = from_json(json.loads(json.dumps(as_json(stored))))
        assert again == stored
        assert again is not None
        assert picture_of(again.made, TEXTS, drawing=again.drawing) == picture_of(made, TEXTS)

    def test_nobody_is_in_it(self):
        made = opinion_map({(p + 900_000, s): v for (p, s), v in camps((38, 27)).items()}, range(12))
        text = json.dumps(as_json(kept(made)))
        assert not any(str(person) in text for person in made.positions)
        assert '"positions"' not in text

    def test_an_older_form_is_made_again(self):
        assert from_json({"form": 0}) is None

    def test_everybody_stands_where_the_map_placed_them(self):
        """Found from their own answers alone."""
        chance = Random(7)
        votes = {pair: vote for pair, vote in camps((38, 27, 21), slip=0.3).items() if chance.random() < 0.8}
        made = opinion_map(votes, range(12))
        picture, stored = picture_of(made, TEXTS), kept(made)
        assert len(made.groups) > 1
        for person in made.positions:
            own = {item: vote for (each, item), vote in votes.items() if each == person}
            here, there = place_among(stored, picture, own), place_of(made, picture, person, own)
            assert here is not None
            assert there is not None
            assert (here.x, here.y) == pytest.approx((there.x, there.y), abs=1e-6)
            assert (here.group, here.likeness) == (there.group, there.likeness)

    def test_who_answered_nothing_stands_nowhere(self):
        made = opinion_map(camps((20, 20)), range(12))
        assert place_among(kept(made), picture_of(made, TEXTS), {}) is None


class TestWhenItIsMade:
    def test_of_fewer_than_ten_people_nothing_is_shown(self, night, crowd, today):
        crowd(night, 9)
        assert bring_up_to_date(consultation=night, now=today)
        found = map_of(night)
        assert found is not None
        assert (found.picture.enough, found.picture.sections, shares_by_statement(night)) == (False, (), [])

    def test_anew_only_when_ten_more_people_answered(self, night, crowd, today):
        crowd(night, 10)
        assert keep_rounds(now=today) == 1
        assert map_of(night).stored.people == 10
        crowd(night, 9, first=10)
        assert keep_rounds(now=today) == 0
        assert map_of(night).stored.people == 10
        crowd(night, 1, first=19)
        assert bring_up_to_date(consultation=night, now=today)
        assert (map_of(night).stored.people, map_of(night).stored.votes) == (20, 60)
        assert not is_due(night, today)

    def test_one_person_who_answers_otherwise_again_and_again_is_one_person(self, night, crowd, today):
        people = crowd(night, 10)
        make_map(consultation=night, now=today)
        for turn in range(12):
            for statement in statements_of(night):
                choice = Choice.AGREE if turn % 2 else Choice.PASS
                give_opinion(actor=people[0], statement=statement, choice=choice, now=today)
        assert not is_due(night, today)

    def test_the_last_answers_count_when_the_round_has_closed(self, night, crowd, today):
        crowd(night, 10)
        make_map(consultation=night, now=today)
        crowd(night, 1, first=10)
        assert not is_due(night, today)
        assert is_due(night, today + timedelta(days=10))

    def test_anew_when_other_statements_count(self, night, one, cast, crowd, today):
        crowd(night, 12)
        make_map(consultation=night, now=today)
        mark_meta(actor=cast.dana, statement=one, meta=True, now=today)
        assert keep_rounds(now=today) == 1
        assert one.contribution_id not in map_of(night).kept.made.counts

    def test_a_hidden_statement_is_gone_from_what_was_made_before(self, night, one, crowd, today):
        crowd(night, 12)
        make_map(consultation=night, now=today)
        words = one.words
        assert words in repr(map_of(night).picture)
        hide(contribution=one.contribution, now=today)
        assert words not in repr(map_of(night).picture)

    def test_large_ones_are_left_to_the_clock(self, night, crowd, today, monkeypatch):
        crowd(night, 10)
        monkeypatch.setattr(maps, "SMALL", 29)
        assert not bring_up_to_date(consultation=night, now=today)
        assert map_of(night) is None
        assert keep_rounds(now=today) == 1

    def test_the_same_answers_give_the_same_map(self, night, crowd, today):
        crowd(night, 25)
        first = make_map(consultation=night, now=today).content
        StoredMap.objects.all().delete()
        assert make_map(consultation=night, now=today + timedelta(hours=1)).content == first

    def test_counters_are_what_is_counted(self, night, crowd):
        crowd(night, 11)
        before = list(Statement.objects.order_by("pk").values_list("agree", "disagree", "passed"))
        count_anew(consultation=night)
        assert list(Statement.objects.order_by("pk").values_list("agree", "disagree", "passed")) == before
        assert before[0] == (11, 0, 0)


class TestWhoSeesIt:
    def test_who_took_part_at_once_and_everybody_afterwards(self, night, today):
        def see(answered, now=today):
            return may_see_results(night, now, answered=answered, statements=3)

        assert [bool(see(n)) for n in range(4)] == [False, False, False, True]
        assert see(0).reason == "You see what people think when you have answered 3 statements."
        assert see(0, now=today + timedelta(days=10))

    def test_seven_answers_are_enough(self, night, today):
        assert may_see_results(night, today, answered=7, statements=40)

    def test_at_closing_where_the_round_says_so(self, cast, today):
        consultation = make_round(cast.dana, today)
        phase = consultation.phases.get()
        phase.settings["opinions"] = {"results": "closing"}
        phase.save()
        verdict = may_see_results(consultation, today, answered=3, statements=3)
        assert not verdict
        assert "is shown after" in str(verdict.reason)
        assert may_see_results(consultation, today + timedelta(days=10), answered=0, statements=3)
