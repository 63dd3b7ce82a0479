"""The text of a room: who may change it when, stored before it is told, whose words are whose, what closing leaves."""

from __future__ import annotations

import hashlib

import pytest

from consultations.deliberation.errors import Unfit
from consultations.people.domain.verdict import NotAllowed
from consultations.record.models import Event
from realtime.documents.document import NOTHING, Document, begun
from realtime.documents.frames import ChangeDraft
from realtime.documents.merge import Change
from realtime.domain.activity import Activity, AgendaDoesNotRead
from realtime.domain.agenda import read_agenda
from realtime.domain.public import mine, public_happening, public_room
from realtime.domain.results import results
from realtime.models import Draft, DraftChange, DraftWriter, Session
from realtime.operations import drafts
from realtime.operations.commit import Submission, commit
from realtime.operations.draft_decision import decision_from_text
from realtime.operations.hand_over import Chosen, hand_over
from realtime.queries.drafts import document_of
from realtime.queries.log import events_after
from tests.realtime.letters import TEXT, refusal, send, stored, typed, writing
from tests.realtime.rooms import make_room

__all__ = ["writing"]


def test_a_change_is_stored_before_it_is_told_and_once(writing):
    seat = writing.guest()
    update = stored(writing).edited(77, [Change(11, 11, "more ")])
    done = send(writing, seat, update)
    assert [(each.number, each.update) for each in done.drafts] == [(1, update)]
    assert done.outcomes[0].seq == 1
    again = send(writing, seat, update)
    assert (again.drafts, again.outcomes[0].seq, again.outcomes[0].refused) == ([], 1, None)
    draft = Draft.objects.get()
    assert (document_of(draft).text, draft.number, draft.edits) == ("We ask for more shade.\nSoon.", 1, 1)
    start = hashlib.sha256(begun(TEXT.settings["text"])).digest()
    assert draft.digest == hashlib.sha256(start + update).hexdigest()
    assert list(DraftWriter.objects.values_list("client", "seat")) == [(77, seat.pk)]


def test_changes_of_one_commit_are_one_change(writing):
    seats = [writing.guest() for _ in range(3)]
    document = stored(writing)
    commands = [
        Submission(writing.session.pk, seat.pk, ChangeDraft(f"together-{seat.pk}", "text", update))
        for seat, update in [(seat, document.edited(100 + seat.pk, [Change(0, 0, f"{seat.pk} ")])) for seat in seats]
    ]
    done = commit(commands, now=writing.now)
    assert ([each.seq for each in done.outcomes], [each.number for each in done.drafts]) == ([1, 1, 1], [1])
    assert (Draft.objects.get().edits, DraftChange.objects.count()) == (3, 1)
    assert all(f"{seat.pk} " in stored(writing).text for seat in seats)


def test_who_may_change_the_text_and_when(writing, now):
    seat, lead = writing.guest(), writing.facilitator
    assert refusal(send(writing, seat, b"\x01\x02")) == "malformed"
    ahead = Document(begun(TEXT.settings["text"]))
    ahead.grow(ahead.edited(5001, [Change(0, 0, "First. ")]))
    assert refusal(send(writing, seat, ahead.edited(5002, [Change(3, 3, "x")]))) == "behind"
    assert refusal(send(writing, seat, stored(writing).edited(5003, [Change(0, 0, "x" * 20_001)]))) == "full"
    own = stored(writing).edited(5004, [Change(0, 0, "Mine. ")])
    assert send(writing, seat, own).drafts
    borrowed = Document(begun(TEXT.settings["text"]), [own])
    stolen = borrowed.edited(5004, [Change(0, 0, "Not mine. ")])
    assert refusal(send(writing, writing.guest(), stolen)) == "not_yours"
    reserved = Document().edited(1, [Change(0, 0, "x" * 40)])
    assert refusal(send(writing, seat, reserved)) in ("not_yours", "malformed")
    for mode in ("suggest", "read"):
        writing.lead("draft.mode", activity="text", mode=mode)
        assert refusal(typed(writing, seat, 0, 0, "x")) == "not_now"
        assert typed(writing, lead, 0, 0, "L").drafts
    assert writing.lead("draft.mode", activity="text", mode="loud").refused.code == "no_such_mode"
    assert writing.act(seat, "draft.mode", activity="text", mode="write").refused.code == "not_facilitator"
    writing.lead("draft.mode", activity="text", mode="write")
    writing.lead("activity.close", activity="text")
    assert refusal(typed(writing, seat, 0, 0, "x")) == "activity_not_open"
    writing.lead("activity.open", activity="text")
    assert typed(writing, seat, 0, 0, "Again: ").drafts
    assert stored(writing).text == "Again: LLMine. We ask for shade.\nSoon."


def test_all_or_nothing(writing, monkeypatch):
    """A transaction that fails leaves neither a change in the table nor one in what this process holds."""
    seat = writing.guest()
    typed(writing, seat, 0, 0, "One. ")

    def fail(*args, **named):
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(drafts.DraftWriter.objects, "bulk_create", fail)
        with pytest.raises(RuntimeError):
            typed(writing, seat, 0, 0, "Lost. ")
    assert stored(writing).text == "One. We ask for shade.\nSoon."
    typed(writing, seat, 0, 0, "Two. ")
    assert stored(writing).text == "Two. One. We ask for shade.\nSoon."


def test_the_log_of_a_text_stays_short_and_says_the_same(writing, monkeypatch):
    monkeypatch.setattr(drafts, "FOLD_AFTER", 10)
    monkeypatch.setattr(drafts.OpenDraft.fold, "__defaults__", (4,))
    seat = writing.guest()
    for number in range(35):
        typed(writing, seat, 0, 0, f"{number} ")
    draft = Draft.objects.get()
    assert (draft.number, draft.folded, draft.changes.count()) == (35, 30, 9)
    said = "".join(f"{number} " for number in reversed(range(35))) + "We ask for shade.\nSoon."
    assert document_of(draft).text == said
    drafts.WORKING.take(writing.session.public_id, draft)
    typed(writing, seat, 0, 0, "35 ")
    assert stored(writing).text == f"35 {said}"


def test_a_page_without_a_program_saves_what_it_changed(writing):
    amina, besnik = writing.guest(), writing.guest()
    base = stored(writing).text
    assert writing.act(amina, "draft.save", activity="text", base=base, text=base.replace("shade", "benches")).seq == 1
    more = writing.act(besnik, "draft.save", activity="text", base=base, text=base + "\nThank you.")
    assert (more.seq, stored(writing).text) == (2, "We ask for benches.\nSoon.\nThank you.")
    same = writing.act(besnik, "draft.save", activity="text", base=base, text=base.replace("shade", "trees"))
    assert (same.refused.code, stored(writing).text) == ("conflict", "We ask for benches.\nSoon.\nThank you.")
    nothing = writing.act(besnik, "draft.save", activity="text", base=base, text=base)
    assert (nothing.refused, Draft.objects.get().edits) == (None, 2)


def test_a_suggestion_waits_for_the_facilitator(writing):
    amina, besnik = writing.guest(), writing.guest()
    ask = {"activity": "text", "passage": 1, "quote": "We ask for shade.", "text": "We ask for trees."}
    assert writing.act(amina, "draft.suggest", **ask).refused.code == "not_now"
    writing.lead("draft.mode", activity="text", mode="suggest")
    one = writing.act(amina, "draft.suggest", **ask).seq
    new = writing.act(besnik, "draft.suggest", activity="text", passage=2, quote="", text="Thank you.").seq
    out = writing.act(besnik, "draft.suggest", activity="text", passage=2, quote="Soon.", text="").seq
    moved = writing.act(besnik, "draft.suggest", **{**ask, "quote": "We ask for rain."})
    assert moved.refused.code == "moved"
    assert writing.act(amina, "suggestion.accept", note=one).refused.code == "not_facilitator"
    assert stored(writing).text == "We ask for shade.\nSoon."
    for number in (out, one, new):
        assert writing.lead("suggestion.accept", note=number).refused is None
    assert stored(writing).text == "We ask for trees.\nThank you."
    assert writing.lead("suggestion.accept", note=one).refused.code == "no_such_suggestion"
    writers = dict(DraftWriter.objects.values_list("client", "seat"))
    by = {passage.text.strip(): writers.get(passage.client) for passage in stored(writing).passages()}
    assert (by["trees."], by["Thank you."]) == (amina.pk, besnik.pk)


def test_a_suggestion_on_a_passage_that_changed_since_is_merged_or_left(writing):
    seat = writing.guest()
    writing.lead("draft.mode", activity="text", mode="suggest")
    quote = "We ask for shade."
    ask = {"activity": "text", "passage": 1, "quote": quote}
    end = writing.act(seat, "draft.suggest", **ask, text="We ask for shade and water.").seq
    start = writing.act(seat, "draft.suggest", **ask, text="All ask for shade.").seq
    clash = writing.act(seat, "draft.suggest", **ask, text="Some ask for shade.").seq
    typed(writing, writing.facilitator, 0, 0, "Dear mayor,\n")
    assert [writing.lead("suggestion.accept", note=n).refused for n in (end, start)] == [None, None]
    assert stored(writing).text == "Dear mayor,\nAll ask for shade and water.\nSoon."
    assert writing.lead("suggestion.accept", note=clash).refused.code == "conflict"
    assert writing.lead("suggestion.decline", note=clash, reason="All do").refused is None
    note = writing.state().notes[clash]
    assert (note.about["state"], note.about["reason"]) == ("declined", "All do")


def test_by_consent_one_objection_holds_a_suggestion_back_and_is_nobodys(cast, now):
    activity = Activity("text", "write", "T", "?", settings={"mode": "suggest", "accept": "all", "text": "Shade."})
    room = make_room(cast.chidi, now, (activity,))
    room.lead("room.open")
    room.lead("activity.open", activity="text")
    amina, besnik = room.guest(), room.guest()
    note = room.act(amina, "draft.suggest", activity="text", passage=1, quote="Shade.", text="Trees.").seq
    room.act(besnik, "suggestion.object", note=note, reason="Roots")
    assert room.lead("suggestion.accept", note=note).refused.code == "objections"
    state = room.state()
    seen = str([public_room(state), [public_happening(each, state) for each in events_after(room.session, 0)]])
    assert ("Roots" in seen, f"[{besnik.pk}, " in seen) == (True, False)
    told = public_room(state)["notes"][str(note)]["about"]
    assert told == {"passage": 1, "quote": "Shade.", "state": "", "reason": "", "objections": ["Roots"]}
    assert (mine(room.state(), besnik.pk)["objecting"], mine(room.state(), amina.pk)["objecting"]) == ([note], [])
    room.act(besnik, "suggestion.object", note=note, reason="")
    assert room.lead("suggestion.accept", note=note).refused is None


def test_closing_leaves_the_text_with_its_history_and_hands_it_over(writing, cast, now):
    for seat in (writing.guest(), writing.guest()):
        typed(writing, seat, 0, 0, "Now! ")
    writing.lead("activity.close", activity="text")
    draft = Draft.objects.get()
    outcome = writing.state().stage("text").outcome
    said = "Now! Now! We ask for shade.\nSoon."
    assert dict(outcome) == {"text": said, "people": 2, "edits": 2, "digest": draft.digest}
    [result] = results(writing.state())
    assert (result.paragraphs, result.dots) == (("Now! Now! We ask for shade.", "Soon."), 2)
    writing.lead("room.close")
    body = "\n\n".join(result.paragraphs)
    session = writing.session
    [made] = hand_over(actor=cast.chidi, session=session, chosen=[Chosen(result.item, "Letter", body)], now=now)
    assert made.body == body
    event = Event.objects.get(type="session.result")
    assert {key: event.data[key] for key in ("participants", "edits", "log_sha256")} == {
        "participants": 2,
        "edits": 2,
        "log_sha256": draft.digest,
    }


def test_a_text_becomes_the_draft_of_a_decision(writing, cast, now):
    typed(writing, writing.guest(), 0, 0, "Now & <here>! ")
    writing.lead("activity.close", activity="text")
    writing.lead("room.close")
    session = Session.objects.get(pk=writing.session.pk)
    item = writing.state().stage("text").number
    with pytest.raises(Unfit, match="Hand the text over first"):
        decision_from_text(actor=cast.dana, session=session, item=item, now=now)
    hand_over(actor=cast.chidi, session=session, chosen=[Chosen(item, "Our letter", "Now!")], now=now)
    with pytest.raises(NotAllowed):
        decision_from_text(actor=cast.chidi, session=session, item=item, now=now)
    made = decision_from_text(actor=cast.dana, session=session, item=item, now=now)
    revision = made.revisions.get()
    assert (made.slug, made.title, revision.number) == ("our-letter", "Our letter", 0)
    assert "<p>Now &amp; &lt;here&gt;! We ask for shade.</p>" in revision.body
    assert "by 1 person" in revision.note
    assert (
        decision_from_text(actor=cast.dana, session=session, item=item, now=now).slug
        == f"our-letter-{session.pk}-{item}"
    )


@pytest.mark.parametrize("odd", [{"mode": "loud"}, {"text": 7}, {"text": "x" * 20_001}, {"accept": "nobody"}])
def test_settings_that_do_not_fit_are_no_agenda(odd):
    with pytest.raises(AgendaDoesNotRead):
        read_agenda([{"id": "text", "method": "write", "title": "T", "settings": odd}])


def test_an_empty_change_is_no_change(writing):
    done = send(writing, writing.guest(), NOTHING)
    assert (done.drafts, done.outcomes[0].refused, Draft.objects.count()) == ([], None, 0)
