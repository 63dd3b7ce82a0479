"""Development's settings without limits on how often, so that one resident can be many."""

from participate.settings.dev import *  # noqa: F403

DEBUG = False
ROOT_URLCONF = "bench.pages_urls"
RATE_LIMITS = dict.fromkeys(("propose", "comment", "support"), (1_000_000, 1))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
