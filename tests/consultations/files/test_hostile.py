"""Whatever somebody hands in: it is refused in words, or what is kept of it is harmless."""

from __future__ import annotations

import io
import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from consultations.deliberation.models import Contribution
from consultations.files.domain.sizes import LARGEST
from consultations.files.enums import Refusal
from consultations.files.errors import Refused
from consultations.files.models import StoredFile
from consultations.files.operations.keeping import keep_file
from consultations.files.operations.taking_in import sift, take_in
from consultations.files.sieve.pictures import LONGEST_SIDE
from consultations.files.storage import lying
from tests.consultations.deliberation.conftest import make_consultation
from tests.consultations.files.hostile import EXIF, HOSTILE, HTML, KEPT, PDF, SCRIPT
from tests.consultations.files.made import picture, sent


def test_there_are_enough():
    assert len({name for name, _content, _fate in HOSTILE}) == len(HOSTILE) >= 40


@pytest.mark.parametrize(("name", "content", "fate"), HOSTILE, ids=[name[:40] for name, *_rest in HOSTILE])
def test_each_is_refused_in_words_or_kept_without_harm(name, content, fate, db, folder_of_files):
    handed_in = SimpleUploadedFile(name, content, "image/jpeg")
    if fate not in (KEPT, PDF):
        with pytest.raises(Refused, match=re.escape(str(Refusal(fate).label))):
            take_in(handed_in)
        return
    sifted = take_in(handed_in)
    assert sifted.kind == fate
    stored = keep_file(sifted=sifted, words="A plan", now=timezone.now())
    paths = [path for _name, path in lying()]
    assert {path.parent.parent for path in paths} == {folder_of_files}
    assert {path.name.partition("-")[0].partition(".")[0] for path in paths} == {stored.name}
    if fate == KEPT:
        for path in paths:
            _is_a_plain_picture(path.read_bytes())
    else:
        assert [path.suffix for path in paths] == [".pdf"]


def _is_a_plain_picture(content: bytes) -> None:
    with Image.open(io.BytesIO(content)) as kept:
        kept.load()
        assert kept.format == "WEBP"
        assert max(kept.size) <= LONGEST_SIDE
        assert not kept.info.keys() & {"exif", "xmp", "icc_profile", "comment"}
        assert len(kept.getexif()) == 0
    for trace in (SCRIPT, HTML, b"PK\x03\x04", b"Exif", b"GPS"):
        assert trace not in content


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_a_picture_stands_upright_and_says_nothing_of_where_it_was_taken(kind):
    sifted = sift(picture(kind, exif=EXIF))
    assert (sifted.width, sifted.height) == (800, 1200)
    with Image.open(io.BytesIO(sifted.parts[800])) as kept:
        red, green, _blue = kept.convert("RGB").getpixel((600, 100))  # Top left before, top right after the turn.
        assert red > 200 > 60 > green


def test_what_can_be_seen_through_stays_so():
    out = io.BytesIO()
    Image.new("RGBA", (600, 400), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(sift(out.getvalue()).parts[600])) as kept:
        assert kept.mode == "RGBA"


def test_a_file_that_is_too_big_is_not_even_read():
    class Big(SimpleUploadedFile):
        def read(self, *_size: int) -> bytes:
            raise AssertionError("read")

    big = Big("plan.jpg", b"x", "image/jpeg")
    big.size = LARGEST + 1
    with pytest.raises(Refused) as refusal:
        take_in(big)
    assert refusal.value.refusal == Refusal.TOO_BIG


def test_none_of_them_gets_further_by_way_of_the_form(client, cast, settings, folder_of_files):
    """Also the names that the form itself would trip over; each picture is shown under a name of ours."""
    cache.clear()
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "file": (1000, 1), "propose": (1000, 1)}
    consultation = make_consultation(cast.dana, "stops")
    consultation.phases.update(ends_at=None)
    client.force_login(cast.amina)
    for name, content, fate in HOSTILE:
        if fate not in (KEPT, PDF) or len(content) > 100_000:
            continue
        form = {"title": "A plan", "body": "See there.", "file_words": "The plan", "act": "publish"}
        client.post("/consultations/stops/propose/", {**form, "file": sent(content, name)})
        made = Contribution.objects.latest("pk")
        stored = StoredFile.objects.latest("pk")
        assert made.attachments.get().file == stored
        answer = client.get(f"{made.get_absolute_url()}files/{stored.name}/")
        assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == (
            {"picture": "image/webp", "pdf": "application/pdf"}[fate],
            "nosniff",
        )
        assert stored.name in answer["Content-Disposition"]
        assert "sandbox" in answer["Content-Security-Policy"]
        made.attachments.all().delete()
