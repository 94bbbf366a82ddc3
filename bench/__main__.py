"""`make bench`: every measurement of this directory against its budget, in one run.

A module takes part by offering `measurements()`: rows of (name, measured, budget). Figures that
depend on the machine are ratios to a bare counterpart timed in the same run.
"""

import os
import pkgutil
import sys
from importlib import import_module
from pathlib import Path

import django
from django.test.utils import setup_databases, teardown_databases

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")


def main() -> None:
    # Without setup_test_environment: its instrumented templates would be measured as well.
    django.setup()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        over = [row for name in module_names() for row in report(name)]
    finally:
        teardown_databases(databases, verbosity=0)
    if over:
        sys.exit("\nOver budget: " + "; ".join(over))


def module_names() -> list[str]:
    """The measuring modules of this directory, by name."""
    found = pkgutil.iter_modules([str(Path(__file__).parent)])
    return sorted(f"bench.{module.name}" for module in found if not module.name.startswith("_"))


def report(module_name: str) -> list[str]:
    """Print the rows of one module; return the names of those over budget."""
    measurements = getattr(import_module(module_name), "measurements", None)
    rows = measurements() if measurements else []
    for name, measured, budget in rows:
        word = "ok" if measured <= budget else "OVER"
        print(f"{name:<50} {measured:>10.2f}  of {budget:>8.2f}  {word}", flush=True)
    return [name for name, measured, budget in rows if measured > budget]


if __name__ == "__main__":
    main()
