"""Reads settings from the environment and refuses, naming the variable, what is missing or malformed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent.parent


def require(*names: str) -> dict[str, str]:
    """The values of ``names``; raises ImproperlyConfigured naming every one that is unset or empty."""
    missing = [name for name in names if not env.str(name, default="").strip()]
    if missing:
        raise ImproperlyConfigured(
            "These settings must be in the environment: " + ", ".join(missing) + ". See docs/operators.md."
        )
    return {name: env.str(name).strip() for name in names}


def own_address(name: str) -> str:
    """An address on this very site, or nothing. Raises ImproperlyConfigured for any other: no page asks other hosts."""
    given = env.str(name, default="").strip()
    if given and (not given.startswith("/") or given.startswith("//") or "\\" in given):
        raise ImproperlyConfigured(f"{name} must be an address on this site that begins with a single slash.")
    return given


def database(default: str) -> dict[str, Any]:
    """One entry of DATABASES from DATABASE_URL (sqlite:///path or postgres://…).

    SQLite waits for a lock instead of failing and takes the write lock when a transaction begins, so that two
    writers queue; FULL synchronisation because an acknowledged act must survive a power cut.
    """
    try:
        config = env.db_url("DATABASE_URL", default=default)
    except Exception as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from error
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;"
                "PRAGMA foreign_keys=ON;PRAGMA recursive_triggers=ON;"
            ),
        }
        if config["NAME"] != ":memory:":
            Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    elif config["ENGINE"].endswith("postgresql"):
        config["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 20, "timeout": 20}}
    else:
        raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:/// or postgres://.")
    return config
