"""A web server of our own over the test's database: started, asked, killed in mid-sentence."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client

from organisation.models import User
from tests.postgres import free_port

TOKEN = "c" * 32


@dataclass
class Server:
    """Gunicorn with two workers, as `make run` starts it."""

    port: int
    process: subprocess.Popen

    def kill(self) -> None:
        """End master and workers at once, as a power cut does."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass(frozen=True)
class Visitor:
    """Somebody who has logged in; sends one request per connection."""

    session: str

    @classmethod
    def of(cls, person: User) -> "Visitor":
        """A new session of that person."""
        client = Client()
        client.force_login(person)
        return cls(client.cookies[settings.SESSION_COOKIE_NAME].value)

    def post(self, server: Server, path: str, **fields: object) -> str:
        """Send a form; returns where the answer leads. Raises OSError without an answer."""
        headers = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={self.session}; "
                      f"{settings.CSRF_COOKIE_NAME}={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": TOKEN,
        }  # fmt: skip
        line = HTTPConnection("localhost", server.port, timeout=30)
        with contextlib.closing(line):
            line.request("POST", path, urlencode(fields), headers)
            answer = line.getresponse()
            assert answer.status == 302, answer.status
            return answer.headers["Location"]


def start() -> Server:
    """Start a server and wait until it answers."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "python:danvan.gunicorn"]
    process = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}"], env=environment(), cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    server = Server(port, process)
    wait_for(server)
    return server


def environment() -> dict[str, str]:
    """The program's own settings over the database and the files of this test."""
    place = connection.settings_dict
    address = f"sqlite:///{place['NAME']}"
    if connection.vendor == "postgresql":
        address = f"postgres://{place['USER']}@{place['HOST']}:{place['PORT']}/{place['NAME']}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "danvan.settings",
        "DATABASE_URL": address,
        "DANVAN_MEDIA_ROOT": str(settings.MEDIA_ROOT),
    }


def wait_for(server: Server, seconds: float = 60) -> None:
    """Wait until the server takes requests."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            line = HTTPConnection("localhost", server.port, timeout=30)
            with contextlib.closing(line):
                line.request("GET", "/healthz")
                if line.getresponse().status == 200:
                    return
        assert server.process.poll() is None, "The server ended by itself."
        time.sleep(0.1)
    raise AssertionError("The server did not answer.")
