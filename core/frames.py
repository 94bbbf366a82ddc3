"""Length-prefixed messages over pipes: binary-safe, one size header before each payload."""

import struct
from typing import IO

SIZE = struct.Struct(">Q")


def write_frame(stream: IO[bytes], payload: bytes) -> None:
    """Send one message whole and flush it."""
    stream.write(SIZE.pack(len(payload)))
    stream.write(payload)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The next message, or None when the other side has gone (even in mid-message)."""
    header = stream.read(SIZE.size)
    if len(header) < SIZE.size:
        return None
    (size,) = SIZE.unpack(header)
    payload = stream.read(size)
    return payload if len(payload) == size else None
