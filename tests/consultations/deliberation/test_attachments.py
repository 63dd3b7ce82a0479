"""Pictures and documents of a published proposal: shown with its words, on the record with them, gone with them."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Attachment, Contribution
from consultations.deliberation.operations import hide, restore, revise, withdraw
from consultations.deliberation.operations.attachments import MOST, FileChange, NewFile
from consultations.files.models import StoredFile
from consultations.files.operations.keeping import forget_unheld
from consultations.files.operations.taking_in import sift
from consultations.files.storage import lying
from consultations.moderation.enums import Concern
from consultations.moderation.operations import report
from consultations.people.domain.verdict import NotAllowed
from consultations.people.operations.account import delete_account
from consultations.people.queries.holdings import export_of
from consultations.record.audit.audit import audit
from consultations.record.domain import disclosure
from consultations.record.models import Disclosure, Event
from consultations.record.operations import sequence
from tests.consultations.files.made import WORDS, document, picture, sent

CANARY = "canary linden plan"


def changed(contribution: Contribution, who, now, change: FileChange) -> Contribution:
    contribution = Contribution.objects.get(pk=contribution.pk)
    return revise(
        actor=who,
        contribution=contribution,
        title=contribution.title,
        body=contribution.body,
        now=now,
        seen_revision=contribution.revision,
        files=change,
    )


@pytest.fixture
def plan(cast, propose, now, folder_of_files):
    """Amina's proposal with a picture and a document."""
    made = propose()
    for content, words in ((picture(), CANARY), (document(), "The budget")):
        changed(made, cast.amina, now, FileChange(NewFile(sift(content), words)))
    return Contribution.objects.get(pk=made.pk)


def addresses_of(contribution: Contribution) -> list[str]:
    base = f"{contribution.get_absolute_url()}files/"
    files = StoredFile.objects.filter(attachments__contribution=contribution)
    return [f"{base}{one.name}/{width}" for one in files for width in ("", *(f"{w}/" for w in one.widths))]


def test_the_page_shows_pictures_with_their_words_and_lists_documents(client, plan):
    page = client.get(plan.get_absolute_url()).content.decode()
    image = re.search(r"<img[^>]*alt=\"canary linden plan\"[^>]*>", page)[0]
    stored = StoredFile.objects.get(kind="picture")
    for said in ('width="1200"', 'height="800"', 'loading="lazy"', f"{stored.name}/480/ 480w"):
        assert said in image
    assert "<bdi>PDF " in page
    assert "The budget" in page


def test_bytes_are_handed_out_so_that_nothing_in_them_runs(client, plan):
    base = f"{plan.get_absolute_url()}files/"
    files = {one.kind: one for one in StoredFile.objects.all()}
    shown = client.get(f"{base}{files['picture'].name}/480/")
    kept = client.get(f"{base}{files['pdf'].name}/")
    for answer, type_, how in ((shown, "image/webp", "inline"), (kept, "application/pdf", "attachment")):
        assert answer["Content-Type"] == type_
        assert answer["Content-Disposition"].split(";")[0] == how
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
        assert answer["Cache-Control"] == "private, no-cache"
    again = client.get(f"{base}{files['picture'].name}/480/", headers={"If-None-Match": shown["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert hashlib.sha256(b"".join(kept.streaming_content)).hexdigest() == files["pdf"].sha256
    for wrong in ("481/", "0/", "99999/"):
        assert client.get(f"{base}{files['picture'].name}/{wrong}").status_code == 404
    assert client.get(f"{base}{files['pdf'].name}/480/").status_code == 404


def test_files_are_read_by_those_who_may_read_the_words(client, cast, plan, now):
    addresses = addresses_of(plan)

    def answers(who) -> set[int]:
        client.logout()
        if who:
            client.force_login(who)
        return {client.get(address).status_code for address in addresses}

    assert answers(None) == {200}
    hide(contribution=plan, now=now)
    assert (answers(None), answers(cast.gezim), answers(cast.amina)) == ({404}, {404}, {200})
    restore(contribution=plan, reason="A mistake.", now=now)
    assert answers(None) == {200}
    withdraw(actor=cast.amina, contribution=plan, now=now)
    assert (answers(None), answers(cast.gezim), answers(cast.amina)) == ({404}, {404}, {200})


def test_moderators_see_the_files_of_what_they_decide_about(client, cast, plan, now):
    case = report(
        actor=cast.gezim,
        contribution=plan,
        concern=Concern.PRIVACY,
        text="The picture shows my house.",
        now=now,
    ).report.case
    hide(contribution=plan, now=now)
    base = f"/moderation/cases/{case.pk}/"
    found = {}
    for name in ("edon", "gezim", "amina"):
        client.force_login(getattr(cast, name))
        found[name] = {
            client.get(address.replace(plan.get_absolute_url(), base)).status_code for address in addresses_of(plan)
        }
    assert found == {"edon": {200}, "gezim": {404}, "amina": {404}}
    client.force_login(cast.edon)
    assert f'alt="{CANARY}"' in client.get(base).content.decode()


def test_the_file_of_one_is_not_found_at_another(client, cast, plan, propose, now):
    stored = StoredFile.objects.first()
    other = propose(actor=cast.besnik)
    assert client.get(f"{other.get_absolute_url()}files/{stored.name}/").status_code == 404


def test_nobody_but_its_authors_changes_files(cast, plan, now):
    change = FileChange(NewFile(sift(picture()), WORDS), [StoredFile.objects.first().name])
    for who in (None, cast.gezim, cast.dana, cast.edon):
        with pytest.raises(NotAllowed):
            changed(plan, who, now, change)
    assert StoredFile.objects.count() == 2


def test_only_proposals_have_files(cast, plan, comment, now):
    with pytest.raises(NotAllowed, match="No pictures"):
        changed(comment(plan), cast.besnik, now, FileChange(NewFile(sift(picture()), WORDS)))


def test_what_is_one_too_many_changes_nothing(cast, plan, now):
    for _more in range(MOST - 2):
        changed(plan, cast.amina, now, FileChange(NewFile(sift(picture()), WORDS)))
    before = (Event.objects.count(), StoredFile.objects.count())
    with pytest.raises(Unfit, match="Remove one first"):
        changed(plan, cast.amina, now, FileChange(NewFile(sift(picture()), WORDS)))
    assert (Event.objects.count(), StoredFile.objects.count()) == before


def on_record(contribution: Contribution) -> list[str]:
    rows = Disclosure.objects.filter(event__subject=contribution.subject, name="files", public=True)
    return [disclosure.read(row.encoded)[1] for row in rows.order_by("event__position")]


def test_the_record_names_each_file_by_its_bytes_in_a_field_that_can_be_erased(cast, plan, now):
    stored = list(StoredFile.objects.all())
    line = f"picture {stored[0].sha256} {CANARY}"
    assert on_record(plan) == [line, f"{line}\npdf {stored[1].sha256} The budget"]
    changed(plan, cast.amina, now, FileChange(dropped=[stored[0].name]))
    assert on_record(plan)[-1] == f"pdf {stored[1].sha256} The budget"
    sequence(now=timezone.now())
    assert audit().problems == []
    StoredFile.objects.update(sha256="0" * 64)
    assert len(audit().problems) == 1
    hide(contribution=plan, now=now)
    assert on_record(plan) == []


@contextmanager
def deleting(captured) -> Iterator[None]:
    """Does what follows the commit as far as it is about files: the rest cannot be within a test's transaction."""
    with captured() as callbacks:
        yield
    for callback in callbacks:
        if "forget_files" in getattr(callback, "__qualname__", ""):
            callback()


def test_what_is_removed_is_gone_from_the_disk(cast, plan, now, django_capture_on_commit_callbacks):
    first = StoredFile.objects.get(kind="picture")
    with deleting(django_capture_on_commit_callbacks):
        changed(plan, cast.amina, now, FileChange(dropped=[first.name]))
    assert {name for name, _path in lying()} == {StoredFile.objects.get().name}
    assert Contribution.objects.get(pk=plan.pk).revision == 3


@pytest.mark.parametrize(("texts", "left"), [(True, 0), (False, 2)])
def test_files_go_with_the_words_of_an_account_that_is_deleted(
    cast, plan, now, texts, left, django_capture_on_commit_callbacks
):
    with deleting(django_capture_on_commit_callbacks):
        delete_account(actor=cast.amina, texts=texts, now=now)
    assert (Attachment.objects.count(), StoredFile.objects.count()) == (left, left)
    assert len({name for name, _path in lying()}) == left
    assert (CANARY in "".join(on_record(plan))) is not texts
    sequence(now=timezone.now())
    assert audit().problems == []


def test_the_exported_table_names_what_is_public(client, cast, plan, now):
    def rows() -> list[list[str]]:
        answer = client.get(f"/consultations/{plan.consultation.slug}/data/files.csv")
        return list(csv.reader(b"".join(answer.streaming_content).decode().splitlines()))[1:]

    picture_, document_ = StoredFile.objects.order_by("pk")
    base = f"/contributions/{plan.pk}/files"
    assert rows() == [
        [
            plan.subject,
            f"{base}/{picture_.name}/",
            "picture",
            CANARY,
            picture_.sha256,
            str(picture_.size),
            "1200",
            "800",
        ],
        [plan.subject, f"{base}/{document_.name}/", "pdf", "The budget", document_.sha256, str(document_.size), "", ""],
    ]
    hide(contribution=plan, now=now)
    assert rows() == []


def test_no_address_and_no_words_of_a_hidden_file_stand_anywhere(client, cast, plan, now):
    hide(contribution=plan, now=now)
    name = StoredFile.objects.first().name
    slug = plan.consultation.slug
    pages = [
        plan.get_absolute_url(),
        f"{plan.get_absolute_url()}revisions/",
        f"{plan.get_absolute_url()}report/",
        f"/consultations/{slug}/",
        f"/consultations/{slug}/feed.atom",
        f"/consultations/{slug}/data/contributions.csv",
        f"/consultations/{slug}/data/files.csv",
        "/record/",
        "/sitemap.xml",
        *(f"/record/disclosures/{event.public_id}" for event in Event.objects.filter(subject=plan.subject)),
    ]
    for who in (None, cast.gezim, cast.dana):
        client.logout()
        if who:
            client.force_login(who)
        for page in pages:
            answer = client.get(page, follow=True)
            told = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert (page, CANARY.encode() in told, name.encode() in told) == (page, False, False)


def test_a_person_takes_their_files_away(client, cast, plan, now):
    rows = export_of(cast.amina, now, "city")["parts"]["contributions"]["items"]
    files = [one for row in rows for one in row["files"]]
    assert [(one["kind"], one["shows_or_title"]) for one in files] == [("picture", CANARY), ("pdf", "The budget")]
    client.force_login(cast.amina)
    withdraw(actor=cast.amina, contribution=plan, now=now)
    for one in files:
        assert hashlib.sha256(b"".join(client.get(one["address"]).streaming_content)).hexdigest() == one["sha256"]


def test_the_form_of_change_adds_and_removes(client, cast, plan):
    Contribution.objects.get(pk=plan.pk).consultation.phases.update(ends_at=None)
    client.force_login(cast.amina)
    first = StoredFile.objects.get(kind="picture")
    typed = {"title": plan.title, "body": plan.body, "tags": "", "seen": plan.revision, "file_words": ""}
    address = f"{plan.get_absolute_url()}edit/"
    refused = client.post(address, {**typed, "body": "Other words.", "file": sent(b"MZ"), "file_words": "A program"})
    assert refused.content.decode().count("Choose a picture (JPEG, PNG or WebP) or a PDF.") == 2
    assert "Other words." in refused.content.decode()
    client.post(address, {**typed, "drop": [first.name], "file": sent(picture("PNG")), "file_words": "The new plan"})
    assert sorted(StoredFile.objects.values_list("words", flat=True)) == ["The budget", "The new plan"]
    assert Contribution.objects.get(pk=plan.pk).revision == plan.revision + 1
    assert "The new plan" in client.get(plan.get_absolute_url()).content.decode()


def test_what_an_interrupted_act_left_is_swept(cast, plan, now, folder_of_files):
    lost = folder_of_files / "ab" / f"ab{'0' * 30}-480.webp"
    lost.parent.mkdir(exist_ok=True)
    lost.write_bytes(b"RIFF")
    Attachment.objects.filter(file__kind="pdf").delete()
    later = timezone.now() + timedelta(days=2)
    assert forget_unheld(now=now) == 0
    assert forget_unheld(now=later) == 2
    assert (StoredFile.objects.count(), lost.exists()) == (1, False)
