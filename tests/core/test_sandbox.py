"""Whatever happens to the child, the parent lives and says so."""

import os
import resource
import socket

import pytest

from core import sandbox
from core.refusals import FileRefused
from core.sandbox import ChildFailed, run_child

MODULE = "tests.core.misbehaving_child"


def run(act, payload=b"", **limits):
    return run_child(MODULE, payload, arguments={"act": act}, **limits)


def test_the_child_answers_with_what_it_read():
    assert run("read", "tệp".encode()) == {"text": "tệp"}


def test_a_file_on_disk_is_handed_over_by_its_path(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    assert run("read", tmp_path / "a") == {"text": "abc"}


def test_a_refusal_crosses_over_with_its_message_and_code():
    with pytest.raises(FileRefused, match="Không nhận.") as caught:
        run("refuse")
    assert caught.value.code == "test"


@pytest.mark.parametrize(
    "act", ["crash", "abort", "exit", "say_nothing", "say_nonsense", "fill_the_disk"]
)
def test_a_child_that_dies_or_says_nothing_has_failed(act):
    with pytest.raises(ChildFailed):
        run(act)


def test_a_child_that_wants_too_much_memory_dies_alone():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ChildFailed):
        run("eat_memory", memory_bytes=256 * 1024 * 1024)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 32 * 1024  # KiB


def test_a_child_that_computes_for_ever_is_stopped():
    with pytest.raises(ChildFailed):
        run("loop", seconds=1)


def test_a_child_that_sleeps_is_ended_with_all_it_started(monkeypatch):
    monkeypatch.setattr(sandbox, "WALL_CLOCK_FACTOR", 0.5)
    with pytest.raises(ChildFailed, match="more than"):
        run("sleep", seconds=1)


def test_the_child_knows_nothing_of_our_environment(monkeypatch):
    monkeypatch.setenv("DANVAN_SECRET_KEY", "secret")
    seen = run("look_around")
    assert "secret" not in str(seen["environment"])
    assert seen["django"] is False
    assert os.path.basename(seen["directory"]).startswith("danvan-child-")
    assert not os.path.exists(seen["directory"])


def test_the_child_reaches_no_network():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1]).encode()
        answer = run("connect", port)
    assert answer["isolated"] is False or answer["connected"] is False


def test_the_log_of_a_dead_child_is_one_line(caplog):
    with pytest.raises(ChildFailed):
        run("crash", b"a\nforged line")
    assert "forged" in caplog.text
    assert all("\n" not in record.getMessage() for record in caplog.records)
