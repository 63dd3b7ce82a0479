"""Files that were made to do harm, or that break whoever reads them, as (name, content, what becomes of it)."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from PIL import Image

from tests.consultations.files.made import document, picture

SCRIPT = b"<script>alert(document.cookie)</script>"
HTML = b"<!DOCTYPE html><html><body>" + SCRIPT
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + SCRIPT + b"</svg>"
KEPT = "picture"
PDF = "pdf"


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_of(width: int, height: int, packed: bytes = b"") -> bytes:
    """A header that promises ``width`` x ``height``, and whatever follows."""
    head = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + png_chunk(b"IDAT", packed) + png_chunk(b"IEND", b"")


def rows_of(width: int, height: int) -> bytes:
    """White, packed a thousand times over."""
    packer = zlib.compressobj(9)
    row = b"\0" + b"\xff" * (3 * width)
    return b"".join(packer.compress(row) for _row in range(height)) + packer.flush()


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=10)
    return out.getvalue()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("../../etc/cron.d/x", b"\0" * 5_000_000)
    return out.getvalue()


def icon() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (32, 32)).save(out, "ICO")
    return out.getvalue()


def other(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (32, 32)).save(out, kind)
    return out.getvalue()


def packed_objects(body: bytes, how: bytes = b"/FlateDecode") -> bytes:
    packed = zlib.compress(body)
    head = b"5 0 obj<</Type/ObjStm/N 1/First 4/Filter %s/Length %d>>stream\r\n" % (how, len(packed))
    return document(head + packed + b"\nendstream endobj")


def with_text(text: bytes) -> bytes:
    """A JPEG with a comment."""
    plain = picture()
    return plain[:2] + b"\xff\xfe" + struct.pack(">H", len(text) + 2) + text + plain[2:]


EXIF = Image.Exif()
EXIF[0x010E] = SCRIPT.decode()
EXIF[0x0112] = 6
EXIF[0x8825] = {1: "N", 2: (41.0, 19.0, 12.5), 3: "E", 4: (19.0, 49.0, 3.0)}

HOSTILE: list[tuple[str, bytes, str]] = [
    ("nothing.jpg", b"", "empty"),
    ("script.svg", SVG, "unknown"),
    ("svg named.png", SVG, "unknown"),
    ("svg with xml head.jpg", b'<?xml version="1.0"?>' + SVG, "unknown"),
    ("svgz.png", zlib.compress(SVG), "unknown"),
    ("page named.jpg", HTML, "unknown"),
    ("page.html", HTML, "unknown"),
    ("script.js", b"alert(1)", "unknown"),
    ("page after marks.jpg", b"\xff\xd8\xff" + HTML, "broken"),
    ("page after PNG marks.png", b"\x89PNG\r\n\x1a\n" + HTML, "broken"),
    ("page within RIFF.webp", b"RIFF\x00\x10\x00\x00WEBP" + HTML, "broken"),
    ("gif that is a script.gif", b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)", "unknown"),
    ("gif.gif", other("GIF"), "unknown"),
    ("moving.gif", moving("GIF"), "unknown"),
    ("bitmap.bmp", other("BMP"), "unknown"),
    ("tiff.tif", other("TIFF"), "unknown"),
    ("avif.avif", other("AVIF"), "unknown"),
    ("icon.ico", icon(), "unknown"),
    ("postscript.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n(%pipe%id) (w) file", "unknown"),
    ("photoshop.psd", b"8BPS" + b"\0" * 64, "unknown"),
    ("program.exe", b"MZ" + b"\0" * 64, "unknown"),
    ("program.elf", b"\x7fELF" + b"\0" * 64, "unknown"),
    ("shell.sh", b"#!/bin/sh\nrm -rf /", "unknown"),
    ("template.jpg", b"{% include '/etc/passwd' %}", "unknown"),
    ("xml with entities.svg", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', "unknown"),
    ("bomb.zip", archive(), "unknown"),
    ("office.docx", archive(), "unknown"),
    ("50000 x 50000.png", png_of(50_000, 50_000), "too_large"),
    ("4 billion wide.png", png_of(2**31 - 1, 1), "too_large"),
    ("30 megapixels of white.png", png_of(6000, 5000, rows_of(6000, 5000)), "too_large"),
    ("nothing wide.png", png_of(0, 0), "broken"),
    ("promises more than it holds.png", png_of(2000, 2000, zlib.compress(b"\0" * 10)), "broken"),
    ("white bomb.png", png_of(3900, 4100, rows_of(3900, 4100)), KEPT),
    ("cut.jpg", picture()[: len(picture()) // 2], "broken"),
    ("cut.png", picture("PNG")[:200], "broken"),
    ("cut.webp", picture("WEBP")[:60], "broken"),
    ("65500 wide.jpg", picture(size=(65_500, 1000)), "too_large"),
    ("one pixel high.jpg", picture(size=(5000, 1)), KEPT),
    ("moving.png", moving("PNG"), "moving"),
    ("moving.webp", moving("WEBP"), "moving"),
    ("picture and page.jpg", picture() + HTML, KEPT),
    ("picture and archive.png", picture("PNG") + archive(), KEPT),
    ("script in a comment.jpg", with_text(SCRIPT), KEPT),
    ("place and script in its facts.jpg", picture(exif=EXIF), KEPT),
    ("script in its facts.webp", picture("WEBP", exif=EXIF, xmp=SCRIPT), KEPT),
    ("colours of a press.jpg", picture(mode="CMYK"), KEPT),
    ("grey with 16 bits.png", picture("PNG", mode="I;16"), KEPT),
    ("palette with a hole.png", picture("PNG", mode="P", transparency=0), KEPT),
    ("../../../etc/passwd.jpg", picture(), KEPT),
    ("..\\..\\web.config.jpg", picture(), KEPT),
    ("plan.jpg\0.php", picture(), KEPT),
    ("plan.php", picture(), KEPT),
    ("x" * 400 + ".jpg", picture(), KEPT),
    ("\u202egpj.exe", picture(), KEPT),
    ("plain.pdf", document(), PDF),
    ("pdf named.jpg", document(), PDF),
    ("pdf and page.pdf", document() + HTML + b"%%EOF", PDF),
    ("page before.pdf", HTML + document(), "unknown"),
    ("no end.pdf", document().replace(b"%%EOF", b""), "broken"),
    ("marks only.pdf", b"%PDF-", "broken"),
    ("program.pdf", document(b"4 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj"), "active"),
    ("program with written letters.pdf", document(b"4 0 obj<</S/Java#53cript/J#53 (x)>>endobj"), "active"),
    ("program in packed objects.pdf", packed_objects(b"4 0 <</S/JavaScript/JS(x)>>"), "active"),
    ("packed twice.pdf", packed_objects(b"4 0 <<>>", b"[/ASCIIHexDecode/FlateDecode]"), "active"),
    ("packed bomb.pdf", packed_objects(b" " * 40_000_000), "active"),
    (
        "broken packing.pdf",
        document(b"5 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\nx\nendstream endobj"),
        "active",
    ),
    ("starts a program.pdf", document(b"4 0 obj<</S/Launch/F(cmd.exe)>>endobj"), "active"),
    ("holds a file.pdf", document(b"4 0 obj<</Type/Catalog/Names<</EmbeddedFiles 6 0 R>>>>endobj"), "active"),
    ("form that sends.pdf", document(b"4 0 obj<</S/SubmitForm/F(http://x.example)>>endobj"), "active"),
    ("film.pdf", document(b"4 0 obj<</Subtype/RichMedia>>endobj"), "active"),
    ("locked.pdf", document(trailer=b"/Root 1 0 R/Encrypt 9 0 R"), "locked"),
]
