"""Whose words are whose in a text that a room writes: deleted accounts, guests who sign in."""

from __future__ import annotations

import pytest
from django.db import transaction

from realtime.documents.document import Document, begun
from realtime.documents.merge import Change
from realtime.domain.public import public_room
from realtime.models import Draft, DraftChange, RoomEvent
from realtime.operations.erase import erase_seats, held_about
from realtime.operations.join import join, take_along
from tests.realtime.letters import TEXT, prepared, send, stored, typed, writing

__all__ = ["writing"]


@pytest.mark.parametrize("texts", [True, False])
def test_words_of_a_deleted_account_leave_the_text_on_request(writing, cast, now, texts):
    seat, _ = join(session=writing.session, actor=cast.amina, now=now)
    typed(writing, seat, 0, 0, "canary 0611 ")
    typed(writing, writing.guest(), 0, 0, "Please: ")
    writing.lead("draft.mode", activity="text", mode="suggest")
    quote = "Please: canary 0611 We ask for shade."
    writing.act(writing.guest(), "draft.suggest", activity="text", passage=1, quote=quote, text="We ask for shade.")
    writing.lead("activity.close", activity="text")
    assert held_about(cast.amina)[0]["passages"] == ["canary 0611 "]
    with transaction.atomic():
        erase_seats(cast.amina, texts=texts, now=now)
    left = [bytes(row.state) for row in Draft.objects.all()] + [bytes(row.update) for row in DraftChange.objects.all()]
    everything = str([left, list(RoomEvent.objects.values_list("data", flat=True)), public_room(writing.state())])
    assert ("canary" in everything) is not texts
    assert stored(writing).text == ("Please: " if texts else "Please: canary 0611 ") + "We ask for shade.\nSoon."
    again = prepared(writing)
    assert ("canary" in str(again)) is not texts


def test_what_a_guest_wrote_goes_along_to_their_account(writing, cast, now):
    own, _ = join(session=writing.session, actor=cast.amina, now=now)
    guest = writing.guest()
    update = stored(writing).edited(77, [Change(0, 0, "Mine ")])
    assert send(writing, guest, update).drafts
    take_along(actor=cast.amina, seat=guest, now=now)
    document = stored(writing)
    client = Document(begun(TEXT.settings["text"]), [update])
    more = client.edited(77, [Change(0, 0, "More ")])
    assert send(writing, own, more).outcomes[0].refused is None
    assert held_about(cast.amina)[0]["passages"] == ["More Mine "]
    assert document.text == "Mine We ask for shade.\nSoon."
