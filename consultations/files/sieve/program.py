"""The process beside the site in which a file from outside is read, so that whatever it does ends there.

Bytes come by standard input; a line of JSON goes out, then the parts that it counts:
``{"kind": "picture", "width": 800, "height": 600, "parts": [3412, 9120]}`` or ``{"refused": "moving"}``.
"""

from __future__ import annotations

import json
import resource
import sys

MEMORY = 170_000_000
SECONDS = 2


def _bounded() -> None:
    """No more memory and time than that, no file written, no child: asked before a byte is read."""
    for what, most in (
        (resource.RLIMIT_DATA, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 16),
    ):
        resource.setrlimit(what, (most, most))


def main() -> None:
    from consultations.files.sieve import documents, pictures

    _bounded()
    content = sys.stdin.buffer.read()
    if content.startswith(b"%PDF-"):
        refused = documents.fault(content)
        _say(
            {"refused": refused} if refused else {"kind": "pdf", "parts": [len(content)]}, [] if refused else [content]
        )
    elif not content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) and content[8:12] != b"WEBP":
        _say({"refused": "unknown" if content else "empty"}, [])
    else:
        try:
            width, height, parts = pictures.rewritten(content)
        except pictures.Unfit as unfit:
            _say({"refused": str(unfit)}, [])
        else:
            _say({"kind": "picture", "width": width, "height": height, "parts": [len(one) for one in parts]}, parts)


def _say(told: dict[str, object], parts: list[bytes]) -> None:
    out = sys.stdout.buffer
    out.write(json.dumps(told).encode() + b"\n")
    for part in parts:
        out.write(part)
    out.flush()
