"""Is a Word or Excel file (.docx, .xlsx) sound and passive, with no part that hides another?"""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from zipfile import ZipFile, ZipInfo

from core.inspection.markup import MarkupError, check_markup, check_relationships
from core.inspection.virus import VIRUS_TEST
from core.inspection.zip_directory import UNREADABLE, damaged, open_archive
from core.refusals import FileRefused

_CHUNK = 64 * 1024
_CONTENT_TYPES = "[Content_Types].xml"
_MAIN_TYPES = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
}
_MACROS = re.compile(r"vbaproject|vbadata|macrosheets?/|dialogsheets/", re.IGNORECASE)
_EXTERNAL = re.compile(r"externallinks/|connections\.xml|querytables?/|xl/model/", re.IGNORECASE)
_EMBEDDED = re.compile(r"embeddings/|activex|oleobject|afchunk", re.IGNORECASE)
_ARCHIVE_STARTS = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF")


def inspect_package(path: Path, kind: str) -> None:
    """Raise FileRefused unless the file is a sound `kind` (docx or xlsx) without active parts."""
    with open_archive(path) as archive:
        members = archive.infolist()
        for member in members:
            _check_part_name(member.filename)
        try:
            _check_kind(archive, kind)
            for member in members:
                _check_part(archive, member, kind)
        except (*UNREADABLE, zlib.error, EOFError, MarkupError) as error:
            raise error if isinstance(error, FileRefused) else damaged() from error


def _check_part_name(name: str) -> None:
    if _MACROS.search(name):
        raise FileRefused(
            "Tệp có macro. Hãy lưu lại thành .docx hoặc .xlsx không có macro.", "macro"
        )
    if _EXTERNAL.search(name):
        raise FileRefused(
            "Tệp lấy dữ liệu từ tệp khác. Hãy ngắt liên kết (Break Links) rồi lưu lại.", "external"
        )
    if _EMBEDDED.search(name):
        raise FileRefused(
            "Tệp có đối tượng nhúng bên trong. Hãy lưu thành PDF rồi tải lên.", "embedded"
        )


def _check_kind(archive: ZipFile, kind: str) -> None:
    if _CONTENT_TYPES not in archive.namelist():
        raise FileRefused(f"Nội dung không phải là tệp .{kind}.", "wrong_content")
    content_types = archive.read(_CONTENT_TYPES)
    if b"macroEnabled" in content_types:
        raise FileRefused("Tệp có macro. Hãy lưu lại thành tệp không có macro.", "macro")
    if _MAIN_TYPES[kind] not in content_types:
        raise FileRefused(f"Nội dung không phải là tệp .{kind}.", "wrong_content")


def _check_part(archive: ZipFile, member: ZipInfo, kind: str) -> None:
    with archive.open(member) as part:
        chunks = _chunks(part)
        if member.filename.lower().endswith(".rels"):
            check_relationships(chunks)
        elif member.filename.lower().endswith(".xml"):
            check_markup(chunks, fields=kind == "docx")
        else:
            for _ in chunks:
                pass  # reading to the end compares size and checksum


def _chunks(part: IO[bytes]) -> Iterator[bytes]:
    """The unpacked part, piece by piece; refuses archives and programs inside."""
    tail = b""
    while chunk := part.read(_CHUNK):
        if not tail and chunk.startswith(_ARCHIVE_STARTS):
            raise FileRefused("Tệp có tệp khác giấu bên trong.", "embedded")
        if VIRUS_TEST in tail + chunk:
            raise FileRefused("Tệp có mã độc.", "virus")
        tail = chunk[-len(VIRUS_TEST) :]
        yield chunk
