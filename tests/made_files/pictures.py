"""Pictures, sound and damaged."""

import io
import struct
import zlib

from PIL import Image

MIB = 1024 * 1024
PICTURE_SIZE = (64, 48)


def picture(kind: str, size: tuple[int, int] = PICTURE_SIZE, **options) -> bytes:
    output = io.BytesIO()
    Image.new("RGB", size, (180, 30, 30)).save(output, kind, **options)
    return output.getvalue()


def png_of_zeros(side: int) -> bytes:
    """A tiny PNG that unpacks to side × side grey pixels."""
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(side + 1)) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*chunk) for chunk in chunks)


def png_chunk(kind: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + checksum


def animated_png() -> bytes:
    frames = [Image.new("RGB", PICTURE_SIZE, colour) for colour in ("red", "green")]
    output = io.BytesIO()
    frames[0].save(output, "PNG", save_all=True, append_images=frames[1:])
    return output.getvalue()


def flipped(content: bytes, position: int) -> bytes:
    return content[:position] + bytes([content[position] ^ 0xFF]) + content[position + 1 :]
