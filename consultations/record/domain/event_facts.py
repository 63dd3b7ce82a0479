"""What several types of entries say alike (event_types.py)."""

from __future__ import annotations

from typing import Any

from consultations.record.domain.fact_shapes import (
    COUNT,
    DATE,
    FLAG,
    HASH,
    LANGUAGE,
    SLUG,
    SUBJECT,
    list_of,
    one_of,
    optional,
    text,
)

CONTRIBUTION_KIND = one_of("proposal", "comment", "statement", "amendment", "survey_answer", "session_output")
CHANNEL = one_of("web", "room", "desk", "paper", "import")
PHASE_KIND = one_of(
    "inform",
    "propose",
    "discuss",
    "statements",
    "survey",
    "draft_text",
    "budget",
    "vote",
    "live",
    "decision",
    "follow_up",
)
STANCE = one_of("for", "against", "neutral")
OUTCOME = one_of(
    "pending",
    "adopted",
    "adopted_in_part",
    "not_adopted",
    "already_provided_for",
    "out_of_scope",
    "merged",
    "withdrawn",
)
WORDS = ("author", "title", "body", "address", "point")
CONTRIBUTION_FACTS: dict[str, Any] = {
    "kind": CONTRIBUTION_KIND,
    "channel": CHANNEL,
    "language": optional(LANGUAGE),
    **dict.fromkeys(("parent", "about"), optional(SUBJECT)),
    "revision": optional(COUNT),
    "stance": optional(STANCE),
    **dict.fromkeys(("theme", "district"), optional(SLUG)),
    "session": optional(SUBJECT),
    "in_scope": FLAG,
    "cost": optional(COUNT),
}
# ``position``: the place on the roll. ``sha256`` and ``bytes``: the public bytes of a secret ballot.
BALLOT_FACTS: dict[str, Any] = {
    "channel": CHANNEL,
    "position": optional(COUNT),
    "sha256": optional(HASH),
    "bytes": optional(COUNT),
}
DISPOSITION_FACTS: dict[str, Any] = {
    "contribution": SUBJECT,
    "outcome": OUTCOME,
    "into": optional(SUBJECT),
    "reason": optional(text()),
    "role": text(200),
    "due": optional(DATE),
}
MODERATION_FACTS: dict[str, Any] = {
    "case": SUBJECT,
    # A fact note stands beside a text (``note``) until it is taken away again; neither restricts anything.
    "action": one_of(
        "none", "label", "collapse", "limit", "hide", "suspend", "restore", "note", "note_changed", "note_withdrawn"
    ),
    "assessment": optional(one_of("accurate", "incomplete", "disputed", "unproven", "wrong")),
    "sources": optional(list_of(text(1000))),
    "role": optional(text(200)),
    "ground": text(80),
    "rule": optional(text(400)),
    "automated": FLAG,
    "statement": text(4000),
}
