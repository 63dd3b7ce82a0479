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
