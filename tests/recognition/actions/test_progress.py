"""Progress of registered models in the quarterly report: saved, refused, carried on."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.template.loader import render_to_string
from django.utils import timezone

from assessments.actions.report_moves import submit
from assessments.models import QuarterlyReport
from core.models import AuditEvent
from core.versions import StaleVersion
from recognition.actions import progress as actions
from recognition.models import ModelProgress
from recognition.presenters.report_section import SECTION
from recognition.progress import progress_lines
from tests.factories import (
    make_assessment,
    make_editor,
    make_head,
    make_model,
    make_officer,
    make_registration,
    make_report,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def file():
    return make_assessment()


@pytest.fixture
def model(file):
    return make_model(make_registration(file, state="approved"), "Đường hoa", state="approved")


@pytest.fixture
def report(file):
    return make_report(file.round, file.unit, 2)


@pytest.fixture
def editor(file):
    return make_editor(file.unit)


def save(report, model, by, value="30", state="on_track", text="Đã làm 3 thôn", **how):
    key = model.targets.get().pk
    figure = None if value is None else Decimal(value)
    return actions.save_progress(
        report, model, state=state, text=text, values={key: figure}, by=by, **how
    )


def test_a_value_stands_beside_its_figure_with_the_percentage(report, model, editor):
    save(report, model, editor, version=0)

    (line,) = progress_lines(report)
    (target,) = line.targets
    assert (line.state_words, line.text, line.version) == ("Đúng tiến độ", "Đã làm 3 thôn", 1)
    assert (target.value, target.ratio) == (Decimal("30"), Decimal("0.75"))
    event = AuditEvent.objects.get(kind="model_progress.saved")
    assert event.after["state"] == "on_track"


def test_saved_again_it_is_the_same_row(report, model, editor):
    first = save(report, model, editor)

    second = save(report, model, editor, value=None, state="behind", version=1)

    assert (first.pk, second.version) == (second.pk, 2)
    assert not second.figures.exists()


def test_zero_is_a_value_and_not_a_gap(report, model, editor):
    save(report, model, editor, value="0")

    assert progress_lines(report)[0].targets[0].ratio == 0
    assert SECTION.missing(report) == []


def test_negative_values_are_refused_beside_their_box(report, model, editor):
    with pytest.raises(ValidationError) as refusal:
        save(report, model, editor, value="-1")

    assert list(refusal.value.message_dict) == [f"target-{model.targets.get().pk}"]
    assert not ModelProgress.objects.exists()


@pytest.mark.parametrize("version", [0, 5])
def test_a_stale_form_is_told(report, model, editor, version):
    save(report, model, editor)

    with pytest.raises(StaleVersion):
        save(report, model, editor, version=version)


@pytest.mark.parametrize("state", ["submitted", "accepted"])
def test_a_report_that_is_away_is_not_changed(file, model, editor, state):
    report = make_report(file.round, file.unit, 1, state=state, sent_at=timezone.now())
    report.state = state
    report.save()

    with pytest.raises(PermissionDenied, match="đã gửi"):
        save(report, model, editor)


def test_a_returned_report_may_be_changed(file, model, editor):
    report = make_report(file.round, file.unit, 1, sent_at=timezone.now())
    type(report).objects.filter(pk=report.pk).update(state="returned")

    assert save(report, model, editor).pk


def test_others_write_nothing(file, report, model):
    with pytest.raises(PermissionDenied, match="Chỉ người của đơn vị"):
        save(report, model, make_officer(file.round.organiser))


def test_a_model_that_is_not_followed_has_no_progress(file, report, editor):
    refused = make_model(make_registration(file), "Bị từ chối", state="refused")

    with pytest.raises(ValidationError, match="không còn trong danh mục"):
        save(report, refused, editor)


def test_values_of_targets_of_other_models_are_left_out(file, report, model, editor):
    other = make_model(make_registration(file), "Khác", state="approved").targets.get()

    actions.save_progress(
        report, model, state="on_track", text="", values={other.pk: Decimal(5)}, by=editor
    )

    assert not ModelProgress.objects.get().figures.exists()


def test_a_new_quarter_goes_on_from_the_one_before(file, report, model, editor):
    save(report, model, editor)
    new = make_model(make_registration(file), "Mới thêm", state="approved")
    third = make_report(file.round, file.unit, 3)

    SECTION.start(third, report)

    lines = {line.model.name: line for line in progress_lines(third)}
    assert lines["Đường hoa"].text == "Đã làm 3 thôn"
    assert lines["Đường hoa"].targets[0].value == 30
    assert lines[new.name].progress is None


def test_the_first_quarter_begins_empty(report, model):
    SECTION.start(report, None)

    assert not ModelProgress.objects.exists()
    assert SECTION.missing(report) == [
        "Mô hình “Đường hoa”: chưa chọn tình hình, chưa ghi kết quả mục tiêu “Số hộ tham gia”."
    ]


def test_the_paper_holds_plain_words(report, model, editor):
    save(report, model, editor)

    (printed,) = SECTION.paper(report)["models"]
    assert printed["targets"] == [
        {"text": "Số hộ tham gia", "figure": "40 hộ", "value": "30 hộ", "percent": "75%"}
    ]


def test_the_page_offers_forms_only_to_who_may_type(file, report, model, editor):
    for person, may in ((editor, True), (make_head(file.unit), True),
                        (make_officer(file.round.organiser), False)):  # fmt: skip
        section = SECTION.values(report, person)
        assert bool(section["may_edit"]) is may
        assert all(bool(row["form"]) is may for row in section["rows"])


@pytest.mark.parametrize("count", [1, 3])
def test_lines_cost_a_fixed_number_of_queries(
    file, report, model, editor, django_assert_num_queries, count
):
    for number in range(count - 1):
        make_model(make_registration(file), f"Khác {number}", state="approved")
    save(report, model, editor)

    with django_assert_num_queries(4):
        assert len(progress_lines(report)) == count


def test_the_templates_draw_what_the_section_says(file, report, model, editor):
    save(report, model, editor)
    typed = render_to_string(SECTION.editing, {"section": SECTION.values(report, editor)})
    officer = make_officer(file.round.organiser)
    read = render_to_string(SECTION.editing, {"section": SECTION.values(report, officer)})
    paper = render_to_string(SECTION.paper_template, {"section": SECTION.paper(report)})

    assert 'data-autosave autocomplete="off" data-record-key="progress-' in typed
    assert f'name="target-{model.targets.get().pk}" value="30"' in typed
    assert "đạt <strong>75%</strong>" in typed
    assert "30/40 hộ (75%)" in read
    assert "<form" not in read
    assert "30 hộ; mục tiêu 40 hộ (75%)" in paper


def test_without_models_the_section_says_so(file, report, editor):
    for template in (SECTION.editing, SECTION.reading):
        section = SECTION.values(report, editor)
        assert "chưa có mô hình" in render_to_string(template, {"section": section})
    paper = render_to_string(SECTION.paper_template, {"section": SECTION.paper(report)})
    assert "chưa có mô hình" in paper


def test_who_hands_the_report_in_is_told_of_later_progress(report, model, editor):
    seen = QuarterlyReport.objects.get(pk=report.pk).version

    save(report, model, editor)

    report = QuarterlyReport.objects.get(pk=report.pk)
    assert (report.version, report.entered_on_behalf) == (seen + 1, False)
    with pytest.raises(StaleVersion):
        submit(report, key=uuid4(), version=seen, by=make_head(report.unit))
