"""The blob of an ``import.batch``: a line of canonical JSON for each contribution (docs/record-format.md)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from consultations.record.domain.event_types import EventDoesNotFit, check
from consultations.record.domain.fact_shapes import is_subject
from consultations.record.tlog.jcs import NotCanonicalizable, canonical_fast
from consultations.record.tlog.leaf import MAX_LEAF, is_digest


class MalformedLine(ValueError):
    """A line is not that of an imported contribution; the message names its number from 1 and what is wrong."""


def write(*, subject: str, facts: Mapping[str, Any], sd: Mapping[str, str]) -> bytes:
    """One line with its newline. ``facts``: those of contribution.published; ``sd``: field name → digest.

    Raises MalformedLine.
    """
    try:
        raw = canonical_fast({**facts, "subject": subject, "sd": dict(sd)})
    except (NotCanonicalizable, TypeError, ValueError) as error:
        raise MalformedLine("the facts are not JSON") from error
    _read(raw)
    return raw + b"\n"


def read(blob: bytes) -> Iterator[tuple[str, dict[str, Any], dict[str, str]]]:
    """(subject, facts, sd) of each line; raises MalformedLine."""
    if blob and not blob.endswith(b"\n"):
        raise MalformedLine("the last line does not end")
    seen: set[str] = set()
    for number, raw in enumerate(blob.split(b"\n")[:-1], 1):
        try:
            subject, facts, sd = _read(raw)
        except MalformedLine as error:
            raise MalformedLine(f"line {number}: {error}") from error
        if subject in seen:
            raise MalformedLine(f"line {number}: {subject} stands twice")
        seen.add(subject)
        yield subject, facts, sd


def _read(raw: bytes) -> tuple[str, dict[str, Any], dict[str, str]]:
    try:
        facts = json.loads(raw)
        canonical = len(raw) <= MAX_LEAF and canonical_fast(facts) == raw
    except (ValueError, RecursionError) as error:
        raise MalformedLine("not JSON") from error
    if not canonical or not isinstance(facts, dict):
        raise MalformedLine("not an object in canonical form, or longer than 16 KiB")
    subject, sd = facts.pop("subject", None), facts.pop("sd", None)
    if not isinstance(subject, str) or not is_subject(subject) or not subject.startswith("contribution/"):
        raise MalformedLine("subject is not that of a contribution")
    if not isinstance(sd, dict) or not all(map(is_digest, sd.values())):
        raise MalformedLine("sd is not names with digests")
    try:
        check("contribution.published", facts, sd)
    except EventDoesNotFit as error:
        raise MalformedLine(str(error)) from error
    return subject, facts, sd
