"""Evidence beside what the unit did about a shortcoming: shown to the board all year long."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from assessments.actions import evidence, mended
from assessments.models import Evidence, Finding
from core.file_inspection import inspect
from core.models import AuditEvent
from organisation.actions.units import merge_unit
from tests import corpus
from tests.assessments.following_cases import in_days, key_of
from tests.assessments.test_findings_remedies import WORDS, confirm, report, shortcoming
from tests.factories import make_editor, make_person, make_unit

pytestmark = pytest.mark.django_db


def add(finding: Finding, by, content: bytes | None = None, name: str = "a.pdf"):
    source = io.BytesIO(content or corpus.pdf())
    return mended.add_to_remedy(finding, source, inspect(source, name), by=by)


def url(route: str, finding: Finding, *more: int) -> str:
    return reverse(f"assessments:{route}", args=[finding.inspection_id, finding.pk, *more])


def test_files_come_with_the_report_and_the_officer_opens_them_while_the_sheet_is_a_draft(client):
    finding, file, officer = shortcoming()
    client.force_login(make_editor(file.unit))
    sent = SimpleUploadedFile("niêm yết.pdf", corpus.pdf())

    client.post(
        url("remedy-report", finding), {"remedy": WORDS, "version": finding.version, "file": sent}
    )

    piece = finding.evidence.get()
    client.force_login(officer)
    html = client.get(finding.inspection.get_absolute_url()).content.decode()
    opened = client.get(url("remedy-evidence", finding, piece.pk))
    assert url("remedy-evidence", finding, piece.pk) in html
    assert url("remedy-evidence", finding, piece.pk) in (
        client.get(url("remedy-confirm", finding)).content.decode()
    )
    assert b"".join(opened.streaming_content) == corpus.pdf()
    assert opened["Content-Disposition"].startswith("attachment")
    assert client.get(piece.get_absolute_url()).status_code == 404
    assert AuditEvent.objects.filter(kind="finding.evidence_added").count() == 1


def test_a_hostile_file_is_refused_and_the_words_stay(client):
    finding, file, _officer = shortcoming()
    client.force_login(make_editor(file.unit))
    bad = SimpleUploadedFile("ảnh.jpg", b"<script>alert(1)</script>")

    done = client.post(
        url("remedy-report", finding), {"remedy": WORDS, "version": finding.version, "file": bad},
        follow=True,
    )  # fmt: skip

    finding.refresh_from_db()
    assert (finding.remedy, finding.evidence.count()) == (WORDS, 0)
    assert "ảnh.jpg" in done.content.decode()


def test_it_stands_beside_the_criterion_and_is_offered_there(client):
    finding, file, _officer = shortcoming()
    Finding.objects.update(criterion_key=key_of(file))
    editor = make_editor(file.unit)
    finding.refresh_from_db(fields=["criterion_key"])
    report(finding, editor)
    piece = add(finding, editor).evidence
    client.force_login(editor)

    html = client.get(file.get_absolute_url()).content.decode()

    assert url("remedy-evidence", finding, piece.pk) in html
    assert html.count("Minh chứng đã gửi trong năm (việc khắc phục)") == 1


def test_a_link_of_the_file_leads_to_its_address(client):
    finding, file, officer = shortcoming()
    piece = evidence.new_piece(file, "Bản tin", make_editor(file.unit), url="https://example.org/t")
    finding.evidence.add(piece)
    client.force_login(officer)

    assert client.get(url("remedy-evidence", finding, piece.pk)).url == "https://example.org/t"


def test_it_is_taken_away_until_it_is_confirmed(client):
    finding, file, officer = shortcoming()
    editor = make_editor(file.unit)
    report(finding, editor)
    piece = add(finding, editor).evidence
    client.force_login(editor)

    done = client.post(url("remedy-evidence-remove", finding, piece.pk))

    piece.refresh_from_db()
    assert done.url == url("remedy-report", finding)
    assert (finding.evidence.count(), piece.removed_by) == (0, editor)
    assert client.get(url("remedy-evidence", finding, piece.pk)).status_code == 404

    again = add(finding, editor).evidence
    confirm(finding, officer)
    with pytest.raises(PermissionDenied, match="xác nhận khắc phục xong"):
        mended.remove_from_remedy(finding, again, by=editor)
    with pytest.raises(PermissionDenied):
        add(finding, editor, corpus.picture("PNG"), "b.png")
    assert finding.evidence.get() == again


def test_nobody_else_opens_or_removes_it(client):
    finding, file, officer = shortcoming()
    editor = make_editor(file.unit)
    piece = add(finding, editor).evidence
    client.force_login(make_editor(make_unit(file.round.organiser)))

    assert client.get(url("remedy-evidence", finding, piece.pk)).status_code == 404
    client.force_login(officer)
    assert client.post(url("remedy-evidence-remove", finding, piece.pk)).status_code == 403
    other, _file, _officer = shortcoming()
    assert client.get(url("remedy-evidence", other, piece.pk)).status_code == 404


def test_findings_that_are_not_concluded_show_nothing_to_the_unit(client):
    finding, file, _officer = shortcoming()
    editor = make_editor(file.unit)
    piece = add(finding, editor).evidence
    type(finding.inspection).objects.update(state="visited")
    client.force_login(editor)

    assert client.get(url("remedy-evidence", finding, piece.pk)).status_code == 404


def test_the_heir_of_a_unit_adds_to_its_predecessors_file(client):
    finding, file, _officer = shortcoming()
    heir = make_unit(file.round.organiser)
    administrator = make_person("administrator", file.round.organiser)
    merge_unit(file.unit, heir, on=in_days(1), reason="Sắp xếp đơn vị.", by=administrator)
    finding.refresh_from_db()

    with time_machine.travel(timezone.now() + timedelta(days=2)):
        piece = add(finding, make_editor(heir)).evidence

    assert Evidence.objects.get() == piece
    assert piece.assessment_id == file.pk
