"""Who lets the city quote them, and for how long."""

from __future__ import annotations

import pytest
from django.test import Client

from consultations.deliberation.models import QuotePermission
from consultations.deliberation.operations import allow_quoting, stop_quoting, withdraw
from consultations.deliberation.queries.mine import written_by
from consultations.deliberation.queries.quoting import quotable
from consultations.people.domain.verdict import NotAllowed
from consultations.people.operations.account import delete_account


@pytest.fixture
def own(propose, cast):
    return propose("Let me pay with cash", actor=cast.amina)


def test_only_the_author_says_so(own, cast, now):
    for stranger in (cast.besnik, cast.dana, cast.edon):
        with pytest.raises(NotAllowed):
            allow_quoting(actor=stranger, contribution=own, now=now)
    assert list(quotable()) == []
    allow_quoting(actor=cast.amina, contribution=own, now=now)
    allow_quoting(actor=cast.amina, contribution=own, now=now)
    assert list(quotable()) == [own]
    for stranger in (cast.besnik, cast.dana):
        with pytest.raises(NotAllowed):
            stop_quoting(actor=stranger, contribution=own)
    assert list(quotable()) == [own]
    stop_quoting(actor=cast.amina, contribution=own)
    assert list(quotable()) == []


def test_what_is_not_public_is_not_quoted_and_can_still_be_taken_back(own, cast, now):
    allow_quoting(actor=cast.amina, contribution=own, now=now)
    withdraw(actor=cast.amina, contribution=own, now=now)
    assert list(quotable()) == []
    stop_quoting(actor=cast.amina, contribution=own)
    assert not QuotePermission.objects.exists()
    with pytest.raises(NotAllowed):
        allow_quoting(actor=cast.amina, contribution=own, now=now)


def test_it_goes_with_the_account_even_where_the_words_stay(own, cast, now):
    allow_quoting(actor=cast.amina, contribution=own, now=now)
    assert [row["may_be_quoted_since"] for row in written_by(cast.amina)] == [now.isoformat()]
    delete_account(actor=cast.amina, texts=False, now=now)
    own.refresh_from_db()
    assert own.is_public
    assert list(quotable()) == []


def test_the_page_turns_it_on_and_off(own, cast, client: Client):
    client.force_login(cast.amina)
    address = f"/contributions/{own.pk}/quoting/"
    assert f'href="{address}"' in client.get(own.get_absolute_url()).content.decode()
    assert "Yes, the city may quote this" in client.get(address).content.decode()
    client.post(address, {"quoting": "yes"})
    assert list(quotable()) == [own]
    assert "No longer quote me" in client.get(address).content.decode()
    client.post(address, {"quoting": "no"})
    assert list(quotable()) == []
