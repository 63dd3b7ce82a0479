"""Every address of the site (face.md, 'Languages')."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms import previewing
from participate import devmail

urlpatterns: list[URLPattern | URLResolver] = [
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("consultations.exchange.web.machine_urls")),
    path("", include("consultations.record.web.machine_urls")),
    path("dev/mail/", devmail.inbox, name="dev_mail"),
    path("dev/mail/<int:number>/", devmail.page, name="dev_mail_page"),
]

urlpatterns += i18n_patterns(
    path("accounts/", include("consultations.people.web.account_urls")),
    path("preview/<str:token>/", previewing.preview, name="preview"),
    path("", include("consultations.decisions.web.urls")),
    path("", include("consultations.deliberation.web.urls")),
    path("", include("consultations.drafting.web.urls")),
    path("", include("consultations.exchange.web.urls")),
    path("", include("consultations.following.web.urls")),
    path("", include("consultations.moderation.web.urls")),
    path("", include("consultations.opinions.web.urls")),
    path("", include("consultations.people.web.urls")),
    path("", include("consultations.record.web.urls")),
    path("", include("consultations.surveys.web.urls")),
    path("", include("consultations.voting.web.urls")),
    path("", include("participate.site_urls")),
    path("", include("realtime.web.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

handler400 = "participate.views.unreadable"
handler403 = "participate.views.refused"
handler404 = "participate.views.not_found"
handler500 = "participate.views.broken"
