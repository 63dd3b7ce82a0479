"""Numbers of a consultation: counted from the record and from public rows, as page and as table."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from consultations.deliberation.enums import Channel, ContributionKind
from consultations.deliberation.models import District, Theme
from consultations.deliberation.operations import contribute, support, withdraw
from consultations.deliberation.queries.numbers import charts_of
from consultations.surveys.models import Survey
from tests.consultations.deliberation.conftest import Propose, mobility, propose
from tests.consultations.surveys.conftest import answer, make_open_survey

__all__ = ["mobility", "propose"]


def figures(consultation) -> dict[str, dict[str, int]]:
    return {chart.id: {bar.label: bar.value for bar in chart.bars} for chart in charts_of(consultation)}


@pytest.fixture
def busy(cast, mobility, propose: Propose, now) -> Survey:
    """Two proposals, one of them from paper, a comment three weeks later, a support, a survey answered twice by one."""
    theme = Theme.objects.create(consultation=mobility, slug="paying", name={"en": "Paying"})
    district = District.objects.create(slug="harbour", name={"en": "Harbour"})
    first = propose(theme=theme, district=district)
    propose(title="On paper", actor=cast.chidi, channel=Channel.PAPER)
    contribute(
        actor=cast.besnik,
        consultation=mobility,
        kind=ContributionKind.COMMENT,
        parent=first,
        body="Trains are late themselves.",
        now=now + timedelta(days=21),
    )
    support(actor=cast.besnik, contribution=first, now=now)
    survey = make_open_survey(cast.dana, mobility, now)
    answer(cast.amina, survey, now, how="a")
    answer(cast.amina, survey, now, how="b")
    return survey


def test_acts_come_from_the_record_each_once(busy, mobility):
    assert figures(mobility)["acts"] == {"Proposals": 2, "Comments": 1, "Supports": 1, "Answered surveys": 1}


def test_every_week_stands_there_quiet_ones_too(busy, mobility):
    assert figures(mobility)["time"] == {
        "Week from 2 November 2026": 4,
        "Week from 9 November 2026": 0,
        "Week from 16 November 2026": 0,
        "Week from 23 November 2026": 1,
    }


def test_what_is_public_now_is_told_by_channel_theme_and_district(busy, mobility, cast, propose: Propose, now):
    gone = propose(title="Gone")
    withdraw(actor=cast.amina, contribution=gone, now=now)
    found = figures(mobility)
    assert (found["channel"], found["theme"], found["district"]) == (
        {"On this site": 2, "On paper": 1},
        {"Paying": 1, "None named": 2},
        {"Harbour": 1, "None named": 2},
    )


def test_the_page_and_its_tables(busy, mobility, client, django_assert_max_num_queries):
    client.get(mobility.get_absolute_url())  # puts on the record what the calendar owes
    with django_assert_max_num_queries(12):
        page = client.get(f"{mobility.get_absolute_url()}numbers/").content.decode()
    assert "Answered surveys" in page
    assert "Amina" not in page.split("<main", 1)[1]
    table = client.get(f"{mobility.get_absolute_url()}numbers.csv?figure=channel").content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(table))) == [
        ["Figure", "What", "Number"],
        ["Contributions by channel", "On this site", "2"],
        ["Contributions by channel", "On paper", "1"],
    ]


def test_without_anybody_the_page_says_so(mobility, client):
    assert "Nobody has taken part yet." in client.get(f"{mobility.get_absolute_url()}numbers/").content.decode()
