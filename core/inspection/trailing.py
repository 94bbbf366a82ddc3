"""Files that are two things at once: an archive or a page hidden behind a picture or a PDF."""

from core.refusals import FileRefused

MOST_TRAILING_BYTES = 1024
_ZIP_END = b"PK\x05\x06"
# The end record of an archive sits within its comment's length (64 KiB) of the end.
_ZIP_END_REACH = 66_000


def refuse_trailing(content: bytes, end_mark: bytes) -> None:
    """Refuse more than 1 KB behind the last `end_mark`, or an archive readable from the end."""
    end = content.rfind(end_mark)
    if end < 0:
        raise FileRefused("Tệp chưa tải đủ hoặc bị hỏng. Hãy tải lên lại.", "damaged")
    trailing = content[end + len(end_mark) :].strip(b"\0\r\n\t ")
    if len(trailing) > MOST_TRAILING_BYTES or _ZIP_END in content[-_ZIP_END_REACH:]:
        raise FileRefused(
            "Tệp có dữ liệu lạ ở cuối. Hãy mở tệp, lưu lại rồi tải lên.", "trailing_content"
        )
