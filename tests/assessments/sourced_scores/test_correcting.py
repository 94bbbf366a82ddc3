"""A unit states something else than the records, with its reason."""

import pytest

from assessments.actions import scores
from assessments.actions.scores import CorrectionRefused, Entry
from core.models import AuditEvent
from core.versions import StaleVersion
from tests.assessments.acting import save_row, score_of
from tests.assessments.sourced_files import REASON
from tests.assessments.sourced_scores.cases import page, refreshed, saved
from tests.factories import make_editor

pytestmark = pytest.mark.django_db


def test_another_value_without_a_reason_is_refused_at_its_box(client, file, records, editor):
    records.say("doi-thoai", 2)
    page(client, file)

    answer = save_row(client, file, "II.1", {"p1.meetings": "1"})

    assert answer.status_code == 422
    pk = score_of(file, "II.1").criterion_id
    assert f'id="e{pk}-p1-meetings" hx-swap-oob="innerHTML">Số liệu trong năm là 2. Nếu sửa' in (
        answer.content.decode()
    )
    assert score_of(file, "II.1").facts == {"p1": {"meetings": 2}}


def test_without_scripts_the_whole_page_says_so_and_keeps_what_was_typed(
    client, file, records, editor
):
    records.say("doi-thoai", 2)
    page(client, file)

    typed = {"p1.meetings": "1", "p1.meetings.reason": "ngắn"}
    answer = save_row(client, file, "II.1", typed, htmx=False)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'name="p1.meetings" value="1"' in html
    assert 'name="p1.meetings.reason" value="ngắn"' in html
    assert "Số liệu trong năm là 2. Nếu sửa" in html


def test_a_correction_keeps_both_values_with_the_reason(client, file, records, editor):
    records.say("doi-thoai", 2, "Quý I 2")
    page(client, file)

    typed = {"p1.meetings": "1", "p1.meetings.reason": REASON}
    answer = save_row(client, file, "II.1", typed)

    row = score_of(file, "II.1")
    assert answer.status_code == 200
    assert row.facts == {"p1": {"meetings": 1}}
    assert row.corrections == {"p1": {"meetings": REASON}}
    assert row.sourced["p1"]["meetings"]["value"] == 2
    assert row.points == 10
    assert f"Đơn vị sửa, lý do: {REASON}" in answer.content.decode()
    event = AuditEvent.objects.filter(kind="score.saved").latest("sequence")
    assert event.after["corrections"] == {"p1": {"meetings": REASON}}


def test_a_corrected_value_stays_while_the_records_go_on(file, records):
    records.say("doi-thoai", 2)
    refreshed(file)
    saved(file, "II.1", {"meetings": 1}, meetings=REASON)
    records.say("doi-thoai", 4)
    refreshed(file)

    row = score_of(file, "II.1")
    assert (row.facts["p1"]["meetings"], row.sourced["p1"]["meetings"]["value"]) == (1, 4)
    assert row.corrections == {"p1": {"meetings": REASON}}


@pytest.mark.parametrize("given", [{"meetings": 2}, {}])
def test_giving_the_value_back_removes_the_correction(file, records, given):
    records.say("doi-thoai", 2)
    refreshed(file)
    saved(file, "II.1", {"meetings": 1}, meetings=REASON)

    saved(file, "II.1", given, meetings=REASON)

    row = score_of(file, "II.1")
    assert (row.facts, row.corrections) == ({"p1": {"meetings": 2}}, {})


def test_only_the_reason_changed_is_a_change(file, records):
    records.say("doi-thoai", 2)
    refreshed(file)
    first = saved(file, "II.1", {"meetings": 1}, meetings=REASON)
    version = score_of(file, "II.1").version

    saved(file, "II.1", {"meetings": 1}, meetings=REASON + " Đã đối chiếu.")
    assert score_of(file, "II.1").version == version + 1
    saved(file, "II.1", {"meetings": 1}, meetings=REASON + " Đã đối chiếu.", version=1)
    assert score_of(file, "II.1").version == version + 1
    assert first.assessment.pk == file.pk


def test_parts_that_a_save_says_nothing_about_keep_their_reasons(file, records):
    records.say("doi-thoai", 2)
    refreshed(file)
    saved(file, "II.1", {"meetings": 1}, meetings=REASON)
    pk = score_of(file, "II.1").criterion_id

    scores.save(file.pk, pk, lambda _: Entry({}, "Thêm lời."), version=None,
                by=make_editor(file.unit))  # fmt: skip

    assert score_of(file, "II.1").corrections == {"p1": {"meetings": REASON}}


def test_a_refused_correction_changes_nothing(file, records):
    records.say("doi-thoai", 2)
    refreshed(file)
    events = AuditEvent.objects.count()

    with pytest.raises(CorrectionRefused, match="Số liệu trong năm là 2"):
        saved(file, "II.1", {"meetings": 1}, meetings="quá ngắn")

    assert score_of(file, "II.1").facts == {"p1": {"meetings": 2}}
    assert AuditEvent.objects.count() == events


def test_a_stale_form_is_told_before_its_reason_is_judged(file, records):
    records.say("doi-thoai", 2)
    refreshed(file)
    saved(file, "II.1", {"meetings": 1}, meetings=REASON)

    with pytest.raises(StaleVersion):
        saved(file, "II.1", {"meetings": 3}, version=1)


def test_two_people_see_both_corrections_side_by_side(client, file, records, editor):
    records.say("doi-thoai", 2)
    page(client, file)
    saved(file, "II.1", {"meetings": 1}, meetings=REASON)

    typed = {"p1.meetings": "3", "p1.meetings.reason": "Tính cả cuộc của chi bộ."}
    answer = save_row(client, file, "II.1", typed)

    html = answer.content.decode()
    assert answer.status_code == 409
    assert 'data-conflict-name="p1.meetings.reason"' in html
    assert REASON in html
    assert "Tính cả cuộc của chi bộ." in html
    assert score_of(file, "II.1").corrections == {"p1": {"meetings": REASON}}


def test_too_long_a_reason_is_refused_with_its_length(client, file, records, editor):
    records.say("doi-thoai", 2)
    page(client, file)

    typed = {"p1.meetings": "1", "p1.meetings.reason": "a" * 501}
    answer = save_row(client, file, "II.1", typed)

    assert answer.status_code == 422
    assert "Lý do dài 501 ký tự; tối đa 500." in answer.content.decode()


def test_a_correction_whose_records_are_gone_is_still_told(client, file, records, editor):
    records.say("doi-thoai", 2)
    refreshed(file)
    saved(file, "II.1", {"meetings": 1}, meetings=REASON)
    records.answers.clear()

    html = page(client, file)

    assert "Hệ thống hiện không có số liệu này." in html
    assert score_of(file, "II.1").facts == {"p1": {"meetings": 1}}
