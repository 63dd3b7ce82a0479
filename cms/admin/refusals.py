"""Showing an operation's refusal beside the field that it names, with everything that was typed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms

from consultations.deliberation.domain.richtext import RichTextRefused
from consultations.deliberation.errors import Unfit


@contextmanager
def shown_in(form: forms.Form, *, rename: dict[str, str] | None = None) -> Iterator[None]:
    """Turns Unfit into an error of ``form``; ask ``form.is_valid()`` afterwards. ``rename``: its field → the form's."""
    try:
        yield
    except Unfit as refusal:
        name = (rename or {}).get(refusal.field, refusal.field)
        form.add_error(name if name in form.fields else None, str(refusal))
    except RichTextRefused as refusal:
        form.add_error(None, str(refusal))
