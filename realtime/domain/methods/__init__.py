"""The ways of working that an agenda may name: one file each, all of them in METHODS."""

from __future__ import annotations

from realtime.domain.methods import (
    breakouts,
    checkin,
    collect,
    consent,
    group,
    inform,
    opinion,
    poll,
    prioritise,
    speak,
    write,
)
from realtime.domain.rules import Method

EACH = (checkin, collect, group, prioritise, poll, opinion, consent, speak, inform, breakouts, write)
METHODS: dict[str, Method] = {each.METHOD.name: each.METHOD for each in EACH}
