"""What a file costs on its way in, hostile ones too: ``python -m bench.uploads [--json FILE]``.

Processor time and the most memory of the process that reads it (asked: 2 s, 200 MB); the reference is Pillow
opening and saving an ordinary photograph of 12 megapixels in this process, without any bound.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys

from PIL import Image

from bench.harness import Figure, arguments, emit, sample

REFERENCE = "Pillow, 12 megapixels, unbounded"
TELL = "; print(next(l.split()[1] for l in open('/proc/self/status') if 'VmHWM' in l), file=sys.stderr)"


def _picture(kind: str, width: int, height: int, mode: str = "RGB", **options: object) -> bytes:
    """Clouds of grey, which pack as badly as a photograph."""
    clouds = Image.effect_noise((width // 8, height // 8), 60).resize((width, height)).convert(mode)
    out = io.BytesIO()
    clouds.save(out, kind, **options)
    return out.getvalue()


def _ordinary() -> dict[str, bytes]:
    return {
        "photograph of 12 megapixels (JPEG)": _picture("JPEG", 4000, 3000, quality=90),
        "photograph of 48 megapixels (JPEG)": _picture("JPEG", 8000, 6000, quality=80),
        "progressive photograph of 24 megapixels": _picture("JPEG", 6000, 4000, quality=80, progressive=True),
        "picture of a press, 24 megapixels (CMYK)": _picture("JPEG", 6000, 4000, "CMYK", quality=80),
        "drawing of 16 megapixels (PNG)": _picture("PNG", 4900, 3200, compress_level=1),
        "drawing with holes of 16 megapixels (PNG)": _picture("PNG", 4900, 3200, "RGBA", compress_level=1),
        "picture of 8 megapixels (WebP)": _picture("WEBP", 3200, 2400, quality=70),
        "lossless picture of 8 megapixels (WebP)": _picture("WEBP", 3200, 2400, "RGBA", lossless=True, method=0),
    }


def _cost(content: bytes) -> tuple[float, float]:
    """Seconds of processor and MB of one sieve."""
    from consultations.files.operations.taking_in import PROGRAM, ROOT

    command = [sys.executable, "-I", "-c", PROGRAM + TELL, str(ROOT)]
    before = os.times()
    done = subprocess.run(command, input=content, capture_output=True, check=False)
    after = os.times()
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    told = done.stderr.split()
    return seconds, int(told[-1]) / 1000 if told and told[-1].isdigit() else 0.0


def figures() -> list[Figure]:
    from tests.consultations.files.hostile import HOSTILE

    ordinary = _ordinary()
    photograph = ordinary["photograph of 12 megapixels (JPEG)"]
    plain = sample(lambda: Image.open(io.BytesIO(photograph)).save(io.BytesIO(), "WEBP"), rounds=3, warm_up=1).median
    found = []
    for name, content in ordinary.items():
        seconds, memory = _cost(content)
        found += [Figure(name, seconds, "s", REFERENCE, seconds / plain), Figure(f"{name}: memory", memory, "MB")]
    costs = [_cost(content) for _name, content, _fate in HOSTILE]
    found.append(Figure(f"slowest of {len(costs)} hostile files", max(seconds for seconds, _memory in costs), "s"))
    return [*found, Figure("the same: most memory", max(memory for _seconds, memory in costs), "MB")]


if __name__ == "__main__":
    given = arguments(__doc__.splitlines()[0]).parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "participate.settings.dev")
    import django

    django.setup()
    emit(figures(), given.json)
