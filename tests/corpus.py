"""Hostile and broken files, generated when a test asks for them (made_files); none is stored.

EVIDENCE lists what must happen to each as an uploaded file: the code of the refusal, or None when
it is taken. SPREADSHEETS does the same for files read as a table.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass

from core.inspection.virus import VIRUS_TEST
from tests.made_files.packages import (
    archive,
    billion_laughs,
    docx,
    encrypted_member,
    lying_directory,
    overlapping_members,
    row,
    strange_compression,
    symbolic_link,
    whitespace_bomb,
    with_document_type,
    word_field,
    xlsx,
)
from tests.made_files.pdfs import (
    encrypted_pdf,
    pdf,
    pdf_page_loop,
    pdf_stream,
    pdf_with_object_stream,
    signed_then_altered_pdf,
)
from tests.made_files.pictures import animated_png, flipped, picture, png_chunk, png_of_zeros

MIB = 1024 * 1024
PICTURE_SIZE = (64, 48)


@dataclass(frozen=True)
class Case:
    """One file: how to make it, under which name it comes, the code it is refused with."""

    name: str
    make: Callable[[], bytes]
    code: str | None
    is_slow: bool = False


_HTML = b"<html><script>alert(1)</script></html>"
_JS = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512)

EVIDENCE = {
    "pdf": Case("Báo cáo.PDF", pdf, None),
    "pdf with a web link": Case(
        "a.pdf", lambda: pdf(b"<< /S /URI /URI (https://example.org/a?b=c:d) >>"), None
    ),
    "pdf opening at a page": Case(
        "a.pdf", lambda: pdf(catalog=b"/OpenAction [3 0 R /FitH 842]"), None
    ),
    "pdf updated after signing": Case("a.pdf", signed_then_altered_pdf, None),
    "jpeg": Case("a.jpeg", lambda: picture("JPEG"), None),
    "jpeg with much metadata": Case(
        "a.jpg", lambda: picture("JPEG", icc_profile=bytes(3 * MIB)), None
    ),
    "png": Case("a.png", lambda: picture("PNG"), None),
    "docx": Case("a.docx", docx, None),
    "docx with web link": Case(
        "a.docx", lambda: docx(links=(("hyperlink", "https://example.org", "External"),)), None
    ),
    "docx with page numbers": Case("a.docx", lambda: docx(word_field("PAGE")), None),
    "xlsx": Case("a.xlsx", xlsx, None),
    "xlsx with formula": Case(
        "a.xlsx", lambda: xlsx(row(1, '<c r="A1"><f>1+1</f><v>2</v></c>')), None
    ),
    # F01–F12: what is inside does not fit the name
    "html as pdf": Case("a.pdf", lambda: _HTML, "wrong_content"),
    "html as jpg": Case("a.jpg", lambda: _HTML, "wrong_content"),
    "svg": Case("a.svg", lambda: b"<svg onload='x'/>", "extension"),
    "svg as png": Case("a.png", lambda: b"<svg onload='x'/>", "wrong_content"),
    "gif as png": Case("a.png", lambda: b"GIF89a/*" + bytes(99), "wrong_content"),
    "pdf header late": Case("a.pdf", lambda: b"<script>" + bytes(500) + pdf(), "wrong_content"),
    "zip behind pdf": Case("a.pdf", lambda: pdf() + xlsx(), "trailing_content"),
    "zip behind jpeg": Case("a.jpg", lambda: picture("JPEG") + xlsx(), "trailing_content"),
    "html behind png": Case("a.png", lambda: picture("PNG") + _HTML * 50, "trailing_content"),
    "junk before docx": Case("a.docx", lambda: bytes(1024) + docx(), "wrong_content"),
    "late zip behind a header": Case(
        "a.docx", lambda: b"PK\x03\x04" + bytes(1024) + docx(), "overlap"
    ),
    "program as pdf": Case("a.pdf", lambda: b"MZ" + bytes(200), "wrong_content"),
    "program": Case("a.pdf.exe", lambda: b"MZ" + bytes(200), "extension"),
    "program behind NUL": Case("a.pdf\0.exe", pdf, "extension"),
    "mail as docx": Case("a.docx", lambda: b"MIME-Version: 1.0\r\n\r\n", "wrong_content"),
    "png as jpg": Case("a.jpg", lambda: picture("PNG"), "wrong_content"),
    "xlsx as docx": Case("a.docx", xlsx, "wrong_content"),
    "zip as docx": Case("a.docx", lambda: archive({"a.txt": "x"}), "wrong_content"),
    "no extension": Case("baocao", pdf, "extension"),
    "virus test": Case("a.pdf", lambda: pdf() + VIRUS_TEST, "virus"),
    "virus test in docx": Case("a.docx", lambda: docx(**{"word/a.bin": VIRUS_TEST}), "virus"),
    "old word": Case("a.docx", lambda: _OLD_OFFICE, "old_format"),
    "empty": Case("a.pdf", lambda: b"", "empty"),
    "one byte": Case("a.pdf", lambda: b"%", "wrong_content"),
    "one byte too large": Case("a.pdf", lambda: b"%PDF-" + bytes(20 * MIB - 4), "too_large"),
    # F13–F16: pictures
    "pixel flood": Case("a.png", lambda: png_of_zeros(13_000), "too_many_pixels", is_slow=True),
    "pixel flood, header only": Case(
        "a.png",
        lambda: picture("PNG").replace(
            picture("PNG")[8:33],
            png_chunk(b"IHDR", struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)),
        ),
        "too_many_pixels",
    ),
    "animated png": Case("a.png", animated_png, "animated"),
    "truncated jpeg": Case("a.jpg", lambda: picture("JPEG")[:-90], "damaged"),
    "jpeg ending early, which decoders fill with grey": Case(
        "a.jpg", lambda: picture("JPEG", (400, 400), quality=95)[:700] + b"\xff\xd9", None
    ),
    "png with bad checksum": Case("a.png", lambda: flipped(picture("PNG"), 45), "damaged"),
    "png of no size": Case("a.png", lambda: flipped(picture("PNG"), 19), "wrong_content"),
    # F17–F24: Office
    "remote template": Case(
        "a.docx",
        lambda: docx(links=(("attachedTemplate", "https://example.org/a.dotm", "External"),)),
        "external",
    ),
    "link to a share": Case(
        "a.docx", lambda: docx(links=(("hyperlink", r"\\10.0.0.1\a", "External"),)), "external"
    ),
    "script link": Case(
        "a.docx",
        lambda: docx(links=(("hyperlink", "javascript:alert(1)", "External"),)),
        "external",
    ),
    "web picture": Case(
        "a.docx", lambda: docx(links=(("image", "https://example.org/a", "External"),)), "external"
    ),
    "altChunk": Case("a.docx", lambda: docx(links=(("aFChunk", "a.html", ""),)), "external"),
    "OLE object": Case(
        "a.docx", lambda: docx(**{"word/embeddings/oleObject1.bin": b"x"}), "embedded"
    ),
    "ActiveX": Case("a.docx", lambda: docx(**{"word/activeX/activeX1.xml": "<a/>"}), "embedded"),
    "program inside": Case("a.docx", lambda: docx(**{"word/media/a.png": b"MZ\x90"}), "embedded"),
    "archive inside": Case("a.docx", lambda: docx(**{"word/media/a.png": xlsx()}), "embedded"),
    "macros": Case("a.docx", lambda: docx(**{"word/vbaProject.bin": b"x"}), "macro"),
    "macro type": Case(
        "a.docx",
        lambda: docx(**{"[Content_Types].xml": "<Types>vnd.ms-word.document.macroEnabled</Types>"}),
        "macro",
    ),
    "DDE field": Case("a.docx", lambda: docx(word_field("DD", "EAUTO c:\\cmd")), "external"),
    "nested tables": Case(
        "a.docx", lambda: docx("<w:tbl>" * 200_000 + "</w:tbl>" * 200_000), "too_large"
    ),
    "whitespace bomb": Case("a.xlsx", whitespace_bomb, "too_large"),
    "lying directory": Case("a.xlsx", lying_directory, "damaged"),
    "overlapping members": Case("a.xlsx", overlapping_members, "overlap"),
    "10,000 members": Case(
        "a.xlsx",
        lambda: xlsx(more={f"xl/m{n}.xml": "<a/>" for n in range(10_000)}),
        "too_many_members",
        is_slow=True,
    ),
    "501 members": Case(
        "a.xlsx", lambda: xlsx(more={f"m{n}.xml": "<a/>" for n in range(501)}), "too_many_members"
    ),
    "parent path": Case("a.xlsx", lambda: xlsx(more={"../../evil": "x"}), "unsafe_path"),
    "absolute path": Case("a.xlsx", lambda: xlsx(more={"/etc/evil": "x"}), "unsafe_path"),
    "drive path": Case("a.xlsx", lambda: xlsx(more={"C:\\evil": "x"}), "unsafe_path"),
    "symbolic link": Case("a.xlsx", symbolic_link, "unsafe_path"),
    "encrypted member": Case("a.xlsx", encrypted_member, "encrypted"),
    "unknown compression": Case("a.xlsx", strange_compression, "damaged"),
    "same name twice": Case("a.xlsx", lambda: xlsx(more={"XL/Workbook.xml": "<a/>"}), "damaged"),
    "billion laughs": Case("a.xlsx", billion_laughs, "document_type"),
    "external entity": Case(
        "a.xlsx",
        lambda: with_document_type('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "&a;"),
        "document_type",
    ),
    "harmless document type": Case(
        "a.xlsx", lambda: with_document_type("<!DOCTYPE x>"), "document_type"
    ),
    "document type in UTF-16": Case(
        "a.xlsx",
        lambda: xlsx(more={"xl/a.xml": "<!DOCTYPE x><x/>".encode("utf-16")}),
        "document_type",
    ),
    "broken markup": Case("a.xlsx", lambda: xlsx(more={"xl/a.xml": "<a><b></a>"}), "damaged"),
    "macro sheet": Case(
        "a.xlsx", lambda: xlsx(more={"xl/macrosheets/sheet1.xml": "<a/>"}), "macro"
    ),
    "external workbook": Case(
        "a.xlsx", lambda: xlsx(more={"xl/externalLinks/externalLink1.xml": "<a/>"}), "external"
    ),
    "data connection": Case(
        "a.xlsx", lambda: xlsx(more={"xl/connections.xml": "<a/>"}), "external"
    ),
    # F25–F34: PDF
    "pdf script on opening": Case(
        "a.pdf", lambda: pdf(catalog=b"/OpenAction " + _JS), "active_content"
    ),
    "pdf script by name": Case(
        "a.pdf",
        lambda: pdf(_JS, catalog=b"/Names << /JavaScript << /Names [(a) 10 0 R] >> >>"),
        "active_content",
    ),
    "pdf script in a page": Case(
        "a.pdf", lambda: pdf(page=b"/AA << /O " + _JS + b" >>"), "active_content"
    ),
    "pdf escaped name": Case(
        "a.pdf", lambda: pdf(b"<< /S /J#61vaScript /#4a#53 (x) >>"), "active_content"
    ),
    "pdf name in another object": Case(
        "a.pdf", lambda: pdf(b"/Launch", b"<< /S 10 0 R /F (cmd.exe) >>"), "active_content"
    ),
    "pdf script in an object stream": Case(
        "a.pdf", lambda: pdf_with_object_stream(_JS), "active_content"
    ),
    "pdf sound object stream": Case("a.pdf", lambda: pdf_with_object_stream(b"[3 0 R /Fit]"), None),
    "pdf launch": Case("a.pdf", lambda: pdf(b"<< /S /Launch /F (cmd.exe) >>"), "active_content"),
    "pdf form sending": Case("a.pdf", lambda: pdf(b"<< /S /SubmitForm >>"), "active_content"),
    "pdf remote goto": Case(
        "a.pdf", lambda: pdf(b"<< /S /GoToR /F (\\\\\\\\10.0.0.1\\\\a) >>"), "active_content"
    ),
    "pdf script address": Case(
        "a.pdf", lambda: pdf(b"<< /S /URI /URI (javascript:alert\\(1\\)) >>"), "active_content"
    ),
    "pdf attachment": Case(
        "a.pdf",
        lambda: pdf(pdf_stream(b"/Type /EmbeddedFile", b"MZ"), b"<< /EF << /F 10 0 R >> >>"),
        "active_content",
    ),
    "pdf portfolio": Case("a.pdf", lambda: pdf(catalog=b"/Collection << >>"), "active_content"),
    "pdf XFA": Case("a.pdf", lambda: pdf(catalog=b"/AcroForm << /XFA [] >>"), "active_content"),
    "pdf rich media": Case("a.pdf", lambda: pdf(b"<< /Subtype /RichMedia >>"), "active_content"),
    "pdf in three dimensions": Case("a.pdf", lambda: pdf(b"<< /Subtype /3D >>"), "active_content"),
    "pdf with 2,000 pages": Case("a.pdf", lambda: pdf(pages=2000), None, is_slow=True),
    "pdf with 2,001 pages": Case("a.pdf", lambda: pdf(pages=2001), "too_many_pages"),
    "pdf with a huge page": Case(
        "a.pdf", lambda: pdf().replace(b"595 842", b"99999 9"), "page_size"
    ),
    "pdf with RC4 password": Case("a.pdf", lambda: encrypted_pdf(1, 2), "encrypted"),
    "pdf with AES password": Case("a.pdf", lambda: encrypted_pdf(5, 6), "encrypted"),
    "pdf page loop": Case("a.pdf", pdf_page_loop, "damaged"),
    "pdf without pages": Case("a.pdf", lambda: pdf(pages=0), "damaged"),
    "pdf object stream bomb": Case(
        "a.pdf", lambda: pdf_with_object_stream(b"[]", padding=100 * MIB), "too_large", is_slow=True
    ),
    "pdf twenty filters": Case(
        "a.pdf",
        lambda: pdf(pdf_stream(b"/Filter [" + b"/FlateDecode " * 20 + b"]", b"x")),
        "too_large",
    ),
    "pdf deep arrays": Case("a.pdf", lambda: pdf(b"[" * 100_000), "damaged"),
    "pdf without end": Case("a.pdf", lambda: pdf()[:-30], "damaged"),
}

HOSTILE_NAMES = {
    "../../etc/passwd.pdf": "passwd.pdf",
    "..\\..\\x.pdf": "x.pdf",
    "/abs.pdf": "abs.pdf",
    "C:\\x.pdf": "x.pdf",
    "x.pdf\0.exe": "x.pdf.exe",
    "a\r\nSet-Cookie: b.pdf": "a Set-Cookie_ b.pdf",
    "báo cáo \u202efdp.exe": "báo cáo fdp.exe",
    "con.pdf": "tep_con.pdf",
    "nul": "tep_nul",
    ".htaccess": "htaccess",
    ".": "tep",
    "..": "tep",
    "": "tep",
    "<img src=x onerror=alert(1)>.pdf": "_img src=x onerror=alert(1)_.pdf",
    '"; filename="b.html': "__ filename=_b.html",
    "Ba\u0301o ca\u0301o.pdf": "Báo cáo.pdf",
    "a\u200bb\ufeff.pdf": "ab.pdf",
    "file.pdf;.svg": "file.pdf_.svg",
    "a\ud800.pdf": "a.pdf",
    "x.pdf. . ": "x.pdf",
    "ế" * 255 + ".pdf": "ế" * 146 + ".pdf",
}
