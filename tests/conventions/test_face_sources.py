"""What face.md asks of the sources of pages: logical properties, nothing inline, everything translatable, small."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conventions.project_files import ROOT, kept

SHEET_BUDGET = 12_288
PHYSICAL = re.compile(
    r"(?<![\w-])((margin|padding|border|scroll-margin|scroll-padding)-(left|right|top|bottom)|"
    r"(min-|max-)?(width|height)|left|right|top|bottom|border-(top|bottom)-(left|right)-radius)\s*:"
    r"|(text-align|float|clear)\s*:\s*(left|right)\b"
)
INLINE = re.compile(
    r"<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:|<script(?![^>]*\ssrc=)(?![^>]*application/json)", re.I
)
TEMPLATE_TAG = re.compile(r"{%.*?%}|{{.*?}}")
FOR_DEVELOPERS = ("styleguide", "dev")

NOT_TEXT = [
    re.compile(pattern, re.S)
    for pattern in (
        r"{%\s*comment.*?endcomment\s*%}",
        r"{#.*?#}",
        r"{%\s*block (wrap|body_class)\s*%}.*?{%\s*endblock\s*%}",
        r"{%\s*blocktrans(late)?\b.*?endblocktrans(late)?\s*%}",
        r"{%.*?%}",
        r"{{.*?}}",
        r"<!--.*?-->",
        r"<svg\b.*?</svg>",
        r"<(script|code)\b.*?</\1>",
        r"<!DOCTYPE[^>]*>",
    )
]
SAID = re.compile(r"""\s(?:alt|title|placeholder|aria-label|label)\s*=\s*("[^"]*"|'[^']*')""")
LETTERS = re.compile(r"[^\W\d_]{2,}")
ENTITY = re.compile(r"&#?\w+;")


def bare_text(source: str) -> list[str]:
    """Words that a person would read and no translator would see."""
    for pattern in NOT_TEXT:
        source = pattern.sub(" ", source)
    said = [match.group(1)[1:-1] for match in SAID.finditer(source)]
    texts = re.sub(r"<[^>]*>", "\n", source).splitlines()
    return [text.strip() for text in [*texts, *said] if LETTERS.search(ENTITY.sub(" ", text))]


def for_residents() -> list[Path]:
    return [file for file in kept(".html") if not set(FOR_DEVELOPERS) & set(file.parts)]


def test_style_sheets_use_logical_properties():
    physical = {}
    for file in kept(".css"):
        rules = re.sub(r"/\*.*?\*/|@(media|container|supports)[^{]*", "", file.read_text(), flags=re.S)
        found = [match.group(0) for match in PHYSICAL.finditer(rules)]
        if found:
            physical[str(file.relative_to(ROOT))] = found
    assert physical == {}


def inline_parts(source: str) -> list[str]:
    """Styles and programs among the markup; what a template tag is given (``with one=…``) is no attribute."""
    return [match.group(0).strip() for match in INLINE.finditer(TEMPLATE_TAG.sub(" ", source))]


def test_templates_hold_no_styles_or_programs():
    inline = {str(file.relative_to(ROOT)): inline_parts(file.read_text()) for file in kept(".html")}
    assert {name: found for name, found in inline.items() if found} == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('<a onclick="go()">', ["onclick="]),
        ('<a {% if x %}onclick="{{ go }}"{% endif %}>', ["onclick="]),
        ('<p style="color: {{ colour }}">', ["style="]),
        ('<style>p {}</style><script>go()</script><a href="javascript:go()">', ["<style", "<script", "javascript:"]),
        ('{% include "x.html" with one=x only %}', []),
        ('<script type="module" src="{% static "x.js" %}"></script>', []),
    ],
)
def test_styles_and_programs_are_found(source: str, found: list[str]):
    assert inline_parts(source) == found


def test_every_word_of_a_template_can_be_translated():
    bare = {str(file.relative_to(ROOT)): bare_text(file.read_text()) for file in for_residents()}
    assert {name: texts for name, texts in bare.items() if texts} == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ('<a title="Go on" href="/x/">{{ x }}</a>', ["Go on"]),
        ('<a aria-label="{% translate "Go on" %}">›</a>', []),
        ("{% blocktranslate count n=n %}One{% plural %}Many{% endblocktranslate %}", []),
        ("{% comment %}Why{% endcomment %}<p>&nbsp;{{ words }}&middot; 3</p>", []),
        ("<svg><title>Map</title></svg><code>make run</code>", []),
    ],
)
def test_bare_text_is_found(source: str, found: list[str]):
    assert bare_text(source) == found


def test_the_sheet_of_every_page_is_small(tmp_path: Path):
    node = shutil.which("node") or str(ROOT / ".venv" / "bin" / "node")
    subprocess.run([node, "frontend/build.mjs", str(tmp_path)], cwd=ROOT, check=True, capture_output=True)
    sheet = (tmp_path / "site.css").read_bytes()
    assert len(gzip.compress(sheet, 9)) <= SHEET_BUDGET
    assert b"http://" not in sheet
    assert b"https://" not in sheet


def test_templates_ask_no_other_host():
    calls = re.compile(r"""(?:src|href|action|srcset)\s*=\s*["']?(?:https?:)?//""")
    others = {str(file.relative_to(ROOT)): calls.findall(file.read_text()) for file in kept(".html", ".svg")}
    assert {name: found for name, found in others.items() if found} == {}
