"""What is the same in every environment."""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from participate.settings import oidc
from participate.settings.accounts import *  # noqa: F403
from participate.settings.env import BASE_DIR, database, env, own_address

SITE_NAME = env.str("SITE_NAME", default="Participate")
ROOT_URLCONF = "participate.urls"
ASGI_APPLICATION = "participate.asgi.application"
WSGI_APPLICATION = "participate.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Participant"

INSTALLED_APPS = [
    "participate",
    "consultations.record",
    "consultations.people",
    "consultations.files",
    "consultations.deliberation",
    "consultations.drafting",
    "consultations.voting",
    "consultations.surveys",
    "consultations.opinions",
    "consultations.decisions",
    "consultations.following",
    "consultations.moderation",
    "consultations.exchange",
    "cms",
    "realtime",
    "channels",
    "daphne",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.locales",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "taggit",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "participate.health.middleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "participate.kept_pages.middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "participate.middleware.LanguageFromAddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "participate.middleware.staff_second_factor",
    "participate.middleware.private_pages",
    "consultations.deliberation.web.previews.middleware",
    "cms.middleware.door",
    "participate.middleware.refusals",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "participate.context.site",
            ],
        },
    }
]

DATABASES = {"default": database(default=f"sqlite:///{BASE_DIR / 'var' / 'participate.sqlite3'}")}

REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    REDIS_CACHE = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    CACHES = {"default": REDIS_CACHE, "pages": {**REDIS_CACHE, "KEY_PREFIX": "pages"}}
else:
    MEMORY_CACHE = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    CACHES = {
        "default": MEMORY_CACHE,
        "pages": {**MEMORY_CACHE, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 500}},
    }
# For how long a public page may be shown again to visitors without an account, if nothing changes; 0: never.
KEEP_PAGES = env.int("KEEP_PAGES", default=60)
# Rooms carry their own frames (realtime/hub.py); Channels needs a layer only for its consumers' bookkeeping.
CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}

AUTHENTICATION_BACKENDS = ["consultations.people.web.sign_in.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Whether a component that is given wrong inputs fails (development, tests) or is shown all the same and logged.
COMPONENTS_STRICT = True
# Whether /styleguide/ is served.
STYLEGUIDE = False

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("sq", _("Albanian")),
    ("ar", _("Arabic")),
    ("es", _("Spanish")),
    ("fr", _("French")),
]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = ["participate.formats"]
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
# In which money is counted: behind amounts, in whole units.
CURRENCY = env.str("CURRENCY", default="€")
# Pictures of the map, on this site only: "/tiles/{z}/{x}/{y}.png"; and whose they are.
MAP_TILES = own_address("MAP_TILES")
MAP_ATTRIBUTION = env.str("MAP_ATTRIBUTION", default="")
TERRITORIAL_SCOPE = env.list("TERRITORIAL_SCOPE", default=[])

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "participate" / "static"]
TRUSTED_PROXY_COUNT = 0
MEDIA_URL = "/media/"
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media"))

WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000")
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_WORKFLOW_ENABLED = False
# Whoever publishes while a new page is being saved behind their back is told that its address is taken: by itself.
WAGTAIL_AUTOSAVE_INTERVAL = 0
# Pictures of staff go through the same sieve as those of residents (cms/uploads.py).
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.uploads.SiftedImageForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10_000_000
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "json", "ods", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
TAGGIT_CASE_INSENSITIVE = True

# A mail server that does not answer must not hold up those behind (people/domain/postal.py, LONGEST_TRY).
EMAIL_TIMEOUT = 60

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/cms/",),
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *oidc.form_origins()],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "participate.views.csrf_failure"
# Room for a text of 1 MB in any script, each of its bytes sent as three: it comes back in its form, with a sentence.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4_000_000

# The verifiable record. The directory holds the signing key, the lock store and the erasure journal; it belongs to one
# database and stays outside its backups.
RECORD_ORIGIN = env.str("RECORD_ORIGIN", default="127.0.0.1:8000/record/1")
RECORD_DIR = env.str("RECORD_DIR", default=str(BASE_DIR / "var" / "record"))
RECORD_SEQUENCER = env.str("RECORD_SEQUENCER", default="in-process")
# Who is asked to sign the record too: 'name = vkey url', one a line or with semicolons between.
WITNESSES = env.str("WITNESSES", default="")

# For how long a confirmation holds; how long an address may wait to be printed, and the code of a letter be typed.
VERIFICATION_DAYS = env.int("VERIFICATION_DAYS", default=730)
LETTER_ADDRESS_DAYS = env.int("LETTER_ADDRESS_DAYS", default=14)
LETTER_CODE_DAYS = env.int("LETTER_CODE_DAYS", default=42)
# What the city offers, of: letter, desk. Sign-in with an electronic identity is on where a provider is given.
VERIFICATION_METHODS = env.list("VERIFICATION_METHODS", default=["letter", "desk"])
# Where the desk is and when it is open, in the city's words.
VERIFICATION_DESK = env.str("VERIFICATION_DESK", default="")

# Electronic identity: an OpenID Connect provider that the operator trusts, with what its claims are worth.
OIDC_PROVIDER: dict[str, Any] = oidc.provider()
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [OIDC_PROVIDER] if OIDC_PROVIDER else []}}
SOCIALACCOUNT_ADAPTER = "consultations.people.web.identity.IdentityAdapter"
SOCIALACCOUNT_STORE_TOKENS = False

# Live rooms: pages that may open a socket, exactly as browsers write their origin; empty: the address asked for.
LIVE_ORIGINS = env.list("LIVE_ORIGINS", default=[])
