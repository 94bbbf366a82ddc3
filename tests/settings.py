"""The program's own settings, with the few values that tests need different."""

import os
import tempfile

from tests.postgres import database_url

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
