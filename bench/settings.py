"""Settings of the benchmarks: those of the tests without what only watches the code."""

from tests.settings import *  # noqa: F403 - settings are extended as a whole
from tests.settings import INSTALLED_APPS as TESTED_APPS
from tests.settings import MIDDLEWARE as TESTED_MIDDLEWARE

INSTALLED_APPS = [app for app in TESTED_APPS if app != "zeal"]
MIDDLEWARE = [layer for layer in TESTED_MIDDLEWARE if not layer.startswith("zeal.")]
ALLOWED_HOSTS = ["testserver"]
