"""An editor's HTML as passages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.decisions.domain.passages import Piece, document, pieces

REL = 'rel="nofollow noopener ugc"'


def shapes(html: str) -> list[tuple[int, str, int, str]]:
    return [(piece.block, piece.kind, piece.depth, piece.text) for piece in pieces(html)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", []),
        ("<p> </p><p><br></p>", []),
        ("loose words", [(0, "p", 0, "loose words")]),
        (
            "<h3>1. Aim. And scope</h3><p>One. Two.</p>",
            [(0, "h3", 0, "1. Aim. And scope"), (1, "p", 0, "One."), (1, "p", 0, "Two.")],
        ),
        (
            "<ul><li>One<ul><li>Deeper</li></ul></li><li><p>Two</p></li></ul><ol><li>First</li></ol>",
            [(0, "li", 1, "One"), (1, "li", 2, "Deeper"), (2, "li", 1, "Two"), (3, "oli", 1, "First")],
        ),
        ("<blockquote><p>Said.</p></blockquote><p>After.</p>", [(0, "quote", 0, "Said."), (1, "p", 0, "After.")]),
        ("<p>A&amp;B &lt; C</p>", [(0, "p", 0, "A&B < C")]),
        ("<p>  spaced\n\tout  <em> words </em> </p>", [(0, "p", 0, "spaced out words")]),
        ('<p>See <a href="/rules/">the rules</a>.</p>', [(0, "p", 0, "See the rules (/rules/).")]),
        ("<p>الجملة الأولى. الجملة الثانية؟</p>", [(0, "p", 0, "الجملة الأولى."), (0, "p", 0, "الجملة الثانية؟")]),
    ],
)
def test_shapes(html: str, expected: list[tuple[int, str, int, str]]) -> None:
    assert shapes(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p><strong>One. Two.</strong></p>", ["<strong>One.</strong>", "<strong>Two.</strong>"]),
        ("<p>a <em>b <strong>c</strong></em></p>", ["a <em>b </em><em><strong>c</strong></em>"]),
        ("<p>x &lt;script&gt; &amp;</p>", ["x &lt;script&gt; &amp;"]),
        ('<p><a href="https://x.org/?a=1&amp;b=2">x</a></p>', [f'<a href="https://x.org/?a=1&amp;b=2" {REL}>x</a>']),
        ('<p><a href="/in">x</a></p>', ['<a href="/in">x</a>']),
        ("<p>one<br>two</p>", ["one<br>", "two"]),
    ],
)
def test_inline_markup_survives_the_cut(html: str, expected: list[str]) -> None:
    assert [piece.html for piece in pieces(html)] == expected


def test_a_changed_address_is_a_changed_passage() -> None:
    old, new = ('<p>See <a href="/old">the rules</a>.</p>', '<p>See <a href="/new">the rules</a>.</p>')
    assert shapes(old) != shapes(new)


@given(st.text(max_size=200))
def test_any_text_is_read_without_losing_a_letter(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("\r", " ").replace("\0", " ")
    kept = "".join("".join(piece.text for piece in pieces(f"<p>{escaped}</p>")).split())
    assert kept == "".join(text.replace("\0", " ").split())


def test_the_document_is_one_line_a_passage() -> None:
    numbered = [("s1", Piece(0, "h3", 0, "Aim", "Aim")), ("s9", Piece(1, "p", 0, "نص", "<em>نص</em>"))]
    assert document(numbered) == "s1\t0\th3\t0\tAim\ns9\t1\tp\t0\t<em>نص</em>\n".encode()
