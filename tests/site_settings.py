"""Settings of the server that journeys visit: those of the test run, with a sequencer of its own and mail as files."""

from __future__ import annotations

import os

from participate.settings.test import *  # noqa: F403

RECORD_SEQUENCER = "in-process"
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = os.environ["MAIL_DIR"]
MEDIA_ROOT = os.environ["MEDIA_DIR"]
WHITENOISE_USE_FINDERS = True
