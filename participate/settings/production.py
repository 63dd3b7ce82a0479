"""Production: refuses to start and names what is missing."""

from urllib.parse import urlsplit

from participate.settings.base import *  # noqa: F403
from participate.settings.env import env, require

_given = require(
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "BASE_URL",
    "DATABASE_URL",
    "RECORD_ORIGIN",
    "RECORD_DIR",
    "EMAIL_URL",
    "DEFAULT_FROM_EMAIL",
)

DEBUG = False
DEV_MAIL = False
STAFF_SECOND_FACTOR = True
COMPONENTS_STRICT = False
SECRET_KEY = _given["SECRET_KEY"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = ["{0.scheme}://{0.netloc}".format(urlsplit(_given["BASE_URL"]))]
LIVE_ORIGINS = env.list("LIVE_ORIGINS", default=CSRF_TRUSTED_ORIGINS)
vars().update(env.email_url("EMAIL_URL"))
DEFAULT_FROM_EMAIL = _given["DEFAULT_FROM_EMAIL"]
SERVER_EMAIL = DEFAULT_FROM_EMAIL

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
