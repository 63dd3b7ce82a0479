"""Pages that work without this site: the checker as one HTML file, and the front page of an exported record."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from consultations.record.models import Checkpoint
from consultations.record.tlog.encoding import b64
from consultations.record.verify import pyz
from consultations.record.web import words
from consultations.record.witness.configured import configured

SHEET = '<link rel="stylesheet" href="record-file.css">'
PROGRAM = '<script type="module" src="verify-record.js"></script>'
LABELLED = ("author", "title", "body", "reason", "supporter", "choice")
REASONS = ("damaged", "signature", "place", "entry", "text", "witness")


class NotBuilt(Exception):
    """The browser's code was not built (frontend/build.sh), so there is no page to give away."""


def outcome_words() -> dict[str, object]:
    """What the templates of the checker need."""
    return {"labels": [(name, words.label(name)) for name in LABELLED], "reasons": REASONS}


def witness_keys() -> str:
    """The vkeys of the configured witnesses, one a line."""
    return "\n".join(str(each.key) for each in configured())


def checker(checkpoint: Checkpoint | None) -> bytes:
    """The checker of receipts as one HTML file in the active language: it opens without a network and asks for none.

    Its own content policy forbids every connection and every program but the one that stands in it. Raises NotBuilt.
    """
    sheet, program = _built("record-file.css"), _built("verify-record.js")
    policy = f"default-src 'none'; style-src '{_hash(sheet)}'; script-src '{_hash(program)}'; base-uri 'none'"
    context = {"checkpoint": checkpoint, "policy": policy, "witnesses": witness_keys(), **outcome_words()}
    page = str(render_to_string("record/verify_file.html", context))
    page = page.replace(SHEET, f"<style>{sheet}</style>").replace(PROGRAM, f'<script type="module">{program}</script>')
    return page.encode()


def static_pages(checkpoint: Checkpoint) -> dict[str, bytes]:
    """Path → bytes of what goes with an exported record: the front page, the checker and the program."""
    pages = {"participate-verify.pyz": pyz.build()}
    try:
        pages["verify.html"] = checker(checkpoint)
        pages["record-file.css"] = _built("record-file.css").encode()
    except NotBuilt:
        pass
    context = {"checkpoint": checkpoint, "files": sorted(pages), "root": b64(bytes(checkpoint.root))}
    pages["index.html"] = render_to_string("record/static_index.html", context).encode()
    return pages


def _built(name: str) -> str:
    found = finders.find(f"built/{name}")
    if not isinstance(found, str):
        raise NotBuilt(name)
    return Path(found).read_text("utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
