"""Files as people hand them in, made here."""

from __future__ import annotations

import io
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from consultations.deliberation.models import Contribution
from consultations.deliberation.operations.attachments import hold_files
from consultations.files.enums import FileKind
from consultations.files.models import StoredFile
from consultations.files.operations.keeping import keep_file
from consultations.files.operations.taking_in import Sifted

WORDS = "A plan of the square with four trees"


def picture(kind: str = "JPEG", size: tuple[int, int] = (1200, 800), mode: str = "RGB", **options: object) -> bytes:
    """A little landscape, so that turning it shows."""
    made = Image.new(mode, size, "white" if mode != "P" else 0)
    pen = ImageDraw.Draw(made)
    pen.rectangle((0, 0, size[0] // 2, size[1] // 2), fill="red" if mode in ("RGB", "RGBA") else 3)
    out = io.BytesIO()
    made.save(out, kind, **options)
    return out.getvalue()


def document(objects: bytes = b"", trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of one empty page, with further objects."""
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n"
        + objects
        + b"\ntrailer<<"
        + trailer
        + b">>\n%%EOF\n"
    )


def sent(content: bytes, name: str = "plan.jpg", type_: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, type_)


def held_by(contribution: Contribution, now: datetime, words: str = WORDS) -> StoredFile:
    """A picture that belongs to ``contribution``, put there as its author's form would, without the sieve."""
    sifted = Sifted(FileKind.PICTURE, {480: b"RIFF small", 600: b"RIFF large"}, 600, 400)
    stored = keep_file(sifted=sifted, words=words, now=now)
    hold_files(contribution, [stored])
    return stored
