"""The text that a room writes together. Its changes themselves are binary frames (realtime.documents.frames)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from realtime.wire import DRAFT_LENGTH, NUMBER, PASSAGE_LENGTH, REASON_LENGTH, op, prose, text, whole, word


@dataclass(frozen=True, slots=True)
class SetMode:
    """Facilitator: from now on everyone writes (``write``), suggests changes (``suggest``) or only reads (``read``)."""

    type: ClassVar[str] = "draft.mode"
    op: str = op()
    activity: str = word("id in the agenda")
    mode: str = word("write, suggest or read")


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """Participant, from a page without a program: the text as it should be, and as it was when the person began.

    What others changed since stays; refused with ``conflict`` where both changed the same words.
    """

    type: ClassVar[str] = "draft.save"
    op: str = op()
    activity: str = word("id in the agenda")
    base: str = prose(DRAFT_LENGTH, "the text as the person was shown it")
    text: str = prose(DRAFT_LENGTH, "the text as the person leaves it")


@dataclass(frozen=True, slots=True)
class Suggest:
    """Participant: other words for a passage, none to leave it out; with no ``quote``, a new passage after it.

    It stands in the room as a note whose ``about`` says the passage.
    """

    type: ClassVar[str] = "draft.suggest"
    op: str = op()
    activity: str = word("id in the agenda")
    passage: int = whole(0, NUMBER, "which line that is not empty, from 1; 0: before the first")
    quote: str = text(PASSAGE_LENGTH, "the passage as it stands", may_be_empty=True)
    text: str = text(PASSAGE_LENGTH, "what it should say", may_be_empty=True)


@dataclass(frozen=True, slots=True)
class Object:
    """Participant, where all decide by consent: why a suggestion should not be accepted; no reason takes it back."""

    type: ClassVar[str] = "suggestion.object"
    op: str = op()
    note: int = whole(1, NUMBER, "number of the suggestion")
    reason: str = text(REASON_LENGTH, "why", may_be_empty=True)


@dataclass(frozen=True, slots=True)
class Accept:
    """Facilitator: the text changes as suggested; the words stay those of the person who suggested them."""

    type: ClassVar[str] = "suggestion.accept"
    op: str = op()
    note: int = whole(1, NUMBER, "number of the suggestion")


@dataclass(frozen=True, slots=True)
class Decline:
    """Facilitator: the text stays as it is, for a reason that everyone can read."""

    type: ClassVar[str] = "suggestion.decline"
    op: str = op()
    note: int = whole(1, NUMBER, "number of the suggestion")
    reason: str = text(REASON_LENGTH, "why")


COMMANDS = (SetMode, SaveDraft, Suggest, Object, Accept, Decline)
