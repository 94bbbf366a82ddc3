"""Models that A registered before it went into B and B into C: counted, reported on, concluded."""

from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from assessments.models import QuarterlyReport
from recognition.actions import outcomes
from recognition.actions.progress import save_progress, start_section
from recognition.histories import year_lines
from recognition.measures import recognised_model_share
from recognition.models import ModelProgress, ModelRegistration, RecognisedModel
from recognition.permissions.registrations import can_begin, can_fill_registration, can_view_history
from recognition.presenters.report_section import SECTION
from recognition.progress import progress_lines
from recognition.registrations import carriable
from recognition.sources import models as model_source
from recognition.workflow import RegistrationState
from tests.factories import make_model, make_progress, make_registration, make_report, make_unit
from tests.merger_stories import make_chain

pytestmark = pytest.mark.django_db
KEYS = frozenset({"registered", "recognised_district"})


@pytest.fixture
def chain():
    return make_chain()


@pytest.fixture
def model(chain) -> ModelRegistration:
    """A's approved model; everything has merged since."""
    row = make_model(
        make_registration(chain.first, state="approved"), "Đường hoa", state="approved"
    )
    chain.merge()
    return row


def report_of(chain, quarter: int, unit=None, **fields) -> QuarterlyReport:
    row = make_report(chain.round, unit or chain.last.unit, quarter, **fields)
    return QuarterlyReport.objects.select_related("round", "unit").get(pk=row.pk)


def test_they_count_in_the_successors_sheet(chain, model):
    make_model(make_registration(chain.last, state="approved"), "Camera", state="recognised")
    RecognisedModel.objects.create(
        organiser=chain.round.organiser, unit=chain.middle.unit, name="Nhà sạch", level="district",
        field="economy", owner="collective", year=chain.round.year,
    )  # fmt: skip

    answers = model_source(chain.last, KEYS)

    assert {key: answer.value for key, answer in answers.items()} == {
        "registered": 2, "recognised_district": 1,
    }  # fmt: skip
    assert recognised_model_share(chain.last) == {"recognised": 1, "registered": 2}


@pytest.mark.parametrize("state", RegistrationState.values)
def test_measure_and_source_count_the_same_models(chain, state):
    """Of the year's list are neither drafts and refused ones nor what was given up."""
    make_model(make_registration(chain.last, state="approved"), "Đường hoa", state=state)

    counted = recognised_model_share(chain.last)["registered"]

    assert counted == model_source(chain.last, KEYS)["registered"].value
    assert counted == (state not in ("draft", "refused", "stopped"))


class TestProgress:
    def test_the_successor_reports_on_them_under_the_old_name(self, chain, model):
        report = report_of(chain, 4)

        (line,) = progress_lines(report)

        assert (line.model, line.former_unit) == (model, "Đảng bộ xã An Thượng")
        target = model.targets.get()
        save_progress(
            report, model, state="on_track", text="Đã trồng 3 km", values={target.pk: Decimal(30)},
            by=chain.head,
        )  # fmt: skip
        assert ModelProgress.objects.get().report == report
        values = SECTION.values(report, chain.head)
        for template, context in (
            ("recognition/report/editing.html", values),
            ("recognition/report/reading.html", values),
            ("recognition/report/paper.html", SECTION.paper(report)),
        ):
            page = render_to_string(template, {"section": context})
            assert "(Đảng bộ xã An Thượng đăng ký)" in page

    def test_own_models_have_no_old_name(self, chain):
        make_model(make_registration(chain.last, state="approved"), "Camera", state="approved")

        assert [line.former_unit for line in progress_lines(report_of(chain, 4))] == [""]

    def test_reports_of_before_the_merger_do_not_have_them(self, chain, model):
        assert progress_lines(report_of(chain, 1)) == []

    @pytest.mark.parametrize(("state", "count"), [("submitted", 0), ("draft", 1)])
    def test_what_the_merged_unit_said_itself_is_not_said_twice(self, chain, model, state, count):
        sent_at = timezone.now() if state == "submitted" else None
        report_of(chain, 4, chain.first.unit, sent_at=sent_at)

        assert len(progress_lines(report_of(chain, 4))) == count

    def test_a_new_report_goes_on_from_what_the_merged_unit_said_last(self, chain, model):
        for quarter, words in ((1, "Mới làm."), (2, "Đã làm nửa đường.")):
            make_progress(report_of(chain, quarter, chain.first.unit), model, text=words)
        report = report_of(chain, 4)

        start_section(report, None)

        (line,) = progress_lines(report)
        assert line.text == "Đã làm nửa đường."
        assert line.targets[0].value == 20

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_number_of_queries_does_not_grow(
        self, django_assert_num_queries, chain, model, count
    ):
        for number in range(1, count):
            make_model(model.registration, f"Mô hình {number}", state="approved")
        report = report_of(chain, 4)

        with django_assert_num_queries(3):
            assert len(progress_lines(report)) == count


def test_the_successors_head_decides_about_what_its_predecessor_registered(chain, model):
    outcomes.stop(model, reason="Xã mới không còn tuyến đường này.", by=chain.head)

    model.refresh_from_db()
    assert model.state == "stopped"


def test_a_returned_registration_is_the_successors_to_mend(chain):
    row = make_registration(chain.first, state="returned", decision_note="Thiếu số lượng mục tiêu.")
    chain.merge()

    assert can_fill_registration(chain.head, row)


def test_a_unit_that_merged_before_the_day_registers_no_more(chain):
    chain.round.registration_due = timezone.localdate()
    chain.merge()

    refused = can_begin(chain.head, chain.round, chain.first.unit)

    assert not refused
    assert "đã sáp nhập trước hạn đăng ký" in refused.reason
    assert can_begin(chain.head, chain.round, chain.last.unit)


def test_the_successor_reads_the_history_and_takes_over_models(chain, model):
    assert can_view_history(chain.head, chain.first.unit)
    assert not can_view_history(chain.head, make_unit(chain.round.organiser))
    assert {line.name for line in year_lines(chain.last.unit)} == {
        "Đảng bộ xã An Thượng", "Đảng bộ xã Đồng Hưu", "Đảng bộ xã Xuân Lương"
    }  # fmt: skip
    chain.round.year -= 1
    chain.round.save(update_fields=["year"])
    coming = make_chain()
    registration = make_registration(coming.last)
    registration.round.organiser = chain.round.organiser
    registration.unit = chain.last.unit

    assert list(carriable(registration)) == [model]
