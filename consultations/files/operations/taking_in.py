"""A file as it comes from outside, sifted in a process of its own (sieve/program.py). Nothing is written here."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import File

from consultations.files.domain.sizes import LARGEST, widths_of
from consultations.files.enums import FileKind, Refusal
from consultations.files.errors import Refused
from consultations.files.storage import WHOLE

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from consultations.files.sieve.program import main; main()"
# Its own limit is processor time; on a machine that has much to do that takes longer.
PATIENCE = 20


@dataclass(frozen=True)
class Sifted:
    """What may be kept: ``parts`` by width; a document has one, of width WHOLE."""

    kind: FileKind
    parts: Mapping[int, bytes]
    width: int | None = None
    height: int | None = None


def take_in(file: File) -> Sifted:
    """Whatever its name and its browser say of it, a file is what its bytes are. Raises Refused."""
    if not file.size:
        raise Refused(Refusal.EMPTY)
    if file.size > LARGEST:
        raise Refused(Refusal.TOO_BIG)
    file.seek(0)
    return sift(file.read())


def sift(content: bytes) -> Sifted:
    """Raises Refused; a file on which the sieve breaks, or that takes too much of it, is refused as well."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", PROGRAM, str(ROOT)],
            input=content,
            capture_output=True,
            timeout=PATIENCE,
            env={"OMP_NUM_THREADS": "1"},
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused(Refusal.TOO_LARGE) from None
    head, _newline, rest = done.stdout.partition(b"\n")
    if done.returncode or not head:
        raise Refused(Refusal.TOO_LARGE if done.returncode < 0 else Refusal.BROKEN)
    told = json.loads(head)
    if "refused" in told:
        raise Refused(Refusal(told["refused"]))
    width, height = told.get("width"), told.get("height")
    names = widths_of(width) if width else (WHOLE,)
    parts, at = {}, 0
    for name, length in zip(names, told["parts"], strict=True):
        parts[name] = rest[at : at + length]
        at += length
    return Sifted(FileKind(told["kind"]), parts, width, height)
