"""The answer to 'may I?': truthy or not, with a reason fit for the person who asked."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


class NotAllowed(Exception):
    """The act is refused. ``str()`` is a sentence for the person; ``hidden``: even the thing is not theirs to know.

    ``remedy``: the name of the page where they can do something about it.
    """

    def __init__(self, reason: str | Promise, *, hidden: bool = False, remedy: str = "") -> None:
        super().__init__(str(reason))
        self.hidden = hidden
        self.remedy = remedy


@dataclass(frozen=True)
class Verdict:
    """Truthy when allowed. A page shows ``reason`` in place of the button, and links to ``remedy`` if there is one."""

    allowed: bool
    reason: str | Promise = ""
    hidden: bool = False
    remedy: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raises NotAllowed with the reason unless allowed."""
        if not self.allowed:
            raise NotAllowed(self.reason, hidden=self.hidden, remedy=self.remedy)


YES = Verdict(True)


def no(reason: str | Promise, *, remedy: str = "") -> Verdict:
    return Verdict(False, reason, remedy=remedy)


def unknown() -> Verdict:
    """For things whose existence the person must not learn: answered as 404."""
    return Verdict(False, "", hidden=True)
