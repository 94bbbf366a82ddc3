"""Which files are taken in: kind, soundness, size, name and fingerprint, decided here.

The extension and the content must agree, the content is parsed in the sandbox, and the type we
store is ours whatever the browser said. Sources: OWASP ASVS V5.
"""

import hashlib
import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from core.file_names import clean_file_name, extension_of
from core.inspection.virus import VIRUS_TEST
from core.refusals import FileRefused
from core.sandbox import ChildFailed, run_child

logger = logging.getLogger(__name__)

MOST_BYTES = 20 * 1024 * 1024
KINDS = {"pdf": "pdf", "jpg": "jpeg", "jpeg": "jpeg", "png": "png", "docx": "docx", "xlsx": "xlsx"}
MIME_TYPES = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Value of the `accept` attribute of a file input.
ACCEPT = ",".join(f".{extension}" for extension in KINDS)

_SIGNATURES = {
    b"%PDF-": ("pdf",),
    b"\xff\xd8\xff": ("jpeg",),
    b"\x89PNG\r\n\x1a\n": ("png",),
    b"PK\x03\x04": ("docx", "xlsx"),
}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_CHUNK = 256 * 1024


@dataclass(frozen=True)
class Inspection:
    """What is known of a file that passed; `page_count` is None where pages have no meaning."""

    kind: str
    mime: str
    extension: str
    size: int  # bytes
    sha256: str  # hex
    page_count: int | None
    clean_name: str


@dataclass(frozen=True)
class MeasuredCopy:
    """An upload on disk: its size in bytes and its SHA-256 in hex."""

    path: Path
    size: int
    sha256: str


def inspect(file: IO[bytes], name: str, *, most_bytes: int = MOST_BYTES) -> Inspection:
    """Everything about an uploaded file worth keeping; raises FileRefused.

    Reads `file` from its start and leaves it there.
    """
    clean_name = clean_file_name(name)
    extension = extension_of(clean_name)
    kind = KINDS.get(extension)
    if kind is None:
        raise FileRefused(
            "Chỉ nhận tệp PDF, ảnh JPG hoặc PNG, Word (.docx) và Excel (.xlsx).", "extension"
        )
    with measured_copy(file, most_bytes) as copy:
        require_signature(copy.path, kind)
        found = look_inside("core.inspection.child", copy.path, {"kind": kind})
    mime, pages = MIME_TYPES[kind], found["page_count"]
    return Inspection(kind, mime, extension, copy.size, copy.sha256, pages, clean_name)


def look_inside(module: str, path: Path, arguments: dict) -> dict:
    """run_child for a person's file: a child that dies means that the file cannot be read."""
    try:
        return run_child(module, path, arguments=arguments)
    except ChildFailed as error:
        logger.warning("File refused because its parser died: %s", error)
        raise FileRefused(
            "Không đọc được tệp này. Hãy mở trên máy, lưu lại rồi thử lại.", "unreadable"
        ) from error


@contextmanager
def measured_copy(file: IO[bytes], most_bytes: int) -> Iterator[MeasuredCopy]:
    """The bytes of an upload on disk while the block runs, counted and hashed on the way.

    Refuses empty files, those over the limit and the virus scanners' test file.
    """
    with tempfile.NamedTemporaryFile(prefix="danvan-inspect-") as copy:
        digest, size, tail = hashlib.sha256(), 0, b""
        file.seek(0)
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            _refuse_chunk(tail + chunk, size, most_bytes)
            tail = chunk[-len(VIRUS_TEST) :]
            digest.update(chunk)
            copy.write(chunk)
        file.seek(0)
        copy.flush()
        if not size:
            raise FileRefused("Tệp rỗng (0 byte). Hãy kiểm tra lại tệp trên máy.", "empty")
        yield MeasuredCopy(Path(copy.name), size, digest.hexdigest())


def _refuse_chunk(chunk: bytes, size: int, most_bytes: int) -> None:
    if size > most_bytes:
        raise FileRefused(
            f"Tệp lớn hơn {most_bytes // (1024 * 1024)} MB. Hãy giảm dung lượng hoặc tách tệp.",
            "too_large",
        )
    if VIRUS_TEST in chunk:
        raise FileRefused("Tệp có mã độc.", "virus")


def require_signature(path: Path, kind: str) -> None:
    """Refuse a file that does not begin like its kind, naming what it looks like instead."""
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(_OLD_OFFICE):
        raise FileRefused(
            "Tệp Word, Excel kiểu cũ hoặc có mật khẩu. Hãy lưu lại thành .docx, .xlsx "
            "không mật khẩu.",
            "old_format",
        )
    found = next((k for mark, k in _SIGNATURES.items() if start.startswith(mark)), ())
    if kind in found:
        return
    looks_like = f" Nội dung giống tệp {' hoặc '.join(found)}." if found else ""
    raise FileRefused(
        f"Nội dung tệp không đúng với đuôi tệp ({kind}).{looks_like} Hãy chọn đúng tệp.",
        "wrong_content",
    )
