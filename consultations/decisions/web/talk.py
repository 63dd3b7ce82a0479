"""The marks beside the sentences of a text that lead to what people say about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from consultations.decisions.models import Decision


@dataclass
class Talk:
    """``comments``: passage number → how many; ``everywhere``: a mark at each sentence, also where nobody spoke yet."""

    decision: Decision
    comments: Mapping[int, int]
    everywhere: bool

    @cached_property
    def _text(self) -> str:
        return reverse("decisions:decision", args=[self.decision.consultation.slug, self.decision.slug])

    def mark(self, sid: int) -> SafeString | str:
        """The link after a passage; nothing where there is nothing to show."""
        number = self.comments.get(sid, 0)
        if not number and not self.everywhere:
            return ""
        words = (
            ngettext("%(number)d comment on this sentence", "%(number)d comments on this sentence", number)
            % {"number": number}
            if number
            else _("Comment on this sentence")
        )
        return format_html(
            '\u00a0<a class="talk" href="{}passages/{}/" lang="{}"><span aria-hidden="true">{}</span>'
            '<span class="visually-hidden">{}</span></a>',
            self._text,
            sid,
            get_language() or "",
            number or "+",
            words,
        )
