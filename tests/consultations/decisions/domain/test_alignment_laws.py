"""What must hold of any text in any language: what is put in touches nothing else, a move is no removal."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultations.decisions.domain.alignment import Alignment, ChangeKind, Numbered, align
from consultations.decisions.domain.passages import Piece, pieces
from consultations.deliberation.domain.differences import differences

LANGUAGES = {
    "en": (
        "The city keeps the data of every account for twelve months",
        "Nobody outside the housing office may read an application",
        "A resident can ask at any desk what the system knows about them",
        "The list of criteria is published before the first places are given",
        "Errors are corrected within ten working days and told to the applicant",
        "Cyclists may use the bus lane between the harbour and the station",
        "The council sets aside two million for trees in paved streets",
        "Every school keeps one hall open to neighbours on Saturday mornings",
        "Lamps in parks burn at half strength after eleven in the evening",
        "Whoever rents a stall on the market pays by the metre",
        "Dogs run free on the meadow behind the allotments until noon",
        "A permit for a street party costs nothing and is given in a week",
    ),
    "es": (
        "El ayuntamiento conserva los datos de cada cuenta durante doce meses",
        "Nadie ajeno a la oficina de vivienda puede leer una solicitud",
        "Cualquier vecina puede preguntar en ventanilla qué sabe el sistema de ella",
        "La lista de criterios se publica antes de adjudicar las primeras plazas",
        "Los errores se corrigen en diez días hábiles y se comunican al solicitante",
        "Las bicicletas circulan por el carril bus entre el puerto y la estación",
        "El pleno reserva dos millones para plantar árboles en calles asfaltadas",
        "Cada escuela abre un patio al barrio los sábados por la mañana",
        "Las farolas de los parques alumbran a media potencia desde las once",
        "Quien alquila un puesto del mercado paga por metro lineal",
    ),
    "ar": (
        "تحفظ المدينة بيانات كل حساب مدة اثني عشر شهرا",
        "لا يجوز لأحد خارج مكتب السكن أن يقرأ الطلبات",
        "يحق لكل ساكن أن يسأل عما يعرفه النظام عنه",
        "تنشر قائمة المعايير قبل توزيع الأماكن الأولى",
        "تصحح الأخطاء خلال عشرة أيام عمل ويبلغ صاحب الشأن",
        "تسير الدراجات في مسار الحافلات بين الميناء والمحطة",
        "يخصص المجلس مليونين لغرس الأشجار في الشوارع المبلطة",
        "تفتح كل مدرسة قاعة للجيران صباح السبت",
        "تضاء مصابيح الحدائق بنصف قوتها بعد الحادية عشرة",
        "يدفع مستأجر الدكان في السوق عن كل متر",
    ),
}
TITLES = ("Data", "Housing", "Streets", "Schools", "Parks", "Market")

Section = tuple[str, list[str]]


@st.composite
def paragraphs(draw: st.DrawFn, least: int = 1) -> list[str]:
    """Paragraphs of one to three sentences, no sentence twice."""
    sentences = draw(st.permutations(LANGUAGES[draw(st.sampled_from(sorted(LANGUAGES)))]))
    found, place = [], 0
    while place < len(sentences):
        length = draw(st.integers(1, 3))
        found.append(". ".join(sentences[place : place + length]) + ".")
        place += length
    return found[: draw(st.integers(least, max(least, len(found))))]


@st.composite
def sections(draw: st.DrawFn) -> list[Section]:
    bodies = draw(paragraphs(least=3))
    cuts = sorted(draw(st.sets(st.integers(1, len(bodies) - 1), min_size=1, max_size=len(TITLES) - 1)))
    spans = zip([0, *cuts], [*cuts, len(bodies)], strict=True)
    return [(title, bodies[start:end]) for title, (start, end) in zip(TITLES, spans, strict=False)]


def text(found: Sequence[str]) -> list[Piece]:
    return pieces("".join(f"<p>{paragraph}</p>" for paragraph in found))


def headed(found: Sequence[Section]) -> list[Piece]:
    return pieces(
        "".join(f"<h3>{title}</h3>" + "".join(f"<p>{body}</p>" for body in bodies) for title, bodies in found)
    )


def aligned(old: Sequence[Piece], new: Sequence[Piece]) -> Alignment:
    return align([Numbered(sid, piece) for sid, piece in enumerate(old)], new, next_sid=len(old))


def told(found: Alignment) -> list[tuple[ChangeKind, tuple[int, ...], tuple[int, ...]]]:
    return [(edit.kind, edit.before, edit.after) for edit in found.edits]


def lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


@settings(deadline=None)
@given(sections())
def test_a_text_and_itself(found: list[Section]) -> None:
    assert told(aligned(headed(found), headed(found))) == []


@settings(deadline=None)
@given(paragraphs(least=2), st.data())
def test_a_paragraph_more_or_less_leaves_the_others_as_they_were(found: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(found) - 1))
    fewer, whole = text(found[:place] + found[place + 1 :]), text(found)
    there = tuple(number for number, piece in enumerate(whole) if piece.block == place)
    assert told(aligned(fewer, whole)) == [(ChangeKind.ADDED, (), there)]
    assert told(aligned(whole, fewer)) == [(ChangeKind.REMOVED, there, ())]


@settings(deadline=None)
@given(sections(), st.data())
def test_sections_that_change_places_move_and_nothing_else(found: list[Section], data: st.DataObject) -> None:
    order = data.draw(st.permutations(found))
    old, new = headed(found), headed(order)
    result = aligned(old, new)
    assert {edit.kind for edit in result.edits} <= {ChangeKind.MOVED}
    assert [old[sid].text for sid in result.sids] == [piece.text for piece in new]


@settings(deadline=None)
@given(sections(), st.integers(1, 9))
def test_headings_numbered_anew_keep_their_numbers(found: list[Section], first: int) -> None:
    before = [(f"{number}. {title}", bodies) for number, (title, bodies) in enumerate(found, start=1)]
    after = [(f"{number}. {title}", bodies) for number, (title, bodies) in enumerate(found, start=first + 1)]
    result = aligned(headed(before), headed(after))
    assert result.sids == tuple(range(len(headed(before))))
    assert {edit.kind for edit in result.edits} == {ChangeKind.EDITED}


@pytest.mark.parametrize(("language", "joint"), [("en", ", and "), ("es", ", y "), ("ar", "، و")])
@settings(deadline=None)
@given(data=st.data())
def test_a_sentence_cut_in_two_is_a_split_and_two_joined_are_a_merge(
    language: str, joint: str, data: st.DataObject
) -> None:
    sentences = data.draw(st.permutations(LANGUAGES[language]))[:6]
    place = data.draw(st.integers(0, 4))
    one, other = sentences[place : place + 2]
    joined = [*sentences[:place], one + joint + lower(other), *sentences[place + 2 :]]
    cut = [*sentences[:place], f"{one}. {other}", *sentences[place + 2 :]]
    short, long = text([f"{words}." for words in joined]), text([f"{words}." for words in cut])
    assert told(aligned(short, long)) == [(ChangeKind.SPLIT, (place,), (place, place + 1))]
    assert told(aligned(long, short)) == [(ChangeKind.MERGED, (place, place + 1), (place,))]


@settings(deadline=None)
@given(paragraphs(least=2), st.data())
def test_each_passage_of_either_text_is_accounted_for_once(found: list[str], data: st.DataObject) -> None:
    """Words dropped and paragraphs shuffled, lost and doubled at will."""
    shuffled = data.draw(st.lists(st.sampled_from(found), max_size=len(found) + 2))
    changed = [" ".join(word for word in body.split() if data.draw(st.integers(0, 9)) > 1) or body for body in shuffled]
    old, new = text(found), text(changed)
    result = aligned(old, new)
    assert len(set(result.sids)) == len(new)
    for side, length in (("before", len(old)), ("after", len(new))):
        named = [place for edit in result.edits for place in getattr(edit, side)]
        assert len(named) == len(set(named))
        assert set(named) <= set(range(length))
    unnamed_old = set(range(len(old))) - {place for edit in result.edits for place in edit.before}
    unnamed_new = set(range(len(new))) - {place for edit in result.edits for place in edit.after}
    assert {result.sids[place] for place in unnamed_new} == unnamed_old
    assert all(old[result.sids[place]].text == new[place].text for place in unnamed_new)


@settings(deadline=None)
@given(paragraphs(), st.data())
def test_no_word_is_cut(found: list[str], data: st.DataObject) -> None:
    marked = "\n".join(found).replace("ة", "ةُ")
    words = marked.split()
    kept = " ".join(word for word in words if data.draw(st.integers(0, 4)) > 0)
    shown = [word for segment in differences(marked, kept) for word in segment.text.split()]
    assert set(shown) <= set(words)
