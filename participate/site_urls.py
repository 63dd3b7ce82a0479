"""Addresses of pages about the site itself."""

from django.conf import settings
from django.urls import path

from participate import views

app_name = "site"
urlpatterns = [
    path("accessibility/", views.accessibility, name="accessibility"),
    path("algorithms/", views.algorithms, name="algorithms"),
]
if settings.STYLEGUIDE:
    urlpatterns.append(path("styleguide/", views.styleguide, name="styleguide"))
