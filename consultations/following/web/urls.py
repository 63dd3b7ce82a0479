"""Addresses of following, of one's own contributions, and of what a receipt code shows."""

from __future__ import annotations

from django.urls import path

from consultations.following.web.views import codes, follow, mine

app_name = "following"
urlpatterns = [
    path("consultations/<slug:slug>/follow/", follow.consultation, name="consultation"),
    path("contributions/<int:pk>/follow/", follow.contribution, name="contribution"),
    path("follow/", codes.codes, name="codes"),
    path("me/contributions/", mine.mine, name="mine"),
    path("me/contributions/code/", mine.code, name="code"),
    path("me/following/", follow.followed, name="followed"),
]
