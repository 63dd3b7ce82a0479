"""The answer to a page that keeps what is typed by itself."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from consultations.deliberation.web.forms_files import Held
from consultations.drafting.models import Draft
from consultations.drafting.operations.drafts import FIELDS


def typed_in(request: HttpRequest) -> dict[str, str]:
    """The fields of a proposal as they were sent, fit or not."""
    return {name: request.POST.get(name, "") for name in FIELDS}


def seen_in(request: HttpRequest) -> int:
    """The version that the page had before it; -1 where it does not read."""
    seen = request.POST.get("version", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else -1  # noqa: PLR2004


def kept(draft: Draft) -> JsonResponse:
    """Where to keep it from now on, and a sentence for the page."""
    time = date_format(timezone.localtime(draft.changed_at), "TIME_FORMAT")
    return JsonResponse(
        {
            "version": draft.version,
            "keep": reverse("drafting:keep", args=[draft.public_id]),
            "page": draft.get_absolute_url(),
            "said": _("Draft saved at %(time)s. Only you can read it.") % {"time": time}
            if not draft.writers.all()
            else _("Draft saved at %(time)s.") % {"time": time},
        }
    )


def not_kept(reason: str, status: HTTPStatus) -> JsonResponse:
    return JsonResponse({"said": reason}, status=status)


def held_by(draft: Draft) -> Held:
    """Its files, for the form."""
    files = [one.file for one in draft.files.select_related("file")]
    return Held(files, lambda one: reverse("drafting:picture", args=[draft.public_id, one.name, one.widths[0]]))
