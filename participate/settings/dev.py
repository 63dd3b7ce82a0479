"""Development, the default of manage.py: works after `make setup` with no variable set."""

from participate.settings.base import *  # noqa: F403
from participate.settings.env import BASE_DIR, env

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="development-only-" + "0" * 50)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(BASE_DIR / "var" / "mail")
DEFAULT_FROM_EMAIL = "Participate <participate@localhost>"
DEV_MAIL = True
STYLEGUIDE = True
