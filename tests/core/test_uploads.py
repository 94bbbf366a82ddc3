"""Files under their fingerprint: whole, once, or not at all."""

import errno
import hashlib
import io
import os
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from core import uploads
from core.uploads import (
    HashMismatch,
    open_stored,
    orphans,
    storage_name,
    store_content_addressed,
    stored_names,
    stored_problems,
)

CONTENT = b"minh chung" * 100_000
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "media")},
        },
    }
    return tmp_path / "media"


def files_in(directory):
    return sorted(place.name for place in directory.rglob("*") if place.is_file())


def test_bytes_are_kept_under_their_hash(media):
    file = io.BytesIO(CONTENT)
    file.seek(7)

    name = store_content_addressed(file, SHA256)

    assert name == f"{SHA256[:2]}/{SHA256}"
    assert (media / name).read_bytes() == CONTENT
    with open_stored(SHA256) as stored:
        assert stored.read() == CONTENT


def test_the_same_bytes_are_kept_once(media):
    for _ in range(3):
        store_content_addressed(io.BytesIO(CONTENT), SHA256)
    assert files_in(media) == [SHA256]
    assert list(stored_names()) == [SHA256]


def test_bytes_that_do_not_fit_their_hash_leave_nothing(media):
    with pytest.raises(HashMismatch):
        store_content_addressed(io.BytesIO(b"other"), SHA256)
    assert files_in(media) == []


@pytest.mark.parametrize("broken", ["fsync", "replace"])
def test_a_full_disk_leaves_nothing(media, monkeypatch, broken):
    def no_space(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(uploads.os, broken, no_space)
    with pytest.raises(OSError, match="No space"):
        store_content_addressed(io.BytesIO(CONTENT), SHA256)
    assert files_in(media) == []


def test_an_aborted_upload_leaves_nothing(media):
    class Aborted(io.BytesIO):
        def read(self, size=-1):
            if self.tell():
                raise ConnectionResetError
            return super().read(size)

    with pytest.raises(ConnectionResetError):
        store_content_addressed(Aborted(CONTENT), SHA256)
    assert files_in(media) == []


@pytest.mark.parametrize("sha256", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_only_a_hash_is_a_name(sha256):
    with pytest.raises(ValueError, match="SHA-256"):
        storage_name(sha256)


def test_a_missing_file_is_not_found():
    with pytest.raises(FileNotFoundError):
        open_stored(SHA256)


def test_stored_names_pass_over_unfinished_and_foreign_files(media):
    name = store_content_addressed(io.BytesIO(CONTENT), SHA256)
    Path(default_storage.path(name)).with_name(".part-x").write_bytes(b"x")
    (media / "ab").mkdir(exist_ok=True)
    (media / "ab" / "readme").write_bytes(b"x")
    assert list(stored_names()) == [SHA256]


def test_only_files_that_nobody_names_for_a_day_are_orphans(media):
    name = store_content_addressed(io.BytesIO(CONTENT), SHA256)
    assert list(orphans(set())) == []

    os.utime(default_storage.path(name), (0, 0))

    assert list(orphans(set())) == [f"stored file {SHA256} belongs to no row"]
    assert list(orphans({SHA256})) == []


def test_a_stored_file_is_not_writable(media):
    name = store_content_addressed(io.BytesIO(CONTENT), SHA256)
    assert os.stat(media / name).st_mode & 0o777 == 0o440


def test_stored_problems_name_files_that_are_gone_or_changed(media):
    names = {}
    for content in (b"whole", b"changed", b"gone"):
        names[content] = hashlib.sha256(content).hexdigest()
        store_content_addressed(io.BytesIO(content), names[content])
    changed = media / storage_name(names[b"changed"])
    changed.chmod(0o640)
    changed.write_bytes(b"other")
    (media / storage_name(names[b"gone"])).unlink()

    assert list(stored_problems(names.values())) == [
        f"stored file {names[b'changed']} was changed",
        f"stored file {names[b'gone']} is missing",
    ]
