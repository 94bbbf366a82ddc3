"""The child's side of core.sandbox: give up power first, then look at the payload.

Runs without Django. A module that is run this way ends with `serve(function)`.
"""

import contextlib
import ctypes
import json
import os
import resource
from collections.abc import Callable
from pathlib import Path

from core.refusals import FileRefused

MOST_ANSWER_BYTES = 32 * 1024 * 1024
_MOST_OPEN_FILES = 64
_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000


def serve(look_at: Callable[..., dict]) -> None:
    """Answer the one request of this process: `look_at(path, **arguments)` under limits."""
    request = json.loads(Path("request").read_bytes())
    give_up_power(request["seconds"], request["memory_bytes"])
    try:
        answer = {"result": look_at(Path(request["path"]), **request["arguments"])}
    except FileRefused as refusal:
        answer = {"refused": {"message": refusal.message, "code": refusal.code}}
    Path("answer").write_text(json.dumps(answer), encoding="utf-8")


def give_up_power(seconds: int, memory_bytes: int) -> None:
    """Limit this process; the limits cannot be raised again."""
    _limit(resource.RLIMIT_AS, memory_bytes)
    _limit(resource.RLIMIT_CPU, seconds)
    _limit(resource.RLIMIT_FSIZE, MOST_ANSWER_BYTES)
    _limit(resource.RLIMIT_NOFILE, _MOST_OPEN_FILES)
    _limit(resource.RLIMIT_CORE, 0)
    os.umask(0o077)
    # Not every kernel or container allows these two; the limits above hold regardless.
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _limit(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, value))
