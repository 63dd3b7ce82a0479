"""Reading a picture and writing it anew: only its colours come through, turned as they were meant to be seen."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from consultations.files.domain.sizes import widths_of

# Pixels by format: the memory to decode them differs (bench/uploads.py). JPEGs are read at a fraction of their size,
# progressive ones whole.
MOST_PROGRESSIVE = 24_000_000
MOST_PIXELS = {"JPEG": 50_000_000, "PNG": 16_000_000, "WEBP": 8_000_000}
LONGEST_SIDE = 1600
QUALITY = 78
EFFORT = 2


class Unfit(Exception):
    """The refusal (enums.Refusal) as its only argument."""


def rewritten(content: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height, and the picture as WebP in the widths of ``widths_of``. Raises Unfit."""
    Image.MAX_IMAGE_PIXELS = max(MOST_PIXELS.values())
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(content), formats=tuple(MOST_PIXELS)) as opened:
            picture = _small(opened)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise Unfit("too_large") from None
    except UnidentifiedImageError:
        raise Unfit("broken") from None
    except Unfit:
        raise
    except Exception:  # noqa: BLE001 - decoders of hostile bytes raise whatever they meet
        raise Unfit("broken") from None
    return picture.width, picture.height, [_written(picture, width) for width in widths_of(picture.width)]


def _small(opened: Image.Image) -> Image.Image:
    """Decoded, in ordinary colours, no longer than LONGEST_SIDE and upright."""
    name = "JPEG" if opened.format == "MPO" else str(opened.format)
    most = MOST_PROGRESSIVE if opened.info.get("progressive") else MOST_PIXELS[name]
    if opened.width * opened.height > most:
        raise Unfit("too_large")
    if name != "JPEG" and getattr(opened, "n_frames", 1) > 1:
        raise Unfit("moving")
    turn = opened.getexif().get(0x0112, 1)
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    opened.load()
    picture: Image.Image = opened
    if picture.mode not in ("RGB", "RGBA"):
        see_through = "transparency" in picture.info or picture.mode in ("LA", "PA", "La", "RGBa")
        picture = picture.convert("RGBA" if see_through else "RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    clean.getexif()[0x0112] = turn
    return ImageOps.exif_transpose(clean)


def _written(picture: Image.Image, width: int) -> bytes:
    height = max(1, round(picture.height * width / picture.width))
    sized = picture if width == picture.width else picture.resize((width, height), reducing_gap=2.0)
    out = io.BytesIO()
    sized.save(out, "WEBP", quality=QUALITY, method=EFFORT, exif=b"", xmp=b"", icc_profile=b"")
    return out.getvalue()
