"""Pictures and documents that staff hand in are held to the same as those of residents."""

from __future__ import annotations

import io

import pytest
from django.conf import settings
from PIL import Image as Pillow
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

from tests.consultations.files.hostile import EXIF, HTML, SVG, moving, png_of
from tests.consultations.files.made import picture, sent

pytestmark = pytest.mark.django_db


def image_form(content: bytes, name: str):
    data = {"title": "A plan", "collection": Collection.get_first_root_node().pk, "tags": "", "description": "A plan"}
    return get_image_form(get_image_model())(data, {"file": sent(content, name)})


def test_a_picture_is_kept_upright_and_says_nothing_of_where_it_was_taken(folder_of_files):
    form = image_form(picture(exif=EXIF), "../plan.jpg")
    assert form.is_valid(), form.errors
    kept = form.save()
    assert (kept.width, kept.height, kept.file.name) == (800, 1200, "original_images/plan.webp")
    for each in (kept.file, kept.get_rendition("width-400").file):
        with each.open() as file, Pillow.open(io.BytesIO(file.read())) as shown:
            assert (shown.format, len(shown.getexif())) == ("WEBP", 0)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.svg", SVG),
        ("plan.png", SVG),
        ("plan.jpg", HTML),
        ("plan.gif", moving("GIF")),
        ("plan.webp", moving("WEBP")),
        ("plan.png", png_of(50_000, 50_000)),
        ("plan.jpg", picture()[:2000]),
    ],
)
def test_what_is_no_plain_picture_is_refused(name, content, folder_of_files):
    form = image_form(content, name)
    assert (form.is_valid(), "file" in form.errors) == (False, True)


@pytest.mark.parametrize(("name", "fits"), [("plan.pdf", True), ("page.html", False), ("plan.svg", False)])
def test_documents_are_of_kinds_that_no_browser_runs(name, fits, folder_of_files):
    model = get_document_model()
    data = {"title": "A plan", "collection": Collection.get_first_root_node().pk, "tags": ""}
    form = get_document_form(model)(data, {"file": sent(b"%PDF-1.7", name, "application/pdf")}, instance=model())
    assert form.is_valid() is fits
    assert settings.WAGTAILDOCS_INLINE_CONTENT_TYPES == []
