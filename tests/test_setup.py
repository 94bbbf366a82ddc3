"""Set-up from a fresh clone: what it writes, what it says, what the lock files promise."""

import os
import re
import socket
import stat
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError

from danvan.management.commands import serve
from tests.factories import make_district, make_editor, make_unit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "requirements"))

import prepare  # noqa: E402
import system  # noqa: E402

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.fixture
def clone(tmp_path: Path, monkeypatch) -> Path:
    (tmp_path / ".env.example").write_text((ROOT / ".env.example").read_text())
    monkeypatch.setattr(prepare, "ROOT", tmp_path)
    return tmp_path


def test_the_first_start_writes_settings_for_a_demonstration(clone):
    prepare.write_env_file()

    lines = (clone / ".env").read_text().splitlines()
    assert "DANVAN_DEMO=true" in lines
    assert "DANVAN_HTTPS=false" in lines
    assert stat.S_IMODE((clone / ".env").stat().st_mode) == 0o600


def test_every_clone_gets_a_key_of_its_own(clone):
    keys = set()
    for _ in range(2):
        prepare.write_env_file()
        keys.add(re.search(r"^DANVAN_SECRET_KEY=(.{50,})$", (clone / ".env").read_text(), re.M)[1])
        (clone / ".env").unlink()

    assert len(keys) == 2


def test_settings_written_by_a_person_are_kept(clone):
    (clone / ".env").write_text("DANVAN_SECRET_KEY=mine\n")

    prepare.write_env_file()

    assert (clone / ".env").read_text() == "DANVAN_SECRET_KEY=mine\n"


@pytest.mark.parametrize("line", prepare.DEMONSTRATION)
def test_the_example_holds_every_line_that_is_replaced(line):
    assert line in (ROOT / ".env.example").read_text().splitlines()


def test_every_variable_that_the_code_reads_is_explained():
    code = "".join(path.read_text() for path in (ROOT / "danvan").glob("*.py"))
    named = set(re.findall(r'"(DANVAN_[A-Z_]+|DATABASE_URL)"', code))

    explained = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))

    assert named == explained


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_lock_files_pin_every_package_by_hash_and_name_no_host(lock):
    text = lock.read_text()
    packages = re.split(r"\n(?=[a-z0-9])", text.strip())

    assert [each for each in packages if "==" not in each or "--hash=sha256:" not in each] == []
    assert "://" not in text


def test_a_lock_is_installed_once(monkeypatch, tmp_path):
    calls = []
    done = subprocess.CompletedProcess([], 0)
    monkeypatch.setattr(prepare, "VENV", tmp_path)
    monkeypatch.setattr(prepare.subprocess, "run", lambda *_, **__: calls.append(1) or done)

    prepare.install_lock("base")
    prepare.install_lock("base")

    assert calls == [1]


def test_without_the_right_to_install_the_exact_command_is_printed(monkeypatch, capsys):
    monkeypatch.setattr(system, "apt_prefix", lambda: None)
    monkeypatch.setattr(system, "loads", lambda library: False)

    prepare.offer_pdf_libraries()

    command = "sudo apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0"
    assert f"{command} libharfbuzz-subset0" in capsys.readouterr().out


def test_a_missing_browser_stops_the_tests_with_the_exact_command(monkeypatch):
    monkeypatch.setattr(system, "apt_prefix", lambda: None)
    monkeypatch.setattr(system, "missing_for_browser", lambda: ["chromium"])

    with pytest.raises(SystemExit, match="sudo apt-get install .*chromium"):
        prepare.require_test_programs()


def test_postgres_comes_from_the_lock_when_it_cannot_be_installed(monkeypatch):
    installed = []
    monkeypatch.setattr(system, "install", lambda packages: packages != ["postgresql"])
    monkeypatch.setattr(system, "missing_postgres", lambda: ["postgresql"])
    monkeypatch.setattr(prepare, "install_lock", installed.append)

    prepare.require_test_programs()

    assert installed == ["postgres"]


def test_a_busy_port_is_named_with_another_to_try():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CommandError, match=rf"Port {port} .*make run PORT={port + 1}"):
            serve.require_free("127.0.0.1", port)


def test_the_server_becomes_gunicorn_with_the_address_for_paper(monkeypatch):
    calls = []
    monkeypatch.setattr(serve.os, "execve", lambda *call: calls.append(call))
    monkeypatch.delenv("DANVAN_PUBLIC_URL", raising=False)

    serve.start_server("127.0.0.1", 9000)

    program, command, environment = calls[0]
    assert program == sys.executable
    assert command[-2:] == ["--bind", "127.0.0.1:9000"]
    assert environment["DANVAN_PUBLIC_URL"] == "http://localhost:9000"


@pytest.mark.django_db
def test_the_demonstration_is_laid_once_and_its_accounts_printed_each_time(monkeypatch, settings):
    settings.DEMO = True
    laid, shown = [], StringIO()

    def lay(command: str, **options: object) -> None:
        laid.append(make_editor(make_unit(make_district())))

    monkeypatch.setattr(serve, "call_command", lay)

    for _ in range(2):
        serve.Command(stdout=shown).lay_demonstration()

    assert len(laid) == 1
    assert shown.getvalue().count(f"  {laid[0].username}") == 2


def test_gunicorn_accepts_its_settings():
    command = [sys.executable, "-m", "gunicorn", "--config", "python:danvan.gunicorn"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}

    result = subprocess.run(
        [*command, "--check-config"], cwd=ROOT, env=environment, capture_output=True, text=True
    )

    assert result.returncode == 0, result.stderr
