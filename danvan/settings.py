"""Every setting of the program; what differs between machines comes from the environment.

Names and meanings of the variables: `.env.example`. Elsewhere: `from django.conf import settings`.
"""

from csp.constants import NONE, SELF

from danvan.databases import database_settings
from danvan.env import BASE_DIR, env, required
from danvan.logging import logging_settings
from danvan.safety import refuse_unsafe

# Who we are: production unless told otherwise. DEMO offers the demonstration accounts at login;
# HTTPS is off only on a machine that nobody else reaches.
DEBUG = env.bool("DANVAN_DEBUG", default=False)
DEMO = env.bool("DANVAN_DEMO", default=False)
HTTPS = env.bool("DANVAN_HTTPS", default=not DEBUG)
SECRET_KEY = required("DANVAN_SECRET_KEY")
ALLOWED_HOSTS = env.list("DANVAN_ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
# Printed in QR codes and e-mails: an address that outlives the request that made it.
HERE = f"http://localhost:{env.str('PORT', default='8000')}"
PUBLIC_URL = env.str("DANVAN_PUBLIC_URL", default=HERE).rstrip("/")
CSRF_TRUSTED_ORIGINS = env.list("DANVAN_TRUSTED_ORIGINS", default=[PUBLIC_URL])

VAR_DIR = BASE_DIR / "var"
ROOT_URLCONF = "danvan.urls"
WSGI_APPLICATION = "danvan.wsgi.application"

INSTALLED_APPS = [
    "danvan",
    "recognition",
    "assessments",
    "criteria",
    "organisation",
    "core",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
    "import_export",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "core.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "core.middleware.PolicyHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.middleware.SessionLifetimeMiddleware",
    "organisation.middleware.FirstPasswordMiddleware",
    "core.middleware.PrivatePagesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.middleware.SentOnceMiddleware",
    "axes.middleware.AxesMiddleware",
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
                "danvan.context_processors.page_frame",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Rows
DATABASES = {"default": database_settings()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Country
LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# People
AUTH_USER_MODEL = "organisation.User"
LOGIN_URL = "organisation:login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "organisation:login"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
VALIDATORS = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": VALIDATORS + "UserAttributeSimilarityValidator"},
    {"NAME": VALIDATORS + "MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": VALIDATORS + "CommonPasswordValidator"},
    {"NAME": VALIDATORS + "NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60  # seconds: one hour

# Sessions: twelve hours from login, however busy (core.middleware.SessionLifetimeMiddleware).
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS

# Guessing: five failures lock one account from one address for a quarter of an hour. Locking the
# account from everywhere would let anyone shut a unit out on the last day.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_USERNAME_CALLABLE = "organisation.user_names.attempted_username"
AXES_CLIENT_IP_CALLABLE = "core.middleware.client_address"
# How many proxies of our own stand in front; X-Forwarded-For is believed no further than that.
TRUSTED_PROXY_COUNT = env.int("DANVAN_TRUSTED_PROXIES", default=0)

# Transport and headers
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_COUNT else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Files
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "static-collected"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = env.str("DANVAN_MEDIA_ROOT", default=str(VAR_DIR / "media"))
STATICFILES_BACKEND = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT},
    },
    "staticfiles": {"BACKEND": STATICFILES_BACKEND},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Pages never ask for the fonts of paper nor for source maps: compressing them would take 20 s.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["jpg", "png", "webp", "gz", "br", "woff2", "ttf", "map"]
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
# Bytes kept in memory before an upload goes to a temporary file; bytes of a form without files.
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A sheet of 40 criteria sends a few hundred fields; the default 1,000 would fail the longest one.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_SKIP_ADMIN_LOG = True
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True

# Mail: written to files until an address of a mail server is given.
EMAIL_FILE_PATH = env.str("DANVAN_EMAIL_DIR", default=str(VAR_DIR / "mail"))
EMAIL_CONFIG = env.email_url("DANVAN_EMAIL_URL", default=f"filemail:///{EMAIL_FILE_PATH}")
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_CONFIG.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = EMAIL_CONFIG.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_CONFIG.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env.str("DANVAN_EMAIL_FROM", default="danvan@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# The page on which a person stops our mail; named at the foot of each message.
MAIL_PREFERENCE_URL = "organisation:own-mail"

LOGGING = logging_settings(env.str("DANVAN_LOG_LEVEL", default="INFO"))

refuse_unsafe(globals())
