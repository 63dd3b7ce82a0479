"""The form of a new statement."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from consultations.deliberation.web.forms import SubmissionForm, TypedText
from consultations.opinions.domain.rules import STATEMENT_LIMIT


class StatementForm(SubmissionForm):
    text = TypedText(
        label=_("Your statement"),
        help_text=_("One thing that others can agree or disagree with, in one sentence."),
        limit=STATEMENT_LIMIT,
        many_lines=True,
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.fields["text"].widget.attrs["rows"] = 3
