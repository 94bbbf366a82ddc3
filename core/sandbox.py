"""Running a parser of foreign bytes in a child process with limits.

A parser that runs out of memory, loops or crashes takes only its child along, never the web
worker. The child is a fresh interpreter (no fork of a threaded worker): empty environment, empty
working directory, limits on memory, processor time, file size and open files, and no network
where the kernel allows it (core.sandbox_child).
"""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from core.refusals import FileRefused

logger = logging.getLogger(__name__)

PROJECT = Path(__file__).resolve().parent.parent
# Waiting for a busy disk costs no processor time, so the clock on the wall gets more.
WALL_CLOCK_FACTOR = 2
_LONGEST_LOG = 2000
# As many as the smallest machine has cores; the rest waits its turn.
_turns = threading.BoundedSemaphore(2)


class ChildFailed(Exception):
    """The child gave no answer: it ran out of time or memory, or crashed on the bytes."""


def run_child(
    module: str,
    payload: bytes | Path,
    *,
    arguments: dict | None = None,
    seconds: int = 10,
    memory_bytes: int = 512 * 1024 * 1024,
) -> dict:
    """Let `module` (which calls sandbox_child.serve) look at the payload; return its answer.

    `arguments` go to the child and must fit into JSON, as must the answer. Limits: `seconds` of
    processor time, twice that by the clock. Raises FileRefused if the child refuses the payload
    and ChildFailed if it dies.
    """
    with _turns, tempfile.TemporaryDirectory(prefix="danvan-child-") as directory:
        place = Path(directory)
        if isinstance(payload, bytes):
            payload = _written(place / "payload", payload)
        request = {
            "path": str(payload.resolve()),
            "arguments": arguments or {},
            "seconds": seconds,
            "memory_bytes": memory_bytes,
        }
        _written(place / "request", json.dumps(request).encode())
        _run(module, place, wall_seconds=seconds * WALL_CLOCK_FACTOR)
        return _answer(module, place)


def _run(module: str, place: Path, wall_seconds: int) -> None:
    with (place / "errors").open("wb") as errors:
        child = subprocess.Popen(
            [sys.executable, "-P", "-s", "-m", module],
            cwd=place,
            env={"PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            start_new_session=True,
        )
        try:
            child.wait(wall_seconds)
        except subprocess.TimeoutExpired:
            _log_failure(module, "took too long", place)
            raise ChildFailed(f"{module}: more than {wall_seconds} s") from None
        finally:
            _end_group(child)
    if child.returncode:
        _log_failure(module, f"ended with {child.returncode}", place)
        raise ChildFailed(f"{module}: ended with {child.returncode}")


def _end_group(child: subprocess.Popen) -> None:
    """End the child and whatever it started; its session bears its own number."""
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _answer(module: str, place: Path) -> dict:
    try:
        answer = json.loads((place / "answer").read_bytes())
    except (OSError, ValueError) as error:
        raise ChildFailed(f"{module}: no readable answer") from error
    if refusal := answer.get("refused"):
        raise FileRefused(refusal["message"], refusal["code"])
    return answer["result"]


def _log_failure(module: str, what: str, place: Path) -> None:
    with (place / "errors").open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - _LONGEST_LOG))
        errors = file.read().decode(errors="replace")
    logger.warning("Child %s %s: %s", module, what, errors.encode("unicode_escape").decode())


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
