"""Evidence that A sent with its reports is offered in the sheet of C, into which A went."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from assessments.actions.absorbed_evidence import take_over
from assessments.models import Evidence, EvidenceUse
from assessments.reporting.collected import collected
from core.models import AuditEvent, StoredDocument
from criteria.definitions import definition_of
from danvan.invariants import broken
from tests.assessments.acting import put_into
from tests.assessments.following_cases import key_of
from tests.factories import make_editor, make_report, make_unit
from tests.merger_stories import make_chain, merge

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def chain():
    return make_chain()


@pytest.fixture
def piece(chain) -> Evidence:
    """A link that A sent in quarter II for criterion I.1; everything has merged since."""
    report = make_report(chain.round, chain.first.unit, 2, sent_at=timezone.now())
    row = sent_with(report, chain, url="https://anthuong.example.vn/bien-ban")
    chain.merge()
    return row


def sent_with(report, chain, **content) -> Evidence:
    return Evidence.objects.create(
        assessment=chain.first, code="MC01", title="Biên bản đối thoại", report=report,
        criterion_key=key_of(chain.first), added_by=report.submitted_by,
        reference_number="15-BB/ĐU", **content,
    )  # fmt: skip


def criterion_pk(file) -> int:
    criteria = definition_of(file.criteria_set).criteria
    return next(pk for pk, c in criteria.items() if c.code == "I.1")


def sheet(client, chain) -> str:
    client.force_login(chain.head)
    return client.get(chain.last.get_absolute_url()).content.decode()


def test_it_is_offered_under_the_old_name_and_taken_over_with_a_click(client, chain, piece):
    page = sheet(client, chain)
    assert "Minh chứng đã gửi trong năm (quý II, Đảng bộ xã An Thượng)" in page

    add, pk = reverse("assessments:evidence-add", args=[chain.last.pk]), criterion_pk(chain.last)
    answer = client.post(add, {"tieu_chi": pk, "reuse": piece.pk}, headers=HTMX)

    assert answer.status_code == 200
    taken = chain.last.evidence.get()
    assert (taken.url, taken.report, taken.reference_number) == (
        piece.url, piece.report, "15-BB/ĐU"
    )  # fmt: skip
    assert EvidenceUse.objects.get().evidence == taken
    assert "evidence_of_the_right_set" not in broken()
    assert "Minh chứng đã gửi trong năm" not in sheet(client, chain)
    added = AuditEvent.objects.get(kind="evidence.added")
    assert "Đảng bộ xã An Thượng, MC01" in str(added.after)


def test_the_same_file_is_kept_once(chain, piece):
    document = StoredDocument.objects.create(
        sha256="a" * 64, size=10, kind="pdf", mime="application/pdf", name="bb.pdf",
        created_by=chain.head,
    )  # fmt: skip
    Evidence.objects.filter(pk=piece.pk).update(url="", document=document)
    pk = criterion_pk(chain.last)

    first = take_over(chain.last, piece, criterion_pk=pk, by=chain.head)
    second = take_over(chain.last, piece, criterion_pk=pk, by=chain.head)

    assert first == second
    assert chain.last.evidence.count() == 1


def test_the_same_address_is_kept_once(chain, piece):
    pk = criterion_pk(chain.last)

    taken = {take_over(chain.last, piece, criterion_pk=pk, by=chain.head) for _ in range(2)}

    assert len(taken) == 1


def test_only_who_fills_the_sheet_in_takes_it(chain, piece):
    pk = criterion_pk(chain.last)

    with pytest.raises(PermissionDenied):
        take_over(chain.last, piece, criterion_pk=pk, by=make_editor(make_unit(None)))
    put_into(chain.last, "submitted")
    with pytest.raises(PermissionDenied):
        take_over(chain.last, piece, criterion_pk=pk, by=chain.head)
    assert not chain.last.evidence.exists()


def test_nothing_is_taken_from_units_that_have_not_merged(chain):
    other = make_chain(chain.round)
    report = make_report(chain.round, other.first.unit, 2, sent_at=timezone.now())
    row = sent_with(report, other, url="https://example.vn")

    with pytest.raises(Evidence.DoesNotExist):
        take_over(chain.last, row, criterion_pk=criterion_pk(chain.last), by=chain.head)


def test_a_merger_after_the_end_of_the_year_offers_nothing(chain):
    report = make_report(chain.round, chain.first.unit, 2, sent_at=timezone.now())
    row = sent_with(report, chain, url="https://example.vn")
    merge(chain.first.unit, chain.last.unit, on=chain.round.appraisal_due)

    assert list(collected(chain.last)) == []
    assert list(collected(chain.first)) == [row]
