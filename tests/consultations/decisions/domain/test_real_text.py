"""A real public policy text through six releases: numbers follow their passages, and every word is accounted for."""

from __future__ import annotations

import os
import re
from html import escape
from pathlib import Path

import pytest

from consultations.decisions.domain.alignment import Numbered, align
from consultations.decisions.domain.passages import pieces

ROOT = Path(__file__).resolve().parents[4]
VERSIONS = (
    Path(os.environ.get("DATA_DIR", ROOT.parent / "shared" / "data")) / "policy-standard-for-public-code" / "versions"
)

pytestmark = pytest.mark.skipif(not VERSIONS.is_dir(), reason="policy-standard-for-public-code is not in DATA_DIR")


def html_of(markdown: str) -> str:
    """Headings, items and paragraphs of the release's Markdown; enough for its words and their places."""
    body = re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL)
    found = []
    for block in re.split(r"\n\s*\n", body):
        paragraph: list[str] = []
        for line in map(str.strip, block.splitlines()):
            if line.startswith("#"):
                found.append(f"<h3>{escape(line.lstrip('# '))}</h3>")
            elif re.match(r"[*-] ", line):
                found.append(f"<ul><li>{escape(line[2:])}</li></ul>")
            else:
                paragraph.append(line)
        found.append(f"<p>{escape(' '.join(paragraph))}</p>")
    return "".join(found)


def release(version: str) -> str:
    return "".join(html_of(file.read_text()) for file in sorted((VERSIONS / version).rglob("*.md")))


def test_six_releases():
    previous: list[Numbered] = []
    used: set[int] = set()
    next_sid, kept = 1, []
    for version in sorted(folder.name for folder in VERSIONS.iterdir()):
        new = pieces(release(version))
        found = align(previous, new, next_sid=next_sid)
        assert len(set(found.sids)) == len(new)
        old = {numbered.sid: numbered.piece.text for numbered in previous}
        assert {sid for sid in found.sids if sid not in old} & used == set()
        changed = {found.sids[place] for edit in found.edits for place in edit.after}
        unchanged = {sid: piece.text for sid, piece in zip(found.sids, new, strict=True) if sid not in changed}
        assert {sid: old[sid] for sid in unchanged} == unchanged
        kept.append(len(set(found.sids) & set(old)) * 100 // max(1, len(old)))
        used |= set(found.sids)
        previous = [Numbered(sid, piece) for sid, piece in zip(found.sids, new, strict=True)]
        next_sid = found.next_sid
    assert kept[0] == 0
    assert min(kept[1:]) >= 70
    assert kept[-1] >= 98


def test_a_small_release_shows_the_amendments_that_it_is_known_for():
    old = pieces(release("0.8.0"))
    new = pieces(release("0.8.1"))
    found = align([Numbered(sid, piece) for sid, piece in enumerate(old)], new, next_sid=len(old))
    told = {(edit.kind.value, " ".join(new[place].text for place in edit.after)) for edit in found.edits}
    assert ("edited", "Check that there is a summary of changes.") in told
    assert (
        "split",
        "Confirm that other stakeholders find the documentation clear and understandable. "
        "Stakeholders should include professionals from other public organizations and the general public.",
    ) in told
