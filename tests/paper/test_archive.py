"""PDF/A-2a: what archives and screen readers need of every paper."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.paper.conftest import FORMS, printed_decision, printed_form

PAPERS = {"decision": printed_decision} | {
    name: (lambda name=name: printed_form(name)) for name in FORMS
}


@pytest.fixture(params=sorted(PAPERS))
def reader(request) -> PdfReader:
    return PdfReader(BytesIO(PAPERS[request.param]()))


def test_paper_is_tagged_vietnamese_pdf_a_2a(reader):
    catalogue = reader.trailer["/Root"]
    metadata = catalogue["/Metadata"].get_object().get_data().decode()

    assert catalogue["/Lang"] == "vi"
    assert catalogue["/MarkInfo"]["/Marked"].value is True
    assert catalogue["/OutputIntents"]
    assert 'pdfaid:part="2" pdfaid:conformance="A"' in metadata


def test_paper_names_title_and_author_but_no_moment_of_printing(reader):
    assert reader.metadata.title
    assert reader.metadata.author in ("Huyện uỷ Yên Thế", "Đảng uỷ xã An Thượng")
    assert reader.metadata.creation_date is None


def test_paper_holds_no_action_link_or_attachment(reader):
    assert not {"/OpenAction", "/AA"} & set(reader.trailer["/Root"])
    assert not list(reader.attachments)
    assert all("/Annots" not in page for page in reader.pages)
