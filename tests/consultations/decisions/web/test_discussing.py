"""What people say about a sentence of a draft: kept through revisions, readable by everybody, bounded in queries."""

from __future__ import annotations

import re

import pytest

from consultations.decisions.operations import revise_decision
from consultations.decisions.queries.discussed import comments_by_passage, find_passage
from consultations.deliberation.enums import ContributionKind
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Contribution
from consultations.deliberation.operations import close_consultation, contribute, hide
from tests.consultations.decisions.conftest import FINAL, events_of
from tests.consultations.decisions.web.test_pages import READ, words

SENTENCE = f"{READ}passages/2/"


@pytest.fixture
def say(cast, decision, mobility, now):
    def give(body: str = "Twelve months is too long.", sid: int = 2, **other: object) -> Contribution:
        given = {"actor": cast.besnik, "consultation": mobility, "about": f"passage/{decision.pk}.0.{sid}", **other}
        return contribute(kind=ContributionKind.COMMENT, body=body, now=now, **given)  # type: ignore[arg-type]

    return give


def test_a_sentence_is_discussed_on_its_own_page(client, cast, decision, mobility, now):
    client.force_login(cast.besnik)
    assert "Your text is still here" not in words(client.get(SENTENCE))
    assert "What people say about this The city keeps the data of every trip for twelve months." in words(
        client.get(SENTENCE)
    )
    answer = client.post(SENTENCE, {"body": "Twelve months is too long.", "stance": "against"})
    [said] = Contribution.objects.all()
    assert (answer.status_code, answer["Location"]) == (302, f"{SENTENCE}#comment-{said.pk}")
    assert (said.about, said.parent, said.author) == (f"passage/{decision.pk}.0.2", None, cast.besnik)
    page = words(client.get(SENTENCE))
    assert "Besnik Against" in page
    assert "Twelve months is too long." in page
    [published] = events_of(said.subject)
    assert (published[0], published[1]["about"]) == ("contribution.published", f"passage/{decision.pk}.0.2")


def test_what_was_said_stays_with_the_sentence_through_revisions(client, cast, say, decision, now):
    say("Twelve months is too long.")
    revise_decision(actor=cast.dana, decision=decision, html=FINAL, based_on=0, now=now)
    newer = say("Three months is right.", about=f"passage/{decision.pk}.1.2")
    page = words(client.get(SENTENCE))
    assert "The city keeps the data of every trip for three months." in page
    assert page.count("About the wording then:") == 1
    assert "About the wording then: The city keeps the data of every trip for twelve months." in page
    assert "Three months is right." in page
    assert comments_by_passage(decision) == {2: 2}
    assert "About: The city keeps the data" in words(client.get(newer.get_absolute_url()))


def test_the_text_marks_the_sentences_that_are_discussed(client, say, comment, decision):
    comment(say())
    text = client.get(READ).content.decode()
    assert text.count('class="talk"') == 1
    assert f'href="{SENTENCE}"' in text
    assert "2 comments on this sentence" in text
    every = client.get(READ, {"discuss": ""}).content.decode()
    assert every.count('class="talk"') == 6


def test_what_is_said_about_a_sentence_stands_there_and_not_among_the_proposals(client, say, propose, decision):
    say("Twelve months is too long.")
    proposal = propose("Keep trips for three months", "Twelve months is too long, really.")
    page = client.get("/consultations/mobility/")
    assert list(page.context["page"]) == [proposal]


def test_a_hidden_comment_is_not_counted(say, decision, now):
    hide(contribution=say(), now=now)
    assert comments_by_passage(decision) == {}


def test_a_closed_consultation_shows_what_was_said_and_takes_no_more(client, cast, say, decision, mobility, now):
    say()
    close_consultation(actor=cast.dana, consultation=mobility, reason="Time is up.", now=now)
    client.force_login(cast.amina)
    page = client.get(SENTENCE)
    assert "Twelve months is too long." in words(page)
    assert "Publish comment" not in words(page)
    answer = client.post(SENTENCE, {"body": "One more thing."})
    assert "One more thing." in answer.content.decode()
    assert Contribution.objects.count() == 1
    assert 'class="talk"' in client.get(READ).content.decode()
    assert "Comment on a sentence" not in words(client.get(READ))


def test_bad_input_keeps_the_words(client, cast, decision, mobility):
    client.force_login(cast.besnik)
    page = client.post(SENTENCE, {"body": " ", "stance": "against"})
    assert "Error:" in page.content.decode().split("</title>")[0]
    assert re.search(r'value="against"[^>]*checked', page.content.decode())
    assert Contribution.objects.count() == 0


def test_who_is_not_signed_in_writes_first(client, decision, mobility, cast):
    answer = client.post(SENTENCE, {"body": "I read it twice."})
    assert answer["Location"].startswith("/accounts/login/")
    client.force_login(cast.gezim)
    assert "I read it twice." in client.get(SENTENCE).content.decode()


@pytest.mark.parametrize(
    "about", ["passage/{pk}.0.99", "passage/{pk}.7.2", "passage/999999.0.2", "phase/1", "passage/x"]
)
def test_a_place_that_is_not_there_is_refused(say, decision, about):
    with pytest.raises(Unfit):
        say(about=about.format(pk=decision.pk))


def test_a_comment_is_about_a_place_or_answers_but_not_both(say, propose, decision):
    with pytest.raises(Unfit):
        say(parent=propose())
    with pytest.raises(Unfit):
        say(about="")


def test_no_such_passage_is_not_found(client, decision):
    assert client.get(f"{READ}passages/99/").status_code == 404
    assert find_passage("1.2", None) is None


def test_the_pages_cost_few_queries(client, cast, say, comment, decision, django_assert_max_num_queries):
    for number in range(25):
        first = say(f"Comment {number}")
        comment(first)
    client.force_login(cast.amina)
    with django_assert_max_num_queries(15):
        client.get(SENTENCE)
    with django_assert_max_num_queries(15):
        client.get(READ)
