"""PDF files, written by hand so that no library smooths anything over."""

import struct
import zlib

MIB = 1024 * 1024


def pdf(*objects: bytes, catalog: bytes = b"", page: bytes = b"", pages: int = 1) -> bytes:
    """A sound PDF; `objects` are numbered from 10; `catalog` and `page` extend those two."""
    kids = b"3 0 R " * pages
    body = {
        1: b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        2: b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % pages,
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] " + page + b" >>",
    } | dict(enumerate(objects, start=10))
    return assembled_pdf(body)


def assembled_pdf(body: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """Objects by number, with the cross-reference table they need."""
    content, offsets = b"%PDF-1.7\n", {}
    for number, text in body.items():
        offsets[number] = len(content)
        content += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    start = len(content)
    entries = b"".join(b"%d 1\n%010d 00000 n \n" % (n, at) for n, at in offsets.items())
    size = max(body) + 1
    return content + (
        b"xref\n0 1\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (entries, size, trailer, start)
    )


def pdf_stream(dictionary: bytes, content: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (dictionary, len(content), content)


def pdf_with_object_stream(hidden: bytes, padding: int = 0) -> bytes:
    """A PDF 1.5 whose object 10 lies compressed in an object stream."""
    packed = zlib.compress(b"10 0 " + hidden + b" " * padding)
    body = {
        1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction 10 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        5: pdf_stream(b"/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode", packed),
    }
    content, offsets = b"%PDF-1.7\n", {}
    for number, text in body.items():
        offsets[number] = len(content)
        content += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    entries = {0: (0, 0, 65535), 10: (2, 5, 0), 11: (1, len(content), 0)}
    entries |= {number: (1, at, 0) for number, at in offsets.items()}
    rows = b"".join(struct.pack(">BIH", *entries.get(n, (0, 0, 0))) for n in range(12))
    xref = pdf_stream(b"/Type /XRef /Size 12 /W [1 4 2] /Root 1 0 R", rows)
    return content + b"11 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (xref, len(content))


def signed_then_altered_pdf() -> bytes:
    """An incremental update behind the first end mark, as signing programs and editors write it."""
    first = pdf()
    start = len(first) + 1
    update = (
        b"\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate 90 >>\nendobj\n"
    )
    table = b"xref\n3 1\n%010d 00000 n \n" % start
    previous = first.rindex(b"xref\n0 1")
    return (
        first
        + update
        + table
        + b"trailer\n<< /Size 4 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
        % (previous, len(first) + len(update))
    )


def encrypted_pdf(version: int, revision: int) -> bytes:
    """A PDF that says it is encrypted: 1, 2 is RC4, 5, 6 is AES-256."""
    dictionary = b"<< /Filter /Standard /V %d /R %d /P -4 /Length 128 " % (version, revision)
    keys = (b"/O", b"/U", b"/OE", b"/UE", b"/Perms")
    dictionary += b" ".join(key + b" <" + b"41" * 48 + b">" for key in keys) + b" >>"
    trailer = b"/Encrypt 9 0 R /ID [<41> <41>]"
    pages = b"<< /Type /Pages /Kids [] /Count 0 >>"
    return assembled_pdf(
        {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: pages, 9: dictionary}, trailer
    )


def pdf_page_loop() -> bytes:
    return assembled_pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1 >>",
        }
    )
