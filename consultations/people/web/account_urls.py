"""Addresses of signing up and in: allauth's, three of them with a sentence of ours (views/codes.py)."""

from __future__ import annotations

from django.urls import include, path

from consultations.people.web import identity
from consultations.people.web.views import codes

urlpatterns = [
    path("login/code/confirm/", codes.confirm_login_code, name="account_confirm_login_code"),
    path("confirm-email/", codes.email_verification_sent, name="account_email_verification_sent"),
    path("password/reset/confirm/", codes.confirm_password_reset_code, name="account_confirm_password_reset_code"),
    path("3rdparty/", identity.to_the_ladder, name="socialaccount_connections"),
    path("3rdparty/signup/", identity.to_the_ladder, name="socialaccount_signup"),
    path("3rdparty/login/cancelled/", identity.not_confirmed, name="socialaccount_login_cancelled"),
    path("3rdparty/login/error/", identity.not_confirmed, name="socialaccount_login_error"),
    path("", include("allauth.urls")),
]
