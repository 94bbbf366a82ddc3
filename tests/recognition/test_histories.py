"""All years of a unit: results, decisions, models, reports; merged units under their old names."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from assessments.actions import rounds
from assessments.models import Assessment
from organisation.models import Unit
from recognition.histories import year_lines
from recognition.models import UnitRegistration
from recognition.presenters.biographies import biography
from recognition.presenters.histories import chart
from tests.factories import (
    make_assessment,
    make_editor,
    make_model,
    make_officer,
    make_person,
    make_registration,
    make_report,
    make_round,
    make_settled_assessment,
    make_unit,
)
from tests.recognition.conftest import issued

pytestmark = pytest.mark.django_db


@pytest.fixture
def file():
    return make_assessment()


def settled(file: Assessment, points: str) -> Assessment:
    head = make_person("unit_head", file.unit)
    now = datetime(2026, 1, 10, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    Assessment.objects.filter(pk=file.pk).update(
        state="settled", submitted_at=now, submitted_by=head, settled_at=now,
        settled_by=make_person("board_head", file.round.organiser),
        appraised_total=Decimal(points), appraised_class="Tốt",
    )  # fmt: skip
    return file


def earlier(file: Assessment, unit: Unit, years: int) -> Assessment:
    round_ = make_round(file.round.organiser, file.criteria_set, year=file.round.year - years)
    return rounds.start_assessment(round_, unit, file.criteria_set)


def test_years_come_with_models_and_reports(file):
    row = make_registration(file, state="approved")
    make_model(row, "A", state="recognised")
    make_model(row, "B", state="approved")
    make_model(row, "C", state="refused")
    due = file.round.report_1_due
    for quarter, day in ((1, due), (2, date(file.round.year, 12, 31))):
        moment = datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
        make_report(file.round, file.unit, quarter, sent_at=moment)
    make_report(file.round, file.unit, 3)

    (line,) = year_lines(file.unit)

    assert (line.registered, line.recognised) == (2, 1)
    assert (line.reports_on_time, line.reports) == (1, 2)
    assert (line.total, line.outcome) == (None, "Đơn vị đang chấm")


def test_a_total_is_told_once_it_is_settled(file):
    (line,) = year_lines(settled(file, "88.5").unit)

    assert (line.total, line.class_name) == (Decimal("88.5"), "Tốt")


def test_the_decision_of_the_year(organiser, unprinted):
    make_settled_assessment(organiser)
    decision = issued(organiser)
    unit = decision.entries.get().assessment.unit

    (line,) = year_lines(unit)

    assert line.entry.decision == decision
    assert line.outcome == "Được công nhận"
    line.entry.revoked_at = date(2026, 5, 1)
    assert line.outcome == "Đã thu hồi công nhận"


def test_merged_units_show_their_results_under_their_old_names(file):
    gone = make_unit(file.round.organiser, name="Đảng bộ xã Tân Sỏi cũ")
    old = settled(earlier(file, gone, 2), "81")
    Unit.objects.filter(pk=gone.pk).update(
        merged_into=file.unit, valid_to=date(2025, 6, 30), name="Đổi tên sau"
    )

    lines = year_lines(file.unit)

    assert [(line.year, line.name) for line in lines] == [
        (file.round.year, file.unit.name), (old.round.year, "Đảng bộ xã Tân Sỏi cũ"),
    ]  # fmt: skip
    assert [line.merged_on for line in lines] == [None, date(2025, 6, 30)]


def test_the_chart_holds_the_units_own_settled_years(file):
    assert chart(year_lines(settled(file, "90").unit)) is None
    settled(earlier(file, file.unit, 1), "70")
    gone = make_unit(file.round.organiser)
    settled(earlier(file, gone, 2), "60")
    Unit.objects.filter(pk=gone.pk).update(merged_into=file.unit, valid_to=date(2024, 6, 30))

    drawn = chart(year_lines(file.unit))

    assert [point.label for point in drawn.points] == ["70,00", "90,00"]
    assert drawn.points[0].y > drawn.points[1].y
    assert drawn.description.startswith("Điểm thẩm định qua các năm: năm")


def test_the_page_is_for_those_who_may(file, client):
    address = reverse("recognition:unit-history", args=[file.unit_id])
    settled(file, "90")
    settled(earlier(file, file.unit, 1), "70")
    for person, status in ((make_editor(file.unit), 200), (make_officer(file.round.organiser), 200),
                           (make_editor(make_unit(file.round.organiser)), 404)):  # fmt: skip
        client.force_login(person)
        response = client.get(address)
        assert response.status_code == status
    client.force_login(make_editor(file.unit))
    assert '<svg class="chart"' in client.get(address).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_years_cost_a_fixed_number_of_queries(file, django_assert_num_queries, count):
    for years in range(1, count):
        earlier(file, file.unit, years)

    with django_assert_num_queries(4):
        assert len(year_lines(file.unit)) == count


def test_the_life_of_a_practice_over_the_years(file):
    before = earlier(file, file.unit, 1)
    old = UnitRegistration.objects.create(
        round=before.round, unit=file.unit, due_on=before.round.registration_due
    )
    first = make_model(old, "Thắp sáng", state="recognised")
    now = make_model(
        make_registration(file, state="approved"), "Đường quê sáng", state="approved",
        kept_from=first,
    )  # fmt: skip

    oldest_year = earlier(file, file.unit, 2).round
    oldest = make_model(
        UnitRegistration.objects.create(
            round=oldest_year, unit=file.unit, due_on=oldest_year.registration_due
        ),
        "Ánh sáng", state="recognised",
    )  # fmt: skip
    first.kept_from = oldest
    first.save()

    for seen in (oldest, first, now):
        told = biography(seen)
        assert [(c.model.name, c.is_present) for c in told.chapters] == [
            ("Đường quê sáng", seen == now), ("Thắp sáng", seen == first),
            ("Ánh sáng", seen == oldest),
        ]  # fmt: skip
        assert told.is_kept
    assert not biography(make_model(old, "Một năm")).is_kept
