"""What the site adds to Wagtail's admin: the desk with its menu, its style, and what may not be deleted or copied."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from cms.admin import urls
from cms.models import ConsultationIndexPage, ConsultationPage, HomePage
from cms.queries.desk import desk_rows
from consultations.deliberation.permissions import may_prepare


class DeskMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(may_prepare(request.user))


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern | URLResolver]:
    return [path("desk/", include((urls.urlpatterns, "desk")))]


@hooks.register("register_admin_menu_item")
def desk_menu_item() -> MenuItem:
    return DeskMenuItem(
        gettext_lazy("Consultations"), reverse("desk:consultations"), name="consultations", icon_name="group", order=90
    )


class DeskPanel(Component):
    """On the first page of the admin: the consultations that wait for somebody."""

    order = 50
    template_name = "cms/admin/home_panel.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"rows": [row for row in desk_rows(now=timezone.now()) if row.needs]}


@hooks.register("construct_homepage_panels")
def what_needs_you(request: HttpRequest, panels: list[Component]) -> None:
    if may_prepare(request.user):
        panels.append(DeskPanel())


@hooks.register("insert_global_admin_css")
def desk_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("cms/desk.css"))


@hooks.register("insert_global_admin_js")
def date_choosers() -> SafeString:
    return format_html('<script src="{}"></script>', static("cms/date-choosers.js"))


@hooks.register("insert_global_admin_js")
def still_signed_in() -> SafeString:
    return format_html(
        '<script src="{}" data-here="{}" data-sign-in="{}" data-ended="{}" data-sign-in-words="{}" '
        'data-unreachable="{}"></script>',
        static("cms/still-signed-in.js"),
        reverse("desk:still_signed_in"),
        f"{reverse('account_login')}?next={reverse('wagtailadmin_home')}",
        _("You are no longer signed in. Nothing is saved yet, and nothing is lost."),
        _("Sign in on another page, then save here again."),
        _("The site cannot be reached. Nothing is saved yet, and nothing is lost. Try again in a moment."),
    )


@hooks.register("before_delete_page")
def keep_the_frame(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The pages that everything stands under stay, and so do those of consultations."""
    if issubclass(page.specific_class, (HomePage, ConsultationIndexPage, ConsultationPage)):
        messages.error(request, _("This page stays: other pages stand under it or people took part in it."))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("before_copy_page")
def one_page_of_a_consultation(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A consultation has one page in each language; a second one would speak for the same contributions."""
    if issubclass(page.specific_class, (HomePage, ConsultationIndexPage, ConsultationPage)):
        messages.error(request, _("This page cannot be copied. Make a new consultation, or translate this one."))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("construct_settings_menu")
def without_wagtails_users(request: HttpRequest, items: list[Any]) -> None:
    """People and their roles are kept by the site, not by Wagtail's own lists of users and groups."""
    items[:] = [item for item in items if item.name not in ("users", "groups")]
