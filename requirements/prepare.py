"""Prepare a fresh clone: `prepare.py base` for running, `prepare.py test` for testing too.

Standard library only, since it runs before anything is installed. A second call does nothing but
compare: each lock file leaves its hash in .venv, and system packages are asked for by use.
"""

import hashlib
import importlib.util
import secrets
import subprocess
import sys
from pathlib import Path

import system

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST_PYTHON = (3, 11)

DEMONSTRATION = {
    "DANVAN_SECRET_KEY=": "DANVAN_SECRET_KEY={key}",
    "#DANVAN_DEMO=false": "DANVAN_DEMO=true",
    "#DANVAN_HTTPS=true": "DANVAN_HTTPS=false",
    # Left to `manage.py serve`, which knows the port.
    "DANVAN_PUBLIC_URL=http://localhost:8000": "#DANVAN_PUBLIC_URL=http://localhost:8000",
}


def main() -> None:
    purpose = sys.argv[1] if len(sys.argv) > 1 else "base"
    make_venv()
    install_lock(purpose)
    write_env_file()
    offer_pdf_libraries()
    if purpose == "test":
        require_test_programs()


def make_venv() -> None:
    """Create .venv; Debian keeps the means for that in a package of its own."""
    if sys.version_info < OLDEST_PYTHON:
        stop(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    if PYTHON.exists():
        return
    version = f"python3.{sys.version_info.minor}-venv"
    if not importlib.util.find_spec("ensurepip") and not system.install([version]):
        stop(f"Python cannot make a virtual environment. Run: {system.command_for([version])}")
    print("Creating .venv …", flush=True)
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)


def install_lock(name: str) -> None:
    """Install requirements/<name>.txt unless exactly this file was installed before."""
    lock = ROOT / "requirements" / f"{name}.txt"
    stamp = VENV / f".installed-{name}"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    print(f"Installing requirements/{name}.txt …", flush=True)
    command = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    if subprocess.run([*command, "--require-hashes", "-r", lock]).returncode:
        stop(f"The packages of requirements/{name}.txt could not be installed (see above).")
    stamp.write_text(digest)


def write_env_file() -> None:
    """Write the .env of a demonstration on this machine, once, with a key of its own."""
    target = ROOT / ".env"
    if target.exists():
        return
    text = (ROOT / ".env.example").read_text()
    for line, replacement in DEMONSTRATION.items():
        text = text.replace(f"\n{line}\n", f"\n{replacement}\n")
    target.touch(mode=0o600)
    target.write_text(text.format(key=secrets.token_urlsafe(50)))


def offer_pdf_libraries() -> None:
    """Install what PDFs need; without it everything else still works."""
    missing = system.missing_for_pdf()
    if not system.install(missing):
        print("PDF documents are switched off until this has been run:")
        print("   ", system.command_for(missing), flush=True)


def require_test_programs() -> None:
    """Install what the tests drive; a test run without it would prove less than it says."""
    missing = system.missing_for_pdf() + system.missing_for_browser()
    missing += system.missing_for_paper_checks()
    if not system.install(missing):
        stop(f"The tests need more system packages. Run: {system.command_for(missing)}")
    if not system.install(system.missing_postgres()):
        install_lock("postgres")


def stop(message: str) -> None:
    """End with one sentence instead of a traceback."""
    sys.exit(f"\n{message}")


if __name__ == "__main__":
    main()
