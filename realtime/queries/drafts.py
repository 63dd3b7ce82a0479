"""Reading the texts that rooms write."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Collection
from threading import Lock

from realtime.documents.document import Document, begun
from realtime.domain.activity import Activity
from realtime.models import Draft, DraftChange, Session
from realtime.queries.log import prepared_room

MOST_TEXTS_HELD = 200


def draft_of(session: int, activity: Activity) -> Draft:
    """The stored text; one that nobody has written in yet holds what its activity begins with and is not stored."""
    found = Draft.objects.filter(session=session, activity=activity.id).first()
    if found is not None:
        return found
    state = begun(activity.settings.get("text", ""))
    return Draft(session_id=session, activity=activity.id, state=state, digest=hashlib.sha256(state).hexdigest())


def document_of(draft: Draft) -> Document:
    """The text after all its changes."""
    changes = (
        draft.changes.filter(number__gt=draft.folded).order_by("number") if draft.pk else DraftChange.objects.none()
    )
    return Document(bytes(draft.state), [bytes(update) for update in changes.values_list("update", flat=True)])


class TextsHeld:
    """Texts as last read in this process: which change of which draft, and its words."""

    def __init__(self) -> None:
        self._texts: OrderedDict[int, tuple[int, str]] = OrderedDict()
        self._lock = Lock()

    def text(self, draft: Draft) -> str:
        if draft._state.adding:
            return document_of(draft).text
        with self._lock:
            number, text = self._texts.get(draft.pk, (-1, ""))
        if number == draft.number:
            return text
        text = document_of(draft).text
        with self._lock:
            self._texts[draft.pk] = (draft.number, text)
            while len(self._texts) > MOST_TEXTS_HELD:
                self._texts.popitem(last=False)
        return text


HELD = TextsHeld()


def text_of(session: Session, activity: Activity) -> str:
    """The words of an activity's text as they stand now."""
    return HELD.text(draft_of(session.pk, activity))


def fetch_document(session: int, activity: str) -> tuple[int, Document] | None:
    """The number of the last change and the text after it; None where the room writes no such text."""
    row = Session.objects.get(pk=session)
    found = prepared_room(row).activity(activity)
    if found is None or found.method != "write":
        return None
    draft = draft_of(session, found)
    return draft.number, document_of(draft)


def changes_after(session: int, activity: str, number: int) -> list[tuple[int, bytes]]:
    """The stored changes with a number above ``number``, in order; older ones may be folded away."""
    rows = DraftChange.objects.filter(draft__session=session, draft__activity=activity, number__gt=number)
    return [(each, bytes(update)) for each, update in rows.order_by("number").values_list("number", "update")]


def draft_numbers(sessions: Collection[int]) -> dict[tuple[int, str], int]:
    """Session and activity → number of the last change of its text."""
    rows = Draft.objects.filter(session__in=sessions).order_by()
    return {
        (session, activity): number for session, activity, number in rows.values_list("session", "activity", "number")
    }
