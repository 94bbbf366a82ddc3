"""Office packages: documents and workbooks, and archives that pretend to be such."""

import io
import struct
import zipfile

MIB = 1024 * 1024

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
