"""The warm child process that prints, with its limits: starting, feeding, replacing it.

One per server process, used by one thread at a time. It is replaced after some documents, when it
grows, dies or hangs, and in a forked process, which must start its own.
"""

import atexit
import json
import logging
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from core.frames import read_frame, write_frame

SECONDS_TO_START = 60
SECONDS_PER_DOCUMENT = 60
MEMORY_LIMIT_MEBIBYTES = 1024
DOCUMENTS_PER_WORKER = 50
RETIRE_ABOVE_BYTES = 180 * 1024 * 1024
# What the child may know of our environment: enough to find libraries and fonts, no secrets.
PASSED_ON = ("PATH", "HOME", "LANG", "TMPDIR", "PYTHONPATH", "LD_LIBRARY_PATH", "XDG_CACHE_HOME")

INSTALL_HINT = (
    "Máy chủ chưa in được PDF vì thiếu thư viện hệ thống. Người quản trị máy chủ cần chạy: "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)
TOO_SLOW = "Văn bản quá dài nên không in xong trong {} giây. Hãy rút gọn nội dung rồi in lại."
TOO_BIG = "Văn bản quá lớn nên máy chủ không in được. Hãy rút gọn nội dung rồi in lại."
NOT_PRINTED = "Không in được văn bản này. Hãy báo người quản trị kèm thời điểm xảy ra."
BUSY = "Nhiều người đang in cùng lúc. Hãy thử lại sau ít phút."

logger = logging.getLogger(__name__)


class PdfError(Exception):
    """The document could not be printed; the text is for the person who asked for it."""


class PdfUnavailable(PdfError):
    """This server cannot print at all; the text says what to install."""


@dataclass(frozen=True)
class Rendering:
    """A printed document with what it cost the worker."""

    pdf: bytes
    warnings: list[str]
    cpu_seconds: float
    memory_bytes: int
    peak_bytes: int


class Worker:
    """The child process and the two pipes to it."""

    def __init__(self):
        limits = (str(MEMORY_LIMIT_MEBIBYTES), str(SECONDS_PER_DOCUMENT))
        self.documents = 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "core.pdf_worker", *limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).resolve().parent.parent,
            env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.questions, self.answers = self.process.stdin, self.process.stdout
        if not self._answers_within(SECONDS_TO_START) or not read_frame(self.answers):
            self.stop()
            raise PdfUnavailable(INSTALL_HINT)

    def _answers_within(self, seconds: float) -> bool:
        poll = select.poll()
        poll.register(self.answers, select.POLLIN)
        return bool(poll.poll(seconds * 1000))

    def render(self, html: str) -> tuple[dict, bytes]:
        """Send one document and wait for (note, PDF)."""
        try:
            write_frame(self.questions, html.encode())
        except BrokenPipeError:
            raise PdfError(NOT_PRINTED) from None
        if not self._answers_within(SECONDS_PER_DOCUMENT):
            raise PdfError(TOO_SLOW.format(SECONDS_PER_DOCUMENT))
        note, pdf = read_frame(self.answers), read_frame(self.answers)
        if note is None or pdf is None:
            raise PdfError(TOO_BIG)
        self.documents += 1
        return json.loads(note), pdf

    def is_spent(self, note: dict) -> bool:
        """Whether it has printed its share, or holds too much memory after this document."""
        used_up = self.documents >= DOCUMENTS_PER_WORKER
        return used_up or note["memory_bytes"] > RETIRE_ABOVE_BYTES

    def stop(self) -> None:
        """End the process at once and wait for it."""
        self.process.kill()
        self.process.wait()
        self.answers.close()
        with suppress(BrokenPipeError):
            self.questions.close()

    def abandon(self) -> None:
        """In a forked process: let go of a child that belongs to our parent.

        Its pipes are turned away, then closed: closing sends what a thread had half written.
        """
        with open(os.devnull, "r+b") as nowhere:
            for pipe in (self.questions, self.answers):
                os.dup2(nowhere.fileno(), pipe.fileno())
                pipe.close()
        self.process.returncode = -signal.SIGKILL  # keeps Popen from waiting for it


class Press:
    """The worker of this process and the queue before it."""

    def __init__(self):
        self._reset()

    def _reset(self) -> None:
        self._lock = threading.Lock()
        self._worker: Worker | None = None

    def render(self, html: str) -> Rendering:
        """Print on the warm worker. Raises PdfError; the next document gets a fresh worker then."""
        with self._turn():
            try:
                worker = self._ready_worker()
                note, pdf = worker.render(html)
            except BaseException:
                # Even an interrupted thread: the next document must not get this one's answer.
                self._replace_worker()
                raise
            if worker.is_spent(note):
                self._replace_worker()
        error = note.pop("error")
        if error:
            logger.error("A document was not printed: %s", error)
            raise PdfError(NOT_PRINTED)
        return Rendering(pdf, **note)

    def warm_up(self) -> None:
        """Start the worker now. Raises PdfUnavailable."""
        with self._turn():
            self._ready_worker()

    def close(self) -> None:
        """End the worker when this process ends."""
        self._replace_worker()

    def forget(self) -> None:
        """After a fork: the worker belongs to the parent, and so may a held lock."""
        if self._worker is not None:
            self._worker.abandon()
        self._reset()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._lock.acquire(timeout=SECONDS_PER_DOCUMENT):
            raise PdfError(BUSY)
        try:
            yield
        finally:
            self._lock.release()

    def _ready_worker(self) -> Worker:
        if self._worker is not None and self._worker.process.poll() is not None:
            self._replace_worker()
        if self._worker is None:
            self._worker = Worker()
        return self._worker

    def _replace_worker(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.stop()


press = Press()
atexit.register(press.close)
os.register_at_fork(after_in_child=press.forget)
