"""Several authors of one text, and other words that somebody suggests for it."""

from __future__ import annotations

import pytest

from consultations.deliberation.domain.passages import Passage, paragraphs
from consultations.deliberation.errors import ChangedMeanwhile, Unfit
from consultations.deliberation.models import ContributionRevision, Suggestion
from consultations.deliberation.operations import (
    accept_suggestion,
    decline_suggestion,
    join_authors,
    leave_authors,
    revise,
    suggest,
    support,
    withdraw,
)
from consultations.deliberation.operations.erasure import erase_person, forget_name
from consultations.deliberation.operations.visibility import hide, restore
from consultations.deliberation.permissions import may_revise, may_withdraw
from consultations.deliberation.queries.mine import written_by
from consultations.deliberation.queries.record import expected_on_record
from consultations.people.domain.verdict import NotAllowed
from consultations.people.models import Notice
from consultations.record.audit.audit import audit
from consultations.record.models import Disclosure, Event
from consultations.record.operations import sequence

BODY = "Buses should wait.\n\nThe platform has no bench.\n\nAt night nobody waits."
BENCH = Passage(20, "The platform has no bench.")


@pytest.fixture
def proposal(propose):
    return propose(body=BODY)


@pytest.fixture
def bench(proposal, cast, now):
    """Besnik wants two benches in Amina's proposal."""
    return suggest(
        actor=cast.besnik,
        contribution=proposal,
        revision=0,
        passage=BENCH,
        replacement="The platform needs two benches.",
        reason="One is always full.",
        now=now,
    )


def disclosed(subject: str, type_: str = "contribution.published") -> set[str]:
    """The fields that stand in the open on the record."""
    return set(
        Disclosure.objects.filter(event__subject=subject, event__type=type_, public=True).values_list("name", flat=True)
    )


def test_a_text_falls_into_paragraphs_with_their_places():
    assert paragraphs(BODY)[1] == BENCH
    assert [passage.text for passage in paragraphs("\n One \n two.\n\n\n  \nThree ")] == ["One \n two.", "Three"]
    assert paragraphs("  \n ") == []


def test_a_suggestion_is_an_amendment_on_the_record_that_owes_no_answer_of_the_city(bench, proposal, cast):
    event = Event.objects.get(subject=bench.subject)
    assert event.data == {
        "kind": "amendment",
        "channel": "web",
        "in_scope": False,
        "parent": proposal.subject,
        "revision": 0,
    }
    assert disclosed(bench.subject) == {"author", "body", "passage", "replacement"}
    assert [notice.participant for notice in Notice.objects.all()] == [cast.amina]
    proposal.refresh_from_db()
    assert (proposal.comment_count, proposal.revision) == (0, 0)


def test_its_author_takes_it_away_with_everything_else_of_theirs(bench, cast):
    assert written_by(cast.besnik)[0]["suggests"] == {
        "passage": BENCH.text,
        "replacement": "The platform needs two benches.",
    }


def test_taken_over_it_makes_a_revision_that_names_it_and_tells_its_author(bench, proposal, cast, now):
    after = accept_suggestion(actor=cast.amina, contribution=bench, now=now)
    assert after.body == BODY.replace("has no bench", "needs two benches")
    assert ContributionRevision.objects.get(contribution=proposal, number=1).suggestion == bench
    assert Event.objects.get(subject=proposal.subject, type="contribution.revised").data["suggestion"] == bench.subject
    assert Notice.objects.filter(participant=cast.besnik).get().subject == "Your suggestion was taken over"
    with pytest.raises(NotAllowed, match="has its answer"):
        accept_suggestion(actor=cast.amina, contribution=bench, now=now)
    sequence(now=now)
    assert audit().problems == []


def test_a_passage_that_moved_is_found_and_one_that_changed_is_not(bench, proposal, cast, now):
    moved = f"First this.\n\n{BODY}"
    revise(actor=cast.amina, contribution=proposal, title="T", body=moved, seen_revision=0, now=now)
    changed = moved.replace("no bench", "a bench")
    revise(actor=cast.amina, contribution=proposal, title="T", body=changed, seen_revision=1, now=now)
    with pytest.raises(ChangedMeanwhile, match="no longer fits"):
        accept_suggestion(actor=cast.amina, contribution=bench, now=now)
    assert Suggestion.objects.get().state == "open"
    revise(actor=cast.amina, contribution=proposal, title="T", body=moved, seen_revision=2, now=now)
    assert (
        "First this.\n\nBuses should wait.\n\nThe platform needs two benches."
        in accept_suggestion(actor=cast.amina, contribution=bench, now=now).body
    )


def test_an_empty_replacement_takes_the_paragraph_out(proposal, cast, now):
    made = suggest(
        actor=cast.besnik, contribution=proposal, revision=0, passage=BENCH, replacement=" ", reason="Off.", now=now
    )
    after = accept_suggestion(actor=cast.amina, contribution=made, now=now)
    assert after.body == "Buses should wait.\n\nAt night nobody waits."


def test_declining_needs_a_reason_and_changes_nothing(bench, proposal, cast, now):
    with pytest.raises(Unfit):
        decline_suggestion(actor=cast.amina, contribution=bench, reason=" ", now=now)
    decline_suggestion(actor=cast.amina, contribution=bench, reason="One fits.", now=now)
    proposal.refresh_from_db()
    assert (proposal.body, Suggestion.objects.get().answer) == (BODY, "One fits.")
    assert disclosed(bench.subject, "contribution.suggestion_declined") == {"reason"}


@pytest.mark.parametrize(
    ("replacement", "reason", "refusal"),
    [(BENCH.text, "So.", "Change something"), ("New.", " ", "Write something"), ("a\x00b", "So.", "invisible")],
)
def test_what_changes_nothing_or_gives_no_reason_is_refused(proposal, cast, now, replacement, reason, refusal):
    with pytest.raises(Unfit, match=refusal):
        suggest(
            actor=cast.besnik,
            contribution=proposal,
            revision=0,
            passage=BENCH,
            replacement=replacement,
            reason=reason,
            now=now,
        )


def test_what_is_hidden_of_a_proposal_is_hidden_where_a_suggestion_quotes_it(bench, proposal, now, client):
    hide(contribution=proposal, now=now)
    assert disclosed(bench.subject) == {"author", "body"}
    assert b"no bench" not in client.get(bench.get_absolute_url()).content
    restore(contribution=proposal, reason="A mistake.", now=now)
    assert disclosed(bench.subject) == {"author", "body", "passage", "replacement"}


def test_a_co_author_changes_the_text_supports_it_not_and_may_leave(proposal, cast, now):
    join_authors(contribution=proposal, person=cast.besnik, now=now)
    assert may_revise(cast.besnik, proposal, now)
    with pytest.raises(NotAllowed, match="your own"):
        support(actor=cast.besnik, contribution=proposal, now=now)
    revise(actor=cast.besnik, contribution=proposal, title="T", body="Ours.", seen_revision=0, now=now)
    with pytest.raises(NotAllowed, match="Others wrote this with you"):
        withdraw(actor=cast.amina, contribution=proposal, now=now)
    leave_authors(actor=cast.amina, contribution=proposal, now=now)
    proposal.refresh_from_db()
    assert (proposal.author, proposal.coauthors.count()) == (cast.besnik, 0)
    assert may_withdraw(cast.besnik, proposal)
    with pytest.raises(NotAllowed, match="only author"):
        leave_authors(actor=cast.besnik, contribution=proposal, now=now)
    sequence(now=now)
    assert audit().problems == []


def test_a_lost_row_of_a_co_author_is_found(proposal, cast, now):
    join_authors(contribution=proposal, person=cast.besnik, now=now).delete()
    sequence(now=now)
    assert ["deliberation_coauthor" in str(problem) for problem in audit().problems] == [True]


@pytest.mark.parametrize("leaver", ["amina", "besnik"])
def test_who_deletes_their_account_leaves_the_text_to_the_others(proposal, cast, now, leaver):
    join_authors(contribution=proposal, person=cast.besnik, now=now)
    other = {"amina": cast.besnik, "besnik": cast.amina}[leaver]
    erase_person(getattr(cast, leaver), texts=True, now=now)
    proposal.refresh_from_db()
    assert (proposal.author, proposal.body, proposal.coauthors.count()) == (other, BODY, 0)
    sequence(now=now)
    assert audit().problems == []


def test_a_name_that_is_put_down_goes_from_the_entries_of_joining(proposal, cast, now):
    join_authors(contribution=proposal, person=cast.besnik, now=now)
    forget_name(cast.besnik, old="Besnik", now=now)
    assert not Disclosure.objects.filter(event__type="contribution.author_joined", name="author").exists()


def test_words_that_were_quoted_go_with_the_account_of_their_author(bench, proposal, cast, now):
    decline_suggestion(actor=cast.amina, contribution=bench, reason="One fits.", now=now)
    erase_person(cast.amina, texts=True, now=now)
    row = Suggestion.objects.get()
    assert (row.passage, row.answer, row.replacement) == ("", "", "The platform needs two benches.")
    assert disclosed(bench.subject) == {"author", "body", "replacement"}
    erase_person(cast.besnik, texts=True, now=now)
    assert Suggestion.objects.get().replacement == ""
    assert [one for one in expected_on_record() if one.subject == bench.subject and getattr(one, "personal", {})]
    sequence(now=now)
    assert audit().problems == []


def test_a_suggestion_on_the_page_without_javascript(
    proposal, cast, now, client, django_assert_max_num_queries, settings
):
    now_open = proposal.consultation.phases.get()
    now_open.ends_at = None
    now_open.save()
    client.force_login(cast.besnik)
    page = client.get(f"{proposal.get_absolute_url()}suggest/")
    assert b"The platform has no bench." in page.content
    form = client.get(f"{proposal.get_absolute_url()}suggest/?passage=1").context["form"]
    sent = {name: form[name].value() for name in form.fields} | {"replacement": "Two benches.", "reason": "Full."}
    made = client.post(f"{proposal.get_absolute_url()}suggest/", sent, follow=True)
    assert made.status_code == 200
    assert client.post(f"{proposal.get_absolute_url()}suggest/", sent).status_code == 302
    assert Suggestion.objects.count() == 1
    client.force_login(cast.amina)
    with django_assert_max_num_queries(15):
        shown = client.get(proposal.get_absolute_url()).content.decode()
    assert "<del>" in shown
    assert "Suggested by <bdi>Besnik</bdi>" in shown
    suggestion = Suggestion.objects.get().contribution
    client.post(f"{suggestion.get_absolute_url()}answer/", {"act": "accept"})
    assert "Suggested by <bdi>Besnik</bdi>" in client.get(f"{proposal.get_absolute_url()}revisions/").content.decode()
