"""The warm printing worker of this process, and the queue before it.

One per server process, used by one thread at a time. It is replaced after some documents, when it
grows, dies or hangs, and in a forked process, which must start its own.
"""

import atexit
import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from core import pdf_child
from core.pdf_child import NOT_PRINTED, PdfError, Worker

BUSY = "Nhiều người đang in cùng lúc. Hãy thử lại sau ít phút."

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rendering:
    """A printed document with what it cost the worker."""

    pdf: bytes
    warnings: list[str]
    cpu_seconds: float
    memory_bytes: int
    peak_bytes: int


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
        if not self._lock.acquire(timeout=pdf_child.SECONDS_PER_DOCUMENT):
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
