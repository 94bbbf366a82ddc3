"""Evidence: taken in, described, used, taken away, opened."""

import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.actions import appraisals, evidence
from assessments.actions.evidence import Details
from assessments.models import Assessment, Evidence, Score
from assessments.score_rows import score_rows
from assessments.workflow import UNIT_EDITABLE, AssessmentState
from core import file_inspection, uploads
from core.file_inspection import inspect
from core.inspection.child import inspect_file
from core.models import AuditEvent, StoredDocument
from tests import corpus
from tests.assessments.acting import fill, hand_in, put_into, score_of
from tests.factories import make_assessment, make_board_head, make_editor, make_head, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_process(monkeypatch):
    """Look inside files without a child process, which costs a quarter of a second each."""

    def look_inside(module, path, arguments):
        return inspect_file(path, **arguments)

    monkeypatch.setattr(file_inspection, "look_inside", look_inside)


def add(assessment, content=None, *, name="Kế hoạch.pdf", code=None, by=None):
    file = io.BytesIO(content or corpus.pdf())
    pk = score_of(assessment, code).criterion_id if code else None
    by = by or make_editor(assessment.unit)
    return evidence.add_file(assessment, file, inspect(file, name), criterion_pk=pk, by=by)


def upload(client, assessment, *files, code="I.1", htmx=True, **posted):
    pk = score_of(assessment, code).criterion_id
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    headers = {"HX-Request": "true"} if htmx else {}
    address = reverse("assessments:evidence-add", args=[assessment.pk])
    return client.post(address, {"tieu_chi": pk, "file": sent, **posted}, headers=headers)


def opened(client, evidence, query=""):
    """The answer with its body read and its file closed."""
    answer = client.get(evidence.get_absolute_url() + query)
    if answer.streaming:
        answer.body = b"".join(answer.streaming_content)
    answer.close()
    return answer


def test_file_becomes_evidence_of_the_criterion():
    assessment = make_assessment()

    added = add(assessment, code="I.1").evidence

    assert (added.code, added.title) == ("MC01", "Kế hoạch")
    assert [use.criterion.code for use in added.uses.select_related("criterion")] == ["I.1"]
    with uploads.open_stored(added.document.sha256) as kept:
        assert kept.read() == corpus.pdf()


def test_adding_leaves_an_event_and_counts_as_a_write():
    assessment = make_assessment()

    added = add(assessment, code="I.1").evidence

    event = AuditEvent.objects.get(kind="evidence.added")
    assert event.after == {
        "code": "MC01", "criterion": "I.1", "url": "", "sha256": added.document.sha256,
    }  # fmt: skip
    assert Assessment.objects.get(pk=assessment.pk).version == 2


@pytest.mark.parametrize("state", sorted(set(AssessmentState) - UNIT_EDITABLE))
def test_adding_is_refused_once_the_file_has_left_the_unit(state):
    assessment = put_into(make_assessment(), state)

    with pytest.raises(PermissionDenied, match="đã nộp"):
        add(assessment)

    assert not Evidence.objects.exists()


@pytest.mark.parametrize("act", [evidence.remove, evidence.restore])
def test_evidence_is_neither_removed_nor_restored_after_the_hand_in(act):
    assessment = make_assessment()
    added = add(assessment).evidence
    hand_in(assessment)

    with pytest.raises(PermissionDenied):
        act(added, by=make_head(assessment.unit))


def test_adding_is_undone_when_the_audit_event_cannot_be_written(monkeypatch):
    assessment = make_assessment()
    monkeypatch.setattr(evidence.audit, "record", lambda *a, **k: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        add(assessment)

    assert not Evidence.objects.exists()
    assert not StoredDocument.objects.exists()


def test_same_file_is_used_again_instead_of_kept_twice():
    assessment = make_assessment()
    first = add(assessment, code="I.1")

    second = add(assessment, name="Bản khác.pdf", code="I.2")

    assert (second.evidence, second.is_reused) == (first.evidence, True)
    assert second.evidence.uses.count() == 2


def test_codes_are_never_used_again():
    assessment = make_assessment()
    editor = make_editor(assessment.unit)
    evidence.remove(add(assessment).evidence, by=editor)

    assert add(assessment, corpus.picture("PNG"), name="a.png").evidence.code == "MC02"


def test_files_together_may_not_pass_the_limit_of_the_assessment(monkeypatch):
    assessment = make_assessment()
    monkeypatch.setattr(evidence, "MOST_TOTAL_BYTES", len(corpus.pdf()) + 10)
    add(assessment)

    with pytest.raises(ValidationError, match="200 MB"):
        add(assessment, corpus.picture("PNG"), name="a.png")


def test_foreign_criterion_is_refused():
    assessment, other = make_assessment(), make_assessment()
    file = io.BytesIO(corpus.pdf())
    foreign = other.scores.first().criterion_id

    with pytest.raises(Score.DoesNotExist):
        evidence.add_file(
            assessment, file, inspect(file, "a.pdf"), criterion_pk=foreign,
            by=make_editor(assessment.unit),
        )  # fmt: skip


def test_link_is_evidence_too_and_the_same_one_is_used_again():
    assessment = make_assessment()
    editor = make_editor(assessment.unit)
    url = "https://example.org/bai-viet"

    first = evidence.add_link(assessment, url, "Bài viết", by=editor)
    again = evidence.add_link(assessment, url, "", by=editor)

    assert (first.evidence.title, first.evidence.url) == ("Bài viết", url)
    assert again.is_reused


def test_use_and_release_leave_events_and_keep_the_piece():
    assessment = make_assessment()
    editor = make_editor(assessment.unit)
    added = add(assessment).evidence
    pk = score_of(assessment, "I.2").criterion_id

    evidence.use(added, pk, by=editor)
    evidence.release(added, pk, by=editor)

    events = AuditEvent.objects.filter(kind="evidence.used").order_by("sequence")
    assert [(event.before, event.after) for event in events] == [(None, "I.2"), ("I.2", None)]
    assert Evidence.objects.get().removed_at is None


def test_change_records_only_what_differs():
    assessment = make_assessment()
    added = add(assessment).evidence
    details = Details(added.title, reference_number="12-KH/ĐU", dated_on=date(2026, 3, 15))

    evidence.change(added, details, by=make_editor(assessment.unit))

    event = AuditEvent.objects.get(kind="evidence.changed")
    assert event.before == {"reference_number": "", "dated_on": None}
    assert event.after == {"reference_number": "12-KH/ĐU", "dated_on": "2026-03-15"}


def test_removed_piece_can_be_brought_back_with_its_criteria():
    assessment = make_assessment()
    editor = make_editor(assessment.unit)
    added = add(assessment, code="I.1").evidence

    evidence.remove(added, by=editor)
    hidden = score_has_evidence(assessment)
    evidence.restore(added, by=editor)

    assert (hidden, score_has_evidence(assessment)) == (False, True)
    kinds = list(AuditEvent.objects.order_by("sequence").values_list("kind", flat=True))
    assert kinds[-2:] == ["evidence.removed", "evidence.restored"]


def score_has_evidence(assessment) -> bool:
    rows = score_rows(assessment)
    return rows[score_of(assessment, "I.1").criterion_id].has_evidence


def test_evidence_of_a_locked_criterion_cannot_be_removed():
    assessment = make_assessment()
    added = add(assessment, code="I.1").evidence
    hand_in(assessment)
    asked = score_of(assessment, "I.2").criterion_id
    by = make_board_head(assessment.round.organiser)
    appraisals.send_back(assessment, reason="Thiếu biên bản", criteria=[asked], by=by)

    with pytest.raises(PermissionDenied, match="khoá"):
        evidence.remove(added, by=make_editor(assessment.unit))


def test_upload_answers_with_the_chips_and_what_is_still_missing(client):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))

    answer = upload(client, assessment, ("Kế hoạch 12.pdf", corpus.pdf()))

    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Đã thêm MC01: Kế hoạch 12.pdf." in html
    assert 'id="missing-list"' in html


def test_good_files_of_a_batch_are_kept_and_bad_ones_named(client):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))

    answer = upload(
        client, assessment, ("tốt.pdf", corpus.pdf()), ("rỗng.pdf", b"x" * 10), htmx=False
    )

    told = [str(message) for message in answer.wsgi_request._messages]
    assert told[0] == "Đã thêm MC01: tốt.pdf."
    assert told[1].startswith("rỗng.pdf: Nội dung tệp không đúng")
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("case", ["html as pdf", "html as jpg"])
def test_wrong_content_is_refused_with_the_reason(client, case):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))
    hostile = corpus.EVIDENCE[case]

    answer = upload(client, assessment, (hostile.name, hostile.make()))

    assert answer.status_code == 422
    assert "data-reason" in answer.content.decode()
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.pdf", "a\r\nX-Evil: 1.pdf", "con.pdf", "\u202efdp.exe.pdf", ".pdf"]
)
def test_hostile_names_are_cleaned_and_open_safely(client, name):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))
    added = add(assessment, name=name if name != ".pdf" else "tep.pdf").evidence

    answer = opened(client, added)

    disposition = answer["Content-Disposition"]
    assert disposition.startswith("attachment; filename")
    assert not set("\r\n/\\\u202e") & set(disposition.replace("UTF-8''", ""))


def test_nothing_sent_is_said(client):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))

    answer = upload(client, assessment)

    assert (answer.status_code, "Chưa chọn tệp" in answer.content.decode()) == (422, True)


def test_full_disk_is_said_and_leaves_nothing(client, monkeypatch):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(evidence, "store_content_addressed", full)
    answer = upload(client, assessment, ("a.pdf", corpus.pdf()))

    assert "không lưu được tệp lúc này" in answer.content.decode()
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org/a", "không phải"])
def test_only_web_addresses_are_taken(client, url):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))

    answer = upload(client, assessment, url=url)

    assert answer.status_code == 422
    assert not Evidence.objects.exists()


def test_known_pieces_are_used_for_another_criterion(client):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))
    added = add(assessment, code="I.1").evidence

    upload(client, assessment, code="I.2", reuse=added.pk)

    assert added.uses.count() == 2


def test_panel_offers_pieces_of_other_criteria(client):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))
    add(assessment, code="I.1")
    pk = score_of(assessment, "I.2").criterion_id
    address = reverse("assessments:evidence-add", args=[assessment.pk])

    html = client.get(f"{address}?tieu_chi={pk}", headers={"HX-Request": "true"}).content.decode()

    assert "Dùng lại minh chứng đã có (1)" in html
    assert "<html" not in html


def test_opened_file_is_an_attachment_that_no_browser_runs(client):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))
    added = add(assessment, name="Kế hoạch.pdf").evidence

    answer = opened(client, added)

    assert answer.body == corpus.pdf()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''MC01%20K")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_pictures_are_shown_on_request_without_any_right(client):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))
    added = add(assessment, corpus.picture("PNG"), name="ảnh.png").evidence

    answer = opened(client, added, "?xem=1")

    assert answer["Content-Disposition"].startswith("inline")
    assert answer["Content-Security-Policy"].startswith("sandbox")


def test_office_files_are_never_shown_inside_the_browser(client):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))
    added = add(assessment, corpus.xlsx(), name="bảng.xlsx").evidence

    answer = opened(client, added, "?xem=1")

    assert answer["Content-Disposition"].startswith("attachment")


def test_other_unit_cannot_open_evidence(client):
    assessment = make_assessment()
    added = add(assessment).evidence
    client.force_login(make_editor(make_unit(assessment.round.organiser)))

    assert opened(client, added).status_code == 404


def test_piece_that_never_left_the_unit_stays_hidden_after_its_removal(client):
    assessment = make_assessment()
    added = add(assessment).evidence
    evidence.remove(added, by=make_editor(assessment.unit))
    hand_in(assessment)
    client.force_login(make_board_head(assessment.round.organiser))

    assert opened(client, added).status_code == 404


def test_piece_of_an_earlier_hand_in_stays_readable_after_its_removal(client):
    assessment = make_assessment()
    added = add(assessment).evidence
    hand_in(assessment)
    board_head = make_board_head(assessment.round.organiser)
    appraisals.send_back(assessment, reason="Thiếu biên bản", by=board_head)
    evidence.remove(added, by=make_editor(assessment.unit))
    client.force_login(board_head)

    assert opened(client, added).status_code == 200


def test_list_shows_where_each_piece_is_used_and_odd_dates(client):
    assessment = make_assessment()
    editor = make_editor(assessment.unit)
    added = add(assessment, code="I.1").evidence
    evidence.change(added, Details("Kế hoạch", dated_on=date(2019, 3, 15)), by=editor)
    client.force_login(editor)

    html = client.get(reverse("assessments:evidence", args=[assessment.pk])).content.decode()

    assert "Ngày 15/03/2019 không thuộc năm" in html
    assert ">I.1</a>" in html


def test_details_are_changed_through_the_page(client):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))
    added = add(assessment).evidence
    address = reverse("assessments:evidence-change", args=[assessment.pk, added.pk])
    seen = client.get(address).context["form"].initial["seen"]

    client.post(address, {"title": "Nghị quyết", "dated_on": "15/3/2026", "seen": seen})

    added.refresh_from_db()
    assert (added.title, added.dated_on) == ("Nghị quyết", date(2026, 3, 15))


def test_stale_details_are_shown_again_with_what_was_typed(client):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))
    added = add(assessment).evidence
    address = reverse("assessments:evidence-change", args=[assessment.pk, added.pk])
    evidence.change(added, Details("Bản của người khác"), by=make_head(assessment.unit))

    answer = client.post(address, {"title": "Bản của tôi", "seen": "cũ"})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Bản của người khác" in html
    assert 'value="Bản của tôi"' in html


@pytest.mark.parametrize("date_typed", ["31/02/2026", "hôm qua"])
def test_impossible_date_is_refused_beside_the_field(client, date_typed):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))
    added = add(assessment).evidence
    address = reverse("assessments:evidence-change", args=[assessment.pk, added.pk])

    answer = client.post(address, {"title": "A", "dated_on": date_typed})

    assert answer.status_code == 422
    assert "dated_on" in answer.context["form"].errors


@pytest.mark.parametrize("name", ["remove", "restore", "use"])
def test_other_unit_cannot_touch_evidence(client, name):
    assessment = make_assessment()
    added = add(assessment, code="I.1").evidence
    client.force_login(make_head(make_unit(assessment.round.organiser)))

    address = reverse(f"assessments:evidence-{name}", args=[assessment.pk, added.pk])

    assert client.post(address).status_code == 404


def test_piece_is_taken_off_a_criterion_through_the_page(client):
    assessment = make_assessment()
    fill(assessment, "I.1", numerator=1, denominator=1)
    client.force_login(make_editor(assessment.unit))
    added = add(assessment, code="I.1").evidence
    address = reverse("assessments:evidence-use", args=[assessment.pk, added.pk])
    pk = score_of(assessment, "I.1").criterion_id

    answer = client.post(address, {"tieu_chi": pk}, headers={"HX-Request": "true"})

    assert "Đã gỡ MC01 khỏi tiêu chí này" in answer.content.decode()
    assert not added.uses.exists()


def test_removal_and_return_through_the_page(client):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))
    added = add(assessment).evidence

    client.post(reverse("assessments:evidence-remove", args=[assessment.pk, added.pk]))
    page = client.get(reverse("assessments:evidence", args=[assessment.pk])).content.decode()
    client.post(reverse("assessments:evidence-restore", args=[assessment.pk, added.pk]))

    assert "Đã gỡ" in page
    assert Evidence.objects.get().removed_at is None
