"""Files kept under their SHA-256: the same bytes once, whole or not at all.

A file is written beside its place, forced to disk, then renamed: readers never see half a file,
and a full disk leaves nothing behind. Who may read which file is decided by whoever serves it.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import IO

from django.core.files.storage import default_storage
from django.utils import timezone

_CHUNK = 256 * 1024
_SHA256 = re.compile(r"[0-9a-f]{64}")


class HashMismatch(ValueError):
    """The bytes are not those of the fingerprint they came with."""


def storage_name(sha256: str) -> str:
    """Where a file lies below the media directory: ab/abcdef…; refuses anything but a hash."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError("not a SHA-256 in lower-case hex")
    return f"{sha256[:2]}/{sha256}"


def store_content_addressed(file: IO[bytes], sha256: str) -> str:
    """Keep the bytes of `file` (read from its start) and return their storage name.

    Storing the same bytes again changes nothing. Raises HashMismatch, or OSError (disk full),
    after which no part of the file remains.
    """
    name = storage_name(sha256)
    place = Path(default_storage.path(name))
    if place.exists():
        return name
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as target:
            _copy(file, target, sha256)
        Path(temporary).chmod(0o440)
        os.replace(temporary, place)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
    _sync_directory(place.parent)
    return name


def open_stored(sha256: str) -> IO[bytes]:
    """The stored bytes, open for reading; raises FileNotFoundError."""
    return default_storage.open(storage_name(sha256), "rb")


def stored_names() -> Iterator[str]:
    """The fingerprint of every stored file: who compares them with the rows finds orphans."""
    root = Path(default_storage.path(""))
    for place in sorted(root.glob("??/*")):
        if _SHA256.fullmatch(place.name) and place.parent.name == place.name[:2]:
            yield place.name


def stored_problems(fingerprints: Iterable[str]) -> Iterator[str]:
    """One line for each stored file that is gone or whose bytes have changed."""
    for sha256 in fingerprints:
        try:
            with open_stored(sha256) as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
        except FileNotFoundError:
            yield f"stored file {sha256} is missing"
        else:
            if found != sha256:
                yield f"stored file {sha256} was changed"


def _copy(file: IO[bytes], target: IO[bytes], sha256: str) -> None:
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
        target.write(chunk)
    if digest.hexdigest() != sha256:
        raise HashMismatch(f"expected {sha256}, got {digest.hexdigest()}")
    target.flush()
    os.fsync(target.fileno())


def _sync_directory(directory: Path) -> None:
    """Make the rename itself survive a power cut."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def orphans(known: set[str], *, older_than: timedelta = timedelta(hours=24)) -> Iterator[str]:
    """One line for each stored file that no row names; younger ones may be waiting for theirs."""
    latest = timezone.now() - older_than
    for sha256 in stored_names():
        if sha256 not in known and default_storage.get_modified_time(storage_name(sha256)) < latest:
            yield f"stored file {sha256} belongs to no row"
