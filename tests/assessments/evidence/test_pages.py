"""Evidence in the browser: uploaded, opened, refused to others."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.actions import appraisals, evidence
from assessments.actions.evidence import Details
from assessments.models import Evidence
from tests import corpus
from tests.assessments.acting import fill, hand_in, score_of
from tests.assessments.evidence.cases import add
from tests.factories import make_assessment, make_board_head, make_editor, make_head, make_unit

pytestmark = pytest.mark.django_db


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
