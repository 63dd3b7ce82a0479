"""A statement of reasons with the fields of the EU DSA Transparency Database (schema of 1 July 2025)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from consultations.moderation.domain.rules import CATEGORIES
from consultations.moderation.enums import Action, Concern, Ground

VISIBILITY = {
    Action.LABEL: "DECISION_VISIBILITY_CONTENT_LABELLED",
    Action.HIDE: "DECISION_VISIBILITY_CONTENT_DISABLED",
}
LONGEST_RULE = 400
LONGEST_EXPLANATION = 2000
LONGEST_FACTS = 4000


@dataclass(frozen=True)
class Reasons:
    """What a restriction says. ``basis`` is the law or the rule in words; lengths as the constants above."""

    puid: str
    action: Action
    ground: Ground
    basis: str
    concern: Concern
    facts: str
    explanation: str
    language: str
    content_date: date
    decided_on: date
    reported: bool
    territory: tuple[str, ...]
    platform: str
    permalink: str


def document(reasons: Reasons) -> dict[str, Any]:
    """The JSON object of the database's API. Raises KeyError for an action that restricts nothing."""
    law = reasons.ground == Ground.LAW
    made: dict[str, Any] = {
        "puid": reasons.puid,
        "platform_name": reasons.platform,
        "permalink": reasons.permalink,
        "decision_visibility": [VISIBILITY[reasons.action]],
        "decision_ground": "DECISION_GROUND_ILLEGAL_CONTENT" if law else "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "category": CATEGORIES[reasons.concern],
        "content_type": ["CONTENT_TYPE_TEXT"],
        "content_date": reasons.content_date.isoformat(),
        "application_date": reasons.decided_on.isoformat(),
        "end_date_visibility_restriction": None,
        "decision_facts": reasons.facts,
        "source_type": "SOURCE_ARTICLE_16" if reasons.reported else "SOURCE_VOLUNTARY",
        "automated_detection": "No",
        "automated_decision": "AUTOMATED_DECISION_NOT_AUTOMATED",
    }
    if law:
        made |= {
            "illegal_content_legal_ground": reasons.basis,
            "illegal_content_explanation": reasons.explanation,
        }
    else:
        made |= {
            "incompatible_content_ground": reasons.basis,
            "incompatible_content_explanation": reasons.explanation,
            "incompatible_content_illegal": "No",
        }
    if len(reasons.language) == 2:
        made["content_language"] = reasons.language.upper()
    if reasons.territory:
        made["territorial_scope"] = list(reasons.territory)
    return made
