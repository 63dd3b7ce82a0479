"""Pages and forms of residents, without a browser: what they say, what they keep, how many queries they cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from consultations.deliberation.enums import Act, ContributionKind, PhaseKind
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.operations import (
    PhasePlan,
    contribute,
    create_consultation,
    describe_consultation,
    merge,
    open_consultation,
    revise,
    set_phases,
    support,
    withdraw,
)
from tests.cast import Cast

MEETING = "/consultations/meeting/"


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, (1000, 60))


@pytest.fixture
def meeting(cast: Cast) -> Consultation:
    """Open today, so that pages, which read the clock, find it open."""
    now = timezone.now()
    consultation = create_consultation(actor=cast.dana, slug="meeting", now=now)
    describe_consultation(
        actor=cast.dana,
        consultation=consultation,
        language="en",
        now=now,
        title="Town meeting",
        question="What should the town meeting talk about?",
        who_decides="The council.",
    )
    acts = (Act.PROPOSE, Act.COMMENT, Act.SUPPORT)
    phases = [
        PhasePlan(kind=PhaseKind.PROPOSE, starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=9), may=acts)
    ]
    set_phases(actor=cast.dana, consultation=consultation, phases=phases, now=now)
    return open_consultation(actor=cast.dana, consultation=consultation, now=now)


def give(consultation, actor, title="More benches", body="In the shade.", **other) -> Contribution:
    kind = ContributionKind.COMMENT if other.get("parent") else ContributionKind.PROPOSAL
    title = "" if kind is ContributionKind.COMMENT else title
    return contribute(
        actor=actor, consultation=consultation, kind=kind, title=title, body=body, now=timezone.now(), **other
    )


@pytest.fixture
def as_amina(client: Client, cast: Cast) -> Client:
    client.force_login(cast.amina)
    return client


def text(response) -> str:
    return response.content.decode()


def test_the_consultations_page_asks_promises_and_invites(client, meeting):
    page = text(client.get(MEETING))
    for words in (
        '<h1 lang="en" dir="auto">What should the town meeting talk about?</h1>',
        "The council.",
        "9 more days",
        f'href="{MEETING}propose/"',
        "Nobody has said anything yet",
        'aria-current="step"',
    ):
        assert words in page


def test_a_draft_consultation_has_no_page_for_residents(client, cast, meeting):
    create_consultation(actor=cast.dana, slug="secret", now=timezone.now())
    addresses = ["", "propose/", "calendar.ics", "feed.atom"]
    assert [client.get(f"/consultations/secret/{end}").status_code for end in addresses] == [404] * 4
    assert "secret" not in text(client.get("/consultations/"))
    client.force_login(cast.dana)
    assert client.get("/consultations/secret/").status_code == 200


def test_a_page_in_another_language_says_that_the_words_are_not_translated(client, meeting):
    page = text(client.get(f"/ar{MEETING}"))
    assert '<h1 lang="en" dir="auto">' in page
    assert "notice--info" in page


def test_a_visitor_writes_first_and_finds_the_text_after_signing_in(client, cast, meeting):
    form = {"title": "More benches", "body": "In the shade.", "tags": "Parks"}
    answer = client.post(f"{MEETING}propose/", form)
    assert answer.status_code == 302
    assert answer.url == f"/accounts/login/?next={MEETING}propose/"
    assert not Contribution.objects.exists()
    client.force_login(cast.amina)
    page = client.get(f"{MEETING}propose/")
    assert [page.context["form"][name].value() for name in form] == list(form.values())
    assert "Your text is still here" in text(page)
    sent = client.post(f"{MEETING}propose/", {**form, "submission": page.context["form"]["submission"].value()})
    given = Contribution.objects.get()
    assert sent.url == f"/contributions/{given.pk}/?published"
    assert client.get(f"{MEETING}propose/").context["form"]["title"].value() is None


def test_a_visitor_who_only_reads_gets_no_cookie_for_a_session(client, meeting, cast):
    given = give(meeting, cast.amina)
    for address in ("/consultations/", MEETING, f"{MEETING}?order=newest", f"/contributions/{given.pk}/"):
        assert "sessionid" not in client.get(address).cookies


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("", "Write something first."),
        ("x" * 1_048_576, "at most 10000 characters fit"),
        ("Pay\x00here", "an invisible character that cannot be kept"),
        ("a\u202eb", "an invisible character that cannot be kept"),
    ],
)
def test_bad_input_gets_a_sentence_and_stays_in_the_form(as_amina, meeting, body, sentence):
    page = as_amina.post(f"{MEETING}propose/", {"title": "More benches", "body": body})
    assert page.status_code == 200
    assert sentence in text(page)
    assert page.context["form"]["title"].value() == "More benches"
    assert page.context["form"]["body"].value() == body
    assert "<title>Error:" in text(page)
    assert not Contribution.objects.exists()


def test_a_form_sent_twice_leads_to_the_first_contribution(as_amina, meeting):
    token = as_amina.get(f"{MEETING}propose/").context["form"]["submission"].value()
    form = {"title": "More benches", "body": "In the shade.", "submission": str(token)}
    assert as_amina.post(f"{MEETING}propose/", form).url == as_amina.post(f"{MEETING}propose/", form).url
    assert Contribution.objects.count() == 1


def test_a_phase_that_closed_while_writing_keeps_the_text_in_the_form(as_amina, meeting):
    meeting.phases.update(ends_at=timezone.now() - timedelta(hours=1))
    page = as_amina.post(f"{MEETING}propose/", {"title": "More benches", "body": "In the shade."})
    assert "Proposals closed on" in text(page)
    assert page.context["form"]["body"].value() == "In the shade."


def test_too_fast_is_told_with_seconds_and_keeps_the_text(as_amina, meeting, settings):
    settings.RATE_LIMITS = {"propose": (1, 60)}
    form = {"title": "More benches", "body": "In the shade."}
    as_amina.post(f"{MEETING}propose/", form)
    page = as_amina.post(f"{MEETING}propose/", {**form, "body": "Under trees."})
    assert "You can propose again in" in text(page)
    assert page.context["form"]["body"].value() == "Under trees."


def test_comment_answer_and_permalink(as_amina, cast, meeting):
    proposal = give(meeting, cast.besnik)
    sent = as_amina.post(f"/contributions/{proposal.pk}/comment/", {"body": "Near the school.", "stance": "for"})
    first = Contribution.objects.get(parent=proposal)
    assert sent.url == f"/contributions/{proposal.pk}/#comment-{first.pk}"
    second = give(meeting, cast.besnik, body="And the market.", parent=first)
    third = give(meeting, cast.amina, body="Deep thought.", parent=second)
    page = text(as_amina.get(f"/contributions/{proposal.pk}/"))
    assert "In favour" in page
    assert "And the market." in page
    assert "Deep thought." not in page
    assert "Deep thought." in text(as_amina.get(f"/contributions/{second.pk}/"))
    assert f'href="/contributions/{proposal.pk}/"' in text(as_amina.get(f"/contributions/{third.pk}/"))


def test_a_visitors_comment_waits_for_signing_in(client, cast, meeting):
    proposal = give(meeting, cast.besnik)
    answer = client.post(f"/contributions/{proposal.pk}/comment/", {"body": "Near the school.", "stance": "against"})
    assert answer.url == f"/accounts/login/?next=/contributions/{proposal.pk}/comment/"
    client.force_login(cast.amina)
    form = client.get(f"/contributions/{proposal.pk}/comment/").context["form"]
    assert (form["body"].value(), form["stance"].value()) == ("Near the school.", "against")


def test_support_and_take_it_back(as_amina, cast, meeting):
    proposal = give(meeting, cast.besnik)
    as_amina.post(f"/contributions/{proposal.pk}/support/", {"act": "give"})
    page = text(as_amina.get(f"/contributions/{proposal.pk}/"))
    assert "1 person supports this." in page
    assert "Take my support back" in page
    as_amina.post(f"/contributions/{proposal.pk}/support/", {"act": "withdraw"})
    assert "Nobody has supported this yet." in text(as_amina.get(f"/contributions/{proposal.pk}/"))


def test_ones_own_proposal_is_not_supported(as_amina, cast, meeting):
    proposal = give(meeting, cast.amina)
    assert "You cannot support your own contribution." in text(as_amina.get(f"/contributions/{proposal.pk}/"))
    assert as_amina.post(f"/contributions/{proposal.pk}/support/", {"act": "give"}).status_code == 403
    proposal.refresh_from_db()
    assert proposal.support_count == 0


def test_edit_shows_the_newest_text_to_who_was_overtaken(as_amina, cast, meeting):
    proposal = give(meeting, cast.amina)
    address = f"/contributions/{proposal.pk}/edit/"
    form = {"title": "More benches", "body": "In the sun.", "tags": "", "seen": "0"}
    assert as_amina.post(address, form).url == f"/contributions/{proposal.pk}/"
    late = as_amina.post(address, {**form, "body": "In the rain."})
    assert "was changed since you opened the form" in text(late)
    assert "In the sun." in text(late)
    assert late.context["form"]["body"].value() == "In the rain."
    changes = text(as_amina.get(f"/contributions/{proposal.pk}/revisions/"))
    assert '<del><span class="visually-hidden">removed: </span>shade.</del>' in changes
    assert '<ins><span class="visually-hidden">added: </span>sun.</ins>' in changes


@pytest.mark.parametrize("end", ["edit/", "withdraw/", "merge/", "object/"])
def test_a_stranger_changes_nothing_of_others(client, cast, meeting, end):
    proposal = give(meeting, cast.amina)
    assert client.get(f"/contributions/{proposal.pk}/{end}").status_code == 302
    client.force_login(cast.gezim)
    assert client.get(f"/contributions/{proposal.pk}/{end}").status_code == 403
    assert client.post(f"/contributions/{proposal.pk}/{end}", {}).status_code in (200, 403)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.revision) == ("published", 0)


def test_withdrawn_words_are_on_no_page_but_the_authors(client, cast, meeting):
    canary = "Kanarienvogel"
    proposal = give(meeting, cast.amina, title=canary, body=canary, tags=[canary])
    comment = give(meeting, cast.amina, body=canary, parent=give(meeting, cast.besnik))
    for thing in (proposal, comment):
        revise(
            actor=cast.amina,
            contribution=thing,
            title=canary if thing is proposal else "",
            body=f"{canary} 2",
            now=timezone.now(),
            seen_revision=0,
        )
        withdraw(actor=cast.amina, contribution=thing, now=timezone.now())
    surfaces = [
        "/consultations/",
        MEETING,
        f"{MEETING}?q=kanarienvogel",
        f"{MEETING}feed.atom",
        f"{MEETING}calendar.ics",
        f"{MEETING}propose/",
        f"/contributions/{proposal.pk}/",
        f"/contributions/{proposal.pk}/revisions/",
        f"/contributions/{proposal.pk}/comment/",
        f"/contributions/{proposal.pk}/support/",
        f"/contributions/{comment.pk}/",
        f"/contributions/{comment.pk}/revisions/",
        f"/contributions/{comment.parent_id}/",
    ]
    for person in (None, cast.gezim, cast.chidi):
        if person:
            client.force_login(person)
        leaks = [a for a in surfaces if canary in text(client.get(a, follow=True)).replace('value="kanarienvogel"', "")]
        assert leaks == []
    client.force_login(cast.amina)
    assert canary in text(client.get(f"/contributions/{proposal.pk}/"))


def test_merging_shows_each_under_the_other_and_lets_authors_object(client, cast, meeting):
    one, other = give(meeting, cast.amina), give(meeting, cast.besnik, title="Benches please")
    support(actor=cast.gezim, contribution=one, now=timezone.now())
    support(actor=cast.gezim, contribution=other, now=timezone.now())
    client.force_login(cast.chidi)
    client.post(f"/contributions/{one.pk}/merge/", {"into": f"/contributions/{other.pk}/", "reason": "The same."})
    page = text(client.get(f"/contributions/{other.pk}/"))
    assert "Merged into this one" in page
    assert "1 person supports this." in page
    client.force_login(cast.amina)
    client.post(f"/contributions/{one.pk}/object/", {"reason": "Mine are for children."})
    assert "Mine are for children." in text(client.get(f"/contributions/{one.pk}/"))
    client.force_login(cast.chidi)
    client.post(f"/contributions/{one.pk}/merge/", {"reason": "The author is right."})
    one.refresh_from_db()
    assert one.state == "published"


def test_find_by_words_tag_and_kind(client, cast, meeting):
    give(meeting, cast.amina, title="Benches in the park", tags=["Parks"])
    give(meeting, cast.amina, title="Later buses", body="At night.")
    found = {
        query: [c.title for c in client.get(f"{MEETING}?{query}").context["page"].object_list]
        for query in ("q=BÉNCH", "q=bus+night", "q=bus+bench", "tag=parks", "kind=amendment", "order=newest")
    }
    assert found == {
        "q=BÉNCH": ["Benches in the park"],
        "q=bus+night": ["Later buses"],
        "q=bus+bench": [],
        "tag=parks": ["Benches in the park"],
        "kind=amendment": [],
        "order=newest": ["Later buses", "Benches in the park"],
    }


def test_my_contributions_are_mine_alone(client, cast, meeting):
    mine, theirs = give(meeting, cast.amina, title="Mine"), give(meeting, cast.besnik, title="Theirs")
    give(meeting, cast.amina, body="My answer", parent=theirs)
    support(actor=cast.amina, contribution=theirs, now=timezone.now())
    withdraw(actor=cast.amina, contribution=mine, now=timezone.now())
    assert client.get("/me/contributions/").status_code == 302
    client.force_login(cast.amina)
    shown = {show: text(client.get(f"/me/contributions/?show={show}")) for show in ("written", "comments", "supported")}
    assert [("Mine" in page, "My answer" in page, "Theirs" in page) for page in shown.values()] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    assert "Withdrawn by its author" in shown["written"]


def test_similar_ones_are_hinted_after_publishing(as_amina, cast, meeting):
    give(meeting, cast.besnik, title="More benches in the park")
    sent = as_amina.post(f"{MEETING}propose/", {"title": "More benches in parks", "body": "Please."})
    page = text(as_amina.get(sent.url))
    assert "Others say something like it" in page
    assert "More benches in the park" in page


def test_calendar_and_feed(client, cast, meeting):
    give(meeting, cast.amina, title="More benches, please; now")
    calendar = text(client.get(f"{MEETING}calendar.ics"))
    assert calendar.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert "SUMMARY:Proposals: Town meeting\r\n" in calendar
    feed = text(client.get(f"{MEETING}feed.atom"))
    assert "<title>More benches, please; now</title>" in feed
    assert "<name>Amina</name>" in feed


@pytest.mark.parametrize("crowd", [2, 60])
def test_pages_cost_the_same_queries_at_any_size(
    client, cast, meeting, crowd, django_assert_max_num_queries, django_assert_num_queries
):
    proposals = [give(meeting, cast.amina, title=f"Idea {n}", tags=["Parks"]) for n in range(crowd)]
    comments = [give(meeting, cast.besnik, body=f"Answer {n}", parent=proposals[0]) for n in range(crowd)]
    for n in range(crowd):
        give(meeting, cast.amina, body=f"Reply {n}", parent=comments[n % 3 % crowd])
    merge(actor=cast.chidi, contribution=proposals[1], into=proposals[0], reason="Same.", now=timezone.now())
    client.force_login(cast.gezim)
    for address, most in [
        ("/consultations/", 10),
        (MEETING, 16),
        (f"{MEETING}?q=idea&tag=parks&order=supported", 16),
        (f"/contributions/{proposals[0].pk}/", 18),
        ("/me/contributions/", 10),
    ]:
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200


def test_a_thousand_comments_stay_a_page(client, cast, meeting, django_assert_max_num_queries):
    proposal = give(meeting, cast.amina)
    now = timezone.now()
    Contribution.objects.bulk_create(
        Contribution(
            consultation=meeting,
            kind="comment",
            author=cast.besnik,
            body=f"Answer {n}",
            parent=proposal,
            root=proposal,
            created_at=now,
            changed_at=now,
        )
        for n in range(1000)
    )
    with django_assert_max_num_queries(18):
        page = client.get(f"/contributions/{proposal.pk}/?page=50")
    assert len(page.context["thread"].entries) == 20
    assert len(page.content) < 80_000
