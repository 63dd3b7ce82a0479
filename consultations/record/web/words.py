"""What an entry says, in a sentence for people; one for each type of domain/event_types.py (a test counts them)."""

from __future__ import annotations

from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise | str] = {
    "consultation.opened": _("A consultation was opened."),
    "phase.changed": _("A phase of a consultation was opened, closed or moved."),
    "contribution.published": _("Somebody gave a contribution."),
    "contribution.revised": _("Somebody changed the words of their contribution."),
    "contribution.withdrawn": _("Somebody withdrew their contribution."),
    "contribution.merged": _("Two contributions that ask for the same were merged."),
    "contribution.merge_objected": _("An author objected to a merge."),
    "contribution.split": _("A merged contribution was split off again."),
    "contribution.restored": _("A contribution was put back."),
    "support.given": _("Somebody supported a contribution."),
    "support.withdrawn": _("Somebody took their support back."),
    "opinion.given": _("Somebody gave an opinion. What they chose is not shown."),
    "opinion.changed": _("Somebody changed an opinion. What they chose is not shown."),
    "opinion.withdrawn": _("Somebody took an opinion back."),
    "session.opened": _("A live session was opened."),
    "session.result": _("A result of a live session became a contribution."),
    "session.closed": _("A live session was closed."),
    "decision.drafted": _("The draft of a decision was put forward."),
    "decision.revised": _("The text of a decision was changed."),
    "decision.published": _("A decision was published."),
    "link.created": _("A reason was given for a change in a decision."),
    "link.withdrawn": _("A reason for a change in a decision was taken back."),
    "disposition.given": _("A contribution was answered."),
    "disposition.changed": _("The answer to a contribution was changed."),
    "promise.made": _("A promise was made."),
    "promise.updated": _("There is news about a promise."),
    "moderation.decided": _("A moderator decided about a report."),
    "moderation.appealed": _("Somebody appealed against a moderator’s decision."),
    "moderation.appeal_decided": _("An appeal was decided."),
    "content.erased": _("Personal words were erased. What remains here proves that they stood in the record."),
    "key.rotated": _("The key that signs the record was changed."),
    "epoch.opened": _("The record was opened."),
    "epoch.closed": _("The record was closed."),
    "import.batch": _("Contributions were brought in from an earlier consultation."),
}

LABELS: dict[str, Promise | str] = {
    "action": _("Action"),
    "activity": _("Activity"),
    "answered": _("Answered"),
    "author": _("Author"),
    "automated": _("Found by a program"),
    "body": _("Text"),
    "by": _("By"),
    "bytes": _("Length in bytes"),
    "case": _("Case"),
    "cause": _("Because of"),
    "change": _("Change"),
    "changes": _("Number of changes"),
    "channel": _("Channel"),
    "choice": _("Choice"),
    "contribution": _("Contribution"),
    "contributions": _("Contributions"),
    "decision": _("Decision"),
    "district": _("District"),
    "dots": _("Dots"),
    "due": _("Due"),
    "ends": _("Ends"),
    "events": _("Events"),
    "fields": _("Fields"),
    "format": _("Format"),
    "from": _("From"),
    "ground": _("Ground"),
    "in_scope": _("Waits for an answer"),
    "into": _("Into"),
    "kind": _("Kind"),
    "language": _("Language"),
    "languages": _("Languages"),
    "licence": _("Licence"),
    "link": _("Link"),
    "missing": _("What is missing, and why"),
    "new": _("New key"),
    "notes": _("Notes"),
    "old": _("Old key"),
    "origin": _("Name of the record"),
    "outcome": _("Outcome"),
    "owner": _("Owner"),
    "parent": _("Reply to"),
    "participant": _("Person"),
    "participants": _("Participants"),
    "phase": _("Phase"),
    "previous": _("Earlier record"),
    "promise": _("Promise"),
    "question": _("Question"),
    "reason": _("Reason"),
    "revision": _("Revision"),
    "role": _("Role"),
    "rows": _("Rows"),
    "rule": _("Rule"),
    "session": _("Session"),
    "sha256": _("Hash (SHA-256)"),
    "source": _("Source"),
    "stance": _("Stance"),
    "starts": _("Starts"),
    "state": _("State"),
    "statement": _("Statement of reasons"),
    "supporter": _("Supporter"),
    "target": _("Passage or change"),
    "text": _("Text"),
    "theme": _("Theme"),
    "title": _("Title"),
    "unexplained": _("Changes without a reason"),
    "upheld": _("The appeal was right"),
}


def sentence(type_: str) -> str:
    return str(SENTENCES[type_])


def label(name: str) -> str:
    return str(LABELS[name])


def value(fact: Any) -> str:
    """A public fact of a leaf as text."""
    if isinstance(fact, bool):
        return gettext("yes") if fact else gettext("no")
    if isinstance(fact, list):
        return ", ".join(map(value, fact))
    return number_format(fact, force_grouping=True) if isinstance(fact, int) else fact
