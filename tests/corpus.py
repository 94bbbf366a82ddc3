"""Hostile and broken files, generated when a test asks for them; nothing is stored or fetched.

EVIDENCE lists what must happen to each as an uploaded file: the code of the refusal, or None when
it is taken. SPREADSHEETS does the same for files read as a table.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from core.inspection.virus import VIRUS_TEST

MIB = 1024 * 1024
PICTURE_SIZE = (64, 48)


@dataclass(frozen=True)
class Case:
    """One file: how to make it, under which name it comes, the code it is refused with."""

    name: str
    make: Callable[[], bytes]
    code: str | None
    is_slow: bool = False


# PDF, written by hand so that no library smooths anything over.


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


# Pictures


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


# Office packages

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships'
    '+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.'
    '{main}.main+xml"/>{more}</Types>'
)
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DOCUMENT_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def relationships(*entries: tuple[str, str, str]) -> str:
    """A .rels part; entries are (kind, target, mode)."""
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{_DOCUMENT_RELATIONSHIPS}/{kind}" Target="{target}"'
        + (f' TargetMode="{mode}"' if mode else "")
        + "/>"
        for n, (kind, target, mode) in enumerate(entries, start=1)
    )
    return f'<Relationships xmlns="{_RELATIONSHIPS}">{rows}</Relationships>'


def archive(parts: dict[str, str | bytes]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return output.getvalue()


def docx_parts(body: str = "<w:p/>", links: tuple = ()) -> dict[str, str | bytes]:
    main = "wordprocessingml.document"
    return {
        "[Content_Types].xml": _TYPES.format(part="word/document.xml", main=main, more=""),
        "_rels/.rels": relationships(("officeDocument", "word/document.xml", "")),
        "word/document.xml": f'<w:document xmlns:w="{_WORD_NAMESPACE}"><w:body>{body}</w:body>'
        "</w:document>",
        "word/_rels/document.xml.rels": relationships(*links),
    }


def docx(body: str = "<w:p/>", links: tuple = (), **more: str | bytes) -> bytes:
    return archive(docx_parts(body, links) | more)


def xlsx_parts(rows: str = "", state: str = "visible") -> dict[str, str | bytes]:
    main = "spreadsheetml.sheet"
    return {
        "[Content_Types].xml": _TYPES.format(
            part="xl/workbook.xml",
            main=main,
            more='<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.'
            'openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>',
        ),
        "_rels/.rels": relationships(("officeDocument", "xl/workbook.xml", "")),
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET_NAMESPACE}" xmlns:r="'
        f'{_DOCUMENT_RELATIONSHIPS}"><sheets><sheet name="Bang" sheetId="1" state="{state}" '
        'r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relationships(("worksheet", "worksheets/sheet1.xml", "")),
        "xl/worksheets/sheet1.xml": sheet_xml(rows),
    }


def xlsx(rows: str = "", more: dict[str, str | bytes] | None = None) -> bytes:
    return archive(xlsx_parts(rows) | (more or {}))


def sheet_xml(rows: str, before: str = "") -> str:
    return (
        f'<worksheet xmlns="{_SHEET_NAMESPACE}">{before}<sheetData>{rows}</sheetData></worksheet>'
    )


def text_cell(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def bomb(name: str, mebibytes: int, start: str, fill: bytes, end: str) -> bytes:
    """A package whose part `name` is `fill` repeated to so many MiB."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        for part, content in xlsx_parts().items():
            if part != name:
                target.writestr(part, content)
        with target.open(name, "w", force_zip64=True) as part:
            part.write(start.encode())
            for _ in range(mebibytes):
                part.write(fill * (MIB // len(fill)))
            part.write(end.encode())
    return output.getvalue()


def whitespace_bomb(mebibytes: int = 101) -> bytes:
    start, end = sheet_xml("|").split("|")
    return bomb("xl/worksheets/sheet1.xml", mebibytes, start, b" ", end)


def lying_directory() -> bytes:
    """The whitespace bomb with an unpacked size of 1000 in its directory."""
    content = bytearray(whitespace_bomb())
    name = b"xl/worksheets/sheet1.xml"
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(name))
    content[at + 24 : at + 28] = struct.pack("<I", 1000)
    return bytes(content)


def overlapping_members() -> bytes:
    """Two directory records that point at one local header."""
    parts = xlsx_parts() | {"xl/copy1.xml": "<a/>", "xl/copy2.xml": "<a/>"}
    content = bytearray(archive(parts))
    first = content.rindex(b"PK\x01\x02", 0, content.rindex(b"xl/copy1.xml"))
    second = content.rindex(b"PK\x01\x02", 0, content.rindex(b"xl/copy2.xml"))
    content[second + 42 : second + 46] = content[first + 42 : first + 46]
    return bytes(content)


def symbolic_link() -> bytes:
    output = io.BytesIO(xlsx())
    with zipfile.ZipFile(output, "a") as target:
        link = zipfile.ZipInfo("xl/link.xml")
        link.external_attr = 0o120777 << 16
        target.writestr(link, "/etc/passwd")
    return output.getvalue()


def encrypted_member() -> bytes:
    content = bytearray(xlsx())
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def strange_compression() -> bytes:
    content = bytearray(xlsx())
    at = content.rindex(b"PK\x01\x02")
    content[at + 10 : at + 12] = struct.pack("<H", 99)
    return bytes(content)


def with_document_type(document_type: str, text: str = "") -> bytes:
    shared = f'{document_type}<sst xmlns="{_SHEET_NAMESPACE}"><si><t>{text}</t></si></sst>'
    return xlsx(more={"xl/sharedStrings.xml": f'<?xml version="1.0"?>{shared}'})


def billion_laughs() -> bytes:
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    )
    return with_document_type(f"<!DOCTYPE x [{entities}]>", "&a9;")


def word_field(*pieces: str) -> str:
    """A Word field whose instruction is split over several runs."""
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return f"<w:p>{begin}{runs}{end}</w:p>"


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
