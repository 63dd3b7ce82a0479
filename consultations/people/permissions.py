"""What people may do with accounts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from consultations.people.domain.roles import Capability
from consultations.people.domain.verdict import YES, Verdict, no
from consultations.people.models import Participant


def may_administer(actor: Participant | None) -> Verdict:
    """Roles are given and taken by administrators."""
    if actor is not None and actor.can(Capability.ADMINISTER):
        return YES
    return no(_("Only an administrator can do this."))


def may_verify(actor: object) -> Verdict:
    """Sending letters with codes, confirming people at the desk, taking a confirmation back."""
    if isinstance(actor, Participant) and actor.can(Capability.VERIFY):
        return YES
    return no(_("Only a registrar can do this."))


def is_open_account(actor: object) -> Verdict:
    """Whether somebody is signed in whose account is open."""
    if not isinstance(actor, Participant):
        return no(_("Sign in first."))
    return YES if actor.is_active else no(_("This account is closed."))
