"""Which files are taken and which are refused, with the hostile corpus."""

import hashlib
import io
import os
import random
import resource
from unittest.mock import Mock

import pytest

from core import file_inspection
from core.file_inspection import ACCEPT, MOST_BYTES, FileRefused, inspect
from core.file_names import LONGEST_NAME, clean_file_name, extension_of
from core.inspection.child import inspect_file
from core.sandbox import ChildFailed
from tests import corpus
from tests.corpus import EVIDENCE

REFUSALS = {case.code for case in EVIDENCE.values() if case.code} | {"unreadable"}
ANSWERED_WITHIN = 4  # seconds of processor time, the start of the child included


def outcome(content, name):
    """The code of the refusal, or None if the file was taken."""
    try:
        inspect(io.BytesIO(content), name)
    except FileRefused as refusal:
        return refusal.code
    return None


def processor_seconds():
    times = os.times()
    return times.children_user + times.children_system + times.user + times.system


@pytest.fixture
def in_process(monkeypatch):
    """Look inside without a child, which costs a quarter of a second for each file."""

    def look_inside(module, path, arguments):
        return inspect_file(path, **arguments)

    monkeypatch.setattr(file_inspection, "look_inside", look_inside)


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("name", [name for name, case in EVIDENCE.items() if not case.is_slow])
def test_every_file_gets_its_verdict(name):
    case = EVIDENCE[name]
    assert outcome(case.make(), case.name) == case.code


@pytest.mark.slow
@pytest.mark.parametrize("name", EVIDENCE)
def test_every_file_gets_its_verdict_through_the_sandbox_in_time(name):
    case = EVIDENCE[name]
    content = case.make()
    before = processor_seconds()

    assert outcome(content, case.name) == case.code

    assert processor_seconds() - before < ANSWERED_WITHIN


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("name", [name for name in EVIDENCE if EVIDENCE[name].code == "damaged"])
def test_a_refusal_is_a_sentence_that_says_what_to_do(name):
    case = EVIDENCE[name]
    with pytest.raises(FileRefused, match=r"^[A-ZĐẢ].+\.$"):
        inspect(io.BytesIO(case.make()), case.name)


def mutant(content, dice):
    """The content with a few bytes changed, cut out or doubled."""
    changed = bytearray(content)
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(len(changed) - 16)
        change = dice.choice(["flip", "cut", "double"])
        if change == "flip":
            changed[at] = dice.randrange(256)
        else:
            changed[at : at + 8] = b"" if change == "cut" else changed[at : at + 8] * 2
    return bytes(changed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_a_mutant_is_taken_or_refused_and_nothing_else(seed):
    dice = random.Random(seed)
    name = dice.choice(["pdf", "jpeg", "png", "docx", "xlsx", "pdf sound object stream"])
    case = EVIDENCE[name]
    assert outcome(mutant(case.make(), dice), case.name) in (None, *REFUSALS)


@pytest.mark.parametrize("name", ["whitespace bomb", "pixel flood, header only", "pdf deep arrays"])
def test_a_bomb_does_not_grow_the_worker(name):
    content = EVIDENCE[name].make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert outcome(content, EVIDENCE[name].name)

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 32 * 1024  # KiB


def test_a_parser_that_dies_refuses_the_file(monkeypatch):
    monkeypatch.setattr(file_inspection, "run_child", Mock(side_effect=ChildFailed("killed")))
    assert outcome(corpus.pdf(), "a.pdf") == "unreadable"


def test_a_sound_file_is_measured_while_it_is_read():
    content = corpus.pdf(pages=3)
    file = io.BytesIO(content)

    found = inspect(file, "thư mục/Báo cáo.PDF")

    assert (found.kind, found.mime, found.extension) == ("pdf", "application/pdf", "pdf")
    assert (found.size, found.page_count) == (len(content), 3)
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert found.clean_name == "Báo cáo.PDF"
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("name", "kind", "pages"),
    [("a.jpeg", "jpeg", 1), ("a.jpg", "jpeg", 1), ("a.docx", "docx", None)],
)
def test_the_stored_type_is_ours(name, kind, pages):
    content = corpus.docx() if kind == "docx" else corpus.picture("JPEG")
    found = inspect(io.BytesIO(content), name)
    assert (found.kind, found.page_count) == (kind, pages)


@pytest.mark.parametrize("most_bytes", [-1, 0, 1])
def test_the_size_limit_is_exact(most_bytes):
    content = corpus.pdf()
    if most_bytes < 0:
        with pytest.raises(FileRefused, match="lớn hơn"):
            inspect(io.BytesIO(content), "a.pdf", most_bytes=len(content) + most_bytes)
    else:
        assert inspect(io.BytesIO(content), "a.pdf", most_bytes=len(content) + most_bytes)


def test_a_file_over_the_limit_is_not_read_to_its_end():
    class Endless(io.RawIOBase):
        given = 0

        def seek(self, *_):
            return 0

        def read(self, size=-1):
            self.given += size
            return b"%PDF-" + bytes(size - 5)

    endless = Endless()
    with pytest.raises(FileRefused, match="20 MB"):
        inspect(endless, "a.pdf")
    assert endless.given < MOST_BYTES + 1024 * 1024


def test_a_wrong_extension_is_told_what_the_content_is():
    with pytest.raises(FileRefused, match="giống tệp png"):
        inspect(io.BytesIO(corpus.picture("PNG")), "a.jpg")


@pytest.mark.slow
@pytest.mark.parametrize("tenth", range(10))
@pytest.mark.parametrize("kind", ["pdf", "jpeg", "png", "docx"])
def test_a_file_cut_anywhere_is_refused(kind, tenth):
    makers = {"pdf": corpus.pdf, "docx": corpus.docx}
    content = makers[kind]() if kind in makers else corpus.picture(kind.upper())
    assert outcome(content[: len(content) * tenth // 10], f"a.{kind}")


def test_the_file_chooser_offers_what_is_taken():
    assert ACCEPT == ".pdf,.jpg,.jpeg,.png,.docx,.xlsx"


@pytest.mark.parametrize(("name", "clean"), corpus.HOSTILE_NAMES.items())
def test_clean_file_name(name, clean):
    assert clean_file_name(name) == clean
    assert len(clean) <= LONGEST_NAME
    assert clean_file_name(clean) == clean


@pytest.mark.parametrize(
    ("name", "extension"),
    [("a.PDF", "pdf"), ("a.pdf.exe", "exe"), ("a", ""), (".pdf", ""), ("a.", "")],
)
def test_extension_of(name, extension):
    assert extension_of(name) == extension
