"""The addresses of the site, and one view that does nothing, to measure the others by."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from participate import urls


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [path("bare/", bare), *urls.urlpatterns]
handler404 = urls.handler404
handler500 = urls.handler500
