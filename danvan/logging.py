"""One JSON object per line: nothing that a visitor types can forge a second line."""

import json
import logging
from datetime import UTC, datetime

from core.request_context import current_request_id


class JsonLines(logging.Formatter):
    """Formats a record for a log collector; `json.dumps` escapes every control character."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "request": request_id_of(record),
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line)


def request_id_of(record: logging.LogRecord) -> str:
    """Return the request's id; Django reports some refusals after the middleware has ended."""
    request_meta = getattr(getattr(record, "request", None), "META", {})
    return current_request_id() or request_meta.get("REQUEST_ID", "")


def logging_settings(level: str) -> dict:
    """Return Django's LOGGING: everything to standard error as JSON lines."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "danvan.logging.JsonLines"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "axes": {"level": "WARNING"},  # lockouts; logins are kept in its table
        },
    }
