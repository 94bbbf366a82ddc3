"""The program's own settings, with the few values that tests need different."""

import os
import tempfile

from tests import postgres


def database_url() -> str:
    """Return the database of this run: SQLite, or PostgreSQL with DANVAN_TEST_DB=postgres."""
    if os.environ.get("DANVAN_TEST_DB") == "postgres":
        return postgres.shared_server_url()
    # In memory where the system offers that, since waiting for a disk costs more than the tests.
    place = "/dev/shm" if os.access("/dev/shm", os.W_OK) else tempfile.gettempdir()
    return f"sqlite:///{place}/danvan-{os.getpid()}.sqlite3"


os.environ.update(
    DANVAN_SECRET_KEY="tests-only-" + "0123456789" * 6,
    DANVAN_DEBUG="false",
    DANVAN_DEMO="false",
    DANVAN_HTTPS="false",
    DANVAN_ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    DANVAN_PUBLIC_URL="http://testserver",
    DATABASE_URL=database_url(),
    # Not made: the fixture `media_root` gives each test a directory of its own.
    DANVAN_MEDIA_ROOT=os.path.join(tempfile.gettempdir(), f"danvan-no-media-{os.getpid()}"),
)

from danvan.settings import *

# On SQLite a file, not SQLite's own memory database: every thread gets a connection of its own, as
# in production. On PostgreSQL a database beside the one that the server began with.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": DATABASES["default"]["NAME"] + ".test"}

# Argon2 is slow on purpose; tests log in thousands of times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# No collected files in tests: addresses stay plain and files come from static/.
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

# A list that asks one query per row fails the test that shows it.
INSTALLED_APPS += ["zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
ZEAL_RAISE = True
# Several files that move together are locked one by one, each with an event of its own.
ZEAL_ALLOWLIST = [
    {"model": "assessments.Assessment", "field": "get()"},
    # Two versions of a set side by side, each read once in the life of a process.
    {"model": "criteria.CriteriaSet", "field": "get()"},
]
