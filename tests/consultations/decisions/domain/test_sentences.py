"""Where sentences and clauses end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.decisions.domain.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("   ", []),
        ("No full stop", ["No full stop"]),
        ("One. Two! Three? Four…", ["One.", "Two!", "Three?", "Four…"]),
        ("Data, e.g. names, is kept. Dr. Hoxha agreed.", ["Data, e.g. names, is kept.", "Dr. Hoxha agreed."]),
        ("See art. 5 and No. 7. We said no. They went.", ["See art. 5 and No. 7.", "We said no.", "They went."]),
        ("It costs 3.50 euros. Fine.", ["It costs 3.50 euros.", "Fine."]),
        ("1. First point. Then more.", ["1. First point.", "Then more."]),
        ('He said "never." She left.', ['He said "never."', "She left."]),
        ("and so on etc. in lower case", ["and so on etc. in lower case"]),
        ("Line one\nline two", ["Line one", "line two"]),
        ("Yes; no.", ["Yes; no."]),
        (
            "The city deletes the data after one year; the owner of the account may ask for it earlier.",
            ["The city deletes the data after one year;", "the owner of the account may ask for it earlier."],
        ),
        ("تحفظ المدينة البيانات. هل هذا صحيح؟ نعم.", ["تحفظ المدينة البيانات.", "هل هذا صحيح؟", "نعم."]),
        (
            "قال د. محمد ذلك أمام المجلس البلدي؛ ثم وافق الجميع على النص الجديد.",
            ["قال د. محمد ذلك أمام المجلس البلدي؛", "ثم وافق الجميع على النص الجديد."],
        ),
        (
            "Est-ce vrai\u00a0? Oui, selon M. Dupont. «\u00a0Peut-être.\u00a0» Fin.",
            ["Est-ce vrai\u00a0?", "Oui, selon M. Dupont.", "«\u00a0Peut-être.\u00a0»", "Fin."],
        ),
        ("¿Es verdad? Sí, según el Sr. Pérez. ¡Ya!", ["¿Es verdad?", "Sí, según el Sr. Pérez.", "¡Ya!"]),
        ("Të dhënat ruhen p.sh. një vit. Pastaj fshihen.", ["Të dhënat ruhen p.sh. një vit.", "Pastaj fshihen."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end].strip() for start, end in sentences(text)] == expected


@given(st.text(alphabet=' .;؛؟!?\nAaبé1"»', max_size=60))
def test_sentences_cover_the_text_in_order(text: str) -> None:
    spans = sentences(text)
    if text.strip():
        assert "".join(text[start:end] for start, end in spans).strip() == text.strip()
    assert all(end == start for (_, end), (start, _) in zip(spans, spans[1:], strict=False))
