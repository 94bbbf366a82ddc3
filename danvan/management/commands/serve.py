"""`manage.py serve`: bring the database up to date and start the web server."""

import hashlib
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command
from django.core.management.base import CommandParser

from organisation.demo_accounts import DEMO_PASSWORD, accounts_by_role

STAMP = ".collected"


class Command(BaseCommand):
    help = "Migrates, lays the demonstration into a new database, collects files, starts gunicorn."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default=os.environ.get("BIND") or "127.0.0.1")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))

    def handle(self, *, host: str, port: int, **options: object) -> None:
        require_free(host, port)
        Path(settings.VAR_DIR).mkdir(exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
        collect_static()
        self.lay_demonstration()
        self.stdout.write(f"\nDân vận khéo: http://localhost:{port}/   (Ctrl+C để dừng)\n\n")
        self.stdout.flush()
        start_server(host, port)

    def lay_demonstration(self) -> None:
        """Fill a database without people; later starts only print the accounts again."""
        if not settings.DEMO:
            return
        if not get_user_model().objects.exists():
            self.stdout.write("Laying out the demonstration district …")
            self.stdout.flush()
            call_command("demo", accounts=False, stdout=self.stdout)
        self.stdout.write("\n".join(account_lines()))


def account_lines() -> Iterator[str]:
    """The accounts to try, one line each, under the password that all of them share."""
    yield f"\nTài khoản dùng thử, mật khẩu chung: {DEMO_PASSWORD}"
    for group in accounts_by_role():
        for person in group.people:
            place = person.shown_unit  # type: ignore[attr-defined]
            yield f"  {person.username:<24} {group.label}: {person} ({place})"


def require_free(host: str, port: int) -> None:
    """Refuse a port that somebody listens on, with what to do about it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}). Stop the program that uses it, "
                f"or choose another port: make run PORT={port + 1}"
            ) from error


def collect_static() -> None:
    """Collect and compress static files when any of them has changed."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    fingerprint = static_fingerprint()
    if settings.DEBUG or (stamp.exists() and stamp.read_text() == fingerprint):
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(fingerprint)


def static_fingerprint() -> str:
    """Hash names, sizes and times of our files, and the versions of packages that bring theirs."""
    digest = hashlib.sha256((settings.BASE_DIR / "requirements" / "base.txt").read_bytes())
    for path in sorted((settings.BASE_DIR / "static").rglob("*")):
        state = path.stat()
        digest.update(f"{path}:{state.st_size}:{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def start_server(host: str, port: int) -> None:
    """Become gunicorn, so that Ctrl+C reaches it; its settings are in danvan/gunicorn.py."""
    environment = {"DANVAN_PUBLIC_URL": f"http://localhost:{port}", **os.environ}
    command = [sys.executable, "-m", "gunicorn", "--config", "python:danvan.gunicorn"]
    os.execve(sys.executable, [*command, "--bind", f"{host}:{port}"], environment)
