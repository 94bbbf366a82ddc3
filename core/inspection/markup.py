"""The XML parts of an Office file, read as a stream: no document type, no way to the outside."""

import re
from collections.abc import Iterable
from xml.parsers.expat import ExpatError, ParserCreate

from core.refusals import FileRefused

_SAFE_ADDRESSES = ("http://", "https://", "mailto:", "#")
_EMBEDDING_TYPES = re.compile(
    r"/(oleObject|package|aFChunk|frame|control|subDocument|attachedTemplate|vbaProject"
    r"|externalLink\w*|xlMacrosheet|xlIntlMacrosheet|connections|activeXControl\w*)$",
    re.IGNORECASE,
)
_LIVE_FIELD = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE)\b", re.IGNORECASE)


class MarkupError(ValueError):
    """A part is not well-formed XML."""


def check_markup(chunks: Iterable[bytes], *, fields: bool = False) -> None:
    """Refuse document types; with `fields`, also Word fields that fetch from elsewhere."""
    parser = _parser()
    instructions: list[str] = []
    if fields:
        _collect_instructions(parser, instructions)
    _parse(parser, chunks)
    if _LIVE_FIELD.search("".join(instructions)):
        raise _external()


def check_relationships(chunks: Iterable[bytes]) -> None:
    """Refuse links to other files; plain web and mail addresses of hyperlinks are fine."""
    parser = _parser()
    parser.StartElementHandler = _check_relationship
    _parse(parser, chunks)


def _parser():
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_document_type
    return parser


def _parse(parser, chunks: Iterable[bytes]) -> None:
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except ExpatError as error:
        raise MarkupError(str(error)) from error


def _refuse_document_type(*_) -> None:
    raise FileRefused("Tệp có khai báo XML không an toàn.", "document_type")


def _check_relationship(name: str, attributes: dict[str, str]) -> None:
    if name.split()[-1] != "Relationship":
        return
    kind, target = attributes.get("Type", ""), attributes.get("Target", "").strip().lower()
    is_external = attributes.get("TargetMode", "").lower() == "external"
    is_hyperlink = kind.endswith("/hyperlink") and target.startswith(_SAFE_ADDRESSES)
    if _EMBEDDING_TYPES.search(kind) or (is_external and not is_hyperlink):
        raise _external()


def _collect_instructions(parser, instructions: list[str]) -> None:
    """Gather what Word fields are told to do, also when it is split over several runs."""
    inside: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.split()[-1]
        if local == "instrText":
            inside.append(local)
        elif local == "fldSimple":
            instructions.extend(value for key, value in attributes.items() if "instr" in key)
        elif local == "fldChar":
            instructions.append("\n")  # the next field begins or this one ends

    def end(name: str) -> None:
        if inside and name.split()[-1] == "instrText":
            inside.pop()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda text: instructions.append(text) if inside else None


def _external() -> FileRefused:
    return FileRefused(
        "Tệp có liên kết tới tệp khác. Hãy bỏ liên kết hoặc lưu thành PDF rồi tải lên.", "external"
    )
