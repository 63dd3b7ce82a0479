"""What people write together, and other words that they suggest to each other."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from consultations.deliberation.domain.passages import paragraphs
from consultations.deliberation.models import Contribution
from consultations.deliberation.operations import accept_suggestion, decline_suggestion, suggest
from consultations.deliberation.operations.attachments import FileChange, NewFile
from consultations.drafting.operations.drafts import begin_draft, change_draft_files, publish_draft
from consultations.drafting.operations.writers import accept_invitation, invite_writer
from consultations.files.operations.taking_in import sift
from participate.demo.consultation import Telling
from participate.demo.drawings import DRAWINGS


class Writing:
    """Drafts of two people, and suggestions with their answers."""

    def __init__(self, telling: Telling) -> None:
        self.telling, self.script = telling, telling.script

    def tell(self) -> None:
        for given in self.telling.words.get("draft", []):
            self.script.on(self.script.day(given["day"]), partial(self._draft, given))
        for given in self.telling.words.get("suggestion", []):
            self.script.on(self.script.day(given["day"]), partial(self._suggest, given))

    def _draft(self, given: dict[str, Any], now: datetime) -> None:
        author, other = self.telling.people[given["by"]], self.telling.people[given["with"]]
        words = {"title": given["title"], "body": given["body"]}
        draft = begin_draft(
            actor=author, consultation=self.telling.consultation, words=words, submission=uuid.uuid4(), now=now
        )
        invite_writer(actor=author, draft=draft, name=other.pseudonym, now=now)
        accept_invitation(actor=other, draft=draft, now=now + timedelta(minutes=20))
        for file in given.get("file", ()):
            change = FileChange(NewFile(sift(DRAWINGS[file["drawing"]]()), file["words"]))
            change_draft_files(actor=other, draft=draft, change=change, now=now + timedelta(minutes=30))
        if given.get("published"):
            publish_draft(actor=author, draft=draft, **words, language=given["language"], now=now + timedelta(hours=1))

    def _suggest(self, given: dict[str, Any], now: datetime) -> None:
        proposal = Contribution.objects.get(pk=self.telling.rows[given["to"]].pk)
        author = proposal.author
        made = suggest(
            actor=self.telling.people[given["by"]],
            contribution=proposal,
            revision=proposal.revision,
            passage=paragraphs(proposal.body)[0],
            replacement=given["replacement"],
            reason=given["reason"],
            language=given["language"],
            now=now,
        )
        later = now + timedelta(hours=4)
        if "declined" in given:
            decline_suggestion(actor=author, contribution=made, reason=given["declined"], now=later)
        elif given.get("accepted"):
            accept_suggestion(actor=author, contribution=made, now=later)
