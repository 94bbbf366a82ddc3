"""Is a picture whole and of a size that any program can open?"""

import warnings
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from core.inspection.trailing import refuse_trailing
from core.refusals import FileRefused

MOST_PIXELS = 40_000_000
_END_MARKS = {"jpeg": b"\xff\xd9", "png": b"IEND\xaeB`\x82"}
_ENDINGS = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError)


def inspect_image(path: Path, kind: str) -> None:
    """Raise FileRefused unless the whole picture (`kind` jpeg or png) can be read."""
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
    try:
        _refuse_too_many_pixels(path, kind)
        _read_whole(path, kind)
    except UnidentifiedImageError as error:
        raise FileRefused(f"Nội dung không phải là ảnh {kind.upper()}.", "wrong_content") from error
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except FileRefused:
        raise
    except _ENDINGS as error:
        raise FileRefused(
            "Ảnh bị hỏng hoặc chưa tải đủ. Hãy mở thử trên máy rồi tải lên lại.", "damaged"
        ) from error
    refuse_trailing(path.read_bytes(), _END_MARKS[kind])


def _refuse_too_many_pixels(path: Path, kind: str) -> None:
    with Image.open(path, formats=[kind.upper()]) as image:
        if image.width * image.height > MOST_PIXELS:
            raise _too_many_pixels()
        if kind == "png" and getattr(image, "is_animated", False):
            raise FileRefused("Không nhận ảnh động. Hãy tải lên ảnh tĩnh.", "animated")
        image.verify()


def _read_whole(path: Path, kind: str) -> None:
    with Image.open(path, formats=[kind.upper()]) as image:
        image.load()


def _too_many_pixels() -> FileRefused:
    return FileRefused(
        f"Ảnh quá lớn: tối đa {MOST_PIXELS // 1_000_000} triệu điểm ảnh. Hãy thu nhỏ ảnh.",
        "too_many_pixels",
    )
