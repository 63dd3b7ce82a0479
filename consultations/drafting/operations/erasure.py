"""What is erased here of a person who deletes their account."""

from __future__ import annotations

from datetime import datetime

from consultations.drafting.enums import WriterState
from consultations.drafting.models import Draft, Writer
from consultations.drafting.operations.drafts import let_go
from consultations.people.models import Participant


def erase_person(participant: Participant, *, texts: bool, now: datetime) -> None:
    """Their drafts go; one that others write too passes to the first of them."""
    Writer.objects.filter(participant=participant).delete()
    for draft in Draft.objects.select_for_update(of=("self",)).filter(author=participant).order_by("pk"):
        heir = draft.writers.filter(state=WriterState.WRITING).order_by("since", "pk").first()
        if heir is None:
            let_go(draft)
        else:
            draft.author_id = heir.participant_id
            draft.link = ""
            draft.save(update_fields=["author", "link"])
            heir.delete()
