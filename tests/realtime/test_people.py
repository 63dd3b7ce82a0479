"""Who took part in a live session as themselves hears what came of it; who only listened or led does not."""

from __future__ import annotations

from consultations.following.queries.theirs import theirs_of
from consultations.following.sources import Scope
from realtime.operations.hand_over import Chosen, hand_over
from realtime.operations.join import join
from realtime.queries.people import evenings_of, took_part
from tests.realtime.test_pages import finished


def test_those_who_said_something_have_its_results(collecting, cast, now, django_assert_max_num_queries):
    amina, _ = join(session=collecting.session, actor=cast.amina, now=now)
    join(session=collecting.session, actor=cast.besnik, now=now)
    collecting.lead("note.add", activity="ideas", text="The facilitator's own")
    collecting.act(amina, "note.add", activity="ideas", text="Benches")
    gone = collecting.act(amina, "note.add", activity="ideas", text="canary 0611").seq
    collecting.act(amina, "note.withdraw", note=gone)
    theme, lone = finished(collecting)
    scope = Scope(collecting.session.consultation)
    assert list(took_part(scope, None)) == [(cast.amina.pk, None)]
    chosen = [Chosen(theme, "Wait in the shade", "Shade"), Chosen(lone, "Cheaper tickets", "For the young")]
    made = [each.pk for each in hand_over(actor=cast.chidi, session=collecting.session, chosen=chosen, now=now)]
    pairs = [(cast.amina.pk, pk) for pk in made]
    for among in (None, [cast.amina.pk], [cast.amina.pk, cast.besnik.pk, cast.chidi.pk]):
        with django_assert_max_num_queries(2):
            assert sorted(took_part(scope, among)) == pairs
    assert sorted(took_part(Scope(), [cast.amina.pk])) == pairs
    assert list(took_part(Scope(only=frozenset(made[:1])), None)) == pairs[:1]
    assert list(took_part(scope, [cast.besnik.pk, cast.chidi.pk])) == []
    assert theirs_of(scope, [cast.amina.pk])[cast.amina.pk] == {pk: ["room"] for pk in made}
    assert [(evening.session, evening.notes) for evening in evenings_of(cast.amina)] == [
        (collecting.session, ("Benches",))
    ]
