"""A sandbox child that does what a hostile file might make a parser do."""

import os
import socket
import sys
import time
from pathlib import Path

from core.refusals import FileRefused
from core.sandbox_child import MOST_ANSWER_BYTES, serve


def read(path):
    return {"text": path.read_text(encoding="utf-8")}


def refuse(_):
    raise FileRefused("Không nhận.", "test")


def crash(path):
    raise RuntimeError(path.read_text())


def abort(_):
    os.abort()


def exit(_):
    os._exit(3)


def say_nothing(_):
    os._exit(0)


def say_nonsense(_):
    Path("answer").write_text('{"result"')
    os._exit(0)


def fill_the_disk(_):
    return {"text": "x" * (MOST_ANSWER_BYTES + 1)}


def eat_memory(_):
    return {"length": len(bytearray(1024 * 1024 * 1024))}


def loop(_):
    while True:
        pass


def sleep(_):
    time.sleep(60)


def look_around(_):
    return {
        "environment": dict(os.environ),
        "directory": os.getcwd(),
        "django": "django" in sys.modules,
    }


def connect(path):
    """Try the parent's port; `isolated` says whether the kernel took the network away."""
    isolated = Path("/proc/self/net/route").read_text().count("\n") <= 1
    try:
        socket.create_connection(("127.0.0.1", int(path.read_text())), timeout=1).close()
    except OSError:
        return {"connected": False, "isolated": isolated}
    return {"connected": True, "isolated": isolated}


if __name__ == "__main__":
    serve(lambda path, act: globals()[act](path))
