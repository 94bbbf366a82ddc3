"""Parts of a report are saved one by one, and what is still missing is told."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.actions import reports
from assessments.models import Indicator, ReportSection, Round
from assessments.reporting.entries import Figure, Section, Words, mark, stored
from assessments.reporting.gaps import blocking, gaps
from assessments.reporting.rows import ReportFigures
from core.models import AuditEvent
from core.versions import StaleVersion
from tests.assessments.report_cases import (
    TODAY,
    complete,
    fresh,
    in_state,
    make_accepted,
    make_draft,
    make_file,
    make_last_year,
    make_sent,
    put,
)
from tests.assessments.reports.moving import fail
from tests.factories import make_editor, make_head, make_indicator, make_report, make_unit

pytestmark = pytest.mark.django_db


class TestSave:
    def test_each_kind_of_part_is_stored_and_traced(self):
        report = make_draft()
        by = make_editor(report.unit)
        entries = (
            Figure("doi-thoai", Decimal(3)), Section("i", "Đã mở lớp.", "Ít người.", "Mở thêm."),
            Words("summary", "Tốt."), Words("proposals", "Không."),
        )  # fmt: skip

        for entry in entries:
            reports.save(report, entry, by=by)

        assert [stored(fresh(report), entry) for entry in entries] == list(entries)
        assert AuditEvent.objects.filter(kind="report.saved", actor_id=by.pk).count() == 4
        assert fresh(report).version == report.version + 4

    def test_nothing_stated_is_not_zero(self):
        report = put(make_draft(), Figure("doi-thoai", Decimal(0)))
        assert report.values.get().value == 0

        assert not put(report, Figure("doi-thoai", None)).values.exists()

    def test_the_same_content_again_changes_nothing(self):
        report = put(make_draft(), Words("summary", "Tốt."))

        again = reports.save(
            report, Words("summary", "Tốt."), seen="khac", by=make_editor(report.unit)
        )

        assert again.version == report.version

    def test_who_changes_what_somebody_else_changed_is_asked(self):
        report = make_draft()
        seen = mark(Figure("doi-thoai"))
        put(report, Figure("doi-thoai", Decimal(3)))

        with pytest.raises(StaleVersion):
            reports.save(
                report, Figure("doi-thoai", Decimal(4)), seen=seen, by=make_editor(report.unit)
            )

        assert fresh(report).values.get().value == 3

    def test_two_people_write_different_parts_of_one_report(self):
        report = make_draft()
        put(report, Figure("doi-thoai", Decimal(3)))

        reports.save(
            report, Words("summary", "Tốt."), seen=mark(Words("summary")),
            by=make_editor(report.unit),
        )  # fmt: skip

        assert fresh(report).summary == "Tốt."

    @pytest.mark.parametrize(
        ("value", "places", "words"),
        [
            ("-1", 0, "Không nhập số âm"),
            ("1.5", 0, "số nguyên"),
            ("1.25", 1, "1 chữ số sau dấu phẩy"),
        ],
    )
    def test_values_that_cannot_be_are_refused(self, value, places, words):
        report = make_draft(make_file(decimal_places=places))

        with pytest.raises(ValidationError, match=words):
            put(report, Figure("doi-thoai", Decimal(value)))

        assert not report.values.exists()

    def test_what_the_report_does_not_hold_is_not_found(self):
        report = make_draft()

        with pytest.raises(Indicator.DoesNotExist):
            put(report, Figure("khong-co", Decimal(1)))
        with pytest.raises(ReportSection.DoesNotExist):
            put(report, Section("khong-co"))

    def test_an_indicator_that_is_asked_no_longer_keeps_its_answer(self):
        report = put(make_draft(), Figure("doi-thoai", Decimal(3)))
        Indicator.objects.update(is_asked=False)

        assert put(report, Figure("doi-thoai", Decimal(4))).values.get().value == 4

    def test_indicators_of_another_kind_of_unit_are_not_asked(self):
        file = make_file()
        other = make_unit(file.round.organiser, "agency").kind
        make_indicator(file.round.organiser, "chi-co-quan", unit_kind=other)

        with pytest.raises(Indicator.DoesNotExist):
            put(make_draft(file), Figure("chi-co-quan", Decimal(1)))

    @pytest.mark.parametrize("state", ["submitted", "accepted"])
    def test_what_was_handed_in_stays(self, state):
        report = in_state(state)

        with pytest.raises(PermissionDenied, match="đã gửi"):
            put(report, Words("summary", "Sửa."))

        assert fresh(report).summary == report.summary

    def test_a_returned_report_is_written_again(self):
        assert put(in_state("returned"), Words("summary", "Sửa.")).summary == "Sửa."

    def test_a_failure_on_the_way_leaves_nothing(self, monkeypatch):
        report, by = make_draft(), None
        by = make_editor(report.unit)
        monkeypatch.setattr(reports.audit, "record", fail)

        with pytest.raises(RuntimeError):
            reports.save(report, Figure("doi-thoai", Decimal(3)), by=by)

        assert not report.values.exists()


class TestFigures:
    def test_four_values_stand_side_by_side(self):
        file = make_file()
        make_sent(file, 1, "12")
        make_sent(file, 2, "9")
        report = put(make_draft(file), Figure("doi-thoai", Decimal(15)))
        make_last_year(file, {1: 5, 2: 4, 3: 6, 4: 9})

        row = ReportFigures(fresh(report)).of("doi-thoai")

        assert (row.value, row.cumulative) == (15, 36)
        assert (row.last_quarter, row.last_cumulative) == (6, 15)

    def test_an_earlier_quarter_that_was_not_sent_does_not_count(self):
        file = make_file()
        put(make_draft(file, 2), Figure("doi-thoai", Decimal(9)))
        report = put(make_draft(file), Figure("doi-thoai", Decimal(15)))

        assert ReportFigures(report).of("doi-thoai").cumulative == 15

    def test_values_of_merged_units_count_in_both_years(self):
        file = make_file()
        gone = make_unit(file.round.organiser)
        gone.valid_to, gone.merged_into = date(2026, 6, 30), file.unit
        gone.save()
        indicator = Indicator.objects.get()
        theirs = make_report(file.round, gone, 2, sent_at=TODAY)
        theirs.values.create(indicator=indicator, value=20)
        make_last_year(file, {3: 5})
        old = make_report(Round.objects.get(year=2025), gone, 3, sent_at=TODAY)
        old.values.create(indicator=indicator, value=7)
        report = put(make_draft(file), Figure("doi-thoai", Decimal(15)))

        row = ReportFigures(report).of("doi-thoai")

        assert (row.cumulative, row.last_quarter) == (35, 12)

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_number_of_queries_does_not_grow(self, django_assert_num_queries, count):
        file = make_file()
        for number in range(count - 1):
            make_indicator(file.round.organiser, f"so-{number}")
        report = complete(make_draft(file))

        with django_assert_num_queries(3):
            ReportFigures(report)


class TestGaps:
    def test_an_empty_report_misses_everything(self):
        words = [gap.words for gap in gaps(make_draft())]

        assert [text.split(" (")[0] for text in words] == [
            "Chưa ghi đánh giá chung.",
            "Chưa nhập “Số cuộc đối thoại với Nhân dân”",
            "Chưa ghi kết quả của “Nhóm I”.",
            "Chưa ghi kết quả của “Nhóm II”.",
        ]

    def test_a_complete_report_misses_nothing_and_zero_is_an_answer(self):
        assert gaps(complete(make_draft(), "0")) == []

    def test_a_doubtful_value_blocks_until_it_is_confirmed(self):
        file = make_file()
        make_sent(file, 2, "3")
        report = complete(make_draft(file))

        doubted = put(report, Figure("doi-thoai", Decimal(30)))
        (gap,) = blocking(gaps(doubted))
        confirmed = put(report, Figure("doi-thoai", Decimal(30), is_confirmed=True))

        assert "gấp 10 lần quý cao nhất trước đó" in gap.words
        assert gap.anchor == "so-lieu-doi-thoai"
        assert gaps(confirmed) == []

    def test_progress_left_as_it_was_planned_is_only_pointed_out(self):
        file = make_file()
        make_accepted(file, 2)
        report = complete(make_draft(file))

        (gap,) = gaps(put(report, Section("i", "Làm tiếp.")))

        assert not gap.is_blocking
        assert "nguyên văn dự kiến" in gap.words

    def test_an_indicator_that_is_asked_no_longer_is_not_missing(self):
        report = complete(make_draft())
        report.values.all().delete()
        Indicator.objects.update(is_asked=False)

        assert gaps(report) == []


def test_a_head_writes_as_an_editor_does():
    report = make_draft()

    assert put(report, Words("summary", "Tốt."), by=make_head(report.unit)).summary == "Tốt."
