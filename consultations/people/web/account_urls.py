"""Addresses of signing up and in: allauth's, three of them with a sentence of ours (views/codes.py)."""

from __future__ import annotations

from django.urls import include, path

from consultations.people.web.views import codes

urlpatterns = [
    path("login/code/confirm/", codes.confirm_login_code, name="account_confirm_login_code"),
    path("confirm-email/", codes.email_verification_sent, name="account_email_verification_sent"),
    path("password/reset/confirm/", codes.confirm_password_reset_code, name="account_confirm_password_reset_code"),
    path("", include("allauth.urls")),
]
