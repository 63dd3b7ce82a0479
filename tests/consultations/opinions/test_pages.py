"""The pages of a round: one statement at a time, the list, adding, and the map."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import urlencode

import pytest
from django.test import Client

from consultations.opinions.enums import Choice, Results
from consultations.opinions.models import Opinion, Statement
from consultations.opinions.operations import give_opinion, make_map, set_up_round
from tests.consultations.opinions.conftest import TEXTS, make_round, statements_of

pytestmark = pytest.mark.django_db
HERE = "/consultations/night-buses/opinions/"


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, (1000, 60))


@pytest.fixture
def as_amina(client: Client, cast) -> Client:
    client.force_login(cast.amina)
    return client


def body(response) -> str:
    return " ".join(response.content.decode().split())


def form(html: str) -> dict[str, str]:
    """The hidden fields of the form of the statement that is asked."""
    part = html[html.index('id="statement"') :]
    return dict(re.findall(r'<input type="hidden" name="(statement|drawn)" value="([^"]*)"', part)[:2])


def ask(client: Client) -> dict[str, str]:
    return form(body(client.get(HERE)))


class TestOneAtATime:
    def test_each_once_until_none_is_left(self, night, as_amina):
        asked = []
        for _time in TEXTS:
            sent = ask(as_amina)
            asked.append(int(sent["statement"]))
            told = body(as_amina.post(HERE, {**sent, "choice": "1"}, follow=True))
            assert "Your answer: <strong>Agree</strong>." in told
        assert sorted(asked) == [each.contribution_id for each in statements_of(night)]
        assert "You have answered all statements." in told
        assert Opinion.objects.filter(current=True, choice=1).count() == 3

    def test_the_same_one_stands_until_it_is_answered(self, night, as_amina):
        assert len({ask(as_amina)["statement"] for _time in range(5)}) == 1

    def test_the_chance_with_which_it_was_drawn_is_kept(self, night, as_amina, cast, today):
        first, second, third = statements_of(night)
        for _time in range(3):
            as_amina.post(HERE, {**ask(as_amina), "choice": "0"})
        kept = list(Opinion.objects.order_by("pk").values_list("chance", flat=True))
        assert kept[0] == pytest.approx(1 / 3)
        assert kept[1] == pytest.approx(1 / 2)
        assert kept[2] == 1
        assert (first.passed, second.passed, third.passed) == (0, 0, 0)

    @pytest.mark.parametrize("drawn", ["", "0.5", "WzEsMC41XQ:forged:x"])
    def test_a_chance_that_the_site_did_not_draw_is_not_kept(self, night, one, as_amina, drawn):
        as_amina.post(HERE, {"statement": one.contribution_id, "choice": "-1", "drawn": drawn})
        assert list(Opinion.objects.values_list("choice", "chance")) == [(-1, None)]

    def test_changed_and_taken_back(self, night, one, as_amina):
        for choice in ("1", "-1"):
            as_amina.post(HERE, {"statement": one.contribution_id, "choice": choice})
        page = body(as_amina.get(f"{HERE}?statement={one.contribution_id}"))
        assert re.search(r'value="-1" aria-pressed="true"', page)
        assert "Take my answer back" in page
        as_amina.post(HERE, {"statement": one.contribution_id, "choice": "back"})
        assert not Opinion.objects.filter(current=True).exists()

    def test_who_is_not_signed_in_comes_back_to_the_statement(self, night, one, client):
        response = client.post(HERE, {"statement": one.contribution_id, "choice": "1"})
        back = urlencode({"next": f"{HERE}?statement={one.contribution_id}"}, safe="/")
        assert response["Location"] == f"/accounts/login/?{back}"
        assert TEXTS[0] in body(client.get(f"{HERE}?statement={one.contribution_id}"))
        assert not Opinion.objects.exists()

    @pytest.mark.parametrize("sent", [{}, {"statement": "x"}, {"statement": "999999", "choice": "1"}, {"choice": "1"}])
    def test_what_is_nothing_counts_nothing(self, night, as_amina, sent):
        assert as_amina.post(HERE, sent).status_code == 302
        assert not Opinion.objects.exists()

    @pytest.mark.parametrize("choice", ["", "2", "agree", "1.0"])
    def test_what_is_no_answer_counts_nothing(self, night, one, as_amina, choice):
        as_amina.post(HERE, {"statement": one.contribution_id, "choice": choice})
        assert not Opinion.objects.exists()

    def test_nobody_elses_answer_is_told(self, night, one, cast, client, as_amina, today):
        give_opinion(actor=cast.besnik, statement=one, choice=Choice.DISAGREE, now=today)
        page = body(as_amina.get(f"{HERE}?answered={one.contribution_id}"))
        assert "Your answer" not in page.replace("Your answer</legend>", "")
        assert "Besnik" not in page


def test_the_list_keeps_its_place(night, one, as_amina):
    page = body(as_amina.get(f"{HERE}statements/"))
    assert all(text in page for text in TEXTS)
    sent = {"statement": one.contribution_id, "choice": "1", "from": "list", "page": "2"}
    response = as_amina.post(HERE, sent)
    assert response["Location"] == f"{HERE}statements/?page=2#statement-{one.contribution_id}"
    assert body(as_amina.get(f"{HERE}statements/")).count('aria-pressed="true"') == 1


class TestAdding:
    def test_alike_ones_are_shown_once_then_it_counts(self, night, as_amina):
        sent = {"text": "Buses should run all night long."}
        page = body(as_amina.post(f"{HERE}add/", sent))
        assert TEXTS[0] in page
        assert "Yours is not sent yet." in page
        assert Statement.objects.count() == 3
        page = body(as_amina.post(f"{HERE}add/", {**sent, "seen": "1"}, follow=True))
        assert "Your statement is shown to others now." in page
        assert Statement.objects.count() == 4

    def test_where_they_are_looked_at_first_it_says_so(self, night, cast, as_amina, today):
        set_up_round(actor=cast.dana, consultation=night, moderated=True, results=Results.CLOSING, now=today)
        assert "Somebody at the city looks at it" in body(as_amina.get(f"{HERE}add/"))
        page = body(as_amina.post(f"{HERE}add/", {"text": "Taxis should be shared."}, follow=True))
        assert page.count("Taxis should be shared.") == 1
        assert "Waits for a look" in page
        assert "Taxis" not in body(Client().get(f"{HERE}statements/"))
        assert "1 statement waits" in body(Client().get(f"{HERE}statements/"))

    def test_too_long_it_comes_back_whole(self, night, as_amina):
        text = "Long " * 50
        page = body(as_amina.post(f"{HERE}add/", {"text": text}))
        assert "Your text has 249 characters" in page
        assert text.strip() in page

    def test_who_is_not_signed_in_writes_first(self, night, client, cast):
        response = client.post(f"{HERE}add/", {"text": "Taxis should be shared."})
        assert response.status_code == 302
        client.force_login(cast.amina)
        assert "Taxis should be shared." in body(client.get(f"{HERE}add/"))


class TestTheMap:
    def test_it_waits_for_ones_own_answers(self, night, crowd, as_amina, cast, today):
        crowd(night, 12)
        page = body(as_amina.get(f"{HERE}map/"))
        assert "You see what people think when you have answered 3 statements." in page
        assert "opinion-map" not in page
        assert as_amina.get(f"{HERE}map.csv").status_code == 403
        for statement in statements_of(night):
            give_opinion(actor=cast.amina, statement=statement, choice=Choice.AGREE, now=today)
        page = body(as_amina.get(f"{HERE}map/"))
        assert "from 39 answers of 13 people" in page
        assert "What nearly everyone agrees on" in page
        assert "Where you stand" in page
        assert "(mode: standard)" in page
        assert not re.search(r"Person \d", page)

    def test_the_table_tells_of_ten_and_more(self, night, one, crowd, as_amina, cast, today):
        crowd(night, 10)
        extra = Statement.objects.filter(consultation=night).exclude(pk=one.pk)
        for statement in statements_of(night):
            give_opinion(actor=cast.amina, statement=statement, choice=Choice.AGREE, now=today)
        make_map(consultation=night, now=today)
        rows = list(csv.reader(io.StringIO(_text(as_amina.get(f"{HERE}map.csv")))))
        assert rows[1] == [str(one.contribution_id), TEXTS[0], "11", "100", "0", "0"]
        assert len(rows) == 1 + 1 + extra.count()

    def test_of_nine_people_it_says_nothing(self, night, crowd, as_amina, cast, today):
        crowd(night, 8)
        for statement in statements_of(night):
            give_opinion(actor=cast.amina, statement=statement, choice=Choice.AGREE, now=today)
        page = body(as_amina.get(f"{HERE}map/"))
        assert "Fewer than ten people answered, so nothing is shown." in page
        assert "%" not in page[page.index("<main") : page.index("</main")]


def _text(response) -> str:
    return b"".join(response.streaming_content).decode("utf-8-sig")


def test_the_page_of_the_consultation_leads_there(night, as_amina, django_assert_max_num_queries):
    page = body(as_amina.get("/consultations/night-buses/"))
    assert 'href="#opinions"' in page
    assert "3 short statements, shown one at a time." in page
    assert "Make a proposal" not in page


def test_pages_cost_few_queries_however_many_statements(cast, today, as_amina, django_assert_max_num_queries):
    make_round(cast.dana, today, texts=tuple(f"Line {n} should run at night." for n in range(60)))
    for page, most in (("", 15), ("statements/", 15), ("add/", 15), ("map/", 15)):
        as_amina.get(HERE + page)
        with django_assert_max_num_queries(most):
            as_amina.get(HERE + page)
