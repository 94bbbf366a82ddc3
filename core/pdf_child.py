"""One child process that prints (core.pdf_worker), its limits, and what can go wrong with it."""

import json
import os
import select
import signal
import subprocess
import sys
from contextlib import suppress
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


class PdfError(Exception):
    """The document could not be printed; the text is for the person who asked for it."""


class PdfUnavailable(PdfError):
    """This server cannot print at all; the text says what to install."""


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
