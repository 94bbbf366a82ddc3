"""System packages: what is missing, and how to install it here. Standard library only."""

import ctypes
import glob
import os
import shutil
import subprocess

PDF_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}


def loads(library: str) -> bool:
    """Tell whether the shared library can be loaded."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_for_pdf() -> list[str]:
    """Return the Debian packages without which no PDF can be made."""
    return [package for library, package in PDF_LIBRARIES.items() if not loads(library)]


def missing_for_browser() -> list[str]:
    """Return the Debian packages without which the browser journeys cannot run."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    return [] if found else ["chromium"]


def missing_for_paper_checks() -> list[str]:
    """Return the Debian packages with which tests read the PDFs back."""
    return [] if shutil.which("pdftotext") else ["poppler-utils"]


def missing_postgres() -> list[str]:
    """Return the Debian package of the PostgreSQL server, unless one is there."""
    found = glob.glob("/usr/lib/postgresql/*/bin/initdb") or shutil.which("initdb")
    return [] if found else ["postgresql"]


def apt_prefix() -> list[str] | None:
    """Return how apt-get may be called here; None when it may not."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True).returncode == 0:
        return [sudo, "-n"]
    return None


def install(packages: list[str]) -> bool:
    """Install Debian packages when that is allowed; tell whether all of them are there now."""
    if not packages:
        return True
    prefix = apt_prefix()
    if prefix is None:
        return False
    print("Installing system packages:", *packages, flush=True)
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    subprocess.run([*apt, "update"])
    command = [*apt, "install", "-y", "--no-install-recommends", *packages]
    return subprocess.run(command, stdout=subprocess.DEVNULL).returncode == 0


def command_for(packages: list[str]) -> str:
    """Return what a person with the right to do so should type."""
    return "sudo apt-get install --no-install-recommends " + " ".join(packages)
