"""Pictures and documents on a draft, from the form to the published proposal, without a program in the browser."""

from __future__ import annotations

import uuid

import pytest
from django.core.cache import cache
from django.utils import timezone

from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Attachment, Contribution
from consultations.deliberation.operations.attachments import MOST, FileChange, NewFile
from consultations.drafting.models import Draft, DraftFile
from consultations.drafting.operations.drafts import (
    KEPT_FOR,
    begin_draft,
    change_draft_files,
    delete_draft,
    forget_drafts,
)
from consultations.drafting.operations.writers import accept_invitation, invite_writer
from consultations.files.models import StoredFile
from consultations.files.operations.taking_in import sift
from consultations.files.storage import lying
from consultations.people.operations.account import delete_account
from tests.consultations.deliberation.conftest import make_consultation
from tests.consultations.files.made import WORDS, document, picture, sent

TYPED = {"title": "More shade", "body": "Plant trees at the stops.", "tags": "", "theme": ""}


@pytest.fixture
def open_now(cast, folder_of_files):
    """A consultation that is open at the hour of the clock on the wall."""
    consultation = make_consultation(cast.dana, "stops")
    consultation.phases.update(ends_at=None)
    cache.clear()
    return consultation


@pytest.fixture
def draft(cast, open_now):
    return begin_draft(
        actor=cast.amina, consultation=open_now, words=TYPED, submission=uuid.UUID(int=7), now=timezone.now()
    )


def with_a_plan(draft: Draft, who) -> StoredFile:
    change = FileChange(NewFile(sift(picture()), WORDS))
    change_draft_files(actor=who, draft=draft, change=change, now=timezone.now())
    return StoredFile.objects.latest("pk")


def form(**more: object) -> dict[str, object]:
    return {**TYPED, "submission": str(uuid.UUID(int=9)), "file_words": "", **more}


def test_a_proposal_is_published_with_its_picture_in_one_go(client, cast, open_now):
    client.force_login(cast.amina)
    answer = client.post("/consultations/stops/propose/", form(file=sent(picture()), file_words=WORDS, act="publish"))
    made = Contribution.objects.get()
    assert answer.url == f"{made.get_absolute_url()}?published"
    assert [(one.file.kind, one.file.words, one.file.widths) for one in made.attachments.all()] == [
        ("picture", WORDS, (480, 960, 1200))
    ]
    page = client.get(made.get_absolute_url()).content.decode()
    assert f'alt="{WORDS}"' in page
    assert (Draft.objects.count(), DraftFile.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("content", "words", "said"),
    [
        (b"<svg onload='x()'/>", WORDS, "Choose a picture"),
        (b"", WORDS, "This file is empty"),
        (picture(), " ", "Say what the picture shows"),
        (picture(), "x" * 401, "at most 400"),
    ],
)
@pytest.mark.parametrize("act", ["save", "publish"])
def test_a_file_that_is_refused_says_so_at_its_field_and_the_text_stays(
    client, cast, open_now, content, words, said, act
):
    client.force_login(cast.amina)
    answer = client.post("/consultations/stops/propose/", form(file=sent(content), file_words=words, act=act))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count(said) == 2  # Above the form, and at its field.
    assert TYPED["body"] in page
    assert (StoredFile.objects.count(), Contribution.objects.count()) == (0, 0)


def test_a_file_is_kept_while_the_words_are_mended(client, cast, open_now):
    client.force_login(cast.amina)
    first = form(title="", file=sent(picture()), file_words=WORDS, act="publish")
    page = client.post("/consultations/stops/propose/", first).content.decode()
    held = StoredFile.objects.get()
    assert f'value="{held.name}"' in page  # It can be removed again.
    client.post("/consultations/stops/propose/", form(act="publish"))
    assert Contribution.objects.get().attachments.get().file == held


def test_files_are_added_to_a_draft_and_removed_from_it(client, cast, draft):
    client.force_login(cast.amina)
    address = draft.get_absolute_url()
    typed = {**TYPED, "version": 1, "act": "save"}
    client.post(address, {**typed, "file": sent(picture()), "file_words": WORDS})
    client.post(address, {**typed, "file": sent(document(), "b.pdf"), "file_words": "The budget"})
    page = client.get(address).content.decode()
    assert (WORDS in page, "The budget" in page) == (True, True)
    plan = StoredFile.objects.get(words=WORDS)
    client.post(address, {**typed, "drop": [plan.name]})
    assert [stored.words for stored in StoredFile.objects.all()] == ["The budget"]


def test_there_is_room_for_a_few(draft, cast):
    for _number in range(MOST):
        with_a_plan(draft, cast.amina)
    with pytest.raises(Unfit, match="Remove one first"):
        with_a_plan(draft, cast.amina)
    first = StoredFile.objects.first()
    change = FileChange(NewFile(sift(picture()), "Another"), [first.name])
    change_draft_files(actor=cast.amina, draft=draft, change=change, now=timezone.now())
    assert StoredFile.objects.count() == MOST


def test_only_those_who_write_a_draft_see_its_files(draft, cast, client):
    stored = with_a_plan(draft, cast.amina)
    invite_writer(actor=cast.amina, draft=draft, name="besnik", now=timezone.now())
    accept_invitation(actor=cast.besnik, draft=draft, now=timezone.now())
    address = f"{draft.get_absolute_url()}files/{stored.name}/480/"
    seen = {}
    for name in ("amina", "besnik", "gezim", "edon", "dana"):
        client.force_login(getattr(cast, name))
        seen[name] = client.get(address).status_code
    assert seen == {"amina": 200, "besnik": 200, "gezim": 404, "edon": 404, "dana": 404}


@pytest.mark.django_db(transaction=True)
def test_files_go_with_their_draft(draft, cast):
    ways = [
        lambda: delete_draft(actor=cast.amina, draft=draft),
        lambda: forget_drafts(now=timezone.now() + KEPT_FOR),
        lambda: delete_account(actor=cast.amina, texts=True, now=timezone.now()),
    ]
    for number, way in enumerate(ways):
        draft = begin_draft(
            actor=cast.amina,
            consultation=draft.consultation,
            words=TYPED,
            submission=uuid.UUID(int=50 + number),
            now=timezone.now(),
        )
        with_a_plan(draft, cast.amina)
        way()
        Draft.objects.all().delete()
        assert (StoredFile.objects.count(), list(lying())) == (0, [])


def test_a_consultation_may_take_no_files(client, cast, open_now):
    phase = open_now.phases.get()
    phase.settings["deliberation"] = {"offers": []}
    phase.save()
    client.force_login(cast.amina)
    assert 'type="file"' not in client.get("/consultations/stops/propose/").content.decode()
    client.post("/consultations/stops/propose/", form(file=sent(picture()), file_words=WORDS, act="publish"))
    assert (Contribution.objects.count(), Attachment.objects.count()) == (1, 0)
