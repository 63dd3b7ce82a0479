"""The one provider of electronic identities, as the environment describes it (docs/operators.md)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from participate.settings.env import env, require

LEVELS = ("address", "person")


def provider() -> dict[str, Any]:
    """An app of allauth's openid_connect; empty without OIDC_ISSUER. Refuses claims whose worth is not said."""
    issuer = env.str("OIDC_ISSUER", default="").strip()
    if not issuer:
        return {}
    if not issuer.startswith(("https://", "http://127.0.0.1:")):
        raise ImproperlyConfigured("OIDC_ISSUER must begin with https://.")
    given = require("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    levels = env.json("OIDC_LEVELS", default=[])
    shapes = isinstance(levels, list) and all(
        isinstance(row, dict) and set(row) == {"claim", "value", "level"} and row["level"] in LEVELS for row in levels
    )
    if not levels or not shapes:
        raise ImproperlyConfigured(
            'OIDC_LEVELS must say what claims are worth: [{"claim": "acr", "value": "…", "level": "person"}]. '
            "See docs/operators.md."
        )
    return {
        "provider_id": "eid",
        "name": env.str("OIDC_NAME", default="eID"),
        "client_id": given["OIDC_CLIENT_ID"],
        "secret": given["OIDC_CLIENT_SECRET"],
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True, "scope": ["openid"], "levels": levels},
    }


def form_origins() -> list[str]:
    """Where the form that begins the sign-in may lead: browsers hold redirects against form-action too."""
    issuer = env.str("OIDC_ISSUER", default="").strip()
    parts = urlsplit(env.str("OIDC_AUTHORIZE_ORIGIN", default="") or issuer)
    return [f"{parts.scheme}://{parts.netloc}"] if issuer else []
