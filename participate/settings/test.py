"""The test run: stricter than production."""

import os
import tempfile
from pathlib import Path

from participate.settings.base import *  # noqa: F403
from participate.settings.base import CACHES, DATABASES
from participate.settings.env import BASE_DIR, env

DEBUG = False
SECRET_KEY = "tests-only-" + "1" * 50
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEFAULT_FROM_EMAIL = "Participate <participate@localhost>"
DEV_MAIL = True
STYLEGUIDE = True
RECORD_DIR = env.str("RECORD_DIR", default=tempfile.mkdtemp(prefix="participate-record-"))
RECORD_SEQUENCER = "manual"
# Workers of a test run have databases of their own and one Redis.
CACHES["pages"]["KEY_PREFIX"] = f"pages-{os.environ.get('PYTEST_XDIST_WORKER', '')}"
KEEP_PAGES = 0  # tests that ask for it turn it on: most stand in a transaction that never commits
STATIC_ROOT = BASE_DIR / "participate" / "static"  # whitenoise warns of a folder that collectstatic has not made
MEDIA_ROOT = str(Path(tempfile.gettempdir()) / "participate-test-media")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if not env.str("DATABASE_URL", default=""):
    DATABASES["default"]["NAME"] = ":memory:"
