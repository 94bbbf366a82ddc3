"""The environment, read in one place, with an answer that helps when a variable is missing."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
# Variables already set in the process win over the file.
environ.Env.read_env(BASE_DIR / ".env")


def required(name: str) -> str:
    """Return a variable without which the program cannot run safely."""
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(
            f"The environment variable {name} is missing. Set it, or copy .env.example "
            f"to .env and fill it in; every variable is explained there."
        )
    return value
