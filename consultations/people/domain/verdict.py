"""The answer to 'may I?': truthy or not, with a reason fit for the person who asked."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


class NotAllowed(Exception):
    """The act is refused. ``str()`` is a sentence for the person; ``hidden``: even the thing is not theirs to know."""

    def __init__(self, reason: str | Promise, *, hidden: bool = False) -> None:
        super().__init__(str(reason))
        self.hidden = hidden


@dataclass(frozen=True)
class Verdict:
    """Truthy when allowed. A page shows ``reason`` in place of the button."""

    allowed: bool
    reason: str | Promise = ""
    hidden: bool = False

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raises NotAllowed with the reason unless allowed."""
        if not self.allowed:
            raise NotAllowed(self.reason, hidden=self.hidden)


YES = Verdict(True)


def no(reason: str | Promise) -> Verdict:
    return Verdict(False, reason)


def unknown() -> Verdict:
    """For things whose existence the person must not learn: answered as 404."""
    return Verdict(False, "", hidden=True)
