"""What pages cost: a bounded number of queries and bytes at any size."""

from __future__ import annotations

import pytest
from django.utils import timezone

from consultations.deliberation.models import Contribution
from consultations.deliberation.operations import merge
from tests.consultations.deliberation.pages.meeting import MEETING, give


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
        ("/consultations/", 11),
        (MEETING, 15),
        (f"{MEETING}?q=idea&tag=parks&order=supported", 15),
        (f"/contributions/{proposals[0].pk}/", 15),
        ("/me/contributions/", 13),
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
    with django_assert_max_num_queries(15):
        page = client.get(f"/contributions/{proposal.pk}/?page=50")
    assert len(page.context["thread"].entries) == 20
    assert len(page.content) < 80_000
