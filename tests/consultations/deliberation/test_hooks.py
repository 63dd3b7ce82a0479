"""What this district registers with the record and with people: checks, erasers, owners, renames."""

from __future__ import annotations

from consultations.deliberation.models import Contribution, ContributionRevision, MergeObjection
from consultations.deliberation.operations import merge, object_to_merge, revise, support, unmerge, withdraw
from consultations.deliberation.operations.erasure import erase_copies, erase_person, forget_name
from consultations.deliberation.queries.record import expected_on_record, own_events
from consultations.record import registry
from consultations.record.models import Disclosure, Event
from consultations.record.registry import Count, Expected


def said(proposal: Contribution) -> list[Expected | Count]:
    return [one for one in expected_on_record() if one.subject == proposal.subject]


def held(name: str) -> list[str]:
    """The subjects whose entries still hold a field of this name, in order."""
    rows = Disclosure.objects.filter(name=name).order_by("event_id")
    return list(rows.values_list("event__subject", flat=True))


def test_all_four_are_registered():
    assert "contributions" in registry.checks()
    assert erase_copies in registry.erasers()


def test_a_row_says_what_its_newest_entries_must_say(propose, comment, cast, now):
    one, other = propose("One"), propose("Other")
    answer = comment(one)
    support(actor=cast.besnik, contribution=one, now=now)
    revise(actor=cast.amina, contribution=one, title="One more", body="Now.", seen_revision=0, now=now)
    merge(actor=cast.chidi, contribution=one, into=other, reason="Alike.", now=now)
    row, first, again = f"deliberation_contribution {one.pk}", ("contribution.published",), ("contribution.revised",)
    facts = {"kind": "proposal", "channel": "web", "in_scope": True}
    assert said(one) == [
        Expected(row, one.subject, facts=facts, types=first),
        Expected(
            row, one.subject, {"revision": 1}, {"title": "One more", "body": "Now.", "author": "Amina"}, types=again
        ),
        Count(row, one.subject, 0, plus=("contribution.withdrawn",)),
        Count(row, one.subject, 1, plus=("contribution.merged",), minus=("contribution.split",)),
        Expected(row, one.subject, {"into": other.subject}, types=("contribution.merged",)),
        Count(
            f"{row}, endorsement_count", one.subject, 0, plus=("endorsement.given",), minus=("endorsement.withdrawn",)
        ),
        Count(
            f"deliberation_coauthor of {row}",
            one.subject,
            0,
            plus=("contribution.author_joined",),
            minus=("contribution.author_left",),
        ),
        Count(f"{row}, support_count", one.subject, 1, plus=("support.given",), minus=("support.withdrawn",)),
        Count(f"deliberation_support of {row}", one.subject, 1, plus=("support.given",), minus=("support.withdrawn",)),
    ]
    assert said(answer)[0].facts == {"kind": "comment", "channel": "web", "in_scope": False, "parent": one.subject}
    unmerge(actor=cast.chidi, contribution=one, reason="Not alike.", now=now)
    withdraw(actor=cast.amina, contribution=one, now=now)
    counts = [one.rows for one in said(one) if isinstance(one, Count)]
    assert counts == [1, 0, 0, 0, 1, 1]


def test_an_erased_row_says_that_its_words_are_gone(propose, cast, now):
    proposal = propose()
    erase_person(cast.amina, texts=True, now=now)
    words = [one.personal for one in said(proposal) if isinstance(one, Expected) and one.personal]
    assert words == [dict.fromkeys(("author", "title", "body", "address", "point", "files"))]


def test_one_owns_the_entries_of_what_one_wrote_and_of_what_one_supports(propose, comment, cast, now):
    mine, theirs = propose(), propose("Theirs", actor=cast.besnik)
    support(actor=cast.amina, contribution=theirs, now=now)
    support(actor=cast.besnik, contribution=mine, now=now)
    revise(actor=cast.amina, contribution=mine, title="Mine", body="Now.", seen_revision=0, now=now)
    every = list(Event.objects.order_by("position"))
    owned = [(event.type, event.subject) for event in own_events(cast.amina, every)]
    assert owned == [
        ("contribution.published", mine.subject),
        ("contribution.revised", mine.subject),
        ("support.given", theirs.subject),
    ]
    assert own_events(cast.gezim, every) == []
    assert [registry.owns(cast.amina, event) for event in every] == [
        event in own_events(cast.amina, every) for event in every
    ]


def test_erasing_a_person_without_their_texts_takes_the_name_only(propose, comment, cast, now):
    mine, theirs = propose(), propose("Theirs", actor=cast.besnik)
    support(actor=cast.amina, contribution=theirs, now=now)
    erase_person(cast.amina, texts=False, now=now)
    mine.refresh_from_db()
    assert (mine.title, mine.state) == ("Let buses wait", "published")
    assert (held("author"), held("supporter")) == ([theirs.subject], [])
    assert held("title") == [mine.subject, theirs.subject]


def test_erasing_a_person_with_their_texts_leaves_no_word(propose, comment, cast, now):
    mine, theirs = propose(tags=["Buses"]), propose("Theirs", actor=cast.besnik)
    answer = comment(theirs, body="My street is Rruga e Dibrës.", actor=cast.amina)
    revise(actor=cast.amina, contribution=mine, title="Second", body="Words.", tags=["Bus"], seen_revision=0, now=now)
    merge(actor=cast.chidi, contribution=mine, into=theirs, reason="Alike.", now=now)
    object_to_merge(actor=cast.amina, contribution=mine, reason="I live there.", now=now)
    erase_person(cast.amina, texts=True, now=now)
    rows = Contribution.objects.filter(author=cast.amina)
    assert {(row.title, row.body, row.body_html, row.search_text, row.state) for row in rows} == {
        ("", "", "", "", "erased")
    }
    assert not any(row.tags.exists() for row in rows)
    revisions = ContributionRevision.objects.filter(contribution__in=rows)
    assert set(revisions.values_list("title", "body", "body_html")) == {("", "", "")}
    assert list(MergeObjection.objects.values_list("reason", flat=True)) == [""]
    assert (held("body"), held("author")) == ([theirs.subject], [theirs.subject])
    theirs.refresh_from_db()
    assert (theirs.title, theirs.comment_count) == ("Theirs", 0)
    answer.refresh_from_db()
    assert answer.parent_id == theirs.pk


def test_erasing_again_after_a_restore_minds_nothing_that_is_gone(propose, cast, now):
    proposal = propose()
    events = list(Event.objects.filter(subject=proposal.subject))
    for _ in range(2):
        erase_copies(events, None)
        proposal.refresh_from_db()
        assert (proposal.body, proposal.state) == ("", "erased")
    erase_copies([Event(type="contribution.published", subject="contribution/99999", data={})], None)


def test_only_the_author_field_leaves_the_words(propose, cast, now):
    proposal = propose()
    erase_copies(list(Event.objects.filter(subject=proposal.subject)), ["author"])
    proposal.refresh_from_db()
    assert (proposal.title, proposal.state) == ("Let buses wait", "published")


def test_a_new_name_takes_the_old_one_from_every_entry_and_no_other(propose, cast, now):
    mine, theirs = propose(), propose("Theirs", actor=cast.besnik)
    support(actor=cast.amina, contribution=theirs, now=now)
    support(actor=cast.besnik, contribution=mine, now=now)
    cast.amina.pseudonym = "Linden"
    cast.amina.save()
    forget_name(cast.amina, old="Amina", now=now)
    assert (held("author"), held("supporter")) == ([theirs.subject], [mine.subject])
    assert held("body") == [mine.subject, theirs.subject]
    assert [one.personal for one in said(mine) if isinstance(one, Expected) and one.personal] == [
        {"title": "Let buses wait", "body": "Buses should wait for trains.", "author": None}
    ]
