"""The ways of working that an agenda may name: one file each, all of them in METHODS."""

from __future__ import annotations

from realtime.domain.methods import collect, group, poll, prioritise
from realtime.domain.rules import Method

METHODS: dict[str, Method] = {each.METHOD.name: each.METHOD for each in (collect, group, prioritise, poll)}
