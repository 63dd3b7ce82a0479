"""One address of a page for all its languages, and none that the site itself answers at."""

from __future__ import annotations

from typing import Any

from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


def address(path: str) -> str:
    """Where the reader, in their language, finds ``path`` of the site, such as ``consultations/mobility/``."""
    return reverse("wagtail_serve", args=[path])


def is_taken(address: str) -> bool:
    """Whether a page of the site itself (not of the CMS) answers at ``address``, which begins and ends with a slash."""
    try:
        match = resolve(address)
    except Resolver404:
        return False
    return match.url_name != "wagtail_serve"


class AddressForm(WagtailAdminPageForm):
    """Refuses a slug that another language's version does not share or that the site needs for itself."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        slug = cleaned.get("slug")
        if slug and "slug" in self.changed_data:
            self._require_free(slug)
        return cleaned

    def _require_free(self, slug: str) -> None:
        page = self.instance
        if page.pk and page.get_translations().exclude(slug=slug).exists():
            self.add_error(
                "slug", _("This page has other languages, which share its address. It can no longer change.")
            )
        above = self.parent_page.url if self.parent_page else None
        if above and is_taken(f"{above}{slug}/"):
            self.add_error("slug", _("The site uses this address itself. Choose another one."))
