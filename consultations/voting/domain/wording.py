"""The text of a question as it stands on the record: canonical JSON, bound to every ballot by its SHA-256.

    {"v": 1, "question": "question/5", "process": slug, "title": {lang: words}, "text": {…}, "method": …, "rule": …,
     "limit": n or null, "bound": …, "total": "50000" or null, "currency": …, "secrecy": …, "voters": …, "shown": …,
     "paper": …, "options": [{"key": …, "title": {…}, "text": {…}, "cost": "1200.50" or null,
     "contribution": "contribution/7" or null}, …]}

A budget with a least number of votes says it as "threshold": n; other texts have no such key.

Options stand in the order of the page; a ballot names them by their place in this list, from 1.
"""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

from consultations.record.tlog.jcs import canonical


def text_of(question: Any, options: Any) -> bytes:
    """The bytes of ``question`` (models.Question) with its ``options``."""
    least = {} if question.threshold is None else {"threshold": question.threshold}
    return canonical(
        {
            **least,
            "v": 1,
            "question": question.subject,
            "process": question.consultation.slug,
            "title": question.title,
            "text": question.text,
            "method": question.method,
            "rule": question.rule,
            "limit": question.limit,
            "bound": question.bound,
            "total": amount(question.total),
            "currency": question.currency,
            "secrecy": question.secrecy,
            "voters": question.voters,
            "shown": question.shown,
            "paper": question.paper,
            "options": [
                {
                    "key": option.key,
                    "title": option.title,
                    "text": option.text,
                    "cost": amount(option.cost),
                    "contribution": f"contribution/{option.contribution_id}" if option.contribution_id else None,
                }
                for option in options
            ],
        }
    )


def amount(value: Decimal | None) -> str | None:
    """An amount of money without trailing zeros: the same text from either database."""
    if value is None:
        return None
    plain = value.normalize()
    return f"{plain:f}"


def sha256(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
