"""What an entry says, in a sentence for people; one for each type of domain/event_types.py (a test counts them)."""

from __future__ import annotations

from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultations.record import naming

SENTENCES: dict[str, Promise | str] = {
    "consultation.opened": _("A consultation was opened."),
    "phase.changed": _("A phase of a consultation was opened, closed or moved."),
    "contribution.published": _("Somebody gave a contribution."),
    "contribution.revised": _("Somebody changed the words of their contribution."),
    "contribution.author_joined": _("Somebody wrote a contribution together with its author."),
    "contribution.author_left": _("Somebody left the authors of a contribution."),
    "contribution.suggestion_declined": _("The authors did not take a suggestion over."),
    "contribution.withdrawn": _("Somebody withdrew their contribution."),
    "contribution.merged": _("Two contributions that ask for the same were merged."),
    "contribution.merge_objected": _("An author objected to a merge or a split."),
    "contribution.split": _("A contribution was split off from another one."),
    "contribution.cost_checked": _("The city checked what a contribution would cost."),
    "contribution.restored": _("A contribution was put back."),
    "support.given": _("Somebody supported a contribution."),
    "support.withdrawn": _("Somebody took their support back."),
    "endorsement.given": _("An organisation endorsed a contribution."),
    "endorsement.withdrawn": _("An organisation took its endorsement back."),
    "opinion.given": _("Somebody gave an opinion. What they chose is not shown."),
    "opinion.changed": _("Somebody changed an opinion. What they chose is not shown."),
    "opinion.withdrawn": _("Somebody took an opinion back."),
    "question.opened": _("A question was put to the vote."),
    "question.closed": _("Voting on a question was closed."),
    "roll.published": _("The roll of those who may vote was published."),
    "ballot.cast": _("Somebody voted. What they chose is not shown."),
    "ballot.replaced": _("Somebody voted anew. What they chose is not shown."),
    "ballot.withdrawn": _("A ballot on paper was entered wrongly and taken back. It does not count."),
    "ballot.spoiled": _("Somebody opened a ballot to check it. It does not count."),
    "tally.published": _("The ballots on a question were counted."),
    "survey.answered": _("Somebody answered a survey. What they answered is not shown."),
    "session.opened": _("A live session was opened."),
    "session.result": _("A result of a live session became a contribution."),
    "session.note_hidden": _("A note of a live session was hidden, with a reason."),
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
    "moderation.decided": _("Moderation decided."),
    "moderation.appealed": _("Somebody appealed against a decision, or objected to a fact note."),
    "moderation.appeal_decided": _("An appeal or objection was decided."),
    "content.erased": _("Personal words were erased. What remains here proves that they stood in the record."),
    "key.rotated": _("The key that signs the record was changed."),
    "epoch.opened": _("The record was opened."),
    "epoch.closed": _("The record was closed."),
    "import.batch": _("Contributions were brought in from an earlier consultation."),
}

LABELS: dict[str, Promise | str] = {
    "about": _("About"),
    "action": _("Action"),
    "activity": _("Activity"),
    "address": _("Address"),
    "answered": _("Answered"),
    "answers": _("Answers"),
    "assessment": _("What the sources say"),
    "sources": _("Sources"),
    "author": _("Author"),
    "automated": _("Found by a program"),
    "ballot": _("Ballot (SHA-256)"),
    "ballots": _("Ballots"),
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
    "cost": _("Cost"),
    "counting": _("Rule of counting"),
    "decision": _("Decision"),
    "district": _("District"),
    "dots": _("Dots"),
    "due": _("Due"),
    "edits": _("Edits to the text"),
    "ends": _("Ends"),
    "entries": _("Entries"),
    "events": _("Events"),
    "fields": _("Fields"),
    "files": _("Pictures and documents"),
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
    "log_sha256": _("Hash of the text’s log (SHA-256)"),
    "method": _("Kind of ballot"),
    "missing": _("What is missing, and why"),
    "new": _("New key"),
    "note": _("Signature of the old key"),
    "notes": _("Notes"),
    "number": _("Number of the note"),
    "old": _("Old key"),
    "options": _("Options"),
    "organisation": _("Organisation"),
    "origin": _("Name of the record"),
    "outcome": _("Outcome"),
    "owner": _("Owner"),
    "parent": _("Reply to"),
    "participant": _("Person"),
    "participants": _("Participants"),
    "passage": _("Passage"),
    "phase": _("Phase"),
    "point": _("Point on the map"),
    "position": _("Place on the roll"),
    "previous": _("Earlier record"),
    "promise": _("Promise"),
    "question": _("Question"),
    "reason": _("Reason"),
    "replaced": _("Replaced"),
    "replacement": _("Suggested words"),
    "replaces": _("In place of (SHA-256)"),
    "reviewed": _("Read by a second person"),
    "revision": _("Revision"),
    "role": _("Role"),
    "rows": _("Rows"),
    "rule": _("Rule"),
    "secrecy": _("Secrecy"),
    "session": _("Session"),
    "sha256": _("Hash (SHA-256)"),
    "source": _("Source"),
    "split": _("To a split"),
    "spoiled": _("Spoiled"),
    "stance": _("Stance"),
    "starts": _("Starts"),
    "state": _("State"),
    "statement": _("Statement of reasons"),
    "suggestion": _("A suggestion"),
    "supporter": _("Supporter"),
    "survey": _("Survey"),
    "target": _("Passage or change"),
    "text": _("Text"),
    "theme": _("Theme"),
    "title": _("Title"),
    "unexplained": _("Changes without a reason"),
    "upheld": _("The first decision stands"),
    "voters": _("Who may vote"),
    "levels": _("Asks for more than an account"),
    "winners": _("Chosen"),
}


# The groups of the explorer's filter: name, words, and how the types in it begin. The last takes the rest.
GROUPS: tuple[tuple[str, Promise | str, tuple[str, ...]], ...] = (
    ("contributions", _("Contributions"), ("contribution.",)),
    ("support", _("Supports and opinions"), ("support.", "endorsement.", "opinion.", "survey.")),
    ("voting", _("Voting"), ("question.", "roll.", "ballot.", "tally.")),
    ("decisions", _("Decisions"), ("decision.", "link.")),
    ("answers", _("Answers and promises"), ("disposition.", "promise.")),
    ("sessions", _("Live sessions"), ("session.",)),
    ("moderation", _("Moderation"), ("moderation.", "content.")),
    ("consultations", _("Consultations"), ("consultation.", "phase.", "import.")),
    ("record", _("The record itself"), ("",)),
)

# The facts that a line of a list tells, of each type that has some worth telling there.
TOLD: dict[str, tuple[str, ...]] = {
    "consultation.opened": ("question",),
    "phase.changed": ("kind", "change", "levels", "reason"),
    "contribution.published": ("kind", "channel"),
    "contribution.revised": ("revision",),
    "contribution.merged": ("reason",),
    "contribution.split": ("reason",),
    "contribution.cost_checked": ("cost", "reason"),
    "endorsement.given": ("organisation",),
    "endorsement.withdrawn": ("organisation",),
    "decision.revised": ("revision", "changes"),
    "decision.published": ("revision", "missing"),
    "link.created": ("kind", "reason"),
    "link.withdrawn": ("reason",),
    "disposition.given": ("outcome", "reason", "due"),
    "disposition.changed": ("outcome", "reason", "due"),
    "promise.made": ("text", "owner", "due"),
    "promise.updated": ("state", "text"),
    "question.opened": ("method", "counting", "options"),
    "question.closed": ("ballots", "reason"),
    "roll.published": ("entries",),
    "ballot.cast": ("channel",),
    "ballot.replaced": ("channel",),
    "tally.published": ("ballots",),
    "session.opened": ("title",),
    "session.closed": ("participants", "notes"),
    "session.note_hidden": ("reason",),
    "session.result": ("notes", "dots", "participants"),
    "moderation.decided": ("action", "statement"),
    "moderation.appeal_decided": ("action", "upheld", "statement"),
    "content.erased": ("ground",),
    "import.batch": ("source", "contributions"),
}

VALUES: dict[str, dict[str, Promise | str]] = {
    "change": {
        "opened": _("opened"),
        "closed": _("closed"),
        "extended": _("made longer"),
        "rescheduled": _("moved"),
        "eligibility": _("for other people"),
    },
}


def sentence(type_: str) -> str:
    return str(SENTENCES[type_])


def label(name: str) -> str:
    return str(LABELS[name])


def group_of(type_: str) -> str:
    return next(name for name, _words, beginnings in GROUPS if type_.startswith(beginnings))


def types_of(chosen: str) -> tuple[str, ...]:
    """The types that a choice of the filter stands for: a group, or one type; none for what is neither."""
    if any(name == chosen for name, _words, _beginnings in GROUPS):
        return tuple(type_ for type_ in SENTENCES if group_of(type_) == chosen)
    return (chosen,) if chosen in SENTENCES else ()


def value(name: str, fact: Any) -> str:
    """The fact ``name`` of a leaf as text for people."""
    if isinstance(fact, bool):
        return gettext("yes") if fact else gettext("no")
    if isinstance(fact, list):
        return ", ".join(value(name, each) for each in fact)
    if isinstance(fact, int):
        return number_format(fact, force_grouping=True)
    if name in VALUES:
        return str(VALUES[name].get(fact, fact))
    return _day(fact) or naming.word(name, fact)


def _day(fact: str) -> str:
    """A date, or a time, of the record as people write it; empty for any other text."""
    if len(fact) == 10 and (day := parse_date(fact)):
        return str(date_format(day, "DATE_FORMAT"))
    if len(fact) == 20 and fact.endswith("Z") and (moment := parse_datetime(fact)):
        return str(date_format(moment, "DATETIME_FORMAT"))
    return ""
