"""Evidence beside the unit's answer to advice: kept, shown to who judges, taken away."""

import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.actions import evidence, mended
from assessments.documents.appraisals import appraisal_sheet
from assessments.models import Advice, Assessment, EvidenceUse
from core.file_inspection import inspect
from core.models import AuditEvent
from tests import corpus
from tests.assessments.acting import fill
from tests.assessments.appraisal_builders import criterion_pk, fresh, hand_in
from tests.assessments.following_cases import key_of
from tests.assessments.test_advice import ANSWER, answer, asked, judge
from tests.factories import make_editor, make_head, make_unit

pytestmark = pytest.mark.django_db


def upload(content: bytes | None = None, name: str = "niêm yết.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or corpus.pdf())


def page(file: Assessment, row: Advice) -> str:
    return reverse("assessments:advice-answer", args=[file.pk, row.pk])


def send(client, file, row, *files: SimpleUploadedFile, **changes):
    """The answer's form with its files."""
    body = {"text": ANSWER, "version": row.version, "file": list(files), **changes}
    return client.post(page(file, row), body, follow=True)


def add(file, row, by, content: bytes | None = None, name: str = "a.pdf") -> evidence.Added:
    """Past the page."""
    source = io.BytesIO(content or corpus.pdf())
    return mended.add_to_answer(file, row, source, inspect(source, name), by=by)


def remove_url(file, row, piece) -> str:
    return reverse("assessments:answer-evidence-remove", args=[file.pk, row.pk, piece.pk])


def test_files_come_with_the_answer_and_are_shown_beside_it(client):
    file, _officer, row = asked()
    client.force_login(make_editor(file.unit))

    done = send(client, file, row, upload(), upload(corpus.picture("PNG"), "ảnh.png"))

    html = done.content.decode()
    assert [piece.code for piece in row.evidence.all()] == ["MC01", "MC02"]
    assert "Đã thêm MC01: niêm yết.pdf" in html
    assert all(piece.get_absolute_url() in html for piece in row.evidence.all())
    events = AuditEvent.objects.filter(kind="advice.evidence_added", unit_id=file.unit_id)
    assert [event.after["evidence"] for event in events] == ["MC01 niêm yết", "MC02 ảnh"]


def test_the_appraiser_sees_it_with_the_answer_at_the_criterion_and_on_paper(client):
    file, officer, row = asked()
    Advice.objects.update(criterion_key=key_of(file))
    editor = make_editor(file.unit)
    answer(file, row, editor)
    piece = add(file, row, editor).evidence
    hand_in(file)
    client.force_login(officer)
    client.post(reverse("assessments:open-file", args=[file.pk]))

    seen = [
        client.get(reverse(f"assessments:{route}", args=args)).content.decode()
        for route, args in [("advice", [file.pk]), ("appraisal", [file.pk]),
                            ("advice-judge", [file.pk, row.pk])]
    ]  # fmt: skip
    opened = client.get(piece.get_absolute_url())

    assert all(piece.get_absolute_url() in html for html in seen)
    assert b"".join(opened.streaming_content) == corpus.pdf()
    assert opened["X-Content-Type-Options"] == "nosniff"
    sheet = appraisal_sheet(Assessment.objects.select_related("appraisal").get(pk=file.pk))
    assert sheet["old_advice"][0]["answer"] == f"{ANSWER} (minh chứng MC01)"


@pytest.mark.parametrize(
    ("name", "content"),
    [("bom.docx", corpus.lying_directory()), ("ảnh.svg", b"<svg onload='alert(1)'/>"),
     ("chạy.pdf", corpus.pdf(catalog=b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>")),
     ("rỗng.pdf", b"x" * 10)],
)  # fmt: skip
def test_a_hostile_file_is_named_and_stops_no_other(client, name, content):
    file, _officer, row = asked()
    client.force_login(make_editor(file.unit))

    done = send(client, file, row, upload(content, name), upload())

    assert name in done.content.decode()
    assert [piece.code for piece in row.evidence.all()] == ["MC01"]
    row.refresh_from_db()
    assert row.answer == ANSWER


def test_a_disk_that_is_full_keeps_the_words(client, monkeypatch):
    file, _officer, row = asked()
    client.force_login(make_editor(file.unit))

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(evidence, "store_content_addressed", full)
    done = send(client, file, row, upload())

    row.refresh_from_db()
    assert (row.answer, row.evidence.count()) == (ANSWER, 0)
    assert "Máy chủ không lưu được tệp lúc này" in done.content.decode()


def test_the_same_bytes_are_kept_once_and_used_where_they_are_needed():
    file, officer, row = asked()
    other = Advice.objects.create(assessment=row.assessment, text="Việc khác.", given_by=officer)
    editor = make_editor(file.unit)

    first, second = add(file, row, editor), add(file, other, editor)

    assert (first.is_reused, second.is_reused) == (False, True)
    assert first.evidence == second.evidence
    assert file.evidence.count() == 1
    assert other.evidence.get() == row.evidence.get()


def test_the_files_of_a_unit_have_their_limit(monkeypatch):
    file, _officer, row = asked()
    monkeypatch.setattr(evidence, "MOST_TOTAL_BYTES", 10)

    with pytest.raises(ValidationError, match="200 MB"):
        add(file, row, make_editor(file.unit))

    assert not row.evidence.exists()


def test_a_piece_is_taken_away_from_the_page(client):
    file, _officer, row = asked()
    editor = make_editor(file.unit)
    answer(file, row, editor)
    piece = add(file, row, editor).evidence
    client.force_login(editor)
    assert remove_url(file, row, piece) in client.get(page(file, row)).content.decode()

    done = client.post(remove_url(file, row, piece))

    piece.refresh_from_db()
    assert done.url == page(file, row)
    assert (row.evidence.count(), piece.removed_by) == (0, editor)
    assert AuditEvent.objects.filter(kind="advice.evidence_removed").count() == 1
    assert client.post(remove_url(file, row, piece)).status_code == 404


def test_a_piece_that_serves_a_criterion_stays_in_the_file():
    file, _officer, row = asked()
    editor = make_editor(file.unit)
    piece = add(file, row, editor).evidence
    EvidenceUse.objects.create(evidence=piece, criterion_id=criterion_pk(file, "I.1"))

    mended.remove_from_answer(file, row, piece, by=editor)

    piece.refresh_from_db()
    assert (row.evidence.count(), piece.removed_at) == (0, None)


def test_what_the_unit_takes_out_of_its_list_is_no_longer_shown(client):
    file, _officer, row = asked()
    editor = make_editor(file.unit)
    answer(file, row, editor)
    piece = add(file, row, editor).evidence
    evidence.remove(piece, by=editor)
    client.force_login(editor)

    html = client.get(reverse("assessments:advice", args=[file.pk])).content.decode()

    assert piece.get_absolute_url() not in html


def test_it_is_offered_at_the_criterion_that_the_advice_names(client):
    file, _officer, row = asked()
    Advice.objects.update(criterion_key=key_of(file))
    row.refresh_from_db()
    editor = make_editor(file.unit)
    add(file, row, editor)
    fill(file, "I.2", by=editor, answer=True)
    client.force_login(editor)

    html = client.get(file.get_absolute_url()).content.decode()

    assert html.count("Minh chứng đã gửi trong năm (việc khắc phục)") == 1


def test_after_the_verdict_and_after_the_hand_in_nothing_changes(client):
    file, officer, row = asked()
    editor = make_editor(file.unit)
    answer(file, row, editor)
    piece = add(file, row, editor).evidence
    judge(file, row, officer)

    for act in (lambda: add(file, row, editor, corpus.picture("PNG"), "b.png"),
                lambda: mended.remove_from_answer(file, row, piece, by=editor)):  # fmt: skip
        with pytest.raises(ValidationError, match="đã được đánh giá"):
            act()
    hand_in(file)
    with pytest.raises(PermissionDenied):
        add(fresh(file), row, make_head(file.unit))
    client.force_login(editor)
    assert client.post(remove_url(file, row, piece)).status_code == 403
    assert row.evidence.get() == piece


def test_other_units_and_other_advice_have_nothing_to_do_with_it(client):
    file, _officer, row = asked()
    editor = make_editor(file.unit)
    piece = add(file, row, editor).evidence
    _other, _their_officer, theirs = asked()
    client.force_login(make_editor(make_unit(file.round.organiser)))

    assert client.get(piece.get_absolute_url()).status_code == 404
    assert client.post(remove_url(file, row, piece)).status_code == 404
    with pytest.raises(Advice.DoesNotExist):
        add(file, theirs, editor)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_one_as_for_three(client, count, django_assert_max_num_queries):
    file, officer, row = asked()
    editor = make_editor(file.unit)
    rows = [row] + [
        Advice.objects.create(assessment=row.assessment, text=f"Việc {n}.", given_by=officer)
        for n in range(1, count)
    ]
    for n, one in enumerate(rows):
        answer(file, one, editor)
        add(file, one, editor, corpus.picture("PNG", (8, 8 + n)), f"{n}.png")
    client.force_login(editor)

    with django_assert_max_num_queries(22):
        client.get(reverse("assessments:advice", args=[file.pk]))
