"""The closed list of what can stand in the record, with the public facts and personal fields of each type.

The JSON Schemas served at /record/schemas/ are made from this table (``json_schema``). A new type needs an ADR.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from consultations.record.domain.event_facts import (
    BALLOT_FACTS,
    CHANNEL,
    CONTRIBUTION_FACTS,
    DISPOSITION_FACTS,
    MODERATION_FACTS,
    PHASE_KIND,
    WORDS,
)
from consultations.record.domain.fact_shapes import (
    COUNT,
    DATE,
    FLAG,
    HASH,
    LANGUAGE,
    SUBJECT,
    TIME,
    list_of,
    one_of,
    optional,
    problem,
    text,
)


class UnknownEventType(ValueError):
    """The type is not in the closed list."""


class EventDoesNotFit(ValueError):
    """The facts or personal fields are not those that the type declares."""


# The subject of an entry that is about several things at once.
MANY = "erasure/many"


@dataclass(frozen=True)
class EventType:
    """``data``: public facts (JSON Schema); ``personal``: erasable fields; ``coarse``: time to the minute."""

    data: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    personal: tuple[str, ...] = ()
    coarse: bool = False


EVENT_TYPES: dict[str, EventType] = {
    "consultation.opened": EventType({"title": text(300), "question": text(600), "language": LANGUAGE}),
    "phase.changed": EventType(
        {
            "phase": SUBJECT,
            "kind": PHASE_KIND,
            "change": one_of("opened", "closed", "extended", "rescheduled", "eligibility"),
            # Acts that ask for more than an account, such as "vote: person"; none: every act is for every account.
            "levels": optional(list_of(text(40))),
            "starts": optional(TIME),
            "ends": optional(TIME),
            "reason": optional(text()),
        }
    ),
    "contribution.published": EventType(CONTRIBUTION_FACTS, (*WORDS, "files", "passage", "replacement")),
    "contribution.revised": EventType(
        {"revision": COUNT, "suggestion": optional(SUBJECT), "cost": optional(COUNT)}, (*WORDS, "files")
    ),
    "contribution.author_joined": EventType({}, ("author",)),
    "contribution.author_left": EventType({}, ("author",)),
    "contribution.suggestion_declined": EventType({}, ("reason",)),
    "contribution.withdrawn": EventType({"reason": optional(text())}),
    "contribution.merged": EventType({"into": SUBJECT, "reason": text()}),
    # ``split``: the objection is to its being split off ``into``, not to a merge.
    "contribution.merge_objected": EventType({"into": SUBJECT, "split": optional(FLAG)}, ("reason",)),
    "contribution.split": EventType({"from": SUBJECT, "reason": text()}),
    # What the city found that it would cost, in whole units of its currency.
    "contribution.cost_checked": EventType({"cost": COUNT, "reason": text(), "role": text(200)}),
    "contribution.restored": EventType({"reason": text()}),
    "support.given": EventType({}, ("supporter",), coarse=True),
    "support.withdrawn": EventType({}, ("supporter",), coarse=True),
    # In an organisation's name: never counted with supports, which are persons'.
    "endorsement.given": EventType({"organisation": text(200)}, ("text",), coarse=True),
    "endorsement.withdrawn": EventType({"organisation": text(200)}, coarse=True),
    "opinion.given": EventType({}, ("participant", "choice"), coarse=True),
    "opinion.changed": EventType({}, ("participant", "choice"), coarse=True),
    "opinion.withdrawn": EventType({}, ("participant",), coarse=True),
    "question.opened": EventType(
        {
            "phase": SUBJECT,
            "method": one_of("approval", "score", "ranking", "points"),
            "counting": one_of("sum", "runoff", "schulze", "greedy", "equal_shares"),
            "secrecy": one_of("confidential", "secret"),
            "voters": one_of("account", "roll"),
            "options": COUNT,
            "sha256": HASH,
            "bytes": COUNT,
        }
    ),
    "question.closed": EventType({"ballots": COUNT, "reason": optional(text())}),
    "roll.published": EventType({"entries": COUNT, "sha256": HASH, "bytes": COUNT}),
    "ballot.cast": EventType(BALLOT_FACTS, ("participant", "choice"), coarse=True),
    "ballot.replaced": EventType({**BALLOT_FACTS, "replaces": optional(HASH)}, ("participant", "choice"), coarse=True),
    # A ballot on paper that was entered wrongly, taken back within a minute.
    "ballot.withdrawn": EventType({"channel": CHANNEL, "reason": text()}, coarse=True),
    # ``ballot``: the hash that the person saw; ``sha256``: of the ballot with all it holds. No place on the roll.
    "ballot.spoiled": EventType({"channel": CHANNEL, "ballot": HASH, "sha256": HASH, "bytes": COUNT}, coarse=True),
    "tally.published": EventType(
        {
            "ballots": COUNT,
            "replaced": COUNT,
            "spoiled": COUNT,
            "winners": list_of(text(80)),
            "sha256": optional(HASH),
            "bytes": optional(COUNT),
        }
    ),
    "survey.answered": EventType({"survey": SUBJECT}, ("participant", "answers"), coarse=True),
    "session.opened": EventType({"title": text(300), "languages": list_of(LANGUAGE)}),
    "session.result": EventType(
        {
            "activity": text(60),
            "contribution": SUBJECT,
            "notes": COUNT,
            "dots": COUNT,
            "participants": COUNT,
            "edits": optional(COUNT),
            "log_sha256": optional(HASH),
        }
    ),
    "session.note_hidden": EventType({"number": COUNT, "reason": text()}),
    "session.closed": EventType({"participants": COUNT, "notes": COUNT}),
    "decision.drafted": EventType(
        {"decision": SUBJECT, "language": LANGUAGE, "title": text(300), "sha256": HASH, "bytes": COUNT}
    ),
    "decision.revised": EventType(
        {"decision": SUBJECT, "revision": COUNT, "language": LANGUAGE, "sha256": HASH, "bytes": COUNT, "changes": COUNT}
    ),
    "decision.published": EventType(
        {
            "decision": SUBJECT,
            "revision": COUNT,
            "sha256": HASH,
            "bytes": COUNT,
            "answered": COUNT,
            "in_scope": COUNT,
            "unexplained": COUNT,
            "missing": optional(text(4000)),
            "reviewed": optional(text(200)),
        }
    ),
    "link.created": EventType(
        {
            "link": SUBJECT,
            "target": SUBJECT,
            "cause": optional(SUBJECT),
            "kind": one_of("changed", "supported", "considered", "contradicted", "own_initiative"),
            "reason": text(),
            "role": text(200),
        }
    ),
    "link.withdrawn": EventType({"link": SUBJECT, "reason": text(), "role": text(200)}),
    "disposition.given": EventType(DISPOSITION_FACTS),
    "disposition.changed": EventType(DISPOSITION_FACTS),
    "promise.made": EventType({"promise": SUBJECT, "text": text(), "owner": text(200), "due": DATE}),
    "promise.updated": EventType(
        {
            "promise": SUBJECT,
            "state": one_of("open", "kept", "late", "broken"),
            "text": text(),
            "owner": optional(text(200)),
            "due": optional(DATE),
        }
    ),
    "moderation.decided": EventType(MODERATION_FACTS),
    "moderation.appealed": EventType({"case": SUBJECT, "by": one_of("author", "reporter", "reader")}, ("reason",)),
    "moderation.appeal_decided": EventType({**MODERATION_FACTS, "upheld": FLAG}),
    "content.erased": EventType(
        {
            "events": list_of({"type": "string", "pattern": "^[0-9a-f-]{36}$"}),
            "fields": optional(list_of(text(40))),
            "ground": text(200),
        }
    ),
    "key.rotated": EventType({"old": text(400), "new": text(400), "reason": text(), "note": text(4000)}),
    "epoch.opened": EventType({"origin": text(200), "previous": optional(text(4000)), "reason": optional(text())}),
    "epoch.closed": EventType({"reason": text()}),
    "import.batch": EventType(
        {
            "source": text(200),
            "format": one_of("polis", "decide-madrid", "republique-numerique", "amendments", "pabulib", "decidim"),
            "sha256": HASH,
            "bytes": COUNT,
            "contributions": COUNT,
            "rows": COUNT,
            "licence": optional(text(400)),
        }
    ),
}


def _type(name: str) -> EventType:
    try:
        return EVENT_TYPES[name]
    except KeyError as error:
        raise UnknownEventType(f"{name} is not an event type of the record") from error


def is_coarse(name: str) -> bool:
    """Whether times of this type are cut to the minute and its ids hold no time."""
    return _type(name).coarse


def check(name: str, data: Mapping[str, Any], personal: Iterable[str]) -> None:
    """Raises UnknownEventType or EventDoesNotFit, naming the field."""
    declared = _type(name)
    for key, schema in declared.data.items():
        if key not in data:
            if not schema.get("x-optional"):
                raise EventDoesNotFit(f"{name}: {key} is missing")
        elif wrong := problem(schema, data[key]):
            raise EventDoesNotFit(f"{name}: {key} {wrong}")
    if data.keys() <= declared.data.keys() and all(field in declared.personal for field in personal):
        return
    unknown = data.keys() - declared.data.keys() | set(personal) - set(declared.personal)
    raise EventDoesNotFit(f"{name}: not declared: {', '.join(sorted(unknown))}")


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a leaf's ``data`` and ``sd`` for this type."""
    declared = _type(name)
    properties = {k: {p: v for p, v in s.items() if p != "x-optional"} for k, s in declared.data.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        "type": "object",
        "required": ["data", "sd"],
        "properties": {
            "data": {
                "type": "object",
                "properties": properties,
                "required": sorted(k for k, s in declared.data.items() if not s.get("x-optional")),
                "additionalProperties": False,
            },
            "sd": {
                "type": "object",
                "properties": dict.fromkeys(declared.personal, {"type": "string", "pattern": "^[A-Za-z0-9_-]{43}$"}),
                "additionalProperties": False,
            },
        },
    }
