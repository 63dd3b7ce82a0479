"""Rows whose pages the permission matrix asks for."""

from __future__ import annotations

import uuid

from consultations.decisions.operations.texts import draft_decision
from consultations.drafting.models import Draft, DraftFile
from consultations.drafting.operations.drafts import begin_draft
from consultations.drafting.operations.writers import invite_writer
from realtime.domain.presets import PRESETS, agenda_of
from realtime.models import Session
from realtime.operations.prepare import prepare_session
from tests.consultations.files.made import held_by
from tests.scene import Scene


def an_evening(cast, consultation, now) -> Session:
    agenda = agenda_of(PRESETS["ideas"], "What do you need?")
    return prepare_session(
        actor=cast.chidi, consultation=consultation, title="Evening", agenda=agenda, language="en", now=now
    )


def a_decision(cast, consultation, now) -> None:
    html = "<p>One account serves all.</p>"
    draft_decision(actor=cast.dana, consultation=consultation, slug="rules", title="Rules", html=html, now=now)


def a_draft(cast, consultation, now) -> Draft:
    words = {"title": "Shade"}
    draft = begin_draft(actor=cast.amina, consultation=consultation, words=words, submission=uuid.uuid4(), now=now)
    invite_writer(actor=cast.amina, draft=draft, name="Besnik", now=now)
    return draft


def their_files(draft: Draft, shown: Scene, now) -> dict[str, str]:
    """Each address's own picture, and the draft."""
    of_draft = held_by(shown.proposal, now)
    of_draft.attachments.all().delete()
    DraftFile.objects.create(draft=draft, file=of_draft)
    return {
        "<uuid:public_id>/files/<slug:name>": f"{draft.public_id}/files/{of_draft.name}",
        "contributions/<int:pk>/files/<slug:name>": (
            f"contributions/{shown.proposal.pk}/files/{held_by(shown.proposal, now).name}"
        ),
        "cases/<int:pk>/files/<slug:name>": f"cases/{shown.case.pk}/files/{held_by(shown.case.contribution, now).name}",
        "<int:width>": "480",
        "drafts/<uuid:public_id>": f"drafts/{draft.public_id}",
    }
