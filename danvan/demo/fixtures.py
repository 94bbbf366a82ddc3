"""What the demonstration is made of: fixtures/demo_*.json and the two criteria sets."""

import json
from functools import cache
from typing import Any

from django.conf import settings


@cache
def read(name: str) -> Any:
    """The document fixtures/<name>.json."""
    path = settings.BASE_DIR / "fixtures" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))
