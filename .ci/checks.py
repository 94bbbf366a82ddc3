"""Everything that must hold before a change lands: `checks.py lint | fast | full`.

Runs with the Python of .venv, all steps even after a failure, and ends non-zero if any failed. On
success the last line is pytest's own summary.
"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

PRODUCTION = {
    "DANVAN_SECRET_KEY": "a-key-for-checking-only-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "DANVAN_DEBUG": "false",
    "DANVAN_DEMO": "false",
    "DANVAN_HTTPS": "true",
    "DANVAN_ALLOWED_HOSTS": "danvan.example.vn",
    "DANVAN_PUBLIC_URL": "https://danvan.example.vn",
    "DATABASE_URL": "sqlite://:memory:",
}
POSTGRES = {"DANVAN_TEST_DB": "postgres"}
THOROUGH = {"HYPOTHESIS_PROFILE": "ci"}
NO_BROWSER = ("-m", "not browser")
BROWSER = ("-m", "browser")
TWO = ("-n", "2")


@dataclass(frozen=True)
class Step:
    """One command of .venv/bin, with what it needs in its environment."""

    title: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)


LINT = (
    Step("Layout of the code", ("ruff", "format", "--check", ".")),
    Step("Rules of the code", ("ruff", "check", ".")),
    Step("Layers", ("lint-imports",)),
    Step("Layout of the templates", ("djade", "--check")),
    Step("Types", ("mypy",)),
    Step("Migrations match the models", ("manage.py", "makemigrations", "--check"), PRODUCTION),
    Step(
        "Production settings",
        ("manage.py", "check", "--deploy", "--fail-level", "WARNING"),
        PRODUCTION,
    ),
)
FAST = (*LINT, Step("Tests on SQLite", ("pytest", *TWO, "-m", "not browser and not slow")))
FULL = (
    *LINT,
    Step("Tests on SQLite", ("pytest", *TWO, *NO_BROWSER), THOROUGH),
    Step("Tests on PostgreSQL", ("pytest", *TWO, *NO_BROWSER), POSTGRES),
    Step("Journeys and pages in the browser on SQLite", ("pytest", *TWO, *BROWSER)),
    # How pages look does not depend on the database: only whole stories are told on both.
    Step("Journeys on PostgreSQL", ("pytest", *TWO, *BROWSER, "tests/journeys"), POSTGRES),
)
SELECTIONS = {"lint": LINT, "fast": FAST, "full": FULL}


def main() -> None:
    failed = [step.title for step in SELECTIONS[sys.argv[1]] if not passes(step)]
    if failed:
        sys.exit("\nFailed: " + "; ".join(failed))


def passes(step: Step) -> bool:
    """Run one step with its output on screen; tell whether it succeeded."""
    print(f"\n── {step.title} ──", flush=True)
    started = time.monotonic()
    result = subprocess.run(
        command_line(step), cwd=ROOT, env={**os.environ, **step.environment}, check=False
    )
    if step.command[0] != "pytest":  # pytest tells its own time, and has the last word
        print(f"   {time.monotonic() - started:.1f} s", flush=True)
    return result.returncode == 0


def command_line(step: Step) -> list[str]:
    """Return the full command; djade wants the names of the templates."""
    program, *rest = step.command
    if program == "manage.py":
        return [sys.executable, "manage.py", *rest]
    if program == "djade":
        rest += sorted(str(path) for path in (ROOT / "templates").rglob("*.html"))
    return [str(BIN / program), *rest]


if __name__ == "__main__":
    main()
