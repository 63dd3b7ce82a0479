"""Who must keep in step when somebody's roles change, such as the groups of the page editor."""

from __future__ import annotations

from collections.abc import Callable

from consultations.people.models import Participant

RoleHook = Callable[[Participant], None]
_hooks: list[RoleHook] = []


def register_role_hook(fn: RoleHook) -> None:
    """``fn(participant)`` runs inside the transaction that granted or revoked; it reads ``participant.roles()``."""
    if fn not in _hooks:
        _hooks.append(fn)


def roles_changed(participant: Participant) -> None:
    """Tells every hook that the roles of ``participant`` are now others."""
    participant.__dict__.pop("_roles", None)
    for hook in _hooks:
        hook(participant)
