"""The setting WITNESSES: who is asked to sign this record too."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks

from consultations.record.tlog.cosignature import WitnessKey, parse_witness_key
from consultations.record.tlog.note import MalformedNote


class BadWitnesses(ValueError):
    """The setting cannot be read; ``str()`` names the line."""


@dataclass(frozen=True)
class Witness:
    """``words``: its name for people, in no language in particular; ``url``: where add-checkpoint is."""

    words: str
    key: WitnessKey
    url: str


@lru_cache(maxsize=8)
def read(text: str) -> tuple[Witness, ...]:
    """The witnesses of the setting: ``name = vkey url``, one a line or with semicolons between. Raises BadWitnesses."""
    lines = [line.strip() for line in text.replace(";", "\n").splitlines()]
    found = tuple(_witness(line) for line in lines if line and not line.startswith("#"))
    if len({each.key.public for each in found}) != len(found):
        raise BadWitnesses("the same key stands twice")
    return found


def _witness(line: str) -> Witness:
    words, equals, rest = line.partition(" = ")
    try:
        vkey, url = rest.split()
        key = parse_witness_key(vkey)
    except MalformedNote as error:
        raise BadWitnesses(f"{line!r}: {error}") from error
    except ValueError as error:
        raise BadWitnesses(f"{line!r} is not 'name = vkey url'") from error
    parts = urlsplit(url)
    if not equals or parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query:
        raise BadWitnesses(f"{line!r}: the address must be http(s)://host/…, without a name, password or question mark")
    return Witness(words.strip(), key, url.rstrip("/"))


def configured() -> tuple[Witness, ...]:
    """Whom this site asks."""
    return read(settings.WITNESSES)


def check_setting(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Django's check: a setting that cannot be read stops the start."""
    try:
        configured()
    except BadWitnesses as error:
        return [checks.Error(f"WITNESSES cannot be read: {error}.", id="record.E001")]
    return []
