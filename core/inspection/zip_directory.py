"""The directory of a zip archive, judged before anything in it is unpacked."""

import stat
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from core.refusals import FileRefused

MOST_MEMBERS = 500
MOST_UNPACKED_BYTES = 100 * 1024 * 1024
MOST_RATIO = 100
# Small members may be all zeros (printer settings); a bomb needs size.
_RATIO_MATTERS_FROM = 1024 * 1024
_END_RECORD = b"PK\x05\x06"
_END_REACH = 66_000
_LOCAL_HEADER_BYTES = 30
_ENCRYPTED_FLAG = 0x1
UNREADABLE = (BadZipFile, LargeZipFile, NotImplementedError, OSError, ValueError, struct.error)


@contextmanager
def open_archive(path: Path) -> Iterator[ZipFile]:
    """The archive, its directory checked; raises FileRefused."""
    _refuse_many_members(path)
    try:
        archive = ZipFile(path)
    except UNREADABLE as error:
        raise damaged() from error
    with archive:
        _check_directory(archive.infolist(), archive.start_dir)
        yield archive


def damaged() -> FileRefused:
    """The refusal of an archive that contradicts itself or breaks off."""
    return FileRefused("Tệp bị hỏng hoặc chưa tải đủ. Hãy mở thử trên máy rồi lưu lại.", "damaged")


def _refuse_many_members(path: Path) -> None:
    """Read the count from the end record: building a million entries would itself be a bomb."""
    with path.open("rb") as file:
        start = file.read(4)
        file.seek(max(0, path.stat().st_size - _END_REACH))
        tail = file.read()
    end = tail.rfind(_END_RECORD)
    if start != b"PK\x03\x04" or end < 0 or len(tail) < end + 22:
        raise damaged()
    count = int.from_bytes(tail[end + 10 : end + 12], "little")
    directory_bytes = int.from_bytes(tail[end + 12 : end + 16], "little")
    if count > MOST_MEMBERS or directory_bytes > MOST_MEMBERS * 1024:
        raise FileRefused("Tệp có quá nhiều thành phần bên trong.", "too_many_members")


def _check_directory(members: list[ZipInfo], directory_start: int) -> None:
    if len({member.filename.lower() for member in members}) < len(members):
        raise damaged()
    for member in members:
        _check_member(member)
    if sum(member.file_size for member in members) > MOST_UNPACKED_BYTES:
        raise _too_large()
    _refuse_overlap(members, directory_start)


def _check_member(member: ZipInfo) -> None:
    if member.flag_bits & _ENCRYPTED_FLAG:
        raise FileRefused("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.", "encrypted")
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise damaged()
    if _is_unsafe_name(member.orig_filename) or stat.S_ISLNK(member.external_attr >> 16):
        raise FileRefused("Tệp có đường dẫn bất thường bên trong.", "unsafe_path")
    packed = max(member.compress_size, 1)
    if member.file_size > _RATIO_MATTERS_FROM and member.file_size / packed > MOST_RATIO:
        raise _too_large()


def _is_unsafe_name(name: str) -> bool:
    parts = name.split("/")
    return ".." in parts or name.startswith("/") or any(char in name for char in "\\:\0")


def _refuse_overlap(members: list[ZipInfo], directory_start: int) -> None:
    """Members must lie one after another from the first byte to the directory."""
    position = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < position or (position == 0 and member.header_offset):
            raise FileRefused("Tệp có các thành phần chồng lên nhau.", "overlap")
        name_bytes = len(member.orig_filename.encode())
        size = _LOCAL_HEADER_BYTES + name_bytes + member.compress_size
        position = member.header_offset + size
    if position > directory_start:
        raise FileRefused("Tệp có các thành phần chồng lên nhau.", "overlap")


def _too_large() -> FileRefused:
    limit = MOST_UNPACKED_BYTES // (1024 * 1024)
    return FileRefused(f"Tệp quá lớn khi mở ra: tối đa {limit} MB.", "too_large")
