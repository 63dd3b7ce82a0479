"""The tabs of one's own pages."""

from __future__ import annotations

from django.utils.translation import gettext as _


def shows() -> list[tuple[str, str]]:
    """What ``?show=`` may say, with words; the first is the default."""
    return [
        ("written", _("Proposals")),
        ("comments", _("Comments")),
        ("supported", _("Supported")),
        ("room", _("Live sessions")),
    ]
