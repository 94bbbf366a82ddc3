"""Is a PDF sound, open and passive? No script, form logic, embedded file or hidden archive."""

from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    PdfObject,
)

from core.inspection.trailing import refuse_trailing
from core.refusals import FileRefused

MOST_PAGES = 2000
MOST_OBJECTS = 200_000
MOST_FILTERS = 4
LONGEST_SIDE = 7200  # points: 100 inches

_ACTIVE_KEYS = {"/JS", "/JavaScript", "/XFA", "/EF", "/EmbeddedFiles", "/Collection", "/RichMedia"}
_ACTIVE_ACTIONS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition",
    "/Movie", "/Sound", "/RichMediaExecute", "/GoTo3DView",
}  # fmt: skip
_ACTIVE_TYPES = {"/EmbeddedFile", "/RichMedia", "/3D", "/Movie", "/Sound", "/Screen"}
_SAFE_ADDRESSES = ("http://", "https://", "mailto:", "tel:", "www.")
_ENDINGS = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)


def inspect_pdf(path: Path) -> int:
    """The number of pages; raises FileRefused."""
    content = path.read_bytes()
    if not content.startswith(b"%PDF-"):
        raise FileRefused("Nội dung không phải là PDF.", "wrong_content")
    refuse_trailing(content, b"%%EOF")
    try:
        with PdfReader(path) as reader:
            return _page_count(reader)
    except FileRefused:
        raise
    except (DependencyError, FileNotDecryptedError) as error:
        raise _encrypted() from error
    except LimitReachedError as error:
        raise FileRefused("PDF nén quá lớn khi mở ra.", "too_large") from error
    except _ENDINGS as error:
        raise FileRefused(
            "Tệp PDF bị hỏng hoặc chưa tải đủ. Hãy mở thử trên máy rồi lưu lại.", "damaged"
        ) from error


def _page_count(reader: PdfReader) -> int:
    if reader.is_encrypted:
        raise _encrypted()
    for found in _objects(reader):
        _refuse_active(found)
    pages = len(reader.pages)
    if not pages:
        raise FileRefused("Tệp PDF không có trang nào.", "damaged")
    if pages > MOST_PAGES:
        raise FileRefused(f"PDF có {pages} trang; tối đa {MOST_PAGES} trang.", "too_many_pages")
    for page in reader.pages:
        if max(abs(page.mediabox.width), abs(page.mediabox.height)) > LONGEST_SIDE:
            raise FileRefused("PDF có trang lớn hơn khổ giấy cho phép.", "page_size")
    return pages


def _encrypted() -> FileRefused:
    return FileRefused("PDF có mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.", "encrypted")


def _objects(reader: PdfReader) -> Iterator[PdfObject]:
    """The trailer and every object of the file, those inside object streams included."""
    numbers = {n for entries in reader.xref.values() for n in entries} | set(reader.xref_objStm)
    if len(numbers) > MOST_OBJECTS:
        raise FileRefused("PDF có cấu trúc quá phức tạp.", "too_large")
    yield reader.trailer
    for generation, entries in reader.xref.items():
        for number in entries:
            yield reader.get_object(IndirectObject(number, generation, reader)) or NullObject()
    for number in reader.xref_objStm:
        yield reader.get_object(IndirectObject(number, 0, reader)) or NullObject()


def _refuse_active(found: PdfObject) -> None:
    """Look through one object, without following references (they are objects of the list)."""
    waiting: list[PdfObject] = [found]
    while waiting:
        part = waiting.pop()
        if isinstance(part, DictionaryObject):
            _refuse_active_dictionary(part)
            waiting.extend(part.values())
        elif isinstance(part, ArrayObject):
            waiting.extend(part)


def _refuse_active_dictionary(part: DictionaryObject) -> None:
    values = [_value(part, key) for key in ("/S", "/Type", "/Subtype")]
    names = {str(name) for name in values if isinstance(name, NameObject)}
    if part.keys() & _ACTIVE_KEYS or names & (_ACTIVE_ACTIONS | _ACTIVE_TYPES):
        raise FileRefused(
            "PDF có mã chạy, biểu mẫu động hoặc tệp đính kèm bên trong. "
            "Hãy in ra PDF mới (Print to PDF) rồi tải lên lại.",
            "active_content",
        )
    address = _value(part, "/URI")
    if isinstance(address, str | bytes) and not _is_safe_address(address):
        raise FileRefused("PDF có liên kết không an toàn.", "active_content")
    filters = _value(part, "/Filter")
    if isinstance(filters, ArrayObject) and len(filters) > MOST_FILTERS:
        raise FileRefused("PDF nén nhiều lớp bất thường.", "too_large")


def _value(part: DictionaryObject, key: str) -> PdfObject | None:
    """The value itself: a name kept in an object of its own must not escape."""
    value = part.raw_get(key) if key in part else None
    return value.get_object() if isinstance(value, IndirectObject) else value


def _is_safe_address(address: str | bytes) -> bool:
    text = address.decode("latin-1") if isinstance(address, bytes) else str(address)
    scheme, colon, _ = text.strip().lower().partition(":")
    return not colon or text.strip().lower().startswith(_SAFE_ADDRESSES) or "/" in scheme
