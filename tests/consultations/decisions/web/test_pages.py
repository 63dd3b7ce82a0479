"""The public pages of decisions: what they say, to whom, in how many queries."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.utils.html import strip_tags

from consultations.decisions.enums import LinkKind, Outcome
from consultations.decisions.operations import (
    draft_decision,
    give_disposition,
    link_change,
    link_passage,
    make_promise,
    mark_own_initiative,
    publish_decision,
    revise_decision,
    withdraw_link,
)
from consultations.deliberation.models import Consultation
from consultations.deliberation.operations import hide
from consultations.record.models import Event
from consultations.record.operations import give_code
from tests.consultations.decisions.conftest import FINAL

READ = "/consultations/mobility/decisions/rules/"


def words(response) -> str:
    main = response.content.decode().split('<main id="main" tabindex="-1">', 1)[1].split("</main>", 1)[0]
    return " ".join(strip_tags(main.replace("><", "> <")).split())


@pytest.fixture
def story(decision, propose, cast, now):
    """One change caused by Amina's proposal, two of the city's own; the proposal is answered; published."""
    proposal = propose("Keep trips for three months", "Twelve months is too long.")
    revision = revise_decision(actor=cast.dana, decision=decision, html=FINAL, based_on=0, now=now)
    edited = revision.changes.get(kind="edited")
    [link] = link_change(
        actor=cast.dana,
        change=edited,
        contributions=[proposal],
        kind=LinkKind.CHANGED,
        reason="Three months are enough.",
        now=now,
    )
    own = list(revision.changes.exclude(pk=edited.pk))
    mark_own_initiative(actor=cast.dana, changes=own, reason="The law changed.", now=now)
    give_disposition(
        actor=cast.dana,
        contribution=proposal,
        outcome=Outcome.ADOPTED,
        reason="We shortened it.",
        role="Head of Mobility",
        now=now,
    )
    make_promise(
        actor=cast.dana,
        decision=decision,
        sid=2,
        text="Delete old trips.",
        owner="Mobility office",
        due=date(2026, 1, 1),
        now=now,
    )
    publish_decision(actor=cast.dana, decision=decision, number=1, now=now)
    return link


def test_the_text_says_why(story, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        page = client.get(READ)
    html, said = page.content.decode(), words(page)
    assert '<span id="s2" class="passage passage--changed">The city keeps the data of every trip for three' in html
    assert re.findall(r'<span id="s(\d+)" class="passage">', html) == ["1", "3", "4", "5"]
    for part in ("Decided", "Keep trips for three months", "Three months are enough.", "City communicator"):
        assert part in said
    assert "The city's own initiative The law changed." in said.replace("&#x27;", "'")
    assert "One passage of the draft is no longer in this text." in said
    assert "Late Delete old trips." in said
    assert "1 of 1" in said


def test_a_text_with_very_many_changes_leads_to_the_reasons_among_the_changes(cast, mobility, now, client):
    html = "".join(f"<p>Sentence number {n} of the text is long enough to be told apart.</p>" for n in range(120))
    decision = draft_decision(actor=cast.dana, consultation=mobility, slug="long", title="Long", html=html, now=now)
    newer = html.replace("long enough", "short enough")
    revise_decision(actor=cast.dana, decision=decision, html=newer, based_on=0, now=now)
    address = f"{READ.rpartition('decisions/')[0]}decisions/long/"
    page = client.get(address).text
    assert "<details" not in page.partition("<article")[2].partition("</article>")[0]
    found = re.findall(r'href="([^"]+#change-(\d+))"', page)
    assert [int(number) for _place, number in found] == list(range(1, 121))
    place, number = found[64]
    assert f'id="change-{number}"' in client.get(place.replace("&amp;", "&").partition("#")[0]).text


def test_changes_with_words_for_those_who_listen(story, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        page = client.get(READ + "changes/?from=0&to=1")
    html, said = page.content.decode(), words(page)
    assert '<del><bdi class="visually-hidden">removed: </bdi>twelve </del>' in html
    assert '<ins><bdi class="visually-hidden">added: </bdi>three </ins>' in html
    assert "3 changes; people caused 1 of them." in said
    assert said.count("Entry on the record") == 3
    assert '<a class="button button--quiet button--small" href="#change-2">' in html
    only = words(client.get(READ + "changes/?from=0&to=1&only=people"))
    assert ("Change 1" in only, "Change 2" in only) == (True, False)


def test_a_withdrawn_reason_stays_visible(story, cast, now, client):
    withdraw_link(actor=cast.dana, link=story, reason="It was another proposal.", now=now)
    said = words(client.get(READ + "changes/"))
    assert "A reason given here was taken back: It was another proposal." in said
    assert "The city has not yet said why." in said


def test_what_was_taken_back_from_an_unchanged_sentence_stays_visible(story, decision, cast, now, client):
    kept = decision.revisions.get(number=1).passages.get(sid=5)
    told = {"actor": cast.dana, "now": now}
    [link] = link_passage(
        **told, passage=kept, contributions=[story.contribution], kind=LinkKind.CONSIDERED, reason="Weighed."
    )
    assert "Weighed." in words(client.get(READ))
    withdraw_link(**told, link=link, reason="It spoke of another sentence.")
    said = words(client.get(READ))
    assert "A reason given here was taken back: It spoke of another sentence." in said
    assert "Weighed." not in said


def test_a_hidden_cause_shows_no_words(story, cast, now, client):
    hide(contribution=story.contribution, now=now)
    pages = [client.get(address) for address in (READ, READ + "changes/", READ + "flow/")]
    assert [page.status_code for page in pages] == [200, 200, 200]
    assert [page for page in pages if b"Keep trips" in page.content or b"too long" in page.content] == []
    assert "Hidden by moderation" in words(pages[0])


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (READ + "?revision=0", 200),
        (READ + "?revision=7", 404),
        (READ + "?revision=x", 404),
        (READ + "changes/?from=1&to=0", 404),
        (READ + "changes/?from=0&to=99999999", 404),
        (READ + "changes/?page=999", 200),
        (READ + "flow/", 200),
        (READ + "flow/?from=1&to=1", 200),
        (READ + "flow/?theme=~none", 200),
        (READ + "flow/?part=1", 200),
        (READ + "flow/?part=999", 404),
        (READ + "flow/?theme=nothing", 404),
        ("/consultations/mobility/decisions/other/", 404),
        ("/consultations/none/decisions/rules/", 404),
        ("/consultations/none/coverage/", 404),
        ("/ar/consultations/mobility/decisions/rules/changes/", 200),
    ],
)
def test_addresses(story, client, address, status):
    assert client.get(address).status_code == status


def test_a_consultation_in_preparation_shows_nothing(story, client, cast):
    Consultation.objects.filter(slug="mobility").update(state="draft")
    addresses = (READ, READ + "changes/", READ + "flow/", "/consultations/mobility/coverage/")
    assert [client.get(address).status_code for address in addresses] == [404] * 4
    client.force_login(cast.dana)
    assert [client.get(address).status_code for address in addresses] == [200] * 4


def test_the_flow_as_a_picture_and_a_table(story, client):
    page = client.get(READ + "flow/")
    said = words(page)
    assert "On this site Without a theme Words changed Your data 1" in said
    assert page.content.decode().count('class="flow__band flow__band--') == 2 + 3 + 3


def test_coverage_says_who_waits_longest_first(story, propose, client, django_assert_max_num_queries):
    for number in range(3):
        propose(f"Waiting {number}")
    with django_assert_max_num_queries(18):
        page = client.get("/consultations/mobility/coverage/")
    said = words(page)
    assert "1 of 4 contributions have an answer." in said
    assert "Taken up 1" in said
    places = [said.index(f"Waiting {number}") for number in range(3)]
    assert places == sorted(places)
    assert "Keep trips" not in said


def test_the_contribution_says_what_became_of_it(story, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        said = words(client.get(story.contribution.get_absolute_url()))
    assert "What became of it Taken up We shortened it. Head of Mobility" in said
    assert "Led to this change" in said
    assert "Rules of the account" in said


def test_a_comment_says_nothing_of_it(story, comment, client):
    assert "What became of it" not in words(client.get(comment(story.contribution).get_absolute_url()))


def test_the_consultation_lists_its_decisions_and_badges(story, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        page = client.get("/consultations/mobility/")
    said = words(page)
    assert "Rules of the account" in said
    assert "3 changes since the draft" in said
    assert "1 of 1 contributions have an answer" in said
    assert re.search(r'<span class="badge badge--success">.{0,400}Taken up</span>', page.content.decode(), re.DOTALL)


def test_a_receipt_code_shows_what_became_of_it(story, client):
    event = Event.objects.get(subject=story.contribution.subject, type="contribution.published")
    code = give_code(events=[event])
    said = words(client.post("/follow/", {"code": code.lower().replace("-", " ")}))
    assert "We shortened it." in said
    assert "Somebody gave a contribution." in said


@pytest.mark.parametrize("code", ["", "no", "0000-0000-0000-0000"])
def test_a_wrong_code_is_told_and_shows_nothing(story, client, code):
    page = client.post("/follow/", {"code": code})
    assert "There is a problem" in words(page)
    assert "Keep trips" not in words(page)
    assert page["Cache-Control"].startswith("max-age=0")
