"""One id per request, so that audit events and log lines of a request can be found together."""

from contextvars import ContextVar

_request_id: ContextVar[str] = ContextVar("request_id", default="")


def current_request_id() -> str:
    """Id of the request being answered; "" outside requests (commands, tests)."""
    return _request_id.get()


def set_request_id(value: str):
    """Set the id for this context; returns the token for `reset_request_id`."""
    return _request_id.set(value)


def reset_request_id(token) -> None:
    """Forget the id set with `set_request_id`."""
    _request_id.reset(token)
