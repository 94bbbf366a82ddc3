"""What `make test` runs: nothing is left out, and one failure fails the whole."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / ".ci"))

import checks  # noqa: E402

OK = checks.Step("Good", ("ruff", "--version"))
BAD = checks.Step("Bad", ("ruff", "no-such-command"))


def databases(marker: tuple[str, ...]) -> list[str]:
    """The databases on which `full` runs the tests with this marker."""
    steps = [step for step in checks.FULL if set(marker) <= set(step.command)]
    return [step.environment.get("DANVAN_TEST_DB", "sqlite") for step in steps]


@pytest.mark.parametrize("marker", [checks.NO_BROWSER, checks.BROWSER])
def test_code_and_journeys_are_tested_on_both_databases(marker):
    assert databases(marker) == ["sqlite", "postgres"]


def test_only_the_look_of_pages_is_left_out_on_the_second_database():
    narrowed = [step for step in checks.FULL if any("/" in word for word in step.command)]

    assert [step.command[-1] for step in narrowed] == ["tests/journeys"]


@pytest.mark.parametrize("name", checks.SELECTIONS)
def test_every_program_is_installed(name):
    programs = {checks.command_line(step)[0] for step in checks.SELECTIONS[name]}

    assert [program for program in programs if not Path(program).exists()] == []


@pytest.mark.parametrize("steps", [(BAD, OK), (OK, BAD)])
def test_one_failed_step_fails_the_run_and_is_named(monkeypatch, capfd, steps):
    monkeypatch.setitem(checks.SELECTIONS, "full", steps)
    monkeypatch.setattr(sys, "argv", ["checks.py", "full"])

    with pytest.raises(SystemExit, match="Failed: Bad$"):
        checks.main()

    assert "── Good ──" in capfd.readouterr().out


def test_a_run_without_failure_ends_well(monkeypatch, capfd):
    monkeypatch.setitem(checks.SELECTIONS, "full", (OK,))
    monkeypatch.setattr(sys, "argv", ["checks.py", "full"])

    checks.main()

    assert "── Good ──" in capfd.readouterr().out


def test_continuous_integration_calls_make_test():
    assert (ROOT / ".ci" / "run").read_text().splitlines()[-1] == "exec make test"
