"""Django's settings, built from the installation's own description (`environment.py`) and from nothing else."""

from __future__ import annotations

import zoneinfo
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from hiwar.config import environment, outside

ENVIRONMENT = environment.load(environment.data_folder())
PACKAGE = Path(__file__).resolve().parent.parent

# The site's one public origin; absolute addresses come from here, never from a request.
HIWAR_ORIGIN = ENVIRONMENT.origin
HIWAR_SECURE = ENVIRONMENT.secure
HIWAR_HOSTS = ENVIRONMENT.hosts
HIWAR_TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
HIWAR_IDENTITY_SECRET = ENVIRONMENT.secrets.identity
HIWAR_CONTACT_SECRET = ENVIRONMENT.secrets.contact
HIWAR_CORAL_SECRETS = ENVIRONMENT.coral_secrets
HIWAR_REDIS = ENVIRONMENT.redis
HIWAR_DEMO = ENVIRONMENT.demo
HIWAR_EDITIONS = ENVIRONMENT.editions
HIWAR_WEBSUB_HUB = ENVIRONMENT.websub_hub
HIWAR_ALERT_TARGETS = outside.opened_targets(ENVIRONMENT)

SECRET_KEY = ENVIRONMENT.secrets.django
DEBUG = False
ALLOWED_HOSTS = sorted({host.rsplit(":", 1)[0] if not host.endswith("]") else host for host in HIWAR_HOSTS})
ROOT_URLCONF = "hiwar.config.urls"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "hiwar.analysis",
    "hiwar.widget",
    "hiwar.delivery",
    "hiwar.search",
    "hiwar.importers",
    "hiwar.moderation",
    "hiwar.discussions",
    "hiwar.newsroom",
    "hiwar.accounts",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # Wagtail says by it how long ago something was; only an installed application brings its translations.
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "hiwar.delivery.headers.SecurityHeaders",
    "hiwar.delivery.outages.Outages",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hiwar.accounts.staff_language.StaffLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "hiwar.config.jinja.environment",
            "context_processors": ["hiwar.delivery.context.chrome", "hiwar.widget.context.framed"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": environment.database_settings(ENVIRONMENT)}
DATABASE_ROUTERS: list[str] = []
if ENVIRONMENT.replica:
    DATABASES["replica"] = environment.replica_settings(ENVIRONMENT)
    DATABASE_ROUTERS = ["hiwar.delivery.replica.DrawingsReadTheReplica"]

# Language and time. Pages for readers use the site's language; staff choose their own in the editor.
LANGUAGE_CODE = ENVIRONMENT.language
LANGUAGES = [
    ("ar", _("Arabic")),
    ("en", _("English")),
    ("ckb", _("Kurdish (Sorani)")),
    ("fa", _("Persian")),
    ("ur", _("Urdu")),
]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
FORMAT_MODULE_PATH = ["hiwar.config.formats"]
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
# Some systems have a zone of this name, which is the machine's own; browsers know none.
WAGTAIL_USER_TIME_ZONES = sorted(zoneinfo.available_timezones() - {"localtime"})

# Mail goes to staff alone; where no server is named, none goes anywhere.
HIWAR_MAIL = outside.mail_server(ENVIRONMENT)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if HIWAR_MAIL else 'dummy'}.EmailBackend"
EMAIL_TIMEOUT = 10
if HIWAR_MAIL:
    EMAIL_HOST, EMAIL_PORT = HIWAR_MAIL.host, HIWAR_MAIL.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = HIWAR_MAIL.user, HIWAR_MAIL.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = HIWAR_MAIL.is_tls, HIWAR_MAIL.is_starttls
    DEFAULT_FROM_EMAIL = SERVER_EMAIL = HIWAR_MAIL.sender

# Staff accounts and sessions (threats, section 4).
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
SESSION_ENGINE = "hiwar.accounts.sessions"
SESSION_COOKIE_AGE = 2 * 3600
SESSION_SAVE_EVERY_REQUEST = True  # Two hours count from the last act; twelve hours end it in any case.
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HIWAR_SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
# Browsers accept the __Host- prefix only with Secure; plain http exists on this machine's loopback alone.
HIWAR_COOKIE_PREFIX = "__Host-" if HIWAR_SECURE else ""
SESSION_COOKIE_NAME = f"{HIWAR_COOKIE_PREFIX}hiwar_session"
CSRF_COOKIE_NAME = f"{HIWAR_COOKIE_PREFIX}hiwar_csrf"
CSRF_TRUSTED_ORIGINS = [HIWAR_ORIGIN]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_HIWAR_SCHEME", "https")  # Set by our own entry, which drops what a client sends.

# The largest body a reader may send is 64 KiB; the server's entry refuses more before Django wakes up.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # An article with many blocks posts one field for each of their parts.

STATIC_URL = "/static/"
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600
MEDIA_URL = "/media/"
MEDIA_ROOT = ENVIRONMENT.data / "media"
HIWAR_MEDIA_ROOT = MEDIA_ROOT
FILE_UPLOAD_PERMISSIONS = 0o640
# Uploads stay in memory until they are washed: a camera's file, place and owner in it, never touches the disk.
# Videos, which no memory holds, lie in a file without a name meanwhile.
FILE_UPLOAD_HANDLERS = [
    "hiwar.newsroom.video_uploads.VideoUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024

WAGTAIL_SITE_NAME = "حوار"
WAGTAILADMIN_BASE_URL = HIWAR_ORIGIN
WAGTAIL_ALLOW_UNICODE_SLUGS = True
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_I18N_ENABLED = False
WAGTAILIMAGES_IMAGE_MODEL = "newsroom.NewsImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "hiwar.newsroom.picture_forms.NewsImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = True
# Until mail is set up, an owner gives new passwords: hiwar manage changepassword.
WAGTAIL_PASSWORD_RESET_ENABLED = False
# Seconds of rest before the editor saves by itself; Wagtail's half a second would save between two words.
WAGTAIL_AUTOSAVE_INTERVAL = 2000
WAGTAILADMIN_LOGIN_URL = "login"
# The desk speaks Arabic and English; where an edition's own language has no word for staff, English is read.
WAGTAILADMIN_PERMITTED_LANGUAGES = [one for one in LANGUAGES if one[0] in {"ar", "en", LANGUAGE_CODE}]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_ADDRESS_FINDERS: list[str] = []

LOGGING_CONFIG = None  # hiwar.config.logs configures logging at the server's door: an allow-list of fields.
