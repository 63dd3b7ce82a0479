"""One person casting from many places at once counts once (bench/votes.py does so 50 × 200 times)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from consultations.record.models import Event
from consultations.voting.models import Ballot
from consultations.voting.operations import cast as cast_ballot
from tests.consultations.voting.conftest import NOW, ask, make_vote

CASTS, AT_ONCE = 24, 8


@pytest.mark.django_db(transaction=True)
def test_one_ballot_of_one_person_stands(cast):
    question = ask(cast, make_vote(cast.dana))

    def once(number: int) -> None:
        try:
            cast_ballot(actor=cast.amina, question=question, choice=[1 + number % 3], now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(once, range(CASTS)))
    states = sorted(Ballot.objects.values_list("state", flat=True))
    again = len(states) - 1
    assert states == ["replaced"] * again + ["standing"]
    types = sorted(Event.objects.filter(type__startswith="ballot.").values_list("type", flat=True))
    assert types == ["ballot.cast", *["ballot.replaced"] * again]
