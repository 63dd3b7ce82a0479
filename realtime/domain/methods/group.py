"""Group: the board's notes are put under themes, merged and parked. No settings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from realtime.domain.rules import Method

METHOD = Method("group", _("Group into themes"))
